"""Dynamic capacity: extents offered, accepted, released; codes in the device's order.

Source: CXL 3.2 8.2.10.9.9, 7.6.7.6; QEMU hw/cxl/cxl-mailbox-utils.c.
"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cxl.dcd import (
    EXTENTS_MAX,
    Cci,
    Dcd,
    DcRegion,
    Extent,
    Removal,
    Selection,
    add_response,
    backed_bytes,
    dcd,
    initiate_add,
    initiate_release,
    release,
)
from tests.cxl.machines import parametrize

M2 = 2 << 20
GIB = 1 << 30
DEVICE = dcd((DcRegion(0, GIB, M2), DcRegion(GIB, GIB, 2 * M2)))

Ranges = tuple[tuple[int, int], ...]


def _extents(*ranges: tuple[int, int]) -> tuple[Extent, ...]:
    return tuple(Extent(start, size) for start, size in ranges)


def _offered(*ranges: tuple[int, int], device: Dcd = DEVICE) -> Dcd:
    reply = initiate_add(device, Selection.PRESCRIPTIVE, _extents(*ranges))
    assert reply.code is Cci.SUCCESS
    return reply.device


def _held(*ranges: tuple[int, int], device: Dcd = DEVICE) -> Dcd:
    reply = add_response(_offered(*ranges, device=device), _extents(*ranges))
    assert reply.code is Cci.SUCCESS
    return reply.device


def _list(device: Dcd) -> list[tuple[int, int]]:
    return [(each.start, each.size) for each in device.extents]


MALFORMED = [
    (((2 * GIB, M2),), Cci.INVALID_PA),
    (((GIB - M2, 2 * M2),), Cci.INVALID_PA),
    (((0, 0),), Cci.INVALID_PA),
    (((M2 // 2, M2),), Cci.INVALID_EXTENT_LIST),
    (((0, M2 + 4096),), Cci.INVALID_EXTENT_LIST),
    (((GIB + M2, 2 * M2),), Cci.INVALID_EXTENT_LIST),
    (((0, 2 * M2), (M2, 2 * M2)), Cci.INVALID_EXTENT_LIST),
    (((0, M2), (0, M2)), Cci.INVALID_EXTENT_LIST),
]


@parametrize(("ranges", "code"), MALFORMED)
def test_a_malformed_list_is_refused_by_every_command(ranges: Ranges, code: Cci) -> None:
    extents = _extents(*ranges)
    full = _held((0, GIB))
    for reply in (
        initiate_add(DEVICE, Selection.PRESCRIPTIVE, extents),
        initiate_release(DEVICE, Removal.PRESCRIPTIVE, extents),
        add_response(_offered((0, GIB)), extents),
        release(full, extents),
    ):
        assert reply.code is code
    assert release(full, extents).device == full


@parametrize("policy", [Selection.FREE, Selection.CONTIGUOUS, Selection.ENABLE_SHARED])
def test_only_prescriptive_selection_is_implemented(policy: Selection) -> None:
    reply = initiate_add(DEVICE, policy, _extents((0, M2)))
    assert (reply.code, reply.device) == (Cci.INVALID_INPUT, DEVICE)


def test_only_prescriptive_removal_is_implemented() -> None:
    reply = initiate_release(_held((0, M2)), Removal.TAG_BASED, _extents((0, M2)))
    assert reply.code is Cci.INVALID_INPUT


def test_empty_lists_of_the_fabric_manager_are_invalid_input() -> None:
    assert initiate_add(DEVICE, Selection.PRESCRIPTIVE, ()).code is Cci.INVALID_INPUT
    assert initiate_release(DEVICE, Removal.PRESCRIPTIVE, ()).code is Cci.INVALID_INPUT
    assert release(DEVICE, ()).code is Cci.INVALID_INPUT


@parametrize("device", [_held((0, 2 * M2)), _offered((0, 2 * M2))], ids=["accepted", "pending"])
def test_an_offer_over_accepted_or_pending_extents_is_an_invalid_list(device: Dcd) -> None:
    reply = initiate_add(device, Selection.PRESCRIPTIVE, _extents((M2, 2 * M2)))
    assert (reply.code, reply.device) == (Cci.INVALID_EXTENT_LIST, device)


def test_more_extents_than_the_device_tracks_are_refused() -> None:
    many = tuple((number * M2, M2) for number in range(EXTENTS_MAX))
    full = _held(*many)
    more = _extents((EXTENTS_MAX * M2 - M2, M2))
    assert initiate_add(full, Selection.PRESCRIPTIVE, more).code is Cci.RESOURCES_EXHAUSTED
    assert add_response(full, more).code is Cci.RESOURCES_EXHAUSTED
    wide = dcd((DcRegion(0, 1 << 40, M2),))
    held = _held(*((4 * number * M2, 3 * M2) for number in range(EXTENTS_MAX)), device=wide)
    assert release(held, _extents((M2, M2))).code is Cci.RESOURCES_EXHAUSTED


def test_the_host_may_accept_a_part_and_the_rest_of_the_group_is_dropped() -> None:
    reply = add_response(_offered((0, 4 * M2), (8 * M2, M2)), _extents((M2, M2)))
    assert (reply.code, _list(reply.device)) == (Cci.SUCCESS, [(M2, M2)])
    assert reply.device.pending == ()


def test_an_empty_response_rejects_the_first_group_only() -> None:
    device = _offered((8 * M2, M2), device=_offered((0, M2)))
    reply = add_response(device, ())
    assert (reply.code, _list(reply.device)) == (Cci.SUCCESS, [])
    assert reply.device.pending == (_extents((8 * M2, M2)),)


@parametrize("ranges", [((4 * M2, M2),), ((0, 2 * M2),), ((8 * M2, M2),)])
def test_a_response_outside_the_first_group_is_an_invalid_address(ranges: Ranges) -> None:
    device = _offered((8 * M2, M2), device=_offered((0, M2)))
    reply = add_response(device, _extents(*ranges))
    assert (reply.code, reply.device) == (Cci.INVALID_PA, device)


def test_a_response_without_an_offer_is_an_invalid_address() -> None:
    assert add_response(DEVICE, _extents((0, M2))).code is Cci.INVALID_PA


def test_accepted_extents_carry_the_tag_of_the_offer() -> None:
    offer = (msgspec.structs.replace(Extent(0, 4 * M2), tag="a" * 32),)
    device = initiate_add(DEVICE, Selection.PRESCRIPTIVE, offer).device
    reply = add_response(device, _extents((M2, M2)))
    assert [each.tag for each in reply.device.extents] == ["a" * 32]


def test_releasing_the_middle_splits_an_extent() -> None:
    reply = release(_held((0, 4 * M2)), _extents((M2, M2)))
    assert (reply.code, _list(reply.device)) == (Cci.SUCCESS, [(0, M2), (2 * M2, 2 * M2)])


def test_a_release_may_span_extents_that_touch() -> None:
    reply = release(_held((0, 2 * M2), (2 * M2, 2 * M2)), _extents((M2, 2 * M2)))
    assert (reply.code, sorted(_list(reply.device))) == (Cci.SUCCESS, [(0, M2), (3 * M2, M2)])


@parametrize("ranges", [((4 * M2, M2),), ((0, 3 * M2),), ((0, M2), (3 * M2, M2))])
def test_releasing_what_is_not_fully_backed_is_an_invalid_address(ranges: Ranges) -> None:
    device = _held((0, 2 * M2))
    reply = release(device, _extents(*ranges))
    assert (reply.code, reply.device) == (Cci.INVALID_PA, device)


def test_a_release_request_over_a_pending_extent_needs_force() -> None:
    device = _offered((0, M2))
    extents = _extents((0, M2))
    assert initiate_release(device, Removal.PRESCRIPTIVE, extents).code is Cci.INVALID_PA
    reply = initiate_release(device, Removal.PRESCRIPTIVE, extents, forced=True)
    assert reply.code is Cci.SUCCESS
    assert [event.kind for event in reply.device.events] == ["add", "forced_release"]


def test_events_of_a_group_say_that_more_follows() -> None:
    device = _offered((0, M2), (M2, M2), (2 * M2, M2))
    assert [event.more for event in device.events] == [True, True, False]


def test_regions_that_do_not_ascend_are_no_device() -> None:
    with pytest.raises(AssertionError):
        dcd((DcRegion(GIB, GIB, M2), DcRegion(0, GIB, M2)))


_BLOCKS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), min_size=1, max_size=3).map(
    lambda rows: tuple((start * M2, size * M2) for start, size in rows)
)


@settings(deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(["add", "accept", "give"]), _BLOCKS), max_size=30))
def test_backed_blocks_are_exactly_those_accepted_and_not_released(
    steps: list[tuple[str, Ranges]],
) -> None:
    device, backed = DEVICE, set[int]()
    for word, ranges in steps:
        extents = _extents(*ranges)
        blocks = {block for start, size in ranges for block in range(start, start + size, M2)}
        if word == "add":
            device = initiate_add(device, Selection.PRESCRIPTIVE, extents).device
        elif word == "accept":
            first = device.pending[0] if device.pending else ()
            reply = add_response(device, first)
            assert reply.code is Cci.SUCCESS
            device = reply.device
            backed |= {block for each in first for block in range(each.start, each.end, M2)}
        else:
            reply = release(device, extents)
            disjoint = sum(size for _, size in ranges) == len(blocks) * M2
            assert (reply.code is Cci.SUCCESS) == (blocks <= backed and disjoint)
            device = reply.device
            backed -= blocks if reply.code is Cci.SUCCESS else set()
        held = [b for each in device.extents for b in range(each.start, each.end, M2)]
        assert sorted(held) == sorted(backed)
        assert backed_bytes(device) == len(backed) * M2
