"""A store that forgets: for benchmarks of the pipeline alone, for tests and local scenario runs."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Mapping, Sequence

import msgspec

from service.control.failpoints import failpoints
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
from service.fabric.inventory import InventoryChange
from service.fabric.state import Value
from service.store.batch import Found, Plan, keys_of, new_names, plan

#: (table, fabric, host)
_Place = tuple[str, str, str]


class MemoryStore:
    """Dictionaries with the rules of the real stores, and no durability at all."""

    def __init__(self) -> None:
        self._heads: dict[str, FabricHead] = {}
        self._subjects: dict[tuple[str, str], int] = {}
        self._journal: dict[str, list[JournalRow]] = {}
        self._snapshots: dict[str, dict[int, Snapshot]] = {}
        self._keys: dict[tuple[str, str], IdempotencyRecord] = {}
        self._inventory: dict[_Place, dict[int, tuple[Value, ...]]] = {}
        self._epochs: dict[tuple[str, int, str], DriverEpoch] = {}
        self._documents: dict[tuple[str, str], Document] = {}
        self._stopping = asyncio.Event()

    @property
    def shared(self) -> bool:
        """Nobody else sees it."""
        return False

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Ends the notifications."""
        self._stopping.set()

    async def ping(self) -> None:
        """Always there."""

    async def heads(self) -> list[FabricHead]:
        """All fabrics, by name."""
        return [self._heads[fabric] for fabric in sorted(self._heads)]

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        """The same decisions as in the other stores, at once."""
        await failpoints.reach("before_commit")
        names = new_names(batch)
        wanted = [
            key for key in keys_of(batch) if self._remembers(*key, batch[0].at_ns) is not None
        ]
        taken = [subject for subject in self._subjects if subject[1] in names]
        made = plan(batch, Found(self._heads, self._subjects, taken, frozenset(wanted)))
        self._write(made)
        await failpoints.reach("after_commit")
        return made.rows

    def _write(self, made: Plan) -> None:
        for row in made.written:
            self._journal.setdefault(row.fabric, []).append(row)
        for subject, revision in made.subjects.items():
            if revision is None:
                self._subjects.pop(subject, None)
            else:
                self._subjects[subject] = revision
        self._keys.update({(each.principal, each.key): each for each in made.keys})
        for fabric, change in made.inventory:
            self._write_inventory(fabric, change)
        self._heads.update({head.fabric: head for head in made.heads})

    def _write_inventory(self, fabric: str, change: InventoryWrite) -> None:
        rows = self._inventory.setdefault((change.table, fabric, change.host), {})
        if change.nr_rows is not None:
            for position in [each for each in rows if each >= change.nr_rows]:
                del rows[position]
        rows.update(dict(change.rows))

    async def outcome(self) -> list[JournalRow | None] | None:
        """Never asked: a commit here always has an outcome."""
        raise AssertionError("the memory store has no unknown outcome")

    async def revisions(self, fabrics: Sequence[str]) -> dict[str, int]:
        """The newest revisions of these fabrics."""
        found = {head.fabric: head.revision for head in await self.heads()}
        return {fabric: found.get(fabric, 0) for fabric in fabrics}

    async def journal(self, fabric: str, after: int, limit: int) -> list[JournalRow]:
        """Rows with revision > after, ascending."""
        rows = self._journal.get(fabric, [])
        first = bisect_right(rows, after, key=lambda row: row.revision)
        return rows[first : first + limit]

    async def latest_snapshot(self, fabric: str, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot (with revision <= at_most)."""
        stored = self._snapshots.get(fabric, {})
        fitting = [each for each in stored if at_most is None or each <= at_most]
        return stored[max(fitting)] if fitting else None

    async def snapshots(self, fabric: str) -> list[int]:
        """Revisions of the stored snapshots, ascending."""
        return sorted(self._snapshots.get(fabric, {}))

    async def put_snapshot(self, snapshot: Snapshot, drop: Sequence[int] = ()) -> None:
        """Keeps a snapshot."""
        stored = self._snapshots.setdefault(snapshot.fabric, {})
        stored[snapshot.revision] = snapshot
        for revision in drop:
            stored.pop(revision, None)

    def _remembers(self, principal: str, key: str, now_ns: int) -> IdempotencyRecord | None:
        record = self._keys.get((principal, key))
        return None if record is None or record.expires_at_ns <= now_ns else record

    async def idempotent(self, principal: str, key: str, now_ns: int) -> IdempotencyRecord | None:
        """The remembered answer of a key that has not expired."""
        return self._remembers(principal, key, now_ns)

    async def purge(self, now_ns: int) -> int:
        """Forgets expired keys; how many."""
        old = [key for key, record in self._keys.items() if record.expires_at_ns <= now_ns]
        for key in old:
            del self._keys[key]
        return len(old)

    async def fence(self, given: DriverEpoch) -> int:
        """Notes an epoch, unless a higher one stands; the one that stands now."""
        place = (given.host, given.nid, given.driver)
        known = self._epochs.get(place)
        if known is None or known.born != given.born or known.epoch < given.epoch:
            self._epochs[place] = known = given
        return known.epoch

    async def projection(self, fabric: str) -> Projection:
        """Head, subject revisions and inventory rows of a fabric, all of the same instant."""
        standing = {
            subject: revision
            for (owner, subject), revision in self._subjects.items()
            if owner == fabric
        }
        changes = [
            InventoryChange(table, owner, host, tuple(rows[each] for each in sorted(rows)))
            for (table, owner, host), rows in sorted(self._inventory.items())
            if owner == fabric and rows
        ]
        return Projection(self._heads.get(fabric), standing, tuple(changes))

    async def put_inventory(
        self, fabric: str, subjects: Mapping[str, int], writes: Sequence[InventoryWrite]
    ) -> bool:
        """Repairs derived rows if the subjects still stand at these revisions."""
        standing = (await self.projection(fabric)).subjects
        if any(standing.get(each, 0) != revision for each, revision in subjects.items()):
            return False
        for change in writes:
            self._write_inventory(fabric, change)
        return True

    async def documents(self, kind: str) -> list[Document]:
        """All documents of a kind by name, without their data."""
        found = [each for _, each in sorted(self._documents.items()) if each.kind == kind]
        return [msgspec.structs.replace(each, data=None) for each in found]

    async def document(self, kind: str, name: str) -> Document | None:
        """A document with its data."""
        return self._documents.get((kind, name))

    async def put_document(self, document: Document) -> bool:
        """Writes version n over version n - 1."""
        key = (document.kind, document.name)
        old = self._documents.get(key)
        if document.version != (0 if old is None else old.version) + 1:
            return False
        data = document.data if document.data is not None else old.data if old else b""
        self._documents[key] = msgspec.structs.replace(document, data=data or b"")
        return True

    async def drop_document(self, kind: str, name: str) -> bool:
        """Deletes a document; whether it was there."""
        return self._documents.pop((kind, name), None) is not None

    async def notifications(self) -> AsyncIterator[tuple[str, int]]:
        """Nobody else writes: ends with `stop`, without having said anything."""
        await self._stopping.wait()
        nothing: tuple[tuple[str, int], ...] = ()
        for heard in nothing:
            yield heard
