"""A fork stands where its source stands, shares what nobody writes, and goes its own way."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.codec import encode
from service.mm.fork import fork
from service.mm.intervals import IntervalMap
from service.mm.keymap import KeyMap
from service.mm.partition import Partition
from service.mm.undo import Undo
from tests.mm.mmhost import MM, Host
from tests.mm.test_determinism import STORY, fresh, play

CUTS: Final = range(0, len(STORY), 3)


def forked(host: Host) -> Host:
    """A second host at the place of the first."""
    other = object.__new__(Host)
    other.__dict__.update(host.__dict__)
    other.state = fork(host.state)
    return other


@pytest.mark.parametrize("cut", CUTS)
def test_a_fork_goes_on_as_its_source_would_and_neither_sees_the_other(cut: int) -> None:
    """Both go on in turns after the cut; hashes are those of a host that was never forked."""
    expected = play(fresh())
    source = fresh()
    play(source, STORY[:cut])
    other = forked(source)
    assert encode(other.state) == encode(source.state)
    before = other.hash()
    assert play(source, STORY[cut:]) == expected[cut:]
    assert other.hash() == before
    assert play(other, STORY[cut:]) == expected[cut:]


@pytest.mark.parametrize("cut", CUTS)
def test_undo_of_the_source_is_not_seen_by_the_fork(cut: int) -> None:
    """Steps before the fork are taken back on the source alone."""
    source = fresh()
    start = source.hash()
    log = [source.done(op, **args).undo for op, args in STORY[:cut]]
    other = forked(source)
    after = other.hash()
    for undo in reversed(log):
        undo.rollback()
    assert (source.hash(), other.hash()) == (start, after)


def test_forks_of_forks_are_independent() -> None:
    expected = play(fresh())
    hosts = [fresh()]
    for cut, (op, args) in enumerate(STORY):
        hosts.append(forked(hosts[-1]))
        hosts[-1].do(op, **args)
        assert hosts[-1].hash() == expected[cut]
    assert hosts[0].hash() == fresh().hash()
    assert [host.hash() for host in hosts[1:]] == expected


def test_records_are_shared_until_one_side_writes() -> None:
    """No record is copied by the fork itself; the first write of a part copies that part alone."""
    source = fresh()
    play(source)
    other = forked(source)
    maps = [
        (node.zones[idx].partition, source.state.nodes[nid].zones[idx].partition)
        for nid, node in other.state.nodes.items()
        for idx in range(len(node.zones))
    ]
    assert all(mine.values is theirs.values for mine, theirs in maps)
    other.do("alloc_pages", label="mine", preferred_nid=1)
    written = [mine for mine, theirs in maps if mine.values is not theirs.values]
    assert len(written) == 1


_OPS: Final = st.tuples(
    st.booleans(), st.sampled_from(["take", "range", "free"]), st.integers(0, 63)
)


@settings(MM, max_examples=150)
@given(before=st.lists(_OPS, max_size=12), after=st.lists(_OPS, max_size=25), undo=st.booleans())
def test_partitions_that_share_behave_as_copies(
    before: list[tuple[bool, str, int]], after: list[tuple[bool, str, int]], undo: bool
) -> None:
    """Whatever happens to either side: both equal partitions that were decoded apart."""
    log = Undo()
    source = Partition()
    source.add_span(log, 0, 64)
    for _, kind, number in before:
        _act(source, log, kind, number)
    sides = [source, source.fork()]
    copies = [Partition.decode(source.encode()), Partition.decode(source.encode())]
    for second, kind, number in after:
        mine, theirs = Undo(), Undo()
        _act(sides[second], mine, kind, number)
        _act(copies[second], theirs, kind, number)
        if undo and number % 3 == 0:
            mine.rollback()
            theirs.rollback()
        for side, copy in zip(sides, copies, strict=True):
            assert side.encode() == copy.encode()
            assert side.nr_free == copy.nr_free
            assert side.largest_free_order() == copy.largest_free_order()


def _act(part: Partition, undo: Undo, kind: str, number: int) -> None:
    found = part.find(number)
    if kind == "take":
        part.take_block(undo, number % 4, 7, number)
    elif kind == "range" and found is not None and not found[2]:
        part.take_range(undo, number, 1, 8, number)
    elif kind == "free" and found is not None and found[2]:
        part.free(undo, number, 1)


@pytest.mark.parametrize("change", ["set", "delete", "restore"])
def test_each_mutator_of_a_map_takes_it_over_first(change: str) -> None:
    source: KeyMap[Any] = KeyMap()
    source.fill({1: "a", 5: "b"})
    other = source.fork()
    if change == "set":
        other.set(Undo(), 3, "c")
    elif change == "delete":
        other.delete(Undo(), 5)
    else:
        other.restore(5, "old")
    assert (dict(source.values), list(source)) == ({1: "a", 5: "b"}, [1, 5])
    assert type(other) is KeyMap
    assert list(other) == sorted(other.values)


@settings(MM, max_examples=100)
@given(
    acts=st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["assign", "put", "clear", "update", "set"]),
            st.integers(0, 20),
            st.integers(1, 6),
            st.integers(0, 3),
        ),
        max_size=25,
    )
)
def test_intervals_that_share_behave_as_copies(
    acts: list[tuple[bool, str, int, int, int]],
) -> None:
    """Whatever happens to either side: both equal maps that were decoded apart."""
    source: IntervalMap[int] = IntervalMap.decode([(2, 5, 1), (8, 12, 2)])
    sides = [source, source.fork()]
    copies = [IntervalMap.decode(source.encode()) for _ in sides]
    for second, kind, start, length, value in acts:
        for each in (sides[second], copies[second]):
            undo = Undo()
            if kind == "assign":
                each.assign(undo, start, start + length, value)
            elif kind == "put":
                each.put(undo, start, value)
            elif kind == "clear":
                each.clear(undo, start, start + length)
            elif kind == "update":
                each.update(undo, start, start + length, lambda old: (old or 0) + 1)
            if value == 3:
                undo.rollback()
        for side, copy in zip(sides, copies, strict=True):
            assert side.encode() == copy.encode()
