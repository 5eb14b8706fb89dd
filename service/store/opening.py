"""From a database URL to a store: the one place that knows which there are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from service.control.ports import Store
from service.store.errors import StoreUrlError
from service.store.memory import MemoryStore
from service.store.sqlite import Durability, SqliteStore

#: A store without a database.
MEMORY_URL: Final = "memory://"


def open_store(
    url: str,
    *,
    durability: Durability = "full",
    read_only: bool = False,
    migrate: bool = True,
) -> Store:
    """The store behind a URL, not started yet: `sqlite:///`, `postgresql://` or `memory://`.

    `read_only` is for looking at a database that another process may be serving. `migrate` lets
    `start` bring the schema up to date. Raises: StoreUrlError.
    """
    if url == MEMORY_URL:
        return MemoryStore()
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreUrlError(f"not a database URL: {url!r}") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise StoreUrlError(f"SQLite needs a file; without one use {MEMORY_URL}")
        path = Path(parsed.database)
        return SqliteStore(path, durability=durability, read_only=read_only, migrate=migrate)
    if backend == "postgresql":
        from service.store.postgres import PostgresStore  # noqa: PLC0415 - asyncpg when it is used

        return PostgresStore(url, durability=durability, read_only=read_only, migrate=migrate)
    raise StoreUrlError(f"no store for {backend}: use sqlite, postgresql or {MEMORY_URL}")
