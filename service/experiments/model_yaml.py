"""A kernel model of one's own, as YAML: a base, and the cells that differ.

```yaml
apiVersion: cxltwin/v1
kind: KernelModel
name: my-lists
title: Option 2 with an empty list
base: list-isolation/normal
source: my mail of Tuesday
cells:
  own_fallback: empty
  service.reclaim: {value: never, source: "a reply", evidence: inferred}
```

Cells without a mark of their own are read from `source`. Two cells that contradict each other are
refused with the rule that they break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from service.experiments.scenario_yaml import Document, load_yaml, malformed, read_text
from service.fabric.models.commands import OwnCell, OwnModel
from service.mm.models import COLUMNS, Cell, Evidence, KernelModel, find, names

API_VERSION: Final = "cxltwin/v1"
KIND: Final = "KernelModel"
TEXT_MAX: Final = 1000
_NAME: Final = re.compile(r"^[a-z0-9][a-z0-9.-]{0,62}$")
_FIELDS: Final = ("apiVersion", "kind", "name", "title", "base", "source", "cells")
_REQUIRED: Final = ("apiVersion", "kind", "name", "base", "cells")
_EVIDENCE: Final = get_args(Evidence)


class UserModel(NamedTuple):
    """A model that a user wrote; `own` is its table as a host's journal carries it.

    `base` and `knobs` make a host of equal cells without a name of its own.
    """

    name: str
    base: str
    knobs: Mapping[str, str]
    model: KernelModel
    own: OwnModel


def load_model(file: str, text: str) -> UserModel:
    """The model in `text`; `file` is only its name in messages.

    Refuses: SCENARIO_MALFORMED with line, field and rule.
    """
    document = load_yaml(file, text)
    data = document.data
    if not isinstance(data, dict):
        document.refuse((), "a kernel model is a mapping")
    for key in data:
        if key not in _FIELDS:
            document.refuse((key,), f"unknown field; there are {', '.join(_FIELDS)}")
    for key in _REQUIRED:
        if key not in data:
            document.refuse((), f"field {key} is missing")
    _fixed(document, data)
    base = _text(document, data, "base")
    try:
        named = find(base)
    except KeyError:
        document.refuse(("base",), f"no kernel model {base}; there are {', '.join(names())}")
    cells = _cells(document, data)
    changed = {**named.model.cells, **cells}
    title = _text(document, data, "title") if "title" in data else f"{base} with other cells"
    source = _text(document, data, "source") if "source" in data else file
    name = _text(document, data, "name")
    try:
        model = KernelModel(name, title, source, changed, named.model_id)
    except ValueError as error:
        told = str(error)
        named_cells = (n for n in cells if f"cell {n} " in told or f"while {n} is" in told)
        clash = next(named_cells, "")
        document.refuse(("cells", clash) if clash else ("cells",), str(error))
    knobs = {**named.knobs, **{name: cell.value for name, cell in cells.items()}}
    rows = tuple(OwnCell(cell=key, **cell._asdict()) for key, cell in cells.items())
    own = OwnModel(name=name, base=base, title=title, source=source, cells=rows)
    return UserModel(name, named.model_id, knobs, model, own)


def read_model(path: Path) -> UserModel:
    """The model in a file. Refuses: SCENARIO_MALFORMED."""
    try:
        text = read_text(path)
    except OSError as error:
        raise malformed(str(path), 1, (), error.strerror or "cannot be read") from None
    return load_model(str(path), text)


def _fixed(document: Document, data: Mapping[str, Any]) -> None:
    for key, value in (("apiVersion", API_VERSION), ("kind", KIND)):
        if data[key] != value:
            document.refuse((key,), f"{data[key]!r} is not {value}")
    if not _NAME.match(_text(document, data, "name")):
        document.refuse(("name",), f"does not match {_NAME.pattern}")
    if data["name"] in names() or data["name"] in {each.partition("/")[0] for each in names()}:
        document.refuse(("name",), f"{data['name']} is a model of the twin")


def _text(document: Document, data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str) or not value or len(value) > TEXT_MAX:
        document.refuse((key,), f"must be a text of 1 to {TEXT_MAX} characters")
    if not value.isprintable():
        document.refuse((key,), "must be one line of printable characters")
    return value


def _cells(document: Document, data: Mapping[str, Any]) -> dict[str, Cell]:
    given = data["cells"]
    if not isinstance(given, dict):
        document.refuse(("cells",), "must be a mapping of cells")
    source = data.get("source", document.file)
    found: dict[str, Cell] = {}
    for name, each in given.items():
        path = ("cells", name)
        if name not in COLUMNS:
            document.refuse(path, f"unknown cell; there are {', '.join(COLUMNS)}")
        value, mark = each, {}
        if isinstance(each, dict):
            unknown = sorted(each.keys() - {"value", "source", "evidence"})
            if unknown or "value" not in each:
                document.refuse(path, "a cell is a value, or value, source and evidence")
            value, mark = each["value"], each
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value not in COLUMNS[name].values:
            document.refuse(path, f"{value!r}; one of {', '.join(COLUMNS[name].values)}")
        evidence = mark.get("evidence", "read")
        if evidence not in _EVIDENCE:
            document.refuse((*path, "evidence"), f"one of {', '.join(_EVIDENCE)}")
        cited = mark.get("source", source)
        if not isinstance(cited, str) or not cited.isprintable() or not 0 < len(cited) <= TEXT_MAX:
            document.refuse((*path, "source"), f"must be one line of 1 to {TEXT_MAX} characters")
        found[name] = Cell(value, cited, evidence)
    return found
