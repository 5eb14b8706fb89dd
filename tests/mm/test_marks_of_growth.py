"""Blocks that come online in one call leave the marks that they leave one by one.

Source: mm/page_alloc.c, init_per_zone_wmark_min after each memory block (mm/memory_hotplug.c,
online_pages): min_free_kbytes looks at the high marks that the block before has left.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.mm.mmhost import BLOCK_BYTES, Host, hot_start, std_topology

BLOCKS = 6


def grown(at_once: bool, online_type: str, **options: Any) -> dict[str, Any]:
    """All marks and min_free_kbytes after six blocks came online on node 2."""
    host = Host(std_topology(**options), "mainline")
    size = BLOCKS * BLOCK_BYTES
    host.ok("add_memory_driver_managed", nid=2, start=hex(hot_start(2)), size=size)
    for block in range(1 if at_once else BLOCKS):
        part = size if at_once else BLOCK_BYTES
        host.ok("online_pages", start=hex(hot_start(2, block)), size=part, online_type=online_type)
    marks = {
        zone.key: (zone.managed, zone.min, zone.low, zone.high, zone.promo, zone.lowmem_reserve)
        for nid in host.state.nodes
        for zone in host.state.nodes[nid].zones
        if zone.managed
    }
    return {"kbytes": host.state.min_free_kbytes, "marks": marks}


@pytest.mark.parametrize("online_type", ["online_kernel", "online_movable"])
@pytest.mark.parametrize("version", ["6.12", "7.3"])
@pytest.mark.parametrize("written", [None, 4096])
def test_blocks_at_once_leave_the_marks_of_blocks_one_by_one(
    online_type: str, version: str, written: int | None
) -> None:
    options: dict[str, Any] = {"kernel_version": version, "pages": 4096}
    if written is not None:
        options["min_free_kbytes"] = written
    assert grown(True, online_type, **options) == grown(False, online_type, **options)
