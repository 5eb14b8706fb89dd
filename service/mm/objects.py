"""Objects own pages: an anonymous family or a file, by page index, in extents.

An extent `start -> (end, pattern, phase)` says that the page with object index i is page `i + phase`
of the pattern; the pattern names its zone and its rank there, the lane (object, pattern, phase, zone)
holds the PFN runs by rank, and the zone's partition holds the inverse. Nothing grows with pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from service.mm.intervals import IntervalMap
from service.mm.keymap import KeyMap
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey
from service.mm.undo import Undo

#: identity of a lane inside its object
LaneKey = tuple[Pattern, int, ZoneKey]


class Lane:
    """Pages of one pattern and phase on one zone: `lane index -> (end index, pfn)`."""

    __slots__ = ("id", "key", "runs")

    def __init__(self, lane_id: int, key: LaneKey) -> None:
        self.id = lane_id
        self.key = key
        self.runs: KeyMap[tuple[int, int]] = KeyMap()

    def add(self, undo: Undo, index: int, pfn: int, count: int) -> None:
        """Notes a PFN run at a lane index; runs that continue each other are one."""
        below = self.runs.floor(index - 1)
        if below is not None:
            end, first = self.runs.values[below]
            if end == index and first + index - below == pfn:
                self.runs.set(undo, below, (index + count, first))
                return
        self.runs.set(undo, index, (index + count, pfn))

    def pieces(self, first: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(lane index, pfn, count) of every run piece inside [first, end)."""
        key = self.runs.floor(first)
        start = first if key is None else key
        for each in list(self.runs.keys(start, end)):
            run_end, pfn = self.runs.values[each]
            low, high = max(each, first), min(run_end, end)
            if low < high:
                yield low, pfn + low - each, high - low

    def cut(self, undo: Undo, first: int, end: int) -> list[tuple[int, int]]:
        """Removes [first, end); returns the (pfn, count) runs that were there."""
        removed: list[tuple[int, int]] = []
        for low, pfn, count in self.pieces(first, end):
            key = self.runs.floor(low)
            assert key is not None, "a piece has a run"
            run_end, run_pfn = self.runs.values[key]
            if key < low:
                self.runs.set(undo, key, (low, run_pfn))
            else:
                self.runs.delete(undo, key)
            if run_end > low + count:
                self.runs.set(undo, low + count, (run_end, pfn + count))
            removed.append((pfn, count))
        return removed


class Extent(NamedTuple):
    """Pages [start, end) of an object laid out by a pattern."""

    start: int
    end: int
    pattern: Pattern
    phase: int


class PageObject:
    """The pages of an anonymous family (`kind` anon) or a file (`kind` file).

    `extra` counts mappings beyond the one that an anonymous page always has, or all mappings of a
    file page; `dirty` holds pages that must not be dropped or, on ramfs, not be moved.
    """

    __slots__ = ("dirty", "extents", "extra", "id", "ino", "kind", "lanes", "name", "policies")

    def __init__(self, object_id: int, kind: str, name: str = "", ino: int = 0) -> None:
        self.id = object_id
        #: inode number: base of the interleave index of shared memory
        self.ino = ino or object_id
        self.kind = kind
        self.name = name
        self.lanes: dict[LaneKey, Lane] = {}
        self.extents: IntervalMap[tuple[Pattern, int]] = IntervalMap()
        self.extra: IntervalMap[int] = IntervalMap()
        self.dirty: IntervalMap[bool] = IntervalMap()
        #: shared policy tree (shmem), by page index: opaque to this file
        self.policies: IntervalMap[object] = IntervalMap()

    def pieces(self, start: int, end: int) -> Iterator[Extent]:
        """The extents inside [start, end), clipped."""
        for first, last, (pattern, phase) in self.extents.overlaps(start, end):
            yield Extent(first, last, pattern, phase)

    def zone_at(self, index: int) -> ZoneKey | None:
        """The zone of a page, or None when it is absent."""
        found = self.extents.at(index)
        return found[0].zone_of(index + found[1]) if found else None

    def pfn_at(self, index: int) -> int | None:
        """The PFN of a page, or None when it is absent."""
        found = self.extents.at(index)
        if found is None:
            return None
        pattern, phase = found
        zone = pattern.zone_of(index + phase)
        rank = pattern.rank(zone, index + phase)
        return next(pfn for _, pfn, _ in self.lanes[pattern, phase, zone].pieces(rank, rank + 1))

    def counts(self, start: int, end: int) -> dict[ZoneKey, int]:
        """Pages per zone among the indexes [start, end), in zone order."""
        totals: dict[ZoneKey, int] = {}
        for first, last, pattern, phase in self.pieces(start, end):
            for zone in pattern.zones:
                number = pattern.count(zone, first + phase, last + phase)
                if number:
                    totals[zone] = totals.get(zone, 0) + number
        return dict(sorted(totals.items()))

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, ZoneKey]]:
        """(first, end, zone) runs of present pages, page by page where a pattern alternates."""
        for first, last, pattern, phase in self.pieces(start, end):
            if pattern.period == 1:
                yield first, last, pattern.zones[0]
                continue
            index = first
            while index < last:
                zone = pattern.zone_of(index + phase)
                stop = index + 1
                while stop < last and pattern.zone_of(stop + phase) == zone:
                    stop += 1
                yield index, stop, zone
                index = stop


class PageStore:
    """The two mutations of object pages, over the partitions of the zones.

    `new_id` gives ids from the host's counter; `partition` finds a zone's partition; `own` and
    `disown` keep the directory of lane ids.
    """

    __slots__ = ("disown", "new_id", "own", "partition", "undo")

    def __init__(
        self,
        undo: Undo,
        new_id: Callable[[], int],
        partition: Callable[[ZoneKey], Partition],
        own: Callable[[int, int], None],
        disown: Callable[[int], None],
    ) -> None:
        self.undo = undo
        self.new_id = new_id
        self.partition = partition
        self.own = own
        self.disown = disown

    def populate(
        self, obj: PageObject, start: int, end: int, pattern: Pattern, phase: int
    ) -> dict[ZoneKey, int]:
        """Gives the absent pages [start, end) of an object frames by the pattern; pages per zone.

        The zones must have room: the caller ends a piece where one reaches its mark.
        """
        taken: dict[ZoneKey, int] = {}
        for zone in pattern.zones:
            rank = pattern.rank(zone, start + phase)
            number = pattern.rank(zone, end + phase) - rank
            if not number:
                continue
            lane = self._lane(obj, (pattern, phase, zone))
            partition = self.partition(zone)
            for pfn, count in partition.take_pages(self.undo, number, lane.id, rank):
                lane.add(self.undo, rank, pfn, count)
                rank += count
            taken[zone] = number
        obj.extents.assign(self.undo, start, end, (pattern, phase))
        return taken

    def release(self, obj: PageObject, start: int, end: int) -> dict[ZoneKey, int]:
        """Frees the present pages among [start, end); pages per zone."""
        freed: dict[ZoneKey, int] = {}
        for first, last, (pattern, phase) in obj.extents.clear(self.undo, start, end):
            for zone in pattern.zones:
                low = pattern.rank(zone, first + phase)
                high = pattern.rank(zone, last + phase)
                if low == high:
                    continue
                key = (pattern, phase, zone)
                lane = obj.lanes[key]
                for pfn, count in lane.cut(self.undo, low, high):
                    self.partition(zone).free(self.undo, pfn, count)
                if not lane.runs:
                    self.undo.delete(obj.lanes, key)
                    self.disown(lane.id)
                freed[zone] = freed.get(zone, 0) + high - low
        obj.dirty.clear(self.undo, start, end)
        return freed

    def adopt(self, obj: PageObject, source: PageObject) -> None:
        """Gives all pages of `source` to `obj`, at the same indexes; frames stay where they are."""
        for start in list(source.extents.keys()):
            end, (pattern, phase) = source.extents.values[start]
            for zone in pattern.zones:
                low, high = pattern.rank(zone, start + phase), pattern.rank(zone, end + phase)
                if low == high:
                    continue
                key = (pattern, phase, zone)
                lane = self._lane(obj, key)
                other = source.lanes[key]
                for index, pfn, count in list(other.pieces(low, high)):
                    self.partition(zone).reown(self.undo, pfn, count, lane.id, index)
                    lane.add(self.undo, index, pfn, count)
            obj.extents.assign(self.undo, start, end, (pattern, phase))
        for lane in source.lanes.values():
            self.disown(lane.id)

    def _lane(self, obj: PageObject, key: LaneKey) -> Lane:
        lane = obj.lanes.get(key)
        if lane is None:
            lane = Lane(self.new_id(), key)
            self.undo.set(obj.lanes, key, lane)
            self.own(lane.id, obj.id)
        return lane
