"""cxl_mempolicy: a sample driver that gives its memory to mbind and migration (patch 26).

It takes over the first committed RAM region of its device, or makes one, as a private sysram in
ZONE_MOVABLE, and opts its node in to NP_OPS_MIGRATION and NP_OPS_MEMPOLICY. No kswapd, no write
protection, no demotion. Sans IO: probe and remove are programs of commands.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.fabric.devices.commands import (
    CommittedRegionsAnswer,
    CxlDestroyRegion,
    CxlDpaFree,
    CxlGetCommittedRegions,
    CxlSysramOfflineAndRemove,
    DeviceAttach,
    DeviceReleaseDriver,
    DevmCxlAddSysram,
    SysramAnswer,
)
from service.fabric.devices.created_region import create_ram_region
from service.fabric.devices.program import Program, errno
from service.fabric.devices.state import DriverContext
from service.mm.commands.private import (
    NodePrivateClearOps,
    NodePrivateOps,
    NodePrivateSetOps,
)
from service.reasons import Errno

DRIVER: Final = "cxl_mempolicy"
#: cxl_mempolicy_ops: the name is the identity of the one table of the module
OPS: Final = NodePrivateOps(
    name="cxl_mempolicy_ops",
    flags=("NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"),
    callbacks=("migrate_to", "folio_migrate"),
    migrate_to="fit",
)


class Options(msgspec.Struct, frozen=True):
    """Where text and code of the patch differ.

    `refuses_shared_node`: a node that another device registered is -EBUSY, not shared by accident.
    `offline_first`: remove empties and offlines the node before it takes its rights away.
    """

    refuses_shared_node: bool
    offline_first: bool


class Probed(msgspec.Struct, frozen=True):
    """0 and the context, or an errno below 0."""

    ret: int
    context: DriverContext = DriverContext()


def setup(region: str, options: Options) -> Program[tuple[int, int]]:
    """cxl_mempolicy_setup: (0 or an errno below 0, nid)."""
    yield DeviceReleaseDriver.model_construct(region=region)
    sysram = yield DevmCxlAddSysram.model_construct(
        region=region, private=True, online_type="online_movable"
    )
    if sysram.ret < 0:
        yield DeviceAttach.model_construct(region=region)
        return sysram.ret, -1
    assert isinstance(sysram, SysramAnswer), "the shape of the command"
    assert sysram.nid is not None, "a sysram device has a node"
    if options.refuses_shared_node and sysram.plug_reason == "NODE_HAS_OTHER_OWNER":
        return errno(Errno.EBUSY), -1
    ops = yield NodePrivateSetOps.model_construct(nid=sysram.nid, ops=OPS)
    return (ops.ret, -1) if ops.ret < 0 else (0, sysram.nid)


def probe(pdev: str, options: Options) -> Program[Probed]:
    """cxl_mempolicy_attach_probe: the first RAM region that can be set up, else one of its own.

    A device without RAM is bound without memory.
    """
    found = yield CxlGetCommittedRegions.model_construct(pdev=pdev)
    if found.ret < 0:
        return Probed(found.ret)
    assert isinstance(found, CommittedRegionsAnswer), "the shape of the command"
    for row in found.regions:
        if row.mode != "ram":
            continue
        ret, nid = yield from setup(row.region, options)
        if not ret:
            return Probed(0, DriverContext(nid, converted=((row.region, nid),)))
    made = yield from create_ram_region(pdev)
    if made.ret == errno(Errno.ENODEV):
        return Probed(0)
    if made.ret < 0:
        return Probed(made.ret)
    ret, nid = yield from setup(made.region, options)
    if ret:
        return Probed(ret)
    return Probed(0, DriverContext(nid, made.region, made.decoder, ((made.region, nid),)))


def remove(
    pdev: str, context: DriverContext, options: Options, signal_after: int | None = None
) -> Program[bool]:
    """cxl_mempolicy_remove: rights away, then the region it made; False: WARN_ON of clear_ops.

    A region that was there before stays, its memory online and private.
    """
    sane = True
    offlined = False
    if options.offline_first and context.cxlr:
        answer = yield CxlSysramOfflineAndRemove.model_construct(
            region=context.cxlr, signal_after=signal_after
        )
        # without a sysram device its memory has gone before
        offlined = not answer.ret or answer.reason == "SYSRAM_NONE"
    if context.nid >= 0 and not offlined:
        answer = yield NodePrivateClearOps.model_construct(nid=context.nid, ops=OPS.name)
        sane = not answer.ret
    if context.cxlr:
        yield CxlDestroyRegion.model_construct(region=context.cxlr, signal_after=signal_after)
        yield CxlDpaFree.model_construct(pdev=pdev, decoder=context.cxled)
    return sane
