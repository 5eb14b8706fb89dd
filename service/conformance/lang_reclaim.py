"""Migration helpers, tiers, demotion and reclaim of the case language, as engine functions."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, errno_of
from service.conformance.verdict import Unsupported
from service.mm.alloc_mpol import local_nid
from service.mm.batch import Batch
from service.mm.context import Context
from service.mm.cram_pick import demote_to_cram
from service.mm.demote import can_demote, demote_folio_list
from service.mm.evictable import evictable, locked_pages
from service.mm.folio import folios
from service.mm.lru import group_pages
from service.mm.memory_tiers import (
    demotion_targets,
    lower_tier_mask,
    memory_tier_refresh_demotion,
    set_node_memory_tier,
    tier_of,
)
from service.mm.migrate_to import node_private_migrate_to
from service.mm.nodemask import nodes_of
from service.mm.numa_balancing import damon_migrate, migrate_misplaced_folio, prepare_misplaced
from service.mm.objects import PageObject
from service.mm.swap import swap_out
from service.reasons import KernelError


def batch_of(ctx: Context, host: LangHost, op: dict[str, Any]) -> Batch:
    """The folios of an operation's range, in address order."""
    mm, first, end = host.span(op)
    runs = [
        (ctx.state.objects[obj_id], low + shift, high + shift)
        for low, high, (obj_id, shift, _) in mm.pages.overlaps(first, end)
        if obj_id in ctx.state.objects
    ]
    return Batch(runs, sum(high - low for _, low, high in runs))


def _node_private_migrate_to(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        batch = batch_of(ctx, host, op)
        local = local_nid(ctx.state, host.task(op))
        why = (op.get("mode", "MIGRATE_SYNC"), op.get("reason", "MR_SYSCALL"))
        moved = node_private_migrate_to(ctx, local, batch, op["nid"], why)
    if isinstance(moved.outcome, KernelError):
        return Outcome(errno_of(moved.outcome))
    return Outcome(moved.outcome)


def _migrate_misplaced(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The prepare step, then the migration of one folio."""
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a folio that is not there")
    with host.hook() as ctx:
        prepare_misplaced(ctx, obj, index, op["node"])
        migrate_misplaced_folio(ctx, obj, index, op["node"])
    return Outcome()


def _prepare(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a folio that is not there")
    with host.hook() as ctx:
        prepare_misplaced(ctx, obj, index, op["node"])
    return Outcome()


def _migrate_folio(host: LangHost, op: dict[str, Any]) -> Outcome:
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a folio that is not there")
    with host.hook() as ctx:
        migrate_misplaced_folio(ctx, obj, index, op["node"])
    return Outcome()


def _damon_migrate(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(damon_migrate(ctx, batch_of(ctx, host, op).runs, op["node"]))


def _refresh_demotion(host: LangHost, op: dict[str, Any]) -> Outcome:
    del op
    with host.hook() as ctx:
        memory_tier_refresh_demotion(ctx.state, ctx.undo)
    return Outcome()


def targets_of(host: LangHost) -> dict[str, list[int]]:
    """Node -> its preferred demotion targets."""
    return {
        str(nid): list(nodes_of(demotion_targets(host.state, nid)[0]))
        for nid in nodes_of(host.state.possible)
    }


def _demotion_targets(host: LangHost, op: dict[str, Any]) -> Outcome:
    found = targets_of(host)
    value = found[str(op["node"])] if "node" in op else found
    return Outcome(value=value, demotion=found)


def _lower_tier_mask(host: LangHost, op: dict[str, Any]) -> Outcome:
    return Outcome(value=list(nodes_of(lower_tier_mask(host.state, op["node"]))))


def _tier_of(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The position of a node's tier in the tiers of the case."""
    tier = tier_of(host.state, op["node"])
    return Outcome(value=None if tier is None else host.fixture.tier_index(tier))


def _set_node_memory_tier(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        done = set_node_memory_tier(ctx.state, ctx.undo, op["node"])
    return Outcome(0 if done else "EINVAL")


def _can_demote(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(can_demote(ctx, op["nid"], op.get("memcg")))


def cold_folios(host: LangHost, ctx: Context, node: int, count: int, memcg: str | None) -> Batch:
    """The first `count` mapped pages on a node, of one cgroup or of all."""
    paths = [memcg] if memcg is not None else sorted(host.state.cgroups)
    runs: list[tuple[PageObject, int, int]] = []
    for path in paths:
        for obj, first, end in group_pages(ctx, path, node):
            stop = min(end, first + count)
            if first < stop:
                runs.append((obj, first, stop))
                count -= stop - first
    return Batch(runs, sum(end - first for _, first, end in runs))


def _demote(host: LangHost, op: dict[str, Any]) -> Outcome:
    """One pass over cold folios: demotion where it is allowed, then swap."""
    node, memcg = op["node"], op.get("memcg")
    with host.hook() as ctx:
        batch = cold_folios(host, ctx, node, op["count"], memcg)
        done = demote_to_cram(ctx, batch, node)
        if can_demote(ctx, node, memcg):
            done += demote_folio_list(ctx, batch, node)
        if done:
            ctx.count(f"pgdemote_{op.get('by', 'kswapd')}", node, done)
        for obj, first, end in batch.runs:
            for low, high, zone in list(obj.runs(first, end)):
                if zone[0] == node:
                    swap_out(ctx, obj, low, high)
    return Outcome(done)


def _demote_folio_list(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        return Outcome(demote_folio_list(ctx, batch_of(ctx, host, op), op["node"]))


def _shrink_folio_list(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        locked = locked_pages(ctx.state)
        listed = batch_of(ctx, host, op).runs
        runs = [(obj, *span) for obj, a, b in listed for span in evictable(obj, a, b, locked)]
        batch = Batch(runs, sum(end - first for _, first, end in runs))
        done = demote_to_cram(ctx, batch, op["node"])
        if can_demote(ctx, op["node"]):
            done += demote_folio_list(ctx, batch, op["node"])
        for obj, first, end in batch.runs:
            for low, high, zone in list(obj.runs(first, end)):
                if zone[0] == op["node"]:
                    number = folios(obj, low, high)
                    swap_out(ctx, obj, low, high)
                    done += number - sum(folios(obj, a, b) for a, b, _ in obj.runs(low, high))
    return Outcome(done)


RECLAIM_OPS: Final[dict[str, Handler]] = {
    "node_private_migrate_to": _node_private_migrate_to,
    "migrate_misplaced": _migrate_misplaced,
    "migrate_misplaced_folio_prepare": _prepare,
    "migrate_misplaced_folio": _migrate_folio,
    "damon_migrate": _damon_migrate,
    "refresh_demotion": _refresh_demotion,
    "demotion_targets": _demotion_targets,
    "lower_tier_mask": _lower_tier_mask,
    "tier_of": _tier_of,
    "set_node_memory_tier": _set_node_memory_tier,
    "can_demote": _can_demote,
    "demote": _demote,
    "demote_folio_list": _demote_folio_list,
    "shrink_folio_list": _shrink_folio_list,
}
