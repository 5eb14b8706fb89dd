"""1,000 attached drivers on one process: memory of each, and a callback's round trip.

    cxltwin bench drivers [--json OUT]     (or: python bench/drivers.py)

The service's registry and gRPC server run in one process, the drivers in another. Round trips (a
question sent to its answer, without engine and commit) alternate with those of a bare grpc.aio
stream on the same server, in the same window. One line a figure: name, value, ceiling, verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parent))

from grpc_load import ROOT, free_port, rss_bytes

from service.app import SystemClock, calm_collector
from service.client.driver import Driver, Hello, Session
from service.control.calls import Call
from service.control.control import Control
from service.drivers.registry import Registry
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.fabric.commands import CreateFabric, CreateHost, Question
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.rpc.handlers import Rpc
from service.rpc.server import Server
from service.store.memory import MemoryStore

DRIVERS = 1000
NODES = 100
ROUND_TRIPS = 20_000
IN_FLIGHT = 16
KIB_CEILING = 100.0
P99_CEILING = 3.0
PING = "/bench.Ping/Stream"
SEED = 1


class PingPong:
    """A bare bidirectional stream: the server asks, the client answers; no registry, no fields."""

    #: every stream that is open
    streams: list[PingPong]

    def __init__(self) -> None:
        self.outbox: asyncio.Queue[Any] = asyncio.Queue()
        self.waiting: asyncio.Future[None] | None = None

    async def ping(self) -> None:
        """One round trip; one at a time on each stream."""
        self.waiting = asyncio.get_running_loop().create_future()
        self.outbox.put_nowait(pb.Heartbeat(number=1))
        await self.waiting

    async def read(self, requests: Any) -> None:
        async for _ in requests:
            if self.waiting is not None and not self.waiting.done():
                self.waiting.set_result(None)


PingPong.streams = []


async def _ping_stream(requests: Any, _: Any) -> Any:
    pings = PingPong()
    PingPong.streams.append(pings)
    reading = asyncio.create_task(pings.read(requests))
    try:
        while True:
            yield await pings.outbox.get()
    finally:
        reading.cancel()


def _host(number: int) -> CreateHost:
    nodes: list[dict[str, Any]] = [
        {
            "nid": 0,
            "cpus": [0],
            "zones": [
                {
                    "zone": "Normal",
                    "start_pfn": "0x100000",
                    "spanned": 65536,
                    "present": 65536,
                    "managed": 65536,
                }
            ],
        }
    ]
    nodes += [{"nid": nid, "online": False} for nid in range(1, NODES + 1)]
    distances = [[10 if a == b else 20 for a in range(NODES + 1)] for b in range(NODES + 1)]
    topology = {"nodes": nodes, "distances": distances}
    fields = {"host": f"h{number}", "kernel_model": "rfc-v4", "topology": topology}
    return CreateHost.model_validate(fields)


async def serve(port: int) -> dict[str, Any]:
    """The server process: waits for all drivers, measures, returns the figures."""
    metrics = Metrics()
    registry = Registry(metrics, 60_000, heartbeat_ms=60_000)
    control = Control(MemoryStore(), engine, registry, SystemClock(), observer=metrics)
    await control.start()
    registry.open(control)
    await control.execute(Call(CreateFabric(fabric="f")))
    for number in range(DRIVERS // NODES):
        await control.execute(Call(_host(number), fabric="f"))
    tokens = PageTokens(b"bench")
    server = Server(Rpc(control, tokens, metrics, asyncio.Event(), registry), reflect=False)
    handler = grpc.stream_stream_rpc_method_handler(
        _ping_stream,
        request_deserializer=pb.Heartbeat.FromString,
        response_serializer=pb.Heartbeat.SerializeToString,
    )
    server._server.add_generic_rpc_handlers(
        (grpc.method_handlers_generic_handler("bench.Ping", {"Stream": handler}),)
    )
    await server.start("127.0.0.1", port)
    calm_collector()
    before = rss_bytes(os.getpid())
    print("ready", flush=True)
    while len(registry._sessions) < DRIVERS or len(PingPong.streams) < IN_FLIGHT:  # noqa: ASYNC110 - they come one by one
        await asyncio.sleep(0.05)
    await asyncio.sleep(1.0)
    gc.collect()
    kib = (rss_bytes(os.getpid()) - before) / DRIVERS / 1024
    trips = await _trips(registry)
    return {"kib": kib, **trips}


async def _trips(registry: Registry) -> dict[str, float]:
    """Round trips of both kinds, taken in turns by the same workers; milliseconds."""
    chosen = random.Random(SEED)
    took: dict[str, list[float]] = {"callback": [], "ping": []}

    async def callback() -> None:
        number = chosen.randrange(DRIVERS)
        nid = number % NODES + 1
        question = Question(
            callback="migrate_to", nid=nid, driver="d", nr_folios=1, why=str(number)
        )
        answer = await registry.ask(f"h{number // NODES}", question, 60_000)
        assert answer.outcome == "answered", (answer, len(registry._sessions))
        registry.settled("", answer, "committed", 1)

    async def timed(name: str, work: Callable[[], Awaitable[None]]) -> None:
        begin = time.perf_counter()
        await work()
        took[name].append((time.perf_counter() - begin) * 1000)

    async def worker(pings: PingPong) -> None:
        for _ in range(ROUND_TRIPS // IN_FLIGHT):
            await timed("callback", callback)
            await timed("ping", pings.ping)

    await asyncio.gather(*(worker(each) for each in PingPong.streams))
    found: dict[str, float] = {}
    for name, times in took.items():
        cuts = statistics.quantiles(times, n=100)
        found[f"{name}_p50_ms"], found[f"{name}_p99_ms"] = cuts[49], cuts[98]
    return found


class Quiet(Driver):
    """Answers everything at once."""


async def drive(port: int) -> None:
    """The process of the drivers, and the other end of the bare stream."""
    target = f"127.0.0.1:{port}"
    async with grpc.aio.insecure_channel(target) as channel:
        pinging = [asyncio.create_task(_pong(channel)) for _ in range(IN_FLIGHT)]
        sessions = [
            Session(target, Hello("d", f"h{number // NODES}", number % NODES + 1, 1), Quiet())
            for number in range(DRIVERS)
        ]
        serving = [asyncio.create_task(each.serve_on(channel)) for each in sessions]
        await asyncio.gather(*pinging, *serving)


async def _pong(channel: grpc.aio.Channel) -> None:
    ping = channel.stream_stream(
        PING,
        request_serializer=pb.Heartbeat.SerializeToString,
        response_deserializer=pb.Heartbeat.FromString,
    )()
    await ping.write(pb.Heartbeat(number=0))
    async for message in ping:
        await ping.write(message)


def main() -> int:
    """Prints the figures; 1 if one is above its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--drive", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive is not None:
        uvloop.run(drive(arguments.drive))
        return 0
    if arguments.serve is not None:
        print(json.dumps(uvloop.run(serve(arguments.serve))), flush=True)
        return 0
    found = _both()
    ratio = found["callback_p99_ms"] / found["ping_p99_ms"]
    rows = [
        ("driver_session_kib", found["kib"], KIB_CEILING),
        ("driver_callback_p99_ratio", ratio, P99_CEILING),
    ]
    for name, value, ceiling in rows:
        print(f"{name:<28} {value:6.2f} {ceiling:6.2f} {'PASS' if value < ceiling else 'FAIL'}")
    if arguments.json is not None:
        report = {"load_average": os.getloadavg(), "drivers": DRIVERS, **found, "p99_ratio": ratio}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(any(value >= ceiling for _, value, ceiling in rows))


def _both() -> dict[str, float]:
    port = str(free_port())
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, __file__]
    server = subprocess.Popen(
        [*command, "--serve", port], env=env, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stdout.readline() == "ready\n", "the server did not start"
    drivers = subprocess.Popen([*command, "--drive", port], env=env, stderr=subprocess.DEVNULL)
    try:
        found: dict[str, float] = json.loads(server.stdout.readline())
    finally:
        server.kill()
        drivers.kill()
        server.wait()
        drivers.wait()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
