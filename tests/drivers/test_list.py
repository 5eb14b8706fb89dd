"""`list_drivers`: who is attached, to which node, and what it still owes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from service.edge.paging import read_page
from service.edge.tokens import PageTokens
from service.edge.views import VIEWS
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from service.gen.cxltwin.fabric.v1 import fabric_service_pb2 as fabric
from tests.drivers.world import World


async def listed(world: World, **params: str) -> list[dict[str, Any]]:
    page = await read_page(world.control, PageTokens(b"secret"), VIEWS["list_drivers"], params)
    return [item.model_dump() for item in page.items]


def conditions(item: Mapping[str, Any]) -> dict[str, str]:
    return {each["type"]: each["reason"] for each in item["conditions"]}


async def until(world: World, ready: Callable[[list[dict[str, Any]]], bool]) -> None:
    """Waits for the list of host h to become as wanted."""
    for _ in range(1000):
        if ready(await listed(world, host="h")):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(await listed(world, host="h"))


async def test_a_session_is_listed_with_what_it_owes_until_it_is_gone() -> None:
    async with World(deadline_ms=20_000).running() as world:
        await world.boot("h", "quiet")
        assert await listed(world) == []
        stream = await world.attached(deadline_ms=7000, epoch=3)
        await world.attached("quiet", 1, driver="waits", epoch=1)
        first, second = await listed(world)
        assert (first["fabric"], first["host"], first["nid"], first["driver"]) == ("f", "h", 2, "d")
        assert (first["epoch"], first["deadline_ms"], first["nr_asked"]) == (3, 7000, 0)
        assert all(each["status"] for each in first["conditions"])
        assert conditions(second)["Registered"] == "NotItsNode"
        assert [each["host"] for each in await listed(world, host="quiet")] == ["quiet"]
        assert await listed(world, fabric="other") == []

        move = world.do("migrate_pages", pid=1, old_nodes=[0], new_nodes=[2])
        moving = asyncio.create_task(move)
        callback = await stream.hear("callback")
        (busy,) = await listed(world, host="h")
        assert (busy["nr_asked"], conditions(busy)["Idle"]) == (1, "Asked")
        stream.call.cancel()
        await until(world, lambda items: conditions(items[0])["Attached"] == "Gone")
        again = await world.attached(epoch=4)
        assert (await again.hear("callback")).callback_id == callback.callback_id
        await again.say(answer=pb.CallbackAnswer(callback_id=callback.callback_id))
        assert (await moving).answer.ret == 0
        again.call.cancel()
        await until(world, lambda items: not items)


async def test_the_list_is_the_same_over_grpc() -> None:
    async with World().running() as world:
        await world.boot("h")
        await world.attached()
        call = world.channel.unary_unary(
            "/cxltwin.fabric.v1.FabricService/ListDrivers",
            request_serializer=fabric.ListDriversRequest.SerializeToString,
            response_deserializer=fabric.ListDriversResponse.FromString,
        )
        (item,) = (await call(fabric.ListDriversRequest(host="h"))).items
        assert (item.host, item.nid, item.driver, item.epoch) == ("h", 2, "d", 1)
        assert item.conditions[0].type == "Attached"
