"""cpusets: which nodes a task may use (kernel/cgroup/cpuset.c; patch 02 for private nodes)."""

from __future__ import annotations

import msgspec

from service.mm.context import Context
from service.mm.mempolicy import mpol_rebind
from service.mm.state import HostState, Mm


def root_mems(state: HostState) -> int:
    """Effective nodes of the root cpuset: those with memory, private ones by the model's cell."""
    private = state.model.knobs.cpuset_universe == "n_memory_and_private"
    return state.n_memory | (state.n_memory_private if private else 0)


def cpuset_handle_hotplug(ctx: Context) -> None:
    """The root cpuset follows the nodes with memory; policies of its tasks are rebound."""
    mems = root_mems(ctx.state)
    for pid in sorted(ctx.state.tasks):
        task = ctx.state.tasks[pid]
        if not task.alive or task.mems_allowed == mems:
            continue
        ctx.undo.assign(task, "mems_allowed", mems)
        ctx.undo.assign(task, "policy", mpol_rebind(ctx, task.policy, mems))
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
