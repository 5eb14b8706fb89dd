"""Total, used, free and largest extent wherever there is capacity; the plant as rows."""

from __future__ import annotations

from typing import Any

from service.edge import capacity, cxl_views, resources
from service.fabric.inventory import INVENTORY_COLUMNS, PLANT_COLUMNS, project
from service.mm import views
from tests.fabric.lab import GIB, Lab, pool_lab, with_memory
from tests.fabric.test_dynamic_capacity import MIB, add, dcd_lab


def _memdev(lab: Lab, host: str, name: str) -> dict[str, Any]:
    entry = lab.fabric.hosts[host]
    found = next(each for each in entry.inventory.memdevs if each.memdev == name)
    return resources.memdev_capacity(entry, found)


def test_a_memdev_says_what_is_used_free_and_the_largest_extent() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 3)
    empty = _memdev(lab, "h0", "mem0")
    assert (empty["total_size"], empty["used_size"]) == (5 * GIB, 0)
    assert empty["max_available_extent"] == 4 * GIB, "the larger partition"
    with_memory(lab)
    left = _memdev(lab, "h0", "mem0")
    assert (left["used_size"], left["skipped_size"], left["free_size"]) == (GIB, 0, 4 * GIB)
    assert left["max_available_extent"] == 3 * GIB


def test_a_node_says_what_is_used_free_and_the_largest_run() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 3)
    with_memory(lab, pages=512)
    node = views.node(lab.fabric.hosts["h0"].state, 1)
    assert node.total_pages == node.used_pages + node.free_pages == GIB >> 12
    assert node.used_pages == 512
    assert node.largest_free_pages == node.free_pages


def test_dynamic_capacity_has_a_largest_extent_too() -> None:
    lab = dcd_lab()
    device = lab.fabric.plant.devices["dcd"]
    assert capacity.capacity_view(lab.fabric, device).dc_largest == 2 * GIB
    for ld in (0, 1):
        add(
            lab,
            policy="prescriptive",
            ld=ld,
            extents=[{"start": hex(GIB + 768 * MIB), "size": 512 * MIB}],
        )
    device = lab.fabric.plant.devices["dcd"]
    seen = capacity.capacity_view(lab.fabric, device)
    assert (seen.dc_used, seen.dc_free, seen.dc_largest) == (GIB, GIB, 768 * MIB)
    shown = cxl_views.device_view(lab.fabric, device)
    assert (shown.dc_free_size, shown.dc_max_available_extent) == (GIB, 768 * MIB)


def _rows(lab: Lab) -> dict[str, tuple[tuple[Any, ...], ...]]:
    return {each.table: each.rows for each in project(lab.fabric, ("",))}


def test_switches_devices_cables_and_compositions_are_rows_of_the_inventory() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 3)
    lab.ok("compose", composition="c", parts=[{"host": "h0", "size": GIB}])
    rows = _rows(lab)
    assert rows.keys() == PLANT_COLUMNS.keys()
    for table, found in rows.items():
        assert found, table
        assert {len(row) for row in found} == {len(INVENTORY_COLUMNS[table])}
    assert [row[:3] for row in rows["devices"]] == [
        ("pool", "MLD", "0xffffffffffffffff"),
        ("sld", "SLD", "0x1"),
    ]
    assert rows["vppbs"][0] == ("sw", 0, 0, "BOUND_PHYSICAL_PORT", 3, 0xFFFF, 0)
    assert rows["composition_parts"] == (("c", 0, "h0", "region0", 1, GIB, 0),)


def test_rows_of_what_did_not_change_are_the_same_object() -> None:
    """The commit path compares by identity first: a table that stands costs nothing."""
    lab = pool_lab()
    before = _rows(lab)
    lab.bind(0, 0, 3)
    after = _rows(lab)
    assert after["devices"] is before["devices"]
    assert after["links"] is before["links"]
    assert after["vppbs"] != before["vppbs"]


def _held(rows: Any) -> dict[str, tuple[bool, str]]:
    return {each.type: (each.status, each.reason) for each in rows}


def test_regions_attachments_and_private_nodes_have_conditions() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    made = lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)
    entry = lab.fabric.hosts["h0"]

    def region() -> dict[str, tuple[bool, str]]:
        assert entry.cxl is not None
        return _held(capacity.region_conditions(lab.fabric, entry, entry.cxl.region(0)))

    def vppb() -> dict[str, tuple[bool, str]]:
        views_: Any = cxl_views.vppb_views(lab.fabric, [lab.fabric.plant.switches["sw"]])
        return _held(views_[0].conditions)

    assert region()["Bound"] == (True, "Committed")
    assert region()["Hotplugged"] == (False, "NotPlugged")
    assert vppb()["Hotplugged"] == (True, "Found")
    assert vppb()["Online"] == (False, "NoMemory")
    more = {"private": True, "online_type": "online_movable"}
    lab.ok("devm_cxl_add_sysram", "h0", region=made.region, **more)
    assert region()["Online"] == (True, "Online")
    assert vppb()["Online"] == (True, "MemoryPlugged")
    private = views.node(entry.state, 1).node_private
    assert private is not None
    assert _held(private.conditions) == {
        "Requested": (True, "Registered"),
        "Bound": (False, "NoOps"),
        "Hotplugged": (True, "Plugged"),
        "Online": (True, "Online"),
        "Degraded": (False, "Healthy"),
        "Draining": (False, "NotAsked"),
    }
    lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x0")
    assert region()["Degraded"] == (True, "Poison")
    private = views.node(entry.state, 1).node_private
    assert private is not None
    assert _held(private.conditions)["Degraded"] == (True, "Poison")
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=0)
    assert vppb()["Draining"] == (True, "UnbindWaits")
    assert region()["Draining"] == (True, "UnbindWaits")


def test_a_region_that_lost_its_device_is_degraded() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.ok("create_region", "h0", decoder="decoder0.0", size=GIB)
    lab.ok("set_link", switch="sw", port=2, device="pool", up=False, in_use="surprise")
    entry = lab.fabric.hosts["h0"]
    assert entry.cxl is not None
    found = _held(capacity.region_conditions(lab.fabric, entry, entry.cxl.region(0)))
    assert found["Degraded"] == (True, "TargetGone")
