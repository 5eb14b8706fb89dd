"""Compaction: zones that may be compacted, moving folios together (mm/compaction.c; patch 19)."""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import node_ops
from service.mm.lanes import Lane
from service.mm.layout import PFN_END
from service.mm.objects import PageObject
from service.mm.page_alloc import ALLOC_CPUSET, Request, numa_zone_alloc_allowed, zonelist
from service.mm.partition import FREE
from service.mm.services import may_touch
from service.mm.state import Zone


def zone_supports_compaction(ctx: Context, zone: Zone) -> bool:
    """A private node may need a right (patch 19: NP_OPS_COMPACTION)."""
    return may_touch(ctx.state, zone.nid, "compaction")


def suitable_zones(ctx: Context, request: Request) -> list[Zone]:
    """The zones of a request's list that direct compaction may work on, in order."""
    return [
        zone
        for zone in zonelist(ctx, request)
        if zone.idx <= request.highest
        and (request.nodemask is None or request.nodemask >> zone.nid & 1)
        and not numa_zone_alloc_allowed(ctx, request, zone, ALLOC_CPUSET)
        and zone_supports_compaction(ctx, zone)
    ]


def compact_node(ctx: Context, nid: int) -> bool:
    """Compacts every zone of a node that allows it; whether there was one."""
    zones = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    allowed = [zone for zone in zones if zone_supports_compaction(ctx, zone)]
    for zone in allowed:
        compact_zone(ctx, zone)
    return bool(allowed)


def compact_zone(ctx: Context, zone: Zone) -> int:
    """Moves small movable folios from the low end to free pages at the high end; folios moved.

    Two scanners that meet: what lies behind either is done with, so each run is looked at once.
    """
    moved = 0
    lanes: dict[int, Lane] = {}
    pfn, target = 0, PFN_END
    while True:
        source = _lowest_movable(ctx, zone, pfn, lanes)
        target = _highest_free(zone, target)
        if source is None or source[0] >= target:
            return moved
        pfn, obj, index = source
        fresh = ctx.new_object(obj.kind, obj.name)
        ctx.store.populate_at(fresh, (index, index + 1), zone.key, target)
        soft = obj.soft_state(index, index + 1)
        dirty = obj.dirty.overlaps_any(index, index + 1)
        ctx.store.release(obj, index, index + 1)
        ctx.store.adopt(obj, fresh)
        ctx.undo.delete(ctx.state.objects, fresh.id)
        for name, a, b, value in soft:
            obj.set_mark(ctx.undo, name, a, b, value)
        if dirty:
            obj.dirty.assign(ctx.undo, index, index + 1, value=True)
        ops = node_ops(ctx, zone.nid)
        if ops is not None and "folio_migrate" in ops.callbacks:
            told = {"nid": zone.nid, "to_nid": zone.nid, "name": "folio_migrate"}
            ctx.effect("callback", nr_pages=1, **told)
        moved += 1
        assert pfn < target, "compaction moves upwards"


def _lowest_movable(
    ctx: Context, zone: Zone, after: int, lanes: dict[int, Lane]
) -> tuple[int, PageObject, int] | None:
    """(pfn, object, index) of the lowest page that may move, from a frame on.

    `lanes`: by owner, those that the scanner has met.
    """
    for start, end, owner, index in zone.partition.iter_runs(after):
        kind, name = ctx.state.owners.get(owner, ("", 0)) if owner != FREE else ("", 0)
        if kind != "lane":
            continue
        obj = ctx.state.objects[int(name)]
        if owner not in lanes:
            lanes.update((lane.id, lane) for lane in obj.lanes.values())
        pattern, phase, key = lanes[owner].key
        for offset in range(max(after - start, 0), end - start):
            page = pattern.index_of(key, index + offset) - phase
            if not obj.mark_at("order", page) and not obj.mark_at("pin", page):
                return start + offset, obj, page
    return None


def _highest_free(zone: Zone, below: int) -> int:
    """The highest free pfn below a frame; -1 when nothing is free there."""
    partition = zone.partition
    start = partition.floor(below - 1)
    while start is not None:
        end, owner, _ = partition.values[start]
        if owner == FREE:
            return min(end, below) - 1
        start = partition.floor(start - 1)
    return -1
