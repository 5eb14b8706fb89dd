"""The audit: who did what, written with the effect and covered by the digest chain."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from service.control.journal import GENESIS, chain
from service.control.ports import JournalRow
from service.store.opening import open_store
from tests.store.pending import NOW, row

EXPECTED = [
    ("f", 1, "ann", "r1", "run", "h", "", NOW),
    ("f", 2, "bob", "r2", "alloc_pages", "h", "ENOMEM", NOW + 1),
]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    found: str = request.getfixturevalue("postgres_database_url")
    return found


async def audit_of(url: str) -> list[tuple[Any, ...]]:
    """As an operator would read it."""
    text = "SELECT * FROM audit ORDER BY fabric, revision"
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            return list(connection.execute(text))
        finally:
            connection.close()
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [tuple(found) for found in await connection.fetch(text)]
    finally:
        await connection.close()


async def test_every_committed_command_has_one_line_and_a_lost_one_has_none(url: str) -> None:
    store = open_store(url)
    await store.start()
    await store.commit([row(principal="ann", request_id="r1")])
    failed = b'{"ret":-12,"errno":"ENOMEM"}'
    line = {"op": "alloc_pages", "result": failed, "principal": "bob", "request_id": "r2"}
    await store.commit([row(known=1, at_ns=NOW + 1, **line), row(known=77, host="lost")])
    await store.stop()
    assert await audit_of(url) == EXPECTED


def test_no_column_of_a_row_can_be_changed_without_breaking_the_chain() -> None:
    made = JournalRow("f", 1, "h", "run", b"{}", b"[]", b"{}", 1, b"", "ann", "r", NOW)
    digest = chain(GENESIS, made, 1)
    changes: dict[str, Any] = {
        name: b"x"
        if isinstance(value, bytes)
        else f"{value}x"
        if isinstance(value, str)
        else value + 1
        for name, value in msgspec.structs.asdict(made).items()
        if name not in {"digest", "revision"}
    }
    for name, value in changes.items():
        assert chain(GENESIS, msgspec.structs.replace(made, **{name: value}), 1) != digest, name
    assert chain(GENESIS, made, 2) != digest
    assert chain(digest, made, 1) != digest


def test_texts_that_run_into_each_other_have_different_digests() -> None:
    one = JournalRow("f", 1, "ab", "c", b"{}", b"[]", b"{}", 1, b"", "", "", NOW)
    other = JournalRow("f", 1, "a", "bc", b"{}", b"[]", b"{}", 1, b"", "", "", NOW)
    assert chain(GENESIS, one, 1) != chain(GENESIS, other, 1)
