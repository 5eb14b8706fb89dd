"""The explanation of a run: for every answer the rule that decided it, its source, what happened.

Equal answers of several models stand together. The walk through the zonelist is part of it where
the target gives one (`explain` of the request).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any, Final

from service.experiments.scenario_expect import Json
from service.experiments.scenario_names import Names
from service.experiments.scenario_run import ModelRun, Outcome, ScenarioRun

COLUMNS: Final = 78
_INDENT: Final = "   "
#: effects that the call itself implies
_SILENT: Final = frozenset({"policy_installed", "vma_changed", "task"})


def explanation(run: ScenarioRun, *, all_steps: bool) -> str:
    """The run as text, step by step: call, result, why, what the kernel did."""
    lines = [run.loaded.scenario.title, ""]
    lines += textwrap.wrap(run.loaded.scenario.description, COLUMNS)
    for index in run.shown(all_steps=all_steps):
        step = run.loaded.steps[index]
        lines += ["", *_wrap(f"{index + 1:>2} {step.step.title}", "")]
        for models in _groups(run, index):
            outcome = models[0].outcomes[index]
            lines += _answer(outcome, [each.label for each in models], run, step.host)
    return "\n".join(lines) + "\n"


def _groups(run: ScenarioRun, index: int) -> list[list[ModelRun]]:
    """Models by what they answer to a step and why; those that skip it are left out."""
    found: dict[tuple[str, str, str], list[ModelRun]] = {}
    for model in run.models:
        outcome = model.outcomes[index]
        if not outcome.skipped:
            why = outcome.answer.get("decided_by", {}).get("sentence", "")
            found.setdefault((outcome.text.result, why, outcome.source), []).append(model)
    return list(found.values())


def _answer(outcome: Outcome, labels: list[str], run: ScenarioRun, host: str) -> list[str]:
    names = run.loaded.names[host]
    heads = labels if len(run.models) > 1 else []
    lines = _wrap(outcome.text.line + (f"   [{', '.join(heads)}]" if heads else ""), _INDENT)
    decided = outcome.answer.get("decided_by")
    if decided is not None:
        lines += _wrap(f"because {named(decided['sentence'], names)}", _INDENT * 2)
        star = " (inferred)" if outcome.inferred else ""
        lines += _wrap(f"{decided['rule']}: {decided['source']}{star}", _INDENT * 2)
    for text in _effects(outcome.answer, names):
        lines += _wrap(text, _INDENT * 2)
    lines += [f"{_INDENT * 2}{text}" for text in _walk(outcome.answer, names)]
    for failure in outcome.failures:
        lines += _wrap(f"NOT AS EXPECTED: {failure}", _INDENT * 2)
    return lines


def named(text: str, names: Names) -> str:
    """`node 2` as `node 2 (C)`."""
    words = text.split(" ")
    for at, word in enumerate(words[1:], 1):
        digits = word.rstrip(",.;:")
        if words[at - 1] in {"node", "Node"} and digits.isdigit():
            name = names.name(int(digits))
            words[at] = f"{digits} ({name}){word[len(digits) :]}" if name != digits else word
    return " ".join(words)


def _effects(answer: Json, names: Names) -> Iterator[str]:
    for effect in answer.get("effects", ()):
        if effect["effect"] in _SILENT:
            continue
        yield f"- {_effect(effect, names)}"


def _effect(effect: dict[str, Any], names: Names) -> str:
    what = effect["effect"].replace("_", " ")
    if effect["effect"] == "callback":
        what = f"{effect['name']} of the service"
    words = [what]
    if effect["effect"] in {"notifier", "warning"} and "name" in effect:
        words.append(effect["name"])
    if "nr_pages" in effect:
        unit = "folios" if effect["effect"] == "callback" else "pages"
        words.append(f"{effect['nr_pages']} {unit}")
    if "nid" in effect:
        words.append(f"{'from' if 'to_nid' in effect else 'on'} {names.name(effect['nid'])}")
    if "to_nid" in effect:
        words.append(f"to {names.name(effect['to_nid'])}")
    if "pid" in effect:
        words.append(f"task {effect['pid']}")
    if "detail" in effect:
        words.append(f"({effect['detail']})")
    return " ".join(words)


def _walk(answer: Json, names: Names) -> Iterator[str]:
    """The lists that were walked and each zone's verdict, in short."""
    for entry in answer.get("trace", ()):
        if entry["step"] == "zonelist":
            nodes = " ".join(names.name(nid) for nid in entry.get("nodes", ())) or "empty"
            yield f"walk {entry['name']} of {names.name(entry['nid'])}: {nodes}"
        elif entry["step"] == "zone":
            room = f" free {entry['free']} mark {entry['mark']}" if "free" in entry else ""
            yield f"  {names.name(entry['nid'])}/{entry['zone']}: {entry['verdict']}{room}"


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        indent + text, COLUMNS, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
