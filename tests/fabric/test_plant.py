"""Cables, power and removal: what happens to machines when hardware goes and comes.

Source: CXL 3.2 7.2 (switches), 9.9 (hot-plug); Linux 7.3 drivers/cxl/core/port.c.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.fabric.lab import GIB, Lab, pool_lab, topology, with_memory


def names(lab: Lab, host: str) -> list[str]:
    cxl = lab.fabric.hosts[host].cxl
    assert cxl is not None
    return [each.name for each in cxl.topology.memdevs]


def ports(lab: Lab, host: str) -> list[str]:
    return [each.port for each in lab.fabric.hosts[host].inventory.ports]


def test_a_switch_port_comes_with_the_first_endpoint_and_goes_with_the_last() -> None:
    lab = pool_lab()
    assert ports(lab, "h0") == ["port1"]
    lab.bind(0, 0, 2, ld=0)
    lab.bind(0, 1, 3)
    assert ports(lab, "h0") == ["port1", "port2", "endpoint3", "endpoint4"]
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0)
    assert ports(lab, "h0") == ["port1", "port2", "endpoint4"]
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=1)
    assert ports(lab, "h0") == ["port1"]


def test_numbers_of_memdevs_and_ports_are_the_lowest_free_ones() -> None:
    lab = pool_lab()
    for ld in range(3):
        lab.bind(0, ld, 2, ld=ld)
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=1)
    lab.bind(0, 3, 3)
    assert names(lab, "h0") == ["mem0", "mem2", "mem1"]


def test_a_device_may_hang_on_a_root_port_without_a_switch() -> None:
    lab = pool_lab()
    lab.ok("create_device", device="direct", serial="0x2", ram_size=2 * GIB)
    lab.ok("connect", host="h0", host_bridge=12, root_port=1, device="direct")
    assert names(lab, "h0") == ["mem0"]
    lab.ok("create_region", "h0", decoder="decoder0.0")
    lab.ok("disconnect", host="h0", host_bridge=12, root_port=1, device="direct")
    assert names(lab, "h0") == []


def test_a_multi_headed_device_shows_each_host_its_own_head() -> None:
    lab = pool_lab()
    lab.ok("create_device", device="mh", serial="0x3", ram_size=4 * GIB, nr_heads=2)
    for head, host in enumerate(("h0", "h1")):
        lab.ok("connect", host=host, host_bridge=12, root_port=1, device="mh", head=head)
    for host, ld in (("h0", 0), ("h1", 1)):
        cxl = lab.fabric.hosts[host].cxl
        assert cxl is not None
        (memdev,) = cxl.topology.memdevs
        assert (memdev.ld, memdev.capacity("ram")) == (ld, 2 * GIB)
    assert lab.fabric.plant.devices["mh"].kind == "MH-SLD"


def test_accelerator_memory_makes_regions_only_below_a_type2_window() -> None:
    lab = Lab()
    lab.host("plain")
    window = {
        "base": hex(0x10_0000_0000),
        "size": 4 * GIB,
        "targets": [12],
        "restrictions": ["type2", "ram"],
    }
    lab.host("gpu", cxl={"windows": [window], "host_bridges": [{"uid": 12}]})
    for number, host in enumerate(("plain", "gpu")):
        name = f"a{number}"
        lab.ok("create_device", device=name, serial="0x9", ram_size=GIB, device_type=2)
        lab.ok("connect", host=host, host_bridge=12, root_port=0, device=name)
    fields = {"decoder": "decoder0.0", "memdevs": ["mem0"]}
    assert lab.errno("create_region", "plain", **fields) == ("ENXIO", "CXL_TARGET_TYPE")
    lab.ok("create_region", "gpu", **fields)


@pytest.mark.parametrize(
    "cause",
    [
        ("set_switch_power", {"switch": "sw", "on": False}),
        ("set_link", {"switch": "sw", "port": 2, "device": "pool", "up": False}),
        ("remove_device", {"device": "pool"}),
        ("disconnect", {"switch": "sw", "port": 2, "device": "pool"}),
        (
            "disconnect",
            {"host": "h0", "host_bridge": 12, "root_port": 0, "switch": "sw", "port": 0},
        ),
    ],
    ids=["switch failure", "link down", "removal", "cable of the device", "cable of the host"],
)
def test_memory_in_use_is_refused_drained_or_lost_whatever_the_cause(
    cause: tuple[str, dict[str, Any]],
) -> None:
    op, fields = cause
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab, pages=300)
    refused = lab.refused(op, **fields)
    assert refused.facts["holders"] == "task 100 (area buf) 300 pages"
    lab.undoes(op, **fields, in_use="drain")
    answer = lab.ok(op, **fields, in_use="surprise")
    lost = [each for each in answer.effects if each.name == "SIGBUS"]
    assert [(each.pid, each.nr_pages) for each in lost] == [(100, 300)]
    assert not lab.fabric.hosts["h0"].state.tasks[100].alive
    assert names(lab, "h0") == []


def test_bindings_survive_a_switch_failure_and_devices_come_back_with_power() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.bind(1, 0, 3)
    answer = lab.ok("set_switch_power", switch="sw", on=False, in_use="surprise")
    assert {each.host for each in answer.effects if each.effect == "memdev"} == {"h0", "h1"}
    assert lab.subjects == ("", "h0", "h1"), "one revision for both hosts"
    lab.ok("set_switch_power", switch="sw", on=True)
    assert (names(lab, "h0"), names(lab, "h1")) == (["mem0"], ["mem0"])


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"switch": "sw", "port": 4}, "PLANT_MISFIT"),
        ({"host": "h0", "switch": "sw", "device": "pool"}, "PLANT_MISFIT"),
        ({"host": "h0", "host_bridge": 13, "switch": "sw"}, "PLANT_MISFIT"),
        ({"host": "h0", "host_bridge": 12, "root_port": 7, "switch": "sw"}, "PLANT_MISFIT"),
        ({"switch": "sw", "port": 8, "device": "pool"}, "PLANT_MISFIT"),
        ({"switch": "sw", "port": 4, "device": "pool", "head": 1}, "PLANT_MISFIT"),
        ({"host": "nobody", "device": "pool"}, "UNKNOWN_HOST"),
        ({"switch": "nothing", "device": "pool"}, "UNKNOWN_OBJECT"),
        ({"switch": "sw", "device": "nothing"}, "UNKNOWN_OBJECT"),
        ({"switch": "sw", "port": 4, "device": "pool"}, "PLANT_END_TAKEN"),
        ({"host": "h0", "host_bridge": 12, "root_port": 0, "device": "new"}, "PLANT_END_TAKEN"),
        ({"switch": "sw", "port": 0, "device": "new"}, "PLANT_END_TAKEN"),
        (
            {"host": "h0", "host_bridge": 12, "root_port": 1, "switch": "sw", "port": 5},
            "PORT_NOT_DOWNSTREAM",
        ),
    ],
)
def test_connect_is_refused(fields: dict[str, Any], reason: str) -> None:
    lab = pool_lab()
    lab.ok("create_device", device="new", serial="0x5", ram_size=GIB)
    assert lab.refused("connect", **fields).reason == reason


def test_a_cable_that_is_not_there_cannot_be_pulled() -> None:
    refused = pool_lab().refused("disconnect", switch="sw", port=3, device="pool")
    assert refused.reason == "PLANT_NO_CABLE"


def test_a_switch_with_cables_stays_and_so_does_a_fabric_with_a_plant() -> None:
    lab = pool_lab()
    assert lab.refused("remove_switch", switch="sw").reason == "PLANT_IN_USE"
    assert lab.refused("delete_fabric").reason == "PLANT_IN_USE"


def test_poison_stays_with_the_device_when_its_host_goes() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    lab.fabric.hosts["h0"].cxl = msgspec.structs.replace(cxl, poison={"mem0": ((64, 64),)})
    lab.ok("delete_host", "h0")
    assert lab.fabric.plant.devices["pool"].poison == {0: ((64, 64),)}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ram_size": 1000}, "ram_size"),
        ({"ram_size": GIB, "granularity": 3 << 28}, "granularity"),
        ({"ram_size": 3 << 28, "nr_heads": 2}, "ram_size"),
        ({"ram_size": GIB, "lds": [{"range1": 1, "head": 1}]}, "lds[0].head"),
        ({"ram_size": GIB, "dc_size": GIB}, "dc_size"),
        (
            {
                "ram_size": GIB,
                "dc_size": GIB,
                "dc_regions": [{"base": 0, "size": GIB, "block_size": 4096}],
            },
            "dc_regions[0].base",
        ),
        (
            {
                "dc_size": GIB,
                "dc_regions": [{"base": 0, "size": GIB, "block_size": 100}],
            },
            "dc_regions[0].block_size",
        ),
    ],
)
def test_a_device_that_cannot_be_is_refused_by_field(fields: dict[str, Any], field: str) -> None:
    refused = Lab().refused("create_device", device="d", serial="0x1", **fields)
    assert (refused.reason, refused.facts["field"]) == ("PLANT_MISFIT", field)


@pytest.mark.parametrize(
    ("cxl", "field"),
    [
        ({"host_bridges": [{"uid": 1}, {"uid": 1}]}, "cxl.host_bridges"),
        ({"windows": [{"base": "0x0", "size": GIB, "targets": [1]}]}, "cxl.windows[0].targets"),
        (
            {
                "windows": [{"base": "0x0", "size": GIB, "targets": [1], "nid": 9}],
                "host_bridges": [{"uid": 1}],
            },
            "cxl.windows[0].nid",
        ),
        (
            {
                "windows": [{"base": "0x1000", "size": GIB, "targets": [1]}],
                "host_bridges": [{"uid": 1}],
            },
            "cxl.windows",
        ),
    ],
)
def test_a_cxl_side_that_cannot_be_is_refused_by_field(cxl: dict[str, Any], field: str) -> None:
    lab = Lab()
    fields = {"kernel_model": "mainline", "topology": topology()}
    refused = lab.refused("create_host", host="h", cxl=cxl, **fields)
    assert (refused.reason, refused.facts["field"]) == ("PLANT_MISFIT", field)
