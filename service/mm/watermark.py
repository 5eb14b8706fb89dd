"""Watermarks and lowmem reserves (mm/page_alloc.c, __setup_per_zone_wmarks)."""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import Final

from service.mm.state import HostState, Zone
from service.mm.undo import Undo
from service.mm.versions import KERNEL_VERSIONS
from service.mm.zones import MAX_NR_ZONES, PAGE_SHIFT, ZONE_DEVICE, ZONE_MOVABLE, ZONE_NORMAL

#: min_free_kbytes is clamped to this range (calculate_min_free_kbytes)
MIN_FREE_KBYTES_MIN: Final = 128
MIN_FREE_KBYTES_MAX: Final = 262144


def _zones(state: HostState) -> list[Zone]:
    return [zone for nid in sorted(state.nodes) for zone in state.nodes[nid].zones]


def calculate_min_free_kbytes(state: HostState, undo: Undo) -> None:
    """min_free_kbytes = clamp(isqrt(16 * lowmem kB)), unless it is below a user-written value.

    Lowmem counts what lies above the high marks of that moment, private nodes apart.
    """
    lowmem_pages = sum(
        max(zone.managed - zone.high, 0)
        for zone in _zones(state)
        if zone.idx <= ZONE_NORMAL and state.n_memory >> zone.nid & 1
    )
    kbytes = isqrt(16 * (lowmem_pages << (PAGE_SHIFT - 10)))
    if kbytes > state.user_min_free_kbytes:
        clamped = min(max(kbytes, MIN_FREE_KBYTES_MIN), MIN_FREE_KBYTES_MAX)
        undo.assign(state, "min_free_kbytes", clamped)


def zone_marks(
    managed: int, min_pages: int, lowmem: int, scale: int, *, highmem: bool = False
) -> tuple[int, int, int, int]:
    """min, low, high and promo of one zone; `lowmem` are the managed pages of lowmem zones.

    A zone that is no lowmem (`highmem`) has a min mark of its own.
    """
    share = min_pages * managed // lowmem if lowmem else 0
    low = share
    if highmem:
        low = min(max(managed // 1024, 32), 128)
    step = max(share // 4, managed * scale // 10000)
    return low, low + step, low + 2 * step, low + 3 * step


def _nobody(nid: int) -> bool:
    del nid
    return False


def setup_per_zone_wmarks(
    state: HostState, undo: Undo, managed: Callable[[int], bool] = _nobody
) -> None:
    """min, low, high and promo of every zone from min_free_kbytes; boosts end here.

    `managed`: whether the service of a node keeps its boost (patch 16). As coded, a boost that
    lives on is written into the marks, because their macros add it: cell `wmark.recompute`.
    """
    pages_min = state.min_free_kbytes >> (PAGE_SHIFT - 10)
    zones = _zones(state)
    highest = ZONE_NORMAL
    if not KERNEL_VERSIONS[state.kernel_version].movable_is_no_lowmem:
        highest = ZONE_MOVABLE
    lowmem = sum(zone.managed for zone in zones if zone.idx <= highest)
    keeps = {nid: managed(nid) for nid in sorted(state.nodes)}
    for zone in zones:
        if zone.boost and not keeps.get(zone.nid, False):
            undo.assign(zone, "boost", 0)
        scale = state.watermark_scale_factor
        highmem = zone.idx == ZONE_MOVABLE > highest
        marks = zone_marks(zone.managed, pages_min, lowmem, scale, highmem=highmem)
        if not state.watermarks:
            low, step = state.fixed_marks.get(zone.key, (0, 0))
            marks = (low, low + step, low + 2 * step, low + 3 * step)
        if zone.boost and state.model.knobs.wmark_recompute == "with_boost":
            marks = tuple(mark + number * zone.boost for number, mark in enumerate(marks))  # type: ignore[assignment]
        for name, value in zip(("min", "low", "high", "promo"), marks, strict=True):
            if getattr(zone, name) != value:
                undo.assign(zone, name, value)


def setup_per_zone_lowmem_reserve(state: HostState, undo: Undo) -> None:
    """lowmem_reserve[i][j]: managed pages of zones i+1..j of the node, divided by ratio[i]."""
    for nid in sorted(state.nodes):
        zones = state.nodes[nid].zones
        for zone in zones:
            reserve = [0] * MAX_NR_ZONES
            ratio = state.lowmem_reserve_ratio[zone.idx]
            above = 0
            for idx in range(zone.idx + 1, MAX_NR_ZONES):
                above += zones[idx].managed if idx != ZONE_DEVICE else 0
                reserve[idx] = above // ratio if ratio and zone.managed else 0
            undo.assign(zone, "lowmem_reserve", tuple(reserve))


def init_per_zone_wmark_min(
    state: HostState, undo: Undo, managed: Callable[[int], bool] = _nobody
) -> None:
    """Recomputes everything, as boot and every memory hotplug do."""
    if not state.watermarks:
        setup_per_zone_wmarks(state, undo, managed)
        return
    calculate_min_free_kbytes(state, undo)
    setup_per_zone_wmarks(state, undo, managed)
    setup_per_zone_lowmem_reserve(state, undo)
