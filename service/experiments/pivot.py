"""Pivot: one script of calls under one kernel model and then another; every answer that changes."""

from __future__ import annotations

from typing import Any, Final

from service.experiments.scenario import model_choice
from service.experiments.scenario_load import LoadedScenario
from service.experiments.scenario_local import LocalTarget
from service.experiments.scenario_run import Outcome, run_scenario
from service.mm.models import COLUMNS, MODELS, KernelModel, with_knobs

#: steps that kernel code takes: user space sees them only by what they leave
KERNEL_OPS: Final = frozenset(
    {
        "alloc_pages",
        "free_pages",
        "run",
        "node_private_register",
        "node_private_set_ops",
        "node_private_clear_ops",
        "node_private_unregister",
        "add_memory_driver_managed",
        "add_private_memory_driver_managed",
        "offline_and_remove_private_memory",
    }
)


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
            "uapi": loaded.steps[index].step.op not in KERNEL_OPS,
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
