"""Reads of a host's state: pure functions from state to the view models."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, overload

from service.bounded import to_hex
from service.mm.commands.views import (
    AllocationView,
    Condition,
    ConditionType,
    CramNextView,
    CramView,
    FileView,
    ListedNode,
    MemoryBlockView,
    NodePrivateView,
    NodeView,
    NumastatView,
    SysfsNodes,
    TaskView,
    VmaView,
    ZonelistView,
    ZoneView,
)
from service.mm.flush import deferred_pages
from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.memory_blocks import BlockRun
from service.mm.mmap import ZERO_PAGE, get_vma_policy, vma_is_hugetlb
from service.mm.mpol import mpol_to_str
from service.mm.nodemask import format_nodelist, mask_of, nodes_of
from service.mm.oom import rss_pages
from service.mm.page_alloc import GATE_KEYS
from service.mm.services import granted
from service.mm.state import NO_MM, HostState, Mempolicy, Node, Task, Vma, Zone, unknown_node
from service.mm.zones import PAGE_SHIFT, ZONE_NAMES, ZONE_NORMAL
from service.reasons import Refused

NUMASTAT: Final[tuple[str, ...]] = (
    "numa_hit",
    "numa_miss",
    "numa_foreign",
    "interleave_hit",
    "local_node",
    "other_node",
    "private_refused",
)


def zone_view(zone: Zone) -> ZoneView:
    """One zone as /proc/zoneinfo shows it."""
    return ZoneView(
        nid=zone.nid,
        zone=ZONE_NAMES[zone.idx],
        free=zone.free,
        min=zone.min,
        low=zone.low,
        high=zone.high,
        promo=zone.promo,
        boost=zone.boost,
        spanned=zone.spanned,
        present=zone.present,
        managed=zone.managed,
        protection=zone.lowmem_reserve,
        start_pfn=to_hex(zone.start_pfn),
        nr_free=tuple(zone.partition.free_orders()),
    )


def zoneinfo(state: HostState) -> tuple[ZoneView, ...]:
    """Every populated zone of every online node."""
    return tuple(
        zone_view(zone)
        for nid in nodes_of(state.online)
        for zone in state.nodes[nid].zones
        if zone.present
    )


def node_states(state: HostState, nid: int) -> tuple[str, ...]:
    """The node states that a node is in, in the order of enum node_states."""
    node = state.nodes[nid]
    normal = any(zone.present for zone in node.zones[: ZONE_NORMAL + 1])
    knobs = state.model.knobs
    private = private_nodes(state) >> nid & 1
    memory = state.n_memory >> nid & 1 or (private and knobs.private_nodes_state == "N_MEMORY")
    states = (
        ("N_POSSIBLE", state.possible >> nid & 1),
        ("N_ONLINE", state.online >> nid & 1),
        ("N_NORMAL_MEMORY", normal and memory),
        ("N_MEMORY", memory),
        (knobs.private_nodes_state, private and knobs.private_nodes_state != "N_MEMORY"),
        ("N_CPU", state.n_cpu >> nid & 1),
    )
    return tuple(name for name, holds in states if holds)


def private_nodes(state: HostState) -> int:
    """The nodes that user space sees as private: from registration on, or with memory."""
    if state.model.knobs.private_nodes_set_at == "register":
        return mask_of(nid for nid in sorted(state.nodes) if state.nodes[nid].private)
    return state.n_memory_private


def _conditions(state: HostState, node: Node) -> tuple[Condition, ...]:
    """How far a private node has come, in the order in which its conditions come to hold."""
    np = node.node_private
    assert np is not None, "asked of private nodes"
    runs = [run for run in state.blocks.runs() if run.kind.nid == node.nid]
    online = bool(runs) and all(run.kind.state == "online" for run in runs)
    bad = {number for number, (kind, _) in state.owners.items() if kind == "hwpoison"}
    poisoned = bad and any(
        owner in bad
        for zone in node.zones
        if zone.present
        for _, _, owner, _ in zone.partition.iter_runs()
    )
    rows: tuple[tuple[ConditionType, bool, str], ...] = (
        ("Requested", True, "Registered"),
        ("Bound", np.ops is not None, "OpsSet" if np.ops is not None else "NoOps"),
        ("Hotplugged", bool(runs), "Plugged" if runs else "NotPlugged"),
        ("Online", online, "Online" if online else "Offline"),
        ("Degraded", bool(poisoned), "Poison" if poisoned else "Healthy"),
        (
            "Draining",
            np.migration_blocked,
            "MigrationBlocked" if np.migration_blocked else "NotAsked",
        ),
    )
    return tuple(Condition(type=kind, status=status, reason=why) for kind, status, why in rows)


def _node_private(state: HostState, node: Node) -> NodePrivateView | None:
    np = node.node_private
    if np is None:
        return None
    return NodePrivateView(
        owner=np.owner,
        driver=np.driver,
        refcount=np.refcount,
        ops=np.ops.name if np.ops is not None else None,
        flags=np.ops.flags if np.ops is not None else (),
        callbacks=np.ops.callbacks if np.ops is not None else (),
        migration_blocked=np.migration_blocked,
        conditions=_conditions(state, node),
    )


def _cram(state: HostState, nid: int) -> CramView | None:
    found = state.cram.get(nid)
    if found is None:
        return None
    return CramView(
        owner=found.owner,
        flush_cb=found.flush_cb or None,
        pressure=found.pressure,
        purged=found.purged,
        deferred_pages=deferred_pages(state.flush.get(nid)),
    )


def _cram_next(state: HostState, nid: int) -> CramNextView | None:
    found = state.cram_next.get(nid)
    if found is None:
        return None
    return CramNextView(
        owner=found.owner,
        zratio=found.zratio,
        current_ratio=found.current_ratio,
        perceived=found.perceived,
        balloon=found.nr_balloon,
        target=found.target,
        blocked=found.blocked,
        allowed=found.allowed,
    )


def node(state: HostState, nid: int) -> NodeView:
    """One possible node. Refuses: UNKNOWN_NODE."""
    found = state.nodes.get(nid)
    if found is None:
        raise unknown_node(state, nid)
    zones = tuple(zone_view(zone) for zone in found.zones if zone.present)
    total, free = sum(zone.managed for zone in zones), sum(zone.free for zone in zones)
    return NodeView(
        nid=nid,
        states=node_states(state, nid),
        cpus=found.cpus,
        distances=tuple(state.distance(nid, other) for other in sorted(state.nodes)),
        total_pages=total,
        used_pages=total - free,
        free_pages=free,
        largest_free_pages=max(
            (zone.partition.largest_free_run() for zone in found.zones if zone.present), default=0
        ),
        kswapd=found.kswapd,
        node_private=_node_private(state, found),
        cram=_cram(state, nid),
        cram_next=_cram_next(state, nid),
        zones=zones,
    )


def nodes(state: HostState) -> tuple[NodeView, ...]:
    """All possible nodes."""
    return tuple(node(state, nid) for nid in sorted(state.nodes))


def _listed(state: HostState, fallback: tuple[int, ...], owner: int, other: int) -> ListedNode:
    """Whether a node stands in a FALLBACK list, and if not, which rule keeps it out."""
    model = state.model
    private = state.n_memory_private >> other & 1
    if other in fallback:
        if private and model.knobs.gate != "none":
            cell = model.cells["gate"]
            return ListedNode(
                nid=other,
                listed=True,
                verdict="GATED",
                source=cell.source,
                reason=f"in the list, but refused without {GATE_KEYS[model.knobs.gate]}",
            )
        return ListedNode(nid=other, listed=True)
    if private:
        name = "own_fallback_self" if other == owner else "private_nodes"
        reason = (
            "its own list does not begin with itself"
            if other == owner
            else "private nodes stand in no other node's list"
        )
        return ListedNode(nid=other, listed=False, reason=reason, source=model.cells[name].source)
    memory = state.n_memory >> other & 1
    if memory:
        cell = model.cells["own_fallback"]
        return ListedNode(
            nid=other,
            listed=False,
            source=cell.source,
            reason="the list of a private node holds no ordinary nodes",
        )
    return ListedNode(
        nid=other,
        listed=False,
        reason="the node has no memory",
        source="mm/page_alloc.c, build_zonelists",
    )


def zonelists(state: HostState) -> tuple[ZonelistView, ...]:
    """Both lists of every online node, and why each other online node is not in them."""
    views = []
    for nid in nodes_of(state.online):
        fallback, nofallback = state.order_of[nid]
        zones = tuple(f"{zone.nid}/{ZONE_NAMES[zone.idx]}" for zone in state.lists[nid][0])
        others = tuple(
            _listed(state, fallback, nid, other)
            for other in (*fallback, *(n for n in nodes_of(state.online) if n not in fallback))
        )
        views.append(
            ZonelistView(
                nid=nid, fallback=fallback, nofallback=nofallback, zones=zones, nodes=others
            )
        )
    return tuple(views)


def _vma_counts(state: HostState, task: Task, vma: Vma) -> tuple[tuple[int, int], ...]:
    totals: dict[int, int] = {}
    for first, end, (obj_id, shift, _) in state.mms[task.mm].pages.overlaps(vma.start, vma.end):
        if obj_id == ZERO_PAGE:
            continue
        for (nid, _), pages in state.objects[obj_id].counts(first + shift, end + shift).items():
            totals[nid] = totals.get(nid, 0) + pages
    return tuple(sorted(totals.items()))


def _vma_view(state: HostState, task: Task, vma: Vma) -> VmaView:
    own = get_vma_policy(state, vma, vma.start)
    policy: Mempolicy | None = own if own is not None else task.policy
    counts = _vma_counts(state, task, vma)
    text = mpol_to_str(policy)
    words = [f"{vma.start << PAGE_SHIFT:x}", text]
    if vma.kind.startswith("file"):
        words.append(f"file={vma.file}")
    huge = vma_is_hugetlb(vma)
    unit = HPAGE_NR if huge else 1
    words += ["huge"] if huge else []
    total = sum(pages for _, pages in counts) // unit
    if total and not vma.kind.startswith("file"):
        words.append(f"anon={total}")
    elif total:
        words.append(f"mapped={total}")
    listed = state.n_memory
    if state.model.knobs.report_numa_maps == "all":
        listed |= state.n_memory_private
    words += [f"N{nid}={pages // unit}" for nid, pages in counts if listed >> nid & 1]
    words.append(f"kernelpagesize_kB={4 * unit}")
    return VmaView(
        area=vma.label,
        start=to_hex(vma.start << PAGE_SHIFT),
        end=to_hex(vma.end << PAGE_SHIFT),
        kind=vma.kind,
        policy=text,
        nodes=counts,
        line=" ".join(words),
    )


def numa_maps(state: HostState, pid: int) -> tuple[VmaView, ...]:
    """/proc/PID/numa_maps; its N<id>= words list N_MEMORY nodes only, `nodes` lists all.

    Refuses: UNKNOWN_TASK.
    """
    found = state.tasks.get(pid)
    if found is None:
        raise Refused("UNKNOWN_TASK", pid=pid)
    if not found.alive or found.mm == NO_MM:
        return ()
    return tuple(_vma_view(state, found, vma) for vma in state.mms[found.mm].vmas)


def task(state: HostState, pid: int, *, areas: bool = True) -> TaskView:
    """One task. Refuses: UNKNOWN_TASK."""
    found = state.tasks.get(pid)
    if found is None:
        raise Refused("UNKNOWN_TASK", pid=pid)
    views = numa_maps(state, pid)
    totals: dict[int, int] = {}
    for view in views:
        for nid, pages in view.nodes:
            totals[nid] = totals.get(nid, 0) + pages
    return TaskView(
        pid=pid,
        cpu=found.cpu,
        local_nid=state.cpu_nid[found.cpu],
        alive=found.alive,
        policy=mpol_to_str(found.policy),
        mems_allowed=tuple(nodes_of(found.mems_allowed)),
        cgroup=found.cgroup,
        rss_pages=rss_pages(state, state.mms[found.mm]) if found.mm in state.mms else 0,
        nodes=tuple(sorted(totals.items())),
        areas=views if areas else (),
    )


def tasks(state: HostState) -> tuple[TaskView, ...]:
    """All tasks, without their areas."""
    return tuple(task(state, pid, areas=False) for pid in sorted(state.tasks))


def numastat(state: HostState) -> tuple[NumastatView, ...]:
    """The numastat counters of every online node."""
    return tuple(
        NumastatView(nid=nid, **{name: state.counters.get((name, nid), 0) for name in NUMASTAT})
        for nid in nodes_of(state.online)
    )


class _BlockViews(Sequence[MemoryBlockView]):
    """The views of the blocks of runs, made when they are looked at."""

    def __init__(self, state: HostState, runs: list[BlockRun]) -> None:
        self._size = state.block_size
        self._runs = runs
        #: number of blocks up to the end of each run
        self._counts = list(accumulate(run.end - run.start for run in runs))

    def __len__(self) -> int:
        return self._counts[-1] if self._counts else 0

    @overload
    def __getitem__(self, index: int) -> MemoryBlockView: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MemoryBlockView]: ...
    def __getitem__(self, index: int | slice) -> MemoryBlockView | Sequence[MemoryBlockView]:
        if isinstance(index, slice):
            return [self._view(each) for each in range(len(self))[index]]
        return self._view(range(len(self))[index])

    def _view(self, index: int) -> MemoryBlockView:
        at = bisect_right(self._counts, index)
        run = self._runs[at]
        number = run.end - (self._counts[at] - index)
        return MemoryBlockView.model_validate(
            {
                "block": number,
                "nid": run.kind.nid,
                "start": to_hex(number * self._size),
                "size": self._size,
                "state": run.kind.state,
                "zone": ZONE_NAMES[run.kind.zone] if run.kind.zone >= 0 else None,
            }
        )


def memory_blocks(
    state: HostState, nid: int | None = None, block_state: str | None = None
) -> Sequence[MemoryBlockView]:
    """All memory blocks, or those of a node or a state. Each view is made when it is looked at."""
    runs = [
        run
        for run in state.blocks.runs()
        if nid in (None, run.kind.nid) and block_state in (None, run.kind.state)
    ]
    return _BlockViews(state, runs)


def files(state: HostState) -> tuple[FileView, ...]:
    """All files and where their cached pages are."""
    views = []
    for name in sorted(state.inodes):
        inode = state.inodes[name]
        counts: dict[int, int] = {}
        for (nid, _), pages in state.objects[inode.obj].counts(0, 1 << 62).items():
            counts[nid] = counts.get(nid, 0) + pages
        views.append(
            FileView(
                file=name,
                fs=inode.fs,
                nr_pages=inode.nr_pages,
                cached_pages=sum(counts.values()),
                nodes=tuple(sorted(counts.items())),
            )
        )
    return tuple(views)


def allocations(state: HostState) -> tuple[AllocationView, ...]:
    """What kernel callers hold."""
    views = []
    for label in sorted(state.allocations):
        held = state.allocations[label]
        counts: dict[int, int] = {}
        for (nid, _), _, count in held.runs:
            counts[nid] = counts.get(nid, 0) + count
        views.append(
            AllocationView(
                label=label,
                order=held.order,
                nr_pages=sum(counts.values()),
                nodes=tuple(sorted(counts.items())),
            )
        )
    return tuple(views)


def sysfs(state: HostState) -> SysfsNodes:
    """/sys/devices/system/node: the node lists. has_memory is computed at read time (patch 13)."""
    memory = state.n_memory
    named = mask_of(
        nid for nid in nodes_of(state.n_memory_private) if granted(state, nid, "mempolicy")
    )
    if state.model.knobs.has_memory == "n_memory_and_mempolicy":
        memory |= named
    elif state.model.knobs.has_memory == "n_memory_and_private":
        memory |= state.n_memory_private
    files = state.model.knobs.report_files.split("+")
    lists = {
        "has_private_memory": private_nodes(state),
        "has_user_memory": state.n_memory | named,
        "has_public_memory": state.n_memory,
        "has_common_memory": state.n_memory,
    }
    reported = {name: format_nodelist(mask) for name, mask in lists.items() if name in files}
    normal = mask_of(
        nid
        for nid in nodes_of(state.n_memory)
        if any(zone.present for zone in state.nodes[nid].zones[: ZONE_NORMAL + 1])
    )
    return SysfsNodes(
        possible=format_nodelist(state.possible),
        online=format_nodelist(state.online),
        has_memory=format_nodelist(memory),
        has_normal_memory=format_nodelist(normal),
        has_cpu=format_nodelist(state.n_cpu),
        has_private_memory=reported.get("has_private_memory", ""),
        has_user_memory=reported.get("has_user_memory"),
        has_public_memory=reported.get("has_public_memory"),
        has_common_memory=reported.get("has_common_memory"),
    )
