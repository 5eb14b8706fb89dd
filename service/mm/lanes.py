"""Lanes: where the folios of one layout stand on one zone, as runs of frames by lane index.

A lane belongs to (object, pattern with its order, phase, zone) and is found in a dict on the
object, so that neighbouring extents of an object can always merge. Its runs
`lane index -> (end index, pfn)` are the forward direction; the zone's partition holds the inverse
(owner = lane id, index = lane index in base pages). Indexes and counts are in folios of the lane's
order; the frames of a run follow each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from service.mm.intervals import CountMap
from service.mm.keymap import KeyMap
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey
from service.mm.undo import Undo

#: identity of a lane inside its object: (pattern of the lane's order, phase in pages, zone)
LaneKey = tuple[Pattern, int, ZoneKey]
#: (lane index, pfn, folios)
LaneRun = tuple[int, int, int]


class Lane:
    """Runs of folios of one layout on one zone; `refs` counts owners beyond the first."""

    __slots__ = ("id", "key", "order", "owner", "refs", "runs")

    def __init__(self, lane_id: int, key: LaneKey, owner: int = 0) -> None:
        self.id = lane_id
        self.key = key
        self.order = key[0].order
        #: id of the object
        self.owner = owner
        self.runs: KeyMap[tuple[int, int]] = KeyMap()
        self.refs: CountMap | None = None

    def __len__(self) -> int:
        """Number of runs; a lane without any is false."""
        return len(self.runs)

    def insert(self, undo: Undo, index: int, pfn: int, count: int) -> None:
        """Puts a run in at a lane index where none is; runs that continue each other are one."""
        runs, order, end = self.runs, self.order, index + count
        above = runs.ceiling(index)
        assert above is None or end <= above, "these folios have frames"
        if above == end:
            last, frame = runs.values[end]
            if pfn + (count << order) == frame:
                runs.delete(undo, end)
                end = last
        below = runs.floor(index)
        if below is not None:
            last, frame = runs.values[below]
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

    def release(self, undo: Undo, partition: Partition, first: int, end: int) -> int:
        """Frees the frames of [first, end), all of one owner; how many pages that were."""
        assert self.refs is None or not any(self.refs.overlaps(first, end)), "frames with owners"
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


class LaneSource(Protocol):
    """Where an object gets its lanes from, and who is told when one has become empty."""

    def new(self, undo: Undo, owner: int, key: LaneKey) -> Lane:
        """A fresh, empty lane of an object."""

    def drop(self, undo: Undo, lane: Lane) -> None:
        """Forgets an empty lane."""


class LaneTable:
    """The lanes of a host by id, which is their owner number in the partitions."""

    __slots__ = ("lanes", "next_id")

    def __init__(self, next_id: int = 1) -> None:
        self.lanes: dict[int, Lane] = {}
        self.next_id = next_id

    def new(self, undo: Undo, owner: int, key: LaneKey) -> Lane:
        """A fresh, empty lane of an object."""
        lane = Lane(self.next_id, key, owner)
        undo.assign(self, "next_id", lane.id + 1)
        undo.set(self.lanes, lane.id, lane)
        return lane

    def drop(self, undo: Undo, lane: Lane) -> None:
        """Forgets an empty lane."""
        assert not lane, "the lane has frames"
        undo.delete(self.lanes, lane.id)

    def insert(self, undo: Undo, lane: int, index: int, pfn: int, count: int) -> None:
        """Puts a run of folios in at a lane index where none is."""
        self.lanes[lane].insert(undo, index, pfn, count)

    def append(self, undo: Undo, lane: int, index: int, pfn: int, count: int) -> None:
        """The same as `insert`: runs past the last one are the common case and the cheapest."""
        self.insert(undo, lane, index, pfn, count)

    def cut(self, undo: Undo, lane: int, first: int, end: int) -> list[tuple[int, int]]:
        """Removes [first, end) of a lane; the (pfn, folios) that were there."""
        return self.lanes[lane].cut(undo, first, end)

    def lookup(self, lane: int, index: int) -> int:
        """The pfn of a folio, -1 when it has no frame."""
        return self.lanes[lane].lookup(index)
