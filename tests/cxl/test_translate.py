"""HPA <-> DPA: a bijection for every legal ways and granularity, modulo and XOR.

The engine works on address bits, as decoders do. The reference here works on chunks: chunk c of a
region belongs to position c mod ways and is chunk c div ways of that device.
Source: CXL 3.2 8.2.4.20.13; ACPI 6.5 CXIMS; Linux 7.3 drivers/cxl/core/region.c.
"""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from service.cxl import assembly, commit
from service.cxl.encoding import GRANULARITIES, WAYS
from service.cxl.fixtures import XORMAPS, cxl_test
from service.cxl.state import CxlState
from service.cxl.topology import XOR, Topology
from service.cxl.translate import (
    Place,
    apply_xormaps,
    dpa_offset,
    dpa_to_hpa,
    hpa_offset,
    hpa_to_dpa,
    position,
    route,
)
from tests.cxl.machines import M256, committed, host, parametrize, tree

PAIRS = [(ways, granularity) for ways in WAYS for granularity in GRANULARITIES]


def chunks(offset: int, ways: int, granularity: int) -> tuple[int, int]:
    """The reference: (position, DPA offset)."""
    chunk, inside = divmod(offset, granularity)
    return chunk % ways, chunk // ways * granularity + inside


@parametrize(("ways", "granularity"), PAIRS)
@settings(deadline=None)
@given(data=st.data())
def test_decoding_agrees_with_counting_chunks(
    ways: int, granularity: int, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, (1 << 48) - 1))
    got = position(offset, ways, granularity), dpa_offset(offset, ways, granularity)
    assert got == chunks(offset, ways, granularity)


@parametrize(("ways", "granularity"), PAIRS)
@settings(deadline=None)
@given(data=st.data())
def test_translation_and_back_is_the_identity(
    ways: int, granularity: int, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, (1 << 48) - 1))
    pos = position(offset, ways, granularity)
    inside = dpa_offset(offset, ways, granularity)
    assert hpa_offset(inside, pos, ways, granularity) == offset
    other = data.draw(st.integers(0, ways - 1))
    back = hpa_offset(inside, other, ways, granularity)
    assert (position(back, ways, granularity), dpa_offset(back, ways, granularity)) == (
        other,
        inside,
    )


@parametrize(("ways", "granularity"), PAIRS)
def test_two_rounds_of_chunks_cover_every_device_evenly(ways: int, granularity: int) -> None:
    seen = {
        (position(offset, ways, granularity), dpa_offset(offset, ways, granularity))
        for offset in range(0, 2 * ways * granularity, 64)
    }
    expected = {(pos, offset) for pos in range(ways) for offset in range(0, 2 * granularity, 64)}
    assert seen == expected


# --- through regions ------------------------------------------------------------------------------


def _region(topology: Topology, ways: int, granularity: int) -> CxlState:
    state = host(topology)
    eligible = frozenset(each.name for each in topology.memdevs)
    names = assembly.positions(state, 0, ways, eligible)
    assert len(names) == ways
    state, _ = committed(state, list(names), granularity=granularity)
    return state


#: (bridges, root ports, switch ports, ways): shapes of every legal number of ways
SHAPES = [
    (1, 1, 0, 1),
    (1, 2, 0, 2),
    (2, 1, 0, 2),
    (2, 2, 0, 4),
    (1, 2, 2, 4),
    (2, 2, 2, 8),
    (4, 2, 2, 16),
    (3, 1, 0, 3),
    (3, 2, 0, 6),
    (3, 2, 2, 12),
]


@cache
def _built(bridges: int, width: int, fan: int, ways: int, granularity: int) -> CxlState:
    return _region(tree(bridges, width, fan=fan, granularity=granularity), ways, granularity)


@parametrize("shape", SHAPES)
@settings(deadline=None)
@given(data=st.data())
def test_every_address_of_a_region_has_one_byte_and_back(
    shape: tuple[int, int, int, int], data: st.DataObject
) -> None:
    state = _built(*shape, 256)
    region = state.region(0)
    offset = data.draw(st.integers(0, region.hpa_size - 1))
    assert region.hpa_start is not None
    place = hpa_to_dpa(state, region.hpa_start + offset)
    assert place is not None
    pos, inside = chunks(offset, region.ways, 256)
    assert place == Place(region.targets[pos].memdev, inside)
    assert dpa_to_hpa(state, place) == region.hpa_start + offset


#: the window's x3 is not read by bits; the last level decodes at most 16 KiB
ROUTED = [
    (shape, granularity)
    for shape in SHAPES
    for granularity in (256, 1024, 4096)
    if shape[0] != 3 and granularity * shape[3] <= 1 << 15
]


@parametrize(("shape", "granularity"), ROUTED)
@settings(deadline=None)
@given(data=st.data())
def test_programmed_decoders_lead_to_the_same_device(
    shape: tuple[int, int, int, int], granularity: int, data: st.DataObject
) -> None:
    bridges, width, fan, ways = shape
    state = _built(bridges, width, fan, ways, granularity)
    region = state.region(0)
    assert region.hpa_start is not None
    hpa = region.hpa_start + data.draw(st.integers(0, region.hpa_size - 1))
    place = hpa_to_dpa(state, hpa)
    assert place is not None
    assert route(state, hpa) == place.memdev


@parametrize("bridges", [2, 4])
@settings(deadline=None)
@given(data=st.data())
def test_xor_windows_are_their_own_inverse_and_stay_bijective(
    bridges: int, data: st.DataObject
) -> None:
    topology = tree(bridges, 1, arithmetic=XOR, xormaps=XORMAPS)
    window = topology.windows[0]
    address = window.base + data.draw(st.integers(0, window.size - 1))
    assert apply_xormaps(window, apply_xormaps(window, address)) == address
    state = _region(topology, bridges, 256)
    region = state.region(0)
    assert region.hpa_start is not None
    hpa = region.hpa_start + data.draw(st.integers(0, region.hpa_size - 1))
    place = hpa_to_dpa(state, hpa)
    assert place is not None
    assert dpa_to_hpa(state, place) == hpa
    assert route(state, hpa) == place.memdev
    # the reference: the target is the parity of the mapped bits, bit by bit
    index = sum(
        ((hpa & xormap).bit_count() & 1) << bit
        for bit, xormap in enumerate(XORMAPS[: bridges.bit_length() - 1])
    )
    assert region.targets[index].memdev == place.memdev


def test_xor_of_one_or_three_ways_is_the_identity() -> None:
    state = cxl_test(xor=True)
    for number in (6, 8):
        window = state.topology.window_of[number]
        assert apply_xormaps(window, window.base + 0x404100) == window.base + 0x404100


def test_nothing_is_behind_addresses_without_a_committed_region() -> None:
    state, number = committed(host(tree(1, 2)), ["mem0", "mem1"])
    start = state.region(number).hpa_start
    assert start is not None
    assert hpa_to_dpa(state, start - 1) is None
    assert hpa_to_dpa(state, start + 2 * M256) is None
    assert dpa_to_hpa(state, Place("mem0", M256)) is None
    state = commit.decommit(state, number)
    assert hpa_to_dpa(state, start) is None
    assert dpa_to_hpa(state, Place("mem0", 0)) is None
    assert route(state, start) is None
