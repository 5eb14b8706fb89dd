"""Rows to commit, with what a test is about and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.control.journal import GENESIS, chain
from service.control.ports import IdempotencyRecord, JournalRow, PendingRow, Store

NOW = 1_700_000_000_000_000_000
DAY = 24 * 3600 * 10**9


def row(fabric: str = "f", host: str = "h", known: int = 0, **fields: Any) -> PendingRow:
    """A row of one host that was at revision `known`."""
    given: dict[str, Any] = {
        "op": "run",
        "subjects": {host: known},
        "command": b'{"work":"kswapd"}',
        "answers": b"[]",
        "result": b'{"ret":0}',
        "engine_version": 1,
        "principal": "anonymous",
        "request_id": "r",
        "at_ns": NOW,
        **fields,
    }
    return PendingRow(fabric, host, **given)


def key(name: str, fingerprint: str = "print", expires_at_ns: int = NOW + DAY) -> IdempotencyRecord:
    """A remembered answer."""
    return IdempotencyRecord("anonymous", name, fingerprint, b'{"answer":1}', expires_at_ns)


def revisions(written: Sequence[JournalRow | None]) -> list[int | None]:
    """What a commit numbered."""
    return [None if each is None else each.revision for each in written]


async def whole_journal(store: Store, fabric: str = "f") -> list[JournalRow]:
    """All rows of a fabric, after checking that they are gap-free and chained."""
    rows = await store.journal(fabric, 0, 10**6)
    digest = GENESIS
    for number, each in enumerate(rows, 1):
        assert each.revision == number
        digest = chain(digest, each, number)
        assert each.digest == digest
    heads = {head.fabric: head for head in await store.heads()}
    if rows:
        assert (heads[fabric].revision, heads[fabric].digest) == (len(rows), digest)
    return rows
