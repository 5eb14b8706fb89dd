"""kswapd on private nodes: rights, the service's reclaim policy, one run (mm/vmscan.c; patch 16).

A node without NP_OPS_RECLAIM is left alone by kswapd wake-ups and direct reclaim. A service that
drives kswapd by the watermark boost may allow swap and writeback in boosted passes, and keep the
boost across runs.
"""

from __future__ import annotations

from functools import partial

import msgspec

from service.mm.batch import Batch
from service.mm.context import Context
from service.mm.cram_pick import cram_can_demote, demote_to_cram
from service.mm.demote import can_demote, demote_folio_list
from service.mm.folio import free_folios, node_ops
from service.mm.objects import PageObject
from service.mm.page_alloc import Request, zonelist
from service.mm.services import may_touch
from service.mm.state import Node, Zone
from service.mm.swap import swap_out
from service.mm.watermark import setup_per_zone_wmarks

#: pages that a round of reclaim aims at, at least (include/linux/swap.h)
SWAP_CLUSTER_MAX = 32
#: kswapd gives a node up after this many runs without progress (MAX_RECLAIM_RETRIES)
MAX_RECLAIM_RETRIES = 16


class ReclaimPolicy(msgspec.Struct, frozen=True):
    """struct node_reclaim_policy."""

    active: bool = False
    may_swap: bool = False
    may_writepage: bool = False
    managed_watermarks: bool = False


def node_private_reclaim_policy(ctx: Context, nid: int) -> ReclaimPolicy:
    """What the service of a node declared; independent of NP_OPS_RECLAIM."""
    ops = node_ops(ctx, nid)
    if ops is None or "reclaim_policy" not in ops.callbacks:
        return ReclaimPolicy()
    ctx.effect("callback", nid=nid, name="reclaim_policy", nr_pages=1)
    words = [word for word in ops.answer_of("reclaim_policy").split(",") if word]
    return ReclaimPolicy(active=True, **dict.fromkeys(words, True))


def owns_boost(ctx: Context, policy: ReclaimPolicy) -> bool:
    """Whether the watermark boost of a node is its service's."""
    ctx.used("reclaim.boost_owner")
    if ctx.knobs.reclaim_boost_owner == "callback":
        return policy.active
    return policy.managed_watermarks


def zone_reclaim_allowed(ctx: Context, zone: Zone, mems: int | None) -> bool:
    """A private node is asked for its service, whatever the cpuset; others of the cpuset."""
    if ctx.state.n_memory_private >> zone.nid & 1:
        return may_touch(ctx.state, zone.nid, "reclaim")
    return mems is None or bool(mems >> zone.nid & 1)


def shrink_zones(ctx: Context, request: Request, memcg: str | None) -> list[int]:
    """The nodes that direct reclaim scans, in list order; a cgroup's reclaim is not filtered."""
    mems = request.task.mems_allowed if request.task and ctx.state.cpusets_enabled else None
    found: dict[int, None] = {}
    for zone in zonelist(ctx, request):
        if zone.idx > request.highest:
            continue
        if memcg is not None or zone_reclaim_allowed(ctx, zone, mems):
            found[zone.nid] = None
    return list(found)


def pgdat_balanced(node: Node, order: int) -> bool:
    """Whether a zone of the node is above its high mark, boost included."""
    for zone in node.zones:
        above = zone.managed and zone.free > zone.high + zone.boost
        if above and (not order or zone.partition.largest_free_order() >= order):
            return True
    return not any(zone.managed for zone in node.zones)


def wakeup_kswapd(ctx: Context, zone: Zone, order: int, highest: int) -> str:
    """wakeup_kswapd: ignored, recorded, or woken."""
    node = ctx.state.nodes[zone.nid]
    if not zone.managed or not zone_reclaim_allowed(ctx, zone, None):
        return "ignored"
    ctx.undo.assign(node, "kswapd_order", max(node.kswapd_order, order))
    ctx.undo.assign(node, "kswapd_highest", max(node.kswapd_highest, highest))
    if not node.kswapd or node.kswapd_failures >= MAX_RECLAIM_RETRIES:
        return "recorded"
    boosted = any(each.boost for each in node.zones)
    if pgdat_balanced(node, order) and not boosted:
        return "recorded"
    ctx.effect("kswapd_woken", nid=zone.nid)
    return "woken"


class Pass(msgspec.Struct, frozen=True):
    """One pass of a run: what it was allowed to do."""

    boosted: bool
    may_swap: bool
    may_writepage: bool


class KswapdRun(msgspec.Struct, frozen=True):
    """One run: the order it stopped at, its passes, pages that left the node."""

    order: int
    passes: tuple[Pass, ...]
    nr_reclaimed: int


def balance_pgdat(ctx: Context, nid: int, order: int, *, laptop_mode: bool = False) -> KswapdRun:
    """One kswapd run. A dropped boost pass does not count; nor does a run that began boosted fail.

    Source: mm/vmscan.c, balance_pgdat; patch 16 of 27.
    """
    node = ctx.state.nodes[nid]
    policy = node_private_reclaim_policy(ctx, nid)
    boosts = {zone.idx: zone.boost for zone in node.zones if zone.boost}
    left = sum(boosts.values())
    passes: list[Pass] = []
    total = 0
    while True:
        balanced = pgdat_balanced(node, order)
        boosting = left > 0
        if boosting and not balanced:
            left = 0
            continue
        if not boosting and balanced:
            break
        current = Pass(
            boosting,
            (not boosting) or policy.may_swap,
            (not laptop_mode and not boosting) or policy.may_writepage,
        )
        passes.append(current)
        if len(passes) == 1:
            ctx.at("first_pass")
        got = shrink_node(ctx, nid, current, 0 if not boosting else left)
        total += got
        if not got:
            break
        left = max(left - got, 0)
    if not total and passes and not boosts:
        ctx.undo.assign(node, "kswapd_failures", node.kswapd_failures + 1)
    if not owns_boost(ctx, policy):
        for idx, boost in boosts.items():
            zone = node.zones[idx]
            ctx.undo.assign(zone, "boost", max(zone.boost - boost, 0))
    ctx.undo.assign(node, "kswapd_order", 0)
    return KswapdRun(order, tuple(passes), total)


def shrink_node(ctx: Context, nid: int, what: Pass, wanted: int) -> int:
    """Scans the LRU of a node until it is balanced (or `wanted` pages went).

    Demotion aims at what one round of kswapd does. Source: mm/vmscan.c, kswapd_shrink_node.
    """
    done = 0
    if can_demote(ctx, nid) or cram_can_demote(ctx, nid):
        runs = [run for obj in _lru(ctx, nid) for run in _runs_on(obj, nid)]
        managed = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
        aim = wanted or sum(max(zone.high, SWAP_CLUSTER_MAX) for zone in managed)
        batch = Batch(runs, sum(end - first for _, first, end in runs)).head(aim)
        done += demote_to_cram(ctx, batch, nid)
        done += demote_folio_list(ctx, batch, nid) if can_demote(ctx, nid) else 0
    for obj in _lru(ctx, nid):
        for _, first, end in _runs_on(obj, nid):
            lack = wanted - done if wanted else _lack(ctx, nid)
            if lack <= 0:
                return done
            done += _reclaim_run(ctx, obj, first, end, what, lack)
    return done


def _lack(ctx: Context, nid: int) -> int:
    """Pages that the zone nearest to balance still lacks."""
    zones = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    return min((zone.high + zone.boost + 1 - zone.free for zone in zones), default=0)


def _lru(ctx: Context, nid: int) -> list[PageObject]:
    return [
        obj
        for _, obj in sorted(ctx.state.objects.items())
        if any(zone[0] == nid for zone in obj.counts(0, 1 << 62))
    ]


def _runs_on(obj: PageObject, nid: int) -> list[tuple[PageObject, int, int]]:
    return [(obj, a, b) for a, b, zone in list(obj.runs(0, 1 << 62)) if zone[0] == nid]


def _reclaim_run(ctx: Context, obj: PageObject, first: int, end: int, what: Pass, lack: int) -> int:
    """Takes up to `lack` pages of a run out of memory, by swap or from the page cache."""
    if obj.kind == "anon":
        return swap_out(ctx, obj, first, end, lack) if what.may_swap else 0
    if obj.kind != "file" or ctx.state.inodes[obj.name].fs != "ext4":
        return 0
    done = 0
    for low, high in obj.extra.holes(first, end):
        parts = [(low, high)] if what.may_writepage else obj.dirty.holes(low, high)
        for a, b in parts:
            for c, d in obj.unmarked("pin", a, min(b, a + lack - done)):
                free_folios(ctx, obj, c, d)
                done += d - c
    return done


def keeps_boost(ctx: Context, nid: int) -> bool:
    """Whether a recompute of the watermarks leaves the boost of a node alone; asks its service."""
    return owns_boost(ctx, node_private_reclaim_policy(ctx, nid))


def recompute_wmarks(ctx: Context) -> None:
    """__setup_per_zone_wmarks: asks each service once whose boost it is."""
    setup_per_zone_wmarks(ctx.state, ctx.undo, partial(keeps_boost, ctx))
