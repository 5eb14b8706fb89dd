"""Hardware errors on pages, and pages taken out of use (mm/memory-failure.c; patch 21)."""

from __future__ import annotations

from service.mm import driver
from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.folio import folio_span, free_folios, node_ops
from service.mm.migrate import allows_migrate, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.reasons import KernelError


def _tell(ctx: Context, nid: int, runs: driver.Runs) -> None:
    """memory_failure of the service: the kernel waits for it, and goes on whatever it did."""
    ops = node_ops(ctx, nid)
    if ops is not None and "memory_failure" in ops.callbacks:
        ctx.effect("callback", nid=nid, name="memory_failure", nr_pages=1)
        if driver.driver_of(ctx, nid) is not None:
            driver.ask(ctx, "memory_failure", nid, runs)


def memory_failure(ctx: Context, obj: PageObject, index: int) -> None:
    """An error on a page in use: its service is told once, then the standard handling goes on.

    Refuses: PAGE_POISONED.
    """
    if obj.mark_at("hwpoison", index):
        raise KernelError("PAGE_POISONED", rule="memory_failure")
    zone = obj.zone_at(index)
    assert zone is not None, "the page is there"
    obj.set_mark(ctx.undo, "hwpoison", index, index + 1)
    if not obj.mark_at("device", index):
        _tell(ctx, zone[0], [(obj, *folio_span(obj, index))])


def memory_failure_free(ctx: Context, nid: int) -> None:
    """An error on a free page of a node: it leaves the allocator for good."""
    _tell(ctx, nid, [])
    for zone in reversed(ctx.state.nodes[nid].zones):
        if zone.free:
            owner = ctx.new_id()
            ctx.undo.set(ctx.state.owners, owner, ("kernel", nid))
            zone.partition.take_pages(ctx.undo, 1, owner, 0)
            return


def soft_offline_page(ctx: Context, obj: PageObject, index: int) -> None:
    """Moves a page's content away and takes the page out of use. Refuses: SOFT_OFFLINE_BUSY."""
    if obj.mark_at("hwpoison", index):
        return
    zone = obj.zone_at(index)
    assert zone is not None, "the page is there"
    clean = obj.kind == "file" and not obj.dirty.overlaps_any(index, index + 1)
    if clean and not obj.extra.at(index):
        free_folios(ctx, obj, index, index + 1)
        return
    if allows_migrate(ctx, obj, index):
        gfp = g.GFP_HIGHUSER_MOVABLE | g.GFP_RETRY_MAYFAIL
        slots = [Slot((Request(zone[0], gfp),))]
        if move_folios(ctx, zone[0], obj, folio_span(obj, index), slots, 0):
            return
    raise KernelError("SOFT_OFFLINE_BUSY", rule="memory_failure", nid=zone[0])
