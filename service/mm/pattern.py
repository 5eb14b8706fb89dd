"""Arithmetic layouts: which zone holds the page with a given index, for any number of pages.

A pattern is an immutable value with a period (the sum of its weights) and ascending blocks of
residues, each on one zone. A *lane* is all pages of one pattern on one zone; the lane index of a
page is its rank among them. Both directions cost one bisect, whatever the length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

#: (nid, zone index)
ZoneKey = tuple[int, int]


class Pattern:
    """Weighted round robin over zones. Compare by identity: patterns are interned."""

    __slots__ = ("_ranks", "_starts", "_upto", "period", "slots", "zones")

    def __init__(self, slots: tuple[tuple[ZoneKey, int], ...]) -> None:
        self.slots = slots
        self.period = sum(weight for _, weight in slots)
        self.zones: tuple[ZoneKey, ...] = tuple(dict.fromkeys(zone for zone, _ in slots))
        self._starts: list[int] = []
        #: per slot: rank of its first page among the pages of its zone in one cycle
        self._ranks: list[int] = []
        #: per zone: (pages per cycle, [(first residue, end residue, rank of the first)])
        self._upto: dict[ZoneKey, tuple[int, list[tuple[int, int, int]]]] = {}
        residue = 0
        for zone, weight in slots:
            per_cycle, spans = self._upto.get(zone, (0, []))
            self._starts.append(residue)
            self._ranks.append(per_cycle)
            spans.append((residue, residue + weight, per_cycle))
            self._upto[zone] = (per_cycle + weight, spans)
            residue += weight

    def zone_of(self, index: int) -> ZoneKey:
        """The zone of the page with this index."""
        if self.period == 1:
            return self.slots[0][0]
        return self.slots[bisect_right(self._starts, index % self.period) - 1][0]

    def slot_of(self, index: int) -> int:
        """The slot whose turn this index is."""
        return bisect_right(self._starts, index % self.period) - 1

    def rank(self, zone: ZoneKey, index: int) -> int:
        """How many pages of `zone` have an index in [0, `index`): the next lane index."""
        if self.period == 1:
            return index
        per_cycle, spans = self._upto[zone]
        cycles, residue = divmod(index, self.period)
        below = 0
        for first, end, rank in spans:
            if residue <= first:
                break
            below = rank + min(residue, end) - first
        return cycles * per_cycle + below

    def index_of(self, zone: ZoneKey, lane_index: int) -> int:
        """The index of the page with this lane index: the inverse of `rank`."""
        if self.period == 1:
            return lane_index
        per_cycle, spans = self._upto[zone]
        cycles, rank = divmod(lane_index, per_cycle)
        for first, end, span_rank in reversed(spans):
            if rank >= span_rank:
                return cycles * self.period + first + rank - span_rank
        raise AssertionError("a lane index has a span")

    def count(self, zone: ZoneKey, first: int, end: int) -> int:
        """Pages of `zone` among the indexes [first, end)."""
        return self.rank(zone, end) - self.rank(zone, first)

    def first_exceeding(self, zone: ZoneKey, first: int, capacity: int) -> int:
        """The smallest e such that [first, e) holds `capacity` pages of the zone (capacity > 0)."""
        return self.index_of(zone, self.rank(zone, first) + capacity - 1) + 1


@lru_cache(maxsize=4096)
def _intern(slots: tuple[tuple[ZoneKey, int], ...]) -> Pattern:
    return Pattern(slots)


def weighted(zones: Sequence[ZoneKey], weights: Sequence[int]) -> Pattern:
    """The pattern that gives each zone its weight per cycle, in this order.

    A pattern of one zone is the one-zone pattern whatever its weight.
    """
    if len(set(zones)) == 1:
        return _intern(((zones[0], 1),))
    return _intern(tuple(zip(zones, weights, strict=True)))


def one(zone: ZoneKey) -> Pattern:
    """Everything on one zone."""
    return _intern(((zone, 1),))
