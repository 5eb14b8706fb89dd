"""Drivers attach: Hello and Welcome, callbacks and answers, epochs, resume, notices, refusals."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest

from service.client.driver import Driver, Hello, Session
from service.control.journal import decode_answers
from service.drivers import messages
from service.drivers import session as sessions
from service.drivers.session import OUTBOX_MAX
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.gen.cxltwin.mm.v1 import types_pb2
from tests.drivers.world import OPS, Stream, World, answering


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World(deadline_ms=2000).running() as found:
        await found.boot("h")
        yield found


def moved(answer: Any) -> int:
    return sum(e.nr_pages for e in answer.effects if e.effect == "pages_migrated" and e.to_nid == 2)


async def migrate(world: World, host: str = "h") -> Any:
    done = await world.do("migrate_pages", host, pid=1, old_nodes=[0], new_nodes=[2])
    return done.answer


async def test_a_driver_is_welcomed_with_the_last_committed_revision(world: World) -> None:
    stream = await world.attach(deadline_ms=1234)
    welcome = await stream.hear("welcome")
    assert welcome.revision == world.control.head("f")
    assert (welcome.fabric, welcome.ops, welcome.registered) == ("f", "ops", True)
    assert (welcome.deadline_ms, welcome.epoch) == (1234, 1)


async def test_migrate_pages_asks_the_driver_and_journals_its_answer(world: World) -> None:
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    question = callback.question
    assert (question.callback, question.nid, question.nr_folios) == ("migrate_to", 2, 32)
    assert (question.mode, question.why) == ("MIGRATE_SYNC", "MR_SYSCALL")
    assert sum(run.count for run in question.folios) == 32
    assert {run.nid for run in question.folios} == {0}
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
    answer = await task
    assert (answer.ret, moved(answer)) == (0, 32)
    settled = await stream.hear("settled")
    assert (settled.callback_id, settled.ended) == (callback.callback_id, "COMMITTED")
    row = (await world.store.journal("f", settled.revision - 1, 1))[0]
    assert [each.callback_id for each in decode_answers(row.answers)] == [callback.callback_id]
    assert (await world.control.verify("f")).problems == ()


@pytest.mark.parametrize(
    ("fields", "ret", "pages"),
    [
        ({"rc": 0}, 0, 32),
        ({"rc": 5}, 5, 27),
        ({"rc": -12}, -12, 0),
        ({"rc": -16}, -16, 0),
        ({"rc": 0, "script": [(0, 10), (20, 2)]}, 0, 12),
        ({"rc": 22, "script": [(0, 10)]}, 22, 10),
        ({"rc": -5, "script": [(0, 3)]}, -5, 3),
    ],
)
async def test_the_kernel_returns_what_migrate_to_returned_and_moves_what_its_script_says(
    world: World, fields: dict[str, Any], ret: int, pages: int
) -> None:
    """Patch 12: 0 all moved, > 0 folios left, < 0 an errno; the caller believes it."""
    stream = await world.attached()
    steps = fields.pop("script", None)
    if steps is not None:
        made = [types_pb2.ScriptStep(first=a, count=b, nid=2) for a, b in steps]
        fields["script"] = types_pb2.ScriptStepList(values=made)
    task = asyncio.create_task(answering(stream, **fields))
    answer = await migrate(world)
    assert (answer.ret, moved(answer)) == (ret, pages)
    world.check()
    await task


async def test_a_script_without_the_key_gets_nothing_of_a_private_node(world: World) -> None:
    """Patch 12: a service's migrate_to must add __GFP_PRIVATE itself."""
    stream = await world.attached()
    gfp = types_pb2.StringList(values=["__GFP_THISNODE"])
    step = types_pb2.ScriptStep(first=0, count=4, nid=2, gfp=gfp)
    script = types_pb2.ScriptStepList(values=[step])
    task = asyncio.create_task(answering(stream, rc=32, script=script))
    answer = await migrate(world)
    assert (answer.ret, moved(answer)) == (32, 0)
    await task


async def test_handle_fault_promotes_by_script_and_the_write_goes_on(world: World) -> None:
    """Patches 15 and 23: the service moves the folio away, the retried write is an ordinary one."""
    stream = await world.attached()
    await asyncio.gather(answering(stream), migrate(world))
    task = asyncio.create_task(world.do("touch", pid=1, area="buf", count=4, access="write"))
    callback = await stream.hear("callback")
    question = callback.question
    assert (question.callback, question.area, question.page) == ("handle_fault", "buf", 0)
    assert (question.level, question.nr_folios) == ("PTE", 4)
    gfp = types_pb2.StringList(values=[])
    step = types_pb2.ScriptStep(first=0, count=3, nid=0, gfp=gfp)
    script = types_pb2.ScriptStepList(values=[step])
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, script=script))
    answer = (await task).answer
    assert (answer.errno, answer.nr_pages) == ("EAGAIN", 3), "the fourth is repeated for ever"
    world.check()


@pytest.mark.parametrize(
    ("fault", "errno"),
    [("VM_FAULT_SIGBUS", "ENOMEM"), ("VM_FAULT_RETRY", "EAGAIN")],
)
async def test_a_fault_ends_as_the_driver_says(world: World, fault: str, errno: str) -> None:
    stream = await world.attached()
    await asyncio.gather(answering(stream), migrate(world))
    task = asyncio.create_task(answering(stream, fault=fault))
    answer = (await world.do("touch", pid=1, area="buf", access="write")).answer
    assert (answer.errno, answer.nr_pages) == (errno, 0)
    await task


async def test_notices_come_after_the_commit_and_again_on_resume(world: World) -> None:
    """folio_migrate of patch 12 must not sleep: the driver is told, not asked."""
    stream = await world.attached()
    await asyncio.gather(answering(stream), migrate(world))
    before = world.control.head("f")
    await world.do("migrate_pages", pid=1, old_nodes=[2], new_nodes=[0])
    notice = await stream.hear("notice")
    assert (notice.name, notice.nid, notice.to_nid, notice.nr_folios) == ("folio_migrate", 2, 0, 32)
    assert notice.revision == world.control.head("f")
    again = await world.attached(epoch=2, resume_revision=before)
    assert await again.hear("notice") == notice


async def test_a_flush_buffer_keeps_freed_folios_until_the_driver_puts_them(world: World) -> None:
    """free_folio must not sleep: declared as data, the engine keeps the buffer (patches 10, 27)."""
    table = {**OPS, "name": "flushing", "free_folio": "flush_buffer(20)"}
    assert (await world.do("node_private_set_ops", nid=2, ops=table)).answer.ret == 0
    stream = await world.attached()
    await asyncio.gather(answering(stream), migrate(world))
    await world.do("munmap", pid=1, area="buf")
    notices = await stream.hear("notice")
    assert (notices.name, notices.nr_folios) == ("free_folio", 32)
    world.check()
    taken = (await world.do("cram_flush_take", nid=2)).answer
    ranges = taken.ranges  # type: ignore[attr-defined]
    assert sum(each.nr_folios for each in ranges) == 20, "the rest found the buffer full"
    assert int(ranges[0].start, 16) >= 2 << 40
    put = (await world.do("cram_flush_put", nid=2, zeroed="device")).answer
    assert put.nr_folios == 20  # type: ignore[attr-defined]
    world.check()
    assert (await world.control.verify("f")).problems == ()


@pytest.mark.parametrize(("answer", "moved_pages"), [({"rc": 0}, 16), ({"rc": -16}, 0)])
async def test_demotion_asks_the_driver_asynchronously_and_passes_its_error_over(
    world: World, answer: dict[str, Any], moved_pages: int
) -> None:
    """Patch 14: MIGRATE_ASYNC, MR_DEMOTION; an error sends the walk to the next target."""
    flags = ["NP_OPS_MIGRATION", "NP_OPS_DEMOTION"]
    await world.plug("h", 1, "d", flags=flags)
    await world.do("kernfs_write", path="/sys/kernel/mm/numa/demotion_enabled", value="true")
    stream = await world.attached("h", 1)
    reclaim = world.do("kernfs_write", path="/cg/memory.reclaim", value=str(16 << 12))
    task = asyncio.create_task(reclaim)
    callback = await stream.hear("callback")
    question = callback.question
    assert (question.mode, question.why) == ("MIGRATE_ASYNC", "MR_DEMOTION")
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, **answer))
    others = asyncio.create_task(answering(stream, 64, **answer))
    done = await task
    others.cancel()
    effects = [each for each in done.answer.effects if each.effect == "pages_migrated"]
    assert sum(each.nr_pages or 0 for each in effects if each.to_nid == 1) == moved_pages
    world.check()


async def test_an_attached_driver_replaces_a_built_in_one(world: World) -> None:
    await world.boot("i", driver="builtin")
    assert moved(await migrate(world, "i")) == 32
    await world.do("migrate_pages", "i", pid=1, old_nodes=[2], new_nodes=[0])
    stream = await world.attached("i")
    task = asyncio.create_task(answering(stream, rc=-28))
    assert (await migrate(world, "i")).errno == "ENOSPC"
    await task
    assert (await world.do("attach_driver", "i", nid=2, driver="builtin")).answer.ret == 0
    assert moved(await migrate(world, "i")) == 32


async def test_a_driver_may_attach_before_it_registers_its_node(world: World) -> None:
    stream = await world.attach("h", 1, driver="other")
    assert (await stream.hear("welcome")).registered is False
    await world.plug("h", 1, "other")
    task = asyncio.create_task(answering(stream, rc=-16))
    done = await world.do("migrate_pages", pid=1, old_nodes=[0], new_nodes=[1])
    assert done.answer.errno == "EBUSY"
    await task


async def test_a_command_without_a_driver_ends_at_once_with_enodev(world: World) -> None:
    """node_private_migrate_to without a service behind it: ENODEV."""
    answer = await migrate(world)
    assert (answer.errno, answer.reason) == ("ENODEV", "DRIVER_GONE")
    world.check()


async def refused_hello(world: World, **hello: Any) -> grpc.StatusCode:
    stream = await world.attach(**hello)
    return await stream.status()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        ({"driver": "thief"}, grpc.StatusCode.PERMISSION_DENIED),
        ({"host": "nowhere"}, grpc.StatusCode.NOT_FOUND),
        ({"nid": 77}, grpc.StatusCode.NOT_FOUND),
        ({"nid": -1}, grpc.StatusCode.INVALID_ARGUMENT),
        ({"epoch": 0}, grpc.StatusCode.INVALID_ARGUMENT),
        ({"deadline_ms": 19}, grpc.StatusCode.INVALID_ARGUMENT),
        ({"deadline_ms": 60_001}, grpc.StatusCode.INVALID_ARGUMENT),
        ({"driver": "a b"}, grpc.StatusCode.INVALID_ARGUMENT),
        ({"resume_revision": 10**6}, grpc.StatusCode.NOT_FOUND),
        ({"unsettled": ["x"]}, grpc.StatusCode.INVALID_ARGUMENT),
    ],
)
async def test_a_hello_that_does_not_hold_is_refused(
    world: World, hello: dict[str, Any], code: grpc.StatusCode
) -> None:
    before = world.control.head("f")
    assert await refused_hello(world, **hello) is code
    assert world.control.head("f") == before


async def test_the_first_message_is_hello_and_it_comes_once(world: World) -> None:
    stream = Stream(world.channel)
    await stream.say(heartbeat=pb.Heartbeat(number=1))
    assert await stream.status() is grpc.StatusCode.INVALID_ARGUMENT
    stream = await world.attached()
    await stream.say(hello=pb.Hello(driver="d", host="h", nid=2, epoch=2))
    assert await stream.status() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_newer_epoch_fences_the_session_before_it(world: World) -> None:
    first = await world.attached(epoch=3)
    assert await refused_hello(world, epoch=3) is grpc.StatusCode.FAILED_PRECONDITION
    assert await refused_hello(world, epoch=2) is grpc.StatusCode.FAILED_PRECONDITION
    second = await world.attached(epoch=4)
    assert await first.status() is grpc.StatusCode.ABORTED
    task = asyncio.create_task(answering(second))
    assert (await migrate(world)).ret == 0
    await task


async def test_a_stranger_cannot_keep_the_driver_of_a_node_out(world: World) -> None:
    """Before the registration anybody may wait for a node; then it is its driver's alone."""
    thief = await world.attached("h", 1, driver="thief", epoch=2**53 - 1)
    mine = await world.attached("h", 1, driver="other", epoch=1)
    await world.plug("h", 1, "other")
    heard = []
    with contextlib.suppress(grpc.aio.AioRpcError):
        while (message := await thief.call.read()) is not grpc.aio.EOF:
            heard.append(message)
    assert await thief.call.code() is grpc.StatusCode.PERMISSION_DENIED
    assert [each.WhichOneof("message") for each in heard] == ["goodbye"], "no notices"
    assert heard[0].goodbye.refusal.reason == "DRIVER_NOT_OWNER"
    task = asyncio.create_task(answering(mine))
    assert (await world.do("migrate_pages", pid=1, old_nodes=[0], new_nodes=[1])).answer.ret == 0
    await task
    await world.do("migrate_pages", pid=1, old_nodes=[1], new_nodes=[0])
    assert (await mine.hear("notice")).name == "folio_migrate"
    assert await refused_hello(world, nid=1, driver="thief", epoch=2**53 - 1) is (
        grpc.StatusCode.PERMISSION_DENIED
    )


async def test_a_session_ends_when_the_registration_names_another_driver(world: World) -> None:
    stream = await world.attached(deadline_ms=60_000)
    task = asyncio.create_task(migrate(world))
    await stream.hear("callback")
    assert (await world.do("attach_driver", nid=2, driver="next")).answer.ret == 0
    assert await stream.status() is grpc.StatusCode.PERMISSION_DENIED
    async with asyncio.timeout(5):
        assert (await task).reason == "DRIVER_GONE"
    await world.attached(driver="next", epoch=1)


async def test_a_heartbeat_does_not_run_ahead_of_what_is_still_to_be_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver resumes from it: a second disconnect must not turn COMMITTED into EXPIRED."""
    stream = await world.attached()
    before = world.control.head("f")
    _, answer = await asyncio.gather(answering(stream), migrate(world))
    assert answer.ret == 0
    id_ = (await stream.hear("settled")).callback_id
    world.registry._ended.clear()  # as after a restart
    slow, events = asyncio.Event(), world.control.events

    async def read(*args: Any) -> Any:
        await slow.wait()
        return await events(*args)

    monkeypatch.setattr(world.control, "events", read)
    second = await world.attached(epoch=2, resume_revision=before, unsettled=[id_])
    await second.say(heartbeat=pb.Heartbeat(number=1))
    beat = await second.hear("heartbeat")
    assert beat.revision == before
    second.call.cancel()
    slow.set()
    third = await world.attached(epoch=3, resume_revision=beat.revision, unsettled=[id_])
    settled = await third.hear("settled")
    assert (settled.callback_id, settled.ended) == (id_, "COMMITTED")
    while beat.revision < world.control.head("f"):
        await third.say(heartbeat=pb.Heartbeat(number=2))
        beat = await third.hear("heartbeat")


def test_the_client_resumes_from_before_a_callback_whose_end_it_does_not_know() -> None:
    session = Session("nowhere", Hello("d", "h", 2), Driver())
    session._take(None, pb.AttachResponse(welcome=pb.Welcome(revision=4)))  # type: ignore[arg-type]
    session.unsettled["x"] = 5
    beat = pb.AttachResponse(heartbeat=pb.Heartbeat(revision=9))
    session._take(None, beat)  # type: ignore[arg-type]
    assert (session.revision, session._resume_revision()) == (9, 5)
    settled = pb.AttachResponse(settled=pb.Settled(callback_id="x", ended="COMMITTED"))
    session._take(None, settled)  # type: ignore[arg-type]
    assert session._resume_revision() == 9


def test_notices_held_during_a_long_catch_up_are_bounded() -> None:
    hello = messages.Hello(driver="d", host="h", nid=2, epoch=1, resume_revision=0)
    session = sessions.Session(hello, "f", 1000, 0.0)
    session.catch_up()
    for number in range(sessions.HELD_MAX):
        session.notice({"revision": number})
    assert not session.closed
    session.notice({"revision": sessions.HELD_MAX})
    assert session.closed
    assert session.ended is not None
    assert session.ended.reason == "DRIVER_TOO_SLOW"


async def test_a_driver_that_comes_back_is_asked_again_and_the_id_is_the_same(
    world: World,
) -> None:
    first = await world.attached()
    task = asyncio.create_task(migrate(world))
    asked = await first.hear("callback")
    first.call.cancel()
    second = await world.attached(epoch=2)
    again = await second.hear("callback")
    assert again.callback_id == asked.callback_id
    assert again.question == asked.question
    assert again.deadline_ms <= asked.deadline_ms
    await second.say(answer=pb.CallbackAnswer(callback_id=again.callback_id))
    assert (await task).ret == 0


async def test_a_driver_that_says_goodbye_keeps_nobody_waiting(world: World) -> None:
    stream = await world.attached(deadline_ms=60_000)
    task = asyncio.create_task(migrate(world))
    await stream.hear("callback")
    await stream.say(goodbye=pb.Goodbye(reason="unbound"))
    async with asyncio.timeout(2):
        assert (await task).reason == "DRIVER_GONE"


async def test_answers_are_idempotent_by_callback_id(world: World) -> None:
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    answer = pb.CallbackAnswer(callback_id=callback.callback_id, rc=2)
    await stream.say(answer=answer)
    await stream.say(answer=answer)
    assert (await task).ret == 2
    first = await stream.hear("settled")
    await stream.say(answer=answer)
    assert await stream.hear("settled") == first
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, rc=9))
    assert await stream.hear("settled") == first


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"rc": 33}, "rc"),
        ({"rc": -4096}, "rc"),
        ({"nr": 33}, "nr"),
        ({"nr": -1}, "nr"),
        ({"fault": "VM_FAULT_OOM"}, "fault"),
        ({"script": [(0, 33)]}, "script[0]"),
        ({"script": [(0, 4), (3, 1)]}, "script[1]"),
        ({"script": [(30, 3)]}, "script[0]"),
    ],
)
async def test_answers_out_of_range_are_refused_and_the_callback_stays_open(
    world: World, fields: dict[str, Any], field: str
) -> None:
    stream = await world.attached()
    steps = fields.get("script")
    if steps is not None:
        made = [types_pb2.ScriptStep(first=a, count=b, nid=2) for a, b in steps]
        fields = {"script": types_pb2.ScriptStepList(values=made)}
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, **fields))
    refused = await stream.hear("refused")
    assert refused.callback_id == callback.callback_id
    assert refused.refusal.reason == "DRIVER_ANSWER_INVALID"
    assert refused.refusal.facts["field"].startswith(field)
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
    assert (await task).ret == 0
    world.check()


@pytest.mark.parametrize("owner", ["other", "builtin"])
async def test_a_script_reaches_no_private_node_of_another_driver(world: World, owner: str) -> None:
    await world.plug("h", 1, owner)
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    steps = [types_pb2.ScriptStep(first=0, count=4, nid=nid) for nid in (2, 1)]
    steps[1].first = 4
    script = types_pb2.ScriptStepList(values=steps)
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id, script=script))
    refused = await stream.hear("refused")
    assert refused.refusal.reason == "DRIVER_ANSWER_INVALID"
    assert refused.refusal.facts["field"] == "script[1].nid"
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
    assert moved(await task) == 32
    world.check()


async def test_unknown_callbacks_are_refused_and_a_flood_of_them_ends_the_session(
    world: World,
) -> None:
    stream = await world.attached()
    for number in range(64):
        await stream.say(answer=pb.CallbackAnswer(callback_id=f"no-{number}"))
    refused = await stream.hear("refused")
    assert refused.refusal.reason == "UNKNOWN_CALLBACK"
    assert await stream.status() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert (await migrate(world)).reason == "DRIVER_GONE"


@pytest.mark.parametrize(
    "answer",
    [
        {"script": types_pb2.ScriptStepList(values=[types_pb2.ScriptStep()] * 257)},
        {"callback_id": "x" * (64 << 10)},
    ],
)
async def test_an_oversized_answer_ends_the_session_before_it_is_converted(
    world: World, monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]
) -> None:
    """Converting a message of 4 MiB would keep the event loop from everybody else."""
    stream = await world.attached()

    def converted(message: Any) -> None:
        raise AssertionError(f"{message.ByteSize()} bytes were converted")

    monkeypatch.setattr("service.rpc.attach.to_dict", converted)
    await stream.say(answer=pb.CallbackAnswer(**answer))
    assert await stream.status() is grpc.StatusCode.INVALID_ARGUMENT
    assert "at most" in await stream.call.details()
    assert (await migrate(world)).reason == "DRIVER_GONE"


@pytest.mark.parametrize("unsettled", [["x"] * 1025, ["x" * (64 << 10)]])
async def test_an_oversized_hello_is_refused_before_it_is_converted(
    world: World, monkeypatch: pytest.MonkeyPatch, unsettled: list[str]
) -> None:
    def converted(message: Any) -> None:
        raise AssertionError(f"{message.ByteSize()} bytes were converted")

    monkeypatch.setattr("service.rpc.attach.to_dict", converted)
    stream = await world.attach(resume_revision=0, unsettled=unsettled)
    assert await stream.status() is grpc.StatusCode.INVALID_ARGUMENT
    assert "the stream is not as agreed" in await stream.call.details()


async def test_a_flood_of_heartbeats_ends_the_session(world: World) -> None:
    stream = await world.attached()
    with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):
        for number in range(400):
            await stream.say(heartbeat=pb.Heartbeat(number=number))
    assert await stream.status() is not grpc.StatusCode.OK
    text = world.metrics.text([]).decode()
    assert 'cxltwin_driver_refused_total{reason="DRIVER_FLOODS"} 1.0' in text


async def test_a_driver_that_does_not_read_ends_its_session_not_the_service(world: World) -> None:
    stream = await world.attached()
    session = world.registry._sessions["h", 2, "d"]
    for number in range(OUTBOX_MAX + 1):
        session.send("notice", {"revision": number, "number": 0, "name": "x", "nid": 2})
    assert await stream.status() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert (await migrate(world)).reason == "DRIVER_GONE"


async def test_heartbeats_are_answered_and_silence_ends_the_session() -> None:
    async with World(heartbeat_ms=60).running() as world:
        await world.boot("h")
        stream = await world.attached()
        await stream.say(heartbeat=pb.Heartbeat(number=7))
        beat = await stream.hear("heartbeat")
        assert (beat.number, beat.revision) == (7, world.control.head("f"))
        assert await stream.status() is grpc.StatusCode.DEADLINE_EXCEEDED


async def test_the_host_serves_others_while_a_driver_thinks(world: World) -> None:
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    done = await world.do("alloc_pages", label="a", preferred_nid=0)
    assert done.answer.ret == 0
    await stream.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
    assert (await task).ret == 0


async def test_a_superseded_answer_is_settled_so_that_the_driver_learns_it(world: World) -> None:
    """The list changed while the driver thought: its answer is about folios that are gone."""
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    first = await stream.hear("callback")
    await world.do("munmap", pid=1, area="buf", first=0, count=8)
    await stream.say(answer=pb.CallbackAnswer(callback_id=first.callback_id))
    second = await stream.hear("callback")
    assert (first.question.nr_folios, second.question.nr_folios) == (32, 24)
    await stream.say(answer=pb.CallbackAnswer(callback_id=second.callback_id))
    assert (await task).ret == 0
    ended = {}
    for _ in range(2):
        settled = await stream.hear("settled")
        ended[settled.callback_id] = settled.ended
    assert ended == {first.callback_id: "SUPERSEDED", second.callback_id: "COMMITTED"}


async def test_a_caller_that_goes_away_settles_the_question(world: World) -> None:
    stream = await world.attached()
    task = asyncio.create_task(migrate(world))
    callback = await stream.hear("callback")
    task.cancel()
    settled = await stream.hear("settled")
    assert (settled.callback_id, settled.ended) == (callback.callback_id, "EXPIRED")


async def test_validate_only_asks_nobody(world: World) -> None:
    from service.control.calls import Call
    from service.mm.commands import COMMANDS

    command = COMMANDS["migrate_pages"].model_validate(
        {"pid": 1, "old_nodes": [0], "new_nodes": [2]}
    )
    done = await world.control.execute(Call(command, host="h", validate_only=True))
    assert [each.callback for each in done.would_ask] == ["migrate_to"]
    assert done.answer.ret == 0


async def test_metrics_count_sessions_callbacks_and_refusals(world: World) -> None:
    stream = await world.attached()
    task = asyncio.create_task(answering(stream))
    await migrate(world)
    await stream.say(answer=pb.CallbackAnswer(callback_id="no"))
    await asyncio.sleep(0.05)
    await task
    text = world.metrics.text([]).decode()
    assert "cxltwin_driver_sessions 1.0" in text
    wanted = 'cxltwin_driver_callback_seconds_count{callback="migrate_to",outcome="answered"} 1.0'
    assert wanted in text
    assert 'cxltwin_driver_refused_total{reason="UNKNOWN_CALLBACK"} 1.0' in text


async def test_nothing_that_a_stranger_sends_breaks_the_service(world: World) -> None:
    """Well-formed messages with random contents, and bytes that are none."""
    chosen = random.Random(5)
    texts = ["", "d", "h", "x" * 70, "\u00e9", "a\n", "VM_FAULT_OOM"]
    for _ in range(60):
        stream = Stream(world.channel)
        number = chosen.choice([-1, 0, 1, 2, 2**31 - 1])
        with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError, EOFError):
            if chosen.random() < 0.5:
                hello = pb.Hello(
                    driver=chosen.choice(texts),
                    host=chosen.choice(texts),
                    nid=number,
                    epoch=chosen.choice([-1, 1, 2**53, 2**62]),
                    unsettled=chosen.sample(texts, 2),
                    resume_revision=chosen.choice([0, 1, 2**40]),
                )
                await stream.say(hello=hello)
            answer = pb.CallbackAnswer(
                callback_id=chosen.choice(texts), rc=number, nr=number, fault=chosen.choice(texts)
            )
            await stream.say(answer=answer)
            await stream.call.write(chosen.randbytes(chosen.randrange(1, 40)))
        assert await stream.status() is not grpc.StatusCode.OK
    assert world.metrics.bugs._value.get() == 0
    stream = await world.attached(epoch=2**53 - 1)
    _, answered = await asyncio.gather(answering(stream), migrate(world))
    assert answered.ret == 0
    world.check()
