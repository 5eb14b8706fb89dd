"""Reports of a scenario run: text for a mail (72 columns, strace notation) and JSON."""

from __future__ import annotations

import re
import textwrap
from typing import Any, Final, NamedTuple

from service.experiments.scenario_run import ModelRun, Outcome, ScenarioRun

#: Columns of a mail that survives a few levels of quoting.
MAIL_COLUMNS: Final = 72
_INDENT: Final = "   "
_GAP: Final = 2
#: Where the last column begins, if call and label leave it there.
_LABEL_COLUMN: Final = 45

_PATCH: Final = re.compile(r"^patch (\d+) of \d+")
_DISCUSSION: Final = re.compile(r"^discussion of (\d+ \w+) \d{4}")


def short_source(source: str) -> str:
    """A source in a word or two: `patch 13`, `4 June`, `oom_kill.c`."""
    if found := _PATCH.match(source):
        return f"patch {found[1]}"
    if found := _DISCUSSION.match(source):
        return found[1]
    return source.split(",", 1)[0].rpartition("/")[2]


class _Footnotes:
    """Sources in the order in which the mail names them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.inferred = False

    def mark(self, outcome: Outcome) -> str:
        """`, 4 June [2]`, with a star where the answer rests on an inferred cell."""
        if not outcome.source:
            return ""
        number = self._numbers.setdefault(outcome.source, len(self._numbers) + 1)
        star = "*" if outcome.inferred else ""
        self.inferred = self.inferred or outcome.inferred
        return f", {short_source(outcome.source)[:24]}{star} [{number}]"

    def lines(self) -> list[str]:
        """The list of sources at the end of the mail."""
        found: list[str] = []
        for source, number in self._numbers.items():
            head = f"[{number}] "
            found += textwrap.wrap(
                head + source,
                MAIL_COLUMNS,
                subsequent_indent=" " * len(head),
                break_on_hyphens=False,
            )
        if self.inferred:
            found.append("*   rests on a cell of the model that nobody wrote down")
        return found


class _Group(NamedTuple):
    """An answer to a step, and the last column of each line it takes."""

    outcome: Outcome
    labels: list[str]
    failures: list[str]


def mail(run: ScenarioRun, *, all_steps: bool = False) -> str:
    """The run as text for a reply: call and result on the left, model and source on the right."""
    scenario, notes = run.loaded.scenario, _Footnotes()
    lines = [*_wrap(scenario.title), *_wrap(f"Source: {scenario.source.title}")]
    if scenario.source.message is not None:
        lines += _wrap(f"Message-ID: {scenario.source.message}")
    lines += _wrap("Models: " + ", ".join(each.label for each in run.models))
    lines += ["", *_machine(run)]
    for index in run.shown(all_steps=all_steps):
        title = f"{index + 1:>2} {run.loaded.steps[index].step.title}"
        lines += ["", *_wrap(title, _INDENT)]
        for group in _groups(run, index, notes):
            lines += _columns(group)
            for failure in group.failures:
                lines += _wrap(f"{_INDENT}NOT AS EXPECTED: {failure}", _INDENT * 2)
    lines += ["", *_wrap(summary(run, all_steps=all_steps))]
    if footnotes := notes.lines():
        lines += ["", *footnotes]
    return "\n".join(lines) + "\n"


def summary(run: ScenarioRun, *, all_steps: bool = False) -> str:
    """How many steps there are, how many answers differ, whether the expectations hold."""
    total = len(run.loaded.steps)
    failed = sum(bool(each.failures) for model in run.models for each in model.outcomes)
    parts = [f"{total} steps"]
    if len(run.models) > 1:
        differing = sum(run.differs(index) for index in range(total))
        parts.append(f"{differing} answered differently by the models")
        if not all_steps:
            parts.append("the others left out")
    held = "all expectations hold" if not failed else f"{failed} answers are not as expected"
    return ", ".join(parts) + f"; {held}."


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, MAIL_COLUMNS, subsequent_indent=indent, break_on_hyphens=False) or [
        ""
    ]


def _machine(run: ScenarioRun) -> list[str]:
    lines: list[str] = []
    for names in run.loaded.names.values():
        for name, node in names.host.nodes.items():
            kind = "private" if node.private else "normal"
            row = " ".join(f"{distance:>3}" for distance in names.host.distances[name])
            lines.append(f"{_INDENT}{name}: node {node.nid}, {kind:<7}  distances {row}")
    return lines


def _groups(run: ScenarioRun, index: int, notes: _Footnotes) -> list[_Group]:
    """The distinct answers to a step; equal ones stand together and name all their models."""
    found: dict[str, list[ModelRun]] = {}
    for model in run.models:
        if not model.outcomes[index].skipped:
            found.setdefault(model.outcomes[index].text.result, []).append(model)
    groups = []
    for models in found.values():
        outcome = models[0].outcomes[index]
        if len(models) == len(run.models) > 1:
            labels = ["all models" + notes.mark(outcome)]
        else:
            labels = [model.label + notes.mark(model.outcomes[index]) for model in models]
        failures = [f"{m.label}: {text}" for m in models for text in m.outcomes[index].failures]
        groups.append(_Group(outcome, labels, failures))
    return groups


def _columns(group: _Group) -> list[str]:
    """`call = result`, then the labels in the last column, which gives way where it can."""
    text = group.outcome.text
    latest = MAIL_COLUMNS - max(map(len, group.labels))
    left = [f"{_INDENT}{text.line}"]
    if len(left[0]) + _GAP > latest:
        left = [*_wrap(f"{_INDENT}{text.call}", _INDENT * 2), f"{_INDENT * 2}= {text.result}"]
    if len(left[-1]) + _GAP > latest:
        left = [*left[:-1], *_wrap(left[-1], _INDENT * 2), ""]
    column = max(min(_LABEL_COLUMN, latest), len(left[-1]) + _GAP)
    left[-1] = f"{left[-1]:<{column}}{group.labels[0]}"
    return [*left, *(f"{'':<{column}}{label}" for label in group.labels[1:])]


def as_json(run: ScenarioRun) -> dict[str, Any]:
    """The run as data: for each model each step with its call, result, answer and failures."""
    return {
        "title": run.loaded.scenario.title,
        "passed": run.passed,
        "models": [
            {
                "model": model.label,
                "steps": [_step(run, model, index) for index in range(len(run.loaded.steps))],
            }
            for model in run.models
        ],
    }


def _step(run: ScenarioRun, model: ModelRun, index: int) -> dict[str, Any]:
    outcome = model.outcomes[index]
    step = run.loaded.steps[index]
    return {
        "step": index + 1,
        "title": step.step.title,
        "op": step.step.op if step.step.op is not None else f"read {step.step.read}",
        "call": outcome.text.call,
        "result": outcome.text.result,
        "differs": run.differs(index),
        "answer": outcome.answer,
        "failures": list(outcome.failures),
    }
