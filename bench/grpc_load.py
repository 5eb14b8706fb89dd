"""Load and a bare server for the gRPC figures: what grpc.aio itself costs, under equal clients."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import uvloop

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from service.gen.cxltwin.mm.v1 import mm_service_pb2 as mm  # noqa: E402

ECHO = "/bench.Echo/"
START_SECONDS = 60


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, all its threads, to the nanosecond."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def rss_bytes(pid: int) -> int:
    """Resident memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _unary(request: Any, _: Any) -> Any:
    return request


async def _stream(requests: Any, _: Any) -> Any:
    """Echoes each operation of a batch: reads it, and answers it by a message of its own."""
    async for request in requests:
        response = mm.BatchResponse(id=request.id)
        for step in request.steps:
            asked = getattr(step, step.WhichOneof("step"))
            answer = response.results.add().alloc_pages
            answer.host = asked.host
            answer.ret = 0
            answer.reason = asked.label
        yield response


async def echo_server(port: int) -> None:
    """A bare grpc.aio server: parses each message and sends it back."""
    server = grpc.aio.server()
    unary = {
        name: grpc.unary_unary_rpc_method_handler(
            _unary,
            request_deserializer=message.FromString,
            response_serializer=message.SerializeToString,
        )
        for name, message in (
            ("AllocPages", mm.AllocPagesRequest),
            ("FreePages", mm.FreePagesRequest),
        )
    }
    batches = {
        "request_deserializer": mm.BatchRequest.FromString,
        "response_serializer": mm.BatchResponse.SerializeToString,
    }
    handlers = {
        **unary,
        "Stream": grpc.stream_stream_rpc_method_handler(_stream, **batches),
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("bench.Echo", handlers),))
    server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    await server.wait_for_termination()


@contextmanager
def process(*command: str, port: int) -> Iterator[int]:
    """A server process, from the moment its port answers; its pid."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = subprocess.Popen([sys.executable, *command], env=env, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            assert started.poll() is None, f"{command} ended"
            assert time.monotonic() < deadline, f"{command} does not listen"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield started.pid
    finally:
        started.kill()
        started.wait()


class Round:
    """Operations of one round: server processor time and wall time for each, in microseconds."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._cpu, self._wall = cpu_seconds(pid), time.perf_counter()

    def end(self, ops: int) -> tuple[float, float]:
        cpu, wall = cpu_seconds(self._pid) - self._cpu, time.perf_counter() - self._wall
        return cpu / ops * 1e6, wall / ops * 1e6


async def unary_load(work: Callable[[int], Awaitable[None]], times: int, in_flight: int) -> None:
    """So many pieces of work, some of them at a time."""
    numbers = iter(range(times))

    async def worker() -> None:
        for number in numbers:
            await work(number)

    await asyncio.gather(*(worker() for _ in range(in_flight)))


async def stream_load(call: Any, messages: list[Any], window: int) -> None:
    """Sends messages on one stream, a window of them ahead of the answers."""
    stream = call()
    room = asyncio.Semaphore(window)

    async def send() -> None:
        for message in messages:
            await room.acquire()
            await stream.write(message)
        await stream.done_writing()

    sending = asyncio.create_task(send())
    async for _ in stream:
        room.release()
    await sending


if __name__ == "__main__":
    uvloop.run(echo_server(int(sys.argv[1])))
