"""Pages that reclaim may take: not those on the unevictable list, nor those of locked areas.

A folio of a private node is never counted as mlocked (patch 06), but its area is VM_LOCKED all the
same: its rmap walk stops there, so it is neither demoted nor unmapped.
Source: mm/vmscan.c, folio_evictable; mm/rmap.c, folio_referenced_one and try_to_unmap_one.
"""

from __future__ import annotations

from service.mm.folio import whole_folios
from service.mm.objects import PageObject
from service.mm.state import HostState

#: object id -> index ranges that areas with VM_LOCKED map
Locked = dict[int, list[tuple[int, int]]]


def locked_pages(state: HostState) -> Locked:
    """What areas with VM_LOCKED map, over all address spaces."""
    found: Locked = {}
    for mm_id in sorted(state.mms):
        mm = state.mms[mm_id]
        for vma in mm.vmas:
            if not vma.locked:
                continue
            for first, end, (obj_id, shift, _) in mm.pages.overlaps(vma.start, vma.end):
                found.setdefault(obj_id, []).append((first + shift, end + shift))
    return found


def evictable(obj: PageObject, first: int, end: int, locked: Locked) -> list[tuple[int, int]]:
    """The parts of an index range that reclaim may take; a large folio goes whole or not at all."""
    barred = [(a, b) for a, b, _ in obj.marked("mlocked", first, end)]
    barred += [(a, b) for a, b in locked.get(obj.id, ()) if a < end and first < b]
    spans = [(first, end)]
    for a, b in barred:
        low, high = whole_folios(obj, a, b)
        spans = [
            (c, d)
            for start, stop in spans
            for c, d in ((start, min(stop, low)), (max(start, high), stop))
            if c < d
        ]
    return spans
