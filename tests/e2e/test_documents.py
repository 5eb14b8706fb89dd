"""README, tutorial and how-to pages print what the program prints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.console import check
from tests.support.twin import ROOT, Twin, environment

DOCUMENTS = (
    "README.md",
    "docs/tutorial/the-mail.md",
    "docs/how-to/ask-what-if.md",
    "docs/how-to/import-a-machine.md",
    "docs/how-to/plug-a-region.md",
    "docs/how-to/run-an-experiment.md",
    "docs/how-to/run-on-postgresql.md",
    "docs/how-to/share-a-pool.md",
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_prints_what_the_document_says(document: str, tmp_path: Path) -> None:
    with Twin(tmp_path, "demo") as twin:
        twin.wait_for_demo()
        path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
        env = environment(
            CXLTWIN_URL=twin.url, CXLTWIN_DATABASE_URL=twin.database_url, PATH=path, PYTHONUTF8="1"
        )
        assert check(ROOT / document, ROOT, env, {"http://127.0.0.1:8080": twin.url}) == []
