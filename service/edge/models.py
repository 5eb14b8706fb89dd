"""Kernel models as one reads them: built-in ones, their variants, and those that users uploaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.bounded import Strict
from service.control.ports import Document
from service.edge.resources import CellOf, DifferingCell, ModelDiffView, model_view
from service.fabric.hosts import own_table
from service.fabric.models.commands import OwnModel
from service.mm.models import COLUMNS, MODELS, VARIANTS, KernelModel, find
from service.reasons import Refused


def own_models(documents: Sequence[Document]) -> dict[str, KernelModel]:
    """The models of documents, by name."""
    found: dict[str, KernelModel] = {}
    for each in documents:
        own = OwnModel.model_validate_json(each.data or b"{}")
        found[each.name] = own_table(each.name, own)
    return found


def model_of(name: str, documents: Sequence[Document]) -> KernelModel:
    """A model by id, variant, or the name of one's own. Refuses: UNKNOWN_OBJECT."""
    if name in MODELS or name in VARIANTS:
        return find(name).model
    found = own_models([each for each in documents if each.name == name])
    if name not in found:
        raise Refused("UNKNOWN_OBJECT", kind="kernel model", name=name)
    return found[name]


def list_models(documents: Sequence[Document]) -> list[Strict]:
    """Every model, by name."""
    tables = {name: find(name).model for name in (*MODELS, *VARIANTS)} | own_models(documents)
    return [model_view(name, tables[name]) for name in sorted(tables)]


def diff_models(params: Any, documents: Sequence[Document]) -> Strict:
    """The cells in which two models differ. Refuses: UNKNOWN_OBJECT."""
    first, second = params["first"], params["second"]
    a, b = model_of(first, documents), model_of(second, documents)
    return ModelDiffView(
        first=first,
        second=second,
        cells=tuple(
            DifferingCell(
                cell=name,
                decides=column.text,
                uapi=column.uapi,
                first=CellOf(**a.cells[name]._asdict()),
                second=CellOf(**b.cells[name]._asdict()),
            )
            for name, column in COLUMNS.items()
            if a.cells[name].value != b.cells[name].value
        ),
    )
