"""The command line against a REST edge over a control room in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from service.api.app import build
from service.api.edge import Edge
from service.cli.demo import load_demo
from service.cli.main import app
from service.client import Client
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from tests.api.fake_control import FakeControl
from tests.support.serving import served

Cli = Callable[..., Result]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The URL of a service with the demo fabric."""
    edge = Edge(FakeControl(), PageTokens(b"secret"), Metrics(), asyncio.Event())
    with served(build(edge)) as address:
        with Client(address) as client:
            load_demo(client, reset=False, say=lambda _: None)
        yield address


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
