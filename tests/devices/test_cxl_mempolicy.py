"""cxl_mempolicy: bind, what its node can do, unbind (patch 26 of the 27 of RFC v4)."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest

from service.cxl.state import CxlState
from service.fabric.devices import cxl_mempolicy
from service.fabric.devices.commands import (
    CommittedRegion,
    CommittedRegionsAnswer,
    CxlDevStateAnswer,
    SysramAnswer,
)
from service.mm.commands import Answer, DecidedBy
from tests.devices.devhost import (
    AS_CODED,
    DOCUMENTED,
    MIB,
    SZ_256M,
    DeviceHost,
    hierarchy,
    with_region,
)

BOTH: Final = pytest.mark.parametrize("model", [DOCUMENTED, AS_CODED], ids=["documented", "coded"])
PDEV: Final = "0000:01:00.0"
SECOND: Final = "0000:02:00.0"
RIGHTS: Final = ("NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY")


def _bind(host: DeviceHost, pdev: str = PDEV) -> str | None:
    return host.errno("pci_bind", pdev=pdev, driver="cxl_mempolicy")


def _unbind(host: DeviceHost, pdev: str = PDEV, **args: Any) -> None:
    host.ok("pci_unbind", pdev=pdev, driver="cxl_mempolicy", **args)


def _used(host: DeviceHost, pages: int = 4) -> None:
    """A task with pages on node 2."""
    host.ok("create_task", pid=100, cpu=0)
    host.ok("mmap", pid=100, area="a", nr_pages=pages)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=100, area="a")


def _pages(host: DeviceHost) -> dict[int, int]:
    totals: dict[int, int] = {}
    for obj in host.entry.state.objects.values():
        for (nid, _), pages in obj.counts(0, 1 << 40).items():
            totals[nid] = totals.get(nid, 0) + pages
    return totals


def _dpa(host: DeviceHost, memdev: str = "mem0") -> int:
    assert host.entry.cxl is not None
    return sum(each.dpa_size for each in host.entry.cxl.endpoints[memdev])


# --- probe --------------------------------------------------------------------------------------


@BOTH
def test_a_committed_ram_region_is_taken_over_and_not_owned(model: Any) -> None:
    """D01, D09: flags 3; the region's former driver let go."""
    host = DeviceHost(with_region(hierarchy()), model)
    assert _bind(host) is None
    context = host.entry.devices.contexts[PDEV]
    assert (context.nid, context.cxlr, context.converted) == (2, "", (("region0", 2),))
    assert host.flags(2) == RIGHTS
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    assert host.entry.cxl is not None
    assert not host.entry.cxl.region(0).bound


def test_of_two_regions_only_the_first_is_converted() -> None:
    """D02: first success ends."""
    host = DeviceHost(with_region(with_region(hierarchy())))
    assert _bind(host) is None
    assert sorted(host.entry.devices.sysrams) == ["region0"]


@BOTH
def test_a_region_that_fails_is_followed_by_the_next(model: Any) -> None:
    """D03: failures go on to the next; the region driver is attached again."""
    host = DeviceHost(with_region(with_region(hierarchy())), model)
    host.ok("fail_function", inject="mt_get_memory_type", retval="ENOMEM")
    assert _bind(host) is None
    assert host.entry.devices.contexts[PDEV].converted == (("region1", 2),)
    assert host.entry.cxl is not None
    assert host.entry.cxl.region(0).bound


#: RAM of the device in MiB -> errno of the probe, MiB of the region that it makes
CREATED: Final = {
    0: (None, 0),
    255: ("ENOSPC", 0),
    256: (None, 256),
    511: (None, 256),
    1000: (None, 768),
}


@BOTH
@pytest.mark.parametrize("ram", CREATED)
def test_without_a_region_one_of_the_devices_ram_is_made(model: Any, ram: int) -> None:
    """D05, D06, D07: rounded down to 256 MiB; no RAM binds without memory."""
    host = DeviceHost(hierarchy((ram,)), model)
    errno, mib = CREATED[ram]
    assert _bind(host) == errno
    bound = host.entry.devices.pdevs[PDEV].driver == "cxl_mempolicy"
    assert bound == (errno is None)
    assert _dpa(host) == mib * MIB
    if mib:
        context = host.entry.devices.contexts[PDEV]
        assert (context.nid, context.cxlr) == (2, "region0")
        assert host.entry.devices.sysrams["region0"].size == mib * MIB


def _no_window(state: CxlState) -> CxlState:
    window = msgspec.structs.replace(state.topology.windows[0], targets=(7,))
    topology = msgspec.structs.replace(state.topology, windows=(window,), window_of={0: window})
    return msgspec.structs.replace(state, topology=topology)


#: fault point -> errno of the probe, DPA that stays allocated
FAILURES: Final = {
    "cxl_request_dpa": ("ENOSPC", 0),
    "cxl_create_region": ("ENXIO", 0),
    "device_add": ("EBUSY", 512 * MIB),
    "memory_group_register_static": ("ENOMEM", 512 * MIB),
}


@pytest.mark.parametrize("site", FAILURES)
def test_an_error_of_the_region_it_makes_is_the_probes_own(site: str) -> None:
    """D08: DPA goes back when the region fails; a failed setup leaves region and DPA (Q-26-2)."""
    host = DeviceHost()
    errno, dpa = FAILURES[site]
    host.ok("fail_function", inject=site, retval=errno)
    assert _bind(host) == errno
    assert host.entry.devices.pdevs[PDEV].driver == ""
    assert not host.entry.devices.contexts
    assert _dpa(host) == dpa


def test_no_window_above_the_device_is_enxio() -> None:
    """D08."""
    host = DeviceHost(_no_window(hierarchy()))
    assert _bind(host) == "ENXIO"


@BOTH
def test_a_plug_that_failed_silently_ends_the_probe_with_enodev(model: Any) -> None:
    """D10: set_ops finds no registration; the sysram stays, unplugged."""
    host = DeviceHost(hierarchy(nids=(1,)), model)
    assert _bind(host) == "ENODEV"
    assert not host.entry.devices.sysrams["region0"].plugged


@pytest.mark.parametrize(("model", "errno"), [(DOCUMENTED, "EBUSY"), (AS_CODED, None)])
def test_a_second_device_of_the_same_node(model: Any, errno: str | None) -> None:
    """D19: as coded it binds without memory of its own, and its remove clears the ops of both."""
    host = DeviceHost(hierarchy((512, 512), (2, 2)), model)
    assert _bind(host) is None
    assert _bind(host, SECOND) == errno
    if errno is None:
        assert not host.entry.devices.sysrams["region1"].plugged
        _unbind(host, SECOND)
        assert host.flags(2) == ()
        _unbind(host)
        assert host.warnings() == ["WARN_ON node_private_clear_ops"]
    else:
        assert host.flags(2) == RIGHTS


# --- use ----------------------------------------------------------------------------------------


@BOTH
def test_user_pages_live_on_the_node_and_come_and_go(model: Any) -> None:
    """D11, D12, D14: mbind, faults and move_pages; without a policy never."""
    host = DeviceHost(model=model)
    assert _bind(host) is None
    host.ok("create_task", pid=200, cpu=1)
    host.ok("mmap", pid=200, area="b", nr_pages=8)
    host.ok("touch", pid=200, area="b")
    assert _pages(host) == {1: 8}
    _used(host)
    assert _pages(host) == {1: 8, 2: 4}
    for nid, left in ((0, {0: 2, 1: 8, 2: 2}), (2, {1: 8, 2: 4})):
        pages = [{"area": "a", "first": 0, "count": 2}]
        answer = host.ok("move_pages", pid=100, pages=pages, nodes=[nid], flags=["MPOL_MF_MOVE"])
        assert [each.nid for each in answer.status] == [nid]
        assert _pages(host) == left


@BOTH
def test_the_node_has_no_daemons_and_is_no_demotion_target(model: Any) -> None:
    """D13: RECLAIM and DEMOTION are not opted in to."""
    host = DeviceHost(model=model)
    assert _bind(host) is None
    node = host.entry.state.nodes[2]
    assert (node.kswapd, node.kcompactd) == (False, False)
    assert all(not preferred for preferred, _ in host.entry.state.node_demotion.values())


# --- remove -------------------------------------------------------------------------------------


@BOTH
def test_removing_an_idle_device_with_its_own_region_leaves_nothing(model: Any) -> None:
    """D15, w8-1c: ops cleared, region destroyed, DPA freed; it can be bound again."""
    host = DeviceHost(model=model)
    assert _bind(host) is None
    _unbind(host)
    assert host.warnings() == []
    assert host.states(2) == set()
    assert host.flags(2) is None
    assert not host.entry.devices.sysrams
    assert _dpa(host) == 0
    assert _bind(host) is None
    assert host.flags(2) == RIGHTS


@BOTH
def test_a_region_that_was_there_before_stays_private_without_rights(model: Any) -> None:
    """D16."""
    host = DeviceHost(with_region(hierarchy()), model)
    _bind(host)
    _unbind(host)
    assert host.flags(2) == ()
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    assert host.entry.devices.sysrams["region0"].plugged


def test_documented_remove_moves_user_pages_away_first() -> None:
    """D17, Q-26-1: offline with the rights in force, then the region goes."""
    host = DeviceHost()
    _bind(host)
    _used(host)
    _unbind(host)
    assert _pages(host) == {0: 4}
    assert host.states(2) == set()


def test_coded_remove_takes_the_rights_first_and_user_pages_stay() -> None:
    """D17: not migratable after clear_ops, so the unplug does not get through."""
    host = DeviceHost(model=AS_CODED)
    _bind(host)
    _used(host)
    _unbind(host, signal_after=1)
    assert _pages(host) == {2: 4}
    assert host.states(2) == {"N_MEMORY_PRIVATE"}
    assert host.warnings() == ["hot-unplug on non-migratable node"]
    assert not host.entry.devices.sysrams


# --- bind and unbind ----------------------------------------------------------------------------


def test_bind_and_unbind_through_sysfs() -> None:
    """The files of a PCI driver take the name of a function."""
    host = DeviceHost()
    path = "/sys/bus/pci/drivers/cxl_mempolicy"
    assert host.do("kernfs_write", path=f"{path}/bind", value=f"{PDEV}\n").ret == len(PDEV) + 1
    assert host.flags(2) == RIGHTS
    assert host.errno("kernfs_write", path=f"{path}/bind", value=PDEV) == "EBUSY"
    assert host.errno("kernfs_write", path=f"{path}/bind", value="0000:09:00.0") == "ENODEV"
    assert host.errno("kernfs_write", path="/sys/bus/pci/drivers/nvme/bind", value=PDEV) == "ENOENT"
    assert host.errno("kernfs_read", path=f"{path}/bind") == "EACCES"
    assert host.ok("kernfs_write", path=f"{path}/unbind", value=PDEV).ret == len(PDEV)
    assert host.errno("kernfs_write", path=f"{path}/unbind", value=PDEV) == "ENODEV"


@pytest.mark.parametrize("driver", ["cxl_pci", "my_driver"])
def test_other_drivers_are_bound_without_a_probe_of_ours(driver: str) -> None:
    """A driver in a process of its own probes there; one function has one driver."""
    host = DeviceHost()
    host.ok("pci_bind", pdev=PDEV, driver=driver)
    assert _bind(host) == "EBUSY"
    assert host.errno("pci_unbind", pdev=PDEV, driver="cxl_mempolicy") == "ENODEV"
    host.ok("pci_unbind", pdev=PDEV, driver=driver)
    assert _bind(host) is None


def test_a_function_with_another_pci_id_does_not_match() -> None:
    """Both sample drivers match 8086:0d93 only."""
    host = DeviceHost(id="1af4:1000")
    assert _bind(host) == "ENODEV"


def test_binding_survives_a_snapshot() -> None:
    host = DeviceHost()
    _bind(host)
    before = host.snapshot()
    host.through_snapshot()
    assert host.snapshot() == before
    _unbind(host)
    assert host.states(2) == set()


# --- the program alone --------------------------------------------------------------------------

_DECIDED: Final = DecidedBy(rule="t", sentence="t", source="t", model="t")


def test_the_program_is_sans_io_it_gives_commands_and_takes_answers() -> None:
    """The same generator serves a driver in a process of its own."""
    options = cxl_mempolicy.Options(refuses_shared_node=True, offline_first=True)
    program = cxl_mempolicy.probe("p", options)
    region = CommittedRegion(region="region3", mode="ram")
    answers: list[Answer] = [
        CommittedRegionsAnswer(ret=0, decided_by=_DECIDED, regions=(region,)),
        Answer(ret=0, decided_by=_DECIDED),
        SysramAnswer(ret=0, decided_by=_DECIDED, nid=4, plugged=True),
        Answer(ret=0, decided_by=_DECIDED),
    ]
    asked = [next(program).op, *(program.send(answer).op for answer in answers[:-1])]
    with pytest.raises(StopIteration) as stop:
        program.send(answers[-1])
    assert asked == [
        "cxl_get_committed_regions",
        "device_release_driver",
        "devm_cxl_add_sysram",
        "node_private_set_ops",
    ]
    probed = stop.value.value
    assert (probed.ret, probed.context.nid) == (0, 4)


def test_a_device_that_answers_with_an_error_ends_the_program_with_it() -> None:
    options = cxl_mempolicy.Options(refuses_shared_node=False, offline_first=False)
    program = cxl_mempolicy.probe("p", options)
    next(program)
    program.send(CommittedRegionsAnswer(ret=0, decided_by=_DECIDED))
    program.send(CxlDevStateAnswer(ret=0, decided_by=_DECIDED, ram_size=SZ_256M))
    with pytest.raises(StopIteration) as stop:
        program.send(Answer(ret=-5, errno="EIO", decided_by=_DECIDED))
    assert stop.value.value.ret == -5
