"""Drivers that a scenario plays: rows that answer the callbacks of its private nodes.

The first row that fits a question answers it and is used up after `times`; without a row the
answer is the standard one. Nothing is attached: the engine is asked again with the answer, as the
service does with a driver's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, HostName, Nid, Strict
from service.mm.commands.driver import Callback, DriverAnswer, Question, ScriptStep, VmFault

DRIVERS_MAX: Final = 8
ROWS_MAX: Final = 1000

DriverName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,62}$", max_length=63)]


class Move(Strict):
    """Folios [first, first + count) of the question go to node `nid`, with these gfp flags."""

    first: Count = 0
    count: Annotated[int, Field(ge=1, le=2**31 - 1)]
    nid: Nid | Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,15}$", max_length=16)]
    gfp: Annotated[
        tuple[Literal["__GFP_PRIVATE", "__GFP_THISNODE"], ...],
        Field(max_length=2, strict=False),
    ] = ()


class AnswerRow(Strict):
    """How questions of one kind are answered; `times` 0 is always.

    `fault` is what handle_fault returns instead of 0; `rc` and `nr` what migrate_to does. An
    `outcome` other than `answered`: the driver is late, or gone.
    """

    callback: Callback
    area: Annotated[str | None, NOT_NULL, Field(max_length=63)] = None
    times: Count = 0
    outcome: Literal["answered", "timeout", "driver_gone"] = "answered"
    rc: Annotated[int, Field(ge=-4095, le=2**31 - 1)] = 0
    nr: Annotated[Count | None, NOT_NULL] = None
    fault: Annotated[VmFault | None, NOT_NULL] = None
    move: Annotated[tuple[Move, ...] | None, NOT_NULL, Field(max_length=256, strict=False)] = None


class ScenarioDriver(Strict):
    """A driver of nodes of a host (the first one, where none is named)."""

    host: Annotated[HostName | None, NOT_NULL] = None
    answers: Annotated[tuple[AnswerRow, ...], Field(max_length=ROWS_MAX, strict=False)] = ()


class PlayedDrivers:
    """The drivers of one run, and how often each of their rows was used."""

    def __init__(
        self, drivers: Mapping[str, ScenarioDriver], nids: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._drivers = drivers
        self._nids = nids
        self._used: dict[tuple[str, int], int] = {}

    def host_of(self, driver: str) -> str:
        """The host of a driver's nodes."""
        return self._drivers[driver].host or next(iter(self._nids))

    def plays(self, host: str, driver: str) -> bool:
        """Whether a driver of this host is among them."""
        return driver in self._drivers and self.host_of(driver) == host

    def answer(self, question: Question) -> DriverAnswer:
        """What the driver answers."""
        driver = self._drivers[question.driver]
        for number, row in enumerate(driver.answers):
            key = (question.driver, number)
            spent = row.times and self._used.get(key, 0) >= row.times
            if row.callback != question.callback or spent:
                continue
            if row.area is not None and row.area != question.area:
                continue
            self._used[key] = self._used.get(key, 0) + 1
            return self._as_answer(question, row)
        return DriverAnswer()

    def _as_answer(self, question: Question, row: AnswerRow) -> DriverAnswer:
        fields: dict[str, Any] = {"outcome": row.outcome, "rc": row.rc}
        if row.nr is not None:
            fields["nr"] = row.nr
        if row.fault is not None:
            fields["fault"] = row.fault
        if row.move is not None:
            nids = self._nids[self.host_of(question.driver)]
            fields["script"] = tuple(
                ScriptStep(
                    first=step.first,
                    count=step.count,
                    nid=step.nid if isinstance(step.nid, int) else nids[step.nid],
                    gfp=step.gfp,
                )
                for step in row.move
            )
        return DriverAnswer(**fields)
