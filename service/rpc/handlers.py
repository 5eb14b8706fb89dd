"""The generic handlers of unary rpcs and of `Watch`: parse, one use case, render."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Final

import grpc
import msgspec
from google.protobuf.message import Message
from pydantic import TypeAdapter, ValidationError

from service.bounded import FabricName, Hex, HostName, ModelId, ModelName, Nid, Pid, Revision
from service.control.calls import Call
from service.control.ports import JournalRow
from service.drivers.registry import Registry
from service.edge.imports import import_into
from service.edge.metrics import Metrics
from service.edge.paging import read_one, read_page
from service.edge.ports import ControlPort
from service.edge.refusals import invalid
from service.edge.tokens import PageTokens
from service.edge.uses import USES, keyed_of
from service.edge.views import Scope
from service.edge.words import PageSize, PageToken
from service.fabric.commands import DeleteFabric
from service.fabric.cxl.commands import MemdevName, PlantName
from service.reasons import Refused
from service.rpc import calls
from service.rpc.convert import to_dict
from service.rpc.methods import Method
from service.runs import whatif
from service.runs.lab import MEDIA, Lab
from service.runs.shapes import Cell, ExperimentRef, ForkHostRequest, ResultRef

Context = grpc.aio.ServicerContext[Any, Any]
Answer = Callable[[dict[str, Any], Message, str], Awaitable[dict[str, Any]]]

_PARAMS: Final[dict[str, TypeAdapter[Any]]] = {
    "host": TypeAdapter(HostName),
    "fabric": TypeAdapter(FabricName),
    "nid": TypeAdapter(Nid),
    "pid": TypeAdapter(Pid),
    "model": TypeAdapter(ModelId),
    "switch": TypeAdapter(PlantName),
    "device": TypeAdapter(PlantName),
    "memdev": TypeAdapter(MemdevName),
    "variant": TypeAdapter(ModelId),
    "first": TypeAdapter(ModelName),
    "second": TypeAdapter(ModelName),
    "experiment": TypeAdapter(HostName),
    "cell": TypeAdapter(Cell),
    "composition": TypeAdapter(PlantName),
    "hpa": TypeAdapter(Hex),
    "dpa": TypeAdapter(Hex),
    "page_size": TypeAdapter(PageSize),
    "page_token": TypeAdapter(PageToken),
    "revision": TypeAdapter(Revision),
    "since": TypeAdapter(Revision),
}
#: bytes of a result in one message
RESULT_PIECE: Final = 1 << 20
#: Stands in a call until the files of an import have been read.
_LATER: Final = DeleteFabric()


class Rpc(msgspec.Struct):
    """What the gRPC edge stands on."""

    control: ControlPort
    tokens: PageTokens
    metrics: Metrics
    draining: asyncio.Event
    drivers: Registry
    lab: Lab | None = None


def read_params(fields: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    """The parameters of a read. Refuses: INVALID_FIELD."""
    for name in required:
        if name not in fields:
            raise Refused("INVALID_FIELD", field=name, why="Field required")
    found: dict[str, Any] = {}
    for name, value in fields.items():
        adapter = _PARAMS.get(name)
        try:
            found[name] = value if adapter is None else adapter.validate_python(value, strict=True)
        except ValidationError as error:
            raise invalid(error, name) from None
    return found


def seen(scope: Scope) -> dict[str, int]:
    """The revisions that a read saw."""
    found: dict[str, int] = {}
    if scope.fabric is not None:
        found["revision"] = scope.fabric.revision
    if scope.entry is not None:
        found["host_revision"] = scope.entry.revision
    return found


class Handlers:
    """Answers of the rpcs, each from the fields of its request."""

    __slots__ = ("lab", "rpc")

    def __init__(self, rpc: Rpc) -> None:
        self.rpc = rpc
        self.lab = rpc.lab or Lab(rpc.control)

    def answer(self, method: Method) -> Answer:
        """The function that answers an rpc."""
        by_kind = {
            "command": self._command,
            "create": self._config,
            "change": self._config,
            "import": self._import,
            "one": self._one,
            "list": self._list,
            "use": self._use,
            "fork": self._fork,
        }
        return partial(by_kind[method.kind], method)

    async def _command(
        self, method: Method, fields: dict[str, Any], request: Message, request_id: str
    ) -> dict[str, Any]:
        assert method.command is not None, "a command has a type"
        key = calls.keyed(fields, method.path, request)
        call = calls.host_call(method.command, fields, key, request_id)
        committed = await self.rpc.control.execute(call)
        self.rpc.metrics.allocated((call,), (committed,))
        return calls.answer_fields(
            committed, explain=call.explain, validate_only=call.validate_only
        )

    async def _config(
        self, method: Method, fields: dict[str, Any], request: Message, request_id: str
    ) -> dict[str, Any]:
        assert method.command is not None, "a command has a type"
        if method.kind == "create":
            key = calls.keyed(fields, method.path, request)
            call = calls.create_call(method.command, fields, key, request_id)
        else:
            call = calls.change_call(method.command, fields, request_id)
        committed = await self.rpc.control.execute(call)
        return calls.answer_fields(committed)

    async def _import(
        self, method: Method, fields: dict[str, Any], request: Message, request_id: str
    ) -> dict[str, Any]:
        key = calls.keyed(fields, method.path, request)
        fabric = calls.need(fields, "fabric")
        call = Call(
            command=_LATER,
            fabric=fabric,
            validate_only=fields.pop("validate_only", False),
            idempotency_key=key[0],
            fingerprint=key[1],
            request_id=request_id,
        )
        imported = await import_into(self.rpc.control, call, calls.import_request(fields))
        answer = calls.answer_fields(imported.committed)
        answer.update(imported.report.__dict__)
        return answer

    async def _one(
        self, method: Method, fields: dict[str, Any], request: Message, _: str
    ) -> dict[str, Any]:
        assert method.view is not None, "a read has a view"
        names = tuple(
            field.name
            for field in request.DESCRIPTOR.fields
            if field.name not in method.view.params
        )
        params = read_params(fields, names)
        item, scope = await read_one(self.rpc.control, method.view, params)
        return {"item": item, **seen(scope)}

    async def _list(
        self, method: Method, fields: dict[str, Any], request: Message, _: str
    ) -> dict[str, Any]:
        view = method.view
        assert view is not None, "a read has a view"
        optional = {"page_size", "page_token", *view.params}
        names = tuple(f.name for f in request.DESCRIPTOR.fields if f.name not in optional)
        params = read_params(fields, names)
        paging = {name: params.pop(name) for name in ("page_size", "page_token") if name in params}
        page = await read_page(
            self.rpc.control, self.rpc.tokens, view, params, **paging, lab=self.lab
        )
        return {
            "items": page.items,
            "next_page_token": page.next_page_token,
            **seen(page.scope),
        }

    async def _use(
        self, method: Method, fields: dict[str, Any], request: Message, _: str
    ) -> dict[str, Any]:
        use = USES[method.op]
        key = calls.keyed(fields, method.path, request)
        wanted = calls.parse_as(use.request, fields)
        answer, _replayed = await use.run(self.lab, wanted, keyed_of(*key))
        return answer.model_dump(exclude_none=True)

    async def _fork(
        self, method: Method, fields: dict[str, Any], request: Message, request_id: str
    ) -> dict[str, Any]:
        key = calls.keyed(fields, method.path, request)
        wanted = calls.parse_as(ForkHostRequest, fields)
        call = Call(
            command=_LATER,
            validate_only=wanted.validate_only,
            idempotency_key=key[0],
            fingerprint=key[1],
            request_id=request_id,
        )
        committed = await whatif.fork(self.lab, call, wanted)
        return calls.answer_fields(committed, explain=False, validate_only=False)

    async def result(self, request: Message) -> AsyncIterator[dict[str, Any]]:
        """A result in pieces that fit into messages."""
        wanted = calls.parse_as(ResultRef, to_dict(request))
        data = await self.lab.result(wanted.experiment, wanted.format)
        media = MEDIA[wanted.format]
        for start in range(0, max(len(data), 1), RESULT_PIECE):
            yield {"media_type": media, "data": data[start : start + RESULT_PIECE]}

    async def progress(self, request: Message) -> AsyncIterator[dict[str, Any]]:
        """An experiment whenever it has come further."""
        wanted = calls.parse_as(ExperimentRef, to_dict(request))
        async for view in self.lab.watch(wanted.experiment):
            yield {"item": view.model_dump(exclude_none=True)}

    async def watch(self, request: Message) -> AsyncIterator[dict[str, Any]]:
        """Events of a fabric until the client or the service goes."""
        fields = to_dict(request)
        fabric = calls.need(fields, "fabric")
        since = calls.take(fields, "since") or 0
        rows = self.rpc.control.watch(fabric, since)
        stop = asyncio.ensure_future(self.rpc.draining.wait())
        try:
            while True:
                pending = asyncio.ensure_future(anext(rows))
                await asyncio.wait({pending, stop}, return_when=asyncio.FIRST_COMPLETED)
                if not pending.done():
                    pending.cancel()
                    break
                yield {"event": event_fields(pending.result())}
        except StopAsyncIteration:
            return
        finally:
            stop.cancel()


def event_fields(row: JournalRow) -> dict[str, Any]:
    """A committed command as the fields of an EventView."""
    return {
        "revision": str(row.revision),
        "fabric": row.fabric,
        "host": row.host or None,
        "op": row.op,
        "command": json.loads(row.command),
        "answer": json.loads(row.result),
    }
