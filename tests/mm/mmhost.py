"""Small hosts for the tests of the mm engine, and one short way to give them commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from hypothesis import HealthCheck, settings

from service.mm import views
from service.mm.boot import boot_host
from service.mm.codec import state_hash
from service.mm.commands import COMMANDS, Answer, TraceEntry
from service.mm.commands.topology import Topology
from service.mm.invariants import check
from service.mm.models import MODELS, KernelModel, with_cells
from service.mm.state import HostState
from service.mm.step import Done, step

#: pages of a memory block of 128 MiB, the smallest unit of hotplug on x86-64
BLOCK_PAGES: Final = 32768
BLOCK_BYTES: Final = BLOCK_PAGES << 12
#: where the hotplug windows of node n begin: 16 blocks each, far above boot memory
HOT_BASE: Final = 0x100_0000_0000

#: both callbacks that NP_OPS_MIGRATION needs
BOTH: Final = ("migrate_to", "folio_migrate")
OPS_M: Final = {"name": "m_ops", "flags": ["NP_OPS_MIGRATION"], "callbacks": list(BOTH)}
OPS_MP: Final = {
    "name": "mp_ops",
    "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
    "callbacks": list(BOTH),
}

#: hypothesis settings: answers must not depend on how fast the machine is, and every run of CI
#: sees the same examples
MM: Final = settings(
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)


def hot_start(nid: int, block: int = 0) -> int:
    """Physical address of the block `block` in the hotplug window of a node."""
    return HOT_BASE + (nid * 16 + block) * BLOCK_BYTES


def topology(
    nodes: Mapping[int, Any],
    distances: Sequence[Sequence[int]],
    **options: Any,
) -> Topology:
    """A machine. A node is `{"cpus": [...], "zones": [(name, pages), ...]}`, `{}` a possible id.

    Zones are laid out one after the other with gaps, below 4 GiB worth of PFNs: ZONE_DMA from PFN 1
    on (it ends at 16 MiB), all others from PFN 0x1000 on.
    """
    dma, pfn = 1, 0x1000
    specs = []
    for nid in sorted(nodes):
        node = nodes[nid]
        zones = []
        for name, pages in node.get("zones", ()):
            zones.append(
                {
                    "zone": name,
                    "start_pfn": hex(dma if name == "DMA" else pfn),
                    "spanned": pages,
                    "present": pages,
                    "managed": pages,
                }
            )
            if name == "DMA":
                dma += pages + 0x100
            else:
                pfn += pages + 0x100
        online = bool(zones or node.get("cpus") or node.get("online"))
        specs.append(
            {"nid": nid, "cpus": list(node.get("cpus", ())), "zones": zones, "online": online}
        )
    return Topology.model_validate(
        {"nodes": specs, "distances": [list(row) for row in distances], **options}
    )


def flat(size: int, far: int = 20) -> list[list[int]]:
    """A matrix where every other node is at the same distance."""
    return [[10 if a == b else far for b in range(size)] for a in range(size)]


class Host:
    """An engine state with the checks that every step must pass."""

    def __init__(self, machine: Topology, model: str | KernelModel = "rfc-v4") -> None:
        self.model = MODELS[model] if isinstance(model, str) else model
        self.state: HostState = boot_host(machine, self.model)
        self.trace: tuple[TraceEntry, ...] = ()
        assert check(self.state) == []

    def done(self, op: str, *, explain: bool = False, **args: Any) -> Done:
        """Runs a command; every state it leaves must be sound."""
        command = COMMANDS[op].model_validate(args)
        result = step(self.state, command, explain=explain)
        assert isinstance(result, Done), result
        broken = check(self.state)
        assert broken == [], broken
        self.trace = result.trace
        return result

    def do(self, op: str, *, explain: bool = False, **args: Any) -> Any:
        """Runs a command and returns its answer."""
        return self.done(op, explain=explain, **args).answer

    def ok(self, op: str, **args: Any) -> Any:
        """Runs a command that must not be refused."""
        answer = self.do(op, **args)
        assert answer.errno is None, (op, args, answer)
        return answer

    def errno(self, op: str, **args: Any) -> str | None:
        """Runs a command and returns the name of its errno, None for success."""
        return error_of(self.do(op, **args))

    def hash(self) -> str:
        """The state hash."""
        return state_hash(self.state)

    # reads -------------------------------------------------------------------------------------

    def free(self, nid: int) -> int:
        """Free pages of a node."""
        return views.node(self.state, nid).free_pages

    def zone(self, nid: int, name: str) -> Any:
        """A zone as /proc/zoneinfo shows it."""
        found = [each for each in views.node(self.state, nid).zones if each.zone == name]
        assert found, f"node {nid} has no zone {name}"
        return found[0]

    def fallback(self, nid: int) -> list[int]:
        """The nodes of a FALLBACK list."""
        return list(self.state.order_of[nid][0])

    def nofallback(self, nid: int) -> list[int]:
        """The nodes of a NOFALLBACK list."""
        return list(self.state.order_of[nid][1])

    def states(self, nid: int) -> tuple[str, ...]:
        """The node states of a node."""
        return views.node(self.state, nid).states

    def area_pages(self, pid: int, area: str) -> dict[int, int]:
        """Present pages of an area by node (as numa_maps would count them)."""
        totals: dict[int, int] = {}
        for vma in views.task(self.state, pid).areas:
            if vma.area == area:
                for nid, pages in vma.nodes:
                    totals[nid] = totals.get(nid, 0) + pages
        return totals

    def statuses(self, pid: int, area: str, first: int, count: int) -> list[int | str | None]:
        """What a move_pages query answers for each page."""
        answer = self.ok(
            "move_pages", pid=pid, pages=[{"area": area, "first": first, "count": count}]
        )
        return unroll(answer.status)

    def policy(self, pid: int, area: str | None = None, page: int = 0) -> tuple[str, list[int]]:
        """Mode and mask that get_mempolicy reads back."""
        where = {} if area is None else {"area": area, "page": page, "flags": ["MPOL_F_ADDR"]}
        answer = self.ok("get_mempolicy", pid=pid, **where)
        return answer.mode, list(answer.nodemask)

    # building blocks ---------------------------------------------------------------------------

    def task(self, pid: int = 100, cpu: int = 0, **args: Any) -> int:
        """A task on a CPU."""
        self.ok("create_task", pid=pid, cpu=cpu, **args)
        return pid

    def area(self, pid: int, label: str, pages: int, **args: Any) -> str:
        """A mapping."""
        self.ok("mmap", pid=pid, area=label, nr_pages=pages, **args)
        return label

    def add_private(
        self,
        nid: int,
        *,
        blocks: int = 1,
        online_type: str = "online",
        ops: Mapping[str, Any] | None = None,
        owner: str | None = None,
    ) -> None:
        """Registers, hotplugs and onlines private memory."""
        owner = owner or f"np{nid}"
        self.ok("node_private_register", nid=nid, owner=owner)
        if ops is not None:
            self.ok("node_private_set_ops", nid=nid, ops=ops)
        self.ok(
            "add_private_memory_driver_managed",
            nid=nid,
            owner=owner,
            start=hex(hot_start(nid)),
            size=blocks * BLOCK_BYTES,
        )
        self.ok(
            "online_pages",
            start=hex(hot_start(nid)),
            size=blocks * BLOCK_BYTES,
            online_type=online_type,
        )

    def add_ordinary(self, nid: int, *, blocks: int = 1, online_type: str = "online") -> None:
        """Hotplugs and onlines ordinary memory."""
        self.ok(
            "add_memory_driver_managed",
            nid=nid,
            start=hex(hot_start(nid)),
            size=blocks * BLOCK_BYTES,
        )
        self.ok(
            "online_pages",
            start=hex(hot_start(nid)),
            size=blocks * BLOCK_BYTES,
            online_type=online_type,
        )

    def leave(self, nid: int, pages: int, *, mark: str = "low", zone: str = "Normal") -> int:
        """Fills a zone from kernel context until `pages` can still be taken above a mark.

        Returns what was taken.
        """
        gfp = ["GFP_KERNEL", "__GFP_THISNODE", "__GFP_PRIVATE"]
        if zone == "Movable":
            gfp = ["GFP_HIGHUSER_MOVABLE", "__GFP_THISNODE", "__GFP_PRIVATE"]
        found = self.zone(nid, zone)
        count = int(found.free - getattr(found, mark) - pages)
        if count > 0:
            label = f"fill_{nid}_{zone}_{len(self.state.allocations)}"
            self.ok("alloc_pages", label=label, preferred_nid=nid, gfp=gfp, count=count)
        return max(count, 0)


def error_of(answer: Answer) -> str | None:
    """The errno name of an answer, None for success."""
    assert (answer.ret < 0) == (answer.errno is not None), answer
    return answer.errno


def unroll(status: Iterable[Any]) -> list[int | str | None]:
    """Run-length statuses as one entry a page: node, errno name, or None where unwritten."""
    result: list[int | str | None] = []
    for run in status:
        value = run.nid if run.nid is not None else run.errno
        result.extend([value] * run.count)
    return result


#: distances of the fixture of section 21 of the notes on patches 1 to 14: 0, 1 DRAM, 2, 3 private
STD_DISTANCES: Final = (
    (10, 20, 15, 25),
    (20, 10, 25, 15),
    (15, 25, 10, 30),
    (25, 15, 30, 10),
)


def std_topology(
    *,
    more: Mapping[int, Mapping[str, Any]] | None = None,
    pages: int = 4096,
    distances: Sequence[Sequence[int]] = STD_DISTANCES,
    **options: Any,
) -> Topology:
    """Nodes 0 and 1: DRAM with CPUs 0 and 1. Nodes 2 and 3: possible ids for hotplug."""
    nodes: dict[int, Mapping[str, Any]] = {
        0: {"cpus": [0], "zones": [("Normal", pages)]},
        1: {"cpus": [1], "zones": [("Normal", pages)]},
        2: {},
        3: {},
        **(more or {}),
    }
    return topology(nodes, distances, **options)


def std_host(
    model: str | KernelModel = "rfc-v4",
    *,
    private: Iterable[int] = (2, 3),
    ops: Mapping[int, Mapping[str, Any]] | None = None,
    online_type: str = "online",
    **options: Any,
) -> Host:
    """The standard fixture: DRAM nodes 0 and 1, private nodes online with the given ops."""
    host = Host(std_topology(**options), model)
    for nid in private:
        table = (ops or {}).get(nid)
        host.add_private(nid, ops=table, online_type=online_type)
    return host


def knobbed(model: str, **cells: str) -> KernelModel:
    """A model with some cells set by hand (`own_fallback="empty"`; `__` stands for a dot)."""
    return with_cells(
        MODELS[model], {name.replace("__", "."): value for name, value in cells.items()}, "test"
    )
