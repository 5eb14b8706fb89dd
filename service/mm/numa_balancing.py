"""NUMA balancing and DAMON: migration by access (mm/migrate.c, mm/damon/paddr.c; patches 12, 18).

Both allocate their targets without a model's key: neither can move a folio onto a private node.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.binders import spans_that_may_go
from service.mm.context import Context
from service.mm.folio import folio_span, folios, is_wrprotected
from service.mm.migrate import allows_migrate, movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.services import may_touch
from service.mm.state import Mm, Vma
from service.reasons import KernelError

#: alloc_misplaced_dst_folio and alloc_migration_target of DAMON: this node or nothing, no reclaim
MISPLACED_GFP = (
    g.GFP_HIGHUSER_MOVABLE | g.GFP_THISNODE | g.GFP_NOMEMALLOC | g.GFP_NORETRY | g.GFP_NOWARN
) & ~g.GFP_RECLAIM


def prepare_misplaced(ctx: Context, obj: PageObject, index: int, nid: int) -> None:
    """migrate_misplaced_folio_prepare. Refuses: FOLIO_NOT_MIGRATABLE, TARGET_NODE_UNBALANCED."""
    first, end = folio_span(obj, index)
    kept = spans_that_may_go(ctx, obj, first, end, 1 << nid) != [(first, end)]
    if kept or not _may_balance(ctx, obj, index):
        raise KernelError("FOLIO_NOT_MIGRATABLE", rule="migrate.misplaced", nid=nid)
    zones = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    if not any(zone.free >= zone.high + end - first for zone in zones):
        raise KernelError("TARGET_NODE_UNBALANCED", rule="migrate.misplaced", nid=nid)


def _may_balance(ctx: Context, obj: PageObject, index: int) -> bool:
    """Whether balancing may move a folio: as migration may, or by a right of its own."""
    zone = obj.zone_at(index)
    private = zone is not None and ctx.state.n_memory_private >> zone[0] & 1
    own = private and zone is not None and may_touch(ctx.state, zone[0], "numa_balancing")
    return bool(own) or allows_migrate(ctx, obj, index)


def migrate_misplaced_folio(ctx: Context, obj: PageObject, index: int, nid: int) -> None:
    """Moves one folio to the node that balancing chose. Refuses: MISPLACED_NOT_MOVED."""
    span = folio_span(obj, index)
    zone = obj.zone_at(index)
    assert zone is not None, "a folio has a zone"
    if movable_spans(ctx, obj, *span) == [span] and _may_balance(ctx, obj, index):
        slots = [Slot((Request(nid, MISPLACED_GFP),))]
        if move_folios(ctx, zone[0], obj, span, slots, 0):
            ctx.count("numa_pages_migrated", nid, span[1] - span[0])
            return
    raise KernelError("MISPLACED_NOT_MOVED", rule="migrate.misplaced", nid=nid)


def can_map_prot_numa(ctx: Context, obj: PageObject, index: int, nid: int) -> bool:
    """folio_can_map_prot_numa: no KSM page, no device; a private node needs its right (18)."""
    if obj.mark_at("ksm", index) or obj.mark_at("device", index):
        return False
    return may_touch(ctx.state, nid, "numa_balancing")


def change_prot_numa(ctx: Context, mm: Mm, start: int, end: int, skips: int = 0) -> int:
    """The scanner makes entries prot-none, as of now; how many became so.

    `skips`: nodes whose pages are left alone.
    """
    done = 0
    for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id)
        if obj is None:
            continue
        for low, high, zone in list(obj.runs(first + shift, last + shift)):
            if not skips >> zone[0] & 1 and can_map_prot_numa(ctx, obj, low, zone[0]):
                for a, b in mm.protnone.holes(low - shift, high - shift):
                    mm.protnone.assign(ctx.undo, a, b, value=ctx.state.now_ns + 1)
                    done += b - a
    return done


def do_numa_page(ctx: Context, mm: Mm, vma: Vma, page: int, target: int | None) -> None:
    """One hint fault: the folio moves to the node that balancing chose, else its entries return.

    A folio that is still on a write-protected node gets them back read-only (patch 15).
    """
    entry = mm.pages.at(page)
    assert entry is not None, "a hint fault is on a mapped page"
    obj, shift = ctx.state.objects[entry[0]], entry[1]
    span = folio_span(obj, page + shift)
    first, end = max(span[0] - shift, vma.start), min(span[1] - shift, vma.end)
    mm.protnone.clear(ctx.undo, first, end)
    if target is not None:
        try:
            prepare_misplaced(ctx, obj, page + shift, target)
            migrate_misplaced_folio(ctx, obj, page + shift, target)
        except KernelError:
            ctx.count("numa_pages_kept", target)
    zone = obj.zone_at(page + shift)
    assert zone is not None, "a mapped page has a zone"
    writable = bool(vma.prot & 2) and not is_wrprotected(ctx, zone[0])
    mm.pages.assign(ctx.undo, first, end, (obj.id, shift, writable))


def damon_migrate(ctx: Context, runs: list[tuple[PageObject, int, int]], nid: int) -> int:
    """DAMOS migrate_hot and migrate_cold: folios that may leave go to a node; how many moved."""
    done = 0
    slots = [Slot((Request(nid, MISPLACED_GFP),))]
    if not may_touch(ctx.state, nid, "damon"):
        ctx.used("service.damon")
        return 0
    for obj, first, end in runs:
        for low, high, zone in list(obj.runs(first, end)):
            if zone[0] == nid or not allows_migrate(ctx, obj, low):
                continue
            parts = spans_that_may_go(ctx, obj, low, high, 1 << nid)
            for span in [each for part in parts for each in movable_spans(ctx, obj, *part)]:
                before = folios(obj, *span)
                moved = move_folios(ctx, zone[0], obj, span, slots, 0)
                done += before if moved == span[1] - span[0] else moved
    return done
