"""Kernel models as text: the list, one model cell by cell, and what two models do differently."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

from service.experiments.model_yaml import read_model
from service.mm.models import COLUMNS, MODELS, VARIANTS, KernelModel, find, names
from service.reasons import Refused

_WIDTH: Final = 98


def model(name: str) -> tuple[str, KernelModel]:
    """(name, model) of an id, a variant, or a YAML file.

    Refuses: UNKNOWN_KERNEL_MODEL, SCENARIO_MALFORMED.
    """
    if name.endswith((".yaml", ".yml")):
        mine = read_model(Path(name))
        return mine.name, mine.model
    try:
        return name, find(name).model
    except KeyError:
        raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=name, known=names()) from None


def models_list() -> str:
    """One line a model."""
    width = max(map(len, MODELS))
    lines = []
    for each in MODELS.values():
        lines.append(f"{each.id:{width}}  {each.title}")
        mine = [name.partition("/")[2] for name in VARIANTS if name.startswith(f"{each.id}/")]
        lines += [f"{'':{width}}    as {', '.join(mine)}"] if mine else []
    return "\n".join(lines) + "\n"


def model_show(name: str) -> str:
    """Every cell with its value, what it decides, its evidence and its source."""
    label, found = model(name)
    lines = [label, f"  {found.title}", f"  {found.source}", ""]
    for cell_name, cell in found.cells.items():
        lines.append(f"{cell_name}: {cell.value}")
        lines += _wrapped(COLUMNS[cell_name].text)
        lines += _wrapped(f"{cell.evidence}: {cell.source}")
    return "\n".join(lines) + "\n"


def model_diff(first: str, second: str) -> str:
    """The cells in which two models differ."""
    (one, a), (two, b) = model(first), model(second)
    lines: list[str] = []
    for name, column in COLUMNS.items():
        if a.cells[name].value == b.cells[name].value:
            continue
        lines.append(f"{name}:  {column.text}")
        width = max(len(one), len(two))
        for label, each in ((one, a), (two, b)):
            cell = each.cells[name]
            lines.append(f"    {label:{width}}  {cell.value}  ({cell.evidence}: {cell.source})")
    return "\n".join(lines) + "\n" if lines else f"{one} and {two} have equal cells\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
