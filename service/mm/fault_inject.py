"""Fault injection: chosen points of the kernel fail on purpose (lib/fault-inject.c, fail_function).

A fault point counts its passes: the first `space` go well, the next `times` fail with an errno.
What a refused call consumed stays consumed, though everything else of it is taken back.
"""

from __future__ import annotations

from typing import Final

from service.mm.commands.base import Answer
from service.mm.commands.kernel import FailFunction
from service.mm.context import Context
from service.mm.fault_point import FaultPoint
from service.reasons import KernelError

#: `times` of a point that fails for ever
ALWAYS: Final = -1


def fail_function(ctx: Context, command: FailFunction) -> Answer:
    """Arms a point, or disarms it (`times` 0)."""
    if command.times:
        point = FaultPoint(command.retval, command.times, command.space, command.block)
        ctx.undo.set(ctx.state.fault_points, command.inject, point)
        text = f"{command.inject} fails with {command.retval}"
    else:
        if command.inject in ctx.state.fault_points:
            ctx.undo.delete(ctx.state.fault_points, command.inject)
        text = f"{command.inject} fails no more"
    ctx.decide("fault.inject", text=text)
    return ctx.answer(Answer)


def should_fail(ctx: Context, site: str, *, block: int = -1) -> None:
    """One pass of a point. Refuses: FAULT_INJECTED_*."""
    point = ctx.state.fault_points.get(site)
    if point is None or point.block not in {-1, block}:
        return
    passes = ctx.passes.get(site, 0)
    ctx.passes[site] = passes + 1
    if passes < point.space or (point.times != ALWAYS and passes >= point.space + point.times):
        return
    raise KernelError(f"FAULT_INJECTED_{point.retval}", rule="fault.inject", site=site)


def settle(ctx: Context) -> None:
    """Writes down what the passes of a finished step consumed, whether it was refused or not."""
    if not ctx.passes:
        return
    for site, passes in sorted(ctx.passes.items()):
        point = ctx.state.fault_points.get(site)
        if point is None:
            continue
        space = max(point.space - passes, 0)
        failed = max(passes - point.space, 0)
        times = ALWAYS if point.times == ALWAYS else max(point.times - failed, 0)
        if times:
            left = FaultPoint(point.retval, times, space, point.block)
            ctx.undo.set(ctx.state.fault_points, site, left)
        else:
            ctx.undo.delete(ctx.state.fault_points, site)
