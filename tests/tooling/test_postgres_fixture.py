"""The PostgreSQL of the store tests is a real one, and each test gets an empty database."""

from __future__ import annotations

import asyncpg
import pytest

from tests.support.postgres import DATABASE, OPTIONS, USER, PostgresServer


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg:", "postgresql:")


async def test_server_runs_with_the_options_of_the_deployment(postgres_url: str) -> None:
    connection = await asyncpg.connect(_plain(postgres_url))
    try:
        shown = {name: await connection.fetchval(f"SHOW {name}") for name in OPTIONS}
        who = await connection.fetchrow("SELECT current_user, current_database()")
        collation = await connection.fetchval(
            "SELECT datcollate FROM pg_database WHERE datname = $1", DATABASE
        )
    finally:
        await connection.close()
    assert shown == OPTIONS
    assert tuple(who) == (USER, DATABASE)
    assert collation == "C"


@pytest.mark.parametrize("time", [1, 2])
async def test_each_test_gets_an_empty_database(postgres_database_url: str, time: int) -> None:
    connection = await asyncpg.connect(_plain(postgres_database_url))
    try:
        await connection.execute("CREATE TABLE left_behind (n int)")
        await connection.execute("INSERT INTO left_behind VALUES ($1)", time)
    finally:
        await connection.close()


def test_a_crashed_server_comes_back_with_what_it_had_acknowledged(
    own_postgres: PostgresServer,
) -> None:
    own_postgres.sql("CREATE TABLE kept (n int)", DATABASE)
    own_postgres.sql("INSERT INTO kept VALUES (7)", DATABASE)
    own_postgres.stop(hard=True)
    own_postgres.start()
    assert own_postgres.sql("SELECT n FROM kept", DATABASE).strip() == "7"
