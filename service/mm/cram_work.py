"""The workers of the later cram and its way in: balloon, promotion, demotion (appendix E)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.cram_fault import OFF_LRU
from service.mm.cram_next import change, deflate
from service.mm.cram_pick import nearest_dram
from service.mm.cram_state import TrimAnswer
from service.mm.folio import folio_span, kept_by
from service.mm.kswapd import Pass, shrink_pass
from service.mm.migrate import movable_spans, move_folios
from service.mm.np_caps import RULE
from service.mm.objects import PageObject
from service.mm.offline import lane_of
from service.mm.page_alloc import Request
from service.mm.state import Zone

#: pages of one step of the balloon: 8 MiB (CRAM_WMARK_CHUNK)
WMARK_CHUNK: Final = 2048
#: pages of one trim call, and how often a call may be repeated
TRIM_BATCH: Final = 512
TRIM_RETRIES: Final = 8
#: gfp of an in-place promotion: a nomination is best effort, so it never calls the OOM killer
HOT_GFP: Final = g.GFP_HIGHUSER_MOVABLE | g.GFP_NOWARN | g.GFP_RETRY_MAYFAIL


class TrimLog(msgspec.Struct):
    """The trim calls of a worker's run: pages of each call, calls of each batch."""

    sizes: list[int] = msgspec.field(default_factory=list)
    per_batch: list[int] = msgspec.field(default_factory=list)


def cram_wmark_work_fn(ctx: Context, nid: int) -> TrimLog:
    """Drives the balloon to its target, as far as the node can; then lifts its own block only."""
    log = TrimLog()
    while (node := ctx.state.cram_next.get(nid)) is not None:
        lack = node.target - node.nr_balloon
        if lack > 0:
            if not _inflate(ctx, nid, min(lack, WMARK_CHUNK), log):
                break
        elif lack < 0:
            deflate(ctx, nid, min(-lack, WMARK_CHUNK))
        else:
            break
    if nid in ctx.state.cram_next:
        node = change(ctx, nid, converging=False)
        text = f"the balloon of node {nid} holds {node.nr_balloon} of {node.target} pages"
        ctx.decide(RULE, text=text)
    return log


def _inflate(ctx: Context, nid: int, nr_pages: int, log: TrimLog) -> int:
    """cram_balloon_inflate: pages that the balloon got; the node's own reclaim makes room."""
    got = 0
    pfns: list[int] = []
    while got < nr_pages:
        zone = next((each for each in ctx.state.nodes[nid].zones if _room(each)), None)
        if zone is None:
            if not shrink_pass(ctx, nid, Pass(boosted=False, may_swap=True, may_writepage=True),
                               nr_pages - got):  # fmt: skip
                break
            continue
        wanted = min(nr_pages - got, _room(zone))
        owner = kept_by(ctx, nid)
        for pfn, pages in zone.partition.take_pages(ctx.undo, wanted, owner, 0):
            zone.partition.reown(ctx.undo, pfn, pages, owner, pfn)
            held = ctx.state.cram_next[nid].balloon
            change(ctx, nid, balloon=(*held, (zone.idx, pfn, pages)))
            pfns += range(pfn, pfn + pages)
        got += wanted
    for first in range(0, len(pfns), TRIM_BATCH):
        _trim_batch(ctx, nid, pfns[first : first + TRIM_BATCH], log)
    return got


def _room(zone: Zone) -> int:
    """Pages that a request with direct reclaim may take: down to the min mark."""
    return max(zone.free - zone.min - zone.boost, 0) if zone.managed else 0


def _trim_batch(ctx: Context, nid: int, pfns: list[int], log: TrimLog) -> None:
    """cram_trim_batch: the driver's backing goes; what it cannot release is zeroed."""
    if not ctx.state.cram_next[nid].trim:
        ctx.count("cram_trim_zeroed", nid, len(pfns))
        return
    calls = 0
    while pfns and calls < TRIM_RETRIES:
        calls += 1
        log.sizes.append(len(pfns))
        answer = _trim(ctx, nid, len(pfns))
        failed = pfns if answer.every else [pfns[n] for n in answer.failed if n < len(pfns)]
        if answer.ret == "0":
            pfns = []
        elif answer.ret == "EBUSY":
            ctx.count("cram_trim_zeroed", nid, len(failed))
            pfns = []
        else:
            pfns = failed
    log.per_batch.append(calls)
    ctx.count("cram_trim_zeroed", nid, len(pfns))


def _trim(ctx: Context, nid: int, nr_pages: int) -> TrimAnswer:
    """One call of the driver's trim; the last answer stands for all further calls."""
    trim = ctx.state.cram_next[nid].trim
    ctx.effect("callback", nid=nid, name="trim", nr_pages=1, detail=f"{nr_pages} pages")
    if len(trim) > 1:
        change(ctx, nid, trim=trim[1:])
    return trim[0]


def cram_promote_work_fn(ctx: Context, nid: int) -> None:
    """Moves nominated folios to the nearest DRAM node, where they are; stale ones are skipped."""
    node = ctx.state.cram_next.get(nid)
    if node is None:
        return
    hot = node.hot
    change(ctx, nid, hot=())
    done = failed = 0
    for pfn, pages in hot:
        for each in range(pfn, pfn + pages):
            found = _folio_at(ctx, nid, each)
            if found is None:
                continue
            if _promote(ctx, nid, *found):
                done += 1
            else:
                failed += 1
    ctx.count("cram_promote_count", nid, done)
    ctx.count("cram_promote_fail", nid, failed)
    ctx.decide(RULE, text=f"{done} hot folios of node {nid} were promoted, {failed} could not be")


def _promote(ctx: Context, nid: int, obj: PageObject, index: int) -> bool:
    """Migrates one folio in place."""
    span = folio_span(obj, index)
    if obj.mark_at("isolated", index) == OFF_LRU or movable_spans(ctx, obj, *span) != [span]:
        return False
    slots = [Slot((Request(nearest_dram(ctx, nid), HOT_GFP),))]
    return bool(move_folios(ctx, nid, obj, span, slots, 0))


def _folio_at(ctx: Context, nid: int, pfn: int) -> tuple[PageObject, int] | None:
    """The object and index of a frame of a node, when a folio is there."""
    for zone in ctx.state.nodes[nid].zones:
        found = zone.partition.find(pfn)
        if found is None:
            continue
        start, _, owner, index = found
        kind, name = ctx.state.owners.get(owner, ("", 0))
        if kind != "lane":
            return None
        obj = ctx.state.objects[int(name)]
        pattern, phase, key = lane_of(obj, owner).key
        return obj, pattern.index_of(key, index + pfn - start) - phase
    return None


#: work of the later cram -> its function
WORKS: Final[dict[str, Callable[[Context, int], object]]] = {
    "cram_wmark_work_fn": cram_wmark_work_fn,
    "cram_promote_work_fn": cram_promote_work_fn,
}
