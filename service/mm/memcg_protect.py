"""What memory.min and memory.low keep from reclaim (mm/memcontrol.c, mm/page_counter.c, vmscan.c).

A group at or below its effective protection is skipped; one above it loses no more than the part
of each of its lists that the protection leaves open. memory.low gives way where nothing else could
be reclaimed, memory.min never does. Protection is shared out from the group that is reclaimed down
(cgroup2 without memory_recursiveprot); that group itself has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.cpuset_v1 import parent_of
from service.mm.intervals import IntervalMap
from service.mm.memcg import memcg_of
from service.mm.memcontrol import count_event, usage
from service.mm.objects import PageObject
from service.mm.state import NO_MM, HostState
from service.mm.undo import Undo

#: what one list gives at least, once it is scanned (SWAP_CLUSTER_MAX)
_BATCH: Final = 32
#: memory.min and memory.low of `max`
_ALL: Final = 1 << 62
_ROOT: Final = "/"

Run = tuple[PageObject, int, int]


class Protection(NamedTuple):
    """Effective memory.min and memory.low of a group, and its usage, in pages."""

    emin: int
    elow: int
    usage: int


def with_low_reserves(ctx: Context, root: str, reclaim: Callable[[], int]) -> int:
    """Reclaims below `root`; without success once more from what memory.low holds back.

    Source: mm/vmscan.c, do_try_to_free_pages (memcg_low_skipped).
    """
    done = reclaim()
    if done or ctx.memcg_low_reclaim:
        return done
    found = protections(ctx.state, root)
    low = [path for path, each in found.items() if each.elow >= each.usage > each.emin]
    if not any(each.elow > each.emin for each in found.values()):
        return done
    ctx.memcg_low_reclaim = True
    try:
        done = reclaim()
    finally:
        ctx.memcg_low_reclaim = False
    for path in low if done else ():
        count_event(ctx, path, "low")
    return done


def protections(state: HostState, root: str) -> dict[str, Protection]:
    """Effective protection of the groups below `root` that have any.

    Source: mm/page_counter.c, page_counter_calculate_protection.
    """
    if not any(group.memory_min or group.memory_low for group in state.cgroups.values()):
        return {}
    inside = root.rstrip("/") + "/"
    paths = sorted(path for path in state.cgroups if path != _ROOT and path.startswith(inside))
    used = {path: usage(state, path) for path in paths}
    shares: dict[str, tuple[int, int]] = {}
    for path in paths:
        parent = parent_of(path)
        mine = _settings(state.cgroups[path])
        if parent == root:
            shares[path] = mine
            continue
        siblings = [each for each in paths if parent_of(each) == parent]
        shares[path] = (
            _share(used, siblings, state, 0, path, shares[parent][0]),
            _share(used, siblings, state, 1, path, shares[parent][1]),
        )
    return {path: Protection(*shares[path], used[path]) for path in paths if any(shares[path])}


def _settings(group: Cgroup) -> tuple[int, int]:
    least, low = group.memory_min, group.memory_low
    return _ALL if least < 0 else least, _ALL if low < 0 else low


def _share(
    used: dict[str, int], siblings: list[str], state: HostState, kind: int, path: str, above: int
) -> int:
    """effective_protection: what is used of a setting, in proportion where the parent has less."""
    wanted = {each: min(used[each], _settings(state.cgroups[each])[kind]) for each in siblings}
    total = sum(wanted.values())
    return wanted[path] * above // total if total > above else wanted[path]


def spare(ctx: Context, runs: list[Run], root: str) -> list[Run]:
    """The part of some runs of pages on one node that the groups below `root` leave to reclaim."""
    guarded = protections(ctx.state, root)
    if not guarded:
        return runs
    pieces = _owned(ctx.state, runs)
    sizes: dict[tuple[str, str], int] = {}
    for path, (obj, first, end) in pieces:
        if path in guarded:
            sizes[path, obj.kind] = sizes.get((path, obj.kind), 0) + end - first
    budget = {
        key: _scan(guarded[key[0]], size, low=not ctx.memcg_low_reclaim)
        for key, size in sizes.items()
    }
    left: list[Run] = []
    for path, (obj, first, end) in pieces:
        stop = end
        if path in guarded:
            stop = min(end, first + budget[path, obj.kind])
            budget[path, obj.kind] -= stop - first
        if first < stop:
            left.append((obj, first, stop))
    return left


def _scan(guard: Protection, size: int, *, low: bool) -> int:
    """Pages of a list of `size` that may go (shrink_node_memcgs, get_scan_count)."""
    if guard.emin >= guard.usage or (low and guard.elow >= guard.usage):
        return 0
    kept = max(guard.elow, guard.emin) if low else guard.emin
    return min(size, max(size - size * kept // (max(guard.usage, kept) + 1), _BATCH))


def _owned(state: HostState, runs: list[Run]) -> list[tuple[str, Run]]:
    """Runs cut by the memory cgroup they are charged to, in the same order."""
    names = {group.id: path for path, group in state.cgroups.items() if group.id}
    mappers = _anonymous(state)
    found: list[tuple[str, Run]] = []
    for obj, first, end in runs:
        if obj.kind == "anon":
            spans = [*mappers[obj.id].overlaps(first, end)] if obj.id in mappers else []
        else:
            spans = [(a, b, names.get(i, _ROOT)) for a, b, i in obj.marked("memcg", first, end)]
        at = first
        for low, high, path in spans:
            if at < low:
                found.append((_ROOT, (obj, at, low)))
            found.append((path, (obj, low, high)))
            at = high
        if at < end:
            found.append((_ROOT, (obj, at, end)))
    return found


def _anonymous(state: HostState) -> dict[int, IntervalMap[str]]:
    """Object id -> group of the first task that maps a page."""
    undo = Undo()
    found: dict[int, IntervalMap[str]] = {}
    seen: set[int] = {NO_MM}
    for _, task in sorted(state.tasks.items()):
        if not task.alive or task.mm in seen:
            continue
        seen.add(task.mm)
        for start, (end, (obj_id, shift, _)) in state.mms[task.mm].pages.values.items():
            spans = found.setdefault(obj_id, IntervalMap())
            for a, b in list(spans.holes(start + shift, end + shift)):
                spans.assign(undo, a, b, memcg_of(task))
    return found
