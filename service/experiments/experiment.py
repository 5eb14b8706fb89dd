"""Running an experiment by name: what each needs, and one shape of result for all.

Results are data in a fixed order: the same request gives the same bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from service.experiments.e1.census import CensusError, recorded
from service.experiments.e1.matrix import modelled
from service.experiments.owners import outward_fallback, owner_confinement
from service.experiments.pivot import pivot
from service.experiments.policy_matrix import policy_matrix
from service.experiments.scenario import model_choice
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import load_scenario, unknown_model
from service.mm.models import MODELS, KernelModel, names, with_knobs

#: option 2 and option 1 of the discussion of June 2026
PIVOT: Final = ("list-isolation", "thread-2026-06")
MODELS_MAX: Final = 32


class Cancelled(Exception):  # noqa: N818 - somebody asked for it
    """The run was cancelled between two models."""


class ExperimentError(ValueError):
    """A request for an experiment that cannot be run: the field and the rule."""


class Request(NamedTuple):
    """What to run. `census` are recordings for the recorded part of E1; `scenario` is for pivot."""

    name: str
    models: tuple[str, ...] = ()
    seed: int = 0
    census: tuple[Path, ...] = ()
    fixes: bool = True
    scenario: str = ""
    #: models of the caller's own, by the name under which `models` lists them
    custom: Mapping[str, KernelModel] = MappingProxyType({})
    #: the name of the scenario's file in messages
    scenario_file: str = "pivot.yaml"


Progress = Callable[[str], None]
#: (models done, models in all, the model that is next)
Steps = Callable[[int, int, str], None]
Runner = Callable[[Request, Mapping[str, KernelModel], Progress], dict[str, Any]]


def _e1(request: Request, models: Mapping[str, KernelModel], progress: Progress) -> dict[str, Any]:
    parts: dict[str, Any] = {"modelled": modelled(models, fixes=request.fixes, progress=progress)}
    if request.census:
        try:
            parts["recorded"] = recorded(models, list(request.census), progress)
        except CensusError as error:
            raise ExperimentError(f"census: {error}") from None
    return parts


def _e2(request: Request, models: Mapping[str, KernelModel], progress: Progress) -> dict[str, Any]:
    del request
    return {"modelled": owner_confinement(_private(models), progress)}


def _e3(request: Request, models: Mapping[str, KernelModel], progress: Progress) -> dict[str, Any]:
    del request
    return {"modelled": outward_fallback(_private(models), progress)}


def _e4(request: Request, models: Mapping[str, KernelModel], progress: Progress) -> dict[str, Any]:
    del request
    return {"modelled": policy_matrix(models, progress)}


def _pivot(
    request: Request, models: Mapping[str, KernelModel], progress: Progress
) -> dict[str, Any]:
    labels = tuple(models)
    if len(labels) != len(PIVOT):
        raise ExperimentError("models: pivot takes two, the one before and the one after")
    progress(labels[1])
    loaded = load_scenario(request.scenario_file, request.scenario or bundled(FOUR_LISTS))
    return {"modelled": pivot(loaded, *labels)}


def _private(models: Mapping[str, KernelModel]) -> dict[str, KernelModel]:
    return {name: model for name, model in models.items() if model.knobs.private_nodes != "none"}


class Experiment(NamedTuple):
    """One experiment: the question it answers, and its runner."""

    title: str
    question: str
    run: Runner


EXPERIMENTS: Final[dict[str, Experiment]] = {
    "E1": Experiment(
        "Spillage audit",
        "Which requests of kernel code reach private nodes that nobody told them to use?",
        _e1,
    ),
    "E2": Experiment(
        "Owner confinement", "What of one owner's requests ends on another owner's node?", _e2
    ),
    "E3": Experiment(
        "Outward fallback", "What fails when a private node's own list has no ordinary nodes?", _e3
    ),
    "E4": Experiment(
        "Policy and cpuset matrix", "What does each policy call answer under each model?", _e4
    ),
    "pivot": Experiment(
        "Pivot", "Which answers change between option 2 and option 1 of June 2026?", _pivot
    ),
}


def resolve(
    labels: tuple[str, ...], custom: Mapping[str, KernelModel] = MappingProxyType({})
) -> dict[str, KernelModel]:
    """Models by label, in the order given; every model without labels. Refuses: ExperimentError."""
    if len(labels) > MODELS_MAX:
        raise ExperimentError(f"models: {len(labels)}; at most {MODELS_MAX}")
    found: dict[str, KernelModel] = {}
    for label in labels or names():
        if label in custom:
            found[label] = custom[label]
            continue
        if why := unknown_model(label):
            raise ExperimentError(f"models: {label}: {why}")
        choice = model_choice(label)
        found[label] = with_knobs(MODELS[choice.model], choice.knobs, "set by hand")
    return found


def _nothing(done: int, total: int, what: str) -> None:
    del done, total, what


def run_experiment(
    request: Request, progress: Progress = lambda _: None, steps: Steps = _nothing
) -> dict[str, Any]:
    """Runs an experiment. Refuses: ExperimentError, Refused; `progress` may raise Cancelled.

    `progress` is told each model as its turn comes, `steps` how many turns there are and were.
    """
    if request.name not in EXPERIMENTS:
        raise ExperimentError(f"name: {request.name}; there are {', '.join(EXPERIMENTS)}")
    row = EXPERIMENTS[request.name]
    labels = request.models or (PIVOT if request.name == "pivot" else ())
    models = resolve(labels, request.custom)
    parts = 2 if request.name == "E1" and request.census else 1
    total = parts if request.name == "pivot" else parts * len(models)
    turns = itertools.count()

    def turn(name: str) -> None:
        progress(name)
        steps(min(next(turns), total), total, name)

    result = {
        "experiment": request.name,
        "title": row.title,
        "question": row.question,
        "seed": request.seed,
        "models": {
            name: {
                "title": model.title,
                "source": model.source,
                "inferred_cells": [
                    cell for cell, each in model.cells.items() if each.evidence == "inferred"
                ],
            }
            for name, model in models.items()
        },
        **row.run(request, models, turn),
    }
    steps(total, total, "")
    return result


def to_json(result: Mapping[str, Any], *, pretty: bool = True) -> bytes:
    """The canonical bytes of a result."""
    data = msgspec.json.encode(result)
    return msgspec.json.format(data, indent=1) + b"\n" if pretty else data


def matrix_of(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part that `experiment run E1 --json` writes: the matrix in its published schema.

    The recorded part stands beside it under its own key and is never mixed with it.
    """
    part: dict[str, Any] = dict(result["modelled"])
    part |= {key: result[key] for key in ("experiment", "seed", "recorded") if key in result}
    return part


def document(result: Mapping[str, Any]) -> bytes:
    """The bytes of a result, the same from every door: of E1 the matrix in its published schema."""
    return to_json(matrix_of(result) if result["experiment"] == "E1" else result)
