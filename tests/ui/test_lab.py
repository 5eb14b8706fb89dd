"""The page of experiments and what-ifs, in a browser, against a whole service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.client import Client
from tests.runs.conftest import story
from tests.support.browser import Visit
from tests.support.serving import running_service


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_service() as addresses:
        with Client(addresses.http) as client:
            story(client)
        yield addresses.http


def test_an_experiment_is_started_followed_and_read(visit: Visit, url: str) -> None:
    visit.page.goto(f"{url}/lab")
    visit.page.locator("#ask select").select_option("E2")
    visit.page.locator("#ask input[name=models]").fill("rfc-v5")
    visit.page.locator("#start").click()
    row = visit.page.locator("#runs tbody tr").first
    row.get_by_text("succeeded").wait_for()
    assert row.locator("progress").get_attribute("value") == "1"
    row.get_by_role("link", name="html").click()
    visit.page.get_by_role("heading", name="E2: Owner confinement").wait_for()
    assert (visit.foreign, visit.errors, visit.failed) == ([], [], [])


def test_a_history_is_compared_under_other_models(visit: Visit, url: str) -> None:
    visit.page.goto(f"{url}/lab")
    visit.page.locator("#replay input[name=models]").fill("rfc-v4/as-coded")
    visit.page.locator("#compare").click()
    visit.page.locator("#differences tbody tr").first.wait_for()
    row = visit.page.locator("#differences tbody tr").first
    assert "set_mempolicy" in row.inner_text()
    assert "EINVAL" in row.inner_text()
    assert row.locator("td.differs").inner_text() == "0"
    assert visit.page.locator("#ends tbody tr").count() == 2
    assert (visit.foreign, visit.errors, visit.failed) == ([], [], [])


def test_a_refusal_is_told_in_words(visit: Visit, url: str) -> None:
    visit.page.goto(f"{url}/lab")
    visit.page.locator("#ask input[name=models]").fill("rfc-v9")
    visit.page.locator("#start").click()
    visit.page.get_by_text("no kernel model rfc-v9").wait_for()
