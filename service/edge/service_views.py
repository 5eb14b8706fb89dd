"""Reads that look at no fabric: kernel models, limits, the error table, experiments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from service.bounded import Strict
from service.control.documents import EXPERIMENT, MODEL
from service.edge import models, resources
from service.edge.limits import LIMITS
from service.edge.view import Scope, View, field
from service.reasons import REASONS, Refused
from service.runs import shapes


def _get_model(scope: Scope) -> Strict:
    name = "/".join(scope.params[each] for each in ("model", "variant") if each in scope.params)
    return resources.model_view(name, models.model_of(name, scope.documents))


def _get_experiment(scope: Scope) -> Strict:
    name = scope.params["experiment"]
    for each in scope.documents:
        if each.name == name:
            return shapes.view_of(each)
    raise Refused("UNKNOWN_OBJECT", kind="experiment", name=name)


def _get_reason(scope: Scope) -> Strict:
    if scope.params["reason"] not in REASONS:
        raise Refused("UNKNOWN_OBJECT", kind="reason", name=scope.params["reason"])
    return resources.reason_view(scope.params["reason"])


def _limits(_: Scope) -> Sequence[Strict]:
    return [
        resources.LimitView(limit=name, value=row.value, unit=row.unit, text=row.text)
        for name, row in sorted(LIMITS.items())
    ]


SERVICE_VIEWS: Final = (
    View(
        "list_models",
        "service",
        resources.ModelView,
        items=lambda scope: models.list_models(scope.documents),
        key=field("model"),
        documents=MODEL,
        whole=True,
    ),
    View("get_model", "service", resources.ModelView, one=_get_model, documents=MODEL, whole=True),
    View(
        "get_model_variant",
        "service",
        resources.ModelView,
        one=_get_model,
        documents=MODEL,
        whole=True,
    ),
    View(
        "diff_models",
        "service",
        resources.ModelDiffView,
        one=lambda scope: models.diff_models(scope.params, scope.documents),
        documents=MODEL,
        whole=True,
        filters=("first", "second"),
        needs=("first", "second"),
    ),
    View("list_limits", "service", resources.LimitView, items=_limits, key=field("limit")),
    View(
        "list_reasons",
        "service",
        resources.ReasonView,
        items=lambda _: [resources.reason_view(name) for name in sorted(REASONS)],
        key=field("reason"),
    ),
    View("get_reason", "service", resources.ReasonView, one=_get_reason),
)

EXPERIMENT_VIEWS: Final = (
    View(
        "list_experiments",
        "service",
        shapes.ExperimentView,
        items=lambda scope: [shapes.view_of(each) for each in scope.documents],
        key=field("experiment"),
        documents=EXPERIMENT,
        filters=("state",),
    ),
    View(
        "get_experiment",
        "service",
        shapes.ExperimentView,
        one=_get_experiment,
        documents=EXPERIMENT,
    ),
    View(
        "list_experiment_cells",
        "service",
        shapes.ResultCell,
        items=lambda scope: scope.made,
        key=field("cell"),
        made=lambda lab, params: lab.cells(params["experiment"]),
    ),
    View(
        "list_experiment_events",
        "service",
        shapes.EventBehind,
        items=lambda scope: scope.made,
        key=field("number"),
        made=lambda lab, params: lab.events(params["experiment"], params["cell"]),
        filters=("cell",),
        needs=("cell",),
        filtered=True,
    ),
)
