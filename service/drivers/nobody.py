"""The driver port of a process that drivers cannot attach to: whoever is asked is gone."""

from __future__ import annotations

from service.control.ports import DriverSession, Settled
from service.fabric.commands import DriverAnswer, Question


class NoDrivers:
    """Nobody is attached. Built-in drivers answer in the engine."""

    def sessions(self) -> tuple[DriverSession, ...]:
        """None."""
        return ()

    def deadline_ms(self, host: str, question: Question) -> int | None:
        """The usual."""

    async def ask(self, host: str, question: Question, deadline_ms: int) -> DriverAnswer:
        """Nobody is there."""
        del host, question, deadline_ms
        return DriverAnswer(outcome="driver_gone")

    def settled(
        self, host: str, answer: DriverAnswer, ended: Settled, revision: int | None
    ) -> None:
        """Nobody to tell."""
