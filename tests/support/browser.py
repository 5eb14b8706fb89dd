"""A real Chromium for tests: the system's, driven by Playwright, with no traffic of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

#: no sandbox: tests may run as root; no background networking: a closed network answers nothing
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
SHOT_SECONDS: Final = 60


class BrowserUnavailableError(Exception):
    """No Chromium here; the message says why."""


def chromium() -> Path:
    """The browser's program. Refuses: BrowserUnavailableError."""
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    raise BrowserUnavailableError(
        f"none of {', '.join(NAMES)} on PATH; `make browser` installs it on Debian as root"
    )


def screenshot(
    url: str, target: Path, *, width: int = 1280, height: int = 900, wait_ms: int = 2000
) -> Path:
    """A PNG of a page, by the browser alone; returns `target`."""
    with tempfile.TemporaryDirectory(prefix="cxltwin-chromium-") as profile:
        subprocess.run(
            [
                chromium(),
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--virtual-time-budget={wait_ms}",
                f"--screenshot={target}",
                url,
            ],
            check=True,
            capture_output=True,
            timeout=SHOT_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    assert target.is_file(), "chromium wrote no screenshot"
    return target


@dataclass
class Visit:
    """A page under test, and what it did that a person would not see.

    `foreign` are addresses asked for outside this machine, `errors` what the console and the page
    complained of, `failed` requests without an answer.
    """

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", lambda request: self.failed.append(request.url))
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname not in LOOPBACK:
            self.foreign.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A headless browser with a fresh profile. Refuses: BrowserUnavailableError."""
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            headless=True,
            args=list(FLAGS),
            chromium_sandbox=False,
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(browser: Browser) -> Iterator[Visit]:
    """A fresh page with its own cookies and cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        yield Visit(context.new_page())
    finally:
        context.close()
