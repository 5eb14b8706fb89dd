"""Requests of kernel code: __alloc_pages under a label, __free_pages, kswapd and time."""

from __future__ import annotations

import msgspec

from service.bounded import to_hex
from service.mm import gfp as g
from service.mm import kswapd
from service.mm.alloc_mpol import Key, own_key, policy_slots
from service.mm.commands.base import Answer
from service.mm.commands.kernel import (
    Advance,
    AllocPages,
    AllocPagesAnswer,
    FreePages,
    PfnRun,
    Run,
)
from service.mm.context import Context
from service.mm.cram_free import DEFERRING, cram_free_folio
from service.mm.cram_state import FlushEntry
from service.mm.cram_work import WORKS
from service.mm.filemap import take_turns, turn_phase
from service.mm.folio import kept_by, node_ops
from service.mm.nodemask import mask_of
from service.mm.page_alloc import (
    GATE_KEYS,
    Grant,
    Request,
    Walk,
    alloc_frozen_pages,
    barred,
    preferred_nid,
    prepare_alloc_pages,
    room,
    zone_statistics,
    zonelist,
)
from service.mm.pattern import weighted
from service.mm.scanners import SCANNERS
from service.mm.state import Allocation, Task, Zone, ZoneKey, unknown_node
from service.mm.timers import run_timers
from service.mm.zones import ZONE_NAMES
from service.reasons import Refused

Runs = list[tuple[ZoneKey, int, int]]


def _request(ctx: Context, command: AllocPages, task: Task | None) -> Request:
    nid = command.preferred_nid
    if nid not in ctx.state.nodes:
        raise unknown_node(ctx.state, nid)
    mask = None if command.nodemask is None else mask_of(command.nodemask)
    key = own_key(ctx) if command.key else Key()
    request = Request(
        nid,
        g.gfp_from_names(command.gfp) | key.gfp,
        command.order,
        mask,
        task,
        command.context == "interrupt",
        command.context == "oom_victim",
        private=key.private or (ctx.knobs.gate == "scope" and "private" in command.scopes),
        folio=command.folio or command.key or "folio" in command.scopes,
    )
    g.gfp_zone(request.gfp)
    return request


def alloc_pages(ctx: Context, command: AllocPages) -> Answer:
    """__alloc_pages, `count` times. What was allocated before a failure stays under the label."""
    if command.label in ctx.state.allocations:
        raise Refused("ALREADY_EXISTS", kind="allocation", name=command.label)
    task = None if command.pid is None else ctx.task(command.pid)
    request = _request(ctx, command, task)
    allocation = Allocation(command.label, ctx.new_id(), command.order)
    ctx.undo.set(ctx.state.owners, allocation.owner, ("alloc", command.label))
    runs: Runs = []
    left = command.count
    failed: Grant | None = None
    first: Grant | None = None
    while left:
        grant = alloc_frozen_pages(ctx, request)
        if grant.zone is None:
            failed = grant
            break
        first = first or grant
        local = request.preferred if task is None else ctx.state.cpu_nid[task.cpu]
        taken = _take(ctx, allocation, request, grant, left, runs)
        assert grant.request is not None, "what was granted was asked"
        zone_statistics(ctx, grant.zone, preferred_nid(ctx, grant.request), local, taken)
        left -= taken
    if runs:
        ctx.undo.assign(allocation, "runs", tuple(runs))
        ctx.undo.set(ctx.state.allocations, command.label, allocation)
    else:
        ctx.undo.delete(ctx.state.owners, allocation.owner)
    return _answer(ctx, request, runs, command.count - left, first, failed)


def _take(
    ctx: Context, allocation: Allocation, request: Request, grant: Grant, left: int, runs: Runs
) -> int:
    """Takes as much of a grant as is wanted; how many allocations that were."""
    zone = grant.zone
    assert zone is not None, "only grants with room are taken"
    index = sum([count for _, _, count in runs])
    wanted = min(left, grant.nr)
    if not request.order:
        for pfn, count in zone.partition.take_pages(ctx.undo, wanted, allocation.owner, index):
            _append(runs, zone, pfn, count)
        return wanted
    taken = 0
    while taken < wanted:
        pfn = zone.partition.take_block(ctx.undo, request.order, allocation.owner, index)
        if pfn < 0:
            break
        _append(runs, zone, pfn, 1 << request.order)
        index += 1 << request.order
        taken += 1
    return taken


def _append(runs: Runs, zone: Zone, pfn: int, count: int) -> None:
    if runs and runs[-1][0] == zone.key and runs[-1][1] + runs[-1][2] == pfn:
        runs[-1] = (zone.key, runs[-1][1], runs[-1][2] + count)
    else:
        runs.append((zone.key, pfn, count))


def _answer(
    ctx: Context,
    request: Request,
    runs: Runs,
    nr_allocated: int,
    first: Grant | None,
    failed: Grant | None,
) -> Answer:
    by_zone: dict[ZoneKey, int] = {}
    for key, _, count in runs:
        by_zone[key] = by_zone.get(key, 0) + count
    for (nid, idx), count in by_zone.items():
        ctx.effect("pages_allocated", nid=nid, zone=ZONE_NAMES[idx], nr_pages=count)
    nids = tuple(dict.fromkeys([nid for nid, _ in by_zone]))
    make = PfnRun.model_construct
    pages = tuple(
        [
            make(nid=key[0], zone=ZONE_NAMES[key[1]], pfn=to_hex(pfn), nr_pages=count)
            for key, pfn, count in runs[:4096]
        ]
    )
    if failed is None:
        assert first is not None, "a request for at least one page was granted"
        _decide_granted(ctx, request, first)
        return ctx.answer(AllocPagesAnswer, nr_allocated=nr_allocated, nids=nids, pages=pages)
    _decide_failed(ctx, request, failed)
    reason = {
        "alloc.order": "ORDER_TOO_LARGE",
        "alloc.no_zone": "NO_ZONE_IN_LIST",
        "alloc.helper": "HELPER_REFUSES",
        "oom.kill": "OOM_KILLED",
    }.get(failed.rule, "ALLOCATION_FAILED")
    return ctx.answer(
        AllocPagesAnswer,
        -12,
        errno="ENOMEM",
        reason=reason,
        nr_allocated=nr_allocated,
        nids=nids,
        pages=pages,
    )


def _decide_granted(ctx: Context, request: Request, grant: Grant) -> None:
    """Names the rule behind the first page."""
    zone = grant.zone
    assert zone is not None, "a grant has a zone"
    private = ctx.state.n_memory_private >> zone.nid & 1
    skipped = [each for each in grant.walk.zones if each[1] != "ZONE_CLASS"]
    gated = next((each.nid for each, found in skipped if found == "GATED"), None)
    if private and request.private and ctx.knobs.selector != "thisnode":
        ctx.decide("alloc.private_list", nid=zone.nid, preferred=request.preferred)
    elif private and ctx.knobs.gate != "none":
        ctx.decide("alloc.key", nid=zone.nid, key=GATE_KEYS[ctx.knobs.gate])
    elif private:
        ctx.decide("alloc.list_is_gate", nid=zone.nid, preferred=request.preferred)
    elif gated is not None:
        key = GATE_KEYS.get(ctx.knobs.gate, "the key")
        ctx.decide("alloc.gated", nid=zone.nid, gated=gated, key=key)
    elif not skipped:
        ctx.decide("alloc.first_zone", nid=zone.nid, preferred=request.preferred)
    else:
        text = ", ".join(dict.fromkeys(f"node {each.nid} is {found}" for each, found in skipped))
        ctx.decide("alloc.fallback", nid=zone.nid, preferred=request.preferred, skipped=text)


def _decide_failed(ctx: Context, request: Request, failed: Grant) -> None:
    verdicts = {found for _, found in failed.walk.zones if found != "ZONE_CLASS"}
    if verdicts == {"GATED"}:
        key = GATE_KEYS.get(ctx.knobs.gate, "the key")
        ctx.decide("alloc.gate_failed", preferred=request.preferred, key=key)
        return
    ctx.decide(
        failed.rule, preferred=request.preferred, verdicts=failed.walk.text(), **failed.facts
    )


def free_pages(ctx: Context, command: FreePages) -> Answer:
    """__free_pages of everything under a label. Refuses: UNKNOWN_ALLOCATION."""
    allocation = ctx.state.allocations.get(command.label)
    if allocation is None:
        raise Refused("UNKNOWN_ALLOCATION", label=command.label, host="")
    freed: dict[ZoneKey, int] = {}
    for key, pfn, count in allocation.runs:
        ctx.state.zone(key).partition.free(ctx.undo, pfn, count)
        freed[key] = freed.get(key, 0) + count
    ctx.undo.delete(ctx.state.allocations, command.label)
    ctx.undo.delete(ctx.state.owners, allocation.owner)
    for (nid, idx), count in freed.items():
        ctx.effect("pages_freed", nid=nid, zone=ZONE_NAMES[idx], nr_pages=count)
    ctx.decide("alloc.freed")
    return ctx.answer(Answer)


def run(ctx: Context, command: Run) -> Answer:
    """One run of background work. Refuses: INVALID_FIELD, UNKNOWN_NODE, and what `scan` refuses."""
    if command.work in SCANNERS:
        SCANNERS[command.work](ctx, command.pid)
        return ctx.answer(Answer)
    nid = command.nid
    if nid is None:
        raise Refused("INVALID_FIELD", field="nid", why=f"is required for {command.work}")
    if not ctx.state.online >> nid & 1:
        raise unknown_node(ctx.state, nid)
    if command.work != "kswapd":
        ctx.decide("cram.next", text=f"node {nid} is none of cram's: no work for {command.work}")
        WORKS[command.work](ctx, nid)
        return ctx.answer(Answer)
    node = ctx.state.nodes[nid]
    if not node.kswapd:
        ctx.decide("kswapd.absent", nid=nid)
        return ctx.answer(Answer)
    needy = not kswapd.pgdat_balanced(node, node.kswapd_order)
    freed = kswapd.balance_pgdat(ctx, nid, node.kswapd_order).nr_reclaimed
    if freed:
        ctx.effect("pages_freed", nid=nid, nr_pages=freed, detail="kswapd")
    rule = "kswapd.reclaimed" if freed else "kswapd.nothing" if needy else "kswapd.balanced"
    ctx.decide(rule, nid=nid, nr=freed)
    return ctx.answer(Answer)


def advance(ctx: Context, command: Advance) -> Answer:
    """Advances the simulated clock: scans of ksmd and khugepaged that end in it are made."""
    told = run_timers(ctx, command.ns)
    ctx.decide("time.advanced", nr=len(told), text="".join(f"; {each}" for each in told))
    return ctx.answer(Answer)


def put_allocation(ctx: Context, label: str, count: int, *, callbacks: bool) -> int:
    """Frees the last `count` folios under a label; how many it had.

    `callbacks`: by folio_put, which asks a private node's service first; __free_pages does not.
    """
    allocation = ctx.state.allocations.get(label)
    if allocation is None:
        return 0
    size = 1 << allocation.order
    left, runs = count, list(allocation.runs)
    while left and runs:
        key, pfn, pages = runs.pop()
        taken = min(pages, left * size)
        if taken < pages:
            runs.append((key, pfn, pages - taken))
        _put(ctx, key, pfn + pages - taken, taken, taken // size if callbacks else 0)
        left -= taken // size
    if runs:
        ctx.undo.assign(allocation, "runs", tuple(runs))
    else:
        ctx.undo.delete(ctx.state.allocations, label)
        ctx.undo.delete(ctx.state.owners, allocation.owner)
    return count - left


def _put(ctx: Context, key: ZoneKey, pfn: int, pages: int, folios: int) -> None:
    """The last reference of a run of frames; `folios` 0: nobody is asked."""
    partition = ctx.state.zone(key).partition
    ops = node_ops(ctx, key[0])
    if folios and ops is not None and "free_folio" in ops.callbacks:
        ctx.effect("callback", nid=key[0], name="free_folio", nr_pages=folios)
        answer = ops.answer_of("free_folio")
        kept = pages if answer == "keep" else 0
        if answer in DEFERRING:
            order = (pages // folios).bit_length() - 1
            freed = FlushEntry(key[1], pfn, order, folios)
            kept = cram_free_folio(ctx, key[0], freed) << order
        if kept:
            partition.reown(ctx.undo, pfn, kept, kept_by(ctx, key[0]), pfn)
        pfn, pages = pfn + kept, pages - kept
    if not pages:
        return
    partition.free(ctx.undo, pfn, pages)
    ctx.effect("pages_freed", nid=key[0], zone=ZONE_NAMES[key[1]], nr_pages=pages)


def _store(ctx: Context, label: str, runs: Runs, owner: int) -> None:
    allocation = Allocation(label, owner, 0)
    ctx.undo.set(ctx.state.owners, owner, ("alloc", label))
    ctx.undo.assign(allocation, "runs", tuple(runs))
    ctx.undo.set(ctx.state.allocations, label, allocation)


def _bulk_zone(ctx: Context, request: Request, count: int) -> Zone | None:
    """The zone of the preferred zone's node that stays above its low mark without `count` pages."""
    fast, alloc_flags = prepare_alloc_pages(ctx, request)
    home = preferred_nid(ctx, fast)
    for zone in zonelist(ctx, fast):
        if barred(ctx, fast, zone, alloc_flags):
            continue
        if zone.nid != home:
            return None
        if room(zone, fast, "low", alloc_flags) >= count:
            return zone
    return None


def alloc_pages_bulk(ctx: Context, label: str, request: Request, count: int) -> list[int]:
    """alloc_pages_bulk: all of it from one zone of the preferred node, else one single page.

    With cpusets the flags of the fast path stay for the single page: __GFP_HARDWALL (alloc_gfp).
    Source: mm/page_alloc.c, alloc_pages_bulk_noprof; patch 03 of 27.
    """
    if ctx.state.cpusets_enabled:
        request = msgspec.structs.replace(request, gfp=request.gfp | g.GFP_HARDWALL)
    owner = ctx.new_id()
    runs: Runs = []
    zone, number = _bulk_zone(ctx, request, count), count
    if zone is None:
        zone, number = alloc_frozen_pages(ctx, request).zone, 1
    if zone is None:
        return []
    for pfn, pages in zone.partition.take_pages(ctx.undo, number, owner, 0):
        _append(runs, zone, pfn, pages)
    _store(ctx, label, runs, owner)
    return [zone.nid] * number


def alloc_policy_pages(ctx: Context, label: str, task: Task, gfp: int, count: int) -> list[int]:
    """alloc_pages: pages of order 0 by the task's policy, each a turn of its counter."""
    owner = ctx.new_id()
    runs: Runs = []
    nodes: list[int] = []
    keyed = ctx.knobs.key_page_tables == "policy"
    slots = policy_slots(ctx, task, task.policy, gfp, keyed=keyed)
    turns = weighted([(slot, 0) for slot in range(len(slots))], [slot.weight for slot in slots])
    phase = turn_phase(ctx.state, task, 0)
    take_turns(ctx, task, count)
    for turn in range(count):
        slot = slots[turns.slot_of(turn + phase)]
        grant = Grant(None, Walk())
        for request in slot.requests:
            grant = alloc_frozen_pages(ctx, request)
            if grant.zone is not None:
                break
        if grant.zone is None:
            break
        for pfn, pages in grant.zone.partition.take_pages(ctx.undo, 1, owner, len(nodes)):
            _append(runs, grant.zone, pfn, pages)
        nodes.append(grant.zone.nid)
    if runs:
        _store(ctx, label, runs, owner)
    return nodes
