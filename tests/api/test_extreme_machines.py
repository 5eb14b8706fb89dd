"""Numbers at the ends of their types in every field of a machine: refused by name, or served."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from service.api.app import build
from service.api.edge import Edge
from service.api.openapi import document
from service.ui.pages import routes
from tests.api.conftest import TOPOLOGY

J = 2**53 - 1
NUMBERS = (-1, 0, 2**40, 2**40 + 1, 2**52, J - 1, J, J + 1, 2**63, 2**64 - 1, 2**64)
HEXES = ("0x0", "0xffffffffff", "0x10000000000", "0x1fffffffffffff", "0xffffffffffffffff")

MACHINE = copy.deepcopy(TOPOLOGY)
MACHINE |= {"memory_block_size": 128 << 20, "max_numnodes": 8, "swap_pages": 0}
MACHINE |= {"min_free_kbytes": 1024}
MACHINE["nodes"][0] |= {
    "offline_blocks": [4096],
    "adistance": 576,
    "access": {
        "initiator": 0,
        "read_latency": 100,
        "write_latency": 100,
        "read_bandwidth": 1000,
        "write_bandwidth": 1000,
    },
}
MACHINE["nodes"][0]["zones"][0] |= {
    "free": 262144,
    "marks": {"min": 1, "low": 2, "high": 3, "promo": 4},
    "protection": [0, 0, 0, 0],
}
INVENTORY: dict[str, Any] = {
    "buses": [{"bus": "root0", "provider": "ACPI.CXL", "nr_dports": 1, "dports": [
        {"dport": "ACPI0016:00", "id": 5}]}],
    "ports": [{"port": "port1", "host": "ACPI0016:00", "parent": "root0", "depth": 1,
               "decoders_committed": 1, "nr_dports": 1}],
    "memdevs": [{"memdev": "mem0", "host": "0000:0d:00.0", "ram_size": 1 << 30,
                 "pmem_size": 1 << 30, "serial": "0x1", "numa_node": 0}],
    "decoders": [{"decoder": "decoder0.0", "port": "root0", "resource": "0x1000000000",
                  "size": 1 << 30, "interleave_ways": 1, "interleave_granularity": 256}],
    "regions": [{"region": "region0", "decoder": "decoder0.0", "resource": "0x1000000000",
                 "size": 1 << 30, "interleave_ways": 1, "interleave_granularity": 256}],
}  # fmt: skip
_FILLED = [
    path.replace("{host}", "far").replace("{fabric}", "lab").replace("{nid}", "0")
    for path, item in document()["paths"].items()
    if "get" in item and "events" not in path and ("{host}" in path or "{fabric}" in path)
]
READS = [path for path in _FILLED if "{" not in path]
READS += ["/v1/hosts", "/v1/hosts/far/memory_blocks?state=offline", "/"]

Path = tuple[str | int, ...]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every number and every hex string below a value."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, (*path, index))
    elif isinstance(value, str) and value.startswith("0x"):
        yield path, HEXES
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, NUMBERS


def with_value(tree: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(tree)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


BODY = {"topology": MACHINE, "inventory": INVENTORY}
CASES = [(path, value) for path, values in leaves(BODY) for value in values]


@pytest.fixture
async def lab(edge: Edge) -> AsyncIterator[httpx.AsyncClient]:
    app = build(edge, ui=routes(edge.control))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:
        await client.post("/v1/fabrics", json={"fabric": "lab"})
        yield client


async def create(lab: httpx.AsyncClient, body: Any) -> httpx.Response:
    return await lab.post(
        "/v1/fabrics/lab/hosts", json={"host": "far", "kernel_model": "mainline", **body}
    )


async def statuses(lab: httpx.AsyncClient) -> dict[str, int]:
    """What every read of the host answers."""
    return {path: (await lab.get(path)).status_code for path in READS}


async def test_no_number_in_a_machine_makes_a_500(lab: httpx.AsyncClient) -> None:
    """Every field of topology and inventory, one by one; what is accepted can be read."""
    assert len(CASES) > 400
    accepted = await create(lab, BODY)
    assert accepted.status_code == 201, accepted.text
    plain = await statuses(lab)
    assert len(plain) > 15
    assert set(plain.values()) <= {200, 404}, "404: what a machine without such devices lacks"
    assert (await lab.delete("/v1/hosts/far", headers={"if-match": '"1"'})).status_code < 300
    for path, value in CASES:
        answer = await create(lab, with_value(BODY, path, value))
        assert answer.status_code in {201, 422}, f"{path} = {value}: {answer.text[:300]}"
        if answer.status_code == 201:
            assert await statuses(lab) == plain, (path, value)
            assert (
                await lab.delete("/v1/hosts/far", headers={"if-match": '"1"'})
            ).status_code < 300


def zone(name: str, start: str, pages: int, **more: int) -> dict[str, Any]:
    sizes = {"spanned": pages, "present": pages, "managed": pages}
    return {"zone": name, "start_pfn": start, **sizes, **more}


def machine(*nodes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    specs = [{"nid": nid, "cpus": [nid], "zones": zones} for nid, zones in enumerate(nodes)]
    rows = [[10 if a == b else 20 for b in range(len(nodes))] for a in range(len(nodes))]
    return {"topology": {"nodes": specs, "distances": rows, **more}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (machine([zone("Normal", "0x100000", J)]), "topology.nodes[0].zones[0]"),
        (machine([zone("Normal", "0xffffffffffffffff", 1)]), "start_pfn"),
        (machine([zone("Normal", "0xffffffffff", 2)]), "0x10000000000"),
        (machine([zone("Normal", "0x100000", 9)], memory_block_size=1 << 52), "memory_block_size"),
        (machine([zone("Normal", "0x100000", 9)], memory_block_size=3 << 27), "402653184"),
        (machine([zone("DMA", "0x1000", 16)]), "zone DMA ends"),
        (machine([zone("DMA32", "0x100000", 16)]), "zone DMA32 ends"),
        (machine([zone("Normal", "0x100000", 9), zone("Movable", "0x100008", 9)]), "zone Movable"),
        (machine([zone("Normal", "0x100000", 9)], [zone("Normal", "0x100004", 2)]), "of node 1"),
    ],
)  # fmt: skip
async def test_an_impossible_machine_is_refused_with_field_and_value(
    lab: httpx.AsyncClient, body: dict[str, Any], words: str
) -> None:
    answer = await create(lab, body)
    assert answer.status_code == 422
    assert words in answer.text


async def test_offline_blocks_are_blocks_without_online_memory(lab: httpx.AsyncClient) -> None:
    for number, words in ((J, "offline_blocks"), (2**25, "33554432"), (32, "block 32 is online")):
        body = machine([zone("Normal", "0x100000", 262144)])
        body["topology"]["nodes"][0]["offline_blocks"] = [number]
        answer = await create(lab, body)
        assert (answer.status_code, words in answer.text) == (422, True), answer.text


async def test_64_tib_boot_as_fast_as_1_gib_and_their_blocks_are_paged(
    lab: httpx.AsyncClient,
) -> None:
    """Memory blocks are runs: half a million of them cost what eight cost."""
    started = time.perf_counter()
    body = machine([zone("Normal", "0x100000", 1 << 34)])
    assert (await create(lab, body)).status_code == 201
    page = (await lab.get("/v1/hosts/far/memory_blocks?nid=0&page_size=2")).json()
    more = f"/v1/hosts/far/memory_blocks?nid=0&page_size=2&page_token={page['next_page_token']}"
    after = (await lab.get(more)).json()
    assert time.perf_counter() - started < 2
    items = [*next(v for v in page.values() if isinstance(v, list))]
    items += next(v for v in after.values() if isinstance(v, list))
    assert [each["block"] for each in items] == [32, 33, 34, 35]
    listing = await lab.post(
        "/v1/hosts/far/kernfs:read", json={"path": "/sys/devices/system/memory"}
    )
    assert (listing.status_code, "65536" in listing.text) == (429, True)


async def test_an_unknown_node_is_named_with_its_host(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/hosts/june/nodes/99")
    assert answer.status_code == 404
    assert answer.json()["detail"] == "node 99 is not a possible node on host june"
