"""`:batch`: many commands of one host, run in order, committed together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

import msgspec
from pydantic import Field, ValidationError

from service.bounded import NOT_NULL, Strict
from service.control.calls import Call, Committed, Expect
from service.edge import limits
from service.edge.refusals import invalid
from service.edge.rendering import answer_json
from service.edge.words import ExpectBody
from service.fabric.commands import HOST_COMMANDS
from service.mm.commands import Command
from service.reasons import Refused


class BatchRequest(Strict):
    """Steps `{op, ...}` with their commands' fields; `stop_on_error` ends at the first errno."""

    steps: Annotated[
        tuple[dict[str, Any], ...],
        Field(min_length=1, max_length=limits.BATCH_STEPS, strict=False),
    ]
    stop_on_error: bool = False
    #: run all, answer, and undo all
    validate_only: bool = False
    #: add the decision trace to every answer
    explain: bool = False
    expect: Annotated[ExpectBody | None, NOT_NULL] = None


class Keyed(NamedTuple):
    """An idempotency key and the fingerprint of the request that carries it."""

    key: str | None
    fingerprint: str


class Parsed(msgspec.Struct, frozen=True):
    """A batch whose steps are commands."""

    commands: tuple[Command, ...]
    stop_on_error: bool
    validate_only: bool
    explain: bool
    expect: Expect


def _step(index: int, step: dict[str, Any]) -> Command:
    fields = dict(step)
    op = fields.pop("op", None)
    command = HOST_COMMANDS.get(op) if isinstance(op, str) else None
    if command is None:
        raise Refused("INVALID_FIELD", field=f"steps[{index}].op", why="no such operation")
    try:
        return command.model_validate(fields)
    except ValidationError as error:
        raise invalid(error, "steps", index) from None


def parse(body: dict[str, Any]) -> Parsed:
    """The commands of a batch. Refuses: INVALID_FIELD with the step that is wrong."""
    try:
        request = BatchRequest.model_validate(body)
    except ValidationError as error:
        raise invalid(error) from None
    expect = Expect()
    if request.expect is not None:
        expect = Expect(host_revision=int(request.expect.host_revision))
    return Parsed(
        commands=tuple(_step(index, step) for index, step in enumerate(request.steps)),
        stop_on_error=request.stop_on_error,
        validate_only=request.validate_only,
        explain=request.explain,
        expect=expect,
    )


def calls(request: Parsed, host: str, request_id: str, keyed: Keyed) -> list[Call]:
    """One call per step; preconditions and the idempotency key are those of the first."""
    return [
        Call(
            command=command,
            host=host,
            validate_only=request.validate_only,
            explain=request.explain,
            expect=request.expect if index == 0 else Expect(),
            request_id=request_id,
            idempotency_key=keyed.key if index == 0 else None,
            fingerprint=keyed.fingerprint if index == 0 else "",
        )
        for index, command in enumerate(request.commands)
    ]


def answer(request: Parsed, committed: Sequence[Committed]) -> bytes:
    """The answers in order; fewer than steps where `stop_on_error` ended the batch."""
    options = {"explain": request.explain, "validate_only": request.validate_only}
    results = b",".join(answer_json(each, **options) for each in committed)
    stopped = b"true" if len(committed) < len(request.commands) else b"false"
    return b'{"results":[' + results + b'],"stopped":' + stopped + b"}"
