"""HPA <-> DPA: which device and which of its bytes stand behind a host address, and back.

Modulo arithmetic works on address bits as the decoders do; a window with XOR arithmetic first
replaces bits of the address by parities, which is its own inverse.
Source: CXL 3.2 8.2.4.20.13 (implementation note "device decode logic"), ACPI 6.5 CXIMS;
Linux 7.3 cxl_calculate_dpa_offset(), cxl_calculate_hpa_offset(), cxl_apply_xor_maps().
"""

from __future__ import annotations

import msgspec

from service.cxl.encoding import ADDRESS_BITS, EIW_OF_WAYS, EIW_THREE, ways_to_eiw
from service.cxl.encoding import granularity_to_eig as eig_of
from service.cxl.setup import decoder_of
from service.cxl.state import Config, CxlState, Region
from service.cxl.topology import XOR, Window


class Place(msgspec.Struct, frozen=True):
    """A byte of a device."""

    memdev: str
    dpa: int


def _mask(high: int, low: int) -> int:
    return ((2 << high) - 1) & ~((1 << low) - 1)


def position(offset: int, ways: int, granularity: int) -> int:
    """The interleave position of an offset into a region.

    Source: Linux 7.3 cxl_calculate_position().
    """
    eiw, eig = ways_to_eiw(ways), eig_of(granularity)
    if eiw < EIW_THREE:
        return (offset >> (eig + 8)) & ((1 << eiw) - 1)
    return (offset >> (eig + 8)) % ways


def dpa_offset(offset: int, ways: int, granularity: int) -> int:
    """The offset into the DPA range of whatever device an offset into a region belongs to.

    Source: Linux 7.3 cxl_calculate_dpa_offset().
    """
    eiw, eig = ways_to_eiw(ways), eig_of(granularity)
    low = offset & _mask(eig + 7, 0)
    if eiw < EIW_THREE:
        return (offset & ~_mask(eig + eiw + 7, 0)) >> eiw | low
    return ((offset >> (eig + eiw)) // 3) << (eig + 8) | low


def hpa_offset(offset: int, pos: int, ways: int, granularity: int) -> int:
    """The offset into a region of an offset into the DPA range of position `pos`.

    Source: Linux 7.3 cxl_calculate_hpa_offset().
    """
    assert 0 <= pos < ways, "a position is below the ways"
    eiw, eig = ways_to_eiw(ways), eig_of(granularity)
    upper, low = offset & _mask(ADDRESS_BITS - 1, eig + 8), offset & _mask(eig + 7, 0)
    if eiw < EIW_THREE:
        return upper << eiw | pos << (eig + 8) | low
    rounds = (upper >> (eig + 8)) * 3
    return ((rounds << (eiw - EIW_THREE)) + pos) << (eig + 8) | low


def nr_xormaps(ways: int) -> int:
    """How many maps of a CXIMS a window of these ways uses: one an address bit it selects by."""
    eiw = EIW_OF_WAYS[ways]
    return eiw if eiw < EIW_THREE else eiw - EIW_THREE


def apply_xormaps(window: Window, address: int) -> int:
    """Host address -> the address that the decoders below a window see, and back.

    Source: Linux 7.3 cxl_apply_xor_maps(); windows of one or three ways use no map.
    """
    if window.arithmetic != XOR or window.ways in {1, 3}:
        return address
    for xormap in window.xormaps[: nr_xormaps(window.ways)]:
        bit = xormap & -xormap
        parity = (address & xormap).bit_count() & 1
        address = address | bit if parity else address & ~bit
    return address


def _region_at(state: CxlState, hpa: int) -> Region | None:
    for number in sorted(state.regions):
        region = state.regions[number]
        start = region.hpa_start
        if start is not None and start <= hpa < start + region.hpa_size:
            return region
    return None


def hpa_to_dpa(state: CxlState, hpa: int) -> Place | None:
    """The byte behind a host address; None where no committed region maps it."""
    region = _region_at(state, hpa)
    if region is None or region.state < Config.COMMIT:
        return None
    assert region.hpa_start is not None, "found by its range"
    offset = apply_xormaps(state.window(region), hpa) - region.hpa_start
    target = region.targets[position(offset, region.ways, region.granularity)]
    base = state.endpoints[target.memdev][target.decoder].dpa_start
    return Place(target.memdev, base + dpa_offset(offset, region.ways, region.granularity))


def extent_ranges(state: CxlState, region: Region) -> list[tuple[int, int]]:
    """Host addresses of a region of dynamic capacity that extents back, as (start, size).

    Neighbours are one range. Such a region has one target.
    """
    if region.state < Config.COMMIT or region.hpa_start is None:
        return []
    (target,) = region.ordered
    decoder = state.endpoints[target.memdev][target.decoder]
    end = decoder.dpa_start + decoder.dpa_size
    found: list[tuple[int, int]] = []
    for start, size in state.extents.get(target.memdev, ()):
        low, high = max(start, decoder.dpa_start), min(start + size, end)
        if low >= high:
            continue
        at = region.hpa_start + low - decoder.dpa_start
        if found and found[-1][0] + found[-1][1] == at:
            found[-1] = (found[-1][0], found[-1][1] + high - low)
        else:
            found.append((at, high - low))
    return found


def dpa_to_hpa(state: CxlState, place: Place) -> int | None:
    """The host address of a byte of a device; None where no committed region maps it."""
    for decoder in state.endpoints[place.memdev]:
        if not decoder.dpa_start <= place.dpa < decoder.dpa_start + decoder.dpa_size:
            continue
        if decoder.region is None:
            return None
        region = state.region(decoder.region)
        if region.state < Config.COMMIT:
            return None
        assert region.hpa_start is not None, "a committed region has a range"
        offset = hpa_offset(
            place.dpa - decoder.dpa_start, decoder.pos, region.ways, region.granularity
        )
        return apply_xormaps(state.window(region), region.hpa_start + offset)
    return None


def route(state: CxlState, hpa: int) -> str | None:
    """The device that the programmed decoders lead a host address to, port by port.

    An independent reading of the target lists: host bridge by the window, then by each decoder's
    own ways and granularity. Windows of three, six or twelve ways are not read this way.
    """
    region = _region_at(state, hpa)
    if region is None or region.state < Config.COMMIT:
        return None
    root = state.window(region)
    assert root.ways.bit_count() == 1, "address bits select the targets of the window"
    address = apply_xormaps(root, hpa)
    uid = root.targets[position(address - root.base, root.ways, root.granularity)]
    port = next(each for each in state.topology.ports if each.parent is None and each.uid == uid)
    while True:
        number = decoder_of(state, port.name, region.id)
        if number is None:
            return None
        decoder = state.switches[port.name][number]
        index = (address - decoder.hpa_start) // decoder.granularity % decoder.ways
        dport = decoder.targets[index]
        below = [
            each
            for each in state.topology.ports
            if each.parent == port.name and each.parent_dport == dport
        ]
        if not below:
            return next(
                memdev.name
                for memdev in state.topology.memdevs
                if memdev.parent == port.name and memdev.dport == dport
            )
        port = below[0]
