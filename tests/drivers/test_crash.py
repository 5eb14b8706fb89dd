"""The service is killed between a driver's answer and the commit, or right after the commit.

The driver comes back by itself and learns which of its answers are part of history.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest

from service.client import AsyncClient
from service.client.driver import AttachRefused, AttachStream, Driver, Hello, Session
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from tests.drivers.world import OPS, TOPOLOGY
from tests.support.twin import Twin

#: revisions that `furnish` makes
FURNISHED = 8
MIGRATE: dict[str, Any] = {"pid": 1, "old_nodes": [0], "new_nodes": [2]}


class Notebook(Driver):
    """Answers everything and writes down what it hears."""

    def __init__(self) -> None:
        self.answered: list[str] = []
        self.welcomes: list[int] = []
        self.ended: dict[str, tuple[str, int]] = {}
        self.news = asyncio.Event()

    async def callback(self, stream: AttachStream, callback: Any) -> None:
        self.answered.append(callback.callback_id)
        await stream.answer(callback.callback_id)

    def welcomed(self, welcome: Any) -> None:
        self.welcomes.append(welcome.revision)
        self.news.set()

    def settled(self, settled: Any) -> None:
        self.ended[settled.callback_id] = (settled.ended, settled.revision)
        self.news.set()

    async def until(self, condition: Any) -> None:
        async with asyncio.timeout(30):
            while not condition():
                self.news.clear()
                await self.news.wait()


async def furnish(client: AsyncClient) -> None:
    """A host whose node 2 belongs to driver `d`."""
    await client.create_fabric("f")
    await client.create_host("f", "h", "rfc-v4", topology=TOPOLOGY)
    for op, fields in (
        ("node_private_register", {"nid": 2, "owner": "o", "driver": "d"}),
        ("node_private_set_ops", {"nid": 2, "ops": OPS}),
        (
            "add_private_memory_driver_managed",
            {
                "nid": 2,
                "owner": "o",
                "start": hex(2 << 40),
                "size": 256 << 20,
                "online_type": "online_movable",
            },
        ),
        ("create_task", {"pid": 1, "cpu": 0}),
        ("mmap", {"pid": 1, "area": "buf", "nr_pages": 32}),
        ("touch", {"pid": 1, "area": "buf"}),
    ):
        assert (await client.call("h", op, **fields)).ret == 0, op


async def send_and_die(twin: Twin) -> None:
    """A command whose service dies under it."""
    async with httpx.AsyncClient(base_url=twin.url, trust_env=False) as http:
        body = {"old_nodes": [0], "new_nodes": [2]}
        with pytest.raises(httpx.TransportError):
            await http.post("/v1/hosts/h/tasks/1:migrate_pages", json=body)


async def on_node(client: AsyncClient, nid: int) -> int:
    """Pages of the task on a node."""
    items = [item async for item in client.items("numa_maps", host="h", pid=1)]
    return sum(pages for item in items for node, pages in item["nodes"] if node == nid)


async def head(client: AsyncClient) -> int:
    return int((await client.get("get_fabric", fabric="f"))["revision"])


@pytest.mark.parametrize(
    ("failpoint", "ended", "moved"),
    [
        ("after_ask=panic", "EXPIRED", 0),
        (f"after_commit_before_reply=panic@{FURNISHED + 1}", "COMMITTED", 32),
    ],
)
async def test_a_driver_learns_on_resume_what_became_of_its_answer(
    tmp_path: Path, failpoint: str, ended: str, moved: int
) -> None:
    settings = {"CXLTWIN_TEST_MODE": "true", "CXLTWIN_FAILPOINTS": failpoint}
    twin = Twin(tmp_path, settings=settings)
    loop = asyncio.get_running_loop()
    try:
        twin.start()
        async with AsyncClient(twin.url) as client:
            await furnish(client)
            before = await head(client)
        assert before == FURNISHED
        notes = Notebook()
        session = Session(f"127.0.0.1:{twin.grpc_port}", Hello("d", "h", 2), notes)
        serving = asyncio.create_task(session.serve())
        await notes.until(lambda: notes.welcomes == [before])
        await send_and_die(twin)
        assert twin.process is not None
        assert twin.process.wait(10) == -9, "SIGKILL"
        (id_,) = notes.answered
        assert notes.ended == {}
        assert list(session.unsettled) == [id_]
        twin.settings = {}
        await loop.run_in_executor(None, twin.start)
        await notes.until(lambda: id_ in notes.ended)
        after = before + (1 if moved else 0)
        assert notes.welcomes == [before, after]
        assert notes.ended[id_][0] == ended
        if moved:
            assert notes.ended[id_][1] == after
        async with AsyncClient(twin.url) as client:
            assert await head(client) == after
            assert await on_node(client, 2) == moved
            if not moved:
                assert (await client.call("h", "migrate_pages", **MIGRATE)).ret == 0
                await notes.until(lambda: len(notes.ended) == 2)
                assert notes.ended[notes.answered[1]] == ("COMMITTED", after + 1)
                assert await on_node(client, 2) == 32
        verified = twin.run("journal", "verify") if twin.stop() == 0 else None
        assert verified is not None
        assert verified.returncode == 0, verified.stdout + verified.stderr
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving
    finally:
        twin.kill()


async def first_word(twin: Twin, epoch: int) -> str:
    """What an attaching driver hears first: `welcome`, or the reason of its refusal."""
    hello = pb.Hello(driver="d", host="h", nid=2, epoch=epoch)
    async with (
        grpc.aio.insecure_channel(f"127.0.0.1:{twin.grpc_port}") as channel,
        AttachStream(channel, hello) as stream,
    ):
        try:
            async for message in stream.messages():
                return str(message.WhichOneof("message"))
        except AttachRefused as refused:
            return refused.reason
    raise AssertionError("a stream that ends says why")


async def test_a_fenced_driver_stays_fenced_when_the_service_comes_back(tmp_path: Path) -> None:
    twin = Twin(tmp_path)
    loop = asyncio.get_running_loop()
    try:
        twin.start()
        async with AsyncClient(twin.url) as client:
            await furnish(client)
        assert await first_word(twin, 7) == "welcome"
        twin.kill()
        await loop.run_in_executor(None, twin.start)
        assert await first_word(twin, 6) == "DRIVER_EPOCH_STALE"
        assert await first_word(twin, 7) == "welcome"
    finally:
        twin.kill()
