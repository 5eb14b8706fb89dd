"""mmap(2): where a mapping goes and what it is of (mm/mmap.c, do_mmap)."""

from __future__ import annotations

from service.bounded import parse_hex, to_hex
from service.mm.commands.base import Answer
from service.mm.commands.memory import Mmap, MmapAnswer
from service.mm.context import Context
from service.mm.hugetlb import hugetlb_reserve_pages
from service.mm.hugetlb_pool import HPAGE_NR, HUGETLB
from service.mm.mmap import PROT_BITS, TASK_PAGES, merged
from service.mm.state import Mm, Task, Vma, vmas_in
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError, Refused


def _placed(mm: Mm, command: Mmap) -> int:
    """The first page of the new mapping. Refuses: MMAP_OVERLAPS, MMAP_NO_ROOM, unaligned."""
    unit = HPAGE_NR if command.kind.startswith("hugetlb") else 1
    if command.addr is None:
        start = -(-mm.mmap_next // unit) * unit
        if start + command.nr_pages > TASK_PAGES:
            raise KernelError("MMAP_NO_ROOM", rule="mmap.refused", nr_pages=command.nr_pages)
        return start
    addr = parse_hex(command.addr)
    if addr % (PAGE_SIZE * unit):
        raise KernelError("START_UNALIGNED", rule="mmap.refused", addr=command.addr)
    start = addr >> PAGE_SHIFT
    if start + command.nr_pages > TASK_PAGES:
        raise KernelError("MMAP_NO_ROOM", rule="mmap.refused", nr_pages=command.nr_pages)
    if vmas_in(mm, start, start + command.nr_pages):
        raise KernelError("MMAP_OVERLAPS", rule="mmap.refused", addr=command.addr)
    return start


def _hugetlb(ctx: Context, task: Task, kind: str, start: int, end: int) -> str:
    """What the `file` of a huge mapping says, after its pages were promised.

    Of a shared one the object, of a private one the address space that has the promise.
    """
    if kind == "hugetlb_private":
        hugetlb_reserve_pages(ctx, task, task.mm, start, end)
        return str(task.mm)
    obj = ctx.new_object("shmem", HUGETLB)
    hugetlb_reserve_pages(ctx, task, obj.id, 0, end - start)
    return str(obj.id)


def do_mmap(ctx: Context, command: Mmap) -> Answer:
    """mmap(2). Refuses: UNKNOWN_FILE, ALREADY_EXISTS (label), and the kernel's refusals.

    A mapping of huge pages is rounded up to whole ones.
    """
    task = ctx.task(command.pid)
    mm = ctx.state.mms[task.mm]
    if command.area in mm.areas:
        raise Refused("ALREADY_EXISTS", kind="area", name=command.area)
    is_file = command.kind.startswith("file")
    if is_file != (command.file is not None):
        why = "is required" if is_file else "belongs to file mappings"
        raise Refused("INVALID_FIELD", field="file", why=f"{why} (kind {command.kind})")
    file = command.file or ""
    if is_file and file not in ctx.state.inodes:
        raise Refused("UNKNOWN_FILE", file=file, host="")
    start = _placed(mm, command)
    nr_pages = command.nr_pages
    if command.kind.startswith("hugetlb"):
        nr_pages = -(-nr_pages // HPAGE_NR) * HPAGE_NR
        file = _hugetlb(ctx, task, command.kind, start, start + nr_pages)
    end = start + nr_pages
    if command.kind == "anon_shared":
        file = str(ctx.new_object("shmem", command.area, command.ino or 0).id)
    prot = sum(PROT_BITS[word] for word in dict.fromkeys(command.prot))
    pgoff = start if command.kind == "anon_private" else command.pgoff
    vma = Vma(start, end, command.kind, pgoff, file, prot, label=command.area)
    vmas = sorted([*mm.vmas, vma], key=lambda each: each.start)
    ctx.undo.assign(mm, "vmas", merged(vmas))
    ctx.undo.set(mm.areas, command.area, (start, nr_pages))
    if end + 1 > mm.mmap_next:
        ctx.undo.assign(mm, "mmap_next", end + 1)
    ctx.decide("mmap.done")
    return ctx.answer(MmapAnswer, addr=to_hex(start << PAGE_SHIFT))
