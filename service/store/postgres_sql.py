"""What the PostgreSQL store reads and writes: coroutines of one asyncpg connection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import asyncpg
from msgspec.structs import astuple

from service.control.ports import (
    Document,
    DriverEpoch,
    FabricHead,
    IdempotencyRecord,
    InventoryWrite,
    JournalRow,
    PendingRow,
    Projection,
    Snapshot,
)
from service.store.batch import (
    Found,
    Plan,
    fabrics_of,
    keys_of,
    merged,
    new_names,
    subjects_of,
)
from service.store.rows import (
    changes_of,
    document_data,
    document_of,
    journal_row,
    journal_values,
    key_of,
    key_values,
    snapshot_of,
)
from service.store.schema import REVISION_QUERY
from service.store.sql import POSTGRES, fence_text
from service.store.tables import (
    INVENTORY,
    driver_epochs,
    fabrics,
    idempotency,
    journal,
    snapshots,
    subjects,
)

#: The channel on which replicas wake each other: `sender fabric revision`.
CHANNEL: Final = "cxltwin"

_FENCE: Final = fence_text(driver_epochs, "greatest", "$1, $2, $3, $4, $5")
_LOCK_HEADS: Final = POSTGRES.select(
    fabrics, where="fabric = ANY($1::text[])", order="fabric", lock=True
)
_HEADS: Final = POSTGRES.select(fabrics)
_REVISIONS: Final = "SELECT fabric, revision FROM fabrics WHERE fabric = ANY($1::text[])"
_FIND_SUBJECTS: Final = POSTGRES.select(
    subjects, where=POSTGRES.tuples(subjects, ("fabric", "subject"))
)
_FIND_NAMES: Final = "SELECT fabric, subject FROM subjects WHERE subject = ANY($1::text[])"
_FIND_KEYS: Final = (
    "SELECT principal, key FROM idempotency WHERE "  # noqa: S608 - names of columns
    + POSTGRES.tuples(idempotency, ("principal", "key"))
    + " AND expires_at_ns > $3"
)
#: What every batch writes, in one round trip: rows, subjects, heads, and the notice to others.
_WRITE: Final = (
    f"WITH appended AS ({POSTGRES.insert(journal)}),"  # noqa: S608 - names of tables
    f" moved AS ({POSTGRES.upsert(subjects, 13)}),"
    f" advanced AS ({POSTGRES.upsert(fabrics, 16)})"
    " SELECT pg_notify($19, $20 || ' ' || fabric || ' ' || revision)"
    " FROM unnest($16::text[], $17::bigint[]) AS head(fabric, revision)"
)
_DROP_SUBJECTS: Final = POSTGRES.delete(subjects)
_PUT_KEYS: Final = POSTGRES.upsert(idempotency) + " WHERE idempotency.expires_at_ns <= $8"
_PUT_SNAPSHOTS: Final = POSTGRES.upsert(snapshots)
_DROP_SNAPSHOTS: Final = POSTGRES.delete(snapshots)
_PUT_ROWS: Final = {name: POSTGRES.upsert(table) for name, table in INVENTORY.items()}
_TRIM_ROWS: Final = {name: POSTGRES.delete(table, behind=True) for name, table in INVENTORY.items()}

_JOURNAL: Final = POSTGRES.select(
    journal, where="fabric = $1 AND revision > $2", order="revision LIMIT $3"
)
_JOURNAL_ROW: Final = POSTGRES.select(journal, where="fabric = $1 AND revision = $2")
_SNAPSHOT: Final = POSTGRES.select(
    snapshots, where="fabric = $1 AND revision <= $2", order="revision DESC LIMIT 1"
)
_KEY: Final = POSTGRES.select(
    idempotency, where="principal = $1 AND key = $2 AND expires_at_ns > $3"
)
_HEAD: Final = POSTGRES.select(fabrics, where="fabric = $1")
_SUBJECTS: Final = POSTGRES.select(subjects, where="fabric = $1")
_ROWS: Final = {
    name: POSTGRES.select(table, where="fabric = $1", order="host, position")
    for name, table in INVENTORY.items()
}
_REVISION_MAX: Final = (1 << 63) - 1


class KeyTakenError(Exception):
    """An idempotency key came up since this transaction looked: run it again."""


Connection = Any  # asyncpg has no types; its connections and those of its pool look alike


async def schema_revision(connection: Connection) -> str | None:
    """The stored schema revision; None in an empty database."""
    try:
        stored: str | None = await connection.fetchval(REVISION_QUERY)
    except asyncpg.UndefinedTableError:
        return None
    return stored


def _columns(rows: Iterable[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows as one array a column."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return columns or [[] for _ in range(width)]


async def find(connection: Connection, batch: Sequence[PendingRow]) -> Found:
    """Locks the heads, then reads what the batch is compared with.

    Two statements: one that waited for a lock would still read the rest as of before the wait.
    """
    locked = await connection.fetch(_LOCK_HEADS, fabrics_of(batch))
    wanted = _columns(subjects_of(batch), 2)
    standing = await connection.fetch(_FIND_SUBJECTS, *wanted)
    names = new_names(batch)
    taken = await connection.fetch(_FIND_NAMES, names) if names else ()
    keys = keys_of(batch)
    known: Sequence[Any] = ()
    if keys:
        known = await connection.fetch(_FIND_KEYS, *_columns(keys, 2), batch[0].at_ns)
    return Found(
        {row[0]: FabricHead(*row) for row in locked},
        {(row[0], row[1]): row[2] for row in standing},
        [(row[0], row[1]) for row in taken],
        frozenset((row[0], row[1]) for row in known),
    )


async def write(connection: Connection, made: Plan, sender: str) -> None:
    """Everything that a batch changes, and the notice to other replicas."""
    gone = [subject for subject, revision in made.subjects.items() if revision is None]
    if gone:  # before the others: a name may go in one fabric and come in another
        await connection.execute(_DROP_SUBJECTS, *_columns(gone, 2))
    if made.keys:
        await _put_keys(connection, made)
    kept = [(*subject, revision) for subject, revision in made.subjects.items() if revision]
    heads = [(head.fabric, head.revision, head.digest) for head in made.heads]
    await connection.execute(
        _WRITE,
        *_columns(map(journal_values, made.written), 12),
        *_columns(kept, 3),
        *_columns(heads, 3),
        CHANNEL,
        sender,
    )
    await write_inventory(connection, made.inventory)


async def _put_keys(connection: Connection, made: Plan) -> None:
    """Remembers the keys. Raises: KeyTakenError if another transaction did, on another fabric."""
    columns = _columns(map(key_values, made.keys), 7)
    status: str = await connection.execute(_PUT_KEYS, *columns, made.written[0].committed_at_ns)
    if int(status.rpartition(" ")[2]) != len(made.keys):
        raise KeyTakenError


async def write_inventory(
    connection: Connection, changes: Iterable[tuple[str, InventoryWrite]]
) -> None:
    """The changed rows of the projection, one statement a table."""
    for name, ends, rows in merged(changes):
        if ends:
            await connection.execute(_TRIM_ROWS[name], *_columns(ends, 3))
        if rows:
            await connection.execute(_PUT_ROWS[name], *_columns(rows, 0))


async def heads(connection: Connection) -> list[FabricHead]:
    """All fabrics, by name."""
    found = [FabricHead(*row) for row in await connection.fetch(_HEADS)]
    return sorted(found, key=lambda head: head.fabric)


async def revisions(connection: Connection, fabrics: Sequence[str]) -> dict[str, int]:
    """The newest revisions of those of the fabrics that exist."""
    return dict(await connection.fetch(_REVISIONS, fabrics))


async def journal_rows(
    connection: Connection, fabric: str, after: int, limit: int
) -> list[JournalRow]:
    """Rows with revision > after, ascending."""
    return [journal_row(row) for row in await connection.fetch(_JOURNAL, fabric, after, limit)]


async def journal_row_at(connection: Connection, fabric: str, revision: int) -> JournalRow | None:
    """One row."""
    row = await connection.fetchrow(_JOURNAL_ROW, fabric, revision)
    return None if row is None else journal_row(row)


async def latest_snapshot(
    connection: Connection, fabric: str, at_most: int | None
) -> Snapshot | None:
    """The newest snapshot (with revision <= at_most)."""
    limit = _REVISION_MAX if at_most is None else at_most
    row = await connection.fetchrow(_SNAPSHOT, fabric, limit)
    return None if row is None else snapshot_of(row)


async def snapshot_revisions(connection: Connection, fabric: str) -> list[int]:
    """Revisions of the stored snapshots, ascending."""
    rows = await connection.fetch(
        "SELECT revision FROM snapshots WHERE fabric = $1 ORDER BY revision", fabric
    )
    return [row[0] for row in rows]


async def put_snapshot(
    connection: Connection, row: tuple[Any, ...], fabric: str, drop: Sequence[int]
) -> None:
    """Stores a snapshot and deletes older ones."""
    await connection.execute(_PUT_SNAPSHOTS, *_columns([row], 5))
    if drop:
        gone = [(fabric, revision) for revision in drop]
        await connection.execute(_DROP_SNAPSHOTS, *_columns(gone, 2))


async def idempotent(
    connection: Connection, principal: str, key: str, now_ns: int
) -> IdempotencyRecord | None:
    """The remembered answer of a key that has not expired."""
    row = await connection.fetchrow(_KEY, principal, key, now_ns)
    return None if row is None else key_of(row)


async def purge(connection: Connection, now_ns: int) -> int:
    """Forgets expired keys; how many."""
    status: str = await connection.execute(
        "DELETE FROM idempotency WHERE expires_at_ns <= $1", now_ns
    )
    return int(status.rpartition(" ")[2])


async def fence(connection: Connection, given: DriverEpoch) -> int:
    """Notes an epoch, unless a higher one stands; the one that stands now."""
    return int(await connection.fetchval(_FENCE, *astuple(given)))


async def projection(connection: Connection, fabric: str) -> Projection:
    """Head, subjects and inventory in one read transaction."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        head = await connection.fetchrow(_HEAD, fabric)
        standing = await connection.fetch(_SUBJECTS, fabric)
        changes = [
            change
            for name, text in _ROWS.items()
            for change in changes_of(name, fabric, await connection.fetch(text, fabric))
        ]
    return Projection(
        None if head is None else FabricHead(*head),
        {row[1]: row[2] for row in standing},
        tuple(changes),
    )


async def put_inventory(
    connection: Connection,
    fabric: str,
    expected: Mapping[str, int],
    writes: Sequence[InventoryWrite],
) -> bool:
    """Repairs derived rows if the subjects still stand at these revisions."""
    async with connection.transaction():
        await connection.fetch(_LOCK_HEADS, [fabric])
        standing = {row[1]: row[2] for row in await connection.fetch(_SUBJECTS, fabric)}
        if any(standing.get(each, 0) != revision for each, revision in expected.items()):
            return False
        await write_inventory(connection, [(fabric, change) for change in writes])
    return True


async def documents(connection: Connection, kind: str) -> list[Document]:
    """All documents of a kind by name, without their data."""
    rows = await connection.fetch(
        'SELECT kind, name, version, body FROM documents WHERE kind = $1 ORDER BY name COLLATE "C"',
        kind,
    )
    return [Document(row[0], row[1], row[2], row[3].encode()) for row in rows]


async def document(connection: Connection, kind: str, name: str) -> Document | None:
    """A document with its data."""
    row = await connection.fetchrow(
        "SELECT kind, name, version, body, data FROM documents WHERE kind = $1 AND name = $2",
        kind,
        name,
    )
    return None if row is None else document_of(row)


async def put_document(connection: Connection, document: Document) -> bool:
    """Writes version n over version n - 1."""
    name, body = (document.kind, document.name), document.body.decode()
    if document.version == 1:
        text = "INSERT INTO documents VALUES ($1, $2, 1, $3, $4) ON CONFLICT DO NOTHING"
        status = await connection.execute(text, *name, body, document_data(document))
        return bool(status.endswith(" 1"))
    data = None if document.data is None else document_data(document)
    status = await connection.execute(
        "UPDATE documents SET version = $3, body = $4, data = coalesce($5::bytea, data)"
        " WHERE kind = $1 AND name = $2 AND version = $3 - 1",
        *name,
        document.version,
        body,
        data,
    )
    return bool(status.endswith(" 1"))


async def drop_document(connection: Connection, kind: str, name: str) -> bool:
    """Deletes a document; whether it was there."""
    text = "DELETE FROM documents WHERE kind = $1 AND name = $2"
    return bool((await connection.execute(text, kind, name)).endswith(" 1"))
