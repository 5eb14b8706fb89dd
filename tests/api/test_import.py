"""Imports over REST: real recordings become hosts, malformed ones change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from service.edge import limits

DATA = Path(__file__).resolve().parents[1] / "data" / "real"
PATH = "/v1/fabrics/demo:import"


MACHINES = sorted(path.name for path in DATA.iterdir() if path.is_dir())


#: What an import reads, of what was recorded.
READ = {
    "numactl-hardware.txt",
    "zoneinfo.txt",
    "kernel-log.txt",
    "cxl_list_vvv.json",
    "daxctl_list.json",
}


def files_of(machine: str) -> list[dict[str, str]]:
    """What was recorded of a machine and can be imported."""
    return [
        {"name": path.name, "text": path.read_text(encoding="utf-8")}
        for path in sorted((DATA / machine).iterdir())
        if path.name in READ
    ]


MINIMAL = """\
available: 2 nodes (0-1)
node 0 cpus: 0 1
node 0 size: 4096 MB
node 0 free: 2048 MB
node 1 cpus: 2 3
node 1 size: 4096 MB
node 1 free: 4000 MB
node distances:
node   0   1
  0:  10  21
  1:  21  10
"""
LOG = """\
[    0.000000] Linux version 6.12.0 (x@y) #1 SMP
[    0.100000] Fallback order for Node 0: 0 1
[    0.100000] Fallback order for Node 1: {order}
"""


def body(host: str, **more: Any) -> dict[str, Any]:
    found = {
        "host": host,
        "kernel_model": "thread-2026-06",
        "files": [{"name": "numactl.txt", "text": MINIMAL}],
    }
    return {**found, **more}


async def test_a_listing_becomes_a_host(client: httpx.AsyncClient) -> None:
    answer = await client.post(PATH, json=body("m"))
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert answer.headers["location"] == "/v1/hosts/m"
    assert found["files"] == [{"name": "numactl.txt", "kind": "numactl --hardware"}]
    assert found["fallback_orders"] == "not_recorded"
    assert found["assumed"]
    lists = (await client.get("/v1/hosts/m/zonelists")).json()["items"]
    assert [each["fallback"] for each in lists] == [[0, 1], [1, 0]]


async def test_fallback_orders_are_held_against_the_recorded_ones(
    client: httpx.AsyncClient,
) -> None:
    numactl = {"name": "n", "text": MINIMAL}
    log = {"name": "dmesg", "text": LOG.format(order="1 0")}
    answer = await client.post(PATH, json=body("same", files=[numactl, log]))
    assert answer.json()["fallback_orders"] == "equal", answer.text
    log["text"] = LOG.format(order="0 1")
    answer = await client.post(PATH, json=body("other", files=[numactl, log]))
    if answer.status_code == 201:
        found = answer.json()
        assert found["fallback_orders"] == "different"
        assert found["differences"] == [{"nid": 1, "recorded": [0, 1], "computed": [1, 0]}]
    else:
        assert answer.json()["reason"] == "IMPORT_INCONSISTENT"


async def test_validating_an_import_makes_no_host(client: httpx.AsyncClient) -> None:
    answer = await client.post(PATH, json=body("m", validate_only=True))
    assert answer.status_code == 200
    assert answer.json()["assumed"]
    assert (await client.get("/v1/hosts/m")).status_code == 404


async def test_an_import_is_idempotent(client: httpx.AsyncClient) -> None:
    headers = {"idempotency-key": "import-1"}
    first = await client.post(PATH, json=body("m"), headers=headers)
    again = await client.post(PATH, json=body("m"), headers=headers)
    assert (first.status_code, first.content) == (again.status_code, again.content)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("available: 2 nodes (0-1)\nnode 0 cpus: 0\nnode 0 size: x MB\n", 3),
        ("policy: default\n", 1),
        ("", 1),
        (MINIMAL.replace("  1:  21  10\n", ""), 9),
    ],
)
async def test_bad_files_name_line_and_field(
    client: httpx.AsyncClient, text: str, line: int
) -> None:
    files = [{"name": "bad.txt", "text": text}]
    answer = await client.post(PATH, json=body("m", files=files))
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["reason"] in {"IMPORT_MALFORMED", "IMPORT_INCONSISTENT"}
    assert problem["facts"]["file"] == "bad.txt"
    assert problem["facts"]["line"] >= 1
    assert problem["facts"]["field"]
    assert (await client.get("/v1/hosts/m")).status_code == 404
    assert (await client.get("/v1/fabrics/demo")).json()["revision"] == "7"


async def test_unknown_models_and_fabrics_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(PATH, json=body("m", kernel_model="none"))
    assert (answer.status_code, answer.json()["reason"]) == (422, "UNKNOWN_KERNEL_MODEL")
    answer = await client.post("/v1/fabrics/none:import", json=body("m"))
    assert (answer.status_code, answer.json()["reason"]) == (404, "UNKNOWN_FABRIC")


async def test_an_import_may_be_larger_than_other_bodies(client: httpx.AsyncClient) -> None:
    padding = "\n" * (2 * limits.BODY_BYTES)
    answer = await client.post(
        PATH, json=body("m", files=[{"name": "n", "text": MINIMAL + padding}])
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("machine", MACHINES)
async def test_lists_of_real_machines_come_out_as_recorded(
    client: httpx.AsyncClient, machine: str
) -> None:
    """Zonelists are computed from the distances and equal the kernel's own."""
    recorded = files_of(machine)
    answer = await client.post(PATH, json=body("real", kernel_model="mainline", files=recorded))
    assert answer.status_code == 201, answer.text
    found = answer.json()
    logged = any(each["name"] == "kernel-log.txt" for each in recorded)
    assert found["fallback_orders"] == ("equal" if logged else "not_recorded"), found
    if machine.startswith("cxl"):
        memdevs = (await client.get("/v1/fabrics/demo/memdevs?host=real")).json()["items"]
        assert memdevs
        for kind in ("buses", "ports", "decoders", "regions"):
            page = await client.get(f"/v1/fabrics/demo/{kind}?page_size=1000")
            assert page.status_code == 200
