"""Pivot: one script of calls under one kernel model and then another; every answer that changes."""

from __future__ import annotations

from typing import Any, Final

from service.experiments.scenario import ScenarioStep, model_choice
from service.experiments.scenario_load import LoadedScenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import Outcome, run_scenario
from service.mm.commands import COMMANDS
from service.mm.models import COLUMNS, MODELS, KernelModel, with_knobs

#: modules of the commands that are system calls, accesses, or files of the kernel
_USER_MODULES: Final = ("policy", "memory", "kernfs")
#: what user space asks for, besides: memoryN/state
USER_OPS: Final = frozenset(
    op
    for op, command in COMMANDS.items()
    if command.__module__.rpartition(".")[2] in _USER_MODULES
    or op in {"online_pages", "offline_pages"}
)
#: reads of a scenario that no file of a kernel shows
KERNEL_READS: Final = frozenset({"zonelists"})


def is_uapi(step: ScenarioStep) -> bool:
    """Whether user space sees the answer of a step; of kernel code it sees what that leaves."""
    return step.op in USER_OPS if step.op is not None else step.read not in KERNEL_READS


def _model(label: str) -> KernelModel:
    choice = model_choice(label)
    return with_knobs(MODELS[choice.model], choice.knobs)


def _told(outcome: Outcome) -> dict[str, Any]:
    decided = outcome.answer.get("decided_by", {})
    return {
        "result": outcome.text.result,
        "rule": decided.get("rule", ""),
        "sentence": decided.get("sentence", ""),
        "source": outcome.source,
        "inferred_cells": list(decided.get("inferred_cells", ())),
    }


def pivot(loaded: LoadedScenario, first: str, second: str) -> dict[str, Any]:
    """Every step that the two models answer differently, and the cells in which they differ.

    `uapi`: user space can see the difference. Refuses: what the scenario refuses.
    """
    run = run_scenario(loaded, LocalTarget, (first, second))
    before, after = run.models
    a, b = _model(first), _model(second)
    cells = [name for name in COLUMNS if a.cells[name].value != b.cells[name].value]
    changes = [
        {
            "step": index + 1,
            "title": loaded.steps[index].step.title,
            "call": before.outcomes[index].text.call,
            "uapi": is_uapi(loaded.steps[index].step),
            first: _told(before.outcomes[index]),
            second: _told(after.outcomes[index]),
        }
        for index in range(len(loaded.steps))
        if run.differs(index)
    ]
    return {
        "from": first,
        "to": second,
        "scenario": loaded.scenario.title,
        "steps": len(loaded.steps),
        "changed": len(changes),
        "changes": changes,
        "cells": [
            {
                "cell": name,
                first: a.cells[name].value,
                second: b.cells[name].value,
                "uapi": COLUMNS[name].uapi,
            }
            for name in cells
        ],
    }
