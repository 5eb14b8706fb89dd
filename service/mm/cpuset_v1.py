"""cpusets of cgroup v1: what differs from v2 (kernel/cgroup/cpuset-v1.c).

A cpuset starts empty, must be a subset of its parent, keeps what hotplug takes away from it, and
migrates pages only when told to. CPU lists are kept for reading back; nothing is scheduled by them.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.nodemask import format_nodelist
from service.mm.state import NO_MM, HostState
from service.reasons import KernelError

#: flag files of a v1 cpuset -> attribute of the group
FLAG_FILES: Final[dict[str, str]] = {
    "cpuset.memory_spread_page": "spread_page",
    "cpuset.memory_migrate": "memory_migrate",
    "cpuset.mem_exclusive": "mem_exclusive",
    "cgroup.clone_children": "clone_children",
}
_CPULIST: Final = re.compile(r"^(\d+(-\d+)?(,\d+(-\d+)?)*)?,*$")
_RULE: Final = "cpuset.mems"


def parent_of(path: str) -> str:
    """The path of the parent cgroup."""
    return path.rsplit("/", 1)[0] or "/"


def mems_of(state: HostState, path: str) -> int:
    """mems_allowed of a v1 cpuset; the root has what is online."""
    return state.top_mems if path == "/" else state.cgroups[path].mems


def children(state: HostState, path: str) -> list[Cgroup]:
    """The groups directly below a path, by path."""
    return [
        state.cgroups[each]
        for each in sorted(state.cgroups)
        if each != "/" and parent_of(each) == path
    ]


def _is_subset(state: HostState, inner: Cgroup, outer: Cgroup) -> bool:
    mems = state.top_mems if outer.path == "/" else outer.mems
    exclusive = outer.path == "/" or outer.mem_exclusive
    return not inner.mems & ~mems and (exclusive or not inner.mem_exclusive)


def has_tasks(state: HostState, path: str) -> bool:
    """Whether a living task is in a group."""
    return any(task.alive and task.cgroup == path for task in state.tasks.values())


def validate_change(ctx: Context, current: Cgroup, trial: Cgroup) -> None:
    """Refuses: CPUSET_CHILD_OUTSIDE, CPUSET_OUTSIDE_PARENT, CPUSET_NEEDS_MEMS, CPUSET_EXCLUSIVE.

    Source: kernel/cgroup/cpuset.c, validate_change; cpuset-v1.c, cpuset1_validate_change.
    """
    state = ctx.state
    for child in children(state, current.path):
        if not _is_subset(state, child, trial):
            raise KernelError("CPUSET_CHILD_OUTSIDE", rule=_RULE, path=child.path)
    if current.path == "/":
        return
    parent = state.cgroups[parent_of(current.path)]
    if not _is_subset(state, trial, parent):
        raise KernelError("CPUSET_OUTSIDE_PARENT", rule=_RULE, path=current.path)
    if has_tasks(state, current.path) and current.mems and not trial.mems:
        raise KernelError("CPUSET_NEEDS_MEMS", rule=_RULE, path=current.path)
    for sibling in children(state, parent.path):
        exclusive = trial.mem_exclusive or sibling.mem_exclusive
        if sibling.path != current.path and exclusive and trial.mems & sibling.mems:
            raise KernelError("CPUSET_EXCLUSIVE", rule=_RULE, path=sibling.path)


def new_group(ctx: Context, path: str) -> Cgroup:
    """A new v1 cpuset: empty, or its parent's nodes with clone_children."""
    state = ctx.state
    parent = state.cgroups[parent_of(path)]
    group = Cgroup(path, spread_page=parent.spread_page, clone_children=parent.clone_children)
    alone = not any(each.mem_exclusive for each in children(state, parent.path))
    if parent.clone_children and alone:
        group = msgspec.structs.replace(group, mems=mems_of(state, parent.path))
    return group


def write_flag(ctx: Context, path: str, name: str, *, value: bool) -> None:
    """A write to a flag file of a v1 cpuset."""
    current = ctx.state.cgroups[path]
    trial = msgspec.structs.replace(current, **{name: value})
    if name == "mem_exclusive":
        validate_change(ctx, current, trial)
    ctx.undo.set(ctx.state.cgroups, path, trial)


def write_cpus(ctx: Context, path: str, text: str) -> None:
    """A write to cpuset.cpus. Refuses: NODELIST_MALFORMED."""
    if not _CPULIST.match(text.strip()):
        raise KernelError("NODELIST_MALFORMED", rule=_RULE, value=text)
    current = ctx.state.cgroups[path]
    ctx.undo.set(ctx.state.cgroups, path, msgspec.structs.replace(current, cpus=text.strip()))


def check_attach(ctx: Context, path: str) -> None:
    """Refuses: CPUSET_NEEDS_MEMS, for a cpuset without nodes (cpuset_can_attach)."""
    if path != "/" and not ctx.state.cgroups[path].mems:
        raise KernelError("CPUSET_NEEDS_MEMS", rule=_RULE, path=path)


def hotplug(ctx: Context, online: int) -> None:
    """The root follows; what the others lose is lost; tasks of an emptied one move up.

    Source: cpuset-v1.c, cpuset1_hotplug_update_tasks.
    """
    state = ctx.state
    ctx.undo.assign(state, "top_mems", online)
    for path in sorted(state.cgroups):
        group = state.cgroups[path]
        if path == "/" or not group.mems & ~online:
            continue
        kept = group.mems & online
        if state.model.knobs.cpuset_private_only == "add_common" and not kept & state.n_memory:
            kept = 0
        ctx.undo.set(state.cgroups, path, msgspec.structs.replace(group, mems=kept))
        if not kept:
            _move_up(ctx, path)


def _move_up(ctx: Context, path: str) -> None:
    target = parent_of(path)
    while target != "/" and not ctx.state.cgroups[target].mems:
        target = parent_of(target)
    for pid in sorted(ctx.state.tasks):
        task = ctx.state.tasks[pid]
        if task.alive and task.cgroup == path and task.mm != NO_MM:
            ctx.undo.assign(task, "cgroup", target)
            ctx.effect("task", pid=pid, detail=f"moved to {target}: {path} has no node left")


def mems_text(state: HostState, path: str) -> str:
    """cpuset.mems of a v1 cpuset."""
    return format_nodelist(mems_of(state, path))
