"""Regions: create, delete, and the attributes that must be set before targets come.

State: IDLE -> INTERLEAVE_ACTIVE (size set) -> ACTIVE (all targets) -> COMMIT. Every function checks
in the kernel's order and gives a new state; what it refuses leaves the old one.
Source: Linux 7.3 drivers/cxl/core/region.c.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.cxl.encoding import SZ_256M, granularity_to_eig, ways_to_eiw
from service.cxl.state import REGIONS_MAX, Config, CxlState, Region, free_id
from service.cxl.topology import DYNAMIC, Window
from service.reasons import KernelError

_REGION_NAME: Final = re.compile(r"region([0-9]+)\n?")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_NULL: Final = "00000000-0000-0000-0000-000000000000"


def region_number(text: str) -> int | None:
    """N of `regionN`; None when the text has another form."""
    found = _REGION_NAME.fullmatch(text)
    return int(found[1]) if found is not None else None


def create(state: CxlState, window: int, mode: str, text: str) -> CxlState:
    """Writes `regionN` to `create_{ram,pmem}_region` of a root decoder.

    Refuses, in this order: CXL_ATTRIBUTE_HIDDEN (EACCES; the window has no such capability),
    CXL_REGION_NAME (EINVAL), CXL_REGION_NOT_NEXT (EBUSY).
    Source: Linux 7.3 create_region_store(), __create_region().
    """
    root = state.topology.window_of[window]
    if not root.takes(mode):
        raise KernelError(
            "CXL_ATTRIBUTE_HIDDEN", object=root.name, attribute=f"create_{mode}_region"
        )
    number = region_number(text)
    if number is None:
        raise KernelError("CXL_REGION_NAME", decoder=root.name, text=text)
    if number != state.next_id[window] or len(state.regions) >= REGIONS_MAX:
        raise KernelError(
            "CXL_REGION_NOT_NEXT",
            decoder=root.name,
            region=text,
            next=f"region{state.next_id[window]}",
        )
    advertised = {**state.next_id, window: free_id(state)}
    changed = msgspec.structs.replace(state, next_id=advertised)
    return changed.with_region(Region(number, window, mode))


def forget(state: CxlState, region: Region) -> CxlState:
    """Takes a region without targets out; its window advertises the id again if it is lower.

    Source: Linux 7.3 cxl_region_release().
    """
    assert not region.targets, "a region goes only after its targets"
    left = {number: each for number, each in state.regions.items() if number != region.id}
    advertised = dict(state.next_id)
    advertised[region.window] = min(region.id, advertised[region.window])
    return msgspec.structs.replace(state, regions=left, next_id=advertised)


def set_uuid(state: CxlState, number: int, text: str) -> CxlState:
    """Writes the uuid of a pmem region.

    Refuses, in this order: CXL_ATTRIBUTE_HIDDEN (EACCES; ram regions have a read-only uuid),
    CXL_UUID_MALFORMED (EINVAL), CXL_REGION_ACTIVE (EBUSY), CXL_UUID_TAKEN (EBUSY).
    Source: Linux 7.3 uuid_store().
    """
    region = state.region(number)
    if region.mode != "pmem":
        raise KernelError("CXL_ATTRIBUTE_HIDDEN", object=region.name, attribute="uuid")
    uuid = text.strip().lower()
    if not _UUID.fullmatch(uuid) or uuid == _UUID_NULL:
        raise KernelError("CXL_UUID_MALFORMED", region=region.name, uuid=text)
    if uuid == region.uuid:
        return state
    if region.state >= Config.ACTIVE:
        raise _too_late(region, "uuid")
    for other in state.regions.values():
        if other.uuid == uuid:
            raise KernelError("CXL_UUID_TAKEN", region=region.name, uuid=uuid, other=other.name)
    return state.with_region(msgspec.structs.replace(region, uuid=uuid))


def set_interleave_ways(state: CxlState, number: int, ways: int) -> CxlState:
    """Writes `interleave_ways`; there is no default.

    Refuses, in this order: CXL_WAYS_ENCODING, CXL_WAYS_OF_WINDOW, CXL_DYNAMIC_INTERLEAVE (EINVAL;
    regions of dynamic capacity do not interleave), CXL_REGION_SIZED
    (EBUSY), CXL_TARGETS_ABOVE_WAYS (EBUSY; the kernel does not look, and loses the target).
    Source: Linux 7.3 interleave_ways_store().
    """
    region = state.region(number)
    ways_to_eiw(ways)
    root = state.window(region)
    multiple, rest = divmod(ways, root.ways)
    if rest or multiple.bit_count() != 1:
        raise KernelError(
            "CXL_WAYS_OF_WINDOW", region=region.name, ways=ways, decoder=root.name, root=root.ways
        )
    if region.mode == DYNAMIC and ways != 1:
        raise KernelError("CXL_DYNAMIC_INTERLEAVE", region=region.name, ways=ways)
    if region.state >= Config.INTERLEAVE_ACTIVE:
        raise _sized(region, "interleave_ways")
    if any(pos >= ways for pos in region.targets):
        raise KernelError("CXL_TARGETS_ABOVE_WAYS", region=region.name, ways=ways)
    return state.with_region(msgspec.structs.replace(region, ways=ways))


def set_interleave_granularity(state: CxlState, number: int, granularity: int) -> CxlState:
    """Writes `interleave_granularity` in bytes.

    Under an interleaved window it is the window's: a smaller one would need several endpoints a
    slot, a larger one has no DPA translation.
    Refuses, in this order: CXL_GRANULARITY_ENCODING, CXL_GRANULARITY_OF_WINDOW (EINVAL),
    CXL_REGION_SIZED (EBUSY).
    Source: Linux 7.3 interleave_granularity_store().
    """
    region = state.region(number)
    granularity_to_eig(granularity)
    root = state.window(region)
    if root.ways > 1 and granularity != root.granularity:
        raise KernelError(
            "CXL_GRANULARITY_OF_WINDOW",
            region=region.name,
            granularity=granularity,
            decoder=root.name,
            root=root.granularity,
        )
    if region.state >= Config.INTERLEAVE_ACTIVE:
        raise _sized(region, "interleave_granularity")
    return state.with_region(msgspec.structs.replace(region, granularity=granularity))


def set_size(state: CxlState, number: int, size: int) -> CxlState:
    """Writes `size` in bytes: takes a free range of the window, or with 0 gives it back.

    Refuses a size, in this order: CXL_REGION_SIZED (EBUSY), CXL_INTERLEAVE_UNSET (ENXIO),
    CXL_SIZE_UNALIGNED (EINVAL), CXL_NO_HPA (ERANGE). Refuses 0: CXL_REGION_ACTIVE (EBUSY).
    Source: Linux 7.3 alloc_hpa(), free_hpa().
    """
    region = state.region(number)
    if not size:
        return _free_hpa(state, region)
    if region.hpa_start is not None and region.hpa_size == size:
        return state
    if region.hpa_start is not None or region.state >= Config.INTERLEAVE_ACTIVE:
        raise _sized(region, "size")
    missing = [
        name
        for name, value in (
            ("interleave_ways", region.ways),
            ("interleave_granularity", region.granularity),
            ("uuid", region.uuid if region.mode == "pmem" else True),
        )
        if not value
    ]
    if missing:
        raise KernelError("CXL_INTERLEAVE_UNSET", region=region.name, missing=", ".join(missing))
    if size % (SZ_256M * region.ways):
        raise KernelError(
            "CXL_SIZE_UNALIGNED", region=region.name, size=f"{size:#x}", ways=region.ways
        )
    start = free_hpa(state, state.window(region), size)
    if start is None:
        raise KernelError(
            "CXL_NO_HPA",
            region=region.name,
            size=f"{size:#x}",
            decoder=state.window(region).name,
            left=f"{max_available_extent(state, region.window):#x}",
        )
    return state.with_region(
        msgspec.structs.replace(
            region, hpa_start=start, hpa_size=size, state=Config.INTERLEAVE_ACTIVE
        )
    )


def _free_hpa(state: CxlState, region: Region) -> CxlState:
    if region.hpa_start is None:
        return state
    if region.state >= Config.ACTIVE:
        raise _too_late(region, "size")
    return state.with_region(
        msgspec.structs.replace(region, hpa_start=None, hpa_size=0, state=Config.IDLE)
    )


def _holes(state: CxlState, window: Window) -> list[tuple[int, int]]:
    """Free (start, end) of a window, ascending."""
    taken = sorted(
        (region.hpa_start, region.hpa_start + region.hpa_size)
        for region in state.regions.values()
        if region.window == window.id and region.hpa_start is not None
    )
    holes, at = [], window.base
    for start, end in taken:
        if start > at:
            holes.append((at, start))
        at = max(at, end)
    if at < window.end:
        holes.append((at, window.end))
    return holes


def free_hpa(state: CxlState, window: Window, size: int) -> int | None:
    """The lowest free range of a window that is long enough (alloc_free_mem_region)."""
    return next((start for start, end in _holes(state, window) if end - start >= size), None)


def max_available_extent(state: CxlState, window: int) -> int:
    """Bytes of the longest free range of a window."""
    root = state.topology.window_of[window]
    return max((end - start for start, end in _holes(state, root)), default=0)


def _sized(region: Region, attribute: str) -> KernelError:
    return KernelError(
        "CXL_REGION_SIZED", region=region.name, attribute=attribute, state=region.state.name
    )


def _too_late(region: Region, attribute: str) -> KernelError:
    return KernelError(
        "CXL_REGION_ACTIVE", region=region.name, attribute=attribute, state=region.state.name
    )
