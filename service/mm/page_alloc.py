"""The page allocator: which zone gives a page, and when the OOM killer runs (mm/page_alloc.c).

A request walks one zonelist. The fast path asks for the low mark, the slow path for the min mark;
then come reclaim and the OOM killer. Pages of order 0 are taken in arithmetic pieces: a piece ends
where a zone reaches its mark, which is what page-by-page allocation would do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec.structs import force_setattr

from service.mm import gfp as g
from service.mm import oom
from service.mm.context import Context
from service.mm.nodemask import nodes_of
from service.mm.state import Task, Zone
from service.mm.zones import MAX_PAGE_ORDER, PAGE_ALLOC_COSTLY_ORDER, ZONE_NAMES, ZONE_NORMAL

ALLOC_CPUSET: Final = 0x40
ALLOC_MIN_RESERVE: Final = 0x20
ALLOC_NON_BLOCK: Final = 0x10
ALLOC_OOM: Final = 0x08
#: the fast path adds __GFP_HARDWALL to every request (prepare_alloc_pages)
ALLOC_HARDWALL: Final = 0x1000

#: gate -> what opens it, for the sentence of a rule
GATE_KEYS: Final[dict[str, str]] = {
    "flag": "__GFP_PRIVATE",
    "thisnode": "__GFP_THISNODE",
    "folio": "the folio bit",
    "scope": "the private and folio bits",
}


class Request(msgspec.Struct, frozen=True):
    """One allocation request. `nodemask` None: no mask. `task` None: not in task context."""

    preferred: int
    gfp: int
    order: int = 0
    nodemask: int | None = None
    task: Task | None = None
    interrupt: bool = False
    #: the task was chosen by the OOM killer: it may use all reserves, whatever its cpuset
    oom_victim: bool = False
    #: the model's own key beside gfp flags: the private selector, or the task's private bit
    private: bool = False
    #: made by a folio entry point, or while the task's folio bit is set
    folio: bool = False
    #: highest zone index the request may use: that of `gfp`
    highest: int = 0

    def __post_init__(self) -> None:
        """Refuses: as gfp_zone."""
        force_setattr(self, "highest", g.gfp_zone(self.gfp))


class Walk(msgspec.Struct):
    """What a freelist walk met: verdicts of the zones passed over, in order."""

    zones: list[tuple[Zone, str]] = msgspec.field(default_factory=list)

    def text(self) -> str:
        """The verdicts per node, in words."""
        seen = dict.fromkeys(f"node {zone.nid} {verdict}" for zone, verdict in self.zones)
        return ", ".join(seen) or "the list is empty"


#: the walk that is granted at its first zone; shared, and never written to
NOTHING_MET: Final = Walk()


def zonelist(ctx: Context, request: Request) -> tuple[Zone, ...]:
    """The list the request walks: NOFALLBACK iff __GFP_THISNODE, private ones iff selected."""
    if request.private and ctx.knobs.selector != "thisnode":
        lists = ctx.state.private_lists[request.preferred]
        return lists[1] if alone(ctx, request) else lists[0]
    lists = ctx.state.lists[request.preferred]
    return lists[1] if request.gfp & g.GFP_THISNODE else lists[0]


def alone(ctx: Context, request: Request) -> bool:
    """Whether the request walks a list of one node; the helper of a driver always does."""
    helper = request.private and ctx.knobs.selector == "helper"
    return helper or bool(request.gfp & g.GFP_THISNODE)


def zonelist_name(ctx: Context, request: Request) -> str:
    """The name of the list that the request walks."""
    private = request.private and ctx.knobs.selector != "thisnode"
    kind = "NOFALLBACK" if alone(ctx, request) else "FALLBACK"
    return kind if not private else "PRIVATE_NOFALLBACK" if kind == "NOFALLBACK" else "PRIVATE"


def passes_gate(ctx: Context, request: Request) -> bool:
    """Whether a request carries what the model's gate asks of it before a private zone."""
    gate = ctx.knobs.gate
    if gate == "flag":
        return bool(request.gfp & g.GFP_PRIVATE_BIT)
    if gate == "thisnode":
        return bool(request.gfp & g.GFP_THISNODE)
    if gate == "folio":
        return request.folio
    return gate != "scope" or (request.folio and request.private)


def helper_refuses(ctx: Context, request: Request) -> bool:
    """Whether the driver's helper rejects the call: no THISNODE, or not a private node."""
    if not request.private or ctx.knobs.selector != "helper":
        return False
    named = ctx.state.n_memory_private >> request.preferred & 1
    return not named or not request.gfp & g.GFP_THISNODE


def numa_zone_alloc_allowed(ctx: Context, request: Request, zone: Zone, alloc_flags: int) -> str:
    """Empty when the request may take pages of the zone, else the verdict GATED or CPUSET.

    The gate comes first: independent of cpusets, interrupt context and OOM victims.
    Source: patch 03 of 27 (its subject says numa_zone_allowed); kernel/cgroup/cpuset.c.
    """
    state = ctx.state
    private = state.n_memory_private >> zone.nid & 1
    if private and not passes_gate(ctx, request):
        return "GATED"
    if private and ctx.knobs.cpuset_governs_policy == "no":
        return ""
    if state.cpusets_enabled and alloc_flags & ALLOC_CPUSET:
        task = request.task
        free = request.interrupt or request.oom_victim
        if task is not None and not free and not task.mems_allowed >> zone.nid & 1:
            return "" if _escapes_cpuset(ctx, task, request, zone.nid, alloc_flags) else "CPUSET"
    return ""


def _escapes_cpuset(ctx: Context, task: Task, request: Request, nid: int, alloc_flags: int) -> bool:
    """Whether a request outside its cpuset may go on: one without __GFP_HARDWALL, slow path only.

    It may use what the nearest ancestor with mem_exclusive has; cgroup v2 has none below the root.
    Source: kernel/cgroup/cpuset.c, cpuset_current_node_allowed.
    """
    if alloc_flags & ALLOC_HARDWALL or request.gfp & g.GFP_HARDWALL:
        return False
    state, path = ctx.state, task.cgroup
    while path != "/" and not (state.cpusets_v1 and state.cgroups[path].mem_exclusive):
        path = path.rsplit("/", 1)[0] or "/"
    mems = state.cgroups[path].mems if path != "/" else state.n_memory
    return bool(mems >> nid & 1)


def watermark(zone: Zone, request: Request, mark: str, alloc_flags: int) -> int:
    """Free pages that must stay in the zone, for the request's highest zone.

    Source: mm/page_alloc.c, __zone_watermark_ok.
    """
    least: int = getattr(zone, mark)
    # __GFP_HIGH requests of order 0 look past the boost at the min mark (zone_watermark_fast).
    past = alloc_flags & ALLOC_MIN_RESERVE and not request.order and mark == "min"
    if not past:
        least += zone.boost
    if alloc_flags & ALLOC_MIN_RESERVE:
        least -= least // 2
        if alloc_flags & ALLOC_NON_BLOCK:
            least -= least // 4
    if alloc_flags & ALLOC_OOM:
        least -= least // 2
    return least + zone.lowmem_reserve[request.highest]


def room(zone: Zone, request: Request, mark: str, alloc_flags: int) -> int:
    """How many allocations of the request's order the zone gives before it fails its mark."""
    size = 1 << request.order
    spare = zone.partition.nr_free - (size - 1) - watermark(zone, request, mark, alloc_flags)
    return (spare + size - 1) // size if spare > 0 else 0


def barred(ctx: Context, request: Request, zone: Zone, alloc_flags: int) -> str:
    """Why a zone of the list is passed over however much is free in it; empty: it is not."""
    if zone.idx > request.highest:
        return "ZONE_CLASS"
    if request.nodemask is not None and not request.nodemask >> zone.nid & 1:
        return "MASKED"
    if not alloc_flags and not ctx.state.n_memory_private:
        return ""
    if refused := numa_zone_alloc_allowed(ctx, request, zone, alloc_flags):
        return refused
    # Changelog of patch 02; numa_zone_alloc_allowed itself has no such test.
    kept_out = ctx.knobs.gate_interrupt
    out = request.interrupt and (
        kept_out == "n_memory_only"
        or (kept_out == "n_memory_with_cpusets" and ctx.state.cpusets_enabled)
    )
    if out and ctx.state.n_memory_private >> zone.nid & 1:
        ctx.used("gate.interrupt")
        return "GATED"
    return ""


def get_page_from_freelist(ctx: Context, request: Request, mark: str, alloc_flags: int) -> Grant:
    """Room in the first zone of the list that may give pages; what was passed over before it."""
    walk = NOTHING_MET
    if ctx.trace is not None:
        ctx.note("pass", name=mark, nid=request.preferred, nodes=_mask_nodes(request.nodemask))
    for zone in zonelist(ctx, request):
        nr = 0
        found = barred(ctx, request, zone, alloc_flags)
        if not found:
            nr = room(zone, request, mark, alloc_flags)
            found = "WATERMARK" if not nr else _fits(zone, request) if request.order else "TAKEN"
        if ctx.trace is not None:
            ctx.note(
                "zone",
                nid=zone.nid,
                zone=ZONE_NAMES[zone.idx],
                verdict=found,
                free=zone.free,
                mark=watermark(zone, request, mark, alloc_flags),
            )
        if found == "TAKEN":
            return Grant(zone, walk, nr, request)
        if found == "GATED" and mark == "low":
            ctx.count("private_refused", zone.nid)
        if walk is NOTHING_MET:
            walk = Walk()
        walk.zones.append((zone, found))
    return Grant(None, walk)


def _fits(zone: Zone, request: Request) -> str:
    """TAKEN when a zone above its mark has a block of the order, else FULL."""
    return "FULL" if zone.partition.largest_free_order() < request.order else "TAKEN"


def _mask_nodes(mask: int | None) -> tuple[int, ...] | None:
    return None if mask is None else tuple(nodes_of(mask))


class Grant(msgspec.Struct):
    """Room for a request: `nr` allocations from `zone`; without a zone it failed as `rule`.

    `request` is the request as it was granted: with the nodemask of that walk, or without one.
    """

    zone: Zone | None
    walk: Walk
    nr: int = 0
    request: Request | None = None
    rule: str = ""
    facts: dict[str, object] = msgspec.field(default_factory=dict)


def prepare_alloc_pages(ctx: Context, request: Request) -> tuple[Request, int]:
    """The request and the flags of the fast path: in task context the cpuset is the nodemask.

    Source: mm/page_alloc.c, prepare_alloc_pages.
    """
    if not ctx.state.cpusets_enabled:
        return request, 0
    task = request.task
    if task is not None and not request.interrupt and request.nodemask is None:
        return msgspec.structs.replace(request, nodemask=_cpuset_mask(ctx, task)), 0
    return request, ALLOC_CPUSET | ALLOC_HARDWALL


def peek(ctx: Context, request: Request) -> Grant:
    """What the request would find without reclaim: the low mark, then the min mark.

    Nothing happens: no kswapd is woken, nothing is freed.
    """
    fast, alloc_flags = prepare_alloc_pages(ctx, request)
    grant = get_page_from_freelist(ctx, fast, "low", alloc_flags)
    if grant.zone is not None:
        return grant
    return get_page_from_freelist(ctx, request, "min", _slow_flags(request))


def alloc_frozen_pages(
    ctx: Context, request: Request, stalls: Callable[[], None] | None = None
) -> Grant:
    """Finds room for the request: fast path, then slow path. Takes nothing yet.

    `stalls` is called before the slow path, which may reclaim and kill.
    Source: mm/page_alloc.c, __alloc_frozen_pages.
    """
    if request.order > MAX_PAGE_ORDER:
        return Grant(None, Walk(), rule="alloc.order")
    if request.private and helper_refuses(ctx, request):
        return Grant(None, Walk(), rule="alloc.helper")
    fast, alloc_flags = prepare_alloc_pages(ctx, request)
    if ctx.trace is not None:
        ctx.note(
            "zonelist",
            nid=request.preferred,
            name=zonelist_name(ctx, request),
            nodes=tuple(dict.fromkeys(zone.nid for zone in zonelist(ctx, request))),
        )
    grant = get_page_from_freelist(ctx, fast, "low", alloc_flags)
    if grant.zone is not None:
        return grant
    if stalls is not None:
        stalls()
    return _slowpath(ctx, request)


def _cpuset_mask(ctx: Context, task: Task) -> int:
    """The nodes of a task's cpuset; where it does not govern private nodes they are all in it."""
    if ctx.knobs.cpuset_governs_policy == "no":
        return task.mems_allowed | ctx.state.n_memory_private
    return task.mems_allowed


def _slow_flags(request: Request) -> int:
    flags = ALLOC_CPUSET
    high = bool(request.gfp & g.GFP_HIGH)
    if high:
        flags |= ALLOC_MIN_RESERVE
    if not request.gfp & (g.GFP_DIRECT_RECLAIM | g.GFP_NOMEMALLOC):
        flags |= ALLOC_NON_BLOCK
        if high:
            flags &= ~ALLOC_CPUSET
    if request.oom_victim:
        flags = flags & ~ALLOC_CPUSET | ALLOC_OOM
    return flags


def _usable(request: Request, zone: Zone) -> bool:
    masked = request.nodemask is not None and not request.nodemask >> zone.nid & 1
    return zone.idx <= request.highest and not masked


def _slowpath(ctx: Context, request: Request) -> Grant:
    """Reclaim, retry, OOM. Source: mm/page_alloc.c, __alloc_pages_slowpath.

    After reclaim or a kill only one allocation is granted: the next one begins at the low mark.
    """
    before = ctx.disturbed
    flags = _slow_flags(request)
    zones = [zone for zone in zonelist(ctx, request) if _usable(request, zone)]
    if not zones:
        walk = get_page_from_freelist(ctx, request, "min", flags).walk
        return Grant(None, walk, rule="alloc.no_zone")
    if request.gfp & g.GFP_KSWAPD_RECLAIM:
        _wake_all_kswapds(ctx, request, zones)
    while True:
        grant = get_page_from_freelist(ctx, request, "min", flags)
        if grant.zone is None and not flags & ALLOC_CPUSET and request.nodemask is not None:
            request = msgspec.structs.replace(request, nodemask=None)
            grant = get_page_from_freelist(ctx, request, "min", flags)
        if grant.zone is not None:
            if ctx.disturbed != before:
                grant.nr = 1
            return grant
        walk = grant.walk
        if rule := _gives_up(request):
            return Grant(None, walk, rule=rule)
        if _try_to_free_pages(ctx, request):
            ctx.disturbed += 1
            continue
        if rule := _avoids_oom(request):
            return Grant(None, walk, rule=rule)
        ended = _may_oom(ctx, request, walk)
        if ended is not None:
            return ended


def _wake_all_kswapds(ctx: Context, request: Request, zones: list[Zone]) -> None:
    from service.mm.kswapd import wake_all_kswapds  # noqa: PLC0415 - see _try_to_free_pages

    wake_all_kswapds(ctx, zones, request.order, request.highest)


def _try_to_free_pages(ctx: Context, request: Request) -> int:
    """Direct reclaim; it allocates again where it demotes: the two files call each other."""
    from service.mm.vmscan import try_to_free_pages  # noqa: PLC0415

    return try_to_free_pages(ctx, request)


def _gives_up(request: Request) -> str:
    return "" if request.gfp & g.GFP_DIRECT_RECLAIM else "alloc.no_reclaim"


def _avoids_oom(request: Request) -> str:
    """The rule by which the request fails without an OOM kill, or "".

    Source: mm/page_alloc.c, __alloc_pages_slowpath and __alloc_pages_may_oom.
    """
    if request.gfp & g.GFP_THISNODE:
        return "alloc.thisnode"
    if request.gfp & (g.GFP_NORETRY | g.GFP_RETRY_MAYFAIL):
        return "alloc.no_oom"
    if request.order > PAGE_ALLOC_COSTLY_ORDER or request.highest < ZONE_NORMAL:
        return "alloc.no_oom"
    return "" if request.gfp & g.GFP_FS else "alloc.no_oom"


def _may_oom(ctx: Context, request: Request, walk: Walk) -> Grant | None:
    """Calls the OOM killer; None: it made room, try again."""
    cpuset_limited = any(found == "CPUSET" for _, found in walk.zones)
    kill = oom.out_of_memory(ctx, request.task, request.nodemask, cpuset_limited=cpuset_limited)
    if kill.pid < 0:
        return Grant(None, walk, rule="alloc.oom_no_victim")
    ctx.disturbed += 1
    if request.task is not None and kill.pid == request.task.pid:
        facts: dict[str, object] = {"pid": kill.pid, "constraint": kill.constraint}
        return Grant(None, walk, rule="oom.kill", facts=facts)
    return None


def preferred_nid(ctx: Context, request: Request) -> int:
    """The node of a granted request's preferred zone: the first of its list inside the nodemask.

    Source: mm/page_alloc.c, prepare_alloc_pages and __alloc_pages_slowpath (preferred_zoneref).
    """
    mask = request.nodemask
    for zone in zonelist(ctx, request):
        if zone.idx <= request.highest and (mask is None or mask >> zone.nid & 1):
            return zone.nid
    return request.preferred


def zone_statistics(
    ctx: Context, zone: Zone, preferred: int, local: int, nr: int, *, turn: int | None = None
) -> None:
    """numa_hit, numa_miss, numa_foreign, local_node, other_node and interleave_hit.

    Hits go by the request's preferred zone (`preferred_nid`), interleave hits by the node whose
    turn it was (`turn`; None: no interleaving).
    Source: mm/page_alloc.c, zone_statistics; mm/mempolicy.c, alloc_pages_mpol.
    """
    nid, add, counters = zone.nid, ctx.undo.add, ctx.state.counters
    if nid == turn:
        add(counters, ("interleave_hit", nid), nr)
    if nid == preferred:
        add(counters, ("numa_hit", nid), nr)
    else:
        add(counters, ("numa_miss", nid), nr)
        add(counters, ("numa_foreign", preferred), nr)
    add(counters, ("local_node" if nid == local else "other_node", nid), nr)
