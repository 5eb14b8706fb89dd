"""The feed: every durable row, once, in order; never one that is not durable."""

from __future__ import annotations

import asyncio
import random

import pytest

from service.control.ports import JournalRow
from service.reasons import Refused
from service.store.opening import open_store
from tests.control.room import Room, SlowStore, room_on, settle, whole_journal
from tests.control.toy import alloc, create_fabric


async def take(room: Room, count: int, since: int = 0) -> list[JournalRow]:
    """The next rows of a fresh watcher."""
    rows: list[JournalRow] = []
    async for row in room.control.watch("f", since):
        rows.append(row)
        if len(rows) == count:
            break
    return rows


async def test_events_are_pages_of_the_journal(room: Room) -> None:
    for number in range(5):
        await room.run(alloc(f"a{number}"))
    page = await room.control.events("f", 2, 3)
    assert [row.revision for row in page] == [3, 4, 5]
    assert page == (await whole_journal(room.store))[2:5]
    assert await room.control.events("f", 7, 10) == []


async def test_events_of_an_unknown_fabric_or_from_the_future_are_refused(room: Room) -> None:
    for fabric, since, reason in [("g", 0, "UNKNOWN_FABRIC"), ("f", 3, "UNKNOWN_REVISION")]:
        with pytest.raises(Refused) as info:
            await room.control.events(fabric, since, 10)
        assert info.value.reason == reason
        with pytest.raises(Refused):
            room.control.watch(fabric, since)


async def test_a_watcher_sees_the_past_and_then_the_present_without_a_seam(room: Room) -> None:
    task = asyncio.create_task(take(room, 52))
    await settle()
    for number in range(50):
        await room.run(alloc(f"a{number}"))
    rows = await task
    assert [row.revision for row in rows] == list(range(1, 53))
    assert rows == await whole_journal(room.store)


async def test_a_watcher_sees_nothing_before_it_is_durable(slow: tuple[Room, SlowStore]) -> None:
    room, store = slow
    task = asyncio.create_task(take(room, 1, since=3))
    await settle()
    store.open.clear()
    write = asyncio.create_task(room.run(alloc("a")))
    await settle(100)
    assert not task.done()
    store.open.set()
    assert (await task)[0].revision == (await write).revision == 4


async def test_a_watcher_sees_nothing_of_a_commit_that_failed(
    slow: tuple[Room, SlowStore],
) -> None:
    room, store = slow
    task = asyncio.create_task(take(room, 1, since=3))
    await settle()
    store.refusal = Refused("STORE_UNAVAILABLE")
    with pytest.raises(Refused):
        await room.run(alloc("lost"))
    store.refusal = None
    await room.run(alloc("kept"))
    (row,) = await task
    assert b"kept" in row.command


async def test_watchers_that_come_stall_and_resume_miss_and_repeat_nothing(url: str) -> None:
    """Swizzle: many watchers stop at random, stall, and resume from what they have seen."""
    dice = random.Random(7)
    async with room_on(open_store(url), watch_rows=16) as room:
        await room.furnish()
        total = 600

        async def watcher(patience: int) -> list[int]:
            seen: list[int] = []
            while len(seen) < total + 2:
                since = seen[-1] if seen else 0
                limit = dice.randint(1, patience)
                async for row in room.control.watch("f", since):
                    seen.append(row.revision)
                    limit -= 1
                    if not limit or len(seen) == total + 2:
                        break
                await asyncio.sleep(dice.choice([0, 0, 0.001, 0.01]))
            return seen

        watchers = [asyncio.create_task(watcher(1 + 3 * each)) for each in range(20)]
        for start in range(0, total, 30):
            await asyncio.gather(*(room.run(alloc(f"a{start + each}")) for each in range(30)))
        async with asyncio.timeout(60):
            for task in watchers:
                assert await task == list(range(1, total + 3))
        assert room.control._stepper.fabrics["f"].feed.watchers == 0


async def test_nothing_is_kept_in_memory_without_watchers(room: Room) -> None:
    feed = room.control._stepper.fabrics["f"].feed
    for number in range(5):
        await room.run(alloc(f"a{number}"))
    assert not feed._rows
    watching = room.control.watch("f", 0)
    await anext(watching)
    await room.run(alloc("b"))
    assert len(feed._rows) == 1
    await watching.aclose()  # type: ignore[attr-defined]
    assert not feed._rows


async def test_a_stalled_watcher_costs_no_memory() -> None:
    async with room_on(watch_rows=8) as room:
        await room.furnish()
        watching = room.control.watch("f", 0)
        await anext(watching)
        for number in range(100):
            await room.run(alloc(f"a{number}"))
        assert len(room.control._stepper.fabrics["f"].feed._rows) == 8
        seen = [await anext(watching) for _ in range(101)]
        assert [row.revision for row in seen] == list(range(2, 103))


async def test_watchers_of_one_fabric_do_not_hear_of_another(room: Room) -> None:
    task = asyncio.create_task(take(room, 1, since=2))
    await settle()
    await room.run(create_fabric("g"))
    await settle()
    assert not task.done()
    await room.run(alloc("a"))
    assert [row.fabric for row in await task] == ["f"]


async def test_watching_ends_when_the_service_stops() -> None:
    async with room_on() as room:
        await room.furnish()
        seen: list[int] = []

        async def watch() -> None:
            seen.extend([row.revision async for row in room.control.watch("f", 0)])

        task = asyncio.create_task(watch())
        await settle()
        await room.control.stop()
        async with asyncio.timeout(5):
            await task
        assert seen == [1, 2]


async def test_a_gap_in_the_history_is_told_and_never_skipped() -> None:
    store = SlowStore()
    async with room_on(store) as room:
        await room.furnish()
        for number in range(5):
            await room.run(alloc(f"a{number}"))
        del store._journal["f"][:3]
        with pytest.raises(Refused) as info:
            await room.control.events("f", 0, 10)
        assert info.value.reason == "REVISION_COMPACTED"
        assert info.value.facts == {"revision": 1, "oldest": 4}
        with pytest.raises(Refused):
            await take(room, 1, since=1)
        assert [row.revision for row in await room.control.events("f", 3, 10)] == [4, 5, 6, 7]
