"""Asking the driver of a private node, and what an answer does (patches 12, 15 and 21).

A node whose driver is `builtin` is never asked: its answers are data. For every other one the step
waits for the recorded answer. A driver that is gone or late is an answer too, journalled like the
others, and one table says what the caller of the callback sees then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from service.bounded import to_hex
from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.binders import spans_that_may_go
from service.mm.commands.driver import (
    RUNS_MAX,
    Callback,
    DriverAnswer,
    FolioRun,
    Question,
    ScriptStep,
)
from service.mm.context import Context
from service.mm.folio import folio_span, folios
from service.mm.migrate import movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.state import HostState
from service.reasons import KERNEL_REASONS, Errno, KernelError, Refused

BUILTIN: Final = "builtin"

#: (object, first index, end index) runs of folios, in list order
Runs = list[tuple[PageObject, int, int]]

#: callback -> outcome -> what its caller sees when nobody answers. A driver that is gone is a
#: service without the callback (ENODEV); one that is late is a device that does not answer. A
#: fault on a folio of nobody cannot be resolved; one that is not resolved yet is repeated.
#: memory_failure returns nothing: the kernel goes on (patch 21).
UNANSWERED: Final[dict[str, dict[str, str]]] = {
    "migrate_to": {"driver_gone": "DRIVER_GONE", "timeout": "DRIVER_LATE"},
    "handle_fault": {"driver_gone": "VM_FAULT_SIGBUS", "timeout": "VM_FAULT_RETRY"},
    "memory_failure": {"driver_gone": "", "timeout": ""},
}
_GFP: Final = {"__GFP_PRIVATE": g.GFP_PRIVATE_BIT, "__GFP_THISNODE": g.GFP_THISNODE}


def driver_of(ctx: Context, nid: int) -> str | None:
    """The driver that is asked for the callbacks of a node; None: data answers."""
    node = ctx.state.nodes.get(nid)
    np = node.node_private if node is not None else None
    return None if np is None or np.driver == BUILTIN else np.driver


def question(ctx: Context, callback: Callback, nid: int, runs: Runs, **fields: Any) -> Question:
    """What the driver of a node is asked about some folios."""
    np = ctx.state.nodes[nid].node_private
    assert np is not None, "a node with a driver is registered"
    return Question(
        callback=callback,
        nid=nid,
        driver=np.driver,
        ops=np.ops.name if np.ops is not None else "",
        nr_folios=sum(folios(obj, first, end) for obj, first, end in runs),
        nr_pages=sum(end - first for _, first, end in runs),
        folios=tuple(_folio_runs(runs)),
        **fields,
    )


def ask(ctx: Context, callback: Callback, nid: int, runs: Runs, **fields: Any) -> DriverAnswer:
    """The driver's answer about some folios, or the step is abandoned until there is one."""
    asked = question(ctx, callback, nid, runs, **fields)
    answer: DriverAnswer = ctx.ask(asked)
    ctx.note(
        "ask",
        name=callback,
        nid=nid,
        detail=f"{asked.driver}: {answer.outcome}, rc {answer.rc}, {asked.nr_folios} folios",
    )
    return answer


def _folio_runs(runs: Runs) -> Iterator[FolioRun]:
    """The folios of a list as runs of one node and one order, at most RUNS_MAX of them."""
    left = RUNS_MAX
    for obj, first, end in runs:
        for low, high, zone in obj.runs(first, end):
            parts = [(a, b, 0) for a, b in obj.unmarked("order", low, high)]
            parts += obj.marked("order", low, high)
            for a, b, order in sorted(parts):
                if not left:
                    return
                left -= 1
                pfn = obj.pfn_at(a)
                assert pfn is not None, "a folio of a list has a frame"
                count = folios(obj, a, b)
                yield FolioRun(nid=zone[0], order=order, count=count, pfn=to_hex(pfn))


def check_answer(asked: Question, answer: DriverAnswer) -> None:
    """Whether a driver may answer so. Refuses: DRIVER_ANSWER_INVALID with the field at fault."""
    total = asked.nr_folios
    if asked.callback == "migrate_to":
        if answer.fault is not None:
            raise _invalid("fault", "only handle_fault returns a fault")
        if answer.rc > total:
            raise _invalid("rc", f"{answer.rc} folios left of {total} given")
        if answer.nr is not None and answer.nr > total:
            raise _invalid("nr", f"{answer.nr} folios moved of {total} given")
    elif answer.rc or answer.nr:
        raise _invalid("rc" if answer.rc else "nr", f"{asked.callback} returns no count")
    if asked.callback == "memory_failure" and (answer.fault or answer.script):
        raise _invalid("fault" if answer.fault else "script", "memory_failure returns nothing")
    end = 0
    for number, step in enumerate(answer.script or ()):
        if step.first < end or step.first + step.count > total:
            why = f"folios [{step.first}, {step.first + step.count}) of {total}, from {end} on"
            raise _invalid(f"script[{number}]", why)
        end = step.first + step.count


def check_targets(state: HostState, driver: str, script: tuple[ScriptStep, ...]) -> None:
    """A script reaches no private node of another driver. Refuses: DRIVER_ANSWER_INVALID."""
    for number, step in enumerate(script):
        node = state.nodes.get(step.nid)
        np = node.node_private if node is not None else None
        if np is not None and np.driver != driver:
            raise _invalid(f"script[{number}].nid", f"node {step.nid} is driver {np.driver}'s")


def _invalid(field: str, why: str) -> Refused:
    return Refused("DRIVER_ANSWER_INVALID", field=field, why=why)


def errno_error(errno: str, nid: int) -> KernelError:
    """The refusal that stands for an errno of a driver's callback."""
    reason = f"DRIVER_ANSWERED_{errno}"
    if reason not in KERNEL_REASONS:
        reason = "DRIVER_ANSWERED_EINVAL"
    return KernelError(reason, rule="migrate.driver", nid=nid)


def rc_error(rc: int, nid: int) -> KernelError:
    """The refusal behind a negative return value."""
    name = Errno(-rc).name if -rc in {int(each) for each in Errno} else "EINVAL"
    return errno_error(name, nid)


def part(runs: Runs, first: int, count: int) -> Runs:
    """Folios [first, first + count) of a list."""
    found: Runs = []
    skip, left = first, count
    for obj, low, high in runs:
        start = low
        while start < high and left:
            if obj.marks.get("order") is None:
                size = min(skip or left, high - start)
                stop, number = start + size, size
            else:
                stop, number = min(high, folio_span(obj, start)[1]), 1
            if skip:
                skip -= number
            else:
                found.append((obj, start, stop))
                left -= number
            start = stop
    return found


def carry_out(ctx: Context, local: int, runs: Runs, script: tuple[ScriptStep, ...]) -> int:
    """Moves what a driver's script says, as far as it fits; how many folios moved.

    Every step allocates under the same gates and marks as the kernel's own migration.
    """
    moved = 0
    for step in script:
        if not ctx.state.online >> step.nid & 1:
            ctx.note("check", name="script", nid=step.nid, detail="the node is not online")
            break
        gfp = g.GFP_HIGHUSER_MOVABLE
        for name in step.gfp:
            gfp |= _GFP[name]
        slots = [Slot((Request(step.nid, gfp),))]
        done = _move(ctx, local, part(runs, step.first, step.count), step.nid, slots)
        moved += done
        if done < step.count:
            ctx.note("check", name="script", nid=step.nid, detail=f"{done} of {step.count} fit")
            break
    return moved


def _move(ctx: Context, local: int, runs: Runs, nid: int, slots: list[Slot]) -> int:
    moved = 0
    for obj, first, end in runs:
        parts = spans_that_may_go(ctx, obj, first, end, 1 << nid)
        for span in [each for given in parts for each in movable_spans(ctx, obj, *given)]:
            done = move_folios(ctx, local, obj, span, slots, 0)
            moved += folios(obj, span[0], span[0] + done) if done else 0
            if done < span[1] - span[0]:
                return moved
    return moved
