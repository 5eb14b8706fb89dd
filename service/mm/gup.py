"""Pins of user pages (mm/gup.c; patch 20)."""

from __future__ import annotations

from typing import Final, NamedTuple

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.context import Context
from service.mm.fault import handle_mm_fault
from service.mm.folio import folio_span, get_references
from service.mm.migrate import allows_migrate, movable_spans, move_folios
from service.mm.mmap import ZERO_PAGE, find_vma, get_vma_policy, is_cow_mapping
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.services import granted
from service.mm.state import Mm, Task, Vma
from service.mm.vm_fault import PROT_READ, PROT_WRITE
from service.mm.zones import ZONE_MOVABLE
from service.reasons import KernelError

#: value of the mark `isolated` on a page of an isolated page block
ISOLATED_BLOCK: Final = 2
#: gfp of the target of a long-term pin: unmovable, and without a model's key
LONGTERM_GFP: Final = g.GFP_USER | g.GFP_NOWARN
_UNPINNABLE_DEVICES: Final = frozenset({2, 3})
_RULE: Final = "gup.longterm"
#: what a fault returns when the entry is looked at anew
_TRY_AGAIN: Final = frozenset({0, "VM_FAULT_RETRY"})


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
    """pin_user_pages: pages pinned; a page that cannot be faulted in ends a pin of others early.

    Refuses: GUP_FAULTED (EFAULT), GUP_NO_MEMORY and PIN_NOT_MIGRATED (ENOMEM).
    """
    mm = ctx.state.mms[task.mm]
    for page in range(start, end):
        try:
            vma = _check_vma_flags(mm, page, page - start, write=write)
            _faultin_page(ctx, task, vma, page, page - start, _Pin(longterm, write))
        except KernelError:
            if page > start and task.alive:
                return page - start
            raise
        entry = mm.pages.at(page)
        assert entry is not None, "just faulted in"
        if entry[0] == ZERO_PAGE:
            continue  # nobody counts its references
        obj, index = ctx.state.objects[entry[0]], page + entry[1]
        if longterm and not is_longterm_pinnable(ctx, obj, index):
            _migrate_unpinnable(ctx, obj, index, bound=_bound(ctx, task, vma, page))
        get_references(ctx, obj, *folio_span(obj, index))
    return end - start


class _Pin(NamedTuple):
    """FOLL_LONGTERM and FOLL_WRITE of a pin."""

    longterm: bool
    write: bool


def _check_vma_flags(mm: Mm, page: int, position: int, *, write: bool) -> Vma:
    """The area of a page. Refuses: GUP_FAULTED, where there is none or it forbids the access.

    Source: mm/gup.c, check_vma_flags: VM_READ is asked for, whatever the CPU would let a task do.
    """
    vma = find_vma(mm, page)
    if vma is None or not vma.prot & (PROT_WRITE if write else PROT_READ):
        raise KernelError("GUP_FAULTED", rule=_RULE, page=position)
    return vma


def _faultin_page(ctx: Context, task: Task, vma: Vma, page: int, position: int, pin: _Pin) -> None:
    """Faults until the entry may be pinned. Refuses: GUP_FAULTED, GUP_NO_MEMORY.

    A service that answers 0 and changes nothing would be asked for ever: the twin ends that.
    Source: mm/gup.c, faultin_page and vm_fault_to_errno.
    """
    mm = ctx.state.mms[task.mm]
    before: object = ()
    while wanted := _fault_for(ctx, mm, vma, page, pin):
        entry = mm.pages.at(page)
        now = (entry, entry and entry[0] and ctx.state.objects[entry[0]].zone_at(page + entry[1]))
        word = "VM_FAULT_RETRY" if now == before else handle_mm_fault(ctx, task, vma, page, wanted)
        if not task.alive or word == "VM_FAULT_OOM":
            raise KernelError("GUP_NO_MEMORY", rule=_RULE, page=position)
        if now == before or word not in _TRY_AGAIN:
            raise KernelError("GUP_FAULTED", rule=_RULE, page=position)
        before = now


def _fault_for(ctx: Context, mm: Mm, vma: Vma, page: int, pin: _Pin) -> str | None:
    """The fault that an entry needs before it may be pinned; None when it may.

    A read pin must not see later writes by others, or lose sight of later writes by its task: a
    page that fork shares is unshared, for long-term pins also page cache and the zero page.
    Source: mm/gup.c, follow_page_pte; mm/internal.h, gup_must_unshare.
    """
    entry = mm.pages.at(page)
    if entry is None:
        return "write" if pin.write else "read"
    if pin.write or entry[2]:
        return None if entry[2] else "write"
    obj = ctx.state.objects.get(entry[0])
    if obj is not None and obj.kind == "anon":
        return "unshare" if obj.extra.at(page + entry[1]) else None
    return "unshare" if pin.longterm and is_cow_mapping(vma) else None


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
    raise KernelError("PIN_NOT_MIGRATED", rule=_RULE, nid=zone[0])
