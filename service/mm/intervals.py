"""Maps from integer intervals to values: sorted, disjoint, merging, with undo.

`IntervalMap` holds `start -> (end, value)`; `LinearMap` in addition shifts nothing: equal values of
touching intervals merge. A count that is absent is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from service.mm.keymap import KeyMap
from service.mm.undo import Undo

V = TypeVar("V")


class IntervalMap(KeyMap[tuple[int, V]], Generic[V]):
    """Disjoint intervals [start, end) with a value; touching equal ones are one."""

    __slots__ = ()

    def at(self, position: int) -> V | None:
        """The value at a position, or None."""
        key = self.floor(position)
        if key is None:
            return None
        end, value = self.values[key]
        return value if position < end else None

    def overlaps(self, start: int, end: int) -> Iterator[tuple[int, int, V]]:
        """(start, end, value) pieces inside [start, end), clipped, ascending."""
        key = self.floor(start)
        first = start if key is None or self.values[key][0] <= start else key
        for each in list(self.keys(first, end)):
            run_end, value = self.values[each]
            yield max(each, start), min(run_end, end), value

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
        """Gives [start, end) a value, whatever stood there."""
        self.clear(undo, start, end)
        below = self.floor(start)
        if below is not None and self.values[below] == (start, value):
            start = below
        above = self.values.get(end)
        if above is not None and above[1] == value:
            self.delete(undo, end)
            end = above[0]
        self.set(undo, start, (end, value))

    def clear(self, undo: Undo, start: int, end: int) -> list[tuple[int, int, V]]:
        """Takes the values of [start, end) away; returns the pieces that were there."""
        removed: list[tuple[int, int, V]] = list(self.overlaps(start, end))
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
        parts: list[tuple[int, int, V | None]] = [*self.overlaps(start, end)]
        parts += [(first, last, None) for first, last in self.holes(start, end)]
        for first, last, value in sorted(parts, key=lambda part: part[0]):
            changed = change(value)
            if changed == value:
                continue
            if changed is None:
                self.clear(undo, first, last)
            else:
                self.assign(undo, first, last, changed)
