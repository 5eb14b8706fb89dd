"""Files of cgroups: cpuset.mems and its kin, cgroup.procs, memory.reclaim."""

from __future__ import annotations

import re
from typing import Final

from service.mm import cpuset
from service.mm.context import Context
from service.mm.cpuset_v1 import FLAG_FILES, mems_of, write_cpus, write_flag
from service.mm.kernfs_file import RULE, KernelFile, Match, Write, malformed, number
from service.mm.memcg_reclaim import try_to_free_mem_cgroup_pages
from service.mm.nodemask import format_nodelist
from service.mm.state import NO_MM, HostState
from service.reasons import KernelError


def _cg(match: Match) -> str:
    return match[1] or "/"


def _read_mems(state: HostState, match: Match) -> str | None:
    group = state.cgroups.get(_cg(match))
    if state.cpusets_v1 and group is not None:
        return format_nodelist(mems_of(state, group.path))
    return None if group is None or group.path == "/" else format_nodelist(group.mems)


def _read_cpus(state: HostState, match: Match) -> str | None:
    group = state.cgroups.get(_cg(match))
    return group.cpus if group is not None and state.cpusets_v1 else None


def _write_cpus(ctx: Context, match: Match, write: Write) -> None:
    cpuset.cgroup_of(ctx, _cg(match))
    write_cpus(ctx, _cg(match), write.value)


def _read_flag(state: HostState, match: Match) -> str | None:
    group = state.cgroups.get(_cg(match))
    if group is None or not state.cpusets_v1:
        return None
    return str(int(getattr(group, FLAG_FILES[match[2]])))


def _write_flag(ctx: Context, match: Match, write: Write) -> None:
    cpuset.cgroup_of(ctx, _cg(match))
    write_flag(ctx, _cg(match), FLAG_FILES[match[2]], value=number(write) != 0)


def _read_effective(state: HostState, match: Match) -> str | None:
    path = _cg(match)
    if path not in state.cgroups:
        return None
    return format_nodelist(cpuset.effective_mems(state, path))


def _read_sysram(state: HostState, match: Match) -> str | None:
    """cpuset.mems.sysram of models that have it: the effective nodes with ordinary memory."""
    path = _cg(match)
    if path not in state.cgroups or state.model.knobs.cpuset_sysram == "no":
        return None
    return format_nodelist(cpuset.effective_mems(state, path) & state.n_memory)


def _write_mems(ctx: Context, match: Match, write: Write) -> None:
    cpuset.write_mems(ctx, _cg(match), write.value)


def _write_procs(ctx: Context, match: Match, write: Write) -> None:
    pid = number(write) or write.pid or 0
    task = ctx.state.tasks.get(pid)
    if task is None or not task.alive or task.mm == NO_MM:
        raise KernelError("NO_SUCH_TASK", rule=RULE, pid=pid)
    cpuset.attach(ctx, task, _cg(match))


_SUFFIX: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def _write_reclaim(ctx: Context, match: Match, write: Write) -> KernelError | None:
    """What was reclaimed stays reclaimed when it was too little."""
    found = re.match(r"^(\d+)([KMG]?)$", write.value.strip())
    if found is None:
        raise malformed(write)
    wanted = int(found[1]) * _SUFFIX[found[2]]
    pages = try_to_free_mem_cgroup_pages(ctx, _cg(match), wanted >> 12, write.pid)
    freed = pages << 12
    if freed < wanted:
        return KernelError("RECLAIM_TOO_LITTLE", rule=RULE, nr=freed, of=wanted)
    return None


_CG: Final = r"/cg((?:/[A-Za-z0-9_.-]+)*)"

CGROUP_FILES: Final[tuple[KernelFile, ...]] = (
    KernelFile(rf"{_CG}/cpuset\.mems", _read_mems, _write_mems),
    KernelFile(rf"{_CG}/cpuset\.cpus", _read_cpus, _write_cpus),
    KernelFile(rf"{_CG}/({'|'.join(map(re.escape, FLAG_FILES))})", _read_flag, _write_flag),
    KernelFile(rf"{_CG}/cpuset\.mems\.effective", _read_effective),
    KernelFile(rf"{_CG}/cpuset\.(?:mems\.sysram|mems_sysram)", _read_sysram),
    KernelFile(rf"{_CG}/cgroup\.procs", None, _write_procs),
    KernelFile(rf"{_CG}/memory\.reclaim", None, _write_reclaim),
)
