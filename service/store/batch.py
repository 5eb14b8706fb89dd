"""What one commit does, decided from what it found: the compare-and-swap of every store.

A store locks and reads, `plan` decides, numbers and chains, the store writes. Nothing here does
I/O, so that each rule has one place and one test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from service.control.journal import GENESIS, chain
from service.control.ports import (
    FabricHead,
    IdempotencyRecord,
    InventoryWrite,
    JournalRow,
    PendingRow,
)

#: (fabric, subject)
Subject = tuple[str, str]


class Found(NamedTuple):
    """What stands in the store under the lock of the batch's fabrics."""

    heads: Mapping[str, FabricHead]
    subjects: Mapping[Subject, int]
    #: (fabric, host) of existing hosts with a name that the batch creates
    names: Sequence[Subject]
    #: (principal, key) of the batch's keys that are already remembered
    keys: frozenset[tuple[str, str]]


class Plan(NamedTuple):
    """What to write. `rows` has an entry for each row of the batch: None where it is lost."""

    rows: list[JournalRow | None]
    heads: list[FabricHead]
    #: subject -> its new revision, or None if it is gone
    subjects: dict[Subject, int | None]
    keys: list[IdempotencyRecord]
    inventory: list[tuple[str, InventoryWrite]]

    @property
    def written(self) -> list[JournalRow]:
        """The rows to append."""
        return [row for row in self.rows if row is not None]


def fabrics_of(batch: Sequence[PendingRow]) -> list[str]:
    """The fabrics of a batch in the order in which they are locked."""
    return sorted({row.fabric for row in batch})


def subjects_of(batch: Sequence[PendingRow]) -> list[Subject]:
    """All subjects of a batch, each once."""
    return list(dict.fromkeys((row.fabric, each) for row in batch for each in row.subjects))


def new_names(batch: Sequence[PendingRow]) -> list[str]:
    """Hosts that the batch creates."""
    return sorted(
        {each for row in batch for each, known in row.subjects.items() if each and not known}
    )


def keys_of(batch: Sequence[PendingRow]) -> list[tuple[str, str]]:
    """The idempotency keys of a batch, in the order in which they are written."""
    return sorted(
        {(row.idempotency.principal, row.idempotency.key) for row in batch if row.idempotency}
    )


class _Verdicts:
    """Who wins. The first row that touches a subject settles it; losing spreads to the end."""

    def __init__(self, found: Found) -> None:
        self._standing = found.subjects
        self._settled: dict[Subject, bool] = {}
        self._names: dict[str, str] = {host: fabric for fabric, host in found.names}
        self._keys = set(found.keys)

    def judge(self, rows: Sequence[PendingRow]) -> bool:
        """Whether these rows win, all of them or none; notes the consequences."""
        won = all(map(self._passes, rows))
        for row in rows:
            fabric, record = row.fabric, row.idempotency
            for each, known in row.subjects.items():
                self._settled[fabric, each] = won
                if won and each and not known:
                    self._names.setdefault(each, fabric)
            if won and record is not None:
                self._keys.add((record.principal, record.key))
        return won

    def _passes(self, row: PendingRow) -> bool:
        fabric, record = row.fabric, row.idempotency
        if record is not None and (record.principal, record.key) in self._keys:
            return False
        for each, known in row.subjects.items():
            settled = self._settled.get((fabric, each))
            if settled is None:
                settled = self._standing.get((fabric, each), 0) == known
            if not settled:
                return False
            if each and not known and self._names.get(each, fabric) != fabric:
                return False  # another fabric has a host of this name
        return True


def _groups(batch: Sequence[PendingRow]) -> Iterator[Sequence[PendingRow]]:
    """Rows that win or lose together."""
    start, count = 0, len(batch)
    while start < count:
        number = batch[start].group
        end = start + 1
        while number and end < count and batch[end].group == number:
            end += 1
        yield batch[start:end]
        start = end


def plan(batch: Sequence[PendingRow], found: Found) -> Plan:
    """Decides who wins, numbers the winners without a gap and chains their digests."""
    verdicts = _Verdicts(found)
    made = Plan([], [], {}, [], [])
    ends = {fabric: (head.revision, head.digest) for fabric, head in found.heads.items()}
    changed: set[str] = set()
    for rows in _groups(batch):
        if not verdicts.judge(rows):
            made.rows.extend([None] * len(rows))
            continue
        for row in rows:
            fabric = row.fabric
            revision, digest = ends.get(fabric, (0, GENESIS))
            numbered = _number(row, revision + 1, digest)
            ends[fabric] = (numbered.revision, numbered.digest)
            changed.add(fabric)
            made.rows.append(numbered)
            _note(made, row, numbered.revision)
    made.heads.extend(FabricHead(fabric, *ends[fabric]) for fabric in sorted(changed))
    return made


def merged(
    changes: Iterable[tuple[str, InventoryWrite]],
) -> Iterator[tuple[str, list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Changes of (fabric, host) by table: rows to trim from, rows to put; the last value wins."""
    puts: dict[str, dict[tuple[str, str, int], tuple[Any, ...]]] = {}
    trims: dict[str, dict[tuple[str, str], int]] = {}
    for fabric, change in changes:
        table = puts.setdefault(change.table, {})
        host, end = change.host, change.nr_rows
        if end is not None:
            trims.setdefault(change.table, {})[fabric, host] = end
            for key in [key for key in table if key[:2] == (fabric, host) and key[2] >= end]:
                del table[key]
        for position, values in change.rows:
            table[fabric, host, position] = (fabric, host, position, *values)
    for name, table in puts.items():
        ends = [(*host, end) for host, end in trims.get(name, {}).items()]
        yield name, ends, list(table.values())


def _note(made: Plan, row: PendingRow, revision: int) -> None:
    for each in row.subjects:
        made.subjects[row.fabric, each] = None if row.gone and each in row.gone else revision
    if row.idempotency is not None:
        made.keys.append(
            msgspec.structs.replace(row.idempotency, fabric=row.fabric, revision=revision)
        )
    if row.inventory:
        made.inventory.extend((row.fabric, write) for write in row.inventory)


def _number(row: PendingRow, revision: int, previous: bytes) -> JournalRow:
    return JournalRow(
        row.fabric,
        revision,
        row.host,
        row.op,
        row.command,
        row.answers,
        row.result,
        row.engine_version,
        chain(previous, row, revision),
        row.principal,
        row.request_id,
        row.at_ns,
    )
