"""The `Attach` stream: messages of a driver to the registry, and its outbox to the driver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from google.protobuf.message import Message
from pydantic import ValidationError

from service.drivers.messages import UNSETTLED_MAX, Hello, Outgoing, refusal_fields
from service.drivers.registry import Registry
from service.drivers.session import Session
from service.edge.refusals import invalid
from service.fabric.commands import DriverAnswer
from service.mm.commands.driver import STEPS_MAX
from service.reasons import Refused
from service.rpc.convert import build, to_dict
from service.rpc.methods import DRIVER
from service.rpc.pool import message_class

#: A driver that is silent after it opened the stream is let go.
HELLO_SECONDS: Final = 10.0
#: How long a driver has to read why its session ended before the stream does.
FAREWELL_SECONDS: Final = 0.25
#: The largest message that is looked into: no message within the other limits comes near it.
MESSAGE_BYTES: Final = 64 << 10
_RESPONSE: Final = message_class(f"{DRIVER}.AttachResponse")


def _protocol(why: str) -> Refused:
    return Refused("DRIVER_PROTOCOL", why=why)


def _which(message: Any) -> str:
    """The member of a request. Refuses: DRIVER_PROTOCOL, before anything of it is converted."""
    if message is None:
        raise _protocol("the bytes are not an AttachRequest")
    found: str | None = message.WhichOneof("message")
    if found is None:
        raise _protocol("a message without a member that is known here")
    size = message.ByteSize()
    if size > MESSAGE_BYTES:
        raise _protocol(f"a message of {size} bytes, at most {MESSAGE_BYTES}")
    if found == "answer":
        _within("steps of a script", len(message.answer.script.values), STEPS_MAX)
    elif found == "hello":
        _within("unsettled callbacks", len(message.hello.unsettled), UNSETTLED_MAX)
    return found


def _within(what: str, number: int, most: int) -> None:
    """Refuses: DRIVER_PROTOCOL for a list that is too long to convert."""
    if number > most:
        raise _protocol(f"{number} {what}, at most {most}")


async def _hello(requests: AsyncIterator[Any]) -> Hello:
    """The first message. Refuses: DRIVER_PROTOCOL, DRIVER_SILENT, INVALID_FIELD."""
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            message = await anext(requests)
    except StopAsyncIteration:
        raise _protocol("the stream ended before Hello") from None
    except TimeoutError:
        raise Refused("DRIVER_SILENT", silence_ms=int(HELLO_SECONDS * 1000)) from None
    if _which(message) != "hello":
        raise _protocol("the first message is Hello")
    try:
        return Hello.model_validate(to_dict(message.hello))
    except ValidationError as error:
        raise invalid(error) from None


def _answer(message: Any) -> DriverAnswer:
    """An answer. Refuses: DRIVER_ANSWER_INVALID with the field."""
    try:
        return DriverAnswer.model_validate(to_dict(message))
    except ValidationError as error:
        refused = invalid(error)
        facts = {"field": refused.facts["field"], "why": refused.facts["why"]}
        raise Refused("DRIVER_ANSWER_INVALID", **facts) from None


def _take(registry: Registry, session: Session, message: Any) -> bool:
    """Deals with a message; False when the driver left. Refuses: DRIVER_PROTOCOL."""
    registry.heard(session)
    kind = _which(message)
    if kind == "goodbye":
        registry.goodbye(session)
        return False
    if kind == "hello":
        raise _protocol("Hello comes once")
    try:
        if kind == "answer":
            registry.answer(session, _answer(message.answer))
        else:
            registry.heartbeat(session, message.heartbeat.number)
    except Refused as refused:
        id_ = message.answer.callback_id if kind == "answer" else ""
        registry.refuse(session, refused, id_)
    return True


async def _read(registry: Registry, session: Session, requests: AsyncIterator[Any]) -> None:
    """Reads until the driver leaves; what it says after the end of its session is lost."""
    try:
        async for message in requests:
            if session.closed:
                continue
            try:
                if not _take(registry, session, message):
                    break
            except Refused as refused:
                registry.end(session, refused)
    finally:
        registry.detach(session)


def _rendered(outgoing: Outgoing) -> Message:
    kind, fields = outgoing
    return build(_RESPONSE, {kind: fields})


async def attach(registry: Registry, requests: AsyncIterator[Any]) -> AsyncIterator[Message]:
    """One driver from Hello to the end of its session.

    Refuses: what `Registry.attach` refuses, and why a session was closed.
    """
    session = await registry.attach(await _hello(requests))
    reader = asyncio.create_task(_read(registry, session, requests))
    try:
        while True:
            while session.outbox:
                yield _rendered(session.outbox.popleft())
            session.written.set()
            if session.closed:
                break
            session.wake.clear()
            await session.wake.wait()
        if session.ended is not None:
            # In band too: who writes into a stream that ends learns that, and not the status.
            refusal = refusal_fields(session.ended)
            yield _rendered(("goodbye", {"reason": session.ended.reason, "refusal": refusal}))
            await asyncio.wait({reader}, timeout=FAREWELL_SECONDS)
    finally:
        registry.detach(session)
        session.written.set()
        reader.cancel()
    if session.ended is not None:
        raise session.ended
