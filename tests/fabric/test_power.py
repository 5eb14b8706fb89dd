"""Machines that restart or lose power: what is gone in one revision, what comes back.

Source: CXL 3.2 9.5 (reset), 8.2.4.20 (lock on commit).
"""

from __future__ import annotations

import pytest

from tests.fabric.lab import GIB, WINDOW, Lab, pool_lab, with_memory


def running() -> Lab:
    lab = pool_lab()
    lab.bind(0, 0, 2, ld=0)
    lab.bind(1, 0, 2, ld=1)
    with_memory(lab)
    return lab


def test_a_restart_takes_tasks_nodes_and_drivers_in_one_revision() -> None:
    lab = running()
    answer = lab.ok("reboot_host", "h0")
    assert lab.subjects == ("h0",)
    entry = lab.fabric.hosts["h0"]
    assert 100 not in entry.state.tasks
    assert entry.state.n_memory_private == 0
    assert [(each.effect, each.pid) for each in answer.effects if each.effect == "task"] == [
        ("task", 100)
    ]
    drivers = [each.detail for each in answer.effects if each.effect == "node_state"]
    assert drivers == ["no longer private: driver builtin of cxl is gone"]


@pytest.mark.parametrize(("decoders", "left"), [("volatile", []), ("firmware", ["region0"])])
def test_decoders_are_volatile_unless_firmware_programs_them(
    decoders: str, left: list[str]
) -> None:
    lab = running()
    lab.ok("reboot_host", "h0", decoders=decoders)
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    assert [region.name for region in cxl.regions.values()] == left
    assert [each.name for each in cxl.topology.memdevs] == ["mem0"]
    if left:
        assert cxl.region(0).auto
        assert cxl.region(0).bound
    else:
        assert not any(each.dpa_size for each in cxl.endpoints["mem0"])


def test_a_fixed_window_is_programmed_again_without_being_asked() -> None:
    lab = Lab()
    window = {
        "base": hex(WINDOW),
        "size": 4 * GIB,
        "targets": [12],
        "restrictions": ["type3", "ram", "fixed"],
        "nid": 1,
    }
    lab.host("h", cxl={"windows": [window], "host_bridges": [{"uid": 12}]})
    lab.ok("create_device", device="d", serial="0x1", ram_size=GIB)
    lab.ok("connect", host="h", host_bridge=12, root_port=0, device="d")
    lab.ok("create_region", "h", decoder="decoder0.0")
    lab.ok("reboot_host", "h")
    cxl = lab.fabric.hosts["h"].cxl
    assert cxl is not None
    assert list(cxl.regions) == [0]
    assert lab.errno("destroy_region", "h", region="region0", force=True)[0] == "EPERM"


def test_a_host_without_power_answers_nothing_and_its_bindings_stay() -> None:
    lab = running()
    lab.ok("power_off_host", "h0")
    assert lab.refused("create_task", "h0", pid=5).reason == "HOST_OFF"
    assert lab.refused("create_region", "h0", decoder="decoder0.0").reason == "HOST_OFF"
    lab.ok("unbind_vppb", switch="sw", vcs_id=0, vppb_id=0)
    lab.bind(1, 1, 2, ld=0)
    lab.ok("power_on_host", "h0")
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    assert cxl.topology.memdevs == (), "it finds what it is bound to now"
    assert lab.refused("power_on_host", "h0").reason == "HOST_ON"
    lab.ok("create_task", "h0", pid=5)


def test_poison_outlives_a_restart() -> None:
    lab = running()
    lab.ok("inject_poison", "h0", memdev="mem0", dpa="0x40")
    lab.ok("reboot_host", "h0")
    cxl = lab.fabric.hosts["h0"].cxl
    assert cxl is not None
    assert cxl.poison == {"mem0": ((0x40, 64),)}


@pytest.mark.parametrize("op", ["reboot_host", "power_off_host"])
def test_power_events_can_be_taken_back(op: str) -> None:
    running().undoes(op, "h0")


def test_regions_made_before_a_restart_can_be_made_again_after_it() -> None:
    lab = running()
    for _ in range(3):
        lab.ok("reboot_host", "h0")
        lab.ok("create_region", "h0", decoder="decoder0.0")
