"""Writes docs/reference/models/: every kernel model cell by cell, from the tables: `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from service.mm.models import COLUMNS, MODELS, VARIANTS, KernelModel, find
from service.mm.models.rights import RIGHTS

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "models"
INDEX: Final = FOLDER / "README.md"


def _text(value: str) -> str:
    return value.replace("|", "\\|")


def _rights(model: KernelModel) -> list[str]:
    """The rights of a node under a model."""
    table = RIGHTS[model.cells["rights"].value]
    if not table.rights:
        return ["## Rights\n\nNone.\n\n"]
    lines = [
        f"## Rights\n\nGiven by `{table.given_by}`; source: {table.source}.\n\n",
        "| right | bit | grants | needs | excludes |\n|---|---|---|---|---|\n",
    ]
    for right in table.rights:
        cells = (", ".join(each) for each in (right.grants, right.needs, right.excludes))
        bit = f"{right.bit:#x}" if right.bit else ""
        lines.append(f"| `{table.full(right)}` | {bit} | {' | '.join(cells)} |\n")
    return [*lines, "\n"]


def page(model_id: str) -> str:
    """The page of a model."""
    model = MODELS[model_id]
    variants = [name for name in VARIANTS if name.partition("/")[0] == model_id]
    lines = [
        f"# {model_id}\n\n{model.title}.\n\nSource: {model.source}\n\n",
        "Written by `tools/model_pages.py` from the table that the engine reads.\n\n",
    ]
    for name in variants:
        found = find(name)
        knobs = ", ".join(f"`{knob}: {value}`" for knob, value in found.knobs.items())
        differs = [
            f"`{cell}` is `{found.model.cells[cell].value}` ({found.model.cells[cell].evidence})"
            for cell in COLUMNS
            if found.model.cells[cell] != model.cells[cell]
        ]
        lines.append(f"- `{name}`: {knobs}. {'; '.join(differs) or 'The table below'}.\n")
    lines.append("\n" if variants else "")
    lines += _rights(model)
    lines.append("## Cells\n\n| cell | value | evidence | source | what it decides |\n")
    lines.append("|---|---|---|---|---|\n")
    for name, cell in model.cells.items():
        lines.append(
            f"| `{name}` | `{cell.value}` | {cell.evidence} | {_text(cell.source)} "
            f"| {_text(COLUMNS[name].text)} |\n"
        )
    return "".join(lines)


def index() -> str:
    """The list of the models."""
    lines = [
        (
            "# Kernel models\n\nEach is one table with the same columns; the mm code reads the "
            "table and never asks which model it is. [Contracts](../contracts.md) shows them side "
            "by side, `cxltwin models show` and `models diff` print them.\n\n"
            "| model | title | cells read | cells inferred |\n|---|---|---|---|\n"
        )
    ]
    for model_id, model in MODELS.items():
        inferred = sum(cell.evidence == "inferred" for cell in model.cells.values())
        lines.append(
            f"| [{model_id}]({model_id}.md) | {model.title} | {len(model.cells) - inferred} "
            f"| {inferred} |\n"
        )
    lines.append(
        "\nOne's own model: a YAML file that names a base and the cells that differ.\n\n```yaml\n"
        "apiVersion: cxltwin/v1\nkind: KernelModel\nname: my-model\nbase: rfc-v5\ncells:\n"
        "  own_fallback: empty\n```\n\nGive the file to `--models`, `models show` or "
        "`models diff`.\n"
    )
    return "".join(lines)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    INDEX.write_text(index(), encoding="utf-8")
    for each in MODELS:
        (FOLDER / f"{each}.md").write_text(page(each), encoding="utf-8")
