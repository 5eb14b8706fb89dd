"""Who may come in: how many requests are inside, and when no more are taken."""

from __future__ import annotations

import asyncio

from service.control.commit import Committer
from service.control.ports import Options
from service.reasons import Refused


class Door:
    """The way into the control room."""

    def __init__(self, committer: Committer, options: Options) -> None:
        self._committer = committer
        self._options = options
        self._emptied = asyncio.Event()
        self._closed = False
        #: requests inside
        self.inside = 0

    def close(self) -> None:
        """From now on new commands are refused with DRAINING."""
        self._closed = True

    async def emptied(self) -> None:
        """Returns when nobody is inside."""
        while self.inside:
            self._emptied.clear()
            await self._emptied.wait()

    def enter(self) -> None:
        """One more is inside. Refuses: OVERLOADED, DRAINING, STORE_UNAVAILABLE."""
        self.check_open()
        if self.inside >= self._options.waiting_max:
            raise Refused("OVERLOADED", waiting=self.inside)
        self.inside += 1

    def leave(self) -> None:
        """One less."""
        self.inside -= 1
        if not self.inside:
            self._emptied.set()

    def check_open(self) -> None:
        """Refuses: OVERLOADED, DRAINING, STORE_UNAVAILABLE."""
        if self._closed:
            raise Refused("DRAINING")
        self.check_store()
        if self._committer.age_seconds * 1000 > self._options.commit_age_max_ms:
            raise Refused("OVERLOADED", waiting=self.inside)

    def check_store(self) -> None:
        """Refuses: STORE_UNAVAILABLE while the store cannot tell what it has."""
        if self._committer.unsure:
            raise Refused("STORE_UNAVAILABLE")
