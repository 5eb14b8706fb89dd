"""Writes docs/api/openapi.json: `python -m service.api.openapi_dump [PATH]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from service.api.openapi import document

DOCUMENT_PATH: Final = Path(__file__).resolve().parents[2] / "docs" / "api" / "openapi.json"


def text() -> str:
    """The document as it is checked in."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the document to the path given, or to its place in the repository."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENT_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
