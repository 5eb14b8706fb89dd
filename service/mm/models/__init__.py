"""Kernel models as data: one frozen table per model, one reader of it.

The mm code asks a cell for its value and never names a model; a new model is a table.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.columns import COLUMNS, Column
from service.mm.models.list_isolation import LIST_ISOLATION
from service.mm.models.mainline import MAINLINE
from service.mm.models.rfc_v4 import RFC_V4
from service.mm.models.table import Cell, Evidence, KernelModel, Knobs, with_cells
from service.mm.models.thread_2026_06 import THREAD_2026_06

#: Every model by id, in the order in which the discussion met them.
MODELS: Final[dict[str, KernelModel]] = {
    model.id: model for model in (MAINLINE, RFC_V4, THREAD_2026_06, LIST_ISOLATION)
}

__all__ = [
    "COLUMNS",
    "MODELS",
    "Cell",
    "Column",
    "Evidence",
    "KernelModel",
    "Knobs",
    "with_cells",
]
