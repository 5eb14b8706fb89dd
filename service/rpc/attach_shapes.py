"""The messages of a driver's stream, as data for the proto file."""

from __future__ import annotations

from typing import Final

from service.drivers.messages import Hello, Notice, Welcome
from service.fabric.commands import DriverAnswer
from service.rpc.shapes import Field, Message, Shapes, one_line

_CALLBACK_ID: Final = Field("callback_id", "string")

#: (message, name of its oneof, the fields of it)
ONEOFS: Final[tuple[tuple[str, str, tuple[Field, ...]], ...]] = (
    (
        "AttachRequest",
        "message",
        (
            Field("hello", "Hello", ""),
            Field("answer", "CallbackAnswer", ""),
            Field("heartbeat", "Heartbeat", ""),
            Field("goodbye", "Goodbye", ""),
        ),
    ),
    (
        "AttachResponse",
        "message",
        (
            Field("welcome", "Welcome", ""),
            Field("callback", "Callback", ""),
            Field("settled", "Settled", ""),
            Field("notice", "Notice", ""),
            Field("refused", "AnswerRefused", ""),
            Field("heartbeat", "Heartbeat", ""),
            Field("goodbye", "Goodbye", ""),
        ),
    ),
)


def attach_messages(shapes: Shapes) -> list[Message]:
    """What the two oneofs hold; types of mm are left to mm."""
    answer = [field for field in shapes.fields(DriverAnswer) if field.name != "outcome"]
    answer.sort(key=lambda field: field.name != "callback_id")
    return [
        Message("Hello", one_line(Hello.__doc__), shapes.fields(Hello)),
        Message("Welcome", one_line(Welcome.__doc__), shapes.fields(Welcome)),
        Message(
            "Callback",
            "A callback to answer within `deadline_ms` from now; sent again to a driver that "
            "comes back. `revision` is the fabric's when it was asked.",
            (
                _CALLBACK_ID,
                Field("revision", "int64"),
                Field("deadline_ms", "int32"),
                Field("question", "Question", ""),
            ),
        ),
        Message("CallbackAnswer", one_line(DriverAnswer.__doc__), tuple(answer)),
        Message(
            "Settled",
            "How a callback ended: COMMITTED with the revision that holds the answer, SUPERSEDED "
            "(the question changed: undo what you did), EXPIRED (too late, or nothing happened).",
            (_CALLBACK_ID, Field("ended", "string"), Field("revision", "int64")),
        ),
        Message("Notice", one_line(Notice.__doc__), shapes.fields(Notice)),
        Message(
            "AnswerRefused",
            "A message of the driver does not count, and why; the callback is still open.",
            (_CALLBACK_ID, Field("refusal", "Refusal", "")),
        ),
        Message(
            "Heartbeat",
            "A sign of life; the service answers with the same number and the revision up to which "
            "it has told everything: what the driver may resume from.",
            (Field("number", "int64"), Field("revision", "int64")),
        ),
        Message(
            "Goodbye",
            "No more messages will come. From a driver: commands need not wait for it any more. "
            "From the service: the last message of a session that it ends, with the refusal that "
            "is the status too.",
            (Field("reason", "string"), Field("refusal", "Refusal", "")),
        ),
    ]
