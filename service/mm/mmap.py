"""Memory areas: lookup, split, merge, map, unmap, and the end of an address space (mm/mmap.c).

All positions are virtual page numbers. A label given at mmap names an address range of the task;
it survives splits and merges of the areas below it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter
from typing import Final

import msgspec

from service.bounded import parse_hex, to_hex
from service.mm.commands.base import Answer, PageRange
from service.mm.commands.memory import Munmap
from service.mm.context import Context
from service.mm.folio import free_folios
from service.mm.hugetlb_pool import HPAGE_NR, return_unused
from service.mm.mpol import MPOL_USER_NODEMASK_FLAGS
from service.mm.objects import PageObject
from service.mm.pagetable import free_tables
from service.mm.state import HostState, Mempolicy, Mm, Task, Vma, vmas_in
from service.mm.versions import KERNEL_VERSIONS
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError, Refused

#: TASK_SIZE of x86-64 with four page-table levels, in pages
TASK_PAGES = 1 << (47 - PAGE_SHIFT)
#: object id of the shared zero page in page tables
ZERO_PAGE = 0
PROT_BITS = {"PROT_READ": 1, "PROT_WRITE": 2, "PROT_EXEC": 4}


_HUGETLB_KINDS: Final = frozenset({"hugetlb_private", "hugetlb_shared"})
_END: Final = attrgetter("end")


def _vma_index(mm: Mm, page: int) -> int:
    """The position of the first area that ends after a page."""
    return bisect_right(mm.vmas, page, key=_END)


#: mappings of an object without a name, which goes with the last of them
_OBJECT_KINDS = frozenset({"anon_shared", "hugetlb_shared"})


def find_vma(mm: Mm, page: int) -> Vma | None:
    """The area that holds a page."""
    vmas = mm.vmas
    at = bisect_right(vmas, page, key=_END)
    return vmas[at] if at < len(vmas) and vmas[at].start <= page else None


def resolve_range(ctx: Context, task: Task, where: PageRange) -> tuple[int, int]:
    """(address, length) in bytes of a range argument. Refuses: UNKNOWN_AREA."""
    if where.area is None:
        assert where.addr is not None, "checked by PageRange"
        assert where.len is not None, "checked by PageRange"
        return parse_hex(where.addr), where.len
    start, pages = area_of(ctx, task, where.area)
    first = where.first or 0
    count = where.count if where.count is not None else max(pages - first, 0)
    return (start + first) << PAGE_SHIFT, count << PAGE_SHIFT


def anon_vma_prepare(ctx: Context, mm: Mm, page: int) -> None:
    """The area of a page is about to get its first anonymous page (__anon_vma_prepare)."""
    at = _vma_index(mm, page)
    vma = mm.vmas[at]
    if not vma.anon_vma:
        found = find_mergeable_anon_vma(mm, at) or ctx.new_id()
        changed = msgspec.structs.replace(vma, anon_vma=found)
        ctx.undo.assign(mm, "vmas", (*mm.vmas[:at], changed, *mm.vmas[at + 1 :]))


def find_mergeable_anon_vma(mm: Mm, at: int) -> int:
    """The anon_vma of the next or previous area, where the areas differ in protection at most."""
    vma = mm.vmas[at]
    if at + 1 < len(mm.vmas):
        after = mm.vmas[at + 1]
        if after.anon_vma and not after.cloned and _compatible(vma, after):
            return after.anon_vma
    before = mm.vmas[at - 1] if at else None
    if before is None or not before.anon_vma or before.cloned or not _compatible(before, vma):
        return 0
    return before.anon_vma


def is_cow_mapping(vma: Vma) -> bool:
    """Whether writes to an area are private copies (include/linux/mm.h, is_cow_mapping)."""
    return vma.kind in {"anon_private", "file_private"}


def area_of(ctx: Context, task: Task, label: str) -> tuple[int, int]:
    """(first page, pages) of a labelled area. Refuses: UNKNOWN_AREA."""
    found = ctx.state.mms[task.mm].areas.get(label)
    if found is None:
        raise Refused("UNKNOWN_AREA", pid=task.pid, area=label)
    return found


def vma_is_hugetlb(vma: Vma) -> bool:
    """VM_HUGETLB: a mapping of the pool of 2 MiB pages."""
    return vma.kind in _HUGETLB_KINDS


def mpol_equal(a: Mempolicy | None, b: Mempolicy | None) -> bool:
    """Whether two policies are the same, whatever cpuset they were set in (__mpol_equal)."""
    if a is None or b is None:
        return a is b
    same = (a.mode, a.flags, a.nodes, a.home_node) == (b.mode, b.flags, b.nodes, b.home_node)
    return same and (not a.flags & MPOL_USER_NODEMASK_FLAGS or a.user_nodes == b.user_nodes)


def _compatible(a: Vma, b: Vma) -> bool:
    """Whether two touching areas differ in protection and anon_vma at most."""
    return (
        a.end == b.start
        and a.kind == b.kind
        and a.file == b.file
        and a.locked == b.locked
        and a.huge == b.huge
        and a.mergeable == b.mergeable
        and a.vm_flags == b.vm_flags
        and mpol_equal(a.policy, b.policy)
        and a.pgoff + a.end - a.start == b.pgoff
    )


def _mergeable_anon_vma(a: Vma, b: Vma) -> bool:
    """Areas with an anon_vma each are only one if it is the same (is_mergeable_anon_vma)."""
    if a.anon_vma and b.anon_vma:
        return a.anon_vma == b.anon_vma
    return not a.cloned and not b.cloned


def _mergeable(a: Vma, b: Vma) -> bool:
    """Whether two touching areas are one: same file and offset run, flags and policy."""
    return (
        _compatible(a, b)
        and a.prot == b.prot
        and _mergeable_anon_vma(a, b)
        and (a.kind != "anon_shared" or a.label == b.label)
        and not vma_is_hugetlb(a)
    )


def merged(vmas: list[Vma], held: tuple[int, int] = (0, 0)) -> tuple[Vma, ...]:
    """The areas in address order, neighbours that are one joined (vma_merge).

    `held`: a range that changes; its areas with an anon_vma join none without one. Before 6.16
    vma_merge asked that the neighbour's chain has one link, and an area without anon_vma has none.
    """
    joined: list[Vma] = []
    for vma in vmas:
        if joined and _mergeable(joined[-1], vma) and not _apart(joined[-1], vma, held):
            left = joined[-1]
            cloned = left.cloned or vma.cloned
            anon_vma = left.anon_vma or vma.anon_vma
            joined[-1] = msgspec.structs.replace(
                left, end=vma.end, anon_vma=anon_vma, cloned=cloned
            )
        else:
            joined.append(vma)
    return tuple(joined)


def _apart(a: Vma, b: Vma, held: tuple[int, int]) -> bool:
    """Whether the changed one of two areas has an anon_vma and the other has none.

    Areas change in address order, so of two that change the later one counts.
    """
    if bool(a.anon_vma) == bool(b.anon_vma):
        return False
    start, end = held
    changes = b if start <= b.start and b.end <= end else a
    inside = start <= changes.start < end or start < changes.end <= end
    return inside and bool(changes.anon_vma)


def _clip(vma: Vma, start: int, end: int) -> Vma:
    low, high = max(vma.start, start), min(vma.end, end)
    return msgspec.structs.replace(vma, start=low, end=high, pgoff=vma.pgoff + low - vma.start)


def _check_split(vma: Vma, start: int, end: int) -> None:
    for page in (start, end):
        if vma.start < page < vma.end and page % HPAGE_NR:
            addr = to_hex(page << PAGE_SHIFT)
            raise KernelError("HUGETLB_UNALIGNED", rule="mmap.refused", addr=addr)


def update_vmas(
    ctx: Context, mm: Mm, start: int, end: int, change: Callable[[Vma], Vma | None]
) -> None:
    """Splits areas at the range, applies `change` inside it (None removes), merges again.

    Refuses: HUGETLB_UNALIGNED, inside a huge page (hugetlb_vm_op_split).
    """
    vmas: list[Vma] = []
    for vma in mm.vmas:
        if vma.end <= start or end <= vma.start:
            vmas.append(vma)
            continue
        if vma_is_hugetlb(vma):
            _check_split(vma, start, end)
        if vma.start < start:
            vmas.append(_clip(vma, vma.start, start))
        changed = change(_clip(vma, start, end))
        if changed is not None:
            vmas.append(changed)
        if end < vma.end:
            vmas.append(_clip(vma, end, vma.end))
    free = KERNEL_VERSIONS[ctx.state.kernel_version].faulted_joins_unfaulted
    ctx.undo.assign(mm, "vmas", merged(vmas, (0, 0) if free else (start, end)))


def set_vma_policy(ctx: Context, mm: Mm, start: int, end: int, policy: Mempolicy | None) -> None:
    """Installs a policy on [start, end); of shared memory also in the object, for all users.

    An area that has it already is passed over, whatever the object has by now (mbind_range).
    """
    for vma in vmas_in(mm, start, end):
        obj = shared_object(ctx.state, vma)
        if obj is not None and not mpol_equal(vma.policy, policy):
            clipped = _clip(vma, start, end)
            first = clipped.pgoff
            last = first + clipped.end - clipped.start
            if policy is None:
                obj.policies.clear(ctx.undo, first, last)
            else:
                obj.policies.assign(ctx.undo, first, last, policy)
    update_vmas(ctx, mm, start, end, lambda vma: msgspec.structs.replace(vma, policy=policy))


def get_vma_policy(state: HostState, vma: Vma, page: int) -> Mempolicy | None:
    """The policy of an area at a page: of shared memory the object's (__get_vma_policy)."""
    obj = None if vma.kind == "anon_private" else shared_object(state, vma)
    if obj is None:
        return vma.policy
    found = obj.policies.at(vma.pgoff + page - vma.start)
    return found if isinstance(found, Mempolicy) else None


def file_object(state: HostState, vma: Vma) -> PageObject | None:
    """The object behind a file mapping."""
    if not vma.kind.startswith("file"):
        return None
    return state.objects[state.inodes[vma.file].obj]


def shared_object(state: HostState, vma: Vma) -> PageObject | None:
    """The object with a shared policy tree: shared anonymous memory and tmpfs files."""
    if vma.kind == "anon_private":
        return None
    if vma.kind == "anon_shared":
        return state.objects[int(vma.file)]
    if vma.kind.startswith("file") and state.inodes[vma.file].fs == "tmpfs":
        return file_object(state, vma)
    return None


def do_munmap(ctx: Context, command: Munmap) -> Answer:
    """munmap(2). Holes in the range are fine. Refuses: START_UNALIGNED, RANGE_WRAPS."""
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    addr, length = resolve_range(ctx, task, command)
    if addr % PAGE_SIZE or not length:
        raise KernelError("START_UNALIGNED", rule="mmap.refused", addr=to_hex(addr))
    start = addr >> PAGE_SHIFT
    end = start + ((length + PAGE_SIZE - 1) >> PAGE_SHIFT)
    if end > TASK_PAGES:
        raise KernelError("RANGE_WRAPS", rule="mmap.refused", addr=to_hex(addr), len=length)
    unmap_range(ctx, mm, start, end)
    drop_labels(ctx, mm, start, end)
    ctx.decide("munmap.done")
    return ctx.answer(Answer)


def drop_labels(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Forgets the labels of ranges that were unmapped as a whole."""
    for label, (first, pages) in sorted(mm.areas.items()):
        if start <= first and first + pages <= end:
            ctx.undo.delete(mm.areas, label)


def unmap_range(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Removes mappings and areas of [start, end); frees pages whose last mapping that was."""
    unmap_pages(ctx, mm, start, end)
    gone = [vma for vma in vmas_in(mm, start, end) if vma.kind in _OBJECT_KINDS]
    return_unused(ctx, mm.id, start, end)
    update_vmas(ctx, mm, start, end, lambda _: None)
    free_tables(ctx, mm, start, end)
    for vma in gone:
        drop_shared_object(ctx, vma)


def drop_shared_object(ctx: Context, vma: Vma) -> None:
    """Frees shared anonymous memory when no area of any task maps it any more."""
    for mm_id in sorted(ctx.state.mms):
        if any(
            each.kind in _OBJECT_KINDS and each.file == vma.file
            for each in ctx.state.mms[mm_id].vmas
        ):
            return
    obj = ctx.state.objects.get(int(vma.file))
    if obj is not None:
        free_folios(ctx, obj, 0, 1 << 62)
        return_unused(ctx, obj.id, 0, 1 << 62)
        ctx.undo.delete(ctx.state.objects, obj.id)


def unmap_pages(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Takes the pages of [start, end) out of the page tables."""
    mm.swapped.clear(ctx.undo, start, end)
    mm.hwpoison.clear(ctx.undo, start, end)
    mm.protnone.clear(ctx.undo, start, end)
    for first, last, (obj_id, shift, _) in mm.pages.clear(ctx.undo, start, end):
        if obj_id == ZERO_PAGE:
            continue
        put_pages(ctx, ctx.state.objects[obj_id], first + shift, last + shift)


def put_pages(ctx: Context, obj: PageObject, start: int, end: int) -> None:
    """Drops one mapping of each page; anonymous pages without another are freed."""
    if obj.kind != "anon":
        obj.extra.update(ctx.undo, start, end, _less)
        leave_on_last_unmap(ctx, obj, start, end)
        return
    alone = obj.extra.holes(start, end)
    obj.extra.update(ctx.undo, start, end, _less)
    for first, last in alone:
        free_folios(ctx, obj, first, last)
    drop_unused(ctx, obj)


def drop_unused(ctx: Context, obj: PageObject) -> None:
    """Forgets an anonymous family without pages that no address space adds to."""
    used = {owner for mm in ctx.state.mms.values() for owner in (mm.anon, mm.hugetlb)}
    if not obj.extents and obj.id not in used and obj.id in ctx.state.objects:
        ctx.undo.delete(ctx.state.objects, obj.id)


def leave_on_last_unmap(ctx: Context, obj: PageObject, start: int, end: int) -> None:
    """Drops page cache of private nodes with its last mapping, where the model says so."""
    if ctx.knobs.unmapped_cache != "never_placed_and_leaves_on_last_unmap" or obj.kind != "file":
        return
    for first, last in obj.extra.holes(start, end):
        for low, high, zone in list(obj.runs(first, last)):
            if ctx.state.n_memory_private >> zone[0] & 1:
                free_folios(ctx, obj, low, high)
                ctx.used("unmapped_cache")
                ctx.effect(
                    "page_cache",
                    nid=zone[0],
                    nr_pages=high - low,
                    name=obj.name,
                    detail="left its private node with the last mapping",
                )


def _less(count: int | None) -> int | None:
    return count - 1 if count is not None and count > 1 else None


def _more(count: int | None) -> int | None:
    return (count or 0) + 1


def get_pages(ctx: Context, obj: PageObject, start: int, end: int) -> None:
    """Adds one mapping to each page of [start, end)."""
    obj.extra.update(ctx.undo, start, end, _more)


def exit_mm(ctx: Context, task: Task) -> None:
    """Ends the address space of a task, with its last thread. Source: kernel/exit.c, exit_mm."""
    if any(
        each.alive and each.mm == task.mm and each.pid != task.pid
        for each in ctx.state.tasks.values()
    ):
        return
    mm = ctx.state.mms[task.mm]
    unmap_range(ctx, mm, 0, TASK_PAGES)
    ctx.undo.delete(ctx.state.mms, mm.id)
    for own_id in (mm.anon, mm.hugetlb):
        own = ctx.state.objects.get(own_id)
        if own is not None:
            free_folios(ctx, own, 0, 1 << 62)
            ctx.undo.delete(ctx.state.objects, own.id)


def try_to_unmap(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """Takes pages of an object out of every address space (mm/rmap.c)."""
    for mm_id in sorted(ctx.state.mms):
        mm = ctx.state.mms[mm_id]
        for start in list(mm.pages):
            stop, (obj_id, shift, _) = mm.pages.values[start]
            low, high = max(start, first - shift), min(stop, end - shift)
            if obj_id == obj.id and low < high:
                unmap_pages(ctx, mm, low, high)
