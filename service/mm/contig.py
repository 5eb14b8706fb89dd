"""Contiguous ranges: by frames, or searched along a zonelist (mm/page_alloc.c).

Both isolate frames themselves and never pass the freelist walk, so a gate placed there does not see
them. What a model checks instead are the cells `contig.guard` and `contig.displace`.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.offline import evacuate_range
from service.mm.page_alloc import Request, helper_refuses, zonelist
from service.mm.partition import FREE
from service.mm.services import granted
from service.mm.state import Zone
from service.reasons import KernelError


def guarded(ctx: Context, nid: int, *, keyed: bool) -> bool:
    """Whether a contiguous request may not touch a node."""
    if not ctx.state.n_memory_private >> nid & 1 or ctx.knobs.contig_guard == "none":
        return False
    ctx.used("contig.guard")
    return not (keyed or (ctx.knobs.contig_guard == "right" and granted(ctx.state, nid, "contig")))


def alloc_contig_range(ctx: Context, zone: Zone, start: int, count: int, *, keyed: bool) -> None:
    """Takes the frames [start, start + count) of a zone; folios in them are moved away.

    Refuses: CONTIG_GUARDED, CONTIG_DISPLACES, BLOCK_UNMOVABLE, BLOCK_NO_TARGET.
    """
    rule = "contig.range"
    if guarded(ctx, zone.nid, keyed=keyed):
        raise KernelError("CONTIG_GUARDED", rule=rule, nid=zone.nid)
    held = any(
        owner != FREE
        for low, high, owner, _ in zone.partition.iter_runs()
        if low < start + count and start < high
    )
    private = ctx.state.n_memory_private >> zone.nid & 1
    if held and private and ctx.knobs.contig_displace == "right":
        ctx.used("contig.displace")
        if not granted(ctx.state, zone.nid, "reclaim"):
            raise KernelError("CONTIG_DISPLACES", rule=rule, nid=zone.nid)
    evacuate_range(ctx, zone, start, start + count)
    owner = ctx.new_id()
    ctx.undo.set(ctx.state.owners, owner, ("kernel", zone.nid))
    zone.partition.take_range(ctx.undo, start, count, owner, 0)
    ctx.decide(rule, nid=zone.nid, count=count)


def alloc_contig_pages(ctx: Context, request: Request, count: int, *, keyed: bool) -> int | None:
    """The node of the first zone of the request's list that gives a free aligned range; or None."""
    if helper_refuses(ctx, request):
        return None
    for zone in zonelist(ctx, request):
        outside = request.nodemask is not None and not request.nodemask >> zone.nid & 1
        if zone.idx > request.highest or outside or guarded(ctx, zone.nid, keyed=keyed):
            continue
        start = _free_range(zone, count)
        if start is not None:
            alloc_contig_range(ctx, zone, start, count, keyed=keyed)
            return zone.nid
    ctx.decide("contig.none", preferred=request.preferred)
    return None


def _free_range(zone: Zone, count: int) -> int | None:
    """The lowest free range of so many frames, aligned to its size rounded up to a power of two."""
    step = 1 << (count - 1).bit_length()
    for low, high, owner, _ in zone.partition.iter_runs():
        first = -(-low // step) * step
        if owner == FREE and first + count <= high:
            return first
    return None
