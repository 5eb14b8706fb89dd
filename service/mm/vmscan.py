"""Reclaim of a node: demotion, page cache, swap (mm/vmscan.c).

One way for all who ask: direct reclaim, kswapd, a cgroup's memory.reclaim. They differ in what a
`ScanControl` lets them do.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from service.mm.context import Context
from service.mm.cram_pick import cram_can_demote, demote_to_cram
from service.mm.demote import can_demote, demote_folio_list
from service.mm.folio import free_folios
from service.mm.lru import first_pages, node_pages
from service.mm.memcg_protect import with_low_reserves
from service.mm.mmap import try_to_unmap
from service.mm.objects import PageObject
from service.mm.page_alloc import Request, zonelist
from service.mm.services import may_touch
from service.mm.state import Zone
from service.mm.swap import swap_out
from service.mm.zones import ZONE_MOVABLE

#: pages that one round of reclaim aims at (include/linux/swap.h)
SWAP_CLUSTER_MAX: Final = 32
#: file systems whose pages have a backing store to come back from
RECLAIMABLE_FS: Final = frozenset({"ext4"})
_DIRECT: Final = "direct reclaim"


class ScanControl(msgspec.Struct, frozen=True):
    """struct scan_control: what one reclaimer wants and may do."""

    nr_to_reclaim: int
    #: what one round demotes at most
    nr_to_demote: int
    by: Literal["kswapd", "direct", "proactive"]
    may_swap: bool = True
    may_writepage: bool = True
    reclaim_idx: int = ZONE_MOVABLE


def zone_reclaim_allowed(ctx: Context, zone: Zone, mems: int | None) -> bool:
    """A private node is asked for its service, whatever the cpuset; others of the cpuset."""
    if ctx.state.n_memory_private >> zone.nid & 1:
        return may_touch(ctx.state, zone.nid, "reclaim")
    return mems is None or bool(mems >> zone.nid & 1)


def shrink_zones(ctx: Context, request: Request, memcg: str | None) -> list[int]:
    """The nodes that direct reclaim scans, in list order; a cgroup's reclaim is not filtered."""
    mems = request.task.mems_allowed if request.task and ctx.state.cpusets_enabled else None
    mask = request.nodemask
    found: dict[int, None] = {}
    for zone in zonelist(ctx, request):
        if zone.idx > request.highest or (mask is not None and not mask >> zone.nid & 1):
            continue
        if memcg is not None or zone_reclaim_allowed(ctx, zone, mems):
            found[zone.nid] = None
    return list(found)


def try_to_free_pages(ctx: Context, request: Request) -> int:
    """Direct reclaim for a request: node by node in list order, until enough is free; pages freed.

    Source: mm/vmscan.c, try_to_free_pages and shrink_zones; patch 16 of 27.
    """
    done = with_low_reserves(ctx, "/", lambda: _free_pages(ctx, request))
    if done:
        _report(ctx, done)
    return done


def _free_pages(ctx: Context, request: Request) -> int:
    wanted = max(1 << request.order, SWAP_CLUSTER_MAX)
    done = 0
    for nid in shrink_zones(ctx, request, None):
        if done >= wanted:
            break
        left = wanted - done
        control = ScanControl(left, left, "direct", reclaim_idx=request.highest)
        done += shrink_node(ctx, nid, control)
    return done


def _report(ctx: Context, done: int) -> None:
    """One effect for rounds of reclaim that follow each other."""
    last = ctx.effects[-1] if ctx.effects else None
    if last is not None and last.effect == "pages_freed" and last.detail == _DIRECT:
        done += last.nr_pages or 0
        ctx.effects.pop()
    ctx.effect("pages_freed", nr_pages=done, detail=_DIRECT)


def shrink_node(ctx: Context, nid: int, control: ScanControl) -> int:
    """Takes pages of a node elsewhere or out of memory; how many.

    What cannot be demoted is reclaimed like on a node of the lowest tier.
    Source: mm/vmscan.c, shrink_node and shrink_folio_list.
    """
    wanted = control.nr_to_reclaim
    pages = node_pages(ctx, nid, control.reclaim_idx)
    done = 0
    willing = can_demote(ctx, nid)
    if willing or cram_can_demote(ctx, nid):
        batch = first_pages(pages, control.nr_to_demote)
        done = demote_to_cram(ctx, batch, nid)
        done += demote_folio_list(ctx, batch, nid) if willing else 0
        if done:
            ctx.count(f"pgdemote_{control.by}", nid, done)
        pages = node_pages(ctx, nid, control.reclaim_idx)
    for mapped in (False, True):
        for obj, first, end in pages:
            if done < wanted:
                done += _reclaim(ctx, obj, (first, end), control, wanted - done, mapped=mapped)
    return done


def _reclaim(
    ctx: Context,
    obj: PageObject,
    span: tuple[int, int],
    control: ScanControl,
    limit: int,
    *,
    mapped: bool,
) -> int:
    """Up to `limit` pages of a span out of memory: page cache is dropped, other pages swapped."""
    if obj.kind == "anon":
        return swap_out(ctx, obj, *span, limit) if mapped and control.may_swap else 0
    if not is_reclaimable(ctx, obj):
        return 0
    done = 0
    for low, high in _cached(obj, span, mapped=mapped):
        clean = [(low, high)] if control.may_writepage else obj.dirty.holes(low, high)
        for a, b in clean:
            for c, d in obj.unmarked("pin", a, min(b, a + limit - done)):
                try_to_unmap(ctx, obj, c, d)
                free_folios(ctx, obj, c, d)
                done += d - c
    return done


def _cached(obj: PageObject, span: tuple[int, int], *, mapped: bool) -> list[tuple[int, int]]:
    """The parts of a span of a file's pages that somebody maps, or nobody."""
    if mapped:
        return [(low, high) for low, high, _ in list(obj.extra.overlaps(*span))]
    return obj.extra.holes(*span)


def is_reclaimable(ctx: Context, obj: PageObject) -> bool:
    """Whether the pages of an object have a backing store to come back from."""
    return obj.kind == "file" and ctx.state.inodes[obj.name].fs in RECLAIMABLE_FS
