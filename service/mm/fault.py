"""One page fault on a mapped page, and who decides it (mm/memory.c, handle_pte_fault; patch 15).

A service that protects its folios against writes has PTEs that stay read-only: mprotect, NUMA hint
restore and migration restore must not set the write bit. A fault on such a page is the service's:
its handle_fault is called with the page-table lock held and must drop it; presence of the callback
is enough, the flag is not asked.
"""

from __future__ import annotations

from typing import Final

from service.mm.context import Context
from service.mm.folio import is_wrprotected
from service.mm.managed_fault import level_of, managed_handle_fault
from service.mm.memory import access_error, touch_range
from service.mm.mmap import ZERO_PAGE, is_cow_mapping
from service.mm.numa_balancing import do_numa_page
from service.mm.state import Mm, Task, Vma
from service.mm.vm_fault import Access, Fault

#: how an access ended -> the word of its fault; others are allocations that failed
_WORDS: Final = {
    "FAULT_SIGBUS": "VM_FAULT_SIGBUS",
    "SIGNAL_SIGBUS": "VM_FAULT_SIGBUS",
    "SIGNAL_HWPOISON": "VM_FAULT_HWPOISON",
    "SIGNAL_SIGSEGV": "VM_FAULT_SIGSEGV",
}


def handle_mm_fault(
    ctx: Context, task: Task, vma: Vma, page: int, access: str, *, changed: bool = False
) -> int | str:
    """Exactly one fault: 0 or a VM_FAULT word.

    `changed`: the entry is no longer what the fault saw when the lock is taken. `access` read on a
    present entry is the fault for the accessed bit; `unshare` breaks copy-on-write for a read pin
    (FAULT_FLAG_UNSHARE), whatever the area's protection. An access that the area forbids ends
    before anybody is asked (arch/x86/mm/fault.c, access_error).
    """
    mm = ctx.state.mms[task.mm]
    entry = mm.pages.at(page)
    if access == "unshare" and (entry is None or not is_cow_mapping(vma)):
        access = "read"  # sanitize_fault_flags; an empty entry has nothing to unshare
    if access_error(vma, write=access == "write"):
        return "VM_FAULT_SIGSEGV"
    if entry is None or entry[0] == ZERO_PAGE:
        return _ordinary(ctx, task, mm, page, access)
    if mm.protnone.at(page):
        do_numa_page(ctx, mm, vma, page, None)
        return 0
    if changed:
        return 0
    obj = ctx.state.objects[entry[0]]
    index = page + entry[1]
    writes = access != "read"
    reaches = writes or (
        ctx.knobs.handle_fault_reads == "dispatched" and level_of(obj, index) == "PTE"
    )
    if reaches and not (writes and entry[2]):
        ctx.used("handle_fault.reads")
        answer = managed_handle_fault(ctx, task, vma, obj, index, page)
        if answer is not None:
            return answer
    return _ordinary(ctx, task, mm, page, access)


def _ordinary(ctx: Context, task: Task, mm: Mm, page: int, access: str) -> int | str:
    wanted = Access(task, mm, access != "read", unshare=access == "unshare")
    try:
        touch_range(ctx, wanted, page, page + 1)
    except Fault as fault:
        return _WORDS.get(fault.reason, "VM_FAULT_OOM")
    return 0


def upgrade_writable(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Mprotect makes exclusive anonymous pages writable at once, write-protected folios apart.

    Source: mm/mprotect.c, change_pte_range with MM_CP_TRY_CHANGE_WRITABLE; patch 15 of 27.
    """
    for first, last, (obj_id, shift, writable) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id)
        if writable or obj is None or obj.kind != "anon":
            continue
        for low, high in obj.extra.holes(first + shift, last + shift):
            for a, b, zone in list(obj.runs(low, high)):
                if not is_wrprotected(ctx, zone[0]):
                    mm.pages.assign(ctx.undo, a - shift, b - shift, (obj_id, shift, True))
