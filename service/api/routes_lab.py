"""Routes of experiments, of forks and replays, and of models of one's own."""

from __future__ import annotations

from typing import Final

from service.api.row import HOST, Kind, Row
from service.edge.views import VIEWS

EXPERIMENT: Final = "/v1/experiments/{experiment}"
_DEBATE: Final = "the discussion of 4 June 2026, which asked for data"

_MODEL: Final = """\
apiVersion: cxltwin/v1
kind: KernelModel
name: my-lists
base: list-isolation/normal
source: my mail of Tuesday
cells:
  own_fallback: empty
"""


def _read(path: str, name: str, noun: str, summary: str) -> Row:
    view = VIEWS[name]
    kind: Kind = "list" if view.items is not None else "get"
    return Row("GET", path, name, kind, noun, "readers", summary, "", None, view)


LAB_CALLS: Final = (
    Row(
        "POST",
        "/v1/experiments",
        "create_experiment",
        "use",
        "experiments",
        "operators",
        "Run an experiment over kernel models",
        _DEBATE,
        example={"name": "E2", "models": ["rfc-v4/as-coded", "rfc-v5"]},
    ),
    Row(
        "POST",
        EXPERIMENT + ":cancel",
        "cancel_experiment",
        "use",
        "experiments",
        "operators",
        "End an experiment that runs",
    ),
    Row(
        "DELETE",
        EXPERIMENT,
        "delete_experiment",
        "use",
        "experiments",
        "operators",
        "Forget an experiment with its result",
    ),
    Row(
        "GET",
        EXPERIMENT + "/result",
        "get_experiment_result",
        "result",
        "experiments",
        "readers",
        "Get a result as JSON, CSV or an HTML page",
    ),
    Row(
        "POST",
        HOST + ":fork",
        "fork_host",
        "fork",
        "hosts",
        "operators",
        "Fork a host at a revision, also to another model",
        example={"name": "june-what-if", "kernel_model": "list-isolation"},
    ),
    Row(
        "POST",
        HOST + ":replay",
        "replay_host",
        "use",
        "hosts",
        "operators",
        "Replay a host's history under other models",
        example={"models": ["list-isolation", "rfc-v5"]},
    ),
    Row(
        "POST",
        "/v1/models",
        "create_model",
        "use",
        "reference",
        "operators",
        "Keep a kernel model of one's own",
        example={"text": _MODEL},
    ),
    Row(
        "DELETE",
        "/v1/models/{model}",
        "delete_model",
        "use",
        "reference",
        "operators",
        "Forget a kernel model of one's own",
    ),
)

LAB_READS: Final = (
    _read("/v1/experiments", "list_experiments", "experiments", "List experiments"),
    _read(EXPERIMENT, "get_experiment", "experiments", "Get an experiment: how far it is"),
    _read(
        EXPERIMENT + "/cells",
        "list_experiment_cells",
        "experiments",
        "List the numbers of a result by name",
    ),
    _read(
        EXPERIMENT + "/events",
        "list_experiment_events",
        "experiments",
        "List what stands behind a number",
    ),
    _read("/v1/models:diff", "diff_models", "reference", "Compare two kernel models"),
    _read(
        "/v1/models/{model}/variants/{variant}",
        "get_model_variant",
        "reference",
        "Get a variant of a kernel model",
    ),
)
