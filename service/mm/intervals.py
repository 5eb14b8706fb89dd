"""Sets of and maps from integer intervals: sorted, disjoint, merging, with undo.

`IntervalMap` holds `start -> (end, value)`, `IntervalSet` the intervals alone. Absent is a state of
its own: no value, not in the set. Records are canonical: touching intervals with equal values are
one. Cost of every operation: the intervals it meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Generic, Self, TypeVar

from service.mm.keymap import KeyMap
from service.mm.undo import MAP, Undo

V = TypeVar("V")


class IntervalMap(KeyMap[tuple[int, V]], Generic[V]):
    """Disjoint intervals [start, end) with a value; touching equal ones are one."""

    __slots__ = ()

    MUTATORS: ClassVar[tuple[str, ...]] = (*KeyMap.MUTATORS, "assign", "put", "clear")

    def at(self, position: int) -> V | None:
        """The value at a position, or None."""
        found = self.values.get(position)
        if found is not None:
            return found[1]
        key = self.floor(position)
        if key is None:
            return None
        end, value = self.values[key]
        return value if position < end else None

    def overlaps(self, start: int, end: int) -> list[tuple[int, int, V]]:
        """(start, end, value) pieces inside [start, end), clipped, ascending."""
        values = self.values
        last = self.floor(end - 1) if values else None
        if start >= end or last is None:
            return []
        run_end, value = values[last]
        if last <= start:
            # one interval at most, the common case
            return [(start, min(run_end, end), value)] if run_end > start else []
        first = self.floor(start)
        found: list[tuple[int, int, V]] = []
        for key in self.between(start if first is None else first, end):
            run_end, value = values[key]
            if run_end > start:
                found.append((max(key, start), min(run_end, end), value))
        return found

    def parts(self, start: int, end: int) -> list[tuple[int, int, V | None]]:
        """The whole of [start, end) as pieces with a value each, None where there is none."""
        below = self.floor(end - 1)
        if below is None or self.values[below][0] <= start:
            return [(start, end, None)] if start < end else []
        found: list[tuple[int, int, V | None]] = []
        for first, last, value in self.overlaps(start, end):
            if start < first:
                found.append((start, first, None))
            found.append((first, last, value))
            start = last
        if start < end:
            found.append((start, end, None))
        return found

    def overlaps_any(self, start: int, end: int) -> bool:
        """Whether any part of [start, end) has a value."""
        key = self.floor(end - 1)
        return start < end and key is not None and self.values[key][0] > start

    def holes(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of [start, end) without a value, ascending."""
        holes: list[tuple[int, int]] = []
        for first, last, _ in self.overlaps(start, end):
            if start < first:
                holes.append((start, first))
            start = last
        if start < end:
            holes.append((start, end))
        return holes

    def assign(self, undo: Undo, start: int, end: int, value: V) -> None:
        """Gives [start, end) a value, whatever stood there. Empty: nothing happens."""
        if start >= end:
            return
        values = self.values
        below = self.floor(end - 1)
        if below is not None and values[below][0] > start:
            self.clear(undo, start, end)
            below = self.floor(start)
        if below is not None and values[below] == (start, value):
            start = below
        above = values.get(end)
        if above is not None and above[1] == value:
            self.delete(undo, end)
            end = above[0]
        if start == below:
            undo.log.append((MAP, self, start, values[start]))
            values[start] = (end, value)
        else:
            self.set(undo, start, (end, value))

    def put(self, undo: Undo, position: int, value: V) -> bool:
        """Gives a position without a value one; False: it has one, and keeps it."""
        values = self.values
        below = self.floor(position)
        if below is not None:
            run = values[below]
            if position < run[0]:
                return False
            above = values.get(position + 1)
            if run == (position, value) and (above is None or above[1] != value):
                undo.log.append((MAP, self, below, run))
                values[below] = (position + 1, value)
                return True
        self.assign(undo, position, position + 1, value)
        return True

    def clear(self, undo: Undo, start: int, end: int) -> list[tuple[int, int, V]]:
        """Takes the values of [start, end) away; returns the pieces that were there."""
        removed = self.overlaps(start, end)
        for first, _, _ in removed:
            key = self.floor(first)
            assert key is not None, "an overlap has a key"
            run_end, value = self.values[key]
            if key < start:
                self.set(undo, key, (start, value))
            else:
                self.delete(undo, key)
            if run_end > end:
                self.set(undo, end, (run_end, value))
        return removed

    def update(
        self, undo: Undo, start: int, end: int, change: Callable[[V | None], V | None]
    ) -> None:
        """Applies `change` to every part of [start, end), holes included (None: no value)."""
        for first, last, value in self.parts(start, end):
            changed = change(value)
            if changed == value:
                continue
            if changed is None:
                self.clear(undo, first, last)
            else:
                self.assign(undo, first, last, changed)

    def encode(self) -> list[tuple[int, int, V]]:
        """(start, end, value) of every interval, ascending."""
        return [(start, *self.values[start]) for start in self.keys()]

    @classmethod
    def decode(cls, intervals: Iterable[tuple[int, int, V]]) -> Self:
        """The map behind `encode`."""
        decoded = cls()
        decoded.fill({start: (end, value) for start, end, value in intervals})
        return decoded


class IntervalSet(IntervalMap[bool]):
    """A set of integers, kept as disjoint intervals that do not touch."""

    __slots__ = ()

    def add(self, undo: Undo, start: int, end: int) -> None:
        """Puts [start, end) in; what is there already stays."""
        self.assign(undo, start, end, value=True)

    def remove(self, undo: Undo, start: int, end: int) -> list[tuple[int, int]]:
        """Takes [start, end) out; returns the intervals that were there."""
        return [(first, last) for first, last, _ in self.clear(undo, start, end)]

    def __contains__(self, position: int) -> bool:
        return self.at(position) is not None

    def intervals(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of [start, end) that are in the set, ascending."""
        return [(first, last) for first, last, _ in self.overlaps(start, end)]

    def count(self, start: int, end: int) -> int:
        """How many integers of [start, end) are in the set."""
        return sum(last - first for first, last, _ in self.overlaps(start, end))
