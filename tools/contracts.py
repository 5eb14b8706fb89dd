"""Writes docs/reference/contracts.md: every cell of every kernel model, from the tables.

python tools/contracts.py
"""

from __future__ import annotations

from pathlib import Path

from service.mm.models import COLUMNS, MODELS
from service.mm.models.catalogue import find, names

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "contracts.md"
MARKS = {"read": "", "recorded": " (recorded)", "inferred": " (inferred)"}


def page() -> str:
    """The page."""
    lines = [
        "# Contracts of the kernel models",
        "",
        "Written by `tools/contracts.py` from `service/mm/models`; the engine reads these cells.",
        "A cell without a mark was read in the source named for it; *inferred* means that nobody",
        "wrote it down. `cxltwin models show MODEL` prints the source of each cell.",
        "",
        "## Models",
        "",
    ]
    lines += [f"- `{each.id}`: {each.title}. {each.source}" for each in MODELS.values()]
    lines += ["", "## Cells", ""]
    found = {label: find(label).model for label in names()}
    for name, column in COLUMNS.items():
        lines += [f"### {name}", "", column.text, ""]
        by_value: dict[str, list[str]] = {}
        for label, model in found.items():
            cell = model.cells[name]
            by_value.setdefault(cell.value, []).append(f"{label}{MARKS[cell.evidence]}")
        lines += [f"- `{value}`: {', '.join(labels)}" for value, labels in by_value.items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
