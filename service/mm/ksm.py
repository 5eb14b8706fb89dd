"""KSM: pages with equal content become one read-only page (mm/ksm.c; patch 08).

The twin knows the content of a page only where a touch named a byte. Folios of private nodes are
treated as not found, with no error to anyone.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.folio import free_folios
from service.mm.memory import touch_range
from service.mm.mmap import get_pages
from service.mm.objects import PageObject
from service.mm.services import may_touch
from service.mm.state import NO_MM, HostState, Mm, Task
from service.mm.vm_fault import Access, Fault


def ksm_merge(ctx: Context) -> int:
    """One full scan: merges what is equal; the number of pages that now map a KSM page.

    With merge_across_nodes off only pages of one node.
    """
    stable: dict[tuple[int, int], tuple[PageObject, int]] = {}
    merged = 0
    for mm, page, obj, index in _candidates(ctx):
        zone = obj.zone_at(index)
        across = ctx.state.background.ksm_merge_across_nodes or zone is None
        key = (obj.mark_at("value", index), -1 if across or zone is None else zone[0])
        found = stable.get(key)
        if found is None:
            stable[key] = (obj, index)
            continue
        target, at = found
        if target.id == obj.id and at == index:
            continue
        if not target.mark_at("ksm", at):
            target.set_mark(ctx.undo, "ksm", at, at + 1)
            _write_protect(ctx, target, at)
            zone = target.zone_at(at)
            ctx.count("ksm_pages_shared", zone[0] if zone is not None else 0)
            merged += 1
        mm.pages.clear(ctx.undo, page, page + 1)
        free_folios(ctx, obj, index, index + 1)
        get_pages(ctx, target, at, at + 1)
        mm.pages.assign(ctx.undo, page, page + 1, (target.id, at - page, False))
        merged += 1
    return merged


def ksm_counts(state: HostState) -> tuple[int, int]:
    """(pages_shared, pages_sharing): KSM pages, and the further mappings that share them."""
    shared = sharing = 0
    for obj in state.objects.values():
        for low, high, _ in obj.marked("ksm", 0, 1 << 62):
            shared += high - low
            sharing += sum((b - a) * n for a, b, n in obj.extra.overlaps(low, high))
    return shared, sharing


def unmerge_all(ctx: Context) -> None:
    """Every task gets its own pages back (unmerge_and_remove_all_rmap_items)."""
    for pid in sorted(ctx.state.tasks):
        task = ctx.state.tasks[pid]
        if not task.alive or task.mm == NO_MM:
            continue
        mm = ctx.state.mms[task.mm]
        for vma in mm.vmas:
            if vma.mergeable:
                unmerge_ksm_pages(ctx, task, mm, vma.start, vma.end)
    for obj in ctx.state.objects.values():
        for low, high, _ in list(obj.marked("ksm", 0, 1 << 62)):
            obj.set_mark(ctx.undo, "ksm", low, high, 0)


def unmerge_ksm_pages(ctx: Context, task: Task, mm: Mm, start: int, end: int) -> None:
    """Gives a range copies of its own of the KSM pages it maps (mm/ksm.c, break_ksm).

    A fault that fails leaves the rest merged.
    """
    for first, last, (obj_id, shift, writable) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id)
        if obj is None or writable:
            continue
        for low, high, _ in list(obj.marked("ksm", first + shift, last + shift)):
            try:
                access = Access(task, mm, write=True, unshare=True)
                touch_range(ctx, access, low - shift, high - shift)
            except Fault:
                return


def _candidates(ctx: Context) -> list[tuple[Mm, int, PageObject, int]]:
    """Pages of mergeable areas whose content is known, in address order of each address space."""
    found = []
    for mm_id in sorted(ctx.state.mms):
        mm = ctx.state.mms[mm_id]
        for vma in mm.vmas:
            if not vma.mergeable:
                continue
            for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(vma.start, vma.end)):
                obj = ctx.state.objects.get(obj_id)
                if obj is None or obj.kind != "anon":
                    continue
                for low, high, _ in obj.marked("value", first + shift, last + shift):
                    found += [
                        (mm, index - shift, obj, index)
                        for index in range(low, high)
                        if not _kept_out(ctx, obj, index) and not obj.mark_at("pin", index)
                    ]
    return found


def _kept_out(ctx: Context, obj: PageObject, index: int) -> bool:
    """A device folio, or one on a private node that KSM may not touch."""
    zone = obj.zone_at(index)
    return bool(obj.mark_at("device", index)) or not (
        zone is None or may_touch(ctx.state, zone[0], "ksm")
    )


def _write_protect(ctx: Context, obj: PageObject, index: int) -> None:
    for mm_id in sorted(ctx.state.mms):
        mm = ctx.state.mms[mm_id]
        for start in list(mm.pages.keys()):
            end, (obj_id, shift, writable) = mm.pages.values[start]
            page = index - shift
            if obj_id == obj.id and writable and start <= page < end:
                mm.pages.assign(ctx.undo, page, page + 1, (obj_id, shift, False))
