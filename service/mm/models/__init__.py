"""Kernel models as data: one frozen table per model, one reader of it.

The mm code asks a cell for its value and never names a model; a new model is a table.
"""

from __future__ import annotations

from service.mm.models.catalogue import (
    KNOBS,
    MODELS,
    VARIANTS,
    KnobError,
    Named,
    find,
    names,
    with_knobs,
)
from service.mm.models.columns import COLUMNS, Column
from service.mm.models.rights import RIGHTS, SERVICES, RightsTable
from service.mm.models.table import Cell, Evidence, KernelModel, Knobs, with_cells

__all__ = [
    "COLUMNS",
    "KNOBS",
    "MODELS",
    "RIGHTS",
    "SERVICES",
    "VARIANTS",
    "Cell",
    "Column",
    "Evidence",
    "KernelModel",
    "KnobError",
    "Knobs",
    "Named",
    "RightsTable",
    "find",
    "names",
    "with_cells",
    "with_knobs",
]
