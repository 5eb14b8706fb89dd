"""Questions to drivers: asked outside the step, answered into the next run of it.

The engine says `Need(question)` and nothing has happened. The answer is recorded under the question
itself, so that a later run uses it only where it asks exactly the same; what it does not ask again
is superseded. One deadline covers all questions of a command: that of the slowest driver asked.
A question for which no time is left has a late driver, without being asked.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final, Protocol

from service.control.ports import DriverPort, Settled
from service.fabric.commands import DriverAnswer, Question
from service.reasons import Refused

#: Questions of one command at most.
QUESTIONS_MAX: Final = 64
#: After so many changed questions the host serves nobody else until the command has run.
CHANGED_MAX: Final = 3
#: What a port may take beyond the deadline before it counts as hung.
PORT_SECONDS: Final = 0.1

_log: Final = logging.getLogger(__name__)


class QuestionPort(Protocol):
    """Where a run finds answers."""

    def begin_run(self) -> None:
        """The commands run from the start: nothing is used yet."""

    def recall(self, call: int, question: Question, count: int) -> DriverAnswer | None:
        """The recorded answer, or None if somebody must ask."""


def standard_answer(question: Question) -> DriverAnswer:
    """The answer of a run that asks nobody: the driver dealt with every folio."""
    return DriverAnswer(rc=0, nr=question.nr_folios)


class StandardAnswers:
    """Asks nobody and remembers what would have been asked."""

    def __init__(self) -> None:
        self._asked: dict[int, list[Question]] = {}

    def begin_run(self) -> None:
        """The commands run from the start."""
        self._asked.clear()

    def recall(self, call: int, question: Question, count: int) -> DriverAnswer | None:
        """The standard answer. Refuses: LIMIT_EXCEEDED."""
        _check_count(count)
        self._asked.setdefault(call, []).append(question)
        return standard_answer(question)

    def would_ask(self, call: int) -> tuple[Question, ...]:
        """What one of the commands would have asked, in order."""
        return tuple(self._asked.get(call, ()))


def _check_count(count: int) -> None:
    if count >= QUESTIONS_MAX:
        raise Refused(
            "LIMIT_EXCEEDED", limit="questions of a command", max=QUESTIONS_MAX, needs=count + 1
        )


class Questions:
    """What one submission asked, and what came back."""

    def __init__(self, drivers: DriverPort, deadline_ms: int) -> None:
        self._drivers = drivers
        self._deadline_ms = deadline_ms
        #: when the first question was asked, and when all of them must be answered
        self._begun: float | None = None
        self._until = 0.0
        #: (call, question) -> its answer
        self._answers: dict[tuple[int, Question], DriverAnswer] = {}
        self._hosts: dict[tuple[int, Question], str] = {}
        self._used: set[tuple[int, Question]] = set()
        self._changed = 0

    @property
    def restless(self) -> bool:
        """Whether the questions change faster than drivers answer."""
        return self._changed >= CHANGED_MAX

    def begin_run(self) -> None:
        """The commands run from the start: nothing is used yet."""
        self._used.clear()

    def recall(self, call: int, question: Question, count: int) -> DriverAnswer | None:
        """The recorded answer, or None if somebody must ask. Refuses: LIMIT_EXCEEDED."""
        _check_count(count)
        answer = self._answers.get((call, question))
        if answer is not None:
            self._used.add((call, question))
        return answer

    async def ask(self, call: int, host: str, question: Question) -> None:
        """Asks the driver and records what it says; out of time, that it is late."""
        now = time.monotonic()
        own_ms = self._drivers.deadline_ms(host, question) or self._deadline_ms
        if self._begun is None:
            self._begun = now
        self._until = max(self._until, self._begun + own_ms / 1000)
        if any(known not in self._used for known in self._answers):
            self._changed += 1
        left_ms = int((self._until - now) * 1000)
        late = DriverAnswer(outcome="timeout")
        answer = await self._answer(host, question, left_ms) if left_ms > 0 else late
        self._answers[call, question] = answer
        self._hosts[call, question] = host

    async def _answer(self, host: str, question: Question, left_ms: int) -> DriverAnswer:
        """A port that hangs or breaks is a driver that is late or gone."""
        try:
            async with asyncio.timeout(left_ms / 1000 + PORT_SECONDS):
                return await self._drivers.ask(host, question, left_ms)
        except TimeoutError:
            return DriverAnswer(outcome="timeout")
        except Exception:  # noqa: BLE001 - whatever broke, the command gets an answer
            _log.exception("asking driver %s failed", question.driver)
            return DriverAnswer(outcome="driver_gone")

    def leave(self) -> Callable[[Settled, int | None], None]:
        """Hands over what is to be settled, when nobody waits for the command any more."""
        rest = Questions(self._drivers, self._deadline_ms)
        rest._answers, self._answers = self._answers, {}
        rest._hosts, rest._used = self._hosts, set(self._used)
        return rest.settle

    def settle(self, ended: Settled, revision: int | None = None) -> None:
        """Tells the drivers: `ended` for the answers of the last run, superseded for the others."""
        for key, answer in self._answers.items():
            used = key in self._used
            self._drivers.settled(
                self._hosts[key],
                answer,
                ended if used else "superseded",
                revision if used else None,
            )
        self._answers.clear()
