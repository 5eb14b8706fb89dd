"""The command line against a whole service in this process, over a store in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from service.app import Addresses
from service.cli.demo import load_demo
from service.cli.main import app
from service.client import Client
from tests.support.serving import running_service

Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def service() -> Iterator[Addresses]:
    """A service with the demo fabric."""
    with running_service() as addresses:
        with Client(addresses.http) as client:
            load_demo(client, reset=False, say=lambda _: None)
        yield addresses


@pytest.fixture(scope="module")
def url(service: Addresses) -> str:
    """Its URL."""
    return service.http


@pytest.fixture
def cli() -> Cli:
    """Runs the command line in process."""
    runner = CliRunner()

    def run(*args: str) -> Result:
        return runner.invoke(app, [*args])

    return run


@pytest.fixture
def on(cli: Cli, url: str) -> Cli:
    """Runs the command line against the service."""
    return lambda *args: cli(*args, "--url", url)
