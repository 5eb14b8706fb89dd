"""Batches: in order, one transaction, each its own revision, all or nothing."""

from __future__ import annotations

import asyncio

import pytest

from service.reasons import Refused
from tests.control.room import Room, SlowStore, call, room_on, settle, whole_journal
from tests.control.toy import alloc, create_host, free


async def test_a_batch_commits_together_with_consecutive_revisions(
    slow: tuple[Room, SlowStore],
) -> None:
    room, store = slow
    calls = [call(alloc("a")), call(alloc("b"), host="i"), call(free("a"))]
    answers = await room.control.execute_batch(calls)
    assert [each.revision for each in answers] == [4, 5, 6]
    assert [each.host for each in answers] == ["h", "i", "h"]
    assert len(store.batches[-1]) == 3
    assert len({row.group for row in store.batches[-1]}) == 1
    assert all(row.group for row in store.batches[-1])


async def test_batches_that_share_a_transaction_keep_their_rows_together(room: Room) -> None:
    batches = [[call(alloc(f"{each}{step}")) for step in "abc"] for each in "xyz"]
    answers = await asyncio.gather(*map(room.control.execute_batch, batches))
    assert [[each.revision for each in batch] for batch in answers] == [
        [3, 4, 5],
        [6, 7, 8],
        [9, 10, 11],
    ]


async def test_an_errno_does_not_stop_a_batch_unless_asked_to(room: Room) -> None:
    calls = [call(alloc("big", 5000)), call(alloc("a"))]
    answers = await room.control.execute_batch(calls)
    assert [each.answer.ret for each in answers] == [-12, 0]
    calls = [call(alloc("b")), call(alloc("big", 5000)), call(alloc("c"))]
    answers = await room.control.execute_batch(calls, stop_on_error=True)
    assert [each.answer.ret for each in answers] == [0, -12]
    assert len(await whole_journal(room.store)) == 6


async def test_a_refusal_takes_the_whole_batch_back_and_names_the_step(room: Room) -> None:
    before = room.hash()
    calls = [call(alloc("a")), call(alloc("b")), call(free("nothing")), call(alloc("c"))]
    with pytest.raises(Refused) as info:
        await room.control.execute_batch(calls)
    assert info.value.reason == "UNKNOWN_ALLOCATION"
    assert info.value.facts["step"] == 2
    assert room.hash() == before
    assert len(await whole_journal(room.store)) == 2


async def test_a_batch_may_use_what_it_makes(room: Room) -> None:
    calls = [call(create_host("new")), call(alloc("a"), host="new"), call(free("a"), host="new")]
    assert [each.revision for each in await room.control.execute_batch(calls)] == [3, 4, 5]
    assert (await room.control.verify("f")).problems == ()


async def test_a_batch_stays_within_one_fabric(room: Room) -> None:
    await room.furnish("i", fabric="g")
    calls = [call(alloc("a")), call(alloc("a"), host="i")]
    before = room.hash()
    with pytest.raises(Refused) as info:
        await room.control.execute_batch(calls)
    assert info.value.reason == "INVALID_FIELD"
    assert room.hash() == before


async def test_a_batch_that_is_only_validated_changes_nothing(room: Room) -> None:
    before = room.hash()
    calls = [call(alloc("a"), validate_only=True), call(free("a"))]
    answers = await room.control.execute_batch(calls)
    assert [each.revision for each in answers] == [None, None]
    assert [each.answer.ret for each in answers] == [0, 0]
    assert room.hash() == before


async def test_a_batch_larger_than_a_transaction_travels_alone() -> None:
    store = SlowStore()
    async with room_on(store, group_max=4) as room:
        await room.furnish()
        single = [asyncio.create_task(room.run(alloc(f"s{each}"))) for each in range(3)]
        calls = [call(alloc(f"b{each}")) for each in range(10)]
        batch = asyncio.create_task(room.control.execute_batch(calls))
        assert [each.revision for each in await batch] == list(range(6, 16))
        await asyncio.gather(*single)
        assert [len(rows) for rows in store.batches[2:]] == [3, 10]


async def test_a_batch_is_undone_whole_when_the_store_refuses(slow: tuple[Room, SlowStore]) -> None:
    room, store = slow
    before = room.hash()
    store.open.clear()
    batch = [call(alloc("a")), call(free("a")), call(alloc("a", 2))]
    task = asyncio.create_task(room.control.execute_batch(batch))
    await settle()
    store.refusal = Refused("STORE_UNAVAILABLE")
    store.open.set()
    with pytest.raises(Refused):
        await task
    assert room.hash() == before


async def test_an_empty_batch_is_no_command(room: Room) -> None:
    assert await room.control.execute_batch([]) == []
