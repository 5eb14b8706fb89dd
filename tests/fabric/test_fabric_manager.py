"""The FM API: bind and unbind, LD allocations, and what they refuse.

Source: CXL 3.2 7.6.7.2 (virtual switches), 7.6.7.4 (logical devices).
"""

from __future__ import annotations

from typing import Any

import pytest

from service.cxl.hardware import Binding
from service.fabric import engine
from tests.fabric.lab import GIB, Lab, pool_lab, with_memory


def vppb(lab: Lab, vcs: int, number: int) -> Any:
    found = lab.fabric.plant.switches["sw"].vcs(vcs)
    assert found is not None
    return found.vppbs[number]


def memdevs(lab: Lab, host: str) -> list[tuple[str, str, int]]:
    cxl = lab.fabric.hosts[host].cxl
    assert cxl is not None
    return [(each.name, each.device, each.ld) for each in cxl.topology.memdevs]


def test_bind_to_an_ld_gives_its_host_a_memdev_of_the_size_of_the_ld() -> None:
    lab = pool_lab()
    answer = lab.bind(0, 0, 2, ld=1)
    assert vppb(lab, 0, 0).status == Binding.BOUND_LD == 3
    assert lab.subjects == ("", "h0")
    assert [(each.effect, each.host, each.name) for each in answer.effects] == [
        ("vppb", None, "vPPB 0 of VCS 0 of switch sw"),
        ("memdev", "h0", "mem0"),
    ]
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    assert cxl.topology.memdev_of["mem0"].capacity("ram") == 2 * GIB
    assert cxl.topology.memdev_of["mem0"].serial == 2**64 - 1


def test_bind_to_an_sld_is_bound_to_its_physical_port() -> None:
    lab = pool_lab()
    lab.bind(0, 3, 3)
    assert vppb(lab, 0, 3).status == Binding.BOUND_PHYSICAL_PORT == 2
    assert memdevs(lab, "h0") == [("mem0", "sld", 0)]


def test_two_hosts_share_an_mld_by_logical_devices() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.bind(1, 0, 2, ld=1)
    assert memdevs(lab, "h0") == [("mem0", "pool", 0)]
    assert memdevs(lab, "h1") == [("mem0", "pool", 1)]


#: claim -> (steps before, the refused command, reason, a fact it names)
BIND_REFUSALS: dict[str, tuple[list[tuple[int, int, int, int | None]], dict[str, int], str]] = {
    "the LD of another host": ([(0, 0, 2, 0)], {"vcs_id": 1, "port_id": 2, "ld_id": 0}, "LD_BOUND"),
    "a bound vPPB": ([(0, 0, 2, 0)], {"vcs_id": 0, "port_id": 3}, "VPPB_NOT_UNBOUND"),
    "an upstream port": ([], {"vcs_id": 0, "port_id": 0}, "PORT_NOT_DOWNSTREAM"),
    "a port without a cable": ([], {"vcs_id": 0, "port_id": 5}, "PORT_NOT_DOWNSTREAM"),
    "a port beyond the last": ([], {"vcs_id": 0, "port_id": 200}, "PORT_NOT_DOWNSTREAM"),
    "an MLD without an LD-ID": ([], {"vcs_id": 0, "port_id": 2}, "LD_UNKNOWN"),
    "an LD that is not there": ([], {"vcs_id": 0, "port_id": 2, "ld_id": 4}, "LD_UNKNOWN"),
    "an LD-ID of an SLD": ([], {"vcs_id": 0, "port_id": 3, "ld_id": 0}, "LD_UNKNOWN"),
}


@pytest.mark.parametrize("claim", BIND_REFUSALS)
def test_bind_is_refused_for(claim: str) -> None:
    before, fields, reason = BIND_REFUSALS[claim]
    lab = pool_lab()
    for vcs, number, port, ld in before:
        lab.bind(vcs, number, port, ld)
    refused = lab.refused("bind_vppb", switch="sw", vppb_id=0, **fields)
    assert refused.reason == reason
    assert "cci" in refused.facts, "it says what the FM API would have answered"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"switch": "nowhere", "vcs_id": 0, "vppb_id": 0}, "nowhere"),
        ({"switch": "sw", "vcs_id": 9, "vppb_id": 0}, "0 of VCS 9 of switch sw"),
        ({"switch": "sw", "vcs_id": 0, "vppb_id": 4}, "4 of VCS 0 of switch sw"),
    ],
)
def test_bind_names_the_object_that_is_not_there(fields: dict[str, Any], name: str) -> None:
    refused = pool_lab().refused("bind_vppb", port_id=3, **fields)
    assert (refused.reason, refused.facts["name"]) == ("UNKNOWN_OBJECT", name)


def test_unbind_of_an_unbound_vppb_is_refused() -> None:
    refused = pool_lab().refused("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0)
    assert refused.reason == "VPPB_NOT_BOUND"


@pytest.mark.parametrize("option", [0, 1])
def test_unbind_names_the_task_and_the_pages_that_hold_its_memory(option: int) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab, pages=512)
    if option == 0:
        lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=0)
        assert vppb(lab, 0, 0).status == Binding.BIND_OR_UNBIND_IN_PROGRESS == 1
        refused = lab.refused("set_link", switch="sw", port=2, device="pool", up=False)
    else:
        refused = lab.refused("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=option)
    assert refused.reason == "MEMORY_IN_USE"
    assert refused.facts["host"] == "h0"
    assert refused.facts["holders"] == "task 100 (area buf) 512 pages"
    assert refused.row.retryable


def test_unbind_with_drain_moves_the_pages_first_and_loses_none() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab, pages=512)
    answer = lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, drain=True)
    moved = [each for each in answer.effects if each.effect == "pages_migrated"]
    assert sum(each.nr_pages for each in moved) == 512
    assert lab.fabric.hosts["h0"].state.tasks[100].alive
    assert memdevs(lab, "h0") == []
    assert lab.fabric.hosts["h0"].cxl is not None
    assert not lab.fabric.hosts["h0"].cxl.regions


def test_unbind_that_cannot_drain_is_refused_and_changes_nothing() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    lab.ok("node_private_clear_ops", "h0", nid=1, ops="cxl_mempolicy")
    refused = lab.refused("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, drain=True)
    assert refused.reason == "MEMORY_IN_USE"
    assert "512 folios of a node without" in str(refused.facts["holders"])


def test_surprise_unbind_kills_the_task_and_reports_a_memory_failure_for_its_folios() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    region = with_memory(lab, pages=512)
    answer = lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=2)
    told = [each for each in answer.effects if each.name == "memory_failure"]
    assert sum(each.nr_pages for each in told) == 512
    assert {each.effect for each in told} == {"callback"}, "the driver of the node hears of it"
    killed = [each for each in answer.effects if each.name == "SIGBUS"]
    assert [(each.pid, each.nr_pages, each.host) for each in killed] == [(100, 512, "h0")]
    degraded = [each.detail for each in answer.effects if each.name == region]
    assert degraded == ["degraded: mem0 is gone"]


def test_waiting_unbind_ends_when_the_link_goes_down() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 3)
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, option=0)
    assert memdevs(lab, "h0") == [("mem0", "sld", 0)], "still there while the link is up"
    lab.ok("set_link", switch="sw", port=3, device="sld", up=False)
    assert vppb(lab, 0, 0).status == Binding.UNBOUND
    assert memdevs(lab, "h0") == []
    lab.ok("set_link", switch="sw", port=3, device="sld", up=True)
    assert memdevs(lab, "h0") == [], "it is unbound, not only down"


def test_frozen_vppb_refuses_unbind_and_lets_commits_time_out() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    place = {"switch": "sw", "vcs_id": 0, "vppb_id": 0}
    lab.ok("freeze_vppb", **place)
    assert lab.refused("freeze_vppb", **place).reason == "VPPB_FROZEN"
    assert lab.refused("unbind_vppb", **place).reason == "VPPB_FROZEN"
    assert lab.errno("create_region", "h0", decoder="decoder0.0") == (
        "ETIMEDOUT",
        "CXL_COMMIT_TIMEOUT",
    )
    lab.ok("unfreeze_vppb", **place)
    assert lab.refused("unfreeze_vppb", **place).reason == "VPPB_NOT_FROZEN"
    lab.ok("free_dpa", "h0", memdev="mem0")
    lab.ok("create_region", "h0", decoder="decoder0.0")


def test_ld_allocations_change_only_what_nobody_has_and_stay_within_the_device() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    bound = lab.refused("set_ld_allocations", device="pool", lds=[{"range1": 4}])
    assert (bound.reason, bound.facts["to"]) == ("LD_BOUND", "vPPB 0 of VCS 0 of switch sw")
    same = [{"range1": 8}, {"range1": 12}, {"range1": 4}]
    lab.ok("set_ld_allocations", device="pool", lds=same)
    lab.bind(1, 0, 2, ld=1)
    cxl = lab.fabric.hosts["h1"].cxl
    assert cxl is not None
    assert cxl.topology.memdev_of["mem0"].capacity("ram") == 3 * GIB
    over = lab.refused("set_ld_allocations", device="pool", start_ld=2, lds=[{"range1": 9}])
    assert over.reason == "LD_CAPACITY"
    assert (over.facts["needs"], over.facts["has"]) == ((8 + 12 + 9 + 8) << 28, 8 * GIB)
    fixed = lab.refused("set_ld_allocations", device="sld", lds=[{"range1": 1}])
    assert fixed.reason == "LD_NOT_MLD"


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("bind_vppb", {"switch": "sw", "vcs_id": 0, "vppb_id": 1, "port_id": 3}),
        ("unbind_vppb", {"switch": "sw", "vcs_id": 0, "vppb_id": 0, "drain": True}),
        ("unbind_vppb", {"switch": "sw", "vcs_id": 0, "vppb_id": 0, "option": 2}),
        ("set_switch_power", {"switch": "sw", "on": False, "in_use": "surprise"}),
        ("remove_device", {"device": "pool", "in_use": "surprise"}),
        ("disconnect", {"switch": "sw", "port": 2, "device": "pool", "in_use": "drain"}),
    ],
)
def test_a_command_on_the_plant_can_be_taken_back(op: str, fields: dict[str, Any]) -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    lab.undoes(op, **fields)


def test_a_snapshot_holds_plant_and_hosts() -> None:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    with_memory(lab)
    lab.ok("freeze_vppb", switch="sw", vcs_id=0, vppb_id=0)
    again = engine.decode(engine.encode(lab.fabric))
    assert engine.encode(again) == engine.encode(lab.fabric)
    assert engine.state_hash(again) == engine.state_hash(lab.fabric)
    lab.fabric = again
    lab.ok("unfreeze_vppb", switch="sw", vcs_id=0, vppb_id=0)
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0, drain=True)
