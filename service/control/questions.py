"""Questions to drivers: asked outside the step, answered into the next run of it.

A run finds the recorded answers by their questions and goes as far as they lead; where one is not
there it is abandoned and nothing has happened. So a run is one step, however much was asked before,
and an answer is used only where exactly the same is asked again; what is not is superseded.

Faults that one call meets (`handle_fault` of each run of folios) do not wait for each other: the
run says which ones it expects, and they are asked at the same time. One deadline covers all
questions of a command: that of the slowest driver asked. A question for which no time is left, or
that comes after too many others, has a late driver, unasked.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from service.control.ports import DriverPort, Settled
from service.fabric.commands import DriverAnswer, Question

#: Questions of one command at most: to those behind it the driver is late.
QUESTIONS_MAX: Final = 1024
#: Questions that are asked at the same time at most.
TOGETHER_MAX: Final = 256
#: After so many changed questions nobody may change the next one any more.
CHANGED_MAX: Final = 3
#: What a port may take beyond the deadline before it counts as hung.
PORT_SECONDS: Final = 0.1

_log: Final = logging.getLogger(__name__)


LATE: Final = DriverAnswer(outcome="timeout")


class Answering:
    """The answers of one call in one run: the engine finds them here by their questions.

    `given` are those that it was given, in order; `wanted` what is to be asked before the next run.
    """

    __slots__ = ("_find", "_use", "given", "wanted")

    def __init__(
        self,
        find: Callable[[Question], DriverAnswer | None],
        use: Callable[[Question], None],
    ) -> None:
        self._find = find
        self._use = use
        self.given: list[DriverAnswer] = []
        self.wanted: dict[Question, None] = {}

    def __call__(self, question: Question) -> DriverAnswer | None:
        """The answer, or None: the run is abandoned here."""
        answer = LATE if len(self.given) >= QUESTIONS_MAX else self._find(question)
        if answer is not None:
            self._use(question)
            self.given.append(answer)
        elif question not in self.wanted:
            self.wanted = {question: None}
        return answer

    def expect(self, questions: Iterable[Question]) -> None:
        """What the run will ask next: what is not known of it may be asked together."""
        self.wanted.clear()
        for question in questions:
            if len(self.wanted) >= min(TOGETHER_MAX, QUESTIONS_MAX - len(self.given)):
                break
            if self._find(question) is None:
                self.wanted[question] = None


class QuestionPort(Protocol):
    """Where a run finds answers."""

    def begin_run(self) -> None:
        """The commands run from the start: nothing is used yet."""

    def answering(self, call: int) -> Answering:
        """The answers for one of the commands."""


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

    def answering(self, call: int) -> Answering:
        """Standard answers to everything."""
        return Answering(standard_answer, self._asked.setdefault(call, []).append)

    def would_ask(self, call: int) -> tuple[Question, ...]:
        """What one of the commands would have asked, in order."""
        return tuple(self._asked.get(call, ()))


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

    def answering(self, call: int) -> Answering:
        """The recorded answers for one of the commands."""
        answers, used = self._answers, self._used
        return Answering(
            lambda question: answers.get((call, question)),
            lambda question: used.add((call, question)),
        )

    async def ask(self, call: int, host: str, questions: Sequence[Question]) -> None:
        """Asks drivers, all at once, and records what they say; out of time, that they are late."""
        if any(known not in self._used for known in self._answers):
            self._changed += 1
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        for question in questions:
            own_ms = self._drivers.deadline_ms(host, question) or self._deadline_ms
            self._until = max(self._until, self._begun + own_ms / 1000)
        left_ms = int((self._until - now) * 1000)
        answers = [LATE] * len(questions)
        if left_ms > 0:
            asking = (self._answer(host, question, left_ms) for question in questions)
            answers = await asyncio.gather(*asking)
        for question, answer in zip(questions, answers, strict=True):
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
