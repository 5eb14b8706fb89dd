"""The `Batch` stream: many commands in a commit, many batches on their way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, Final

import msgspec
from google.protobuf.message import Message

from service.control.calls import NO_EXPECTATION, Call, Committed
from service.edge.limits import BATCH_STEPS, GRPC_BATCH_WINDOW
from service.edge.refusals import refusal_of
from service.fabric.commands import HOST_COMMANDS
from service.mm.commands import Command
from service.reasons import Refused
from service.rpc import calls
from service.rpc.convert import build, to_dict
from service.rpc.handlers import Rpc
from service.rpc.methods import FABRIC, MM
from service.rpc.pool import message_class
from service.rpc.status import text_of

#: package -> its answer to a batch
_BATCH_RESPONSE: Final = {
    package: message_class(f"{package}.BatchResponse") for package in (MM, FABRIC)
}
#: Fields of a step's message that belong to the batch instead.
_OPTIONS: Final = frozenset({"host", "validate_only", "explain", "expect", "idempotency_key"})
_STEPS: Final = frozenset({"steps"})
#: member of a step -> the command that it is
_COMMANDS: Final = {
    field: HOST_COMMANDS[field.name]
    for package in (MM, FABRIC)
    for field in message_class(f"{package}.BatchStep").DESCRIPTOR.fields
}


def _step_calls(request: Any, fields: dict[str, Any], request_id: str) -> list[Call]:
    """One call per step. Refuses: INVALID_FIELD with the step that is wrong."""
    host = calls.need(fields, "host")
    if not 1 <= len(request.steps) <= BATCH_STEPS:
        raise Refused("INVALID_FIELD", field="steps", why=f"1 to {BATCH_STEPS} steps are expected")
    key, fingerprint = calls.keyed(fields, "batch", request)
    expect = calls.expectation(fields)
    found = [
        Call(
            _command(step, index),
            host=host,
            validate_only=fields.get("validate_only", False),
            explain=fields.get("explain", False),
            request_id=request_id,
        )
        for index, step in enumerate(request.steps)
    ]
    if key is not None or expect is not NO_EXPECTATION:
        found[0] = msgspec.structs.replace(
            found[0], expect=expect, idempotency_key=key, fingerprint=fingerprint
        )
    return found


def _command(step: Message, index: int) -> Command:
    """The command of a step. Refuses: INVALID_FIELD."""
    for field, message in step.ListFields():  # a oneof: one at most
        try:
            return calls.parse(_COMMANDS[field], to_dict(message, _OPTIONS))
        except Refused as refused:
            refused.facts["field"] = f"steps[{index}].{refused.facts['field']}"
            raise
    raise Refused("INVALID_FIELD", field=f"steps[{index}]", why="no such operation")


def _answer(
    package: str, id_: int, steps: Sequence[Call], committed: Sequence[Committed]
) -> Message:
    results = [
        {
            call.command.op: calls.answer_fields(
                each, explain=call.explain, validate_only=call.validate_only
            )
        }
        for call, each in zip(steps, committed, strict=False)
    ]
    stopped = len(committed) < len(steps)
    return build(_BATCH_RESPONSE[package], {"id": id_, "stopped": stopped, "results": results})


def _refusal(package: str, id_: int, refused: Refused) -> Message:
    refusal = refusal_of(refused)
    fields = {
        "reason": refusal.reason,
        "code": refusal.grpc,
        "detail": refusal.detail,
        "retryable": refusal.retryable,
        "facts": {name: text_of(fact) for name, fact in refusal.facts.items()},
    }
    return build(_BATCH_RESPONSE[package], {"id": id_, "refusal": fields})


async def _run(rpc: Rpc, package: str, request: Any, request_id: str) -> Message:
    if request is None:
        why = "the bytes are not this message"
        return _refusal(package, 0, Refused("INVALID_FIELD", field="message", why=why))
    try:
        fields = to_dict(request, _STEPS)
        steps = _step_calls(request, fields, request_id)
        committed = await rpc.control.execute_batch(
            steps, stop_on_error=fields.get("stop_on_error", False)
        )
    except Refused as refused:
        return _refusal(package, request.id, refused)
    rpc.metrics.allocated(steps, committed)
    return _answer(package, request.id, steps, committed)


async def batch(
    rpc: Rpc, package: str, requests: AsyncIterator[Message | None], request_id: str
) -> AsyncIterator[Message]:
    """Answers batches, those of each host in the order in which they came; a window runs ahead.

    A batch starts when it arrives, so batches of one stream take effect in order and share commits.
    One that waits for a driver keeps back the answers of its own host only.
    """
    lanes = _Lanes(rpc, package, request_id)
    starter = asyncio.create_task(lanes.start_all(requests))
    try:
        while (response := await lanes.answers.get()) is not None:
            if isinstance(response, Exception):
                raise response
            lanes.window.release()
            yield response
        await starter
    finally:
        starter.cancel()
        lanes.cancel()


class _Lanes:
    """The batches of one stream that are on their way, a lane for each host."""

    def __init__(self, rpc: Rpc, package: str, request_id: str) -> None:
        self._rpc = rpc
        self._package = package
        self._request_id = request_id
        self._running: set[asyncio.Task[None]] = set()
        #: host -> its last batch
        self._last: dict[str, asyncio.Task[None]] = {}
        self.window = asyncio.Semaphore(GRPC_BATCH_WINDOW)
        #: what can be sent, or the bug that ends the stream; None: nothing more will come
        self.answers: asyncio.Queue[Message | Exception | None] = asyncio.Queue()

    async def start_all(self, requests: AsyncIterator[Any]) -> None:
        """Starts each batch as it comes, as long as the window has room."""
        try:
            async for request in requests:
                if self._rpc.draining.is_set():
                    break
                await self.window.acquire()
                host = "" if request is None else request.host
                task = asyncio.create_task(self._answer(request, self._last.get(host)))
                self._last[host] = task
                self._running.add(task)
                task.add_done_callback(partial(self._done, host))
            while self._running:
                await asyncio.wait(self._running)
        finally:
            self.answers.put_nowait(None)

    async def _answer(self, request: Any, before: asyncio.Task[None] | None) -> None:
        response: Message | Exception
        try:
            response = await _run(self._rpc, self._package, request, self._request_id)
        except Exception as bug:  # noqa: BLE001 - ends the stream, and is noted there
            response = bug
        if before is not None:
            await asyncio.wait({before})
        self.answers.put_nowait(response)

    def _done(self, host: str, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if self._last.get(host) is task:
            del self._last[host]

    def cancel(self) -> None:
        """The stream is gone: so are its batches."""
        for task in self._running:
            task.cancel()
