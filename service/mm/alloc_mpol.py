"""From a policy to frames: slots, patterns and pieces (mm/mempolicy.c, alloc_pages_mpol).

A policy becomes slots (whose turn a page is) with the requests that each slot makes. The zones that
the slots find form a pattern; a run of pages is placed by arithmetic up to where the first zone
reaches its mark, then the slots look again. That is exactly what faulting page by page does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple, Protocol

import msgspec

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.context import Context
from service.mm.mempolicy import allowed_nodes
from service.mm.nodemask import first_node, nodes_of
from service.mm.objects import PageObject
from service.mm.page_alloc import (
    Grant,
    Request,
    alloc_frozen_pages,
    numa_zone_alloc_allowed,
    peek,
    preferred_nid,
    zone_statistics,
    zonelist,
)
from service.mm.pattern import Pattern, weighted
from service.mm.state import HostState, Mempolicy, Task, Zone, ZoneKey
from service.mm.zones import ZONE_MOVABLE

#: policies that a host remembers at once
PLANS_MAX: Final = 512


class Key(NamedTuple):
    """What a request under a policy with private nodes carries: gfp bits, the model's own key."""

    gfp: int = 0
    private: bool = False


#: cell `policy.key` -> the key
POLICY_KEYS: Final[dict[str, Key]] = {
    "none": Key(),
    "__GFP_PRIVATE": Key(g.GFP_PRIVATE_BIT),
    "__GFP_THISNODE": Key(g.GFP_THISNODE),
    "scope": Key(private=True),
    "scope_thisnode": Key(g.GFP_THISNODE, private=True),
    "private_list": Key(private=True),
    "helper": Key(g.GFP_THISNODE, private=True),
}


def own_key(ctx: Context) -> Key:
    """The model's own key as a driver passes it, without the choice of a node."""
    gate = ctx.knobs.gate
    if gate == "flag":
        return Key(g.GFP_PRIVATE_BIT)
    return Key(private=gate in {"folio", "scope"} or ctx.knobs.selector != "thisnode")


class Slot(msgspec.Struct, frozen=True):
    """Whose turn: `requests` are tried in order, only the last one may reclaim or kill."""

    requests: tuple[Request, ...]
    weight: int = 1
    interleaved: bool = False


class Turns(msgspec.Struct):
    """The slots of a policy, and whose turn a page index is."""

    slots: Sequence[Slot]
    order: Pattern
    #: model cells that the slots rest on
    cells: tuple[str, ...] = ()
    #: per slot the zone that it finds while its nodes have room (None: none); worked out once
    usual: tuple[Zone | None, ...] = ()
    #: the layout of those zones, when every slot has one
    pattern: Pattern | None = None


class Placed(msgspec.Struct):
    """Pages up to `end` of the wish were placed, `counts` by zone; `failed` says why not more."""

    end: int
    failed: Grant | None = None
    preferred: int = 0
    counts: dict[ZoneKey, int] = msgspec.field(default_factory=dict)


def local_nid(state: HostState, task: Task) -> int:
    """numa_node_id of the task's CPU, with memory or without: x86-64 has no memoryless nodes."""
    return state.cpu_nid[task.cpu]


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


def _bind_start(ctx: Context, policy: Mempolicy, local: int) -> tuple[int, tuple[str, ...]]:
    """Where BIND starts: home node, CPU's node, or for private masks the model's choice.

    With the cells that the choice rests on.
    """
    if policy.home_node >= 0:
        return policy.home_node, ()
    steered = policy.private and ctx.knobs.policy_bind_start == "lowest_of_mask"
    if steered and not policy.nodes >> local & 1:
        return first_node(policy.nodes), ("policy.bind_start",)
    return local, ()


def policy_turns(
    ctx: Context, task: Task, policy: Mempolicy | None, gfp: int, *, keyed: bool
) -> Turns:
    """The slots of a policy and their turns, worked out once for as long as nothing changes.

    `keyed`: the site adds the model's key when the policy names private nodes (patch 13: only
    vma_alloc_folio and mbind's migration do).
    """
    state = ctx.state
    local, allowed = state.cpu_nid[task.cpu], task.mems_allowed
    plan = (task, local, allowed, policy, gfp, keyed, state.n_memory, state.n_memory_private)
    turns: Turns | None = state.plans.get(plan)
    if turns is None:
        slots, cells = _slots(ctx, task, policy, gfp, keyed=keyed)
        turns = turns_of(slots)
        turns.cells = cells
        if len(state.plans) >= PLANS_MAX:
            state.plans.clear()
        state.plans[plan] = turns
    if turns.cells:
        ctx.used(*turns.cells)
    return turns


def policy_slots(
    ctx: Context, task: Task, policy: Mempolicy | None, gfp: int, *, keyed: bool
) -> list[Slot]:
    """The slots of a policy, in pattern order; `keyed` as for `policy_turns`."""
    return list(policy_turns(ctx, task, policy, gfp, keyed=keyed).slots)


def _slots(
    ctx: Context, task: Task, policy: Mempolicy | None, gfp: int, *, keyed: bool
) -> tuple[list[Slot], tuple[str, ...]]:
    """The slots of a policy and the cells they rest on. Source: mm/mempolicy.c, policy_nodemask."""
    state = ctx.state
    local = local_nid(state, task)
    key = Key()
    if policy is not None and policy.private and keyed:
        key = POLICY_KEYS[ctx.knobs.policy_key]
    gfp |= key.gfp
    base = Request(local, gfp, task=task, private=key.private, folio=True)

    def at(nid: int, mask: int | None = None, flags: int = gfp) -> Request:
        return msgspec.structs.replace(base, preferred=nid, nodemask=mask, gfp=flags)

    if policy is None or policy.mode == m.MPOL_LOCAL:
        return [Slot((base,))], ()
    if policy.mode == m.MPOL_BIND:
        start, cells = _bind_start(ctx, policy, local)
        applies = apply_policy_zone(state, policy, base.highest)
        applies = applies and bool(policy.nodes & allowed_nodes(ctx, task))
        return [Slot((at(start, policy.nodes if applies else None),))], cells
    if policy.mode == m.MPOL_PREFERRED:
        return [Slot((at(first_node(policy.nodes)),))], ()
    if policy.mode == m.MPOL_PREFERRED_MANY:
        start = policy.home_node if policy.home_node >= 0 else local
        first = (gfp | g.GFP_NOWARN) & ~(g.GFP_DIRECT_RECLAIM | g.GFP_NOFAIL)
        return [Slot((at(start, policy.nodes, first), at(start)))], ()
    if not policy.nodes:
        return [Slot((base,))], ()
    even = policy.mode == m.MPOL_INTERLEAVE
    return [
        Slot((at(nid),), 1 if even else state.weight_of(nid), interleaved=True)
        for nid in nodes_of(policy.nodes)
    ], ()


def page_table_nid(ctx: Context, task: Task, gfp: int) -> int:
    """The node that a page table of a task would come from now; -1: none.

    Under a task-wide bind to a private node the cell `key.page_tables` decides.
    """
    policy = task.policy
    how = ctx.knobs.key_page_tables
    if policy is not None and policy.private and how == "ordinary":
        ctx.used("key.page_tables")
        policy = None
    grant = _peek(ctx, policy_slots(ctx, task, policy, gfp, keyed=how == "policy")[0])
    return grant.zone.nid if grant.zone is not None else -1


def _peek(ctx: Context, slot: Slot) -> Grant:
    """What a slot's turn would find without side effects."""
    found = peek(ctx, slot.requests[0])
    for request in slot.requests[1:]:
        if found.zone is not None:
            break
        found = peek(ctx, request)
    return found


def _find(ctx: Context, slot: Slot, stalls: Callable[[], None] | None) -> tuple[Grant, Request]:
    """The full allocation of a slot's turn."""
    request = slot.requests[0]
    grant = alloc_frozen_pages(ctx, request, stalls)
    for another in slot.requests[1:]:
        if grant.zone is not None:
            break
        request = another
        grant = alloc_frozen_pages(ctx, request, stalls)
    return grant, request


@lru_cache(256)
def _order(weights: tuple[int, ...]) -> Pattern:
    """The pattern whose zones are the slots' numbers."""
    return weighted([(slot, 0) for slot in range(len(weights))], list(weights))


def turns_of(slots: Sequence[Slot]) -> Turns:
    """The slots in the order in which page indexes take turns."""
    return Turns(slots, _order(tuple(slot.weight for slot in slots)))


class Faults(Protocol):
    """Whoever faults pages in one by one and is told of it.

    What a task has when the OOM killer looks for a victim counts: page tables up to the page that
    faults, and the pages before it.
    """

    def wanted(self, index: int) -> None:
        """A page is sought where memory is short: what it needs before its frame exists now."""

    def arrived(self, first: int, end: int) -> None:
        """The pages [first, end) have frames."""


def place(  # noqa: PLR0917 - what a run of pages needs
    ctx: Context,
    local: int,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
    turns: Turns,
    faults: Faults | None = None,
    *,
    pause: bool = False,
) -> Placed:
    """Gives the absent pages of `span` frames; `index + phase` decides whose turn a page is.

    `local` is the node of the CPU that allocates, for the counters. `faults` hears of each piece
    before the next one is sought. `pause`: ends after a piece that reclaim or a kill made room for,
    because what the caller knew of other pages may have changed; the rest is not failed.
    """
    index, end = span
    placed = Placed(end)
    while index < end:
        before = ctx.disturbed
        turn = turns.order.slot_of(index + phase)
        stalls = None if faults is None else partial(faults.wanted, index)
        grant, request = _find(ctx, turns.slots[turn], stalls)
        placed.preferred = request.preferred
        if grant.zone is None:
            placed.end, placed.failed = index, grant
            break
        grants, stop, pattern = _piece(ctx, (index + phase, end + phase), turns, turn, grant)
        stop -= phase
        taken = ctx.store.populate(obj, index, stop, pattern, phase)
        for key, pages in taken.items():
            if ctx.trace is not None:
                ctx.note("placement", nid=key[0], nr_pages=pages)
            placed.counts[key] = placed.counts.get(key, 0) + pages
        if len(pattern.zones) < len(turns.slots):
            taken = {}  # slots share zones: their turns are counted
        _account(ctx, local, turns, (index + phase, stop + phase), grants, taken)
        if faults is not None:
            faults.arrived(index, stop)
        index = stop
        if pause and ctx.disturbed != before:
            placed.end = index
            break
    return placed


def _piece(
    ctx: Context, span: tuple[int, int], turns: Turns, turn: int, grant: Grant
) -> tuple[dict[int, Grant], int, Pattern]:
    """What slots with pages were granted, where the piece ends, which zones all slots have.

    `span` is in pattern indexes; it begins with a page of slot `turn`, whose room is `grant`. The
    piece ends where the first zone reaches its mark.
    """
    index, end = span
    grants = {turn: grant}
    if end == index + 1:
        return grants, end, _pattern_of_page(ctx, turns, turn, grant)
    short = end - index < turns.order.period
    for other, slot in enumerate(turns.slots):
        if other == turn:
            continue
        if short and not turns.order.count((other, 0), index, end):
            # no page of this piece is its: where it would go first names its zone
            zone = usual_zones(ctx, turns)[other]
            grants[other] = Grant(zone, grant.walk, grant.nr, slot.requests[0]) if zone else grant
            continue
        found = _peek(ctx, slot)
        if found.zone is None:
            end = min(end, turns.order.first_exceeding((other, 0), index, 1) - 1)
            found = grant
        grants[other] = found
    pattern = _pattern(turns, grants)
    for key, room in _rooms(grants).items():
        if end - index > room and pattern.count(key, index, end) > room:
            end = min(end, pattern.first_exceeding(key, index, room))
    return grants, end, pattern


def usual_zones(ctx: Context, turns: Turns) -> tuple[Zone | None, ...]:
    """Per slot the zone that it finds while its nodes have room; None: it has none."""
    if not turns.usual:
        turns.usual = tuple(_usual_zone(ctx, slot.requests[0]) for slot in turns.slots)
        keys = [zone.key for zone in turns.usual if zone is not None]
        if len(keys) == len(turns.slots):
            turns.pattern = weighted(keys, [slot.weight for slot in turns.slots])
    return turns.usual


def _usual_zone(ctx: Context, request: Request) -> Zone | None:
    mask = request.nodemask
    for zone in zonelist(ctx, request):
        usable = zone.idx <= request.highest and (mask is None or mask >> zone.nid & 1)
        if usable and not numa_zone_alloc_allowed(ctx, request, zone, 0):
            return zone
    return None


def _pattern_of_page(ctx: Context, turns: Turns, turn: int, grant: Grant) -> Pattern:
    """The layout that one page has: its own zone, and for the other slots where they would go."""
    usual = usual_zones(ctx, turns)
    assert grant.zone is not None, "the page has a zone"
    if usual[turn] is grant.zone and turns.pattern is not None:
        return turns.pattern
    keys = [(zone or grant.zone).key for zone in usual]
    keys[turn] = grant.zone.key
    return weighted(keys, [slot.weight for slot in turns.slots])


def _pattern(turns: Turns, grants: dict[int, Grant]) -> Pattern:
    """The zones that the slots were granted, in the slots' order."""
    keys = [grants[slot].zone.key for slot in range(len(turns.slots))]  # type: ignore[union-attr]
    return weighted(keys, [slot.weight for slot in turns.slots])


def _rooms(grants: dict[int, Grant]) -> dict[ZoneKey, int]:
    """Pages that each granted zone has above the highest of the marks asked for."""
    rooms: dict[ZoneKey, int] = {}
    for found in grants.values():
        assert found.zone is not None, "every slot has a zone here"
        key = found.zone.key
        rooms[key] = min(found.nr, rooms.get(key, found.nr))
    return rooms


def common_room(ctx: Context, demands: Sequence[tuple[Turns, int]], limit: int) -> int:
    """How many rounds of one page of each demand fit before a zone reaches its mark.

    A demand is its turns and the pattern index of its next page. 0: not even one round is sure.
    """
    patterns: list[tuple[Pattern, int]] = []
    rooms: dict[ZoneKey, int] = {}
    for turns, index in demands:
        grants = {number: _peek(ctx, slot) for number, slot in enumerate(turns.slots)}
        if any(grant.zone is None for grant in grants.values()):
            return 0
        patterns.append((_pattern(turns, grants), index))
        for key, room in _rooms(grants).items():
            rooms[key] = min(room, rooms.get(key, room))

    def lacks(rounds: int) -> int:
        """Zones that are short of pages for so many rounds."""
        return sum(
            sum(each.count(key, index, index + rounds) for each, index in patterns) > room
            for key, room in rooms.items()
        )

    return bisect_right(range(1, limit + 1), 0, key=lacks)


def _account(
    ctx: Context,
    local: int,
    turns: Turns,
    span: tuple[int, int],
    grants: dict[int, Grant],
    taken: dict[ZoneKey, int],
) -> None:
    """Counters of numastat for the pages of a piece, slot by slot.

    `taken`: pages by zone, where each slot has a zone of its own.
    """
    for number, grant in grants.items():
        assert grant.zone is not None, "every slot has a zone here"
        counted = taken.get(grant.zone.key, 0)
        pages = counted if taken else turns.order.count((number, 0), *span)
        if pages:
            slot, granted = turns.slots[number], grant.request
            assert granted is not None, "what was granted was asked"
            turn = slot.requests[0].preferred if slot.interleaved else None
            zone_statistics(ctx, grant.zone, preferred_nid(ctx, granted), local, pages, turn=turn)
