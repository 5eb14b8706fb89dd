"""A zone as one partition of its PFN range: free runs and owned runs in the same map.

Each record is `start -> (end, owner, index)`: owner 0 is free, any other number an allocation or
lane, `index` the owner's index of the first page. Conservation holds by construction. Free runs are
found through heaps by the order of their largest aligned block, deleted lazily: a heap is a cache,
never encoded, and undo needs no undo of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any

from service.mm.keymap import KeyMap
from service.mm.undo import ABSENT, Undo
from service.mm.zones import MAX_PAGE_ORDER

#: (end pfn, owner, index of the first page)
Run = tuple[int, int, int]
FREE = 0


def largest_block(start: int, end: int) -> tuple[int, int]:
    """(order, pfn) of the largest aligned block inside [start, end), lowest address first."""
    order = min((end - start).bit_length() - 1, MAX_PAGE_ORDER)
    while order:
        size = 1 << order
        aligned = (start + size - 1) & -size
        if aligned + size <= end:
            return order, aligned
        order -= 1
    return 0, start


class Partition(KeyMap[Run]):
    """The pages of a zone. `nr_pages` of them exist, `nr_free` are free."""

    __slots__ = ("_heaps", "nr_free", "nr_pages")

    def __init__(self) -> None:
        super().__init__()
        self.nr_free = 0
        self.nr_pages = 0
        self._heaps: list[list[int]] = [[] for _ in range(MAX_PAGE_ORDER + 1)]

    def set(self, undo: Undo, key: int, value: Run) -> None:
        """Writes one record, logged."""
        old = self.values.get(key)
        if old is not None:
            self._uncount(key, old)
        super().set(undo, key, value)
        self._count(key, value)

    def delete(self, undo: Undo, key: int) -> None:
        """Removes one record, logged."""
        self._uncount(key, self.values[key])
        super().delete(undo, key)

    def restore(self, key: int, old: Any) -> None:
        """Undoes one mutation; the heaps learn of a free run that came back."""
        current = self.values.get(key)
        if current is not None:
            self._uncount(key, current)
        super().restore(key, old)
        if old is not ABSENT:
            self._count(key, old)

    def _count(self, start: int, run: Run) -> None:
        pages = run[0] - start
        self.nr_pages += pages
        if run[1] == FREE:
            self.nr_free += pages
            heappush(self._heaps[largest_block(start, run[0])[0]], start)

    def _uncount(self, start: int, run: Run) -> None:
        pages = run[0] - start
        self.nr_pages -= pages
        if run[1] == FREE:
            self.nr_free -= pages

    def _top(self, order: int) -> int | None:
        """The lowest free run whose largest block has exactly this order; drops stale entries."""
        heap = self._heaps[order]
        while heap:
            start = heap[0]
            run = self.values.get(start)
            if run is not None and run[1] == FREE and largest_block(start, run[0])[0] == order:
                return start
            heappop(heap)
        return None

    def add_span(self, undo: Undo, start: int, end: int) -> None:
        """New pages [start, end), free. They must not exist yet."""
        self._put_free(undo, start, end)

    def remove_span(self, undo: Undo, start: int, end: int) -> None:
        """Takes pages [start, end) out of the zone; all of them must be free."""
        key = self.floor(start)
        assert key is not None, "no such span"
        run = self.values[key]
        assert run[1] == FREE and run[0] >= end, "span is not free"
        self.delete(undo, key)
        if key < start:
            self.set(undo, key, (start, FREE, 0))
        if run[0] > end:
            self.set(undo, end, (run[0], FREE, 0))

    def take_block(self, undo: Undo, order: int, owner: int, index: int) -> int:
        """Takes an aligned block of 2**order pages; its pfn, or -1 when there is none.

        Smallest sufficient class, lowest address in it, lowest piece of the block: what
        __rmqueue_smallest and expand leave (the upper half goes back at each split).
        """
        for block_order in range(order, MAX_PAGE_ORDER + 1):
            start = self._top(block_order)
            if start is None:
                continue
            end = self.values[start][0]
            size = 1 << order
            pfn = (start + size - 1) & -size
            self._carve(undo, start, end, pfn, pfn + size, (owner, index))
            return pfn
        return -1

    def take_pages(
        self, undo: Undo, nr_pages: int, owner: int, index: int
    ) -> list[tuple[int, int]]:
        """Takes single pages in bulk: (pfn, count) runs, smallest class first, whole runs at a time."""
        taken: list[tuple[int, int]] = []
        for order in range(MAX_PAGE_ORDER + 1):
            while nr_pages and (start := self._top(order)) is not None:
                end = self.values[start][0]
                count = min(end - start, nr_pages)
                self._carve(undo, start, end, start, start + count, (owner, index))
                taken.append((start, count))
                nr_pages -= count
                index += count
        assert not nr_pages, "more pages taken than the zone holds"
        return taken

    def take_range(self, undo: Undo, pfn: int, nr_pages: int, owner: int, index: int) -> None:
        """Takes exactly these pages; all of them must be free."""
        key = self.floor(pfn)
        assert key is not None, "no such pages"
        end, holder, _ = self.values[key]
        assert holder == FREE and pfn + nr_pages <= end, "pages are not free"
        self._carve(undo, key, end, pfn, pfn + nr_pages, (owner, index))

    def free(self, undo: Undo, pfn: int, nr_pages: int) -> None:
        """Gives pages back; they may span several owned runs. Free neighbours merge."""
        for key, run in self._split_out(undo, pfn, pfn + nr_pages):
            assert run[1] != FREE, "double free"
            self.delete(undo, key)
        self._put_free(undo, pfn, pfn + nr_pages)

    def reown(self, undo: Undo, pfn: int, nr_pages: int, owner: int, index: int) -> None:
        """Gives owned pages to another owner; `index` is that of the first page."""
        for key, run in self._split_out(undo, pfn, pfn + nr_pages):
            self.set(undo, key, (run[0], owner, index + key - pfn))

    def find(self, pfn: int) -> tuple[int, int, int, int] | None:
        """(start, end, owner, index of start) of the run that holds a page."""
        key = self.floor(pfn)
        if key is None:
            return None
        end, owner, index = self.values[key]
        return (key, end, owner, index) if pfn < end else None

    def iter_runs(
        self, start: int | None = None, end: int | None = None
    ) -> Iterator[tuple[int, int, int, int]]:
        """(start, end, owner, index) of every run that begins in [start, end), ascending."""
        for key in self.keys(start, end):
            run_end, owner, index = self.values[key]
            yield key, run_end, owner, index

    def largest_free_order(self) -> int:
        """Order of the largest free block; -1 when nothing is free."""
        for order in range(MAX_PAGE_ORDER, -1, -1):
            if self._top(order) is not None:
                return order
        return -1

    def free_orders(self) -> list[int]:
        """Free blocks by order, as /proc/buddyinfo: each free run cut into aligned blocks."""
        counts = [0] * (MAX_PAGE_ORDER + 1)
        size_max = 1 << MAX_PAGE_ORDER
        for start, end, owner, _ in self.iter_runs():
            if owner != FREE:
                continue
            pfn = start
            while pfn < end:
                align = (pfn & -pfn).bit_length() - 1 if pfn else MAX_PAGE_ORDER
                order = min(align, (end - pfn).bit_length() - 1, MAX_PAGE_ORDER)
                blocks = 1
                if order == MAX_PAGE_ORDER:
                    blocks = (end - pfn) // size_max
                counts[order] += blocks
                pfn += blocks << order
        return counts

    def encode(self) -> list[tuple[int, int, int, int]]:
        """Every run in key order."""
        return list(self.iter_runs())

    @classmethod
    def decode(cls, runs: list[tuple[int, int, int, int]]) -> Partition:
        """The partition behind `encode`."""
        partition = cls()
        undo = Undo()
        for start, end, owner, index in runs:
            partition.set(undo, start, (end, owner, index))
        return partition

    def _carve(
        self, undo: Undo, start: int, end: int, first: int, last: int, owner: tuple[int, int]
    ) -> None:
        """Gives [first, last) of the free run [start, end) to an owner; merges with its lower run."""
        if start < first:
            self.set(undo, start, (first, FREE, 0))
        else:
            self.delete(undo, start)
        if last < end:
            self.set(undo, last, (end, FREE, 0))
        below = self.floor(first - 1)
        if below is not None:
            run = self.values[below]
            if run[0] == first and run[1] == owner[0] and run[2] + first - below == owner[1]:
                self.set(undo, below, (last, *owner[:1], run[2]))
                return
        self.set(undo, first, (last, *owner))

    def _split_out(self, undo: Undo, start: int, end: int) -> list[tuple[int, Run]]:
        """Cuts records at both ends so that [start, end) consists of whole records; returns them."""
        key = self.floor(start)
        assert key is not None, "no such pages"
        if key < start:
            run = self.values[key]
            self.set(undo, key, (start, run[1], run[2]))
            self.set(undo, start, (run[0], run[1], run[2] + start - key))
        inside = list(self.keys(start, end))
        last = inside[-1]
        run = self.values[last]
        if run[0] > end:
            self.set(undo, last, (end, run[1], run[2]))
            self.set(undo, end, (run[0], run[1], run[2] + end - last))
        return [(each, self.values[each]) for each in inside]

    def _put_free(self, undo: Undo, start: int, end: int) -> None:
        below = self.floor(start - 1)
        if below is not None and self.values[below][:2] == (start, FREE):
            self.delete(undo, below)
            start = below
        above = self.values.get(end)
        if above is not None and above[1] == FREE:
            self.delete(undo, end)
            end = above[0]
        self.set(undo, start, (end, FREE, 0))
