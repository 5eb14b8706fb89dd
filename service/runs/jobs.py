"""What a worker process is given, and what it gives back: plain data, and a function per kind.

A job is pure: the same job gives the same bytes in every process.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from service.experiments.experiment import ExperimentError, Request, run_experiment, to_json
from service.experiments.tracing import events_behind
from service.fabric.hosts import entry_data, own_table
from service.fabric.models.commands import OwnModel
from service.fabric.whatif.fork import pack
from service.fabric.whatif.replay import Choice, Past, replay
from service.mm.models import KernelModel
from service.reasons import Refused

#: Called with (done, total, what is being done).
Tick = Callable[[int, int, str], None]


class Recording(msgspec.Struct, frozen=True):
    """A recording of a census: JSON lines, named as its rows are cited."""

    name: str
    text: str


class ExperimentJob(msgspec.Struct, frozen=True, tag="experiment"):
    """An experiment; `own` are the JSON of models of one's own, by the label in `models`."""

    name: str
    models: tuple[str, ...] = ()
    seed: int = 0
    fixes: bool = True
    recordings: tuple[Recording, ...] = ()
    scenario: str = ""
    own: dict[str, bytes] = {}


class EventsJob(msgspec.Struct, frozen=True, tag="events"):
    """The events behind one cell of an experiment's result."""

    experiment: ExperimentJob
    cell: str


class ModelChoice(msgspec.Struct, frozen=True):
    """A model of a replay; `own` is the JSON of one's own."""

    label: str
    kernel_model: str
    knobs: dict[str, str] = {}
    own: bytes = b""


class ReplayJob(msgspec.Struct, frozen=True, tag="replay"):
    """A host's history under models; `state`: also the state at the end of the first of them."""

    past: Past
    models: tuple[ModelChoice, ...]
    state: bool = False


class ReplayResult(msgspec.Struct, frozen=True):
    """The JSON of a report, and the packed state."""

    report: bytes
    state: str = ""


Job = ExperimentJob | EventsJob | ReplayJob


class Failed(Exception):  # noqa: N818 - what became of a job
    """A job that ended in a refusal: the reason and its facts."""

    def __init__(self, reason: str, facts: dict[str, Any]) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason)


def _own(own: dict[str, bytes]) -> dict[str, KernelModel]:
    return {name: own_table(name, OwnModel.model_validate_json(text)) for name, text in own.items()}


def _request(job: ExperimentJob, folder: Path) -> Request:
    """The request of a job; its recordings are files, as those of the command line."""
    for each in job.recordings:
        (folder / each.name).write_text(each.text, encoding="utf-8")
    census = tuple(folder / each.name for each in job.recordings)
    return Request(job.name, job.models, job.seed, census, job.fixes, job.scenario, _own(job.own))


def _experiment(job: ExperimentJob, tick: Tick) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cxltwin-") as folder:
        result = run_experiment(_request(job, Path(folder)), steps=tick)
    return to_json(result, pretty=False)


def _events(job: EventsJob, tick: Tick) -> bytes:
    del tick
    with tempfile.TemporaryDirectory(prefix="cxltwin-") as folder:
        found = events_behind(_request(job.experiment, Path(folder)), job.cell)
    return msgspec.json.encode(found)


def _choice(row: ModelChoice) -> Choice:
    own = OwnModel.model_validate_json(row.own) if row.own else None
    return Choice(row.label, row.kernel_model, row.knobs, own)


def _replay(job: ReplayJob, tick: Tick) -> bytes:
    report, walks = replay(
        job.past,
        [_choice(each) for each in job.models],
        lambda done, total: tick(done, total, "replaying") if done % 64 == 0 else None,
    )
    state = pack(entry_data(walks[0].entry)) if job.state else ""
    text = report.model_dump_json(exclude_none=True).encode()
    return msgspec.msgpack.encode(ReplayResult(text, state))


_KINDS: Final[dict[type[Any], Callable[[Any, Tick], bytes]]] = {
    ExperimentJob: _experiment,
    EventsJob: _events,
    ReplayJob: _replay,
}


def run(job: Job, tick: Tick) -> bytes:
    """The result of a job. Refuses: Failed."""
    try:
        return _KINDS[type(job)](job, tick)
    except ExperimentError as error:
        field, _, why = str(error).partition(": ")
        raise Failed("INVALID_FIELD", {"field": field, "why": why}) from error
    except Refused as refused:
        raise Failed(refused.reason, refused.facts) from refused
