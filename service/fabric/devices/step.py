"""The step of a host whose devices take part: the same rules of refusal as for its memory."""

from __future__ import annotations

from service.fabric.devices import kernfs, poison
from service.fabric.devices.handlers import ACTIONS, HANDLERS
from service.fabric.devices.machine import Machine
from service.fabric.state import HostEntry
from service.mm.commands import Answer, Command
from service.mm.context import Answers, Context
from service.mm.step import HANDLERS as MM_HANDLERS
from service.mm.step import Done, Need, carry_out


def is_device_step(command: Command) -> bool:
    """Whether a command is about devices: by its name, or by the file that it reads or writes."""
    return command.op in HANDLERS or kernfs.is_device_file(command)


def device_step(
    entry: HostEntry, command: Command, answers: Answers = (), *, explain: bool = False
) -> Done | Need:
    """Apply one command on devices, or on the memory of a host whose devices have poison.

    Pure, as the step of the host's memory. Refuses: `Refused`; the state is then as before.
    """
    ctx = Context(entry.state, answers, explain=explain)
    machine = Machine(ctx, entry, HANDLERS, ACTIONS)

    def call() -> Answer:
        if command.op in HANDLERS:
            answer = HANDLERS[command.op](machine, command)
        elif kernfs.is_device_file(command):
            answer = kernfs.access(machine, command)
        else:
            answer = MM_HANDLERS[command.op](ctx, command)
        return poison.surfaced(ctx, entry, answer) if answer.ret >= 0 else answer

    return carry_out(ctx, command, call)
