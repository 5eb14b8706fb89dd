"""Zones and page-size constants of x86-64 (include/linux/mmzone.h)."""

from __future__ import annotations

from typing import Final, Literal

ZoneName = Literal["DMA", "DMA32", "Normal", "Movable", "Device"]

ZONE_DMA: Final = 0
ZONE_DMA32: Final = 1
ZONE_NORMAL: Final = 2
ZONE_MOVABLE: Final = 3
ZONE_DEVICE: Final = 4
MAX_NR_ZONES: Final = 5

ZONE_NAMES: Final[tuple[ZoneName, ...]] = ("DMA", "DMA32", "Normal", "Movable", "Device")
ZONE_INDEX: Final[dict[str, int]] = {name: index for index, name in enumerate(ZONE_NAMES)}

PAGE_SHIFT: Final = 12
PAGE_SIZE: Final = 1 << PAGE_SHIFT
MAX_PAGE_ORDER: Final = 10
#: allocations above this order may fail and never reach the OOM killer (mmzone.h)
PAGE_ALLOC_COSTLY_ORDER: Final = 3
