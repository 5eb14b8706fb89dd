"""A batch stream over several hosts: who waits for a driver keeps nobody else back."""

from __future__ import annotations

from typing import Any

import grpc

from service.edge.limits import GRPC_BATCH_WINDOW
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.gen.cxltwin.mm.v1 import mm_service_pb2 as mm
from tests.drivers.world import World


def _stream(world: World) -> Any:
    return world.channel.stream_stream(
        "/cxltwin.mm.v1.MmService/Batch",
        request_serializer=mm.BatchRequest.SerializeToString,
        response_deserializer=mm.BatchResponse.FromString,
    )()


def _asks(number: int) -> mm.BatchRequest:
    move = mm.MigratePagesRequest(pid=1, old_nodes={"values": [0]}, new_nodes={"values": [2]})
    return mm.BatchRequest(id=number, host="h", steps=[mm.BatchStep(migrate_pages=move)])


def _quiet(number: int, host: str = "quiet") -> mm.BatchRequest:
    task = mm.CreateTaskRequest(pid=1000 + number)
    return mm.BatchRequest(id=number, host=host, steps=[mm.BatchStep(create_task=task)])


async def test_a_batch_that_waits_for_a_driver_delays_no_other_host() -> None:
    async with World(deadline_ms=20_000).running() as world:
        await world.boot("h", "quiet")
        driver = await world.attached()
        stream = _stream(world)
        await stream.write(_asks(1))
        await stream.write(_quiet(2, "h"))
        for number in range(3, 3 + 2 * GRPC_BATCH_WINDOW):
            await stream.write(_quiet(number))
            assert (await stream.read()).id == number
        callback = await driver.hear("callback")
        await driver.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
        await stream.done_writing()
        answers = [await stream.read() for _ in range(2)]
        assert [answer.id for answer in answers] == [1, 2], "those of one host stay in order"
        assert await stream.read() is grpc.aio.EOF
        assert answers[0].results[0].migrate_pages.ret == 0
        world.check()


async def test_a_stream_ends_when_the_last_batch_is_answered() -> None:
    async with World(deadline_ms=50).running() as world:
        await world.boot("h", "quiet")
        await world.attached()
        stream = _stream(world)
        for request in (_asks(1), _quiet(2), mm.BatchRequest(id=3)):
            await stream.write(request)
        await stream.done_writing()
        answers = {}
        while (answer := await stream.read()) is not grpc.aio.EOF:
            answers[answer.id] = answer
        assert sorted(answers) == [1, 2, 3]
        assert answers[1].results[0].migrate_pages.errno == "ETIMEDOUT"
        assert answers[3].refusal.reason == "INVALID_FIELD"
