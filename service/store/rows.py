"""Rows as the database has them: the values of the structs in column order, and back."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from service.control.ports import Document, IdempotencyRecord, JournalRow, Snapshot
from service.fabric.inventory import InventoryChange


def journal_values(row: JournalRow) -> tuple[Any, ...]:
    """A row in column order, as text for people."""
    return (
        row.fabric,
        row.revision,
        row.host,
        row.op,
        row.command.decode(),
        row.answers.decode(),
        row.result.decode(),
        row.engine_version,
        row.digest,
        row.principal,
        row.request_id,
        row.committed_at_ns,
    )


def journal_row(row: Sequence[Any]) -> JournalRow:
    """The row behind `journal_values`."""
    fabric, revision, host, op, command, answers, result, *rest = row
    return JournalRow(
        fabric, revision, host, op, command.encode(), answers.encode(), result.encode(), *rest
    )


def key_values(record: IdempotencyRecord) -> tuple[Any, ...]:
    """A remembered answer in column order."""
    return (
        record.principal,
        record.key,
        record.fingerprint,
        record.fabric,
        record.revision,
        record.response.decode(),
        record.expires_at_ns,
    )


def document_of(row: Sequence[Any]) -> Document:
    """The document of a row with its compressed data."""
    kind, name, version, body, data = row
    return Document(kind, name, version, body.encode(), zlib.decompress(data))


def document_data(document: Document) -> bytes:
    """The data of a document as it is stored."""
    return zlib.compress(document.data or b"", 1)


def snapshot_row(snapshot: Snapshot) -> tuple[Any, ...]:
    """A snapshot in column order, compressed."""
    data = zlib.compress(snapshot.data, 1)
    return (
        snapshot.fabric,
        snapshot.revision,
        snapshot.engine_version,
        snapshot.state_hash,
        data,
    )


def snapshot_of(row: Sequence[Any]) -> Snapshot:
    """The snapshot behind `snapshot_row`."""
    return Snapshot(row[0], row[1], row[2], row[3], zlib.decompress(row[4]))


def key_of(row: Sequence[Any]) -> IdempotencyRecord:
    """The record behind `key_values`."""
    principal, key, fingerprint, fabric, revision, response, expires_at_ns = row
    return IdempotencyRecord(
        principal, key, fingerprint, response.encode(), expires_at_ns, fabric, revision
    )


def changes_of(table: str, fabric: str, rows: Iterable[Sequence[Any]]) -> Iterable[InventoryChange]:
    """Stored rows (fabric, host, position, values) as the engine projects them, by host."""
    hosts: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        hosts.setdefault(row[1], []).append(tuple(row[3:]))
    return [InventoryChange(table, fabric, host, tuple(found)) for host, found in hosts.items()]
