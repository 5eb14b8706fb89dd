"""GET /v1/hosts/{host}/explain/{revision}: any command of the past with its walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx


async def _touch(client: httpx.AsyncClient) -> dict[str, Any]:
    done = await client.post(
        "/v1/hosts/june/tasks/100:touch", json={"area": "buf", "first": 16, "count": 4}
    )
    assert done.status_code == 200, done.text
    found: dict[str, Any] = done.json()
    return found


async def test_a_step_of_the_past_is_explained_as_it_would_have_been(
    client: httpx.AsyncClient,
) -> None:
    dry = await client.post(
        "/v1/hosts/june/tasks/100:touch",
        json={"area": "buf", "first": 16, "count": 4, "explain": True, "validate_only": True},
    )
    done = await _touch(client)
    await client.post("/v1/hosts/june/tasks/100:touch", json={"area": "buf", "first": 40})
    found = await client.get(f"/v1/hosts/june/explain/{done['revision']}")
    assert found.status_code == 200, found.text
    body = found.json()
    assert body["same"] is True
    assert body["event"]["op"] == "touch"
    assert body["event"]["revision"] == done["revision"]
    assert body["trace"] == dry.json()["trace"]


async def test_every_command_of_the_seed_is_explained(client: httpx.AsyncClient) -> None:
    events = (await client.get("/v1/fabrics/demo/events")).json()["items"]
    hosts = [each for each in events if each.get("host") == "june"]
    assert len(hosts) > 3
    for event in hosts:
        body = (await client.get(f"/v1/hosts/june/explain/{event['revision']}")).json()
        assert body["same"] is True
        assert body["event"] == event


@pytest.mark.parametrize(
    ("host", "revision", "reason"),
    [
        ("june", "1", "INVALID_FIELD"),
        ("june", "0", "UNKNOWN_REVISION"),
        ("june", "9999", "UNKNOWN_REVISION"),
        ("june", "-1", "INVALID_FIELD"),
        ("nobody", "3", "UNKNOWN_HOST"),
    ],
)
async def test_what_is_no_step_of_the_host_is_refused(
    client: httpx.AsyncClient, host: str, revision: str, reason: str
) -> None:
    found = await client.get(f"/v1/hosts/{host}/explain/{revision}")
    assert found.json()["reason"] == reason
    assert 400 <= found.status_code < 500
