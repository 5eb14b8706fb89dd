"""Memory that is gone at once, with what is in it: a device pulled out, a link down, a power loss.

Each folio is a memory failure that its service hears of; a task that had an anonymous or dirty page
of it mapped is killed, as its next access would kill it; clean page cache is dropped and read anew.
Source: mm/memory-failure.c (hwpoison_user_mappings, me_pagecache_clean), patch 21 of 27.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import folios, node_ops
from service.mm.mmap import try_to_unmap
from service.mm.objects import PageObject
from service.mm.oom import kill_task
from service.mm.rmap import mapped_between, owned_between
from service.mm.state import Task, Zone
from service.mm.vm_fault import SIGBUS


def lose_range(ctx: Context, low: int, high: int) -> None:
    """The frames [low, high) are lost: their pages leave everybody, and count as free."""
    _tell_services(ctx, low, high)
    _kill(ctx, low, high)
    for zone, start, end, owner, index in list(owned_between(ctx.state, low, high)):
        kind, name = ctx.state.owners[owner]
        if kind == "lane":
            _drop(ctx, ctx.state.objects[int(name)], owner, index, end - start)
        else:
            _take_from_kernel(ctx, zone, owner, start, end)


def _tell_services(ctx: Context, low: int, high: int) -> None:
    """One memory_failure a folio, told in runs."""
    for zone, start, end, owner, index in owned_between(ctx.state, low, high):
        kind, name = ctx.state.owners[owner]
        number = end - start
        if kind == "lane":
            obj = ctx.state.objects[int(name)]
            pattern, phase, _ = next(each for each in obj.lanes.values() if each.id == owner).key
            if pattern.period == 1:
                first = pattern.index_of(zone.key, index) - phase
                number = folios(obj, first, first + end - start)
        ops = node_ops(ctx, zone.nid)
        heard = ops is not None and "memory_failure" in ops.callbacks
        ctx.effect(
            "callback" if heard else "warning",
            nid=zone.nid,
            name="memory_failure",
            nr_pages=end - start,
            detail=f"{number} folios of {kind} {name} from pfn {start:#x} on",
        )


def _kill(ctx: Context, low: int, high: int) -> None:
    lost: dict[int, tuple[Task, list[str], int]] = {}
    for task, vma, pages in mapped_between(ctx.state, low, high):
        if vma.kind == "file_private" or (vma.kind == "file_shared" and not vma.prot & 2):
            continue
        _, areas, total = lost.get(task.pid, (task, [], 0))
        lost[task.pid] = task, [*areas, f"{vma.label or vma.kind} {pages}"], total + pages
    for pid in sorted(lost):
        task, areas, total = lost[pid]
        if task.alive:
            detail = f"killed by SIGBUS: lost pages of {', '.join(areas)}"
            ctx.effect("task", pid=pid, name="SIGBUS", nr_pages=total, detail=detail[:1000])
            kill_task(ctx, task, SIGBUS)


def _drop(ctx: Context, obj: PageObject, owner: int, index: int, pages: int) -> None:
    """Takes pages of an object out of every address space and out of the object."""
    lane = next((each for each in obj.lanes.values() if each.id == owner), None)
    if lane is None:
        return
    pattern, phase, zone = lane.key
    if pattern.period == 1:
        first = pattern.index_of(zone, index) - phase
        runs = [(first, first + pages)]
    else:
        at = [pattern.index_of(zone, rank) - phase for rank in range(index, index + pages)]
        runs = [(first, first + 1) for first in at]
    for first, last in runs:
        try_to_unmap(ctx, obj, first, last)
        dirty = sum(b - a for a, b, _ in obj.dirty.overlaps(first, last))
        if obj.extents.overlaps_any(first, last):
            ctx.store.release(obj, first, last)
        if dirty:
            ctx.effect("warning", name=obj.name, nr_pages=dirty, detail="dirty page cache is lost")


def _take_from_kernel(ctx: Context, zone: Zone, owner: int, start: int, end: int) -> None:
    """Kernel memory that is lost: its user does not know yet; the frames are given back."""
    kind, name = ctx.state.owners[owner]
    zone.partition.free(ctx.undo, start, end - start)
    if kind != "alloc":
        return
    held = ctx.state.allocations[str(name)]
    left = []
    for key, pfn, count in held.runs:
        if key != zone.key:
            left.append((key, pfn, count))
            continue
        if pfn < start:
            left.append((key, pfn, min(start - pfn, count)))
        if end < pfn + count:
            first = max(end, pfn)
            left.append((key, first, pfn + count - first))
    ctx.undo.assign(held, "runs", tuple(left))
    ctx.effect(
        "warning", nid=zone.nid, name=held.label, nr_pages=end - start, detail="kernel memory lost"
    )
