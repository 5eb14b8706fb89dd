"""Kernel models as text: the list, one model cell by cell, and what two models do differently."""

from __future__ import annotations

import textwrap
from typing import Final

from service.mm.models import COLUMNS, MODELS, KernelModel
from service.reasons import Refused

_WIDTH: Final = 98


def model(name: str) -> KernelModel:
    """The model of a name. Refuses: UNKNOWN_KERNEL_MODEL."""
    if name not in MODELS:
        raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=name)
    return MODELS[name]


def models_list() -> str:
    """One line a model."""
    width = max(map(len, MODELS))
    return "".join(f"{each.id:{width}}  {each.title}\n" for each in MODELS.values())


def model_show(name: str) -> str:
    """Every cell with its value, what it decides, its evidence and its source."""
    found = model(name)
    lines = [found.id, f"  {found.title}", f"  {found.source}", ""]
    for cell_name, cell in found.cells.items():
        lines.append(f"{cell_name}: {cell.value}")
        lines += _wrapped(COLUMNS[cell_name].text)
        lines += _wrapped(f"{cell.evidence}: {cell.source}")
    return "\n".join(lines) + "\n"


def model_diff(first: str, second: str) -> str:
    """The cells in which two models differ."""
    a, b = model(first), model(second)
    lines: list[str] = []
    for name, column in COLUMNS.items():
        if a.cells[name].value == b.cells[name].value:
            continue
        lines.append(f"{name}:  {column.text}")
        width = max(len(a.id), len(b.id))
        for each in (a, b):
            cell = each.cells[name]
            lines.append(f"    {each.id:{width}}  {cell.value}  ({cell.evidence}: {cell.source})")
    return "\n".join(lines) + "\n" if lines else f"{a.id} and {b.id} have equal cells\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
