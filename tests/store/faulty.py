"""Connections of both drivers that fail at the call which a test names, before or after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Final

import asyncpg

Fault = Callable[[str], BaseException | None]


def nothing(_: str) -> None:
    """No fault."""


class Faults:
    """What the connections of a test do wrong; one object for all of them."""

    def __init__(self) -> None:
        self.before: Fault = nothing
        self.after: Fault = nothing
        self.calls: list[str] = []

    def clear(self) -> None:
        """Everything works."""
        self.before = self.after = nothing

    def at(self, word: str, error: BaseException, *, after: bool = False, times: int = 1) -> None:
        """Calls whose text begins with `word` fail, so many times."""
        left = times

        def fault(sql: str) -> BaseException | None:
            nonlocal left
            if left and sql.startswith(word):
                left -= 1
                return error
            return None

        setattr(self, "after" if after else "before", fault)

    def nth(self, number: int, error: BaseException, *, after: bool = False) -> Callable[[], bool]:
        """The call with this number (from 1) fails; returns whether it came to that."""
        seen = 0

        def fault(_: str) -> BaseException | None:
            nonlocal seen
            seen += 1
            return error if seen == number else None

        setattr(self, "after" if after else "before", fault)
        return lambda: seen >= number


#: The faults of the test that runs.
FAULTS: Final = Faults()


class FaultySqlite(sqlite3.Connection):
    """A connection of the sqlite3 driver."""

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        _fail(FAULTS.before(sql))
        cursor = super().execute(sql, *parameters)
        _fail(FAULTS.after(sql))
        return cursor

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        _fail(FAULTS.before(sql))
        cursor = super().executemany(sql, rows)
        _fail(FAULTS.after(sql))
        return cursor


def connect_sqlite(*arguments: Any, **options: Any) -> sqlite3.Connection:
    """`sqlite3.connect` with faults."""
    return sqlite3.connect(*arguments, factory=FaultySqlite, **options)


class FaultyPostgres(asyncpg.Connection):
    """A connection of asyncpg; an OSError cuts the line."""

    async def execute(self, query: str, *args: Any, **options: Any) -> str:
        self._fail(FAULTS.before(query))
        done: str = await super().execute(query, *args, **options)
        self._fail(FAULTS.after(query))
        return done

    async def fetch(self, query: str, *args: Any, **options: Any) -> Any:
        self._fail(FAULTS.before(query))
        found = await super().fetch(query, *args, **options)
        self._fail(FAULTS.after(query))
        return found

    def _fail(self, error: BaseException | None) -> None:
        if isinstance(error, OSError):
            self.terminate()
        _fail(error)


async def connect_postgres(*arguments: Any, **options: Any) -> Any:
    """`asyncpg.connect` with faults."""
    options["connection_class"] = FaultyPostgres
    return await asyncpg.connect(*arguments, **options)


def _fail(error: BaseException | None) -> None:
    if error is not None:
        raise type(error)(*error.args)  # a fresh one: a kept traceback would keep cursors open
