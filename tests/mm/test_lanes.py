"""Lanes: runs of frames by lane index, against a dict of folios."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from service.mm.lanes import Lane
from service.mm.pattern import ZoneKey, one
from service.mm.undo import Undo

KEY: ZoneKey = (0, 2)


def make_lane(order: int = 0) -> Lane:
    return Lane(1, (one(KEY).at_order(order), 0, KEY), 5)


@pytest.mark.parametrize("order", [0, 3])
@pytest.mark.parametrize("seed", range(60))
def test_lanes_equal_a_dict_of_folios(seed: int, order: int) -> None:
    rng = random.Random(seed)
    undo, lane = Undo(), make_lane(order)
    folios: dict[int, int] = {}
    for _ in range(80):
        mark, before, changed = undo.mark(), lane.encode(), dict(folios)
        first, count = rng.randint(0, 90), rng.randint(1, 12)
        if rng.random() < 0.6:
            count = next((n for n in range(count) if first + n in folios), count)
            pfn = (first + 1000 * rng.choice([0, 0, 1])) << order
            if count:
                lane.insert(undo, first, pfn, count)
                changed |= {first + n: pfn + (n << order) for n in range(count)}
        else:
            removed = lane.cut(undo, first, first + count)
            gone = [changed.pop(n) for n in range(first, first + count) if n in folios]
            assert [pfn + (n << order) for pfn, number in removed for n in range(number)] == gone
        if rng.random() < 0.3:
            undo.rollback(mark)
            assert lane.encode() == before
        else:
            folios = changed
        assert {
            index + n: pfn + (n << order)
            for index, pfn, number in lane.encode()
            for n in range(number)
        } == folios
        for low, high in pairwise(lane.encode()):
            assert low[0] + low[2] <= high[0]
            joins = low[0] + low[2] == high[0] and low[1] + (low[2] << order) == high[1]
            assert not joins, "runs that continue each other are one"
        assert lane.lookup(first) == folios.get(first, -1)
        assert (len(lane), bool(lane)) == (len(lane.encode()), bool(folios))


def test_a_lane_of_many_runs() -> None:
    undo, lane = Undo(), make_lane()
    rng = random.Random(7)
    order = list(range(0, 3000, 3))
    rng.shuffle(order)
    for index in order:
        lane.insert(undo, index, 5 * index, 2)
    assert len(lane) == 1000
    assert lane.lookup(300) == 1500
    assert lane.lookup(302) == -1
    undo.rollback()
    assert not lane
