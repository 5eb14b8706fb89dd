"""Target lists: what the decoders above a complete region are programmed with.

Position p of a region goes to host bridge p mod (ways of the window), then to the next port by
(p / ways) mod (its targets), and so on down: a port sees the same dport again only one full round
later.
Source: Linux 7.3 drivers/cxl/core/region.c (cxl_region_setup_targets, cxl_port_setup_targets).
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.cxl.encoding import check_interleave_cap, granularity_to_eig
from service.cxl.state import CxlState, Region, SwitchDecoder
from service.cxl.topology import Memdev, Port
from service.reasons import KernelError

#: a decoder of a switch or host bridge has at most so many ways in the kernel's setup
SWITCH_WAYS_MAX: Final = 8


def dport_at(state: CxlState, device: Memdev, port: str) -> int | None:
    """The downstream port of a port that leads to a device; None when none does."""
    for each, dport in state.topology.path(device):
        if each.name == port:
            return dport
    return None


def decoder_of(state: CxlState, port: str, region: int) -> int | None:
    """The decoder that a region has at a port."""
    for number, each in enumerate(state.switches[port]):
        if each.region == region:
            return number
    return None


def used_dports(state: CxlState, region: Region, port: Port) -> set[int]:
    """The downstream ports of a port that lead to targets of a region."""
    found = {
        dport_at(state, state.topology.memdev_of[target.memdev], port.name)
        for target in region.targets.values()
    }
    return {dport for dport in found if dport is not None}


def setup_targets(state: CxlState, region: Region) -> CxlState:
    """Programs the target lists of every port of a complete region, position by position.

    Refuses: what `_setup_port` refuses; CXL_TOPOLOGY_MIXED (ENXIO).
    Source: Linux 7.3 cxl_region_setup_targets().
    """
    restricted = set()
    for pos, target in enumerate(region.ordered):
        path = state.topology.path(state.topology.memdev_of[target.memdev])
        restricted.add(not path)
        for port, dport in reversed(path):
            state = _setup_port(state, region, port, dport, pos)
    if len(restricted) > 1:
        raise KernelError("CXL_TOPOLOGY_MIXED", region=region.name)
    return state


def _setup_port(state: CxlState, region: Region, port: Port, dport: int, pos: int) -> CxlState:
    """Adds a position to the target list of a port.

    Refuses: CXL_TARGETS_NOT_POWER_OF_TWO (EINVAL), CXL_GRANULARITY_TOO_LARGE (EINVAL),
    CXL_TARGETS_OVERFLOW, CXL_INTERLEAVE_CAPABILITY, CXL_TARGET_DISTANCE (ENXIO).
    Source: Linux 7.3 cxl_port_setup_targets().
    """
    nr_targets = len(used_dports(state, region, port))
    if nr_targets.bit_count() != 1:
        raise KernelError(
            "CXL_TARGETS_NOT_POWER_OF_TWO", region=region.name, port=port.name, targets=nr_targets
        )
    number = decoder_of(state, port.name, region.id)
    assert number is not None, "a port of the path has a decoder of the region"
    decoder = state.switches[port.name][number]
    if not decoder.targets:
        decoder = _programmed(state, region, port, number, nr_targets)
    if dport in decoder.targets:
        _check_last_peer(state, region, port, dport, pos)
        return state
    if len(decoder.targets) == nr_targets:
        raise KernelError(
            "CXL_TARGETS_OVERFLOW",
            port=port.name,
            decoder=port.decoder_name(number),
            targets=nr_targets + 1,
            max=nr_targets,
        )
    changed = msgspec.structs.replace(decoder, targets=(*decoder.targets, dport))
    return state.with_switch(port.name, number, changed)


def _programmed(
    state: CxlState, region: Region, port: Port, number: int, nr_targets: int
) -> SwitchDecoder:
    """A decoder with the ways and granularity that its place in the hierarchy asks for."""
    name = port.decoder_name(number)
    if port.parent is None:
        root = state.window(region)
        # switch ports route by powers of two: of an x3, x6, x12 window the 3 is taken out
        ways = root.ways if root.ways.bit_count() == 1 else root.ways // 3
        granularity = region.granularity
    else:
        above = decoder_of(state, port.parent, region.id)
        assert above is not None, "ports are programmed from the host bridge down"
        parent = state.switches[port.parent][above]
        ways, granularity = parent.ways, parent.granularity
    granularity_to_eig(granularity * ways)
    if nr_targets > SWITCH_WAYS_MAX or nr_targets > port.target_count:
        raise KernelError(
            "CXL_TARGETS_OVERFLOW",
            port=port.name,
            decoder=name,
            targets=nr_targets,
            max=min(SWITCH_WAYS_MAX, port.target_count),
        )
    check_interleave_cap(port.cap, nr_targets, granularity * ways, decoder=name)
    assert region.hpa_start is not None, "targets come after the size"
    return msgspec.structs.replace(
        state.switches[port.name][number],
        ways=nr_targets,
        granularity=granularity * ways,
        hpa_start=region.hpa_start,
        hpa_size=region.hpa_size,
    )


def _check_last_peer(state: CxlState, region: Region, port: Port, dport: int, pos: int) -> None:
    """A dport comes again only for the position one round later.

    Refuses: CXL_TARGET_DISTANCE (ENXIO).
    Source: Linux 7.3 check_last_peer().
    """
    distance = state.window(region).ways
    at: Port | None = port
    while at is not None:
        distance *= len(used_dports(state, region, at))
        at = state.topology.port_of[at.parent] if at.parent is not None else None
    peer = region.targets.get(pos - distance)
    shared = None
    if peer is not None:
        shared = dport_at(state, state.topology.memdev_of[peer.memdev], port.name)
    if shared != dport:
        raise KernelError(
            "CXL_TARGET_DISTANCE",
            region=region.name,
            pos=pos,
            port=port.name,
            distance=distance,
        )


def teardown_targets(state: CxlState, region: Region) -> CxlState:
    """Forgets the target lists of a region that lost a target; its decoders stay reserved."""
    for name, decoders in state.switches.items():
        for number, each in enumerate(decoders):
            if each.region == region.id:
                state = state.with_switch(name, number, SwitchDecoder(region=region.id))
    return state
