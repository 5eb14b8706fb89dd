"""A driver's side of the Attach stream: attach, answer, come back after a disconnect.

```python
class Mine(Driver):
    async def callback(self, stream, callback):
        await stream.answer(callback.callback_id, rc=0)

await serve("127.0.0.1:50051", Hello(driver="mine", host="june", nid=2), Mine())
```
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

import grpc
from google.rpc import error_details_pb2, status_pb2

from service.client.errors import ServiceError
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.gen.cxltwin.mm.v1 import types_pb2

_METHOD: Final = "/cxltwin.driver.v1.DriverService/Attach"
_RETRY_SECONDS: Final = 0.1
_RETRY_SECONDS_MAX: Final = 2.0
_STATUS_KEY: Final = "grpc-status-details-bin"
#: Statuses after which a driver comes back: the service went away, or let it go for silence.
_COMES_BACK: Final = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.UNKNOWN,
        grpc.StatusCode.OK,
    }
)


class Hello(NamedTuple):
    """Who attaches: `epoch` must grow with every process that serves the node (default: time)."""

    driver: str
    host: str
    nid: int
    epoch: int = 0
    deadline_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Folios [first, first + count) of a list, moved to `nid` with these gfp flags."""

    first: int
    count: int
    nid: int
    gfp: Sequence[str] = ("__GFP_PRIVATE", "__GFP_THISNODE")


class AttachRefused(Exception):  # noqa: N818 - the service refuses
    """The service ended the stream: `reason` is a name of its error table, or empty."""

    def __init__(self, code: grpc.StatusCode, reason: str, detail: str) -> None:
        self.code = code
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason or code.name}: {detail}")


class Driver:
    """What a driver does; every method may be left as it is."""

    async def callback(self, stream: AttachStream, callback: pb.Callback) -> None:
        """Answers a callback; several may run at a time."""
        await stream.answer(callback.callback_id)

    def welcomed(self, welcome: pb.Welcome) -> None:
        """The stream is open."""

    def settled(self, settled: pb.Settled) -> None:
        """An answer counts, or does not: only now the driver may believe in it."""

    def notice(self, notice: pb.Notice) -> None:
        """Something happened to the node's folios."""

    def refused(self, refused: pb.AnswerRefused) -> None:
        """A message of ours does not count."""


def _bytes(message: pb.AttachRequest | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.SerializeToString()


def _at_once(found: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that has nothing to wait for."""
    try:
        found.send(None)
    except StopIteration as done:
        return done.value
    msg = "a call that has ended knows its status"
    raise AssertionError(msg)


def _cancelled_from_outside() -> bool:
    """Whether this task is to stop, and not just its call."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class _End(NamedTuple):
    """How a stream ended."""

    code: grpc.StatusCode
    detail: str
    reason: str


class AttachStream:
    """One stream, from Hello on."""

    def __init__(self, channel: grpc.aio.Channel, hello: pb.Hello) -> None:
        self._hello = hello
        self._writing = asyncio.Lock()
        self._call: Any = channel.stream_stream(
            _METHOD,
            request_serializer=_bytes,
            response_deserializer=pb.AttachResponse.FromString,
        )()
        #: gRPC replaces the status by INTERNAL when a write meets the end of the call
        self._end: _End | None = None
        #: what the service said in band before that
        self._farewell: _End | None = None
        self._call.add_done_callback(self._ended)

    def _ended(self, _: object) -> None:
        """Keeps the first status."""
        code, detail = _at_once(self._call.code()), _at_once(self._call.details()) or ""
        reason = ""
        for key, value in _at_once(self._call.trailing_metadata()) or ():
            if key == _STATUS_KEY:
                reason = _reason(value)
        self._end = _End(code, detail, reason)

    async def _told(self, refusal: types_pb2.Refusal) -> None:
        """The service says in its last message why it ends the stream: nothing more is sent."""
        self._farewell = _End(grpc.StatusCode[refusal.code], refusal.detail, refusal.reason)
        async with self._writing:
            with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):
                await self._call.done_writing()

    async def __aenter__(self) -> Self:
        await self.write(pb.AttachRequest(hello=self._hello))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._call.cancel()

    async def write(self, message: pb.AttachRequest | bytes) -> None:
        """Sends a message as it is. A stream that has ended takes nothing; reading says why."""
        async with self._writing:  # a stream takes one write at a time
            try:
                if not self._call.done() and self._farewell is None:
                    await self._call.write(message)
            except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
                pass
            except asyncio.CancelledError:
                if _cancelled_from_outside():
                    raise

    async def answer(
        self,
        callback_id: str,
        *,
        rc: int = 0,
        nr: int | None = None,
        moves: Sequence[Move] | None = None,
        fault: str | None = None,
    ) -> None:
        """Answers a callback; without `moves` the core's own code moves the folios."""
        script = None
        if moves is not None:
            steps = [
                types_pb2.ScriptStep(
                    first=each.first,
                    count=each.count,
                    nid=each.nid,
                    gfp=types_pb2.StringList(values=each.gfp),
                )
                for each in moves
            ]
            script = types_pb2.ScriptStepList(values=steps)
        message = pb.CallbackAnswer(
            callback_id=callback_id, rc=rc, nr=nr, script=script, fault=fault
        )
        await self.write(pb.AttachRequest(answer=message))

    async def heartbeat(self, number: int) -> None:
        """A sign of life."""
        await self.write(pb.AttachRequest(heartbeat=pb.Heartbeat(number=number)))

    async def goodbye(self, reason: str) -> None:
        """Nobody needs to wait for this driver any more."""
        await self.write(pb.AttachRequest(goodbye=pb.Goodbye(reason=reason)))
        await self._call.done_writing()

    async def drop(self) -> None:
        """Ends the stream without a word, as a process that dies."""
        self._call.cancel()

    async def messages(self) -> AsyncIterator[pb.AttachResponse]:
        """What the service says until it ends the stream. Refuses: AttachRefused."""
        while True:
            try:
                message = await self._call.read()
            except grpc.aio.AioRpcError:
                break
            except asyncio.CancelledError:
                if _cancelled_from_outside():
                    raise
                break  # `drop` did it
            if message is grpc.aio.EOF:
                break
            if message.HasField("goodbye") and message.goodbye.HasField("refusal"):
                await self._told(message.goodbye.refusal)
            yield message
        await self._call.code()
        assert self._end is not None, "the call has ended"
        code, detail, reason = self._farewell or self._end
        if code is not grpc.StatusCode.OK:
            raise AttachRefused(code, reason, detail)


def _reason(status: bytes) -> str:
    """The reason in a google.rpc.Status, or nothing."""
    for detail in status_pb2.Status.FromString(status).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return str(info.reason)
    return ""


class Session:
    """Serves a node until it is told to stop; remembers what it answered and did not learn."""

    def __init__(self, target: str, hello: Hello, driver: Driver) -> None:
        self._target = target
        self._hello = hello
        self._driver = driver
        self._epoch = hello.epoch or time.time_ns() // 1_000_000
        #: everything up to here was dealt with; None before the first Welcome
        self.revision: int | None = None
        #: callback -> the revision at which it was asked; an answer is committed after it
        self.unsettled: dict[str, int] = {}
        self._running: set[asyncio.Task[None]] = set()
        self.stream: AttachStream | None = None

    async def serve(self) -> None:
        """Attaches, and again after each disconnect. Refuses: AttachRefused, ServiceError."""
        async with grpc.aio.insecure_channel(self._target) as channel:
            await self.serve_on(channel)

    async def serve_on(self, channel: grpc.aio.Channel) -> None:
        """As `serve`, on a channel that several drivers may share."""
        pause = _RETRY_SECONDS
        while True:
            before = self.revision
            try:
                await self._once(channel)
            except AttachRefused as refused:
                if refused.code not in _COMES_BACK:
                    raise
                if self.revision is None and refused.code is grpc.StatusCode.UNAVAILABLE:
                    raise ServiceError(self._target, refused.detail) from None
            pause = _RETRY_SECONDS if self.revision != before else min(pause * 2, 2.0)
            await asyncio.sleep(min(pause, _RETRY_SECONDS_MAX))
            self._epoch += 1

    async def leave(self, reason: str) -> None:
        """Says goodbye; `serve` is to be cancelled then."""
        if self.stream is not None:
            await self.stream.goodbye(reason)

    async def _once(self, channel: grpc.aio.Channel) -> None:
        hello = pb.Hello(
            driver=self._hello.driver,
            host=self._hello.host,
            nid=self._hello.nid,
            epoch=self._epoch,
            deadline_ms=self._hello.deadline_ms,
            resume_revision=self._resume_revision(),
            unsettled=list(self.unsettled),
        )
        async with AttachStream(channel, hello) as stream:
            self.stream = stream
            beats: asyncio.Task[None] | None = None
            try:
                async for message in stream.messages():
                    if message.HasField("welcome"):
                        beats = asyncio.create_task(self._beat(stream, message.welcome))
                    self._take(stream, message)
            finally:
                for task in (*self._running, *([beats] if beats is not None else [])):
                    task.cancel()

    def _resume_revision(self) -> int | None:
        """Not beyond a callback whose end is unknown: its commit is searched from there on."""
        if self.revision is None:
            return None
        return min([self.revision, *self.unsettled.values()])

    async def _beat(self, stream: AttachStream, welcome: pb.Welcome) -> None:
        number = 0
        while True:
            await asyncio.sleep(welcome.heartbeat_ms / 1000)
            number += 1
            await stream.heartbeat(number)

    def _take(self, stream: AttachStream, message: pb.AttachResponse) -> None:
        kind = message.WhichOneof("message")
        if kind == "callback":
            self.unsettled[message.callback.callback_id] = message.callback.revision
            task = asyncio.create_task(self._driver.callback(stream, message.callback))
            self._running.add(task)
            task.add_done_callback(self._finished)
        elif kind == "settled":
            self.unsettled.pop(message.settled.callback_id, None)
            self._driver.settled(message.settled)
        elif kind == "notice":
            self._driver.notice(message.notice)
            self.revision = max(self.revision or 0, message.notice.revision - 1)
        elif kind == "welcome":
            self.revision = self.revision or message.welcome.revision
            self._driver.welcomed(message.welcome)
        elif kind == "heartbeat":
            self.revision = max(self.revision or 0, message.heartbeat.revision)
        elif kind == "refused":
            self._driver.refused(message.refused)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            loop = asyncio.get_running_loop()
            loop.call_exception_handler(
                {"message": "a callback of the driver failed", "exception": task.exception()}
            )


async def serve(target: str, hello: Hello, driver: Driver) -> None:
    """Serves a node until cancelled. Refuses: AttachRefused, ServiceError."""
    await Session(target, hello, driver).serve()
