"""Hosts that run their background work by themselves (`auto_run` in their configuration).

After a command is durable, the work that it made due follows as commands of its own: journalled,
numbered and replayed like any other, under the principal `auto_run`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from service.control.calls import Call, Committed
from service.fabric.due import due_work
from service.fabric.state import HostEntry
from service.mm.commands import Command
from service.reasons import Refused

PRINCIPAL: Final = "auto_run"


class AutoRun:
    """Appends due work. One piece of work waits once at a time, however often it is made due."""

    def __init__(
        self,
        entry: Callable[[Committed], HostEntry | None],
        execute: Callable[[Call], Awaitable[Committed]],
    ) -> None:
        self._entry = entry
        self._execute = execute
        self._waiting: dict[tuple[str, Command], asyncio.Task[None]] = {}

    def after(self, ended: Sequence[Committed]) -> None:
        """Looks at durable commands; returns at once."""
        for committed in ended:
            entry = self._entry(committed)
            if entry is None or not entry.auto_run:
                continue
            for command in due_work(committed.answer):
                self._append(entry.host, command)

    def _append(self, host: str, command: Command) -> None:
        place = (host, command)
        if place not in self._waiting:
            task = asyncio.create_task(self._run(host, command))
            self._waiting[place] = task
            task.add_done_callback(lambda _: self._waiting.pop(place, None))

    async def _run(self, host: str, command: Command) -> None:
        """One piece of work; dropped if it cannot run now (overload, drain, the host is gone).

        The next allocation that needs it wakes it again, as in the kernel.
        """
        try:
            await self._execute(Call(command, host=host, principal=PRINCIPAL))
        except Refused:
            return

    async def idle(self) -> None:
        """Returns when nothing waits."""
        while self._waiting:
            await asyncio.gather(*self._waiting.values(), return_exceptions=True)
