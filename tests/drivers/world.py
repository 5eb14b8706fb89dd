"""A fabric with private nodes of a driver, a server over it, and streams that a test drives."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Any

import grpc

from service.app import SystemClock
from service.control.calls import Call, Committed
from service.control.control import Control
from service.control.ports import Options
from service.drivers.registry import Registry
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.fabric.commands import CreateFabric, CreateHost
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.mm.commands import COMMANDS
from service.mm.invariants import check
from service.rpc.handlers import Rpc
from service.rpc.server import Server
from service.store.memory import MemoryStore
from tests.api.conftest import GIB, zone

DEADLINE_MS = 20
#: what a command may take beyond the deadline of its driver
GRACE_SECONDS = 0.25
METHOD = "/cxltwin.driver.v1.DriverService/Attach"

TOPOLOGY: dict[str, Any] = {
    "nodes": [
        {"nid": 0, "cpus": [0], "zones": [zone(0x100000, GIB)]},
        {"nid": 1, "online": False, "adistance": 800},
        {"nid": 2, "online": False},
    ],
    "distances": [[10, 20, 30], [20, 10, 40], [30, 40, 10]],
}
OPS = {
    "name": "ops",
    "flags": ["NP_OPS_MIGRATION", "NP_OPS_PROTECT_WRITE"],
    "callbacks": ["migrate_to", "folio_migrate", "handle_fault", "memory_failure", "free_folio"],
}
ROOT = ["CAP_SYS_NICE", "CAP_SYS_ADMIN", "CAP_SYS_PTRACE"]


class Stream:
    """One Attach stream, driven by a test."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self.call = channel.stream_stream(
            METHOD,
            request_serializer=lambda each: (
                each if isinstance(each, bytes) else each.SerializeToString()
            ),
            response_deserializer=pb.AttachResponse.FromString,
        )()

    async def say(self, **member: Any) -> None:
        """Sends one message."""
        await self.call.write(pb.AttachRequest(**member))

    async def hear(self, kind: str, seconds: float = 5.0) -> Any:
        """The next message of a kind; others are passed over."""
        async with asyncio.timeout(seconds):
            while True:
                message = await self.call.read()
                if message is grpc.aio.EOF:
                    raise EOFError(await self.call.code(), await self.call.details())
                if message.WhichOneof("message") == kind:
                    return getattr(message, kind)

    async def status(self) -> Any:
        """The status with which the service ended the stream."""
        with contextlib.suppress(grpc.aio.AioRpcError):
            while await self.call.read() is not grpc.aio.EOF:
                pass
        return await self.call.code()


class World:
    """Fabric `f`, hosts with nodes 1 and 2 of driver `d`, and a server."""

    def __init__(self, deadline_ms: int = DEADLINE_MS, heartbeat_ms: int = 10_000) -> None:
        self.metrics = Metrics()
        self.registry = Registry(self.metrics, deadline_ms, heartbeat_ms)
        options = Options(driver_deadline_ms=deadline_ms)
        self.store = MemoryStore()
        self.control = Control(
            self.store, engine, self.registry, SystemClock(), options, observer=self.metrics
        )
        self.server = Server(
            Rpc(
                self.control,
                PageTokens(b"secret"),
                self.metrics,
                asyncio.Event(),
                self.registry,
            )
        )
        self.channel: grpc.aio.Channel
        self.port = 0

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[World]:
        await self.control.start()
        self.registry.open(self.control)
        self.port = await self.server.start("127.0.0.1", 0)
        try:
            async with grpc.aio.insecure_channel(f"127.0.0.1:{self.port}") as self.channel:
                yield self
        finally:
            await self.registry.stop()
            await self.server.stop(0)
            await self.control.stop(1)

    async def do(self, op: str, host: str = "h", **fields: Any) -> Committed:
        """One command of a host."""
        return await self.control.execute(
            Call(COMMANDS[op].model_validate(fields), host=host, fabric="f")
        )

    async def boot(self, *hosts: str, driver: str = "d", nids: tuple[int, ...] = (2,)) -> None:
        """Hosts with a task of 32 touched pages, and private nodes of a driver."""
        if not self.control._stepper.fabrics:
            await self.control.execute(Call(CreateFabric(fabric="f")))
        for host in hosts:
            command = CreateHost.model_validate(
                {"host": host, "kernel_model": "rfc-v4", "topology": TOPOLOGY}
            )
            await self.control.execute(Call(command, fabric="f"))
            for nid in nids:
                await self.plug(host, nid, driver)
            await self.do("create_task", host, pid=1, cpu=0, caps=ROOT)
            await self.do("mmap", host, pid=1, area="buf", nr_pages=32)
            await self.do("touch", host, pid=1, area="buf", access="write")

    async def plug(self, host: str, nid: int, driver: str, **table: Any) -> None:
        """A private node with all callbacks and its memory online."""
        done = [
            await self.do("node_private_register", host, nid=nid, owner="o", driver=driver),
            await self.do("node_private_set_ops", host, nid=nid, ops={**OPS, **table}),
            await self.do(
                "add_private_memory_driver_managed",
                host,
                nid=nid,
                owner="o",
                start=hex(nid << 40),
                size=256 << 20,
                online_type="online_movable",
            ),
        ]
        assert [each.answer.ret for each in done] == [0, 0, 0]

    async def attach(self, host: str = "h", nid: int = 2, **hello: Any) -> Stream:
        """A stream after Hello; the caller hears Welcome."""
        stream = Stream(self.channel)
        fields: dict[str, Any] = {"driver": "d", "host": host, "nid": nid, "epoch": 1, **hello}
        await stream.say(hello=pb.Hello(**fields))
        return stream

    async def attached(self, host: str = "h", nid: int = 2, **hello: Any) -> Stream:
        """A stream after Welcome."""
        stream = await self.attach(host, nid, **hello)
        await stream.hear("welcome")
        return stream

    def check(self) -> None:
        """Every invariant of every host."""
        for cache in self.control._stepper.fabrics.values():
            for entry in cache.state.hosts.values():
                assert check(entry.state) == []
            assert cache.quarantine == {}


async def answering(stream: Stream, count: int = 1, **answer: Any) -> None:
    """Answers so many callbacks in the same way."""
    for _ in range(count):
        callback = await stream.hear("callback", 60)
        await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, **answer))


async def timed(waiting: Any) -> tuple[Any, float]:
    """A result, and how long it took."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    return await waiting, clock() - begun


class Starved:
    """How long this process was ready to run and did not get a processor: a busy machine's doing.

    A loop that is late although it used little processor time was not running.
    """

    TICK = 0.005

    def __init__(self) -> None:
        self.seconds = 0.0

    async def watch(self) -> None:
        while True:
            wall, used = time.perf_counter(), time.process_time()
            await asyncio.sleep(self.TICK)
            late = time.perf_counter() - wall - self.TICK
            self.seconds += max(0.0, late - (time.process_time() - used))
