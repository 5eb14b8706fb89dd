"""Rights of private nodes in the words of a model, and how a driver maps memory of its node."""

from __future__ import annotations

from typing import Any

import msgspec

from service.conformance.lang_host import LangHost, Outcome, ret
from service.conformance.lang_system import block_range
from service.mm.memory import touch_range
from service.mm.models import RightsTable
from service.mm.mpol import MPOL_BIND
from service.mm.oom import kill_task
from service.mm.state import Mempolicy, vmas_in
from service.mm.vm_fault import Access, Fault
from service.mm.zones import ZONE_MOVABLE

#: pages from one aligned area to the next, and where the first one begins
_ALIGN = 1 << 9
_SPREAD = 1 << 20


def table_of(host: LangHost) -> RightsTable:
    """The rights table of the host's model."""
    return host.state.model.knobs.table


def rights_of_case(host: LangHost, names: list[str] | int | None) -> tuple[str, ...]:
    """Full names of the rights that a topology lists; rights of other models are not its own."""
    table = table_of(host)
    if isinstance(names, int):
        return table.from_mask(names)
    found = [table.named(name) for name in names or []]
    return tuple(table.full(right) for right in found if right is not None)


def rights_fields(host: LangHost, nid: int) -> dict[str, Any]:
    """What registration and memory of a node carry in its fixture; flags of v4 come by set_ops."""
    table = table_of(host)
    topology = host.refs["topology"]
    given = topology.get("rights", {}).get(str(nid))
    rights = rights_of_case(host, given)
    if table.given_by == "set_ops":
        if given:
            callbacks = ["migrate_to", "folio_migrate"]
            migration = any(name.endswith("MIGRATION") for name in rights)
            host.fixture.private[nid]["ops"] = {
                "name": f"ops{nid}",
                "flags": list(rights),
                "callbacks": callbacks if migration else [],
            }
        return {}
    if table.given_by == "nobody":
        return {}
    # A fixture may have memory that its model lets a driver online only with a further right.
    kernel_zone = host.fixture.private[nid].get("zone", "NORMAL") == "NORMAL"
    if kernel_zone and table.kernel_zone_needs:
        rights += tuple(table.prefix + name for name in table.kernel_zone_needs)
    return {"rights": list(dict.fromkeys(rights))}


def np_register(host: LangHost, op: dict[str, Any]) -> Outcome:
    """node_private_register with the rights of the model."""
    given = op.get("caps", op.get("rights"))
    rights = None if given is None else tuple(given)
    answer = host.do("node_private_register", nid=op["nid"], owner=op.get("np"), rights=rights)
    return Outcome(ret(answer))


def np_add_memory(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Memory of a node with the rights that its driver gives."""
    given = op.get("features", op.get("rights"))
    rights: tuple[str, ...] | None = None
    if isinstance(given, int):
        rights = table_of(host).from_mask(given)
    elif given is not None:
        rights = tuple(given)
    first = op["start_block"]
    if first < op["nid"]:
        first += op["nid"] * 64
    if "features" in op:
        first = op["nid"] * 64 + op["start_block"]
    answer = host.do(
        "add_private_memory_driver_managed",
        nid=op["nid"],
        owner=op.get("np", f"np{op['nid']}"),
        resource_name=op.get("name", "System RAM (np)"),
        online_type=op["online_type"],
        rights=rights,
        **block_range(host, first, op["blocks"]),
    )
    return Outcome(ret(answer))


def np_offline_remove(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The device that owns the blocks is unplugged; block 0 is the node's first."""
    first = op["nid"] * 64 + op["start_block"]
    answer = host.do(
        "offline_and_remove_private_memory",
        nid=op["nid"],
        **block_range(host, first, op["blocks"]),
    )
    return Outcome(ret(answer))


def aligned_page(host: LangHost) -> int:
    """A fresh page number where a huge page may begin."""
    host.refs["aligned"] = host.refs.get("aligned", 0) + 1
    page: int = (1 << 24) + host.refs["aligned"] * _SPREAD
    return page // _ALIGN * _ALIGN


def map_on_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Maps and fills memory on a node: by mbind, or by the node's driver, which needs no right."""
    proc = op.get("proc", "p0")
    mapped = {"op": "mmap", "area": op["area"], "pages": op["pages"], "proc": proc}
    host.handlers["mmap"](host, {**mapped, "at_page": aligned_page(host)})
    populate = op.get("populate", op["pages"])
    node = op["node"]
    if op.get("via", "driver") == "mbind":
        bind = {"op": "mbind", "area": op["area"], "mode": "BIND", "nodes": [node], "proc": proc}
        done = host.handlers["mbind"](host, bind)
        if isinstance(done.ret, str):
            return done
    else:
        driver_bind(host, op["area"], proc, node)
    where = {"area": op["area"], "first": 0, "count": populate, "proc": proc}
    private = host.state.n_memory_private >> node & 1
    keyless = bool(private) and host.state.model.knobs.policy_key == "none"
    if not keyless and op.get("via", "driver") == "driver":
        outcome = _driver_fill(host, where)
    elif keyless:
        outcome = host.handlers["place"](host, {"op": "place", "node": node, "pte": "ro", **where})
    else:
        outcome = host.handlers["touch"](host, {"op": "touch", "access": "write", **where})
    if op.get("same_content"):
        touched = {"op": "touch", "access": "read", "value": 7, **where}
        host.handlers["touch"](host, touched)
    return Outcome(0 if outcome.ret == 0 else "OOM")


def _driver_fill(host: LangHost, where: dict[str, Any]) -> Outcome:
    """The pages arrive as in a fault, filled by the driver and not by a user's write."""
    mm, first, end = host.span(where)
    task = host.task(where)
    with host.hook() as ctx:
        try:
            touch_range(ctx, Access(task, mm, write=True, driver=True), first, end)
        except Fault as fault:
            if fault.signal and task.alive:
                kill_task(ctx, task, fault.signal)
            return Outcome("OOM")
    return Outcome()


def driver_bind(host: LangHost, area: str, proc: str, node: int) -> None:
    """The policy that the driver of a node gives to a mapping of its own (mpol_bind_node)."""
    task = host.state.tasks[host.pid(proc)]
    mm = host.state.mms[task.mm]
    start, pages = mm.areas[area]
    private = bool(host.state.n_memory_private >> node & 1)
    policy = Mempolicy(MPOL_BIND, 0, 1 << node, task.mems_allowed, private=private)
    with host.hook() as ctx:
        mine = vmas_in(mm, start, start + pages)
        vmas = tuple(
            msgspec.structs.replace(vma, policy=policy) if vma in mine else vma for vma in mm.vmas
        )
        ctx.undo.assign(mm, "vmas", vmas)


def movable_only(host: LangHost, nid: int) -> bool:
    """Whether a node has memory in ZONE_MOVABLE alone."""
    zones = host.state.nodes[nid].zones
    return not any(zone.present for zone in zones[:ZONE_MOVABLE])
