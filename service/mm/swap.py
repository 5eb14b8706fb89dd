"""Anonymous pages out to swap and back (mm/vmscan.c, mm/swap_state.c).

A page goes out when nobody holds a reference, no locked area maps it, and swap has room; all who
map it then have an entry for the one slot. Which nodes' pages may go is for the caller
(MADV_PAGEOUT, reclaim) to say.
"""

from __future__ import annotations

from typing import Final

from service.mm.context import Context
from service.mm.evictable import Locked, evictable, locked_pages
from service.mm.folio import free_folios, whole_folios
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.intervals import IntervalMap
from service.mm.mmap import drop_unused
from service.mm.objects import PageObject
from service.mm.state import NO_MM, HostState, Mm
from service.mm.undo import Undo

#: a swap entry: the byte of the page, and above it which shared slots it is in
_SLOTS_SHIFT: Final = 16


def swap_entry(slots: int, value: int) -> int:
    """A swap entry of a run of pages: the id of slots that others share (0: nobody), a content."""
    return slots << _SLOTS_SHIFT | value


def shared_slots(entry: int) -> int:
    """The id of the slots of an entry; 0 where nobody else has them."""
    return entry >> _SLOTS_SHIFT


def swapped_value(entry: int) -> int:
    """The byte that was last written to a page in swap."""
    return entry & (1 << _SLOTS_SHIFT) - 1


def swap_used(state: HostState) -> int:
    """Pages in swap; what several address spaces share counts once."""
    used = 0
    shared: dict[int, IntervalMap[bool]] = {}
    undo = Undo()
    for mm in state.mms.values():
        for start, (end, entry) in mm.swapped.values.items():
            if shared_slots(entry):
                slots = shared.setdefault(shared_slots(entry), IntervalMap())
                slots.assign(undo, start, end, value=True)
            else:
                used += end - start
    return used + sum(
        end - start for slots in shared.values() for start, (end, _) in slots.values.items()
    )


def swap_free(state: HostState) -> int:
    """Pages that swap still has room for."""
    return max(state.swap_pages - swap_used(state), 0)


def swap_out(ctx: Context, obj: PageObject, first: int, end: int, limit: int = 1 << 62) -> int:
    """Writes up to `limit` anonymous pages to swap; how many left memory.

    Pages marked by MADV_FREE are dropped instead. Large folios go whole or not at all.
    """
    if obj.kind != "anon" or is_hugetlb(obj):
        return 0
    done = 0
    locked = locked_pages(ctx.state)
    for mm in _mappers(ctx.state, obj):
        for a, b in _candidates(obj, mm, first, end, locked):
            room = min(limit - done, swap_free(ctx.state))
            stop = min(b, a + room)
            stop = stop if stop == b or stop <= a else max(whole_folios(obj, a, stop)[0], stop)
            if a < stop:
                _write_out(ctx, obj, a, stop)
                done += stop - a
    drop_unused(ctx, obj)
    return done


def _mappers(state: HostState, obj: PageObject) -> list[Mm]:
    return [
        mm
        for mm_id, mm in sorted(state.mms.items())
        if mm_id != NO_MM and any(entry[1][0] == obj.id for entry in mm.pages.values.values())
    ]


def _candidates(
    obj: PageObject, mm: Mm, first: int, end: int, locked: Locked
) -> list[tuple[int, int]]:
    """Index ranges of an object that an address space maps and nobody holds in memory."""
    found = []
    for start in list(mm.pages.keys()):
        stop, (obj_id, shift, _) = mm.pages.values[start]
        low, high = max(start + shift, first), min(stop + shift, end)
        if obj_id == obj.id and low < high:
            for a, b in obj.unmarked("pin", low, high):
                found += evictable(obj, a, b, locked)
    return found


def _write_out(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """Unmaps [first, end) of an object and frees its frames; the content goes to swap."""
    kept = obj.unmarked("lazyfree", first, end)
    for a, b in kept:
        for (nid, _), pages in obj.counts(a, b).items():
            ctx.count("pswpout", nid, pages)
    entries = [(a, b, 0) for low, high in kept for a, b in obj.extra.holes(low, high)]
    for low, high in kept:
        entries += [(a, b, ctx.new_id()) for a, b, _ in obj.extra.overlaps(low, high)]
    for mm in _mappers(ctx.state, obj):
        for start in list(mm.pages.keys()):
            stop, (obj_id, shift, _) = mm.pages.values[start]
            low, high = max(start, first - shift), min(stop, end - shift)
            if obj_id == obj.id and low < high:
                _swap_entries(ctx, obj, mm, (low + shift, high + shift), shift, entries)
    obj.extra.clear(ctx.undo, first, end)
    free_folios(ctx, obj, first, end)


def _swap_entries(
    ctx: Context,
    obj: PageObject,
    mm: Mm,
    span: tuple[int, int],
    shift: int,
    entries: list[tuple[int, int, int]],
) -> None:
    """Swap entries take the place of the entries of one address space."""
    for first, end, slots in entries:
        a, b = max(first, span[0]), min(end, span[1])
        if a >= b:
            continue
        mm.swapped.assign(ctx.undo, a - shift, b - shift, swap_entry(slots, 0))
        for c, d, value in obj.marked("value", a, b):
            mm.swapped.assign(ctx.undo, c - shift, d - shift, swap_entry(slots, value))
    mm.pages.clear(ctx.undo, span[0] - shift, span[1] - shift)
    mm.protnone.clear(ctx.undo, span[0] - shift, span[1] - shift)


def share_swapped(ctx: Context, mm: Mm, copy: Mm, start: int, end: int) -> None:
    """The child of a fork shares the swap slots of a range (mm/memory.c, copy_nonpresent_pte)."""
    for first, last, entry in list(mm.swapped.overlaps(start, end)):
        slots = shared_slots(entry) or ctx.new_id()
        shared = swap_entry(slots, swapped_value(entry))
        mm.swapped.assign(ctx.undo, first, last, shared)
        copy.swapped.assign(ctx.undo, first, last, shared)


def swap_in_done(ctx: Context, mm: Mm, swapped: list[tuple[int, int, int]]) -> None:
    """The swapped pages of a range that are mapped again leave swap."""
    for low, high, entry in swapped:
        value = swapped_value(entry)
        for a, b, (obj_id, shift, _) in list(mm.pages.overlaps(low, high)):
            mm.swapped.clear(ctx.undo, a, b)
            obj = ctx.state.objects[obj_id]
            for (nid, _), pages in obj.counts(a + shift, b + shift).items():
                ctx.count("pswpin", nid, pages)
            if value:
                obj.set_mark(ctx.undo, "value", a + shift, b + shift, value)
