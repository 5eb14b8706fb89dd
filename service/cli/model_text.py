"""Kernel models as text: the list, one model cell by cell, and what two models do differently."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

from service.cli import output
from service.client.paths import ROUTES
from service.client.requests import Request, new_key, object_of
from service.experiments.model_yaml import load_model, read_model
from service.experiments.scenario_yaml import read_text
from service.mm.models import COLUMNS, MODELS, VARIANTS, Cell, KernelModel, find, names
from service.reasons import Refused

_WIDTH: Final = 98


def model(name: str, url: str = "") -> tuple[str, KernelModel]:
    """(name, model) of an id, a variant, a YAML file, or a model of a service.

    Refuses: UNKNOWN_KERNEL_MODEL, SCENARIO_MALFORMED.
    """
    if name.endswith((".yaml", ".yml")):
        mine = read_model(Path(name))
        return mine.name, mine.model
    try:
        return name, find(name).model
    except KeyError:
        if url:
            return name, _there(name, url)
        raise Refused("UNKNOWN_KERNEL_MODEL", kernel_model=name, known=names()) from None


def _there(name: str, url: str) -> KernelModel:
    """A model that somebody uploaded. Refuses: Problem."""
    with output.connected(url) as client:
        found = client.get("get_model", model=name)
    cells = {
        each["cell"]: Cell(each["value"], each["source"], each["evidence"])
        for each in found["cells"]
    }
    return KernelModel(name, found["title"], found["source"], cells, found["base"])


def model_add(file: Path, url: str) -> str:
    """Uploads a model; where it is from now on."""
    text = read_text(file)
    load_model(str(file), text)  # a mistake is told with the name of the file
    with output.connected(url) as client:
        request = Request(
            "POST",
            ROUTES["create_model"].template,
            {"text": text},
            headers={"Idempotency-Key": new_key()},
        )
        made = object_of(client.send(request))
    return f"{made['model']}: {made['title']}, from {made['base']}\n"


def models_list(url: str = "") -> str:
    """One line a model."""
    width = max(map(len, MODELS))
    lines = []
    for each in MODELS.values():
        lines.append(f"{each.id:{width}}  {each.title}")
        mine = [name.partition("/")[2] for name in VARIANTS if name.startswith(f"{each.id}/")]
        lines += [f"{'':{width}}    as {', '.join(mine)}"] if mine else []
    if url:
        with output.connected(url) as client:
            own = [each for each in client.items("list_models") if each["own"]]
        lines += [f"{each['model']:{width}}  {each['title']} (uploaded)" for each in own]
    return "\n".join(lines) + "\n"


def model_show(name: str, url: str = "") -> str:
    """Every cell with its value, what it decides, its evidence and its source."""
    label, found = model(name, url)
    lines = [label, f"  {found.title}", f"  {found.source}", ""]
    for cell_name, cell in found.cells.items():
        lines.append(f"{cell_name}: {cell.value}")
        lines += _wrapped(COLUMNS[cell_name].text)
        lines += _wrapped(f"{cell.evidence}: {cell.source}")
    return "\n".join(lines) + "\n"


def model_diff(first: str, second: str, url: str = "") -> str:
    """The cells in which two models differ."""
    (one, a), (two, b) = model(first, url), model(second, url)
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
