"""Experiments as one reads and asks for them: what was asked, how far it is, what it found."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

import msgspec
from pydantic import Field

from service.bounded import (
    JSON_INTEGER_MAX,
    NOT_NULL,
    Count,
    HostName,
    ModelId,
    ModelName,
    RevisionText,
    Strict,
    Text,
)
from service.control.ports import Document
from service.experiments.experiment import EXPERIMENTS, MODELS_MAX
from service.fabric.models.commands import KnobName, KnobValue
from service.mm.commands import DecidedBy, TraceEntry

#: characters of one recording, and of all of one request
RECORDING_MAX: Final = 4 << 20
RECORDINGS_MAX: Final = 32
SCENARIO_MAX: Final = 1 << 20

Kind = Literal["E1", "E2", "E3", "E4", "pivot"]
assert set(get_args(Kind)) == set(EXPERIMENTS), "every experiment can be asked for"
State = Literal["queued", "running", "succeeded", "failed", "cancelled", "interrupted"]
FINISHED: Final = frozenset({"succeeded", "failed", "cancelled", "interrupted"})
Format = Literal["json", "csv", "html"]
Cell = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,512}$", max_length=512)]


class RecordingText(Strict):
    """A recording for E1: JSON lines, as `docs/explanation/isolation-data.md` describes them."""

    name: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.jsonl$", max_length=127)
    ]
    text: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=RECORDING_MAX)]


class CreateExperiment(Strict):
    """Runs an experiment beside the service: the same request gives the same bytes.

    Without `models` under every one; names are ids, variants, and those of one's own that were
    uploaded. `recordings` make the recorded part of E1, `scenario` is the script of pivot (YAML).
    `experiment` names it; without, a name is made.
    """

    name: Kind
    experiment: Annotated[HostName | None, NOT_NULL] = None
    models: Annotated[tuple[ModelName, ...], Field(max_length=MODELS_MAX, strict=False)] = ()
    seed: Annotated[int, Field(ge=0, le=JSON_INTEGER_MAX)] = 0
    fixes: bool = True
    recordings: Annotated[
        tuple[RecordingText, ...], Field(max_length=RECORDINGS_MAX, strict=False)
    ] = ()
    scenario: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=SCENARIO_MAX)] = ""
    validate_only: bool = False


class ExperimentView(Strict):
    """An experiment: `done` of `total` turns of models are over.

    `interrupted`: the service ended before it did; ask again, the same request gives the same.
    """

    experiment: HostName
    name: Kind
    title: Text
    question: Text
    state: State
    done: Count
    total: Count
    step: Text
    models: Annotated[tuple[ModelName, ...], Field(max_length=MODELS_MAX)]
    seed: Count
    fixes: bool
    recordings: Annotated[tuple[Text, ...], Field(max_length=RECORDINGS_MAX)]
    headline: Annotated[str, Field(max_length=2000)] = ""
    #: sha256 of the JSON result
    digest: Annotated[str, Field(max_length=64)] = ""
    why: Annotated[str, Field(max_length=2000)] = ""
    created_at: Annotated[str, Field(max_length=32)]
    finished_at: Annotated[str, Field(max_length=32)] = ""
    generation: Count = 1


class ExperimentRef(Strict):
    """Names an experiment."""

    experiment: HostName


class DeleteExperiment(Strict):
    """Forgets an experiment with its result; one that runs is cancelled.

    `generation` is that of the experiment as it was read: 1, for it never changes.
    """

    experiment: HostName
    generation: Annotated[Count | None, NOT_NULL] = None


class ResultRef(Strict):
    """Names the result of an experiment, and how it is written."""

    experiment: HostName
    format: Format = "json"


class ResultCell(Strict):
    """A number or letter of a result, and the name under which its events are asked for."""

    cell: Annotated[str, Field(max_length=512)]
    value: Annotated[str, Field(max_length=1000)]


class EventBehind(Strict):
    """A request or command behind a cell of a result, and the walk that decided it.

    `where` is the pattern, the step, or the line of the recording; `nr_requests` how often it was
    made.
    """

    number: Count
    where: Annotated[str, Field(max_length=1000)]
    what: Annotated[str, Field(max_length=4000)]
    outcome: Annotated[str, Field(max_length=1000)]
    nr_requests: Count
    decided_by: DecidedBy | None = None
    trace: Annotated[tuple[TraceEntry, ...], Field(max_length=100_000)] = ()


class Row(msgspec.Struct):
    """The body of an experiment's document: the view, and what only the service needs."""

    view: dict[str, Any]
    #: idempotency key and fingerprint of the request that made it
    key: str = ""
    fingerprint: str = ""
    #: the process that runs it, and when that last said so
    owner: str = ""
    beat_ns: int = 0


_row: Final = msgspec.json.Decoder(Row)


def row_of(document: Document) -> Row:
    """The body of a document."""
    return _row.decode(document.body)


def view_of(document: Document) -> ExperimentView:
    """An experiment as a reader sees it."""
    return ExperimentView.model_validate(row_of(document).view, strict=False)


class ForkHostRequest(Strict):
    """A new host `name` that stands where `host` stands, or stood at a revision of its fabric.

    With another kernel model (or knobs) the whole history is replayed under it; the answer's
    `report` has what it answers differently.
    """

    host: HostName
    name: HostName
    revision: Annotated[RevisionText | None, NOT_NULL] = None
    kernel_model: Annotated[ModelName | None, NOT_NULL] = None
    knobs: Annotated[dict[KnobName, KnobValue], Field(max_length=64, default_factory=dict)]
    description: Text = ""
    validate_only: bool = False


class ReplayHost(Strict):
    """A host's history under other kernel models: placements, errnos, counters, OOM kills."""

    host: HostName
    models: Annotated[
        tuple[ModelName, ...], Field(min_length=1, max_length=MODELS_MAX, strict=False)
    ]
    revision: Annotated[RevisionText | None, NOT_NULL] = None


class CreateModel(Strict):
    """A kernel model of one's own: the YAML (or JSON) of a base and the cells that differ.

    `text` is the document; `docs/how-to/ask-what-if.md` has one.
    """

    text: Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=SCENARIO_MAX)]
    validate_only: bool = False


class DeleteModel(Strict):
    """Forgets a kernel model of one's own; hosts that run it have its table in their journal.

    `generation` is that of the model as it was read: 1, for it never changes.
    """

    model: ModelId
    generation: Annotated[Count | None, NOT_NULL] = None


class Deleted(Strict):
    """What is gone."""

    deleted: Annotated[str, Field(max_length=127)]
