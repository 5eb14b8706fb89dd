"""Demotion by reclaim: whether a node may demote, and who takes the folios (mm/vmscan.c; patch 14).

A private target is asked through its migrate_to; an error or a rest sends the walk to the next
node of the lower tiers, cyclically by id, until a node without a service takes over by generic
migration, which carries no key and so never reaches a private node.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Key, Slot, own_key
from service.mm.batch import Batch
from service.mm.context import Context
from service.mm.cpuset import effective_mems
from service.mm.folio import folios
from service.mm.memory_tiers import demotion_targets
from service.mm.migrate import movable_spans, move_folios
from service.mm.migrate_to import node_private_migrate_to
from service.mm.nodemask import first_node, next_node_in
from service.mm.page_alloc import Request
from service.mm.versions import KERNEL_VERSIONS

#: gfp of demotion targets (alloc_demote_folio): no direct reclaim, no warning
DEMOTION_GFP = (g.GFP_HIGHUSER_MOVABLE & ~g.GFP_RECLAIM) | g.GFP_NOWARN | g.GFP_NOMEMALLOC


def next_demotion_node(ctx: Context, nid: int) -> int:
    """The preferred target, -1 without one; the kernel draws, the twin takes the lowest id."""
    preferred, _ = demotion_targets(ctx.state, nid)
    return first_node(preferred) if preferred else -1


def node_private_migration_blocked(ctx: Context, nid: int) -> bool:
    """Whether the service of a node asks to pause demotion into it."""
    node = ctx.state.nodes.get(nid)
    return (
        node is not None and node.node_private is not None and node.node_private.migration_blocked
    )


def mem_cgroup_node_allowed(ctx: Context, path: str, nid: int) -> bool:
    """Whether the cpuset of a memory cgroup holds a node; v1 cpusets are not asked."""
    state = ctx.state
    if state.cpusets_v1 or not KERNEL_VERSIONS[state.kernel_version].demotion_filtered_by_cpuset:
        return True
    return bool(effective_mems(state, path) >> nid & 1)


def can_demote(ctx: Context, nid: int, memcg: str | None = None) -> bool:
    """can_demote: the knob, a target, its service's consent, the memory cgroup's cpuset."""
    if not ctx.state.demotion_enabled:
        return False
    target = next_demotion_node(ctx, nid)
    if target < 0:
        return False
    if node_private_migration_blocked(ctx, target):
        ctx.note("check", name="can_demote", nid=target, detail="migration_blocked is set")
        return False
    return memcg is None or mem_cgroup_node_allowed(ctx, memcg, target)


def demote_folio_list(ctx: Context, batch: Batch, nid: int) -> int:
    """Moves the folios of a list to lower tiers; how many it says it moved."""
    target = next_demotion_node(ctx, nid)
    _, allowed = demotion_targets(ctx.state, nid)
    if not batch.nr_pages or target < 0:
        return 0
    first, done = target, 0
    asked = ctx.knobs.key_demotion == "migrate_to"
    while asked and ctx.state.n_memory_private >> target & 1:
        why = ("MIGRATE_ASYNC", "MR_DEMOTION")
        moved = node_private_migrate_to(ctx, nid, batch, target, why, nr=True)
        done += moved.reported
        batch = _left(batch, nid)
        if moved.outcome == 0 or not batch.nr_pages:
            return done
        target = next_node_in(target, allowed)
        if target == first:
            return done
    generic = _generic(ctx, batch, nid, target, allowed)
    ctx.used("demotion.count")
    return done + generic if ctx.knobs.demotion_count == "sum" else generic


def _left(batch: Batch, nid: int) -> Batch:
    """The folios of a list that are still on their node."""
    runs = [
        (obj, low, high)
        for obj, first, end in batch.runs
        for low, high, zone in list(obj.runs(first, end))
        if zone[0] == nid
    ]
    return Batch(runs, sum(end - first for _, first, end in runs))


def _generic(ctx: Context, batch: Batch, nid: int, target: int, allowed: int) -> int:
    """migrate_pages with alloc_demote_folio: the target alone, then the lower tiers, no key."""
    private = ctx.state.n_memory_private >> target & 1 and ctx.knobs.key_demotion == "key"
    key = own_key(ctx) if private else Key()
    gfp = DEMOTION_GFP | key.gfp
    alone = Request(target, gfp | g.GFP_THISNODE, private=key.private, folio=True)
    wide = Request(target, gfp, nodemask=allowed, private=key.private, folio=True)
    slots = [Slot((alone, wide))]
    done = 0
    for obj, first, end in batch.runs:
        for span in movable_spans(ctx, obj, first, end):
            number = folios(obj, *span)
            moved = move_folios(ctx, nid, obj, span, slots, 0)
            left = folios(obj, span[0] + moved, span[1]) if moved < span[1] - span[0] else 0
            done += number - left
    return done
