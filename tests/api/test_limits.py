"""Each published limit of the edge, at its boundary."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx
import pytest

from service.api.body import decode
from service.edge import limits
from service.edge.logs import JsonLines, configure
from service.reasons import Refused

HOST = "/v1/hosts/june"
JSON = {"content-type": "application/json"}


def nested(levels: int) -> bytes:
    return b'{"a":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def test_depth() -> None:
    assert decode(nested(limits.JSON_DEPTH))
    with pytest.raises(Refused, match="nesting"):
        decode(nested(limits.JSON_DEPTH + 1))
    wide = b'{"a": [' + b"[]," * 1000 + b"[]]}"
    assert len(decode(wide)["a"]) == 1001


def test_integers_of_64_bits() -> None:
    assert decode(b'{"a": %d, "b": %d}' % (2**64 - 1, -(2**63)))
    for value in (2**64, -(2**63) - 1):
        with pytest.raises(Refused, match=r"not between -2\*\*63 and 2\*\*64 - 1"):
            decode(b'{"a": %d}' % value)


def test_escapes_that_are_no_surrogates_pass() -> None:
    assert decode(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}
    assert decode(b'{"a": "\\\\u0000"}') == {"a": "\\u0000"}


async def test_body(client: httpx.AsyncClient) -> None:
    body = json.dumps({"pid": 50}).encode()
    fits = body + b" " * (limits.BODY_BYTES - len(body))
    assert (await client.post(f"{HOST}/tasks", content=fits, headers=JSON)).status_code == 200
    answer = await client.post(f"{HOST}/tasks", content=fits + b" ", headers=JSON)
    assert answer.status_code == 413
    assert answer.json()["facts"]["limit"] == limits.BODY_BYTES


async def test_batch(client: httpx.AsyncClient) -> None:
    step = {"op": "touch", "pid": 100, "area": "buf", "count": 1}
    answer = await client.post(f"{HOST}:batch", json={"steps": [step] * limits.BATCH_STEPS})
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == limits.BATCH_STEPS
    answer = await client.post(f"{HOST}:batch", json={"steps": [step] * (limits.BATCH_STEPS + 1)})
    assert answer.status_code == 422


async def test_page_size(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{HOST}/nodes?page_size={limits.PAGE_SIZE_MAX}")).status_code == 200
    answer = await client.get(f"{HOST}/nodes?page_size={limits.PAGE_SIZE_MAX + 1}")
    assert answer.status_code == 422


async def test_url_and_headers(client: httpx.AsyncClient) -> None:
    path = "/v1/hosts?page_token="
    room = limits.URL_BYTES - len(path) + 1
    assert (await client.get(path + "a" * room)).status_code == 422
    assert (await client.get(path + "a" * (room + 1))).status_code == 414
    assert (await client.get("/healthz", headers={"x": "a" * 32_000})).status_code == 200
    assert (await client.get("/healthz", headers={"x": "a" * 33_000})).status_code == 429


async def test_every_limit_is_published(client: httpx.AsyncClient) -> None:
    items = (await client.get("/v1/limits")).json()["items"]
    assert {each["limit"]: each["value"] for each in items} == {
        name: row.value for name, row in limits.LIMITS.items()
    }


async def test_requests_are_logged_without_payloads(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="cxltwin.api")
    await client.post(f"{HOST}/tasks", json={"pid": 77})
    lines: list[dict[str, Any]] = [
        json.loads(JsonLines().format(record))
        for record in caplog.records
        if record.name == "cxltwin.api"
    ]
    assert lines[-1]["route"] == "/v1/hosts/{host}/tasks"
    assert lines[-1]["status"] == 200
    assert "77" not in json.dumps({**lines[-1], "time": "", "milliseconds": 0, "request_id": ""})


def test_logging_is_configured_once(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        for form in ("json", "text"):
            configure("info", "json" if form == "json" else "text")
            logging.getLogger("cxltwin.test").info("hello %s", form)
            logging.getLogger("alembic.x").info("not this")
        assert len(root.handlers) == 1
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
    first, second = capsys.readouterr().err.strip().splitlines()
    assert json.loads(first)["message"] == "hello json"
    assert second.endswith("cxltwin.test: hello text")
