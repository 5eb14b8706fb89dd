"""A gRPC server over a control room in memory, one per test, and a channel to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import httpx
import pytest

from service.api.app import build
from service.api.edge import Edge
from service.control.control import Control
from service.drivers.registry import Registry
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.rpc.handlers import Rpc
from service.rpc.server import Server
from tests.api.conftest import new_control, seed


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    found = new_control(Metrics())
    await found.start()
    yield found
    await found.stop(1)


@pytest.fixture
async def edge(control: Control) -> Edge:
    return Edge(control, PageTokens(b"secret"), Metrics(), asyncio.Event())


@pytest.fixture
async def server(edge: Edge) -> AsyncIterator[tuple[Server, int]]:
    drivers = Registry(edge.metrics, 1000)
    found = Server(Rpc(edge.control, edge.tokens, edge.metrics, edge.draining, drivers))
    port = await found.start("127.0.0.1", 0)
    yield found, port
    await found.stop(0)


@pytest.fixture
async def empty_channel(server: tuple[Server, int]) -> AsyncIterator[Any]:
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server[1]}") as channel:
        yield channel


@pytest.fixture
async def client(edge: Edge) -> AsyncIterator[httpx.AsyncClient]:
    """REST over the same control room, seeded."""
    transport = httpx.ASGITransport(build(edge))
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as found:
        await seed(found)
        yield found


@pytest.fixture
async def channel(empty_channel: Any, client: httpx.AsyncClient) -> Any:
    """A channel to the seeded service."""
    return empty_channel
