"""Kernel threads and demotion targets at the request of a node's service (patches 14, 22, 23)."""

from __future__ import annotations

from service.mm.commands.base import Answer
from service.mm.commands.kthreads import KswapdRun, KswapdStop, MemoryTierRefreshDemotion
from service.mm.context import Context
from service.mm.memory_tiers import demotion_targets, memory_tier_refresh_demotion
from service.mm.nodemask import format_nodelist, nodes_of
from service.mm.state import Node, unknown_node


def _node(ctx: Context, nid: int) -> Node:
    """A node that is online. Refuses: UNKNOWN_NODE."""
    if not ctx.state.online >> nid & 1:
        raise unknown_node(ctx.state, nid)
    return ctx.state.nodes[nid]


def kswapd_run(ctx: Context, command: KswapdRun) -> Answer:
    """kswapd_run(nid). Refuses: UNKNOWN_NODE."""
    node = _node(ctx, command.nid)
    text = f"kswapd of node {node.nid} was running" if node.kswapd else f"kswapd{node.nid} runs now"
    ctx.undo.assign(node, "kswapd", value=True)
    ctx.decide("kswapd.started", text=text)
    return ctx.answer(Answer)


def kswapd_stop(ctx: Context, command: KswapdStop) -> Answer:
    """kswapd_stop(nid). Refuses: UNKNOWN_NODE."""
    node = _node(ctx, command.nid)
    ctx.undo.assign(node, "kswapd", value=False)
    ctx.decide("kswapd.started", text=f"no kswapd runs on node {node.nid}")
    return ctx.answer(Answer)


def refresh_demotion(ctx: Context, command: MemoryTierRefreshDemotion) -> Answer:
    """memory_tier_refresh_demotion()."""
    del command
    memory_tier_refresh_demotion(ctx.state, ctx.undo)
    targets = [
        f"{nid} to {format_nodelist(mask)}"
        for nid in nodes_of(ctx.state.n_memory)
        if (mask := demotion_targets(ctx.state, nid)[0])
    ]
    ctx.decide("tiers.refreshed", text=", ".join(targets) or "nowhere")
    return ctx.answer(Answer)
