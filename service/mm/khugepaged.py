"""Collapse of small pages into a huge folio (mm/khugepaged.c; patch 09).

One managed page in the range makes the whole scan end with SCAN_PAGE_NULL: its service may not
support migration, and a collapse would promote its pages.
"""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm.alloc_mpol import Key, Slot, local_nid, own_key
from service.mm.context import Context
from service.mm.folio import folios, free_folios, mlock_pages
from service.mm.huge_memory import HPAGE_PMD_NR, HPAGE_PMD_ORDER, place_folio
from service.mm.mmap import ZERO_PAGE, find_vma
from service.mm.page_alloc import Request
from service.mm.services import may_touch
from service.mm.state import Mm, Task
from service.reasons import KernelError

SCAN_SUCCEED: Final = "SCAN_SUCCEED"
SCAN_PAGE_NULL: Final = "SCAN_PAGE_NULL"
SCAN_EXCEED_NONE_PTE: Final = "SCAN_EXCEED_NONE_PTE"
SCAN_PAGE_COUNT: Final = "SCAN_PAGE_COUNT"
SCAN_VMA_CHECK: Final = "SCAN_VMA_CHECK"
SCAN_PMD_MAPPED: Final = "SCAN_PMD_MAPPED"
SCAN_ALLOC_HUGE_PAGE_FAIL: Final = "SCAN_ALLOC_HUGE_PAGE_FAIL"

#: result of a scan -> reason of MADV_COLLAPSE's errno (madvise_collapse_errno); others are EINVAL
COLLAPSE_REASONS: Final[dict[str, str]] = {
    SCAN_ALLOC_HUGE_PAGE_FAIL: "COLLAPSE_NO_MEMORY",
    SCAN_PAGE_COUNT: "COLLAPSE_BUSY",
}

#: results after which MADV_COLLAPSE does not go on to the next block
ENDS_COLLAPSE: Final = frozenset({SCAN_VMA_CHECK, SCAN_ALLOC_HUGE_PAGE_FAIL})


def collapse_huge_page(ctx: Context, task: Task, mm: Mm, block: int, by: str = "khugepaged") -> str:
    """Tries to make one huge folio of the aligned block of pages; the scan's result.

    `by` is the service that asks: khugepaged, or collapse for MADV_COLLAPSE.
    """
    end = block + HPAGE_PMD_NR
    vma = find_vma(mm, block)
    if vma is None or vma.kind != "anon_private" or vma.start > block or vma.end < end:
        return SCAN_VMA_CHECK
    runs = list(mm.pages.overlaps(block, end))
    counts: dict[int, int] = {}
    for first, last, (obj_id, shift, _) in runs:
        if obj_id == ZERO_PAGE:
            continue
        obj = ctx.state.objects[obj_id]
        if obj.mark_at("order", first + shift) >= HPAGE_PMD_ORDER:
            return SCAN_PMD_MAPPED
        for low, high, zone in list(obj.runs(first + shift, last + shift)):
            if obj.mark_at("device", low) or not may_touch(ctx.state, zone[0], by):
                return SCAN_PAGE_NULL
            counts[zone[0]] = counts.get(zone[0], 0) + high - low
        if obj.marked("pin", first + shift, last + shift) or obj.extra.overlaps_any(
            first + shift, last + shift
        ):
            return SCAN_PAGE_COUNT
    if not counts:
        return SCAN_PAGE_NULL
    result = _collapse(ctx, task, mm, block, max(counts, key=lambda nid: (counts[nid], -nid)))
    if result == SCAN_SUCCEED and vma.locked:
        mlock_pages(ctx, mm, block, end, fault=True)  # folio_add_lru_vma
    return result


def _collapse(ctx: Context, task: Task, mm: Mm, block: int, nid: int) -> str:
    """Allocates on the node with most pages, then copies (alloc_charge_folio)."""
    end = block + HPAGE_PMD_NR
    fresh = ctx.new_object("anon")
    gfp = g.GFP_TRANSHUGE_LIGHT | g.GFP_THISNODE
    local = local_nid(ctx.state, task)
    key = own_key(ctx) if ctx.state.n_memory_private >> nid & 1 else Key()
    request = Request(nid, gfp | key.gfp, task=task, private=key.private, folio=True)
    slots = [Slot((request,), interleaved=True)]
    done = place_folio(ctx, local, fresh, (block, end), 0, slots, HPAGE_PMD_ORDER)
    if done.failed is not None:
        ctx.undo.delete(ctx.state.objects, fresh.id)
        return SCAN_ALLOC_HUGE_PAGE_FAIL
    for first, last, (obj_id, shift, _) in mm.pages.clear(ctx.undo, block, end):
        if obj_id != ZERO_PAGE:
            obj = ctx.state.objects[obj_id]
            assert folios(obj, first + shift, last + shift), "small pages"
            free_folios(ctx, obj, first + shift, last + shift)
    own = ctx.state.objects[mm.anon]
    if own.extents.overlaps_any(block, end):
        # Pages that mremap moved keep their indexes.
        own = fresh
        ctx.undo.assign(mm, "anon", own.id)
    else:
        ctx.store.adopt(own, fresh)
        own.set_mark(ctx.undo, "order", block, end, HPAGE_PMD_ORDER)
        ctx.undo.delete(ctx.state.objects, fresh.id)
    mm.pages.assign(ctx.undo, block, end, (own.id, 0, True))
    return SCAN_SUCCEED


def madvise_collapse(ctx: Context, task: Task, mm: Mm, start: int, end: int) -> None:
    """MADV_COLLAPSE of every aligned block inside the range. Refuses: COLLAPSE_*, the last failure.

    Blocks that were collapsed stay so.
    """
    block = -(-start // HPAGE_PMD_NR) * HPAGE_PMD_NR
    failed = ""
    while block + HPAGE_PMD_NR <= end and failed not in ENDS_COLLAPSE:
        result = collapse_huge_page(ctx, task, mm, block, "collapse")
        if result not in {SCAN_SUCCEED, SCAN_PMD_MAPPED}:
            failed = result
        block += HPAGE_PMD_NR
    if failed:
        reason = COLLAPSE_REASONS.get(failed, "COLLAPSE_REFUSED")
        raise KernelError(reason, rule="madvise.collapse", result=failed)
