"""cram's migrate_to: demotion into compressed RAM (mm/cram.c; patch 23).

One folio after the other gets a frame on the node itself, without direct reclaim; the first that
gets none ends the batch with -ENOMEM. What has moved stays moved. A large folio without a block is
split, and its pieces are tried once more. A target that is not used is zeroed and put.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot, place, turns_of
from service.mm.batch import Batch, Moved
from service.mm.binders import spans_that_may_go
from service.mm.context import Context
from service.mm.cram_state import CRAM_PRESSURE_MAX
from service.mm.folio import folio_span, folios, free_folios
from service.mm.huge_memory import place_folio, split_folio
from service.mm.migrate import movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.reasons import KernelError

#: gfp of a folio of cram (alloc_cram_folio): this node only, no direct reclaim, may wake its kswapd
CRAM_GFP: Final = (
    g.GFP_HIGHUSER_MOVABLE & ~g.GFP_DIRECT_RECLAIM
    | g.GFP_KSWAPD_RECLAIM
    | g.GFP_PRIVATE_BIT
    | g.GFP_THISNODE
    | g.GFP_NOWARN
    | g.GFP_NORETRY
)
RULE: Final = "cram.migrate_to"

#: (object, index) -> the node that takes a folio now; -1: none
Target = Callable[[PageObject, int], int]


class Migrated(msgspec.Struct):
    """A migrate_pages: base pages and folios that moved, folios that stayed, out of memory."""

    nr_pages: int = 0
    nr_folios: int = 0
    failed: int = 0
    no_memory: bool = False
    #: targets that were allocated for folios which could not move: (object, span)
    unused: list[tuple[PageObject, tuple[int, int]]] = msgspec.field(default_factory=list)


def cram_migrate_to(ctx: Context, local: int, batch: Batch, nid: int, reason: str) -> Moved:
    """cram_migrate_to: 0, folios left, or a refusal; the pages it reports are base pages.

    Source: patch 23 of 27. Cells `cram.entry`, `cram.nr_unregistered`.
    """
    node = ctx.state.cram.get(nid)
    if node is None:
        untouched = ctx.knobs.cram_nr_unregistered == "untouched"
        ctx.used("cram.nr_unregistered")
        return Moved(KernelError("CRAM_NOT_REGISTERED", rule=RULE, nid=nid), 0, 0, untouched)
    if node.purged:
        return Moved(KernelError("CRAM_PURGED", rule=RULE, nid=nid), 0, 0)
    if reason != "MR_DEMOTION" and ctx.knobs.cram_entry == "demotion_only":
        ctx.used("cram.entry")
        return Moved(KernelError("CRAM_ENTRY", rule=RULE, nid=nid, why=reason), 0, 0)
    if node.pressure >= CRAM_PRESSURE_MAX:
        return Moved(KernelError("CRAM_PRESSURE", rule=RULE, nid=nid), 0, 0)

    def target(obj: PageObject, index: int) -> int:
        del obj, index
        np = ctx.state.nodes[nid].node_private
        return -1 if np is None or np.migration_blocked else nid

    done = migrate_into(ctx, local, batch, target)
    if done.nr_pages:
        ctx.count("lru_add_drain_all", nid)
    text = f"{done.nr_folios} of {batch.nr_folios} folios went to node {nid}, mapped read-only"
    ctx.decide(RULE, text=text)
    return moved_of(done, nid)


def moved_of(done: Migrated, nid: int) -> Moved:
    """What migrate_pages returns: -ENOMEM, or the folios that stayed."""
    if done.no_memory:
        error = KernelError("TARGET_NODE_FULL", rule=RULE, nid=nid)
        return Moved(error, done.nr_pages, done.nr_folios)
    return Moved(done.failed, done.nr_pages, done.nr_folios)


def migrate_into(ctx: Context, local: int, batch: Batch, target: Target) -> Migrated:
    """migrate_pages with cram's allocator over a list, in its order.

    Source: mm/migrate.c, migrate_pages_batch.
    """
    done = Migrated()
    for obj, first, end in batch.runs:
        movable = movable_spans(ctx, obj, first, end)
        parts = [(a, b, True) for a, b in movable]
        parts += [(a, b, False) for a, b in _between(movable, first, end)]
        for a, b, moves in sorted(parts):
            if moves:
                _move_part(ctx, local, obj, (a, b), target, done)
            else:
                _fail_part(ctx, local, obj, (a, b), target, done)
            if done.no_memory:
                break
        if done.no_memory:
            break
    for fresh, span in done.unused:
        free_folios(ctx, fresh, *span, zeroed=True)
        ctx.undo.delete(ctx.state.objects, fresh.id)
    return done


def _between(spans: list[tuple[int, int]], first: int, end: int) -> list[tuple[int, int]]:
    """The parts of [first, end) outside the spans."""
    found = []
    for a, b in spans:
        if first < a:
            found.append((first, a))
        first = b
    return [*found, (first, end)] if first < end else found


def _slots(nid: int) -> list[Slot]:
    return [Slot((Request(nid, CRAM_GFP),))]


def _move_part(
    ctx: Context,
    local: int,
    obj: PageObject,
    span: tuple[int, int],
    target: Target,
    done: Migrated,
) -> None:
    """Moves the folios of a span; whoever listens is told after each allocation."""
    index, end = span
    while index < end and not done.no_memory:
        nid = target(obj, index)
        stop = end if ctx.probe is None else min(end, folio_span(obj, index)[1])
        if nid >= 0:
            may = next(iter(spans_that_may_go(ctx, obj, index, stop, 1 << nid)), (stop, stop))
            if may[0] > index:
                done.failed += folios(obj, index, may[0])
                index = may[0]
                continue
            stop = may[1]
        number = folios(obj, index, stop)
        moved = move_folios(ctx, local, obj, (index, stop), _slots(nid), 0) if nid >= 0 else 0
        done.nr_pages += moved
        done.nr_folios += number if moved == stop - index else folios(obj, index, index + moved)
        if moved:
            ctx.at("after_alloc")
        index += moved
        if index < stop:
            index = _no_frame(ctx, local, obj, index, target, done)


def _no_frame(
    ctx: Context, local: int, obj: PageObject, index: int, target: Target, done: Migrated
) -> int:
    """A folio got no frame: a large one is split and its pieces tried once, a small one ends it."""
    first, end = folio_span(obj, index)
    if end - first == 1 or not split_folio(ctx, obj, index, 0):
        done.no_memory = True
        done.failed += 1
        return index
    nid = target(obj, index)
    moved = move_folios(ctx, local, obj, (first, end), _slots(nid), 0) if nid >= 0 else 0
    done.nr_pages += moved
    done.nr_folios += moved
    done.failed += moved < end - first
    return end


def _fail_part(
    ctx: Context,
    local: int,
    obj: PageObject,
    span: tuple[int, int],
    target: Target,
    done: Migrated,
) -> None:
    """Folios with references of others: each gets a target, and fails when it is to move."""
    index, end = span
    while index < end and not done.no_memory:
        order = obj.mark_at("order", index)
        first, stop = folio_span(obj, index)
        nid = target(obj, index)
        fresh = ctx.new_object(obj.kind, obj.name)
        where = (first, stop)
        if nid < 0:
            placed = False
        elif order:
            placed = place_folio(ctx, local, fresh, where, 0, _slots(nid), order).failed is None
        else:
            placed = place(ctx, local, fresh, where, 0, turns_of(_slots(nid))).failed is None
        done.failed += 1
        if placed:
            done.unused.append((fresh, where))
            ctx.at("after_alloc")
        else:
            ctx.undo.delete(ctx.state.objects, fresh.id)
            done.no_memory = True
        index = stop
