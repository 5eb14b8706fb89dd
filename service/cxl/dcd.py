"""Dynamic capacity of a device: regions, extents, pending groups, CCI return codes.

The fabric manager offers extents as a group, the host accepts a part of the first group or rejects
it, and releases what it has. Nothing here moves memory; it decides which DPA is backed.
Source: CXL 3.2 8.2.10.9.9 and 7.6.7.6; QEMU hw/cxl/cxl-mailbox-utils.c (the device's side). Linux
7.3 has no dynamic capacity.
"""

from __future__ import annotations

import enum
from itertools import pairwise
from typing import Final

import msgspec

REGIONS_MAX: Final = 8
#: extents that a device tracks (CXL_NUM_EXTENTS_SUPPORTED of QEMU)
EXTENTS_MAX: Final = 512
#: bit 4 of the flags of Initiate Dynamic Capacity Release
FORCED_REMOVAL: Final = 1 << 4


class Cci(enum.IntEnum):
    """CCI return codes that dynamic capacity uses (CXL 3.2, table of command return codes)."""

    SUCCESS = 0x00
    INVALID_INPUT = 0x02
    INVALID_PA = 0x0F
    RESOURCES_EXHAUSTED = 0x1D
    INVALID_EXTENT_LIST = 0x1E


class Selection(enum.IntEnum):
    """How the device chooses what to add."""

    FREE = 0
    CONTIGUOUS = 1
    PRESCRIPTIVE = 2
    ENABLE_SHARED = 3


class Removal(enum.IntEnum):
    """How the device chooses what to release."""

    TAG_BASED = 0
    PRESCRIPTIVE = 1


class DcRegion(msgspec.Struct, frozen=True):
    """A dynamic capacity region of a device; all three in bytes."""

    base: int
    size: int
    block_size: int

    @property
    def end(self) -> int:
        """The first address behind the region."""
        return self.base + self.size


class Extent(msgspec.Struct, frozen=True):
    """A run of dynamic capacity. `tag` is 16 bytes as hex, empty for none."""

    start: int
    size: int
    tag: str = ""
    shared_seq: int = 0

    @property
    def end(self) -> int:
        """The first address behind the extent."""
        return self.start + self.size

    def overlaps(self, other: Extent) -> bool:
        """Whether two extents share a byte."""
        return self.start < other.end and other.start < self.end


class Event(msgspec.Struct, frozen=True):
    """A dynamic capacity event record: `add`, `release` or `forced_release`; `more` follows."""

    kind: str
    extent: Extent
    more: bool = False


class Dcd(msgspec.Struct, frozen=True):
    """Dynamic capacity of a device: what is offered, what is accepted, in order of arrival."""

    regions: tuple[DcRegion, ...] = ()
    extents: tuple[Extent, ...] = ()
    #: groups of offered extents, oldest first; a response answers the first
    pending: tuple[tuple[Extent, ...], ...] = ()
    events: tuple[Event, ...] = ()


class Reply(msgspec.Struct, frozen=True):
    """A return code and the device after the command; a refusal leaves it as it was."""

    code: Cci
    device: Dcd


def dcd(regions: tuple[DcRegion, ...]) -> Dcd:
    """A device whose regions stand in ascending order, without extents."""
    assert len(regions) <= REGIONS_MAX, "a device has at most 8 dynamic capacity regions"
    for low, high in pairwise(regions):
        assert low.end <= high.base, "dynamic capacity regions ascend"
    return Dcd(regions=regions)


def _malformed(device: Dcd, extents: tuple[Extent, ...]) -> Cci:
    """What is wrong with a list by itself, extent by extent."""
    seen: list[Extent] = []
    for extent in extents:
        region = next(
            (each for each in device.regions if each.base <= extent.start < each.end), None
        )
        if region is None or extent.size <= 0 or extent.end > region.end:
            return Cci.INVALID_PA
        if extent.start % region.block_size or extent.size % region.block_size:
            return Cci.INVALID_EXTENT_LIST
        if any(extent.overlaps(other) for other in seen):
            return Cci.INVALID_EXTENT_LIST
        seen.append(extent)
    return Cci.SUCCESS


def _overlapping(extents: tuple[Extent, ...], others: tuple[Extent, ...]) -> bool:
    return any(extent.overlaps(other) for extent in extents for other in others)


def _offered(device: Dcd) -> tuple[Extent, ...]:
    return tuple(extent for group in device.pending for extent in group)


def initiate_add(device: Dcd, policy: Selection, extents: tuple[Extent, ...]) -> Reply:
    """FM Initiate Dynamic Capacity Add (5604h): offers a group of extents to the host.

    Only prescriptive selection is implemented. Codes, in this order: INVALID_INPUT (policy, empty
    list), RESOURCES_EXHAUSTED, malformed list, INVALID_EXTENT_LIST (overlaps what is accepted or
    pending).
    """
    if policy is not Selection.PRESCRIPTIVE or not extents:
        return Reply(Cci.INVALID_INPUT, device)
    if len(extents) + len(device.extents) > EXTENTS_MAX:
        return Reply(Cci.RESOURCES_EXHAUSTED, device)
    code = _malformed(device, extents)
    if code is not Cci.SUCCESS:
        return Reply(code, device)
    if _overlapping(extents, device.extents + _offered(device)):
        return Reply(Cci.INVALID_EXTENT_LIST, device)
    return Reply(
        Cci.SUCCESS,
        msgspec.structs.replace(
            device,
            pending=(*device.pending, extents),
            events=device.events + _records("add", extents),
        ),
    )


def initiate_release(
    device: Dcd, policy: Removal, extents: tuple[Extent, ...], *, forced: bool = False
) -> Reply:
    """FM Initiate Dynamic Capacity Release (5605h): asks the host to give extents back.

    Only prescriptive removal is implemented; it sends event records and changes nothing itself.
    Codes, in this order: INVALID_INPUT (policy, empty list), malformed list, INVALID_PA (overlaps a
    pending extent, unless forced).
    """
    if policy is not Removal.PRESCRIPTIVE or not extents:
        return Reply(Cci.INVALID_INPUT, device)
    code = _malformed(device, extents)
    if code is not Cci.SUCCESS:
        return Reply(code, device)
    if not forced and _overlapping(extents, _offered(device)):
        return Reply(Cci.INVALID_PA, device)
    kind = "forced_release" if forced else "release"
    changed = msgspec.structs.replace(device, events=device.events + _records(kind, extents))
    return Reply(Cci.SUCCESS, changed)


def _records(kind: str, extents: tuple[Extent, ...]) -> tuple[Event, ...]:
    last = len(extents) - 1
    return tuple(Event(kind, extent, more=at < last) for at, extent in enumerate(extents))


def add_response(device: Dcd, extents: tuple[Extent, ...]) -> Reply:
    """Add Dynamic Capacity Response (4802h): accepts part of the first group, drops the rest.

    An empty list rejects the group. Codes, in this order: RESOURCES_EXHAUSTED, malformed list,
    INVALID_PA (not contained in the first group, or over an accepted extent).
    """
    rest = device.pending[1:]
    if not extents:
        return Reply(Cci.SUCCESS, msgspec.structs.replace(device, pending=rest))
    if len(extents) + len(device.extents) > EXTENTS_MAX:
        return Reply(Cci.RESOURCES_EXHAUSTED, device)
    code = _malformed(device, extents)
    if code is not Cci.SUCCESS:
        return Reply(code, device)
    group = device.pending[0] if device.pending else ()
    accepted = []
    for extent in extents:
        offer = next(
            (each for each in group if each.start <= extent.start and extent.end <= each.end), None
        )
        if offer is None or _overlapping((extent,), device.extents):
            return Reply(Cci.INVALID_PA, device)
        accepted.append(msgspec.structs.replace(extent, tag=offer.tag, shared_seq=offer.shared_seq))
    return Reply(
        Cci.SUCCESS,
        msgspec.structs.replace(device, pending=rest, extents=(*device.extents, *accepted)),
    )


def release(device: Dcd, extents: tuple[Extent, ...]) -> Reply:
    """Release Dynamic Capacity (4803h): gives extents back; a part of one splits it.

    Codes, in this order: INVALID_INPUT (empty list), malformed list, INVALID_PA (not fully backed),
    RESOURCES_EXHAUSTED (too many pieces).
    """
    if not extents:
        return Reply(Cci.INVALID_INPUT, device)
    code = _malformed(device, extents)
    if code is not Cci.SUCCESS:
        return Reply(code, device)
    held = list(device.extents)
    for extent in extents:
        if _backed(held, extent) < extent.size:
            return Reply(Cci.INVALID_PA, device)
        held = _without(held, extent)
        if len(held) > EXTENTS_MAX:
            return Reply(Cci.RESOURCES_EXHAUSTED, device)
    return Reply(Cci.SUCCESS, msgspec.structs.replace(device, extents=tuple(held)))


def _backed(held: list[Extent], extent: Extent) -> int:
    """Bytes of an extent that accepted extents hold."""
    return sum(
        min(each.end, extent.end) - max(each.start, extent.start)
        for each in held
        if each.overlaps(extent)
    )


def _without(held: list[Extent], extent: Extent) -> list[Extent]:
    """What is held without an extent; pieces left of an extent go to the end of the list."""
    kept = [each for each in held if not each.overlaps(extent)]
    for each in held:
        if not each.overlaps(extent):
            continue
        if each.start < extent.start:
            kept.append(msgspec.structs.replace(each, size=extent.start - each.start))
        if extent.end < each.end:
            kept.append(msgspec.structs.replace(each, start=extent.end, size=each.end - extent.end))
    return kept


def backed_bytes(device: Dcd) -> int:
    """Bytes that the host has accepted and not released."""
    return sum(extent.size for extent in device.extents)


def _holes(region: DcRegion, devices: tuple[Dcd, ...]) -> list[tuple[int, int]]:
    """(start, size) of what no LD has accepted or is offered of a region, ascending."""
    taken = sorted(
        (each.start, each.end)
        for device in devices
        for each in (*device.extents, *_offered(device))
        if region.base <= each.start < region.end
    )
    holes, at = [], region.base
    for start, end in taken:
        if start > at:
            holes.append((at, start - at))
        at = max(at, end)
    if at < region.end:
        holes.append((at, region.end - at))
    return holes


def largest(devices: tuple[Dcd, ...]) -> int:
    """Bytes of the longest extent that could be offered to one of the LDs of a device."""
    return max(
        (
            size
            for device in devices
            for region in device.regions
            for _, size in _holes(region, (device,))
        ),
        default=0,
    )


def choose(device: Dcd, region: int, length: int, *, contiguous: bool) -> tuple[Extent, ...]:
    """Extents of `length` bytes that a device selects in a region: lowest addresses first.

    `contiguous` is one extent, the lowest that is long enough. Empty where there is not so much
    that is neither accepted nor offered.
    """
    holes = _holes(device.regions[region], (device,))
    if contiguous:
        return next(((Extent(start, length),) for start, size in holes if size >= length), ())
    chosen, left = [], length
    for start, size in holes:
        if left:
            chosen.append(Extent(start, min(size, left)))
            left -= chosen[-1].size
    return () if left else tuple(chosen)


def take_away(device: Dcd, extents: tuple[Extent, ...]) -> Dcd:
    """Forced removal: accepted and offered extents are gone, whatever the host says."""
    held = list(device.extents)
    for extent in extents:
        held = _without(held, extent)
    pending = tuple(
        left
        for group in device.pending
        if (left := tuple(each for each in group if not _overlapping((each,), extents)))
    )
    return msgspec.structs.replace(device, extents=tuple(held), pending=pending)


def occupied(devices: tuple[Dcd, ...]) -> int:
    """Bytes of capacity that LDs have or are offered; what they share by tag counts once."""
    runs: dict[tuple[object, ...], int] = {}
    for ld, device in enumerate(devices):
        for each in (*device.extents, *_offered(device)):
            shared = each.shared_seq > 0
            runs[(each.tag, each.start) if shared else (ld, each.start)] = each.size
    return sum(runs.values())
