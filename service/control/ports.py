"""What the control room needs from outside: an engine, a store, drivers, a clock, an observer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from service.fabric.commands import DriverAnswer, Question
from service.fabric.engine import Done, Envelope, Need
from service.fabric.inventory import InventoryChange
from service.fabric.state import FabricState, Value
from service.mm.context import Answers


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of the control room; each has a name, a value and a test."""

    #: commands of one transaction at most; a group that is larger travels alone
    group_max: int = 500
    #: bytes of commands, answers and results of one transaction at most (the same exception)
    group_bytes_max: int = 1 << 20
    #: requests that may be inside the control room at a time; more are OVERLOADED
    waiting_max: int = 4096
    #: a commit that takes longer sheds load: new requests are OVERLOADED until it returns
    commit_age_max_ms: int = 5000
    #: how long the callers of a commit of unknown outcome wait for the store to tell
    outcome_deadline_ms: int = 5000
    #: how often a command that another replica overtook is run again
    retries_max: int = 10
    #: a driver's time for one command, over all its questions
    driver_deadline_ms: int = 5000
    #: how long an answer is remembered under its idempotency key
    idempotency_seconds: int = 24 * 3600
    #: rows of a fabric between two snapshots
    snapshot_every: int = 1000
    #: newest rows that a fabric keeps in memory while somebody watches it
    watch_rows: int = 2048


class JournalRow(msgspec.Struct, frozen=True, gc=False):
    """One committed command of a fabric.

    `command`, `answers` and `result` are the JSON of the models. `digest` chains over the previous
    digest and all other columns (`service.control.journal.chain`). `committed_at_ns` is wall time
    for people only: nothing computes with it.
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


class IdempotencyRecord(msgspec.Struct, frozen=True):
    """A remembered answer: same key and fingerprint replay it, another fingerprint is refused.

    `response` holds the answers of the key's commands without their revisions; `revision`, filled
    in by the store, is that of the last of them.
    """

    principal: str
    key: str
    fingerprint: str
    response: bytes
    expires_at_ns: int
    fabric: str = ""
    revision: int = 0


class InventoryWrite(msgspec.Struct, frozen=True):
    """New rows of one inventory table for one host: (position, values) of each row that changed.

    `nr_rows`, where it is given, is how many rows the host has now: those behind are deleted.
    """

    table: str
    host: str
    nr_rows: int | None
    rows: tuple[tuple[int, tuple[Value, ...]], ...]


class PendingRow(msgspec.Struct, frozen=True, gc=False):
    """A command that ran on cached state and waits to become durable.

    `subjects` maps each changed subject (a host, or "" for the fabric's configuration) to the
    durable revision on which the command was built (0: it did not exist); rows before it in the
    same batch may build on each other. If a subject moved meanwhile (another replica wrote) the row
    is lost, and with it every later row of the batch that shares a subject with it, and the rest of
    its `group`. `gone` are the subjects that no longer exist after the row.
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
    at_ns: int
    #: rows with the same number (other than 0) follow each other and win or lose together
    group: int = 0
    gone: tuple[str, ...] = ()
    idempotency: IdempotencyRecord | None = None
    inventory: tuple[InventoryWrite, ...] = ()


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


class Projection(msgspec.Struct, frozen=True):
    """What the store derived from the journal of one fabric, read at one instant."""

    head: FabricHead | None
    subjects: dict[str, int]
    inventory: tuple[InventoryChange, ...]


class DriverEpoch(msgspec.Struct, frozen=True):
    """The epoch of a driver of a node; `born` is the revision that made the host."""

    host: str
    nid: int
    driver: str
    born: int
    epoch: int


class Document(msgspec.Struct, frozen=True):
    """Something of the service that is no command of a fabric: an experiment, a model of one's own.

    `body` is JSON for lists, `data` what only a look at this one needs (None: left as it is when
    written, not asked for when read). `version` counts its writes from 1.
    """

    kind: str
    name: str
    version: int
    body: bytes
    data: bytes | None = None


class OutcomeUnknown(Exception):  # noqa: N818 - a state of knowledge, not a fault
    """The store was lost while it committed: ask `Store.outcome` before deciding anything."""


class Store(Protocol):
    """Durable truth. Every method may raise `service.reasons.Refused("STORE_UNAVAILABLE")`."""

    @property
    def shared(self) -> bool:
        """Whether other processes may write too: what is cached may then be old news."""

    async def start(self) -> None:
        """Opens connections and checks the schema revision."""

    async def stop(self) -> None:
        """Finishes what is in flight and closes."""

    async def ping(self) -> None:
        """Returns when the store answers."""

    async def heads(self) -> list[FabricHead]:
        """All fabrics, by name."""

    async def revisions(self, fabrics: Sequence[str]) -> dict[str, int]:
        """The newest revisions of these fabrics; 0 for one that never existed."""

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        """Appends the batch in ONE transaction; each row as it was written, or None if it is lost.

        Locks the fabric rows in name order, compares subject revisions, numbers the winners
        gap-free, writes journal, inventory projection and idempotency rows, advances heads.
        A row whose idempotency key is already remembered is lost. One commit at a time.
        Refuses: STORE_UNAVAILABLE, and then nothing of the batch is or will be durable.
        Raises: OutcomeUnknown.
        """

    async def outcome(self) -> list[JournalRow | None] | None:
        """What became of the commit that raised OutcomeUnknown: its result, or None if it failed.

        Refuses: STORE_UNAVAILABLE while that cannot be told.
        """

    async def journal(self, fabric: str, after: int, limit: int) -> list[JournalRow]:
        """Rows with revision > after, ascending."""

    async def latest_snapshot(self, fabric: str, at_most: int | None = None) -> Snapshot | None:
        """The newest snapshot (with revision <= at_most)."""

    async def snapshots(self, fabric: str) -> list[int]:
        """Revisions of the stored snapshots, ascending."""

    async def put_snapshot(self, snapshot: Snapshot, drop: Sequence[int] = ()) -> None:
        """Stores a snapshot and deletes those with the revisions `drop`, off the commit path."""

    async def idempotent(self, principal: str, key: str, now_ns: int) -> IdempotencyRecord | None:
        """The remembered answer of a key that has not expired."""

    async def purge(self, now_ns: int) -> int:
        """Forgets expired keys; how many."""

    async def fence(self, given: DriverEpoch) -> int:
        """Notes an epoch, unless a higher one stands; the one that stands now."""

    async def projection(self, fabric: str) -> Projection:
        """Head, subject revisions and inventory rows of a fabric, all of the same instant."""

    async def put_inventory(
        self, fabric: str, subjects: Mapping[str, int], writes: Sequence[InventoryWrite]
    ) -> bool:
        """Repairs derived rows if the subjects still stand at these revisions; whether they did."""

    async def documents(self, kind: str) -> list[Document]:
        """All documents of a kind by name, without their data."""

    async def document(self, kind: str, name: str) -> Document | None:
        """A document with its data."""

    async def put_document(self, document: Document) -> bool:
        """Writes version n over version n - 1 (1: where none is); whether that stood there."""

    async def drop_document(self, kind: str, name: str) -> bool:
        """Deletes a document; whether it was there."""

    def notifications(self) -> AsyncIterator[tuple[str, int]]:
        """(fabric, revision) whenever another process committed; ends with `stop`."""


class Engine(Protocol):
    """The step function and its state; in production the module `service.fabric.engine`."""

    @property
    def ENGINE_VERSION(self) -> int:  # noqa: N802 - a constant of the module
        """Stands in every journal row."""

    def step(
        self,
        fabric: FabricState,
        envelope: Envelope,
        answers: Answers = (),
        *,
        explain: bool = False,
    ) -> Done | Need:
        """Applies one command, all or nothing."""

    def committed(self, fabric: FabricState, subjects: Sequence[str], revision: int) -> None:
        """Notes the revision under which a step became durable."""

    def encode(self, fabric: FabricState) -> bytes:
        """A snapshot."""

    def decode(self, data: bytes) -> FabricState:
        """The fabric behind a snapshot."""

    def state_hash(self, fabric: FabricState) -> str:
        """The digest of everything that replay must reproduce."""


class Project(Protocol):
    """The inventory projection; in production `service.fabric.inventory.project`."""

    def __call__(self, fabric: FabricState, subjects: Sequence[str]) -> tuple[InventoryChange, ...]:
        """The rows of the hosts among `subjects`; a host that is gone has none."""


#: How a driver's answer ended: part of a durable command, not used, or the command gave up.
Settled = Literal["committed", "superseded", "expired"]


class DriverSession(msgspec.Struct, frozen=True):
    """A driver that is attached, or for whose return its callbacks wait."""

    fabric: str
    host: str
    nid: int
    driver: str
    #: of its last stream; 0: it never had one here
    epoch: int
    deadline_ms: int
    attached: bool
    #: callbacks without an answer, and answers that are not settled
    nr_asked: int
    nr_unsettled: int
    #: messages that it has not read
    nr_unread: int
    #: what it missed is told
    caught_up: bool


class DriverPort(Protocol):
    """Asks attached drivers; the built-in driver answers from data."""

    def sessions(self) -> Sequence[DriverSession]:
        """Those of this process, by host, node and name."""

    def deadline_ms(self, host: str, question: Question) -> int | None:
        """The time that this driver wants for a command; None: the usual."""

    async def ask(self, host: str, question: Question, deadline_ms: int) -> DriverAnswer:
        """The driver's answer, or one whose outcome is `timeout` or `driver_gone`."""

    def settled(
        self, host: str, answer: DriverAnswer, ended: Settled, revision: int | None
    ) -> None:
        """Tells the driver what became of an answer of `ask`; returns at once."""


class Clock(Protocol):
    """Wall time for people and expiry; the engine never sees it."""

    def now_ns(self) -> int:
        """Nanoseconds since the epoch."""


class Observer(Protocol):
    """Is told what happens, for metrics; every method returns at once and never raises."""

    def batch(self, nr_rows: int, nr_bytes: int, seconds: float) -> None:
        """A transaction was committed."""

    def command(self, op: str, errno: str | None, number: int = 1) -> None:
        """So many commands became durable."""

    def revision(self, fabric: str, revision: int) -> None:
        """A fabric's newest durable revision."""

    def lost(self, nr_rows: int) -> None:
        """Rows that another replica overtook."""

    def store_failed(self, reason: str) -> None:
        """A commit was refused, or its outcome is not known."""

    def snapshot(self, fabric: str, nr_bytes: int, seconds: float) -> None:
        """A snapshot was stored."""

    def quarantined(self, fabric: str, host: str, why: str) -> None:
        """A host (or with `""` a whole fabric) was taken out of service."""


class Unobserved:
    """The observer that looks away."""

    def batch(self, nr_rows: int, nr_bytes: int, seconds: float) -> None:
        """Nothing."""

    def command(self, op: str, errno: str | None, number: int = 1) -> None:
        """Nothing."""

    def revision(self, fabric: str, revision: int) -> None:
        """Nothing."""

    def lost(self, nr_rows: int) -> None:
        """Nothing."""

    def store_failed(self, reason: str) -> None:
        """Nothing."""

    def snapshot(self, fabric: str, nr_bytes: int, seconds: float) -> None:
        """Nothing."""

    def quarantined(self, fabric: str, host: str, why: str) -> None:
        """Nothing."""
