"""A full life over REST: empty fabric to switch, device, host, region, private node, and back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

GIB = 1 << 30
WINDOW = "0x1000000000"
LAB = "/v1/fabrics/lab"
HOST = "/v1/hosts/life"


def topology() -> dict[str, Any]:
    zone = {
        "zone": "Normal",
        "start_pfn": "0x100000",
        "spanned": 1 << 19,
        "present": 1 << 19,
        "managed": 1 << 19,
    }
    return {
        "nodes": [{"nid": 0, "cpus": [0], "zones": [zone]}, {"nid": 1, "online": False}],
        "distances": [[10, 20], [20, 10]],
    }


#: (path, body) in order; every one is carried out
LIFE: list[tuple[str, dict[str, Any]]] = [
    ("/v1/fabrics", {"fabric": "lab"}),
    (
        f"{LAB}/switches",
        {"switch": "sw0", "nr_ports": 4, "vcss": [{"vcs_id": 0, "usp": 0, "nr_vppbs": 2}]},
    ),
    (
        f"{LAB}/devices",
        {
            "device": "pool0",
            "serial": "0xffffffffffffffff",
            "ram_size": 4 * GIB,
            "lds": [{"range1": 8}, {"range1": 8}],
            "memory_class": "accelerator",
            "owner": "cxl_mempolicy",
        },
    ),
    (
        f"{LAB}/hosts",
        {
            "host": "life",
            "kernel_model": "thread-2026-06",
            "topology": topology(),
            "cxl": {
                "windows": [{"base": WINDOW, "size": 8 * GIB, "targets": [12], "nid": 1}],
                "host_bridges": [{"uid": 12, "nr_root_ports": 2}],
            },
        },
    ),
    (f"{LAB}:connect", {"host": "life", "host_bridge": 12, "switch": "sw0", "port": 0}),
    (f"{LAB}:connect", {"switch": "sw0", "port": 2, "device": "pool0"}),
    (f"{LAB}/switches/sw0/vcs/0/vppbs/0:bind", {"port_id": 2, "ld_id": 1}),
    (f"{HOST}/regions", {"decoder": "decoder0.0", "size": GIB}),
    (
        f"{HOST}/regions/region0:devm_cxl_add_sysram",
        {"private": True, "online_type": "online_movable"},
    ),
    (
        f"{HOST}/nodes/1:node_private_set_ops",
        {
            "ops": {
                "name": "cxl_mempolicy",
                "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
                "callbacks": ["migrate_to", "folio_migrate", "memory_failure"],
            }
        },
    ),
    (f"{HOST}/tasks", {"pid": 100}),
    (f"{HOST}/tasks/100:mmap", {"area": "buf", "nr_pages": 256}),
    (f"{HOST}/tasks/100:mbind", {"area": "buf", "mode": "MPOL_BIND", "nodemask": [1]}),
    (f"{HOST}/tasks/100:touch", {"area": "buf"}),
    (f"{HOST}/memdevs/mem0:inject_poison", {"dpa": "0x3fff0000"}),
    (
        f"{HOST}/tasks/100:mbind",
        {"area": "buf", "mode": "MPOL_BIND", "nodemask": [0], "flags": ["MPOL_MF_MOVE"]},
    ),
    (f"{HOST}/regions/region0:destroy", {"force": True}),
    (f"{LAB}/switches/sw0/vcs/0/vppbs/0:unbind", {}),
    (f"{LAB}:disconnect", {"switch": "sw0", "port": 2, "device": "pool0"}),
    (f"{LAB}/devices/pool0:remove", {}),
]


async def live(client: httpx.AsyncClient, steps: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    answers = []
    for path, body in steps:
        answer = await client.post(path, json=body)
        assert answer.status_code in {200, 201}, (path, answer.text)
        data = answer.json()
        assert data["ret"] >= 0, (path, data)
        answers.append(data)
    return answers


async def get(client: httpx.AsyncClient, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_full_life_leaves_nothing_and_its_events_stand_in_exact_revision_order(
    client: httpx.AsyncClient,
) -> None:
    answers = await live(client, LIFE)
    assert [int(each["revision"]) for each in answers] == list(range(1, len(LIFE) + 1))
    events = (await get(client, f"{LAB}/events?page_size=1000"))["items"]
    assert [int(each["revision"]) for each in events] == list(range(1, len(LIFE) + 1))
    assert events[6]["op"] == "bind_vppb"
    assert events[6]["answer"]["effects"][1]["host"] == "life"
    poison = answers[14]
    assert (poison["region"], poison["nid"], poison["hpa"]) == ("region0", 1, "0x103fff0000")
    assert (await get(client, f"{HOST}/media_errors"))["items"] == []
    assert (await get(client, f"{LAB}/devices"))["items"] == []
    assert (await get(client, f"{LAB}/memdevs"))["items"] == []
    tasks = (await get(client, f"{HOST}/tasks/100"))["areas"][0]["nodes"]
    assert tasks == [[0, 256]], "no page was lost on the way"


async def test_in_the_middle_of_a_life_everything_can_be_read(client: httpx.AsyncClient) -> None:
    await live(client, LIFE[:14])
    switch = await get(client, f"{LAB}/switches/sw0")
    assert switch["vcss"] == [{"vcs_id": 0, "usp": 0, "host": "life", "nr_vppbs": 2, "nr_bound": 1}]
    states = [(each["state"], each["link"]) for each in switch["ports"]]
    assert states == [
        ("upstream", "up"),
        ("disabled", "none"),
        ("downstream", "up"),
        ("disabled", "none"),
    ]
    vppbs = (await get(client, f"{LAB}/switches/sw0/vppbs"))["items"]
    assert [(each["binding_status"], each.get("memdev")) for each in vppbs] == [
        ("BOUND_LD", "mem0"),
        ("UNBOUND", None),
    ]
    device = await get(client, f"{LAB}/devices/pool0")
    assert (device["kind"], device["serial"]) == ("MLD", "0xffffffffffffffff")
    assert [(each["used_size"], each["free_size"]) for each in device["lds"]] == [
        (0, 2 * GIB),
        (GIB, GIB),
    ]
    (capacity,) = (await get(client, f"{LAB}/capacity"))["items"]
    assert (capacity["used"], capacity["reserved"], capacity["free"]) == (GIB, 0, 3 * GIB)
    byte = await get(client, f"{HOST}/memdevs/mem0/dpa/0x1040")
    back = await get(client, f"{HOST}/hpa/{byte['hpa']}")
    assert (back["dpa"], back["region"], back["position"]) == ("0x1040", "region0", 0)
    (region,) = (await get(client, f"{LAB}/regions?host=life"))["items"]
    assert region["region"]["decode_state"] == "commit"


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        (
            f"{LAB}/switches/sw0/vcs/0/vppbs/0:unbind",
            {},
            409,
            "MEMORY_IN_USE",
        ),
        (f"{LAB}/switches/sw0/vcs/0/vppbs/1:bind", {"port_id": 2, "ld_id": 1}, 409, "LD_BOUND"),
        (f"{LAB}/switches/nope/vcs/0/vppbs/1:bind", {"port_id": 2}, 404, "UNKNOWN_OBJECT"),
        (f"{LAB}/devices", {"device": "x", "serial": "18446744073709551616"}, 422, "INVALID_FIELD"),
        (f"{LAB}/devices", {"device": "x", "serial": "0x10000000000000000"}, 422, "INVALID_FIELD"),
    ],
)
async def test_refusals_are_problems_that_name_what_is_wrong(
    client: httpx.AsyncClient, path: str, body: dict[str, Any], status: int, reason: str
) -> None:
    await live(client, LIFE[:14])
    answer = await client.post(path, json=body)
    problem = answer.json()
    assert (answer.status_code, problem["reason"]) == (status, reason)
    if reason == "MEMORY_IN_USE":
        assert "task 100 (area buf) 256 pages" in problem["detail"]
        assert problem["retryable"] is True


async def test_validate_only_composes_nothing_and_tells_the_candidates(
    client: httpx.AsyncClient,
) -> None:
    await live(client, LIFE[:7])
    body = {"composition": "c", "parts": [{"host": "life", "size": GIB, "private": True}]}
    answer = (await client.post(f"{LAB}/compositions", json={**body, "validate_only": True})).json()
    assert answer["candidates"][-1]["verdict"] == "TAKEN"
    assert "revision" not in answer
    assert (await get(client, f"{LAB}/compositions"))["items"] == []
    await live(client, [(f"{LAB}/compositions", body)])
    made = await get(client, f"{LAB}/compositions/c")
    assert {each["type"]: each["status"] for each in made["conditions"]}["Online"] is True


async def test_a_retry_with_the_same_key_binds_once(client: httpx.AsyncClient) -> None:
    await live(client, LIFE[:6])
    path, body = LIFE[6]
    headers = {"Idempotency-Key": "bind-1"}
    first = await client.post(path, json=body, headers=headers)
    again = await client.post(path, json=body, headers=headers)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (2**53 - 2**28, 2**53 - 2**28),
        (hex(2**53 - 2**28), 2**53 - 2**28),
        (2**53, "0x20000000000000"),
        (2**63, "0x8000000000000000"),
        (2**64 - 2**28, "0xfffffffff0000000"),
        ("0xfffffffff0000000", "0xfffffffff0000000"),
    ],
)
async def test_sizes_of_64_bits_survive_json(
    client: httpx.AsyncClient, sent: int | str, shown: int | str
) -> None:
    device = {"device": "big", "serial": "0xffffffffffffffff", "ram_size": sent}
    await live(client, [("/v1/fabrics", {"fabric": "lab"}), (f"{LAB}/devices", device)])
    found = await get(client, f"{LAB}/devices/big")
    assert (found["serial"], found["ram_size"]) == ("0xffffffffffffffff", shown)
    (capacity,) = (await get(client, f"{LAB}/capacity"))["items"]
    assert (capacity["total"], capacity["free"], capacity["used"]) == (shown, shown, 0)


@pytest.mark.parametrize("size", [2**64, "0x10000000000000000", "0xFF", "12", -1])
async def test_a_size_beyond_64_bits_or_in_another_form_is_refused(
    client: httpx.AsyncClient, size: int | str
) -> None:
    await live(client, [("/v1/fabrics", {"fabric": "lab"})])
    device = {"device": "big", "serial": "0x1", "ram_size": size}
    answer = await client.post(f"{LAB}/devices", json=device)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.json()["reason"] in {"INVALID_FIELD", "MALFORMED_JSON"}
