"""Targets of a region: what may stand where, and what the ports above are programmed with.

Source: Linux 7.3 drivers/cxl/core/region.c (cxl_region_attach, cxl_port_attach_region,
cxl_port_setup_targets, check_last_peer).
"""

from __future__ import annotations

import msgspec
import pytest

from service.cxl import attach, commit, dpa, region, sysfs
from service.cxl.invariants import check
from service.cxl.state import Config, CxlState, LeftBehind, attempt
from service.cxl.topology import Topology, build
from service.reasons import AT_TARGET, Errno, KernelError
from tests.cxl.machines import (
    M256,
    assembled,
    assert_refused,
    committed,
    host,
    last_decoder,
    parametrize,
    reserve,
    sized,
    tree,
)

ONE = tree(1, 4)
PAIR = tree(2, 2, granularity=4096)
DEEP = tree(2, 2, fan=2, granularity=256)


def _put(state: CxlState, number: int, names: list[str]) -> CxlState:
    for pos, name in enumerate(names):
        state = attach.set_target(state, number, pos, name, last_decoder(state, name))
    return state


def _ready(
    topology: Topology, ways: int, names: list[str], *, granularity: int = 256
) -> tuple[CxlState, int]:
    state = host(topology)
    for name in names:
        state = reserve(state, name)
    return sized(state, ways, granularity=granularity)


@pytest.fixture(autouse=True)
def refused_targets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever set_target refuses in any test here: it names region, position, device, decoder."""
    real, seen = attach.set_target, []

    def checked(state: CxlState, number: int, pos: int, memdev: str, decoder: int) -> CxlState:
        left, refused = attempt(state, lambda at: real(at, number, pos, memdev, decoder))
        if refused is None:
            return left
        name = state.topology.memdev_of[memdev].decoder_name(decoder)
        where = f"target{pos} of region{number} ({name} of {memdev}): "
        assert str(refused).startswith(f"{refused.reason}: {where}")
        assert refused.row.render(refused.facts).startswith(where)
        assert refused.facts[AT_TARGET] == {
            "region": f"region{number}",
            "position": pos,
            "memdev": memdev,
            "decoder": name,
        }
        seen.append(refused.reason)
        raise refused

    monkeypatch.setattr(attach, "set_target", checked)
    return seen


def test_a_refused_target_names_region_position_and_decoder(refused_targets: list[str]) -> None:
    """Also where the rule speaks of something else: a port, another region, the last of a list."""
    test_the_next_decoder_of_a_port_is_reserved_until_its_region_is_committed()
    test_a_region_below_another_of_the_same_port_is_ebusy()
    test_three_targets_of_a_bridge_are_einval()
    test_a_granularity_above_16_kib_at_a_port_is_einval()
    assert refused_targets == [
        "CXL_NO_FREE_DECODER",
        "CXL_HPA_ORDER",
        "CXL_TARGETS_NOT_POWER_OF_TWO",
        "CXL_GRANULARITY_ENCODING",
    ]


# --- checks in order ------------------------------------------------------------------------------


def test_an_unknown_decoder_is_enodev_and_another_kind_einval() -> None:
    state, number = _ready(ONE, 2, [])
    for name, errno in (
        ("decoder99.9", Errno.ENODEV),
        ("mem0", Errno.ENODEV),
        ("decoder0.0", Errno.EINVAL),
        ("decoder1.0", Errno.EINVAL),
    ):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - the errno is the claim
            sysfs.write(state, f"region{number}/target0", name)
        assert caught.value.row.errno is errno  # type: ignore[attr-defined]


def test_a_target_that_ways_do_not_show_cannot_be_opened() -> None:
    # recorded: targetK exists only for K < interleave_ways
    state, number = _ready(ONE, 2, ["mem0"])
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 2, "mem0", 0),
        Errno.EACCES,
        "CXL_ATTRIBUTE_HIDDEN",
    )


@parametrize(
    ("version", "errno", "reason"),
    [("7.3", Errno.ENODEV, "CXL_TARGET_MODE_UNSET"), ("6.12", Errno.EINVAL, "CXL_TARGET_MODE")],
)
def test_a_target_without_mode(version: str, errno: Errno, reason: str) -> None:
    state, number = sized(host(ONE, version), 2)
    assert_refused(state, lambda at: attach.set_target(at, number, 0, "mem0", 0), errno, reason)


def test_a_target_of_the_other_mode_is_einval() -> None:
    state, number = sized(reserve(host(ONE), "mem0", mode="pmem"), 2)
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.EINVAL,
        "CXL_TARGET_MODE",
    )


def test_the_mode_is_checked_before_the_state_of_the_region() -> None:
    state = region.create(reserve(host(ONE), "mem0", mode="pmem"), 0, "ram", "region0")
    state = region.set_interleave_ways(state, 0, 1)
    assert_refused(
        state, lambda at: attach.set_target(at, 0, 0, "mem0", 0), Errno.EINVAL, "CXL_TARGET_MODE"
    )


def test_a_target_before_the_size_is_enxio() -> None:
    state = region.create(reserve(host(ONE), "mem0"), 0, "ram", "region0")
    state = region.set_interleave_ways(state, 0, 1)
    assert_refused(
        state,
        lambda at: attach.set_target(at, 0, 0, "mem0", 0),
        Errno.ENXIO,
        "CXL_REGION_UNSIZED",
    )


def test_a_target_of_an_active_region_is_ebusy() -> None:
    state, number = assembled(host(ONE), ["mem0", "mem1"])
    state = reserve(state, "mem2")
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem2", 0),
        Errno.EBUSY,
        "CXL_REGION_FULL",
    )


def test_a_target_without_dpa_is_enxio() -> None:
    state, number = _ready(ONE, 2, [])
    state = dpa.set_mode(state, "mem0", 0, "ram")
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.ENXIO,
        "CXL_TARGET_NO_DPA",
    )


@parametrize("size", [2 * M256, 4 * M256])
def test_dpa_that_is_not_the_regions_share_is_einval(size: int) -> None:
    state, number = sized(reserve(host(ONE), "mem0", size), 2)
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.EINVAL,
        "CXL_TARGET_DPA_SIZE",
    )


def test_a_device_of_another_type_is_enxio() -> None:
    other = msgspec.structs.replace(ONE.memdevs[0], target_type="accelerator")
    topology = build(ONE.windows, ONE.ports, (other, *ONE.memdevs[1:]))
    state, number = _ready(topology, 2, ["mem0"])
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.ENXIO,
        "CXL_TARGET_TYPE",
    )


def test_a_taken_position_is_ebusy_and_the_same_decoder_again_is_accepted() -> None:
    state, number = _ready(ONE, 2, ["mem0", "mem1"])
    state = attach.set_target(state, number, 0, "mem0", 0)
    assert attach.set_target(state, number, 0, "mem0", 0) == state
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem1", 0),
        Errno.EBUSY,
        "CXL_TARGET_TAKEN",
    )


def test_a_device_twice_in_a_region_is_ebusy() -> None:
    # the kernel says so in the recordings, too
    state, number = _ready(ONE, 2, ["mem0", "mem0"])
    state = attach.set_target(state, number, 0, "mem0", 0)
    for decoder in (0, 1):
        assert_refused(
            state,
            lambda at, decoder=decoder: attach.set_target(at, number, 1, "mem0", decoder),
            Errno.EBUSY,
            "CXL_TARGET_MEMDEV_TWICE",
        )


def test_a_position_of_another_host_bridge_is_enxio() -> None:
    # as recorded of a machine with two bridges
    state, number = _ready(PAIR, 2, ["mem0", "mem2"], granularity=4096)
    for pos, name in ((0, "mem2"), (1, "mem0")):
        assert_refused(
            state,
            lambda at, pos=pos, name=name: attach.set_target(at, number, pos, name, 0),
            Errno.ENXIO,
            "CXL_TARGET_BRIDGE",
        )


def test_a_decoder_of_another_region_is_ebusy() -> None:
    state, first = _ready(ONE, 2, ["mem0"])
    state = attach.set_target(state, first, 0, "mem0", 0)
    state, second = sized(state, 2)
    assert_refused(
        state,
        lambda at: attach.set_target(at, second, 0, "mem0", 0),
        Errno.EBUSY,
        "CXL_DECODER_RESERVED",
    )


def test_the_next_decoder_of_a_port_is_reserved_until_its_region_is_committed() -> None:
    state, first = assembled(host(ONE), ["mem0"])
    state, second = sized(reserve(state, "mem1"), 1)
    assert_refused(
        state,
        lambda at: attach.set_target(at, second, 0, "mem1", 0),
        Errno.EBUSY,
        "CXL_NO_FREE_DECODER",
    )
    state = commit.commit(state, first)
    state = commit.commit(attach.set_target(state, second, 0, "mem1", 0), second)
    check(state)


def test_a_port_without_a_decoder_left_is_ebusy() -> None:
    bridge = msgspec.structs.replace(ONE.ports[0], nr_decoders=1)
    state, _ = committed(host(build(ONE.windows, (bridge,), ONE.memdevs)), ["mem0"])
    state, second = sized(reserve(state, "mem1"), 1)
    assert_refused(
        state,
        lambda at: attach.set_target(at, second, 0, "mem1", 0),
        Errno.EBUSY,
        "CXL_NO_FREE_DECODER",
    )


def test_a_passthrough_port_carries_one_region() -> None:
    one = tree(1, 1)
    bridge = msgspec.structs.replace(one.ports[0], passthrough=True)
    state, _ = committed(host(build(one.windows, (bridge,), one.memdevs)), ["mem0"])
    assert not state.switches["hb0"][0].enabled, "it has nothing to commit"
    state, second = sized(reserve(state, "mem0"), 1)
    assert_refused(
        state,
        lambda at: attach.set_target(at, second, 0, "mem0", 1),
        Errno.EBUSY,
        "CXL_NO_FREE_DECODER",
    )


def test_a_region_below_another_of_the_same_port_is_ebusy() -> None:
    # regions are assembled in ascending HPA order per port
    state, low = sized(host(ONE), 1)
    state, _ = committed(state, ["mem0"])
    state = reserve(state, "mem1")
    assert_refused(
        state, lambda at: attach.set_target(at, low, 0, "mem1", 0), Errno.EBUSY, "CXL_HPA_ORDER"
    )


def test_no_decoder_is_free_after_one_was_reset_out_of_order() -> None:
    state, first = committed(host(ONE), ["mem0"])
    state, _ = committed(state, ["mem1"])
    state = attach.delete(commit.decommit(state, first), 0, f"region{first}")
    state, third = sized(reserve(state, "mem2"), 1, each=M256)
    # the freed range lies below the region that is still mapped
    refused = attempt(state, lambda at: attach.set_target(at, third, 0, "mem2", 0))[1]
    assert refused is not None
    assert refused.reason == "CXL_NO_FREE_DECODER"
    assert refused.facts["why"] == "out of order"


# --- the last target ------------------------------------------------------------------------------


def test_the_last_target_activates_the_region() -> None:
    state, number = _ready(ONE, 2, ["mem0", "mem1"])
    state = attach.set_target(state, number, 0, "mem0", 0)
    assert state.region(number).state is Config.INTERLEAVE_ACTIVE
    state = attach.set_target(state, number, 1, "mem1", 0)
    assert state.region(number).state is Config.ACTIVE


def test_granularity_of_a_port_is_that_of_its_parent_times_the_parents_ways() -> None:
    # recorded (two bridges, 4096, four ways): host bridges x2 with 8192
    state, number = assembled(host(PAIR), ["mem0", "mem2", "mem1", "mem3"], granularity=4096)
    for bridge in ("hb0", "hb1"):
        decoder = state.switches[bridge][0]
        assert (decoder.ways, decoder.granularity, decoder.targets) == (2, 8192, (0, 1))
    assert state.region(number).state is Config.ACTIVE


def test_under_a_window_of_one_way_the_regions_granularity_counts_as_the_parents() -> None:
    # recorded: x2 below one bridge, 1024: the bridge decodes with 1024
    state, _ = assembled(host(ONE), ["mem1", "mem0"], granularity=1024)
    decoder = state.switches["hb0"][0]
    assert (decoder.ways, decoder.granularity, decoder.targets) == (2, 1024, (1, 0))


def test_a_switch_level_multiplies_again() -> None:
    names = ["mem0", "mem4", "mem2", "mem6", "mem1", "mem5", "mem3", "mem7"]
    state, _ = assembled(host(DEEP), names)
    assert [state.switches[f"hb{n}"][0].granularity for n in (0, 1)] == [512, 512]
    assert [state.switches[f"sw{n}"][0].granularity for n in range(4)] == [1024] * 4
    assert [state.switches[f"sw{n}"][0].targets for n in range(4)] == [(0, 1)] * 4


def _last_refused(topology: Topology, names: list[str], granularity: int = 256) -> LeftBehind:
    state, number = _ready(topology, len(names), names, granularity=granularity)
    state = _put(state, number, names[:-1])
    left, refused = attempt(
        state, lambda at: attach.set_target(at, number, len(names) - 1, names[-1], 0)
    )
    assert isinstance(refused, LeftBehind), refused
    check(left)
    found = left.region(number)
    assert len(found.targets) == len(names), "the kernel keeps the last target attached"
    assert found.state is Config.INTERLEAVE_ACTIVE
    return refused


def test_three_targets_of_a_bridge_are_einval() -> None:
    wide = tree(1, 4, fan=2)
    refused = _last_refused(wide, ["mem0", "mem2", "mem4", "mem1"])
    assert (refused.row.errno, refused.reason) == (Errno.EINVAL, "CXL_TARGETS_NOT_POWER_OF_TWO")
    assert refused.facts["targets"] == 3


def test_positions_of_a_switch_that_do_not_stand_at_its_distance_are_enxio() -> None:
    fan = tree(1, 2, fan=2)
    refused = _last_refused(fan, ["mem0", "mem1", "mem2", "mem3"])
    assert (refused.row.errno, refused.reason) == (Errno.ENXIO, "CXL_TARGET_DISTANCE")


def test_a_granularity_above_16_kib_at_a_port_is_einval() -> None:
    wide = tree(2, 1, fan=2, granularity=16384)
    refused = _last_refused(wide, ["mem0", "mem2"], 16384)
    assert (refused.row.errno, refused.reason) == (Errno.EINVAL, "CXL_GRANULARITY_ENCODING")


def test_more_than_8_targets_of_a_port_are_enxio() -> None:
    wide = tree(1, 16)
    ports = tuple(msgspec.structs.replace(port, target_count=16) for port in wide.ports)
    names = [f"mem{number}" for number in range(16)]
    refused = _last_refused(build(wide.windows, ports, wide.memdevs), names)
    assert (refused.row.errno, refused.reason) == (Errno.ENXIO, "CXL_TARGETS_OVERFLOW")
    assert refused.facts["max"] == 8


def test_more_targets_than_the_decoder_has_are_enxio_at_once() -> None:
    wide = tree(1, 4)
    ports = tuple(msgspec.structs.replace(port, target_count=2) for port in wide.ports)
    names = ["mem0", "mem1", "mem2"]
    state, number = _ready(build(wide.windows, ports, wide.memdevs), 4, names)
    state = _put(state, number, names[:2])
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 2, "mem2", 0),
        Errno.ENXIO,
        "CXL_TARGETS_OVERFLOW",
    )


# --- detach ---------------------------------------------------------------------------------------


def test_the_empty_name_detaches_and_the_region_can_be_completed_again() -> None:
    names = ["mem0", "mem1"]
    state, number = assembled(host(ONE), names)
    state = attach.clear_target(state, number, 0)
    assert state.region(number).state is Config.INTERLEAVE_ACTIVE
    check(state)
    state = attach.set_target(state, number, 0, "mem0", 0)
    assert state.region(number).state is Config.ACTIVE
    assert state.switches["hb0"][0].targets == (0, 1)


def test_detaching_from_a_committed_region_resets_its_decoders_first() -> None:
    state, number = committed(host(ONE), ["mem0", "mem1"])
    state = attach.clear_target(state, number, 1)
    assert not any(each.enabled for each in state.switches["hb0"])
    assert not any(each.enabled for row in state.endpoints.values() for each in row)
    check(state)


def test_detaching_nothing_is_accepted() -> None:
    state, number = _ready(ONE, 2, [])
    assert attach.clear_target(state, number, 1) == state


def test_delete_takes_a_committed_region_apart_and_keeps_the_dpa() -> None:
    state, number = committed(host(ONE), ["mem0", "mem1"])
    state = attach.delete(state, 0, f"region{number}")
    check(state)
    assert state.regions == {}
    assert all(each.region is None for each in state.switches["hb0"])
    assert state.endpoints["mem0"][0].dpa_size == M256


def test_a_size_taken_back_and_set_anew_must_still_fit_the_targets_that_stayed() -> None:
    state, number = _ready(ONE, 2, ["mem0"])
    state = attach.set_target(state, number, 0, "mem0", 0)
    state = region.set_size(region.set_size(state, number, 0), number, 4 * M256)
    state = reserve(state, "mem1", 2 * M256)
    left, refused = attempt(state, lambda at: attach.set_target(at, number, 1, "mem1", 0))
    assert refused is not None
    assert refused.reason == "CXL_TARGET_DPA_SIZE"
    check(left)


def test_fewer_ways_than_the_targets_that_stayed_are_ebusy() -> None:
    state, number = _ready(ONE, 4, ["mem3"])
    state = region.set_size(attach.set_target(state, number, 3, "mem3", 0), number, 0)
    assert_refused(
        state,
        lambda at: region.set_interleave_ways(at, number, 2),
        Errno.EBUSY,
        "CXL_TARGETS_ABOVE_WAYS",
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("decoder99.9", "CXL_DECODER_UNKNOWN"),
        ("mem0", "CXL_DECODER_UNKNOWN"),
        ("decoder0.0", "CXL_NOT_AN_ENDPOINT_DECODER"),
    ],
)
def test_a_name_that_is_no_endpoint_decoder_is_refused_with_region_and_position(
    name: str, reason: str
) -> None:
    state, number = sized(host(ONE), 2)
    with pytest.raises(KernelError) as caught:
        sysfs.write(state, f"region{number}/target1", name)
    assert caught.value.reason == reason
    assert caught.value.facts[AT_TARGET] == {
        "region": f"region{number}",
        "position": 1,
        "decoder": name,
    }
    assert str(caught.value).startswith(f"{reason}: target1 of region{number}: ")
    assert name in str(caught.value)
