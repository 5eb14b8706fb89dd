"""The browser of the UI tests is a real one, and what a page asks of others is seen."""

from __future__ import annotations

from pathlib import Path

from tests.support.browser import BrowserUnavailableError, Visit, screenshot
from tests.support.needs import missing


def test_page_runs_scripts(visit: Visit) -> None:
    visit.page.set_content("<button onclick=\"this.textContent = 'clicked'\">click</button>")
    visit.page.get_by_role("button").click()
    assert visit.page.get_by_role("button").inner_text() == "clicked"
    assert (visit.foreign, visit.errors, visit.failed) == ([], [], [])


def test_a_foreign_address_and_a_script_error_are_recorded(visit: Visit) -> None:
    visit.page.route("**/*", lambda route: route.abort())
    visit.page.set_content(
        "<img src='http://foreign.invalid/x.png'><script>throw new Error('boom')</script>"
    )
    assert visit.foreign == ["http://foreign.invalid/x.png"]
    assert any("boom" in error for error in visit.errors)


def test_screenshot_is_a_png(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>cxltwin</h1>")
    try:
        shot = screenshot(page.as_uri(), tmp_path / "page.png", width=300, height=200)
    except BrowserUnavailableError as refusal:
        missing("browser", str(refusal))
    assert shot.read_bytes().startswith(b"\x89PNG")
