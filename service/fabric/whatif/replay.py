"""A host's history again, under other kernel models: every answer that differs, and the end.

The commands are those of the journal; the model is another one. A driver's recorded answer is used
where exactly the same is asked; what it was never asked gets the standard answer, and the report
says where. A command that makes no sense under a model any more is `refused` there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from service.fabric.commands import ALL_COMMANDS, CreateHost, DriverAnswer, Question
from service.fabric.engine import Done, Envelope, committed, step
from service.fabric.hosts import from_past
from service.fabric.models.commands import OwnModel
from service.fabric.state import FabricState, HostEntry
from service.fabric.whatif.commands import (
    DIFFERENCES_MAX,
    ForkHost,
    ReplayDifference,
    ReplayedAnswer,
    ReplayedModel,
    ReplayedNode,
    ReplayReport,
)
from service.fabric.whatif.fork import fork_entry
from service.mm import views
from service.mm.commands.base import Effect
from service.reasons import Refused

#: the name under which answers stand that the journal has
RECORDED: Final = "recorded"
#: questions of one command at most
_QUESTIONS_MAX: Final = 64
_TEXT_MAX: Final = 2000
#: members of an answer in which two models may differ without answering differently
_REASONS: Final = frozenset({"decided_by"})
#: commands that kernel code gives: a process sees them only by what they leave
KERNEL_OPS: Final = frozenset(
    op
    for op in ALL_COMMANDS
    if op.startswith(("node_private", "cram_", "cxl_", "add_", "offline_", "online_", "remove_"))
) | {"alloc_pages", "free_pages", "run", "advance", "kswapd_run", "kswapd_stop", "attach_driver"}

Json = dict[str, Any]


class PastRow(msgspec.Struct, frozen=True):
    """A row of the journal; `own`: it is the host's (or its source's), and is compared."""

    revision: int
    host: str
    op: str
    command: bytes
    answers: bytes
    result: bytes
    own: bool


class Past(msgspec.Struct, frozen=True):
    """What led to a host at a revision, in order."""

    fabric: str
    host: str
    revision: int
    rows: tuple[PastRow, ...]


class Choice(NamedTuple):
    """A kernel model to replay under; `label` is how the report calls it."""

    label: str
    kernel_model: str
    knobs: dict[str, str]
    own_model: OwnModel | None = None


class Played(NamedTuple):
    """One walk through a history."""

    answers: list[Json]
    entry: HostEntry
    asked: tuple[int, ...]


Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    del done, total


class _Walk:
    """The history on a fabric of its own; without a choice as it was."""

    def __init__(self, past: Past, choice: Choice | None) -> None:
        self.past = past
        self.choice = choice
        self.fabric = FabricState(past.fabric)
        self.host = past.host
        self.answers: list[Json] = []
        self.asked: list[int] = []
        #: revision -> what drivers were asked, and answered
        self.known: dict[int, list[tuple[Question, DriverAnswer]]] = {}

    def play(self, known: dict[int, list[tuple[Question, DriverAnswer]]], tick: Progress) -> Played:
        """Runs all rows. Refuses: UNKNOWN_HOST where the host does not come to be."""
        for number, row in enumerate(self.past.rows, 1):
            answer = self._row(row, known.get(row.revision, []))
            if row.own:
                self.answers.append(answer)
            tick(number, len(self.past.rows))
        entry = self.fabric.hosts.get(self.host)
        if entry is None:
            raise Refused("UNKNOWN_HOST", host=self.past.host)
        return Played(self.answers, entry, tuple(self.asked))

    def _row(self, row: PastRow, known: list[tuple[Question, DriverAnswer]]) -> Json:
        if row.op == "fork_host":
            return self._forked(row)
        command = ALL_COMMANDS[row.op].model_validate_json(row.command)
        if isinstance(command, CreateHost) and row.own:
            command = self._created(command)
            self.host = command.host
        host = self.host if row.own and row.op != "create_host" else row.host
        try:
            done = self._step(row, Envelope(command, host or None), known)
        except Refused as refused:
            return {"refused": refused.reason, "detail": refused.row.render(refused.facts)}
        committed(self.fabric, done.subjects, row.revision)
        return done.answer.model_dump(mode="json", exclude_none=True)

    def _forked(self, row: PastRow) -> Json:
        """From here on the source's history goes on as that of its fork."""
        if row.own:
            entry = fork_entry(self.fabric.hosts.pop(self.host), row.host)
            command = ForkHost.model_validate_json(row.command)
            if self.choice is None and command.past is not None:
                entry = from_past(command.past.data, row.host)  # it may run another model
            self.host = row.host
            self.fabric.hosts[self.host] = entry
        found: Json = msgspec.json.decode(row.result)
        return found

    def _created(self, command: CreateHost) -> CreateHost:
        if self.choice is None:
            return command
        _, kernel_model, knobs, own = self.choice
        changed = {"kernel_model": kernel_model, "knobs": knobs, "own_model": own}
        return command.model_copy(update=changed)

    def _step(
        self, row: PastRow, envelope: Envelope, known: list[tuple[Question, DriverAnswer]]
    ) -> Done:
        """One command with the answers that drivers gave, or would give."""
        given = [
            DriverAnswer.model_validate(each, strict=False)
            for each in msgspec.json.decode(row.answers)
        ]
        answers: list[DriverAnswer] = []
        left = list(known)
        while True:
            outcome = step(self.fabric, envelope, answers)
            if isinstance(outcome, Done):
                return outcome
            if len(answers) >= _QUESTIONS_MAX:
                raise Refused(
                    "LIMIT_EXCEEDED",
                    limit="questions of a command",
                    max=_QUESTIONS_MAX,
                    needs=len(answers) + 1,
                )
            answers.append(self._answer(row, outcome.question, given, left, len(answers)))

    def _answer(
        self,
        row: PastRow,
        question: Question,
        given: Sequence[DriverAnswer],
        left: list[tuple[Question, DriverAnswer]],
        number: int,
    ) -> DriverAnswer:
        if self.choice is None and number < len(given):
            self.known.setdefault(row.revision, []).append((question, given[number]))
            return given[number]
        for each in left:
            if each[0] == question:
                left.remove(each)
                return each[1]
        if row.revision not in self.asked[-1:]:
            self.asked.append(row.revision)
        return DriverAnswer(rc=0, nr=question.nr_folios)


def play_plain(past: Past, choice: Choice) -> Played:
    """A history without recorded answers under a model. Refuses as `replay`."""
    return _Walk(past, choice).play({}, _silent)


def replay(
    past: Past, choices: Sequence[Choice], progress: Progress = _silent
) -> tuple[ReplayReport, list[Played]]:
    """A history under several models, against what was recorded.

    Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD, UNKNOWN_HOST.
    """
    total = len(past.rows) * (len(choices) + 1)
    done = 0

    def tick(number: int, rows: int) -> None:
        progress(done + number, total)
        assert rows, "there is a first row"

    walk = _Walk(past, None)
    walks = [walk.play({}, tick)]
    for choice in choices:
        done += len(past.rows)
        walks.append(_Walk(past, choice).play(walk.known, tick))
    return report(past, [RECORDED, *(each.label for each in choices)], walks), walks[1:]


def report(past: Past, labels: Sequence[str], walks: Sequence[Played]) -> ReplayReport:
    """What differs; the first walk is what the others are held against."""
    own = [row for row in past.rows if row.own]
    differing = [
        index
        for index in range(len(own))
        if any(differs(walks[0].answers[index], walk.answers[index]) for walk in walks[1:])
    ]
    return ReplayReport(
        host=past.host,
        revision=str(past.revision),
        nr_commands=len(own),
        models=tuple(
            _ended(label, walk, walks[0]) for label, walk in zip(labels, walks, strict=True)
        ),
        nr_differing=len(differing),
        differences=tuple(
            ReplayDifference(
                revision=str(own[index].revision),
                op=own[index].op,
                command=_brief(own[index].command),
                uapi=own[index].op not in KERNEL_OPS,
                answers=tuple(
                    told(label, walk.answers[index])
                    for label, walk in zip(labels, walks, strict=True)
                ),
            )
            for index in differing[:DIFFERENCES_MAX]
        ),
    )


def differs(one: Json, other: Json) -> bool:
    """Whether two answers are not the same but for who decided, and in what words."""
    return _compared(one) != _compared(other)


def _compared(answer: Json) -> Json:
    found = {key: value for key, value in answer.items() if key not in _REASONS}
    effects = [
        {key: value for key, value in each.items() if key != "detail"}
        for each in answer.get("effects", ())
    ]
    return {**found, "effects": effects, "detail": ""}


def told(label: str, answer: Json) -> ReplayedAnswer:
    """An answer as a report has it."""
    placed = placements(answer)
    if "refused" in answer:
        text = f"refused: {answer['refused']}: {answer['detail']}"
        return ReplayedAnswer(model=label, result=text[:1000], reason=answer["refused"])
    decided = answer["decided_by"]
    ret, errno = answer["ret"], answer.get("errno")
    text = str(ret) if errno is None else f"{ret} {errno} ({answer.get('reason', '')})"
    where = ", ".join(f"node {nid}: {count}" for nid, count in placed)
    text = f"{text}; pages {where}" if where else text
    return ReplayedAnswer(
        model=label,
        result=text[:1000],
        ret=ret,
        errno=errno,
        reason=answer.get("reason"),
        placed=placed,
        rule=decided["rule"],
        sentence=decided["sentence"],
        source=decided["source"],
        inferred_cells=tuple(decided.get("inferred_cells", ())),
    )


def placements(answer: Json) -> tuple[tuple[int, int], ...]:
    """(node, pages) that an answer says were allocated or migrated to, by node."""
    sums: dict[int, int] = {}
    for effect in answer.get("effects", ()):
        nid = effect.get("to_nid", effect.get("nid"))
        if effect["effect"] in {"pages_allocated", "pages_migrated"} and nid is not None:
            sums[nid] = sums.get(nid, 0) + effect.get("nr_pages", 0)
    return tuple(sorted(sums.items()))


def _brief(command: bytes) -> str:
    text = command.decode()
    return text if len(text) <= _TEXT_MAX else text[: _TEXT_MAX - 3] + "..."


def _count(answers: Iterable[Json], effect: str) -> int:
    found: list[Effect | Json] = [
        each for answer in answers for each in answer.get("effects", ()) if each["effect"] == effect
    ]
    return len(found)


def _ended(label: str, walk: Played, recorded: Played) -> ReplayedModel:
    state = walk.entry.state
    stats = {each.nid: each for each in views.numastat(state)}
    return ReplayedModel(
        model=label,
        title=state.model.title,
        nr_differing=sum(
            differs(mine, theirs)
            for mine, theirs in zip(walk.answers, recorded.answers, strict=True)
        ),
        nr_errno=sum(answer.get("ret", 0) < 0 for answer in walk.answers),
        nr_refused=sum("refused" in answer for answer in walk.answers),
        oom_kills=_count(walk.answers, "oom_kill"),
        standard_answers=tuple(map(str, walk.asked[:DIFFERENCES_MAX])),
        nodes=tuple(
            ReplayedNode(
                nid=node.nid,
                states=tuple(node.states),
                total_pages=node.total_pages,
                free_pages=node.free_pages,
                numa_hit=_stat(stats.get(node.nid), "numa_hit"),
                numa_miss=_stat(stats.get(node.nid), "numa_miss"),
                numa_foreign=_stat(stats.get(node.nid), "numa_foreign"),
                private_refused=_stat(stats.get(node.nid), "private_refused"),
            )
            for node in views.nodes(state)
        ),
    )


def _stat(stat: Any, name: str) -> int:
    return 0 if stat is None else int(getattr(stat, name))
