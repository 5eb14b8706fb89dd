"""Encodings of ways, granularity and decoder counts; capability gates; CFMWS checks.

Sources: CXL 3.2 8.2.4.20; Linux 7.3 drivers/cxl/cxl.h, acpi.c (cxl_acpi_cfmws_verify), region.c
(check_interleave_cap).
"""

from __future__ import annotations

import msgspec
import pytest

from service.cxl import attach
from service.cxl.encoding import (
    InterleaveCap,
    check_interleave_cap,
    decoder_count,
    eig_to_granularity,
    eiw_to_ways,
    granularity_to_eig,
    interleave_bits,
    ways_to_eiw,
)
from service.cxl.topology import Restriction, Window, build, check_window
from service.reasons import Errno, KernelError
from tests.cxl.machines import M256, assert_refused, host, parametrize, reserve, sized, tree


@parametrize(("ways", "eiw"), [(1, 0), (2, 1), (4, 2), (8, 3), (16, 4), (3, 8), (6, 9), (12, 10)])
def test_ways_are_encoded_as_the_specification_says(ways: int, eiw: int) -> None:
    assert ways_to_eiw(ways) == eiw
    assert eiw_to_ways(eiw) == ways


@parametrize("ways", [0, 5, 7, 9, 10, 11, 13, 14, 15, 24, 32, 64])
def test_other_ways_are_einval(ways: int) -> None:
    with pytest.raises(KernelError) as caught:
        ways_to_eiw(ways)
    assert caught.value.row.errno is Errno.EINVAL


@parametrize("eiw", [5, 6, 7, 11, 15])
def test_reserved_way_encodings_are_einval(eiw: int) -> None:
    with pytest.raises(KernelError) as caught:
        eiw_to_ways(eiw)
    assert caught.value.row.errno is Errno.EINVAL


@parametrize("eig", range(7))
def test_granularity_is_256_shifted_by_its_encoding(eig: int) -> None:
    assert eig_to_granularity(eig) == 256 << eig
    assert granularity_to_eig(256 << eig) == eig


@parametrize("granularity", [0, 1, 100, 128, 255, 257, 384, 32768, 1 << 20])
def test_other_granularities_are_einval(granularity: int) -> None:
    with pytest.raises(KernelError) as caught:
        granularity_to_eig(granularity)
    assert caught.value.row.errno is Errno.EINVAL


@parametrize("eig", [-1, 7, 15])
def test_reserved_granularity_encodings_are_einval(eig: int) -> None:
    with pytest.raises(KernelError) as caught:
        eig_to_granularity(eig)
    assert caught.value.row.errno is Errno.EINVAL


@parametrize(
    ("field", "count"),
    [(0, 1), *((field, 2 * field) for field in range(1, 9)), (9, 20), (10, 24), (11, 28), (12, 32)],
)
def test_decoder_count_field(field: int, count: int) -> None:
    assert decoder_count(field) == count


@parametrize("field", [13, 14, 15])
def test_reserved_decoder_counts_are_enxio(field: int) -> None:
    with pytest.raises(KernelError) as caught:
        decoder_count(field)
    assert caught.value.row.errno is Errno.ENXIO


@parametrize(
    ("ways", "granularity", "bits"),
    [
        (1, 16384, 0),
        (3, 16384, 0),
        (2, 256, 0x100),
        (4, 256, 0x300),
        (16, 256, 0xF00),
        (2, 16384, 0x4000),
        (8, 4096, 0x7000),
        (6, 256, 0x100),
        (12, 256, 0x300),
        (4, 16384, 0xC000),
    ],
)
def test_bits_that_select_a_target(ways: int, granularity: int, bits: int) -> None:
    assert interleave_bits(ways, granularity) == bits


_NO_LOW = InterleaveCap(a11_8=False)
_NO_HIGH = InterleaveCap(a14_12=False)
_NO_THREE = InterleaveCap(ways_3_6_12=False)
_NO_16 = InterleaveCap(ways_16=False)


@parametrize(
    ("cap", "ways", "granularity"),
    [
        (_NO_LOW, 2, 256),
        (_NO_HIGH, 2, 4096),
        (_NO_HIGH, 4, 2048),
        (_NO_THREE, 3, 256),
        (_NO_THREE, 6, 256),
        (_NO_THREE, 12, 256),
        (_NO_16, 16, 256),
        (InterleaveCap(), 4, 16384),
        (InterleaveCap(), 16, 4096),
        (InterleaveCap(), 0, 256),
    ],
)
def test_what_a_port_cannot_decode_is_enxio(
    cap: InterleaveCap, ways: int, granularity: int
) -> None:
    with pytest.raises(KernelError) as caught:
        check_interleave_cap(cap, ways, granularity, decoder="decoder1.0")
    assert caught.value.row.errno is Errno.ENXIO
    assert caught.value.facts["decoder"] == "decoder1.0"


@parametrize(
    ("cap", "ways", "granularity"),
    [
        (_NO_LOW, 2, 4096),
        (_NO_HIGH, 4, 256),
        (_NO_LOW, 1, 256),
        (_NO_THREE, 16, 256),
        (_NO_16, 12, 256),
        (_NO_HIGH, 3, 16384),
    ],
)
def test_what_the_missing_capability_does_not_concern_is_accepted(
    cap: InterleaveCap, ways: int, granularity: int
) -> None:
    check_interleave_cap(cap, ways, granularity, decoder="decoder1.0")


def test_an_endpoint_without_the_capability_refuses_to_join() -> None:
    topology = tree()
    small = msgspec.structs.replace(topology.memdevs[0], cap=_NO_LOW)
    topology = build(topology.windows, topology.ports, (small, *topology.memdevs[1:]))
    state, number = sized(reserve(host(topology), "mem0"), 2)
    assert_refused(
        state,
        lambda at: attach.set_target(at, number, 0, "mem0", 0),
        Errno.ENXIO,
        "CXL_INTERLEAVE_CAPABILITY",
    )


# --- windows --------------------------------------------------------------------------------------


def _window(**changes: object) -> Window:
    return msgspec.structs.replace(Window(0, M256, M256, (0,)), **changes)


@parametrize(
    ("window", "reason"),
    [
        (_window(arithmetic=2), "CXL_WINDOW_ARITHMETIC"),
        (_window(base=M256 + 1), "CXL_WINDOW_BASE"),
        (_window(base=M256 // 2), "CXL_WINDOW_BASE"),
        (_window(size=1), "CXL_WINDOW_SIZE"),
        (_window(size=M256 + 4096), "CXL_WINDOW_SIZE"),
        (_window(targets=(0, 1, 2, 3, 4)), "CXL_WAYS_ENCODING"),
        (_window(granularity=128), "CXL_GRANULARITY_ENCODING"),
        (_window(targets=(0, 1), arithmetic=1), "CXL_WINDOW_NO_CXIMS"),
    ],
)
def test_malformed_windows_are_einval(window: Window, reason: str) -> None:
    with pytest.raises(KernelError) as caught:
        check_window(window)
    assert (caught.value.row.errno, caught.value.reason) == (Errno.EINVAL, reason)


@parametrize("eiw", [5, 6, 7, 11, 12])
def test_a_window_with_a_reserved_way_encoding_is_einval(eiw: int) -> None:
    with pytest.raises(KernelError) as caught:
        check_window(_window(), eiw=eiw)
    assert caught.value.reason == "CXL_EIW_RESERVED"


def test_a_window_too_short_for_its_ways_is_einval() -> None:
    with pytest.raises(KernelError) as caught:
        check_window(_window(), eiw=1)
    assert caught.value.reason == "CXL_WINDOW_TARGETS"


@parametrize("targets", [(0,), (0, 1, 2)])
def test_xor_windows_of_one_or_three_ways_need_no_maps(targets: tuple[int, ...]) -> None:
    check_window(_window(targets=targets, arithmetic=1))


def test_a_window_of_one_way_has_granularity_256() -> None:
    topology = build((_window(granularity=4096),), (), ())
    assert topology.windows[0].granularity == 256


def test_overlapping_windows_are_refused() -> None:
    with pytest.raises(KernelError) as caught:
        build((_window(size=2 * M256), _window(id=1, base=2 * M256)), (), ())
    assert caught.value.reason == "CXL_WINDOW_OVERLAP"


def test_restrictions_decide_which_regions_a_window_takes() -> None:
    ram = _window(restrictions=Restriction.TYPE3 | Restriction.VOLATILE)
    assert (ram.takes("ram"), ram.takes("pmem"), ram.locked) == (True, False, False)
    fixed = _window(restrictions=Restriction.TYPE3 | Restriction.PMEM | Restriction.FIXED)
    assert (fixed.takes("ram"), fixed.takes("pmem"), fixed.locked) == (False, True, True)
