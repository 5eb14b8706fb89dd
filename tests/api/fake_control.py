"""A control room in memory over the real engine: what the edges need, without store or drivers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from service.control.calls import Call, Committed
from service.control.ports import JournalRow, Observer, Unobserved
from service.edge.ports import HostRef
from service.fabric.commands import CreateFabric, DriverAnswer
from service.fabric.engine import Done, Envelope, Need, committed, step
from service.fabric.state import FabricState
from service.mm.commands import Command
from service.reasons import Refused


class FakeControl:
    """Commands run at once; `unavailable` makes it refuse as a store that is down."""

    def __init__(self) -> None:
        self.states: dict[str, FabricState] = {}
        self.rows: dict[str, list[JournalRow]] = {}
        self.remembered: dict[str, tuple[str, list[Committed]]] = {}
        self.changed = asyncio.Condition()
        self.unavailable = False
        self.observer: Observer = Unobserved()

    def _fabric_of(self, call: Call) -> FabricState:
        if isinstance(call.command, CreateFabric):
            return self.states.get(call.command.fabric) or FabricState(call.command.fabric)
        if call.host is not None:
            for state in self.states.values():
                if call.host in state.hosts:
                    return state
            raise Refused("UNKNOWN_HOST", host=call.host)
        state = self.states.get(call.fabric or "")
        if state is None or not state.created:
            raise Refused("UNKNOWN_FABRIC", fabric=call.fabric)
        return state

    def _check(self, call: Call, state: FabricState) -> None:
        subject: Any = state.hosts[call.host] if call.host is not None else state
        wanted = call.expect.generation
        if wanted is not None and wanted != subject.generation:
            raise Refused(
                "STALE_PRECONDITION", what="generation", actual=subject.generation, expected=wanted
            )
        wanted = call.expect.host_revision
        if wanted is not None and wanted != subject.revision:
            raise Refused(
                "STALE_PRECONDITION", what="host_revision", actual=subject.revision, expected=wanted
            )

    def _run(self, call: Call) -> tuple[Committed, Done, FabricState]:
        state = self._fabric_of(call)
        self._check(call, state)
        name = getattr(call.command, "host", None)
        if name is not None and any(name in each.hosts for each in self.states.values()):
            raise Refused("ALREADY_EXISTS", kind="host", name=name)
        answers: list[DriverAnswer] = []
        done = step(state, Envelope(call.command, call.host), answers, explain=call.explain)
        while isinstance(done, Need):
            answers.append(DriverAnswer(nr=done.question.nr_folios))
            done = step(state, Envelope(call.command, call.host), answers, explain=call.explain)
        host = call.host or name
        entry = state.hosts.get(host or "")
        revision = None
        if not call.validate_only:
            revision = state.revision + 1
            committed(state, done.subjects, revision)
            self._note(state, revision, host, call.command, done)
        result = Committed(
            answer=done.answer,
            fabric=state.fabric,
            host=host,
            model=entry.kernel_model if entry else None,
            revision=revision,
            host_revision=entry.revision if entry else None,
            trace=done.trace,
        )
        return result, done, state

    def _note(
        self, state: FabricState, revision: int, host: str | None, command: Command, done: Done
    ) -> None:
        self.observer.command(command.op, done.answer.errno)
        if state.created:
            self.states[state.fabric] = state
        else:
            self.states.pop(state.fabric, None)
        self.rows.setdefault(state.fabric, []).append(
            JournalRow(
                fabric=state.fabric,
                revision=revision,
                host=host or "",
                op=command.op,
                command=command.model_dump_json(exclude_none=True).encode(),
                answers=b"[]",
                result=done.answer.model_dump_json(exclude_none=True).encode(),
                engine_version=1,
                digest=b"",
                principal="anonymous",
                request_id="",
                committed_at_ns=0,
            )
        )

    def _replay(self, call: Call) -> list[Committed] | None:
        if call.idempotency_key is None or call.idempotency_key not in self.remembered:
            return None
        fingerprint, results = self.remembered[call.idempotency_key]
        if fingerprint != call.fingerprint:
            raise Refused("IDEMPOTENCY_KEY_REUSED", key=call.idempotency_key)
        return results

    async def execute(self, call: Call) -> Committed:
        return (await self.execute_batch([call]))[0]

    async def execute_batch(
        self, calls: Sequence[Call], *, stop_on_error: bool = False
    ) -> Sequence[Committed]:
        if self.unavailable:
            raise Refused("STORE_UNAVAILABLE")
        known = self._replay(calls[0])
        if known is not None:
            return [replace(each) for each in known]
        results: list[Committed] = []
        undone: list[Done] = []
        for call in calls:
            result, done, _ = self._run(call)
            results.append(result)
            undone.append(done)
            if stop_on_error and result.answer.ret < 0:
                break
        if calls[0].validate_only:
            for done in reversed(undone):
                done.undo.rollback()
        elif calls[0].idempotency_key is not None:
            self.remembered[calls[0].idempotency_key] = (calls[0].fingerprint, results)
        async with self.changed:
            self.changed.notify_all()
        return results

    async def fabrics(self) -> Sequence[FabricState]:
        return [state for _, state in sorted(self.states.items())]

    async def fabric_state(self, fabric: str) -> FabricState:
        if fabric not in self.states:
            raise Refused("UNKNOWN_FABRIC", fabric=fabric)
        return self.states[fabric]

    async def host_ref(self, host: str) -> HostRef:
        for state in self.states.values():
            if host in state.hosts:
                return HostRef(state, state.hosts[host])
        raise Refused("UNKNOWN_HOST", host=host)

    async def events(self, fabric: str, since: int, limit: int) -> Sequence[JournalRow]:
        self.head(fabric)
        return [row for row in self.rows[fabric] if row.revision > since][:limit]

    def head(self, fabric: str) -> int:
        if fabric not in self.rows:
            raise Refused("UNKNOWN_FABRIC", fabric=fabric)
        return self.rows[fabric][-1].revision

    def watch(self, fabric: str, since: int) -> AsyncIterator[JournalRow]:
        self.head(fabric)
        return self._watch(fabric, since)

    async def _watch(self, fabric: str, since: int) -> AsyncIterator[JournalRow]:
        while True:
            rows = await self.events(fabric, since, 100)
            for row in rows:
                since = row.revision
                yield row
            if not rows:
                async with self.changed:
                    await self.changed.wait()

    async def ping(self) -> None:
        if self.unavailable:
            raise Refused("STORE_UNAVAILABLE")


def replace(committed: Committed) -> Committed:
    """A remembered answer."""
    import msgspec

    return msgspec.structs.replace(committed, replayed=True)
