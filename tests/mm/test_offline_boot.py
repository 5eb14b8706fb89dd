"""Offlining boot memory: blocks with holes, of several zones, with pages the boot reserved.

Source: mm/memory_hotplug.c, offline_pages: "memory holes" and "multizone range" are EINVAL, a
reserved page is unmovable (EBUSY).
"""

from __future__ import annotations

import pytest

from service.mm.commands.topology import Topology
from service.mm.memory_hotplug import BLOCKS_PER_CALL_MAX
from service.reasons import Refused
from tests.mm.mmhost import BLOCK_BYTES, Host, flat


def _host(*zones: tuple[str, int, int, int, int]) -> Host:
    specs = [
        {
            "zone": name,
            "start_pfn": hex(start),
            "spanned": spanned,
            "present": present,
            "managed": managed,
        }
        for name, start, spanned, present, managed in zones
    ]
    nodes = [{"nid": 0, "cpus": [0], "zones": specs}]
    return Host(Topology.model_validate({"nodes": nodes, "distances": flat(1)}), "mainline")


@pytest.mark.parametrize(
    ("zones", "block", "errno", "reason"),
    [
        (
            [("DMA", 1, 4095, 4095, 4095), ("DMA32", 4096, 262144, 262144, 262144)],
            0,
            "EINVAL",
            "BLOCK_ZONES",
        ),
        ([("Normal", 0x100010, 262144, 262144, 262144)], 32, "EINVAL", "BLOCK_HOLES"),
        ([("Normal", 0x100000, 262144, 262144, 262144)], 33, None, None),
        ([("Normal", 0x100000, 262144, 262144, 250000)], 39, "EBUSY", "BLOCK_UNMOVABLE"),
        ([("Normal", 0x100000, 262144, 240000, 240000)], 39, "EINVAL", "BLOCK_HOLES"),
    ],
)
def test_a_boot_block_goes_offline_only_whole(
    zones: list[tuple[str, int, int, int, int]],
    block: int,
    errno: str | None,
    reason: str | None,
) -> None:
    host = _host(*zones)
    answer = host.do("offline_pages", start=hex(block * BLOCK_BYTES), size=BLOCK_BYTES)
    assert (answer.errno, answer.reason) == (errno, reason)


def test_a_call_on_more_blocks_than_the_limit_is_refused_before_any_of_them() -> None:
    """Blocks go on- and offline one by one; to add or remove them costs the same at any number."""
    host = _host(("Normal", 0x100000, 262144, 262144, 262144))
    where = {"start": hex(1 << 46), "size": (BLOCKS_PER_CALL_MAX + 1) * BLOCK_BYTES}
    host.ok(
        "add_memory_driver_managed",
        nid=0,
        resource_name="System RAM (kmem)",
        online_type="offline",
        **where,
    )
    with pytest.raises(Refused, match="memory_blocks_per_call is 8192, the request needs 8193"):
        host.do("online_pages", online_type="online_movable", **where)
    host.ok("remove_memory", **where)
    assert list(host.state.blocks.runs()) == [(32, 40, host.state.blocks[32].kind)]
