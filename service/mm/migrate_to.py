"""Who moves folios onto a node: the generic code, or the service that owns the node (patch 12).

A private node's migrate_to is asked for the whole batch. A built-in driver answers from data:
`generic` moves as the core would, with the model's key, and a full node is its ENOMEM; `fit` does
the same but takes what fits; `refuse` moves nothing; `partial(n)` leaves the last n folios; an
errno name takes none; `script(move,ret,nr)` takes `move` folios, returns `ret`, reports `nr`.
A driver that attached is asked, and its answer carried out (service/mm/driver.py).
"""

from __future__ import annotations

import re
from typing import Final

from service.mm import driver
from service.mm.alloc_mpol import local_nid
from service.mm.batch import Batch, Moved
from service.mm.binders import spans_that_may_go
from service.mm.commands.driver import DriverAnswer
from service.mm.context import Context
from service.mm.cram_free import CRAM
from service.mm.cram_migrate import cram_migrate_to
from service.mm.folio import folios
from service.mm.migrate import movable_spans, move_folios, target_slots
from service.mm.services import granted
from service.mm.state import NodePrivateOps, Task
from service.reasons import KernelError

#: what a built-in migrate_to may answer
MIGRATE_TO_ANSWER: Final = re.compile(
    r"^(generic|fit|refuse|partial\((\d+)\)|(E[A-Z0-9]+)|script\((\d+),(-?\d+|E[A-Z0-9]+),(\d+)\))$"
)


def migrate_folios_to_node(ctx: Context, task: Task, batch: Batch, nid: int) -> int | KernelError:
    """Moves a batch to a node: 0, the number of folios that stayed, or a refusal.

    Source: mm/migrate.c, do_move_pages_to_node; patch 12 of 27, migrate_folios_to_node.
    """
    local = local_nid(ctx.state, task)
    private = bool(ctx.state.n_memory_private >> nid & 1)
    if not private:
        return _generic(ctx, local, batch, nid, private=False)
    if ctx.knobs.move_pages_target != "migrate_to":
        ctx.used("move_pages.target")
        if not accepts_user_pages(ctx, nid):
            return KernelError("TARGET_NODE_UNUSABLE", rule="migrate.call", nid=nid)
        return _generic(ctx, local, batch, nid, private=True)
    moved = node_private_migrate_to(ctx, local, batch, nid, ("MIGRATE_SYNC", "MR_SYSCALL"))
    return moved.outcome


def accepts_user_pages(ctx: Context, nid: int) -> bool:
    """Whether the core itself moves pages of user space onto a private node."""
    return ctx.knobs.move_pages_target == "right" and granted(ctx.state, nid, "mempolicy")


def migrate_to_ops(ctx: Context, nid: int) -> NodePrivateOps | None:
    """The ops table through which folios may be sent to a node; None: ENODEV."""
    node = ctx.state.nodes.get(nid)
    np = node.node_private if node is not None else None
    if np is None or np.ops is None or "migrate_to" not in np.ops.callbacks:
        return None
    return np.ops


def node_private_migrate_to(
    ctx: Context, local: int, batch: Batch, nid: int, why: tuple[str, str], *, nr: bool = False
) -> Moved:
    """node_private_migrate_to: it does not test NP_OPS_MIGRATION, the callback is enough (12).

    `local` is the node of the CPU, `why` mode and reason, `nr` whether nr_succeeded is asked for.
    """
    ops = migrate_to_ops(ctx, nid)
    if ops is None:
        refused = KernelError("NO_MIGRATE_TO", rule="migrate.no_migrate_to", nid=nid)
        return Moved(refused, 0, 0)
    total = batch.nr_folios
    pointer = "given" if nr else "NULL"
    ctx.effect(
        "callback",
        nid=nid,
        name="migrate_to",
        nr_pages=batch.nr_pages,
        detail=f"{why[0]}, {why[1]}, nr_succeeded {pointer}, {total} folios",
    )
    answer = ops.answer_of("migrate_to") or ops.migrate_to
    if answer == CRAM:
        return cram_migrate_to(ctx, local, batch, nid, why[1])
    if driver.driver_of(ctx, nid) is not None:
        mode, reason = why
        fields = {"mode": mode, "why": reason, "from_nid": local}
        told = driver.ask(ctx, "migrate_to", nid, batch.runs, **fields)
        moved = _asked(ctx, local, batch, nid, told)
    else:
        moved = _answered(ctx, local, batch, nid, answer)
    ctx.decide("migrate.migrate_to", nid=nid, nr=moved.taken, of=total)
    return moved


def _asked(ctx: Context, local: int, batch: Batch, nid: int, answer: DriverAnswer) -> Moved:
    """Carries an attached driver's answer out; its return value is believed, whatever moved."""
    if answer.outcome != "answered":
        reason = driver.UNANSWERED["migrate_to"][answer.outcome]
        name = driver.driver_of(ctx, nid)
        refused = KernelError(reason, rule="migrate.driver", nid=nid, driver=name)
        return Moved(refused, 0, 0)
    total = batch.nr_folios
    taken = 0
    if answer.script is not None:
        taken = driver.carry_out(ctx, local, batch.runs, answer.script)
    elif answer.rc >= 0:
        moved = _answered(
            ctx, local, batch, nid, f"partial({answer.rc})" if answer.rc else "generic"
        )
        if isinstance(moved.outcome, KernelError) or not answer.rc:
            return moved
        taken = moved.taken
    outcome = driver.rc_error(answer.rc, nid) if answer.rc < 0 else answer.rc
    reported = taken if answer.nr is None else answer.nr
    if isinstance(outcome, int) and outcome != total - taken:
        said = f"the driver says {outcome} of {total} stayed, {total - taken} did"
        ctx.note("check", name="migrate_to", nid=nid, detail=said)
    return Moved(outcome, reported, taken)


def _answered(ctx: Context, local: int, batch: Batch, nid: int, answer: str) -> Moved:
    """Carries a built-in driver's answer out."""
    total = batch.nr_folios
    match = MIGRATE_TO_ANSWER.match(answer)
    assert match is not None, "answers are checked when they are declared"
    if answer == "refuse":
        return Moved(total, 0, 0)
    if match[3] is not None:
        return Moved(driver.errno_error(match[3], nid), 0, 0)
    wanted = total
    if match[2] is not None:
        wanted = max(total - int(match[2]), 0)
    elif match[4] is not None:
        wanted = min(int(match[4]), total)
    part = batch.head(wanted)
    outcome = _generic(ctx, local, part, nid, private=True)
    if answer == "generic" and isinstance(outcome, KernelError):
        return Moved(outcome, 0, 0)
    if isinstance(outcome, KernelError):
        outcome = sum(
            folios(obj, low, high)
            for obj, first, end in part.runs
            for low, high, zone in obj.runs(first, end)
            if zone[0] != nid
        )
    taken = wanted - outcome
    if match[4] is None:
        return Moved(total - taken, taken, taken)
    number = match[5]
    result = driver.errno_error(number, nid) if number.startswith("E") else int(number)
    return Moved(result, int(match[6]), taken)


def _generic(
    ctx: Context, local: int, batch: Batch, nid: int, *, private: bool
) -> int | KernelError:
    """migrate_pages of the core: a full target ends the batch with ENOMEM."""
    slots = target_slots(ctx, nid, private=private)
    stayed = 0
    for obj, first, end in batch.runs:
        parts = spans_that_may_go(ctx, obj, first, end, 1 << nid)
        spans = [span for part in parts for span in movable_spans(ctx, obj, *part)]
        stayed += folios(obj, first, end) - sum(folios(obj, *span) for span in spans)
        for span in spans:
            moved = move_folios(ctx, local, obj, span, slots, 0)
            if moved < span[1] - span[0]:
                return KernelError("TARGET_NODE_FULL", rule="migrate.call", nid=nid)
    return stayed
