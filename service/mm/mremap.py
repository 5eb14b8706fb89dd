"""mremap(2): a mapping shrinks, grows in place, or moves with its pages (mm/mremap.c).

Pages keep their frames and their place in their object: only the entries move. What is touched
after a move goes by the policy of the area, which moves with it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from service.bounded import parse_hex, to_hex
from service.mm.commands.base import Answer
from service.mm.commands.memory import Mremap, MremapAnswer
from service.mm.context import Context
from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.memory import populate_range
from service.mm.mmap import (
    TASK_PAGES,
    ZERO_PAGE,
    drop_labels,
    find_vma,
    merged,
    resolve_range,
    unmap_range,
    update_vmas,
    vma_is_hugetlb,
)
from service.mm.pagetable import free_tables, new_tables
from service.mm.state import LEVEL_SHIFTS, Mm, Vma, vmas_in
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError, Refused

MAYMOVE: Final = 1
FIXED: Final = 2
DONTUNMAP: Final = 4
_BITS: Final = {"MREMAP_MAYMOVE": MAYMOVE, "MREMAP_FIXED": FIXED, "MREMAP_DONTUNMAP": DONTUNMAP}
_RULE: Final = "mremap.refused"
_SHARED: Final = frozenset({"anon_shared", "file_shared", "hugetlb_shared"})


class Remap(NamedTuple):
    """struct vma_remap_struct: page numbers and pages; `to` is the address asked for."""

    start: int
    old: int
    new: int
    to: int
    flags: int

    @property
    def end(self) -> int:
        """Where the old range ends."""
        return self.start + self.old

    @property
    def to_new_address(self) -> bool:
        """vrm_implies_new_addr."""
        return bool(self.flags & (FIXED | DONTUNMAP))


def mremap(ctx: Context, command: Mremap) -> Answer:
    """mremap(2); refusals in the kernel's order. The answer is the address of the mapping.

    Refuses: UNKNOWN_AREA, INVALID_FIELD (MREMAP_FIXED without new_addr). Source: do_mremap.
    """
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    vrm = check_mremap_params(*resolve_range(ctx, task, command), command)
    if vrm.to_new_address and vrm.old == vrm.new:
        start, text = _remap_move(ctx, mm, vrm)
        locked = False
    else:
        vma = find_vma(mm, vrm.start)
        if vma is None:
            raise KernelError("RANGE_UNMAPPED", rule=_RULE, addr=to_hex(vrm.start << PAGE_SHIFT))
        vrm = check_prep_vma(vrm, vma)
        remap = _mremap_to if vrm.to_new_address else _mremap_at
        start, text = remap(ctx, mm, vrm, vma)
        locked = vma.locked and vrm.new > vrm.old
    if start + vrm.new + 1 > mm.mmap_next:
        ctx.undo.assign(mm, "mmap_next", start + vrm.new + 1)
    if locked:
        populate_range(ctx, task, start + vrm.old, start + vrm.new)
    ctx.decide("mremap.done", text=text)
    return ctx.answer(MremapAnswer, addr=to_hex(start << PAGE_SHIFT))


def check_mremap_params(addr: int, length: int, command: Mremap) -> Remap:
    """What the arguments themselves must be, before any area is looked at; EINVAL for all."""
    flags = command.raw_flags | sum(_BITS[word] for word in dict.fromkeys(command.flags))
    if flags & ~(MAYMOVE | FIXED | DONTUNMAP):
        raise KernelError("FLAGS_UNKNOWN", rule=_RULE, flags=flags)
    if addr % PAGE_SIZE:
        raise KernelError("START_UNALIGNED", rule=_RULE, addr=to_hex(addr))
    if flags & FIXED and command.new_addr is None:
        raise Refused("INVALID_FIELD", field="new_addr", why="is required with MREMAP_FIXED")
    old, new = (-(-each // PAGE_SIZE) for each in (length, command.new_len))
    if not new or new > TASK_PAGES:
        raise KernelError("MREMAP_NEW_LEN", rule=_RULE, new_len=command.new_len)
    to = parse_hex(command.new_addr) if command.new_addr is not None else 0
    vrm = Remap(addr >> PAGE_SHIFT, old, new, to >> PAGE_SHIFT, flags)
    if not vrm.to_new_address:
        return vrm
    if to > (TASK_PAGES - new) << PAGE_SHIFT or to % PAGE_SIZE:
        raise KernelError("MREMAP_NEW_ADDR", rule=_RULE, addr=to_hex(to))
    if not flags & MAYMOVE:
        raise KernelError("MREMAP_NEEDS_MAYMOVE", rule=_RULE)
    if flags & DONTUNMAP and old != new:
        raise KernelError("MREMAP_DONTUNMAP_RESIZES", rule=_RULE)
    if vrm.start < vrm.to + new and vrm.to < vrm.end:
        raise KernelError("MREMAP_OVERLAPS", rule=_RULE, addr=to_hex(to))
    return vrm


def check_prep_vma(vrm: Remap, vma: Vma) -> Remap:
    """What the area must allow; the request in whole huge pages where it is of the pool."""
    if vma_is_hugetlb(vma):
        vrm = _align_hugetlb(vrm)
    if vrm.new <= vrm.old and not vrm.to_new_address:
        return vrm
    if not vrm.old and vma.kind not in _SHARED:
        raise KernelError("MREMAP_DUPLICATES_PRIVATE", rule=_RULE)
    if vrm.flags & DONTUNMAP and vma_is_hugetlb(vma):
        raise KernelError("MREMAP_DONTUNMAP_HUGETLB", rule=_RULE)
    if vrm.end > vma.end:
        addr = to_hex(vma.end << PAGE_SHIFT)
        raise KernelError("MREMAP_ACROSS_AREAS", rule=_RULE, addr=addr)
    return vrm


def _align_hugetlb(vrm: Remap) -> Remap:
    """Whole huge pages; such a mapping never grows (align_hugetlb)."""
    old, new = (-(-each // HPAGE_NR) * HPAGE_NR for each in (vrm.old, vrm.new))
    for page in (vrm.start, vrm.to if vrm.to_new_address else 0):
        if page % HPAGE_NR:
            raise KernelError("HUGETLB_UNALIGNED", rule=_RULE, addr=to_hex(page << PAGE_SHIFT))
    if new > old:
        raise KernelError("MREMAP_HUGETLB_GROWS", rule=_RULE)
    return vrm._replace(old=old, new=new)


def _mremap_at(ctx: Context, mm: Mm, vrm: Remap, vma: Vma) -> tuple[int, str]:
    """A new length where the mapping is, or anywhere if it may move."""
    if vrm.new == vrm.old:
        return vrm.start, "the mapping has this length already"
    if vrm.new < vrm.old:
        _shrink(ctx, mm, vrm)
        return vrm.start, f"the mapping ends {vrm.old - vrm.new} pages earlier"
    end = vrm.start + vrm.new
    if vma.end == vrm.end and end <= TASK_PAGES and not vmas_in(mm, vrm.end, end):
        update_vmas(ctx, mm, vma.start, vma.end, lambda _: None)
        _install(ctx, mm, msgspec.structs.replace(vma, end=end))
        _relabel(ctx, mm, vrm, vrm.start)
        return vrm.start, f"the mapping grew by {vrm.new - vrm.old} pages where it is"
    if not vrm.flags & MAYMOVE:
        raise KernelError("MREMAP_NO_ROOM_IN_PLACE", rule=_RULE, nr_pages=vrm.new)
    to = _unmapped_area(mm, vrm)
    _move_vma(ctx, mm, vrm, vma, to)
    _relabel(ctx, mm, vrm, to)
    return to, "the mapping could not grow where it is, so it moved with its pages"


def _mremap_to(ctx: Context, mm: Mm, vrm: Remap, vma: Vma) -> tuple[int, str]:
    """A new address and another length: what is in the way goes first, then what is cut off."""
    to = _new_address(ctx, mm, vrm)
    if vrm.new < vrm.old:
        _shrink(ctx, mm, vrm)
        vrm = vrm._replace(old=vrm.new)
    _move_vma(ctx, mm, vrm, vma, to)
    _relabel(ctx, mm, vrm, to)
    return to, "the mapping moved with its pages"


def _remap_move(ctx: Context, mm: Mm, vrm: Remap) -> tuple[int, str]:
    """A move without another length: of every area in the range, the gaps between them too."""
    vmas = vmas_in(mm, vrm.start, vrm.end)
    if not vmas or vmas[0].start > vrm.start:
        raise KernelError("RANGE_UNMAPPED", rule=_RULE, addr=to_hex(vrm.start << PAGE_SHIFT))
    if len(vmas) > 1 and any(vma_is_hugetlb(vma) for vma in vmas):
        addr = to_hex(vmas[1].start << PAGE_SHIFT)
        raise KernelError("MREMAP_ACROSS_AREAS", rule=_RULE, addr=addr)
    if len(vmas) == 1:
        inside = vrm._replace(old=min(vrm.end, vmas[0].end) - vrm.start)
        vrm = check_prep_vma(inside._replace(new=inside.old), vmas[0])
    to = _new_address(ctx, mm, vrm)
    for vma in vmas:
        first = max(vrm.start, vma.start)
        pages = min(vrm.end, vma.end) - first
        part = vrm._replace(start=first, old=pages, new=pages)
        _move_vma(ctx, mm, part, vma, to + first - vrm.start)
    _relabel(ctx, mm, vrm, to)
    return to, "the mapping moved with its pages"


def _new_address(ctx: Context, mm: Mm, vrm: Remap) -> int:
    """The address of a move: what MREMAP_FIXED finds there is unmapped, else it is a hint."""
    if vrm.flags & FIXED:
        unmap_range(ctx, mm, vrm.to, vrm.to + vrm.new)
        drop_labels(ctx, mm, vrm.to, vrm.to + vrm.new)
        return vrm.to
    if vrm.to and not vmas_in(mm, vrm.to, vrm.to + vrm.new):
        return vrm.to
    return _unmapped_area(mm, vrm)


def _unmapped_area(mm: Mm, vrm: Remap) -> int:
    """Where mmap would put the mapping. Refuses: MMAP_NO_ROOM."""
    if mm.mmap_next + vrm.new > TASK_PAGES:
        raise KernelError("MMAP_NO_ROOM", rule=_RULE, nr_pages=vrm.new)
    return mm.mmap_next


def _shrink(ctx: Context, mm: Mm, vrm: Remap) -> None:
    """Unmaps the tail, of whatever areas it is (shrink_vma)."""
    first = vrm.start + vrm.new
    unmap_range(ctx, mm, first, vrm.end)
    drop_labels(ctx, mm, first, vrm.end)
    _relabel(ctx, mm, vrm, vrm.start)


def _install(ctx: Context, mm: Mm, vma: Vma) -> None:
    """Adds an area where there is none."""
    vmas = sorted([*mm.vmas, vma], key=lambda each: each.start)
    ctx.undo.assign(mm, "vmas", merged(vmas))


def _relabel(ctx: Context, mm: Mm, vrm: Remap, to: int) -> None:
    """Labels go with what they name: the range itself, and ranges inside it.

    Where the old mapping stays, so does its label.
    """
    if vrm.flags & DONTUNMAP or not vrm.old:
        return
    for label, (first, pages) in sorted(mm.areas.items()):
        if (first, pages) == (vrm.start, vrm.old):
            ctx.undo.set(mm.areas, label, (to, vrm.new))
        elif to != vrm.start and vrm.start <= first and first + pages <= vrm.end:
            ctx.undo.set(mm.areas, label, (first - vrm.start + to, pages))


def _move_vma(ctx: Context, mm: Mm, vrm: Remap, vma: Vma, to: int) -> None:
    """Copies the area, moves its entries, and removes the old one (move_vma).

    An area without an anonymous page is as if mapped at its new address (copy_vma).
    """
    # What was unmapped may have changed the area.
    vma = find_vma(mm, vrm.start) or vma
    fresh = vma.kind == "anon_private" and not vma.anon_vma
    pgoff = to if fresh else vma.pgoff + vrm.start - vma.start
    copy = msgspec.structs.replace(vma, start=to, end=to + vrm.new, pgoff=pgoff)
    _move_page_tables(ctx, mm, vrm.start, vrm.end, to - vrm.start, huge=vma_is_hugetlb(vma))
    if vma.kind == "hugetlb_private":
        _move_promises(ctx, mm, vrm.start, vrm.end, to - vrm.start)
    if vrm.flags & DONTUNMAP:
        whole = (vrm.start, vrm.end) == (vma.start, vma.end)
        update_vmas(ctx, mm, vrm.start, vrm.end, lambda each: _left_empty(each, whole=whole))
    elif vrm.old:
        update_vmas(ctx, mm, vrm.start, vrm.end, lambda _: None)
        free_tables(ctx, mm, vrm.start, vrm.end)
    _install(ctx, mm, copy)


def _left_empty(vma: Vma, *, whole: bool) -> Vma:
    """The area that MREMAP_DONTUNMAP leaves: without pages, not locked."""
    return msgspec.structs.replace(vma, locked=False, anon_vma=0 if whole else vma.anon_vma)


def _move_page_tables(
    ctx: Context, mm: Mm, start: int, end: int, delta: int, *, huge: bool
) -> None:
    """Entries of the range at new page numbers; tables are added where there are entries."""
    levels = LEVEL_SHIFTS[:2] if huge else LEVEL_SHIFTS
    for first, last, (obj_id, shift, writable) in mm.pages.clear(ctx.undo, start, end):
        moved = shift if obj_id == ZERO_PAGE else shift - delta
        new_tables(ctx, mm, first + delta, last + delta, levels)
        mm.pages.assign(ctx.undo, first + delta, last + delta, (obj_id, moved, writable))
    for first, last, content in mm.swapped.clear(ctx.undo, start, end):
        new_tables(ctx, mm, first + delta, last + delta, levels)
        mm.swapped.assign(ctx.undo, first + delta, last + delta, content)
    for first, last, poisoned in mm.hwpoison.clear(ctx.undo, start, end):
        mm.hwpoison.assign(ctx.undo, first + delta, last + delta, poisoned)
    for first, last, scanned in mm.protnone.clear(ctx.undo, start, end):
        mm.protnone.assign(ctx.undo, first + delta, last + delta, scanned)


def _move_promises(ctx: Context, mm: Mm, start: int, end: int, delta: int) -> None:
    """Reserved huge pages go with their area."""
    promised = ctx.state.hugetlb.promised.get(mm.id)
    if promised is not None:
        for first, last in promised.remove(ctx.undo, start, end):
            promised.add(ctx.undo, first + delta, last + delta)
