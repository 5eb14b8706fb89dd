"""One host in a step: its kernel's context, its CXL side, its devices, one log that undoes all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from service.cxl.state import CxlState
from service.fabric.devices.program import Program
from service.fabric.devices.state import HostDevices
from service.fabric.state import HostEntry
from service.mm.commands import Answer, Command
from service.mm.context import Context
from service.mm.step import HANDLERS as MM_HANDLERS
from service.mm.step import HEARD
from service.reasons import KernelError

T = TypeVar("T")

#: a line of the trace is no longer (TraceEntry.detail)
_DETAIL_MAX: Final = 500


class Machine:
    """What a command on devices works with. `signal_after`: a signal ends an endless offline."""

    __slots__ = ("actions", "ctx", "devices", "entry", "handlers", "signal_after")

    def __init__(
        self,
        ctx: Context,
        entry: HostEntry,
        handlers: Mapping[str, Handler],
        actions: Mapping[str, Action],
    ) -> None:
        self.ctx = ctx
        self.entry = entry
        self.devices: HostDevices = entry.devices
        self.handlers = handlers
        self.actions = actions
        self.signal_after: int | None = None

    @property
    def cxl(self) -> CxlState:
        """The CXL hierarchy. Refuses: CXL_NO_CXL (ENODEV) where the host has none."""
        if self.entry.cxl is None:
            raise KernelError("CXL_NO_CXL", rule="cxl.core")
        return self.entry.cxl

    def set_cxl(self, state: CxlState) -> None:
        """The CXL hierarchy after a step of it."""
        self.ctx.undo.assign(self.entry, "cxl", state)

    def do(self, command: Command) -> Answer:
        """Runs a command inside this one. Refuses: what it refuses."""
        if command.op in self.handlers:
            return self.handlers[command.op](self, command)
        return MM_HANDLERS[command.op](self.ctx, command)

    def attempt(self, step: Callable[[], object]) -> KernelError | None:
        """Runs a part of this step; one that the kernel refuses is taken back, and why it was."""
        mark, heard = self.ctx.undo.mark(), len(self.ctx.effects)
        try:
            step()
        except KernelError as error:
            self.ctx.undo.rollback(mark)
            kept = [each for each in self.ctx.effects[heard:] if each.effect in HEARD]
            self.ctx.effects[heard:] = kept
            return error
        return None

    def call(self, command: Command) -> Answer:
        """Runs a command inside this one; what the kernel refuses is taken back and answered."""
        answers: list[Answer] = []
        refused = self.attempt(lambda: answers.append(self.do(command)))
        return answers[0] if refused is None else self.ctx.refusal(command.answer, refused)

    def run(self, program: Program[T]) -> T:
        """Runs a driver's program against this kernel to its end."""
        try:
            command = next(program)
            while True:
                answer = self.call(command)
                self._note(command, answer)
                command = program.send(answer)
        except StopIteration as stop:
            result: T = stop.value
            return result

    def _note(self, command: Command, answer: Answer) -> None:
        """A line of the trace: what a driver called, what came of it, which rule decided."""
        if self.ctx.trace is None:
            return
        decided = answer.decided_by
        detail = f"{answer.errno or answer.ret}: {decided.sentence}"[:_DETAIL_MAX]
        self.ctx.note(
            "call", name=command.op, detail=detail, rule=decided.rule, source=decided.source
        )

    def warn(self, text: str) -> None:
        """A line of the kernel's log."""
        self.ctx.effect("warning", name=text)


Handler = Callable[[Machine, Any], Answer]
#: what a devm action of a region does when the region goes
Action = Callable[[Machine, str], None]
