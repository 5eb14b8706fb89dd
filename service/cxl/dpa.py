"""DPA allocation of endpoint decoders: partition by partition, bottom up, in order of decoders.

Decoders of a device are programmed in DPA order: an allocation belongs to the next decoder, and
only the last one can be given back. An allocation in a partition skips what is free below it.
Source: Linux 7.3 drivers/cxl/core/hdm.c (cxl_dpa_set_part, cxl_dpa_alloc, cxl_dpa_free).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from service.cxl.encoding import SZ_256M
from service.cxl.state import CxlState, EndpointDecoder, LeftBehind, hdm_end
from service.cxl.topology import DYNAMIC, Memdev, Partition
from service.reasons import KernelError

MODES: Final = ("ram", "pmem")

#: kernel version -> reason for a mode whose partition the device does not have: before partitions
#: were a list, every device had both and one was empty
_ABSENT: Final[Mapping[str, str]] = {
    "6.1": "CXL_PARTITION_EMPTY",
    "6.12": "CXL_PARTITION_EMPTY",
    "7.3": "CXL_PARTITION_ABSENT",
}


def _decoder(state: CxlState, memdev: str, number: int) -> tuple[Memdev, EndpointDecoder]:
    device = state.topology.memdev_of[memdev]
    if not 0 <= number < device.nr_decoders:
        raise KernelError("CXL_DECODER_UNKNOWN", decoder=device.decoder_name(number))
    return device, state.endpoints[memdev][number]


def set_mode(state: CxlState, memdev: str, number: int, mode: str) -> CxlState:
    """Chooses the partition of an endpoint decoder.

    Refuses, in this order: CXL_MODE_UNKNOWN (EINVAL), CXL_DECODER_ENABLED (EBUSY),
    CXL_PARTITION_ABSENT (EINVAL; in 6.12 CXL_PARTITION_EMPTY), CXL_PARTITION_EMPTY (ENXIO).
    Source: Linux 7.3 mode_store(), cxl_dpa_set_part().
    """
    device, decoder = _decoder(state, memdev, number)
    name = device.decoder_name(number)
    if mode not in MODES and (mode != DYNAMIC or device.partition(mode) is None):
        raise KernelError("CXL_MODE_UNKNOWN", decoder=name, mode=mode)
    if decoder.enabled:
        raise KernelError("CXL_DECODER_ENABLED", decoder=name)
    part = device.partition(mode)
    if part is None:
        raise KernelError(_ABSENT[state.version], decoder=name, mode=mode)
    if not part.size:
        raise KernelError("CXL_PARTITION_EMPTY", decoder=name, mode=mode)
    changed = msgspec.structs.replace(decoder, mode=mode)
    return state.with_endpoint(memdev, number, changed)


def free(state: CxlState, memdev: str, number: int) -> CxlState:
    """Gives the DPA allocation of a decoder back; without one nothing happens.

    Refuses, in this order: CXL_DECODER_ATTACHED, CXL_DECODER_ENABLED, CXL_DPA_NOT_HIGHEST (EBUSY).
    Source: Linux 7.3 cxl_dpa_free().
    """
    device, decoder = _decoder(state, memdev, number)
    if not decoder.dpa_size:
        return state
    name = device.decoder_name(number)
    _check_idle(decoder, name)
    last = hdm_end(state.endpoints[memdev])
    if number != last:
        raise KernelError("CXL_DPA_NOT_HIGHEST", decoder=name, last=device.decoder_name(last))
    changed = msgspec.structs.replace(decoder, dpa_start=0, dpa_size=0, skip=0)
    return state.with_endpoint(memdev, number, changed)


def set_size(state: CxlState, memdev: str, number: int, size: int) -> CxlState:
    """Writes `dpa_size`: the old allocation goes first, 0 ends there, then `size` is allocated.

    Units: bytes. Refuses, in this order: CXL_DPA_SIZE_UNALIGNED (EINVAL); what `free` refuses;
    what `alloc` refuses, the old allocation being gone then.
    Source: Linux 7.3 dpa_size_store().
    """
    device, _ = _decoder(state, memdev, number)
    if size % SZ_256M:
        raise KernelError(
            "CXL_DPA_SIZE_UNALIGNED", decoder=device.decoder_name(number), size=f"{size:#x}"
        )
    freed = free(state, memdev, number)
    if not size:
        return freed
    try:
        return alloc(freed, memdev, number, size)
    except KernelError as error:
        if freed is state:
            raise
        raise LeftBehind(error, freed) from error


def alloc(state: CxlState, memdev: str, number: int, size: int) -> CxlState:
    """Allocates DPA at the end of the decoder's partition.

    Refuses, in this order: CXL_DECODER_ATTACHED, CXL_DECODER_ENABLED, CXL_MODE_UNSET (EBUSY),
    CXL_DPA_NO_SPACE (ENOSPC), CXL_DPA_ORDER (EBUSY).
    Source: Linux 7.3 __cxl_dpa_alloc(), __cxl_dpa_reserve().
    """
    device, decoder = _decoder(state, memdev, number)
    name = device.decoder_name(number)
    _check_idle(decoder, name)
    if decoder.mode is None:
        raise KernelError("CXL_MODE_UNSET", decoder=name)
    decoders = state.endpoints[memdev]
    part = device.partition(decoder.mode)
    assert part is not None, "a mode is set only where the partition exists"
    start = _top(decoders, part)
    if size > part.end - start:
        raise KernelError(
            "CXL_DPA_NO_SPACE", decoder=name, size=size, mode=decoder.mode, left=part.end - start
        )
    last = hdm_end(decoders)
    if number != last + 1:
        raise KernelError("CXL_DPA_ORDER", decoder=name, next=device.decoder_name(last + 1))
    changed = msgspec.structs.replace(
        decoder, dpa_start=start, dpa_size=size, skip=_skip(device, decoders, part)
    )
    return state.with_endpoint(memdev, number, changed)


def _check_idle(decoder: EndpointDecoder, name: str) -> None:
    if decoder.region is not None:
        raise KernelError("CXL_DECODER_ATTACHED", decoder=name, region=f"region{decoder.region}")
    if decoder.enabled:
        raise KernelError("CXL_DECODER_ENABLED", decoder=name)


def _inside(decoders: tuple[EndpointDecoder, ...], part: Partition) -> list[tuple[int, int]]:
    """What of a partition is allocated or skipped, as (start, end)."""
    taken = []
    for each in decoders:
        if not each.dpa_size:
            continue
        start, end = each.dpa_start - each.skip, each.dpa_start + each.dpa_size
        low, high = max(start, part.start), min(end, part.end)
        if low < high:
            taken.append((low, high))
    return sorted(taken)


def _top(decoders: tuple[EndpointDecoder, ...], part: Partition) -> int:
    """The first address behind everything taken in a partition."""
    return max((end for _, end in _inside(decoders, part)), default=part.start)


def _skip(device: Memdev, decoders: tuple[EndpointDecoder, ...], part: Partition) -> int:
    """Bytes of lower partitions that an allocation in `part` leaves unused for good.

    Only the first allocation of a partition skips: a later one finds it accounted for.
    """
    if _inside(decoders, part):
        return 0
    lowest = part.start
    for lower in sorted(device.partitions, key=lambda each: each.start, reverse=True):
        if lower.start >= part.start:
            continue
        top = _top(decoders, lower)
        lowest = top
        if top > lower.start:
            break
    return part.start - lowest


def available(state: CxlState, memdev: str, mode: str) -> int:
    """Bytes that the next decoder of a device could get in a partition."""
    device = state.topology.memdev_of[memdev]
    part = device.partition(mode)
    if part is None or hdm_end(state.endpoints[memdev]) + 1 >= device.nr_decoders:
        return 0
    return part.end - _top(state.endpoints[memdev], part)


class Account(msgspec.Struct, frozen=True):
    """Bytes of a partition: `total` = `used` + `skipped` + `free`."""

    total: int
    used: int
    skipped: int
    free: int


def account(state: CxlState, memdev: str, mode: str) -> Account:
    """What of a partition is allocated, skipped and still free."""
    device = state.topology.memdev_of[memdev]
    part = device.partition(mode)
    if part is None:
        return Account(0, 0, 0, 0)
    decoders = state.endpoints[memdev]
    used = sum(
        each.dpa_size
        for each in decoders
        if each.dpa_size and part.start <= each.dpa_start < part.end
    )
    taken = sum(end - start for start, end in _inside(decoders, part))
    assert used <= taken <= part.size, "a DPA partition is over-committed"
    return Account(part.size, used, taken - used, part.size - taken)


class Capacity(msgspec.Struct, frozen=True):
    """Bytes of a memdev over its partitions; `largest` is what one more decoder could get."""

    total: int
    used: int
    skipped: int
    free: int
    largest: int


def capacity(state: CxlState, memdev: str) -> Capacity:
    """What a memdev has, what its decoders took, and what is left; dynamic capacity apart."""
    device = state.topology.memdev_of[memdev]
    decoders = state.endpoints[memdev]
    full = hdm_end(decoders) + 1 >= device.nr_decoders
    total = used = held = largest = 0
    for part in device.partitions:
        if part.mode not in MODES:
            continue
        taken = _inside(decoders, part)
        total += part.size
        held += sum(end - start for start, end in taken)
        top = taken[-1][1] if taken else part.start
        largest = max(largest, 0 if full else part.end - top)
        for each in decoders:
            if each.dpa_size and part.start <= each.dpa_start < part.end:
                used += each.dpa_size
    return Capacity(total, used, held - used, total - held, largest)
