"""Old news: whether another replica has written what this one has not taken in yet.

A read or a refusal is computed on the cached state. Where other processes write to the same store,
it is shown only on a state that is no older than the request: the store is asked after it came.
Requests that wait at the same time share one question; a store that nobody shares is never asked.
"""

from __future__ import annotations

import asyncio
from typing import Final

from service.control.commit import Committer
from service.control.ports import Store
from service.reasons import Refused

#: All fabrics: where a name that is not known here may have been made.
ALL: Final = None


class _Round:
    """The requests that one question answers."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.all = False
        self.answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def refuse(self, refused: Refused) -> None:
        """Tells everybody who still waits, if there is anybody."""
        self.answer.set_exception(refused)
        self.answer.exception()  # seen: there may be nobody


class Freshness:
    """Asks the store for revisions, and waits until they are taken in."""

    def __init__(self, store: Store, committer: Committer, deadline_ms: int) -> None:
        self._store = store
        self._committer = committer
        self._deadline_ms = deadline_ms
        self._next: _Round | None = None
        self._task: asyncio.Task[None] | None = None

    async def confirm(self, fabric: str | None = ALL) -> None:
        """Returns when the cached state is no older than this call. Refuses: STORE_UNAVAILABLE."""
        if not self._store.shared:
            return
        mine = self._next
        if mine is None:
            mine = self._next = _Round()
        if fabric is None:
            mine.all = True
        else:
            mine.names.add(fabric)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        await asyncio.shield(mine.answer)

    async def _run(self) -> None:
        try:
            while self._next is not None:
                await asyncio.sleep(0)  # one tick, so that requests which came together ask once
                asked, self._next = self._next, None
                try:
                    await self._ask(asked)
                except asyncio.CancelledError:
                    asked.refuse(Refused("DRAINING"))
                    raise
                except Refused as refused:
                    asked.refuse(refused)
                else:
                    asked.answer.set_result(None)
        finally:
            self._task = None
            if self._next is not None:
                self._next.refuse(Refused("DRAINING"))

    async def stop(self) -> None:
        """Refuses whoever waits."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))

    async def _ask(self, asked: _Round) -> None:
        try:
            async with asyncio.timeout(self._deadline_ms / 1000):
                await self._take_in(asked)
        except TimeoutError:
            raise Refused("STORE_UNAVAILABLE") from None

    async def _take_in(self, asked: _Round) -> None:
        if asked.all:
            found = {head.fabric: head.revision for head in await self._store.heads()}
        else:
            found = await self._store.revisions(sorted(asked.names))
        for fabric in sorted(found):
            if found[fabric]:
                await self._committer.reached(fabric, found[fabric])
