"""Every store under one set of tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from service.control.failpoints import failpoints
from service.control.ports import Store
from service.store.opening import MEMORY_URL, open_store


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of this test alone."""
    if request.param == "memory":
        return MEMORY_URL
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    found: str = request.getfixturevalue("postgres_database_url")
    return found


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A started store."""
    opened = open_store(url)
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture(autouse=True)
def _no_failpoint() -> Iterator[None]:
    failpoints.test_mode()
    yield
    failpoints.disarm()
