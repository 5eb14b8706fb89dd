"""Compaction: zones that may be compacted, moving folios together (mm/compaction.c; patch 19)."""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import node_ops
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
    """Moves small movable folios from the low end to free pages at the high end; folios moved."""
    moved = 0
    while True:
        source = _lowest_movable(ctx, zone)
        target = _highest_free(zone)
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


def _lowest_movable(ctx: Context, zone: Zone) -> tuple[int, PageObject, int] | None:
    """(pfn, object, index) of the lowest page that may move."""
    for start, end, owner, index in zone.partition.iter_runs():
        kind, name = ctx.state.owners.get(owner, ("", 0)) if owner != FREE else ("", 0)
        if kind != "lane":
            continue
        obj = ctx.state.objects[int(name)]
        lane = next(each for each in obj.lanes.values() if each.id == owner)
        pattern, phase, key = lane.key
        for offset in range(end - start):
            page = pattern.index_of(key, index + offset) - phase
            if not obj.mark_at("order", page) and not obj.mark_at("pin", page):
                return start + offset, obj, page
    return None


def _highest_free(zone: Zone) -> int:
    """The highest free pfn; -1 when nothing is free."""
    best = -1
    for _, end, owner, _ in zone.partition.iter_runs():
        if owner == FREE:
            best = end - 1
    return best
