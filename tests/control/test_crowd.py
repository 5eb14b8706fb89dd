"""How long a batch waits: nobody alone, a crowd for its members, nobody for those who left."""

from __future__ import annotations

import asyncio

import pytest

from service.control import crowd as module
from service.control.crowd import Crowd

#: A patience that no test waits for, and the time in which everything else happens.
LONG = 600.0
SOON = 20.0


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Crowd:
    """A crowd that would wait for ever."""
    monkeypatch.setattr(module, "PATIENCE_SECONDS_MAX", LONG)
    return Crowd()


async def test_who_is_alone_is_not_waited_for(patient: Crowd) -> None:
    await asyncio.wait_for(patient.gather(lambda: 1, lambda: False), SOON)
    patient.answered(1, seconds=LONG)
    await asyncio.wait_for(patient.gather(lambda: 1, lambda: False), SOON)


async def test_a_batch_goes_when_the_whole_crowd_is_there(patient: Crowd) -> None:
    patient.answered(20, seconds=LONG)
    rows = 1
    going = asyncio.create_task(patient.gather(lambda: rows, lambda: False))
    for rows in range(2, 20):
        patient.came(rows, pressed=False)
        await asyncio.sleep(0)
        assert not going.done(), f"it went with {rows}"
    rows = 20
    patient.came(rows, pressed=False)
    await asyncio.wait_for(going, SOON)


async def test_a_store_without_a_disk_is_not_waited_for(patient: Crowd) -> None:
    patient.answered(20, seconds=0.0)
    await asyncio.wait_for(patient.gather(lambda: 5, lambda: False), SOON)


async def test_nobody_waits_for_long_for_those_who_left() -> None:
    crowd = Crowd()
    crowd.answered(20, seconds=LONG)
    await asyncio.wait_for(crowd.gather(lambda: 5, lambda: False), SOON)


async def test_a_batch_that_must_not_wait_goes_at_once(patient: Crowd) -> None:
    patient.answered(20, seconds=LONG)
    await asyncio.wait_for(patient.gather(lambda: 5, lambda: True), SOON)
    full = False
    going = asyncio.create_task(patient.gather(lambda: 5, lambda: full))
    for _ in range(3):
        await asyncio.sleep(0)
    assert not going.done(), "it waits"
    full = True
    patient.came(6, pressed=full)
    await asyncio.wait_for(going, SOON)
