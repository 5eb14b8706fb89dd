"""Pages that are made from tables say what the tables say."""

from __future__ import annotations

import pytest

from tools.reference_pages import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_checked_in_page_is_what_make_docs_writes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()
