"""The free and flush pipeline of compressed RAM (patches 23 and 27).

A folio that is freed on a node of cram reaches the buddy allocator exactly once: at once, or after
the driver that deferred it has put it.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.commands import COMMANDS
from service.mm.invariants import check
from service.mm.step import Done, step
from tests.mm.cramhost import PAGE, CramHost
from tests.mm.mmhost import BLOCK_PAGES, MM

ANSWERS: Final = ("resolved", "deferred", "buffer_full", "buffer")


def _freed(host: CramHost) -> tuple[int, int, int]:
    """Pages that reached the allocator zeroed and unzeroed, and pages that the driver holds."""
    zeroed, unzeroed = host.counted("cram_freed_zeroed"), host.counted("cram_freed_unzeroed")
    return zeroed, unzeroed, host.deferred()


@pytest.mark.parametrize(
    ("answer", "freed"),
    [("resolved", (0, 4, 0)), ("deferred", (0, 0, 4)), ("buffer_full", (4, 0, 0))],
)
def test_23_the_answer_of_the_flush_callback_decides_who_zeroes(
    answer: str, freed: tuple[int, int, int]
) -> None:
    """cram_flush_cb_t: 0 resolved, 1 deferred, 2 buffer full."""
    host = CramHost().register(answer=answer)
    host.demoted("a", 4)
    calls = host.calls(host.ok("munmap", pid=100, area="a"))
    assert calls == {"free_folio": 4, "flush_cb": 4}
    assert _freed(host) == freed
    assert host.free(2) == BLOCK_PAGES - freed[2]


def test_23_without_a_callback_cram_zeroes_and_with_init_on_free_nobody_does() -> None:
    for init_on_free, freed in ((False, (4, 0, 0)), (True, (0, 4, 0))):
        host = CramHost().register()
        host.state.init_on_free = init_on_free
        host.demoted("a", 4)
        host.ok("munmap", pid=100, area="a")
        assert _freed(host) == freed


def test_27_a_full_buffer_zeroes_the_rest_and_queues_the_overflow_work() -> None:
    host = CramHost().register(answer="buffer", buf_max=3)
    host.demoted("a", 5)
    host.ok("munmap", pid=100, area="a")
    assert _freed(host) == (2, 0, 3)
    assert host.state.flush[2].buffers[0].queued


def test_27_a_round_shows_ranges_from_the_base_and_frees_unzeroed() -> None:
    start = host_start = CramHost().register()
    del host_start
    base = hex(start.state.nodes[2].zones[3].start_pfn * PAGE)
    host = CramHost().register(answer="buffer", buf_max=31, start=base)
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a")
    taken = host.ok("cram_flush_take", nid=2)
    assert [(each.cpu, each.start, each.len) for each in taken.ranges] == [(0, "0x0", 4 * PAGE)]
    assert host.deferred() == 4
    put = host.ok("cram_flush_put", nid=2)
    assert (put.nr_folios, put.nr_pages) == (4, 4)
    assert host.calls(put) == {"free_folio": 4, "flush_cb": 4}
    assert _freed(host) == (0, 4, 0)
    assert host.free(2) == BLOCK_PAGES


def test_27_frees_during_a_round_go_to_the_fresh_buffer_of_their_cpu() -> None:
    host = CramHost().register(answer="buffer", buf_max=4)
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a", first=0, count=2)
    host.ok("cram_flush_take", nid=2)
    host.ok("sched_setaffinity", pid=100, cpu=1)
    host.ok("munmap", pid=100, area="a", first=2, count=2)
    by_cpu = {each.cpu: (len(each.active), len(each.spare)) for each in host.state.flush[2].buffers}
    assert by_cpu == {0: (0, 1), 1: (1, 0)}
    host.ok("cram_flush_put", nid=2)
    assert host.deferred() == 2


def test_27_a_failed_device_command_frees_the_folios_zeroed_by_the_cpu() -> None:
    host = CramHost().register(answer="buffer")
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a")
    host.ok("cram_flush_take", nid=2)
    host.ok("cram_flush_put", nid=2, zeroed="cpu")
    assert _freed(host) == (4, 0, 0)


def test_27_as_coded_after_unregister_deferred_folios_go_straight_to_the_buddy() -> None:
    host = CramHost("as-coded").register(answer="buffer")
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a")
    host.ok("cram_unregister_private_node", nid=2)
    host.ok("cram_flush_take", nid=2)
    assert host.calls(host.ok("cram_flush_put", nid=2)) == {}
    assert _freed(host) == (0, 4, 0)
    assert host.free(2) == BLOCK_PAGES


def test_23_deferred_folios_stay_charged_and_keep_their_block_online() -> None:
    """Q-23-8: free_folio comes before uncharge; a reference keeps the memory in use."""
    host = CramHost().register(answer="buffer")
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a")
    start = hex(host.state.nodes[2].zones[3].start_pfn * PAGE)
    where = {"start": start, "size": BLOCK_PAGES * PAGE}
    assert host.errno("offline_and_remove_private_memory", nid=2, **where) == "EBUSY"
    host.ok("cram_flush_take", nid=2)
    host.ok("cram_flush_put", nid=2)
    host.ok("offline_and_remove_private_memory", nid=2, **where)


MOVE_KINDS: Final = ("map", "unmap", "write", "answer", "take", "put", "overflow", "kswapd")
#: one move of a history: what, and a number
MOVES: Final = st.lists(
    st.tuples(
        st.sampled_from([*MOVE_KINDS, "map", "unmap"]),
        st.integers(0, 11),
    ),
    min_size=6,
    max_size=30,
)


class History:
    """A driver whose answers change as they like, over a host whose pages come and go."""

    def __init__(self, buf_max: int, kind: type[CramHost] = CramHost) -> None:
        self.host = kind().register(answer="buffer", buf_max=buf_max)
        self.areas: list[str] = []
        self.made = 0

    def resident(self) -> int:
        """Pages of the task on the node."""
        found = [self.host.area_pages(100, area).get(2, 0) for area in self.areas]
        return sum(found)

    def move(self, what: str, number: int) -> None:
        """One step; the host's invariants are checked after it."""
        host = self.host
        if what == "map" and len(self.areas) < 6:
            self.made += 1
            self.areas.append(host.fresh(f"a{self.made}", number + 1))
            host.demote(number + 1)
        elif what == "unmap" and self.areas:
            area = self.areas.pop(number % len(self.areas))
            host.ok("sched_setaffinity", pid=100, cpu=number % 2)
            host.ok("munmap", pid=100, area=area)
        elif what == "write" and self.areas:
            host.write(self.areas[number % len(self.areas)])
        elif what == "answer":
            host.answers(ANSWERS[number % len(ANSWERS)])
        elif what == "take":
            host.ok("cram_flush_take", nid=2, overflow=bool(number % 2))
        elif what == "put":
            zeroed = "cpu" if number % 3 else "device"
            host.ok("cram_flush_put", nid=2, overflow=bool(number % 2), zeroed=zeroed)
        elif what == "overflow":
            host.ok("cram_flush_take", nid=2, overflow=True, cpu=number % 2)
        elif what == "kswapd":
            host.ok("cram_set_pressure", nid=2, pressure=100 * number)
            host.ok("run", work="kswapd", nid=2)
            host.ok("cram_clear_pressure", nid=2)
        used = BLOCK_PAGES - host.free(2)
        assert used == self.resident() + host.deferred(), "a page is neither used, held nor free"
        assert not host.writable(), "an entry of a page on a protected node is writable"


@MM
@given(st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 12)), max_size=12))
def test_pressure_rules_the_door_and_the_boost(moves: list[tuple[int, int]]) -> None:
    """Invariants 7 and 9: blocked iff 1000, boost = managed x p / 1000, nothing enters while so."""
    history = History(4)
    host = history.host
    for pressure, number in moves:
        answer = host.ok("cram_set_pressure", nid=2, pressure=pressure)
        stored = min(pressure, 1000)
        assert answer.migration_blocked is (stored == 1000)
        assert host.state.nodes[2].zones[3].boost == BLOCK_PAGES * stored // 1000
        before = history.resident()
        history.move("map", number)
        assert stored < 1000 or history.resident() == before
        history.move("write", number)


class FolioByFolio(CramHost):
    """A host whose steps are watched: the engine then goes folio by folio."""

    def done(self, op: str, *, explain: bool = False, **args: Any) -> Done:
        """Runs a command with a listener that does nothing."""
        command = COMMANDS[op].model_validate(args)
        result = step(self.state, command, explain=explain, probe=lambda *_: None)
        assert isinstance(result, Done), result
        assert check(self.state) == []
        return result


@MM
@given(MOVES, st.integers(1, 9))
def test_in_bulk_is_what_folio_by_folio_gives(moves: list[tuple[int, int]], buf_max: int) -> None:
    """Runs of folios are handled at once; watched, they are handled one by one."""
    bulk, single = History(buf_max), History(buf_max, FolioByFolio)
    for what, number in moves:
        bulk.move(what, number)
        single.move(what, number)
        assert _freed(bulk.host) == _freed(single.host)
        assert bulk.host.free(2) == single.host.free(2)
        assert bulk.resident() == single.resident()


@settings(MM, max_examples=300)
@given(MOVES, st.integers(1, 9))
def test_no_order_of_answers_leaks_or_frees_a_folio_twice(
    moves: list[tuple[str, int]], buf_max: int
) -> None:
    """Every deferred folio reaches the buddy exactly once, whatever the driver answers when."""
    history = History(buf_max)
    host = history.host
    for what, number in moves:
        history.move(what, number)
    host.ok("exit_task", pid=100)
    host.answers("buffer")
    for overflow in (False, True):
        host.ok("cram_flush_take", nid=2, overflow=overflow)
        host.ok("cram_flush_put", nid=2, overflow=overflow)
    assert host.deferred() == 0
    assert host.state.flush[2].buffers == () or not any(
        each.active or each.spare or each.overflow for each in host.state.flush[2].buffers
    )
    assert host.free(2) == BLOCK_PAGES
