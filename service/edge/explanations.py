"""Explanations of the past: a committed command of a host with the walk that gave its answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from service.bounded import Strict
from service.edge.resources import EventView
from service.mm.commands.base import TraceEntry

if TYPE_CHECKING:
    from service.edge.ports import ControlPort
    from service.edge.views import Scope


class ExplanationView(Strict):
    """A committed command with its decision trace, made again from the journal.

    `same` says that the replay gives the answer that was stored.
    """

    event: EventView
    trace: Annotated[tuple[TraceEntry, ...], Field(max_length=100_000)]
    same: bool


async def explanation(control: ControlPort, scope: Scope) -> Strict:
    """The explanation of a revision of a host."""
    explained = await control.past.explain(scope.params["host"], int(scope.params["revision"]))
    row = explained.row
    event = EventView(
        revision=str(row.revision),
        fabric=row.fabric,
        host=row.host,
        op=row.op,
        command=json.loads(row.command),
        answer=json.loads(row.result),
    )
    return ExplanationView(event=event, trace=tuple(explained.done.trace), same=explained.same)
