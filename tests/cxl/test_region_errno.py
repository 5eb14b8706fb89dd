"""The region state machine, attribute by attribute: every refusal, and in which order they come.

Source: Linux 7.3 drivers/cxl/core/region.c; recorded answers of 6.12 and 7.3 where said.
"""

from __future__ import annotations

import msgspec
import pytest

from service.cxl import attach, region
from service.cxl.fixtures import GIB
from service.cxl.state import Config, CxlState
from service.cxl.topology import Restriction
from service.reasons import Errno, KernelError
from tests.cxl.machines import (
    M256,
    UUID,
    assembled,
    assert_refused,
    committed,
    host,
    parametrize,
    sized,
    tree,
)

ONE = tree(1, 2)
PAIR = tree(2, 2, granularity=4096)
TRIPLE = tree(3, 2, granularity=512)
RAM_ONLY = tree(1, 1, restrictions=Restriction.TYPE3 | Restriction.VOLATILE)
OTHER_UUID = UUID[:-1] + "2"


def _idle(topology: object = ONE, mode: str = "ram") -> CxlState:
    return region.create(host(topology), 0, mode, "region0")  # type: ignore[arg-type]


# --- create and delete ----------------------------------------------------------------------------


@parametrize("text", ["", "foo", "region", "regionx", "region-1", " region0", "region0 "])
def test_create_with_malformed_text_is_einval(text: str) -> None:
    assert_refused(
        host(ONE), lambda at: region.create(at, 0, "ram", text), Errno.EINVAL, "CXL_REGION_NAME"
    )


@parametrize("text", ["region1", "region9999", "region2"])
def test_create_of_an_id_that_is_not_advertised_is_ebusy(text: str) -> None:
    assert_refused(
        host(ONE), lambda at: region.create(at, 0, "ram", text), Errno.EBUSY, "CXL_REGION_NOT_NEXT"
    )


def test_create_of_a_kind_that_the_window_does_not_take_cannot_be_opened() -> None:
    assert_refused(
        host(RAM_ONLY),
        lambda at: region.create(at, 0, "pmem", "region0"),
        Errno.EACCES,
        "CXL_ATTRIBUTE_HIDDEN",
    )


def test_each_window_advertises_an_id_of_its_own() -> None:
    # recorded: decoder0.1 creates region1, decoder0.2 region2
    assert host(PAIR).next_id == {0: 0, 1: 1, 2: 2}


def test_a_new_region_takes_the_advertised_id_and_the_next_free_one_is_advertised() -> None:
    state = region.create(host(PAIR), 1, "ram", "region1")
    assert state.next_id == {0: 0, 1: 3, 2: 2}


def test_a_deleted_region_gives_its_lower_id_back_to_its_window() -> None:
    state = region.create(host(PAIR), 1, "ram", "region1")
    state = attach.delete(state, 1, "region1")
    assert state.next_id == {0: 0, 1: 1, 2: 2}


@parametrize(
    ("text", "errno", "reason"),
    [
        ("foo", Errno.EINVAL, "CXL_REGION_NAME"),
        ("region9999", Errno.ENODEV, "CXL_REGION_UNKNOWN"),
        ("region1", Errno.ENODEV, "CXL_REGION_UNKNOWN"),
    ],
)
def test_delete_of_what_the_window_does_not_have(text: str, errno: Errno, reason: str) -> None:
    state = region.create(_idle(), 1, "ram", "region1")
    assert_refused(state, lambda at: attach.delete(at, 0, text), errno, reason)


# --- uuid -----------------------------------------------------------------------------------------


@parametrize("text", ["", "x", UUID[:-1], UUID + "0", UUID.replace("-", ""), "0" * 36])
def test_a_malformed_uuid_is_einval(text: str) -> None:
    assert_refused(
        _idle(mode="pmem"),
        lambda at: region.set_uuid(at, 0, text),
        Errno.EINVAL,
        "CXL_UUID_MALFORMED",
    )


def test_the_null_uuid_is_einval() -> None:
    null = "00000000-0000-0000-0000-000000000000"
    assert_refused(
        _idle(mode="pmem"),
        lambda at: region.set_uuid(at, 0, null),
        Errno.EINVAL,
        "CXL_UUID_MALFORMED",
    )


def test_a_uuid_that_another_region_has_is_ebusy() -> None:
    state = region.set_uuid(_idle(mode="pmem"), 0, UUID)
    number = state.next_id[0]
    state = region.create(state, 0, "pmem", f"region{number}")
    assert_refused(
        state, lambda at: region.set_uuid(at, number, UUID), Errno.EBUSY, "CXL_UUID_TAKEN"
    )


def test_the_same_uuid_again_is_accepted_and_another_only_before_active() -> None:
    state = region.set_uuid(_idle(mode="pmem"), 0, UUID)
    assert region.set_uuid(state, 0, UUID.upper()) == state
    active = msgspec.structs.replace(state.region(0), state=Config.ACTIVE)
    state = state.with_region(active)
    assert region.set_uuid(state, 0, UUID) == state
    with pytest.raises(KernelError) as caught:
        region.set_uuid(state, 0, OTHER_UUID)
    assert (caught.value.row.errno, caught.value.reason) == (Errno.EBUSY, "CXL_REGION_ACTIVE")


def test_the_uuid_of_a_ram_region_is_read_only() -> None:
    assert_refused(
        _idle(), lambda at: region.set_uuid(at, 0, UUID), Errno.EACCES, "CXL_ATTRIBUTE_HIDDEN"
    )


# --- ways and granularity -------------------------------------------------------------------------


@parametrize(
    ("topology", "ways"),
    [
        *((ONE, ways) for ways in (1, 2, 4, 8, 16)),
        *((PAIR, ways) for ways in (2, 4, 8, 16)),
        *((TRIPLE, ways) for ways in (3, 6, 12)),
    ],
)
def test_ways_that_are_a_power_of_two_times_those_of_the_window(
    topology: object, ways: int
) -> None:
    state = region.set_interleave_ways(_idle(topology), 0, ways)
    assert state.region(0).ways == ways


@parametrize(
    ("topology", "ways", "reason"),
    [
        (ONE, 0, "CXL_WAYS_ENCODING"),
        (ONE, 5, "CXL_WAYS_ENCODING"),
        (ONE, 32, "CXL_WAYS_ENCODING"),
        (ONE, 3, "CXL_WAYS_OF_WINDOW"),
        (ONE, 6, "CXL_WAYS_OF_WINDOW"),
        (ONE, 12, "CXL_WAYS_OF_WINDOW"),
        (PAIR, 1, "CXL_WAYS_OF_WINDOW"),
        (PAIR, 3, "CXL_WAYS_OF_WINDOW"),
        (PAIR, 6, "CXL_WAYS_OF_WINDOW"),
        (TRIPLE, 1, "CXL_WAYS_OF_WINDOW"),
        (TRIPLE, 2, "CXL_WAYS_OF_WINDOW"),
        (TRIPLE, 4, "CXL_WAYS_OF_WINDOW"),
        (TRIPLE, 16, "CXL_WAYS_OF_WINDOW"),
    ],
)
def test_other_ways_are_einval(topology: object, ways: int, reason: str) -> None:
    assert_refused(
        _idle(topology), lambda at: region.set_interleave_ways(at, 0, ways), Errno.EINVAL, reason
    )


@parametrize("granularity", [256, 512, 1024, 2048, 4096, 8192, 16384])
def test_any_granularity_under_a_window_of_one_way(granularity: int) -> None:
    state = region.set_interleave_granularity(_idle(), 0, granularity)
    assert state.region(0).granularity == granularity


@parametrize("granularity", [256, 512, 1024, 2048, 8192, 16384])
def test_another_granularity_than_that_of_an_interleaved_window_is_einval(granularity: int) -> None:
    assert_refused(
        _idle(PAIR),
        lambda at: region.set_interleave_granularity(at, 0, granularity),
        Errno.EINVAL,
        "CXL_GRANULARITY_OF_WINDOW",
    )


@parametrize("granularity", [0, 100, 128, 32768])
def test_a_granularity_without_encoding_is_einval(granularity: int) -> None:
    assert_refused(
        _idle(),
        lambda at: region.set_interleave_granularity(at, 0, granularity),
        Errno.EINVAL,
        "CXL_GRANULARITY_ENCODING",
    )


def test_ways_and_granularity_of_a_sized_region_are_ebusy() -> None:
    state, number = sized(host(ONE), 2)
    for step in (
        lambda at: region.set_interleave_ways(at, number, 4),
        lambda at: region.set_interleave_granularity(at, number, 512),
    ):
        assert_refused(state, step, Errno.EBUSY, "CXL_REGION_SIZED")


def test_the_encoding_is_checked_before_the_state() -> None:
    state, number = sized(host(ONE), 2)
    assert_refused(
        state,
        lambda at: region.set_interleave_ways(at, number, 5),
        Errno.EINVAL,
        "CXL_WAYS_ENCODING",
    )


# --- size -----------------------------------------------------------------------------------------


def test_there_is_no_default_for_ways_and_granularity_and_size_needs_them() -> None:
    # recorded: unset is 0, and size is then ENXIO
    state = _idle()
    assert (state.region(0).ways, state.region(0).granularity) == (0, 0)
    for attribute in ("ways", "granularity"):
        half = msgspec.structs.replace(
            state.region(0), **{attribute: 256 if attribute[0] == "g" else 1}
        )
        assert_refused(
            state.with_region(half),
            lambda at: region.set_size(at, 0, M256),
            Errno.ENXIO,
            "CXL_INTERLEAVE_UNSET",
        )


def test_the_size_of_a_pmem_region_needs_a_uuid() -> None:
    state = region.set_interleave_ways(_idle(mode="pmem"), 0, 1)
    state = region.set_interleave_granularity(state, 0, 256)
    assert_refused(
        state, lambda at: region.set_size(at, 0, M256), Errno.ENXIO, "CXL_INTERLEAVE_UNSET"
    )
    state = region.set_size(region.set_uuid(state, 0, UUID), 0, M256)
    assert state.region(0).state is Config.INTERLEAVE_ACTIVE


@parametrize("size", [1, 4096, M256 - 1, M256, 3 * M256, 2 * M256 + 4096])
def test_a_size_that_is_no_multiple_of_256_mib_a_way_is_einval(size: int) -> None:
    state = region.set_interleave_granularity(region.set_interleave_ways(_idle(), 0, 2), 0, 256)
    assert_refused(
        state, lambda at: region.set_size(at, 0, size), Errno.EINVAL, "CXL_SIZE_UNALIGNED"
    )


def test_more_than_the_window_has_is_erange() -> None:
    state = region.set_interleave_granularity(region.set_interleave_ways(_idle(), 0, 1), 0, 256)
    window = state.topology.windows[0]
    assert_refused(
        state, lambda at: region.set_size(at, 0, window.size + M256), Errno.ERANGE, "CXL_NO_HPA"
    )


def test_the_same_size_again_is_accepted_and_another_is_ebusy() -> None:
    state, number = sized(host(ONE), 2)
    assert region.set_size(state, number, 2 * M256) == state
    assert_refused(
        state, lambda at: region.set_size(at, number, 4 * M256), Errno.EBUSY, "CXL_REGION_SIZED"
    )


def test_size_0_gives_the_range_back_until_the_region_is_active() -> None:
    state, number = sized(host(ONE), 2)
    state = region.set_size(state, number, 0)
    assert (state.region(number).state, state.region(number).hpa_start) == (Config.IDLE, None)
    assert region.set_size(state, number, 0) == state
    active, number = assembled(host(ONE), ["mem0"])
    assert_refused(
        active, lambda at: region.set_size(at, number, 0), Errno.EBUSY, "CXL_REGION_ACTIVE"
    )


def test_a_committed_region_keeps_its_size() -> None:
    state, number = committed(host(ONE), ["mem0"])
    assert_refused(
        state, lambda at: region.set_size(at, number, 0), Errno.EBUSY, "CXL_REGION_ACTIVE"
    )


def test_ranges_are_given_from_the_lowest_free_address() -> None:
    base = ONE.windows[0].base
    state, first = sized(host(ONE), 1)
    state, second = sized(state, 2)
    state, third = sized(state, 1)
    assert [state.region(number).hpa_start for number in (first, second, third)] == [
        base,
        base + M256,
        base + 3 * M256,
    ]
    state = attach.delete(state, 0, f"region{second}")
    state, fourth = sized(state, 1, each=3 * M256)
    assert state.region(fourth).hpa_start == base + 4 * M256
    state, fifth = sized(state, 1, each=2 * M256)
    assert state.region(fifth).hpa_start == base + M256


def test_max_available_extent_is_the_longest_free_range() -> None:
    size = ONE.windows[0].size
    state, number = sized(host(ONE), 1, each=GIB)
    assert region.max_available_extent(state, 0) == size - GIB
    state = attach.delete(state, 0, f"region{number}")
    assert region.max_available_extent(state, 0) == size
