"""The store on PostgreSQL: one connection that commits, a pool that reads, one that listens.

READ COMMITTED with the heads locked in order gives each fabric a total order; the subjects are then
compared under that lock. A connection that is lost during COMMIT leaves the outcome open: its
backend is ended first, then the journal tells.
"""

from __future__ import annotations

import asyncio
import logging
import random
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final, TypeVar

import asyncpg
from sqlalchemy import make_url

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
from service.store import postgres_sql, schema
from service.store.batch import Plan, plan
from service.store.postgres_sql import CHANNEL, Connection, KeyTakenError
from service.store.rows import snapshot_row
from service.store.sqlite import Durability

T = TypeVar("T")
Connect = Callable[..., Awaitable[Any]]

#: Everything that a lost server, a cut line or a refused statement looks like.
FAILURES: Final = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
#: The transaction is certainly gone, and would pass if it were run again.
_AGAIN: Final = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    KeyTakenError,
)
ATTEMPTS_MAX: Final = 10
#: A statement, a wait for a lock, and an idle transaction end by themselves.
_SESSION: Final = {
    "application_name": "cxltwin",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "10000",
}
_SYNCHRONOUS: Final[dict[Durability, str]] = {"full": "on", "process": "off"}
_CONNECT_SECONDS: Final = 5.0
_STATEMENT_SECONDS: Final = 10.0
#: Notifications are hints: at least this often the heads themselves are read.
POLL_SECONDS: Final = 5.0
_READERS_MAX: Final = 4

_log: Final = logging.getLogger(__name__)


class PostgresStore:
    """The store of replicas. Times and retries are limited; nothing waits for ever."""

    def __init__(
        self,
        url: str,
        *,
        durability: Durability = "full",
        read_only: bool = False,
        migrate: bool = True,
        connect: Connect = asyncpg.connect,
    ) -> None:
        self._url = url
        self._dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._session = {**_SESSION, "synchronous_commit": _SYNCHRONOUS[durability]}
        self._read_only = read_only
        self._migrate = migrate and not read_only
        self._driver = connect
        #: names this store in notifications, so that it does not wake itself
        self._sender = uuid.uuid4().hex
        self._random = random.Random()  # noqa: S311 - jitter
        self._writer: Connection | None = None
        self._backend: tuple[int, Any] | None = None
        self._writing = asyncio.Lock()
        self._readers: Any = None
        self._stopping = asyncio.Event()
        #: the plan of the commit whose outcome is unknown, and the backend that ran it
        self._unknown: tuple[Plan, tuple[int, Any]] | None = None

    @property
    def shared(self) -> bool:
        """Replicas write too."""
        return True

    # --- life ------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Migrates if it must, opens. Raises: SchemaError. Refuses: STORE_UNAVAILABLE."""
        try:
            connection = await self._connect()
            try:
                stored = await postgres_sql.schema_revision(connection)
            finally:
                await connection.close()
            if schema.check(stored, may_migrate=self._migrate):
                await asyncio.to_thread(schema.migrate, self._url)
            self._readers = await asyncpg.create_pool(
                min_size=1,
                max_size=_READERS_MAX,
                connect=self._driver,
                dsn=self._dsn,
                timeout=_CONNECT_SECONDS,
                command_timeout=_STATEMENT_SECONDS,
                server_settings={**self._session, "default_transaction_read_only": "on"},
            )
        except FAILURES as error:
            raise _unavailable(error) from error

    async def stop(self) -> None:
        """Finishes what is in flight and closes."""
        self._stopping.set()
        async with self._writing:
            await self._drop_writer()
        if self._readers is not None:
            with suppress(*FAILURES):
                await asyncio.wait_for(self._readers.close(), _CONNECT_SECONDS)

    async def _connect(self) -> Connection:
        return await self._driver(
            dsn=self._dsn,
            timeout=_CONNECT_SECONDS,
            command_timeout=_STATEMENT_SECONDS,
            server_settings=self._session,
        )

    async def _writable(self) -> tuple[Connection, tuple[int, Any]]:
        """The connection that commits, and its backend: process id and start."""
        if self._writer is None or self._writer.is_closed() or self._backend is None:
            connection = await self._connect()
            try:
                started = await connection.fetchval(
                    "SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
                )
            except BaseException:
                connection.terminate()
                raise
            self._writer = connection
            self._backend = (connection.get_server_pid(), started)
        return self._writer, self._backend

    async def _drop_writer(self) -> None:
        writer, self._writer, self._backend = self._writer, None, None
        if writer is not None:
            with suppress(*FAILURES):
                await writer.close(timeout=_CONNECT_SECONDS)

    # --- commit ----------------------------------------------------------------------------------

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        """One transaction. Refuses: STORE_UNAVAILABLE. Raises: OutcomeUnknown."""
        assert self._unknown is None, "ask for the outcome of the last commit first"
        assert not self._read_only, "opened for looking only"
        await failpoints.reach("before_commit")
        async with self._writing:
            made = await self._commit(batch)
        await failpoints.reach("after_commit")
        return made.rows

    async def _commit(self, batch: Sequence[PendingRow]) -> Plan:
        for attempt in range(1, ATTEMPTS_MAX + 1):
            try:
                return await self._attempt(batch)
            except _AGAIN as error:
                if attempt == ATTEMPTS_MAX:
                    raise _unavailable(error) from error
                _log.info("commit attempt %d is repeated: %s", attempt, error)
                await asyncio.sleep(self._random.uniform(0, 0.001 * 2**attempt))
            except FAILURES as error:
                await self._drop_writer()
                raise _unavailable(error) from error
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, batch: Sequence[PendingRow]) -> Plan:
        connection, backend = await self._writable()
        await connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            await failpoints.reach("before_lock")
            found = await postgres_sql.find(connection, batch)
            await failpoints.reach("after_lock")
            made = plan(batch, found)
            if made.heads:
                await postgres_sql.write(connection, made, self._sender)
            await failpoints.reach("before_postgres_commit")
        except BaseException:
            await self._roll_back(connection)
            raise
        try:
            await connection.execute("COMMIT")
        except _AGAIN:
            await self._roll_back(connection)
            raise
        except (*FAILURES, asyncio.CancelledError) as error:
            self._unknown = (made, backend)
            connection.terminate()
            self._writer = None
            raise OutcomeUnknown from error
        return made

    async def _roll_back(self, connection: Connection) -> None:
        try:
            await connection.execute("ROLLBACK")
        except FAILURES:
            connection.terminate()
            self._writer = None

    async def outcome(self) -> list[JournalRow | None] | None:
        """Ends the lost backend, then looks. Refuses: STORE_UNAVAILABLE."""
        assert self._unknown is not None, "no commit of unknown outcome"
        made, backend = self._unknown
        async with self._writing:
            try:
                connection, _ = await self._writable()
                await _end_backend(connection, backend)
                came = await _is_written(connection, made)
            except FAILURES as error:
                await self._drop_writer()
                raise _unavailable(error) from error
        self._unknown = None
        return made.rows if came else None

    # --- reads -----------------------------------------------------------------------------------

    async def _read(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        if self._readers is None or self._stopping.is_set():
            raise Refused("STORE_UNAVAILABLE")
        try:
            async with self._readers.acquire(timeout=_CONNECT_SECONDS) as connection:
                return await function(connection)
        except FAILURES as error:
            raise _unavailable(error) from error

    async def _write(self, function: Callable[[Connection], Awaitable[T]]) -> T:
        """A small transaction of its own, between two batches."""
        async with self._writing:
            try:
                connection, _ = await self._writable()
                async with connection.transaction():
                    return await function(connection)
            except FAILURES as error:
                await self._drop_writer()
                raise _unavailable(error) from error

    async def ping(self) -> None:
        """Refuses: STORE_UNAVAILABLE."""
        await self._read(postgres_sql.schema_revision)

    async def heads(self) -> list[FabricHead]:
        """All fabrics, by name."""
        return await self._read(postgres_sql.heads)

    async def revisions(self, fabrics: Sequence[str]) -> dict[str, int]:
        """The newest revisions of these fabrics."""
        found = await self._read(partial(postgres_sql.revisions, fabrics=list(fabrics)))
        return {fabric: found.get(fabric, 0) for fabric in fabrics}

    async def journal(self, fabric: str, after: int, limit: int) -> list[JournalRow]:
        """Rows with revision > after, ascending."""
        return await self._read(
            partial(postgres_sql.journal_rows, fabric=fabric, after=after, limit=limit)
        )

    async def latest_snapshot(self, fabric: str, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot (with revision <= at_most)."""
        return await self._read(
            partial(postgres_sql.latest_snapshot, fabric=fabric, at_most=at_most)
        )

    async def snapshots(self, fabric: str) -> list[int]:
        """Revisions of the stored snapshots, ascending."""
        return await self._read(partial(postgres_sql.snapshot_revisions, fabric=fabric))

    async def put_snapshot(self, snapshot: Snapshot, drop: Sequence[int] = ()) -> None:
        """Stores a snapshot between two batches."""
        row = await asyncio.to_thread(snapshot_row, snapshot)
        await self._write(
            partial(postgres_sql.put_snapshot, row=row, fabric=snapshot.fabric, drop=drop)
        )

    async def idempotent(self, principal: str, key: str, now_ns: int) -> IdempotencyRecord | None:
        """The remembered answer of a key that has not expired."""
        return await self._read(
            partial(postgres_sql.idempotent, principal=principal, key=key, now_ns=now_ns)
        )

    async def purge(self, now_ns: int) -> int:
        """Forgets expired keys; how many."""
        return await self._write(partial(postgres_sql.purge, now_ns=now_ns))

    async def fence(self, given: DriverEpoch) -> int:
        """Notes an epoch, unless a higher one stands; the one that stands now."""
        return await self._write(partial(postgres_sql.fence, given=given))

    async def projection(self, fabric: str) -> Projection:
        """Head, subject revisions and inventory rows of a fabric, all of the same instant."""
        return await self._read(partial(postgres_sql.projection, fabric=fabric))

    async def put_inventory(
        self, fabric: str, subjects: Mapping[str, int], writes: Sequence[InventoryWrite]
    ) -> bool:
        """Repairs derived rows if the subjects still stand at these revisions."""
        return await self._write(
            partial(postgres_sql.put_inventory, fabric=fabric, expected=subjects, writes=writes)
        )

    async def documents(self, kind: str) -> list[Document]:
        """All documents of a kind by name, without their data."""
        return await self._read(partial(postgres_sql.documents, kind=kind))

    async def document(self, kind: str, name: str) -> Document | None:
        """A document with its data."""
        return await self._read(partial(postgres_sql.document, kind=kind, name=name))

    async def put_document(self, document: Document) -> bool:
        """Writes version n over version n - 1."""
        return await self._write(partial(postgres_sql.put_document, document=document))

    async def drop_document(self, kind: str, name: str) -> bool:
        """Deletes a document; whether it was there."""
        return await self._write(partial(postgres_sql.drop_document, kind=kind, name=name))

    # --- other replicas --------------------------------------------------------------------------

    async def notifications(self) -> AsyncIterator[tuple[str, int]]:
        """Commits of other stores as they are told, and all heads whenever telling may fail."""
        heard: asyncio.Queue[tuple[str, int] | None] = asyncio.Queue()
        listener: Connection | None = None
        stopped = asyncio.create_task(self._stopping.wait())
        try:
            while not self._stopping.is_set():
                if listener is None or listener.is_closed():
                    listener = await self._listen(heard)
                waiting = asyncio.create_task(heard.get())
                await asyncio.wait(
                    (waiting, stopped), timeout=POLL_SECONDS, return_when="FIRST_COMPLETED"
                )
                notice = waiting.result() if waiting.done() else None
                waiting.cancel()
                if notice is not None:
                    yield notice
                elif not self._stopping.is_set():
                    for head in await self._heads_or_none():
                        yield head.fabric, head.revision
        finally:
            stopped.cancel()
            if listener is not None:
                with suppress(*FAILURES):
                    await listener.close(timeout=_CONNECT_SECONDS)

    async def _heads_or_none(self) -> list[FabricHead]:
        try:
            return await self.heads()
        except Refused:
            return []

    async def _listen(self, heard: asyncio.Queue[tuple[str, int] | None]) -> Connection | None:
        """A listening connection; None if there is no server now. Asks for a look at all heads."""

        def notified(_: object, __: int, ___: str, payload: str) -> None:
            sender, fabric, revision = payload.split(" ")
            if sender != self._sender:
                heard.put_nowait((fabric, int(revision)))

        connection: Connection = None
        try:
            connection = await self._connect()
            connection.add_termination_listener(lambda _: heard.put_nowait(None))
            await connection.add_listener(CHANNEL, notified)
        except FAILURES:
            if connection is not None:
                connection.terminate()
            _log.warning("no connection to listen on", exc_info=True)
            await asyncio.sleep(self._random.uniform(0.1, 1.0))
            return None
        heard.put_nowait(None)
        return connection


async def _end_backend(connection: Connection, backend: tuple[int, Any]) -> None:
    """Returns when the backend is gone: nothing that it was told to do happens after that."""
    for _ in range(100):
        there = await connection.fetchval(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid = $1 AND backend_start = $2",
            *backend,
        )
        if there is None:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("a lost backend does not end")


async def _is_written(connection: Connection, made: Plan) -> bool:
    """Whether the journal holds the rows of this very plan, not another's at that revision."""
    if not made.heads:
        return True
    written = [row for row in made.rows if row is not None]
    stored = await postgres_sql.journal_row_at(connection, written[0].fabric, written[0].revision)
    return stored == written[0]


def _unavailable(error: BaseException) -> Refused:
    _log.error("the PostgreSQL store failed: %s: %s", type(error).__name__, error)
    return Refused("STORE_UNAVAILABLE")
