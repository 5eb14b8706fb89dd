"""kswapd on private nodes: rights, the service's reclaim policy, one run (mm/vmscan.c; patch 16).

A node without NP_OPS_RECLAIM is left alone by kswapd wake-ups and direct reclaim. A service that
drives kswapd by the watermark boost may allow swap and writeback in boosted passes, and keep the
boost across runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from service.mm.context import Context
from service.mm.folio import node_ops
from service.mm.memcg_protect import with_low_reserves
from service.mm.state import Node, Zone
from service.mm.vmscan import SWAP_CLUSTER_MAX, ScanControl, shrink_node, zone_reclaim_allowed
from service.mm.watermark import setup_per_zone_wmarks

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
    if not any(each.effect == "kswapd_woken" and each.nid == zone.nid for each in ctx.effects):
        ctx.effect("kswapd_woken", nid=zone.nid)
    return "woken"


def wake_all_kswapds(ctx: Context, zones: Sequence[Zone], order: int, highest: int) -> None:
    """Wakes the kswapd of each node of the zones of a request, in list order.

    Source: mm/page_alloc.c, wake_all_kswapds.
    """
    last = None
    for zone in zones:
        if zone.managed and zone.nid != last:
            last = zone.nid
            wakeup_kswapd(ctx, zone, order, highest)


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
        got = shrink_pass(ctx, nid, current, left if boosting else 0)
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


def shrink_pass(ctx: Context, nid: int, what: Pass, wanted: int) -> int:
    """One pass over a node, until it is balanced (or `wanted` pages went).

    Demotion aims at what one round of kswapd does. Source: mm/vmscan.c, kswapd_shrink_node.
    """
    managed = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    aim = wanted or sum(max(zone.high, SWAP_CLUSTER_MAX) for zone in managed)
    control = ScanControl(
        wanted or _lack(ctx, nid),
        aim,
        "kswapd",
        may_swap=what.may_swap,
        may_writepage=what.may_writepage,
    )
    return with_low_reserves(ctx, "/", lambda: shrink_node(ctx, nid, control))


def _lack(ctx: Context, nid: int) -> int:
    """Pages that the zone nearest to balance still lacks."""
    zones = [zone for zone in ctx.state.nodes[nid].zones if zone.managed]
    return min((zone.high + zone.boost + 1 - zone.free for zone in zones), default=0)


def keeps_boost(ctx: Context, nid: int) -> bool:
    """Whether a recompute of the watermarks leaves the boost of a node alone; asks its service."""
    return owns_boost(ctx, node_private_reclaim_policy(ctx, nid))


def recompute_wmarks(ctx: Context) -> None:
    """__setup_per_zone_wmarks: asks each service once whose boost it is."""
    setup_per_zone_wmarks(ctx.state, ctx.undo, partial(keeps_boost, ctx))
