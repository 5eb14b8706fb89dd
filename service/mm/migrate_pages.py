"""migrate_pages(2): all pages of a task from one set of nodes to another (mm/mempolicy.c)."""

from __future__ import annotations

from service.mm.batch import Batch
from service.mm.commands.base import Answer
from service.mm.commands.policy import MigratePages
from service.mm.context import Context
from service.mm.mempolicy import UserMask, get_nodes
from service.mm.migrate import mapped_runs, may_leave, movable_parts
from service.mm.migrate_to import accepts_user_pages, migrate_folios_to_node
from service.mm.mmap import TASK_PAGES
from service.mm.move_pages import need_mm, target_task
from service.mm.nodemask import format_nodelist, mask_of, nodes_of, remap_node, weight
from service.mm.objects import PageObject
from service.mm.state import Task
from service.reasons import KernelError


def migration_plan(source: int, target: int) -> list[tuple[int, int]]:
    """(from, to) pairs in the order in which do_migrate_pages moves them.

    Sources whose destination is already drained go first; with masks of different size a source
    that is also a destination stays.
    """
    plan: list[tuple[int, int]] = []
    left = source
    while left:
        chosen = (-1, -1)
        for nid in nodes_of(left):
            if weight(source) != weight(target) and target >> nid & 1:
                continue
            to = remap_node(nid, source, target)
            if to == nid:
                continue
            chosen = (nid, to)
            if not left >> to & 1:
                break
        if chosen[0] < 0:
            break
        left &= ~(1 << chosen[0])
        plan.append(chosen)
    return plan


def migrate_pages(ctx: Context, command: MigratePages) -> Answer:
    """migrate_pages(2); refusals in the kernel's order. Source: kernel_migrate_pages."""
    caller = ctx.task(command.pid)
    rule = "migrate.pages_call"
    faults = command.efault
    old = get_nodes(
        ctx.state, UserMask(command.old_nodes, command.maxnode, "old_nodes" in faults, "old_nodes")
    )
    new = get_nodes(
        ctx.state, UserMask(command.new_nodes, command.maxnode, "new_nodes" in faults, "new_nodes")
    )
    task = target_task(ctx, caller, command.target)
    privileged = "CAP_SYS_NICE" in caller.caps
    refused = _refused(ctx, new)
    free = _ungoverned(ctx) & ~refused
    if new & ~(task.mems_allowed | free) and not privileged:
        raise KernelError(
            "NEW_NODES_OUTSIDE_CPUSET", rule=rule, nodes=format_nodelist(new), pid=task.pid
        )
    usable = new & (caller.mems_allowed | free) & ~refused
    if not usable:
        raise KernelError("NO_NODE_TO_MIGRATE_TO", rule=rule, nodes=format_nodelist(new))
    need_mm(task)
    ctx.decide(rule, text="every page of the old nodes was moved")
    outcome = do_migrate_pages(ctx, task, old, usable, move_all=privileged)
    if isinstance(outcome, KernelError):
        return ctx.refusal(Answer, outcome)
    if outcome:
        ctx.decide(rule, text=f"{outcome} pages could not be moved")
    return ctx.answer(Answer, outcome)


def _ungoverned(ctx: Context) -> int:
    """Private nodes, where a cpuset has no say in them: cell `cpuset.governs_policy`."""
    return ctx.state.n_memory_private if ctx.knobs.cpuset_governs_policy == "no" else 0


def _refused(ctx: Context, new: int) -> int:
    """Private nodes that the call may not name (-EINVAL); others answer when they are reached."""
    if ctx.knobs.migrate_pages_refused != "EINVAL":
        return 0
    private = new & ctx.state.n_memory_private
    return mask_of(nid for nid in nodes_of(private) if not accepts_user_pages(ctx, nid))


def do_migrate_pages(
    ctx: Context, task: Task, old: int, new: int, *, move_all: bool, stay: int = 0
) -> int | KernelError:
    """Moves a task's pages from nodes to nodes: how many stayed, or the refusal that ended it.

    Pages on the nodes `stay` are not taken away.
    """
    failed = 0
    for source, target in migration_plan(old, new):
        if stay >> source & 1:
            continue
        batch = _pages_on(ctx, task, source, move_all=move_all)
        if not batch.nr_pages:
            continue
        outcome = migrate_folios_to_node(ctx, task, batch, target)
        if isinstance(outcome, KernelError):
            return outcome
        failed += outcome
    return failed


def _pages_on(ctx: Context, task: Task, nid: int, *, move_all: bool) -> Batch:
    """The task's pages on a node that may leave it, in address order."""
    runs: list[tuple[PageObject, int, int]] = []
    total = 0
    if may_leave(ctx, nid):
        for run in mapped_runs(ctx, ctx.state.mms[task.mm], 0, TASK_PAGES):
            if run.zone[0] != nid:
                continue
            first, end = run.start + run.shift, run.end + run.shift
            for low, high, shared in movable_parts(run.obj, first, end, move_all=move_all):
                if not shared:
                    runs.append((run.obj, low, high))
                    total += high - low
    return Batch(runs, total)
