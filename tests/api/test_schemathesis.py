"""Schemathesis over every operation, on a seeded state: it must find nothing."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.app import build
from service.api.edge import Edge
from service.control.control import Control
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from tests.api.conftest import new_control, seed

CASES = int(os.environ.get("CXLTWIN_TEST_CASES", "50"))


class Served:
    """A real server in a thread of its own; `reseed` gives it a new inside."""

    def __init__(self) -> None:
        self.inside: Any = None
        self.control: Control | None = None
        config = uvicorn.Config(self, port=0, lifespan="off", ws="none", log_level="error")
        self.server = uvicorn.Server(config)
        self.loop = asyncio.new_event_loop()
        listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=self._run, args=(listener,), daemon=True).start()
        self.reseed()

    def _run(self, listener: socket.socket) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.server._serve([listener]))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.inside(scope, receive, send)

    def reseed(self) -> None:
        asyncio.run_coroutine_threadsafe(self._reseed(), self.loop).result(60)

    async def _reseed(self) -> None:
        if self.control is not None:
            await self.control.stop(1)
        metrics = Metrics()
        self.control = new_control(metrics)
        await self.control.start()
        self.inside = build(Edge(self.control, PageTokens(b"secret"), metrics, asyncio.Event()))
        transport = httpx.ASGITransport(self.inside)
        async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:
            await seed(client)


#: A stale `expect` is 412; a list longer than `maxItems` can meet the body limit first (413); the
#: queue of experiments can be full (429).
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 412, 413, 429]},
            "negative_data_rejection": {"expected-statuses": [404, 406, 413, 415, 422, 428]},
            "missing_required_header": {"expected-statuses": [404, 422, 428]},
        }
    }
)
#: Refusals of what a request means, not of its form: no schema can say them.
SEMANTIC = {
    "PAGE_TOKEN_INVALID",
    "UNKNOWN_CPU",
    "UNKNOWN_KERNEL_MODEL",
    "IDEMPOTENCY_KEY_REUSED",
    "IMPORT_MALFORMED",
    "IMPORT_INCONSISTENT",
    "PLANT_MISFIT",
    "SCENARIO_MALFORMED",
}
#: The same for single fields: a topology must be a machine, knobs and models of one's own cells of
#: a model, kswapd runs on a node, only models of one's own are deleted, and each experiment
#: reads fields of its own.
SEMANTIC_FIELDS = (
    (("/hosts", ":import"), ("topology", "knobs", "own_model")),
    ((":fork", ":replay"), ("knobs", "own_model", "models")),
    ((":run",), ("nid",)),
    (("DELETE /v1/models/{model}",), ("model",)),
    (("POST /v1/experiments",), ("recordings", "scenario", "fixes", "models", "cell")),
)

SERVED = Served()
schema = schemathesis.openapi.from_url(f"{SERVED.url}/openapi.json", config=CONFIG)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    SERVED.reseed()


@schema.parametrize()
@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_is_found(case: Any) -> None:
    response = case.call()
    excluded = [positive_data_acceptance] if _is_semantic(case, response) else []
    case.validate_response(response, excluded_checks=excluded)


def _is_semantic(case: Any, response: Any) -> bool:
    if response.status_code != 422:
        return False
    problem = response.json()
    if problem["reason"] in SEMANTIC:
        return True
    field = problem["facts"].get("field", "")
    return any(
        case.operation.label.endswith(operations) and field.startswith(fields)
        for operations, fields in SEMANTIC_FIELDS
    )
