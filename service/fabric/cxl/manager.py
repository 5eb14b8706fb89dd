"""Commands of the fabric manager and of hands with cables: one revision on all hosts touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.fabric.cxl import compose, dynamic, plant, release, vppb
from service.fabric.cxl.step import Step
from service.mm.commands import Answer, Command
from service.reasons import Refused

#: operation -> (handler, source); a handler gives a sentence, or a sentence and answer fields
HANDLERS: Final[dict[str, tuple[Callable[[Step, Any], Any], str]]] = {
    **plant.HANDLERS,
    **vppb.HANDLERS,
    **dynamic.HANDLERS,
    **compose.HANDLERS,
    **release.HANDLERS,
}


def run(step: Step, command: Command) -> Answer:
    """A command of the fabric manager: done, or refused as a whole.

    Refuses: UNKNOWN_FABRIC and what the handler refuses.
    """
    if not step.fabric.created:
        raise Refused("UNKNOWN_FABRIC", fabric=step.fabric.fabric)
    handler, source = HANDLERS[command.op]
    found = handler(step, command)
    sentence, fields = found if isinstance(found, tuple) else (found, {})
    step.subjects.setdefault("", None)
    return step.done(f"cxl.{command.op}", sentence, source, command.answer, **fields)
