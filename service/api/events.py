"""Events of a fabric: a JSON page, or a stream of server-sent events that can be resumed."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from service.api.edge import Edge
from service.api.exchange import Exchange, Reply, problem
from service.api.params import Params, params_of
from service.control.ports import JournalRow
from service.edge.limits import PAGE_SIZE_DEFAULT, SSE_HEARTBEAT_SECONDS
from service.edge.refusals import refusal_of
from service.edge.rendering import to_json
from service.reasons import Refused

_LIST = "list_events"


def event_object(row: JournalRow) -> dict[str, Any]:
    """A committed command as an event."""
    event: dict[str, Any] = {"revision": str(row.revision), "fabric": row.fabric}
    if row.host:
        event["host"] = row.host
    event["op"] = row.op
    event["command"] = json.loads(row.command)
    event["answer"] = json.loads(row.result)
    return event


def wants_stream(exchange: Exchange) -> bool:
    """Whether the client asks for server-sent events."""
    return "text/event-stream" in (exchange.header(b"accept") or "")


class Events:
    """The two forms of `GET /v1/fabrics/{fabric}/events`."""

    __slots__ = ("_params", "edge")

    def __init__(self, edge: Edge) -> None:
        self.edge = edge
        self._params: Params | None = None

    def _read(self, exchange: Exchange) -> tuple[str, int, dict[str, Any]]:
        """Fabric, revision to start behind, and the other query parameters."""
        if self._params is None:
            self._params = params_of(exchange.row)
        query = self._params.read_query(exchange)
        path = self._params.read_path(exchange)
        last = self._params.read_header(exchange, "Last-Event-ID")
        since = query.pop("since", "0")
        if last is not None:
            since = last
        return path["fabric"], int(since), query

    async def page(self, exchange: Exchange) -> Reply:
        """One page of events."""
        return await self._page(*self._read(exchange))

    async def stream(self, exchange: Exchange) -> None:
        """Events from a revision on, until the client or the service goes."""
        fabric, since, query = self._read(exchange)
        if query:
            raise Refused("INVALID_FIELD", field=next(iter(query)), why="a stream has no pages")
        with self.edge.metrics.watchers.labels("sse").track_inprogress():
            await self._stream(exchange, fabric, since)

    async def _page(self, fabric: str, since: int, query: dict[str, Any]) -> Reply:
        bound = {"fabric": fabric}
        token = query.get("page_token", "")
        if token:
            since = int(str(self.edge.tokens.read(_LIST, bound, token)))
        size = query.get("page_size", PAGE_SIZE_DEFAULT)
        rows = await self.edge.control.events(fabric, since, size)
        head = self.edge.control.head(fabric)
        more = bool(rows) and rows[-1].revision < head
        body = {
            "items": [event_object(row) for row in rows],
            "next_page_token": self.edge.tokens.write(_LIST, bound, rows[-1].revision)
            if more
            else "",
        }
        return Reply(200, to_json(body), headers=((b"cxltwin-revision", str(head).encode()),))

    async def _stream(self, exchange: Exchange, fabric: str, since: int) -> None:
        rows = self.edge.control.watch(fabric, since)
        pending = asyncio.ensure_future(anext(rows))
        gone = asyncio.ensure_future(_disconnected(exchange))
        stop = asyncio.ensure_future(self.edge.draining.wait())
        try:
            await _start(exchange)
            while True:
                done, _ = await asyncio.wait(
                    {pending, gone, stop},
                    timeout=SSE_HEARTBEAT_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if gone in done or stop in done:
                    break
                if pending not in done:
                    await _send(exchange, b": still here\n\n")
                    continue
                try:
                    row = pending.result()
                except StopAsyncIteration:
                    break
                except Refused as refused:
                    reply = problem(refusal_of(refused), exchange.request_id)
                    await _send(exchange, b"event: problem\ndata: " + reply.body + b"\n\n")
                    break
                await _send(exchange, _frame(row))
                pending = asyncio.ensure_future(anext(rows))
        finally:
            for task in (pending, gone, stop):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration, Refused):
                    await task
            await _close(rows)
        with contextlib.suppress(OSError):
            await exchange.send({"type": "http.response.body", "body": b"", "more_body": False})


def _frame(row: JournalRow) -> bytes:
    data = to_json(event_object(row))
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (row.revision, row.op.encode(), data)


async def _start(exchange: Exchange) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await exchange.send({"type": "http.response.start", "status": 200, "headers": headers})
    await _send(exchange, b"retry: 1000\n\n")


async def _send(exchange: Exchange, chunk: bytes) -> None:
    await exchange.send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _disconnected(exchange: Exchange) -> None:
    while (await exchange.receive())["type"] != "http.disconnect":
        pass


async def _close(rows: AsyncIterator[JournalRow]) -> None:
    close = getattr(rows, "aclose", None)
    if close is not None:
        await close()
