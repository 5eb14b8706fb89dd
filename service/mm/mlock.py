"""mlock, mprotect and madvise: what changes areas or hints about their pages."""

from __future__ import annotations

import msgspec

from service.bounded import U64_MAX, to_hex
from service.mm.commands.base import Answer, PageRange
from service.mm.commands.memory import Mlock, Mprotect, Munlock
from service.mm.context import Context
from service.mm.fault import upgrade_writable
from service.mm.folio import mlock_pages, munlock_pages
from service.mm.memory import populate_range
from service.mm.mmap import PROT_BITS, resolve_range, update_vmas
from service.mm.state import Mm, Task, vmas_in
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError

_RULE = "mmap.refused"


def whole_pages(
    ctx: Context, task: Task, where: PageRange, *, round_start: bool = False
) -> tuple[int, int]:
    """(first page, end page).

    Refuses: START_UNALIGNED unless the call rounds it down, RANGE_WRAPS.
    """
    addr, length = resolve_range(ctx, task, where)
    if addr % PAGE_SIZE and not round_start:
        raise KernelError("START_UNALIGNED", rule=_RULE, addr=to_hex(addr))
    if addr + length > U64_MAX:
        raise KernelError("RANGE_WRAPS", rule=_RULE, addr=to_hex(addr), len=length)
    return addr >> PAGE_SHIFT, (addr + length + PAGE_SIZE - 1) >> PAGE_SHIFT


def mapped_until(mm: Mm, start: int, end: int) -> int:
    """Where the first hole of a range begins; its end without one."""
    page = start
    for vma in vmas_in(mm, start, end):
        if vma.start > page:
            break
        page = min(vma.end, end)
    return page


def _hole(ctx: Context, page: int) -> Answer:
    """The refusal at a hole: what lies before it was changed."""
    error = KernelError("RANGE_NOT_MAPPED", rule=_RULE, addr=to_hex(page << PAGE_SHIFT))
    return ctx.refusal(Answer, error)


def mlock(ctx: Context, command: Mlock) -> Answer:
    """mlock(2): the areas become VM_LOCKED and are faulted in.

    Areas before a hole stay locked, and are not faulted in.
    Refuses: RANGE_NOT_MAPPED. Source: mm/mlock.c, apply_vma_lock_flags and do_mlock.
    """
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    start, end = whole_pages(ctx, task, command, round_start=True)
    stop = mapped_until(mm, start, end)
    mlock_pages(ctx, mm, start, stop, fault=False)
    update_vmas(ctx, mm, start, stop, lambda vma: msgspec.structs.replace(vma, locked=True))
    if stop < end:
        return _hole(ctx, stop)
    if not command.onfault:
        populate_range(ctx, task, start, end)
    ctx.decide("mlock.done")
    return ctx.answer(Answer)


def munlock(ctx: Context, command: Munlock) -> Answer:
    """munlock(2). Areas before a hole are unlocked. Refuses: RANGE_NOT_MAPPED."""
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    start, end = whole_pages(ctx, task, command, round_start=True)
    stop = mapped_until(mm, start, end)
    update_vmas(ctx, mm, start, stop, lambda vma: msgspec.structs.replace(vma, locked=False))
    munlock_pages(ctx, mm, start, stop)
    if stop < end:
        return _hole(ctx, stop)
    ctx.decide("mlock.done")
    return ctx.answer(Answer)


def mprotect(ctx: Context, command: Mprotect) -> Answer:
    """mprotect(2): areas split and merge; pages lose write permission with PROT_WRITE.

    Areas before a hole are changed. Refuses: RANGE_NOT_MAPPED. Source: mm/mprotect.c,
    do_mprotect_pkey.
    """
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    start, end = whole_pages(ctx, task, command)
    stop = mapped_until(mm, start, end)
    prot = sum(PROT_BITS[word] for word in dict.fromkeys(command.prot))
    update_vmas(ctx, mm, start, stop, lambda vma: msgspec.structs.replace(vma, prot=prot))
    if not prot & PROT_BITS["PROT_WRITE"]:
        for first, last, (obj, shift, writable) in list(mm.pages.overlaps(start, stop)):
            if writable:
                mm.pages.assign(ctx.undo, first, last, (obj, shift, False))
    else:
        upgrade_writable(ctx, mm, start, stop)
    if stop < end:
        return _hole(ctx, stop)
    ctx.decide("mprotect.done")
    return ctx.answer(Answer)
