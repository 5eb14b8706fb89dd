"""The scenarios that come with the product: in the wheel, or in the working copy it runs from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PLACES: Final = (
    Path(__file__).with_name("bundled"),
    Path(__file__).parents[2] / "scenarios",
)

#: The scenario of the demo and of the tutorial.
FOUR_LISTS: Final = "four-lists.yaml"


def bundled(name: str) -> str:
    """The text of a bundled scenario. Refuses (FileNotFoundError): there is none of that name."""
    for place in _PLACES:
        path = place / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(name)
