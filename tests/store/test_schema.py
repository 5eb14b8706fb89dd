"""Migrations make exactly the tables of the metadata, up and down, on both databases."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.ext.asyncio import create_async_engine

from service.store import schema
from service.store.errors import SchemaError
from service.store.opening import open_store
from service.store.schema import SCHEMA_REVISION
from service.store.tables import METADATA, subjects

ROOT = Path(schema.__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'schema.db'}"
    found: str = request.getfixturevalue("postgres_database_url")
    return found


def on(url: str, function: Any) -> Any:
    """Runs a function of a connection and commits."""
    if url.startswith("sqlite"):
        engine = create_engine(url)
        with engine.begin() as connection:
            result = function(connection)
        engine.dispose()
        return result

    async def run() -> Any:
        engine = create_async_engine(url)
        async with engine.begin() as connection:
            result = await connection.run_sync(function)
        await engine.dispose()
        return result

    return asyncio.run(run())


def described(connection: Connection) -> dict[str, Any]:
    """Every table but alembic's own, as the database describes it."""
    inspector = inspect(connection)
    found: dict[str, Any] = {}
    for name in sorted(inspector.get_table_names()):
        if name == "alembic_version":
            continue
        found[name] = {
            "columns": [
                (each["name"], str(each["type"]), each["nullable"], each["default"])
                for each in inspector.get_columns(name)
            ],
            "key": inspector.get_pk_constraint(name),
            "unique": inspector.get_unique_constraints(name),
            "indexes": sorted(map(_index, inspector.get_indexes(name))),
            "options": repr(inspector.get_table_options(name)),
        }
    for name in sorted(inspector.get_view_names()):
        found[f"view {name}"] = inspector.get_view_definition(name)
    return found


def _index(found: Any) -> str:
    options = {key: str(value) for key, value in found.pop("dialect_options", {}).items()}
    return repr((sorted(found.items()), sorted(options.items())))


def test_the_migrated_schema_is_the_metadata(url: str) -> None:
    schema.migrate(url)

    def differences(connection: Connection) -> Any:
        return compare_metadata(MigrationContext.configure(connection), METADATA)

    assert on(url, differences) == []
    migrated = on(url, described)
    schema.downgrade(url, "base")
    assert on(url, described) == {}
    on(url, METADATA.create_all)
    assert on(url, described) == migrated


def test_migrating_twice_is_harmless(url: str) -> None:
    schema.migrate(url)
    before = on(url, described)
    schema.migrate(url)
    assert on(url, described) == before


async def test_a_newer_schema_is_refused(url: str) -> None:
    store = open_store(url)
    await store.start()
    await store.stop()

    def newer(connection: Connection) -> None:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    await asyncio.to_thread(on, url, newer)
    with pytest.raises(SchemaError, match="newer release"):
        await open_store(url).start()
    with pytest.raises(SchemaError, match="revision 9999, this release needs"):
        await open_store(url, migrate=False).start()


async def test_an_empty_database_is_migrated_only_if_allowed(url: str) -> None:
    with pytest.raises(SchemaError, match="revision none"):
        await open_store(url, migrate=False).start()
    store = open_store(url)
    await store.start()
    assert await store.heads() == []
    await store.stop()


async def test_stores_that_start_together_migrate_once(postgres_database_url: str) -> None:
    stores = [open_store(postgres_database_url) for _ in range(3)]
    await asyncio.gather(*(store.start() for store in stores))
    assert [await store.heads() for store in stores] == [[]] * 3
    await asyncio.gather(*(store.stop() for store in stores))


async def test_processes_that_start_together_migrate_once(postgres_database_url: str) -> None:
    program = "import sys; from service.store import schema; schema.migrate(sys.argv[1])"
    replicas = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, postgres_database_url, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    complaints = [(await replica.communicate())[1] for replica in replicas]
    assert [replica.returncode for replica in replicas] == [0, 0, 0], complaints


def test_the_constant_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_REVISION]


def test_alembic_on_the_command_line_uses_the_setting(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cli.db'}"
    for words in (("upgrade", "head"), ("check",), ("downgrade", "base")):
        done = subprocess.run(
            [sys.executable, "-m", "alembic", *words],
            cwd=ROOT,
            env={"CXLTWIN_DATABASE_URL": url, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_starting_with_a_current_schema_does_not_import_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    schema.migrate(url)
    program = (
        "import asyncio, sys\n"
        "from service.store.opening import open_store\n"
        "async def main():\n"
        "    store = open_store(sys.argv[1])\n"
        "    await store.start()\n"
        "    await store.stop()\n"
        "asyncio.run(main())\n"
        "assert 'alembic' not in sys.modules\n"
        "assert 'asyncpg' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, url], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_constraint_and_index_has_a_name_that_follows_from_its_table() -> None:
    for table in METADATA.tables.values():
        assert table.primary_key.name == f"pk_{table.name}"
        for index in table.indexes:
            assert str(index.name).startswith((f"ix_{table.name}_", f"uq_{table.name}_"))
    assert {index.name for index in subjects.indexes} == {"uq_subjects_host"}
