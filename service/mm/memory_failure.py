"""Hardware errors on pages, and pages taken out of use (mm/memory-failure.c; patch 21)."""

from __future__ import annotations

from typing import Final

from service.mm import driver
from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.folio import folio_span, free_folios, node_ops, owner_of
from service.mm.huge_memory import split_folio
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.migrate import allows_migrate, movable_spans, move_folios
from service.mm.mmap import try_to_unmap
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.partition import FREE
from service.mm.rmap import Mapping, mappings_of
from service.mm.state import Zone
from service.reasons import KernelError

_RULE: Final = "memory_failure"


def _tell(ctx: Context, nid: int, runs: driver.Runs) -> None:
    """memory_failure of the service: the kernel waits for it, and goes on whatever it did."""
    ops = node_ops(ctx, nid)
    if ops is not None and "memory_failure" in ops.callbacks:
        ctx.effect("callback", nid=nid, name="memory_failure", nr_pages=1)
        if driver.driver_of(ctx, nid) is not None:
            driver.ask(ctx, "memory_failure", nid, runs)


def memory_failure(ctx: Context, obj: PageObject, index: int) -> list[Mapping]:
    """An error on a page in use: its service is told once, then the page leaves everybody.

    Returns who had it mapped. A large folio is split first. In place of a dirty page stands a
    hwpoison entry: the next access is a SIGBUS; clean page cache is read anew. Nobody is killed
    before that (vm.memory_failure_early_kill = 0). The frame belongs to nobody until its memory
    block goes. A huge page of the pool keeps its frames.
    Refuses: PAGE_POISONED, FOLIO_UNSPLIT (the page stays poisoned where it is).
    """
    if obj.mark_at("hwpoison", index):
        raise KernelError("PAGE_POISONED", rule=_RULE)
    zone = obj.zone_at(index)
    assert zone is not None, "the page is there"
    obj.set_mark(ctx.undo, "hwpoison", index, index + 1)
    if obj.mark_at("device", index):
        return []
    _tell(ctx, zone[0], [(obj, *folio_span(obj, index))])
    mappings = mappings_of(ctx.state, obj, index)
    if is_hugetlb(obj):
        _poison_entries(ctx, mappings)
        return mappings
    if obj.mark_at("order", index) and not split_folio(ctx, obj, index, 0):
        raise KernelError("FOLIO_UNSPLIT", rule=_RULE, nid=zone[0])
    _take_away(ctx, obj, index, mappings)
    return mappings


def _take_away(ctx: Context, obj: PageObject, index: int, mappings: list[Mapping]) -> None:
    """The page goes from tables and cache (hwpoison_user_mappings, me_pagecache_clean, _dirty)."""
    zone, pfn = obj.zone_at(index), obj.pfn_at(index)
    assert zone is not None, "the page is there"
    dirty = obj.kind == "anon" or obj.dirty.overlaps_any(index, index + 1)
    try_to_unmap(ctx, obj, index, index + 1)
    if obj.extents.overlaps_any(index, index + 1):
        obj.dirty.clear(ctx.undo, index, index + 1)
        free_folios(ctx, obj, index, index + 1)
    if dirty:
        _poison_entries(ctx, mappings)
    what = "dirty, its content is lost" if dirty else "clean, it is read anew"
    detail = f"pfn {pfn:#x}: {obj.kind} page, {what}; {len(mappings)} mappings"
    ctx.effect("warning", nid=zone[0], name=_RULE, nr_pages=1, detail=detail)


def _poison_entries(ctx: Context, mappings: list[Mapping]) -> None:
    for each in mappings:
        mm = ctx.state.mms[each.task.mm]
        mm.hwpoison.assign(ctx.undo, each.vpn, each.vpn + 1, value=True)


def poison_free_page(ctx: Context, zone: Zone, pfn: int) -> None:
    """An error on a free page: its service is told, and it leaves the allocator for good."""
    _tell(ctx, zone.nid, [])
    _out_of_use(ctx, zone, pfn)
    ctx.effect("warning", nid=zone.nid, name=_RULE, detail=f"pfn {pfn:#x}: free page")


def ignore_kernel_page(ctx: Context, nid: int, pfn: int, kind: str) -> None:
    """An error on a page of kernel code: its service is told, the page stays with its user."""
    _tell(ctx, nid, [])
    detail = f"pfn {pfn:#x}: page of {kind}, ignored"
    ctx.effect("warning", nid=nid, name=_RULE, detail=detail)


def _out_of_use(ctx: Context, zone: Zone, pfn: int) -> None:
    zone.partition.take_range(ctx.undo, pfn, 1, owner_of(ctx, "hwpoison", zone.nid), pfn)


def memory_failure_free(ctx: Context, nid: int) -> None:
    """An error on a free page of a node, any of them."""
    for zone in reversed(ctx.state.nodes[nid].zones):
        if zone.free:
            runs = zone.partition.iter_runs(zone.start_pfn, zone.start_pfn + zone.spanned)
            poison_free_page(ctx, zone, next(start for start, _, owner, _ in runs if owner == FREE))
            return


def soft_offline_page(ctx: Context, obj: PageObject, index: int) -> None:
    """Moves a page's content away and takes its frame out of use. Refuses: SOFT_OFFLINE_BUSY.

    A large folio is split first; clean page cache that nobody maps is dropped; a page with extra
    references stays. Source: mm/memory-failure.c, soft_offline_in_use_page, page_handle_poison.
    """
    if obj.mark_at("hwpoison", index):
        return
    zone, pfn = obj.zone_at(index), obj.pfn_at(index)
    assert zone is not None, "the page is there"
    assert pfn is not None, "the page is there"
    large = not is_hugetlb(obj) and obj.mark_at("order", index)
    split = not large or split_folio(ctx, obj, index, 0)
    if not split or not (_evict(ctx, obj, index) or _move_off(ctx, obj, index)):
        raise KernelError("SOFT_OFFLINE_BUSY", rule=_RULE, nid=zone[0])
    left = ctx.state.zone(zone)
    found = left.partition.find(pfn)
    if found is not None and found[2] == FREE:
        _out_of_use(ctx, left, pfn)


def _evict(ctx: Context, obj: PageObject, index: int) -> bool:
    """mapping_evict_folio: whether clean page cache that nobody maps or holds was dropped."""
    dirty = obj.kind != "file" or obj.dirty.overlaps_any(index, index + 1)
    if dirty or obj.extra.at(index) or obj.mark_at("pin", index):
        return False
    free_folios(ctx, obj, index, index + 1)
    return True


def _move_off(ctx: Context, obj: PageObject, index: int) -> bool:
    """Whether generic migration took the folio elsewhere, maybe on the same node."""
    span, zone = folio_span(obj, index), obj.zone_at(index)
    assert zone is not None, "the page is there"
    if not allows_migrate(ctx, obj, index) or movable_spans(ctx, obj, *span) != [span]:
        return False
    gfp = g.GFP_HIGHUSER_MOVABLE | g.GFP_RETRY_MAYFAIL
    return bool(move_folios(ctx, zone[0], obj, span, [Slot((Request(zone[0], gfp),))], 0))
