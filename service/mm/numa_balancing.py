"""NUMA balancing and DAMON: migration by access (mm/migrate.c, mm/damon/paddr.c; patches 12, 18).

Both allocate their targets without a model's key: neither can move a folio onto a private node.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.folio import folio_span, folios
from service.mm.migrate import allows_migrate, movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.reasons import KernelError

#: alloc_misplaced_dst_folio and alloc_migration_target of DAMON: this node or nothing, no reclaim
MISPLACED_GFP = (
    g.GFP_HIGHUSER_MOVABLE | g.GFP_THISNODE | g.GFP_NOMEMALLOC | g.GFP_NORETRY | g.GFP_NOWARN
) & ~g.GFP_RECLAIM


def prepare_misplaced(ctx: Context, obj: PageObject, index: int, nid: int) -> None:
    """migrate_misplaced_folio_prepare. Refuses: FOLIO_NOT_MIGRATABLE, TARGET_NODE_UNBALANCED."""
    if not allows_migrate(ctx, obj, index):
        raise KernelError("FOLIO_NOT_MIGRATABLE", rule="migrate.misplaced", nid=nid)
    first, end = folio_span(obj, index)
    zones = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    if not any(zone.free >= zone.high + end - first for zone in zones):
        raise KernelError("TARGET_NODE_UNBALANCED", rule="migrate.misplaced", nid=nid)


def migrate_misplaced_folio(ctx: Context, obj: PageObject, index: int, nid: int) -> None:
    """Moves one folio to the node that balancing chose. Refuses: MISPLACED_NOT_MOVED."""
    span = folio_span(obj, index)
    zone = obj.zone_at(index)
    assert zone is not None, "a folio has a zone"
    if movable_spans(ctx, obj, *span) == [span] and allows_migrate(ctx, obj, index):
        slots = [Slot((Request(nid, MISPLACED_GFP),))]
        if move_folios(ctx, zone[0], obj, span, slots, 0):
            ctx.count("numa_pages_migrated", nid, span[1] - span[0])
            return
    raise KernelError("MISPLACED_NOT_MOVED", rule="migrate.misplaced", nid=nid)


def damon_migrate(ctx: Context, runs: list[tuple[PageObject, int, int]], nid: int) -> int:
    """DAMOS migrate_hot and migrate_cold: folios that may leave go to a node; how many moved."""
    done = 0
    slots = [Slot((Request(nid, MISPLACED_GFP),))]
    for obj, first, end in runs:
        for low, high, zone in list(obj.runs(first, end)):
            if zone[0] == nid or not allows_migrate(ctx, obj, low):
                continue
            for span in movable_spans(ctx, obj, low, high):
                before = folios(obj, *span)
                moved = move_folios(ctx, zone[0], obj, span, slots, 0)
                done += before if moved == span[1] - span[0] else moved
    return done
