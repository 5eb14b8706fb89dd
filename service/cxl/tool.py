"""What `cxl create-region` makes of its options: devices, ways, granularity, size.

Source: ndctl, cxl/region.c (parse_create_options, create_region_validate_config, create_region).
"""

from __future__ import annotations

import msgspec

from service.cxl import assembly
from service.cxl.assembly import Plan
from service.cxl.encoding import WAYS
from service.cxl.state import CxlState
from service.reasons import KernelError


class Wanted(msgspec.Struct, frozen=True):
    """The options of `cxl create-region`; what is None the tool chooses. Sizes in bytes."""

    window: int
    mode: str | None = None
    memdevs: tuple[str, ...] | None = None
    ways: int | None = None
    granularity: int | None = None
    size: int | None = None
    uuid: str | None = None
    enforce_qos: bool = False


def default_mode(state: CxlState, window: int) -> str:
    """The tool prefers pmem where a window takes both (set_type_from_decoder)."""
    return "pmem" if state.topology.window_of[window].takes("pmem") else "ram"


def plan(state: CxlState, wanted: Wanted, uuid: str) -> Plan:
    """The region to make; `uuid` is what the tool draws for a pmem region.

    Refuses: CXL_WAYS_ABOVE_MEMDEVS, CXL_QOS_MISMATCH, CXL_NO_CANDIDATE (ENXIO).
    """
    root = state.topology.window_of[wanted.window]
    mode = wanted.mode or default_mode(state, wanted.window)
    names = _memdevs(state, wanted, mode)
    if wanted.enforce_qos:
        _check_qos(state, wanted.window, names)
    size = wanted.size
    if size is None:
        size = assembly.default_size(state, wanted.window, mode, names)
        if not size:
            raise KernelError("CXL_NO_CANDIDATE", decoder=root.name, mode=mode)
    return Plan(
        window=wanted.window,
        mode=mode,
        memdevs=names,
        granularity=wanted.granularity or root.granularity,
        size=size,
        uuid=wanted.uuid or (uuid if mode == "pmem" else None),
        target_type=state.topology.memdev_of[names[0]].target_type,
    )


def _memdevs(state: CxlState, wanted: Wanted, mode: str) -> tuple[str, ...]:
    """The named devices, as many as there are ways; or the widest set that fits."""
    if wanted.memdevs is None:
        return assembly.widest(state, wanted.window, mode, wanted.ways, wanted.size)
    if wanted.ways is not None and wanted.ways > len(wanted.memdevs):
        raise KernelError(
            "CXL_WAYS_ABOVE_MEMDEVS",
            decoder=state.topology.window_of[wanted.window].name,
            ways=wanted.ways,
            memdevs=len(wanted.memdevs),
        )
    return wanted.memdevs[: wanted.ways]


def _check_qos(state: CxlState, window: int, names: tuple[str, ...]) -> None:
    root = state.topology.window_of[window]
    for name in names:
        qos_class = state.topology.memdev_of[name].qos_class
        if qos_class != root.qos_class:
            raise KernelError(
                "CXL_QOS_MISMATCH",
                memdev=name,
                qos_class=qos_class,
                decoder=root.name,
                wanted=root.qos_class,
            )


def create_auto(state: CxlState, wanted: Wanted, uuid: str) -> CxlState:
    """Creates a region as wanted; ways that are not given are the most that can be had.

    Refuses: what `plan` refuses, what the last attempt was refused for.
    """
    if wanted.memdevs is not None or wanted.ways is not None:
        return assembly.create_region(state, plan(state, wanted, uuid))
    refused: KernelError | None = None
    for ways in reversed(WAYS):
        some = msgspec.structs.replace(wanted, ways=ways)
        try:
            return assembly.create_region(state, plan(state, some, uuid))
        except KernelError as error:
            if error.reason != "CXL_NO_CANDIDATE" or refused is None:
                refused = error
    assert refused is not None, "one width at least was tried"
    raise refused
