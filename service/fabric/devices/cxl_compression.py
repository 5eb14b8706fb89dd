"""cxl_compression: a sample driver of compressed RAM over mm/cram (patch 27).

It converts every committed RAM region of its device, or one that it makes, into a private sysram
owned by cram. Freed folios are deferred, zeroed by the device in batches (media operations), then
put. The low-threshold interrupt stops demotion, the high-threshold one lets it go on. Sans IO:
every part is a program of commands.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final, Literal

import msgspec

from service.bounded import parse_hex
from service.fabric.devices.commands import (
    CommittedRegionsAnswer,
    CxlDestroyRegion,
    CxlDevState,
    CxlDevStateAnswer,
    CxlDpaFree,
    CxlGetCommittedRegions,
    CxlSysramOfflineAndRemove,
    DevmCxlAddSysram,
    KthreadRun,
    KthreadStop,
    MediaOperation,
    MediaRange,
    Msleep,
    RequestIrq,
    SysramAnswer,
)
from service.fabric.devices.created_region import create_ram_region
from service.fabric.devices.program import Program, errno
from service.fabric.devices.state import DriverContext, Flusher
from service.mm.commands.cram import (
    CramFlushPut,
    CramFlushTake,
    CramFlushTakeAnswer,
    CramRegisterPrivateNode,
    CramSetPressure,
    CramUnregisterPrivateNode,
    FlushCallback,
    FlushRange,
)
from service.reasons import Errno

DRIVER: Final = "cxl_compression"
FLUSH_CB: Final = "cxl_compression_flush_cb"
#: devm actions of a converted region
PRE_TEARDOWN: Final = "cxl_compression_pre_teardown"
POST_TEARDOWN: Final = "cxl_compression_post_teardown"
#: MSI-X vectors of the watermarks, the pressure that each sets, and its name in the log
VECTORS: Final[dict[int, tuple[int, str]]] = {12: (1000, "lthresh"), 13: (0, "hthresh")}
#: bytes of a command's header and of a range in it
HEADER_BYTES: Final = 8
RANGE_BYTES: Final = 16
#: record bits of a chunk of the flush bitmap
CHUNK_BITS: Final = 32768
#: attempts to offline at teardown, and the wait after each failed one
OFFLINE_ATTEMPTS: Final = 61
OFFLINE_WAIT_MS: Final = 1000


class Probed(msgspec.Struct, frozen=True):
    """0 and the context, or an errno below 0; lines for the kernel's log."""

    ret: int
    context: DriverContext = DriverContext()
    warnings: tuple[str, ...] = ()


class Converted(msgspec.Struct, frozen=True):
    """What became of one region: 0 and its node, or an errno below 0."""

    ret: int
    nid: int = -1
    warnings: tuple[str, ...] = ()


def buffer_max(payload_size: int, flush_buf_size: int) -> int:
    """Ranges of one flush command: what the payload holds, at most the parameter; 1 at least.

    Units: bytes, ranges.
    """
    fits = max((payload_size - HEADER_BYTES) // RANGE_BYTES, 0)
    if 0 < flush_buf_size < fits:
        fits = flush_buf_size
    return max(fits, 1)


def convert(pdev: str, region: str, buf_max: int, *, media_ops: bool) -> Program[Converted]:
    """convert_region_to_sysram: sysram, flush thread, cram, interrupts, in the order of patch 27.

    A failure after the first step leaves the sysram plugged.
    """
    sysram = yield DevmCxlAddSysram.model_construct(
        region=region, private=True, online_type="online_movable"
    )
    if sysram.ret < 0:
        return Converted(sysram.ret)
    assert isinstance(sysram, SysramAnswer), "the shape of the command"
    assert sysram.nid is not None, "a sysram device has a node"
    nid, start, size = sysram.nid, sysram.start or "0x0", sysram.size or 0
    thread = yield KthreadRun.model_construct(
        pdev=pdev, nid=nid, region=region, size=size, buf_max=buf_max, media_operations=media_ops
    )
    if thread.ret < 0:
        return Converted(thread.ret)
    flush_cb = FlushCallback.model_construct(
        name=FLUSH_CB, answer="buffer", buf_max=buf_max, start=start, size=size
    )
    answer = yield CramRegisterPrivateNode.model_construct(nid=nid, owner=region, flush_cb=flush_cb)
    if answer.ret < 0:
        yield KthreadStop.model_construct(pdev=pdev, region=region)
        return Converted(answer.ret)
    warnings = yield from _request_irqs(pdev, nid)
    return Converted(0, nid, warnings)


def _request_irqs(pdev: str, nid: int) -> Program[tuple[str, ...]]:
    """Both watermark interrupts; a vector that the device lacks is passed over in silence."""
    state = yield CxlDevState.model_construct(pdev=pdev)
    assert isinstance(state, CxlDevStateAnswer), "the device answered before"
    warnings = []
    for vector, (_, name) in VECTORS.items():
        if vector >= state.nr_vectors:
            continue
        answer = yield RequestIrq.model_construct(pdev=pdev, vector=vector, nid=nid)
        if answer.ret < 0:
            warnings.append(f"failed to register {name} IRQ")
    return tuple(warnings)


def probe(pdev: str, flush_buf_size: int) -> Program[Probed]:
    """cxl_compression_attach_probe: all RAM regions of the device, else one of its own.

    One that fails beside one that does not: -EIO. A device without RAM is bound without memory.
    """
    support = yield MediaOperation.model_construct(pdev=pdev, ranges=())
    state = yield CxlDevState.model_construct(pdev=pdev)
    if state.ret < 0:
        return Probed(state.ret)
    assert isinstance(state, CxlDevStateAnswer), "the shape of the command"
    buf_max = buffer_max(state.payload_size, flush_buf_size)
    base = DriverContext(buf_max=buf_max, media_ops=not support.ret)
    found = yield CxlGetCommittedRegions.model_construct(pdev=pdev)
    assert isinstance(found, CommittedRegionsAnswer), "the device answered before"
    done: list[tuple[str, int]] = []
    warnings: list[str] = []
    failed = False
    for row in found.regions:
        if row.mode != "ram":
            continue
        result = yield from convert(pdev, row.region, buf_max, media_ops=base.media_ops)
        warnings += result.warnings
        failed = failed or result.ret < 0
        if not result.ret:
            done.append((row.region, result.nid))
    if done:
        context = msgspec.structs.replace(base, nid=done[-1][1], converted=tuple(done))
        return Probed(errno(Errno.EIO) if failed else 0, context, tuple(warnings))
    return (yield from _own_region(pdev, base, warnings))


def _own_region(pdev: str, base: DriverContext, warnings: list[str]) -> Program[Probed]:
    """The region that the driver makes where none could be converted."""
    made = yield from create_ram_region(pdev)
    if made.ret == errno(Errno.ENODEV):
        return Probed(0, base, tuple(warnings))
    if made.ret < 0:
        return Probed(made.ret, base, tuple(warnings))
    result = yield from convert(pdev, made.region, base.buf_max, media_ops=base.media_ops)
    warnings += result.warnings
    if result.ret < 0:
        return Probed(result.ret, base, tuple(warnings))
    context = msgspec.structs.replace(
        base,
        nid=result.nid,
        cxlr=made.region,
        cxled=made.decoder,
        converted=((made.region, result.nid),),
    )
    return Probed(0, context, tuple(warnings))


def remove(pdev: str, context: DriverContext, signal_after: int | None = None) -> Program[None]:
    """cxl_compression_remove: the region that it made goes, with the devm actions; then its DPA."""
    if context.nid < 0 or not context.cxlr:
        return
    yield CxlDestroyRegion.model_construct(region=context.cxlr, signal_after=signal_after)
    yield CxlDpaFree.model_construct(pdev=pdev, decoder=context.cxled)


# --- flush pipeline -----------------------------------------------------------------------------


def _ranges(taken: list[FlushRange]) -> tuple[MediaRange, ...]:
    """One range a folio, in the order of the buffer."""
    found = []
    for each in taken:
        length = each.len // each.nr_folios
        start = parse_hex(each.start)
        found += [
            MediaRange.model_construct(start=start + number * length, length=length)
            for number in range(each.nr_folios)
        ]
    return tuple(found)


def flush(flusher: Flusher, cpu: int | None = None, *, overflow: bool = False) -> Program[int]:
    """One round: buffers are swapped, each sent as one command, every folio put; failed commands.

    A device without media operations, or one whose command fails, has its folios zeroed by the CPU.
    """
    taken = yield CramFlushTake.model_construct(nid=flusher.nid, cpu=cpu, overflow=overflow)
    if not isinstance(taken, CramFlushTakeAnswer):
        return 0
    failed = 0
    for each, group in groupby(taken.ranges, key=lambda row: row.cpu):
        zeroed: Literal["device", "cpu"] = "cpu"
        if flusher.media_operations:
            ranges = _ranges(list(group))
            sent = yield MediaOperation.model_construct(pdev=flusher.pdev, ranges=ranges)
            zeroed = "device" if not sent.ret else "cpu"
            failed += sent.ret < 0
        yield CramFlushPut.model_construct(
            nid=flusher.nid, cpu=each, overflow=overflow, zeroed=zeroed
        )
    return failed


def pre_teardown(
    flusher: Flusher, interval_ms: int, signal_after: int | None = None
) -> Program[tuple[bool, int]]:
    """Cram lets the node go, then the memory goes offline: (whether it did, failed commands).

    Up to 61 attempts, a second apart; the flush thread still runs meanwhile.
    """
    yield CramUnregisterPrivateNode.model_construct(nid=flusher.nid)
    failed = 0
    for attempt in range(OFFLINE_ATTEMPTS):
        answer = yield CxlSysramOfflineAndRemove.model_construct(
            region=flusher.region, signal_after=signal_after
        )
        if not answer.ret:
            return True, failed
        if attempt + 1 < OFFLINE_ATTEMPTS:
            yield Msleep.model_construct(ms=OFFLINE_WAIT_MS)
            if interval_ms <= OFFLINE_WAIT_MS:
                failed += yield from flush(flusher)
    return False, failed


def post_teardown(flusher: Flusher) -> Program[int]:
    """The thread stops, the works are cancelled, what is left in any buffer is sent and put."""
    failed = yield from flush(flusher)
    failed += yield from flush(flusher, overflow=True)
    yield KthreadStop.model_construct(pdev=flusher.pdev, region=flusher.region)
    return failed


def watermark(nids: tuple[int, ...], vector: int) -> Program[None]:
    """A watermark interrupt: low stops what would come in, high lets it in again."""
    for nid in nids:
        yield CramSetPressure.model_construct(nid=nid, pressure=VECTORS[vector][0])
