"""The kernel models by name, and the knobs that choose among the variants of one.

A name is an id (`rfc-v5`) or an id and a variant (`rfc-v4/as-coded`); a host has an id and knobs,
which are named variants (`fidelity: as-coded`) or single cells (`own_fallback: empty`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from service.mm.models import branch_common as bc
from service.mm.models import list_isolation as li
from service.mm.models import memalloc_scope as ms
from service.mm.models.blueprint import BLUEPRINT
from service.mm.models.columns import COLUMNS
from service.mm.models.mainline import MAINLINE
from service.mm.models.rfc_v3 import RFC_V3
from service.mm.models.rfc_v4 import RFC_V4, RFC_V4_AS_CODED
from service.mm.models.rfc_v5 import RFC_V5
from service.mm.models.table import Cell, KernelModel, with_cells
from service.mm.models.thread_2026_06 import THREAD_2026_06

#: Every model by id, in the order in which the discussion met them.
MODELS: Final[Mapping[str, KernelModel]] = MappingProxyType(
    {
        model.id: model
        for model in (
            MAINLINE,
            RFC_V3,
            RFC_V4,
            THREAD_2026_06,
            li.LIST_ISOLATION,
            ms.MEMALLOC_SCOPE,
            RFC_V5,
            bc.BRANCH_COMMON,
            BLUEPRINT,
        )
    }
)

#: id -> knob -> value -> the cells that it sets
KNOBS: Final[Mapping[str, Mapping[str, Mapping[str, Mapping[str, Cell]]]]] = {
    RFC_V4.id: {"fidelity": {"documented": {}, "as-coded": RFC_V4_AS_CODED}},
    li.LIST_ISOLATION.id: {
        "own_fallback": {"normal": {}, "empty": li.LIST_ISOLATION_EMPTY},
        "key_thisnode": {"true": {}, "false": li.LIST_ISOLATION_SEALED},
    },
    ms.MEMALLOC_SCOPE.id: {
        "scope": {"private+folio": {}, "folio": ms.MEMALLOC_SCOPE_FOLIO},
        "own_fallback": {"empty": {}, "pseudo_private": ms.MEMALLOC_SCOPE_PSEUDO},
    },
    bc.BRANCH_COMMON.id: {
        "stage": {
            "public": {},
            "common-user": bc.BRANCH_COMMON_USER,
            "common-driver": bc.BRANCH_COMMON_DRIVER,
        },
        "features": {"four": {}, "eight": bc.BRANCH_EIGHT},
    },
}

#: name of a variant -> the knobs that make it
VARIANTS: Final[Mapping[str, Mapping[str, str]]] = {
    "rfc-v4/documented": {"fidelity": "documented"},
    "rfc-v4/as-coded": {"fidelity": "as-coded"},
    "list-isolation/normal": {"own_fallback": "normal", "key_thisnode": "true"},
    "list-isolation/empty": {"own_fallback": "empty", "key_thisnode": "true"},
    "list-isolation/sealed": {"own_fallback": "empty", "key_thisnode": "false"},
    "memalloc-scope/folio-only": {"scope": "folio", "own_fallback": "empty"},
    "memalloc-scope/strict": {"scope": "private+folio", "own_fallback": "empty"},
    "memalloc-scope/pseudo": {"scope": "private+folio", "own_fallback": "pseudo_private"},
    "branch-common/public": {"stage": "public"},
    "branch-common/public-eight": {"stage": "public", "features": "eight"},
    "branch-common/common-user": {"stage": "common-user"},
    "branch-common/common-driver": {"stage": "common-driver"},
}


class KnobError(ValueError):
    """A knob that a model does not have, or a value that it does not take."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(
            f"unknown cell {name}" if why.endswith("no such cell") else f"{name}: {why}"
        )


class Named(NamedTuple):
    """A model by its name: the id and knobs of a host, and the table they give."""

    name: str
    model_id: str
    knobs: Mapping[str, str]
    model: KernelModel


def with_knobs(
    base: KernelModel, knobs: Mapping[str, str], source: str = "knob of this host"
) -> KernelModel:
    """A model with variants and single cells set. Refuses: KnobError, ValueError (contradiction).

    Named knobs first, in the order of their table, then single cells by name.
    """
    named = KNOBS.get(base.base, {})
    cells = dict(base.cells)
    for knob, values in named.items():
        if knob in knobs and knobs[knob] in values:
            cells.update(values[knobs[knob]])
    single: dict[str, str] = {}
    for name, value in sorted(knobs.items()):
        if name in named and value in named[name]:
            continue
        if name in named and name not in COLUMNS:
            raise KnobError(name, f"{value}: one of {', '.join(named[name])}")
        column = COLUMNS.get(name)
        if column is None or value not in column.values:
            allowed = "no such cell" if column is None else f"one of {', '.join(column.values)}"
            raise KnobError(name, f"{value}: {allowed}")
        single[name] = value
    model = KernelModel(base.id, base.title, base.source, cells, base.base)
    return with_cells(model, single, source)


def find(name: str) -> Named:
    """The model behind a name. Refuses (KeyError): there is none."""
    model_id = name.partition("/")[0]
    if name in VARIANTS:
        knobs = VARIANTS[name]
        return Named(name, model_id, knobs, with_knobs(MODELS[model_id], knobs))
    return Named(name, model_id, {}, MODELS[name])


def names() -> tuple[str, ...]:
    """Every name: ids without variants, and all variants, in table order."""
    found: list[str] = []
    for model_id in MODELS:
        variants = [name for name in VARIANTS if name.partition("/")[0] == model_id]
        found += variants or [model_id]
    return tuple(found)
