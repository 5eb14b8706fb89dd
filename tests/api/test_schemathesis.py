"""Schemathesis over every operation, on a seeded state: it must find nothing."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.app import build
from service.api.edge import Edge
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from tests.api.conftest import seed
from tests.api.fake_control import FakeControl

CASES = int(os.environ.get("CXLTWIN_TEST_CASES", "50"))


async def _seeded() -> Any:
    edge = Edge(FakeControl(), PageTokens(b"secret"), Metrics(), asyncio.Event())
    app = build(edge)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:
        await seed(client)
    return app


class Swapped:
    """An application whose inside is made anew for each operation."""

    def __init__(self) -> None:
        self.app: Any = asyncio.run(_seeded())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


#: A stale `expect` is 412; a list longer than `maxItems` can meet the body limit first (413).
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 412, 413]},
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
}

APP = Swapped()
schema = schemathesis.openapi.from_asgi("/openapi.json", APP, config=CONFIG)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    APP.app = asyncio.run(_seeded())
    return


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
    # a topology must be a machine, and knobs cells of the model
    return case.operation.label.endswith(("/hosts", ":import")) and field.startswith(
        ("topology", "knobs")
    )
