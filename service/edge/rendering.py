"""Answers as JSON: the engine's answer plus what the control room knows about it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from pydantic import BaseModel

from service.control.calls import Committed

_encode: Final = msgspec.json.Encoder().encode


def to_json(value: Any) -> bytes:
    """Plain data as compact JSON."""
    return _encode(value)


def model_json(model: BaseModel) -> bytes:
    """A model as JSON; what is absent is left out."""
    return model.__pydantic_serializer__.to_json(model, exclude_none=True)


def models_json(models: Any) -> bytes:
    """Models as a JSON array."""
    return b"[" + b",".join(map(model_json, models)) + b"]"


def _members(committed: Committed) -> dict[str, str]:
    """What every committed answer has beside the members of its command's answer."""
    members = {"fabric": committed.fabric}
    if committed.host is not None:
        members["host"] = committed.host
    if committed.model is not None:
        members["model"] = committed.model
    if committed.revision is not None:
        members["revision"] = str(committed.revision)
    if committed.host_revision is not None:
        members["host_revision"] = str(committed.host_revision)
    return members


def joined(*objects: bytes) -> bytes:
    """One JSON object with the members of several; none of them is empty."""
    return b"{" + b",".join(each[1:-1] for each in objects) + b"}"


def answer_json(
    committed: Committed, *, explain: bool = False, validate_only: bool = False
) -> bytes:
    """The whole answer: the same object alone, in a batch and in a scenario.

    Revisions are decimal strings; what does not apply is absent. Written once, from the engine's
    model to bytes: this is the hot path of every command.
    """
    parts = [model_json(committed.answer), _encode(_members(committed))]
    if explain:
        parts.append(b'{"trace":' + models_json(committed.trace) + b"}")
    if validate_only:
        parts.append(b'{"would_ask":' + models_json(committed.would_ask) + b"}")
    return joined(*parts)
