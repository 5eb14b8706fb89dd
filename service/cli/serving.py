"""Commands that need no running service: `serve`, `demo`, `journal verify`, `config show`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from service.cli import output
from service.settings import Settings

if TYPE_CHECKING:
    from service.app import Addresses
    from service.control.verify import StoreReport


def _settings(http_port: int | None, grpc_port: int | None, database_url: str | None) -> Settings:
    """The settings, with the options of the command over the environment."""
    given: dict[str, Any] = {
        "http_port": http_port,
        "grpc_port": grpc_port,
        "database_url": database_url,
    }
    return Settings(**{name: value for name, value in given.items() if value is not None})


def run(http_port: int | None, grpc_port: int | None, database_url: str | None) -> None:
    """Runs the service until it is told to stop."""
    from service.app import serve

    with _store_errors():
        serve(_settings(http_port, grpc_port, database_url))


def run_demo(
    http_port: int | None, grpc_port: int | None, database_url: str | None, *, reset: bool
) -> None:
    """Runs the service and loads the demo fabric over its own API."""
    from service.app import serve

    def ready(addresses: Addresses) -> None:
        from service.cli.demo import load_demo
        from service.client import Client

        logging.getLogger("httpx").setLevel(logging.WARNING)
        with Client(addresses.http) as client:
            load_demo(client, reset=reset, say=typer.echo)
        typer.echo("demo fabric is ready")

    with _store_errors():
        serve(_settings(http_port, grpc_port, database_url), ready=ready)


@contextmanager
def _store_errors() -> Iterator[None]:
    """Errors of opening a store, as messages."""
    from service.store.errors import StoreOpenError

    try:
        yield
    except StoreOpenError as error:
        output.fail(output.EXIT_USAGE, str(error))


def verify(database_url: str | None) -> None:
    """Replays the journals of a database; exit code 1 if anything is found."""
    settings = _settings(None, None, database_url)
    with _store_errors(), output.progress("replaying") as progress:
        report = asyncio.run(_verify(settings, progress))
    for fabric in report.fabrics:
        verdict = "clean" if fabric.is_sound else f"{len(fabric.problems)} problems"
        typer.echo(
            f"{fabric.fabric}: {fabric.rows} revisions, {fabric.snapshots} snapshots,"
            f" state {fabric.state_hash[:12]}, {verdict}"
        )
        for problem in fabric.problems:
            typer.echo(f"  {problem}")
    if not report.is_sound:
        output.fail(output.EXIT_REFUSED, "the journal does not verify")
    typer.echo(f"journal: {len(report.fabrics)} fabrics verified, clean")


async def _verify(settings: Settings, progress: output.Progress) -> StoreReport:
    from service.control.verify import verify_store
    from service.fabric import engine
    from service.store.opening import open_store

    store = open_store(settings.database_url, read_only=True)
    await store.start()
    try:
        return await verify_store(
            store, engine, progress=lambda _, done, total: progress(done, total)
        )
    finally:
        await store.stop()


def show_settings() -> str:
    """Every setting with its value and where it comes from."""
    rows = Settings().shown()
    wide, value = max(len(row.name) for row in rows), max(len(row.value) for row in rows)
    return "".join(f"{row.name:{wide}}  {row.value:{value}}  {row.source}\n" for row in rows)
