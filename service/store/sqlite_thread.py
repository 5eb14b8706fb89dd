"""One thread with one SQLite connection: the event loop hands it functions and awaits them.

A hop to a thread and back costs some 70 us, so a batch is one function, never one per statement.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import sqlite3
import threading
import traceback
from collections.abc import Callable
from typing import Any, Final, TypeVar

T = TypeVar("T")

_log: Final = logging.getLogger(__name__)

#: Opens a connection of the thread; called again after `reopen`.
Connect = Callable[[], sqlite3.Connection]


class ThreadStopped(Exception):  # noqa: N818 - tells a state
    """The thread has been stopped."""


class SqliteThread:
    """Runs functions of its connection one after the other; `idle` after a while without any."""

    def __init__(
        self,
        name: str,
        connect: Connect,
        *,
        idle: Callable[[sqlite3.Connection], None] | None = None,
        idle_seconds: float = 0.25,
    ) -> None:
        self._connect = connect
        self._idle = idle
        self._idle_seconds = idle_seconds
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)
        self._started = False
        self._stopped = False
        self._connection: sqlite3.Connection | None = None
        self._rested = False

    def start(self) -> None:
        """Starts the thread; the connection is opened by its first function."""
        self._thread.start()
        self._started = True

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """The function's result. Raises what it raises, and ThreadStopped."""
        if self._stopped or not self._started:
            raise ThreadStopped
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(lambda: self._job(function, loop, future))
        return await future

    async def stop(self) -> None:
        """Waits for what was handed in, closes the connection and ends the thread."""
        if self._stopped or not self._started:
            return
        self._stopped = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def reopen(self) -> sqlite3.Connection:
        """A fresh connection (called in the thread)."""
        self.close()
        self._connection = self._connect()
        return self._connection

    def close(self) -> None:
        """Closes the connection (called in the thread); the next function opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error:
                _log.warning("closing a SQLite connection failed", exc_info=True)

    def _job(
        self,
        function: Callable[[sqlite3.Connection], T],
        loop: asyncio.AbstractEventLoop,
        future: asyncio.Future[T],
    ) -> None:
        try:
            result = function(self._connection or self.reopen())
        except BaseException as error:  # noqa: BLE001 - the caller is told, whatever it was
            _release_frames(error)
            self._leave_transaction()
            _tell(loop, future, error=error)
        else:
            _tell(loop, future, result=result)

    def _leave_transaction(self) -> None:
        """A function that failed leaves no transaction open, or the connection goes with it."""
        connection = self._connection
        if connection is not None and connection.in_transaction:
            try:
                connection.execute("ROLLBACK")
            except sqlite3.Error:
                self.close()

    def _main(self) -> None:
        while True:
            rest = self._idle is not None and not self._rested
            try:
                job = self._jobs.get(timeout=self._idle_seconds if rest else None)
            except queue.Empty:
                self._rest()
                continue
            if job is None:
                break
            self._rested = False
            job()
        self.close()

    def _rest(self) -> None:
        """Calls `idle`, once until the next job."""
        self._rested = True
        if self._idle is not None and self._connection is not None:
            try:
                self._idle(self._connection)
            except sqlite3.Error:
                _log.warning("work on an idle SQLite connection failed", exc_info=True)


def _release_frames(error: BaseException | None) -> None:
    """Empties the frames of a traceback: a cursor in one would keep a closed file in use."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _tell(
    loop: asyncio.AbstractEventLoop,
    future: asyncio.Future[Any],
    *,
    result: object = None,
    error: BaseException | None = None,
) -> None:
    """Settles a future of the loop from the thread, unless its waiter or the loop is gone."""

    def settle() -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:  # the loop was closed meanwhile: nobody waits any more
        _log.debug("a SQLite function ended after its event loop")
