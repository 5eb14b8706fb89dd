"""A control room for tests: a toy engine, any store, drivers that say what a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from service.control.calls import Call, Committed
from service.control.control import Control
from service.control.ports import (
    DriverSession,
    Engine,
    JournalRow,
    Options,
    PendingRow,
    Project,
    Settled,
    Store,
    Unobserved,
)
from service.fabric.commands import DriverAnswer, Question
from service.mm.commands import Command
from service.store.memory import MemoryStore
from tests.control.toy import ToyEngine, create_fabric, create_host, toy_project


class TickingClock:
    """Wall time that a test sets."""

    def __init__(self) -> None:
        self.ns = 1_700_000_000_000_000_000

    def now_ns(self) -> int:
        return self.ns


class Drivers:
    """Answers with `reply`, notes what it was asked and what became of it."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.named: dict[str, Question] = {}
        self.deadlines: dict[str, int] = {}
        self.ended: list[tuple[Question, Settled, int | None]] = []
        self.reply: Callable[[Question], Awaitable[DriverAnswer]] = self._at_once

    async def _at_once(self, question: Question) -> DriverAnswer:
        return DriverAnswer(rc=0, nr=question.nr_folios)

    async def ask(self, host: str, question: Question, deadline_ms: int) -> DriverAnswer:
        self.asked.append(question)
        answer = await self.reply(question)
        name = str(len(self.asked))
        self.named[name] = question
        return answer.model_copy(update={"callback_id": name})

    def sessions(self) -> tuple[DriverSession, ...]:
        return ()

    def deadline_ms(self, host: str, question: Question) -> int | None:
        return self.deadlines.get(question.driver)

    def settled(
        self, host: str, answer: DriverAnswer, ended: Settled, revision: int | None
    ) -> None:
        if answer.callback_id:
            self.ended.append((self.named[answer.callback_id], ended, revision))


class Counts(Unobserved):
    """An observer that keeps what it is told."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.commands: list[tuple[str, str | None]] = []
        self.nr_lost = 0
        self.failures: list[str] = []
        self.out_of_service: list[tuple[str, str]] = []
        self.snapshots = 0

    def batch(self, nr_rows: int, nr_bytes: int, seconds: float) -> None:
        self.batches.append(nr_rows)

    def command(self, op: str, errno: str | None, number: int = 1) -> None:
        self.commands += [(op, errno)] * number

    def lost(self, nr_rows: int) -> None:
        self.nr_lost += nr_rows

    def store_failed(self, reason: str) -> None:
        self.failures.append(reason)

    def snapshot(self, fabric: str, nr_bytes: int, seconds: float) -> None:
        self.snapshots += 1

    def quarantined(self, fabric: str, host: str, why: str) -> None:
        self.out_of_service.append((fabric, host))


class SlowStore(MemoryStore):
    """A memory store whose commits wait until a test lets them through, or refuses them."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.open.set()
        self.refusal: Exception | None = None
        self.batches: list[Sequence[PendingRow]] = []

    async def commit(self, batch: Sequence[PendingRow]) -> list[JournalRow | None]:
        self.batches.append(batch)
        await asyncio.sleep(0)
        await self.open.wait()
        if self.refusal is not None:
            raise self.refusal
        return await super().commit(batch)


class Room:
    """A started control room and everything around it."""

    def __init__(
        self,
        store: Store,
        engine: Engine | None = None,
        project: Project = toy_project,
        **options: Any,
    ) -> None:
        self.store = store
        self.engine = engine or ToyEngine()
        self.drivers = Drivers()
        self.clock = TickingClock()
        self.counts = Counts()
        self.control = Control(
            store,
            self.engine,
            self.drivers,
            self.clock,
            Options(**options),
            project=project,
            observer=self.counts,
        )

    @property
    def toy(self) -> ToyEngine:
        assert isinstance(self.engine, ToyEngine)
        return self.engine

    async def run(self, command: Command, **fields: Any) -> Committed:
        """A command of host `h` of fabric `f`, unless said otherwise."""
        return await self.control.execute(call(command, **fields))

    async def furnish(self, *hosts: str, fabric: str = "f") -> None:
        """A fabric with hosts."""
        await self.run(create_fabric(fabric))
        for host in hosts or ("h",):
            await self.run(create_host(host), fabric=fabric)

    def hash(self, fabric: str = "f") -> str:
        """Of the cached state, durable or not."""
        cache = self.control._stepper.fabrics[fabric]
        return self.engine.state_hash(cache.state)


def call(command: Command, **fields: Any) -> Call:
    """Addressed to where such commands usually go."""
    if command.op == "create_fabric":
        fields.setdefault("fabric", None)
    elif command.op in {"create_host", "update_fabric", "delete_fabric"}:
        fields.setdefault("fabric", "f")
    else:
        fields.setdefault("host", "h")
    return Call(command, **fields)


@asynccontextmanager
async def room_on(store: Store | None = None, **options: Any) -> AsyncIterator[Room]:
    """A room from start to stop."""
    room = Room(store or MemoryStore(), **options)
    await room.control.start()
    try:
        yield room
    finally:
        await room.control.stop(5.0)


async def whole_journal(store: Store, fabric: str = "f") -> list[JournalRow]:
    """All rows of a fabric."""
    return await store.journal(fabric, 0, 10**6)


async def settle(times: int = 20) -> None:
    """Lets every ready task run."""
    for _ in range(times):
        await asyncio.sleep(0)
