"""Rooms with a memory store; with every store where the claim is about durability."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from service.control.failpoints import failpoints
from service.store.opening import MEMORY_URL
from tests.control.room import Room, SlowStore, room_on


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A fabric `f` with a host `h`."""
    async with room_on() as opened:
        await opened.furnish("h")
        yield opened


@pytest.fixture
async def slow() -> AsyncIterator[tuple[Room, SlowStore]]:
    """The same on a store that waits when told to."""
    store = SlowStore()
    async with room_on(store) as opened:
        await opened.furnish("h", "i")
        yield opened, store
        store.refusal = None
        store.open.set()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of this test alone."""
    if request.param == "memory":
        return MEMORY_URL
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    found: str = request.getfixturevalue("postgres_database_url")
    return found


@pytest.fixture(autouse=True)
def _no_failpoint() -> Iterator[None]:
    failpoints.test_mode()
    yield
    failpoints.disarm()
