"""Objects own pages: an anonymous family or a file, by page index, in extents.

An extent `start -> (end, pattern, phase)` says that the page with object index i is page
`i + phase` of the pattern; the pattern names its zone and its rank there, the lane (object,
pattern, phase, zone) holds the PFN runs by rank, and the zone's partition holds the inverse.
Nothing grows with pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, Protocol

from service.mm.intervals import IntervalMap
from service.mm.lanes import Lane, LaneKey
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey, one
from service.mm.undo import Undo

#: soft state of pages: what the value of each mark says
MARKS: Final[dict[str, str]] = {
    "order": "order of the large folio that the page is part of; absent: a folio of its own",
    "pin": "references that nobody maps (get_user_pages): the page is busy",
    "longterm": "of those references, long-term ones (FOLL_LONGTERM)",
    "mlocked": "PG_mlocked: counted in nr_mlock",
    "lazyfree": "MADV_FREE: dropped by reclaim instead of swapped",
    "value": "the byte that was last written to the page",
    "ksm": "a stable KSM page",
    "hwpoison": "PG_hwpoison",
    "device": "a ZONE_DEVICE page: 1 private, 2 coherent, 3 fsdax",
    "memcg": "id of the memory cgroup that the page of a file is charged to",
    "isolated": "off the LRU: another CPU took it",
}


class Extent(NamedTuple):
    """Pages [start, end) of an object laid out by a pattern."""

    start: int
    end: int
    pattern: Pattern
    phase: int


class PageObject:
    """The pages of an anonymous family (`kind` anon) or a file (`kind` file).

    `extra` counts mappings beyond the one that an anonymous page always has, or all mappings of a
    file page; `dirty` holds pages that must not be dropped or, on ramfs, not be moved. `marks` is
    soft state by name (MARKS), usually empty: it goes when the page is freed and moves with it.
    """

    __slots__ = (
        "dirty",
        "extents",
        "extra",
        "id",
        "ino",
        "kind",
        "lanes",
        "marks",
        "name",
        "policies",
    )

    def __init__(
        self,
        object_id: int,
        kind: str,
        name: str = "",
        ino: int = 0,
    ) -> None:
        self.id = object_id
        #: inode number: base of the interleave index of shared memory
        self.ino = ino or object_id
        self.kind = kind
        self.name = name
        self.lanes: dict[LaneKey, Lane] = {}
        self.extents: IntervalMap[tuple[Pattern, int]] = IntervalMap()
        self.extra: IntervalMap[int] = IntervalMap()
        self.dirty: IntervalMap[bool] = IntervalMap()
        #: name of MARKS -> page index -> value; only names in use
        self.marks: dict[str, IntervalMap[int]] = {}
        #: shared policy tree (shmem), by page index: opaque to this file
        self.policies: IntervalMap[object] = IntervalMap()

    def set_mark(self, undo: Undo, name: str, first: int, end: int, value: int = 1) -> None:
        """Marks the pages [first, end); a value of 0 takes the mark away."""
        assert name in MARKS, "an unknown mark"
        found = self.marks.get(name)
        if found is None:
            if not value:
                return
            found = IntervalMap()
            undo.set(self.marks, name, found)
        if value:
            found.assign(undo, first, end, value)
        else:
            found.clear(undo, first, end)
            if not found:
                undo.delete(self.marks, name)

    def mark_at(self, name: str, index: int) -> int:
        """The value of a mark on a page; 0 without."""
        found = self.marks.get(name)
        return (found.at(index) or 0) if found is not None else 0

    def marked(self, name: str, first: int, end: int) -> list[tuple[int, int, int]]:
        """(first, end, value) of the pages among [first, end) that have a mark, ascending."""
        found = self.marks.get(name)
        return list(found.overlaps(first, end)) if found is not None else []

    def unmarked(self, name: str, first: int, end: int) -> list[tuple[int, int]]:
        """The parts of [first, end) without a mark, ascending."""
        found = self.marks.get(name)
        if found is None:
            return [(first, end)] if first < end else []
        return found.holes(first, end)

    def soft_state(self, first: int, end: int) -> list[tuple[str, int, int, int]]:
        """(mark, first, end, value) of everything that is marked among [first, end)."""
        return [
            (name, a, b, value)
            for name in sorted(self.marks)
            for a, b, value in self.marked(name, first, end)
        ]

    def pieces(self, start: int, end: int) -> Iterator[Extent]:
        """The extents inside [start, end), clipped."""
        for first, last, (pattern, phase) in self.extents.overlaps(start, end):
            yield Extent(first, last, pattern, phase)

    def run_from(self, index: int, end: int) -> tuple[int, bool]:
        """Where the run of a page ends (at most `end`), and whether its pages are present."""
        below = self.extents.floor(index)
        if below is not None and self.extents.values[below][0] > index:
            return min(self.extents.values[below][0], end), True
        above = self.extents.ceiling(index)
        return (end if above is None else min(above, end)), False

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
        pfn = self.lanes[pattern, phase, zone].lookup(pattern.rank(zone, index + phase))
        assert pfn >= 0, "a page of an extent has a frame"
        return pfn

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
            index = first
            while index < last:
                zone, stop = pattern.run_at(index + phase)
                while stop - phase < last and pattern.zone_of(stop) == zone:
                    stop = pattern.run_at(stop)[1]
                yield index, min(stop - phase, last), zone
                index = stop - phase

    def frames(self, start: int, end: int, zone: ZoneKey) -> Iterator[tuple[int, int, int]]:
        """(first index, pfn, pages) runs of [start, end), all of whose pages are on one zone."""
        for first, last, pattern, phase in self.pieces(start, end):
            low = pattern.rank(zone, first + phase)
            lane = self.lanes[pattern, phase, zone]
            for rank, pfn, count in lane.pieces(low, low + last - first):
                yield first + rank - low, pfn, count


class Host(Protocol):
    """What pages need of a host: the counter of ids, its zones, and who owns the frames."""

    next_id: int
    nodes: dict[int, Any]
    owners: dict[int, tuple[str, str | int]]


class PageStore:
    """The two mutations of object pages, over the partitions of the zones of a host.

    It knows the host and the log of the step, never the step: a cycle would be left to the
    collector with everything that the step wrote.
    """

    __slots__ = ("host", "undo")

    def __init__(self, undo: Undo, host: Host) -> None:
        self.undo = undo
        self.host = host

    def new_id(self) -> int:
        """A fresh id of the host (objects, lanes, allocations, address spaces)."""
        fresh = self.host.next_id
        self.undo.assign(self.host, "next_id", fresh + 1)
        return fresh

    def partition(self, zone: ZoneKey) -> Partition:
        """The pages of a zone."""
        found: Partition = self.host.nodes[zone[0]].zones[zone[1]].partition
        return found

    def disown(self, lane: int) -> None:
        """A lane is gone."""
        self.undo.delete(self.host.owners, lane)

    def populate(
        self,
        obj: PageObject,
        start: int,
        end: int,
        pattern: Pattern,
        phase: int,
        order: int = 0,
    ) -> dict[ZoneKey, int]:
        """Gives the absent pages [start, end) of an object frames by the pattern; pages per zone.

        The zones must have room: the caller ends a piece where one reaches its mark. With an
        `order` the frames are aligned blocks of that size, on one zone, and marked as its folios.
        """
        taken: dict[ZoneKey, int] = {}
        for zone, rank, number in pattern.spans(start + phase, end + phase):
            lane = self.lane(obj, (pattern, phase, zone))
            if order:
                self._take_blocks(lane, zone, rank, number, order)
            else:
                lane.take(self.undo, self.partition(zone), rank, number)
            taken[zone] = number
        obj.extents.assign(self.undo, start, end, (pattern, phase))
        if order:
            obj.set_mark(self.undo, "order", start, end, order)
        return taken

    def populate_at(self, obj: PageObject, span: tuple[int, int], zone: ZoneKey, pfn: int) -> None:
        """Gives the absent pages of a span exactly the free frames from `pfn` on."""
        start, end = span
        lane = self.lane(obj, (one(zone), 0, zone))
        self.partition(zone).take_range(self.undo, pfn, end - start, lane.id, start)
        lane.insert(self.undo, start, pfn, end - start)
        obj.extents.assign(self.undo, start, end, (one(zone), 0))

    def _take_blocks(self, lane: Lane, zone: ZoneKey, rank: int, number: int, order: int) -> None:
        """Aligned blocks for `number` pages of a lane of order 0."""
        for pfn, pages in self.partition(zone).take_pages(self.undo, number, lane.id, rank, order):
            lane.insert(self.undo, rank, pfn, pages)
            rank += pages

    def transfer(self, target: PageObject, source: PageObject, start: int, end: int) -> None:
        """Gives the present pages [start, end) of one object to another, frames and marks too."""
        soft = source.soft_state(start, end)
        for first, last, (pattern, phase) in source.extents.clear(self.undo, start, end):
            for zone in pattern.zones:
                low, high = pattern.rank(zone, first + phase), pattern.rank(zone, last + phase)
                if low == high:
                    continue
                lane = source.lanes[pattern, phase, zone]
                other = self.lane(target, (pattern, phase, zone))
                rank = low
                for pfn, count in lane.cut(self.undo, low, high):
                    self.partition(zone).reown(self.undo, pfn, count, other.id, rank)
                    other.add(self.undo, rank, pfn, count)
                    rank += count
                if not lane:
                    self.undo.delete(source.lanes, (pattern, phase, zone))
                    self.disown(lane.id)
            target.extents.assign(self.undo, first, last, (pattern, phase))
        for name, first, last, value in soft:
            source.set_mark(self.undo, name, first, last, 0)
            target.set_mark(self.undo, name, first, last, value)

    def detach(self, obj: PageObject, start: int, end: int, owner: int) -> None:
        """Gives the frames of [start, end) to an owner outside all objects; marks are lost."""
        for first, last, (pattern, phase) in obj.extents.clear(self.undo, start, end):
            for zone in pattern.zones:
                low, high = pattern.rank(zone, first + phase), pattern.rank(zone, last + phase)
                if low == high:
                    continue
                lane = obj.lanes[pattern, phase, zone]
                for pfn, count in lane.cut(self.undo, low, high):
                    self.partition(zone).reown(self.undo, pfn, count, owner, pfn)
                if not lane:
                    self.undo.delete(obj.lanes, (pattern, phase, zone))
                    self.disown(lane.id)
        self._forget(obj, start, end)

    def _forget(self, obj: PageObject, start: int, end: int) -> None:
        """Takes dirty and soft state of pages away."""
        obj.dirty.clear(self.undo, start, end)
        for name in sorted(obj.marks):
            obj.set_mark(self.undo, name, start, end, 0)

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
                lane.release(self.undo, self.partition(zone), low, high)
                if not lane:
                    self.undo.delete(obj.lanes, key)
                    self.disown(lane.id)
                freed[zone] = freed.get(zone, 0) + high - low
        self._forget(obj, start, end)
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
                lane = self.lane(obj, key)
                other = source.lanes[key]
                for index, pfn, count in list(other.pieces(low, high)):
                    self.partition(zone).reown(self.undo, pfn, count, lane.id, index)
                    lane.add(self.undo, index, pfn, count)
            obj.extents.assign(self.undo, start, end, (pattern, phase))
        for lane in source.lanes.values():
            self.disown(lane.id)

    def lane(self, obj: PageObject, key: LaneKey) -> Lane:
        """The lane of an object with this key; a fresh one when it has none."""
        lane = obj.lanes.get(key)
        if lane is None:
            lane = Lane(self.new_id(), key, obj.id)
            self.undo.set(obj.lanes, key, lane)
            self.undo.set(self.host.owners, lane.id, ("lane", obj.id))
        return lane
