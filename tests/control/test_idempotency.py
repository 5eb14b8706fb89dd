"""Same key and same request: one effect, one answer, byte for byte."""

from __future__ import annotations

import asyncio

import pytest

from service.control.calls import Committed
from service.control.failpoints import FailpointError, failpoints
from service.control.journal import encode_model
from service.reasons import Refused
from service.store.opening import open_store
from tests.control.room import Room, SlowStore, call, room_on, settle, whole_journal
from tests.control.toy import alloc, ask, create_host, free

DAY_NS = 24 * 3600 * 10**9


def rendered(committed: Committed) -> bytes:
    """What an edge could show of it, as bytes."""
    parts = [
        encode_model(committed.answer),
        *(entry.model_dump_json(exclude_none=True).encode() for entry in committed.trace),
        repr((committed.fabric, committed.host, committed.model)).encode(),
        repr((committed.revision, committed.host_revision)).encode(),
    ]
    return b"\n".join(parts)


async def test_a_repeated_request_has_one_effect_and_the_same_answer(room: Room) -> None:
    fields = {"idempotency_key": "k", "fingerprint": "p", "explain": True}
    first = await room.run(alloc("a"), **fields)
    again = await room.run(alloc("a"), **fields)
    assert (first.replayed, again.replayed) == (False, True)
    assert rendered(first) == rendered(again)
    assert first.answer == again.answer
    assert first.trace == again.trace
    assert len(await whole_journal(room.store)) == 3


async def test_the_answer_survives_a_restart(url: str) -> None:
    fields = {"idempotency_key": "k", "fingerprint": "p", "explain": True}
    store = open_store(url)
    async with room_on(store) as room:
        await room.furnish()
        first = await room.run(alloc("a"), **fields)
        failed = await room.run(alloc("big", 5000), idempotency_key="e", fingerprint="p")
        created = await room.run(create_host("i"), idempotency_key="c", fingerprint="p")
        await room.run(alloc("b"))
    if url.startswith("memory"):
        store._stopping.clear()  # type: ignore[attr-defined]
    else:
        store = open_store(url)
    async with room_on(store) as room:
        again = await room.run(alloc("a"), **fields)
        assert again.replayed
        assert rendered(first) == rendered(again)
        again = await room.run(alloc("big", 5000), idempotency_key="e", fingerprint="p")
        assert rendered(failed) == rendered(again)
        again = await room.run(create_host("i"), idempotency_key="c", fingerprint="p")
        assert rendered(created) == rendered(again)
        assert len(await whole_journal(room.store)) == 6
        assert (await room.control.verify("f")).problems == ()


async def test_a_key_with_another_request_is_refused(room: Room) -> None:
    await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    with pytest.raises(Refused) as info:
        await room.run(alloc("b"), idempotency_key="k", fingerprint="q")
    assert info.value.reason == "IDEMPOTENCY_KEY_REUSED"
    room.control._memory._recent.clear()
    with pytest.raises(Refused) as info:
        await room.run(alloc("b"), idempotency_key="k", fingerprint="q")
    assert info.value.reason == "IDEMPOTENCY_KEY_REUSED"
    assert len(await whole_journal(room.store)) == 3


async def test_keys_of_two_principals_are_two_keys(room: Room) -> None:
    for principal in ("ann", "bob"):
        committed = await room.run(
            alloc(principal), idempotency_key="k", fingerprint=principal, principal=principal
        )
        assert not committed.replayed


async def test_a_duplicate_during_the_first_request_is_told_so(
    slow: tuple[Room, SlowStore],
) -> None:
    room, store = slow
    store.open.clear()
    first = asyncio.create_task(room.run(alloc("a"), idempotency_key="k", fingerprint="p"))
    await settle()
    with pytest.raises(Refused) as info:
        await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    assert info.value.reason == "IDEMPOTENCY_IN_PROGRESS"
    with pytest.raises(Refused) as info:
        await room.run(alloc("a"), idempotency_key="k", fingerprint="q")
    assert info.value.reason == "IDEMPOTENCY_KEY_REUSED"
    store.open.set()
    await first
    assert (await room.run(alloc("a"), idempotency_key="k", fingerprint="p")).replayed


async def test_many_duplicates_at_once_have_one_effect(room: Room) -> None:
    results = await asyncio.gather(
        *(room.run(alloc("a"), idempotency_key="k", fingerprint="p") for _ in range(20)),
        return_exceptions=True,
    )
    done = [each for each in results if isinstance(each, Committed)]
    assert len(done) == 1
    assert {each.reason for each in results if isinstance(each, Refused)} == {
        "IDEMPOTENCY_IN_PROGRESS"
    }


async def test_a_refused_request_is_not_remembered(room: Room) -> None:
    for _ in range(2):
        with pytest.raises(Refused) as info:
            await room.run(free("a"), idempotency_key="k", fingerprint="p")
        assert info.value.reason == "UNKNOWN_ALLOCATION"
    await room.run(alloc("a"))
    assert (await room.run(free("a"), idempotency_key="k", fingerprint="p")).revision == 4


async def test_a_request_whose_first_answer_was_lost_gets_it_the_second_time(room: Room) -> None:
    def lost() -> None:
        raise FailpointError

    failpoints.arm("after_commit_before_reply", lost)
    with pytest.raises(Refused) as info:
        await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    assert info.value.reason == "STORE_UNAVAILABLE"
    failpoints.disarm()
    # The label is taken now: without the key this would be refused.
    again = await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    assert (again.replayed, again.revision) == (True, 3)


async def test_a_forgotten_key_of_a_command_that_would_pass_again_is_found_by_the_commit(
    room: Room,
) -> None:
    await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    await room.run(free("a"))
    room.control._memory._recent.clear()
    again = await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    assert (again.replayed, again.revision) == (True, 3)
    assert (await room.control.host_entry("h")).state.free == 1000  # type: ignore[attr-defined]
    assert len(await whole_journal(room.store)) == 4
    assert room.counts.nr_lost == 1
    assert (await room.control.verify("f")).problems == ()


async def test_what_was_built_on_a_found_duplicate_runs_again(room: Room) -> None:
    await room.run(alloc("a", 400), idempotency_key="k", fingerprint="p")
    await room.run(free("a"))
    room.control._memory._recent.clear()
    again, built = await asyncio.gather(
        room.run(alloc("a", 400), idempotency_key="k", fingerprint="p"),
        room.run(alloc("b", 900)),
    )
    assert again.replayed
    assert built.answer.ret == 0  # on the duplicate there would have been no room
    assert (await room.control.verify("f")).problems == ()


async def test_a_key_expires(room: Room) -> None:
    await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    await room.run(free("a"))
    room.clock.ns += DAY_NS - 1
    assert (await room.run(alloc("a"), idempotency_key="k", fingerprint="p")).replayed
    room.clock.ns += 1
    assert not (await room.run(alloc("a"), idempotency_key="k", fingerprint="q")).replayed


async def test_a_driver_is_not_bothered_for_an_answer_that_is_remembered(room: Room) -> None:
    first = await room.run(ask(), idempotency_key="k", fingerprint="p")
    asked = len(room.drivers.asked)
    room.control._memory._recent.clear()
    again = await room.run(ask(), idempotency_key="k", fingerprint="p")
    assert (again.replayed, again.revision) == (True, first.revision)
    assert len(room.drivers.asked) == asked


async def test_validate_only_neither_uses_nor_remembers_a_key(room: Room) -> None:
    validated = await room.run(alloc("a"), idempotency_key="k", fingerprint="p", validate_only=True)
    assert validated.revision is None
    committed = await room.run(alloc("a"), idempotency_key="k", fingerprint="p")
    assert not committed.replayed


async def test_a_batch_is_remembered_as_a_whole(room: Room) -> None:
    calls = [
        call(alloc("a"), idempotency_key="k", fingerprint="p"),
        call(alloc("big", 5000)),
        call(free("a")),
    ]
    first = await room.control.execute_batch(calls)
    for forget in (False, True):
        if forget:
            room.control._memory._recent.clear()
        again = await room.control.execute_batch(calls)
        assert [each.replayed for each in again] == [True] * 3
        assert list(map(rendered, first)) == list(map(rendered, again))
    assert len(await whole_journal(room.store)) == 5


async def test_memory_of_keys_is_bounded(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.control.remember.RECENT_MAX", 3)
    for number in range(5):
        await room.run(alloc(f"a{number}"), idempotency_key=f"k{number}", fingerprint="p")
    assert len(room.control._memory._recent) == 3
    for number in range(5):
        again = await room.run(alloc(f"a{number}"), idempotency_key=f"k{number}", fingerprint="p")
        assert again.replayed
