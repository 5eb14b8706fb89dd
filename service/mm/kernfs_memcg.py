"""Files of memory cgroups: limits, usage, events (mm/memcontrol.c)."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.cpuset import cgroup_of
from service.mm.kernfs_file import KernelFile, Match, Write, malformed
from service.mm.memcg_oom import mem_cgroup_out_of_memory, reclaim_group
from service.mm.memcg_stat import format_numa_stat, format_stat
from service.mm.memcontrol import swap_usage, usage
from service.mm.state import HostState
from service.mm.zones import PAGE_SHIFT

#: limit file -> attribute of the group
_LIMITS: Final = {
    "memory.max": "memory_max",
    "memory.high": "memory_high",
    "memory.swap.max": "swap_max",
    "memory.min": "memory_min",
    "memory.low": "memory_low",
}
_UNITS: Final = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40, "P": 50, "E": 60}
_EVENTS: Final = ("low", "high", "max", "oom", "oom_kill", "oom_group_kill")


def _group(state: HostState, match: Match) -> Cgroup | None:
    """The group of a path; the root has no memory files."""
    return state.cgroups.get(match[1]) if match[1] else None


def _pages(write: Write) -> int:
    """A number of bytes in whole pages; -1 is `max` (page_counter_memparse)."""
    text = write.value.strip()
    if text == "max":
        return -1
    found = re.match(r"^(0x[0-9a-f]+|\d+)([KMGTPE]?)$", text, re.IGNORECASE)
    if found is None:
        raise malformed(write)
    return int(found[1], 0) << _UNITS[found[2].upper()] >> PAGE_SHIFT


def _read_limit(state: HostState, match: Match) -> str | None:
    group = _group(state, match)
    if group is None:
        return None
    pages: int = getattr(group, _LIMITS[match[2]])
    return "max" if pages < 0 else str(pages << PAGE_SHIFT)


def _write_limit(ctx: Context, match: Match, write: Write) -> None:
    """Sets a limit; a usage above it is reclaimed, and above memory.max killed for."""
    group = cgroup_of(ctx, match[1])
    name = _LIMITS[match[2]]
    pages = _pages(write)
    changed = msgspec.structs.replace(group, **{name: pages})
    ctx.undo.set(ctx.state.cgroups, group.path, changed)
    if pages < 0 or name not in {"memory_max", "memory_high"}:
        return
    while (excess := usage(ctx.state, group.path) - pages) > 0:
        if reclaim_group(ctx, group.path, excess):
            continue
        if name == "memory_high" or not mem_cgroup_out_of_memory(ctx, group.path):
            return


def _read_current(state: HostState, match: Match) -> str | None:
    group = _group(state, match)
    if group is None:
        return None
    pages = swap_usage(state, group.path) if match[2] == "swap." else usage(state, group.path)
    return str(pages << PAGE_SHIFT)


def _read_stat(state: HostState, match: Match) -> str | None:
    group = _group(state, match)
    if group is None:
        return None
    form = format_numa_stat if match[2] == "numa_" else format_stat
    return form(state, group.path)


def _read_events(state: HostState, match: Match) -> str | None:
    group = _group(state, match)
    if group is None:
        return None
    counts = dict(group.events_local if match[2] else group.events)
    return "\n".join(f"{name} {counts.get(name, 0)}" for name in _EVENTS)


def _read_oom_group(state: HostState, match: Match) -> str | None:
    group = _group(state, match)
    return None if group is None else str(int(group.oom_group))


def _write_oom_group(ctx: Context, match: Match, write: Write) -> None:
    group = cgroup_of(ctx, match[1])
    if write.value.strip() not in {"0", "1"}:
        raise malformed(write)
    changed = msgspec.structs.replace(group, oom_group=write.value.strip() == "1")
    ctx.undo.set(ctx.state.cgroups, group.path, changed)


_CG: Final = r"/cg((?:/[A-Za-z0-9_.-]+)*)"

MEMCG_FILES: Final[tuple[KernelFile, ...]] = (
    KernelFile(rf"{_CG}/(memory\.(?:min|low|high|max|swap\.max))", _read_limit, _write_limit),
    KernelFile(rf"{_CG}/memory\.(swap\.)?current", _read_current),
    KernelFile(rf"{_CG}/memory\.(numa_)?stat", _read_stat),
    KernelFile(rf"{_CG}/memory\.events(\.local)?", _read_events),
    KernelFile(rf"{_CG}/memory\.oom\.group", _read_oom_group, _write_oom_group),
)
