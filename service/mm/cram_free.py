"""free_folio of cram and the flush callback of its driver (mm/cram.c; patches 23 and 27).

The last put of a folio on a node of cram comes here before the buddy allocator. Without a flush
callback the folio is zeroed. A driver answers `resolved` (0: its device has zeroed it), `deferred`
(1: it holds a reference until it has), `buffer_full` (2: zero it now); `buffer` is the pipeline of
patch 27: deferred while the CPU's buffer has room, and the second free of a recorded folio is
resolved.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm.context import Context
from service.mm.cram_state import CramNode, FlushBuffer, FlushCtx, FlushEntry

#: what answers a callback of an ops table: the functions of mm/cram
CRAM: Final = "cram"
#: free_folio of a driver of its own: kept in a buffer until it takes and puts them
FLUSH_BUFFER: Final = "flush_buffer"
#: answers under which freed folios may be deferred
DEFERRING: Final = frozenset({CRAM, FLUSH_BUFFER})
#: answers of flush_cb; any other word is `buffer_full`
RESOLVED: Final = "resolved"
DEFERRED: Final = "deferred"
BUFFER: Final = "buffer"
#: what the driver's flush thread has to do from then on
FLUSH_WORK: Final = "cxl_flush"


def count_freed(ctx: Context, nid: int, pages: int, *, zeroed: bool) -> None:
    """Pages that reach the allocator, by whether cram or the driver zeroed them."""
    if pages:
        ctx.count("cram_freed_zeroed" if zeroed else "cram_freed_unzeroed", nid, pages)


def cram_free_folio(
    ctx: Context, nid: int, freed: FlushEntry, *, zeroed: bool = False, recorded: bool = False
) -> int:
    """How many of the folios the driver keeps, first ones first; the others go to the buddy.

    `zeroed`: somebody has zeroed them before. `recorded`: this is their second free.
    """
    node = ctx.state.cram.get(nid)
    if node is None and _has_flush_buffer(ctx, nid):
        return 0 if recorded else _buffered(ctx, nid, freed)
    if node is None or not node.flush_cb:
        done = zeroed or not ctx.state.init_on_free
        count_freed(ctx, nid, freed.nr_pages, zeroed=done)
        return 0
    ctx.effect("callback", nid=nid, name="flush_cb", nr_pages=freed.nr)
    kept = _flush_cb(ctx, nid, node, freed, recorded=recorded)
    resolved = node.answer == RESOLVED or (node.answer == BUFFER and recorded)
    by_cpu = zeroed or not (resolved or ctx.state.init_on_free)
    count_freed(ctx, nid, (freed.nr - kept) << freed.order, zeroed=by_cpu)
    return kept


def _flush_cb(ctx: Context, nid: int, node: CramNode, freed: FlushEntry, *, recorded: bool) -> int:
    """The driver's answer: how many folios it defers."""
    if node.answer == DEFERRED:
        _defer(ctx, nid, freed)
        return freed.nr
    if node.answer != BUFFER or recorded:
        return 0
    return _buffered(ctx, nid, freed)


def _has_flush_buffer(ctx: Context, nid: int) -> bool:
    """Whether the node's own driver declared a flush buffer for its free_folio."""
    np = ctx.state.nodes[nid].node_private
    return np is not None and np.ops is not None and np.ops.answer_of("free_folio") == FLUSH_BUFFER


def _buffered(ctx: Context, nid: int, freed: FlushEntry) -> int:
    """Defers folios while the CPU's buffer has room: how many."""
    flush = ctx.state.flush.get(nid)
    if flush is None:
        return 0
    buffer = buffer_of(ctx, flush)
    room = max(flush.buf_max - sum(entry.nr for entry in buffer.active), 0)
    kept = min(room, freed.nr)
    if kept:
        _defer(ctx, nid, msgspec.structs.replace(freed, nr=kept))
        ctx.effect("work_queued", nid=nid, name=FLUSH_WORK)
    if kept < freed.nr:
        full = msgspec.structs.replace(buffer_of(ctx, ctx.state.flush[nid]), queued=True)
        set_buffer(ctx, nid, full)
    return kept


def buffer_of(ctx: Context, flush: FlushCtx) -> FlushBuffer:
    """The buffers of the CPU that runs the step."""
    cpu = max(ctx.cpu, 0)
    return next((each for each in flush.buffers if each.cpu == cpu), FlushBuffer(cpu))


def set_buffer(ctx: Context, nid: int, buffer: FlushBuffer) -> None:
    """Stores the buffers of one CPU; empty ones are forgotten."""
    flush = ctx.state.flush[nid]
    others = [each for each in flush.buffers if each.cpu != buffer.cpu]
    if buffer != FlushBuffer(buffer.cpu):
        others.append(buffer)
    buffers = tuple(sorted(others, key=lambda each: each.cpu))
    ctx.undo.set(ctx.state.flush, nid, msgspec.structs.replace(flush, buffers=buffers))


def _defer(ctx: Context, nid: int, entry: FlushEntry) -> None:
    """Appends folios to the CPU's buffer; those that continue the last entry join it."""
    if nid not in ctx.state.flush:
        ctx.undo.set(ctx.state.flush, nid, FlushCtx())
    buffer = buffer_of(ctx, ctx.state.flush[nid])
    active = [*buffer.active]
    last = active[-1] if active else None
    if last is not None and _continues(last, entry):
        active[-1] = msgspec.structs.replace(last, nr=last.nr + entry.nr)
    else:
        active.append(entry)
    set_buffer(ctx, nid, msgspec.structs.replace(buffer, active=tuple(active)))


def _continues(last: FlushEntry, entry: FlushEntry) -> bool:
    alike = (last.zone, last.order, last.memcg) == (entry.zone, entry.order, entry.memcg)
    return alike and last.pfn + last.nr_pages == entry.pfn
