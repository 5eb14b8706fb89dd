"""What only the SQLite store promises: one process, durability, and the truth after I/O errors."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from service.control.ports import OutcomeUnknown
from service.reasons import Refused
from service.store import sqlite as sqlite_store
from service.store.errors import SchemaError, StoreFileError, StoreLockedError, StoreUrlError
from service.store.opening import open_store
from service.store.sqlite import SqliteStore
from tests.store.faulty import FAULTS, connect_sqlite
from tests.store.pending import revisions, row, whole_journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "store.db"


@pytest.fixture
async def faulty(path: Path) -> AsyncIterator[SqliteStore]:
    """A store whose connections fail on demand, with two rows in it."""
    store = SqliteStore(path, connect=connect_sqlite)
    await store.start()
    await store.commit([row(), row()])
    yield store
    FAULTS.clear()
    await store.stop()


IO_ERROR = sqlite3.OperationalError("disk I/O error")
FULL = sqlite3.OperationalError("database or disk is full")


async def test_a_second_process_is_refused_and_told_who_serves(path: Path) -> None:
    store = SqliteStore(path)
    await store.start()
    program = (
        "import asyncio, pathlib, sys; from service.store.sqlite import SqliteStore\n"
        "asyncio.run(SqliteStore(pathlib.Path(sys.argv[1])).start())"
    )
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(path), stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await second.communicate()
    assert second.returncode != 0
    assert b"is served by process" in complaint
    with pytest.raises(StoreLockedError, match="SQLite has one writer"):
        await SqliteStore(path).start()
    await store.stop()
    again = SqliteStore(path)
    await again.start()
    await again.stop()


async def test_a_reader_may_look_while_another_serves(path: Path) -> None:
    store = SqliteStore(path)
    await store.start()
    await store.commit([row()])
    looking = SqliteStore(path, read_only=True)
    await looking.start()
    assert len(await whole_journal(looking)) == 1
    await store.commit([row(known=1)])
    assert len(await whole_journal(looking)) == 2
    with pytest.raises(Refused):
        await looking.commit([row(known=2)])
    await looking.stop()
    await store.stop()


async def test_looking_at_a_file_without_schema_does_not_create_one(path: Path) -> None:
    path.parent.mkdir()
    sqlite3.connect(path).close()
    with pytest.raises(SchemaError, match="revision none"):
        await SqliteStore(path, read_only=True).start()


async def test_commits_are_fsynced_unless_told_otherwise(path: Path) -> None:
    for durability, synchronous in (("full", 2), ("process", 1)):
        store = SqliteStore(path, durability=durability)  # type: ignore[arg-type]
        await store.start()
        found = await store._write(
            lambda connection: (
                connection.execute("PRAGMA synchronous").fetchone()[0],
                connection.execute("PRAGMA journal_mode").fetchone()[0],
            )
        )
        assert found == (synchronous, "wal")
        await store.stop()


@pytest.mark.parametrize("word", ["BEGIN", "SELECT fabric, subject", "INSERT INTO journal"])
async def test_a_statement_that_fails_leaves_nothing_and_the_next_commit_passes(
    faulty: SqliteStore, word: str
) -> None:
    faulty._standing.forget()  # a writer that knows its file does not ask
    FAULTS.at(word, FULL)
    with pytest.raises(Refused) as info:
        await faulty.commit([row(known=2)])
    assert info.value.reason == "STORE_UNAVAILABLE"
    assert len(await whole_journal(faulty)) == 2
    assert revisions(await faulty.commit([row(known=2)])) == [3]


async def test_the_writer_knows_what_it_committed_until_something_fails(
    faulty: SqliteStore,
) -> None:
    FAULTS.at("SELECT fabric, subject", FULL)  # nobody asks
    assert revisions(await faulty.commit([row(known=2)])) == [3]
    FAULTS.clear()
    FAULTS.at("INSERT INTO journal", FULL)
    with pytest.raises(Refused):
        await faulty.commit([row(known=3)])
    assert not faulty._standing.subjects
    assert await faulty.commit([row(known=2)]) == [None], "found in the file, and stale"
    assert revisions(await faulty.commit([row(known=3)])) == [4]


@pytest.mark.parametrize("error", [IO_ERROR, FULL])
async def test_a_commit_that_fails_is_unknown_until_the_file_was_reopened(
    faulty: SqliteStore, error: Exception
) -> None:
    FAULTS.at("COMMIT", error)
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2)])
    assert await faulty.outcome() is None
    assert revisions(await faulty.commit([row(known=2)])) == [3]
    await whole_journal(faulty)


async def test_a_commit_whose_confirmation_was_lost_is_found_to_have_happened(
    faulty: SqliteStore,
) -> None:
    FAULTS.at("COMMIT", IO_ERROR, after=True)
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2), row(known=99, host="x")])
    assert revisions(await faulty.outcome() or []) == [3, None]
    assert revisions(await faulty.commit([row(known=3)])) == [4]


async def test_as_long_as_the_log_cannot_be_written_back_nothing_is_claimed(
    faulty: SqliteStore,
) -> None:
    FAULTS.at("COMMIT", IO_ERROR)
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2)])
    FAULTS.at("PRAGMA wal_checkpoint(TRUNCATE)", IO_ERROR, times=3)
    for _ in range(3):
        with pytest.raises(Refused):
            await faulty.outcome()
    assert await faulty.outcome() is None


async def test_a_rollback_that_fails_makes_the_next_commit_reopen_the_file(
    faulty: SqliteStore,
) -> None:
    FAULTS.at("INSERT INTO journal", IO_ERROR)
    original = FAULTS.before
    rolled = iter([IO_ERROR])

    def fault(sql: str) -> Any:
        return next(rolled, None) if sql.startswith("ROLLBACK") else original(sql)

    FAULTS.before = fault
    with pytest.raises(Refused):
        await faulty.commit([row(known=2)])
    assert faulty._damaged
    assert revisions(await faulty.commit([row(known=2)])) == [3]
    assert not faulty._damaged


async def test_small_transactions_fail_cleanly_too(faulty: SqliteStore) -> None:
    FAULTS.at("DELETE FROM idempotency", IO_ERROR)
    with pytest.raises(Refused):
        await faulty.purge(0)
    assert await faulty.purge(0) == 0
    FAULTS.at("COMMIT", IO_ERROR)
    with pytest.raises(Refused):
        await faulty.purge(0)
    assert revisions(await faulty.commit([row(known=2)])) == [3]


async def test_a_read_that_fails_is_unavailable(faulty: SqliteStore) -> None:
    FAULTS.at("SELECT", IO_ERROR)
    with pytest.raises(Refused):
        await faulty.heads()
    assert len(await faulty.heads()) == 1


async def test_the_log_is_written_back_while_idle_and_beside_commits(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[tuple[str, str]] = []
    real = sqlite_store.sqlite_sql.checkpoint

    def noted(connection: sqlite3.Connection, mode: str) -> None:
        modes.append((threading.current_thread().name, mode))
        real(connection, mode)

    monkeypatch.setattr(sqlite_store.sqlite_sql, "checkpoint", noted)
    monkeypatch.setattr(sqlite_store, "CHECKPOINT_BYTES", 100_000)
    store = SqliteStore(path)
    await store.start()
    for _ in range(20):
        await store.commit([row(command=b"x" * 1000) for _ in range(20)])
    await asyncio.sleep(0.4)
    assert ("cxltwin-checkpoint", "PASSIVE") in modes
    assert modes[-1] == ("cxltwin-writer", "PASSIVE")
    wal = path.with_name(path.name + "-wal")
    assert wal.stat().st_size > 0
    await store.stop()
    assert not wal.exists()


async def test_stopping_twice_or_before_starting_is_harmless(path: Path) -> None:
    store = SqliteStore(path)
    await store.stop()
    await store.stop()
    started = SqliteStore(path)
    await started.start()
    await started.stop()
    await started.stop()
    with pytest.raises(Refused):
        await started.heads()
    with pytest.raises(Refused):
        await started.commit([row()])


async def test_a_cancelled_read_leaves_the_thread_usable(path: Path) -> None:
    store = SqliteStore(path)
    await store.start()
    task = asyncio.create_task(store.heads())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await store.heads() == []
    await store.stop()


async def test_notifications_end_with_stop(path: Path) -> None:
    store = SqliteStore(path)
    await store.start()
    heard = asyncio.create_task(_all(store))
    await asyncio.sleep(0)
    await store.stop()
    assert await heard == []


async def _all(store: SqliteStore) -> list[tuple[str, int]]:
    return [each async for each in store.notifications()]


async def test_what_is_no_database_is_named_with_its_path(tmp_path: Path) -> None:
    text = tmp_path / "zero.db"
    text.write_text("not a database, and longer than a header of one hundred bytes " * 3)
    with pytest.raises(StoreFileError, match=r"zero\.db: file is not a database"):
        await SqliteStore(text).start()
    with pytest.raises(StoreFileError, match="is a directory"):
        await SqliteStore(tmp_path).start()
    with pytest.raises(StoreFileError, match="no database at"):
        await SqliteStore(tmp_path / "absent.db", read_only=True).start()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense"])
def test_urls_without_a_store_are_refused(url: str) -> None:
    with pytest.raises(StoreUrlError):
        open_store(url)
