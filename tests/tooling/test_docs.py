"""The documentation has an index, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _targets(page: Path) -> list[str]:
    return [each for each in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in each]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    assert [each for each in _targets(page) if not (page.parent / each).exists()] == []


def test_every_page_stands_in_an_index() -> None:
    listed = {
        (index.parent / each).resolve()
        for index in (DOCS / "README.md", DOCS / "adr" / "README.md")
        for each in _targets(index)
    }
    assert [
        str(page) for page in PAGES[1:] if page not in listed and page.name != "README.md"
    ] == []
