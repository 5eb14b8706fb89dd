"""Page faults: what a first touch places, maps or copies (mm/memory.c).

A touch walks its range run by run: pages mapped with enough rights, holes, and pages that a write
has to copy. Each run is handled whole.
"""

from __future__ import annotations

from service.bounded import to_hex
from service.mm import mpol as m
from service.mm.anon_fault import Entry, anonymous_pages, copy_shared, cow_fault
from service.mm.commands.base import Answer, NodePages
from service.mm.commands.memory import Touch, TouchAnswer
from service.mm.context import Context
from service.mm.filemap import cache_pages
from service.mm.folio import mlock_pages
from service.mm.hugetlb import hugetlb_fault
from service.mm.managed_fault import expect_faults, managed_handle_fault
from service.mm.mmap import (
    ZERO_PAGE,
    file_object,
    find_vma,
    get_pages,
    resolve_range,
    shared_object,
    vma_is_hugetlb,
)
from service.mm.numa_fault import hint_faults
from service.mm.objects import PageObject
from service.mm.oom import kill_task
from service.mm.pagetable import PTRS_PER_PTE
from service.mm.shmem import DEVICE_FILE, shmem_pages
from service.mm.single_fault import fault_one
from service.mm.state import Mm, Task, Vma, vmas_in
from service.mm.swap import swap_in_done
from service.mm.vm_fault import (
    PROT_WRITE,
    SIGBUS,
    SIGSEGV,
    Access,
    Fault,
    allocation_failed,
    fault_tables,
)
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE, ZONE_NAMES
from service.reasons import KERNEL_REASONS, KernelError, Reason


def touch(ctx: Context, command: Touch) -> Answer:
    """Accesses every page of a range once, in address order, as the task would."""
    task = ctx.task(command.pid)
    addr, length = resolve_range(ctx, task, command)
    first = addr >> PAGE_SHIFT
    end = (addr + length + PAGE_SIZE - 1) >> PAGE_SHIFT
    access = Access(task, ctx.state.mms[task.mm], command.access == "write")
    ctx.decide("fault.present")
    error: Fault | None = None
    spans = [(first, end)]
    if command.stride != 1:
        spans = [(page, page + 1) for page in range(first, end, command.stride)]
    try:
        for span in spans:
            touch_range(ctx, access, *span)
            if access.write:
                _fill(ctx, access.mm, span, command.value)
    except Fault as fault:
        error = fault
    return _touched(ctx, access, error)


def _fill(ctx: Context, mm: Mm, span: tuple[int, int], value: int | None) -> None:
    """What written pages hold from now on: a byte, or nothing that is known."""
    for first, last, (obj_id, shift, _) in mm.pages.overlaps(*span):
        obj = ctx.state.objects.get(obj_id)
        if obj is not None and (value is not None or "value" in obj.marks):
            obj.set_mark(ctx.undo, "value", first + shift, last + shift, value or 0)


def _touched(ctx: Context, access: Access, error: Fault | None) -> Answer:
    placed = tuple(
        NodePages.model_construct(nid=nid, zone=ZONE_NAMES[idx], nr_pages=pages)
        for (nid, idx), pages in sorted(access.placed.items())
    )
    for item in placed:
        ctx.effect("pages_allocated", nid=item.nid, zone=item.zone, nr_pages=item.nr_pages)
    if error is None:
        return ctx.answer(TouchAnswer, nr_pages=access.done, placed=placed)
    row: Reason = KERNEL_REASONS[error.reason]
    ctx.decide(error.rule, **{"text": row.render(error.facts), **error.facts})
    if error.signal and access.task.alive:
        ctx.effect("task", pid=access.task.pid, detail=f"killed by signal {error.signal}")
        kill_task(ctx, access.task, error.signal)
    assert row.errno is not None, "a fault has an errno"
    return ctx.answer(
        TouchAnswer,
        -int(row.errno),
        errno=row.errno.name,
        reason=error.reason,
        nr_pages=access.done,
        placed=placed,
        signal=error.signal or None,
    )


def access_error(vma: Vma, *, write: bool) -> bool:
    """Whether an area forbids an access; what may be written may be read on x86.

    Source: arch/x86/mm/fault.c, access_error.
    """
    return not vma.prot & PROT_WRITE if write else not vma.prot


def touch_range(ctx: Context, access: Access, first: int, end: int) -> None:
    """Touches [first, end), area by area."""
    page = first
    while page < end:
        vma = find_vma(access.mm, page)
        if vma is None:
            detail = f"no mapping at {to_hex(page << PAGE_SHIFT)}"
            raise Fault(SIGSEGV, "SIGNAL_SIGSEGV", "fault.signal", detail=detail)
        if access_error(vma, write=access.write and not access.unshare):
            detail = f"protection of {to_hex(page << PAGE_SHIFT)} forbids the access"
            raise Fault(SIGSEGV, "SIGNAL_SIGSEGV", "fault.signal", detail=detail)
        stop = min(end, vma.end)
        if stop - page == 1 and fault_one(ctx, access, vma, page):
            access.done += 1
        else:
            _touch_vma(ctx, access, vma, page, stop)
        page = stop


def _touch_vma(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Touches pages of one area: mapped runs and holes in address order."""
    if access.mm.hwpoison.values and (poisoned := access.mm.hwpoison.overlaps(first, end)):
        low = poisoned[0][0]
        if first < low:
            _touch_vma(ctx, access, vma, first, low)
        page = low - vma.start
        raise Fault(SIGBUS, "SIGNAL_HWPOISON", "fault.signal", page=page)
    if vma_is_hugetlb(vma):
        _touch_hugetlb(ctx, access, vma, first, end)
        return
    if access.mm.protnone and not access.driver:
        hint_faults(ctx, access.task, vma, first, end)
    if access.write and ctx.state.n_memory_private:
        expect_faults(ctx, access.mm, vma, first, end)
    for low, high, entry in access.mm.pages.parts(first, end):
        access.page = low
        try:
            if entry is None:
                _fault(ctx, access, vma, low, high)
            elif access.write and not entry[2]:
                _write_faults(ctx, access, vma, low, high, entry)
        except Fault:
            access.done += access.page - low
            raise
        if vma.locked and (entry is None or (access.write and not entry[2])):
            mlock_pages(ctx, access.mm, low, high, fault=True)
        access.done += high - low


def _touch_hugetlb(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    access.page = first
    try:
        hugetlb_fault(ctx, access, vma, first, end)
    finally:
        access.done += access.page - first


def _write_faults(
    ctx: Context,
    access: Access,
    vma: Vma,
    first: int,
    end: int,
    entry: Entry,
) -> None:
    """Writes to present read-only pages: the service of a private node decides before the core."""
    start, stopped = first, None
    obj = ctx.state.objects.get(entry[0])
    if obj is not None and ctx.state.n_memory_private:
        start, stopped = _dispatch(ctx, access, vma, obj, (first, end), entry[1])
        end = end if stopped is None else start
    _write_protected(ctx, access, vma, first, end, entry)
    if stopped is not None:
        access.page = end
        raise stopped


def _dispatch(
    ctx: Context,
    access: Access,
    vma: Vma,
    obj: PageObject,
    span: tuple[int, int],
    shift: int,
) -> tuple[int, Fault | None]:
    """handle_fault of the folios' service: the first page where the access ends, and how.

    A built-in one drops the lock and moves nothing, so the access is repeated for ever; folios
    that a driver moved elsewhere are written by the ordinary way.
    """
    first, end = span
    for low, high, zone in list(obj.runs(first + shift, end + shift)):
        answer = managed_handle_fault(ctx, access.task, vma, obj, low, low - shift, high)
        if answer is None:
            continue
        stays = next((a for a, _, now in obj.runs(low, high) if now == zone), None)
        page = low - shift if answer or stays is None else stays - shift
        if answer == "VM_FAULT_SIGBUS":
            return page, Fault(SIGBUS, "FAULT_SIGBUS", "fault.signal")
        if answer or stays is not None:
            return page, Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=zone[0])
    return end, None


def _fault(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Faults on pages that are not mapped.

    Where page cache follows the task's counter it goes table by table: each table takes a turn
    before the pages that it maps.
    """
    if vma.kind == "anon_private":
        _fault_anonymous(ctx, access, vma, first, end)
        return
    policy = access.task.policy
    counts = policy is not None and policy.mode in {
        m.MPOL_INTERLEAVE,
        m.MPOL_WEIGHTED_INTERLEAVE,
    }
    limit = _file_end(ctx, vma, end)
    while first < limit:
        stop = min(limit, (first // PTRS_PER_PTE + 1) * PTRS_PER_PTE) if counts else limit
        _fault_file(ctx, access, vma, first, stop)
        first = stop
    if limit < end:
        access.page = max(first, limit)
        raise Fault(SIGBUS, "SIGNAL_SIGBUS", "fault.signal", page=access.page - vma.start)


def _file_end(ctx: Context, vma: Vma, end: int) -> int:
    """The first page behind the file's end, or `end`: an access there is a SIGBUS."""
    if not vma.kind.startswith("file"):
        return end
    return min(end, vma.start + ctx.state.inodes[vma.file].nr_pages - vma.pgoff)


class FileFaults:
    """Maps pages of a file or of shared memory as they come."""

    __slots__ = ("access", "ctx", "obj", "shift", "writable")

    def __init__(
        self, ctx: Context, access: Access, obj: PageObject, shift: int, *, writable: bool
    ) -> None:
        self.ctx = ctx
        self.access = access
        self.obj = obj
        self.shift = shift
        self.writable = writable

    def wanted(self, index: int) -> None:
        """The page's tables come first."""
        page = index - self.shift
        fault_tables(self.ctx, self.access, page, page + 1)

    def arrived(self, first: int, end: int) -> None:
        """The pages are mapped; a write makes them dirty."""
        ctx, access, obj = self.ctx, self.access, self.obj
        low, high = first - self.shift, end - self.shift
        fault_tables(ctx, access, low, high)
        get_pages(ctx, obj, first, end)
        access.mm.pages.assign(ctx.undo, low, high, (obj.id, self.shift, self.writable))
        if self.writable:
            obj.dirty.assign(ctx.undo, first, end, value=True)
        access.page = high


def _fault_file(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Faults on a mapping of a file or of shared memory. Source: mm/memory.c, do_fault."""
    if access.task.policy is not None:
        # page cache takes turns of the same counter, after the first page's tables
        fault_tables(ctx, access, first, first + 1)
    if access.write and vma.kind == "file_private":
        cow_fault(ctx, access, vma, first, end)
        return
    shared = shared_object(ctx.state, vma)
    obj = shared if shared is not None else file_object(ctx.state, vma)
    assert obj is not None, "a mapping that is not anonymous has an object"
    shift = vma.pgoff - vma.start
    faults = FileFaults(ctx, access, obj, shift, writable=access.write)
    span = (first + shift, end + shift)
    if shared is not None:
        placed, failed = shmem_pages(ctx, access.task, obj, *span, faults)
    else:
        placed, failed = cache_pages(ctx, access.task, obj, *span, faults, vma=vma)
    access.add(placed)
    if failed is not None and obj.kind == DEVICE_FILE and ctx.knobs.device_oom == "sigbus":
        ctx.used("device.oom")
        raise Fault(SIGBUS, "FAULT_SIGBUS", "fault.signal")
    if failed is not None:
        allocation_failed(ctx, access, failed)
    if not placed:
        ctx.decide("fault.soft")


def _fault_anonymous(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """First touches and swapped pages of anonymous memory; reads of holes get the zero page."""
    mm = access.mm
    swapped = mm.swapped.overlaps(first, end) if mm.swapped.values else []
    for low, high, content in mm.swapped.parts(first, end) if swapped else ((first, end, None),):
        if access.write or content is not None:
            anonymous_pages(ctx, access, vma, low, high)
        else:
            ctx.decide("fault.zero_page")
            fault_tables(ctx, access, low, high)
            mm.pages.assign(ctx.undo, low, high, (ZERO_PAGE, 0, False))
            access.page = high
    if swapped:
        swap_in_done(ctx, mm, swapped)


def _write_protected(
    ctx: Context, access: Access, vma: Vma, first: int, end: int, entry: Entry
) -> None:
    """A write to pages mapped read-only: dirty, zero page, copy, or reuse (do_wp_page)."""
    obj_id, shift, _ = entry
    if vma.kind in {"file_shared", "anon_shared"}:
        obj = ctx.state.objects[obj_id]
        obj.dirty.assign(ctx.undo, first + shift, end + shift, value=True)
        access.mm.pages.assign(ctx.undo, first, end, (obj_id, shift, True))
    elif obj_id == ZERO_PAGE or ctx.state.objects[obj_id].kind != "anon":
        anonymous_pages(ctx, access, vma, first, end, entry)
    else:
        copy_shared(ctx, access, vma, first, end, entry)


def fault_in(ctx: Context, access: Access, vma: Vma, page: int) -> None:
    """Faults one page in for reading, as get_user_pages does. Refuses: RANGE_UNMAPPED."""
    if access.mm.pages.at(page) is not None:
        return
    try:
        _touch_vma(ctx, access, vma, page, page + 1)
    except Fault:
        raise KernelError(
            "RANGE_UNMAPPED", rule="policy.get", addr=to_hex(page << PAGE_SHIFT)
        ) from None


def populate_range(ctx: Context, task: Task, start: int, end: int) -> None:
    """Faults areas in as mlock does: for writing where they are private and writable.

    A failure leaves the rest untouched, as the kernel's populate ignores it.
    """
    mm = ctx.state.mms[task.mm]
    for vma in vmas_in(mm, start, end):
        private = vma.kind in {"anon_private", "file_private"}
        access = Access(task, mm, private and bool(vma.prot & PROT_WRITE))
        try:
            _touch_vma(ctx, access, vma, max(start, vma.start), min(end, vma.end))
        except Fault:
            return
