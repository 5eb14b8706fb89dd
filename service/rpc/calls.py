"""From request messages to calls of the control room, and from its answers to messages."""

from __future__ import annotations

import hashlib
from typing import Any, Final, TypeVar

from google.protobuf.message import Message
from pydantic import TypeAdapter, ValidationError

from service.bounded import FabricName, HostName, Revision, Strict
from service.control.calls import NO_EXPECTATION, Call, Committed, Expect
from service.edge.imports import ImportHost
from service.edge.refusals import invalid
from service.edge.words import IdempotencyKey
from service.fabric.commands import CreateFabric
from service.mm.commands import Command
from service.reasons import Refused

M = TypeVar("M", bound=Strict)

_TYPES: Final[dict[str, TypeAdapter[Any]]] = {
    "host": TypeAdapter(HostName),
    "fabric": TypeAdapter(FabricName),
    "idempotency_key": TypeAdapter(IdempotencyKey),
    "generation": TypeAdapter(Revision),
    "host_revision": TypeAdapter(Revision),
    "since": TypeAdapter(Revision),
}


def take(fields: dict[str, Any], name: str) -> Any:
    """Takes a field that is not the command's out of a request, or None.

    Refuses: INVALID_FIELD.
    """
    value = fields.pop(name, None)
    if value is None:
        return None
    try:
        return _TYPES[name].validate_python(value, strict=True)
    except ValidationError as error:
        raise invalid(error, name) from None


def need(fields: dict[str, Any], name: str) -> Any:
    """As `take`, for a field that must be there."""
    value = take(fields, name)
    if value is None:
        raise Refused("INVALID_FIELD", field=name, why="Field required")
    return value


def parse(command: type[Command], fields: dict[str, Any]) -> Command:
    """A command. Refuses: INVALID_FIELD."""
    try:
        parsed: Command = command.__pydantic_validator__.validate_python(fields)
    except ValidationError as error:
        raise invalid(error) from None
    return parsed


def parse_as(model: type[M], fields: dict[str, Any]) -> M:
    """A request that is no command. Refuses: INVALID_FIELD."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from None


def keyed(fields: dict[str, Any], path: str, request: Message) -> tuple[str | None, str]:
    """Idempotency key and fingerprint of a request."""
    key = take(fields, "idempotency_key")
    if key is None:
        return None, ""
    text = request.SerializeToString(deterministic=True)
    return key, hashlib.sha256(path.encode() + b"\n" + text).hexdigest()


def expectation(fields: dict[str, Any]) -> Expect:
    """The preconditions of a command."""
    expect = fields.pop("expect", None)
    return Expect(host_revision=take(expect, "host_revision")) if expect else NO_EXPECTATION


def host_call(
    command: type[Command], fields: dict[str, Any], key: tuple[str | None, str], request_id: str
) -> Call:
    """The call behind the request of a host's command."""
    host = need(fields, "host")
    validate_only = fields.pop("validate_only", False)
    explain = fields.pop("explain", False)
    expect = expectation(fields)
    return Call(
        command=parse(command, fields),
        host=host,
        validate_only=validate_only,
        explain=explain,
        expect=expect,
        idempotency_key=key[0],
        fingerprint=key[1],
        request_id=request_id,
    )


def create_call(
    command: type[Command], fields: dict[str, Any], key: tuple[str | None, str], request_id: str
) -> Call:
    """The call that creates a fabric or a host."""
    validate_only = fields.pop("validate_only", False)
    fabric = fields.get("fabric") if command is CreateFabric else need(fields, "fabric")
    return Call(
        command=parse(command, fields),
        fabric=fabric,
        validate_only=validate_only,
        idempotency_key=key[0],
        fingerprint=key[1],
        request_id=request_id,
    )


def change_call(command: type[Command], fields: dict[str, Any], request_id: str) -> Call:
    """The call that changes or deletes a fabric or a host, at the generation that was read.

    Refuses: PRECONDITION_REQUIRED where `generation` is absent.
    """
    name = "host" if command.op.endswith("_host") else "fabric"
    subject = need(fields, name)
    generation = take(fields, "generation")
    if generation is None:
        raise Refused("PRECONDITION_REQUIRED", path=f"{name} {subject}")
    validate_only = fields.pop("validate_only", False)
    return Call(
        command=parse(command, fields),
        fabric=subject if name == "fabric" else None,
        host=subject if name == "host" else None,
        validate_only=validate_only,
        expect=Expect(generation=generation),
        request_id=request_id,
    )


def import_request(fields: dict[str, Any]) -> ImportHost:
    """The files of an import. Refuses: INVALID_FIELD."""
    try:
        return ImportHost.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from None


def answer_fields(
    committed: Committed, *, explain: bool = False, validate_only: bool = False
) -> dict[str, Any]:
    """The members of the answer of a command, for a message; revisions are numbers here."""
    fields: dict[str, Any] = {
        **committed.answer.__dict__,
        "fabric": committed.fabric,
        "host": committed.host,
        "model": committed.model,
        "revision": committed.revision,
        "host_revision": committed.host_revision,
    }
    if committed.replayed:
        fields["replayed"] = True
    if explain:
        fields["trace"] = committed.trace
    if validate_only:
        fields["would_ask"] = committed.would_ask
    return fields
