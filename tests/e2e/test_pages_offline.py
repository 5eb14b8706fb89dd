"""The API pages and the dashboard render in a real browser that can reach this machine only."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import FLAGS, BrowserUnavailableError, Visit, chromium
from tests.support.needs import missing
from tests.support.twin import Twin, environment

#: every name but this machine's address fails to resolve
CLOSED_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with Twin(tmp_path_factory.mktemp("pages"), "demo") as running:
        running.wait_for_demo()
        yield running


@pytest.fixture(scope="module")
def offline() -> Iterator[Browser]:
    """A browser without a network."""
    try:
        program = chromium()
    except BrowserUnavailableError as refusal:
        missing("browser", str(refusal))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*FLAGS, CLOSED_NETWORK], chromium_sandbox=False
        )
        yield browser
        browser.close()


@pytest.fixture
def look(offline: Browser) -> Iterator[Visit]:
    """A fresh page of the offline browser."""
    context = offline.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page())
    context.close()


def colours(png: bytes) -> int:
    """How many distinct bytes-per-pixel patterns the first image rows of a PNG have, roughly.

    A blank page compresses to next to nothing; a rendered one does not.
    """
    assert png.startswith(b"\x89PNG")
    data, position = b"", 8
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += 12 + length
    return len(set(zlib.decompress(data)))


def shot(page: Page, path: Path) -> bytes:
    """A screenshot, kept for whoever wants to look."""
    return page.screenshot(path=path)


def test_the_openapi_page_renders_every_operation_without_a_network(
    look: Visit, twin: Twin, tmp_path: Path
) -> None:
    document = httpx.get(f"{twin.url}/openapi.json", trust_env=False).json()
    wanted = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and "operationId" in operation
    }
    look.page.goto(f"{twin.url}/docs")
    look.page.locator(".opblock").first.wait_for(timeout=30_000)
    shown = look.page.locator(".opblock-summary-operation-id").all_inner_texts()
    assert {text.replace("\u200b", "") for text in shown} == wanted
    assert colours(shot(look.page, tmp_path / "docs.png")) > 50
    assert (look.foreign, look.errors, look.failed) == ([], [], [])


def test_the_reference_page_renders_without_a_network(
    look: Visit, twin: Twin, tmp_path: Path
) -> None:
    look.page.goto(f"{twin.url}/redoc")
    look.page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    assert colours(shot(look.page, tmp_path / "redoc.png")) > 50
    assert (look.foreign, look.errors, look.failed) == ([], [], [])


def test_the_dashboard_shows_the_three_hosts_without_a_network(
    look: Visit, twin: Twin, tmp_path: Path
) -> None:
    look.page.goto(twin.url)
    assert look.page.locator(".card h3").all_inner_texts() == ["june", "v4", "lists"]
    assert look.page.locator(".card s.chip.refused").count() == 20
    assert colours(shot(look.page, tmp_path / "dashboard.png")) > 50
    assert (look.foreign, look.errors, look.failed) == ([], [], [])


def test_the_numbered_requests_answer_as_the_page_says(look: Visit, twin: Twin) -> None:
    """Each request of the page, in order, on each host that it is for."""
    look.page.goto(twin.url)
    for item in look.page.locator("#requests ~ ol.requests > li").all():
        command = item.locator(".copy code").text_content() or ""
        (host,) = re.findall(r"/v1/hosts/(\w+)", command)
        shown = {
            each.get_attribute("data-host"): json.loads(each.text_content() or "")
            for each in item.locator("pre.json").all()
        }
        for other in item.locator(".answers .host").all_inner_texts():
            got = _run(command.replace(f"/hosts/{host}", f"/hosts/{other}"))
            assert _as_shown(got, shown.get(other, got)) == shown.get(other, got), command


def _run(command: str) -> dict[str, Any]:
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, env=environment()
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _as_shown(got: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """Of an answer, what the page shows: no fabric, no revisions, only the items asked for."""
    found = {name: value for name, value in got.items() if name in shown}
    if "items" in found:
        found["items"] = [item for item in got["items"] if item in shown["items"]]
    return found
