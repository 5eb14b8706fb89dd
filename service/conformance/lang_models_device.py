"""Devices of the format `models`: dax attributes and mappings, cram, the boot parameter."""

from __future__ import annotations

from typing import Any

import msgspec

from service.conformance import lang_models_setup as setup
from service.conformance.lang_host import LangHost, Outcome, errno_of, ret
from service.conformance.lang_system import block_range
from service.mm.boot_private import parse_private_node
from service.mm.dax_device import CramRegistry, DaxDevice, store
from service.mm.mmap import file_object, find_vma, shared_object
from service.mm.shmem import DEVICE_FILE
from service.mm.state import vmas_in
from service.reasons import KernelError


def _nid(host: LangHost) -> int:
    """The node of the device under test."""
    return min(host.fixture.private, default=2)


def _device(host: LangHost) -> DaxDevice:
    if "dax" not in host.refs:
        state = host.refs["topology"].get("dax", "online_kernel")
        host.refs["dax"] = DaxDevice(state)
    device: DaxDevice = host.refs["dax"]
    return device


def dax_attr(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A write to an attribute of the device."""
    value = op["value"]
    text = " ".join(value) if isinstance(value, list) else str(value)
    try:
        store(_device(host), setup.table_of(host), op["name"], text)
    except KernelError as error:
        return Outcome(errno_of(error))
    return Outcome()


def dax_attr_read(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The text of an attribute."""
    try:
        return Outcome(value=_device(host).read(op["name"]))
    except KernelError as error:
        return Outcome(errno_of(error))


def dax_attr_exists(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Whether the attribute file is there."""
    return Outcome(value=_device(host).has(op["name"]))


def _blocks(host: LangHost, nid: int) -> list[int]:
    return sorted(each.block for each in host.state.blocks.values() if each.nid == nid)


def _unplug(host: LangHost) -> Outcome:
    nid = _nid(host)
    blocks = _blocks(host, nid)
    if not blocks:
        return Outcome()
    where = block_range(host, min(blocks), len(blocks))
    answer = host.do("offline_and_remove_private_memory", nid=nid, **where)
    if answer.ret >= 0:
        _device(host).state = "unplugged"
    return Outcome(ret(answer))


def dax_state(host: LangHost, op: dict[str, Any]) -> Outcome:
    """A write to the device's state: memory is plugged in a zone, or unplugged."""
    if op["value"] == "unplugged":
        return _unplug(host)
    nid = _nid(host)
    rights = host.refs["topology"].get("rights", {}).get(str(nid), [])
    add = {
        "op": "np_add_memory",
        "nid": nid,
        "features": list(setup.rights_of_case(host, rights)),
        "start_block": 0,
        "blocks": 1,
        "online_type": op["value"],
    }
    if setup.table_of(host).given_by == "set_ops":
        del add["features"]
    outcome = host.handlers["np_add_memory"](host, add)
    if outcome.ret == 0:
        _device(host).state = op["value"]
    return outcome


def dax_unbind(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Unbinding the driver gives the memory and the node up."""
    del op
    return _unplug(host)


def dax_mmap(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Mmap of the device file, as the model lets it."""
    rule = host.state.model.knobs.device_map
    shared = op["flags"] == "SHARED"
    if (rule == "private_only" and shared) or (rule == "shared_only" and not shared):
        return Outcome("EINVAL")
    proc = op.get("proc", "p0")
    kind = "anon_shared" if shared else "anon_private"
    mapped = {"op": "mmap", "area": op["area"], "pages": op["pages"], "kind": kind, "proc": proc}
    outcome = host.handlers["mmap"](host, mapped)
    if outcome.ret != 0:
        return outcome
    if shared:
        _share(host, op, proc)
    else:
        setup.driver_bind(host, op["area"], proc, _nid(host))
    return Outcome()


def _share(host: LangHost, op: dict[str, Any], proc: str) -> None:
    """The pages belong to the open file, one object each, and come from the device's node."""
    mm = host.state.mms[host.task({"proc": proc}).mm]
    start, pages = mm.areas[op["area"]]
    vma = next(iter(vmas_in(mm, start, start + pages)))
    opened = host.refs.setdefault("dax_opens", {})
    label = op.get("open", f"{op['area']} of its own")
    file = opened.setdefault(label, vma.file)
    with host.hook() as ctx:
        obj = ctx.state.objects[int(file)]
        ctx.undo.assign(obj, "kind", DEVICE_FILE)
        ctx.undo.assign(obj, "name", str(_nid(host)))
        vmas = tuple(
            msgspec.structs.replace(each, file=file) if each is vma else each for each in mm.vmas
        )
        ctx.undo.assign(mm, "vmas", vmas)


def read_value(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The byte that a page holds, as far as a touch named one."""
    mm, page, _ = host.span(op)
    vma = find_vma(mm, page)
    assert vma is not None, "the page has an area"
    obj = shared_object(host.state, vma) or file_object(host.state, vma)
    entry = mm.pages.at(page)
    if obj is not None:
        return Outcome(value=obj.mark_at("value", vma.pgoff + page - vma.start))
    assert entry is not None, "a value is read from a present page"
    return Outcome(value=host.state.objects[entry[0]].mark_at("value", page + entry[1]))


def _ranges(op: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    return tuple((first, count) for first, count in op["ranges"])


def _registry(host: LangHost) -> CramRegistry:
    registry: CramRegistry = host.refs.setdefault("cram", CramRegistry())
    return registry


def cram_register(host: LangHost, op: dict[str, Any]) -> Outcome:
    """cram_register(nid, ranges, features)."""
    if op["nid"] not in host.state.nodes:
        return Outcome("EINVAL")
    try:
        features = tuple(op["features"])
        _registry(host).register(setup.table_of(host), op["nid"], _ranges(op), features)
    except KernelError as error:
        return Outcome(errno_of(error))
    return Outcome()


def cram_unregister(host: LangHost, op: dict[str, Any]) -> Outcome:
    """cram_unregister(nid, ranges)."""
    try:
        _registry(host).unregister(op["nid"], _ranges(op))
    except KernelError as error:
        return Outcome(errno_of(error))
    return Outcome()


def boot_private_node(host: LangHost, op: dict[str, Any]) -> Outcome:
    """One declaration of the boot parameter; two for a node reject each other."""
    topology = host.refs["topology"]
    words = [each["value"] for each in host.refs["ops"] if each["op"] == "boot_private_node"]
    nodes = [word.partition(",")[0] for word in words]
    if nodes.count(op["value"].partition(",")[0]) > 1:
        return Outcome("refused")
    kexec = bool(topology.get("config", {}).get("KEXEC_HANDOVER"))
    try:
        parse_private_node(
            host.state, op["value"], tuple(topology.get("cmdline", ())), kexec_handover=kexec
        )
    except KernelError:
        return Outcome("refused")
    return Outcome()
