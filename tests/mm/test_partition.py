"""The partition of a zone against a page-by-page oracle, and its undo."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.partition import FREE, Partition, Span, block_order, largest_block
from service.mm.undo import Undo
from service.mm.zones import MAX_PAGE_ORDER

Pages = dict[int, tuple[int, int]]


def canonical(pages: Pages) -> list[Span]:
    """Runs of a page dict: what `encode` must say."""
    runs: list[Span] = []
    for pfn in sorted(pages):
        owner, index = pages[pfn]
        if runs:
            start, end, holder, first = runs[-1]
            joins = owner == FREE or first + pfn - start == index
            if end == pfn and holder == owner and joins:
                runs[-1] = (start, pfn + 1, holder, first)
                continue
        runs.append((pfn, pfn + 1, owner, index if owner else 0))
    return runs


def free_runs(pages: Pages) -> list[tuple[int, int]]:
    return [(start, end) for start, end, owner, _ in canonical(pages) if owner == FREE]


def slow_class(start: int, end: int) -> int:
    """Order of the largest aligned block, by trying every block."""
    best = -1
    for order in range(MAX_PAGE_ORDER + 1):
        size = 1 << order
        first = start
        while first % size:
            first += 1
        if first + size <= end:
            best = order
    return best


def pick(pages: Pages, order: int, *, align: bool = True) -> int:
    """Where the oracle puts a block, or -1."""
    size = 1 << order
    fits = [
        (slow_class(start, end), start)
        for start, end in free_runs(pages)
        if slow_class(start, end) >= order
    ]
    if fits:
        start = min(fits)[1]
        while align and start % size:
            start += 1
        return start
    long = [start for start, end in free_runs(pages) if end - start >= size]
    return -1 if align or not long else min(long)


def give(pages: Pages, pfn: int, count: int, owner: int, index: int) -> None:
    for each in range(count):
        pages[pfn + each] = (owner, index + each if owner else 0)


def owned_stretch(pages: Pages, rng: random.Random) -> tuple[int, int] | None:
    """A random stretch of owned pages, which may span several runs."""
    owned = [pfn for pfn, (owner, _) in pages.items() if owner]
    if not owned:
        return None
    pfn = rng.choice(sorted(owned))
    count = 1
    while rng.random() < 0.8 and pages.get(pfn + count, (FREE, 0))[0]:
        count += 1
    return pfn, count


def one_operation(part: Partition, pages: Pages, undo: Undo, rng: random.Random) -> None:
    """Does the same random thing to both."""
    owner, index = rng.randint(1, 4), rng.choice([0, 0, rng.randint(0, 300)])
    kind = rng.choice(["block", "block", "pages", "range", "free", "free", "reown", "span"])
    if kind == "block":
        order, align = rng.randint(0, 5), rng.random() < 0.8
        expected = pick(pages, order, align=align)
        assert part.take_block(undo, order, owner, index, align=align) == expected
        if expected >= 0:
            give(pages, expected, 1 << order, owner, index)
    elif kind == "pages":
        order = rng.choice([0, 0, 0, 1, 3])
        number = rng.randint(0, part.nr_blocks(order, 1 << 40)) >> rng.randint(0, 6)
        runs = part.take_pages(undo, number << order, owner, index, order)
        handed: list[int] = [pfn + each for pfn, count in runs for each in range(count)]
        for pfn in handed[:: 1 << order]:
            assert pfn == pick(pages, order), "the order of page-by-page calls"
            give(pages, pfn, 1 << order, owner, index)
            index += 1 << order
    elif kind == "span":
        change_span(part, pages, undo, rng)
    elif kind == "range":
        if runs_free := free_runs(pages):
            start, end = rng.choice(runs_free)
            first = rng.randint(start, end - 1)
            count = rng.randint(1, end - first)
            part.take_range(undo, first, count, owner, index)
            give(pages, first, count, owner, index)
    elif stretch := owned_stretch(pages, rng):
        if kind == "free":
            part.free(undo, *stretch)
            give(pages, *stretch, FREE, 0)
        else:
            part.reown(undo, *stretch, owner, index)
            give(pages, *stretch, owner, index)


def change_span(part: Partition, pages: Pages, undo: Undo, rng: random.Random) -> None:
    """Removes or adds 32 pages."""
    start = 32 * rng.randint(0, 12)
    block = range(start, start + 32)
    if all(pages.get(pfn, (1, 0))[0] == FREE for pfn in block):
        part.remove_span(undo, start, start + 32)
        for pfn in block:
            del pages[pfn]
    elif not any(pfn in pages for pfn in block):
        part.add_span(undo, start, start + 32)
        give(pages, start, 32, FREE, 0)


def check(part: Partition, pages: Pages) -> None:
    assert part.encode() == canonical(pages)
    assert part.nr_pages == len(pages)
    assert part.nr_free == sum(owner == FREE for owner, _ in pages.values())


@pytest.mark.parametrize("seed", range(100))
def test_random_operations_equal_a_page_by_page_oracle(seed: int) -> None:
    rng = random.Random(seed)
    part, undo = Partition(), Undo()
    pages: Pages = {}
    for start, end in ((rng.randint(0, 7), 70), (96, 160), (203, 300 + rng.randint(0, 90))):
        part.add_span(undo, start, end)
        give(pages, start, end - start, FREE, 0)
    for _ in range(60):
        if rng.random() < 0.4:
            before, copy, mark = part.encode(), dict(pages), undo.mark()
            for _ in range(rng.randint(1, 4)):
                one_operation(part, pages, undo, rng)
            undo.rollback(mark)
            pages = copy
            assert part.encode() == before
        one_operation(part, pages, undo, rng)
        check(part, pages)
        assert part.largest_free_order() == max(
            (slow_class(*run) for run in free_runs(pages)), default=-1
        )
        probe = rng.randint(0, 420)
        found = part.find(probe)
        expected = next((run for run in canonical(pages) if run[0] <= probe < run[1]), None)
        assert found == expected
    undo.rollback()
    assert part.encode() == []
    assert (part.nr_pages, part.nr_free, part.largest_free_order()) == (0, 0, -1)


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(1, 5000))
def test_block_order_is_that_of_the_largest_aligned_block(start: int, pages: int) -> None:
    assert block_order(start, start + pages) == slow_class(start, start + pages)
    order, pfn = largest_block(start, start + pages)
    assert pfn % (1 << order) == 0
    assert start <= pfn <= start + pages - (1 << order)


@settings(deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=8), st.integers(0, 4096))
def test_buddyinfo_is_the_greedy_decomposition(lengths: list[int], base: int) -> None:
    part, undo = Partition(), Undo()
    expected = [0] * (MAX_PAGE_ORDER + 1)
    blocks = dict.fromkeys(range(MAX_PAGE_ORDER + 1), 0)
    pfn = base
    for length in lengths:
        part.add_span(undo, pfn, pfn + length)
        for order in blocks:
            blocks[order] += sum(
                pfn <= at and at + (1 << order) <= pfn + length
                for at in range(0, pfn + length, 1 << order)
            )
        at = pfn
        while at < pfn + length:
            order = MAX_PAGE_ORDER
            while at % (1 << order) or at + (1 << order) > pfn + length:
                order -= 1
            expected[order] += 1
            at += 1 << order
        pfn += length + 1
    assert part.free_orders() == expected
    assert sum(count << order for order, count in enumerate(expected)) == part.nr_free
    for order, count in blocks.items():
        assert part.nr_blocks(order, 1 << 40) == count
        assert part.nr_blocks(order, 3) == min(3, count)


@pytest.mark.parametrize("order", [0, 1, 4, 9])
def test_bulk_takes_are_the_single_ones(order: int) -> None:
    rng = random.Random(order)
    undo = Undo()
    part = Partition()
    part.add_span(undo, 100, 60_000)
    for _ in range(300):
        part.take_block(undo, rng.randint(0, 6), 1, rng.randint(0, 1 << 20))
    for start, end, owner, _ in part.encode():
        if owner and rng.random() < 0.5:
            part.free(undo, start, end - start)
    single = Partition.decode(part.encode())
    assert single.encode() == part.encode()
    number = part.nr_blocks(order, 5000)
    runs = part.take_pages(undo, number << order, 7, 0, order)
    pages = [pfn + each for pfn, count in runs for each in range(0, count, 1 << order)]
    assert pages == [single.take_block(undo, order, 7, at << order) for at in range(number)]
    assert single.encode() == part.encode()


@pytest.mark.parametrize("seed", range(4))
def test_many_runs_chunks_and_heaps_survive_undo_and_decode(seed: int) -> None:
    rng = random.Random(seed)
    part, undo = Partition(), Undo()
    part.add_span(undo, 0, 200_000)
    for at in range(4000):
        part.take_range(undo, at * 50, rng.randint(1, 30), 1 + at % 7, at * 1000)
    before, mark = part.encode(), undo.mark()
    for _ in range(6000):
        if rng.random() < 0.55:
            start, end, owner, _ = part.find(rng.randrange(200_000)) or (0, 0, 0, 0)
            if owner:
                part.free(undo, start, end - start)
        else:
            part.take_block(undo, rng.randint(0, 4), rng.randint(1, 9), rng.randint(0, 9000))
    after = part.encode()
    twin = Partition.decode(after)
    assert (twin.encode(), twin.nr_free, twin.nr_pages) == (after, part.nr_free, part.nr_pages)
    other = Undo()
    for order in (0, 3, 1, 5, 0, 2, 7):
        assert part.take_block(undo, order, 99, 0) == twin.take_block(other, order, 99, 0)
    undo.rollback(mark)
    assert part.encode() == before
    twin = Partition.decode(before)
    assert part.nr_free == twin.nr_free
    for order in (0, 3, 1, 5, 0, 2, 7):
        assert part.take_block(undo, order, 99, 0) == twin.take_block(other, order, 99, 0)


def test_an_owner_s_neighbours_merge_on_both_sides() -> None:
    part, undo = Partition(), Undo()
    part.add_span(undo, 0, 64)
    part.take_range(undo, 0, 8, 5, 0)
    part.take_range(undo, 16, 8, 5, 16)
    part.take_range(undo, 8, 8, 5, 8)
    assert part.encode() == [(0, 24, 5, 0), (24, 64, FREE, 0)]
    part.take_range(undo, 24, 40, 5, 99)
    assert part.encode() == [(0, 24, 5, 0), (24, 64, 5, 99)]


def test_misuse_is_caught() -> None:
    part, undo = Partition(), Undo()
    part.add_span(undo, 0, 64)
    part.take_range(undo, 8, 8, 1, 0)
    before = part.encode()
    misuses = (
        lambda: part.add_span(undo, 63, 70),
        lambda: part.add_span(undo, 70, 70),
        lambda: part.remove_span(undo, 0, 64),
        lambda: part.remove_span(undo, 64, 65),
        lambda: part.take_range(undo, 15, 4, 1, 0),
        lambda: part.take_pages(undo, 57, 1, 0),
        lambda: part.take_pages(undo, 3, 1, 0, 1),
        lambda: part.take_block(undo, 0, FREE, 0),
        lambda: part.free(undo, 0, 8),
        lambda: part.free(undo, 0, 4),
        lambda: part.free(undo, 12, 8),
        lambda: part.free(undo, 70, 1),
        lambda: part.reown(undo, 8, 8, FREE, 0),
        lambda: Partition().take_range(undo, 0, 1, 1, 0),
        lambda: Partition().remove_span(undo, 0, 1),
        lambda: Partition().free(undo, 0, 1),
    )
    for misuse in misuses:
        mark = undo.mark()
        with pytest.raises(AssertionError):
            misuse()
        undo.rollback(mark)
        assert part.encode() == before


def test_exhaustion_is_minus_one_and_an_empty_zone_has_no_blocks() -> None:
    part, undo = Partition(), Undo()
    assert part.take_block(undo, 0, 1, 0) == -1
    assert part.largest_free_order() == -1
    assert part.find(0) is None
    assert part.free_orders() == [0] * 11
    part.add_span(undo, 1, 3)
    assert part.take_block(undo, 1, 1, 0) == -1, "pages 1 and 2 are not an aligned pair"
    assert part.take_block(undo, 1, 1, 0, align=False) == 1
    assert list(part.iter_runs(2, 9)) == [(1, 3, 1, 0)]
    assert list(part.iter_runs(3)) == []


def test_heaps_are_swept() -> None:
    part, undo = Partition(), Undo()
    part.add_span(undo, 0, 1 << 20)
    for _ in range(5000):
        pfn = part.take_block(undo, 0, 1, 0)
        part.free(undo, pfn, 1)
        undo.rollback()
        part.add_span(undo, 0, 1 << 20)
    assert sum(map(len, part._heaps)) < 1000
