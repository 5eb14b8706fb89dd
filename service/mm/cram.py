"""mm/cram, the service of compressed RAM: registration and pressure (patch 23).

Folios enter a node of cram by demotion, are mapped read-only, go to swap when its kswapd ages them
and back to DRAM when they are written. How full the device really is arrives as one number, the
pressure 0 to 1000: it boosts the watermark of the node's first zone, so that kswapd evicts and new
folios find less room, and at 1000 nothing may enter. Ratio and capacity are the driver's business.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.binders import spans_that_may_go
from service.mm.commands.base import Answer
from service.mm.commands.cram import (
    CramClearPressure,
    CramPressureAnswer,
    CramRegisterPrivateNode,
    CramSetPressure,
    CramUnpurge,
    CramUnregisterPrivateNode,
)
from service.mm.context import Context
from service.mm.cram_free import CRAM, RESOLVED
from service.mm.cram_state import CRAM_PRESSURE_MAX, CramNode
from service.mm.fault_inject import should_fail
from service.mm.flush import init_for
from service.mm.kswapd import wakeup_kswapd
from service.mm.memory_tiers import memory_tier_refresh_demotion
from service.mm.migrate import may_leave, movable_spans, move_folios
from service.mm.node_private import point_to
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.state import Node, NodePrivateOps
from service.mm.swap import swap_out
from service.mm.zones import ZONE_MOVABLE
from service.reasons import KernelError

#: the ops table that cram installs (patch 23, cram_private_ops)
CRAM_OPS: Final = NodePrivateOps(
    CRAM,
    (
        "NP_OPS_MIGRATION",
        "NP_OPS_DEMOTION",
        "NP_OPS_PROTECT_WRITE",
        "NP_OPS_RECLAIM",
        "NP_OPS_NUMA_BALANCING",
    ),
    ("free_folio", "migrate_to", "folio_migrate", "handle_fault", "reclaim_policy"),
    CRAM,
    (
        ("free_folio", CRAM),
        ("handle_fault", CRAM),
        ("reclaim_policy", "managed_watermarks,may_swap,may_writepage"),
    ),
)
#: gfp of the way out at unregister: DRAM only (no key), never an OOM kill
EVACUATE_GFP: Final = g.GFP_HIGHUSER_MOVABLE | g.GFP_RETRY_MAYFAIL | g.GFP_NOWARN
#: what set_pressure says of kswapd when there is no boost to wake it for
NOT_ASKED: Final = "not_asked"


def need_cram(ctx: Context, rule: str, version: str) -> None:
    """Whether the kernel has this cram. Refuses: CRAM_NOT_BUILT."""
    if ctx.knobs.cram != version or "CRAM" in ctx.state.config_off:
        raise KernelError("CRAM_NOT_BUILT", rule=rule)


def register(ctx: Context, nid: int, owner: str, flush_cb: str = "", answer: str = RESOLVED) -> str:
    """cram_register_private_node: what it did, in words.

    `flush_cb` names the driver's callback ("": none), `answer` is what it gives.
    Refuses: CRAM_NOT_BUILT, CRAM_NODE_NOT_PRIVATE, CRAM_HAS_OTHER_OWNER, an injected error.
    """
    rule = "cram.register"
    need_cram(ctx, rule, "v4")
    if nid < 0 or not ctx.state.n_memory_private >> nid & 1:
        raise KernelError("CRAM_NODE_NOT_PRIVATE", rule=rule, nid=nid)
    known = ctx.state.cram.get(nid)
    if known is not None:
        if known.owner != owner:
            raise KernelError("CRAM_HAS_OTHER_OWNER", rule=rule, nid=nid, owner=known.owner)
        return f"{owner} had registered node {nid} before: nothing changes, nor does the callback"
    should_fail(ctx, "kzalloc:cram_node")
    node = ctx.state.nodes[nid]
    assert node.node_private is not None, "a private node with memory has a node_private"
    ctx.undo.set(ctx.state.cram, nid, CramNode(owner, flush_cb, answer))
    point_to(ctx, node, CRAM_OPS)
    ctx.undo.assign(node, "kswapd", value=True)
    memory_tier_refresh_demotion(ctx.state, ctx.undo)
    ctx.effect("node_state", nid=nid, detail=f"cram of {owner}; kswapd runs")
    return f"node {nid} is compressed RAM of {owner}: demotion may enter, writes promote"


def unregister(ctx: Context, nid: int) -> str:
    """cram_unregister_private_node: what it did, in words. Cell `cram.unregister`.

    Refuses: CRAM_NOT_BUILT, CRAM_NID_RANGE, CRAM_NOT_REGISTERED, CRAM_NODE_BUSY.
    """
    rule = "cram.unregister"
    _need_node(ctx, nid, rule)
    node = ctx.state.nodes[nid]
    ctx.used("cram.unregister")
    evacuates = ctx.knobs.cram_unregister == "evacuates"
    if evacuates and (stay := _evacuate(ctx, nid)):
        raise KernelError("CRAM_NODE_BUSY", rule=rule, nid=nid, nr=stay)
    ctx.undo.assign(node, "kswapd", value=False)
    np = node.node_private
    if np is None or np.ops is None or np.ops.migrate_to != CRAM:
        ctx.effect("warning", nid=nid, name="WARN_ON node_private_clear_ops")
    else:
        point_to(ctx, node, None)
    if evacuates:
        _set_blocked(ctx, node, blocked=False)
        for zone in node.zones:
            if zone.boost:
                ctx.undo.assign(zone, "boost", 0)
    ctx.undo.delete(ctx.state.cram, nid)
    memory_tier_refresh_demotion(ctx.state, ctx.undo)
    ctx.effect("node_state", nid=nid, detail="no longer cram's; kswapd stopped")
    left = "its folios have left" if evacuates else "folios, pressure and boost stay behind"
    return f"node {nid} is no compressed RAM any more: {left}"


def _need_node(ctx: Context, nid: int, rule: str) -> CramNode:
    """The registered node. Refuses: CRAM_NOT_BUILT, CRAM_NID_RANGE, CRAM_NOT_REGISTERED."""
    need_cram(ctx, rule, "v4")
    if not 0 <= nid < ctx.state.max_numnodes:
        raise KernelError("CRAM_NID_RANGE", rule=rule, nid=nid)
    node = ctx.state.cram.get(nid)
    if node is None:
        raise KernelError("CRAM_NOT_REGISTERED", rule=rule, nid=nid)
    return node


def objects_on(ctx: Context, nid: int) -> list[tuple[PageObject, int, int]]:
    """Runs of pages of objects that are on a node."""
    return [
        (obj, a, b)
        for _, obj in sorted(ctx.state.objects.items())
        for a, b, zone in list(obj.runs(0, 1 << 62))
        if zone[0] == nid
    ]


def _evacuate(ctx: Context, nid: int) -> int:
    """Folios go to DRAM by the node's own list, else to swap; pages that stay."""
    slots = [Slot((Request(nid, EVACUATE_GFP, nodemask=ctx.state.n_memory),))]
    if may_leave(ctx, nid):
        for obj, first, end in objects_on(ctx, nid):
            for low, high in movable_spans(ctx, obj, first, end):
                for span in spans_that_may_go(ctx, obj, low, high, ctx.state.n_memory):
                    move_folios(ctx, nid, obj, span, slots, 0)
        for obj, first, end in objects_on(ctx, nid):
            swap_out(ctx, obj, first, end)
    return sum(end - first for _, first, end in objects_on(ctx, nid))


def _set_blocked(ctx: Context, node: Node, *, blocked: bool) -> None:
    """np.migration_blocked, where the node has a node_private."""
    np = node.node_private
    if np is not None and np.migration_blocked != blocked:
        changed = msgspec.structs.replace(np, migration_blocked=blocked)
        ctx.undo.assign(node, "node_private", changed)


def set_pressure(ctx: Context, nid: int, pressure: int) -> str:
    """cram_set_pressure: what became of kswapd (`not_asked` without a boost).

    A node that is not registered is no error: nothing happens. Source: patch 23 of 27.
    """
    registered = ctx.state.cram.get(nid)
    if registered is None:
        return NOT_ASKED
    pressure = min(pressure, CRAM_PRESSURE_MAX)
    changed = msgspec.structs.replace(registered, pressure=pressure)
    ctx.undo.set(ctx.state.cram, nid, changed)
    node = ctx.state.nodes[nid]
    blocked = pressure >= CRAM_PRESSURE_MAX
    _set_blocked(ctx, node, blocked=blocked)
    entry = "nothing may enter" if blocked else "demotion may enter"
    detail = f"{pressure} of {CRAM_PRESSURE_MAX}, {entry}"
    ctx.effect("node_state", nid=nid, name="pressure", detail=detail)
    zone = next((each for each in node.zones if each.managed), None)
    if zone is None:
        return NOT_ASKED
    boost = zone.managed * pressure // CRAM_PRESSURE_MAX
    ctx.undo.assign(zone, "boost", boost)
    return wakeup_kswapd(ctx, zone, 0, ZONE_MOVABLE) if boost else NOT_ASKED


def cram_register_private_node(ctx: Context, command: CramRegisterPrivateNode) -> Answer:
    """cram_register_private_node(nid, owner, flush_cb, flush_data)."""
    given = command.flush_cb
    callback = (given.name, given.answer) if given is not None else ("", RESOLVED)
    init_for(ctx, command.nid, given)
    ctx.decide("cram.register", text=register(ctx, command.nid, command.owner, *callback))
    return ctx.answer(Answer)


def cram_unregister_private_node(ctx: Context, command: CramUnregisterPrivateNode) -> Answer:
    """cram_unregister_private_node(nid)."""
    ctx.decide("cram.unregister", text=unregister(ctx, command.nid))
    return ctx.answer(Answer)


def cram_unpurge(ctx: Context, command: CramUnpurge) -> Answer:
    """cram_unpurge(nid): the flag has no other setter in the series."""
    node = _need_node(ctx, command.nid, "cram.unpurge")
    ctx.undo.set(ctx.state.cram, command.nid, msgspec.structs.replace(node, purged=False))
    ctx.decide("cram.unpurge", text=f"node {command.nid} is not purged")
    return ctx.answer(Answer)


def _pressure_answer(ctx: Context, nid: int, kswapd: str) -> Answer:
    """What the call left behind; it returns nothing in the kernel."""
    node = ctx.state.cram.get(nid)
    if node is None:
        ctx.decide("cram.pressure", text=f"node {nid} is none of cram's: nothing happens")
        return ctx.answer(CramPressureAnswer, kswapd=NOT_ASKED)
    kernel_node = ctx.state.nodes[nid]
    boost = next((zone.boost for zone in kernel_node.zones if zone.managed), 0)
    np = kernel_node.node_private
    blocked = np is not None and np.migration_blocked
    entry = "nothing may enter" if blocked else "demotion may enter"
    text = f"pressure {node.pressure} boosts the watermark by {boost} pages; {entry}"
    ctx.decide("cram.pressure", text=text)
    return ctx.answer(
        CramPressureAnswer,
        pressure=node.pressure,
        migration_blocked=blocked,
        watermark_boost=boost,
        kswapd=kswapd,
    )


def cram_set_pressure(ctx: Context, command: CramSetPressure) -> Answer:
    """cram_set_pressure(nid, pressure)."""
    return _pressure_answer(ctx, command.nid, set_pressure(ctx, command.nid, command.pressure))


def cram_clear_pressure(ctx: Context, command: CramClearPressure) -> Answer:
    """cram_clear_pressure(nid): pressure 0."""
    return _pressure_answer(ctx, command.nid, set_pressure(ctx, command.nid, 0))
