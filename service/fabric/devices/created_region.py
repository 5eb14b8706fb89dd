"""The region that a sample driver makes when its device has none (patches 26 and 27).

A program: it gives commands and takes their answers, and touches nothing itself.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.fabric.devices.commands import (
    CreatedRegionAnswer,
    CxlCreateRegion,
    CxlDevState,
    CxlDevStateAnswer,
    CxlDpaFree,
    CxlGetHpaFreespace,
    CxlRequestDpa,
    EndpointDecoderAnswer,
    RootDecoderAnswer,
)
from service.fabric.devices.program import Program, errno
from service.reasons import Errno

#: sizes of created regions are rounded down to this
SZ_256M: Final = 256 << 20


class Created(msgspec.Struct, frozen=True):
    """What the helper leaves: 0 and the objects it made, or an errno below 0."""

    ret: int
    region: str = ""
    decoder: str = ""


def create_ram_region(pdev: str) -> Program[Created]:
    """cxl_mempolicy_create_region and its twin in cxl_compression.

    RAM of 0 bytes: -ENODEV; below 256 MiB: -ENOSPC; then root decoder, DPA, region, each with its
    own errno. The free HPA is not compared with the size. A failed region gives its DPA back.
    """
    state = yield CxlDevState.model_construct(pdev=pdev)
    if state.ret < 0:
        return Created(state.ret)
    assert isinstance(state, CxlDevStateAnswer), "the shape of the command"
    if not state.ram_size:
        return Created(errno(Errno.ENODEV))
    size = state.ram_size // SZ_256M * SZ_256M
    if not size:
        return Created(errno(Errno.ENOSPC))
    root = yield CxlGetHpaFreespace.model_construct(pdev=pdev)
    if root.ret < 0:
        return Created(root.ret)
    cxled = yield CxlRequestDpa.model_construct(pdev=pdev, size=size)
    if cxled.ret < 0:
        return Created(cxled.ret)
    assert isinstance(root, RootDecoderAnswer), "the shape of the command"
    assert isinstance(cxled, EndpointDecoderAnswer), "the shape of the command"
    decoder = cxled.decoder or ""
    made = yield CxlCreateRegion.model_construct(
        pdev=pdev, root=root.decoder or "", decoder=decoder
    )
    if made.ret < 0:
        yield CxlDpaFree.model_construct(pdev=pdev, decoder=decoder)
        return Created(made.ret)
    assert isinstance(made, CreatedRegionAnswer), "the shape of the command"
    return Created(0, made.region or "", decoder)
