"""Extents that a host accepted become memory of a node, and go only after that memory.

Source: CXL 3.2 7.6.7.6 (5604h, 5605h); the dynamic capacity series for Linux (region mode
dynamic_ram_a, sparse dax regions); patch 24 of 27 (what is not ram is not plugged at once).
"""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.cxl.dax import dax_region
from tests.fabric.lab import GIB, Lab

MIB = 1 << 20
BLOCK = 128 * MIB
STATE = "/sys/bus/dax/devices/dax0.0/state"


def _lab() -> tuple[Lab, Any]:
    """A host with a DCD of 1 GiB ram and 2 GiB of dynamic capacity, a region over the latter."""
    lab = Lab()
    lab.host("h")
    lab.ok(
        "create_device",
        device="dcd",
        serial="0x1",
        ram_size=GIB,
        dc_size=2 * GIB,
        dc_regions=[{"base": GIB, "size": 2 * GIB, "block_size": 2 * MIB}],
    )
    lab.ok("connect", host="h", host_bridge=12, root_port=0, device="dcd")
    made = lab.ok("create_region", "h", decoder="decoder0.0", type="dynamic_ram_a")
    assert made.size == 2 * GIB
    return lab, made


def _add(lab: Lab, at: int, size: int, tag: str | None = None) -> None:
    extent = {"start": hex(GIB + at), "size": size, **({"tag": tag} if tag else {})}
    lab.ok("dc_add", device="dcd", extents=[extent], accept=True)


def _write(lab: Lab, value: str) -> Any:
    return lab.do("kernfs_write", "h", path=STATE, value=value)


def _online(lab: Lab) -> int:
    return sum(zone.present for zone in lab.fabric.hosts["h"].state.nodes[1].zones) << 12


def _release(lab: Lab, op: str, at: int, size: int, **more: Any) -> Any:
    do = lab.refused if op == "refused" else lab.ok
    extents = [{"start": hex(GIB + at), "size": size}]
    return do("dc_release", device="dcd", extents=extents, **more)


def _task(lab: Lab, pages: int = 64) -> None:
    lab.ok("create_task", "h", pid=7)
    lab.ok("mmap", "h", pid=7, area="w", nr_pages=pages)
    lab.ok("mbind", "h", pid=7, area="w", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", "h", pid=7, area="w")
    lab.ok("mbind", "h", pid=7, area="w", mode="MPOL_DEFAULT", nodemask=[])


def test_only_what_was_accepted_is_memory() -> None:
    lab, _ = _lab()
    assert _write(lab, "online_movable").reason == "CXL_NO_EXTENT"
    _add(lab, 0, 2 * BLOCK)
    _add(lab, GIB, BLOCK + 2 * MIB)
    assert _write(lab, "online_movable").ret > 0
    assert _online(lab) == 3 * BLOCK, "whole blocks only"
    entry = lab.fabric.hosts["h"]
    assert entry.cxl is not None
    region = dax_region(entry, entry.cxl.region(0))
    assert region is not None and region.devices is not None  # noqa: PT018
    assert region.devices[0].size == 3 * BLOCK + 2 * MIB
    assert (region.devices[0].mode, region.available_size) == ("system-ram", 2 * MIB)
    _add(lab, 2 * BLOCK, BLOCK)
    assert _write(lab, "online_movable").ret > 0, "what came since is plugged by the same word"
    assert _online(lab) == 4 * BLOCK
    assert _write(lab, "unplugged").ret > 0
    assert _online(lab) == 0


def test_a_release_in_use_is_refused_with_the_tasks_and_drained_where_asked() -> None:
    lab, _ = _lab()
    _add(lab, 0, 2 * BLOCK)
    _write(lab, "online_movable")
    _task(lab)
    busy = _release(lab, "refused", 0, 2 * BLOCK, respond=True)
    assert busy.reason == "MEMORY_IN_USE"
    assert "task 7 (area w) 64 pages" in str(busy)
    asked = _release(lab, "ok", 0, 2 * BLOCK)
    assert _online(lab) == 2 * BLOCK, "asking takes nothing"
    assert [each.detail.split()[0] for each in asked.effects] == ["release"]
    _release(lab, "ok", 0, 2 * BLOCK, respond=True, in_use="drain")
    assert _online(lab) == 0
    assert lab.fabric.hosts["h"].state.tasks[7].alive
    assert lab.fabric.hosts["h"].devices.kmem == {}
    assert lab.fabric.plant.devices["dcd"].dc[0].extents == ()
    lab.ok("touch", "h", pid=7, area="w")


def test_the_part_of_an_extent_that_nobody_holds_goes_without_drain() -> None:
    lab, _ = _lab()
    _add(lab, 0, 4 * BLOCK)
    _write(lab, "online_movable")
    _release(lab, "ok", 3 * BLOCK, BLOCK, respond=True)
    assert _online(lab) == 3 * BLOCK
    assert lab.fabric.hosts["h"].devices.kmem["region0"].state == "online_movable"


def test_forced_removal_loses_the_memory_and_kills_who_had_it() -> None:
    lab, _ = _lab()
    _add(lab, 0, BLOCK)
    _write(lab, "online_movable")
    _task(lab)
    answer = _release(lab, "ok", 0, BLOCK, forced=True)
    assert _online(lab) == 0
    assert not lab.fabric.hosts["h"].state.tasks[7].alive
    assert any(each.effect == "task" or each.name == "memory_failure" for each in answer.effects)


@pytest.mark.parametrize("word", ["online_kernel", "online_movable"])
def test_a_private_node_is_made_of_extents_by_cxl_sysram(word: str) -> None:
    lab, made = _lab()
    _add(lab, 0, BLOCK)
    _add(lab, 4 * BLOCK, BLOCK)
    lab.ok("devm_cxl_add_sysram", "h", region=made.region, private=True, online_type=word)
    assert _online(lab) == 0, "dynamic capacity is not plugged when the device is made (patch 24)"
    path = f"/sys/bus/cxl/devices/sysram_{made.region}/hotplug"
    lab.ok("kernfs_write", "h", path=path, value=word)
    assert _online(lab) == 2 * BLOCK
    assert lab.fabric.hosts["h"].state.n_memory_private == 0b10
    _release(lab, "ok", 4 * BLOCK, BLOCK, respond=True)
    assert _online(lab) == BLOCK
    lab.ok("kernfs_write", "h", path=path, value="offline")
    assert (_online(lab), lab.fabric.hosts["h"].state.n_memory_private) == (0, 0)


def test_a_region_of_dynamic_capacity_does_not_interleave() -> None:
    lab, made = _lab()
    lab.ok("destroy_region", "h", region=made.region, force=True)
    lab.ok("cxl_sysfs_write", "h", path="decoder0.0/create_dynamic_ram_a_region", value="region0")
    refused = lab.errno("cxl_sysfs_write", "h", path="region0/interleave_ways", value="2")
    assert refused == ("EINVAL", "CXL_DYNAMIC_INTERLEAVE")


def test_a_step_that_takes_memory_and_extents_can_be_taken_back() -> None:
    lab, _ = _lab()
    _add(lab, 0, 2 * BLOCK)
    _write(lab, "online_movable")
    extents = [{"start": hex(GIB), "size": 2 * BLOCK}]
    lab.undoes("dc_release", device="dcd", extents=extents, respond=True)
    lab.undoes("dc_release", device="dcd", extents=extents, forced=True)


def test_extents_go_with_the_device_and_come_back_with_it() -> None:
    lab, _ = _lab()
    _add(lab, 0, BLOCK)
    lab.ok("disconnect", host="h", host_bridge=12, root_port=0, device="dcd")
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    assert cxl.extents == {}
    lab.ok("connect", host="h", host_bridge=12, root_port=0, device="dcd")
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    assert cxl.extents == {"mem0": ((GIB, BLOCK),)}
