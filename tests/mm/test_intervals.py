"""Interval maps, sets and counts against a dict of points, and the undo log under them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.mm.intervals import IntervalMap, IntervalSet
from service.mm.keymap import CHUNK_MAX, KeyMap
from service.mm.undo import Undo

SIZE = 60


def canonical(points: dict[int, int]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for point in sorted(points):
        if runs and runs[-1][1:] == (point, points[point]):
            runs[-1] = (runs[-1][0], point + 1, points[point])
        else:
            runs.append((point, point + 1, points[point]))
    return runs


def holes(points: dict[int, int], start: int, end: int) -> list[tuple[int, int]]:
    absent = {point: 0 for point in range(start, end) if point not in points}
    return [(first, last) for first, last, _ in canonical(absent)]


def some_range(rng: random.Random) -> tuple[int, int]:
    start = rng.randint(0, SIZE)
    return start, rng.randint(start, SIZE)


@pytest.mark.parametrize("seed", range(200))
def test_interval_map_equals_a_dict_of_points(seed: int) -> None:
    rng = random.Random(seed)
    ranges: IntervalMap[int] = IntervalMap()
    points: dict[int, int] = {}
    undo = Undo()
    for _ in range(60):
        start, end = some_range(rng)
        before, mark = ranges.encode(), undo.mark()
        if rng.random() < 0.6:
            value = rng.randint(1, 3)
            ranges.assign(undo, start, end, value)
            changed = points | dict.fromkeys(range(start, end), value)
        else:
            inside = {point: points[point] for point in range(start, end) if point in points}
            assert ranges.clear(undo, start, end) == canonical(inside)
            changed = {point: value for point, value in points.items() if point not in inside}
        assert ranges.encode() == canonical(changed)
        if rng.random() < 0.4:
            undo.rollback(mark)
            assert ranges.encode() == before
        else:
            points = changed
        start, end = some_range(rng)
        inside = {point: points[point] for point in range(start, end) if point in points}
        assert list(ranges.overlaps(start, end)) == canonical(inside)
        assert ranges.overlaps_any(start, end) == bool(inside)
        assert ranges.holes(start, end) == holes(points, start, end)
        assert ranges.at(start) == points.get(start)
    twin = IntervalMap.decode(ranges.encode())
    assert twin.encode() == ranges.encode()
    undo.rollback()
    assert not ranges


@pytest.mark.parametrize("seed", range(100))
def test_counts_equal_a_dict_of_points(seed: int) -> None:
    rng = random.Random(seed)
    counts: IntervalMap[int] = IntervalMap()
    undo = Undo()
    points: dict[int, int] = {}
    for _ in range(50):
        start, end = some_range(rng)
        if rng.random() < 0.5:
            by = rng.randint(1, 2)
            counts.update(undo, start, end, lambda number, by=by: (number or 0) + by)
            for point in range(start, end):
                points[point] = points.get(point, 0) + by
        else:
            assert counts.holes(start, end) == holes(points, start, end)
            counts.update(undo, start, end, lambda n: n - 1 if n and n > 1 else None)
            for point in range(start, end):
                points[point] = max(points.get(point, 0) - 1, 0)
        points = {point: number for point, number in points.items() if number}
        assert counts.encode() == canonical(points)
    undo.rollback()
    assert counts.encode() == []


@pytest.mark.parametrize("seed", range(50))
def test_interval_set_is_a_set(seed: int) -> None:
    rng = random.Random(seed)
    ranges, undo = IntervalSet(), Undo()
    points: set[int] = set()
    for _ in range(50):
        start, end = some_range(rng)
        if rng.random() < 0.5:
            ranges.add(undo, start, end)
            points |= set(range(start, end))
        else:
            gone = ranges.remove(undo, start, end)
            assert [p for a, b in gone for p in range(a, b)] == sorted(
                points & set(range(start, end))
            )
            points -= set(range(start, end))
        assert [point for point in range(SIZE) if point in ranges] == sorted(points)
        start, end = some_range(rng)
        inside = points & set(range(start, end))
        assert ranges.count(start, end) == len(inside)
        assert [p for a, b in ranges.intervals(start, end) for p in range(a, b)] == sorted(inside)


@pytest.mark.parametrize("seed", range(6))
def test_key_map_equals_a_sorted_list(seed: int) -> None:
    rng = random.Random(seed)
    keymap: KeyMap[int] = KeyMap()
    keymap.fill({key: key for key in range(0, 9000, 3)})
    values = dict(keymap.values)
    undo, trail = Undo(), []
    for step in range(9000):
        grow = 0.3 if step < 5000 else 0.9
        key = rng.randrange(9000)
        if rng.random() < grow:
            keymap.set(undo, key, step)
            values[key] = step
        else:
            near = keymap.ceiling(key)
            if near is not None:
                keymap.delete(undo, near)
                del values[near]
        if step % 500 == 0:
            trail.append((undo.mark(), dict(values)))
            ordered = sorted(values)
            assert list(keymap.keys()) == ordered
            assert keymap.values == values
            low, high = sorted((rng.randrange(9000), rng.randrange(9000)))
            assert list(keymap.keys(low, high)) == [key for key in ordered if low <= key < high]
            assert keymap.floor(low) == max((key for key in ordered if key <= low), default=None)
            assert keymap.ceiling(low) == min((key for key in ordered if key >= low), default=None)
            assert max(map(len, keymap._chunks)) <= CHUNK_MAX
            assert len(keymap._chunks) <= 1 + len(keymap) // 32
    for mark, old in reversed(trail):
        undo.rollback(mark)
        assert keymap.values == old
        assert list(keymap.keys()) == sorted(old)


def test_key_map_only_fills_sorted_and_once() -> None:
    keymap: KeyMap[int] = KeyMap()
    with pytest.raises(AssertionError):
        keymap.fill({2: 0, 1: 0})
    assert keymap.floor(5) is None
    assert keymap.ceiling(5) is None
    keymap.fill({1: 0})
    with pytest.raises(AssertionError):
        keymap.fill({2: 0})
    assert len(keymap) == 1
    assert list(keymap.keys(0, 1)) == []


class Thing:
    """Something with an attribute."""

    def __init__(self) -> None:
        self.value = 1


def test_undo_takes_every_kind_back_newest_first() -> None:
    undo, thing, table, trail = Undo(), Thing(), {"a": 1}, []
    undo.set(table, "a", 2)
    undo.set(table, "b", 3)
    mark = undo.mark()
    undo.delete(table, "a")
    undo.assign(thing, "value", 2)
    undo.assign(thing, "value", 3)
    undo.call(lambda: trail.append(thing.value))
    undo.assign(thing, "value", 4)
    assert (len(undo), table, thing.value) == (7, {"b": 3}, 4)
    undo.rollback(mark)
    assert (len(undo), table, thing.value, trail) == (2, {"a": 2, "b": 3}, 1, [3])
    undo.rollback()
    assert (len(undo), table) == (0, {"a": 1})


def test_undo_refuses_what_does_not_exist() -> None:
    undo = Undo()
    with pytest.raises(KeyError):
        undo.delete({}, 1)
    with pytest.raises(AttributeError):
        undo.assign(Thing(), "nothing", 1)
    assert len(undo) == 0


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.integers(0, 2)), max_size=30))
def test_parts_tile_a_range_and_columns_rebuild_the_map(
    assigned: list[tuple[int, int, int]],
) -> None:
    """Every position of a range is in one part, with the value that `at` gives."""
    intervals: IntervalMap[int] = IntervalMap()
    for start, length, value in assigned:
        intervals.assign(Undo(), start, start + length, value)
    parts = intervals.parts(5, 50)
    assert [first for first, _, _ in parts] == [5, *(last for _, last, _ in parts[:-1])]
    assert parts[-1][1] == 50
    for first, last, value in parts:
        assert {intervals.at(each) for each in range(first, last)} == {value}
    again = IntervalMap[int].of_columns(intervals.columns())
    assert (again.encode(), again.columns()) == (intervals.encode(), intervals.columns())
    assert intervals.between(5, 50) == list(intervals.keys(5, 50))
