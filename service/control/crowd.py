"""How long an open batch waits: for those who come together, and for those who come back."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

#: A batch waits for the callers of the last one at most so long after a command came.
PATIENCE_SECONDS_MAX: Final = 0.002


class Crowd:
    """Who shared the last transaction, and is expected in the next one.

    A transaction costs the same for one command and for fifty. So once the callers of the last one
    have been answered they get the time that it took to come back, each: who is alone is not waited
    for, a crowd keeps to one transaction, and nobody waits twice for somebody who has left.
    """

    def __init__(self) -> None:
        self._nr_rows = 0
        self._seconds = 0.0
        self._all_here = asyncio.Event()

    def answered(self, nr_rows: int, seconds: float) -> None:
        """A transaction of so many commands took so long."""
        self._nr_rows, self._seconds = nr_rows, seconds

    def came(self, nr_rows: int, *, pressed: bool) -> None:
        """The open batch has so many commands now, or must not wait."""
        if nr_rows >= self._nr_rows or pressed:
            self._all_here.set()

    async def gather(self, nr_rows: Callable[[], int], pressed: Callable[[], bool]) -> None:
        """Returns when the open batch is as large as the last one, or nobody comes any more."""
        await asyncio.sleep(0)  # one tick for those that are here already
        patience = min(self._seconds, PATIENCE_SECONDS_MAX)
        before = 0
        while patience and before < nr_rows() < self._nr_rows and not pressed():
            before = nr_rows()
            self._all_here.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._all_here.wait()
