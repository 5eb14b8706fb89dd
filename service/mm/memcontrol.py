"""Memory cgroups: what is charged to whom, and the limits (mm/memcontrol.c).

Anonymous pages are charged to the group of the tasks that map them, page cache and shared memory to
the group of the task that brought them in. A charge beyond memory.max first reclaims from the
group (page cache, then swap), then kills the member with the highest badness.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.cpuset_v1 import parent_of
from service.mm.flush import entries
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.memcg import in_memcg, memcg_of
from service.mm.mmap import ZERO_PAGE
from service.mm.objects import PageObject
from service.mm.oom import rss_pages, swap_entries
from service.mm.state import NO_MM, HostState, Task

#: pages that one round of reclaim frees at least where it can (SWAP_CLUSTER_MAX)
_BATCH: Final = 32


class Charge(NamedTuple):
    """Pages that may be charged now; 0: none, and `killed` says whether the task is the victim."""

    pages: int
    killed: bool = False


def _below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip("/") + "/")


def members(state: HostState, path: str) -> list[Task]:
    """Living tasks of a group and its children, by pid."""
    return [
        task
        for pid, task in sorted(state.tasks.items())
        if task.alive and task.mm != NO_MM and in_memcg(task, path)
    ]


def _mms(state: HostState, path: str) -> list[int]:
    return sorted({task.mm for task in members(state, path)})


def anon_usage(state: HostState, path: str) -> int:
    """Anonymous pages of a group and its children."""
    return sum(
        end - start
        for mm in _mms(state, path)
        for start, (end, (obj_id, _, _)) in state.mms[mm].pages.values.items()
        if obj_id != ZERO_PAGE
        and state.objects[obj_id].kind == "anon"
        and not is_hugetlb(state.objects[obj_id])
    )


def charged(state: HostState, path: str) -> Iterator[tuple[PageObject, int, int]]:
    """Runs of page cache and shared memory that are charged to a group or its children.

    Of the root: all of it.
    """
    if path == "/":
        for _, obj in sorted(state.objects.items()):
            if obj.kind != "anon" and not is_hugetlb(obj):
                for piece in obj.pieces(0, 1 << 62):
                    yield obj, piece.start, piece.end
        return
    ids = {group.id for each, group in state.cgroups.items() if group.id and _below(each, path)}
    for _, obj in sorted(state.objects.items()):
        for first, end, owner in obj.marked("memcg", 0, 1 << 62) if ids else ():
            if owner in ids:
                yield obj, first, end


def file_usage(state: HostState, path: str) -> int:
    """Pages of page cache and shared memory that are charged to a group and its children."""
    return sum(end - first for _, first, end in charged(state, path))


def swap_usage(state: HostState, path: str) -> int:
    """Pages of a group and its children that are in swap."""
    return sum(swap_entries(state.mms[mm]) for mm in _mms(state, path))


def usage(state: HostState, path: str) -> int:
    """Pages charged to a group and its children (memory.current). Of the root: resident pages."""
    if path == "/":
        resident = sum(rss_pages(state, state.mms[mm]) for mm in _mms(state, path))
        return resident + _deferred(state, path)
    return anon_usage(state, path) + file_usage(state, path) + _deferred(state, path)


def _deferred(state: HostState, path: str) -> int:
    """Pages of a group that a driver of compressed RAM still holds (patch 23, free_folio)."""
    return sum(
        entry.nr_pages
        for flush in state.flush.values()
        for entry in entries(flush)
        if _below(entry.memcg, path)
    )


def above(state: HostState, path: str) -> Iterator[Cgroup]:
    """The group of a path and those above it, the root apart."""
    while path in state.cgroups and path != "/":
        yield state.cgroups[path]
        path = parent_of(path)


def limiting_group(state: HostState, task: Task) -> tuple[str, int] | None:
    """(path, pages that may still be charged) of the tightest limit above a task, or None."""
    found: tuple[str, int] | None = None
    for group in above(state, memcg_of(task)):
        if group.memory_max >= 0:
            room = max(group.memory_max - usage(state, group.path), 0)
            if found is None or room < found[1]:
                found = (group.path, room)
    return found


def try_charge(ctx: Context, task: Task, nr: int) -> Charge:
    """Room for up to `nr` pages of a task's group: reclaims, then kills, for one page at least.

    Source: mm/memcontrol.c, try_charge_memcg.
    """
    from service.mm.memcg_oom import (  # noqa: PLC0415 - it reclaims, and reclaim charges
        mem_cgroup_out_of_memory,
        reclaim_group,
        reclaim_high,
    )

    reclaim_high(ctx, task, nr)
    while (group := limiting_group(ctx.state, task)) is not None:
        path, room = group
        if room:
            return Charge(min(nr, room))
        ctx.disturbed += 1
        count_event(ctx, path, "max")
        if reclaim_group(ctx, path, _BATCH):
            continue
        victim = mem_cgroup_out_of_memory(ctx, path)
        if victim == task.pid or not task.alive:
            return Charge(0, killed=True)
        if not victim:
            return Charge(0)
    return Charge(nr)


def count_event(ctx: Context, path: str, name: str) -> None:
    """Adds one to a line of memory.events.local of a group, and of memory.events up to the root.

    Source: include/linux/memcontrol.h, memcg_memory_event.
    """
    for group in list(above(ctx.state, path)):
        local = _one_more(group.events_local, name) if group.path == path else group.events_local
        changed = msgspec.structs.replace(
            group, events=_one_more(group.events, name), events_local=local
        )
        ctx.undo.set(ctx.state.cgroups, group.path, changed)


def _one_more(counts: tuple[tuple[str, int], ...], name: str) -> tuple[tuple[str, int], ...]:
    found = dict(counts)
    found[name] = found.get(name, 0) + 1
    return tuple(sorted(found.items()))


def reparent(ctx: Context, group: Cgroup) -> None:
    """The charges of a group that goes are its parent's from now on.

    Source: mm/memcontrol.c, memcg_reparent_objcgs; charges are hierarchical all the time.
    """
    heir = ctx.state.cgroups.get(parent_of(group.path))
    for _, obj in sorted(ctx.state.objects.items()) if group.id else ():
        for first, end, owner in obj.marked("memcg", 0, 1 << 62):
            if owner == group.id:
                obj.set_mark(ctx.undo, "memcg", first, end, heir.id if heir else 0)


def charge_cache(ctx: Context, task: Task, obj: PageObject, first: int, end: int) -> None:
    """Page cache and shared memory belong to the group of the task that brought them in."""
    group = ctx.state.cgroups.get(memcg_of(task))
    if group is not None and group.id:
        for a, b in obj.unmarked("memcg", first, end):
            obj.set_mark(ctx.undo, "memcg", a, b, group.id)
