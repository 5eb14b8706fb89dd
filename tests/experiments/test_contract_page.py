"""The page of contracts says what the tables say."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_is_as_the_tables_are() -> None:
    """Run `python tools/contracts.py` when this fails."""
    written = runpy.run_path(str(ROOT / "tools" / "contracts.py"))
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"]()
