"""Targets of a region: which endpoint decoder stands at which position, and the path above it.

A region takes one decoder of every port between its targets and the root. Which is decided when the
first target below the port comes; what it is programmed with when the last target comes.
Source: Linux 7.3 drivers/cxl/core/region.c (cxl_region_attach and what it calls).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from service.cxl.commit import reset
from service.cxl.encoding import check_interleave_cap
from service.cxl.region import forget, region_number, set_size
from service.cxl.setup import decoder_of, dport_at, setup_targets, teardown_targets, used_dports
from service.cxl.state import (
    Config,
    CxlState,
    EndpointDecoder,
    LeftBehind,
    Region,
    SwitchDecoder,
    Target,
    at_target,
    commit_end,
)
from service.cxl.topology import Memdev, Port, Restriction
from service.reasons import KernelError

#: kernel version -> reason for a decoder without mode: 6.12 compares the mode with the region's
#: before it looks whether there is one
_MODE_UNSET: Final[Mapping[str, str]] = {
    "6.1": "CXL_TARGET_MODE",
    "6.12": "CXL_TARGET_MODE",
    "7.3": "CXL_TARGET_MODE_UNSET",
}


def set_target(state: CxlState, number: int, pos: int, memdev: str, decoder: int) -> CxlState:
    """Writes an endpoint decoder to `targetK` of a region; the last target activates it.

    Refuses, in this order: CXL_ATTRIBUTE_HIDDEN (EACCES; K is not below interleave_ways), what
    `_check` and `_check_position` refuse, CXL_TARGET_BRIDGE (ENXIO), what `_attach_endpoint` and
    `_attach_port` refuse. The last target also what `_recheck` and `setup_targets` refuse: it
    stays attached then. Every refusal names region, position, memdev and decoder.
    Source: Linux 7.3 store_targetN(), cxl_region_attach().
    """
    region = state.region(number)
    device = state.topology.memdev_of[memdev]
    with at_target(region, pos, device, decoder):
        return _set_target(state, region, pos, device, decoder)


def _set_target(
    state: CxlState, region: Region, pos: int, device: Memdev, decoder: int
) -> CxlState:
    if pos >= region.ways:
        raise KernelError("CXL_ATTRIBUTE_HIDDEN", object=region.name, attribute=f"target{pos}")
    _check(state, region, device, decoder)
    if region.targets.get(pos) == Target(device.name, decoder):
        return state
    _check_position(region, device, decoder, pos)
    root = state.window(region)
    bridge = state.topology.host_bridge(device)
    if bridge.uid != root.targets[pos % root.ways]:
        raise KernelError(
            "CXL_TARGET_BRIDGE",
            decoder=device.decoder_name(decoder),
            pos=pos,
            root=root.name,
            bridge=bridge.name,
            slot=pos % root.ways,
        )
    state = _attach_endpoint(state, region, device, decoder, pos)
    for port, _ in state.topology.path(device):
        state = _attach_port(state, region, device, decoder, port)
    attached = msgspec.structs.replace(
        region, targets={**region.targets, pos: Target(device.name, decoder)}
    )
    state = state.with_region(attached)
    if len(attached.targets) < attached.ways:
        return state
    try:
        _recheck(state, attached)
        state = setup_targets(state, attached)
    except KernelError as error:
        raise LeftBehind(error, state) from error
    return state.with_region(msgspec.structs.replace(attached, state=Config.ACTIVE))


def _check(state: CxlState, region: Region, device: Memdev, decoder: int) -> None:
    """What an endpoint decoder must be to become a target.

    Refuses, in this order: CXL_INTERLEAVE_CAPABILITY (ENXIO), CXL_TARGET_GONE (ENODEV),
    CXL_TARGET_MODE_UNSET (ENODEV; in 6.12 CXL_TARGET_MODE), CXL_TARGET_MODE (EINVAL),
    CXL_REGION_FULL (EBUSY; already active), CXL_REGION_UNSIZED (ENXIO), CXL_TARGETS_COMPLETE,
    CXL_REGION_AUTO (EINVAL), CXL_TARGET_NOT_BELOW, CXL_TARGET_TYPE, CXL_TARGET_NO_DPA (ENXIO),
    CXL_TARGET_DPA_SIZE (EINVAL).
    """
    name = device.decoder_name(decoder)
    endpoint = state.endpoints[device.name][decoder]
    check_interleave_cap(device.cap, region.ways, region.granularity, decoder=name)
    if device.name in state.disabled:
        raise KernelError("CXL_TARGET_GONE", decoder=name, memdev=device.name)
    if endpoint.mode != region.mode:
        reason = _MODE_UNSET[state.version] if endpoint.mode is None else "CXL_TARGET_MODE"
        raise KernelError(
            reason, decoder=name, mode=endpoint.mode, region=region.name, wanted=region.mode
        )
    if region.state > Config.INTERLEAVE_ACTIVE:
        raise KernelError("CXL_REGION_FULL", region=region.name, state=region.state.name)
    if region.state < Config.INTERLEAVE_ACTIVE:
        raise KernelError("CXL_REGION_UNSIZED", region=region.name, decoder=name)
    if len(region.targets) >= region.ways:
        raise KernelError("CXL_TARGETS_COMPLETE", region=region.name, ways=region.ways)
    if region.auto:
        raise KernelError("CXL_REGION_AUTO", region=region.name, decoder=name)
    _check_memory(state, region, device, endpoint, name)


def _check_memory(
    state: CxlState, region: Region, device: Memdev, endpoint: EndpointDecoder, name: str
) -> None:
    """The second half of `_check`: where the device is and what it brings."""
    bridge = state.topology.host_bridge(device)
    root = state.window(region)
    if bridge.name in state.disabled:
        raise KernelError("CXL_TARGET_NOT_BELOW", decoder=name, root=root.name)
    wants = Restriction.TYPE3 if region.target_type == "expander" else Restriction.TYPE2
    if device.target_type != region.target_type or not root.restrictions & wants:
        raise KernelError(
            "CXL_TARGET_TYPE", decoder=name, type=device.target_type, region=region.name
        )
    if not endpoint.dpa_size:
        raise KernelError("CXL_TARGET_NO_DPA", decoder=name, region=region.name)
    if endpoint.dpa_size * region.ways != region.hpa_size:
        raise KernelError(
            "CXL_TARGET_DPA_SIZE",
            decoder=name,
            dpa=f"{endpoint.dpa_size:#x}",
            ways=region.ways,
            region=region.name,
            size=f"{region.hpa_size:#x}",
        )


def _recheck(state: CxlState, region: Region) -> None:
    """What held when each target came must still hold when the last one does.

    A size that was taken back and set anew may have changed it. The kernel does not look again and
    would program decoders that do not fit; we refuse.
    """
    for _, target in sorted(region.targets.items()):
        device = state.topology.memdev_of[target.memdev]
        endpoint = state.endpoints[target.memdev][target.decoder]
        _check_memory(state, region, device, endpoint, device.decoder_name(target.decoder))
        _check_ascending(state, region, device.name, _mapped(state.endpoints[device.name]))
        for port, _ in state.topology.path(device):
            _check_ascending(state, region, port.name, _mapped(state.switches[port.name]))


def _mapped(decoders: Sequence[EndpointDecoder | SwitchDecoder]) -> set[int]:
    return {each.region for each in decoders if each.region is not None}


def _check_position(region: Region, device: Memdev, decoder: int, pos: int) -> None:
    """Refuses: CXL_TARGET_TAKEN, CXL_TARGET_MEMDEV_TWICE (both EBUSY)."""
    held = region.targets.get(pos)
    if held is not None:
        raise KernelError(
            "CXL_TARGET_TAKEN",
            region=region.name,
            pos=pos,
            decoder=device.decoder_name(decoder),
            held=held.memdev,
        )
    for other, target in sorted(region.targets.items()):
        if target.memdev == device.name:
            raise KernelError(
                "CXL_TARGET_MEMDEV_TWICE",
                region=region.name,
                memdev=device.name,
                pos=pos,
                other=other,
            )


def _attach_endpoint(
    state: CxlState, region: Region, device: Memdev, decoder: int, pos: int
) -> CxlState:
    """Takes the endpoint decoder itself. Refuses: CXL_HPA_ORDER, CXL_DECODER_RESERVED (EBUSY)."""
    decoders = state.endpoints[device.name]
    _check_ascending(state, region, device.name, _mapped(decoders))
    taken = decoders[decoder].region
    if taken is not None:
        raise KernelError(
            "CXL_DECODER_RESERVED",
            decoder=device.decoder_name(decoder),
            region=f"region{taken}",
        )
    changed = msgspec.structs.replace(decoders[decoder], region=region.id, pos=pos)
    return state.with_endpoint(device.name, decoder, changed)


def _check_ascending(state: CxlState, region: Region, port: str, others: set[int]) -> None:
    """Regions of a port are assembled in ascending HPA order. Refuses: CXL_HPA_ORDER (EBUSY)."""
    assert region.hpa_start is not None, "targets come after the size"
    for number in sorted(others - {region.id}):
        other = state.region(number)
        if other.hpa_start is not None and other.hpa_start >= region.hpa_start:
            raise KernelError(
                "CXL_HPA_ORDER",
                region=region.name,
                start=f"{region.hpa_start:#x}",
                port=port,
                other=other.name,
                at=f"{other.hpa_start:#x}",
            )


def _attach_port(
    state: CxlState, region: Region, device: Memdev, decoder: int, port: Port
) -> CxlState:
    """Takes the next decoder of a port for a region, unless the region has one there.

    Refuses, in this order: CXL_NO_FREE_DECODER, CXL_HPA_ORDER (EBUSY), CXL_TARGETS_OVERFLOW
    (ENXIO).
    Source: Linux 7.3 cxl_port_attach_region().
    """
    decoders = state.switches[port.name]
    if decoder_of(state, port.name, region.id) is None:
        number = _next_decoder(state, port)
        _check_ascending(state, region, port.name, _mapped(decoders))
        state = state.with_switch(
            port.name, number, msgspec.structs.replace(decoders[number], region=region.id)
        )
    dports = used_dports(state, region, port) | {dport_at(state, device, port.name)}
    limit = 1 if port.passthrough else port.target_count
    if len(dports) > limit:
        raise KernelError(
            "CXL_TARGETS_OVERFLOW",
            port=port.name,
            decoder=device.decoder_name(decoder),
            targets=len(dports),
            max=limit,
        )
    return state


def _next_decoder(state: CxlState, port: Port) -> int:
    """The decoder that a new region gets at a port: the one after the last committed.

    Refuses: CXL_NO_FREE_DECODER when it is reserved by a region that is not yet committed, when
    there is none, or when a lower one was reset out of order.
    Source: Linux 7.3 match_free_decoder(), check_commit_order().
    """
    decoders = state.switches[port.name]
    number = commit_end(decoders) + 1
    reserved = number < len(decoders) and decoders[number].region is not None
    gap = any(not each.enabled for each in decoders[:number])
    if number >= len(decoders) or reserved or gap:
        why = "reserved" if reserved else "out of order" if gap else "all committed"
        raise KernelError(
            "CXL_NO_FREE_DECODER", port=port.name, decoder=port.decoder_name(number), why=why
        )
    return number


def clear_target(state: CxlState, number: int, pos: int) -> CxlState:
    """Writes the empty name to `targetK`: detaches what stands there, resetting decoders first.

    Refuses: CXL_ATTRIBUTE_HIDDEN (EACCES), CXL_REGION_LOCKED (EPERM).
    Source: Linux 7.3 detach_target(), __cxl_decoder_detach().
    """
    region = state.region(number)
    if pos >= region.ways:
        raise KernelError("CXL_ATTRIBUTE_HIDDEN", object=region.name, attribute=f"target{pos}")
    _check_unlocked(state, region)
    return detach(state, number, pos)


def _check_unlocked(state: CxlState, region: Region) -> None:
    """Decoders that firmware locked cannot be reset, so nothing above them may be taken apart."""
    if region.state >= Config.COMMIT and state.window(region).locked:
        raise KernelError(
            "CXL_REGION_LOCKED", region=region.name, decoder=state.window(region).name
        )


def delete(state: CxlState, window: int, text: str) -> CxlState:
    """Writes `regionN` to `delete_region` of a root decoder: targets, HPA range and region go.

    Refuses, in this order: CXL_REGION_NAME (EINVAL), CXL_REGION_UNKNOWN (ENODEV),
    CXL_REGION_LOCKED (EPERM).
    Source: Linux 7.3 delete_region_store(), unregister_region().
    """
    root = state.topology.window_of[window]
    number = region_number(text)
    if number is None:
        raise KernelError("CXL_REGION_NAME", decoder=root.name, text=text)
    region = state.regions.get(number)
    if region is None or region.window != window:
        raise KernelError("CXL_REGION_UNKNOWN", decoder=root.name, region=text)
    _check_unlocked(state, region)
    for pos in sorted(region.targets):
        state = detach(state, number, pos)
    return forget(set_size(state, number, 0), state.region(number))


def detach(state: CxlState, number: int, pos: int) -> CxlState:
    """Takes the target of a position off a region; nothing stands there: nothing happens."""
    region = state.region(number)
    target = region.targets.get(pos)
    if target is None:
        return state
    if region.state > Config.ACTIVE:
        state = reset(state, region)
        region = state.region(number)
    left = {at: each for at, each in region.targets.items() if at != pos}
    was_active = region.state is Config.ACTIVE
    region = msgspec.structs.replace(
        region,
        targets=left,
        bound=False,
        state=Config.INTERLEAVE_ACTIVE if was_active else region.state,
    )
    state = state.with_region(region)
    endpoint = state.endpoints[target.memdev][target.decoder]
    state = state.with_endpoint(
        target.memdev, target.decoder, msgspec.structs.replace(endpoint, region=None, pos=-1)
    )
    for port, _ in state.topology.path(state.topology.memdev_of[target.memdev]):
        state = _detach_port(state, region, port)
    if was_active and not region.auto:
        state = teardown_targets(state, region)
    return state


def _detach_port(state: CxlState, region: Region, port: Port) -> CxlState:
    if used_dports(state, region, port):
        return state
    number = decoder_of(state, port.name, region.id)
    assert number is not None, "a port of the path has a decoder of the region"
    return state.with_switch(port.name, number, SwitchDecoder())
