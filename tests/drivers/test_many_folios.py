"""One access that meets many folios of a driver (patch 15): asked together, never too many."""

from __future__ import annotations

import asyncio
from typing import Any

from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.gen.cxltwin.mm.v1 import types_pb2
from tests.drivers.world import Stream, World, answering


def _promoted(question: Any) -> types_pb2.ScriptStepList:
    """The driver moves all folios of a fault to ordinary memory."""
    step = types_pb2.ScriptStep(first=0, count=question.nr_folios, nid=0)
    step.gfp.SetInParent()
    return types_pb2.ScriptStepList(values=[step])


async def _scattered(world: World, number: int) -> Stream:
    """Every other page of an area lies on the node of the driver."""
    await world.boot("h")
    await world.do("mmap", pid=1, area="wide", nr_pages=2 * number)
    await world.do("touch", pid=1, area="wide", access="write")
    stream = await world.attached()
    pages = [{"area": "wide", "first": page, "count": 1} for page in range(0, 2 * number, 2)]
    moving = world.do("move_pages", pid=1, pages=pages, nodes=[2] * number, flags=["MPOL_MF_MOVE"])
    await asyncio.gather(answering(stream), moving)
    return stream


async def test_all_folios_of_one_touch_are_asked_about_at_the_same_time() -> None:
    number = 40
    async with World(deadline_ms=20_000).running() as world:
        stream = await _scattered(world, number)
        touching = asyncio.create_task(world.do("touch", pid=1, area="wide", access="write"))
        asked = [await stream.hear("callback") for _ in range(number)]
        assert [each.question.page for each in asked] == list(range(0, 2 * number, 2))
        for each in asked:
            script = _promoted(each.question)
            await stream.say(answer=pb.CallbackAnswer(callback_id=each.callback_id, script=script))
        done = await touching
        assert (done.answer.ret, done.answer.nr_pages) == (0, 2 * number)
        ends = [(await stream.hear("settled")).ended for _ in range(number)]
        assert set(ends) == {"COMMITTED"}
        world.check()
        assert (await world.control.verify("f")).problems == ()


async def test_a_fault_that_kills_supersedes_the_questions_behind_it() -> None:
    async with World(deadline_ms=20_000).running() as world:
        stream = await _scattered(world, 3)
        touching = asyncio.create_task(world.do("touch", pid=1, area="wide", access="write"))
        asked = [await stream.hear("callback") for _ in range(3)]
        for each in reversed(asked):
            await stream.say(
                answer=pb.CallbackAnswer(callback_id=each.callback_id, fault="VM_FAULT_SIGBUS")
            )
        assert (await touching).answer.reason == "FAULT_SIGBUS"
        settled = [await stream.hear("settled") for _ in range(3)]
        ended = {each.callback_id: each.ended for each in settled}
        assert [ended[each.callback_id] for each in asked] == [
            "COMMITTED",
            "SUPERSEDED",
            "SUPERSEDED",
        ]
        assert (await world.control.verify("f")).problems == ()
