"""What reclaim looks at on a node, and in which order (mm/vmscan.c, isolate_lru_folios).

The kernel goes by age. The twin has no ages: page cache comes first, as a node with much of it is
scanned (cache_trim_mode), what nobody maps before what somebody maps, then anonymous memory; within
each the oldest object, the lowest page. Unevictable pages are on no list that is looked at.
"""

from __future__ import annotations

from service.mm.batch import Batch
from service.mm.context import Context
from service.mm.evictable import evictable, locked_pages
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.memcg import in_memcg
from service.mm.memcg_protect import spare
from service.mm.memcontrol import charged
from service.mm.migrate import mapped_runs
from service.mm.mmap import TASK_PAGES
from service.mm.objects import PageObject
from service.mm.state import NO_MM

#: pages [first, end) of an object
Run = tuple[PageObject, int, int]


def node_pages(ctx: Context, nid: int, highest: int) -> list[Run]:
    """Runs of the pages on a node, in zones up to `highest`: page cache, then anonymous memory."""
    locked = locked_pages(ctx.state)
    runs = [
        (obj, low, high)
        for kind in ("file", "anon")
        for _, obj in sorted(ctx.state.objects.items())
        if obj.kind == kind and not is_hugetlb(obj)
        for first, end, zone in list(obj.runs(0, 1 << 62))
        if zone[0] == nid and zone[1] <= highest
        for low, high in evictable(obj, first, end, locked)
    ]
    return spare(ctx, runs, "/")


def group_pages(ctx: Context, path: str, nid: int) -> list[Run]:
    """Runs of a memory cgroup's pages on a node, without what its children's protection keeps.

    Page cache and shared memory that is charged to it, then the anonymous pages of its tasks, in
    task and address order.
    """
    locked = locked_pages(ctx.state)
    runs = [
        (obj, low, high)
        for obj, first, end in charged(ctx.state, path)
        for start, stop, zone in list(obj.runs(first, end))
        if zone[0] == nid
        for low, high in evictable(obj, start, stop, locked)
    ]
    seen: set[tuple[int, int]] = set()
    for each in sorted(ctx.state.tasks):
        task = ctx.state.tasks[each]
        if not task.alive or task.mm == NO_MM or not in_memcg(task, path):
            continue
        for run in mapped_runs(ctx, ctx.state.mms[task.mm], 0, TASK_PAGES):
            first, end = run.start + run.shift, run.end + run.shift
            if is_hugetlb(run.obj) or run.obj.kind != "anon":
                continue  # huge pages of the pool are on no LRU
            if run.zone[0] == nid and (run.obj.id, first) not in seen:
                seen.add((run.obj.id, first))
                spans = evictable(run.obj, first, end, locked)
                runs += [(run.obj, low, high) for low, high in spans]
    return spare(ctx, runs, path)


def first_pages(runs: list[Run], limit: int) -> Batch:
    """The first `limit` pages of some runs, as a list to demote."""
    found: list[Run] = []
    left = limit
    for obj, first, end in runs:
        stop = min(end, first + left)
        if first < stop:
            found.append((obj, first, stop))
            left -= stop - first
    return Batch(found, limit - left)
