"""Notices from before a session: told to the driver that had the node then, and to nobody else."""

from __future__ import annotations

import asyncio

from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from tests.drivers.world import Stream, World, answering


async def heard(world: World, stream: Stream) -> list[int]:
    """Revisions of the notices before the answer to a heartbeat that comes when all are told."""
    found: list[int] = []
    number = 0
    while True:
        number += 1
        await stream.say(heartbeat=pb.Heartbeat(number=number))
        while (message := await stream.call.read()).WhichOneof("message") != "heartbeat":
            found.append(message.notice.revision)
        if message.heartbeat.revision >= world.control.head("f"):
            return found
        await asyncio.sleep(0.02)


async def test_old_notices_are_for_the_driver_that_had_the_node_then() -> None:
    """Neither who waits for an unregistered node hears them, nor the driver that got it next."""
    async with World(deadline_ms=20_000).running() as world:
        await world.boot("h")
        mine = await world.attached()
        moving = world.do("migrate_pages", pid=1, old_nodes=[0], new_nodes=[2])
        await asyncio.gather(answering(mine), moving)
        before = world.control.head("f")
        await world.do("migrate_pages", pid=1, old_nodes=[2], new_nodes=[0])
        moved = world.control.head("f")
        await world.do("attach_driver", nid=2, driver="next")
        following = await world.attached(driver="next", epoch=9, resume_revision=before)
        assert await heard(world, following) == []
        await world.do("attach_driver", nid=2, driver="d")
        again = await world.attached(epoch=9, resume_revision=before)
        assert set(await heard(world, again)) == {moved}
        whole = await world.attached(epoch=10, resume_revision=0)
        assert moved in await heard(world, whole)
        stranger = await world.attached(nid=1, driver="stranger", resume_revision=before)
        assert await heard(world, stranger) == []
        world.check()
