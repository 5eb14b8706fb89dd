"""Large folios: allocation by policy, faults on huge areas, splitting (mm/huge_memory.c, patch 11).

A folio of order k is 2**k pages of an object on aligned frames of one zone, marked with its order.
Areas become huge by MADV_HUGEPAGE. A fault asks without direct reclaim (GFP_TRANSHUGE_LIGHT) and
falls back to small pages, as with the `defrag` setting that never stalls a fault.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm import gfp as g
from service.mm.alloc_mpol import Placed, Slot
from service.mm.context import Context
from service.mm.folio import node_ops
from service.mm.objects import PageObject
from service.mm.page_alloc import (
    Grant,
    Request,
    Walk,
    alloc_frozen_pages,
    preferred_nid,
    zone_statistics,
)
from service.mm.pattern import one, weighted
from service.mm.state import Vma

HPAGE_PMD_ORDER: Final = 9
HPAGE_PMD_NR: Final = 1 << HPAGE_PMD_ORDER


def _requests(slot: Slot, order: int) -> list[Request]:
    """What a slot's turn asks for a large folio, in order.

    A policy that does not interleave first tries its node alone, without retries; only requests
    that may reclaim directly go on to the whole list. Source: mm/mempolicy.c, alloc_pages_mpol.
    """
    wanted = [msgspec.structs.replace(request, order=order) for request in slot.requests]
    if order != HPAGE_PMD_ORDER or slot.interleaved:
        return wanted
    first = wanted[0]
    if first.nodemask is not None and not first.nodemask >> first.preferred & 1:
        return wanted
    alone = msgspec.structs.replace(
        first, gfp=first.gfp | g.GFP_THISNODE | g.GFP_NORETRY, nodemask=None
    )
    return [alone, *wanted] if first.gfp & g.GFP_DIRECT_RECLAIM else [alone]


def place_folio(  # noqa: PLR0917 - as place()
    ctx: Context,
    local: int,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
    slots: list[Slot],
    order: int,
    turn: int | None = None,
) -> Placed:
    """Gives the absent pages of one large folio frames; `turn` is its interleave index."""
    turns = weighted([(slot, 0) for slot in range(len(slots))], [slot.weight for slot in slots])
    slot = slots[turns.slot_of((span[0] + phase >> order) if turn is None else turn)]
    grant = Grant(None, Walk())
    request = slot.requests[0]
    for request in _requests(slot, order):
        grant = alloc_frozen_pages(ctx, request)
        if grant.zone is not None:
            break
    placed = Placed(span[1], preferred=request.preferred)
    if grant.zone is None:
        placed.end, placed.failed = span[0], grant
        return placed
    counts = ctx.store.populate(obj, *span, one(grant.zone.key), 0, order)
    placed.counts.update(counts)
    assert grant.request is not None, "what was granted was asked"
    preferred = preferred_nid(ctx, grant.request)
    wanted = slot.requests[0].preferred if slot.interleaved else None
    zone_statistics(ctx, grant.zone, preferred, local, 1, turn=wanted)
    return placed


def huge_turn(vma: Vma, block: int) -> int:
    """The interleave index of a huge folio: (vm_pgoff >> 9) + (address - vm_start >> 21)."""
    return (vma.pgoff >> HPAGE_PMD_ORDER) + (block - vma.start >> HPAGE_PMD_ORDER)


def split_calls(order: int, to_order: int, *, uniform: bool, anon: bool) -> int:
    """How many new folios a split of one folio makes.

    Uniform: 2**(order - to_order) - 1. Otherwise one for each step down; an anonymous folio has no
    order 1, so order 2 goes straight to four pages.
    Source: mm/huge_memory.c, __split_unmapped_folio.
    """
    if uniform:
        return (1 << order - to_order) - 1
    return order - to_order + (1 if anon and not to_order and order > 1 else 0)


def split_folio(
    ctx: Context, obj: PageObject, index: int, to_order: int, *, uniform: bool = True
) -> bool:
    """Splits the folio of a page; False when others hold references (it cannot be frozen).

    The service of a private node is told of each new folio, then once of the end (patch 11).
    """
    order = obj.mark_at("order", index)
    first = index >> order << order
    end = first + (1 << order)
    if obj.marked("pin", first, end):
        return False
    zone = obj.zone_at(index)
    assert zone is not None, "a folio has a zone"
    calls = split_calls(order, to_order, uniform=uniform, anon=obj.kind == "anon")
    ops = node_ops(ctx, zone[0])
    if ops is not None and "folio_split" in ops.callbacks:
        told = {"nid": zone[0], "name": "folio_split"}
        ctx.effect("callback", nr_pages=calls, detail="new folio", **told)
        ctx.effect("callback", nr_pages=1, detail="NULL", **told)
    if uniform:
        obj.set_mark(ctx.undo, "order", first, end, to_order)
    else:
        _mark_halves(ctx, obj, first, order, index, to_order)
    return True


def _mark_halves(
    ctx: Context, obj: PageObject, first: int, order: int, index: int, to_order: int
) -> None:
    """Orders after a split around one page: at each step the half without it stays."""
    while order > to_order:
        order -= 1
        half = 1 << order
        upper = first + half
        stays, goes = (first, upper) if index >= upper else (upper, first)
        kept = order if not (obj.kind == "anon" and order == 1) else 0
        obj.set_mark(ctx.undo, "order", stays, stays + half, kept)
        first = goes
    obj.set_mark(ctx.undo, "order", first, first + (1 << order), to_order)
