"""What the control room needs from outside: a store, drivers, a clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import msgspec

from service.fabric.commands import DriverAnswer, Question
from service.fabric.inventory import InventoryChange


class JournalRow(msgspec.Struct, frozen=True):
    """One committed command of a fabric. `digest` chains over previous digest, command, answers, result.

    `command`, `answers` and `result` are the JSON of the models; `committed_at_ns` is wall time for
    people only: nothing computes with it.
    """

    fabric: str
    revision: int
    host: str
    op: str
    command: bytes
    answers: bytes
    result: bytes
    engine_version: int
    digest: bytes
    principal: str
    request_id: str
    committed_at_ns: int


class PendingRow(msgspec.Struct, frozen=True):
    """A command that ran on cached state and waits to become durable.

    `subjects` maps each changed subject (a host, or "" for the fabric's configuration) to the
    revision it had when the command ran. If one moved meanwhile (another replica wrote) the row is
    lost, and with it every later row of the batch that shares a subject with it.
    """

    fabric: str
    host: str
    op: str
    subjects: dict[str, int]
    command: bytes
    answers: bytes
    result: bytes
    engine_version: int
    principal: str
    request_id: str
    idempotency: IdempotencyRecord | None = None
    inventory: tuple[InventoryChange, ...] = ()


class IdempotencyRecord(msgspec.Struct, frozen=True):
    """A remembered answer: same key and fingerprint replay it, another fingerprint is refused."""

    principal: str
    key: str
    fingerprint: str
    response: bytes


class FabricHead(msgspec.Struct, frozen=True):
    """Where a fabric stands in the store."""

    fabric: str
    revision: int
    digest: bytes


class Snapshot(msgspec.Struct, frozen=True):
    """The encoded state of a fabric at a revision, with its hash and the engine that wrote it."""

    fabric: str
    revision: int
    engine_version: int
    state_hash: str
    data: bytes


class Store(Protocol):
    """Durable truth. Every method may raise `service.reasons.Refused("STORE_UNAVAILABLE")`."""

    async def start(self) -> None:
        """Opens connections and checks the schema revision."""

    async def stop(self) -> None:
        """Finishes what is in flight and closes."""

    async def ping(self) -> None:
        """Returns when the store answers."""

    async def heads(self) -> list[FabricHead]:
        """All fabrics, by name."""

    async def commit(self, batch: Sequence[PendingRow]) -> list[int | None]:
        """Appends the batch in ONE transaction; the revision of each row, or None where it was lost.

        Locks the fabric rows in name order, compares subject revisions, numbers the winners
        gap-free, writes journal, inventory projection, idempotency and audit rows, advances heads.
        """

    async def journal(self, fabric: str, after: int, limit: int) -> list[JournalRow]:
        """Rows with revision > after, ascending."""

    async def latest_snapshot(self, fabric: str, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot (with revision <= at_most)."""

    async def put_snapshot(self, snapshot: Snapshot) -> None:
        """Stores a snapshot, off the commit path."""

    async def idempotent(self, principal: str, key: str) -> IdempotencyRecord | None:
        """The remembered answer of a key that has not expired."""

    def notifications(self) -> AsyncIterator[tuple[str, int]]:
        """(fabric, revision) whenever another process committed; ends with `stop`."""


class DriverPort(Protocol):
    """Asks attached drivers; the built-in driver answers from data."""

    async def ask(self, host: str, question: Question, deadline_ms: int) -> DriverAnswer:
        """The driver's answer, or one whose outcome is `timeout` or `driver_gone`."""


class Clock(Protocol):
    """Wall time for people and deadlines; the engine never sees it."""

    def now_ns(self) -> int:
        """Nanoseconds since the epoch."""
