"""The machine of an audit: nodes with CPUs are ordinary, the others private, one owner each.

A host is built once per model and set of rights; every request is made on it and taken back by the
undo log, so a request never sees what another one took.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal, NamedTuple

import msgspec

from service.bounded import to_hex
from service.mm.boot import boot_host
from service.mm.commands import COMMANDS, Answer, DecidedBy, TraceEntry
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.context import Context
from service.mm.memory_tiers import MEMTIER_ADISTANCE_DRAM, memory_tier_refresh_demotion
from service.mm.models import KernelModel
from service.mm.nodemask import nodes_of
from service.mm.state import HostState
from service.mm.step import Done, step
from service.mm.undo import Undo
from service.mm.zones import PAGE_SHIFT

Run = Literal["rights_none", "rights_all", "rights_none_movable_zone"]
RUNS: Final[tuple[Run, ...]] = ("rights_none", "rights_all", "rights_none_movable_zone")

BLOCK_PAGES: Final = 32768
#: pages of a node: 64 huge pages and a contiguous buffer fit
NODE_PAGES: Final = 2 * BLOCK_PAGES
_SPAN: Final = 8 * BLOCK_PAGES
PID: Final = 100
#: abstract distance that puts a private node below DRAM
LOWER_TIER: Final = 2880


class Logged(NamedTuple):
    """A request of the allocator (no answer) or a command, and the walk that decided it."""

    op: str
    fields: dict[str, Any]
    answer: Answer | None
    trace: tuple[TraceEntry, ...]


class Shape(msgspec.Struct, frozen=True):
    """Nodes of a machine: those with CPUs, those that stand for private ones, distances."""

    ordinary: tuple[int, ...] = (0, 1)
    private: tuple[int, ...] = (2, 3)
    distances: tuple[tuple[int, ...], ...] = (
        (10, 20, 15, 25),
        (20, 10, 25, 15),
        (15, 25, 10, 30),
        (25, 15, 30, 10),
    )


STD: Final = Shape()


def all_rights(model: KernelModel) -> tuple[str, ...]:
    """Every right that a node can have at once, without those that keep users' writes out."""
    table = model.knobs.table
    if model.knobs.subtracted or table.one_of:
        return ()
    held: list[str] = []
    for right in table.rights:
        barred = {table.prefix + other for other in right.excludes}
        if right.name == table.marker or "write_fence" in right.grants or barred & set(held):
            continue
        held.append(table.full(right))
    return tuple(held)


def no_rights(model: KernelModel) -> tuple[str, ...]:
    """A node without rights: nothing is given, or everything is subtracted."""
    table = model.knobs.table
    return tuple(table.full(right) for right in table.rights) if model.knobs.subtracted else ()


def _zone(nid: int, movable: bool) -> ZoneSpec:  # noqa: FBT001
    return ZoneSpec(
        zone="Movable" if movable else "Normal",
        start_pfn=to_hex(nid * _SPAN),
        spanned=NODE_PAGES,
        present=NODE_PAGES,
        managed=NODE_PAGES,
    )


def _told(each: DecidedBy | TraceEntry) -> dict[str, Any]:
    """What an event says, without what does not apply to it."""
    return {name: value for name, value in each.__dict__.items() if value is not None}


class Machine:
    """A host of an audit. `private` are its private nodes, also where a model has none."""

    def __init__(self, model: KernelModel, run: Run, shape: Shape = STD) -> None:
        self.shape = shape
        self.private = shape.private
        #: what decided the requests, while somebody collects it
        self.events: list[dict[str, Any]] | None = None
        #: what was asked from now on, with its walk, where somebody wants to know
        self.log: list[Logged] | None = None
        movable = run == "rights_none_movable_zone"
        exists = model.knobs.private_nodes != "none"
        nodes = []
        for nid in range(max((*shape.ordinary, *shape.private)) + 1):
            here = nid in shape.ordinary or (not exists and nid in shape.private)
            spec = _zone(nid, movable and nid in shape.private)
            cpus = (shape.ordinary.index(nid),) if nid in shape.ordinary else ()
            lower = LOWER_TIER if nid in shape.private else MEMTIER_ADISTANCE_DRAM
            zones = (spec,) if here else ()
            nodes.append(NodeSpec(nid=nid, cpus=cpus, zones=zones, online=here, adistance=lower))
        topology = Topology(
            nodes=tuple(nodes),
            distances=shape.distances,
            memory_block_size=BLOCK_PAGES << PAGE_SHIFT,
            watermarks=False,
            rebuilt=True,
        )
        self.state: HostState = boot_host(topology, model)
        self.state.demotion_enabled = True
        self.do("create_task", pid=PID)
        if exists:
            rights = all_rights(model) if run == "rights_all" else no_rights(model)
            for nid in shape.private:
                self._add_private(nid, rights, "online_movable" if movable else "online_kernel")
        self._settle()

    def _add_private(self, nid: int, rights: tuple[str, ...], online_type: str) -> None:
        table = self.state.model.knobs.table
        given = rights if table.given_by in {"register", "add_memory", "device"} else None
        if table.one_of:
            given = (table.full(table.rights[0]),)
        if given is not None and online_type == "online_kernel":
            need = tuple(table.prefix + name for name in table.kernel_zone_needs)
            given = tuple(dict.fromkeys((*given, *need)))
        answer = self.do(
            "add_private_memory_driver_managed",
            nid=nid,
            owner=f"owner{nid}",
            start=to_hex(nid * _SPAN << PAGE_SHIFT),
            size=NODE_PAGES << PAGE_SHIFT,
            resource_name="System RAM (audit)",
            online_type=online_type,
            rights=given,
        )
        assert answer.ret == 0, "the machine of the audit is one"
        if table.given_by == "set_ops" and rights:
            ops = COMMANDS["node_private_set_ops"].model_validate(
                {
                    "nid": nid,
                    "ops": {
                        "name": f"ops{nid}",
                        "flags": rights,
                        "callbacks": ["migrate_to", "folio_migrate"],
                    },
                }
            )
            done = step(self.state, ops)
            assert isinstance(done, Done), "built-in drivers only"
            assert done.answer.ret == 0, "rights of the table"

    def _settle(self) -> None:
        """Demotion targets as a service leaves them that refreshed them after it gave rights."""
        memory_tier_refresh_demotion(self.state, Undo())

    def do(self, op: str, **fields: Any) -> Answer:
        """One command that stays."""
        done = step(self.state, COMMANDS[op].model_construct(**fields))
        assert isinstance(done, Done), "built-in drivers only"
        return done.answer

    @contextmanager
    def request(self) -> Iterator[Context]:
        """A context for requests; whatever they do is taken back at the end."""
        ctx = Context(self.state, explain=self.events is not None or self.log is not None)
        try:
            yield ctx
        finally:
            if self.events is not None and (ctx.trace or ctx.has_decided):
                self._note(
                    "request", ctx.decided_by() if ctx.has_decided else None, ctx.trace or ()
                )
            if self.log is not None:
                self.log.append(Logged("request", {}, None, tuple(ctx.trace or ())))
            ctx.undo.rollback()

    @contextmanager
    def commands(self) -> Iterator[Any]:
        """A `do` whose commands are taken back at the end, newest first."""
        logs = []

        def do(op: str, **fields: Any) -> Answer:
            explain = self.events is not None or self.log is not None
            done = step(self.state, COMMANDS[op].model_construct(**fields), explain=explain)
            assert isinstance(done, Done), "built-in drivers only"
            if self.log is not None:
                self.log.append(Logged(op, fields, done.answer, done.trace))
            logs.append(done.undo)
            if self.events is not None:
                self._note(op, done.answer.decided_by, done.trace)
            return done.answer

        try:
            yield do
        finally:
            for undo in reversed(logs):
                undo.rollback()

    def _note(self, op: str, decided: DecidedBy | None, trace: Sequence[TraceEntry]) -> None:
        """Keeps an event; a request that only walked has a walk and no decision of its own."""
        assert self.events is not None, "somebody collects"
        event: dict[str, Any] = {"op": op}
        if decided is not None:
            event |= _told(decided)
        event["walk"] = [_told(entry) for entry in trace]
        self.events.append(event)

    @contextmanager
    def collected(self) -> Iterator[list[dict[str, Any]]]:
        """The events of everything that is done inside: rule, source, list walked, verdicts."""
        self.events = []
        try:
            yield self.events
        finally:
            self.events = None

    def letter(self, nid: int | None) -> str:
        """P, D or F for the node that a request got."""
        if nid is None or nid < 0:
            return "F"
        return "P" if nid in self.private else "D"

    def fill_dram(self, ctx: Context) -> None:
        """Every free page of the ordinary nodes is taken."""
        for nid in nodes_of(sum(1 << each for each in self.shape.ordinary)):
            for zone in ctx.state.nodes[nid].zones:
                if zone.free:
                    owner = ctx.new_id()
                    ctx.undo.set(ctx.state.owners, owner, ("kernel", nid))
                    zone.partition.take_pages(ctx.undo, zone.free, owner, 0)
