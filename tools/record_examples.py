"""Writes docs/api/examples.json, and then docs/api/openapi.json which shows them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from service.api import examples, openapi_dump
from service.api.app import build
from service.api.edge import Edge
from service.api.recording import record
from service.app import SystemClock
from service.control.control import Control
from service.drivers.nobody import NoDrivers
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.store.memory import MemoryStore


async def main() -> None:
    control = Control(MemoryStore(), engine, NoDrivers(), SystemClock())
    await control.start()
    app = build(Edge(control, PageTokens(b"examples"), Metrics(), asyncio.Event()))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:

        async def send(request: examples.Request) -> tuple[int, dict[str, Any]]:
            answer = await client.request(request.method, request.path, json=request.body)
            return answer.status_code, answer.json()

        text = await record(send)
    await control.stop(1)
    examples.EXAMPLES_PATH.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
    openapi_dump.main()
