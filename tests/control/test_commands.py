"""What a caller sees: answers, revisions, refusals; each command alone."""

from __future__ import annotations

import msgspec
import pytest

from service.control.calls import Expect
from service.fabric.commands import DeleteFabric, DeleteHost, UpdateFabric, UpdateHost
from service.reasons import Refused
from tests.control.room import Room, call, settle, whole_journal
from tests.control.toy import (
    BREAKS_AN_INVARIANT,
    HAS_A_BUG,
    alloc,
    breaking,
    create_fabric,
    create_host,
    free,
)


def reason_of(info: pytest.ExceptionInfo[Refused]) -> str:
    return info.value.reason


async def test_revisions_of_a_fabric_are_gap_free_from_one(room: Room) -> None:
    for number in range(5):
        committed = await room.run(alloc(f"a{number}"))
        assert committed.revision == number + 3
        assert committed.host_revision == committed.revision
    assert [row.revision for row in await whole_journal(room.store)] == list(range(1, 8))


async def test_an_answer_names_fabric_host_and_model(room: Room) -> None:
    committed = await room.run(alloc("a", 7))
    assert (committed.fabric, committed.host, committed.model) == ("f", "h", "toy")
    assert committed.answer.ret == 0
    assert committed.trace == ()
    created = await room.run(create_host("i"))
    assert (created.host, created.model, created.host_revision) == ("i", "toy", created.revision)
    own = await room.run(UpdateFabric(description="d"))
    assert (own.host, own.model, own.host_revision) == (None, None, None)
    gone = await room.run(DeleteHost(), host="i")
    assert (gone.host, gone.model) == ("i", "toy")


async def test_explain_brings_the_trace(room: Room) -> None:
    committed = await room.run(alloc("a"), explain=True)
    assert [entry.name for entry in committed.trace] == ["alloc_pages"]


async def test_a_kernel_refusal_is_a_committed_answer(room: Room) -> None:
    committed = await room.run(alloc("big", 5000))
    assert (committed.answer.ret, committed.answer.errno) == (-12, "ENOMEM")
    (*_, row) = await whole_journal(room.store)
    assert (row.op, row.revision) == ("alloc_pages", committed.revision)
    assert b"ENOMEM" in row.result


async def test_a_control_refusal_is_not_committed_and_changes_nothing(room: Room) -> None:
    before = room.hash()
    with pytest.raises(Refused) as info:
        await room.run(free("nothing"))
    assert reason_of(info) == "UNKNOWN_ALLOCATION"
    assert len(await whole_journal(room.store)) == 2
    assert room.hash() == before


@pytest.mark.parametrize(
    ("command", "fields", "reason"),
    [
        (alloc("a"), {"host": "nobody"}, "UNKNOWN_HOST"),
        (alloc("a"), {"host": "h", "fabric": "g"}, "UNKNOWN_HOST"),
        (alloc("a"), {"host": None, "fabric": "f"}, "UNKNOWN_HOST"),
        (create_host("i"), {"fabric": "g"}, "UNKNOWN_FABRIC"),
        (create_host("i"), {"fabric": None}, "UNKNOWN_FABRIC"),
        (create_host("h"), {}, "ALREADY_EXISTS"),
        (create_fabric("f"), {}, "ALREADY_EXISTS"),
        (DeleteFabric(), {}, "FABRIC_NOT_EMPTY"),
    ],
)
async def test_what_does_not_exist_or_exists_already_is_refused(
    room: Room, command: object, fields: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused) as info:
        await room.control.execute(call(command, **fields))  # type: ignore[arg-type]
    assert reason_of(info) == reason


async def test_a_host_name_is_unique_over_all_fabrics(room: Room) -> None:
    await room.run(create_fabric("g"))
    with pytest.raises(Refused) as info:
        await room.run(create_host("h"), fabric="g")
    assert reason_of(info) == "ALREADY_EXISTS"
    await room.run(DeleteHost())
    assert (await room.run(create_host("h"), fabric="g")).fabric == "g"
    assert await room.control.fabric_of("h") == "g"


async def test_a_refused_fabric_leaves_no_trace(room: Room) -> None:
    with pytest.raises(Refused):
        await room.run(create_host("i"), fabric="g")
    await room.run(create_fabric("g"), validate_only=True)
    with pytest.raises(Refused):
        await room.control.fabric_state("g")
    assert [fabric.fabric for fabric in await room.control.fabrics()] == ["f"]


async def test_a_fabric_that_was_deleted_keeps_its_history_and_may_come_again(room: Room) -> None:
    await room.run(DeleteHost())
    gone = await room.run(DeleteFabric())
    with pytest.raises(Refused) as info:
        await room.control.fabric_state("f")
    assert reason_of(info) == "UNKNOWN_FABRIC"
    assert len(await room.control.events("f", 0, 100)) == gone.revision == 4
    again = await room.run(create_fabric("f"))
    assert again.revision == 5
    assert (await room.control.fabric_state("f")).created


async def test_preconditions_are_compared_with_the_durable_state(room: Room) -> None:
    entry = await room.control.host_entry("h")
    assert (entry.revision, entry.generation) == (2, 1)
    fits = Expect(host_revision=2, generation=1)
    assert (await room.run(alloc("a"), expect=fits)).revision == 3
    with pytest.raises(Refused) as info:
        await room.run(alloc("b"), expect=fits)
    assert reason_of(info) == "STALE_PRECONDITION"
    assert info.value.facts == {"what": "host_revision", "actual": 3, "expected": 2}
    await room.run(UpdateHost(description="x"), expect=Expect(generation=1))
    with pytest.raises(Refused) as info:
        await room.run(UpdateHost(description="y"), expect=Expect(generation=1))
    assert info.value.facts == {"what": "generation", "actual": 2, "expected": 1}
    fabric = await room.control.fabric_state("f")
    with pytest.raises(Refused):
        await room.run(UpdateFabric(), expect=Expect(generation=fabric.generation + 1))
    await room.run(UpdateFabric(), expect=Expect(generation=fabric.generation))


async def test_a_precondition_on_a_host_that_does_not_exist_is_an_unknown_host(room: Room) -> None:
    with pytest.raises(Refused) as info:
        await room.run(alloc("a"), host="nobody", expect=Expect(host_revision=1))
    assert reason_of(info) == "UNKNOWN_HOST"


async def test_of_two_commands_with_the_same_expectation_one_is_stale(room: Room) -> None:
    import asyncio

    same = Expect(host_revision=2)
    results = await asyncio.gather(
        *(room.run(alloc(f"a{number}"), expect=same) for number in range(8)),
        return_exceptions=True,
    )
    refused = [each for each in results if isinstance(each, Refused)]
    assert [each.reason for each in refused] == ["STALE_PRECONDITION"] * 7


async def test_validate_only_answers_the_same_and_changes_nothing(room: Room) -> None:
    before = room.hash()
    validated = await room.run(alloc("a", 5), validate_only=True, explain=True)
    assert validated.revision is None
    assert validated.host_revision == 2
    assert room.hash() == before
    assert len(await whole_journal(room.store)) == 2
    committed = await room.run(alloc("a", 5), explain=True)
    assert committed.answer == validated.answer
    assert committed.trace == validated.trace


async def test_validate_only_refuses_as_the_command_would(room: Room) -> None:
    with pytest.raises(Refused) as info:
        await room.run(free("nothing"), validate_only=True)
    assert reason_of(info) == "UNKNOWN_ALLOCATION"


async def test_validating_the_creation_of_a_host_leaves_its_name_free(room: Room) -> None:
    await room.run(create_host("i"), validate_only=True)
    with pytest.raises(Refused):
        await room.control.host_entry("i")
    await room.run(create_fabric("g"))
    await room.run(create_host("i"), fabric="g")


@pytest.mark.parametrize("ns", [BREAKS_AN_INVARIANT, HAS_A_BUG])
async def test_a_broken_engine_quarantines_the_host_and_no_other(room: Room, ns: int) -> None:
    await room.run(create_host("i"))
    before = room.hash()
    with pytest.raises(Refused) as info:
        await room.run(breaking(ns))
    assert reason_of(info) == "HOST_QUARANTINED"
    assert room.hash() == before
    assert room.counts.out_of_service == [("f", "h")]
    assert list(room.control.quarantined) == [("f", "h")]
    for refused in (room.run(alloc("a")), room.control.host_entry("h")):
        with pytest.raises(Refused) as info:
            await refused
        assert reason_of(info) == "HOST_QUARANTINED"
    await room.run(alloc("a"), host="i")
    await room.control.reload("f")
    await room.run(alloc("a"))
    assert (await room.control.verify("f")).problems == ()


async def test_texts_that_no_store_can_hold_are_refused(room: Room) -> None:
    for fields in ({"principal": "a\0b"}, {"request_id": "x" * 256}, {"idempotency_key": "\ud800"}):
        with pytest.raises(Refused) as info:
            await room.run(alloc("a"), **fields)
        assert reason_of(info) == "INVALID_FIELD"


async def test_a_caller_that_goes_away_does_not_take_its_command_with_it(room: Room) -> None:
    import asyncio

    task = asyncio.create_task(room.run(alloc("a")))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await settle()
    committed = await room.run(alloc("b"))
    assert committed.revision == 4
    assert len(await whole_journal(room.store)) == 4


async def test_calls_and_answers_are_plain_data(room: Room) -> None:
    committed = await room.run(alloc("a"))
    assert msgspec.structs.replace(committed, replayed=True).replayed
