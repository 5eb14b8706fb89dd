"""The threads that scan address spaces: ksmd, khugepaged, and a task's own NUMA scanner.

Each runs when `run` says so, one full pass of what it would scan.
Source: mm/ksm.c, ksm_scan_thread; mm/khugepaged.c, khugepaged_do_scan; kernel/sched/fair.c,
task_numa_work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.mm.background import KSM_RUN_MERGE, NUMA_BALANCING_NORMAL
from service.mm.context import Context
from service.mm.huge_memory import HPAGE_PMD_NR
from service.mm.khugepaged import SCAN_SUCCEED, collapse_huge_page
from service.mm.ksm import ksm_merge
from service.mm.mmap import vma_is_hugetlb
from service.mm.nodemask import mask_of, nodes_of
from service.mm.numa_balancing import change_prot_numa
from service.mm.numa_fault import node_is_toptier, vma_policy_mof
from service.mm.state import NO_MM, Task
from service.mm.vm_fault import PROT_WRITE
from service.reasons import Refused


def _tasks(ctx: Context, pid: int | None) -> list[Task]:
    """One living task of each address space, or the one that is named."""
    if pid is not None:
        return [ctx.task(pid)]
    seen: dict[int, Task] = {}
    for each in sorted(ctx.state.tasks):
        task = ctx.state.tasks[each]
        if task.alive and task.mm != NO_MM:
            seen.setdefault(task.mm, task)
    return list(seen.values())


def ksm_do_scan(ctx: Context, pid: int | None) -> int:
    """ksmd: works only while /sys/kernel/mm/ksm/run is 1; pages merged."""
    del pid
    runs = ctx.state.background.ksm_run & KSM_RUN_MERGE
    merged = ksm_merge(ctx) if runs else 0
    text = f"ksmd merged {merged} pages" if runs else "ksmd sleeps: ksm/run is not 1"
    ctx.decide("scan.done", text=text)
    if runs:
        _count_scan(ctx, "ksm_full_scans")
    return merged


def _count_scan(ctx: Context, name: str) -> None:
    background = ctx.state.background
    changed = msgspec.structs.replace(background, **{name: getattr(background, name) + 1})
    ctx.undo.assign(ctx.state, "background", changed)


def khugepaged_do_scan(ctx: Context, pid: int | None) -> int:
    """khugepaged: every aligned block of the areas that MADV_HUGEPAGE names; blocks collapsed."""
    collapsed = 0
    for task in _tasks(ctx, pid):
        mm = ctx.state.mms[task.mm]
        for vma in mm.vmas:
            first = -(-vma.start // HPAGE_PMD_NR) * HPAGE_PMD_NR
            last = vma.end - HPAGE_PMD_NR + 1
            for block in range(first, last, HPAGE_PMD_NR) if vma.huge else ():
                if _tolerable(ctx, task, block):
                    collapsed += collapse_huge_page(ctx, task, mm, block) == SCAN_SUCCEED
    ctx.decide("scan.done", text=f"khugepaged collapsed {collapsed} blocks")
    _count_scan(ctx, "khugepaged_full_scans")
    return collapsed


def _tolerable(ctx: Context, task: Task, block: int) -> bool:
    """Whether a block has no more empty entries than max_ptes_none (hpage_collapse_scan_pmd)."""
    mm = ctx.state.mms[task.mm]
    mapped = sum(end - first for first, end, _ in mm.pages.overlaps(block, block + HPAGE_PMD_NR))
    return HPAGE_PMD_NR - mapped <= ctx.state.background.max_ptes_none


def task_numa_work(ctx: Context, pid: int | None) -> int:
    """A task marks its pages: the next touch of each is a hint fault; how many entries.

    Works only with /proc/sys/kernel/numa_balancing on. Refuses: INVALID_FIELD (no task named).
    """
    if pid is None:
        raise Refused("INVALID_FIELD", field="pid", why="is required for task_numa_work")
    mm = ctx.state.mms[ctx.task(pid).mm]
    if not ctx.state.background.numa_balancing:
        ctx.decide("scan.done", text="NUMA balancing is off: nothing is scanned")
        return 0
    task = ctx.task(pid)
    marked = 0
    for vma in mm.vmas:
        read_only = vma.kind.startswith("file") and not vma.prot & PROT_WRITE
        if vma_is_hugetlb(vma) or not vma.prot or read_only:
            continue
        if vma_policy_mof(ctx, task, vma, vma.start):
            marked += change_prot_numa(ctx, mm, vma.start, vma.end, _skips(ctx))
    ctx.count("numa_pte_updates", 0, marked)
    ctx.decide("scan.done", text=f"{marked} entries of task {pid} wait for a hint fault")
    return marked


def _skips(ctx: Context) -> int:
    """Nodes whose pages are not marked: fast ones, where only promotion is wanted."""
    state = ctx.state
    if state.background.numa_balancing & NUMA_BALANCING_NORMAL:
        return 0
    return mask_of(nid for nid in nodes_of(state.n_memory) if node_is_toptier(state, nid))


#: work of a scanner -> its function
SCANNERS: Final[dict[str, Callable[[Context, int | None], int]]] = {
    "ksmd": ksm_do_scan,
    "khugepaged": khugepaged_do_scan,
    "task_numa_work": task_numa_work,
}
