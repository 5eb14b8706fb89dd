"""move_pages(2): per-page targets and statuses (mm/migrate.c, do_pages_move, do_pages_stat).

Pages are handled in runs that share target, mapping and zone; statuses come back run-length coded.
Consecutive pages with one target form a batch; its statuses are written only when all of it moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from service.bounded import parse_hex
from service.mm.batch import Batch
from service.mm.commands.base import Answer, PageStatus
from service.mm.commands.policy import MovePages, MovePagesAnswer, PagePick
from service.mm.context import Context
from service.mm.folio import whole_folios
from service.mm.migrate import mapped_runs, may_leave, movable_parts
from service.mm.migrate_to import accepts_user_pages, migrate_folios_to_node
from service.mm.mmap import ZERO_PAGE, area_of, find_vma
from service.mm.mpol import MPOL_MF_MOVE, MPOL_MF_MOVE_ALL
from service.mm.objects import PageObject
from service.mm.state import NO_MM, Mm, Task, Vma
from service.mm.versions import KERNEL_VERSIONS
from service.mm.zones import PAGE_SHIFT
from service.reasons import Errno, KernelError, Refused

_FLAG_BITS = {"MPOL_MF_MOVE": MPOL_MF_MOVE, "MPOL_MF_MOVE_ALL": MPOL_MF_MOVE_ALL}
#: pages of one call when several target nodes alternate page by page
ALTERNATING_PAGES_MAX = 1 << 20


class Statuses:
    """Per-page statuses in argument order; None is a status that was never written."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int | None]] = []

    def add(self, count: int, status: int | None) -> None:
        """Appends `count` equal statuses."""
        if not count:
            return
        if self.runs and self.runs[-1][1] == status:
            self.runs[-1] = (self.runs[-1][0] + count, status)
        else:
            self.runs.append((count, status))

    def models(self) -> tuple[PageStatus, ...]:
        """The statuses as they stand in an answer."""
        return tuple(_status_model(count, status) for count, status in self.runs)


def _status_model(count: int, status: int | None) -> PageStatus:
    if status is None:
        return PageStatus.model_construct(count=count)
    if status < 0:
        return PageStatus.model_construct(count=count, errno=Errno(-status).name)
    return PageStatus.model_construct(count=count, nid=status)


class Move(msgspec.Struct):
    """A call in progress: the batch that waits for `node`, and what became of earlier pages."""

    task: Task
    mm: Mm
    move_all: bool
    bad_status: bool
    left: int
    statuses: Statuses
    node: int = -1
    queued: int = 0
    batch: list[tuple[PageObject, int, int]] = msgspec.field(default_factory=list)


def _picked(ctx: Context, task: Task, picks: Sequence[PagePick]) -> list[tuple[int, int]]:
    """(first page, count) of each pick."""
    picked: list[tuple[int, int]] = []
    for pick in picks:
        if (pick.area is None) == (pick.addr is None):
            raise Refused("INVALID_FIELD", field="pages", why="give either area or addr")
        if pick.area is not None:
            picked.append((area_of(ctx, task, pick.area)[0] + pick.first, pick.count))
        else:
            assert pick.addr is not None, "checked above"
            picked.append(((parse_hex(pick.addr) >> PAGE_SHIFT) + pick.first, pick.count))
    return picked


def total_pages(picked: list[tuple[int, int]]) -> int:
    """Number of pages that a call names."""
    return sum(count for _, count in picked)


def target_task(ctx: Context, caller: Task, pid: int) -> Task:
    """The task a call works on. Refuses: NO_SUCH_TASK, NO_PTRACE_RIGHT.

    Source: kernel/ptrace.c, __ptrace_may_access: same user and dumpable, or CAP_SYS_PTRACE.
    """
    target = caller if pid == 0 else ctx.state.tasks.get(pid)
    if target is None or not target.alive:
        raise KernelError("NO_SUCH_TASK", rule="migrate.call", pid=pid)
    own = target.uid == caller.uid and target.dumpable
    if not own and target.mm != caller.mm and "CAP_SYS_PTRACE" not in caller.caps:
        raise KernelError("NO_PTRACE_RIGHT", rule="migrate.call", pid=caller.pid, target=pid)
    return target


def need_mm(task: Task) -> None:
    """Refuses: TASK_WITHOUT_MM, for a kernel thread."""
    if task.mm == NO_MM:
        raise KernelError("TASK_WITHOUT_MM", rule="migrate.call", pid=task.pid)


def move_pages(ctx: Context, command: MovePages) -> Answer:
    """move_pages(2); refusals in the kernel's order."""
    caller = ctx.task(command.pid)
    flags = command.raw_flags
    for flag in command.flags:
        flags |= _FLAG_BITS[flag]
    if flags & ~(MPOL_MF_MOVE | MPOL_MF_MOVE_ALL):
        raise KernelError("FLAGS_UNKNOWN", rule="migrate.call", flags=flags & ~6)
    if flags & MPOL_MF_MOVE_ALL and "CAP_SYS_NICE" not in caller.caps:
        raise KernelError("MOVE_ALL_NEEDS_CAP_SYS_NICE", rule="migrate.call")
    task = target_task(ctx, caller, command.target)
    need_mm(task)
    mm = ctx.state.mms[task.mm]
    picked = _picked(ctx, task, command.pages)
    faults = sorted(set(command.efault) & {"pages", "nodes", "status"})
    if command.nodes is None:
        if faults and total_pages(picked):
            raise KernelError("MASK_UNREADABLE", rule="migrate.call", pointer=faults[0])
        return _query(ctx, mm, picked)
    if set(faults) & {"pages", "nodes"}:
        raise KernelError("MASK_UNREADABLE", rule="migrate.call", pointer=faults[0])
    total = total_pages(picked)
    if len(command.nodes) > 1 and total > ALTERNATING_PAGES_MAX:
        raise Refused(
            "LIMIT_EXCEEDED",
            limit="pages with alternating nodes",
            max=ALTERNATING_PAGES_MAX,
            needs=total,
        )
    move = Move(task, mm, bool(flags & MPOL_MF_MOVE_ALL), "status" in faults, total, Statuses())
    ctx.decide("migrate.done", text="every page was handled; statuses tell what became of it")
    return _move(ctx, move, picked, command.nodes)


def _query(ctx: Context, mm: Mm, picked: list[tuple[int, int]]) -> Answer:
    """The query form: the node of each page. Source: do_pages_stat_array."""
    statuses = Statuses()
    for first, count in picked:
        for low, high, status, obj, index in _look(ctx, mm, first, first + count):
            del obj, index
            hidden = status >= 0 and not may_leave(ctx, status)
            statuses.add(high - low, -Errno.ENOENT if hidden else status)
    ctx.decide("migrate.call", text="without nodes the call only tells where each page is")
    return ctx.answer(MovePagesAnswer, status=statuses.models())


def _unmapped(ctx: Context, vma: Vma) -> Errno:
    """The status of a page that is not mapped; before 6.12 follow_page told anonymous ones apart.

    Source: mm/gup.c, no_page_table (6.1: -EFAULT where a dump would show the zero page).
    """
    apart = not KERNEL_VERSIONS[ctx.state.kernel_version].unmapped_anon_is_enoent
    return Errno.EFAULT if apart and vma.kind == "anon_private" else Errno.ENOENT


def _look(
    ctx: Context, mm: Mm, first: int, end: int
) -> Iterator[tuple[int, int, int, PageObject | None, int]]:
    """(first, end, node or -errno, object, object index) runs of a page range."""
    page = first
    while page < end:
        vma = find_vma(mm, page)
        if vma is None:
            later = [each.start for each in mm.vmas if each.start > page]
            stop = min([end, *later])
            yield page, stop, -Errno.EFAULT, None, 0
            page = stop
            continue
        stop = min(end, vma.end)
        absent = -_unmapped(ctx, vma)
        parts: list[tuple[int, int, int, PageObject | None, int]] = [
            (low, high, absent, None, 0) for low, high in mm.pages.holes(page, stop)
        ]
        parts += [
            (low, high, -Errno.EFAULT, None, 0)
            for low, high, (obj_id, _, _) in mm.pages.overlaps(page, stop)
            if obj_id == ZERO_PAGE
        ]
        parts += [
            (run.start, run.end, run.zone[0], run.obj, run.start + run.shift)
            for run in mapped_runs(ctx, mm, page, stop)
        ]
        yield from sorted(parts, key=lambda part: part[0])
        page = stop


def _chunks(picked: list[tuple[int, int]], nodes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """(first page, end, node): whole picks for one node, single pages where nodes alternate."""
    position = 0
    for first, count in picked:
        if len(nodes) == 1:
            yield first, first + count, nodes[0]
            continue
        for page in range(first, first + count):
            yield page, page + 1, nodes[position % len(nodes)]
            position += 1


def _move(ctx: Context, move: Move, picked: list[tuple[int, int]], nodes: Sequence[int]) -> Answer:
    """The loop of do_pages_move: an error ends it, the batch before it is still flushed."""
    for first, end, node in _chunks(picked, nodes):
        refused = _check_target(ctx, move, node)
        if refused is not None:
            _flush(ctx, move)
            return _ended(ctx, move, refused)
        if node != move.node:
            outcome = _flush(ctx, move)
            if outcome:
                return _ended(ctx, move, outcome)
            move.node = node
        outcome = _queue(ctx, move, first, end)
        if outcome:
            return _ended(ctx, move, outcome)
    outcome = _flush(ctx, move)
    if outcome:
        return _ended(ctx, move, outcome)
    return ctx.answer(MovePagesAnswer, status=move.statuses.models())


def _check_target(ctx: Context, move: Move, node: int) -> KernelError | None:
    """Rows 6 and 7 of the call's error table: ENODEV and EACCES."""
    state = ctx.state
    private = node >= 0 and state.n_memory_private >> node & 1
    usable = state.n_memory
    if ctx.knobs.move_pages_target == "migrate_to" or accepts_user_pages(ctx, max(node, 0)):
        usable |= state.n_memory_private
    if not 0 <= node < state.max_numnodes or not usable >> node & 1:
        return KernelError("TARGET_NODE_UNUSABLE", rule="migrate.call", nid=node)
    free = private and ctx.knobs.cpuset_governs_policy == "no"
    if not free and not move.task.mems_allowed >> node & 1:
        return KernelError("TARGET_OUTSIDE_CPUSET", rule="migrate.call", nid=node)
    return None


def _queue(ctx: Context, move: Move, first: int, end: int) -> int | KernelError:
    """Adds pages to the batch, or gives them a status. Source: add_folio_for_migration."""
    for low, high, status, obj, index in _look(ctx, move.mm, first, end):
        if obj is None:
            outcome = _settle(ctx, move, high - low, status)
        elif not may_leave(ctx, status):
            outcome = _settle(ctx, move, high - low, -Errno.ENOENT)
        elif status == move.node:
            outcome = _settle(ctx, move, high - low, status)
        else:
            outcome = _queue_run(ctx, move, obj, index, index + high - low)
        if outcome:
            return outcome
    return 0


def _queue_run(
    ctx: Context, move: Move, obj: PageObject, first: int, end: int
) -> int | KernelError:
    for low, high, shared in movable_parts(obj, first, end, move_all=move.move_all):
        if shared:
            outcome = _settle(ctx, move, high - low, -Errno.EACCES)
            if outcome:
                return outcome
            continue
        outcome = _isolate(ctx, move, obj, low, high)
        if outcome:
            return outcome
    return 0


def _isolate(ctx: Context, move: Move, obj: PageObject, first: int, end: int) -> int | KernelError:
    """Puts folios on the batch's list; one that is on it already is EBUSY (not on its LRU)."""
    held = [(a, b) for other, a, b in move.batch if other is obj and a < end and first < b]
    if held:
        busy = max(first, held[0][0]), min(end, held[0][1])
        for low, high in ((first, busy[0]), (busy[1], end)):
            if low < high:
                move.batch.append((obj, low, high))
                move.queued += high - low
                move.left -= high - low
        return _settle(ctx, move, busy[1] - busy[0], -Errno.EBUSY)
    move.batch.append((obj, *whole_folios(obj, first, end)))
    move.queued += end - first
    move.left -= end - first
    return 0


def _settle(ctx: Context, move: Move, count: int, status: int) -> int | KernelError:
    """The status of the first page is stored at once, then the batch before it is flushed."""
    if move.bad_status:
        _flush(ctx, move)
        return _status_fault()
    move.left -= 1
    outcome = _flush(ctx, move)
    move.statuses.add(1, status)
    if outcome:
        return outcome
    move.left -= count - 1
    move.statuses.add(count - 1, status)
    return 0


def _status_fault() -> KernelError:
    return KernelError("POINTER_UNWRITABLE", rule="migrate.call", pointer="status")


def _flush(ctx: Context, move: Move) -> int | KernelError:
    """Moves the batch: 0 and statuses written, a number of folios that stayed, or an errno."""
    if not move.queued:
        return 0
    batch = Batch(move.batch, move.queued)
    outcome = migrate_folios_to_node(ctx, move.task, batch, move.node)
    move.statuses.add(move.queued, None if outcome else move.node)
    move.batch, move.queued = [], 0
    if isinstance(outcome, int) and outcome:
        return outcome + move.left
    return outcome or (_status_fault() if move.bad_status else 0)


def _ended(ctx: Context, move: Move, outcome: int | KernelError) -> Answer:
    move.statuses.add(move.left, None)
    if isinstance(outcome, KernelError):
        return ctx.refusal(MovePagesAnswer, outcome, status=move.statuses.models())
    ctx.decide("migrate.done", text=f"{outcome} pages were not moved, later ones never tried")
    return ctx.answer(MovePagesAnswer, outcome, status=move.statuses.models())
