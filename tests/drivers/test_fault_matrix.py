"""Every callback that is asked, every way in which a driver can fail it.

Whatever the driver does: the command ends within its deadline and a grace, with the errno of a
kernel whose service does not answer or with the valid answer; every invariant holds; another host
does not notice.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final, NamedTuple

import grpc
import pytest

from service.drivers.session import REFUSED_MAX
from service.gen.cxltwin.driver.v1 import driver_service_pb2 as pb
from tests.drivers.world import DEADLINE_MS, GRACE_SECONDS, Starved, Stream, World, answering, timed

#: (errno, reason) of a command whose driver is late, and of one whose driver is gone
LATE: Final = {
    "migrate_to": ("ETIMEDOUT", "DRIVER_LATE"),
    "handle_fault": ("EAGAIN", "VM_FAULT_RETRIED"),
    "memory_failure": (None, None),
}
GONE: Final = {
    "migrate_to": ("ENODEV", "DRIVER_GONE"),
    "handle_fault": ("ENOMEM", "FAULT_SIGBUS"),
    "memory_failure": (None, None),
}
#: a deadline that a driver which answers keeps, however busy the machine
IN_TIME_MS: Final = 5000
#: a deadline within which a driver is told that its answer does not count
REFUSED_IN_TIME_MS: Final = 200
#: what the command gives when the driver's answer counts
GOOD: Final = {
    "migrate_to": (None, None),
    "handle_fault": ("EAGAIN", "VM_FAULT_RETRIED"),
    "memory_failure": (None, None),
}
COMMANDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "migrate_to": ("migrate_pages", {"pid": 1, "old_nodes": [0], "new_nodes": [2]}),
    "handle_fault": ("touch", {"pid": 1, "area": "buf", "access": "write"}),
    "memory_failure": (
        "madvise",
        {"pid": 1, "area": "buf", "first": 0, "count": 1, "advice": "MADV_HWPOISON"},
    ),
}


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with World().running() as found:
        await found.boot("h", "quiet")
        yield found


async def answer(stream: Stream, id_: str, **fields: Any) -> None:
    await stream.say(answer=pb.CallbackAnswer(callback_id=id_, **fields))


#: what the client library says of a stream that ended under one of its own writes
WRITE_FAILED: Final = grpc.StatusCode.INTERNAL


def refused(world: World, reason: str) -> float:
    """How often drivers were refused for a reason."""
    found: float = world.metrics._driver_refused.labels(reason)._value.get()
    return found


async def hang(world: World, stream: Stream, id_: str) -> None:
    """Never answers."""


async def slow(world: World, stream: Stream, id_: str) -> None:
    """Answers just in time."""
    await asyncio.sleep(DEADLINE_MS / 1000 / 2)
    await answer(stream, id_)


async def late(world: World, stream: Stream, id_: str) -> None:
    """Answers when nobody waits any more, and is told so."""
    await asyncio.sleep(DEADLINE_MS / 1000 + 0.05)
    assert (await stream.hear("settled")).ended == "EXPIRED"
    await answer(stream, id_)
    assert (await stream.hear("settled")).ended == "EXPIRED"


async def double(world: World, stream: Stream, id_: str) -> None:
    """Answers twice."""
    await answer(stream, id_)
    await answer(stream, id_)


async def wrong_id(world: World, stream: Stream, id_: str) -> None:
    """Answers something that nobody asked."""
    await answer(stream, id_ + "0")
    assert (await stream.hear("refused")).refusal.reason == "UNKNOWN_CALLBACK"


async def out_of_range(world: World, stream: Stream, id_: str) -> None:
    """Moved more folios than it was given."""
    await answer(stream, id_, nr=10**6)
    assert (await stream.hear("refused")).refusal.reason == "DRIVER_ANSWER_INVALID"


async def garbage(world: World, stream: Stream, id_: str) -> None:
    """Sends bytes that are no message."""
    await stream.call.write(b"\x0a\xff\xff")
    assert await stream.status() is grpc.StatusCode.INVALID_ARGUMENT


async def disconnect(world: World, stream: Stream, id_: str) -> None:
    """Its process dies between callback and answer."""
    stream.call.cancel()


async def disconnect_and_return(world: World, stream: Stream, id_: str) -> None:
    """It is back before the deadline, is asked again and answers."""
    stream.call.cancel()
    again = await world.attached(epoch=2)
    assert (await again.hear("callback")).callback_id == id_
    await answer(again, id_)


async def goodbye(world: World, stream: Stream, id_: str) -> None:
    """Its module is unloaded."""
    await stream.say(goodbye=pb.Goodbye())


async def two_drivers(world: World, stream: Stream, id_: str) -> None:
    """A second driver claims the node, is refused, and answers all the same."""
    thief = await world.attach(driver="thief", epoch=9)
    with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):
        await answer(thief, id_, rc=-12)
    assert await thief.status() in {grpc.StatusCode.PERMISSION_DENIED, WRITE_FAILED}
    assert refused(world, "DRIVER_NOT_OWNER") == 1
    await answer(stream, id_)


async def epoch_race(world: World, stream: Stream, id_: str) -> None:
    """The old process of the driver answers after a new one fenced it; the new one answers."""
    again = await world.attached(epoch=5)
    with contextlib.suppress(grpc.aio.AioRpcError, asyncio.InvalidStateError):
        await answer(stream, id_, rc=-12)
    assert await stream.status() in {grpc.StatusCode.ABORTED, WRITE_FAILED}
    assert refused(world, "DRIVER_FENCED") == 1
    assert (await again.hear("callback")).callback_id == id_
    await answer(again, id_)


async def flood(world: World, stream: Stream, id_: str) -> None:
    """Answers what nobody asked until it is cut off."""
    for number in range(REFUSED_MAX):
        await answer(stream, f"{id_}-{number}")
    assert await stream.status() in {grpc.StatusCode.RESOURCE_EXHAUSTED, WRITE_FAILED}
    assert refused(world, "DRIVER_FLOODS") == 1


class Fault(NamedTuple):
    """What a driver does with a callback, and which outcome that is."""

    do: Callable[[World, Stream, str], Awaitable[None]]
    expected: dict[str, tuple[str | None, str | None]]
    #: short where the command waits for it, long where the driver is in time on a slow machine
    deadline_ms: int = DEADLINE_MS


def _name(fault: Fault) -> str:
    return fault.do.__name__


FAULTS: Final = (
    Fault(hang, LATE),
    Fault(slow, GOOD, IN_TIME_MS),
    Fault(late, LATE),
    Fault(double, GOOD, IN_TIME_MS),
    Fault(wrong_id, LATE),
    Fault(out_of_range, LATE, REFUSED_IN_TIME_MS),
    Fault(garbage, GONE, IN_TIME_MS),
    Fault(disconnect, GONE),
    Fault(disconnect_and_return, GOOD, IN_TIME_MS),
    Fault(goodbye, GONE, IN_TIME_MS),
    Fault(two_drivers, GOOD, IN_TIME_MS),
    Fault(epoch_race, GOOD, IN_TIME_MS),
    Fault(flood, GONE, IN_TIME_MS),
)


async def prepared(world: World, callback: str, deadline_ms: int) -> Stream:
    """A session; for a callback about folios of the node they are moved there first."""
    stream = await world.attached(deadline_ms=deadline_ms)
    if callback != "migrate_to":
        op, fields = COMMANDS["migrate_to"]
        _, done = await asyncio.gather(answering(stream), world.do(op, **fields))
        assert done.answer.ret == 0
    return stream


async def quiet_host(world: World, until: asyncio.Event) -> list[float]:
    """How long commands of another host take meanwhile."""
    took: list[float] = []
    while not until.is_set():
        number = len(took)
        _, seconds = await timed(world.do("create_task", "quiet", pid=1000 + number))
        took.append(seconds)
        await asyncio.sleep(0.01)
    return took


@pytest.mark.parametrize("fault", FAULTS, ids=_name)
@pytest.mark.parametrize("callback", COMMANDS)
async def test_a_command_survives_what_its_driver_does(
    world: World, callback: str, fault: Fault
) -> None:
    stream = await prepared(world, callback, fault.deadline_ms)
    op, fields = COMMANDS[callback]
    over, starved = asyncio.Event(), Starved()
    clock = asyncio.create_task(starved.watch())
    others = asyncio.create_task(quiet_host(world, over))
    command = asyncio.create_task(timed(world.do(op, **fields)))
    asked = await stream.hear("callback")
    assert asked.question.callback == callback
    misbehaving = asyncio.create_task(fault.do(world, stream, asked.callback_id))
    done, seconds = await command
    over.set()
    clock.cancel()
    await misbehaving
    assert seconds - starved.seconds < fault.deadline_ms / 1000 + GRACE_SECONDS
    assert (done.answer.errno, done.answer.reason) == fault.expected[callback]
    took = await others
    assert took
    assert statistics.median(took) < min(GRACE_SECONDS, fault.deadline_ms / 1000)
    world.check()
    assert world.registry._asked == {}
    assert world.registry._places == {}
    assert (await world.control.verify("f")).problems == ()


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.expected is not GOOD], ids=_name)
async def test_nothing_moves_for_a_driver_that_does_not_answer(world: World, fault: Fault) -> None:
    stream = await prepared(world, "migrate_to", fault.deadline_ms)
    before = world.control._stepper.fabrics["f"].engine.state_hash(
        world.control._stepper.fabrics["f"].state
    )
    op, fields = COMMANDS["migrate_to"]
    command = asyncio.create_task(world.do(op, **fields))
    asked = await stream.hear("callback")
    await fault.do(world, stream, asked.callback_id)
    assert (await command).answer.ret < 0
    cache = world.control._stepper.fabrics["f"]
    assert cache.engine.state_hash(cache.state) == before
