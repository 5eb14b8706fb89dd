"""`cxltwin driver` with every fault of a script: it lives on, leaves, or says why it was closed."""

from __future__ import annotations

import asyncio
from typing import Any, get_args

import pytest

from service.cli.driving import _serve
from service.client.driver import AttachRefused, Hello, Session
from service.emulators.script import DriverScript, FaultName
from service.emulators.scripted import Say, ScriptedDriver
from tests.drivers.world import World

#: fault -> (errno of the command, why the service closed the session)
ENDS: dict[str, tuple[str | None, str | None]] = {
    "hang": ("ETIMEDOUT", None),
    "double": (None, None),
    "wrong_id": ("ETIMEDOUT", None),
    "out_of_range": ("ETIMEDOUT", None),
    "garbage": ("ENODEV", "DRIVER_PROTOCOL"),
    "disconnect": (None, None),
    "goodbye": ("ENODEV", None),
    "flood": ("ENODEV", "DRIVER_FLOODS"),
}


def test_every_fault_of_a_script_has_its_end_here() -> None:
    assert set(ENDS) == set(get_args(FaultName))


class Watched(ScriptedDriver):
    """Tells a test when it is attached."""

    def __init__(self, script: DriverScript, say: Say) -> None:
        super().__init__(script, say)
        self.attached = asyncio.Event()

    def welcomed(self, welcome: Any) -> None:
        super().welcomed(welcome)
        self.attached.set()


async def migrate(world: World, old: int, new: int) -> str | None:
    done = await world.do("migrate_pages", pid=1, old_nodes=[old], new_nodes=[new])
    errno: str | None = done.answer.errno
    return errno


@pytest.mark.parametrize("fault", ENDS)
async def test_the_driver_command_survives_its_own_faults_and_says_why_it_was_closed(
    fault: str,
) -> None:
    errno, reason = ENDS[fault]
    script = DriverScript.model_validate(
        {
            "driver": "d",
            "host": "h",
            "nid": 2,
            "answers": ({"callback": "migrate_to", "times": 1, "fault": fault},),
        }
    )
    said: list[tuple[str, dict[str, Any]]] = []
    driver = Watched(script, lambda event, facts: said.append((event, facts)))
    async with World(deadline_ms=600).running() as world:
        await world.boot("h")
        session = Session(f"127.0.0.1:{world.port}", Hello("d", "h", 2), driver)
        serving = asyncio.create_task(_serve(session, driver, settled=2, seconds=20))
        async with asyncio.timeout(10):
            await driver.attached.wait()
        assert await migrate(world, 0, 2) == errno
        if reason is not None:
            with pytest.raises(AttachRefused) as refused:
                await serving
            assert refused.value.reason == reason, refused.value
            return
        if fault != "goodbye":
            old, new = (2, 0) if errno is None else (0, 2)
            assert await migrate(world, old, new) is None
            if errno is None:
                assert await migrate(world, 0, 2) is None
        async with asyncio.timeout(10):
            await serving
        attached = [event for event, _ in said].count("attached")
        assert attached == (2 if fault == "disconnect" else 1)
