"""Reclaim: kswapd and direct reclaim (mm/vmscan.c).

What can be reclaimed is page cache that nobody maps, then anonymous pages, as far as swap has room:
a host has swap only when its topology says so. Oldest pages go first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from service.mm.context import Context
from service.mm.folio import free_folios
from service.mm.objects import PageObject
from service.mm.services import may_touch
from service.mm.state import Zone, ZoneKey
from service.mm.swap import swap_out

#: pages that one round of reclaim aims at (include/linux/swap.h)
SWAP_CLUSTER_MAX: Final = 32
#: file systems whose pages have a backing store to come back from
RECLAIMABLE_FS: Final = frozenset({"ext4"})


def wake_all_kswapds(ctx: Context, zones: Sequence[Zone]) -> None:
    """Wakes the kswapd of each node of the zones; a node without one has nothing to wake."""
    for nid in dict.fromkeys(zone.nid for zone in zones):
        told = any(each.effect == "kswapd_woken" and each.nid == nid for each in ctx.effects)
        if ctx.state.nodes[nid].kswapd and not told:
            ctx.effect("kswapd_woken", nid=nid)


def is_reclaimable(ctx: Context, obj: PageObject) -> bool:
    """Whether an object's pages have a backing store to come back from."""
    return obj.kind == "file" and ctx.state.inodes[obj.name].fs in RECLAIMABLE_FS


def shrink(ctx: Context, keys: frozenset[ZoneKey], nr_pages: int) -> int:
    """Drops up to `nr_pages` clean, unmapped cached pages of the zones; how many went.

    Oldest file first, lowest index first. Dirty pages are written back before they are dropped.
    """
    freed = 0
    for obj_id in sorted(ctx.state.objects):
        obj = ctx.state.objects[obj_id]
        if not is_reclaimable(ctx, obj):
            continue
        for first, end, zone in list(obj.runs(0, 1 << 62)):
            if zone not in keys:
                continue
            for low, high in obj.extra.holes(first, end):
                stop = min(high, low + nr_pages - freed)
                if low < stop:
                    free_folios(ctx, obj, low, stop)
                    freed += stop - low
                if freed >= nr_pages:
                    return freed
    return freed


def try_to_free_pages(ctx: Context, zones: Sequence[Zone], nr_pages: int) -> int:
    """Direct reclaim over the zones that the request may use; pages freed."""
    keys = frozenset(zone.key for zone in zones if reclaim_allowed(ctx, zone))
    wanted = max(nr_pages, SWAP_CLUSTER_MAX)
    freed = shrink(ctx, keys, wanted)
    if freed:
        _report(ctx, freed, "page cache")
    if freed < wanted:
        swapped = swap_zones(ctx, keys, wanted - freed)
        if swapped:
            _report(ctx, swapped, "anonymous pages to swap")
        freed += swapped
    return freed


def swap_zones(ctx: Context, keys: frozenset[ZoneKey], nr_pages: int) -> int:
    """Writes up to `nr_pages` anonymous pages of the zones to swap, oldest first; how many went."""
    done = 0
    if not ctx.state.swap_pages:
        return done
    for obj_id in sorted(ctx.state.objects):
        obj = ctx.state.objects[obj_id]
        for first, end, zone in list(obj.runs(0, 1 << 62)) if obj.kind == "anon" else ():
            if done < nr_pages and zone in keys:
                done += swap_out(ctx, obj, first, end, nr_pages - done)
    return done


def _report(ctx: Context, freed: int, what: str) -> None:
    """One effect for rounds of reclaim that follow each other."""
    detail = f"direct reclaim of {what}"
    last = ctx.effects[-1] if ctx.effects else None
    if last is not None and last.effect == "pages_freed" and last.detail == detail:
        freed += last.nr_pages or 0
        ctx.effects.pop()
    ctx.effect("pages_freed", nr_pages=freed, detail=detail)


def reclaim_allowed(ctx: Context, zone: Zone) -> bool:
    """Generic reclaim leaves the zones of private nodes alone unless the model lets it (16)."""
    return may_touch(ctx.state, zone.nid, "reclaim")
