"""Populate by arithmetic against placing page by page; histories that must give equal states."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from service.mm.extents import Extent, ExtentMap
from service.mm.lanes import Lane, LaneKey, LaneTable
from service.mm.objects import PageObject, PageStore
from service.mm.partition import FREE, Partition, block_order
from service.mm.pattern import Pattern, ZoneKey, interleave, one, weighted
from service.mm.populate import piece_end, populate, release
from service.mm.undo import Undo

NODES = 4
KEYS: list[ZoneKey] = [(nid, 2) for nid in range(NODES)]
#: per slot: weight and zones in the order of its zonelist
Policy = list[tuple[int, list[ZoneKey]]]


class Handle:
    """A zone with fragmented free memory and a mark."""

    def __init__(self, partition: Partition, mark: int) -> None:
        self.partition = partition
        self.mark = mark


class Host:
    """Zones, one object and one address space, touched by a policy as the engine does it."""

    def __init__(self, seed: int, order: int = 0) -> None:
        rng = random.Random(seed)
        self.order = order
        self.undo = Undo()
        self.zones: dict[ZoneKey, Handle] = {}
        for key in KEYS:
            self.zones[key] = Handle(holey(self.undo, rng, order), rng.choice([0, 3, 20]) << order)
        self.table = LaneTable(100)
        self.obj = PageObject(1, "anon", table=self.table)
        self.space = ExtentMap()

    def room(self, key: ZoneKey) -> int:
        """Folios above the mark, as far as there are blocks for them."""
        zone = self.zones[key]
        spare = zone.partition.nr_free - zone.mark
        return min(-(-spare >> self.order), zone.partition.nr_blocks(self.order, 1 << 40))

    def pattern(self, policy: Policy) -> Pattern:
        """The first zone with room for each slot; the head of its list when it has none."""
        slots = [
            next((zone for zone in zones if self.room(zone) > 0), zones[0]) for _, zones in policy
        ]
        return weighted(slots, [weight for weight, _ in policy])

    def touch(self, start: int, end: int, policy: Policy, phase: int) -> int:
        """Populates the holes of [start, end), in folios; where it stopped."""
        order = self.order
        for low, high in self.space.holes(start << order, end << order):
            position, last = low >> order, high >> order
            while position < last:
                pattern = self.pattern(policy)
                done = populate(
                    self.undo,
                    self.zones,
                    self.obj,
                    pattern,
                    position + phase,
                    last + phase,
                    self.room,
                    phase=phase << order,
                    order=order,
                )
                stop = done.piece_end - phase
                if stop == position:
                    return position
                extent = (position << order, stop << order, 0, phase << order, order, pattern, 1)
                self.space.insert(self.undo, extent)
                position = stop
        return end

    def unmap(self, start: int, end: int) -> None:
        """Takes pages out and frees the folios of which nothing is left."""
        for piece in self.space.cut(self.undo, start << self.order, end << self.order):
            self.free(piece)

    def free(self, piece: Extent) -> None:
        start, end, shift, phase, order, pattern, _ = piece
        first, last = (start + shift + phase) >> order, (end + shift + phase) >> order
        release(self.undo, self.zones, self.obj, pattern, first, last, phase=phase, order=order)

    def frames(self) -> dict[int, tuple[ZoneKey, int]]:
        """Folio -> (zone, pfn), by the forward direction; checks the reverse one."""
        found: dict[int, tuple[ZoneKey, int]] = {}
        order = self.order
        for extent in self.space.iter(0, 1 << 40):
            phase, pattern = extent[3], extent[5]
            for folio in range(extent[0] >> order, extent[1] >> order):
                index = folio + (phase >> order)
                zone = pattern.zone_of(index)
                lane = self.obj.lanes[pattern.at_order(order), phase, zone]
                at = pattern.lane_index(index)
                pfn = lane.lookup(at)
                run = self.zones[zone].partition.find(pfn)
                assert run is not None
                start, _, owner, first = run
                assert (owner, first + pfn - start) == (lane.id, at << order)
                found[folio] = zone, pfn
        return found

    def encode(self) -> list[object]:
        """Everything that must not depend on how a touch was cut up."""
        extents = self.space.encode({})
        lanes = [
            (lane.id, pattern.slots, pattern.order, phase, zone, lane.encode())
            for (pattern, phase, zone), lane in self.obj.lanes.items()
        ]
        parts = [self.zones[key].partition.encode() for key in KEYS]
        return [extents, sorted(lanes), parts, self.table.next_id, sorted(self.table.lanes)]


def holey(undo: Undo, rng: random.Random, order: int) -> Partition:
    """A zone of a few hundred pages with random holes."""
    part = Partition()
    part.add_span(undo, 0, rng.randint(100, 400) << order)
    for _ in range(rng.randint(0, 12)):
        part.take_block(undo, rng.randint(0, 5 + order), 1, rng.randrange(1 << 30))
    for start, end, owner, _ in part.encode():
        if owner and rng.random() < 0.6:
            part.free(undo, start, end - start)
    return part


def some_policy(rng: random.Random) -> Policy:
    """One to four slots, each with its own fallback order, perhaps without fallback."""
    slots: Policy = []
    for _ in range(rng.choice([1, 1, 2, 3, 4])):
        zones = rng.sample(KEYS, NODES)
        slots.append((rng.randint(1, 4), zones[: rng.choice([1, NODES, NODES])]))
    return slots


class Oracle:
    """Places one folio at a time with sets of free pages."""

    def __init__(self, host: Host) -> None:
        self.order = host.order
        self.mark = {key: zone.mark for key, zone in host.zones.items()}
        self.free: dict[ZoneKey, set[int]] = {}
        for key, zone in host.zones.items():
            self.free[key] = {
                pfn
                for start, end, owner, _ in zone.partition.iter_runs()
                if owner == FREE
                for pfn in range(start, end)
            }
        self.placed: dict[int, tuple[ZoneKey, int]] = {}

    def block(self, key: ZoneKey) -> int:
        """Lowest address of the smallest sufficient class."""
        pages = self.free[key]
        if len(pages) <= self.mark[key]:
            return -1
        best = (99, -1)
        for start in sorted(pages):
            if start - 1 in pages:
                continue
            end = start
            while end in pages:
                end += 1
            if block_order(start, end) >= self.order:
                best = min(best, (block_order(start, end), start))
        size = 1 << self.order
        return best[1] if best[1] < 0 else -(-best[1] // size) * size

    def touch(self, start: int, end: int, policy: Policy, phase: int) -> int:
        turns = [zones for weight, zones in policy for _ in range(weight)]
        for folio in range(start, end):
            if folio in self.placed:
                continue
            zone = next(
                (key for key in turns[(folio + phase) % len(turns)] if self.block(key) >= 0), None
            )
            if zone is None:
                return folio
            pfn = self.block(zone)
            self.free[zone] -= set(range(pfn, pfn + (1 << self.order)))
            self.placed[folio] = zone, pfn
        return end

    def unmap(self, start: int, end: int) -> None:
        for folio in range(start, end):
            if folio in self.placed:
                zone, pfn = self.placed.pop(folio)
                self.free[zone] |= set(range(pfn, pfn + (1 << self.order)))


@pytest.mark.parametrize("order", [0, 2])
@pytest.mark.parametrize("seed", range(70))
def test_every_folio_lands_where_page_by_page_placing_puts_it(seed: int, order: int) -> None:
    rng = random.Random(1000 * order + seed)
    host = Host(seed, order)
    oracle = Oracle(host)
    policies = [some_policy(rng) for _ in range(2)]
    for _ in range(12):
        start = rng.randint(0, 400)
        end = start + rng.randint(1, 250)
        if rng.random() < 0.7:
            policy, phase = rng.choice(policies), rng.choice([0, 0, 5])
            holes = host.space.holes(start << order, end << order)
            # a slot without a zone ends the touch of its hole, as a fault that fails would
            for low, high in holes[:1]:
                span = low >> order, high >> order
                assert host.touch(*span, policy, phase) == oracle.touch(*span, policy, phase)
        else:
            host.unmap(start, end)
            oracle.unmap(start, end)
        assert host.frames() == oracle.placed
        for key in KEYS:
            part = host.zones[key].partition
            assert part.nr_free == len(oracle.free[key])


def in_one(host: Host, end: int, policy: Policy, rng: random.Random) -> None:
    host.touch(0, end, policy, 3)


def in_chunks(host: Host, end: int, policy: Policy, rng: random.Random) -> None:
    at = 0
    while at < end:
        stop = min(at + rng.randint(1, 60), end)
        if host.touch(at, stop, policy, 3) < stop:
            return
        at = stop


def page_by_page(host: Host, end: int, policy: Policy, rng: random.Random) -> None:
    for at in range(end):
        if host.touch(at, at + 1, policy, 3) == at:
            return


@pytest.mark.parametrize("order", [0, 2])
@pytest.mark.parametrize("seed", range(60))
def test_one_touch_chunks_and_single_pages_give_equal_states(seed: int, order: int) -> None:
    states = []
    for history in (in_one, in_chunks, page_by_page):
        rng = random.Random(seed)
        host = Host(seed, order)
        policy, end = some_policy(rng), rng.randint(1, 1500)
        before, mark = host.encode(), host.undo.mark()
        history(host, end, policy, rng)
        states.append(host.encode())
        host.undo.rollback(mark)
        assert host.encode() == before
    assert states[0] == states[1] == states[2]


def test_the_cost_of_a_piece_does_not_depend_on_its_length() -> None:
    undo = Undo()
    records = []
    for pages in (8, 1 << 28):
        zones = {}
        for key in KEYS:
            part = Partition()
            part.add_span(undo, 0, 1 << 30)
            zones[key] = Handle(part, 0)
        obj = PageObject(1, "anon", table=LaneTable())
        mark = undo.mark()
        result = populate(undo, zones, obj, interleave(KEYS), 0, pages, lambda _: 1 << 40)
        assert result.piece_end == pages
        assert result.counts == dict.fromkeys(KEYS, pages // NODES)
        records.append(undo.mark() - mark)
    assert records[0] == records[1]


def test_a_piece_ends_where_a_zone_reaches_its_mark() -> None:
    pattern = interleave(KEYS[:2])
    room: dict[ZoneKey, int] = {KEYS[0]: 3, KEYS[1]: 100}
    assert piece_end(pattern, 0, 50, room.__getitem__) == 5, "just after the third page of zone 0"
    assert piece_end(pattern, 1, 50, room.__getitem__) == 7
    assert piece_end(pattern, 0, 6, room.__getitem__) == 5, "also when no further page needs it"
    assert piece_end(pattern, 0, 5, room.__getitem__) == 5
    assert piece_end(pattern, 0, 4, room.__getitem__) == 4
    room[KEYS[1]] = 0
    assert piece_end(pattern, 0, 50, room.__getitem__) == 1, "before the first page without a zone"
    assert piece_end(pattern, 1, 50, room.__getitem__) == 1
    assert piece_end(one(KEYS[1]), 9, 9, room.__getitem__) == 9


@pytest.mark.parametrize("order", [0, 3])
@pytest.mark.parametrize("seed", range(90))
def test_lanes_equal_a_dict_of_folios(seed: int, order: int) -> None:
    rng = random.Random(seed)
    table, undo = LaneTable(), Undo()
    lane = table.new(undo, 5, (one(KEYS[0]).at_order(order), 0, KEYS[0]))
    folios: dict[int, int] = {}
    for _ in range(80):
        mark, before, changed = undo.mark(), lane.encode(), dict(folios)
        first, count = rng.randint(0, 90), rng.randint(1, 12)
        if rng.random() < 0.6:
            count = next((n for n in range(count) if first + n in folios), count)
            pfn = (first + 1000 * rng.choice([0, 0, 1])) << order
            if count:
                table.append(undo, lane.id, first, pfn, count)
                changed |= {first + n: pfn + (n << order) for n in range(count)}
        else:
            removed = table.cut(undo, lane.id, first, first + count)
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
        assert table.lookup(lane.id, first) == folios.get(first, -1)
        assert (len(lane), bool(lane)) == (len(lane.encode()), bool(folios))


def test_a_lane_of_many_runs() -> None:
    undo, table = Undo(), LaneTable()
    lane = table.new(undo, 1, (one(KEYS[0]), 0, KEYS[0]))
    rng = random.Random(7)
    order = list(range(0, 3000, 3))
    rng.shuffle(order)
    marks: list[tuple[int, list[tuple[int, int, int]]]] = []
    for index in order:
        marks.append((undo.mark(), lane.encode()))
        lane.insert(undo, index, 5 * index, 2)
    assert len(lane) == 1000
    assert lane.lookup(300) == 1500
    assert lane.lookup(302) == -1
    lane.insert(undo, 302, 1502, 1)
    assert list(lane.pieces(301, 304)) == [(301, 1501, 2), (303, 1515, 1)]
    lane.insert(undo, 299, 1499, 1)
    lane.add(undo, 2999, 20_000, 1)
    lane.insert(undo, 3000, 20_001, 9)
    with pytest.raises(AssertionError):
        lane.insert(undo, 300, 0, 1)
    with pytest.raises(AssertionError):
        lane.insert(undo, 301, 0, 1)
    mark, before = undo.mark(), lane.encode()
    assert lane.cut(undo, 4000, 5000) == []
    assert lane.cut(undo, 301, 302) == [(1501, 1)]
    undo.rollback(mark)
    assert lane.encode() == before
    removed = lane.cut(undo, 31, 3000)
    assert sum(count for _, count in removed) == sum(run[2] for run in before) - 30
    assert len(lane) == 12
    assert lane.lookup(3008) == 20_009
    undo.rollback(mark)
    assert lane.encode() == before
    for mark, state in reversed(marks):
        undo.rollback(mark)
        assert lane.encode() == state
    table.drop(undo, lane)
    assert table.lanes == {}


def test_a_lane_with_frames_is_not_dropped_and_not_filled_twice() -> None:
    undo, table = Undo(), LaneTable()
    lane = table.new(undo, 1, (one(KEYS[0]), 0, KEYS[0]))
    lane.insert(undo, 5, 100, 5)
    misuses: tuple[Callable[[], object], ...] = (
        lambda: table.drop(undo, lane),
        lambda: lane.insert(undo, 9, 0, 1),
        lambda: lane.insert(undo, 4, 0, 2),
    )
    for misuse in misuses:
        with pytest.raises(AssertionError):
            misuse()


def test_references_say_what_to_free() -> None:
    host = Host(0)
    pattern = one(KEYS[0])
    key = (pattern, 0, KEYS[0])
    populate(host.undo, host.zones, host.obj, pattern, 0, 50, lambda _: 1 << 40)
    before, obj, undo = host.encode(), host.obj, host.undo
    assert not obj.is_shared(key, 10)
    assert obj.sub_ref(undo, key, 0, 0) == [(0, 0)]
    mark = undo.mark()
    obj.add_ref(undo, key, 0, 30)
    obj.add_ref(undo, key, 10, 20)
    assert [obj.is_shared(key, index) for index in (0, 29, 30)] == [True, True, False]
    with pytest.raises(AssertionError):
        release(undo, host.zones, obj, pattern, 25, 35)
    assert obj.sub_ref(undo, key, 5, 40) == [(30, 40)]
    assert obj.sub_ref(undo, key, 5, 30) == [(5, 10), (20, 30)]
    assert obj.sub_ref(undo, key, 10, 20) == [(10, 20)]
    assert obj.sub_ref(undo, key, 0, 20) == [(5, 20)]
    assert release(undo, host.zones, obj, pattern, 5, 20) == {KEYS[0]: 15}
    undo.rollback(mark)
    assert host.encode() == before
    assert obj.lanes[key].refs is None


class OtherSource:
    """Lanes with ids from somewhere else, and a trail of those that were dropped."""

    def __init__(self) -> None:
        self.lanes: dict[int, Lane] = {}
        self.dropped: list[int] = []

    def new(self, undo: Undo, owner: int, key: LaneKey) -> Lane:
        lane = Lane(len(self.lanes) + 50, key, owner)
        undo.set(self.lanes, lane.id, lane)
        return lane

    def drop(self, undo: Undo, lane: Lane) -> None:
        self.dropped.append(lane.id)
        undo.delete(self.lanes, lane.id)


def test_lanes_come_from_the_object_s_source() -> None:
    host = Host(3)
    undo, source = host.undo, OtherSource()
    with pytest.raises(AssertionError):
        populate(undo, host.zones, PageObject(9, "anon"), one(KEYS[0]), 0, 1, lambda _: 9)
    obj = PageObject(9, "anon", table=source)
    mark = undo.mark()
    done = populate(undo, host.zones, obj, one(KEYS[0]), 0, 4, lambda _: 9)
    assert done.runs[0][:3] == (KEYS[0], 50, 0)
    assert sum(run[4] for run in done.runs) == 4
    assert source.lanes[50].owner == 9
    assert release(undo, host.zones, obj, one(KEYS[0]), 0, 4) == {KEYS[0]: 4}
    assert (source.dropped, source.lanes, obj.lanes) == ([50], {}, {})
    undo.rollback(mark)
    assert (source.lanes, obj.lanes) == ({}, {})


def store_of(host: Host) -> tuple[PageStore, dict[int, int]]:
    owners: dict[int, int] = {}
    ids: Callable[[], int] = iter(range(500, 10_000)).__next__
    store = PageStore(
        host.undo,
        ids,
        lambda key: host.zones[key].partition,
        lambda lane, obj: host.undo.set(owners, lane, obj),
        lambda lane: host.undo.delete(owners, lane),
    )
    return store, owners


@pytest.mark.parametrize("seed", range(20))
def test_the_page_store_places_moves_and_frees(seed: int) -> None:
    rng = random.Random(seed)
    host = Host(seed)
    store, owners = store_of(host)
    empty = [host.zones[key].partition.encode() for key in KEYS]
    obj, other = PageObject(1, "anon"), PageObject(2, "anon")
    pattern = weighted(KEYS, [2, 1, 1, 3])
    taken = store.populate(obj, 5, 60, pattern, 4)
    assert taken == obj.counts(0, 99) == {key: pattern.count(key, 9, 64) for key in KEYS}
    assert obj.pfn_at(4) is None
    assert obj.zone_at(4) is None
    frames = {index: (obj.zone_at(index), obj.pfn_at(index)) for index in range(5, 60)}
    assert len(set(frames.values())) == 55
    zones = [zone for first, end, zone in obj.runs(0, 99) for _ in range(first, end)]
    assert zones == [obj.zone_at(index) for index in range(5, 60)]
    runs = list(obj.runs(0, 99))
    assert all(low[2] != high[2] for low, high in pairwise(runs))
    store.adopt(other, obj)
    assert {index: (other.zone_at(index), other.pfn_at(index)) for index in frames} == frames
    assert set(owners.values()) == {2}
    cut = rng.randint(5, 60)
    store.release(other, 0, cut)
    assert sum(other.counts(0, 99).values()) == 60 - cut
    store.release(other, cut, 99)
    assert (owners, other.lanes) == ({}, {})
    assert [host.zones[key].partition.encode() for key in KEYS] == empty


def test_a_store_meets_only_the_zones_of_a_short_range() -> None:
    host = Host(2)
    store, owners = store_of(host)
    pattern = interleave(KEYS)
    obj, other = PageObject(1, "anon"), PageObject(2, "anon")
    assert store.populate(obj, 1, 2, pattern, 0) == obj.counts(0, 9) == {KEYS[1]: 1}
    assert store.populate(other, 5, 6, pattern, 0) == {KEYS[1]: 1}
    store.adopt(other, obj)
    assert other.counts(0, 9) == {KEYS[1]: 2}
    assert list(owners.values()) == [2]
    assert store.release(other, 0, 2) == {KEYS[1]: 1}
    assert store.release(other, 0, 9) == {KEYS[1]: 1}
    assert (owners, other.lanes) == ({}, {})
