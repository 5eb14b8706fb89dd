"""Applications and services in this process, on free ports of the loopback interface."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from service.app import Addresses, Service
from service.settings import Settings

START_SECONDS = 30


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The URL of an ASGI application."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=asyncio.run, args=(server.serve(),), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def running_service() -> Iterator[Addresses]:
    """The whole service over a store in memory."""
    ready = threading.Event()
    found: dict[str, Any] = {}

    async def main() -> None:
        settings = Settings(
            database_url="memory://", http_port=0, grpc_port=0, drain_seconds=1, drain_notice_ms=0
        )
        service = Service(settings)
        found["addresses"] = await service.start()
        found["stop"] = (asyncio.get_running_loop(), service.stop)
        ready.set()
        await service.run()

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    assert ready.wait(START_SECONDS), "the service did not start"
    try:
        yield found["addresses"]
    finally:
        loop, stop = found["stop"]
        loop.call_soon_threadsafe(stop)
        thread.join(10)
