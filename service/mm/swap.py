"""Anonymous pages out to swap and back (mm/vmscan.c, mm/swap_state.c).

A page goes out when nobody else maps it, nobody holds a reference, and swap has room. Which nodes'
pages may go is for the caller (MADV_PAGEOUT, reclaim) to say.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import free_folios, whole_folios
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.objects import PageObject
from service.mm.state import NO_MM, HostState, Mm


def swap_free(state: HostState) -> int:
    """Pages that swap still has room for."""
    used = sum(
        end - start for mm in state.mms.values() for start, (end, _) in mm.swapped.values.items()
    )
    return max(state.swap_pages - used, 0)


def swap_out(ctx: Context, obj: PageObject, first: int, end: int, limit: int = 1 << 62) -> int:
    """Writes up to `limit` exclusively mapped anonymous pages to swap; how many left memory.

    Pages marked by MADV_FREE are dropped instead. Large folios go whole or not at all.
    """
    if obj.kind != "anon" or is_hugetlb(obj):
        return 0
    done = 0
    for mm in _mappers(ctx.state, obj):
        for low, high in _candidates(obj, mm, first, end):
            for a, b in obj.extra.holes(low, high):
                room = min(limit - done, swap_free(ctx.state))
                stop = min(b, a + room)
                stop = stop if stop == b or stop <= a else max(whole_folios(obj, a, stop)[0], stop)
                if a < stop:
                    _write_out(ctx, obj, mm, a, stop)
                    done += stop - a
    return done


def _mappers(state: HostState, obj: PageObject) -> list[Mm]:
    return [
        mm
        for mm_id, mm in sorted(state.mms.items())
        if mm_id != NO_MM and any(entry[1][0] == obj.id for entry in mm.pages.values.values())
    ]


def _candidates(obj: PageObject, mm: Mm, first: int, end: int) -> list[tuple[int, int]]:
    """Index ranges of an object that an address space maps, without referenced pages."""
    found = []
    for start in list(mm.pages.keys()):
        stop, (obj_id, shift, _) = mm.pages.values[start]
        low, high = max(start + shift, first), min(stop + shift, end)
        if obj_id == obj.id and low < high:
            found += obj.unmarked("pin", low, high)
    return found


def _write_out(ctx: Context, obj: PageObject, mm: Mm, first: int, end: int) -> None:
    """Unmaps [first, end) of an object and frees its frames; the content goes to swap."""
    for start in list(mm.pages.keys()):
        stop, (obj_id, shift, _) = mm.pages.values[start]
        low, high = max(start, first - shift), min(stop, end - shift)
        if obj_id != obj.id or low >= high:
            continue
        for a, b in obj.unmarked("lazyfree", low + shift, high + shift):
            mm.swapped.assign(ctx.undo, a - shift, b - shift, 0)
            for c, d, value in obj.marked("value", a, b):
                mm.swapped.assign(ctx.undo, c - shift, d - shift, value)
            for (nid, _), pages in obj.counts(a, b).items():
                ctx.count("pswpout", nid, pages)
        mm.pages.clear(ctx.undo, low, high)
        mm.protnone.clear(ctx.undo, low, high)
        free_folios(ctx, obj, low + shift, high + shift)


def swap_in_done(ctx: Context, mm: Mm, swapped: list[tuple[int, int, int]]) -> None:
    """The swapped pages of a range that are mapped again leave swap."""
    for low, high, value in swapped:
        for a, b, (obj_id, shift, _) in list(mm.pages.overlaps(low, high)):
            mm.swapped.clear(ctx.undo, a, b)
            obj = ctx.state.objects[obj_id]
            for (nid, _), pages in obj.counts(a + shift, b + shift).items():
                ctx.count("pswpin", nid, pages)
            if value:
                obj.set_mark(ctx.undo, "value", a + shift, b + shift, value)
