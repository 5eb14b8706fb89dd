"""madvise(2): hints about pages; folios of private nodes are passed over (mm/madvise.c; patch 07).

One table says what each advice does to the pages of its range. The walkers skip managed folios page
by page; whether a huge mapping is checked at all is the cell `madvise.pmd`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.mm.commands.base import Answer
from service.mm.commands.memory import Madvise
from service.mm.context import Context
from service.mm.folio import free_folios
from service.mm.inject_error import INJECTED, inject_error
from service.mm.khugepaged import madvise_collapse
from service.mm.mlock import need_mapped, whole_pages
from service.mm.mmap import ZERO_PAGE, put_pages, unmap_pages, update_vmas
from service.mm.objects import PageObject
from service.mm.services import may_touch
from service.mm.state import Mm, Vma
from service.mm.swap import swap_out

#: advice -> what it changes of an area
VMA_ADVICE: Final[dict[str, dict[str, bool]]] = {
    "MADV_HUGEPAGE": {"huge": True},
    "MADV_NOHUGEPAGE": {"huge": False},
    "MADV_MERGEABLE": {"mergeable": True},
    "MADV_UNMERGEABLE": {"mergeable": False},
}


def madvise(ctx: Context, command: Madvise) -> Answer:
    """madvise(2). Refuses: START_UNALIGNED, RANGE_NOT_MAPPED, and what MADV_COLLAPSE refuses."""
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    start, end = whole_pages(ctx, task, command)
    if command.advice in INJECTED:
        return inject_error(ctx, task, start, end, command.advice)
    need_mapped(mm, start, end)
    change = VMA_ADVICE.get(command.advice)
    if change is not None:
        update_vmas(ctx, mm, start, end, lambda vma: msgspec.structs.replace(vma, **change))
    act = PAGE_ADVICE.get(command.advice)
    if act is not None:
        act(ctx, mm, start, end)
    ctx.decide("madvise.done", advice=command.advice)
    if command.advice == "MADV_COLLAPSE":
        madvise_collapse(ctx, task, mm, start, end)
    return ctx.answer(Answer)


def _walked(
    ctx: Context, mm: Mm, start: int, end: int
) -> list[tuple[Vma, PageObject, int, int, int]]:
    """(area, object, first index, end, shift) runs that the page walkers act on."""
    found = []
    for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id) if obj_id != ZERO_PAGE else None
        if obj is None:
            continue
        for low, high, _ in list(obj.runs(first + shift, last + shift)):
            if _is_skipped(ctx, obj, low):
                continue
            vma = next(each for each in mm.vmas if each.start <= low - shift < each.end)
            found.append((vma, obj, low, high, shift))
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


def _pageout(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Pages that only this task maps leave memory: page cache is dropped, the rest needs swap."""
    for _, obj, first, end_index, shift in _walked(ctx, mm, start, end):
        if obj.kind == "anon":
            swap_out(ctx, obj, first, end_index)
        elif obj.kind == "file" and ctx.state.inodes[obj.name].fs != "ramfs":
            for low, high, count in list(obj.extra.overlaps(first, end_index)):
                if count == 1:
                    mm.pages.clear(ctx.undo, low - shift, high - shift)
                    put_pages(ctx, obj, low, high)
                    free_folios(ctx, obj, low, high)


def _free(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """MADV_FREE: exclusive anonymous pages may be dropped under pressure; swap goes at once."""
    mm.swapped.clear(ctx.undo, start, end)
    for vma, obj, first, end_index, _ in _walked(ctx, mm, start, end):
        if obj.kind != "anon" or vma.kind != "anon_private":
            continue
        for low, high in obj.extra.holes(first, end_index):
            for a, b in obj.unmarked("lazyfree", low, high):
                obj.set_mark(ctx.undo, "lazyfree", a, b)
                for (nid, _), pages in obj.counts(a, b).items():
                    ctx.count("pglazyfree", nid, pages)


#: advice -> what it does to the pages of the range
PAGE_ADVICE: Final[dict[str, Callable[[Context, Mm, int, int], None]]] = {
    "MADV_DONTNEED": unmap_pages,
    "MADV_PAGEOUT": _pageout,
    "MADV_FREE": _free,
}
