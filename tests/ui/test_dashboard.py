"""The dashboard: what it shows, what it refuses to load, how it looks in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from service.control.ports import DriverSession
from service.fabric.state import FabricState, HostEntry
from service.ui import pages
from service.ui.fabric_view import HostCard, NodeNames
from service.ui.pages import CONTENT_SECURITY_POLICY
from tests.support.browser import Visit
from tests.support.serving import served
from tests.ui.demo_fabric import dashboard, demo_fabric, get


@pytest.fixture(scope="module")
def page() -> str:
    response = get(dashboard(demo_fabric()))
    assert response.status_code == 200
    return response.text


def text_of(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_three_demo_hosts_stand_in_order_with_their_models(page: str) -> None:
    assert re.findall(r'<h3 id="host-(\w+)">', page) == ["june", "v4", "lists"]
    for model in ("thread-2026-06", "rfc-v4", "list-isolation"):
        assert f'<a href="/v1/models/{model}">' in page


def test_a_host_that_cannot_be_drawn_does_not_take_the_page_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The others stay as they are, and the broken one still links to its resource."""
    drawn = pages.host_card

    def draw(entry: HostEntry, names: NodeNames) -> HostCard:
        if entry.host == "v4":
            raise ValueError("out of range")
        return drawn(entry, names)

    monkeypatch.setattr(pages, "host_card", draw)
    response = get(dashboard(demo_fabric()))
    assert response.status_code == 200
    assert re.findall(r'<h3 id="host-(\w+)">', response.text) == ["june", "v4", "lists"]
    assert '<a href="/v1/hosts/v4/nodes">' in response.text


def test_attached_drivers_stand_under_their_fabric_with_their_conditions() -> None:
    session = DriverSession(
        fabric="demo",
        host="v4",
        nid=2,
        driver="<mine>",
        epoch=1,
        deadline_ms=500,
        attached=True,
        nr_asked=3,
        nr_unsettled=0,
        nr_unread=0,
        caught_up=True,
    )
    page = text_of(get(dashboard(demo_fabric(), sessions=[session])).text)
    assert "v4 2 &lt;mine&gt; 3" in page
    assert "Attached: yes" in page
    assert "Registered: no, its driver is builtin" in page
    assert "Idle: no, 3 callbacks wait for an answer" in page


def test_refused_nodes_are_struck_through_with_a_reason(page: str) -> None:
    refused = re.findall(r'<s class="chip refused private"[^>]*title="([^"]+)">(\w)</s>', page)
    assert {name for _, name in refused} == {"C", "D"}
    assert all("list" in reason for reason, _ in refused)
    # june and v4: C and D in A's and B's lists, D in C's, C in D's; lists: also C in C's, D in D's
    assert len(refused) == 6 + 6 + 8


def test_the_reason_also_stands_in_the_text(page: str) -> None:
    words = text_of(page)
    assert "private nodes stand in no other node&#39;s list" in words
    assert "in the list, but refused without __GFP_PRIVATE" in words


def test_the_requests_are_numbered_and_copyable(page: str) -> None:
    numbers = [int(each) for each in re.findall(r'<li id="request-(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert page.count("<pre><code>curl -s http://twin/v1/hosts/") == len(numbers)


def test_differing_answers_are_marked(page: str) -> None:
    row = page[page.index("It may not make C its task policy") :].split("</ul>", 1)[0]
    assert re.findall(r'<li class="(\w*)"><span class="host">(\w+)</span>', row) == [
        ("", "june"),
        ("differs", "v4"),
        ("", "lists"),
    ]


def test_no_other_origin_is_referenced_and_nothing_is_inline(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son\w+=", page)


def test_every_response_carries_the_policy() -> None:
    app = dashboard(demo_fabric())
    for path in ("/", "/ui/style.css", "/ui/page.js", "/ui/icon.svg"):
        response = get(app, path)
        assert response.status_code == 200
        assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert "default-src 'self'" in CONTENT_SECURITY_POLICY
        assert response.headers["x-content-type-options"] == "nosniff"


def test_a_service_without_a_demo_fabric_says_how_to_get_one() -> None:
    html = get(dashboard()).text
    assert "cxltwin demo" in html
    assert "No demo fabric" in html


def test_text_from_outside_is_escaped() -> None:
    fabric = demo_fabric()
    fabric.fabric = "other"
    fabric.description = "<script>alert(1)</script>"
    html = get(dashboard(fabric)).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_another_fabric_is_shown_with_numbers_for_names() -> None:
    fabric = demo_fabric()
    fabric.fabric = "lab"
    html = get(dashboard(fabric)).text
    assert "Fabric lab" in html
    assert 'aria-label="FALLBACK list of 2"' in html


def test_an_empty_fabric_takes_no_room() -> None:
    assert "Fabric empty" not in get(dashboard(FabricState("empty"))).text


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(dashboard(demo_fabric())) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_renders_without_errors_and_fits_the_width(
    visit: Visit, url: str, width: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.goto(url)
    assert visit.page.evaluate("document.documentElement.scrollWidth") == width
    assert visit.page.locator(".card").count() == 3
    assert visit.foreign == []
    assert visit.errors == []
    assert visit.failed == []


def test_a_request_opens_by_keyboard_and_offers_its_text(visit: Visit, url: str) -> None:
    visit.page.goto(url)
    summary = visit.page.locator("#request-26 summary")
    summary.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("#request-26 pre").first.is_visible()
    assert visit.page.locator("#request-26 .copy button").inner_text() == "Copy"


def test_the_page_works_without_its_script(visit: Visit, url: str) -> None:
    visit.page.route("**/ui/page.js", lambda route: route.abort())
    visit.page.goto(url)
    visit.page.locator("#request-26 summary").click()
    assert visit.page.locator("#request-26 pre").first.is_visible()
