"""What a step carries along: the state, its undo log, and the explanation in the making."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from service.mm.commands.base import (
    Answer,
    DecidedBy,
    Effect,
    EffectKind,
    TraceEntry,
    TraceStep,
)
from service.mm.models import Evidence, KernelModel
from service.mm.objects import PageObject, PageStore
from service.mm.rules import RULES
from service.mm.state import NO_MM, HostState, Task
from service.mm.undo import Undo
from service.reasons import KernelError, Refused

#: A step that would report more is refused, and nothing of it happens.
EFFECTS_PER_STEP_MAX: Final = 4096
TRACE_PER_STEP_MAX: Final = 4096


#: A test's hook at the named points of a step: (context, point, folios that are there). It may run
#: another operation there, as another CPU would.
Probe = Callable[["Context", str, int], None]


class Finder(Protocol):
    """Recorded answers of drivers that are found by their questions."""

    def __call__(self, question: Any) -> Any:
        """The answer, or None: there is none yet."""

    def expect(self, questions: Iterable[Any]) -> None:
        """What the step will ask next, unless an answer changes that."""


#: Recorded answers of drivers: in the order of the questions, or found by them.
Answers = Sequence[Any] | Finder


class Suspended(Exception):  # noqa: N818 - a question is not an error
    """The step needs a driver's answer; it is abandoned and run again with it."""

    def __init__(self, question: Any) -> None:
        self.question = question
        super().__init__("a driver has to answer first")


def _decision(
    model: KernelModel, name: str, used: tuple[str, ...], facts: tuple[str, ...], *values: Any
) -> DecidedBy:
    """A decision: the rule of this name with these facts, and what of the model took part."""
    rule = RULES[name]
    named = dict(zip(facts, values, strict=True))
    source: str = rule.source
    evidence: Evidence = "read"
    if rule.cells:
        cell = model.cells[rule.cells[0]]
        cited = named.get("source") or cell.source
        source, evidence = f"{cited}, {rule.source}", cell.evidence
    return DecidedBy.model_construct(
        rule=name,
        sentence=rule.sentence.format_map(named),
        source=source,
        model=model.id,
        evidence=evidence,
        inferred_cells=model.inferred(tuple(dict.fromkeys((*rule.cells, *used)))),
    )


#: Most decisions are made again and again; they are frozen, so all answers may share one.
_known_decision: Final = lru_cache(maxsize=4096, typed=True)(_decision)


class Context:
    """One step in progress."""

    __slots__ = (
        "_answers",
        "_asked",
        "_facts",
        "_rule",
        "_store",
        "cells",
        "cpu",
        "disturbed",
        "effects",
        "knobs",
        "memcg_low_reclaim",
        "passes",
        "probe",
        "refused",
        "state",
        "trace",
        "undo",
    )

    def __init__(
        self,
        state: HostState,
        answers: Answers = (),
        *,
        explain: bool,
        probe: Probe | None = None,
    ) -> None:
        self.state = state
        self.probe = probe
        #: the CPU that runs the step: that of the first task it looks up; -1 before
        self.cpu = -1
        self.knobs = state.model.knobs
        self.undo = Undo()
        self.effects: list[Effect] = []
        self.trace: list[TraceEntry] | None = [] if explain else None
        self.cells: dict[str, None] = {}
        #: fault point -> passes in this step; not undone with it
        self.passes: dict[str, int] = {}
        #: how often reclaim or a kill freed memory that an allocation of this step waited for
        self.disturbed = 0
        #: reclaim takes what memory.low holds back (scan_control.memcg_low_reclaim)
        self.memcg_low_reclaim = False
        #: the error of the last call that was refused after partial effects
        self.refused: KernelError | None = None
        self._answers = answers
        self._asked = 0
        self._rule = ""
        self._facts: dict[str, object] = {}
        self._store: PageStore | None = None

    @property
    def store(self) -> PageStore:
        """Page objects of this step: made when the first one is looked at."""
        if self._store is None:
            self._store = PageStore(self.undo, self.state)
        return self._store

    def new_id(self) -> int:
        """A fresh id of this host (objects, lanes, allocations, address spaces)."""
        return self.store.new_id()

    def new_object(self, kind: str, name: str = "", ino: int = 0) -> PageObject:
        """A fresh, empty page object; without `ino` its id is its inode number."""
        obj = PageObject(self.new_id(), kind, name, ino)
        self.undo.set(self.state.objects, obj.id, obj)
        return obj

    def count(self, counter: str, nid: int, by: int = 1) -> None:
        """Adds to a per-node counter."""
        self.undo.add(self.state.counters, (counter, nid), by)

    def task(self, pid: int) -> Task:
        """The living process with this pid, not a kernel thread. Refuses: UNKNOWN_TASK."""
        task = self.state.tasks.get(pid)
        if task is None or not task.alive or task.mm == NO_MM:
            raise Refused("UNKNOWN_TASK", pid=pid)
        if self.cpu < 0:
            self.cpu = task.cpu
        return task

    def at(self, point: str, number: int = 1) -> None:
        """The step has come to a named point: a test may listen."""
        if self.probe is not None:
            self.probe(self, point, number)

    def decide(self, rule: str, **facts: object) -> None:
        """The rule that decides the answer; a later decision of the same step replaces it."""
        self._rule = rule
        self._facts = facts

    def used(self, *cells: str) -> None:
        """Model cells that took part."""
        for cell in cells:
            self.cells[cell] = None

    def effect(self, effect: EffectKind, **fields: Any) -> None:
        """Reports something the kernel did. Refuses: TOO_MANY_EFFECTS."""
        if len(self.effects) >= EFFECTS_PER_STEP_MAX:
            raise Refused("TOO_MANY_EFFECTS", max=EFFECTS_PER_STEP_MAX)
        self.effects.append(Effect.model_construct(effect=effect, **fields))
        if effect == "callback":
            self.at(fields["name"], fields.get("nr_pages") or 1)

    def note(self, step: TraceStep, **fields: Any) -> None:
        """Adds a line to the decision trace, when one is kept."""
        if self.trace is not None and len(self.trace) < TRACE_PER_STEP_MAX:
            self.trace.append(TraceEntry.model_construct(step=step, **fields))

    @property
    def nr_asked(self) -> int:
        """How many recorded answers the step has used."""
        return self._asked

    def ask(self, question: Any) -> Any:
        """The recorded answer to a question, or abandons the step until there is one."""
        answers = self._answers
        if callable(answers):
            answer = answers(question)
        else:
            answer = answers[self._asked] if self._asked < len(answers) else None
        if answer is None:
            raise Suspended(question)
        self._asked += 1
        return answer

    def expect(self, questions: Iterable[Any]) -> None:
        """Says what will be asked, so that drivers may be asked at the same time."""
        if callable(self._answers):
            self._answers.expect(questions)

    @property
    def has_decided(self) -> bool:
        """Whether a rule has been named for the answer."""
        return bool(self._rule)

    def decided_by(self) -> DecidedBy:
        """The decision, rendered."""
        decided = (self.state.model, self._rule, tuple(self.cells), tuple(self._facts))
        try:
            return _known_decision(*decided, *self._facts.values())
        except TypeError:  # a fact that cannot be a key
            return _decision(*decided, *self._facts.values())

    def answer(self, shape: type[Answer], ret: int = 0, **fields: Any) -> Answer:
        """The answer of a call that the kernel carried out."""
        return shape.model_construct(
            ret=ret, decided_by=self.decided_by(), effects=tuple(self.effects), **fields
        )

    def refusal(self, shape: type[Answer], error: KernelError, **fields: Any) -> Answer:
        """The answer of a call that the kernel refused with an errno."""
        errno = error.row.errno
        assert errno is not None, "a kernel reason has an errno"
        self.refused = error
        if error.rule is not None:
            self.decide(error.rule, text=error.row.render(error.facts), **error.facts)
        return shape.model_construct(
            ret=-int(errno),
            errno=errno.name,
            reason=error.reason,
            decided_by=self.decided_by(),
            effects=tuple(self.effects),
            **fields,
        )
