"""Runs migrations on the service's database, with the drivers that the service itself uses."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from service.store.tables import METADATA

#: replicas that start together migrate one after the other
_LOCK = 0x63786C7477696E


def _url() -> str:
    given = context.config.attributes.get("url")
    if given is not None:
        return str(given)
    from service.settings import Settings

    return Settings().database_url


def _run(connection: Connection) -> None:
    postgres = connection.dialect.name == "postgresql"
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=not postgres)
    with context.begin_transaction():
        if postgres:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        context.run_migrations()


async def _run_on_asyncpg(url: str) -> None:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_run)
            await connection.commit()
    finally:
        await engine.dispose()


def _main() -> None:
    url = make_url(_url())
    if url.get_backend_name() == "postgresql":
        asyncio.run(
            _run_on_asyncpg(url.set(drivername="postgresql+asyncpg").render_as_string(False))
        )
        return
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            _run(connection)
            connection.commit()
    finally:
        engine.dispose()


_main()
