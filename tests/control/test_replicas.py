"""Two control rooms on one PostgreSQL: one order, no lost effect, no doubled one, one truth."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from service.control.calls import Committed
from service.fabric.commands import DeleteHost
from service.reasons import Refused
from service.store.postgres import PostgresStore
from tests.control.room import Room, call, room_on, whole_journal
from tests.control.toy import alloc, create_fabric, create_host, free

Pair = tuple[Room, Room]


@pytest.fixture
async def pair(postgres_database_url: str) -> AsyncIterator[Pair]:
    """Two started replicas; fabric `f` has hosts `h` and `i`."""
    async with AsyncExitStack() as stack:
        rooms = [
            await stack.enter_async_context(
                room_on(PostgresStore(postgres_database_url), snapshot_every=50)
            )
            for _ in range(2)
        ]
        await rooms[0].furnish("h", "i")
        await until_equal(rooms)
        yield rooms[0], rooms[1]


async def until_equal(rooms: list[Room] | Pair) -> None:
    """Waits until both have taken in everything."""
    for _ in range(200):
        await asyncio.gather(*(room.control._committer.idle() for room in rooms))
        heads = {head.fabric: head.revision for head in await rooms[0].store.heads()}
        known = [
            {name: cache.revision for name, cache in room.control._stepper.fabrics.items()}
            for room in rooms
        ]
        if all(each == heads for each in known):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a replica does not catch up")


async def assert_one_truth(rooms: Pair, fabric: str = "f") -> None:
    """Both have the state that replay gives, and the journal is whole."""
    await until_equal(rooms)
    reports = [await room.control.verify(fabric) for room in rooms]
    assert [report.problems for report in reports] == [(), ()]
    assert {room.hash(fabric) for room in rooms} == {reports[0].state_hash}
    one, two = (room.control._stepper.fabrics[fabric] for room in rooms)
    assert one.subjects == two.subjects
    assert not one.quarantine
    assert not two.quarantine


async def test_a_replica_follows_the_other(pair: Pair) -> None:
    one, two = pair
    committed = await one.run(alloc("a", 10))
    await until_equal(pair)
    entry = await two.control.host_entry("h")
    assert (entry.revision, entry.state.free) == (committed.revision, 990)  # type: ignore[attr-defined]
    assert (await two.run(free("a"))).revision == 5
    await assert_one_truth(pair)


async def test_replicas_that_fight_over_one_host_lose_and_double_nothing(pair: Pair) -> None:
    async def write(room: Room, name: str) -> list[int]:
        revisions = []
        for number in range(15):
            committed = await room.run(alloc(f"{name}{number}"))
            revisions.append(committed.revision or 0)
            assert committed.answer.ret == 0
        return revisions

    got = await asyncio.gather(
        *(write(room, f"r{number}{each}") for number, room in enumerate(pair) for each in "abcd")
    )
    assert sorted(each for part in got for each in part) == list(range(4, 4 + 8 * 15))
    await assert_one_truth(pair)
    assert (await pair[0].control.host_entry("h")).state.free == 1000 - 120  # type: ignore[attr-defined]
    assert sum(room.counts.nr_lost for room in pair) > 0


async def test_no_page_is_given_out_twice_by_two_replicas(pair: Pair) -> None:
    """Each host has 1,000 pages; both replicas give them out until none is left."""

    async def take(room: Room, name: str) -> int:
        taken = 0
        for number in range(20):
            committed = await room.run(alloc(f"{name}{number}", 40))
            taken += committed.answer.ret == 0
        return taken

    taken = await asyncio.gather(
        *(take(room, f"r{number}{each}") for number, room in enumerate(pair) for each in "ab")
    )
    assert sum(taken) == 1000 // 40
    await assert_one_truth(pair)


async def test_replicas_on_different_hosts_win_side_by_side(pair: Pair) -> None:
    async def write(room: Room, host: str) -> None:
        for number in range(30):
            await room.run(alloc(f"a{number}"), host=host)

    await asyncio.gather(write(pair[0], "h"), write(pair[1], "i"))
    await assert_one_truth(pair)
    assert [room.counts.nr_lost for room in pair] == [0, 0]


async def test_batches_of_two_replicas_never_mix(pair: Pair) -> None:
    async def write(room: Room, name: str) -> list[list[int]]:
        done = []
        for number in range(10):
            calls = [call(alloc(f"{name}{number}{step}")) for step in "xyz"]
            answers = await room.control.execute_batch(calls)
            done.append([each.revision or 0 for each in answers])
        return done

    got = await asyncio.gather(
        *(write(room, f"r{number}{each}") for number, room in enumerate(pair) for each in "ab")
    )
    for batch in (each for part in got for each in part):
        assert batch == list(range(batch[0], batch[0] + 3))
    await assert_one_truth(pair)


async def test_one_host_name_is_created_once_whoever_asks_where(pair: Pair) -> None:
    one, two = pair
    await one.run(create_fabric("g"))
    await until_equal(pair)
    for number in range(5):
        results = await asyncio.gather(
            one.run(create_host(f"n{number}"), fabric="f"),
            two.run(create_host(f"n{number}"), fabric="g"),
            return_exceptions=True,
        )
        assert sum(isinstance(each, Committed) for each in results) == 1
        (refused,) = (each for each in results if isinstance(each, Refused))
        assert refused.reason == "ALREADY_EXISTS"
    await assert_one_truth(pair)
    await assert_one_truth(pair, "g")


async def test_one_fabric_is_created_once_whoever_asks(pair: Pair) -> None:
    for number in range(5):
        results = await asyncio.gather(
            *(room.run(create_fabric(f"n{number}")) for room in pair), return_exceptions=True
        )
        assert sum(isinstance(each, Committed) for each in results) == 1
        (refused,) = (each for each in results if isinstance(each, Refused))
        assert refused.reason == "ALREADY_EXISTS"


async def test_a_host_deleted_by_the_other_replica_is_gone(pair: Pair) -> None:
    one, two = pair
    await one.run(DeleteHost())
    with pytest.raises(Refused) as info:
        await two.run(alloc("a"))
    assert info.value.reason == "UNKNOWN_HOST"
    await two.run(create_host("h"))
    await until_equal(pair)
    await one.run(alloc("a"))
    await assert_one_truth(pair)


async def test_one_key_used_at_both_replicas_has_one_effect(pair: Pair) -> None:
    for number in range(8):
        results = await asyncio.gather(
            *(
                room.run(alloc(f"a{number}"), idempotency_key=f"k{number}", fingerprint="p")
                for room in pair
            )
        )
        assert len({each.revision for each in results}) == 1
        assert sorted(each.replayed for each in results) == [False, True]
    await assert_one_truth(pair)
    assert len(await whole_journal(pair[0].store)) == 3 + 8


async def test_a_watcher_of_one_replica_sees_what_both_write(pair: Pair) -> None:
    seen: list[int] = []

    async def watch() -> None:
        async for row in pair[0].control.watch("f", 0):
            seen.append(row.revision)
            if len(seen) == 43:
                return

    task = asyncio.create_task(watch())
    for number in range(20):
        await asyncio.gather(
            pair[0].run(alloc(f"r0.{number}")), pair[1].run(alloc(f"r1.{number}"), host="i")
        )
    async with asyncio.timeout(20):
        await task
    assert seen == list(range(1, 44))


async def test_a_read_or_a_refusal_is_never_older_than_the_request(pair: Pair) -> None:
    one, two = pair
    two.control._tasks[0].cancel()  # hears nothing by itself
    for number in range(10):
        written = await one.run(alloc(f"a{number}", 3))
        assert (await two.control.host_entry("h")).revision == written.revision
        await one.run(alloc(f"b{number}"))
        assert (await two.run(free(f"b{number}"))).answer.ret == 0
        with pytest.raises(Refused) as info:
            await one.run(free(f"b{number}"))
        assert info.value.reason == "UNKNOWN_ALLOCATION"
        await one.run(create_fabric(f"n{number}"))
        await one.run(create_host(f"n{number}"), fabric=f"n{number}")
        assert await two.control.fabric_of(f"n{number}") == f"n{number}"
        assert len(await two.control.fabrics()) == number + 2
        validated = await two.run(free(f"a{number}"), validate_only=True)
        assert validated.answer.ret == 0
        revision = one.control.head("f")
        assert len(await two.control.events("f", revision - 1, 10)) == 1
        await two.control.past.state_at("f", revision)


async def test_requests_that_wait_together_ask_the_store_once(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    store = pair[0].store
    real = store.revisions

    async def noted(fabrics: list[str]) -> dict[str, int]:
        asked.append(len(fabrics))
        return await real(fabrics)

    monkeypatch.setattr(store, "revisions", noted)
    await asyncio.gather(*(pair[0].control.host_entry("h") for _ in range(100)))
    assert len(asked) <= 2


async def test_without_a_store_a_shared_read_is_refused(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(_: list[str]) -> dict[str, int]:
        raise Refused("STORE_UNAVAILABLE")

    monkeypatch.setattr(pair[0].store, "revisions", gone)
    monkeypatch.setattr(pair[0].store, "heads", lambda: gone([]))
    with pytest.raises(Refused) as info:
        await pair[0].control.host_entry("h")
    assert info.value.reason == "STORE_UNAVAILABLE"
    entry = await pair[0].control.host_entry("h", consistency="applied")
    assert entry.host == "h"


async def test_random_work_on_two_replicas_ends_in_one_truth(pair: Pair) -> None:
    dice = random.Random(3)
    held: dict[str, list[str]] = {"h": [], "i": []}

    async def work(room: Room, name: str) -> None:
        for number in range(25):
            host = dice.choice("hi")
            label = f"{name}{number}"
            if held[host] and dice.random() < 0.3:
                await room.run(free(held[host].pop()), host=host)
            elif (await room.run(alloc(label, dice.randint(1, 9)), host=host)).answer.ret == 0:
                held[host].append(label)
            await asyncio.sleep(dice.choice([0, 0.002]))

    await asyncio.gather(
        *(work(room, f"r{number}{each}") for number, room in enumerate(pair) for each in "abc")
    )
    await assert_one_truth(pair)
