"""Refusals as data: what problem+json and google.rpc.Status both carry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.bounded import JSON_INTEGER_MAX
from service.reasons import Refused

#: Facts that are members of the problem itself, not of `facts`.
_MEMBERS: Final = frozenset({"errno", "source"})
_TEXT_MAX: Final = 1000
_ITEMS_MAX: Final = 64
_ERRORS_MAX: Final = 16


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A control-plane refusal, ready to be rendered by an edge."""

    title: str
    status: int
    detail: str
    reason: str
    grpc: str
    retryable: bool
    facts: dict[str, Any]
    errno: str | None = None
    source: str | None = None
    revision: str | None = None


def printable(text: str) -> str:
    """`text` without control characters and surrogates, cut to a sane length."""
    clean = "".join(
        char if char.isprintable() else f"\\x{ord(char):02x}" for char in text[:_TEXT_MAX]
    )
    return clean[:_TEXT_MAX]


def plain(value: object) -> Any:
    """A fact as bounded JSON: no control characters, no integer that JavaScript cannot hold."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) <= JSON_INTEGER_MAX else hex(value)[:_TEXT_MAX]
    if isinstance(value, Mapping):
        return {printable(str(key)): plain(each) for key, each in list(value.items())[:_ITEMS_MAX]}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return [plain(each) for each in list(items)[:_ITEMS_MAX]]
    return printable(str(value))


def title_of(reason: str) -> str:
    """`UNKNOWN_HOST` as a short sentence: `Unknown host`."""
    return reason.replace("_", " ").capitalize()


def refusal_of(refused: Refused) -> Refusal:
    """Everything an edge says about a refusal."""
    row = refused.row
    assert row.http is not None, "a control reason has a status"
    assert row.grpc is not None, "a control reason has a gRPC code"
    members = {
        name: printable(str(value))
        for name, value in refused.facts.items()
        if name in _MEMBERS and value is not None
    }
    facts = {name: plain(value) for name, value in refused.facts.items()}
    return Refusal(
        title=title_of(refused.reason),
        status=row.http,
        detail=printable(row.render(facts)),
        reason=refused.reason,
        grpc=row.grpc,
        retryable=row.retryable,
        facts={name: value for name, value in facts.items() if name not in _MEMBERS},
        revision=None if refused.revision is None else str(refused.revision),
        **members,
    )


def _field(error: ErrorDetails, prefix: tuple[str | int, ...]) -> str:
    parts = (*prefix, *error["loc"])
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return printable(name.removeprefix(".")) or "body"


def invalid(error: ValidationError, *prefix: str | int) -> Refused:
    """INVALID_FIELD for what a model refused; the first error speaks, `errors` lists them all."""
    found = [
        {"field": _field(each, prefix), "why": printable(each["msg"].removeprefix("Value error, "))}
        for each in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    first = found[0]
    if len(found) == 1:
        return Refused("INVALID_FIELD", field=first["field"], why=first["why"])
    return Refused(
        "INVALID_FIELD", field=first["field"], why=first["why"], errors=found[:_ERRORS_MAX]
    )
