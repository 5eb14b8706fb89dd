"""Memory cgroups: the limit of a group and the kill inside it (mm/memcontrol.c).

Anonymous pages are charged to the group of the task that faults them in. A charge beyond
memory.max first reclaims from the group (swap), then kills the member with most memory.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.cpuset_v1 import parent_of
from service.mm.flush import entries
from service.mm.lru import group_pages
from service.mm.memcg import in_memcg, memcg_of
from service.mm.oom import kill_task, pgtable_pages, rss_pages
from service.mm.state import NO_MM, HostState, Task
from service.mm.swap import swap_out


def _members(state: HostState, path: str) -> list[Task]:
    return [
        task
        for _, task in sorted(state.tasks.items())
        if task.alive and task.mm != NO_MM and in_memcg(task, path)
    ]


def usage(state: HostState, path: str) -> int:
    """Pages charged to a group and its children."""
    mms = {task.mm for task in _members(state, path)}
    return sum(rss_pages(state, state.mms[mm]) for mm in sorted(mms)) + _deferred(state, path)


def _deferred(state: HostState, path: str) -> int:
    """Pages of a group that a driver of compressed RAM still holds (patch 23, free_folio)."""
    prefix = path.rstrip("/") + "/"
    return sum(
        entry.nr_pages
        for flush in state.flush.values()
        for entry in entries(flush)
        if entry.memcg == path or entry.memcg.startswith(prefix)
    )


def limiting_group(state: HostState, task: Task) -> tuple[str, int] | None:
    """(path, pages that may still be charged) of the tightest limit above a task, or None."""
    path = memcg_of(task)
    found: tuple[str, int] | None = None
    while path in state.cgroups:
        limit = state.cgroups[path].memory_max
        if limit >= 0:
            room = max(limit - usage(state, path), 0)
            if found is None or room < found[1]:
                found = (path, room)
        if path == "/":
            break
        path = parent_of(path)
    return found


def mem_cgroup_oom(ctx: Context, path: str) -> int:
    """Reclaims from a group, else kills its largest member; the pid of the victim, or 0."""
    for nid in sorted(ctx.state.nodes):
        for obj, first, end in group_pages(ctx, path, nid):
            if swap_out(ctx, obj, first, end):
                return 0
    members = _members(ctx.state, path)
    if not members:
        return 0

    def badness(task: Task) -> tuple[int, int]:
        mm = ctx.state.mms[task.mm]
        return rss_pages(ctx.state, mm) + pgtable_pages(mm), task.pid

    victim = max(members, key=badness)
    ctx.effect(
        "oom_kill",
        pid=victim.pid,
        detail="CONSTRAINT_MEMCG",
        nr_pages=rss_pages(ctx.state, ctx.state.mms[victim.mm]),
    )
    kill_task(ctx, victim, 9)
    return victim.pid
