"""Flush rounds: a driver takes its buffers, has the device zero them, and puts the folios.

The pipeline of patch 27 (cxl_compression): free_folio defers into the CPU's `active` buffer; the
flush thread swaps it with its spare, the overflow work with the other one; after the device's
command every folio is put, whatever came of it. That put is the second free of the folio, which
the driver knows by the record bit of its head page.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.bounded import parse_hex, to_hex
from service.mm.commands.base import Answer
from service.mm.commands.cram import (
    CramFlushPut,
    CramFlushPutAnswer,
    CramFlushTake,
    CramFlushTakeAnswer,
    FlushCallback,
    FlushRange,
)
from service.mm.context import Context
from service.mm.cram_free import (
    BUFFER,
    DEFERRING,
    count_freed,
    cram_free_folio,
    set_buffer,
)
from service.mm.cram_state import FlushBuffer, FlushCtx, FlushEntry
from service.mm.folio import kept_by, node_ops
from service.mm.state import ZoneKey
from service.mm.zones import PAGE_SHIFT, ZONE_NAMES
from service.reasons import KernelError

RULE: Final = "cram.flush"


def init(ctx: Context, nid: int, base_pfn: int, nr_pages: int, buf_max: int) -> None:
    """A driver's flush context for a node; what an earlier one deferred stays deferred."""
    old = ctx.state.flush.get(nid, FlushCtx())
    fresh = FlushCtx(base_pfn, nr_pages, buf_max, old.buffers)
    ctx.undo.set(ctx.state.flush, nid, fresh)


def init_for(ctx: Context, nid: int, given: FlushCallback | None) -> None:
    """The flush context that a registration brings along, where its callback has buffers."""
    if given is not None and given.answer == BUFFER and nid not in ctx.state.cram:
        pages = given.size >> PAGE_SHIFT
        init(ctx, nid, parse_hex(given.start) >> PAGE_SHIFT, pages, given.buf_max)


def exit_ctx(ctx: Context, nid: int) -> None:
    """The driver frees its flush context; it must have put everything."""
    flush = ctx.state.flush.get(nid)
    if flush is not None:
        assert not flush.buffers, "folios would be lost"
        ctx.undo.delete(ctx.state.flush, nid)


def deferred_pages(flush: FlushCtx | None) -> int:
    """Pages that the driver holds."""
    return sum(entry.nr_pages for entry in entries(flush))


def entries(flush: FlushCtx | None) -> list[FlushEntry]:
    """Everything that is buffered or on its way, by CPU."""
    if flush is None:
        return []
    return [
        entry
        for each in flush.buffers
        for part in (each.active, each.spare, each.overflow)
        for entry in part
    ]


def recorded(flush: FlushCtx | None) -> list[int]:
    """The set record bits: head pages of deferred folios, counted from the base, ascending."""
    if flush is None:
        return []
    heads = [entry.pfn + (n << entry.order) for entry in entries(flush) for n in range(entry.nr)]
    return sorted(pfn - flush.base_pfn for pfn in heads)


def take(
    ctx: Context, nid: int, cpu: int | None = None, *, overflow: bool = False
) -> list[FlushBuffer]:
    """Swaps the active buffers out; the buffers that now have something on its way, by CPU."""
    flush = ctx.state.flush.get(nid)
    taken: list[FlushBuffer] = []
    for each in flush.buffers if flush is not None else ():
        if cpu not in {None, each.cpu}:
            continue
        if overflow:
            changed = FlushBuffer(each.cpu, (), each.spare, each.overflow + each.active)
        else:
            spare = each.spare + each.active
            changed = FlushBuffer(each.cpu, (), spare, each.overflow, each.queued)
        set_buffer(ctx, nid, changed)
        if changed.overflow if overflow else changed.spare:
            taken.append(changed)
    return taken


def put(
    ctx: Context, nid: int, cpu: int | None = None, *, overflow: bool = False, zeroed: bool = False
) -> tuple[int, int]:
    """Puts what was taken: (folios, pages) that reached the buddy.

    `zeroed`: the CPU had to zero them, because the device could not.
    """
    flush = ctx.state.flush.get(nid)
    folios = pages = 0
    for each in flush.buffers if flush is not None else ():
        if cpu not in {None, each.cpu}:
            continue
        current = next(now for now in ctx.state.flush[nid].buffers if now.cpu == each.cpu)
        name = "overflow" if overflow else "spare"
        on_way: tuple[FlushEntry, ...] = getattr(current, name)
        set_buffer(ctx, nid, msgspec.structs.replace(current, **{name: ()}))
        for entry in on_way:
            freed = _second_free(ctx, nid, entry, zeroed=zeroed)
            folios += freed
            pages += freed << entry.order
    return folios, pages


def _second_free(ctx: Context, nid: int, entry: FlushEntry, *, zeroed: bool) -> int:
    """The driver drops its reference: how many folios of an entry the allocator gets."""
    ops = node_ops(ctx, nid)
    kept = 0
    if ops is not None and "free_folio" in ops.callbacks:
        ctx.effect("callback", nid=nid, name="free_folio", nr_pages=entry.nr)
        answer = ops.answer_of("free_folio")
        if answer == "keep":
            return 0
        if answer in DEFERRING:
            kept = cram_free_folio(ctx, nid, entry, zeroed=zeroed, recorded=True)
        else:
            count_freed(ctx, nid, entry.nr_pages, zeroed=zeroed)
    else:
        count_freed(ctx, nid, entry.nr_pages, zeroed=zeroed)
    _to_buddy(ctx, nid, msgspec.structs.replace(entry, nr=entry.nr - kept))
    return entry.nr - kept


def _to_buddy(ctx: Context, nid: int, entry: FlushEntry) -> None:
    if entry.nr:
        ctx.state.zone((nid, entry.zone)).partition.free(ctx.undo, entry.pfn, entry.nr_pages)
        zone = ZONE_NAMES[entry.zone]
        ctx.effect("pages_freed", nid=nid, zone=zone, nr_pages=entry.nr_pages)


def last_put(ctx: Context, key: ZoneKey, pfn: int, order: int) -> str:
    """The last put of an allocated folio on a node of cram: what its flush callback answered.

    The folio goes through free_folio like any other. With its record bit set this is taken for
    the completion: it leaves its buffer and goes to the buddy.
    """
    nid = key[0]
    flush = ctx.state.flush.get(nid)
    found = _drop_record(ctx, nid, pfn) if flush is not None else None
    entry = found or FlushEntry(key[1], pfn, order, 1)
    ctx.effect("callback", nid=nid, name="free_folio", nr_pages=1)
    kept = cram_free_folio(ctx, nid, entry, recorded=found is not None)
    if kept:
        partition = ctx.state.zone(key).partition
        partition.reown(ctx.undo, pfn, 1 << order, kept_by(ctx, nid), pfn)
        return "deferred"
    _to_buddy(ctx, nid, entry)
    node = ctx.state.cram.get(nid)
    answered = found is not None or (node is not None and node.answer == "resolved")
    return "resolved" if answered else "buffer_full"


def _drop_record(ctx: Context, nid: int, pfn: int) -> FlushEntry | None:
    """Takes one folio out of the buffers, wherever it stands; the folio, or None."""
    for buffer in ctx.state.flush[nid].buffers:
        for name in ("active", "spare", "overflow"):
            part: tuple[FlushEntry, ...] = getattr(buffer, name)
            for position, entry in enumerate(part):
                number, rest = divmod(pfn - entry.pfn, 1 << entry.order)
                if rest or not 0 <= number < entry.nr:
                    continue
                one = msgspec.structs.replace(entry, pfn=pfn, nr=1)
                after = msgspec.structs.replace(
                    entry, pfn=pfn + (1 << entry.order), nr=entry.nr - number - 1
                )
                before = msgspec.structs.replace(entry, nr=number)
                left = [each for each in (before, after) if each.nr]
                kept = (*part[:position], *left, *part[position + 1 :])
                set_buffer(ctx, nid, msgspec.structs.replace(buffer, **{name: kept}))
                return one
    return None


def ranges_of(flush: FlushCtx, cpu: int, part: tuple[FlushEntry, ...]) -> list[FlushRange]:
    """Entries as the device is told of them: a range each, counted from the driver's base."""
    return [
        FlushRange.model_construct(
            cpu=cpu,
            start=to_hex(entry.pfn - flush.base_pfn << PAGE_SHIFT),
            len=entry.nr_pages << PAGE_SHIFT,
            nr_folios=entry.nr,
        )
        for entry in part
    ]


def _need(ctx: Context, nid: int) -> FlushCtx:
    """The flush context of a node. Refuses: CRAM_NO_FLUSH."""
    flush = ctx.state.flush.get(nid)
    if flush is None:
        raise KernelError("CRAM_NO_FLUSH", rule=RULE, nid=nid)
    return flush


def cram_flush_take(ctx: Context, command: CramFlushTake) -> Answer:
    """The first half of a flush round. Refuses: CRAM_NO_FLUSH."""
    flush = _need(ctx, command.nid)
    taken = take(ctx, command.nid, command.cpu, overflow=command.overflow)
    ranges = [
        each
        for buffer in taken
        for each in ranges_of(
            flush, buffer.cpu, buffer.overflow if command.overflow else buffer.spare
        )
    ]
    number = sum(each.nr_folios for each in ranges)
    ctx.decide(RULE, text=f"{number} deferred folios of node {command.nid} are on their way")
    return ctx.answer(CramFlushTakeAnswer, ranges=tuple(ranges))


def cram_flush_put(ctx: Context, command: CramFlushPut) -> Answer:
    """The second half of a flush round. Refuses: CRAM_NO_FLUSH."""
    _need(ctx, command.nid)
    folios, pages = put(
        ctx,
        command.nid,
        command.cpu,
        overflow=command.overflow,
        zeroed=command.zeroed == "cpu",
    )
    text = f"{folios} folios of node {command.nid} were put: zeroed by the {command.zeroed}"
    ctx.decide(RULE, text=text)
    return ctx.answer(CramFlushPutAnswer, nr_folios=folios, nr_pages=pages)
