"""The walks of patches 24 to 27 on a whole fabric: cable, bind, node, use, unbind, pull the cable.

Sources: patches 22 to 27 of the 27 of RFC v4, step by step as a machine would run them.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.fabric import engine
from service.fabric.devices.functions import functions
from service.fabric.state import HostEntry
from tests.fabric.lab import GIB, Lab

CABLE: Final[dict[str, Any]] = {"host": "h", "host_bridge": 12, "root_port": 0, "device": "dev"}


def _lab(**extra: Any) -> tuple[Lab, HostEntry, str]:
    """A host with a device of 2 GiB on a root port, and the address of its function."""
    lab = Lab()
    lab.host("h", kernel_model="rfc-v4", **extra)
    lab.ok("create_device", device="dev", serial="0x7", ram_size=2 * GIB)
    lab.ok("connect", **CABLE)
    entry = lab.fabric.hosts["h"]
    (pdev,) = functions(entry)
    return lab, entry, pdev


def _same_after_snapshot(lab: Lab) -> None:
    before = engine.state_hash(lab.fabric)
    lab.fabric = engine.decode(engine.encode(lab.fabric))
    assert engine.state_hash(lab.fabric) == before


def _states(entry: HostEntry, nid: int = 1) -> tuple[bool, bool]:
    """(N_MEMORY, N_MEMORY_PRIVATE)."""
    state = entry.state
    return bool(state.n_memory >> nid & 1), bool(state.n_memory_private >> nid & 1)


def _pages(entry: HostEntry, nid: int) -> int:
    objects = entry.state.objects.values()
    return sum(
        pages for obj in objects for (at, _), pages in obj.counts(0, 1 << 40).items() if at == nid
    )


def test_cxl_mempolicy_from_cable_to_user_pages_and_back() -> None:
    """8.1: bind, private node with rights, mbind and touch, move away, unbind, nothing left."""
    lab, entry, pdev = _lab()
    lab.undoes("pci_bind", "h", pdev=pdev, driver="cxl_mempolicy")
    lab.ok("pci_bind", "h", pdev=pdev, driver="cxl_mempolicy")
    assert entry.cxl is not None
    assert entry.cxl.region(0).hpa_size == 2 * GIB
    assert _states(entry) == (False, True)
    assert entry.state.order_of[1] == ((1, 0), (1,))
    assert entry.state.order_of[0] == ((0,), (0,))
    _same_after_snapshot(lab)
    entry = lab.fabric.hosts["h"]
    lab.ok("create_task", "h", pid=100)
    lab.ok("mmap", "h", pid=100, area="a", nr_pages=64)
    lab.ok("mbind", "h", pid=100, area="a", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", "h", pid=100, area="a", access="write")
    assert (_pages(entry, 0), _pages(entry, 1)) == (0, 64)
    move = [{"area": "a", "first": 0, "count": 8}]
    lab.ok("move_pages", "h", pid=100, pages=move, nodes=[0], flags=["MPOL_MF_MOVE"])
    assert (_pages(entry, 0), _pages(entry, 1)) == (8, 56)
    lab.ok("pci_unbind", "h", pdev=pdev, driver="cxl_mempolicy")
    assert (_pages(entry, 0), _pages(entry, 1)) == (64, 0)
    assert _states(entry) == (False, False)
    assert entry.cxl is not None
    assert not entry.cxl.regions
    assert all(not each.dpa_size for each in entry.cxl.endpoints["mem0"])


def test_cxl_compression_from_demotion_to_flush_and_back() -> None:
    """8.2: demoted by reclaim, promoted by a write, freed over the device, watermarks, unbind."""
    lab, entry, pdev = _lab()
    lab.ok("pci_bind", "h", pdev=pdev, driver="cxl_compression")
    state = entry.state
    state.demotion_enabled = True
    assert state.node_demotion[0][0] == 1 << 1
    lab.ok("create_task", "h", pid=100)
    lab.ok("mmap", "h", pid=100, area="a", nr_pages=16)
    lab.ok("touch", "h", pid=100, area="a", access="write")
    zone = next(each for each in state.nodes[0].zones if each.managed)
    high, zone.high = zone.high, zone.managed
    lab.ok("run", "h", work="kswapd", nid=0)
    zone.high = high
    assert (_pages(entry, 0), _pages(entry, 1)) == (0, 16)
    lab.ok("touch", "h", pid=100, area="a", access="read")
    assert _pages(entry, 1) == 16
    lab.ok("touch", "h", pid=100, area="a", first=3, count=1, access="write")
    assert (_pages(entry, 0), _pages(entry, 1)) == (1, 15)
    answer = lab.ok("cxl_flush_kthread_fn", "h", nid=1)
    sent = [each for each in answer.effects if each.effect == "mailbox"]
    assert [each.nr_pages for each in sent] == [1]
    for vector, blocked in ((12, True), (13, False)):
        lab.ok("irq", "h", pdev=pdev, vector=vector)
        np = state.nodes[1].node_private
        assert np is not None
        assert np.migration_blocked == blocked
    _same_after_snapshot(lab)
    entry = lab.fabric.hosts["h"]
    lab.ok("pci_unbind", "h", pdev=pdev, driver="cxl_compression")
    assert (_pages(entry, 0), _pages(entry, 1)) == (16, 0)
    assert _states(entry) == (False, False)
    assert not entry.state.cram


@pytest.mark.parametrize("private", [True, False])
def test_a_region_that_an_operator_made_becomes_memory_by_its_sysfs_file(private: bool) -> None:
    """4.7: create-region, sysram, hotplug file, destroy-region; one fabric, four revisions."""
    lab, entry, _ = _lab()
    made = lab.ok("create_region", "h", decoder="decoder0.0", size=GIB)
    lab.ok("devm_cxl_add_sysram", "h", region=made.region, private=private, online_type="offline")
    path = f"/sys/bus/cxl/devices/sysram_{made.region}/hotplug"
    assert lab.ok("kernfs_write", "h", path=path, value="online_movable\n").ret == 15
    assert _states(entry) == (not private, private)
    lab.ok("destroy_region", "h", region=made.region, force=True)
    assert _states(entry) == (False, False)
    assert not entry.devices.sysrams
    assert not entry.state.memory_groups


DRIVERS: Final = ("cxl_mempolicy", "cxl_compression")


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("in_use", ["refuse", "drain", "surprise"])
def test_pulling_the_cable_removes_the_driver(driver: str, in_use: str) -> None:
    """A function that goes is removed from its driver first; it can be bound again later."""
    lab, entry, pdev = _lab()
    lab.ok("pci_bind", "h", pdev=pdev, driver=driver)
    assert _states(entry) == (False, True)
    lab.undoes("disconnect", in_use=in_use, **CABLE)
    lab.ok("disconnect", in_use=in_use, **CABLE)
    devices = entry.devices
    assert _states(entry) == (False, False)
    kept = (devices.pdevs, devices.contexts, devices.sysrams, devices.flushers, devices.actions)
    assert [each for each in kept if each] == []
    assert functions(entry) == {}
    assert entry.cxl is not None
    assert not entry.cxl.regions
    lab.ok("connect", **CABLE)
    (again,) = functions(entry)
    lab.ok("pci_bind", "h", pdev=again, driver=driver)
    assert _states(entry) == (False, True)


def test_a_cable_with_user_pages_behind_it_is_not_pulled_unless_they_may_go() -> None:
    """in_use refuse names the holders; drain moves the pages first."""
    lab, entry, pdev = _lab()
    lab.ok("pci_bind", "h", pdev=pdev, driver="cxl_mempolicy")
    lab.ok("create_task", "h", pid=100)
    lab.ok("mmap", "h", pid=100, area="a", nr_pages=8)
    lab.ok("mbind", "h", pid=100, area="a", mode="MPOL_BIND", nodemask=[1])
    lab.ok("touch", "h", pid=100, area="a")
    refused = lab.refused("disconnect", **CABLE)
    assert refused.reason == "MEMORY_IN_USE"
    assert "task 100" in str(refused.facts["holders"])
    lab.ok("disconnect", in_use="drain", **CABLE)
    assert _pages(entry, 0) == 8


def test_devices_of_a_host_without_cxl_are_enodev() -> None:
    """Nothing of CXL: the kernel has no such device."""
    lab = Lab()
    lab.host("plain")
    lab.fabric.hosts["plain"].cxl = None
    assert lab.errno("devm_cxl_add_sysram", "plain", region="region0") == ("ENODEV", "CXL_NO_CXL")


def test_directories_of_devices_can_be_listed() -> None:
    """Ls of the CXL and PCI buses."""
    lab, _, pdev = _lab()
    lab.ok("pci_bind", "h", pdev=pdev, driver="cxl_mempolicy")
    listed = {
        path: set(lab.ok("kernfs_read", "h", path=path).names)
        for path in ("/sys/bus/cxl/devices", "/sys/bus/pci/devices", "/sys/bus/pci/drivers")
    }
    assert {"root0", "decoder0.0", "mem0", "region0", "sysram_region0"} <= listed[
        "/sys/bus/cxl/devices"
    ]
    assert listed["/sys/bus/pci/devices"] == {pdev}
    assert {"cxl_pci", "cxl_mempolicy", "cxl_compression"} == listed["/sys/bus/pci/drivers"]
    assert lab.errno("kernfs_write", "h", path="/sys/bus/pci/drivers", value="x")[0] == "ENOENT"
