"""From a policy to frames: slots, patterns and pieces (mm/mempolicy.c, alloc_pages_mpol).

A policy becomes slots (whose turn a page is) with the requests that each slot makes. The zones that
the slots find form a pattern; a run of pages is placed by arithmetic up to where the first zone
reaches its mark, then the slots look again. That is exactly what faulting page by page does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.context import Context
from service.mm.mempolicy import allowed_nodes
from service.mm.nodemask import first_node, nodes_of
from service.mm.objects import PageObject
from service.mm.page_alloc import (
    ALLOC_CPUSET,
    Grant,
    Request,
    Walk,
    alloc_frozen_pages,
    get_page_from_freelist,
    preferred_nid,
    room,
    zone_statistics,
)
from service.mm.pattern import Pattern, weighted
from service.mm.state import HostState, Mempolicy, Task, ZoneKey
from service.mm.zones import ZONE_MOVABLE

KEY_BITS = {"none": 0, "__GFP_PRIVATE": g.GFP_PRIVATE_BIT, "__GFP_THISNODE": g.GFP_THISNODE}


class Slot(msgspec.Struct, frozen=True):
    """Whose turn: `requests` are tried in order, only the last one may reclaim or kill."""

    requests: tuple[Request, ...]
    weight: int = 1
    interleaved: bool = False


class Turns(msgspec.Struct, frozen=True):
    """The slots of a policy, and whose turn a page index is."""

    slots: Sequence[Slot]
    order: Pattern


class Placed(msgspec.Struct):
    """Pages up to `end` of the wish were placed, `counts` by zone; `failed` says why not more."""

    end: int
    failed: Grant | None = None
    preferred: int = 0
    counts: dict[ZoneKey, int] = msgspec.field(default_factory=dict)


def local_nid(state: HostState, task: Task) -> int:
    """numa_mem_id of the task's CPU: its node, or the nearest one with memory."""
    nid = state.cpu_nid[task.cpu]
    order = state.order_of[nid][0]
    return nid if state.n_memory >> nid & 1 or not order else order[0]


def apply_policy_zone(state: HostState, policy: Mempolicy, highest: int) -> bool:
    """Whether BIND restricts requests up to this zone. Source: apply_policy_zone."""
    kernel_zones = [
        zone
        for nid in sorted(state.nodes)
        for zone in state.nodes[nid].zones[:ZONE_MOVABLE]
        if zone.present
    ]
    policy_zone = max((zone.idx for zone in kernel_zones), default=0)
    if not any(policy.nodes >> zone.nid & 1 for zone in kernel_zones):
        policy_zone = ZONE_MOVABLE
    return highest >= policy_zone


def _bind_start(ctx: Context, policy: Mempolicy, local: int) -> int:
    """Where BIND starts: home node, CPU's node, or for private masks the model's choice."""
    if policy.home_node >= 0:
        return policy.home_node
    steered = policy.private and ctx.knobs.policy_bind_start == "lowest_of_mask"
    if steered and not policy.nodes >> local & 1:
        ctx.used("policy.bind_start")
        return first_node(policy.nodes)
    return local


def policy_slots(
    ctx: Context, task: Task, policy: Mempolicy | None, gfp: int, *, keyed: bool
) -> list[Slot]:
    """The slots of a policy, in pattern order. Source: mm/mempolicy.c, policy_nodemask.

    `keyed`: the site adds the model's key when the policy names private nodes (patch 13: only
    vma_alloc_folio and mbind's migration do).
    """
    state = ctx.state
    local = local_nid(state, task)
    if policy is not None and policy.private and keyed:
        gfp |= KEY_BITS[ctx.knobs.policy_key]
    base = Request(local, gfp, task=task)

    def at(nid: int, mask: int | None = None, flags: int = gfp) -> Request:
        return msgspec.structs.replace(base, preferred=nid, nodemask=mask, gfp=flags)

    if policy is None or policy.mode == m.MPOL_LOCAL:
        return [Slot((base,))]
    if policy.mode == m.MPOL_BIND:
        start = _bind_start(ctx, policy, local)
        applies = apply_policy_zone(state, policy, base.highest)
        applies = applies and bool(policy.nodes & allowed_nodes(ctx, task))
        return [Slot((at(start, policy.nodes if applies else None),))]
    if policy.mode == m.MPOL_PREFERRED:
        return [Slot((at(first_node(policy.nodes)),))]
    if policy.mode == m.MPOL_PREFERRED_MANY:
        start = policy.home_node if policy.home_node >= 0 else local
        first = (gfp | g.GFP_NOWARN) & ~(g.GFP_DIRECT_RECLAIM | g.GFP_NOFAIL)
        return [Slot((at(start, policy.nodes, first), at(start)))]
    if not policy.nodes:
        return [Slot((base,))]
    even = policy.mode == m.MPOL_INTERLEAVE
    return [
        Slot((at(nid),), 1 if even else state.weight_of(nid), interleaved=True)
        for nid in nodes_of(policy.nodes)
    ]


def _quiet(ctx: Context, slot: Slot) -> Grant:
    """What a slot finds without side effects: the low mark of each request, then the min mark."""
    for mark in ("low", "min"):
        for request in slot.requests:
            zone, walk = get_page_from_freelist(ctx, request, mark, ALLOC_CPUSET)
            if zone is not None:
                return Grant(zone, walk, room(zone, request, mark, 0))
    return Grant(None, Walk())


def _find(ctx: Context, slot: Slot) -> tuple[Grant, Request]:
    """The full allocation of a slot's turn."""
    grant = Grant(None, Walk())
    request = slot.requests[0]
    for request in slot.requests:
        grant = alloc_frozen_pages(ctx, request)
        if grant.zone is not None:
            break
    return grant, request


def place(
    ctx: Context,
    local: int,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
    slots: Sequence[Slot],
    *,
    arrived: Callable[[int, int], None] | None = None,
) -> Placed:
    """Gives the absent pages of `span` frames; `index + phase` decides whose turn a page is.

    `local` is the node of the CPU that allocates, for the counters. `arrived` is told of each piece
    before the next one is sought: what a task has so far counts when a victim is chosen.
    """
    index, end = span
    order = weighted([(slot, 0) for slot in range(len(slots))], [slot.weight for slot in slots])
    turns = Turns(slots, order)
    placed = Placed(end)
    while index < end:
        turn = order.slot_of(index + phase)
        grant, request = _find(ctx, slots[turn])
        placed.preferred = request.preferred
        if grant.zone is None:
            placed.end, placed.failed = index, grant
            break
        stop, pattern = _piece(ctx, (index + phase, end + phase), turns, turn, grant)
        stop -= phase
        for key, pages in ctx.store.populate(obj, index, stop, pattern, phase).items():
            ctx.note("placement", nid=key[0], nr_pages=pages)
            placed.counts[key] = placed.counts.get(key, 0) + pages
            _account(ctx, local, turns, key, (index + phase, stop + phase), pattern)
        if arrived is not None:
            arrived(index, stop)
        index = stop
    return placed


def _piece(
    ctx: Context, span: tuple[int, int], turns: Turns, turn: int, grant: Grant
) -> tuple[int, Pattern]:
    """Where the piece ends (the first zone reaches its mark) and which zones its slots have.

    `span` is in pattern indexes; it begins with a page of slot `turn`, whose room is `grant`.
    """
    index, end = span
    grants = {turn: grant}
    for other, slot in enumerate(turns.slots):
        if other == turn:
            continue
        found = _quiet(ctx, slot)
        if found.zone is None:
            end = min(end, turns.order.first_exceeding((other, 0), index, 1) - 1)
            found = grant
        grants[other] = found
    keys = [grants[slot].zone.key for slot in range(len(turns.slots))]  # type: ignore[union-attr]
    pattern = weighted(keys, [slot.weight for slot in turns.slots])
    for found in grants.values():
        assert found.zone is not None, "every slot has a zone here"
        if pattern.count(found.zone.key, index, end) > found.nr:
            end = min(end, pattern.first_exceeding(found.zone.key, index, found.nr))
    return end, pattern


def _account(
    ctx: Context,
    local: int,
    turns: Turns,
    key: ZoneKey,
    span: tuple[int, int],
    pattern: Pattern,
) -> None:
    """Counters of numastat for one zone's pages in a piece, slot by slot."""
    zone = ctx.state.zone(key)
    whole = len(pattern.slots) == 1
    for number, slot in enumerate(turns.slots):
        if not whole and pattern.slots[number][0] != key:
            continue
        pages = span[1] - span[0]
        if len(turns.slots) > 1:
            pages = turns.order.count((number, 0), *span)
        if pages:
            preferred = preferred_nid(ctx, slot.requests[0])
            turn = slot.requests[0].preferred if slot.interleaved else None
            zone_statistics(ctx, zone, preferred, local, pages, turn=turn)
