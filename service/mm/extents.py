"""The populated pages of one address space or object, in extents that no length makes dearer.

An extent `(start, end, shift, phase, order, pattern, owner)` covers pages [start, end). Page p is
object page p + shift; its position in the pattern, in base pages, is p + shift + phase, and its
folio has the pattern index position >> order. So the phase holds both where the pattern begins and
how folios of a higher order are aligned, mremap changes the shift alone, and nothing depends on
where an extent starts: splitting copies the record with other bounds, merging is equality of the
rest, and lanes are found on the object `owner` by (pattern.at_order(order), phase, zone). The
pattern of an extent is that of the policy, of order 0.

Folios of an order above 0 may be cut. An extent holds whole folios, or part of a single one: a cut
inside a folio carves that folio out as an extent of its own, whose folio stays allocated until its
last mapped page goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from service.mm.keymap import KeyMap
from service.mm.pattern import Pattern, Slots, ZoneKey, of_slots
from service.mm.undo import Undo

#: (start, end, shift, phase, order, pattern, owner)
Extent = tuple[int, int, int, int, int, Pattern, int]
#: an extent with the number of its pattern in a table
EncodedExtent = tuple[int, int, int, int, int, int, int]

#: node of the pages that are not there, in `where`
HOLE = -1


def clip(extent: Extent, start: int, end: int) -> Extent:
    """The part of an extent inside [start, end), which it must meet."""
    return (max(extent[0], start), min(extent[1], end), *extent[2:])


def parts(extent: Extent) -> list[Extent]:
    """The extent as part of a folio, whole folios and part of a folio, as far as it has them."""
    start, end, shift, phase, order, _, _ = extent
    if not order:
        return [extent]
    mask = (1 << order) - 1
    base = shift + phase
    low = ((start + base + mask) & ~mask) - base
    high = ((end + base) & ~mask) - base
    if high < low:
        return [extent]
    bounds = sorted({start, low, high, end})
    rest = extent[2:]
    return [(a, b, *rest) for a, b in pairwise(bounds)]


def is_whole(extent: Extent) -> bool:
    """Whether the extent begins and ends at the edges of folios."""
    start, end, shift, phase, order, _, _ = extent
    return not ((start + shift + phase) | (end + shift + phase)) & ((1 << order) - 1)


def folio_bounds(extent: Extent, page: int) -> tuple[int, int]:
    """The pages [first, end) that the folio of a page would cover if all of it were mapped."""
    base = extent[2] + extent[3]
    first = ((page + base) >> extent[4] << extent[4]) - base
    return first, first + (1 << extent[4])


def _merge(low: Extent, high: Extent) -> Extent | None:
    """Two touching extents as one, when they are of one kind."""
    if low[1] != high[0] or low[2:] != high[2:]:
        return None
    if low[4] and not (is_whole(low) and is_whole(high)):
        first, end = folio_bounds(low, low[0])
        if low[0] < first or end < high[1]:
            return None
    return (low[0], *high[1:])


def _zone_pages(extent: Extent) -> Iterator[tuple[ZoneKey, int]]:
    """(zone, pages) of an extent, whose bounds may lie inside folios."""
    for start, end, shift, phase, order, pattern, _ in parts(extent):
        base = shift + phase
        first, last = (start + base) >> order, (end + base) >> order
        if last - first << order != end - start:
            yield pattern.zone_of(first), end - start
            continue
        for zone in pattern.zones:
            number = pattern.count(zone, first, last)
            if number:
                yield zone, number << order


class ExtentMap(KeyMap[Extent]):
    """Disjoint extents by their first page; touching equal ones are one."""

    __slots__ = ()

    def find(self, page: int) -> Extent | None:
        """The extent that covers a page."""
        key = self.floor(page)
        if key is None:
            return None
        extent = self.values[key]
        return extent if page < extent[1] else None

    def _overlapping(self, start: int, end: int) -> list[Extent]:
        if start >= end:
            return []
        key = self.floor(start)
        first = start if key is None or self.values[key][1] <= start else key
        values = self.values
        return [values[each] for each in self.keys(first, end)]

    def iter(self, start: int, end: int) -> Iterator[Extent]:
        """The extents inside [start, end), clipped, ascending; the map may change meanwhile."""
        for extent in self._overlapping(start, end):
            yield clip(extent, start, end)

    def holes(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of [start, end) that are not populated, ascending."""
        holes: list[tuple[int, int]] = []
        for extent in self._overlapping(start, end):
            if start < extent[0]:
                holes.append((start, extent[0]))
            start = extent[1]
        if start < end:
            holes.append((start, end))
        return holes

    def mapped(self, start: int, end: int) -> int:
        """How many pages of [start, end) are populated."""
        return sum(extent[1] - extent[0] for extent in self.iter(start, end))

    def insert(self, undo: Undo, extent: Extent) -> None:
        """Adds an extent where nothing is populated; equal neighbours merge."""
        start, end = extent[0], extent[1]
        assert start < end, "an empty extent"
        assert not self._overlapping(start, end), "pages are populated already"
        for part in parts(extent):
            self._put(undo, part)

    def _put(self, undo: Undo, extent: Extent) -> None:
        """Writes one part, merging as long as something merges."""
        while True:
            key = self.floor(extent[0] - 1)
            below = None if key is None else _merge(self.values[key], extent)
            if below is not None:
                self.delete(undo, below[0])
                extent = below
            neighbour = self.values.get(extent[1])
            above = None if neighbour is None else _merge(extent, neighbour)
            if above is not None:
                self.delete(undo, extent[1])
                extent = above
            if below is None and above is None:
                self.set(undo, extent[0], extent)
                return

    def cut(self, undo: Undo, start: int, end: int) -> list[Extent]:
        """Takes [start, end) out; returns the pieces removed, ascending, folios cut apart.

        A piece that is not whole is part of one folio: free that only when `mapped` finds nothing
        left of `folio_bounds`.
        """
        removed: list[Extent] = []
        for extent in self._overlapping(start, end):
            first, last = extent[0], extent[1]
            if first < start:
                left = parts((first, start, *extent[2:]))
                self.set(undo, first, left[0])
                for part in left[1:]:
                    self.set(undo, part[0], part)
            else:
                self.delete(undo, first)
            if end < last:
                for part in parts((end, last, *extent[2:])):
                    self.set(undo, part[0], part)
            removed += parts(clip(extent, start, end))
        return removed

    def where(self, start: int, end: int, limit: int = 4096) -> list[tuple[int, int]]:
        """Run-length (nid, pages) of [start, end), HOLE for absent pages, at most `limit` runs.

        A striped extent gives a run per block of its pattern, so the counts may sum up to less
        than the range when the limit strikes; ask on from there.
        """
        runs: list[tuple[int, int]] = []
        position = start
        for first, last, shift, phase, order, pattern, _ in self.iter(start, end):
            if first > position and not _append(runs, HOLE, first - position, limit):
                return runs
            position, base = first, shift + phase
            while position < last:
                zone, stop = pattern.run_at((position + base) >> order)
                stop = min((stop << order) - base, last)
                if not _append(runs, zone[0], stop - position, limit):
                    return runs
                position = stop
        if position < end:
            _append(runs, HOLE, end - position, limit)
        return runs

    def counts(self, start: int, end: int) -> dict[ZoneKey, int]:
        """Populated pages of [start, end) per zone, in zone order, by arithmetic."""
        totals: dict[ZoneKey, int] = {}
        for extent in self.iter(start, end):
            for zone, pages in _zone_pages(extent):
                totals[zone] = totals.get(zone, 0) + pages
        return dict(sorted(totals.items()))

    def encode(self, number: dict[Pattern, int]) -> list[EncodedExtent]:
        """Every extent in key order; `number` grows by the patterns met first here."""
        return [
            (*extent[:5], number.setdefault(extent[5], len(number)), extent[6])
            for extent in map(self.values.__getitem__, self.keys())
        ]

    @classmethod
    def decode(cls, extents: Iterable[EncodedExtent], slots: list[Slots]) -> ExtentMap:
        """The map behind `encode`; `slots` are those of the patterns by number."""
        patterns = [of_slots(each) for each in slots]
        decoded = cls()
        decoded.fill({each[0]: (*each[:5], patterns[each[5]], each[6]) for each in extents})
        return decoded


def _append(runs: list[tuple[int, int]], nid: int, pages: int, limit: int) -> bool:
    """Adds pages to a run-length list; False when it is full."""
    if runs and runs[-1][0] == nid:
        runs[-1] = (nid, runs[-1][1] + pages)
    elif len(runs) < limit:
        runs.append((nid, pages))
    else:
        return False
    return True
