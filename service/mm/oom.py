"""The OOM killer: constraint, victim, kill (mm/oom_kill.c)."""

from __future__ import annotations

from typing import NamedTuple

from service.mm.context import Context
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.mmap import ZERO_PAGE, exit_mm
from service.mm.mpol import MPOL_BIND
from service.mm.nodemask import nodes_of
from service.mm.services import granted
from service.mm.state import NO_MM, HostState, Mm, Task

#: a task that the OOM killer never takes
OOM_SCORE_ADJ_MIN = -1000
#: never a victim (is_global_init)
INIT_PID = 1


class Kill(NamedTuple):
    """The victim's pid (-1: none was found) and the constraint of the kill."""

    pid: int
    constraint: str


def constraint_kind(ctx: Context, nodemask: int | None, *, cpuset_limited: bool) -> str:
    """constrained_alloc: what limited the allocation."""
    memory = ctx.state.n_memory
    if ctx.knobs.private_nodes == "in_n_memory":
        memory |= ctx.state.n_memory_private
    if nodemask is not None and memory & ~nodemask:
        return "CONSTRAINT_MEMORY_POLICY"
    return "CONSTRAINT_CPUSET" if cpuset_limited else "CONSTRAINT_NONE"


def node_oom_eligible(ctx: Context, nid: int) -> bool:
    """Whether killing may free memory of a node: a private one needs RECLAIM and DEMOTION (17)."""
    private = ctx.state.n_memory_private >> nid & 1
    if not private or ctx.knobs.oom_private == "counted":
        return True
    return granted(ctx.state, nid, "reclaim") and granted(ctx.state, nid, "demotion")


def zone_oom_eligible(ctx: Context, task: Task | None, nid: int) -> bool:
    """An eligible node that the task's cpuset allows."""
    if not node_oom_eligible(ctx, nid):
        return False
    confined = ctx.state.cpusets_enabled and task is not None
    return not confined or task is None or bool(task.mems_allowed >> nid & 1)


def oom_mems_intersect(ctx: Context, a: Task, b: Task) -> bool:
    """Whether two tasks share an N_MEMORY node: private ones never count (17)."""
    return bool(ctx.state.n_memory & a.mems_allowed & b.mems_allowed)


def constrained_alloc(
    ctx: Context, task: Task | None, nids: list[int], nodemask: int | None, *, thisnode: bool
) -> tuple[str, int | None]:
    """(constraint, pages counted; None without a limit) of an allocation over a list's nodes."""
    state = ctx.state

    def present(mask: int) -> int:
        nodes = [state.nodes[nid] for nid in nodes_of(mask) if nid in state.nodes]
        return state.swap_pages + sum(zone.present for node in nodes for zone in node.zones)

    if thisnode:
        return "CONSTRAINT_NONE", None
    if nodemask is not None and state.n_memory & ~nodemask:
        return "CONSTRAINT_MEMORY_POLICY", present(nodemask)
    mask = nodemask if nodemask is not None else -1
    if all(zone_oom_eligible(ctx, task, nid) for nid in nids if mask >> nid & 1):
        return "CONSTRAINT_NONE", None
    mems = task.mems_allowed if task is not None else state.n_memory | state.n_memory_private
    counted = sum(1 << nid for nid in nodes_of(mems) if node_oom_eligible(ctx, nid))
    return "CONSTRAINT_CPUSET", present(counted)


def pgtable_pages(mm: Mm) -> int:
    """Page-table pages of an address space: one per populated 2 MiB, 1 GiB and 512 GiB range."""
    return sum(
        end - start for keys in mm.tables.values() for start, (end, _) in keys.values.items()
    )


def swap_entries(mm: Mm) -> int:
    """Pages of an address space that are in swap (MM_SWAPENTS)."""
    return sum(end - start for start, (end, _) in mm.swapped.values.items())


def rss_pages(state: HostState, mm: Mm) -> int:
    """Resident pages of an address space; huge pages of the pool are no part of them."""
    return sum(
        end - start
        for start, (end, (obj_id, _, _)) in mm.pages.values.items()
        if obj_id != ZERO_PAGE and not is_hugetlb(state.objects[obj_id])
    )


def processes(state: HostState) -> list[Task]:
    """One living task of each address space, the group's leader if it lives, oldest first.

    Address spaces get their ids in the order in which processes are created (for_each_process).
    """
    chosen: dict[int, Task] = {}
    for pid in sorted(state.tasks):
        task = state.tasks[pid]
        if task.alive and task.mm != NO_MM and (task.mm not in chosen or task.pid == task.tgid):
            chosen[task.mm] = task
    return [chosen[mm] for mm in sorted(chosen)]


def _eligible(candidate: Task, current: Task | None, constraint: str, nodemask: int | None) -> bool:
    """oom_cpuset_eligible and mempolicy_in_oom_domain."""
    if constraint == "CONSTRAINT_MEMORY_POLICY" and nodemask is not None:
        policy = candidate.policy
        return policy is None or policy.mode != MPOL_BIND or bool(policy.nodes & nodemask)
    return current is None or bool(candidate.mems_allowed & current.mems_allowed)


def _total_pages(ctx: Context, constraint: str, nodemask: int | None) -> int:
    state = ctx.state
    nodes = state.n_memory
    if constraint == "CONSTRAINT_MEMORY_POLICY" and nodemask is not None:
        nodes = nodemask & state.online
    present = sum(zone.present for nid in nodes_of(nodes) for zone in state.nodes[nid].zones)
    return present + state.swap_pages


def out_of_memory(
    ctx: Context, current: Task | None, nodemask: int | None, *, cpuset_limited: bool
) -> Kill:
    """Kills the eligible task with the highest badness; among equals the one created last.

    Badness: resident, swapped and page-table pages plus oom_score_adj thousandths of the memory.
    """
    constraint = constraint_kind(ctx, nodemask, cpuset_limited=cpuset_limited)
    total = _total_pages(ctx, constraint, nodemask)
    victim, most = None, 0
    for task in processes(ctx.state):
        if task.pid == INIT_PID or task.oom_score_adj == OOM_SCORE_ADJ_MIN:
            continue
        if not _eligible(task, current, constraint, nodemask):
            continue
        mm = ctx.state.mms[task.mm]
        points = rss_pages(ctx.state, mm) + swap_entries(mm) + pgtable_pages(mm)
        points += task.oom_score_adj * (total // 1000)
        if victim is None or points >= most:
            victim, most = task, points
    if victim is None:
        return Kill(-1, constraint)
    ctx.note("oom", name=constraint, detail=f"task {victim.pid} with badness {most} is killed")
    ctx.effect(
        "oom_kill",
        pid=victim.pid,
        detail=constraint,
        nr_pages=rss_pages(ctx.state, ctx.state.mms[victim.mm]),
    )
    kill_task(ctx, victim, 9)
    return Kill(victim.pid, constraint)


def kill_task(ctx: Context, task: Task, signal: int) -> None:
    """Ends a task by a signal and frees its memory."""
    for pid in sorted(ctx.state.tasks):
        each = ctx.state.tasks[pid]
        if each.alive and each.mm == task.mm:
            ctx.undo.assign(each, "alive", value=False)
            ctx.undo.assign(each, "signal", signal)
    exit_mm(ctx, task)
