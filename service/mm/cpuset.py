"""cpusets of cgroup v2: which nodes a task may use (kernel/cgroup/cpuset.c; patch 02).

`mems` is what was written, `effective` what of it the ancestors grant and has memory. A change of
the effective nodes rebinds policies and moves pages; equal effective nodes change nothing at all.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.mm import cpuset_v1
from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.mempolicy import mpol_rebind
from service.mm.migrate_pages import do_migrate_pages
from service.mm.state import NO_MM, HostState, Mm, Task
from service.reasons import KernelError, Refused

#: one region of a list: `3`, `1-5`, `0-7:1/4` (one of each four), `all`; N is the last bit
_REGION: Final = re.compile(r"^(all|(\d+|N)(-(\d+|N))?)(:(\d+|N)/(\d+|N))?$", re.IGNORECASE)


def root_mems(state: HostState) -> int:
    """Effective nodes of the root cpuset: those with memory, private ones by the model's cell."""
    private = state.model.knobs.cpuset_universe == "n_memory_and_private"
    return state.n_memory | (state.n_memory_private if private else 0)


def parent_of(path: str) -> str:
    """The path of the parent cgroup."""
    return path.rsplit("/", 1)[0] or "/"


def cgroup_of(ctx: Context, path: str) -> Cgroup:
    """The cgroup of a path. Refuses: UNKNOWN_OBJECT."""
    found = ctx.state.cgroups.get(path)
    if found is None:
        raise Refused("UNKNOWN_OBJECT", kind="cgroup", name=path)
    return found


def effective_mems(state: HostState, path: str) -> int:
    """cpuset.mems.effective: configured and granted; the parent's where that is empty."""
    if path == "/":
        return root_mems(state)
    if state.cpusets_v1:
        return state.cgroups[path].mems
    granted = effective_mems(state, parent_of(path))
    wanted = state.cgroups[path].mems
    effective = wanted & granted
    rule = state.model.knobs.cpuset_private_only
    if rule == "kept" or not wanted or effective & state.n_memory:
        return effective or granted
    # Private nodes alone: the parent's set (refused on a write, but a parent may shrink), or what
    # was asked for and the parent's ordinary nodes, nothing that nobody asked for.
    return granted if rule == "refuse" else effective | granted & state.n_memory


def guarantee_online_mems(state: HostState, path: str) -> int:
    """What tasks of a cpuset may use: ordinary nodes are never missing, private ones its own.

    Source: kernel/cgroup/cpuset.c, guarantee_online_mems; patch 02 of 27.
    """
    own = effective_mems(state, path)
    walk = path
    while walk != "/" and not effective_mems(state, walk) & state.n_memory:
        walk = parent_of(walk)
    return effective_mems(state, walk) & state.n_memory | own & state.n_memory_private


def parse_nodelist(ctx: Context, text: str) -> int:
    """A node list as cpuset.mems takes it.

    Refuses: NODELIST_MALFORMED (EINVAL), NODELIST_RANGE (ERANGE), NODE_NOT_POSSIBLE (EINVAL).
    """
    mask = 0
    for part in re.split(r"[,\s]+", text):
        mask |= _region(ctx, part, text.strip()) if part else 0
    if outside := mask & ~ctx.state.possible:
        raise KernelError("NODE_NOT_POSSIBLE", rule="cpuset.mems", nid=outside.bit_length() - 1)
    return mask


def _region(ctx: Context, part: str, text: str) -> int:
    """One region. Source: lib/bitmap-str.c, bitmap_parse_region, bitmap_check_region."""
    found = _REGION.match(part)
    if found is None:
        raise KernelError("NODELIST_MALFORMED", rule="cpuset.mems", value=text)
    last = ctx.state.max_numnodes - 1

    def bit(word: str) -> int:
        return last if word.upper() == "N" else int(word)

    whole = found[1].lower() == "all"
    low = 0 if whole else bit(found[2])
    high = last if whole else bit(found[4] or found[2])
    used, group = (bit(found[6]), bit(found[7])) if found[5] else (high - low + 1, high - low + 1)
    if high < low or not group or used > group:
        raise KernelError("NODELIST_MALFORMED", rule="cpuset.mems", value=text)
    if high > last:
        raise KernelError("NODELIST_RANGE", rule="cpuset.mems", nid=high)
    return sum(
        (1 << min(start + used, high + 1)) - (1 << start) for start in range(low, high + 1, group)
    )


def write_mems(ctx: Context, path: str, text: str) -> None:
    """A write to cpuset.mems."""
    group = cgroup_of(ctx, path)
    if path == "/":
        raise KernelError("ROOT_CPUSET", rule="cpuset.mems")
    mask = parse_nodelist(ctx, text)
    _check_private_only(ctx, path, mask)
    if ctx.state.cpusets_v1:
        if outside := mask & ~ctx.state.top_mems:
            nid = outside.bit_length() - 1
            raise KernelError("CPUSET_NODE_NOT_IN_ROOT", rule="cpuset.mems", nid=nid)
        trial = msgspec.structs.replace(group, mems=mask)
        cpuset_v1.validate_change(ctx, group, trial)
    before = {each: effective_mems(ctx.state, each) for each in sorted(ctx.state.cgroups)}
    ctx.undo.set(ctx.state.cgroups, path, msgspec.structs.replace(group, mems=mask))
    for each, old in before.items():
        if effective_mems(ctx.state, each) != old:
            update_tasks_nodemask(ctx, each, old)


def _check_private_only(ctx: Context, path: str, mask: int) -> None:
    """Refuses: CPUSET_PRIVATE_ONLY (EINVAL), CPUSET_NEEDS_MEMS (ENOSPC, cgroup v1)."""
    rule = ctx.knobs.cpuset_private_only
    if not mask & ctx.state.n_memory_private or mask & ctx.state.n_memory or rule == "kept":
        return
    ctx.used("cpuset.private_only")
    if rule == "refuse":
        raise KernelError("CPUSET_PRIVATE_ONLY", rule="cpuset.private", path=path)
    if ctx.state.cpusets_v1:
        raise KernelError("CPUSET_NEEDS_MEMS", rule="cpuset.private", path=path)


def update_tasks_nodemask(ctx: Context, path: str, old: int) -> None:
    """The tasks of a cpuset follow a change of its effective nodes."""
    for pid in sorted(ctx.state.tasks):
        task = ctx.state.tasks[pid]
        if task.alive and task.cgroup == path:
            change_task_mems(ctx, task, old)


def change_task_mems(ctx: Context, task: Task, old: int, *, leads: bool = True) -> None:
    """Rebinds the policies of a task to its cpuset's nodes and moves its pages.

    v1 moves only with memory_migrate, and an attach only with the thread group's leader (`leads`).
    """
    state = ctx.state
    mems = guarantee_online_mems(state, task.cgroup)
    effective = effective_mems(state, task.cgroup)
    ctx.undo.assign(task, "mems_allowed", mems)
    ctx.undo.assign(task, "policy", mpol_rebind(ctx, task.policy, mems))
    if task.mm == NO_MM:
        return
    rebind_mm(ctx, state.mms[task.mm], effective)
    moves = not state.cpusets_v1 or state.cgroups[task.cgroup].memory_migrate
    if task.cgroup != "/" and moves and leads:
        subset = ctx.knobs.rebind_private == "subset"
        stay = state.n_memory_private if subset else 0
        do_migrate_pages(ctx, task, old, mems, move_all=True, stay=stay)


def attach(ctx: Context, task: Task, path: str) -> None:
    """A write of a pid to cgroup.procs."""
    cgroup_of(ctx, path)
    if ctx.state.cpusets_v1:
        cpuset_v1.check_attach(ctx, path)
    old = effective_mems(ctx.state, task.cgroup)
    ctx.undo.assign(task, "cgroup", path)
    if effective_mems(ctx.state, path) != old:
        change_task_mems(ctx, task, old, leads=task.tgid == task.pid)


def mkdir(ctx: Context, path: str) -> None:
    """A new cgroup. Refuses: CGROUP_EXISTS, UNKNOWN_OBJECT (the parent)."""
    if path in ctx.state.cgroups:
        raise KernelError("CGROUP_EXISTS", rule="cpuset.mems", path=path)
    cgroup_of(ctx, parent_of(path))
    group = cpuset_v1.new_group(ctx, path) if ctx.state.cpusets_v1 else Cgroup(path)
    group = msgspec.structs.replace(group, id=ctx.new_id())
    ctx.undo.set(ctx.state.cgroups, path, group)
    ctx.undo.assign(ctx.state, "cpusets_enabled", value=True)


def rmdir(ctx: Context, path: str) -> None:
    """Removes a cgroup without tasks and children. Refuses: CGROUP_BUSY, UNKNOWN_OBJECT."""
    cgroup_of(ctx, path)
    tasks = any(task.alive and task.cgroup == path for task in ctx.state.tasks.values())
    children = any(parent_of(each) == path for each in ctx.state.cgroups if each != "/")
    if path == "/" or tasks or children:
        raise KernelError("CGROUP_BUSY", rule="cpuset.mems", path=path)
    ctx.undo.delete(ctx.state.cgroups, path)
    ctx.undo.assign(ctx.state, "cpusets_enabled", len(ctx.state.cgroups) > 1)


def cpuset_handle_hotplug(ctx: Context, before: dict[str, int]) -> None:
    """Every cpuset follows the nodes with memory; policies of its tasks are rebound."""
    if ctx.state.cpusets_v1:
        cpuset_v1.hotplug(ctx, root_mems(ctx.state))
    for path in sorted(ctx.state.cgroups):
        if effective_mems(ctx.state, path) != before[path]:
            for pid in sorted(ctx.state.tasks):
                task = ctx.state.tasks[pid]
                if task.alive and task.cgroup == path:
                    _rebind_task(ctx, task)


def all_effective(state: HostState) -> dict[str, int]:
    """Effective nodes of every cpuset."""
    return {path: effective_mems(state, path) for path in sorted(state.cgroups)}


def _rebind_task(ctx: Context, task: Task) -> None:
    mems = guarantee_online_mems(ctx.state, task.cgroup)
    ctx.undo.assign(task, "mems_allowed", mems)
    ctx.undo.assign(task, "policy", mpol_rebind(ctx, task.policy, mems))
    if task.mm != NO_MM:
        rebind_mm(ctx, ctx.state.mms[task.mm], mems)


def rebind_mm(ctx: Context, mm: Mm, mems: int) -> None:
    """Rebinds the policy of every memory area (mpol_rebind_mm)."""
    vmas = tuple(
        vma
        if vma.policy is None
        else msgspec.structs.replace(vma, policy=mpol_rebind(ctx, vma.policy, mems))
        for vma in mm.vmas
    )
    if vmas != mm.vmas:
        ctx.undo.assign(mm, "vmas", vmas)
