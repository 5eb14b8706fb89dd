"""A driver's program in a process of its own: each command goes to the service, one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, TypeVar

from service.client import AsyncClient
from service.fabric.devices.program import Program
from service.mm.commands import Answer, Command

T = TypeVar("T")

#: Says one step of a program: the command, what it named, and what came of it.
Say = Callable[[str], None]

#: members of a reply that are the service's, not the simulated kernel's
_ENVELOPE: Final = frozenset(
    {"fabric", "host", "model", "revision", "host_revision", "replayed", "trace", "would_ask"}
)


class Kernel:
    """The kernel of one host, as its drivers reach it."""

    def __init__(self, client: AsyncClient, host: str, say: Say) -> None:
        self.client = client
        self.host = host
        self._say = say

    async def call(self, command: Command) -> Answer:
        """One command. Refuses: Problem."""
        fields = command.model_dump(mode="json", exclude_none=True)
        reply = await self.client.call(self.host, command.op, **fields)
        raw = {name: value for name, value in reply.raw.items() if name not in _ENVELOPE}
        answer: Answer = command.answer.model_validate_json(json.dumps(raw))
        self._say(f"{command.op} {_named(command)}-> {answer.errno or answer.ret}")
        return answer

    async def run(self, program: Program[T]) -> T:
        """Runs a program to its end. Refuses: Problem."""
        try:
            command = next(program)
            while True:
                command = program.send(await self.call(command))
        except StopIteration as stop:
            result: T = stop.value
            return result


def _named(command: Command) -> str:
    """What a command is about, for people."""
    names = ("pdev", "region", "nid", "vector", "decoder", "size")
    return "".join(
        f"{name}={getattr(command, name)} "
        for name in names
        if getattr(command, name, None) is not None
    )
