"""The documentation pages in a real browser, on a machine without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import Visit, screenshot
from tests.support.twin import Twin

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    with Twin(tmp_path_factory.mktemp("docs")) as found:
        yield found


def test_swagger_ui_renders_offline(twin: Twin, visit: Visit) -> None:
    visit.page.goto(f"{twin.url}/docs")
    visit.page.wait_for_selector("#operations-tasks-mbind")
    visit.page.click("#operations-tasks-mbind .opblock-summary-control")
    visit.page.wait_for_selector("#operations-tasks-mbind .example.microlight, .body-param")
    text = visit.page.inner_text("#operations-tasks-mbind")
    assert "mbind(2): the policy of a range of pages" in text
    assert visit.foreign == []
    assert visit.failed == []
    assert visit.errors == []


def test_an_example_is_sent_from_the_page(twin: Twin, visit: Visit) -> None:
    visit.page.goto(f"{twin.url}/docs")
    visit.page.wait_for_selector("#operations-fabrics-create_fabric")
    visit.page.click("#operations-fabrics-create_fabric .opblock-summary-control")
    visit.page.click("#operations-fabrics-create_fabric .try-out__btn")
    visit.page.click("#operations-fabrics-create_fabric .execute")
    visit.page.wait_for_selector("#operations-fabrics-create_fabric .live-responses-table")
    live = visit.page.inner_text("#operations-fabrics-create_fabric .live-responses-table")
    assert "fabric demo exists from now on" in live
    assert visit.foreign == []


def test_redoc_renders_offline(twin: Twin, visit: Visit) -> None:
    visit.page.goto(f"{twin.url}/redoc")
    visit.page.wait_for_selector(
        'h2:has-text("Run up to 1000 commands in one commit")', state="attached"
    )
    assert visit.foreign == []
    assert visit.errors == []


def test_the_page_can_be_photographed(twin: Twin, tmp_path: Path) -> None:
    """A page that stays blank is a small picture."""
    shot = screenshot(f"{twin.url}/docs", tmp_path / "docs.png", wait_ms=8000)
    assert shot.stat().st_size > 40_000
