"""madvise(2): hints about areas and their pages, area by area (mm/madvise.c; patch 07).

One table says what each advice asks of an area, what it changes of it, and what it does to pages.
Holes are passed over and reported at the end. The walkers skip managed folios page by page; whether
a huge mapping is checked at all is the cell `madvise.pmd`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from service.bounded import to_hex
from service.mm.commands.base import Answer
from service.mm.commands.memory import Madvise
from service.mm.context import Context
from service.mm.filemap import cache_pages
from service.mm.folio import free_folios
from service.mm.inject_error import INJECTED, inject_error
from service.mm.khugepaged import madvise_collapse
from service.mm.ksm import unmerge_ksm_pages
from service.mm.memory import touch_range
from service.mm.mlock import whole_pages
from service.mm.mmap import (
    ZERO_PAGE,
    file_object,
    put_pages,
    shared_object,
    try_to_unmap,
    unmap_pages,
    update_vmas,
    vma_is_hugetlb,
)
from service.mm.objects import PageObject
from service.mm.services import may_touch
from service.mm.state import Mm, Task, Vma, vmas_in
from service.mm.swap import swap_out
from service.mm.vm_fault import PROT_WRITE, Access, Fault
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError

_RULE: Final = "madvise.done"


class Range(NamedTuple):
    """The part of one area that an advice is about."""

    task: Task
    mm: Mm
    vma: Vma
    start: int
    end: int


Ask = Callable[[Range], "str | None"]
Act = Callable[[Context, Range], None]


class Behavior(NamedTuple):
    """An advice: `refuses` names the reason that an area is refused for, or None."""

    act: Act | None = None
    refuses: Ask | None = None
    #: flags of the area that are set, and cleared
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    change: dict[str, bool] | None = None


def madvise(ctx: Context, command: Madvise) -> Answer:
    """madvise(2). Refuses: START_UNALIGNED, MADVISE_AREA, RANGE_NOT_MAPPED, MADV_COLLAPSE's own.

    What was done to earlier areas stays done.
    """
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    start, end = whole_pages(ctx, task, command)
    if command.advice in INJECTED:
        return inject_error(ctx, task, start, end, command.advice)
    ctx.decide(_RULE, advice=command.advice)
    if command.advice in _POPULATES:
        return _populate(ctx, task, mm, start, end, command.advice)
    behavior = BEHAVIORS[command.advice]
    hole, page = None, start
    for vma in vmas_in(mm, start, end):
        hole = page if vma.start > page and hole is None else hole
        part = Range(task, mm, vma, max(start, vma.start), min(end, vma.end))
        page = vma.end
        try:
            _advise(ctx, part, behavior, command.advice)
        except KernelError as error:
            return ctx.refusal(Answer, error)
    if page < end and hole is None:
        hole = page
    if hole is not None:
        addr = to_hex(hole << PAGE_SHIFT)
        return ctx.refusal(Answer, KernelError("RANGE_NOT_MAPPED", rule="mmap.refused", addr=addr))
    return ctx.answer(Answer)


def _advise(ctx: Context, part: Range, behavior: Behavior, advice: str) -> None:
    why = behavior.refuses(part) if behavior.refuses is not None else None
    if why is not None:
        facts = {"advice": advice, "addr": to_hex(part.start << PAGE_SHIFT)}
        raise KernelError(why, rule="mmap.refused", **facts)
    if behavior.sets or behavior.clears or behavior.change:
        update_vmas(ctx, part.mm, part.start, part.end, lambda vma: _changed(vma, behavior))
    if behavior.act is not None:
        behavior.act(ctx, part)


def _changed(vma: Vma, behavior: Behavior) -> Vma:
    flags = (set(vma.vm_flags) - set(behavior.clears)) | set(behavior.sets)
    vma = msgspec.structs.replace(vma, vm_flags=tuple(sorted(flags)))
    return msgspec.structs.replace(vma, **(behavior.change or {}))


# what an area must be


def _unlocked(part: Range) -> str | None:
    """can_madv_lru_vma."""
    return "MADVISE_AREA" if part.vma.locked or vma_is_hugetlb(part.vma) else None


def _droppable(part: Range) -> str | None:
    """dontneed_free_valid_vma, for MADV_DONTNEED."""
    return "MADVISE_AREA" if part.vma.locked else None


def _anonymous(part: Range) -> str | None:
    """madvise_free_single_vma: anonymous memory that is not locked."""
    return "MADVISE_AREA" if part.vma.locked or part.vma.kind != "anon_private" else None


def _wipes(part: Range) -> str | None:
    """MADV_WIPEONFORK is for private anonymous memory."""
    return None if part.vma.kind == "anon_private" else "MADVISE_AREA"


def _removable(part: Range) -> str | None:
    """madvise_remove: a file that is mapped shared and writable, not locked."""
    if part.vma.locked or part.vma.kind == "anon_private":
        return "MADVISE_AREA"
    shared = part.vma.kind in {"anon_shared", "file_shared", "hugetlb_shared"}
    return None if shared else "MADVISE_NOT_SHARED"


# what happens to pages


def _walked(ctx: Context, part: Range) -> list[tuple[PageObject, int, int, int]]:
    """(object, first index, end, shift) runs that the page walkers act on."""
    found = []
    for first, last, (obj_id, shift, _) in list(part.mm.pages.overlaps(part.start, part.end)):
        obj = ctx.state.objects.get(obj_id) if obj_id != ZERO_PAGE else None
        if obj is None:
            continue
        for low, high, _ in list(obj.runs(first + shift, last + shift)):
            if not _is_skipped(ctx, obj, low):
                found.append((obj, low, high, shift))
    return found


def _is_skipped(ctx: Context, obj: PageObject, index: int) -> bool:
    zone = obj.zone_at(index)
    device = bool(obj.mark_at("device", index))
    if not device and (zone is None or may_touch(ctx.state, zone[0], "madvise")):
        return False
    huge = obj.mark_at("order", index) > 0
    if huge:
        ctx.used("madvise.pmd")
    return not huge or ctx.knobs.madvise_pmd == "skip"


def _pageout(ctx: Context, part: Range) -> None:
    """Pages that only this task maps leave memory: page cache is dropped, the rest needs swap."""
    for obj, first, end_index, shift in _walked(ctx, part):
        if obj.kind == "anon":
            swap_out(ctx, obj, first, end_index)
        elif obj.kind == "file" and ctx.state.inodes[obj.name].fs != "ramfs":
            for low, high, count in list(obj.extra.overlaps(first, end_index)):
                if count == 1:
                    part.mm.pages.clear(ctx.undo, low - shift, high - shift)
                    put_pages(ctx, obj, low, high)
                    free_folios(ctx, obj, low, high)


def _free(ctx: Context, part: Range) -> None:
    """MADV_FREE: exclusive anonymous pages may be dropped under pressure; swap goes at once."""
    part.mm.swapped.clear(ctx.undo, part.start, part.end)
    for obj, first, end_index, _ in _walked(ctx, part):
        if obj.kind != "anon":
            continue
        for low, high in obj.extra.holes(first, end_index):
            for a, b in obj.unmarked("lazyfree", low, high):
                obj.set_mark(ctx.undo, "lazyfree", a, b)
                for (nid, _), pages in obj.counts(a, b).items():
                    ctx.count("pglazyfree", nid, pages)


def _dontneed(ctx: Context, part: Range) -> None:
    unmap_pages(ctx, part.mm, part.start, part.end)


def _willneed(ctx: Context, part: Range) -> None:
    """Reads missing pages of a file ahead, by the policy of the task (force_page_cache_readahead).

    Source: mm/madvise.c, madvise_willneed.
    """
    obj = file_object(ctx.state, part.vma)
    if obj is None or shared_object(ctx.state, part.vma) is not None:
        return
    shift = part.vma.pgoff - part.vma.start
    end = min(part.end + shift, ctx.state.inodes[obj.name].nr_pages)
    if part.start + shift < end:
        cache_pages(ctx, part.task, obj, part.start + shift, end)


def _remove(ctx: Context, part: Range) -> None:
    """Punches the range out of the file, for everyone who maps it (vfs_fallocate)."""
    shared = shared_object(ctx.state, part.vma)
    obj = shared if shared is not None else file_object(ctx.state, part.vma)
    if obj is None or (obj.kind == "file" and ctx.state.inodes[obj.name].fs == "ramfs"):
        raise KernelError("FILE_NOT_PUNCHABLE", rule="mmap.refused", name=part.vma.file)
    shift = part.vma.pgoff - part.vma.start
    try_to_unmap(ctx, obj, part.start + shift, part.end + shift)
    free_folios(ctx, obj, part.start + shift, part.end + shift)


def _unmerge(ctx: Context, part: Range) -> None:
    unmerge_ksm_pages(ctx, part.task, part.mm, part.start, part.end)


def _collapse(ctx: Context, part: Range) -> None:
    madvise_collapse(ctx, part.task, part.mm, part.start, part.end)


_READ: Final = ("VM_RAND_READ", "VM_SEQ_READ")

BEHAVIORS: Final[dict[str, Behavior]] = {
    "MADV_NORMAL": Behavior(clears=_READ),
    "MADV_RANDOM": Behavior(sets=_READ[:1], clears=_READ[1:]),
    "MADV_SEQUENTIAL": Behavior(sets=_READ[1:], clears=_READ[:1]),
    "MADV_WILLNEED": Behavior(_willneed),
    "MADV_DONTNEED": Behavior(_dontneed, _droppable),
    "MADV_DONTNEED_LOCKED": Behavior(_dontneed),
    "MADV_FREE": Behavior(_free, _anonymous),
    "MADV_REMOVE": Behavior(_remove, _removable),
    "MADV_DONTFORK": Behavior(sets=("VM_DONTCOPY",)),
    "MADV_DOFORK": Behavior(clears=("VM_DONTCOPY",)),
    "MADV_DONTDUMP": Behavior(sets=("VM_DONTDUMP",)),
    "MADV_DODUMP": Behavior(clears=("VM_DONTDUMP",)),
    "MADV_WIPEONFORK": Behavior(refuses=_wipes, sets=("VM_WIPEONFORK",)),
    "MADV_KEEPONFORK": Behavior(clears=("VM_WIPEONFORK",)),
    "MADV_MERGEABLE": Behavior(change={"mergeable": True}),
    "MADV_UNMERGEABLE": Behavior(_unmerge, change={"mergeable": False}),
    "MADV_HUGEPAGE": Behavior(change={"huge": True}),
    "MADV_NOHUGEPAGE": Behavior(change={"huge": False}),
    "MADV_COLD": Behavior(refuses=_unlocked),
    "MADV_PAGEOUT": Behavior(_pageout, _unlocked),
    "MADV_COLLAPSE": Behavior(_collapse),
}

#: advice that faults pages in -> whether as a write
_POPULATES: Final = {"MADV_POPULATE_READ": False, "MADV_POPULATE_WRITE": True}


def _populate(ctx: Context, task: Task, mm: Mm, start: int, end: int, advice: str) -> Answer:
    """Faults the range in as a read or a write of it would; the first failure ends the call.

    Refuses: MADVISE_AREA (its protection), RANGE_NOT_MAPPED, GUP_FAULTED, PAGE_POISONED.
    Source: mm/madvise.c, madvise_populate.
    """
    write = _POPULATES[advice]
    page = start
    for vma in vmas_in(mm, start, end):
        if vma.start > page:
            break
        if not vma.prot or (write and not vma.prot & PROT_WRITE):
            facts = {"advice": advice, "addr": to_hex(page << PAGE_SHIFT)}
            return ctx.refusal(Answer, KernelError("MADVISE_AREA", rule="mmap.refused", **facts))
        access = Access(task, mm, write)
        try:
            touch_range(ctx, access, page, min(end, vma.end))
        except Fault as fault:
            return ctx.refusal(Answer, _populate_error(fault, access.page - start))
        page = vma.end
    if page < end:
        addr = to_hex(page << PAGE_SHIFT)
        return ctx.refusal(Answer, KernelError("RANGE_NOT_MAPPED", rule="mmap.refused", addr=addr))
    return ctx.answer(Answer)


def _populate_error(fault: Fault, page: int) -> KernelError:
    if fault.reason == "SIGNAL_HWPOISON":
        return KernelError("PAGE_POISONED", rule="mmap.refused")
    reason = "GUP_FAULTED" if fault.signal in {7, 11} else "GUP_NO_MEMORY"
    return KernelError(reason, rule="mmap.refused", page=page)
