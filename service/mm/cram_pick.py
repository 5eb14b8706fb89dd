"""The way into the later cram: which folios reclaim hands over, and to which node (appendix E)."""

from __future__ import annotations

from typing import Final

from service.mm.batch import Batch, Moved
from service.mm.context import Context
from service.mm.cram_migrate import migrate_into, moved_of
from service.mm.cram_state import CramNextNode
from service.mm.nodemask import nodes_of
from service.mm.objects import PageObject

NUMA_NO_NODE: Final = -1


def usable(node: CramNextNode) -> bool:
    """Whether a node may receive a folio now."""
    return node.allowed and not node.blocked


def cram_pick_node(ctx: Context, src_nid: int) -> int:
    """The nearest usable node of cram; NUMA_NO_NODE when there is none."""
    found = [
        (ctx.state.distance(src_nid, nid), nid)
        for nid, node in sorted(ctx.state.cram_next.items())
        if usable(node)
    ]
    return min(found)[1] if found else NUMA_NO_NODE


def cram_can_demote(ctx: Context, src_nid: int) -> bool:
    """Whether reclaim of a node may hand folios to cram; never from a node of cram itself."""
    if ctx.knobs.cram != "next" or src_nid in ctx.state.cram_next:
        return False
    return cram_pick_node(ctx, src_nid) != NUMA_NO_NODE


def cram_folio_eligible(ctx: Context, obj: PageObject, index: int) -> bool:
    """Private anonymous, backed by swap, and not on a node of cram."""
    zone = obj.zone_at(index)
    if zone is None or zone[0] in ctx.state.cram_next or obj.mark_at("device", index):
        return False
    return obj.kind == "anon" and not obj.mark_at("lazyfree", index)


def nearest_dram(ctx: Context, nid: int) -> int:
    """The N_MEMORY node nearest to a node of cram."""
    return min((ctx.state.distance(nid, each), each) for each in nodes_of(ctx.state.n_memory))[1]


def cram_demote(ctx: Context, batch: Batch, src_nid: int) -> Moved:
    """cram_migrate_to of the later cram: each folio to the nearest usable node of the moment.

    The caller gives eligible folios; what gets no frame stays for swap.
    """

    def target(obj: PageObject, index: int) -> int:
        del obj, index
        return cram_pick_node(ctx, src_nid)

    done = migrate_into(ctx, src_nid, batch, target)
    ctx.count("cram_demote_count", src_nid, done.nr_pages)
    ctx.decide(
        "cram.next", text=f"{done.nr_folios} of {batch.nr_folios} folios entered compressed RAM"
    )
    return moved_of(done, src_nid)


def eligible_part(ctx: Context, batch: Batch) -> Batch:
    """The folios of a list that cram may take."""
    runs = []
    for obj, first, end in batch.runs:
        if obj.kind != "anon":
            continue
        for a, b in obj.unmarked("lazyfree", first, end):
            for low, high, _ in list(obj.runs(a, b)):
                if cram_folio_eligible(ctx, obj, low):
                    runs.append((obj, low, high))
    return Batch(runs, sum(end - first for _, first, end in runs))


def demote_to_cram(ctx: Context, batch: Batch, nid: int) -> int:
    """The hook of reclaim: pages that went from a node into cram instead of swap."""
    if not cram_can_demote(ctx, nid):
        return 0
    return cram_demote(ctx, eligible_part(ctx, batch), nid).reported
