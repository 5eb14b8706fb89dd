"""Extent maps against a dict of pages: layouts, folios that are cut, merging, undo."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from service.mm.extents import (
    HOLE,
    Extent,
    ExtentMap,
    clip,
    folio_bounds,
    is_whole,
    parts,
)
from service.mm.pattern import Pattern, ZoneKey, interleave, one, weighted
from service.mm.undo import Undo

SIZE = 120
ZONES: list[ZoneKey] = [(nid, 2) for nid in range(4)]
#: (shift, phase, order, pattern, owner)
Kind = tuple[int, int, int, Pattern, int]
#: page -> the rest of its extent's record
Pages = dict[int, Kind]
KINDS: list[Kind] = [
    (0, 0, 0, one(ZONES[0]), 1),
    (0, 0, 0, one(ZONES[1]), 1),
    (7, 0, 0, interleave(ZONES[:3]), 1),
    (7, 2, 0, interleave(ZONES[:3]), 1),
    (7, 2, 0, interleave(ZONES[:3]), 2),
    (0, 5, 0, weighted(ZONES, [3, 1, 2, 1]), 2),
    (0, 0, 2, one(ZONES[2]), 1),
    (1, 0, 2, interleave(ZONES), 1),
    (2, 5, 3, weighted(ZONES[:2], [2, 1]), 3),
]


def zone_of(page: int, kind: Kind) -> ZoneKey:
    shift, phase, order, pattern, _ = kind
    return pattern.zone_of((page + shift + phase) >> order)


def folio_of(page: int, kind: Kind) -> int:
    shift, phase, order, _, _ = kind
    return (page + shift + phase) >> order


def canonical(pages: Pages) -> list[Extent]:
    """Extents of a page dict: whole folios together, a cut folio by itself."""

    def complete(page: int) -> bool:
        kind = pages[page]
        first = (folio_of(page, kind) << kind[2]) - kind[0] - kind[1]
        return all(pages.get(each) == kind for each in range(first, first + (1 << kind[2])))

    extents: list[Extent] = []
    for page in sorted(pages):
        kind = pages[page]
        if extents and extents[-1][1] == page and extents[-1][2:] == kind:
            same = folio_of(page - 1, kind) == folio_of(page, kind)
            if same or (complete(page - 1) and complete(page)):
                extents[-1] = (extents[-1][0], page + 1, *kind)
                continue
        extents.append((page, page + 1, *kind))
    return extents


def check(space: ExtentMap, pages: Pages, rng: random.Random) -> None:
    assert list(map(space.values.__getitem__, space.keys())) == canonical(pages)
    start = rng.randint(0, SIZE)
    end = rng.randint(start, SIZE)
    nodes = [zone_of(page, pages[page])[0] if page in pages else HOLE for page in range(start, end)]
    where = space.where(start, end)
    assert [nid for nid, count in where for _ in range(count)] == nodes
    assert all(low[0] != high[0] for low, high in pairwise(where))
    limit = rng.randint(0, 4)
    assert space.where(start, end, limit) == where[:limit]
    counts: dict[ZoneKey, int] = {}
    for page in range(start, end):
        if page in pages:
            zone = zone_of(page, pages[page])
            counts[zone] = counts.get(zone, 0) + 1
    assert space.counts(start, end) == dict(sorted(counts.items()))
    assert space.mapped(start, end) == sum(counts.values())
    absent = [page for page in range(start, end) if page not in pages]
    holes = space.holes(start, end)
    assert [page for first, last in holes for page in range(first, last)] == absent
    assert all(low[1] < high[0] for low, high in pairwise(holes))
    expected = [clip(each, start, end) for each in canonical(pages)]
    assert list(space.iter(start, end)) == [each for each in expected if each[0] < each[1]]
    found = space.find(start)
    assert (found is None) == (start not in pages)
    assert found is None or found[0] <= start < found[1]


@pytest.mark.parametrize("seed", range(200))
def test_random_inserts_and_cuts_equal_a_dict_of_pages(seed: int) -> None:
    rng = random.Random(seed)
    space, undo = ExtentMap(), Undo()
    pages: Pages = {}
    for _ in range(50):
        start = rng.randint(0, SIZE - 1)
        end = min(start + rng.randint(1, 40), SIZE)
        mark, before, changed = undo.mark(), space.encode({}), dict(pages)
        if rng.random() < 0.6:
            kind = rng.choice(KINDS)
            for first, last in space.holes(start, end):
                space.insert(undo, (first, last, *kind))
                changed |= dict.fromkeys(range(first, last), kind)
        else:
            removed = space.cut(undo, start, end)
            gone = {page: pages[page] for page in range(start, end) if page in pages}
            assert {page: each[2:] for each in removed for page in range(*each[:2])} == gone
            for each in removed:
                if not is_whole(each):
                    first, last = folio_bounds(each, each[0])
                    assert first <= each[0] < each[1] <= last
            for page in gone:
                del changed[page]
        if rng.random() < 0.4:
            undo.rollback(mark)
            assert space.encode({}) == before
        else:
            pages = changed
        check(space, pages, rng)
    numbers: dict[Pattern, int] = {}
    encoded = space.encode(numbers)
    slots = [pattern.slots for pattern in numbers]
    assert ExtentMap.decode(encoded, slots).encode({}) == encoded
    undo.rollback()
    assert not space


def test_a_cut_inside_a_folio_carves_that_folio_out() -> None:
    space, undo = ExtentMap(), Undo()
    kind = (0, 0, 9, one((0, 2)), 1)
    space.insert(undo, (0, 2048, *kind))
    assert space.cut(undo, 700, 800) == [(700, 800, *kind)]
    assert [each[:2] for each in space.iter(0, 2048)] == [
        (0, 512),
        (512, 700),
        (800, 1024),
        (1024, 2048),
    ]
    assert space.mapped(*folio_bounds((512, 700, *kind), 600)) == 412
    assert [each[:2] for each in space.cut(undo, 400, 1500)] == [
        (400, 512),
        (512, 700),
        (800, 1024),
        (1024, 1500),
    ]
    assert [each[:2] for each in space.iter(0, 2048)] == [(0, 400), (1500, 1536), (1536, 2048)]
    space.insert(undo, (400, 1500, *kind))
    assert [each[:2] for each in space.iter(0, 2048)] == [(0, 2048)], "completed folios merge"
    undo.rollback()


def test_parts_of_an_extent() -> None:
    def bounds(start: int, end: int) -> list[tuple[int, int]]:
        return [each[:2] for each in parts((start, end, 0, 1, 2, one((0, 2)), 1))]

    assert bounds(3, 11) == [(3, 11)]
    assert bounds(2, 12) == [(2, 3), (3, 11), (11, 12)]
    assert bounds(4, 6) == [(4, 6)]
    assert bounds(4, 8) == [(4, 7), (7, 8)]
    assert bounds(3, 9) == [(3, 7), (7, 9)]


def test_an_insert_over_something_is_refused() -> None:
    space, undo = ExtentMap(), Undo()
    space.insert(undo, (5, 9, *KINDS[0]))
    for start, end in ((8, 9), (0, 6), (6, 7), (9, 9)):
        with pytest.raises(AssertionError):
            space.insert(undo, (start, end, *KINDS[0]))


def test_length_is_free() -> None:
    space, undo = ExtentMap(), Undo()
    pages = 1 << 40
    space.insert(undo, (0, pages, 0, 0, 0, interleave(ZONES), 1))
    assert space.counts(1, pages) == dict.fromkeys(ZONES, pages // 4) | {ZONES[0]: pages // 4 - 1}
    assert len(space.where(0, pages, 10)) == 10
    assert [each[:2] for each in space.cut(undo, 1 << 20, 1 << 30)] == [(1 << 20, 1 << 30)]
    assert len(space) == 2
