"""Group commit: what shares a transaction, what is undone with what, who waits for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from service.control.failpoints import FailpointError, failpoints
from service.control.ports import JournalRow, OutcomeUnknown, PendingRow
from service.fabric.commands import DeleteHost, UpdateFabric, UpdateHost
from service.reasons import Refused
from service.store.memory import MemoryStore
from tests.control.room import Room, SlowStore, room_on, settle, whole_journal
from tests.control.toy import alloc, create_fabric, create_host, free

Slow = tuple[Room, SlowStore]


def sizes(store: SlowStore) -> list[int]:
    """Rows of each transaction since the room was furnished."""
    return [len(batch) for batch in store.batches[3:]]


async def test_requests_that_come_together_share_a_transaction(slow: Slow) -> None:
    room, store = slow
    answers = await asyncio.gather(*(room.run(alloc(f"a{each}")) for each in range(50)))
    assert sizes(store) == [50]
    assert [each.revision for each in answers] == list(range(4, 54))


async def test_what_comes_during_a_commit_rides_on_the_next_one(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    first = asyncio.create_task(room.run(alloc("first")))
    await settle()
    later = [asyncio.create_task(room.run(alloc(f"a{each}"))) for each in range(30)]
    await settle()
    assert sizes(store) == [1]
    assert not first.done()
    store.open.set()
    await asyncio.gather(first, *later)
    assert sizes(store) == [1, 30]


async def test_a_single_client_never_waits_for_others(slow: Slow) -> None:
    room, store = slow
    for each in range(5):
        await room.run(alloc(f"a{each}"))
    assert sizes(store) == [1] * 5


async def test_a_transaction_has_at_most_group_max_rows_and_order_is_kept() -> None:
    store = SlowStore()
    async with room_on(store, group_max=10) as room:
        await room.furnish("h", "i")
        answers = await asyncio.gather(*(room.run(alloc(f"a{each}")) for each in range(35)))
        assert max(sizes(store)) == 10
        assert sum(sizes(store)) == 35
        assert [each.revision for each in answers] == list(range(4, 39))


async def test_a_transaction_has_at_most_group_bytes_max_bytes() -> None:
    store = SlowStore()
    async with room_on(store, group_bytes_max=1024) as room:
        await room.furnish("h", "i")
        await asyncio.gather(*(room.run(alloc(f"a{each}")) for each in range(40)))
        assert max(sizes(store)) < 8


async def test_the_cached_state_is_at_most_one_open_batch_ahead_of_the_commit() -> None:
    store = SlowStore()
    async with room_on(store, group_max=5) as room:
        await room.furnish("h", "i")
        store.open.clear()
        tasks = [asyncio.create_task(room.run(alloc(f"a{each}"))) for each in range(50)]
        await settle(200)
        cache = room.control._stepper.fabrics["f"]
        assert len(cache.pending) == 10
        store.open.set()
        await asyncio.gather(*tasks)
        assert (await room.control.verify("f")).problems == ()


async def test_nobody_is_answered_before_the_commit(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    task = asyncio.create_task(room.run(alloc("a")))
    await settle(100)
    assert not task.done()
    assert len(await whole_journal(store)) == 3
    store.open.set()
    assert (await task).revision == 4


async def test_a_refused_commit_is_undone_with_everything_built_on_it(slow: Slow) -> None:
    room, store = slow
    await room.run(alloc("kept", 5))
    before = room.hash()
    store.open.clear()
    tasks = [
        asyncio.create_task(each)
        for each in (
            room.run(alloc("a", 10)),
            room.run(free("kept")),
            room.run(alloc("a", 10), host="i"),
            room.run(UpdateFabric(description="new")),
        )
    ]
    await settle()
    more = [
        asyncio.create_task(each)
        for each in (
            room.run(alloc("b", 10)),
            room.run(DeleteHost(), host="i"),
            room.run(create_host("j")),
            room.run(create_fabric("g")),
            room.run(create_host("k"), fabric="g"),
        )
    ]
    await settle()
    assert room.hash() != before
    store.refusal = Refused("STORE_UNAVAILABLE")
    store.open.set()
    results = await asyncio.gather(*tasks, *more, return_exceptions=True)
    assert [str(each.reason) for each in results if isinstance(each, Refused)] == [
        "STORE_UNAVAILABLE"
    ] * 9
    assert room.hash() == before
    assert list(room.control._stepper.fabrics) == ["f"]
    store.refusal = None
    assert (await room.run(alloc("a", 10))).revision == 5
    assert (await room.run(alloc("a", 10), host="i")).revision == 6
    await room.run(create_fabric("g"))
    await room.run(create_host("k"), fabric="g")
    assert (await room.control.verify("f")).problems == ()


async def test_undoing_a_deletion_restores_the_revision_noted_meanwhile(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    first = asyncio.create_task(room.run(alloc("a")))
    await settle()
    deletion = asyncio.create_task(room.run(DeleteHost()))
    await settle()
    passed = store.open

    class RefusesSecond(asyncio.Event):
        """Lets the commit in flight through and refuses the next one."""

        async def wait(self) -> bool:  # type: ignore[override]
            store.refusal = Refused("STORE_UNAVAILABLE")
            return True

    store.open = RefusesSecond()
    passed.set()
    assert (await first).revision == 4
    with pytest.raises(Refused):
        await deletion
    store.refusal, store.open = None, passed
    assert (await room.control.host_entry("h")).revision == 4
    assert (await room.run(UpdateHost(description="x"))).revision == 5
    assert (await room.control.verify("f")).problems == ()


async def test_refusals_of_the_store_are_observed_and_the_next_request_tries_again(
    slow: Slow,
) -> None:
    room, store = slow
    store.refusal = Refused("STORE_UNAVAILABLE")
    for _ in range(3):
        with pytest.raises(Refused):
            await room.run(alloc("a"))
    assert room.counts.failures == ["STORE_UNAVAILABLE"] * 3
    store.refusal = None
    assert (await room.run(alloc("a"))).revision == 4


class UnsureStore(SlowStore):
    """Loses the line during a commit; `came` says whether the commit happened."""

    def __init__(self) -> None:
        super().__init__()
        self.came: bool | None = None
        self.silent = 0
        self.written: list[JournalRow | None] | None = None

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        if self.came is None:
            return await super().commit(batch)
        self.written = await MemoryStore.commit(self, batch) if self.came else None
        raise OutcomeUnknown

    async def outcome(self) -> list[JournalRow | None] | None:
        if self.silent:
            self.silent -= 1
            raise Refused("STORE_UNAVAILABLE")
        self.came = None
        return self.written


@pytest.mark.parametrize("silent", [0, 2])
async def test_a_commit_of_unknown_outcome_that_happened_is_answered(silent: int) -> None:
    store = UnsureStore()
    async with room_on(store) as room:
        await room.furnish()
        store.came, store.silent = True, silent
        answers = await asyncio.gather(*(room.run(alloc(f"a{each}")) for each in range(3)))
        assert [each.revision for each in answers] == [3, 4, 5]
        assert (await room.control.verify("f")).problems == ()


@pytest.mark.parametrize("silent", [0, 2])
async def test_a_commit_of_unknown_outcome_that_failed_is_undone(silent: int) -> None:
    store = UnsureStore()
    async with room_on(store) as room:
        await room.furnish()
        before = room.hash()
        store.came, store.silent = False, silent
        with pytest.raises(Refused):
            await room.run(alloc("a"))
        assert room.hash() == before
        assert (await room.run(alloc("a"))).revision == 3


@pytest.mark.parametrize("came", [True, False])
async def test_callers_do_not_wait_for_ever_and_the_state_follows_the_store(came: bool) -> None:
    store = UnsureStore()
    async with room_on(store, outcome_deadline_ms=1) as room:
        await room.furnish()
        store.came, store.silent = came, 4
        with pytest.raises(Refused) as info:
            await room.run(alloc("a", 7))
        assert info.value.reason == "STORE_UNAVAILABLE"
        with pytest.raises(Refused) as info:
            await room.run(alloc("b"))
        assert info.value.reason == "STORE_UNAVAILABLE"
        with pytest.raises(Refused):
            await room.control.ping()
        await room.control._committer.idle()
        await room.control.ping()
        entry = await room.control.host_entry("h")
        assert (entry.state.free == 993) is came  # type: ignore[attr-defined]
        assert (await room.run(alloc("c"))).revision == (4 if came else 3)
        assert (await room.control.verify("f")).problems == ()


async def test_a_store_that_breaks_its_contract_is_believed_only_in_what_it_has(
    slow: Slow,
) -> None:
    room, store = slow
    before = room.hash()
    store.refusal = ZeroDivisionError("a bug of the store")
    with pytest.raises(Refused) as info:
        await room.run(alloc("a"))
    assert info.value.reason == "STORE_UNAVAILABLE"
    assert room.hash() == before
    store.refusal = None
    assert (await room.run(alloc("a"))).revision == 4


async def test_an_error_after_the_commit_loses_the_answer_but_not_the_effect(room: Room) -> None:
    def fail() -> None:
        raise FailpointError

    failpoints.arm("after_commit", fail)
    with pytest.raises(Refused):
        await room.run(alloc("a", 9))
    failpoints.disarm()
    assert (await room.run(alloc("b"))).revision == 4
    assert (await room.control.host_entry("h")).state.free == 990  # type: ignore[attr-defined]
    assert (await room.control.verify("f")).problems == ()


async def test_more_requests_than_waiting_max_are_overloaded() -> None:
    store = SlowStore()
    async with room_on(store, waiting_max=5) as room:
        await room.furnish()
        store.open.clear()
        tasks = [asyncio.create_task(room.run(alloc(f"a{each}"))) for each in range(8)]
        await settle()
        assert room.control.waiting == 5
        store.open.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        refused = [each for each in results if isinstance(each, Refused)]
        assert [each.reason for each in refused] == ["OVERLOADED"] * 3
        await room.run(alloc("later"))


async def test_a_commit_that_takes_too_long_sheds_load() -> None:
    store = SlowStore()
    async with room_on(store, commit_age_max_ms=5) as room:
        await room.furnish()
        store.open.clear()
        task = asyncio.create_task(room.run(alloc("a")))
        await asyncio.sleep(0.02)
        assert room.control.commit_age_seconds > 0.005
        for refused in (room.run(alloc("b")), room.control.ping()):
            with pytest.raises(Refused) as info:
                await refused
            assert info.value.reason == "OVERLOADED"
        store.open.set()
        await task
        assert room.control.commit_age_seconds == 0
        await room.run(alloc("b"))


async def test_draining_finishes_what_is_inside_and_refuses_what_comes() -> None:
    store = SlowStore()
    async with room_on(store) as room:
        await room.furnish()
        store.open.clear()
        task = asyncio.create_task(room.run(alloc("a")))
        await settle()
        room.control.drain()
        for refused in (room.run(alloc("b")), room.control.ping()):
            with pytest.raises(Refused) as info:
                await refused
            assert info.value.reason == "DRAINING"
        stop = asyncio.create_task(room.control.stop())
        await settle()
        assert not stop.done()
        store.open.set()
        assert (await task).revision == 3
        await stop


async def test_stopping_does_not_wait_for_a_dead_store() -> None:
    store = SlowStore()
    room = Room(store)
    await room.control.start()
    await room.furnish()
    store.open.clear()
    tasks = [asyncio.create_task(room.run(alloc(f"a{each}"))) for each in range(3)]
    await settle()
    before = asyncio.get_running_loop().time()
    await room.control.stop(0.05)
    assert asyncio.get_running_loop().time() - before < 1
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [each.reason for each in results if isinstance(each, Refused)] == [
        "STORE_UNAVAILABLE"
    ] * 3


async def test_a_read_waits_until_what_it_shows_is_durable(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    write = asyncio.create_task(room.run(alloc("a", 10)))
    await settle()
    read = asyncio.create_task(room.control.host_entry("h"))
    other = await room.control.host_entry("i")
    assert other.host == "i"
    applied = await room.control.host_entry("h", consistency="applied")
    assert applied.state.free == 990  # type: ignore[attr-defined]
    await settle()
    assert not read.done()
    store.open.set()
    entry = await read
    assert (entry.revision, entry.state.free) == (4, 990)  # type: ignore[attr-defined]
    await write


async def test_a_read_shows_nothing_of_a_commit_that_failed(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    write = asyncio.create_task(room.run(alloc("a", 10)))
    await settle()
    read = asyncio.create_task(room.control.host_entry("h"))
    await settle()
    store.refusal = Refused("STORE_UNAVAILABLE")
    store.open.set()
    assert (await read).state.free == 1000  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        await write


async def test_readers_of_a_busy_host_are_not_starved_and_never_see_half_a_commit(
    room: Room,
) -> None:
    done = asyncio.Event()

    async def write(name: str) -> int:
        count = 0
        while not done.is_set():
            await room.run(alloc(f"{name}{count}"))
            await room.run(free(f"{name}{count}"))
            count += 2
        return count

    async def read() -> int:
        last = 0
        for _ in range(50):
            entry = await room.control.host_entry("h")
            cache = room.control._stepper.fabrics["f"]
            assert cache.is_clean("h")
            assert entry.revision >= last
            last = entry.revision
            await asyncio.sleep(0)
        return last

    writers = [asyncio.create_task(write(chr(97 + each))) for each in range(10)]
    readers = [asyncio.create_task(read()) for _ in range(10)]
    async with asyncio.timeout(20):
        await asyncio.gather(*readers)
    done.set()
    counts = await asyncio.gather(*writers)
    assert min(counts) > 10


async def test_reads_of_the_configuration_do_not_wait_for_memory(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    write = asyncio.create_task(room.run(alloc("a")))
    await settle()
    async with asyncio.timeout(1):
        assert len(await room.control.fabrics()) == 1
        await room.control.fabric_state("f")
    change = asyncio.create_task(room.run(UpdateFabric(description="new")))
    await settle()
    whole = asyncio.create_task(room.control.fabric_state("f", whole=True))
    description = asyncio.create_task(room.control.fabric_state("f"))
    await settle()
    assert not whole.done()
    assert not description.done()
    store.open.set()
    await whole
    assert (await description).description == "new"
    await asyncio.gather(write, change)


async def test_a_host_whose_deletion_is_not_durable_is_still_there(slow: Slow) -> None:
    room, store = slow
    store.open.clear()
    deletion = asyncio.create_task(room.run(DeleteHost()))
    await settle()
    read = asyncio.create_task(room.control.host_entry("h"))
    await settle()
    assert not read.done()
    store.refusal = Refused("STORE_UNAVAILABLE")
    store.open.set()
    assert (await read).host == "h"
    with pytest.raises(Refused):
        await deletion
    store.refusal = None
    await room.run(DeleteHost())
    with pytest.raises(Refused) as info:
        await room.control.host_entry("h")
    assert info.value.reason == "UNKNOWN_HOST"


async def test_metrics_are_told(slow: Slow) -> None:
    room, _ = slow
    await asyncio.gather(room.run(alloc("a")), room.run(alloc("b", 5000)))
    assert room.counts.batches[-1] == 2
    assert room.counts.commands[-2:] == [("alloc_pages", None), ("alloc_pages", "ENOMEM")]


async def test_only_changed_inventory_rows_are_written(slow: Slow) -> None:
    room, store = slow
    await room.run(alloc("a"))
    (row,) = store.batches[-1]
    (write,) = row.inventory
    assert (write.table, write.nr_rows) == ("numa_nodes", None)
    assert [position for position, _ in write.rows] == [0]
    await asyncio.gather(*(room.run(alloc(f"b{each}")) for each in range(3)))
    *early, last = store.batches[-1]
    assert [row.inventory for row in early] == [(), ()]
    assert last.inventory[0].rows[0][1][-1] == 996
    await room.run(alloc("big", 5000))
    assert store.batches[-1][0].inventory == ()
