"""Commit and reset: decoders are enabled from the endpoint up, reset from the host bridge down.

A decoder is committed only as the next of its port; a passthrough port has nothing to commit.
Source: Linux 7.3 drivers/cxl/core/region.c (cxl_region_decode_commit, cxl_region_decode_reset),
core/hdm.c (cxl_decoder_commit, cxl_decoder_reset).
"""

from __future__ import annotations

import msgspec

from service.cxl.state import Config, CxlState, Region, at_target, commit_end
from service.cxl.topology import Port
from service.reasons import KernelError


def commit(state: CxlState, number: int) -> CxlState:
    """Writes 1 to `commit`: programs every decoder of a region, target by target, bottom up.

    Refuses, in this order: CXL_REGION_INCOMPLETE (ENXIO), CXL_NO_CACHE_FLUSH (ENXIO; a guest that
    sees the hypervisor bit cannot flush CPU caches by range), CXL_COMMIT_ORDER (EBUSY),
    CXL_SANITIZE_RUNNING (EBUSY), CXL_COMMIT_TIMEOUT (ETIMEDOUT). What was programmed before a
    refusal is reset. The last three name region, position, memdev and decoder.
    """
    region = state.region(number)
    if region.state >= Config.COMMIT:
        return state
    if region.state < Config.ACTIVE:
        raise KernelError(
            "CXL_REGION_INCOMPLETE",
            region=region.name,
            state=region.state.name,
            targets=len(region.targets),
            ways=region.ways,
        )
    if state.hypervisor:
        raise KernelError("CXL_NO_CACHE_FLUSH", region=region.name)
    for pos, target in enumerate(region.ordered):
        device = state.topology.memdev_of[target.memdev]
        with at_target(region, pos, device, target.decoder):
            state = _commit_endpoint(state, target.memdev, target.decoder)
            for port, _ in state.topology.path(device):
                state = _commit_port(state, region, port)
    return state.with_region(msgspec.structs.replace(region, state=Config.COMMIT))


def _commit_endpoint(state: CxlState, memdev: str, number: int) -> CxlState:
    decoders = state.endpoints[memdev]
    if decoders[number].enabled:
        return state
    device = state.topology.memdev_of[memdev]
    _check_order(commit_end(decoders) + 1, number, device.decoder_name(number), memdev)
    if memdev in state.sanitizing:
        raise KernelError(
            "CXL_SANITIZE_RUNNING", memdev=memdev, decoder=device.decoder_name(number)
        )
    if memdev in state.frozen:
        raise KernelError("CXL_COMMIT_TIMEOUT", memdev=memdev, decoder=device.decoder_name(number))
    return state.with_endpoint(
        memdev, number, msgspec.structs.replace(decoders[number], enabled=True)
    )


def _commit_port(state: CxlState, region: Region, port: Port) -> CxlState:
    decoders = state.switches[port.name]
    number = next(index for index, each in enumerate(decoders) if each.region == region.id)
    if decoders[number].enabled or port.passthrough:
        return state
    _check_order(commit_end(decoders) + 1, number, port.decoder_name(number), port.name)
    return state.with_switch(
        port.name, number, msgspec.structs.replace(decoders[number], enabled=True)
    )


def _check_order(following: int, number: int, name: str, port: str) -> None:
    if number != following:
        raise KernelError("CXL_COMMIT_ORDER", decoder=name, port=port, next=following)


def decommit(state: CxlState, number: int) -> CxlState:
    """Writes 0 to `commit`: unbinds the region driver and resets the decoders.

    Refuses: CXL_REGION_LOCKED (EPERM), and only a committed region.
    """
    region = state.region(number)
    if region.state < Config.COMMIT:
        return state
    if state.window(region).locked:
        raise KernelError(
            "CXL_REGION_LOCKED", region=region.name, decoder=state.window(region).name
        )
    return reset(state, region)


def reset(state: CxlState, region: Region) -> CxlState:
    """Resets the decoders of a committed region, last target first; it is ACTIVE then."""
    for target in reversed(region.ordered):
        for port, _ in reversed(state.topology.path(state.topology.memdev_of[target.memdev])):
            decoders = state.switches[port.name]
            for number, each in enumerate(decoders):
                if each.region == region.id and each.enabled:
                    cleared = msgspec.structs.replace(each, enabled=False)
                    state = state.with_switch(port.name, number, cleared)
        endpoint = state.endpoints[target.memdev][target.decoder]
        state = state.with_endpoint(
            target.memdev, target.decoder, msgspec.structs.replace(endpoint, enabled=False)
        )
    return state.with_region(msgspec.structs.replace(region, state=Config.ACTIVE, bound=False))


def bind(state: CxlState, number: int) -> CxlState:
    """Binds the region driver: a ram region then has a dax region.

    Refuses: CXL_REGION_NOT_COMMITTED (ENXIO).
    Source: Linux 7.3 cxl_region_probe().
    """
    region = state.region(number)
    if region.state < Config.COMMIT:
        raise KernelError("CXL_REGION_NOT_COMMITTED", region=region.name, state=region.state.name)
    return state.with_region(msgspec.structs.replace(region, bound=True))


def unbind(state: CxlState, number: int) -> CxlState:
    """Unbinds the region driver; the decoders stay as they are."""
    return state.with_region(msgspec.structs.replace(state.region(number), bound=False))
