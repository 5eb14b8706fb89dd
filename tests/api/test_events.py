"""Events: pages, and streams that resume without a gap."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from service.api import events
from service.api.app import build
from service.api.edge import Edge
from service.control.control import Control
from service.reasons import Refused

PATH = "/v1/fabrics/demo/events"


class Stream:
    """A client of server-sent events over the bare ASGI interface."""

    def __init__(self, edge: Edge, path: str, **headers: str) -> None:
        path, _, query = path.partition("?")
        self.scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [
                (b"accept", b"text/event-stream"),
                *(
                    (name.replace("_", "-").encode(), value.encode())
                    for name, value in headers.items()
                ),
            ],
        }
        self.started: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self.gone = asyncio.Event()
        self.task = asyncio.create_task(build(edge)(self.scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            await self.started.put(message)
        else:
            await self.chunks.put(message["body"])

    async def event(self) -> dict[str, Any]:
        """The next event; comments and hints are skipped."""
        while True:
            chunk = await asyncio.wait_for(self.chunks.get(), 5)
            if chunk.startswith(b"id:"):
                lines = dict(line.split(": ", 1) for line in chunk.decode().strip().split("\n"))
                data: dict[str, Any] = json.loads(lines["data"])
                assert lines["id"] == data["revision"]
                assert lines["event"] == data["op"]
                return data

    async def close(self) -> None:
        self.gone.set()
        await asyncio.wait_for(self.task, 5)


async def test_pages_end_where_the_fabric_stands(client: httpx.AsyncClient) -> None:
    revisions, token = [], ""
    while True:
        page = (await client.get(PATH, params={"page_size": 2, "page_token": token})).json()
        revisions += [int(item["revision"]) for item in page["items"]]
        token = page["next_page_token"]
        if not token:
            break
    assert revisions == list(range(1, 8))
    since = (await client.get(f"{PATH}?since=5")).json()
    assert [item["revision"] for item in since["items"]] == ["6", "7"]
    event = since["items"][1]
    assert (event["op"], event["host"]) == ("alloc_pages", "june")
    assert event["command"]["label"] == "a"
    assert event["answer"]["ret"] == 0


async def test_a_stream_starts_behind_since_and_goes_on(
    client: httpx.AsyncClient, edge: Edge
) -> None:
    stream = Stream(edge, f"{PATH}?since=6")
    start = await asyncio.wait_for(stream.started.get(), 5)
    assert start["status"] == 200
    assert (b"content-type", b"text/event-stream; charset=utf-8") in start["headers"]
    assert (await stream.event())["revision"] == "7"
    await client.post("/v1/hosts/june/tasks", json={"pid": 8})
    assert (await stream.event())["op"] == "create_task"
    await stream.close()


async def test_last_event_id_wins(client: httpx.AsyncClient, edge: Edge) -> None:
    stream = Stream(edge, f"{PATH}?since=1", last_event_id="5")
    assert (await stream.event())["revision"] == "6"
    await stream.close()


async def test_a_quiet_stream_is_heard(
    client: httpx.AsyncClient, edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "SSE_HEARTBEAT_SECONDS", 0.01)
    stream = Stream(edge, f"{PATH}?since=7")
    for _ in range(10):
        if (await asyncio.wait_for(stream.chunks.get(), 5)).startswith(b": still"):
            break
    else:
        pytest.fail("no heartbeat")
    await stream.close()


async def test_a_draining_service_ends_its_streams(client: httpx.AsyncClient, edge: Edge) -> None:
    stream = Stream(edge, f"{PATH}?since=7")
    await asyncio.wait_for(stream.started.get(), 5)
    edge.draining.set()
    await asyncio.wait_for(stream.task, 5)
    assert (await client.get("/readyz")).status_code == 503


async def test_a_refused_stream_is_a_problem(client: httpx.AsyncClient, edge: Edge) -> None:
    stream = Stream(edge, "/v1/fabrics/none/events")
    assert (await asyncio.wait_for(stream.started.get(), 5))["status"] == 404
    await stream.task
    stream = Stream(edge, f"{PATH}?page_size=3")
    assert (await asyncio.wait_for(stream.started.get(), 5))["status"] == 422
    await stream.task


async def test_watchers_are_counted(
    client: httpx.AsyncClient, edge: Edge, control: Control
) -> None:
    stream = Stream(edge, f"{PATH}?since=7")
    await asyncio.wait_for(stream.started.get(), 5)
    assert 'cxltwin_watchers{edge="sse"} 1.0' in (await client.get("/metrics")).text
    await stream.close()
    assert 'cxltwin_watchers{edge="sse"} 0.0' in (await client.get("/metrics")).text


async def test_a_refusal_in_the_middle_is_an_event(
    client: httpx.AsyncClient, edge: Edge, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def watch(fabric: str, since: int) -> Any:
        for row in await control.events(fabric, since, 1):
            yield row
        raise Refused("REVISION_COMPACTED", revision=2, oldest=9)

    monkeypatch.setattr(control, "watch", watch)
    stream = Stream(edge, f"{PATH}?since=0")
    assert (await stream.event())["revision"] == "1"
    chunk = await asyncio.wait_for(stream.chunks.get(), 5)
    assert chunk.startswith(b"event: problem\ndata: ")
    assert b"REVISION_COMPACTED" in chunk
    await asyncio.wait_for(stream.task, 5)
