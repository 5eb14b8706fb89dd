"""The store on SQLite: WAL, one writer thread, one transaction a batch, one process a file.

The writer fsyncs every commit (`durability=full`); checkpoints run beside it or while it is idle.
A commit that SQLite could not confirm is never reported either way before the file has been
reopened and checkpointed: after a failed fsync the page cache proves nothing.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Literal, TypeVar

from service.control.failpoints import failpoints
from service.control.ports import (
    Document,
    DriverEpoch,
    FabricHead,
    IdempotencyRecord,
    InventoryWrite,
    JournalRow,
    OutcomeUnknown,
    PendingRow,
    Projection,
    Snapshot,
)
from service.reasons import Refused
from service.store import schema, sqlite_sql
from service.store.batch import Plan, plan
from service.store.errors import StoreFileError
from service.store.lockfile import LockFile
from service.store.rows import snapshot_row
from service.store.sqlite_thread import SqliteThread, ThreadStopped

T = TypeVar("T")

Durability = Literal["full", "process"]
Connect = Callable[..., sqlite3.Connection]

#: What a commit survives: power loss, or only the death of the process.
_SYNCHRONOUS: Final[dict[Durability, str]] = {"full": "FULL", "process": "NORMAL"}
#: Pages of the WAL at which SQLite itself checkpoints inside a commit: the last resort.
WAL_PAGES_MAX: Final = 16384
#: Bytes of rows after which the checkpointer runs beside the writer.
CHECKPOINT_BYTES: Final = 16 << 20
_BUSY_SECONDS: Final = 2.0

_log: Final = logging.getLogger(__name__)


class _CommitFailedError(Exception):
    """COMMIT itself failed: whether it happened is not known."""


class SqliteStore:
    """The embedded store. `read_only` opens a file that another process may be serving."""

    def __init__(
        self,
        path: Path,
        *,
        durability: Durability = "full",
        read_only: bool = False,
        migrate: bool = True,
        connect: Connect = sqlite3.connect,
    ) -> None:
        self._path = path
        self._durability = durability
        self._read_only = read_only
        self._migrate = migrate and not read_only
        self._driver = connect
        self._lock = LockFile(path.with_name(path.name + ".lock"))
        self._writer = SqliteThread("cxltwin-writer", self._connect, idle=self._checkpoint)
        self._reader = SqliteThread("cxltwin-reader", partial(self._connect, reads=True))
        self._checkpointer = SqliteThread("cxltwin-checkpoint", self._connect)
        self._stopping = asyncio.Event()
        self._unchecked_bytes = 0
        self._checkpointing: asyncio.Task[None] | None = None
        #: set in the writer thread: the connection must be reopened before it is used again
        self._damaged = False
        #: belongs to the writer thread
        self._standing = sqlite_sql.Standing()
        #: the plan of the commit whose outcome is unknown, and the heads before it
        self._unknown: tuple[Plan, Mapping[str, FabricHead]] | None = None

    @property
    def shared(self) -> bool:
        """One process has the file."""
        return False

    # --- life ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Takes the lock, migrates if it must, opens.

        Raises: StoreLockedError, SchemaError, StoreFileError; OSError where the folder or the lock
        cannot be made.
        """
        if self._read_only and not self._path.exists():
            raise StoreFileError(f"no database at {self._path}")
        if self._path.is_dir():
            raise StoreFileError(f"{self._path} is a directory, not a database")
        if not self._read_only:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        try:
            await self._open()
        except sqlite3.Error as error:
            await self.stop()
            raise StoreFileError(f"{self._path}: {error}") from error
        except BaseException:
            await self.stop()
            raise

    async def _open(self) -> None:
        self._reader.start()
        if not self._read_only:
            self._writer.start()
            self._checkpointer.start()
            await self._writer.run(sqlite_sql.to_wal)
        thread = self._reader if self._read_only else self._writer
        stored = await thread.run(sqlite_sql.schema_revision)
        if schema.check(stored, may_migrate=self._migrate):
            await asyncio.to_thread(schema.migrate, f"sqlite:///{self._path}")

    async def stop(self) -> None:
        """Finishes what is in flight, checkpoints and closes."""
        self._stopping.set()
        if self._checkpointing is not None:
            await asyncio.gather(self._checkpointing, return_exceptions=True)
        await self._checkpointer.stop()
        await self._reader.stop()
        await self._writer.stop()  # the last connection: closing it empties the WAL
        self._lock.release()

    def _connect(self, *, reads: bool = False) -> sqlite3.Connection:
        """A connection of one thread, without implicit transactions."""
        mode = "ro" if self._read_only else "rwc"
        connection = self._driver(
            f"{self._path.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_SECONDS,
        )
        connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[self._durability]}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES_MAX}")
        if reads:
            connection.execute("PRAGMA query_only = ON")
        return connection

    # --- commit ----------------------------------------------------------------------------------

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        """One transaction. Refuses: STORE_UNAVAILABLE. Raises: OutcomeUnknown."""
        assert self._unknown is None, "ask for the outcome of the last commit first"
        await failpoints.reach("before_commit")
        try:
            made = await self._writer.run(partial(self._commit, batch=batch))
        except (sqlite3.Error, ThreadStopped) as error:
            raise _unavailable(error) from error
        await failpoints.reach("after_commit")
        self._unchecked_bytes += sum(len(row.command) + len(row.result) for row in batch)
        self._maybe_checkpoint()
        return made.rows

    def _commit(self, connection: sqlite3.Connection, *, batch: Sequence[PendingRow]) -> Plan:
        """Runs in the writer thread."""

        def append(connection: sqlite3.Connection) -> tuple[Plan, Mapping[str, FabricHead]]:
            found = sqlite_sql.find(connection, batch, self._standing)
            made = plan(batch, found)
            if made.heads:
                sqlite_sql.write(connection, made)
            failpoints.reach_now("before_sqlite_commit")
            self._unknown = (made, found.heads)  # if the COMMIT that follows fails
            return self._unknown

        failpoints.reach_now("before_begin")
        try:
            made, _ = self._transaction(connection, append)
        except _CommitFailedError as error:
            self._standing.forget()
            raise OutcomeUnknown from error
        except BaseException:
            self._standing.forget()
            self._unknown = None
            raise
        self._unknown = None
        self._standing.note(made)
        return made

    def _transaction(
        self, connection: sqlite3.Connection, body: Callable[[sqlite3.Connection], T]
    ) -> T:
        """Runs in the writer thread: all of the body, durable, or nothing of it."""
        connection = self._whole(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = body(connection)
        except BaseException:
            try:
                connection.execute("ROLLBACK")
            except sqlite3.Error:
                self._damaged = True
            raise
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            # The frames may be in the file although SQLite says no: only reopening tells.
            self._damaged = True
            raise _CommitFailedError from error
        return result

    async def outcome(self) -> list[JournalRow | None] | None:
        """Reopens the file, makes it durable and looks. Refuses: STORE_UNAVAILABLE."""
        assert self._unknown is not None, "no commit of unknown outcome"
        made, before = self._unknown
        fabrics = [head.fabric for head in made.heads]
        try:
            await self._reader.run(lambda _: self._reader.close())
            await self._checkpointer.run(lambda _: self._checkpointer.close())
            heads = await self._writer.run(
                lambda connection: sqlite_sql.heads(self._whole(connection), fabrics)
            )
        except (sqlite3.Error, ThreadStopped) as error:
            raise _unavailable(error) from error
        self._unknown = None
        after = made.heads[0] if made.heads else None
        if after is None or heads.get(after.fabric) == before.get(after.fabric):
            return None
        assert heads[after.fabric] == after, "one writer: the head is the old or the new one"
        return made.rows

    def _whole(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """The connection, reopened and with an empty WAL if the last use damaged it."""
        if self._damaged:
            connection = self._writer.reopen()
            sqlite_sql.checkpoint(connection, "TRUNCATE")
            self._damaged = False
        return connection

    # --- checkpoints -----------------------------------------------------------------------------

    def _maybe_checkpoint(self) -> None:
        if self._unchecked_bytes < CHECKPOINT_BYTES or self._checkpointing is not None:
            return
        self._unchecked_bytes = 0
        self._checkpointing = asyncio.create_task(self._checkpoint_aside())

    async def _checkpoint_aside(self) -> None:
        try:
            await self._checkpointer.run(partial(sqlite_sql.checkpoint, mode="PASSIVE"))
        except (sqlite3.Error, ThreadStopped):
            _log.warning("a checkpoint failed", exc_info=True)
        finally:
            self._checkpointing = None

    def _checkpoint(self, connection: sqlite3.Connection) -> None:
        """Runs in the idle writer thread."""
        if not self._damaged:
            sqlite_sql.checkpoint(connection, "PASSIVE")

    # --- reads -----------------------------------------------------------------------------------

    async def _read(self, function: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self._reader.run(function)
        except (sqlite3.Error, ThreadStopped) as error:
            raise _unavailable(error) from error

    async def _write(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """A small transaction of its own, between two batches."""
        try:
            return await self._writer.run(partial(self._transaction, body=function))
        except (sqlite3.Error, _CommitFailedError, ThreadStopped) as error:
            raise _unavailable(error) from error

    async def ping(self) -> None:
        """Refuses: STORE_UNAVAILABLE."""
        await self._read(sqlite_sql.schema_revision)

    async def heads(self) -> list[FabricHead]:
        """All fabrics, by name."""
        found = await self._read(sqlite_sql.heads)
        return [found[fabric] for fabric in sorted(found)]

    async def revisions(self, fabrics: Sequence[str]) -> dict[str, int]:
        """The newest revisions of these fabrics."""
        found = {head.fabric: head.revision for head in await self.heads()}
        return {fabric: found.get(fabric, 0) for fabric in fabrics}

    async def journal(self, fabric: str, after: int, limit: int) -> list[JournalRow]:
        """Rows with revision > after, ascending."""
        return await self._read(
            partial(sqlite_sql.journal_rows, fabric=fabric, after=after, limit=limit)
        )

    async def latest_snapshot(self, fabric: str, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot (with revision <= at_most)."""
        return await self._read(partial(sqlite_sql.latest_snapshot, fabric=fabric, at_most=at_most))

    async def snapshots(self, fabric: str) -> list[int]:
        """Revisions of the stored snapshots, ascending."""
        return await self._read(partial(sqlite_sql.snapshot_revisions, fabric=fabric))

    async def put_snapshot(self, snapshot: Snapshot, drop: Sequence[int] = ()) -> None:
        """Stores a snapshot between two batches."""
        row = await asyncio.to_thread(snapshot_row, snapshot)
        await self._write(
            partial(sqlite_sql.put_snapshot, row=row, fabric=snapshot.fabric, drop=drop)
        )

    async def idempotent(self, principal: str, key: str, now_ns: int) -> IdempotencyRecord | None:
        """The remembered answer of a key that has not expired."""
        return await self._read(
            partial(sqlite_sql.idempotent, principal=principal, key=key, now_ns=now_ns)
        )

    async def purge(self, now_ns: int) -> int:
        """Forgets expired keys; how many."""
        return await self._write(partial(sqlite_sql.purge, now_ns=now_ns))

    async def fence(self, given: DriverEpoch) -> int:
        """Notes an epoch, unless a higher one stands; the one that stands now."""
        return await self._write(partial(sqlite_sql.fence, given=given))

    async def projection(self, fabric: str) -> Projection:
        """Head, subject revisions and inventory rows of a fabric, all of the same instant."""
        return await self._read(partial(sqlite_sql.projection, fabric=fabric))

    async def put_inventory(
        self, fabric: str, subjects: Mapping[str, int], writes: Sequence[InventoryWrite]
    ) -> bool:
        """Repairs derived rows if the subjects still stand at these revisions."""
        return await self._write(
            partial(sqlite_sql.put_inventory, fabric=fabric, subjects=subjects, writes=writes)
        )

    async def documents(self, kind: str) -> list[Document]:
        """All documents of a kind by name, without their data."""
        return await self._read(partial(sqlite_sql.documents, kind=kind))

    async def document(self, kind: str, name: str) -> Document | None:
        """A document with its data."""
        return await self._read(partial(sqlite_sql.document, kind=kind, name=name))

    async def put_document(self, document: Document) -> bool:
        """Writes version n over version n - 1."""
        return await self._write(partial(sqlite_sql.put_document, document=document))

    async def drop_document(self, kind: str, name: str) -> bool:
        """Deletes a document; whether it was there."""
        return await self._write(partial(sqlite_sql.drop_document, kind=kind, name=name))

    async def notifications(self) -> AsyncIterator[tuple[str, int]]:
        """Nobody else writes: ends with `stop`, without having said anything."""
        await self._stopping.wait()
        nothing: tuple[tuple[str, int], ...] = ()
        for heard in nothing:
            yield heard


def _unavailable(error: BaseException) -> Refused:
    _log.error("the SQLite store failed: %s: %s", type(error).__name__, error)
    return Refused("STORE_UNAVAILABLE")
