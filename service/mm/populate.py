"""Filling indexes of an object with frames by the arithmetic of a pattern.

The cost of a piece is that of its lanes and of the free runs they use, whatever its length. A piece
ends where a zone *reaches* what the caller lets it give (free pages minus the mark); the caller
then walks the zonelist of each slot again and goes on with another pattern. When no zone passes any
more, the pages placed so far stay: a partial effect is a result, as in the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from service.mm.objects import PageObject
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey
from service.mm.undo import Undo


class ZoneHandle(Protocol):
    """What populate needs of a zone."""

    @property
    def partition(self) -> Partition:
        """The frames of the zone."""


class PopulateResult(NamedTuple):
    """What a piece took.

    `piece_end` is the first index not filled; `counts` are folios per zone, in slot order; `runs`
    are (zone, lane id, lane index, pfn, pages) in the order in which the lanes took them.
    """

    piece_end: int
    counts: dict[ZoneKey, int]
    runs: list[tuple[ZoneKey, int, int, int, int]]


def piece_end(pattern: Pattern, first: int, end: int, capacity: Callable[[ZoneKey], int]) -> int:
    """Where a piece that begins at `first` ends, at most at `end`.

    That is just after the page with which the first zone reaches its capacity (folios), or before
    the first page of a zone that has none.
    """
    for zone in pattern.zones:
        number = pattern.count(zone, first, end)
        if not number:
            continue
        room = capacity(zone)
        if room <= 0:
            end = pattern.page_index(zone, pattern.rank(zone, first))
        elif room <= number:
            end = pattern.first_exceeding(zone, first, room)
    return end


def populate(  # noqa: PLR0913, PLR0917 - what a piece consists of; callers name the last ones
    undo: Undo,
    zones: Mapping[ZoneKey, ZoneHandle],
    obj: PageObject,
    pattern: Pattern,
    first: int,
    end: int,
    capacity: Callable[[ZoneKey], int],
    *,
    phase: int = 0,
    order: int = 0,
) -> PopulateResult:
    """Fills the absent pattern indexes [first, end) of an object, or as far as the capacity goes.

    `capacity` tells how many folios of `order` a zone may give now; for orders above 0 it must not
    promise more than `Partition.nr_blocks`. Where the object has no lane yet, its lane table makes
    one, in the order of the lanes' first pages in the piece.
    """
    end = piece_end(pattern, first, end, capacity)
    runs: list[tuple[ZoneKey, int, int, int, int]] = []
    counts = dict.fromkeys(pattern.zones, 0)
    layout = pattern.at_order(order)
    for zone, at, number in pattern.spans(first, end):
        key = (layout, phase, zone)
        lane = obj.lanes.get(key)
        if lane is None:
            lane = obj.make_lane(undo, key)
        index = at
        for pfn, pages in lane.take(undo, zones[zone].partition, at, number):
            runs.append((zone, lane.id, index, pfn, pages))
            index += pages >> order
        counts[zone] = number
    return PopulateResult(end, {zone: number for zone, number in counts.items() if number}, runs)


def release(
    undo: Undo,
    zones: Mapping[ZoneKey, ZoneHandle],
    obj: PageObject,
    pattern: Pattern,
    first: int,
    end: int,
    *,
    phase: int = 0,
    order: int = 0,
) -> dict[ZoneKey, int]:
    """Frees the frames of the pattern indexes [first, end); folios per zone.

    All of them must have frames, and one owner each (`PageObject.sub_ref` tells which to free).
    """
    freed: dict[ZoneKey, int] = {}
    layout = pattern.at_order(order)
    for zone, index, number in pattern.spans(first, end):
        key = (layout, phase, zone)
        lane = obj.lanes[key]
        pages = lane.release(undo, zones[zone].partition, index, index + number)
        assert pages == number << order, "folios without frames"
        if not lane:
            obj.drop_lane(undo, key)
        freed[zone] = number
    return freed
