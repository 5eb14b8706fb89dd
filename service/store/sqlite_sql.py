"""What the SQLite store reads and writes: plain functions of one connection, in its thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

from msgspec.structs import astuple
from sqlalchemy import Table

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
from service.store.sql import SQLITE, fence_text
from service.store.tables import (
    INVENTORY,
    driver_epochs,
    fabrics,
    idempotency,
    journal,
    snapshots,
    subjects,
)
from service.store.tables import (
    documents as documents_table,
)

Connection = sqlite3.Connection

#: Rows of one statement, largest first: the thread hands over the interpreter at each statement, so
#: a batch is few of them; a few lengths, so that each is prepared once.
_LENGTHS: Final = (64, 16, 4, 1)
_APPEND_JOURNAL: Final = {length: SQLITE.insert(journal, length) for length in _LENGTHS}
_PUT_HEAD: Final = SQLITE.upsert(fabrics)
_PUT_SUBJECT: Final = SQLITE.upsert(subjects)
_DROP_SUBJECT: Final = SQLITE.delete(subjects)
_PUT_KEY: Final = SQLITE.upsert(idempotency)
_PUT_SNAPSHOT: Final = SQLITE.upsert(snapshots)
_DROP_SNAPSHOT: Final = SQLITE.delete(snapshots)
_PUT_ROWS: Final = {name: SQLITE.upsert(table) for name, table in INVENTORY.items()}
_TRIM_ROWS: Final = {name: SQLITE.delete(table, behind=True) for name, table in INVENTORY.items()}

_JOURNAL: Final = SQLITE.select(journal, where="fabric = ? AND revision > ?", order="revision")
_SNAPSHOT: Final = SQLITE.select(
    snapshots, where="fabric = ? AND revision <= ?", order="revision DESC LIMIT 1"
)
_KEY: Final = SQLITE.select(idempotency, where="principal = ? AND key = ? AND expires_at_ns > ?")
_SUBJECTS: Final = SQLITE.select(subjects, where="fabric = ?")
_ROWS: Final = {
    name: SQLITE.select(table, where="fabric = ?", order="host, position")
    for name, table in INVENTORY.items()
}
_FENCE: Final = fence_text(driver_epochs, "max", "?, ?, ?, ?, ?")
_DOCUMENT: Final = SQLITE.select(documents_table, where="kind = ? AND name = ?")
_REVISION_MAX: Final = (1 << 63) - 1
#: Subjects whose revisions a writer keeps in memory.
STANDING_MAX: Final = 100_000


def to_wal(connection: Connection) -> None:
    """Write-ahead logging; stays with the file."""
    connection.execute("PRAGMA journal_mode = WAL")


def schema_revision(connection: Connection) -> str | None:
    """The stored schema revision; None in an empty file."""
    try:
        row = connection.execute(REVISION_QUERY).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    return None if row is None else str(row[0])


def checkpoint(connection: Connection, mode: str) -> None:
    """Moves the WAL into the database. Raises: OperationalError where TRUNCATE could not."""
    busy, _, _ = connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    if busy and mode == "TRUNCATE":
        raise sqlite3.OperationalError("the write-ahead log could not be emptied: it is in use")


@cache
def _matching(table: Table, names: str, width: int, count: int) -> str:
    """Whole rows by `count` keys of `width` columns; a batch has at most a few hundred."""
    return SQLITE.select(table, where=SQLITE.tuples(names, width, count))


def _flat(values: Iterable[tuple[str, ...]]) -> list[str]:
    return [each for row in values for each in row]


def heads(connection: Connection, only: Sequence[str] | None = None) -> dict[str, FabricHead]:
    """Heads by fabric; of all fabrics, or of some."""
    text, values = SQLITE.select(fabrics), []
    if only is not None:
        if not only:
            return {}
        text = _matching(fabrics, "fabric", 1, len(only))
        values = list(only)
    return {row[0]: FabricHead(*row) for row in connection.execute(text, values)}


class Standing:
    """What the one writer of a file knows of it: heads and subjects as its last commit left them.

    It is looked up only where it is not known: nobody else writes. `forget` after any failure.
    """

    def __init__(self) -> None:
        self.heads: dict[str, FabricHead] = {}
        #: (fabric, subject) -> its revision; 0: there is none
        self.subjects: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """The file may not be what it was."""
        self.heads.clear()
        self.subjects.clear()

    def note(self, made: Plan) -> None:
        """A plan is durable."""
        if len(self.subjects) > STANDING_MAX:
            self.forget()
        self.heads.update((head.fabric, head) for head in made.heads)
        self.subjects.update((each, revision or 0) for each, revision in made.subjects.items())

    def learn(self, connection: Connection, batch: Sequence[PendingRow]) -> None:
        """Looks up what the batch is compared with and nobody knows yet."""
        wanted = [each for each in subjects_of(batch) if each not in self.subjects]
        if wanted:
            self.subjects.update(dict.fromkeys(wanted, 0))
            text = _matching(subjects, "fabric, subject", 2, len(wanted))
            for row in connection.execute(text, _flat(wanted)):
                self.subjects[row[0], row[1]] = row[2]
        self.heads.update(
            heads(connection, [each for each in fabrics_of(batch) if each not in self.heads])
        )


def find(connection: Connection, batch: Sequence[PendingRow], standing: Standing) -> Found:
    """Reads what a batch is compared with, inside its transaction."""
    standing.learn(connection, batch)
    names = new_names(batch)
    taken: list[tuple[str, str]] = []
    if names:
        text = _matching(subjects, "subject", 1, len(names))
        taken = [(row[0], row[1]) for row in connection.execute(text, names)]
    keys = keys_of(batch)
    known: list[tuple[str, str]] = []
    if keys:
        now_ns = batch[0].at_ns
        text = _matching(idempotency, "principal, key", 2, len(keys)) + " AND expires_at_ns > ?"
        rows = connection.execute(text, [*_flat(keys), now_ns])
        known = [(row[0], row[1]) for row in rows]
    return Found(dict(standing.heads), standing.subjects, taken, frozenset(known))


def append(connection: Connection, rows: Sequence[JournalRow]) -> None:
    """Adds rows to the journal."""
    at = 0
    for length in _LENGTHS:
        while len(rows) - at >= length:
            values = chain.from_iterable(map(journal_values, rows[at : at + length]))
            connection.execute(_APPEND_JOURNAL[length], tuple(values))
            at += length


def write(connection: Connection, made: Plan) -> None:
    """Everything that a batch changes."""
    append(connection, made.written)
    gone = [subject for subject, revision in made.subjects.items() if revision is None]
    if gone:  # before the others: a name may go in one fabric and come in another
        connection.executemany(_DROP_SUBJECT, gone)
    connection.executemany(
        _PUT_SUBJECT,
        [(*subject, revision) for subject, revision in made.subjects.items() if revision],
    )
    if made.keys:
        connection.executemany(_PUT_KEY, [key_values(record) for record in made.keys])
    write_inventory(connection, made.inventory)
    connection.executemany(
        _PUT_HEAD, [(head.fabric, head.revision, head.digest) for head in made.heads]
    )


def write_inventory(connection: Connection, changes: Iterable[tuple[str, InventoryWrite]]) -> None:
    """The changed rows of the projection."""
    for name, ends, rows in merged(changes):
        if ends:
            connection.executemany(_TRIM_ROWS[name], ends)
        if rows:
            connection.executemany(_PUT_ROWS[name], rows)


def journal_rows(connection: Connection, fabric: str, after: int, limit: int) -> list[JournalRow]:
    """Rows with revision > after, ascending."""
    rows = connection.execute(f"{_JOURNAL} LIMIT ?", (fabric, after, limit))
    return [journal_row(row) for row in rows]


def latest_snapshot(connection: Connection, fabric: str, at_most: int | None) -> Snapshot | None:
    """The newest snapshot (with revision <= at_most)."""
    limit = _REVISION_MAX if at_most is None else at_most
    row = connection.execute(_SNAPSHOT, (fabric, limit)).fetchone()
    return None if row is None else snapshot_of(row)


def snapshot_revisions(connection: Connection, fabric: str) -> list[int]:
    """Revisions of the stored snapshots, ascending."""
    rows = connection.execute(
        "SELECT revision FROM snapshots WHERE fabric = ? ORDER BY revision", (fabric,)
    )
    return [row[0] for row in rows]


def put_snapshot(
    connection: Connection, row: tuple[Any, ...], fabric: str, drop: Sequence[int]
) -> None:
    """Stores a snapshot and deletes older ones."""
    connection.execute(_PUT_SNAPSHOT, row)
    connection.executemany(_DROP_SNAPSHOT, [(fabric, revision) for revision in drop])


def idempotent(
    connection: Connection, principal: str, key: str, now_ns: int
) -> IdempotencyRecord | None:
    """The remembered answer of a key that has not expired."""
    row = connection.execute(_KEY, (principal, key, now_ns)).fetchone()
    return None if row is None else key_of(row)


def purge(connection: Connection, now_ns: int) -> int:
    """Forgets expired keys; how many."""
    return connection.execute(
        "DELETE FROM idempotency WHERE expires_at_ns <= ?", (now_ns,)
    ).rowcount


def fence(connection: Connection, given: DriverEpoch) -> int:
    """Notes an epoch, unless a higher one stands; the one that stands now."""
    (epoch,) = connection.execute(_FENCE, astuple(given)).fetchone()
    return int(epoch)


def projection(connection: Connection, fabric: str) -> Projection:
    """Head, subjects and inventory in one read transaction."""
    connection.execute("BEGIN")
    try:
        head = heads(connection, [fabric]).get(fabric)
        standing = {row[1]: row[2] for row in connection.execute(_SUBJECTS, (fabric,))}
        changes = [
            change
            for name, text in _ROWS.items()
            for change in changes_of(name, fabric, connection.execute(text, (fabric,)))
        ]
    finally:
        connection.execute("ROLLBACK")
    return Projection(head, standing, tuple(changes))


def put_inventory(
    connection: Connection,
    fabric: str,
    subjects: Mapping[str, int],
    writes: Sequence[InventoryWrite],
) -> bool:
    """Repairs derived rows if the subjects still stand at these revisions."""
    standing = {row[1]: row[2] for row in connection.execute(_SUBJECTS, (fabric,))}
    if any(standing.get(subject, 0) != revision for subject, revision in subjects.items()):
        return False
    write_inventory(connection, [(fabric, change) for change in writes])
    return True


def documents(connection: Connection, kind: str) -> list[Document]:
    """All documents of a kind by name, without their data."""
    rows = connection.execute(
        "SELECT kind, name, version, body FROM documents WHERE kind = ? ORDER BY name", (kind,)
    )
    return [Document(row[0], row[1], row[2], row[3].encode()) for row in rows]


def document(connection: Connection, kind: str, name: str) -> Document | None:
    """A document with its data."""
    row = connection.execute(_DOCUMENT, (kind, name)).fetchone()
    return None if row is None else document_of(row)


def put_document(connection: Connection, document: Document) -> bool:
    """Writes version n over version n - 1."""
    name, body = (document.kind, document.name), document.body.decode()
    if document.version == 1:
        text = "INSERT INTO documents VALUES (?, ?, 1, ?, ?) ON CONFLICT DO NOTHING"
        return connection.execute(text, (*name, body, document_data(document))).rowcount == 1
    kept = document.data is None
    text = (
        f"UPDATE documents SET version = ?, body = ?{'' if kept else ', data = ?'}"  # noqa: S608
        " WHERE kind = ? AND name = ? AND version = ?"
    )
    data = () if kept else (document_data(document),)
    values = (document.version, body, *data, *name, document.version - 1)
    return connection.execute(text, values).rowcount == 1


def drop_document(connection: Connection, kind: str, name: str) -> bool:
    """Deletes a document; whether it was there."""
    text = "DELETE FROM documents WHERE kind = ? AND name = ?"
    return connection.execute(text, (kind, name)).rowcount == 1
