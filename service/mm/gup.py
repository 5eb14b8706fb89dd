"""Pins of user pages (mm/gup.c; patch 20)."""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.fault import handle_mm_fault
from service.mm.folio import folio_span, get_references
from service.mm.memory import touch_range
from service.mm.migrate import allows_migrate, movable_spans, move_folios
from service.mm.mmap import find_vma, get_vma_policy
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.services import granted
from service.mm.state import Task, Vma
from service.mm.vm_fault import Access
from service.mm.zones import ZONE_MOVABLE
from service.reasons import KernelError

#: value of the mark `isolated` on a page of an isolated page block
ISOLATED_BLOCK: Final = 2
#: gfp of the target of a long-term pin: unmovable, and without a model's key
LONGTERM_GFP: Final = g.GFP_USER | g.GFP_NOWARN
_UNPINNABLE_DEVICES: Final = frozenset({2, 3})


def is_longterm_pinnable(ctx: Context, obj: PageObject, index: int) -> bool:
    """folio_is_longterm_pinnable, in the order of its tests."""
    zone = obj.zone_at(index)
    assert zone is not None, "the folio is there"
    if obj.mark_at("isolated", index) == ISOLATED_BLOCK:
        return False
    if obj.mark_at("device", index) in _UNPINNABLE_DEVICES:
        return False
    private = ctx.state.n_memory_private >> zone[0] & 1
    if private and ctx.knobs.longterm_private != "zone":
        return granted(ctx.state, zone[0], "longterm_pin")
    return zone[1] != ZONE_MOVABLE


def pin_user_pages(
    ctx: Context, task: Task, start: int, end: int, *, longterm: bool, write: bool
) -> int:
    """pin_user_pages: pages pinned. Refuses: PIN_NOT_MIGRATED (ENOMEM)."""
    mm = ctx.state.mms[task.mm]
    for page in range(start, end):
        vma = find_vma(mm, page)
        assert vma is not None, "the range is mapped"
        entry = mm.pages.at(page)
        if write and entry is not None and entry[0] and not entry[2]:
            handle_mm_fault(ctx, task, vma, page, "write")
        touch_range(ctx, Access(task, mm, write or entry is None), page, page + 1)
        entry = mm.pages.at(page)
        assert entry is not None, "just faulted in"
        obj, index = ctx.state.objects[entry[0]], page + entry[1]
        if longterm and not is_longterm_pinnable(ctx, obj, index):
            _migrate_unpinnable(ctx, obj, index, bound=_bound(ctx, task, vma, page))
        get_references(ctx, obj, *folio_span(obj, index))
    return end - start


def _bound(ctx: Context, task: Task, vma: Vma, page: int) -> bool:
    """Whether the policy of a page names private nodes."""
    policy = get_vma_policy(ctx.state, vma, page) or task.policy
    return policy is not None and policy.private


def _migrate_unpinnable(ctx: Context, obj: PageObject, index: int, *, bound: bool) -> None:
    """Moves a folio to where it may be pinned: its own node's list, as an unmovable request may.

    A page that is `bound` to private nodes stays: the changelog of patch 20 says that the pin
    fails, the code moves what nobody bound.
    """
    zone = obj.zone_at(index)
    assert zone is not None, "the folio is there"
    span = folio_span(obj, index)
    private = ctx.state.n_memory_private >> zone[0] & 1
    barred = private and (bound or ctx.knobs.longterm_private == "refuse")
    if not barred and allows_migrate(ctx, obj, index) and movable_spans(ctx, obj, *span) == [span]:
        slots = [Slot((Request(zone[0], LONGTERM_GFP),))]
        if move_folios(ctx, zone[0], obj, span, slots, 0):
            return
    ctx.used("longterm.private")
    raise KernelError("PIN_NOT_MIGRATED", rule="gup.longterm", nid=zone[0])
