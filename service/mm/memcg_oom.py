"""Where a memory cgroup is full: reclaim inside it, and the kill (mm/memcontrol.c, oom_kill.c)."""

from __future__ import annotations

from typing import Final

from service.mm.context import Context
from service.mm.evictable import evictable, locked_pages
from service.mm.folio import free_folios
from service.mm.lru import group_pages
from service.mm.memcg import memcg_of
from service.mm.memcg_protect import spare, with_low_reserves
from service.mm.memcontrol import (
    above,
    charged,
    count_event,
    members,
    swap_usage,
    usage,
)
from service.mm.mmap import try_to_unmap
from service.mm.oom import (
    INIT_PID,
    OOM_SCORE_ADJ_MIN,
    kill_task,
    pgtable_pages,
    rss_pages,
    swap_entries,
)
from service.mm.state import HostState, Task
from service.mm.swap import swap_out

#: the file system whose clean pages reclaim may drop
_DROPPABLE: Final = "ext4"


def reclaim_high(ctx: Context, task: Task, nr: int) -> None:
    """Groups that go above memory.high reclaim the excess; nobody is killed for it."""
    for group in list(above(ctx.state, memcg_of(task))):
        if group.memory_high < 0:
            continue
        excess = usage(ctx.state, group.path) + nr - group.memory_high
        if excess > 0:
            count_event(ctx, group.path, "high")
            ctx.disturbed += bool(reclaim_group(ctx, group.path, excess))


def reclaim_group(ctx: Context, path: str, nr: int) -> int:
    """Reclaims about `nr` pages of a group: clean page cache, then anonymous memory to swap."""
    return with_low_reserves(ctx, path, lambda: _reclaim_group(ctx, path, nr))


def _reclaim_group(ctx: Context, path: str, nr: int) -> int:
    locked = locked_pages(ctx.state)
    done = 0
    for obj, first, end in spare(ctx, list(charged(ctx.state, path)), path):
        if obj.kind != "file" or ctx.state.inodes[obj.name].fs != _DROPPABLE:
            continue
        for low, high in evictable(obj, first, end, locked):
            for a, b in obj.dirty.holes(low, high):
                stop = min(b, a + nr - done)
                if a < stop:
                    try_to_unmap(ctx, obj, a, stop)
                    free_folios(ctx, obj, a, stop)
                    done += stop - a
    for nid in sorted(ctx.state.nodes) if done < nr else ():
        for obj, first, end in group_pages(ctx, path, nid):
            room = min(nr - done, _swap_room(ctx.state, path))
            if room > 0:
                done += swap_out(ctx, obj, first, end, room)
    return done


def _swap_room(state: HostState, path: str) -> int:
    """Pages that memory.swap.max of a group and those above it leaves."""
    limits = [
        group.swap_max - swap_usage(state, group.path)
        for group in above(state, path)
        if group.swap_max >= 0
    ]
    return min([1 << 62, *limits])


def mem_cgroup_out_of_memory(ctx: Context, path: str) -> int:
    """Kills the member of a group with the highest badness; its pid, 0 when nobody may be killed.

    With memory.oom.group all members go. Source: mm/memcontrol.c, mm/oom_kill.c (oom_badness).
    """
    state = ctx.state
    count_event(ctx, path, "oom")
    total = state.cgroups[path].memory_max + max(state.swap_pages, 0)

    def badness(task: Task) -> tuple[int, int]:
        mm = state.mms[task.mm]
        points = rss_pages(state, mm) + swap_entries(mm) + pgtable_pages(mm)
        return points + task.oom_score_adj * (total // 1000), task.pid

    able = [
        task
        for task in members(state, path)
        if task.oom_score_adj != OOM_SCORE_ADJ_MIN and task.pid != INIT_PID
    ]
    if not able:
        return 0
    victim = max(able, key=badness)
    if state.cgroups[path].oom_group:
        count_event(ctx, path, "oom_group_kill")
    for task in able if state.cgroups[path].oom_group else [victim]:
        if task.alive:
            _kill(ctx, task)
    return victim.pid


def _kill(ctx: Context, task: Task) -> None:
    count_event(ctx, memcg_of(task), "oom_kill")
    pages = rss_pages(ctx.state, ctx.state.mms[task.mm])
    ctx.effect("oom_kill", pid=task.pid, detail="CONSTRAINT_MEMCG", nr_pages=pages)
    kill_task(ctx, task, 9)
