"""Answers as JSON members: the engine's answer plus what the control room knows about it."""

from __future__ import annotations

from typing import Any

from service.control.calls import Committed


def committed_members(committed: Committed) -> dict[str, Any]:
    """The members that every committed answer has beside those of its command's answer.

    Revisions are decimal strings; what does not apply is absent.
    """
    members: dict[str, Any] = {"fabric": committed.fabric}
    if committed.host is not None:
        members["host"] = committed.host
    if committed.model is not None:
        members["model"] = committed.model
    if committed.revision is not None:
        members["revision"] = str(committed.revision)
    if committed.host_revision is not None:
        members["host_revision"] = str(committed.host_revision)
    return members


def answer_object(committed: Committed, *, explain: bool, validate_only: bool) -> dict[str, Any]:
    """The whole answer: the same object alone, in a batch and in a scenario."""
    body: dict[str, Any] = committed.answer.model_dump(mode="json", exclude_none=True)
    body.update(committed_members(committed))
    if explain:
        body["trace"] = [
            entry.model_dump(mode="json", exclude_none=True) for entry in committed.trace
        ]
    if validate_only:
        body["would_ask"] = [
            question.model_dump(mode="json", exclude_none=True) for question in committed.would_ask
        ]
    return body
