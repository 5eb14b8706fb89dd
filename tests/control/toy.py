"""A small engine with the contract of the real one, and switches for everything that can go wrong.

A host has 1,000 pages. `alloc_pages` takes some under a label, `free_pages` gives them back, `run`
asks a driver, `advance` breaks in the ways that its `ns` names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, cast

import msgspec

from service.fabric import hosts
from service.fabric.commands import CreateFabric, CreateHost, DriverAnswer, Question
from service.fabric.engine import Done, Envelope, Need
from service.fabric.inventory import InventoryChange
from service.fabric.state import FabricState, HostEntry
from service.mm.commands import Answer, Command, DecidedBy, TraceEntry
from service.mm.commands.kernel import Advance, AllocPages, AllocPagesAnswer, FreePages, Run
from service.mm.commands.topology import NodeSpec, Topology
from service.mm.context import Answers
from service.mm.undo import Undo
from service.reasons import Refused

PAGES = 1000
MODEL = "toy"
TOPOLOGY = Topology(nodes=(NodeSpec(nid=0),), distances=((10,),))

BREAKS_AN_INVARIANT = 13
HAS_A_BUG = 14
WRITES_AND_HAS_A_BUG = 15


class Memory:
    """What a toy host has."""

    def __init__(self) -> None:
        self.free = PAGES
        self.held: dict[str, int] = {}
        self.asked = 0


def _decided(sentence: str) -> DecidedBy:
    return DecidedBy(rule="toy", sentence=sentence, source="tests", model=MODEL)


class ToyEngine:
    """The engine. `questions` is how many a `run` asks; `noise` makes each of them new."""

    def __init__(self) -> None:
        self.questions = 1
        #: it says which questions it will ask
        self.foresees = False
        self.noise = False
        self.version = 1
        self.lies = 0
        self.steps = 0

    @property
    def ENGINE_VERSION(self) -> int:  # noqa: N802
        return self.version

    def step(
        self,
        fabric: FabricState,
        envelope: Envelope,
        answers: Answers = (),
        *,
        explain: bool = False,
    ) -> Done | Need:
        self.steps += 1
        command = envelope.command
        undo = Undo()
        try:
            return self._step(fabric, envelope.host, command, answers, undo, explain=explain)
        except WroteError:
            raise
        except BaseException:
            undo.rollback()
            raise

    def _step(
        self,
        fabric: FabricState,
        host: str | None,
        command: Command,
        answers: Answers,
        undo: Undo,
        *,
        explain: bool,
    ) -> Done | Need:
        trace = (TraceEntry(step="check", name=command.op),) if explain else ()
        if isinstance(command, CreateHost):
            answer, subjects = _create_host(fabric, undo, command)
            return Done(answer, subjects, trace, undo)
        if command.op in hosts.HANDLERS:
            answer, subjects = hosts.HANDLERS[command.op](fabric, undo, host, command)
            return Done(answer, subjects, trace, undo)
        entry = fabric.hosts.get(host or "")
        if entry is None:
            raise Refused("UNKNOWN_HOST", host=host)
        outcome = self._memory(cast("Memory", entry.state), command, answers, undo)
        if isinstance(outcome, Question):
            undo.rollback()
            return Need(outcome)
        return Done(outcome, (entry.host,), trace, undo)

    def _memory(
        self, memory: Memory, command: Command, answers: Answers, undo: Undo
    ) -> Answer | Question:
        if isinstance(command, AllocPages):
            return self._alloc(memory, command, undo)
        if isinstance(command, FreePages):
            if command.label not in memory.held:
                raise Refused("UNKNOWN_ALLOCATION", label=command.label)
            undo.assign(memory, "free", memory.free + memory.held[command.label])
            undo.delete(memory.held, command.label)
            return Answer(ret=0, decided_by=_decided("given back"))
        if isinstance(command, Run):
            return self._run(memory, command, answers, undo)
        assert isinstance(command, Advance), "an operation that toys know"
        return self._advance(memory, command, undo)

    def _alloc(self, memory: Memory, command: AllocPages, undo: Undo) -> Answer:
        if command.label in memory.held:
            raise Refused("ALREADY_EXISTS", kind="allocation", name=command.label)
        if command.count > memory.free:
            return AllocPagesAnswer(
                ret=-12,
                errno="ENOMEM",
                reason="ALLOCATION_FAILED",
                decided_by=_decided(f"only {memory.free} pages are free"),
            )
        undo.assign(memory, "free", memory.free - command.count)
        undo.set(memory.held, command.label, command.count)
        sentence = f"{memory.free} pages are left"
        if self.lies:
            sentence += f" (lie {self.lies})"
        return AllocPagesAnswer(
            ret=0, decided_by=_decided(sentence), nr_allocated=command.count, nids=(0,)
        )

    def _run(self, memory: Memory, command: Run, answers: Answers, undo: Undo) -> Answer | Question:
        told: list[DriverAnswer] = []
        questions = [
            Question(
                callback="migrate_to",
                nid=command.nid,
                driver="toy",
                nr_folios=number,
                why=str(memory.free) if self.noise else "",
            )
            for number in range(self.questions)
        ]
        if self.foresees and callable(answers):
            answers.expect(questions)
        for number, question in enumerate(questions):
            if callable(answers):
                answer = answers(question)
            else:
                answer = answers[number] if number < len(answers) else None
            if answer is None:
                return question
            told.append(answer)
            if answer.rc < 0:
                break
        undo.assign(memory, "asked", memory.asked + 1)
        text = ", ".join(answer.outcome for answer in told[:8])
        return Answer(ret=0, decided_by=_decided(f"the driver said {text}"))

    def _advance(self, memory: Memory, command: Advance, undo: Undo) -> Answer:
        assert command.ns != BREAKS_AN_INVARIANT, "an invariant is broken"
        if command.ns == HAS_A_BUG:
            raise KeyError("a bug")
        undo.assign(memory, "asked", memory.asked)
        return Answer(ret=0, decided_by=_decided("time went by"))

    def committed(self, fabric: FabricState, subjects: Sequence[str], revision: int) -> None:
        fabric.revision = max(fabric.revision, revision)
        for subject in subjects:
            if not subject:
                fabric.own_revision = revision
            elif subject in fabric.hosts:
                entry = fabric.hosts[subject]
                entry.revision = revision
                entry.created_revision = entry.created_revision or revision

    def _data(self, fabric: FabricState, *, revisions: bool) -> list[Any]:
        data: list[Any] = [fabric.fabric, fabric.created, fabric.description, fabric.generation]
        if revisions:
            data += [fabric.revision, fabric.own_revision]
        for name, entry in sorted(fabric.hosts.items()):
            memory = cast("Memory", entry.state)
            held = sorted(memory.held.items())
            row: list[Any] = [name, entry.kernel_model, entry.description, entry.generation]
            row += [memory.free, held, memory.asked]
            if revisions:
                row += [entry.revision, entry.created_revision]
            data.append(row)
        return data

    def encode(self, fabric: FabricState) -> bytes:
        return msgspec.msgpack.encode(self._data(fabric, revisions=True))

    def decode(self, data: bytes) -> FabricState:
        name, created, description, generation, revision, own, *rows = msgspec.msgpack.decode(data)
        fabric = FabricState(name)
        fabric.created, fabric.description, fabric.generation = created, description, generation
        fabric.revision, fabric.own_revision = revision, own
        for host, model, text, generation_, free, held, asked, revision_, born in rows:
            memory = Memory()
            memory.free, memory.held, memory.asked = free, dict(held), asked
            entry = HostEntry(host, model, cast("Any", memory))
            entry.description, entry.generation = text, generation_
            entry.revision, entry.created_revision = revision_, born
            fabric.hosts[host] = entry
        return fabric

    def state_hash(self, fabric: FabricState) -> str:
        data = msgspec.msgpack.encode(self._data(fabric, revisions=False))
        return hashlib.sha256(data).hexdigest()


class WroteError(Exception):
    """An engine that left something behind."""


def _create_host(
    fabric: FabricState, undo: Undo, command: CreateHost
) -> tuple[Answer, tuple[str, ...]]:
    if not fabric.created:
        raise Refused("UNKNOWN_FABRIC", fabric=fabric.fabric)
    if command.host in fabric.hosts:
        raise Refused("ALREADY_EXISTS", kind="host", name=command.host)
    entry = HostEntry(command.host, command.kernel_model, cast("Any", Memory()))
    entry.description = command.description
    undo.set(fabric.hosts, command.host, entry)
    return Answer(ret=0, decided_by=_decided("booted")), (command.host,)


def toy_project(fabric: FabricState, subjects: Sequence[str]) -> tuple[InventoryChange, ...]:
    """Two tables, so that one changes often and one seldom."""
    changes: list[InventoryChange] = []
    for host in subjects:
        if not host:
            continue
        entry = fabric.hosts.get(host)
        configuration: tuple[Any, ...] = ()
        nodes: tuple[Any, ...] = ()
        if entry is not None:
            memory = cast("Memory", entry.state)
            configuration = ((entry.kernel_model, entry.description, entry.generation),)
            nodes = (
                (0, "N_MEMORY", None, None, "Normal", PAGES, memory.free),
                (1, "N_ONLINE", None, None, "", 0, 0),
            )
        changes.append(InventoryChange("hosts", fabric.fabric, host, configuration))
        changes.append(InventoryChange("numa_nodes", fabric.fabric, host, nodes))
    return tuple(changes)


def create_fabric(fabric: str = "f") -> CreateFabric:
    return CreateFabric(fabric=fabric)


def create_host(host: str = "h") -> CreateHost:
    return CreateHost(host=host, kernel_model=MODEL, knobs={}, topology=TOPOLOGY)


def alloc(label: str, count: int = 1) -> AllocPages:
    return AllocPages(label=label, preferred_nid=0, count=count)


def free(label: str) -> FreePages:
    return FreePages(label=label)


def ask(nid: int = 0) -> Run:
    return Run(work="kswapd", nid=nid)


def breaking(ns: int) -> Advance:
    return Advance(ns=ns)
