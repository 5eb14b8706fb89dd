"""Writes docs/api/examples.json, and then docs/api/openapi.json which shows them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from service.api.app import build
from service.api.edge import Edge
from service.api.examples import EXAMPLES_PATH, Request
from service.api.recording import record
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from tests.api.fake_control import FakeControl


async def main() -> None:
    edge = Edge(FakeControl(), PageTokens(b"examples"), Metrics(), asyncio.Event())
    transport = httpx.ASGITransport(build(edge))
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:

        async def send(request: Request) -> tuple[int, dict[str, Any]]:
            answer = await client.request(request.method, request.path, json=request.body)
            return answer.status_code, answer.json()

        EXAMPLES_PATH.write_text(await record(send), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
