"""Regions as the `cxl` tool makes and destroys them: a sequence of the kernel's steps.

What the tool decides itself (which decoder, which size, which order) is here; every refusal is the
kernel's or, where the tool stops before it asks the kernel, a reason of its own.
Source: ndctl, cxl/region.c (create_region, destroy_region, validate_ways).
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.cxl import attach, commit, dpa, region
from service.cxl.encoding import SZ_256M, WAYS
from service.cxl.state import CxlState, LeftBehind, attempt
from service.reasons import KernelError

#: widths of a port that are tried, widest first: switches decode by powers of two
_WIDTHS: Final = (8, 4, 2, 1)


class Plan(msgspec.Struct, frozen=True):
    """A region to make: devices by position, size in bytes."""

    window: int
    mode: str
    memdevs: tuple[str, ...]
    granularity: int
    size: int
    uuid: str | None = None
    #: what its targets are; a driver of accelerators makes regions of their kind
    target_type: str = "expander"


def create_region(state: CxlState, plan: Plan) -> CxlState:
    """Creates, programs, commits and binds a region.

    Refuses: what a step refuses; the region is deleted then, DPA that was allocated stays.
    """
    number = state.next_id[plan.window]
    state = region.create(state, plan.window, plan.mode, f"region{number}")
    made = msgspec.structs.replace(state.region(number), target_type=plan.target_type)
    state = state.with_region(made)
    left, refused = attempt(state, lambda at: _configure(at, number, plan))
    for pos, memdev in enumerate(plan.memdevs):
        if refused is None:
            left, refused = attempt(
                left,
                lambda at, pos=pos, memdev=memdev: _target(at, number, pos, memdev, plan),  # type: ignore[misc]
            )
    if refused is None:
        left, refused = attempt(left, lambda at: commit.bind(commit.commit(at, number), number))
    if refused is not None:
        raise LeftBehind(refused, attach.delete(left, plan.window, f"region{number}"))
    return left


def _configure(state: CxlState, number: int, plan: Plan) -> CxlState:
    state = region.set_interleave_granularity(state, number, plan.granularity)
    state = region.set_interleave_ways(state, number, len(plan.memdevs))
    if plan.uuid is not None:
        state = region.set_uuid(state, number, plan.uuid)
    return region.set_size(state, number, plan.size)


def _target(state: CxlState, number: int, pos: int, memdev: str, plan: Plan) -> CxlState:
    decoder = free_decoder(state, memdev)
    state = dpa.set_mode(state, memdev, decoder, plan.mode)
    state = dpa.set_size(state, memdev, decoder, plan.size // len(plan.memdevs))
    try:
        return attach.set_target(state, number, pos, memdev, decoder)
    except LeftBehind:
        raise
    except KernelError as error:
        raise LeftBehind(error, state) from error


def free_decoder(state: CxlState, memdev: str) -> int:
    """The first decoder of a device without DPA. Refuses: CXL_NO_FREE_ENDPOINT_DECODER (EBUSY)."""
    for number, each in enumerate(state.endpoints[memdev]):
        if not each.dpa_size:
            return number
    raise KernelError("CXL_NO_FREE_ENDPOINT_DECODER", memdev=memdev)


def destroy_region(state: CxlState, number: int) -> CxlState:
    """Decommits a region, frees its targets and their DPA, deletes it.

    Refuses: CXL_REGION_LOCKED (EPERM), CXL_DPA_NOT_HIGHEST (EBUSY); what was done before stays
    done.
    """
    state = commit.decommit(state, number)
    found = state.region(number)
    for pos, target in sorted(found.targets.items()):
        state = attach.clear_target(state, number, pos)
        try:
            state = dpa.set_size(state, target.memdev, target.decoder, 0)
        except KernelError as error:
            raise LeftBehind(error, state) from error
    return attach.delete(state, found.window, found.name)


def spread(state: CxlState, port: str, count: int, eligible: frozenset[str]) -> list[str] | None:
    """`count` devices below a port by position: position q goes to its dport q mod width.

    None where the port cannot carry so many evenly.
    """
    below = {
        **{each.parent_dport: each.name for each in state.topology.ports if each.parent == port},
        **{
            each.dport: each.name
            for each in state.topology.memdevs
            if each.parent == port and each.name in eligible
        },
    }
    for width in _WIDTHS:
        if width > len(below) or count % width:
            continue
        parts: list[list[str]] = []
        for _, name in sorted(below.items()):
            part = _part(state, name, count // width, eligible)
            if part is not None and len(parts) < width:
                parts.append(part)
        if len(parts) == width:
            return [parts[q % width][q // width] for q in range(count)]
    return None


def _part(state: CxlState, name: str, count: int, eligible: frozenset[str]) -> list[str] | None:
    if name in state.topology.memdev_of:
        return [name] if count == 1 else None
    return spread(state, name, count, eligible)


def positions(state: CxlState, window: int, ways: int, eligible: frozenset[str]) -> tuple[str, ...]:
    """Devices for a region of `ways` below a window, by position; empty where there are none."""
    root = state.topology.window_of[window]
    if ways % root.ways:
        return ()
    bridges = {port.uid: port.name for port in state.topology.ports if port.parent is None}
    rows = []
    for uid in root.targets:
        row = spread(state, bridges[uid], ways // root.ways, eligible)
        if row is None:
            return ()
        rows.append(row)
    return tuple(rows[p % root.ways][p // root.ways] for p in range(ways))


def default_size(state: CxlState, window: int, mode: str, memdevs: tuple[str, ...]) -> int:
    """The largest size that devices and window allow, in bytes; 0 where there is none."""
    each = min((dpa.available(state, name, mode) for name in memdevs), default=0)
    step = SZ_256M * max(len(memdevs), 1)
    room = min(each * len(memdevs), region.max_available_extent(state, window))
    return room // step * step


def widest(
    state: CxlState, window: int, mode: str, ways: int | None, size: int | None
) -> tuple[str, ...]:
    """Devices by position for the widest region below a window, or for one of `ways`.

    With a size only devices that have their share of it are taken.
    Refuses: CXL_NO_CANDIDATE (ENXIO).
    """
    for number in (ways,) if ways is not None else tuple(reversed(WAYS)):
        share = SZ_256M if size is None else max(-(-size // number), SZ_256M)
        eligible = frozenset(
            each.name
            for each in state.topology.memdevs
            if each.name not in state.disabled
            and each.target_type == "expander"
            and dpa.available(state, each.name, mode) >= share
        )
        names = positions(state, window, number, eligible)
        if names:
            return names
    root = state.topology.window_of[window]
    raise KernelError("CXL_NO_CANDIDATE", decoder=root.name, mode=mode)


def largest_spread(
    state: CxlState, window: int, mode: str, ways: int, suitable: frozenset[str]
) -> tuple[tuple[str, ...], int]:
    """Devices by position for the largest region of `ways` below a window, and its bytes.

    The least device of a spread decides, so shares are tried from the largest that a device has.
    ((), 0) where no `ways` devices lie evenly.
    """
    left = {name: dpa.available(state, name, mode) // SZ_256M * SZ_256M for name in suitable}
    room = region.max_available_extent(state, window) // (SZ_256M * ways) * SZ_256M
    for share in sorted({each for each in left.values() if each}, reverse=True):
        eligible = frozenset(name for name, each in left.items() if each >= share)
        names = positions(state, window, ways, eligible)
        if names:
            return names, min(share, room) * ways
    return (), 0
