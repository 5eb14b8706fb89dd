"""Tasks: creation, fork, affinity, exit (kernel/fork.c, kernel/exit.c, kernel/sched)."""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm.commands.base import Answer
from service.mm.commands.memory import CreateTask, ExitTask, Fork, SchedSetaffinity, Setuid
from service.mm.context import Context
from service.mm.cpuset import cgroup_of, guarantee_online_mems
from service.mm.mmap import ZERO_PAGE, exit_mm, get_pages
from service.mm.pagetable import new_tables
from service.mm.state import NO_MM, Mm, Task, Vma
from service.mm.swap import share_swapped
from service.reasons import Refused

#: what a child or thread takes over
_INHERITED: Final[tuple[str, ...]] = (
    "cpu",
    "uid",
    "caps",
    "dumpable",
    "cgroup",
    "memcg",
    "mems_allowed",
    "policy",
    "il_prev",
    "il_weight",
    "spread_rotor",
    "oom_score_adj",
)


def _new_mm(ctx: Context) -> Mm:
    mm = Mm(ctx.new_id(), ctx.new_object("anon").id)
    ctx.undo.set(ctx.state.mms, mm.id, mm)
    return mm


def _check_free(ctx: Context, pid: int) -> None:
    known = ctx.state.tasks.get(pid)
    if known is not None and known.alive:
        raise Refused("ALREADY_EXISTS", kind="task", name=pid)


def _check_cpu(ctx: Context, cpu: int) -> None:
    if cpu not in ctx.state.cpu_nid:
        raise Refused("UNKNOWN_CPU", cpu=cpu, host="")


def create_task(ctx: Context, command: CreateTask) -> Answer:
    """A new process on a CPU (the lowest one by default). Refuses: ALREADY_EXISTS, UNKNOWN_CPU."""
    _check_free(ctx, command.pid)
    cpu = command.cpu if command.cpu is not None else min(ctx.state.cpu_nid, default=0)
    _check_cpu(ctx, cpu)
    cgroup_of(ctx, command.cgroup)
    task = Task(command.pid, NO_MM if command.kthread else _new_mm(ctx).id)
    task.cpu = cpu
    task.uid = command.uid
    task.caps = tuple(dict.fromkeys(command.caps))
    task.oom_score_adj = command.oom_score_adj
    task.cgroup = command.cgroup
    task.mems_allowed = guarantee_online_mems(ctx.state, command.cgroup)
    ctx.undo.set(ctx.state.tasks, task.pid, task)
    ctx.effect("task", pid=task.pid, detail=f"runs on CPU {cpu} of node {ctx.state.cpu_nid[cpu]}")
    ctx.decide("task.created")
    return ctx.answer(Answer)


def setuid(ctx: Context, command: Setuid) -> Answer:
    """setuid(2): who changes its uid is no longer dumpable.

    Source: security/commoncap.c, cap_emulate_setxuid; kernel/cred.c, commit_creds.
    """
    task = ctx.task(command.pid)
    if task.uid == 0 and command.uid != 0:
        ctx.undo.assign(task, "caps", ())
    if task.uid != command.uid:
        ctx.undo.assign(task, "dumpable", value=False)
    ctx.undo.assign(task, "uid", command.uid)
    ctx.decide("task.uid", uid=command.uid)
    return ctx.answer(Answer)


def exit_task(ctx: Context, command: ExitTask) -> Answer:
    """A task exits, or a killed one is forgotten. Refuses: UNKNOWN_TASK."""
    task = ctx.state.tasks.get(command.pid)
    if task is None:
        raise Refused("UNKNOWN_TASK", pid=command.pid)
    if task.alive and task.mm != NO_MM:
        exit_mm(ctx, task)
    ctx.undo.delete(ctx.state.tasks, task.pid)
    ctx.effect("task", pid=task.pid, detail="exited")
    ctx.decide("task.exited")
    return ctx.answer(Answer)


def sched_setaffinity(ctx: Context, command: SchedSetaffinity) -> Answer:
    """Pins a task to one CPU."""
    task = ctx.task(command.pid)
    _check_cpu(ctx, command.cpu)
    ctx.undo.assign(task, "cpu", command.cpu)
    ctx.decide("task.affinity", nid=ctx.state.cpu_nid[command.cpu])
    return ctx.answer(Answer)


def clone_thread(ctx: Context, parent: Task, pid: int) -> Task:
    """A new thread: it shares the address space and copies policy, cpuset and credentials."""
    _check_free(ctx, pid)
    thread = Task(pid, parent.mm)
    for name in _INHERITED:
        setattr(thread, name, getattr(parent, name))
    thread.tgid = parent.tgid
    ctx.undo.set(ctx.state.tasks, pid, thread)
    return thread


def fork(ctx: Context, command: Fork) -> Answer:
    """fork(2). Private pages become copy-on-write; shared mappings are not copied.

    Memory locks are not inherited (kernel/fork.c, dup_mmap clears VM_LOCKED_MASK).
    Both sides get a fresh anonymous object: what the parent had is now shared by reference.
    """
    parent = ctx.task(command.pid)
    _check_free(ctx, command.child)
    child = Task(command.child, _new_mm(ctx).id)
    for name in _INHERITED:
        setattr(child, name, getattr(parent, name))
    ctx.undo.set(ctx.state.tasks, child.pid, child)
    mm, copy = ctx.state.mms[parent.mm], ctx.state.mms[child.mm]
    kept = [vma for vma in mm.vmas if "VM_DONTCOPY" not in vma.vm_flags]
    ctx.undo.assign(copy, "vmas", tuple(_forked(ctx, vma) for vma in kept))
    ctx.undo.assign(copy, "mmap_next", mm.mmap_next)
    for label in sorted(mm.areas):
        ctx.undo.set(copy.areas, label, mm.areas[label])
    _copy_page_tables(ctx, mm, copy)
    ctx.undo.assign(mm, "anon", ctx.new_object("anon").id)
    ctx.undo.assign(mm, "hugetlb", 0)
    ctx.effect("task", pid=child.pid, detail=f"forked from {parent.pid}")
    ctx.decide("task.forked")
    return ctx.answer(Answer)


def _forked(ctx: Context, vma: Vma) -> Vma:
    """The child's area: not locked, an anon_vma of its own below the parent's (anon_vma_fork)."""
    if not vma.anon_vma or "VM_WIPEONFORK" in vma.vm_flags:
        return msgspec.structs.replace(vma, locked=False, anon_vma=0, cloned=False)
    return msgspec.structs.replace(vma, locked=False, anon_vma=ctx.new_id(), cloned=True)


def _copy_page_tables(ctx: Context, mm: Mm, copy: Mm) -> None:
    """copy_page_range of areas that have had an anonymous page: the child faults on the others.

    Source: mm/memory.c, vma_needs_copy.
    """
    for vma in mm.vmas:
        if not vma.anon_vma or not {"VM_DONTCOPY", "VM_WIPEONFORK"}.isdisjoint(vma.vm_flags):
            continue
        for first, end, _ in list(mm.hwpoison.overlaps(vma.start, vma.end)):
            copy.hwpoison.assign(ctx.undo, first, end, value=True)
        share_swapped(ctx, mm, copy, vma.start, vma.end)
        for first, end, (obj_id, shift, _) in list(mm.pages.overlaps(vma.start, vma.end)):
            if obj_id != ZERO_PAGE:
                get_pages(ctx, ctx.state.objects[obj_id], first + shift, end + shift)
            entry = (obj_id, shift, False)
            mm.pages.assign(ctx.undo, first, end, entry)
            copy.pages.assign(ctx.undo, first, end, entry)
            new_tables(ctx, copy, first, end)
