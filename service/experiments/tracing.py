"""What stands behind a number of a result: each request or command, and the walk that decided it.

A cell is named by words between bars, as `cells` lists them: `matrix|rights_none|E1.01|rfc-v5`,
`recorded|rfc-v5|spills|alloc_shrinker_info|slab`. Nothing is kept for it: a cell is run again, and
gives what it gave.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from service.bounded import Strict
from service.experiments import owners
from service.experiments.e1.catalogue import CATALOGUE
from service.experiments.e1.census import Audit, Replayer
from service.experiments.e1.machine import Logged, Machine
from service.experiments.e1.matrix import FIX_SETS
from service.experiments.e1.recording import Recording, read_recording
from service.experiments.e1.sites import outcome
from service.experiments.experiment import (
    PIVOT,
    ExperimentError,
    Request,
    resolve,
)
from service.experiments.policy_matrix import ask_again
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import load_scenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import run_scenario
from service.mm.models import KernelModel

#: events of one cell at most; a sum over a recording can have thousands of requests behind it
EVENTS_MAX: Final = 10_000
BAR: Final = "|"

Json = dict[str, Any]


class Cell(NamedTuple):
    """A cell of a result that can be asked for its events."""

    cell: str
    value: str


def cells(result: Mapping[str, Any]) -> Iterator[Cell]:
    """Every cell of a result, in its order."""
    yield from _CELLS[result["experiment"]](result["modelled"])
    for name, row in result.get("recorded", {}).get("models", {}).items():
        for kind in ("spills", "regressions"):
            singular = kind.removesuffix("s")
            yield _cell(row[f"{singular}_requests"], "recorded", name, kind)
            for each in row[kind]:
                words = ("recorded", name, kind, each["caller"], each["site"])
                yield _cell(each["requests"], *words)


def _cell(value: object, *words: str) -> Cell:
    return Cell(BAR.join(words), str(value))


def _e1_cells(part: Mapping[str, Any]) -> Iterator[Cell]:
    for run, matrix in part["matrix"].items():
        for pattern, row in matrix.items():
            for name, letter in row.items():
                yield _cell(letter, "matrix", run, pattern, name)
    for run, sums in part["summary"].items():
        for name, row in sums.items():
            for number in ("nr_spilling", "nr_failing", "pages"):
                yield _cell(row[number], "summary", run, name, number)
    for name, sets in part["fix_sets"].items():
        for label, row in sets.items():
            for number in ("spill", "regressions"):
                yield _cell(row[number], "fix_sets", name, label, number)


def _e2_cells(part: Mapping[str, Any]) -> Iterator[Cell]:
    for name, scopes in part["models"].items():
        for scope, cases in scopes.items():
            for case, row in cases.items():
                yield _cell(row["crossed_pages"], name, scope, case)


def _e3_cells(part: Mapping[str, Any]) -> Iterator[Cell]:
    for name, values in part["models"].items():
        for value, row in values.items():
            for pattern, letter in row["outcomes"].items():
                yield _cell(letter, name, value, pattern)
            for number in _HINTS:
                yield _cell(row[number], name, value, number)


#: numbers of E3 that are not those of a pattern
_HINTS: Final = ("hint_when_dram_is_full", "oom_kills_of_hints")


def _e4_cells(part: Mapping[str, Any]) -> Iterator[Cell]:
    for key, row in part["rows"].items():
        for name, told in row.items():
            yield _cell(told, key, name)


def _pivot_cells(part: Mapping[str, Any]) -> Iterator[Cell]:
    for row in part["changes"]:
        for label in (part["from"], part["to"]):
            yield _cell(row[label]["result"], str(row["step"]), label)


_CELLS: Final[dict[str, Callable[[Mapping[str, Any]], Iterator[Cell]]]] = {
    "E1": _e1_cells,
    "E2": _e2_cells,
    "E3": _e3_cells,
    "E4": _e4_cells,
    "pivot": _pivot_cells,
}


class _Asked(NamedTuple):
    """A request for the events of a cell: its words, and the models by label."""

    request: Request
    models: Mapping[str, KernelModel]
    words: tuple[str, ...]

    def model(self, label: str) -> KernelModel:
        """A model of the experiment. Refuses: ExperimentError."""
        if label not in self.models:
            raise _no_cell(self.words)
        return self.models[label]


def _no_cell(words: tuple[str, ...]) -> ExperimentError:
    return ExperimentError(f"cell: {BAR.join(words)}: the result has no such cell")


def events_behind(request: Request, cell: str) -> list[Json]:
    """The events of a cell, made again. Refuses: ExperimentError where there is no such cell."""
    words = tuple(cell.split(BAR))
    labels = request.models or (PIVOT if request.name == "pivot" else ())
    asked = _Asked(request, resolve(labels, request.custom), words)
    family = "recorded" if words[0] == "recorded" else request.name
    try:
        found = itertools.islice(_EVENTS[family](asked), EVENTS_MAX)
        return [{"number": number, **event} for number, event in enumerate(found, 1)]
    except (KeyError, ValueError, IndexError):
        raise _no_cell(words) from None


def _logged(where: str, logs: list[Logged], told: str, nr: int = 1) -> Iterator[Json]:
    """The requests of one place, each with its walk."""
    for log in logs:
        answer = log.answer
        fields = {key: value for key, value in log.fields.items() if value not in ((), None)}
        text = msgspec.json.encode(fields, enc_hook=_plain).decode() if fields else ""
        yield {
            "where": where,
            "what": f"{log.op} {text}".strip(),
            "outcome": told if answer is None else (answer.errno or str(answer.ret)),
            "nr_requests": nr,
            "decided_by": None if answer is None else answer.decided_by.model_dump(mode="json"),
            "trace": [entry.model_dump(mode="json", exclude_none=True) for entry in log.trace],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, Strict):
        return value.model_dump(mode="json", exclude_none=True)
    return str(value)


_BY_ID: Final = {pattern.id: pattern for pattern in CATALOGUE}


def _pattern(
    machine: Machine, key: str, fixes: frozenset[str] = frozenset()
) -> tuple[str, list[Json]]:
    """A pattern again: its letter and its events."""
    pattern = _BY_ID[key]
    machine.log = []
    letter = outcome(machine, pattern, fixes)
    where = f"{key} {pattern.title}: {pattern.call}"
    return letter, list(_logged(where, machine.log, letter, pattern.nr))


def _e1(asked: _Asked) -> Iterator[Json]:
    kind, *rest = asked.words
    if kind == "matrix":
        run, key, label = rest
        yield from _pattern(Machine(asked.model(label), run), key)[1]  # type: ignore[arg-type]
        return
    if kind == "summary":
        run, label, number = rest
        fixes: frozenset[str] = frozenset()
        wanted = {"nr_spilling": "P", "pages": "P", "nr_failing": "F"}[number]
    elif kind == "fix_sets":
        label, name, number = rest
        run, fixes = "rights_none", frozenset(FIX_SETS[name])
        wanted = {"spill": "P", "regressions": "F"}[number]
    else:
        raise KeyError(kind)
    machine = Machine(asked.model(label), run)  # type: ignore[arg-type]
    for pattern in CATALOGUE:
        if pattern.kind == "unasked" if wanted == "P" else pattern.plain:
            letter, events = _pattern(machine, pattern.id, fixes)
            if letter == wanted:
                yield from events


def _recorded(asked: _Asked) -> Iterator[Json]:
    _, label, kind, *caller = asked.words
    model = asked.model(label)
    recording = read_recording(list(asked.request.census))
    lines = _counted(asked, recording, label, kind, tuple(caller))
    replayers: dict[str, Replayer] = {}
    for line in recording.lines:
        if line.where not in lines:
            continue
        if line.topology not in replayers:
            replayers[line.topology] = Replayer(model, recording.machines[line.topology])
        replayer = replayers[line.topology]
        replayer.memo.clear()
        replayer.machine.log = []
        letter = replayer.letter(line)
        where = f"{line.where} {line.caller} ({line.kernel}, {line.topology}, {line.phase})"
        what = f"{line.site} gfp {line.gfp:#x} order {line.order} node {line.nid}"
        for event in _logged(where, replayer.machine.log, letter, line.nr):
            yield {**event, "what": what}


def _counted(
    asked: _Asked, recording: Recording, label: str, kind: str, caller: tuple[str, ...]
) -> frozenset[str]:
    """The lines that a number of the recorded part counts. Refuses (KeyError): no such number."""
    audit = Audit(asked.model(label), recording.machines)
    for line in recording.lines:
        audit.add(line)
    rows = {"spills": audit.spills, "regressions": audit.regressions}[kind]
    chosen = [rows[caller[0], caller[1]]] if caller else list(rows.values())
    return frozenset(where for row in chosen for where in row["lines"])


def _e2(asked: _Asked) -> Iterator[Json]:
    label, scope, case = asked.words
    logs, row = owners.ask_again(asked.model(label), scope, case)
    told = f"{row['crossed_pages']} pages on another owner's node"
    yield from _logged(f"{case} with key scope {scope}", logs, told)


def _e3(asked: _Asked) -> Iterator[Json]:
    label, value, key = asked.words
    model = asked.model(label)
    if key in _HINTS:
        logs, row = owners.hint_again(model, value)
        yield from _logged(f"{key} with own_fallback {value}", logs, str(row[key]))
    else:
        yield from _pattern(owners.flipped_machine(model, value), key)[1]


def _e4(asked: _Asked) -> Iterator[Json]:
    row, label = asked.words
    yield from _logged(row, ask_again(asked.model(label), row), "")


def _pivot(asked: _Asked) -> Iterator[Json]:
    number, label = asked.words
    asked.model(label)
    loaded = load_scenario("pivot.yaml", asked.request.scenario or bundled(FOUR_LISTS))
    run = run_scenario(loaded, lambda choice: LocalTarget(choice, explain=True), (label,))
    found = run.models[0].outcomes[int(number) - 1]
    yield {
        "where": f"step {number}: {loaded.steps[int(number) - 1].step.title}",
        "what": found.text.call,
        "outcome": found.text.result,
        "nr_requests": 1,
        "decided_by": found.answer.get("decided_by"),
        "trace": found.answer.get("trace", []),
    }


_EVENTS: Final[dict[str, Callable[[_Asked], Iterator[Json]]]] = {
    "E1": _e1,
    "E2": _e2,
    "E3": _e3,
    "E4": _e4,
    "pivot": _pivot,
    "recorded": _recorded,
}
