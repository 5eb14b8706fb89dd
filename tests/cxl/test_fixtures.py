"""The reference hierarchy of cxl_test with its published counts, and the tool's way to regions.

Source: Linux 7.3 tools/testing/cxl/test/cxl.c; ndctl test/cxl-topology.sh, cxl-region-sysfs.sh,
cxl-create-region.sh, cxl-xor-region.sh.
"""

from __future__ import annotations

import pytest

from service.cxl import assembly, memdev, tool
from service.cxl.fixtures import GIB, cxl_test
from service.cxl.invariants import check
from service.cxl.state import Config
from service.cxl.topology import Restriction
from service.reasons import Errno, KernelError
from tests.cxl.machines import M256, UUID, assert_refused, host, parametrize, tree

STATE = cxl_test(auto_region=False)
XOR_STATE = cxl_test(xor=True)


def test_four_host_bridges_five_switches_eleven_memdevs() -> None:
    topology = STATE.topology
    assert [port.name for port in topology.ports if port.parent is None and not port.rch] == [
        "hb0",
        "hb1",
        "hb2",
    ]
    assert [port.name for port in topology.ports if port.rch] == ["hb3"]
    assert sum(port.parent is not None for port in topology.ports) == 5
    assert [len(topology.below(f"hb{uid}")) for uid in range(4)] == [4, 4, 2, 1]
    assert [topology.port_of[f"hb{uid}"].nr_dports for uid in range(4)] == [2, 2, 1, 1]


def test_every_memdev_has_1_gib_of_each_kind_and_every_port_8_decoders() -> None:
    for device in STATE.topology.memdevs:
        assert (device.capacity("ram"), device.capacity("pmem")) == (GIB, GIB)
        assert len(STATE.endpoints[device.name]) == 8
    assert {len(decoders) for decoders in STATE.switches.values()} == {8}


@parametrize(
    ("number", "size", "ways", "granularity", "kind"),
    [
        (0, GIB, 1, 256, Restriction.VOLATILE),
        (1, 2 * GIB, 2, 4096, Restriction.VOLATILE),
        (2, GIB, 1, 256, Restriction.PMEM),
        (3, 2 * GIB, 2, 4096, Restriction.PMEM),
        (4, GIB, 1, 256, Restriction.PMEM),
        (5, M256, 1, 256, Restriction.VOLATILE),
        (6, 2 * GIB, 1, 256, Restriction.PMEM),
        (7, 2 * GIB, 2, 256, Restriction.PMEM),
        (8, 3 * GIB, 3, 512, Restriction.PMEM),
    ],
)
def test_windows_have_the_published_sizes(
    number: int, size: int, ways: int, granularity: int, kind: Restriction
) -> None:
    topology = (XOR_STATE if number > 5 else STATE).topology
    window = topology.window_of[number]
    assert (window.size, window.ways, window.granularity) == (size, ways, granularity)
    assert window.restrictions == Restriction.TYPE3 | kind
    assert window.qos_class == 42


def test_a_512_mib_ram_region_is_there_at_load() -> None:
    state = cxl_test()
    check(state)
    region = state.region(0)
    assert (region.hpa_size, region.ways, region.mode) == (512 << 20, 2, "ram")
    assert (region.state, region.auto, region.bound) == (Config.COMMIT, True, True)
    assert [target.memdev for target in region.ordered] == ["mem0", "mem1"]


@parametrize(
    ("window", "names"),
    [
        (3, ("mem0", "mem4", "mem2", "mem6", "mem1", "mem5", "mem3", "mem7")),
        (3, ("mem0", "mem4")),
        (2, ("mem0", "mem2", "mem1", "mem3")),
        (4, ("mem8", "mem9")),
    ],
)
def test_positions_follow_the_canonical_rule(window: int, names: tuple[str, ...]) -> None:
    eligible = frozenset(device.name for device in STATE.topology.memdevs)
    assert assembly.positions(STATE, window, len(names), eligible) == names


@parametrize("window", [0, 1, 2, 3, 4])
@parametrize("auto_region", [False, True])
def test_a_region_over_all_that_a_window_can_interleave(window: int, *, auto_region: bool) -> None:
    state = tool.create_auto(cxl_test(auto_region=auto_region), tool.Wanted(window), UUID)
    check(state)
    region = max(state.regions.values(), key=lambda each: each.id)
    assert region.window == window
    assert region.state is Config.COMMIT
    state = assembly.destroy_region(state, region.id)
    check(state)
    assert region.id not in state.regions


def test_a_region_on_the_restricted_device_has_no_port_above() -> None:
    state = tool.create_auto(STATE, tool.Wanted(5), UUID)
    check(state)
    assert [each.memdev for each in state.region(5).ordered] == ["mem10"]


@parametrize(
    ("window", "names"),
    [
        (6, ("mem0",)),
        (6, ("mem0", "mem2")),
        (7, ("mem0", "mem4")),
        (7, ("mem0", "mem4", "mem2", "mem6")),
        (8, ("mem0", "mem4", "mem8")),
        (8, ("mem0", "mem4", "mem8", "mem1", "mem5", "mem9")),
    ],
)
def test_xor_regions_are_created_and_destroyed(window: int, names: tuple[str, ...]) -> None:
    state = tool.create_auto(XOR_STATE, tool.Wanted(window, memdevs=names), UUID)
    check(state)
    number = next(iter(state.regions))
    state = assembly.destroy_region(state, number)
    check(state)
    assert all(each.dpa_size == 0 for row in state.endpoints.values() for each in row)
    assert state.switches == XOR_STATE.switches


def test_a_refused_region_is_deleted_and_the_reason_is_told() -> None:
    with pytest.raises(KernelError) as caught:
        tool.create_auto(STATE, tool.Wanted(3, memdevs=("mem4", "mem0")), UUID)
    assert caught.value.reason == "CXL_TARGET_BRIDGE"
    assert caught.value.left.regions == {}  # type: ignore[attr-defined]
    check(caught.value.left)  # type: ignore[attr-defined]


def test_a_window_without_a_device_left_is_enxio() -> None:
    state = STATE
    for name in ("mem8", "mem9"):
        state = memdev.disable_memdev(state, name)
    wanted = tool.Wanted(4)
    assert_refused(
        state, lambda at: tool.create_auto(at, wanted, UUID), Errno.ENXIO, "CXL_NO_CANDIDATE"
    )


def test_a_device_without_a_free_decoder_is_ebusy() -> None:
    state = host(tree(1, 1))
    for _ in range(8):
        state = assembly.create_region(state, assembly.Plan(0, "ram", ("mem0",), 256, M256))
    plan = assembly.Plan(0, "ram", ("mem0",), 256, M256)
    with pytest.raises(KernelError) as caught:
        assembly.create_region(state, plan)
    assert caught.value.reason == "CXL_NO_FREE_ENDPOINT_DECODER"
