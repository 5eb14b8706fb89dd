"""Where a huge page of the pool goes when it migrates (alloc_hugetlb_folio_nodemask)."""

from __future__ import annotations

from collections.abc import Sequence

from service.mm.alloc_mpol import Placed, Slot, turns_of
from service.mm.context import Context
from service.mm.hugetlb import migration_target, put_in
from service.mm.hugetlb_pool import HPAGE_NR, HPAGE_ORDER
from service.mm.objects import PageObject
from service.mm.page_alloc import Grant, Walk


def place_huge(
    ctx: Context,
    fresh: PageObject,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
    slots: Sequence[Slot],
) -> Placed:
    """Gives one huge page of `obj`, at the same index of `fresh`, the frames that it moves to."""
    first, end = span
    assert end - first == HPAGE_NR, "huge pages move one by one"
    slot = slots[turns_of(slots).order.slot_of(first + phase >> HPAGE_ORDER)]
    for request in slot.requests:
        nid = migration_target(ctx, obj, first, request)
        if nid >= 0:
            zone = put_in(ctx, fresh, first, nid)
            return Placed(end, counts={zone.key: HPAGE_NR})
    failed = Grant(None, Walk(), rule="alloc.no_oom")
    return Placed(first, failed, slot.requests[-1].preferred)
