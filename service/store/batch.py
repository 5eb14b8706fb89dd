"""What one commit does, decided from what it found: the compare-and-swap of every store.

A store locks and reads, `plan` decides, numbers and chains, the store writes. Nothing here does
I/O, so that each rule has one place and one test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

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
    #: errno of each winning row, in order
    errnos: list[str]

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


def _groups(batch: Sequence[PendingRow]) -> Iterator[list[PendingRow]]:
    """Rows that win or lose together."""
    for number, rows in groupby(batch, key=lambda row: row.group):
        if number:
            yield list(rows)
        else:
            for row in rows:
                yield [row]


class _Verdicts:
    """Who wins. The first row that touches a subject settles it; losing spreads to the end."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._settled: dict[Subject, bool] = {}
        self._names: dict[str, str] = {host: fabric for fabric, host in found.names}
        self._keys = set(found.keys)

    def group(self, rows: Sequence[PendingRow]) -> bool:
        """Whether these rows win; notes the consequences."""
        touched = {(row.fabric, each) for row in rows for each in row.subjects}
        won = all(self._passes(row) for row in rows)
        for subject in touched:
            self._settled[subject] = won
        if won:
            for row in rows:
                if row.idempotency is not None:
                    self._keys.add((row.idempotency.principal, row.idempotency.key))
                for each, known in row.subjects.items():
                    if each and not known:
                        self._names.setdefault(each, row.fabric)
        return won

    def _passes(self, row: PendingRow) -> bool:
        record = row.idempotency
        if record is not None and (record.principal, record.key) in self._keys:
            return False
        return all(self._stands(row.fabric, each, known) for each, known in row.subjects.items())

    def _stands(self, fabric: str, subject: str, known: int) -> bool:
        if subject and not known and self._names.get(subject, fabric) != fabric:
            return False  # another fabric has a host of this name
        settled = self._settled.get((fabric, subject))
        if settled is not None:
            return settled
        return self._found.subjects.get((fabric, subject), 0) == known


def plan(batch: Sequence[PendingRow], found: Found) -> Plan:
    """Decides who wins, numbers the winners without a gap and chains their digests."""
    verdicts = _Verdicts(found)
    heads = dict(found.heads)
    made = Plan([], [], {}, [], [], [])
    changed: dict[str, FabricHead] = {}
    for rows in _groups(batch):
        if not verdicts.group(rows):
            made.rows.extend([None] * len(rows))
            continue
        for row in rows:
            head = heads.get(row.fabric) or FabricHead(row.fabric, 0, GENESIS)
            numbered = _number(row, head)
            heads[row.fabric] = changed[row.fabric] = FabricHead(
                row.fabric, numbered.revision, numbered.digest
            )
            made.rows.append(numbered)
            made.errnos.append(row.errno)
            _note(made, row, numbered.revision)
    made.heads.extend(changed[fabric] for fabric in sorted(changed))
    return made


def _note(made: Plan, row: PendingRow, revision: int) -> None:
    for each in row.subjects:
        made.subjects[row.fabric, each] = None if each in row.gone else revision
    if row.idempotency is not None:
        made.keys.append(
            msgspec.structs.replace(row.idempotency, fabric=row.fabric, revision=revision)
        )
    made.inventory.extend((row.fabric, write) for write in row.inventory)


def _number(row: PendingRow, head: FabricHead) -> JournalRow:
    revision = head.revision + 1
    return JournalRow(
        fabric=row.fabric,
        revision=revision,
        host=row.host,
        op=row.op,
        command=row.command,
        answers=row.answers,
        result=row.result,
        engine_version=row.engine_version,
        digest=chain(head.digest, row, revision),
        principal=row.principal,
        request_id=row.request_id,
        committed_at_ns=row.at_ns,
    )
