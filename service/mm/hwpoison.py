"""An error at a page frame, known by its PFN: who is told, and what the kernel takes away.

A page in use leaves every address space: a hwpoison entry stands in its place, and the next access
is a SIGBUS. Its frame belongs to nobody until its memory block goes. Nobody is killed before that
(vm.memory_failure_early_kill = 0).
Source: mm/memory-failure.c (memory_failure, hwpoison_user_mappings), patch 21 of 27.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import free_folios, node_ops, owner_of
from service.mm.memory_failure import memory_failure
from service.mm.mmap import try_to_unmap
from service.mm.partition import FREE
from service.mm.rmap import Mapping, frame_of, mappings_of


def hard_offline(ctx: Context, pfn: int) -> tuple[str, list[Mapping]]:
    """What the page was and who had it mapped; "" where no memory is online at the PFN.

    Refuses: PAGE_POISONED. A page of kernel code stays with it: the error is ignored until used.
    """
    frame = frame_of(ctx.state, pfn)
    if frame is None:
        return "", []
    if frame.obj is not None:
        return frame.obj.kind, _in_use(ctx, pfn)
    nid = frame.zone[0]
    kind = "free" if frame.owner == FREE else ctx.state.owners[frame.owner][0]
    if kind == "hwpoison":
        return kind, []
    ops = node_ops(ctx, nid)
    if ops is not None and "memory_failure" in ops.callbacks:
        ctx.effect("callback", nid=nid, name="memory_failure", nr_pages=1)
    if kind == "free":
        partition = ctx.state.zone(frame.zone).partition
        partition.take_range(ctx.undo, pfn, 1, owner_of(ctx, "hwpoison", nid), pfn)
        ctx.effect("warning", nid=nid, name="memory_failure", detail=f"pfn {pfn:#x}: free page")
    else:
        detail = f"pfn {pfn:#x}: page of {kind}, ignored"
        ctx.effect("warning", nid=nid, name="memory_failure", detail=detail)
    return kind, []


def _in_use(ctx: Context, pfn: int) -> list[Mapping]:
    """The page of an object: its service hears of it, then it goes from tables and cache."""
    frame = frame_of(ctx.state, pfn)
    assert frame is not None, "asked before"
    assert frame.obj is not None, "asked before"
    obj, index = frame.obj, frame.at
    mappings = mappings_of(ctx.state, obj, index)
    memory_failure(ctx, obj, index)
    dirty = obj.kind == "anon" or obj.dirty.overlaps_any(index, index + 1)
    try_to_unmap(ctx, obj, index, index + 1)
    if obj.extents.overlaps_any(index, index + 1):
        obj.dirty.clear(ctx.undo, index, index + 1)
        free_folios(ctx, obj, index, index + 1)
    for each in mappings:
        if dirty:
            mm = ctx.state.mms[each.task.mm]
            mm.hwpoison.assign(ctx.undo, each.vpn, each.vpn + 1, value=True)
    what = "dirty, its content is lost" if dirty else "clean, it is read anew"
    ctx.effect(
        "warning",
        nid=frame.zone[0],
        name="memory_failure",
        nr_pages=1,
        detail=f"pfn {pfn:#x}: {obj.kind} page, {what}; {len(mappings)} mappings",
    )
    return mappings
