"""Driver sessions with their conditions: who serves which node, and what it still owes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from service.bounded import Count, FabricName, HostName, Nid, Strict
from service.control.ports import DriverSession
from service.fabric.state import FabricState

#: `Attached`: its stream is open. `Registered`: the node names it as its driver. `CaughtUp`: what
#: it missed is told. `Idle`: it owes no answer.
ConditionType = Literal["Attached", "Registered", "CaughtUp", "Idle"]


class DriverCondition(Strict):
    """One condition: `status` is what holds now, `reason` in a word, `message` for people."""

    type: ConditionType
    status: bool
    reason: Annotated[str, Field(max_length=40)]
    message: Annotated[str, Field(max_length=255)] = ""


class DriverView(Strict):
    """The driver of a private node, attached over gRPC to this process of the service.

    `nr_asked` are callbacks without an answer, `nr_unsettled` answers whose command has not ended,
    `nr_unread` messages that it has not read. One that is gone is listed while callbacks wait.
    """

    fabric: FabricName
    host: HostName
    nid: Nid
    driver: Annotated[str, Field(max_length=63)]
    epoch: Count
    deadline_ms: Count
    nr_asked: Count
    nr_unsettled: Count
    nr_unread: Count
    conditions: Annotated[tuple[DriverCondition, ...], Field(max_length=4)]


def key(view: DriverView) -> str:
    """The order of the list: host, node, name."""
    return f"{view.host} {view.nid:05d} {view.driver}"


def drivers(
    sessions: Sequence[DriverSession], fabrics: Sequence[FabricState]
) -> Sequence[DriverView]:
    """All of them, in order."""
    owners = {
        (name, nid): node.node_private.driver
        for fabric in fabrics
        for name, entry in fabric.hosts.items()
        for nid, node in entry.state.nodes.items()
        if node.node_private is not None
    }
    return sorted((_view(each, owners.get((each.host, each.nid))) for each in sessions), key=key)


def _view(session: DriverSession, owner: str | None) -> DriverView:
    return DriverView.model_construct(
        fabric=session.fabric,
        host=session.host,
        nid=session.nid,
        driver=session.driver,
        epoch=session.epoch,
        deadline_ms=session.deadline_ms,
        nr_asked=session.nr_asked,
        nr_unsettled=session.nr_unsettled,
        nr_unread=session.nr_unread,
        conditions=tuple(_conditions(session, owner)),
    )


def _condition(
    type_: ConditionType, true: str, false: str, *, status: bool, message: str = ""
) -> DriverCondition:
    reason = true if status else false
    return DriverCondition.model_construct(
        type=type_, status=status, reason=reason, message="" if status else message
    )


def _conditions(session: DriverSession, owner: str | None) -> list[DriverCondition]:
    """In the order in which they come to hold."""
    registered = owner == session.driver
    other = "the node is not registered" if owner is None else f"its driver is {owner}"
    waits = f"{session.nr_asked} callbacks wait for an answer"
    missed = "it hears what it missed" if session.attached else "it is gone"
    gone = f"{waits}, at most until their deadline"
    return [
        _condition("Attached", "StreamOpen", "Gone", status=session.attached, message=gone),
        _condition("Registered", "NodeNamesIt", "NotItsNode", status=registered, message=other),
        _condition("CaughtUp", "AllTold", "CatchingUp", status=session.caught_up, message=missed),
        _condition("Idle", "NothingAsked", "Asked", status=not session.nr_asked, message=waits),
    ]
