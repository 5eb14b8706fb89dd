"""A REST edge over a control room in memory, seeded with one fabric and the host `june`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from service.api.app import build
from service.api.edge import Edge
from service.app import SystemClock
from service.control.control import Control
from service.drivers.nobody import NoDrivers
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.store.memory import MemoryStore

GIB = 262144


def zone(start: int, pages: int) -> dict[str, Any]:
    return {
        "zone": "Normal",
        "start_pfn": hex(start),
        "spanned": pages,
        "present": pages,
        "managed": pages,
    }


TOPOLOGY: dict[str, Any] = {
    "nodes": [
        {"nid": 0, "cpus": [0], "zones": [zone(0x100000, GIB)]},
        {"nid": 1, "cpus": [1], "zones": [zone(0x140000, GIB)]},
        {"nid": 2, "online": False},
        {"nid": 3, "online": False},
    ],
    "distances": [[10, 20, 30, 40], [20, 10, 40, 30], [30, 40, 10, 50], [40, 30, 50, 10]],
}


async def seed(client: httpx.AsyncClient) -> None:
    """Fabric `demo` with host `june`, and on it a task, a mapping, a file and an allocation."""

    async def post(path: str, **body: Any) -> None:
        answer = await client.post(path, json=body)
        assert answer.status_code < 300, answer.text

    host = "/v1/hosts/june"
    await post("/v1/fabrics", fabric="demo")
    await post(
        "/v1/fabrics/demo/hosts", host="june", kernel_model="thread-2026-06", topology=TOPOLOGY
    )
    await post(f"{host}/tasks", pid=100, cpu=0)
    await post(f"{host}/tasks/100:mmap", area="buf", nr_pages=256)
    await post(f"{host}/tasks/100:touch", area="buf", count=16)
    await post(f"{host}/files", file="data.bin", nr_pages=64)
    await post(f"{host}:alloc_pages", label="a", preferred_nid=0)


def new_control(metrics: Metrics) -> Control:
    """A control room over a store in memory."""
    return Control(MemoryStore(), engine, NoDrivers(), SystemClock(), observer=metrics)


@pytest.fixture
async def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def control(metrics: Metrics) -> AsyncIterator[Control]:
    found = new_control(metrics)
    await found.start()
    yield found
    await found.stop(1)


@pytest.fixture
async def edge(control: Control, metrics: Metrics) -> Edge:
    return Edge(control, PageTokens(b"secret"), metrics, asyncio.Event())


@pytest.fixture
async def empty(edge: Edge) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service without any fabric."""
    transport = httpx.ASGITransport(build(edge), raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:
        yield client


@pytest.fixture
async def client(empty: httpx.AsyncClient) -> httpx.AsyncClient:
    """A client of the seeded service."""
    await seed(empty)
    return empty
