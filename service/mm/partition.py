"""A zone as one partition of its PFN range: free runs and owned runs in the same map.

Each record is `start -> (end, owner, index)`: owner 0 is free, any other number an allocation or
lane, `index` the owner's index of the first page, counted in base pages whatever the order of the
owner's folios (lane index << order), so that touching runs merge by arithmetic alone. Records are
canonical: free neighbours are one run, and so are neighbours of one owner with consecutive
indexes. Conservation holds by construction. A zone may have holes (memory hotplug).

Free runs are found through heaps by the order of their largest aligned block, deleted lazily: a
heap is a cache, never encoded, and undo needs no undo of it. Which of several equal buddies the
kernel would split is not modelled: the lowest address of the smallest sufficient class is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush, heapreplace
from typing import Any, ClassVar, Final

from service.mm.keymap import CHUNK_MAX, KeyMap
from service.mm.undo import ABSENT, MAP, Undo
from service.mm.zones import MAX_PAGE_ORDER

#: (end pfn, owner, index of the first page)
Run = tuple[int, int, int]
#: (start pfn, end pfn, owner, index of the first page)
Span = tuple[int, int, int, int]
FREE: Final = 0

_HEAP_SLACK: Final = 64
_NO_HEAPS: Final[tuple[list[int], ...]] = ([],) * (MAX_PAGE_ORDER + 1)
#: from this length on, a run has an aligned block of the highest order
_SURE: Final = 2 << MAX_PAGE_ORDER


def block_order(start: int, end: int) -> int:
    """The order of the largest aligned block inside [start, end).

    A run of L pages has floor(log2 L) or one less, so one test decides.
    """
    pages = end - start
    if pages >= _SURE:
        return MAX_PAGE_ORDER
    order = pages.bit_length() - 1
    size = 1 << order
    return order if ((start + size - 1) & -size) + size <= end else order - 1


def largest_block(start: int, end: int) -> tuple[int, int]:
    """(order, pfn) of the largest aligned block inside [start, end), lowest address first."""
    order = block_order(start, end)
    size = 1 << order
    return order, (start + size - 1) & -size


class Partition(KeyMap[Run]):
    """The pages of a zone. `nr_pages` of them exist, `nr_free` are free."""

    __slots__ = ("_heaps", "_limits", "nr_free", "nr_pages")

    MUTATORS: ClassVar[tuple[str, ...]] = (
        *KeyMap.MUTATORS,
        "add_span",
        "remove_span",
        "take_block",
        "take_pages",
        "take_range",
        "free",
        "reown",
    )

    def __init__(self) -> None:
        super().__init__()
        self.nr_free = 0
        self.nr_pages = 0
        #: per order: starts of free runs, stale ones among them, and the length to sweep at;
        #: shared until the first free run, as most zones never have one
        self._heaps: Sequence[list[int]] = _NO_HEAPS
        self._limits: list[int] = []

    def _own(self) -> None:
        super()._own()
        if self._heaps is not _NO_HEAPS:
            self._heaps = [heap[:] for heap in self._heaps]
        self._limits = self._limits[:]

    # -- records ---------------------------------------------------------------------------------

    def set(self, undo: Undo, key: int, value: Run) -> None:
        """Writes one record, logged; counts pages and tells the heaps. Does not merge."""
        old = self.values.get(key)
        super().set(undo, key, value)
        self._account(key, old, value)

    def delete(self, undo: Undo, key: int) -> None:
        """Removes one record, logged."""
        old = self.values[key]
        super().delete(undo, key)
        self._account(key, old, None)

    def restore(self, key: int, old: Any) -> None:
        """Undoes one mutation; the heaps learn of a free run that came back."""
        current = self.values.get(key)
        super().restore(key, old)
        self._account(key, current, None if old is ABSENT else old)

    def _account(self, key: int, old: Run | None, new: Run | None) -> None:
        """Keeps the two counters and the heaps in step with one record."""
        was = -1
        if old is not None:
            end = old[0]
            self.nr_pages -= end - key
            if old[1] == FREE:
                self.nr_free -= end - key
                was = end
        if new is not None:
            end = new[0]
            self.nr_pages += end - key
            if new[1] == FREE:
                self.nr_free += end - key
                order = block_order(key, end)
                if was < 0 or block_order(key, was) != order:
                    self._push(order, key)

    def _push(self, order: int, start: int) -> None:
        """Notes a free run; sweeps the heap when stale entries outnumber the live ones."""
        if self._heaps is _NO_HEAPS:
            self._heaps = [[] for _ in _NO_HEAPS]
            self._limits = [_HEAP_SLACK] * len(_NO_HEAPS)
        heap = self._heaps[order]
        heappush(heap, start)
        if len(heap) > self._limits[order]:
            live = sorted(start for start in dict.fromkeys(heap) if self._is_free(order, start))
            heap[:] = live
            self._limits[order] = 2 * len(live) + _HEAP_SLACK

    def _is_free(self, order: int, start: int) -> bool:
        run = self.values.get(start)
        return run is not None and run[1] == FREE and block_order(start, run[0]) == order

    def _top(self, order: int) -> int:
        """The lowest free run whose largest block has exactly this order, or -1.

        Drops the stale entries above it.
        """
        heap = self._heaps[order]
        values = self.values
        while heap:
            start = heap[0]
            run = values.get(start)
            if run is not None and run[1] == FREE and block_order(start, run[0]) == order:
                return start
            heappop(heap)
        return -1

    # -- the pages of the zone -------------------------------------------------------------------

    def add_span(self, undo: Undo, start: int, end: int) -> None:
        """New pages [start, end), free. They must not exist yet."""
        assert start < end, "an empty span"
        below = self.floor(end - 1)
        assert below is None or self.values[below][0] <= start, "these pages exist already"
        self._put(undo, start, end, FREE, 0)

    def remove_span(self, undo: Undo, start: int, end: int) -> None:
        """Takes pages [start, end) out of the zone; all of them must be free."""
        key = self.floor(start)
        assert key is not None, "no such span"
        run = self.values[key]
        assert run[1] == FREE, "the span is not free"
        assert start < end <= run[0], "the span is not free, or empty"
        if key < start:
            self.set(undo, key, (start, FREE, 0))
        else:
            self.delete(undo, key)
        if run[0] > end:
            self.set(undo, end, (run[0], FREE, 0))

    # -- taking ----------------------------------------------------------------------------------

    def take_block(
        self, undo: Undo, order: int, owner: int, index: int, *, align: bool = True
    ) -> int:
        """Takes 2**order pages, aligned to their size; the pfn, or -1 when there is no such block.

        Smallest sufficient class, lowest address in it, lowest piece of the run: what
        __rmqueue_smallest and expand leave (the upper half goes back at each split). Without
        `align` any run of that many pages will do; it then also looks through the runs of the
        class below, at a cost linear in their number.
        Source: mm/page_alloc.c.
        """
        assert owner != FREE, "free pages are given back by free()"
        size = 1 << order
        heaps = self._heaps
        for block in range(order, MAX_PAGE_ORDER + 1):
            if heaps[block] and (start := self._top(block)) >= 0:
                pfn = (start + size - 1) & -size if align else start
                if pfn > start:
                    self._carve(undo, start, pfn, pfn + size, owner, index)
                elif start + size < self.values[start][0]:
                    self._take_front(undo, start, start + size, owner, index)
                else:
                    self._take_whole(undo, start, owner, index)
                return pfn
        return -1 if align or not order else self._take_short(undo, order, owner, index)

    def _take_short(self, undo: Undo, order: int, owner: int, index: int) -> int:
        """Takes 2**order pages of a run that has no aligned block of them; -1 when none has."""
        size = 1 << order
        for start in sorted(dict.fromkeys(self._heaps[order - 1])):
            if self._is_free(order - 1, start) and self.values[start][0] - start >= size:
                self._carve(undo, start, start, start + size, owner, index)
                return start
        return -1

    def take_pages(
        self, undo: Undo, nr_pages: int, owner: int, index: int, order: int = 0
    ) -> list[tuple[int, int]]:
        """Takes folios of one order in bulk; (pfn, pages) runs.

        The runs come in the order in which as many calls of take_block would hand them out:
        smallest class first, whole runs at a time. `nr_pages` is a multiple of the folio size; so
        many blocks must be free (`nr_blocks`). Cost: one record change per free run used.
        """
        size = 1 << order
        assert nr_pages % size == 0, "whole folios"
        assert owner != FREE, "free pages are given back by free()"
        taken: list[tuple[int, int]] = []
        for block, heap in enumerate(self._heaps[order:] if order else self._heaps, order):
            while nr_pages and heap and (start := self._top(block)) >= 0:
                pfn = (start + size - 1) & -size
                count = min((self.values[start][0] - pfn) & -size, nr_pages)
                self._carve(undo, start, pfn, pfn + count, owner, index)
                taken.append((pfn, count))
                nr_pages -= count
                index += count
        assert not nr_pages, "more pages taken than the zone holds"
        return taken

    def take_range(self, undo: Undo, pfn: int, nr_pages: int, owner: int, index: int) -> None:
        """Takes exactly these pages; all of them must be free."""
        key = self.floor(pfn)
        assert key is not None, "no such pages"
        assert owner != FREE, "free pages are given back by free()"
        end, holder, _ = self.values[key]
        assert holder == FREE, "the pages are not free"
        assert pfn < pfn + nr_pages <= end, "the pages are not free, or none"
        self._carve(undo, key, pfn, pfn + nr_pages, owner, index)

    def _carve(self, undo: Undo, start: int, first: int, last: int, owner: int, index: int) -> None:
        """Gives [first, last) of the free run at `start` to an owner."""
        end = self.values[start][0]
        if first > start:
            self.set(undo, start, (first, FREE, 0))
            if last < end:
                self.set(undo, last, (end, FREE, 0))
            self._put(undo, first, last, owner, index)
        elif last < end:
            self._take_front(undo, start, last, owner, index)
        else:
            self._take_whole(undo, start, owner, index)

    def _take_whole(self, undo: Undo, start: int, owner: int, index: int) -> None:
        """Gives a whole free run to an owner."""
        values = self.values
        free = values[start]
        end = free[0]
        above = values.get(end)
        below = self.floor(start - 1)
        if (below is not None and self._joins(below, start, owner, index)) or (
            above is not None and above[1] == owner and above[2] == index + end - start
        ):
            self.delete(undo, start)
            self._put(undo, start, end, owner, index)
            return
        undo.log.append((MAP, self, start, free))
        values[start] = (end, owner, index)
        self.nr_free -= end - start

    def _take_front(self, undo: Undo, start: int, last: int, owner: int, index: int) -> None:
        """Gives the front of a free run to an owner: one search of the keys for all changes."""
        values, log = self.values, undo.log
        free = values[start]
        at = bisect_left(self._maxes, start)
        chunk = self._chunks[at]
        within = bisect_left(chunk, start)
        below = chunk[within - 1] if within else self._chunks[at - 1][-1] if at else -1
        log.append((MAP, self, start, free))
        log.append((MAP, self, last, ABSENT))
        if self._joins(below, start, owner, index):
            run = values[below]
            log.append((MAP, self, below, run))
            values[below] = (last, owner, run[2])
            del values[start]
            chunk[within] = last
        else:
            values[start] = (last, owner, index)
            chunk.insert(within + 1, last)
        self._maxes[at] = chunk[-1]
        if len(chunk) > CHUNK_MAX:
            self._split(at)
        values[last] = (free[0], FREE, 0)
        self.nr_free -= last - start
        heap = self._heaps[block_order(last, free[0])]
        if heap and heap[0] == start:
            heapreplace(heap, last)  # what is left of the run takes its place
        else:
            self._push(block_order(last, free[0]), last)

    def _joins(self, below: int, start: int, owner: int, index: int) -> bool:
        """Whether the run at `below` ends at `start` and goes on as this owner's page `index`."""
        if below < 0:
            return False
        end, holder, first = self.values[below]
        return end == start and holder == owner and first + start - below == index

    # -- giving back and passing on --------------------------------------------------------------

    def free(self, undo: Undo, pfn: int, nr_pages: int) -> None:
        """Gives pages back; they may span several owned runs. Free neighbours merge."""
        values = self.values
        end = pfn + nr_pages
        run = values.get(pfn)
        if run is None or run[0] != end:
            self._clear(undo, pfn, end)
            self._put(undo, pfn, end, FREE, 0)
            return
        # Exactly one record, the common case: one search of the keys serves all changes.
        assert run[1] != FREE, "double free"
        at = bisect_left(self._maxes, pfn)
        chunk = self._chunks[at]
        within = bisect_left(chunk, pfn)
        below = chunk[within - 1] if within else self._chunks[at - 1][-1] if at else -1
        log = undo.log
        log.append((MAP, self, pfn, run))
        self.nr_free += nr_pages
        start, was = pfn, -1
        if below >= 0 and (low := values[below])[0] == pfn and low[1] == FREE:
            log.append((MAP, self, below, low))
            del values[pfn]
            self._remove(pfn)
            start, was = below, block_order(below, pfn)
        high = values.get(end)
        if high is not None and high[1] == FREE:
            log.append((MAP, self, end, high))
            del values[end]
            self._remove(end)
            end = high[0]
        values[start] = (end, FREE, 0)
        order = block_order(start, end)
        if order != was:
            self._push(order, start)

    def reown(self, undo: Undo, pfn: int, nr_pages: int, owner: int, index: int) -> None:
        """Gives owned pages to another owner; `index` is that of the first page."""
        assert owner != FREE, "free pages are given back by free()"
        self._clear(undo, pfn, pfn + nr_pages)
        self._put(undo, pfn, pfn + nr_pages, owner, index)

    def _clear(self, undo: Undo, start: int, end: int) -> None:
        """Removes the owned records of [start, end), which must be wholly owned; keeps the rest."""
        key = self.floor(start)
        assert key is not None, "no such pages"
        assert start < end, "no pages at all"
        position = start
        for each in [key, *self.keys(start + 1, end)]:
            last, owner, index = self.values[each]
            assert owner != FREE, "double free"
            assert max(each, start) == position < last, "no such pages"
            position = min(last, end)
            if each < start:
                self.set(undo, each, (start, owner, index))
            else:
                self.delete(undo, each)
            if last > end:
                self.set(undo, end, (last, owner, index + end - each))
        assert position == end, "no such pages"

    def _put(self, undo: Undo, start: int, end: int, owner: int, index: int) -> None:
        """Writes a run where no record is, joining it to its neighbours."""
        below = self.floor(start)
        if below is not None:
            last, holder, first = self.values[below]
            if last == start and holder == owner:
                if owner == FREE:
                    start = below
                elif first + start - below == index:
                    start, index = below, first
        above = self.values.get(end)
        if (
            above is not None
            and above[1] == owner
            and (owner == FREE or above[2] == index + end - start)
        ):
            self.delete(undo, end)
            end = above[0]
        self.set(undo, start, (end, owner, index))

    # -- questions -------------------------------------------------------------------------------

    def find(self, pfn: int) -> Span | None:
        """(start, end, owner, index of start) of the run that holds a page; None in a hole."""
        key = self.floor(pfn)
        if key is None:
            return None
        end, owner, index = self.values[key]
        return (key, end, owner, index) if pfn < end else None

    def iter_runs(self, start: int | None = None, end: int | None = None) -> Iterator[Span]:
        """(start, end, owner, index) of every run that overlaps [start, end), whole, ascending."""
        if start is not None:
            key = self.floor(start)
            if key is not None and self.values[key][0] > start:
                start = key
        for key in self.keys(start, end):
            last, owner, index = self.values[key]
            yield key, last, owner, index

    def nr_blocks(self, order: int, limit: int) -> int:
        """Aligned blocks of 2**order pages in the free runs, at most `limit`.

        Cost: linear in the free runs that have such a block, until the limit is reached.
        """
        if not order:
            return min(self.nr_free, limit)
        blocks = 0
        for block in range(MAX_PAGE_ORDER, order - 1, -1):
            for start in dict.fromkeys(self._heaps[block]):
                if self._is_free(block, start):
                    first = (start + (1 << order) - 1) >> order
                    blocks += (self.values[start][0] >> order) - first
            if blocks >= limit:
                return limit
        return blocks

    def largest_free_order(self) -> int:
        """Order of the largest free block; -1 when nothing is free."""
        for order in range(MAX_PAGE_ORDER, -1, -1):
            if self._top(order) >= 0:
                return order
        return -1

    def largest_free_run(self) -> int:
        """Pages of the longest free run; 0 when nothing is free."""
        return max(
            (end - start for start, end, owner, _ in self.iter_runs() if owner == FREE), default=0
        )

    def free_orders(self) -> list[int]:
        """Free blocks by order 0..10, as /proc/buddyinfo: each free run cut into aligned blocks."""
        counts = [0] * (MAX_PAGE_ORDER + 1)
        for start, end, owner, _ in self.iter_runs():
            pfn = start
            while owner == FREE and pfn < end:
                order = min((end - pfn).bit_length() - 1, MAX_PAGE_ORDER)
                if pfn:
                    order = min((pfn & -pfn).bit_length() - 1, order)
                blocks = (end - pfn) >> MAX_PAGE_ORDER if order == MAX_PAGE_ORDER else 1
                counts[order] += blocks
                pfn += blocks << order
        return counts

    def encode(self) -> list[Span]:
        """Every run in key order."""
        values = self.values
        return [(key, *values[key]) for key in self.keys()]

    @classmethod
    def decode(cls, runs: Iterable[Span]) -> Partition:
        """The partition behind `encode`."""
        partition = cls()
        partition.fill({start: (end, owner, index) for start, end, owner, index in runs})
        return partition

    def fill(self, values: dict[int, Run]) -> None:
        """Takes these runs, in ascending order, as the pages of the zone; it must be empty."""
        super().fill(values)
        free = [(start, run[0]) for start, run in values.items() if run[1] == FREE]
        self.nr_pages = sum([run[0] for run in values.values()]) - sum(values)
        self.nr_free = sum([end - start for start, end in free])
        self._heaps = [[] for _ in _NO_HEAPS]
        for start, end in free:
            self._heaps[block_order(start, end)].append(start)
        self._limits = [2 * len(heap) + _HEAP_SLACK for heap in self._heaps]
