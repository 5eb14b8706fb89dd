"""The interpreter of the case language: one operation in, an outcome with named results out.

Operations that a user of the twin can ask for go through `step`; hooks that only a test has
(placing pages, looking at one folio) drive engine functions with a context that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from service.conformance.lang_fixture import Fixture
from service.conformance.verdict import Unsupported
from service.fabric.commands import HOST_COMMANDS
from service.fabric.devices.step import device_step, is_device_step
from service.fabric.state import HostEntry
from service.mm.commands import Answer
from service.mm.commands.base import Effect
from service.mm.commands.private import NodePrivateOps
from service.mm.context import Context, Probe
from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.mmap import find_vma, vma_is_hugetlb
from service.mm.objects import PageObject
from service.mm.state import Mm, Task, Vma
from service.mm.step import Done, step
from service.mm.undo import Undo
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError, Refused

#: first page of the first area: a multiple of 512 and of every small number of nodes
_AREA_BASE: Final = 5040 << 12
_AREA_STEP: Final = 5040 << 12


class Outcome(msgspec.Struct):
    """What one operation gave: `ret` (errno name, number, bool, word) and what else it shows."""

    ret: Any = 0
    value: Any = None
    nodes: list[int] | None = None
    statuses: list[Any] | None = None
    policy: dict[str, Any] | None = None
    node: int | None = None
    demotion: dict[str, list[int]] | None = None
    faults: int | None = None
    kills: list[str] = msgspec.field(default_factory=list)
    callbacks: list[dict[str, Any]] = msgspec.field(default_factory=list)
    #: results that only one expectation asks for, by its name
    shown: dict[str, Any] = msgspec.field(default_factory=dict)


def callback_of(effect: Effect) -> dict[str, Any]:
    """A callback as the expectations name it, with the arguments that its effect tells."""
    args: dict[str, Any] = {}
    detail = effect.detail or ""
    if effect.name == "migrate_to":
        mode, reason, pointer, number = detail.split(", ")
        args = {"mode": mode, "reason": reason, "folios": int(number.split()[0])}
        args["nr_succeeded"] = True if pointer.endswith("given") else None
    elif effect.name == "folio_migrate":
        args = {"src_nid": effect.nid, "dst_nid": effect.to_nid}
    elif effect.name == "folio_split":
        args = {"new": detail == "new folio"}
    elif effect.name == "handle_fault":
        area, page, level = detail.split(", ")
        args = {"area": area, "page": int(page), "level": level}
    count = 1 if effect.name == "migrate_to" else effect.nr_pages
    return {"name": effect.name, "nid": effect.nid, "count": count, "args": args}


Handler = Callable[["LangHost", dict[str, Any]], Outcome]


class LangHost:
    """A fixture's host with named processes and areas; `handlers` is the table of operations."""

    def __init__(self, fixture: Fixture, handlers: dict[str, Handler]) -> None:
        self.fixture = fixture
        self.state = fixture.state
        self.entry = HostEntry("host", self.state.model.id, self.state)
        self.entry.cxl = fixture.cxl
        self.entry.devices = fixture.devices
        self.handlers = handlers
        self.pids: dict[str, int] = {}
        #: index of an allocating operation -> labels it left
        self.allocations: dict[int, list[str]] = {}
        self.outcomes: list[Outcome] = []
        self.files = 0
        self._labels = 0
        self._areas = 0
        self.ops: dict[str, NodePrivateOps] = {}
        #: names that a case gave to references, running callbacks and pending calls
        self.refs: dict[str, Any] = {}
        #: (process, area) -> (first page, pages), also of areas that are gone
        self.known_areas: dict[tuple[str, str], tuple[int, int]] = {}
        #: (area, page) -> the frame that an injected error hit
        self.poisoned: dict[tuple[str, int], int] = {}
        self.effects: list[Effect] = []
        #: settings without a file of the twin
        self.sysctls: dict[str, Any] = {}
        self.undo_logs: list[Undo] = []
        #: what is to happen inside the current operation: (point, number of the pass, operation)
        self._during: list[tuple[str, int, dict[str, Any]]] = []
        self._passes: dict[str, int] = {}
        #: the current operation met a fault that the case injected
        self.injected = False

    def do(self, op: str, **fields: Any) -> Answer:
        """Runs one command; arguments may exceed what JSON carries. Refuses: `Refused`."""
        command = HOST_COMMANDS[op].model_construct(**fields)
        if is_device_step(command):
            outcome = device_step(self.entry, command)
        else:
            outcome = step(self.state, command, probe=self.probe)
        assert isinstance(outcome, Done), "fixtures have built-in drivers only"
        self.undo_logs.append(outcome.undo)
        self.effects += outcome.answer.effects
        self.injected |= (outcome.answer.reason or "").startswith("FAULT_INJECTED_")
        return outcome.answer

    @contextmanager
    def hook(self) -> Iterator[Context]:
        """Engine functions without a command: a context that is kept, or undone on an exception."""
        context = Context(self.state, explain=False, probe=self.probe)
        try:
            yield context
        except BaseException:
            context.undo.rollback()
            raise
        self.undo_logs.append(context.undo)
        self.effects += context.effects

    @property
    def probe(self) -> Probe | None:
        """What listens inside the current operation, when something is to happen there."""
        return self._at if self._during else None

    def _at(self, context: Context, point: str, number: int) -> None:
        """Runs the operations that the current one has at this pass of a point."""
        before = self._passes.get(point, 0)
        self._passes[point] = before + number
        due = [each for each in self._during if each[0] == point and before < each[1]]
        due = [each for each in due if each[1] <= before + number]
        waiting, self._during = [each for each in self._during if each not in due], []
        for _, _, op in due:
            logs = len(self.undo_logs)
            self._handle(op)
            for log in self.undo_logs[logs:]:
                context.undo.call(log.rollback)
        self._during = waiting

    def _handle(self, op: dict[str, Any]) -> Outcome:
        """The bare outcome of an operation. Refuses: Unsupported."""
        handler = self.handlers.get(op["op"])
        if handler is None:
            raise Unsupported(f"operation {op['op']}")
        try:
            return handler(self, op)
        except Refused as refused:
            raise Unsupported(f"{op['op']}: {refused}") from refused
        except KernelError as error:
            return Outcome(errno_of(error))

    def pid(self, name: str) -> int:
        """The process of this name; p0 runs on the lowest CPU node."""
        if name not in self.pids:
            self.pids[name] = 100 + len(self.pids)
            self.do("create_task", pid=self.pids[name])
            with self.hook() as ctx:
                task = self.state.tasks[self.pids[name]]
                ctx.undo.assign(task, "memcg", self.fixture.memcg)
        return self.pids[name]

    def task(self, op: dict[str, Any], key: str = "proc") -> Task:
        """The process an operation names."""
        return self.state.tasks[self.pid(op.get(key) or "p0")]

    def span(self, op: dict[str, Any]) -> tuple[Mm, int, int]:
        """(address space, first page, end) of an area with `first` and `count`, or `page`."""
        mm = self.state.mms[self.task(op).mm]
        start, pages = mm.areas[op["area"]]
        unit = self.unit(mm, op["area"])
        first = op.get("first", op.get("page", 0)) * unit
        count = op["count"] * unit if "count" in op else unit if "page" in op else pages - first
        return mm, start + first, start + first + count

    def unit(self, mm: Mm, area: str) -> int:
        """Pages of what the cases count in an area: of huge pages, those."""
        vma = find_vma(mm, mm.areas[area][0])
        return HPAGE_NR if vma is not None and vma_is_hugetlb(vma) else 1

    def page(self, op: dict[str, Any]) -> tuple[Mm, Vma, PageObject | None, int, int]:
        """(address space, area, object, object index, page) of an operation's page."""
        mm, page, _ = self.span(op)
        vma = find_vma(mm, page)
        assert vma is not None, "the page has an area"
        entry = mm.pages.at(page)
        if entry is None or not entry[0]:
            return mm, vma, None, 0, page
        return mm, vma, self.state.objects[entry[0]], page + entry[1], page

    def label(self) -> str:
        """A fresh allocation label."""
        self._labels += 1
        return f"a{self._labels}"

    def place_area(self, at_page: int | None) -> str:
        """The address of the next area."""
        self._areas += 1
        page = at_page if at_page is not None else _AREA_BASE + self._areas * _AREA_STEP
        return hex(page << PAGE_SHIFT)

    def run(self, op: dict[str, Any]) -> Outcome:
        """One operation. Refuses: Unsupported."""
        self.effects = []
        self._during = [(each["at"], each.get("n", 1), each["do"]) for each in op.get("during", ())]
        self._passes = {}
        self.injected = False
        outcome = self._handle({key: value for key, value in op.items() if key != "during"})
        outcome.shown["injected"] = self.injected
        outcome.shown["log"] = [effect.detail for effect in self.effects if effect.detail]
        for effect in self.effects:
            if effect.effect == "oom_kill":
                outcome.kills.append(str(effect.detail))
            if effect.effect == "notifier":
                outcome.shown.setdefault("events", []).append(effect.name)
                if (effect.name or "").startswith("NODE_"):
                    told = (effect.nid, effect.name)
                    outcome.shown.setdefault("node_events", []).append(told)
            if effect.effect in {"mailbox", "device", "sleep"}:
                outcome.shown.setdefault(effect.effect, []).append(effect)
            if effect.effect == "warning":
                outcome.shown.setdefault("warnings", []).append(effect.name)
            if effect.effect == "callback":
                outcome.callbacks.append(callback_of(effect))
        self.outcomes.append(outcome)
        return outcome


def errno_of(error: KernelError) -> str:
    """The errno name of a refusal."""
    assert error.row.errno is not None, "a kernel reason has an errno"
    return error.row.errno.name


def ret(answer: Answer) -> Any:
    """The return value: an errno name when negative."""
    return answer.errno if answer.ret < 0 else answer.ret


def names(words: list[str], prefix: str) -> tuple[str, ...]:
    """Flag names with their kernel prefix."""
    return tuple(word if word.startswith(prefix) else prefix + word for word in words)


def known(op: dict[str, Any], *keys: str) -> None:
    """Refuses (Unsupported) an argument that the interpreter of the operation does not know."""
    unknown = sorted(op.keys() - {"op", "note", *keys})
    if unknown:
        raise Unsupported(f"{op['op']} with {unknown[0]}")


def proc_pid(host: LangHost, op: dict[str, Any], key: str = "proc") -> int:
    """The pid of the process that makes a call."""
    return host.pid(op.get("caller") or op.get(key) or "p0")


def page_range(host: LangHost, op: dict[str, Any], pid: int) -> dict[str, Any]:
    """The range fields of a call: by area, or by address where the area is gone or not aligned."""
    offset = op.get("start_offset_bytes", 0)
    name = next(name for name, each in host.pids.items() if each == pid)
    mm = host.state.mms.get(host.state.tasks[pid].mm)
    if not offset and mm is not None and op["area"] in mm.areas:
        fields: dict[str, Any] = {"area": op["area"]}
        unit = host.unit(mm, op["area"])
        fields |= {key: op[key] * unit for key in ("first", "count") if key in op}
        return fields
    found = host.known_areas.get((name, op["area"])) or host.known_areas.get(("p0", op["area"]))
    if found is None:
        raise Unsupported(f"area {op['area']}")
    start, pages = found
    first = op.get("first", 0)
    count = op.get("count", pages - first)
    return {"addr": hex((start + first << PAGE_SHIFT) + offset), "len": count << PAGE_SHIFT}
