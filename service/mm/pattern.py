"""Arithmetic layouts: which zone holds the page with a given index, for any number of pages.

A pattern is an immutable, interned value with a period (the sum of its weights) and ascending
blocks of residues, each on one zone. A *lane* is all pages of one pattern on one zone, even when
the zone stands in several slots (after a fallback): with ranks per zone the lane order is the page
order, so one big touch and single faults give the same frames. The lane index of a page is its rank
among the pages of its zone, counted from index 0. Both directions cost one bisect, whatever the
length. Indexes count folios of the pattern's order; policies make patterns of order 0, and
`at_order` gives the same layout for larger folios.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final
from weakref import WeakValueDictionary

#: (nid, zone index)
ZoneKey = tuple[int, int]
#: per slot: (zone, weight)
Slots = tuple[tuple[ZoneKey, int], ...]

#: per zone: pages per cycle, and of its blocks the first residues, end residues and ranks
_Blocks = tuple[int, list[int], list[int], list[int]]


class Pattern:
    """Weighted round robin over zones. Compare by identity: there is one object per value.

    Make one with `one`, `interleave` or `weighted`, never by the class.
    """

    __slots__ = ("__weakref__", "_blocks", "_starts", "order", "period", "slots", "zones")

    def __init__(self, slots: Slots, order: int) -> None:
        assert slots, "a pattern has slots"
        assert all(weight > 0 for _, weight in slots), "a slot has a positive weight"
        self.slots: Final = slots
        self.order: Final = order
        self.period: Final = sum(weight for _, weight in slots)
        self.zones: Final = tuple(dict.fromkeys(zone for zone, _ in slots))
        self._starts: list[int] = []
        blocks: dict[ZoneKey, _Blocks] = {}
        residue = 0
        for zone, weight in slots:
            per_cycle, firsts, ends, ranks = blocks.get(zone, (0, [], [], []))
            firsts.append(residue)
            ends.append(residue + weight)
            ranks.append(per_cycle)
            blocks[zone] = (per_cycle + weight, firsts, ends, ranks)
            self._starts.append(residue)
            residue += weight
        self._blocks = blocks

    def __repr__(self) -> str:
        return f"Pattern({self.slots!r}, {self.order})"

    def __deepcopy__(self, memo: object) -> Pattern:
        return self

    @property
    def lanes(self) -> tuple[ZoneKey, ...]:
        """The distinct zones in slot order: one lane each."""
        return self.zones

    def slot_of(self, index: int) -> int:
        """The slot whose turn this index is."""
        if self.period == 1:
            return 0
        return bisect_right(self._starts, index % self.period) - 1

    def zone_of(self, index: int) -> ZoneKey:
        """The zone of the page with this index."""
        return self.slots[self.slot_of(index)][0]

    def run_at(self, index: int) -> tuple[ZoneKey, int]:
        """(zone, end of the slot's block that holds this index); one-zone patterns have no end."""
        if self.period == 1:
            return self.slots[0][0], 1 << 64
        residue = index % self.period
        slot = bisect_right(self._starts, residue) - 1
        zone, weight = self.slots[slot]
        return zone, index - residue + self._starts[slot] + weight

    def per_cycle(self, zone: ZoneKey) -> int:
        """Pages of a zone in one period."""
        return self._blocks[zone][0]

    def rank(self, zone: ZoneKey, index: int) -> int:
        """How many pages of `zone` have an index in [0, `index`): the next lane index."""
        if self.period == 1:
            return index
        per_cycle, firsts, ends, ranks = self._blocks[zone]
        cycles, residue = divmod(index, self.period)
        block = bisect_left(firsts, residue) - 1
        if block < 0:
            return cycles * per_cycle
        return cycles * per_cycle + ranks[block] + min(residue, ends[block]) - firsts[block]

    def lane_index(self, index: int) -> int:
        """The lane index of the page with this index: (index div period) * per_cycle + rank."""
        return self.rank(self.zone_of(index), index)

    def page_index(self, zone: ZoneKey, lane_index: int) -> int:
        """The index of the page with this lane index: the inverse of `rank`."""
        per_cycle, firsts, _, ranks = self._blocks[zone]
        if self.period == 1:
            return lane_index
        cycles, rank = divmod(lane_index, per_cycle)
        block = bisect_right(ranks, rank) - 1
        return cycles * self.period + firsts[block] + rank - ranks[block]

    def index_of(self, zone: ZoneKey, lane_index: int) -> int:
        """The same as `page_index`."""
        return self.page_index(zone, lane_index)

    def count(self, zone: ZoneKey, first: int, end: int) -> int:
        """Pages of `zone` among the indexes [first, end); 0 for a zone that has no slot."""
        if zone not in self._blocks:
            return 0
        return self.rank(zone, end) - self.rank(zone, first)

    def spans(self, first: int, end: int) -> list[tuple[ZoneKey, int, int]]:
        """(zone, first lane index, pages) of each zone met in [first, end).

        In the order of the zones' first pages there, which single faults in ascending order would
        meet, too.
        """
        if self.period == 1:
            return [(self.zones[0], first, end - first)] if first < end else []
        if end == first + 1:
            zone = self.zone_of(first)
            return [(zone, self.rank(zone, first), 1)]
        met: list[tuple[int, ZoneKey, int, int]] = []
        for zone in self.zones:
            low = self.rank(zone, first)
            number = self.rank(zone, end) - low
            if number:
                met.append((self.page_index(zone, low), zone, low, number))
        met.sort(key=lambda span: span[0])
        return [span[1:] for span in met]

    def first_exceeding(self, zone: ZoneKey, first: int, capacity: int) -> int:
        """The smallest e such that [first, e) holds `capacity` pages of the zone (capacity > 0).

        A piece ends there, just after the page with which the zone reaches its mark: ending it
        before the next page that would not fit gives the same frames but other extents than
        touching page by page.
        """
        assert capacity > 0, "a zone without room does not belong into the pattern"
        return self.page_index(zone, self.rank(zone, first) + capacity - 1) + 1

    def substitute(self, zones: Mapping[int, ZoneKey]) -> Pattern:
        """The same slots and weights with other zones (slot -> zone; others keep theirs).

        Slot numbers are lost once all slots stand on one zone: keep substituting in the pattern
        of the policy, not in the result.
        """
        slots = enumerate(self.slots)
        replaced = tuple((zones.get(slot, zone), weight) for slot, (zone, weight) in slots)
        return of_slots(replaced, self.order)

    def at_order(self, order: int) -> Pattern:
        """The same layout for folios of 2**order pages: another value, with lanes of its own."""
        return self if order == self.order else of_slots(self.slots, order)


_INTERNED: Final[WeakValueDictionary[tuple[Slots, int], Pattern]] = WeakValueDictionary()


def of_slots(slots: Slots, order: int = 0) -> Pattern:
    """The pattern with these (zone, weight) slots: slots and order are how to encode a pattern.

    A pattern of one zone is the one-zone pattern whatever its slots and weights.
    """
    zone = slots[0][0]
    if len(slots) == 1 or all(other == zone for other, _ in slots):
        slots = ((zone, 1),)
    pattern = _INTERNED.get((slots, order))
    if pattern is None:
        pattern = _INTERNED.setdefault((slots, order), Pattern(slots, order))
    return pattern


def weighted(zones: Sequence[ZoneKey], weights: Sequence[int]) -> Pattern:
    """The pattern that gives each zone its weight per cycle, in this order.

    Source: mm/mempolicy.c, weighted_interleave_nid.
    """
    return of_slots(tuple(zip(zones, weights, strict=True)))


def interleave(zones: Sequence[ZoneKey]) -> Pattern:
    """One page on each zone in turn. Source: mm/mempolicy.c, interleave_nid."""
    return of_slots(tuple((zone, 1) for zone in zones))


def one(zone: ZoneKey) -> Pattern:
    """Everything on one zone."""
    return of_slots(((zone, 1),))
