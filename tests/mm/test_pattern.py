"""Pattern arithmetic against a list of zones written out index by index."""

from __future__ import annotations

import copy
import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.pattern import Pattern, ZoneKey, interleave, of_slots, one, weighted

zone_keys = st.tuples(st.integers(0, 4), st.sampled_from([1, 2]))
slot_lists = st.lists(st.tuples(zone_keys, st.integers(1, 5)), min_size=1, max_size=9)


def made(slots: list[tuple[ZoneKey, int]]) -> Pattern:
    return weighted([zone for zone, _ in slots], [weight for _, weight in slots])


def written_out(slots: list[tuple[ZoneKey, int]], pages: int) -> list[ZoneKey]:
    cycle = [zone for zone, weight in slots for _ in range(weight)]
    return [cycle[index % len(cycle)] for index in range(pages)]


@settings(deadline=None)
@given(slot_lists, st.data())
def test_every_question_equals_the_written_out_layout(
    slots: list[tuple[ZoneKey, int]], data: st.DataObject
) -> None:
    pattern = made(slots)
    pages = 3 * sum(weight for _, weight in slots) + 2
    zones = written_out(slots, pages)
    assert pattern.lanes == tuple(dict.fromkeys(zones[: sum(weight for _, weight in slots)]))
    seen: dict[ZoneKey, int] = dict.fromkeys(pattern.lanes, 0)
    for index, zone in enumerate(zones):
        assert pattern.zone_of(index) == zone
        assert pattern.lane_index(index) == seen[zone]
        assert pattern.rank(zone, index) == seen[zone]
        assert pattern.page_index(zone, seen[zone]) == index == pattern.index_of(zone, seen[zone])
        met, stop = pattern.run_at(index)
        assert met == zone
        assert index < stop
        assert set(zones[index:stop]) == {zone}
        seen[zone] += 1
    first = data.draw(st.integers(0, pages))
    end = data.draw(st.integers(first, pages))
    for zone in pattern.lanes:
        number = zones[first:end].count(zone)
        assert pattern.count(zone, first, end) == number
        for capacity in range(1, number + 1):
            stop = pattern.first_exceeding(zone, first, capacity)
            assert zones[first:stop].count(zone) == capacity
            assert zones[stop - 1] == zone, "just after the page that fills the zone"
    met_in_order = list(dict.fromkeys(zones[first:end]))
    assert pattern.spans(first, end) == [
        (zone, zones[:first].count(zone), zones[first:end].count(zone)) for zone in met_in_order
    ]
    assert pattern.count((9, 9), first, end) == 0


@settings(deadline=None)
@given(slot_lists, st.lists(zone_keys, min_size=9, max_size=9))
def test_substitute_keeps_slots_and_weights(
    slots: list[tuple[ZoneKey, int]], others: list[ZoneKey]
) -> None:
    pattern = made(slots)
    every = dict(enumerate(others))
    replaced = [(others[slot], weight) for slot, (_, weight) in enumerate(pattern.slots)]
    assert pattern.substitute(every) is made(replaced)
    assert pattern.substitute({}) is pattern
    if len(pattern.slots) > 1:
        assert pattern.substitute({0: (9, 9)}) is made(
            [((9, 9), pattern.slots[0][1]), *pattern.slots[1:]]
        )


@settings(deadline=None)
@given(slot_lists)
def test_slot_of_is_the_slot_whose_turn_it_is(slots: list[tuple[ZoneKey, int]]) -> None:
    pattern = made(slots)
    turns = [slot for slot, (_, weight) in enumerate(pattern.slots) for _ in range(weight)]
    assert [pattern.slot_of(index) for index in range(2 * len(turns))] == turns * 2
    assert [pattern.per_cycle(zone) for zone in pattern.lanes] == [
        sum(weight for other, weight in pattern.slots if other == zone) for zone in pattern.lanes
    ]


@settings(deadline=None)
@given(slot_lists)
def test_patterns_are_interned_values(slots: list[tuple[ZoneKey, int]]) -> None:
    pattern = made(slots)
    assert made(slots) is pattern
    assert of_slots(pattern.slots) is pattern
    assert copy.deepcopy(pattern) is pattern
    if len({zone for zone, _ in slots}) == 1:
        assert pattern is one(slots[0][0])
        assert pattern.period == 1


def test_identity_does_not_depend_on_a_cache_size() -> None:
    kept = interleave([(0, 2), (1, 2)])
    for nid in range(5000):
        interleave([(nid, 0), (nid + 1, 0)])
    gc.collect()
    assert interleave([(0, 2), (1, 2)]) is kept
    assert weighted([(0, 2), (1, 2)], [1, 1]) is kept
    assert repr(kept) == "Pattern((((0, 2), 1), ((1, 2), 1)), 0)"


def test_a_zone_in_two_slots_is_one_lane() -> None:
    pattern = interleave([(0, 2), (1, 2), (2, 2)]).substitute({1: (0, 2)})
    assert pattern.lanes == ((0, 2), (2, 2))
    assert [pattern.lane_index(index) for index in range(6)] == [0, 1, 0, 2, 3, 1]


def test_an_order_is_part_of_the_value() -> None:
    pages = interleave([(0, 2), (1, 2)])
    folios = pages.at_order(9)
    assert (pages.order, folios.order) == (0, 9)
    assert folios is not pages
    assert folios.slots == pages.slots
    assert folios.at_order(9) is folios
    assert folios.at_order(0) is pages.at_order(0) is pages
    assert folios.substitute({0: (1, 2)}) is one((1, 2)).at_order(9)


def test_impossible_patterns_are_refused() -> None:
    with pytest.raises(AssertionError):
        weighted([(0, 2), (1, 2)], [1, 0])
    with pytest.raises(ValueError, match="shorter"):
        weighted([(0, 2), (1, 2)], [1])
    with pytest.raises(AssertionError):
        one((0, 2)).first_exceeding((0, 2), 0, 0)
