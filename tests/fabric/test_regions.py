"""Regions of a host, whole and stepwise: errno and what a refusal names; memory goes first.

Source: Linux 7.3 drivers/cxl/core/region.c, ndctl cxl/region.c.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric import inventory
from service.fabric.cxl.dax import dax_region
from tests.fabric.lab import GIB, WINDOW, Lab, pool_lab, topology, with_memory


def two_bridges() -> Lab:
    """A host with an x2 window over two host bridges of 2 root ports, an SLD on each."""
    lab = Lab()
    windows = [
        {
            "base": hex(WINDOW),
            "size": 16 * GIB,
            "targets": [12, 13],
            "interleave_granularity": 4096,
            "nid": 1,
        }
    ]
    bridges = [{"uid": uid, "nr_root_ports": 2} for uid in (12, 13)]
    cxl = {"windows": windows, "host_bridges": bridges}
    lab.ok("create_host", host="h", kernel_model="mainline", topology=topology(), cxl=cxl)
    for number in range(4):
        name = f"d{number}"
        lab.ok("create_device", device=name, serial=hex(number + 1), ram_size=2 * GIB)
        end = {"host": "h", "host_bridge": 12 + number % 2, "root_port": number // 2}
        lab.ok("connect", **end, device=name)
    return lab


def test_auto_region_takes_the_widest_interleave_and_names_its_targets() -> None:
    answer = two_bridges().ok("create_region", "h", decoder="decoder0.0")
    assert (answer.region, answer.resource, answer.size) == ("region0", hex(WINDOW), 8 * GIB)
    assert answer.memdevs == ("mem0", "mem1", "mem2", "mem3")


def test_ways_and_size_choose_devices_that_have_their_share() -> None:
    lab = two_bridges()
    lab.ok("reserve_dpa", "h", memdev="mem0", size=GIB)
    answer = lab.ok("create_region", "h", decoder="decoder0.0", ways=2, size=4 * GIB)
    assert answer.memdevs == ("mem2", "mem1")


STEPS = (
    ("decoder0.0/create_ram_region", "region0"),
    ("region0/interleave_granularity", "4096"),
    ("region0/interleave_ways", "2"),
    ("region0/size", hex(GIB)),
    ("decoder3.0/mode", "ram"),
    ("decoder3.0/dpa_size", hex(GIB // 2)),
    ("decoder4.0/mode", "ram"),
    ("decoder4.0/dpa_size", hex(GIB // 2)),
    ("region0/target0", "decoder3.0"),
    ("region0/target1", "decoder4.0"),
    ("region0/commit", "1"),
)


def test_a_region_is_made_step_by_step_through_sysfs() -> None:
    lab = two_bridges()
    for path, value in STEPS:
        lab.ok("cxl_sysfs_write", "h", path=path, value=value)
    lab.ok("enable_region", "h", region="region0")
    region = lab.fabric.hosts["h"].inventory.regions[0]
    assert (region.decode_state, region.state, region.size) == ("commit", None, GIB)


#: claim -> (steps done, the refused write, errno, words that its sentence names)
STEP_REFUSALS: dict[str, tuple[int, tuple[str, str], str, tuple[str, ...]]] = {
    "ways": (2, ("region0/interleave_ways", "3"), "EINVAL", ("region0", "3", "decoder0.0")),
    "granularity": (
        1,
        ("region0/interleave_granularity", "256"),
        "EINVAL",
        ("region0", "256", "4096", "decoder0.0"),
    ),
    "size": (3, ("region0/size", hex(GIB + 1)), "EINVAL", ("region0", hex(GIB + 1), "2 ways")),
    "room": (3, ("region0/size", hex(1 << 40)), "ERANGE", ("region0", hex(1 << 40), "decoder0.0")),
    "bridge": (
        8,
        ("region0/target1", "decoder3.0"),
        "ENXIO",
        ("decoder3.0", "position 1", "decoder0.0", "port1"),
    ),
    "mode": (8, ("region0/target0", "decoder5.0"), "ENODEV", ("decoder5.0", "no mode", "region0")),
    "taken": (9, ("region0/target0", "decoder4.0"), "EBUSY", ("region0", "position 0", "mem0")),
    "early commit": (9, ("region0/commit", "1"), "ENXIO", ("region0", "1 of 2 targets")),
}


@pytest.mark.parametrize("claim", STEP_REFUSALS)
def test_a_refused_step_names_decoder_position_and_rule(claim: str) -> None:
    done, write, errno, words = STEP_REFUSALS[claim]
    lab = two_bridges()
    for path, value in STEPS[:done]:
        lab.ok("cxl_sysfs_write", "h", path=path, value=value)
    answer = lab.do("cxl_sysfs_write", "h", path=write[0], value=write[1])
    assert answer.errno == errno
    for word in words:
        assert word in answer.decided_by.sentence


#: claim -> (fields of create_region, errno and reason)
CREATE_REFUSALS: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "an unknown root decoder": (
        {"decoder": "decoder0.7"},
        ("ENXIO", "CXL_NO_ROOT_DECODER"),
    ),
    "an unknown memdev": (
        {"decoder": "decoder0.0", "memdevs": ["mem9"]},
        ("ENODEV", "CXL_MEMDEV_UNKNOWN"),
    ),
    "more ways than memdevs": (
        {"decoder": "decoder0.0", "memdevs": ["mem0", "mem1"], "ways": 4},
        ("EINVAL", "CXL_WAYS_ABOVE_MEMDEVS"),
    ),
    "memdevs in the wrong order": (
        {"decoder": "decoder0.0", "memdevs": ["mem1", "mem0"]},
        ("ENXIO", "CXL_TARGET_BRIDGE"),
    ),
    "too large a size": (
        {"decoder": "decoder0.0", "memdevs": ["mem0", "mem1"], "size": 8 * GIB},
        ("ENOSPC", "CXL_DPA_NO_SPACE"),
    ),
    "a size that nobody has": (
        {"decoder": "decoder0.0", "ways": 2, "size": 8 * GIB},
        ("ENXIO", "CXL_NO_CANDIDATE"),
    ),
    "another QoS class": (
        {"decoder": "decoder0.0", "enforce_qos": True, "type": "pmem"},
        ("ENXIO", "CXL_NO_CANDIDATE"),
    ),
}


@pytest.mark.parametrize("claim", CREATE_REFUSALS)
def test_create_region_is_refused_for(claim: str) -> None:
    fields, refusal = CREATE_REFUSALS[claim]
    assert two_bridges().errno("create_region", "h", **fields) == refusal


def test_dpa_that_was_allocated_before_a_refusal_stays_as_the_tool_leaves_it() -> None:
    lab = two_bridges()
    lab.errno("create_region", "h", decoder="decoder0.0", memdevs=["mem1", "mem0"])
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    assert cxl.endpoints["mem1"][0].dpa_size
    assert not cxl.regions
    lab.ok("free_dpa", "h", memdev="mem1")
    assert lab.errno("free_dpa", "h", memdev="mem1") == ("ENXIO", "CXL_DPA_NONE")


def test_a_host_without_cxl_says_so() -> None:
    lab = Lab()
    lab.ok("create_host", host="bare", kernel_model="mainline", topology=topology())
    refusal = lab.errno("create_region", "bare", decoder="decoder0.0")
    assert refusal == ("ENODEV", "CXL_NO_CXL")


@pytest.mark.parametrize("op", ["disable_region", "reset_region"])
def test_memory_of_a_region_goes_offline_before_its_decoders_do(op: str) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    region = with_memory(lab)
    answer = lab.ok(op, "h0", region=region)
    moved = [each.nr_pages for each in answer.effects if each.effect == "pages_migrated"]
    assert sum(moved) == 512
    assert lab.fabric.hosts["h0"].state.tasks[100].alive


@pytest.mark.parametrize("op", ["disable_region", "reset_region", "destroy_region"])
def test_memory_that_cannot_go_refuses_or_is_lost_by_force_and_never_in_silence(op: str) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    region = with_memory(lab)
    lab.ok("node_private_clear_ops", "h0", nid=1, ops="cxl_mempolicy")
    if op != "destroy_region":
        answer = lab.do(op, "h0", region=region)
        assert (answer.errno, answer.reason) == ("EBUSY", "CXL_REGION_MEMORY_BUSY")
        assert "task 100 (area buf) 512 pages" in answer.decided_by.sentence
    forced = lab.ok(op, "h0", region=region, force=True)
    lost = [(each.pid, each.nr_pages) for each in forced.effects if each.name == "SIGBUS"]
    assert lost == [(100, 512)]


@pytest.mark.parametrize(
    ("path", "value"),
    [("region0/commit", "0"), ("region0/target0", ""), ("decoder0.0/delete_region", "region0")],
)
def test_a_write_that_resets_decoders_reports_what_it_takes_along(path: str, value: str) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    lab.ok("node_private_clear_ops", "h0", nid=1, ops="cxl_mempolicy")
    answer = lab.ok("cxl_sysfs_write", "h0", path=path, value=value)
    assert [each.pid for each in answer.effects if each.name == "SIGBUS"] == [100]


def test_disable_memdev_needs_force_while_decoders_are_committed() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    assert lab.errno("disable_memdev", "h0", memdev="mem0") == ("EBUSY", "CXL_MEMDEV_ACTIVE")
    assert lab.fabric.hosts["h0"].state.tasks[100].alive
    lab.ok("disable_memdev", "h0", memdev="mem0", force=True)
    lab.ok("enable_memdev", "h0", memdev="mem0")


def test_a_sysram_device_goes_with_its_region() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    region = lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB).region
    added = lab.ok(
        "devm_cxl_add_sysram", "h0", region=region, private=True, online_type="online_movable"
    )
    assert added.plugged
    assert lab.errno("destroy_region", "h0", region=region) == ("EBUSY", "CXL_REGION_ENABLED")
    lab.ok("destroy_region", "h0", region=region, force=True)
    devices = lab.fabric.hosts["h0"].devices
    assert (devices.sysrams, devices.resources, devices.actions) == ({}, {}, {})
    assert lab.fabric.hosts["h0"].state.n_memory_private == 0


def test_unbind_drains_a_sysram_device_and_unregisters_it() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    region = lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB).region
    lab.ok("devm_cxl_add_sysram", "h0", region=region, online_type="online_movable")
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0)
    assert lab.fabric.hosts["h0"].devices.sysrams == {}


def test_projection_of_cxl_is_made_anew_only_when_cxl_changed() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    before = {each.table: each.rows for each in inventory.project(lab.fabric, ["h0"])}
    lab.ok("touch", "h0", pid=100, area="buf", first=0, count=1)
    after = {each.table: each.rows for each in inventory.project(lab.fabric, ["h0"])}
    assert all(after[table] is before[table] for table in ("memdevs", "decoders", "regions"))
    lab.ok("disable_region", "h0", region="region0")
    changed = {each.table: each.rows for each in inventory.project(lab.fabric, ["h0"])}
    assert changed["regions"] != before["regions"]


def test_a_region_shows_what_its_memory_is_in_the_mode_of_its_dax_device() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    entry = lab.fabric.hosts["h0"]
    lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)

    def mode() -> tuple[str | None, int | None]:
        assert entry.cxl is not None
        found = dax_region(entry, entry.cxl.region(0))
        assert found is not None
        assert found.devices is not None
        return found.devices[0].mode, found.devices[0].online_memblocks

    assert mode() == ("devdax", None)
    lab.ok("devm_cxl_add_sysram", "h0", region="region0", online_type="online_movable")
    assert mode() == ("system-ram", 8)
    lab.ok("destroy_region", "h0", region="region0", force=True)
    lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)
    lab.ok(
        "devm_cxl_add_sysram", "h0", region="region0", private=True, online_type="online_movable"
    )
    assert mode() == ("sysram-private", 8)
