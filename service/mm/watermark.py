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
    kbytes = _min_free(lowmem_pages, state.user_min_free_kbytes, state.min_free_kbytes)
    undo.assign(state, "min_free_kbytes", kbytes)


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
            if zone.lowmem_reserve != tuple(reserve):
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


def grow_marks(state: HostState, undo: Undo, zone: Zone, pages: int, count: int) -> None:
    """What `init_per_zone_wmark_min` gives after each of `count` growths of a zone by `pages`.

    The zone has its final size already; no zone has a boost. min_free_kbytes looks at the high
    marks of the growth before, so all of them are computed, in plain numbers up to the last.
    """
    if state.watermarks:
        highs = _highs_before_last(state, undo, zone, pages, count)
        for each, high in zip(_zones(state), highs, strict=True):
            if each.high != high:
                undo.assign(each, "high", high)
    init_per_zone_wmark_min(state, undo)


def _highs_before_last(
    state: HostState, undo: Undo, zone: Zone, pages: int, count: int
) -> list[int]:
    zones = _zones(state)
    movable_apart = KERNEL_VERSIONS[state.kernel_version].movable_is_no_lowmem
    highest = ZONE_NORMAL if movable_apart else ZONE_MOVABLE
    managed = [each.managed for each in zones]
    highs = [each.high for each in zones]
    at = next(number for number, each in enumerate(zones) if each is zone)
    managed[at] -= pages * count
    counted = [
        number
        for number, each in enumerate(zones)
        if each.idx <= ZONE_NORMAL and state.n_memory >> each.nid & 1
    ]
    lowmem = sum(managed[n] for n, each in enumerate(zones) if each.idx <= highest)
    highmem = [each.idx == ZONE_MOVABLE > highest for each in zones]
    there = [number for number, size in enumerate(managed) if size]
    kbytes = state.min_free_kbytes
    for _ in range(count - 1):
        managed[at] += pages
        lowmem += pages if zone.idx <= highest else 0
        left = 0
        for number in counted:
            if managed[number] > highs[number]:
                left += managed[number] - highs[number]
        kbytes = _min_free(left, state.user_min_free_kbytes, kbytes)
        least = kbytes >> (PAGE_SHIFT - 10)
        scale = state.watermark_scale_factor
        for number in there:
            marks = zone_marks(managed[number], least, lowmem, scale, highmem=highmem[number])
            highs[number] = marks[2]
    if kbytes != state.min_free_kbytes:
        undo.assign(state, "min_free_kbytes", kbytes)
    return highs


def _min_free(lowmem_pages: int, user: int, now: int) -> int:
    """min_free_kbytes for so many pages of lowmem, unless it is below a user-written value."""
    kbytes = isqrt(16 * (lowmem_pages << (PAGE_SHIFT - 10)))
    if kbytes <= user:
        return now
    return min(max(kbytes, MIN_FREE_KBYTES_MIN), MIN_FREE_KBYTES_MAX)
