"""Fixtures of the whole suite, and a summary that says aloud what could not be run here."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pytest

from tests.support.needs import missing
from tests.support.postgres import PostgresServer, PostgresUnavailableError, running_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.browser import Visit

#: marker -> fixtures that need what it names; a test that asks for one carries the marker by itself
NEEDS: Final = {
    "postgres": {"postgres_server", "postgres_url", "postgres_database_url", "own_postgres"},
    "browser": {"browser", "visit"},
}

_serial = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the session (one for each xdist worker)."""
    try:
        with running_postgres() as server:
            yield server
    except PostgresUnavailableError as refusal:
        missing("postgres", str(refusal))


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The URL of the server's database `cxltwin`, shared by the session."""
    return postgres_server.url()


@pytest.fixture
def postgres_database_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database of this test alone."""
    name = f"test_{os.getpid()}_{next(_serial)}"
    yield postgres_server.create_database(name)
    postgres_server.drop_database(name)


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A server of this test alone: it may stop it, crash it and start it again."""
    try:
        with running_postgres() as server:
            yield server
    except PostgresUnavailableError as refusal:
        missing("postgres", str(refusal))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One headless Chromium for a module, whose tests are all `def`.

    Playwright's synchronous interface keeps an event loop running in this thread for as long as the
    browser lives, and no `async def` test can run meanwhile.
    """
    from tests.support.browser import BrowserUnavailableError, running_browser

    try:
        with running_browser() as running:
            yield running
    except BrowserUnavailableError as refusal:
        missing("browser", str(refusal))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page, with what it asked for and complained of."""
    from tests.support.browser import visiting

    with visiting(browser) as page:
        yield page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by the fixtures that they ask for, so that `-m postgres` selects them."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for marker, fixtures in NEEDS.items():
            if asked & fixtures:
                item.add_marker(marker)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says aloud which needs were missing: a skipped suite must not look like a passed one."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", ()):
        text = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if "is not available:" in text:
            reasons[text] = reasons.get(text, 0) + 1
    if reasons:
        terminalreporter.section("NOT RUN ON THIS MACHINE", sep="!", red=True, bold=True)
        for text, count in sorted(reasons.items()):
            terminalreporter.line(f"{count} tests: {text.removeprefix('Skipped: ')}", red=True)
