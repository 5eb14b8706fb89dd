"""Memdevs and ports as drivers see them: bound or not, sanitized, poisoned.

Source: Linux 7.3 drivers/cxl/core/memdev.c, core/port.c, core/mbox.c.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.cxl.attach import detach
from service.cxl.state import Config, CxlState, EndpointDecoder, commit_end
from service.cxl.topology import Memdev
from service.cxl.translate import hpa_to_dpa
from service.reasons import KernelError

#: poison is injected and cleared by cache lines
POISON_BYTES: Final = 64
#: records of a device; more are refused (the device's poison injection limit)
POISON_MAX: Final = 4096


def committed(state: CxlState, memdev: str) -> int:
    """Decoders of a device that are committed."""
    return commit_end(state.endpoints[memdev]) + 1


def disable_memdev(state: CxlState, memdev: str, *, force: bool = False) -> CxlState:
    """Unbinds the memdev driver: the endpoint goes, with its allocations and its regions' targets.

    Without `force` the tool refuses a device with committed decoders: CXL_MEMDEV_ACTIVE (EBUSY).
    Source: ndctl, cxl/memdev.c (action_disable); Linux 7.3 cxl_decoder_detach().
    """
    if memdev in state.disabled:
        return state
    if committed(state, memdev) and not force:
        raise KernelError("CXL_MEMDEV_ACTIVE", memdev=memdev, decoders=committed(state, memdev))
    for decoder in state.endpoints[memdev]:
        if decoder.region is not None:
            state = detach(state, decoder.region, decoder.pos)
    idle = (EndpointDecoder(),) * state.topology.memdev_of[memdev].nr_decoders
    return msgspec.structs.replace(
        state,
        endpoints={**state.endpoints, memdev: idle},
        disabled=state.disabled | {memdev},
    )


def enable_memdev(state: CxlState, memdev: str) -> CxlState:
    """Binds the memdev driver; every port above must be enabled.

    Refuses: CXL_PORT_DISABLED (ENXIO).
    """
    for port, _ in state.topology.ancestors(state.topology.memdev_of[memdev]):
        if port.name in state.disabled:
            raise KernelError("CXL_PORT_DISABLED", memdev=memdev, port=port.name)
    return msgspec.structs.replace(state, disabled=state.disabled - {memdev})


def disable_port(state: CxlState, port: str, *, force: bool = False) -> CxlState:
    """Unbinds a port: every memdev below loses its endpoint first."""
    for memdev in state.topology.below(port):
        state = disable_memdev(state, memdev.name, force=force)
    return msgspec.structs.replace(state, disabled=state.disabled | {port})


def enable_port(state: CxlState, port: str, *, memdevs: bool = False) -> CxlState:
    """Binds a port, with `memdevs` also the devices below."""
    state = msgspec.structs.replace(state, disabled=state.disabled - {port})
    if memdevs:
        for memdev in state.topology.below(port):
            state = enable_memdev(state, memdev.name)
    return state


def sanitize(state: CxlState, memdev: str, duration_ms: int) -> CxlState:
    """Starts a sanitize of a device that nobody decodes.

    Refuses, in this order: CXL_MEMDEV_ACTIVE (EBUSY; committed decoders), CXL_SANITIZE_RUNNING
    (EBUSY).
    Source: Linux 7.3 cxl_mem_sanitize().
    """
    if committed(state, memdev):
        raise KernelError("CXL_MEMDEV_ACTIVE", memdev=memdev, decoders=committed(state, memdev))
    if memdev in state.sanitizing:
        device = state.topology.memdev_of[memdev]
        raise KernelError("CXL_SANITIZE_RUNNING", memdev=memdev, decoder=device.decoder_name(0))
    return msgspec.structs.replace(state, sanitizing={**state.sanitizing, memdev: duration_ms})


def pass_sanitize(state: CxlState, memdev: str, waited_ms: int) -> CxlState:
    """Time passes while a sanitize runs; it does not end."""
    left = state.sanitizing[memdev] - waited_ms
    assert left > 0, "a sanitize that ends is waited for"
    return msgspec.structs.replace(state, sanitizing={**state.sanitizing, memdev: left})


def wait_sanitize(state: CxlState, memdev: str) -> CxlState:
    """Waits until a sanitize has ended."""
    left = {name: ms for name, ms in state.sanitizing.items() if name != memdev}
    return msgspec.structs.replace(state, sanitizing=left)


def _dpa_end(device: Memdev) -> int:
    return max((part.end for part in device.partitions), default=0)


def inject_poison(state: CxlState, memdev: str, dpa: int) -> CxlState:
    """Poisons one cache line of a device.

    Refuses, in this order: CXL_POISON_RANGE, CXL_POISON_UNALIGNED (EINVAL), CXL_POISON_LIMIT
    (EBUSY).
    Source: Linux 7.3 cxl_inject_poison(), cxl_validate_poison_dpa().
    """
    _check_poison(state, memdev, dpa)
    lines = state.poison.get(memdev, ())
    if (dpa, POISON_BYTES) in lines:
        return state
    if len(lines) >= POISON_MAX:
        raise KernelError("CXL_POISON_LIMIT", memdev=memdev, max=POISON_MAX)
    changed = tuple(sorted((*lines, (dpa, POISON_BYTES))))
    return msgspec.structs.replace(state, poison={**state.poison, memdev: changed})


def clear_poison(state: CxlState, memdev: str, dpa: int) -> CxlState:
    """Writes zeros over a poisoned cache line. Refuses: as `inject_poison`."""
    _check_poison(state, memdev, dpa)
    lines = state.poison.get(memdev, ())
    left = tuple(line for line in lines if line != (dpa, POISON_BYTES))
    return msgspec.structs.replace(state, poison={**state.poison, memdev: left})


def region_place(state: CxlState, number: int, offset: int) -> tuple[str, int]:
    """The device and DPA behind an offset into a region, as its poison attributes take it.

    Refuses, in this order: CXL_REGION_NOT_COMMITTED (ENXIO), CXL_REGION_OFFSET (EINVAL).
    Source: Linux 7.3 drivers/cxl/core/region.c, cxl_region_debugfs_poison_inject(),
    validate_region_offset().
    """
    region = state.region(number)
    if region.state < Config.COMMIT or region.hpa_start is None:
        raise KernelError("CXL_REGION_NOT_COMMITTED", region=region.name, state=region.state.name)
    if not 0 <= offset < region.hpa_size:
        raise KernelError(
            "CXL_REGION_OFFSET",
            region=region.name,
            offset=f"{offset:#x}",
            size=f"{region.hpa_size:#x}",
        )
    place = hpa_to_dpa(state, region.hpa_start + offset)
    assert place is not None, "a committed region translates"
    return place.memdev, place.dpa


def poison_of_decoder(state: CxlState, memdev: str, number: int) -> list[tuple[int, int]]:
    """Poisoned lines inside the DPA of a decoder."""
    decoder = state.endpoints[memdev][number]
    end = decoder.dpa_start + decoder.dpa_size
    return [line for line in state.poison.get(memdev, ()) if decoder.dpa_start <= line[0] < end]


def _check_poison(state: CxlState, memdev: str, dpa: int) -> None:
    end = _dpa_end(state.topology.memdev_of[memdev])
    if not 0 <= dpa < end:
        raise KernelError("CXL_POISON_RANGE", memdev=memdev, dpa=f"{dpa:#x}", end=f"{end:#x}")
    if dpa % POISON_BYTES:
        raise KernelError("CXL_POISON_UNALIGNED", memdev=memdev, dpa=f"{dpa:#x}")
