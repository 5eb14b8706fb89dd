"""cram's handle_fault: a fault on a compressed folio promotes it to DRAM (mm/cram.c; patch 23).

The folio is taken off the LRU under the page-table lock, so one CPU wins; the others return 0 and
retry. It goes to the node of the CPU, or wherever that node's list leads; never by an OOM kill.
The access type is not examined. The new entry is read-only at first, as the old one was.
"""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot, local_nid
from service.mm.context import Context
from service.mm.folio import folio_span
from service.mm.migrate import movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.state import Task

#: gfp of a promotion (alloc_cram_promote_folio): any node of the list, no OOM kill
PROMOTE_GFP: Final = g.GFP_HIGHUSER_MOVABLE | g.GFP_RETRY_MAYFAIL
#: value of the mark `isolated` on a folio that another CPU took off the LRU
OFF_LRU: Final = 1
RETRY: Final = "VM_FAULT_RETRY"


def cram_fault(
    ctx: Context, task: Task, obj: PageObject, index: int, end: int
) -> tuple[int | str, int]:
    """(result, end of what it promoted): one fault for each folio from `index` on, up to `end`.

    Result 0 with nothing promoted: the access is repeated (node given up, folio off the LRU).
    Source: patch 23 of 27, cram_fault.
    """
    zone = obj.zone_at(index)
    assert zone is not None, "a mapped page has a zone"
    if zone[0] not in ctx.state.cram:
        ctx.decide("cram.fault", text=f"node {zone[0]} is none of cram's any more: nothing moves")
        return 0, index
    if obj.mark_at("isolated", index) == OFF_LRU:
        ctx.decide("cram.fault", text="another CPU has taken the folio off the LRU: try again")
        return 0, index
    first, stop = folio_span(obj, index)
    if stop - first == 1:
        stop = _same_folios(obj, index, end)
    slots = [Slot((Request(local_nid(ctx.state, task), PROMOTE_GFP, task=task),))]
    spans = movable_spans(ctx, obj, first, stop)
    moved = 0
    isolated = f"nr_isolated_{'anon' if obj.kind == 'anon' else 'file'}"
    ctx.count(isolated, zone[0], stop - first)
    if spans and spans[0][0] == first and _whole(obj, spans[0], stop):
        moved = move_folios(ctx, slots[0].requests[0].preferred, obj, spans[0], slots, 0)
        if moved:
            ctx.at("after_alloc")
    ctx.count(isolated, zone[0], first - stop)
    if not moved:
        ctx.decide("cram.fault", text="no node of DRAM had room for the folio: VM_FAULT_RETRY")
        return RETRY, index
    ctx.decide("cram.fault", text=f"{moved} pages of node {zone[0]} were promoted to DRAM")
    return 0, first + moved


def _whole(obj: PageObject, span: tuple[int, int], stop: int) -> bool:
    """A large folio moves whole; small ones as far as they can."""
    return span[1] == stop or not obj.mark_at("order", span[0])


def _same_folios(obj: PageObject, index: int, end: int) -> int:
    """The end of the small folios from `index` on that are on one node and on the LRU."""
    first, stop, _ = next(obj.runs(index, end))
    assert first == index, "the page is there"
    for a, _, _ in obj.marked("order", index, stop):
        stop = min(stop, a)
    for a, _, _ in obj.marked("isolated", index, stop):
        stop = min(stop, a)
    return stop
