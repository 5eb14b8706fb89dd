"""The step of a fabric: one command against the cached state, all or nothing.

`step` finds the room that knows the command (a host's mm engine or the fabric itself), runs it and
returns what happened with the log that takes it back. Nothing here knows a store, a clock or a
network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec

from service.cxl import codec as cxl_codec
from service.fabric import hosts
from service.fabric.commands import (
    CXL_HOST_COMMANDS,
    CXL_PLANT_COMMANDS,
    Question,
)
from service.fabric.cxl import kernel, manager
from service.fabric.cxl.reach import reachability
from service.fabric.cxl.step import AskingError, Step
from service.fabric.devices import poison
from service.fabric.devices.state import as_data as devices_data
from service.fabric.devices.step import device_step, is_device_step
from service.fabric.state import FabricState
from service.mm.codec import as_data
from service.mm.commands import Answer, Command, TraceEntry
from service.mm.context import Answers
from service.mm.step import HANDLERS
from service.mm.step import Need as HostNeed
from service.mm.step import step as host_step
from service.mm.undo import Undo
from service.reasons import Refused

#: Stands in every journal row and snapshot; a release that changes an answer or the layout of
#: snapshots raises it.
ENGINE_VERSION: Final = 2

_encoder: Final = msgspec.msgpack.Encoder(order="deterministic")


#: what may be asked of a machine without power
_WITHOUT_POWER: Final = frozenset({"power_on_host", "update_host", "delete_host"})
_CXL_COMMANDS: Final = frozenset({*CXL_HOST_COMMANDS, *CXL_PLANT_COMMANDS})


class Envelope(msgspec.Struct, frozen=True):
    """A command and whom it is for; `host` is None for a command of the fabric itself."""

    command: Command
    host: str | None = None


class Done(msgspec.Struct, frozen=True):
    """A finished step; `subjects` are the hosts it changed (`""`: the fabric itself)."""

    answer: Answer
    subjects: tuple[str, ...]
    trace: tuple[TraceEntry, ...]
    undo: Undo


class Need(msgspec.Struct, frozen=True):
    """The step was abandoned without a trace in the state: it needs this answer to go on.

    `host` is whose driver is asked, where the command does not say.
    """

    question: Question
    host: str | None = None


def step(
    fabric: FabricState,
    envelope: Envelope,
    answers: Answers = (),
    *,
    explain: bool = False,
) -> Done | Need:
    """Apply one command. Pure: same state, command and answers give the same outcome everywhere.

    Refuses: `service.reasons.Refused` (control rows); the state is then as before.
    """
    command = envelope.command
    op = command.op
    entry = fabric.hosts.get(envelope.host or "")
    if entry is not None and not entry.powered and op not in _WITHOUT_POWER:
        raise Refused("HOST_OFF", host=envelope.host)
    if op in _CXL_COMMANDS:
        return _cxl_step(fabric, envelope, answers)
    on_devices = is_device_step(command)
    if op not in HANDLERS and not on_devices:
        return _own_step(fabric, envelope)
    if entry is None:
        raise Refused("UNKNOWN_HOST", host=envelope.host)
    try:
        if on_devices or poison.waits(entry):
            outcome = device_step(entry, command, answers, explain=explain)
        else:
            outcome = host_step(entry.state, command, answers, explain=explain)
    except Refused as refused:
        refused.facts["host"] = entry.host
        raise
    if isinstance(outcome, HostNeed):
        return Need(outcome.question)
    trace = outcome.trace
    if explain:
        trace = (*trace, *reachability(fabric, entry, outcome.answer))
    return Done(outcome.answer, (entry.host,), trace, outcome.undo)


def _own_step(fabric: FabricState, envelope: Envelope) -> Done:
    """A command of the fabric itself."""
    undo = Undo()
    try:
        answer, subjects = hosts.HANDLERS[envelope.command.op](
            fabric, undo, envelope.host, envelope.command
        )
    except BaseException:
        undo.rollback()
        raise
    return Done(answer, subjects, (), undo)


def _cxl_step(fabric: FabricState, envelope: Envelope, answers: Answers) -> Done | Need:
    """A command on CXL objects: of one host's kernel, or of the plant and every host it touches."""
    run = Step(fabric, Undo(), answers)
    command = envelope.command
    try:
        if command.op in CXL_HOST_COMMANDS:
            answer = kernel.run(run, envelope.host, command)
        else:
            answer = manager.run(run, command)
    except AskingError as asking:
        run.undo.rollback()
        return Need(asking.question, asking.host)
    except BaseException:
        run.undo.rollback()
        raise
    return Done(answer, tuple(sorted(run.subjects)), (), run.undo)


def committed(fabric: FabricState, subjects: Sequence[str], revision: int) -> None:
    """Notes the revision under which a step became durable."""
    fabric.revision = max(fabric.revision, revision)
    for subject in subjects:
        if subject == "":
            fabric.own_revision = revision
        elif subject in fabric.hosts:
            entry = fabric.hosts[subject]
            entry.revision = revision
            entry.created_revision = entry.created_revision or revision


def encode(fabric: FabricState) -> bytes:
    """A snapshot of the whole fabric: msgpack, in key order, without caches."""
    return _encoder.encode(
        {
            "engine_version": ENGINE_VERSION,
            "fabric": fabric.fabric,
            "created": fabric.created,
            "description": fabric.description,
            "generation": fabric.generation,
            "revision": fabric.revision,
            "own_revision": fabric.own_revision,
            "plant": cxl_codec.plant_data(fabric.plant),
            "now_ns": fabric.now_ns,
            "compositions": cxl_codec.compositions_data(fabric.compositions),
            "hosts": [hosts.entry_data(fabric.hosts[name]) for name in sorted(fabric.hosts)],
        }
    )


def decode(data: bytes) -> FabricState:
    """The fabric behind a snapshot."""
    row = msgspec.msgpack.decode(data)
    fabric = FabricState(row["fabric"])
    for name in ("created", "description", "generation", "revision", "own_revision"):
        setattr(fabric, name, row[name])
    fabric.plant = cxl_codec.plant_from_data(row["plant"])
    fabric.now_ns = row["now_ns"]
    fabric.compositions = cxl_codec.compositions_from_data(row["compositions"])
    for entry in row["hosts"]:
        host = hosts.entry_from_data(entry)
        fabric.hosts[host.host] = host
    return fabric


def state_hash(fabric: FabricState) -> str:
    """SHA-256 over hosts and configuration, as hex; revisions are not part of it."""
    configuration = [
        (
            entry.host,
            entry.kernel_model,
            sorted(entry.knobs.items()),
            entry.description,
            entry.auto_run,
            entry.powered,
            entry.generation,
            entry.imported.model_dump(mode="json"),
            entry.cxl_bytes,
            as_data(entry.state),
            devices_data(entry.devices),
            *(() if entry.origin is None else (entry.origin,)),
        )
        for _, entry in sorted(fabric.hosts.items())
    ]
    own = (
        fabric.fabric,
        fabric.created,
        fabric.description,
        fabric.generation,
        cxl_codec.plant_data(fabric.plant),
        fabric.now_ns,
        cxl_codec.compositions_data(fabric.compositions),
    )
    return hashlib.sha256(_encoder.encode((own, configuration))).hexdigest()
