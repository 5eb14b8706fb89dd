"""The step of a fabric: one command against the cached state, all or nothing.

`step` finds the room that knows the command (a host's mm engine or the fabric itself), runs it and
returns what happened with the log that takes it back. Nothing here knows a store, a clock or a
network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from service.fabric import hosts
from service.fabric.commands import DriverAnswer, Question
from service.fabric.state import FabricState
from service.mm.commands import Answer, Command, TraceEntry
from service.mm.undo import Undo

#: Stands in every journal row; a release that changes an answer raises it.
ENGINE_VERSION: Final = 1


class Envelope(msgspec.Struct, frozen=True):
    """A command and whom it is for; `host` is None for a command of the fabric itself."""

    command: Command
    host: str | None = None


class Done(msgspec.Struct, frozen=True):
    """A finished step. `subjects` are the hosts it changed (`""`: the fabric's own configuration)."""

    answer: Answer
    subjects: tuple[str, ...]
    trace: tuple[TraceEntry, ...]
    undo: Undo


class Need(msgspec.Struct, frozen=True):
    """The step was abandoned without a trace in the state: it needs this answer to go on."""

    question: Question


def step(
    fabric: FabricState,
    envelope: Envelope,
    answers: Sequence[DriverAnswer] = (),
    *,
    explain: bool = False,
) -> Done | Need:
    """Apply one command. Pure: same state, command and answers give the same outcome everywhere.

    Refuses: `service.reasons.Refused` (control rows); the state is then as before.
    """
    raise NotImplementedError


def committed(fabric: FabricState, subjects: Sequence[str], revision: int) -> None:
    """Notes the revision under which a step became durable."""
    raise NotImplementedError


def encode(fabric: FabricState) -> bytes:
    """A snapshot of the whole fabric: msgpack, in key order, without caches."""
    raise NotImplementedError


def decode(data: bytes) -> FabricState:
    """The fabric behind a snapshot."""
    raise NotImplementedError


def state_hash(fabric: FabricState) -> str:
    """SHA-256 over the canonical encoding, as hex."""
    raise NotImplementedError
