"""Experiments as resources: asked for, run by a worker process, kept, and never lied about.

What a run is stands in a document of the store. Whoever runs it says so every few seconds; a run
that nobody says anything of any more is `interrupted`.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Protocol

import msgspec

from service.control.calls import Call, Committed
from service.control.documents import EXPERIMENT, REQUEST, Documents
from service.control.past import History, HostRef
from service.control.ports import Document
from service.experiments.experiment import EXPERIMENTS, PIVOT, document
from service.experiments.report import headline, written
from service.experiments.scenario_load import load_scenario
from service.experiments.tracing import cells
from service.mm.models import MODELS, VARIANTS
from service.reasons import Refused
from service.runs.jobs import EventsJob, ExperimentJob, Recording
from service.runs.pool import JobError, Stopped
from service.runs.running import Runner
from service.runs.shapes import (
    FINISHED,
    CreateExperiment,
    EventBehind,
    ExperimentView,
    Format,
    ResultCell,
    Row,
    row_of,
    view_of,
)

#: experiments that run at a time, that wait, and that are kept with their results
RUNNING_MAX: Final = 1
QUEUED_MAX: Final = 16
KEPT_MAX: Final = 500
#: a run that takes longer is ended
RUN_SECONDS_MAX: Final = 3600
#: how often a run is said to go on, and after which silence it is taken for gone
BEAT_SECONDS: Final = 5
SILENT_SECONDS: Final = 30
_WHY_MAX: Final = 1000
_STOPPED: Final = "the service stopped while it ran; the same request gives the same result"

MEDIA: Final[dict[Format, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


class Rooms(Protocol):
    """What the lab needs of the control room."""

    @property
    def documents(self) -> Documents:
        """Experiments, and models of one's own."""

    @property
    def past(self) -> History:
        """Revisions that are gone."""

    @property
    def shared(self) -> bool:
        """Whether other processes write to the same store."""

    async def ping(self) -> None:
        """Refuses: STORE_UNAVAILABLE, DRAINING."""

    async def execute(self, call: Call) -> Committed:
        """Runs one command."""

    async def host_ref(self, host: str) -> HostRef:
        """One host, durable."""


class Keyed(msgspec.Struct, frozen=True):
    """Idempotency of a request: its key, and what it asked."""

    key: str = ""
    fingerprint: str = ""


class _Run:
    """An experiment that this process runs, or will."""

    def __init__(self, document: Document, row: Row) -> None:
        self.document = document
        self.row = row
        self.task: asyncio.Task[None] | None = None
        self.stop: Callable[[], None] = lambda: None
        #: the state in which it is to end, and whether that is known
        self.ending = ""
        self.ended = asyncio.Event()


class Lab:
    """The experiments of a service."""

    def __init__(self, rooms: Rooms, runner: Runner | None = None) -> None:
        self.rooms = rooms
        self.runner = runner or Runner()
        self._owner = secrets.token_hex(8)
        self._runs: dict[str, _Run] = {}
        self._slots = asyncio.Semaphore(RUNNING_MAX)
        self._sweeper: asyncio.Task[None] | None = None

    # --- life ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Says of every run that nobody runs any more what became of it."""
        await self._sweep(everything=not self.rooms.shared)
        if self.rooms.shared:
            self._sweeper = asyncio.create_task(self._sweep_often())

    async def stop(self) -> None:
        """Ends what runs: it is interrupted."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        runs = list(self._runs.values())
        for run in runs:
            self._end(run, "interrupted", _STOPPED)
        tasks = [run.task for run in runs if run.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    async def _sweep_often(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await self._sweep(everything=False)
            except Refused:
                continue

    async def _sweep(self, *, everything: bool) -> None:
        """Unfinished runs of processes that are gone are interrupted."""
        oldest = time.time_ns() - SILENT_SECONDS * 10**9
        for found in await self.rooms.documents.list(EXPERIMENT):
            row = row_of(found)
            gone = everything or row.beat_ns < oldest
            if row.view["state"] in FINISHED or row.owner == self._owner or not gone:
                continue
            row.view |= {"state": "interrupted", "why": _STOPPED, "finished_at": _now()}
            await self.rooms.documents.put(_written(found, row))

    # --- asking ----------------------------------------------------------------------------------

    async def create(self, request: CreateExperiment, keyed: Keyed) -> tuple[ExperimentView, bool]:
        """Begins an experiment; whether it is the answer to an earlier request with the same key.

        Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD, SCENARIO_MALFORMED, ALREADY_EXISTS,
        IDEMPOTENCY_KEY_REUSED, LIMIT_EXCEEDED, DRAINING, STORE_UNAVAILABLE.
        """
        await self.rooms.ping()
        name = _name_of(request, keyed)
        known = await self.rooms.documents.get(EXPERIMENT, name)
        if known is not None:
            return _again(known, keyed), True
        job = await self._job(request)
        view = _first_view(name, request, job)
        if request.validate_only:
            return view, False
        await self._check_room()
        row = Row(
            msgspec.to_builtins(view.model_dump(mode="json")),
            keyed.key,
            keyed.fingerprint,
            self._owner,
            time.time_ns(),
        )
        asked = Document(REQUEST, name, 1, b"{}", msgspec.msgpack.encode(job))
        made = Document(EXPERIMENT, name, 1, msgspec.json.encode(row))
        if not await self.rooms.documents.put(made):
            raise Refused("ALREADY_EXISTS", kind="experiment", name=name)
        await self.rooms.documents.drop(REQUEST, name)
        await self.rooms.documents.put(asked)
        run = self._runs[name] = _Run(made, row)
        run.task = asyncio.create_task(self._take_turn(name, run, job))
        return view, False

    async def _check_room(self) -> None:
        kept = len(await self.rooms.documents.list(EXPERIMENT))
        if kept >= KEPT_MAX:
            raise Refused("LIMIT_EXCEEDED", limit="experiments", max=KEPT_MAX, needs=kept + 1)
        if len(self._runs) >= RUNNING_MAX + QUEUED_MAX:
            raise Refused(
                "LIMIT_EXCEEDED",
                limit="experiments that wait",
                max=QUEUED_MAX,
                needs=len(self._runs) - RUNNING_MAX + 1,
            )

    async def _job(self, request: CreateExperiment) -> ExperimentJob:
        """The work behind a request. Refuses: UNKNOWN_KERNEL_MODEL, INVALID_FIELD."""
        own: dict[str, bytes] = {}
        for label in request.models:
            if label in MODELS or label in VARIANTS:
                continue
            mine = await self.rooms.documents.own_model(label)
            if mine is None:
                raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=label, known=sorted(MODELS))
            own[label] = mine.model_dump_json().encode()
        _check_models(request)
        if request.scenario:
            await asyncio.to_thread(load_scenario, "scenario.yaml", request.scenario)
        return ExperimentJob(
            name=request.name,
            models=request.models,
            seed=request.seed,
            fixes=request.fixes,
            recordings=tuple(Recording(each.name, each.text) for each in request.recordings),
            scenario=request.scenario,
            own=own,
        )

    # --- running ---------------------------------------------------------------------------------

    async def _take_turn(self, name: str, run: _Run, job: ExperimentJob) -> None:
        try:
            if await self._slot(run):
                try:
                    await self._run(name, run, job)
                finally:
                    self._slots.release()
            if run.ending:
                await self._save(run, state=run.ending, finished_at=_now())
        except Refused:
            pass  # the store does not answer: the sweep of a later start says what became of it
        finally:
            self._runs.pop(name, None)
            self.rooms.documents.live.pop((EXPERIMENT, name), None)

    async def _slot(self, run: _Run) -> bool:
        """Waits for its turn; whether it came, and not the end of the run."""
        slot = asyncio.ensure_future(self._slots.acquire())
        ended = asyncio.ensure_future(run.ended.wait())
        await asyncio.wait({slot, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if slot.done() and not run.ending:
            return True
        if slot.done():
            self._slots.release()
        else:
            slot.cancel()
        return False

    async def _run(self, name: str, run: _Run, job: ExperimentJob) -> None:
        if not await self._save(run, state="running"):
            run.ending = ""
            return
        beat = asyncio.create_task(self._beat(run))
        changes: dict[str, Any] = {}
        data: bytes | None = None

        def tick(done: int, total: int, what: str) -> None:
            run.row.view |= {"done": done, "total": total, "step": what}
            self.rooms.documents.live[EXPERIMENT, name] = msgspec.json.encode(run.row)

        try:
            async with asyncio.timeout(RUN_SECONDS_MAX):
                data = await self.runner.run(job, tick, run)
            result = await asyncio.to_thread(msgspec.json.decode, data)
            changes = {"state": "succeeded", "step": "", **_found(result)}
        except TimeoutError:
            changes = {"state": "failed", "why": f"it ran longer than {RUN_SECONDS_MAX} seconds"}
        except Refused as refused:
            text = refused.row.render(refused.facts)[:_WHY_MAX]
            changes = {"state": "failed", "why": f"{refused.reason}: {text}"}
        except JobError as error:
            changes = {"state": "failed", "why": str(error)[:_WHY_MAX]}
        except Stopped:
            return
        finally:
            beat.cancel()
        if not run.ending:
            await self._save(run, data, finished_at=_now(), **changes)

    async def _beat(self, run: _Run) -> None:
        """Says that the run goes on; ends it where somebody else ended it."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                if not await self._save(run):
                    run.stop()
                    return
            except Refused:
                continue

    async def _save(self, run: _Run, data: bytes | None = None, **changes: Any) -> bool:
        """Writes what has changed; whether the document is still this process's to write."""
        run.row.view |= changes
        run.row.beat_ns = time.time_ns()
        written = _written(run.document, run.row, data)
        if not await self.rooms.documents.put(written):
            return False
        run.document = msgspec.structs.replace(written, data=None)
        return True

    def _end(self, run: _Run, state: str, why: str) -> None:
        if not run.ending:
            run.ending = state
            run.row.view["why"] = why
            run.ended.set()
            run.stop()

    # --- afterwards ------------------------------------------------------------------------------

    async def _known(self, name: str) -> Document:
        found = await self.rooms.documents.get(EXPERIMENT, name)
        if found is None:
            raise Refused("UNKNOWN_OBJECT", kind="experiment", name=name)
        return found

    async def get(self, name: str) -> ExperimentView:
        """An experiment as it is now. Refuses: UNKNOWN_OBJECT."""
        return view_of(await self._known(name))

    async def cancel(self, name: str) -> ExperimentView:
        """Ends a run; one that is over stays as it is. Refuses: UNKNOWN_OBJECT."""
        found = await self._known(name)
        run = self._runs.get(name)
        if run is not None and run.task is not None:
            self._end(run, "cancelled", "")
            await asyncio.wait({run.task})
            return view_of(await self._known(name))
        row = row_of(found)
        if row.view["state"] not in FINISHED:  # another replica runs it, and hears at its next beat
            row.view |= {"state": "cancelled", "finished_at": _now()}
            await self.rooms.documents.put(_written(found, row))
        return view_of(await self._known(name))

    async def delete(self, name: str) -> None:
        """Forgets an experiment with its result; one that runs is cancelled first.

        Refuses: UNKNOWN_OBJECT.
        """
        await self.cancel(name)
        await self.rooms.documents.drop(REQUEST, name)
        await self.rooms.documents.drop(EXPERIMENT, name)

    async def watch(self, name: str, seconds: float = 0.2) -> Any:
        """The experiment whenever it changes, until it is over. Refuses: UNKNOWN_OBJECT."""
        last: ExperimentView | None = None
        while True:
            view = await self.get(name)
            if view != last:
                yield view
            if view.state in FINISHED:
                return
            last = view
            await asyncio.sleep(seconds)

    async def _result(self, name: str) -> dict[str, Any]:
        found = await self._known(name)
        view = view_of(found)
        if view.state != "succeeded":
            raise Refused("NO_RESULT", experiment=name, state=view.state)
        result: dict[str, Any] = await asyncio.to_thread(msgspec.json.decode, found.data or b"{}")
        return result

    async def result(self, name: str, form: Format) -> bytes:
        """The bytes of a result; those of the command line. Refuses: UNKNOWN_OBJECT, NO_RESULT."""
        result = await self._result(name)
        return await asyncio.to_thread(written, result, form)

    async def cells(self, name: str) -> Sequence[ResultCell]:
        """The cells of a result, in order of their names. Refuses: UNKNOWN_OBJECT, NO_RESULT."""
        result = await self._result(name)
        return sorted(
            (
                ResultCell.model_construct(cell=each.cell, value=each.value[:1000])
                for each in cells(result)
            ),
            key=lambda each: each.cell,
        )

    async def events(self, name: str, cell: str) -> Sequence[EventBehind]:
        """What stands behind a cell, made again.

        Refuses: UNKNOWN_OBJECT, NO_RESULT, INVALID_FIELD (no such cell), LIMIT_EXCEEDED.
        """
        await self._result(name)
        asked = await self.rooms.documents.get(REQUEST, name)
        if asked is None:
            raise Refused("UNKNOWN_OBJECT", kind="experiment", name=name)
        job = msgspec.msgpack.decode(asked.data or b"", type=ExperimentJob)
        data = await self.runner.quick(EventsJob(job, cell))
        rows = msgspec.json.decode(data)
        return [EventBehind.model_validate(_bounded(row), strict=False) for row in rows]


def _bounded(row: dict[str, Any]) -> dict[str, Any]:
    cut = {"where": 1000, "what": 4000, "outcome": 1000}
    return {key: value[: cut[key]] if key in cut else value for key, value in row.items()}


def _found(result: dict[str, Any]) -> dict[str, Any]:
    digest = hashlib.sha256(document(result)).hexdigest()
    return {"headline": headline(result)[:2000], "digest": digest}


def _written(old: Document, row: Row, data: bytes | None = None) -> Document:
    body = msgspec.json.encode(row)
    return msgspec.structs.replace(old, version=old.version + 1, body=body, data=data)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _name_of(request: CreateExperiment, keyed: Keyed) -> str:
    """The name that the client chose, or one that a retry of the request finds again."""
    if request.experiment is not None:
        return request.experiment
    digest = hashlib.sha256(keyed.key.encode()).hexdigest() if keyed.key else secrets.token_hex(8)
    return f"{request.name.lower()}-{digest[:12]}"


def _again(known: Document, keyed: Keyed) -> ExperimentView:
    """The experiment that an earlier request with the key made.

    Refuses: ALREADY_EXISTS, IDEMPOTENCY_KEY_REUSED.
    """
    row = row_of(known)
    if not keyed.key or row.key != keyed.key:
        raise Refused("ALREADY_EXISTS", kind="experiment", name=known.name)
    if row.fingerprint != keyed.fingerprint:
        raise Refused("IDEMPOTENCY_KEY_REUSED", key=keyed.key)
    return view_of(known)


def _check_models(request: CreateExperiment) -> None:
    """Refuses: INVALID_FIELD."""
    nr = len(request.models)
    if request.name == "pivot" and nr not in {0, len(PIVOT)}:
        why = "pivot takes two, the one before and the one after"
        raise Refused("INVALID_FIELD", field="models", why=why)
    if len(set(request.models)) != nr:
        raise Refused("INVALID_FIELD", field="models", why="a model stands twice")
    if len({each.name for each in request.recordings}) != len(request.recordings):
        raise Refused("INVALID_FIELD", field="recordings", why="a name stands twice")
    if request.recordings and request.name != "E1":
        raise Refused("INVALID_FIELD", field="recordings", why="only E1 has a recorded part")


def _first_view(name: str, request: CreateExperiment, job: ExperimentJob) -> ExperimentView:
    row = EXPERIMENTS[request.name]
    return ExperimentView(
        experiment=name,
        name=request.name,
        title=row.title,
        question=row.question,
        state="queued",
        done=0,
        total=0,
        step="",
        models=request.models,
        seed=request.seed,
        fixes=request.fixes,
        recordings=tuple(each.name for each in job.recordings),
        created_at=_now(),
    )
