"""Questions to drivers: asked outside the step, journalled with it, told how they ended."""

from __future__ import annotations

import asyncio

import pytest

from service.control import questions
from service.control.journal import decode_answers
from service.control.questions import CHANGED_MAX, TOGETHER_MAX
from service.fabric.commands import DriverAnswer, Question
from service.reasons import Refused
from tests.control.room import Room, SlowStore, call, room_on, settle, whole_journal
from tests.control.toy import alloc, ask, breaking, create_host


class Paused:
    """A driver that answers when the test says so."""

    def __init__(self) -> None:
        self.go = asyncio.Event()

    async def __call__(self, question: Question) -> DriverAnswer:
        await self.go.wait()
        return DriverAnswer(rc=0, nr=question.nr_folios)


async def test_a_command_that_needs_an_answer_asks_and_journals_it(room: Room) -> None:
    room.toy.questions = 3
    committed = await room.run(ask())
    assert committed.answer.decided_by.sentence.count("answered") == 3
    assert [question.nr_folios for question in room.drivers.asked] == [0, 1, 2]
    (*_, row) = await whole_journal(room.store)
    assert [answer.nr for answer in decode_answers(row.answers)] == [0, 1, 2]
    assert (await room.control.verify("f")).problems == ()


async def test_replay_needs_no_driver() -> None:
    store = SlowStore()
    async with room_on(store) as room:
        await room.furnish()
        await room.run(ask())
        before = room.hash()
    store._stopping.clear()
    async with room_on(store) as room:
        assert room.hash() == before
        assert room.drivers.asked == []


async def test_the_host_goes_on_serving_others_while_a_driver_thinks(room: Room) -> None:
    paused = Paused()
    room.drivers.reply = paused
    waiting = asyncio.create_task(room.run(ask()))
    await settle()
    assert not waiting.done()
    assert (await room.run(alloc("a"))).revision == 3
    paused.go.set()
    assert (await waiting).revision == 4


async def test_the_driver_is_told_that_its_answer_was_committed(room: Room) -> None:
    committed = await room.run(ask())
    ((question, ended, revision),) = room.drivers.ended
    assert question == room.drivers.asked[0]
    assert (ended, revision) == ("committed", committed.revision)


async def test_a_question_that_changed_meanwhile_is_superseded_and_asked_anew(room: Room) -> None:
    room.toy.noise = True
    paused = Paused()
    room.drivers.reply = paused
    waiting = asyncio.create_task(room.run(ask()))
    await settle()
    await room.run(alloc("a", 5))
    room.drivers.reply = room.drivers._at_once
    paused.go.set()
    committed = await waiting
    assert [question.why for question in room.drivers.asked] == ["1000", "995"]
    assert [
        (question.why, ended, revision) for question, ended, revision in room.drivers.ended
    ] == [
        ("1000", "superseded", None),
        ("995", "committed", committed.revision),
    ]


async def test_after_three_changed_questions_other_commands_of_the_host_wait(room: Room) -> None:
    room.toy.noise = True
    await room.run(create_host("i"))

    async def disturb(question: Question) -> DriverAnswer:
        asyncio.get_running_loop().create_task(room.run(alloc(f"a{len(room.drivers.asked)}")))
        await asyncio.sleep(0.01)
        return DriverAnswer()

    room.drivers.reply = disturb
    other = asyncio.create_task(room.run(ask(), host="i"))
    async with asyncio.timeout(5):
        committed = await room.run(ask())
        await other
    mine = [question for question in room.drivers.asked if question.why != "1000"]
    assert len(mine) <= 5
    assert committed.answer.ret == 0
    await settle()
    entry = await room.control.host_entry("h")
    assert entry.state.free < 1000  # type: ignore[attr-defined]
    assert room.control._stepper.fabrics["f"].held == {}
    assert (await room.control.verify("f")).problems == ()


async def test_a_held_host_serves_what_changes_no_question(room: Room) -> None:
    """Only who would change what is asked waits; the others go on, as before."""
    room.toy.noise = True
    paused, changes = Paused(), 0

    async def disturbed(question: Question) -> DriverAnswer:
        nonlocal changes
        changes += 1
        if changes <= CHANGED_MAX + 1:
            await room.run(alloc(f"a{changes}"))
        else:
            await paused.go.wait()
        return DriverAnswer()

    room.drivers.reply = disturbed
    asking = asyncio.create_task(room.run(ask()))
    async with asyncio.timeout(5):
        await settle(500)
        assert "h" in room.control._stepper.fabrics["f"].held
        await room.run(breaking(1))
        waiting = asyncio.create_task(room.run(alloc("late")))
        await settle()
        await room.run(breaking(2))
        assert not waiting.done()
        assert not asking.done()
        paused.go.set()
        committed = await asking
        assert (await waiting).revision == committed.revision + 1  # type: ignore[operator]
    assert len(room.drivers.asked) == CHANGED_MAX + 2
    assert [ended for _, ended, _ in room.drivers.ended].count("committed") == 1
    assert room.control._stepper.fabrics["f"].held == {}
    assert (await room.control.verify("f")).problems == ()


async def test_all_questions_of_a_command_share_one_deadline() -> None:
    async with room_on(driver_deadline_ms=50) as room:
        await room.furnish()
        room.toy.questions = 10

        async def slow(question: Question) -> DriverAnswer:
            await asyncio.sleep(0.02)
            return DriverAnswer()

        room.drivers.reply = slow
        before = asyncio.get_running_loop().time()
        committed = await room.run(ask())
        assert asyncio.get_running_loop().time() - before < 0.05 + 0.25
        assert len(room.drivers.asked) <= 4
        (*_, row) = await whole_journal(room.store)
        outcomes = [answer.outcome for answer in decode_answers(row.answers)]
        assert outcomes[-1] == "timeout"
        assert [ended for _, ended, _ in room.drivers.ended].count("committed") == len(
            room.drivers.asked
        )
        assert committed.answer.ret == 0


async def test_a_driver_may_ask_for_more_time_than_the_usual() -> None:
    async with room_on(driver_deadline_ms=20) as room:
        await room.furnish()
        room.drivers.deadlines["toy"] = 2000

        async def slow(question: Question) -> DriverAnswer:
            await asyncio.sleep(0.1)
            return DriverAnswer()

        room.drivers.reply = slow
        assert "answered" in (await room.run(ask())).answer.decided_by.sentence


async def test_a_port_that_hangs_is_a_driver_that_is_late() -> None:
    async with room_on(driver_deadline_ms=20) as room:
        await room.furnish()

        async def hang(_: Question) -> DriverAnswer:
            await asyncio.sleep(60)
            raise AssertionError

        room.drivers.reply = hang
        before = asyncio.get_running_loop().time()
        committed = await room.run(ask())
        assert asyncio.get_running_loop().time() - before < 0.02 + 0.25 + 0.2
        assert "timeout" in committed.answer.decided_by.sentence


async def test_a_port_that_breaks_is_a_driver_that_is_gone(room: Room) -> None:
    async def broken(_: Question) -> DriverAnswer:
        raise ConnectionResetError

    room.drivers.reply = broken
    committed = await room.run(ask())
    assert "driver_gone" in committed.answer.decided_by.sentence


async def test_after_too_many_questions_the_driver_is_late(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "QUESTIONS_MAX", 10)
    room.toy.questions = 12
    await room.run(ask())
    assert len(room.drivers.asked) == 10
    (*_, row) = await whole_journal(room.store)
    outcomes = [answer.outcome for answer in decode_answers(row.answers)]
    assert outcomes == ["answered"] * 10 + ["timeout"] * 2
    assert (await room.control.verify("f")).problems == ()


async def test_a_run_is_one_step_however_much_was_asked_before(room: Room) -> None:
    room.toy.questions = 200
    before = room.toy.steps
    await room.run(ask())
    assert room.toy.steps - before == 201


async def test_questions_that_a_call_foresees_are_asked_together(room: Room) -> None:
    room.toy.questions, room.toy.foresees = 300, True
    before, running, most = room.toy.steps, 0, 0

    async def slow(question: Question) -> DriverAnswer:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        return DriverAnswer()

    room.drivers.reply = slow
    committed = await room.run(ask())
    assert most == TOGETHER_MAX
    assert room.toy.steps - before == 3
    assert [each.nr_folios for each in room.drivers.asked] == list(range(300))
    assert {ended for _, ended, _ in room.drivers.ended} == {"committed"}
    assert committed.revision is not None
    assert (await room.control.verify("f")).problems == ()


async def test_a_question_that_was_foreseen_in_vain_is_superseded(room: Room) -> None:
    """The answer to the first one ends the call."""
    room.toy.questions, room.toy.foresees = 3, True

    async def dies(question: Question) -> DriverAnswer:
        return DriverAnswer() if question.nr_folios else DriverAnswer(rc=-12)

    room.drivers.reply = dies
    await room.run(ask())
    assert [(each.nr_folios, ended) for each, ended, _ in room.drivers.ended] == [
        (0, "committed"),
        (1, "superseded"),
        (2, "superseded"),
    ]
    (*_, row) = await whole_journal(room.store)
    assert len(decode_answers(row.answers)) == 1
    assert (await room.control.verify("f")).problems == ()


async def test_validate_only_asks_nobody_and_says_what_it_would_ask(room: Room) -> None:
    room.toy.questions = 2
    validated = await room.run(ask(nid=3), validate_only=True)
    assert room.drivers.asked == []
    assert [(each.nid, each.nr_folios) for each in validated.would_ask] == [(3, 0), (3, 1)]
    assert len(await whole_journal(room.store)) == 2


async def test_a_question_inside_a_batch_takes_the_batch_back_until_it_is_answered(
    room: Room,
) -> None:
    paused = Paused()
    room.drivers.reply = paused
    before = room.hash()
    calls = [call(alloc("a")), call(ask(1)), call(alloc("b")), call(ask(2))]
    task = asyncio.create_task(room.control.execute_batch(calls))
    await settle()
    assert room.hash() == before
    paused.go.set()
    assert [each.revision for each in await task] == [3, 4, 5, 6]
    assert [question.nid for question in room.drivers.asked] == [1, 2]
    assert (await room.control.verify("f")).problems == ()


async def test_a_driver_hears_of_the_commit_even_if_the_caller_went_away(
    slow: tuple[Room, SlowStore],
) -> None:
    room, store = slow
    store.open.clear()
    task = asyncio.create_task(room.run(ask()))
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert room.drivers.ended == []
    store.open.set()
    await settle()
    assert [ended for _, ended, _ in room.drivers.ended] == ["committed"]


async def test_a_driver_hears_that_a_refused_commit_expired(slow: tuple[Room, SlowStore]) -> None:
    room, store = slow
    store.refusal = Refused("STORE_UNAVAILABLE")
    with pytest.raises(Refused):
        await room.run(ask())
    assert [ended for _, ended, _ in room.drivers.ended] == ["expired"]
