"""What travels on a driver's stream, as plain data; the gRPC edge gives it its form.

A message to the driver is `(kind, fields)`: `welcome`, `callback`, `settled`, `notice`, `refused`,
`heartbeat` or `goodbye`. Field names are those of the proto messages.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, DeadlineMs, HostName, Nid, Revision, Strict
from service.control.ports import Settled
from service.reasons import Refused

#: Answers that a driver may ask about when it comes back.
UNSETTLED_MAX: Final = 1024

Kind = Literal["welcome", "callback", "settled", "notice", "refused", "heartbeat", "goodbye"]
Outgoing = tuple[Kind, dict[str, Any]]

#: how a callback ended, as the stream says it
ENDED: Final[dict[Settled, str]] = {
    "committed": "COMMITTED",
    "superseded": "SUPERSEDED",
    "expired": "EXPIRED",
}


class Hello(Strict):
    """The first message of a driver: who it is and which node it serves.

    `epoch` fences: a session of the node with a lower one is closed. `resume_revision` is the last
    revision that the driver has dealt with: notices after it are sent again. `unsettled` are
    callbacks that it answered without learning how they ended.
    """

    driver: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,62}$", max_length=63)]
    host: HostName
    nid: Nid
    epoch: Annotated[int, Field(ge=1, le=(1 << 53) - 1)]
    resume_revision: Annotated[Revision | None, NOT_NULL] = None
    deadline_ms: Annotated[DeadlineMs | None, NOT_NULL] = None
    unsettled: Annotated[
        tuple[Annotated[str, Field(max_length=64)], ...],
        Field(max_length=UNSETTLED_MAX, strict=False),
    ] = ()


class Welcome(Strict):
    """The service's first message: what is true now, and what it expects.

    `revision` is the fabric's last committed one: whatever the driver answered and is neither in it
    nor asked again has not happened. At least one message per `heartbeat_ms` keeps the session.
    """

    fabric: str
    revision: Revision
    host_revision: Revision
    epoch: Count
    deadline_ms: Count
    heartbeat_ms: Count
    #: whether the node is registered, and the name of its current ops table
    registered: bool
    ops: Annotated[str | None, NOT_NULL] = None


class Notice(Strict):
    """A callback that must not sleep, after the commit: what happened to how many folios.

    At least once and in order: `revision` and `number` name it.
    """

    revision: Revision
    number: Count
    name: str
    nid: Nid
    to_nid: Annotated[Nid | None, NOT_NULL] = None
    #: folios, or calls where there is no folio
    nr_folios: Count = 0
    detail: Annotated[str | None, NOT_NULL] = None


def refusal_fields(refused: Refused) -> dict[str, Any]:
    """A refusal as a message of the stream."""
    row = refused.row
    return {
        "reason": refused.reason,
        "code": row.grpc,
        "detail": row.render(refused.facts),
        "retryable": row.retryable,
        "facts": {name: str(fact) for name, fact in refused.facts.items()},
    }
