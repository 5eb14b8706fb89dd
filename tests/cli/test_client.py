"""The client: one route per operation, retries that are safe, refusals as exceptions."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from service.api.routes import ROUTES as SERVED
from service.client import AsyncClient, Call, Client, Problem, ServiceError
from service.client import requests as r
from service.client.paths import ROUTES, command_request, read_request

ANSWER = {
    "ret": -22,
    "errno": "EINVAL",
    "reason": "TASK_POLICY_ON_PRIVATE_NODE",
    "decided_by": {"rule": "x", "sentence": "no", "source": "a mail", "model": "thread-2026-06"},
    "effects": [],
    "fabric": "demo",
    "host": "june",
    "model": "thread-2026-06",
    "revision": "7",
    "host_revision": "7",
}


def client_of(handler: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("http://twin", transport=httpx.MockTransport(handler))


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(r, "PAUSE_SECONDS_MAX", 0.0)


def test_the_clients_routes_are_those_of_the_service() -> None:
    served = {row.operation_id: (row.method, row.path) for row in SERVED}
    found = {op: tuple(route) for op, route in ROUTES.items()}
    assert found == served, "run: python tools/client_routes.py"


def test_a_command_leaves_out_of_the_body_what_stands_in_the_path() -> None:
    request = command_request("june", "mbind", {"pid": 100, "area": "buf", "mode": "MPOL_BIND"})
    assert request.path == "/v1/hosts/june/tasks/100:mbind"
    assert request.body == {"area": "buf", "mode": "MPOL_BIND"}


def test_names_in_paths_are_escaped() -> None:
    assert read_request("get_host", {"host": "a/b?c"}).path == "/v1/hosts/a%2Fb%3Fc"


def test_a_request_prints_as_a_shell_command() -> None:
    request = command_request("june", "free_pages", {"label": "it's"})
    assert request.curl("http://twin") == (
        'curl -s http://twin/v1/hosts/june:free_pages --json \'{"label": "it\'"\'"\'s"}\''
    )
    assert read_request("get_host", {"host": "june"}).curl() == "curl -s /v1/hosts/june"


def test_an_errno_of_the_kernel_is_an_answer() -> None:
    with client_of(lambda _: httpx.Response(200, json=ANSWER)) as client:
        reply = client.call("june", "set_mempolicy", pid=1, mode="MPOL_BIND", nodemask=[2])
    assert (reply.ret, reply.errno, reply.revision) == (-22, "EINVAL", 7)
    assert reply.decided_by.sentence == "no"
    assert reply.raw == ANSWER


def test_a_refusal_of_the_service_is_an_exception() -> None:
    problem = {"reason": "UNKNOWN_HOST", "detail": "no host x", "retryable": False, "status": 404}
    with (
        client_of(lambda _: httpx.Response(404, json=problem)) as client,
        pytest.raises(Problem, match="UNKNOWN_HOST: no host x") as caught,
    ):
        client.get("get_host", host="x")
    assert caught.value.status == 404


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ret": 0}'])
def test_an_answer_that_is_not_ours_is_an_error(body: bytes) -> None:
    with (
        client_of(lambda _: httpx.Response(200, content=body)) as client,
        pytest.raises(ServiceError),
    ):
        client.call("june", "exit_task", pid=1)


def test_a_lost_answer_is_asked_for_again_with_the_same_key() -> None:
    keys: list[str] = []

    def lose_two(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        if len(keys) < 3:
            raise httpx.ReadError("the connection broke")
        return httpx.Response(200, json=ANSWER)

    with client_of(lose_two) as client:
        assert client.call("june", "exit_task", pid=1).revision == 7
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_two_calls_have_two_keys() -> None:
    keys: set[str] = set()

    def note(request: httpx.Request) -> httpx.Response:
        keys.add(request.headers["idempotency-key"])
        return httpx.Response(200, json=ANSWER)

    with client_of(note) as client:
        client.call("june", "exit_task", pid=1)
        client.call("june", "exit_task", pid=1)
    assert len(keys) == 2


def test_a_busy_service_is_asked_again_and_at_last_believed() -> None:
    calls = 0

    def busy(_: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        body = {"reason": "OVERLOADED", "detail": "too many", "retryable": True, "status": 503}
        return httpx.Response(503, json=body, headers={"retry-after": "0"})

    with client_of(busy) as client, pytest.raises(Problem, match="OVERLOADED"):
        client.get("get_host", host="june")
    assert calls == r.ATTEMPTS


def test_nothing_listening_is_a_service_error() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    with client_of(refuse) as client, pytest.raises(ServiceError, match="connection refused"):
        client.get("get_host", host="june")


def test_lists_are_read_to_their_end() -> None:
    def pages(request: httpx.Request) -> httpx.Response:
        token = request.url.params.get("page_token")
        body = {"items": [{"n": token or "first"}], "next_page_token": "" if token else "second"}
        return httpx.Response(200, json=body)

    with client_of(pages) as client:
        assert [each["n"] for each in client.items("list_fabrics")] == ["first", "second"]


def test_a_delete_names_the_generation_that_was_read() -> None:
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={}, headers={"etag": '"4"'})
        seen.append(request.headers.get("if-match"))
        return httpx.Response(200, json=ANSWER)

    with client_of(handler) as client:
        client.delete_host("june")
    assert seen == ['"4"']


def test_a_batch_sends_its_steps_in_order() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        assert body["steps"] == [{"op": "exit_task", "pid": 1}, {"op": "exit_task", "pid": 2}]
        assert body["stop_on_error"] is True
        return httpx.Response(200, json={"results": [ANSWER], "stopped": True})

    with client_of(handler) as client:
        calls = [Call("exit_task", {"pid": 1}), Call("exit_task", {"pid": 2})]
        assert len(client.batch("june", calls, stop_on_error=True)) == 1


async def test_the_async_client_does_the_same() -> None:
    attempts = 0

    def handler(_: httpx.Request) -> httpx.Response:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise httpx.ReadError("the connection broke")
        return httpx.Response(200, json=ANSWER)

    transport = httpx.MockTransport(handler)
    async with AsyncClient("http://twin", transport=transport) as client:
        assert (await client.call("june", "exit_task", pid=1)).errno == "EINVAL"
    assert attempts == 2


def test_the_watch_raises_what_the_stream_ends_with() -> None:
    problem = {"reason": "REVISION_COMPACTED", "detail": "gone", "status": 410}
    event = {"revision": "3", "op": "create_fabric"}
    stream = f"retry: 1000\n\nid: 3\nevent: create_fabric\ndata: {json.dumps(event)}\n\n"
    stream += f": still here\n\nevent: problem\ndata: {json.dumps(problem)}\n\n"
    with client_of(lambda _: httpx.Response(200, text=stream)) as client:
        events = client.watch("demo")
        assert next(events) == event
        with pytest.raises(Problem, match="REVISION_COMPACTED"):
            next(events)
