"""Lanes: where the folios of one layout stand on one zone, as runs of frames by lane index.

A lane belongs to (object, pattern with its order, phase, zone) and is found in a dict on the
object, so that neighbouring extents of an object can always merge. Its runs
`lane index -> (end index, pfn)` are the forward direction; the zone's partition holds the inverse
(owner = lane id, index = lane index in base pages). Indexes and counts are in folios of the lane's
order; the frames of a run follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.mm.keymap import KeyMap
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey
from service.mm.undo import Undo

#: identity of a lane inside its object: (pattern of the lane's order, phase in pages, zone)
LaneKey = tuple[Pattern, int, ZoneKey]
#: (lane index, pfn, folios)
LaneRun = tuple[int, int, int]


class Lane:
    """Runs of folios of one layout on one zone."""

    __slots__ = ("id", "key", "order", "owner", "runs")

    def __init__(self, lane_id: int, key: LaneKey, owner: int = 0) -> None:
        self.id = lane_id
        self.key = key
        self.order = key[0].order
        #: id of the object
        self.owner = owner
        self.runs: KeyMap[tuple[int, int]] = KeyMap()

    def __len__(self) -> int:
        """Number of runs; a lane without any is false."""
        return len(self.runs)

    def insert(self, undo: Undo, index: int, pfn: int, count: int) -> None:
        """Puts a run in at a lane index where none is; runs that continue each other are one."""
        runs, order, end = self.runs, self.order, index + count
        values = runs.values
        below = runs.floor(end - 1)
        above = values.get(end)
        if above is not None and pfn + (count << order) == above[1]:
            runs.delete(undo, end)
            end = above[0]
        if below is not None:
            last, frame = values[below]
            assert last <= index, "these folios have frames"
            if last == index and frame + ((index - below) << order) == pfn:
                index, pfn = below, frame
        runs.set(undo, index, (end, pfn))

    def add(self, undo: Undo, index: int, pfn: int, count: int) -> None:
        """The same as `insert`."""
        self.insert(undo, index, pfn, count)

    def pieces(self, first: int, end: int) -> Iterator[LaneRun]:
        """(lane index, pfn, folios) of every run piece inside [first, end), ascending."""
        below = self.runs.floor(first)
        start = first if below is None else below
        for index in list(self.runs.keys(start, end)):
            last, pfn = self.runs.values[index]
            low, high = max(index, first), min(last, end)
            if low < high:
                yield low, pfn + ((low - index) << self.order), high - low

    def lookup(self, index: int) -> int:
        """The pfn of the folio at a lane index, -1 when it has no frame."""
        below = self.runs.floor(index)
        if below is None:
            return -1
        end, pfn = self.runs.values[below]
        return pfn + ((index - below) << self.order) if index < end else -1

    def cut(self, undo: Undo, first: int, end: int) -> list[tuple[int, int]]:
        """Removes [first, end); returns the (pfn, folios) that were there, in lane order."""
        runs, removed = self.runs, []
        for low, pfn, count in self.pieces(first, end):
            index = runs.floor(low)
            assert index is not None, "a piece has a run"
            last, frame = runs.values[index]
            if index < low:
                runs.set(undo, index, (low, frame))
            else:
                runs.delete(undo, index)
            if low + count < last:
                runs.set(undo, low + count, (last, pfn + (count << self.order)))
            removed.append((pfn, count))
        return removed

    def take(self, undo: Undo, partition: Partition, first: int, nr: int) -> list[tuple[int, int]]:
        """Gives `nr` folios from lane index `first` on frames of the zone; (pfn, pages) runs.

        The zone must have them. Cost: one run per free run of the zone used.
        """
        order = self.order
        taken = partition.take_pages(undo, nr << order, self.id, first << order, order)
        for pfn, pages in taken:
            self.insert(undo, first, pfn, pages >> order)
            first += pages >> order
        return taken

    def take_one(self, undo: Undo, partition: Partition, index: int) -> None:
        """`take` of one folio of order 0, which the zone must have."""
        pfn = partition.take_block(undo, 0, self.id, index)
        assert pfn >= 0, "the zone has a page"
        self.insert(undo, index, pfn, 1)

    def release(self, undo: Undo, partition: Partition, first: int, end: int) -> int:
        """Frees the frames of [first, end); how many pages that were."""
        freed = 0
        for pfn, count in self.cut(undo, first, end):
            partition.free(undo, pfn, count << self.order)
            freed += count << self.order
        return freed

    def encode(self) -> list[LaneRun]:
        """(lane index, pfn, folios) of every run in lane order."""
        values = self.runs.values
        return [
            (index, values[index][1], values[index][0] - index)
            for index in self.runs.keys()  # noqa: SIM118 - a KeyMap, not a dict
        ]
