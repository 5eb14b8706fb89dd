"""Refusals: one table, one shape."""

from __future__ import annotations

import httpx
import pytest
from google.rpc import code_pb2

from service.api.exchange import problem
from service.control.control import Control
from service.edge.refusals import plain, printable, refusal_of
from service.reasons import CONTROL_REASONS, KERNEL_REASONS, REASONS, Refused
from service.rpc.status import status_of

PUBLISHED = {404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 424, 428, 429, 503, 401, 403}


def store_down() -> None:
    raise Refused("STORE_UNAVAILABLE")


def test_every_reason_is_of_one_kind() -> None:
    assert set(REASONS) == set(KERNEL_REASONS) | set(CONTROL_REASONS)
    assert not set(KERNEL_REASONS) & set(CONTROL_REASONS)
    for name, row in KERNEL_REASONS.items():
        assert row.errno is not None, name
        assert row.http is None, name
        assert row.grpc is None, name


@pytest.mark.parametrize("reason", sorted(CONTROL_REASONS))
def test_every_control_reason_has_status_code_and_text(reason: str) -> None:
    row = CONTROL_REASONS[reason]
    assert row.http in PUBLISHED
    assert row.errno is None
    refusal = refusal_of(Refused(reason, host="june", field="x"))
    answer = problem(refusal, "id")
    assert answer.status == row.http
    assert (answer.status == 503) == (b"retry-after" in dict(answer.headers))
    status = status_of(refusal)
    assert code_pb2.Code.Name(status.code) == row.grpc
    assert refusal.detail
    assert refusal.title[0].isupper()


def test_facts_are_bounded_json() -> None:
    assert plain(2**70) == hex(2**70)
    assert plain("a\x00b") == "a\\x00b"
    assert plain({"k": (1, 2)}) == {"k": [1, 2]}
    assert plain({3, 1}) == [1, 3]
    assert plain(None) is None
    assert plain(True) is True
    assert len(plain(["x"] * 1000)) == 64
    assert len(printable("x" * 5000)) == 1000


async def test_problem_members(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/hosts/nowhere", headers={"x-request-id": "abc-1"})
    assert answer.status_code == 404
    assert answer.headers["x-request-id"] == "abc-1"
    assert answer.json() == {
        "type": "/v1/reasons/UNKNOWN_HOST",
        "title": "Unknown host",
        "status": 404,
        "detail": "no host nowhere",
        "instance": "urn:cxltwin:request:abc-1",
        "reason": "UNKNOWN_HOST",
        "retryable": False,
        "facts": {"host": "nowhere"},
    }


async def test_the_type_of_a_problem_can_be_read(client: httpx.AsyncClient) -> None:
    refused = (await client.get("/v1/hosts/nowhere")).json()
    row = (await client.get(refused["type"])).json()
    assert row["status"] == 404
    assert row["grpc"] == "NOT_FOUND"


async def test_a_malformed_request_id_is_replaced(client: httpx.AsyncClient) -> None:
    for given in ("a b", "x" * 200, "", 'a"b'):
        answer = await client.get("/healthz", headers={"x-request-id": given})
        assert answer.headers["x-request-id"] != given


@pytest.mark.parametrize("path", ["/nothing", "/v1", "/v1/nothing", "/v1/hosts/", "/docs/x"])
async def test_unknown_paths_are_problems(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.json()["reason"] == "UNKNOWN_RESOURCE"


async def test_other_methods_outside_v1_are_405(client: httpx.AsyncClient) -> None:
    answer = await client.post("/healthz")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["reason"] == "METHOD_NOT_ALLOWED"


async def test_long_urls_and_headers_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/hosts?page_token=" + "a" * 9000)
    assert answer.status_code == 414
    answer = await client.get("/v1/hosts", headers={"x-long": "a" * 40_000})
    assert answer.status_code == 429
    assert answer.json()["facts"]["limit"] == "header_bytes"


async def test_a_store_that_is_down_is_503_with_retry_after(
    client: httpx.AsyncClient, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control._door, "check_open", store_down)
    answer = await client.post("/v1/hosts/june/tasks", json={"pid": 7})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["retryable"] is True
    assert (await client.get("/readyz")).status_code == 503
    assert (await client.get("/healthz")).status_code == 200


async def test_a_bug_is_a_problem_without_details(
    client: httpx.AsyncClient, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: str) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(control, "host_ref", broken)
    answer = await client.get("/v1/hosts/june")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "cxltwin_bugs_total 1.0" in (await client.get("/metrics")).text


async def test_every_answer_has_the_security_headers(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/redoc", "/v1/hosts", "/nothing", "/metrics"):
        headers = (await client.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
