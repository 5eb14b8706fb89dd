"""Fabrics, hosts and reads: ETags, idempotency, pages, batches, validate_only, explain."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from service.control.control import Control
from tests.api.conftest import TOPOLOGY

HOST = "/v1/hosts/june"


async def post(client: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_creating_names_the_place(empty: httpx.AsyncClient) -> None:
    answer = await empty.post("/v1/fabrics", json={"fabric": "lab", "description": "one"})
    assert answer.status_code == 201
    assert answer.headers["location"] == "/v1/fabrics/lab"
    assert answer.json()["revision"] == "1"
    answer = await empty.post(
        "/v1/fabrics/lab/hosts",
        json={"host": "h1", "kernel_model": "rfc-v4", "topology": TOPOLOGY},
    )
    assert answer.status_code == 201
    assert answer.headers["location"] == "/v1/hosts/h1"
    assert answer.json()["model"] == "rfc-v4"
    assert (await empty.get("/v1/fabrics/lab")).json()["nr_hosts"] == 1


async def test_validating_creates_nothing(empty: httpx.AsyncClient) -> None:
    body = {"fabric": "lab", "validate_only": True}
    answer = await empty.post("/v1/fabrics", json=body)
    assert answer.status_code == 200
    assert "revision" not in answer.json()
    assert "location" not in answer.headers
    assert (await empty.get("/v1/fabrics/lab")).status_code == 404


@pytest.mark.parametrize("path", ["/v1/fabrics/demo", HOST])
async def test_changes_need_the_etag(client: httpx.AsyncClient, path: str) -> None:
    tag = (await client.get(path)).headers["etag"]
    missing = await client.patch(path, json={"description": "x"})
    assert (missing.status_code, missing.json()["reason"]) == (428, "PRECONDITION_REQUIRED")
    stale = await client.patch(path, json={"description": "x"}, headers={"if-match": '"99"'})
    assert (stale.status_code, stale.json()["reason"]) == (412, "STALE_PRECONDITION")
    weak = await client.patch(path, json={"description": "x"}, headers={"if-match": f"W/{tag}"})
    assert weak.status_code == 422
    done = await client.patch(path, json={"description": "x"}, headers={"if-match": tag})
    assert done.status_code == 200
    assert done.headers["etag"] != tag
    found = await client.get(path)
    assert found.headers["etag"] == done.headers["etag"]
    assert found.json()["description"] == "x"
    again = await client.patch(path, json={"description": "y"}, headers={"if-match": tag})
    assert again.status_code == 412


async def test_deleting_needs_the_etag_too(client: httpx.AsyncClient) -> None:
    assert (await client.delete(HOST)).status_code == 428
    assert (await client.delete(HOST, headers={"if-match": '"7"'})).status_code == 412
    only = await client.delete(f"{HOST}?validate_only=true", headers={"if-match": '"1"'})
    assert only.status_code == 200
    tag = {"if-match": '"1"'}
    only = await client.request("DELETE", HOST, headers=tag, json={"validate_only": True})
    assert only.status_code == 200
    odd = await client.request("DELETE", HOST, headers=tag, json={"force": True})
    assert (odd.status_code, odd.json()["facts"]["field"]) == (422, "force")
    assert (await client.get(HOST)).status_code == 200
    full = await client.delete("/v1/fabrics/demo", headers={"if-match": '"1"'})
    assert (full.status_code, full.json()["reason"]) == (409, "FABRIC_NOT_EMPTY")
    assert (await client.delete(HOST, headers={"if-match": '"1"'})).status_code == 200
    assert (await client.get(HOST)).status_code == 404
    assert (await client.delete("/v1/fabrics/demo", headers={"if-match": '"1"'})).status_code == 200


async def test_a_problem_says_where_the_fabric_stands(client: httpx.AsyncClient) -> None:
    stands = (await client.get("/v1/fabrics/demo")).json()["revision"]
    odd = await client.get("/v1/fabrics/demo/events?since=999999")
    assert (odd.json()["reason"], odd.json()["revision"]) == ("UNKNOWN_REVISION", stands)
    assert odd.json()["facts"]["revision"] == 999999
    stale = await client.delete(HOST, headers={"if-match": '"7"'})
    assert stale.json()["revision"] == stands
    assert "revision" not in (await client.get("/v1/fabrics/nowhere")).json()


async def test_a_simulated_refusal_is_200_and_committed(client: httpx.AsyncClient) -> None:
    answer = await post(client, f"{HOST}/tasks/100:set_mempolicy", mode="MPOL_BIND", nodemask=[])
    assert (answer["ret"], answer["errno"], answer["reason"]) == (-22, "EINVAL", "MASK_EMPTY")
    assert answer["decided_by"]["source"]
    assert answer["model"] == "thread-2026-06"
    assert answer["revision"] == answer["host_revision"]


async def test_explain_adds_the_walk(client: httpx.AsyncClient) -> None:
    body = {"label": "b", "preferred_nid": 0}
    assert "trace" not in await post(client, f"{HOST}:alloc_pages", **body)
    body["label"] = "c"
    answer = await post(client, f"{HOST}:alloc_pages", **body, explain=True)
    assert any(entry.get("verdict") == "TAKEN" for entry in answer["trace"])


async def test_validate_only_changes_nothing(client: httpx.AsyncClient) -> None:
    before = (await client.get(HOST)).json()
    answer = await post(client, f"{HOST}/tasks/100:touch", area="buf", validate_only=True)
    assert answer["ret"] == 0
    assert answer["would_ask"] == []
    assert "revision" not in answer
    assert (await client.get(HOST)).json() == before


async def test_expect_is_a_fence(client: httpx.AsyncClient) -> None:
    revision = (await client.get(HOST)).json()["host_revision"]
    path = f"{HOST}/tasks/100:touch"
    body = {"area": "buf", "count": 1, "expect": {"host_revision": revision}}
    assert (await client.post(path, json=body)).status_code == 200
    stale = await client.post(path, json=body)
    assert stale.status_code == 412
    assert stale.json()["facts"]["expected"] == int(revision)


async def test_idempotency_key_replays_the_answer(client: httpx.AsyncClient) -> None:
    headers = {"idempotency-key": "k-1"}
    body = {"pid": 200}
    first = await client.post(f"{HOST}/tasks", json=body, headers=headers)
    again = await client.post(
        f"{HOST}/tasks",
        content=b'{ "pid" : 200 }',
        headers={**headers, "content-type": "application/json"},
    )
    assert first.content == again.content
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    other = await client.post(f"{HOST}/tasks", json={"pid": 201}, headers=headers)
    assert (other.status_code, other.json()["reason"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    bad = await client.post(f"{HOST}/tasks", json=body, headers={"idempotency-key": "a b"})
    assert bad.status_code == 422


async def test_lists_come_in_pages(client: httpx.AsyncClient) -> None:
    path = f"{HOST}/memory_blocks"
    whole = (await client.get(f"{path}?page_size=1000")).json()
    assert whole["next_page_token"] == ""
    blocks, token = [], ""
    while True:
        page = (await client.get(path, params={"page_size": 3, "page_token": token})).json()
        blocks += page["items"]
        token = page["next_page_token"]
        if not token:
            break
        assert len(page["items"]) == 3
    assert blocks == whole["items"]


async def test_a_page_token_is_bound_to_list_and_filter(client: httpx.AsyncClient) -> None:
    path = f"{HOST}/memory_blocks"
    token = (await client.get(f"{path}?page_size=1")).json()["next_page_token"]
    for query in (f"{path}?state=online&page_token={token}", f"{HOST}/nodes?page_token={token}"):
        answer = await client.get(query)
        assert (answer.status_code, answer.json()["reason"]) == (422, "PAGE_TOKEN_INVALID")
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert (await client.get(f"{path}?page_token={flipped}")).status_code == 422


async def test_filters_select(client: httpx.AsyncClient) -> None:
    path = f"{HOST}/memory_blocks"
    on_one = (await client.get(f"{path}?nid=1&page_size=1000")).json()["items"]
    assert {item["nid"] for item in on_one} == {1}
    assert (await client.get(f"{path}?state=offline")).json()["items"] == []
    assert len((await client.get("/v1/hosts?fabric=demo")).json()["items"]) == 1
    assert (await client.get("/v1/hosts?fabric=other")).json()["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/v1/fabrics",
        "/v1/fabrics/demo",
        "/v1/hosts",
        HOST,
        *(
            f"{HOST}/{name}"
            for name in (
                "nodes",
                "nodes/0",
                "zonelists",
                "zoneinfo",
                "numastat",
                "sysfs",
                "tasks",
                "tasks/100",
                "tasks/100/numa_maps",
                "memory_blocks",
                "files",
                "allocations",
            )
        ),
        *(
            f"/v1/fabrics/demo/{name}"
            for name in (
                "buses",
                "ports",
                "memdevs",
                "decoders",
                "regions",
                "events",
            )
        ),
        "/v1/models",
        "/v1/models/rfc-v4",
        "/v1/limits",
        "/v1/reasons",
        "/v1/reasons/UNKNOWN_HOST",
    ],
)
async def test_every_read_answers(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    assert b"null" not in answer.content
    head = await client.head(path)
    assert head.status_code == 200


async def test_unknown_objects_are_404(client: httpx.AsyncClient) -> None:
    for path in ("/v1/models/none", "/v1/reasons/NONE", f"{HOST}/tasks/9", f"{HOST}/nodes/9"):
        assert (await client.get(path)).status_code == 404
    touch = await client.post(f"{HOST}/tasks/100:touch", json={"area": "none"})
    assert (touch.status_code, touch.json()["reason"]) == (404, "UNKNOWN_AREA")


async def test_reads_carry_the_revision_they_saw(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{HOST}/nodes")
    assert answer.headers["cxltwin-host-revision"] == answer.headers["cxltwin-revision"] == "7"


async def test_batch_commits_each_step_in_order(client: httpx.AsyncClient) -> None:
    steps = [
        {"op": "create_task", "pid": 300},
        {"op": "mmap", "pid": 300, "area": "m", "nr_pages": 4},
        {"op": "set_mempolicy", "pid": 300, "mode": "MPOL_BIND", "nodemask": []},
        {"op": "touch", "pid": 300, "area": "m"},
    ]
    answer = await post(client, f"{HOST}:batch", steps=steps)
    results = answer["results"]
    assert [each["ret"] for each in results] == [0, 0, -22, 0]
    revisions = [int(each["revision"]) for each in results]
    assert revisions == list(range(revisions[0], revisions[0] + 4))
    assert answer["stopped"] is False
    again = [{"op": "create_task", "pid": 301}, *steps[2:]]
    stopped = await post(client, f"{HOST}:batch", steps=again, stop_on_error=True)
    assert len(stopped["results"]) == 2
    assert stopped["stopped"] is True


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ([], "steps"),
        ([{"op": "create_task", "pid": 1}] * 1001, "steps"),
        ([{"pid": 1}], "steps[0].op"),
        ([{"op": 7}], "steps[0].op"),
        ([{"op": "create_fabric", "fabric": "x"}], "steps[0].op"),
        ([{"op": "create_task", "pid": 1}, {"op": "fork", "pid": 1}], "steps[1].child"),
        ([{"op": "create_task", "pid": 1, "explain": True}], "steps[0].explain"),
    ],
)
async def test_a_bad_batch_names_the_step(
    client: httpx.AsyncClient, steps: list[dict[str, Any]], field: str
) -> None:
    answer = await client.post(f"{HOST}:batch", json={"steps": steps})
    assert answer.status_code == 422
    assert answer.json()["facts"]["field"] == field
    assert (await client.get(HOST)).json()["host_revision"] == "7"


async def test_path_parameters_do_not_stand_in_the_body(client: httpx.AsyncClient) -> None:
    answer = await client.post(f"{HOST}/tasks/100:touch", json={"area": "buf", "pid": 100})
    assert answer.status_code == 422
    assert answer.json()["facts"]["field"] == "pid"


async def test_metrics_count_commands(client: httpx.AsyncClient, control: Control) -> None:
    text = (await client.get("/metrics")).text
    assert 'cxltwin_commands_total{op="alloc_pages",result="OK"} 1.0' in text
    assert 'cxltwin_alloc_total{host="june",nid="0",reason="",result="OK"} 1.0' in text
    assert 'cxltwin_revision{fabric="demo"} 7.0' in text
    assert 'cxltwin_node_free_bytes{host="june",nid="1"}' in text
    route = 'route="/v1/hosts/{host}/tasks"'
    assert f'cxltwin_http_request_seconds_count{{method="POST",{route},status="200"}} 1.0' in text


async def test_documentation_pages_stay_at_home(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/redoc", "/docs/swagger.js"):
        page = await client.get(path)
        assert page.status_code == 200
        assert "http:" not in page.text
        assert "https:" not in page.text
        assert "//" not in page.text.replace("<!doctype", "")
    for asset in ("swagger-ui.css", "swagger-ui-bundle.js", "redoc.standalone.js", "favicon.png"):
        assert (await client.get(f"/docs/assets/{asset}")).status_code == 200
    assert (await client.get("/openapi.json")).json()["openapi"] == "3.1.0"
