"""What an edge hands to the control room, and what it gets back."""

from __future__ import annotations

from typing import Final

import msgspec

from service.fabric.commands import Question
from service.mm.commands import Answer, Command, TraceEntry


class Expect(msgspec.Struct, frozen=True):
    """Preconditions of a command: refused with STALE_PRECONDITION when one does not hold."""

    host_revision: int | None = None
    generation: int | None = None


NO_EXPECTATION: Final = Expect()


class Call(msgspec.Struct, frozen=True, gc=False):
    """One command with the properties that every command has.

    `fabric` may be None when `host` is given (host names are unique in the service).
    `idempotency_key` is scoped to the principal; `fingerprint` is a digest of the whole request.
    """

    command: Command
    fabric: str | None = None
    host: str | None = None
    validate_only: bool = False
    explain: bool = False
    expect: Expect = NO_EXPECTATION
    idempotency_key: str | None = None
    fingerprint: str = ""
    principal: str = "anonymous"
    request_id: str = ""


class Committed(msgspec.Struct, frozen=True):
    """A durable command (or a validated one: `revision` is then None).

    `would_ask` lists the driver questions that a validated command would have asked.
    """

    answer: Answer
    fabric: str
    host: str | None
    model: str | None
    revision: int | None
    host_revision: int | None
    trace: tuple[TraceEntry, ...] = ()
    would_ask: tuple[Question, ...] = ()
    replayed: bool = False
