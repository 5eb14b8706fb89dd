"""What can be asked of the service that is no command of a fabric: one row a request.

Both edges serve the same table: the fields of `request` are path, body or message.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from service.bounded import Strict
from service.edge.resources import ModelView, model_view
from service.fabric.hosts import own_table
from service.fabric.whatif.commands import ReplayReport
from service.reasons import Refused
from service.runs import whatif
from service.runs.lab import Keyed, Lab
from service.runs.shapes import (
    CreateExperiment,
    CreateModel,
    Deleted,
    DeleteExperiment,
    DeleteModel,
    ExperimentRef,
    ExperimentView,
    ReplayHost,
)

#: the answer, and whether it was given before to the same key
Answered = tuple[Strict, bool]


class Use(msgspec.Struct, frozen=True):
    """One request. `place` says where what it made can be read; `text` takes a body of YAML."""

    name: str
    request: type[Strict]
    answer: type[Strict]
    run: Callable[[Lab, Any, Keyed], Awaitable[Answered]]
    place: Callable[[Any], str] | None = None
    text: str = ""


async def _create_experiment(lab: Lab, request: CreateExperiment, keyed: Keyed) -> Answered:
    return await lab.create(request, keyed)


async def _cancel_experiment(lab: Lab, request: ExperimentRef, _: Keyed) -> Answered:
    return await lab.cancel(request.experiment), False


def _check_generation(generation: int | None, path: str) -> None:
    """What never changes is of generation 1. Refuses: PRECONDITION_REQUIRED, STALE_PRECONDITION."""
    if generation is None:
        raise Refused("PRECONDITION_REQUIRED", path=path)
    if generation != 1:
        raise Refused("STALE_PRECONDITION", what="generation", actual=1, expected=generation)


async def _delete_experiment(lab: Lab, request: DeleteExperiment, _: Keyed) -> Answered:
    _check_generation(request.generation, f"experiment {request.experiment}")
    await lab.delete(request.experiment)
    return Deleted(deleted=request.experiment), False


async def _create_model(lab: Lab, request: CreateModel, keyed: Keyed) -> Answered:
    mine, replayed = await whatif.create_model(lab, request, keyed)
    return model_view(mine.name, own_table(mine.name, mine)), replayed


async def _delete_model(lab: Lab, request: DeleteModel, _: Keyed) -> Answered:
    _check_generation(request.generation, f"model {request.model}")
    await whatif.delete_model(lab, request.model)
    return Deleted(deleted=request.model), False


async def _replay_host(lab: Lab, request: ReplayHost, _: Keyed) -> Answered:
    return await whatif.replay(lab, request), False


#: name -> request; the name is the operation id of REST and, in capitals, the rpc
USES: Final[dict[str, Use]] = {
    use.name: use
    for use in (
        Use(
            "create_experiment",
            CreateExperiment,
            ExperimentView,
            _create_experiment,
            lambda made: f"/v1/experiments/{made.experiment}",
        ),
        Use("cancel_experiment", ExperimentRef, ExperimentView, _cancel_experiment),
        Use("delete_experiment", DeleteExperiment, Deleted, _delete_experiment),
        Use(
            "create_model",
            CreateModel,
            ModelView,
            _create_model,
            lambda made: f"/v1/models/{made.model}",
            "text",
        ),
        Use("delete_model", DeleteModel, Deleted, _delete_model),
        Use("replay_host", ReplayHost, ReplayReport, _replay_host),
    )
}


def keyed_of(key: str | None, fingerprint: str) -> Keyed:
    """Idempotency of a request as the lab takes it."""
    return Keyed(key or "", fingerprint)
