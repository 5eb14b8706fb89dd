"""Compressed RAM: mm/cram of patch 23, the flush buffers of its driver, and the later cram."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, AnyNid, Count, Hex, Label, Nid, NrPages, Strict, WideBytes
from service.mm.commands.base import Answer, Command

#: answer 0, 1 and 2 of cram_flush_cb_t; `buffer` is the pipeline of patch 27
FlushAnswer = Literal["resolved", "deferred", "buffer_full", "buffer"]
#: what became of the node's kswapd
KswapdWord = Literal["not_asked", "ignored", "recorded", "woken"]
#: capabilities of a private node in the later series
NpCap = Literal[
    "RECLAIM", "MEMPOLICY", "HOTUNPLUG", "TIERING", "LTPIN", "USER_MIGRATE", "WRITE_FENCE"
]


class FlushCallback(Strict):
    """A driver's flush callback as data. `buffer` defers into buffers of `buf_max` folios a CPU."""

    name: Label = "flush_cb"
    answer: FlushAnswer = "buffer"
    buf_max: Annotated[int, Field(ge=1, le=65535)] = 31
    #: where the device's range begins: what is flushed is counted from here
    start: Hex = "0x0"
    size: WideBytes = 0


class CramRegisterPrivateNode(Command):
    """cram_register_private_node(nid, owner, flush_cb, flush_data): needs online private memory.

    A second call of the same owner changes nothing, not even the callback.
    """

    op: ClassVar[str] = "cram_register_private_node"
    nid: AnyNid
    owner: Label
    flush_cb: Annotated[FlushCallback | None, NOT_NULL] = None


class CramUnregisterPrivateNode(Command):
    """cram_unregister_private_node(nid)."""

    op: ClassVar[str] = "cram_unregister_private_node"
    nid: AnyNid


class CramUnpurge(Command):
    """cram_unpurge(nid): clears a flag that nothing in the series sets."""

    op: ClassVar[str] = "cram_unpurge"
    nid: AnyNid


class CramPressureAnswer(Answer):
    """What the pressure did; the call itself returns nothing, also for an unknown node."""

    pressure: Annotated[int, Field(ge=0, le=1000)] = 0
    migration_blocked: bool = False
    watermark_boost: NrPages = 0
    kswapd: KswapdWord = "not_asked"


class CramSetPressure(Command):
    """cram_set_pressure(nid, pressure): 0 to 1000; more is taken for 1000."""

    op: ClassVar[str] = "cram_set_pressure"
    answer: ClassVar[type[Answer]] = CramPressureAnswer
    nid: AnyNid
    pressure: Annotated[int, Field(ge=0, le=2**32 - 1)]


class CramClearPressure(Command):
    """cram_clear_pressure(nid): pressure 0."""

    op: ClassVar[str] = "cram_clear_pressure"
    answer: ClassVar[type[Answer]] = CramPressureAnswer
    nid: AnyNid


class FlushRange(Strict):
    """Folios that the device is to zero: `start` is counted from the start of its range."""

    cpu: Count
    start: Hex
    len: WideBytes
    nr_folios: Count


class CramFlushTakeAnswer(Answer):
    """What is now on its way, by CPU."""

    ranges: Annotated[tuple[FlushRange, ...], Field(max_length=65536)] = ()


class CramFlushTake(Command):
    """A flush round begins: the buffers of every CPU (or one) are swapped and their ranges shown.

    `overflow` is the work that a full buffer queues. The folios stay deferred until
    `cram_flush_put`; frees meanwhile go to the fresh buffers.
    """

    op: ClassVar[str] = "cram_flush_take"
    answer: ClassVar[type[Answer]] = CramFlushTakeAnswer
    nid: Nid
    cpu: Annotated[int | None, NOT_NULL, Field(ge=0, le=8191)] = None
    overflow: bool = False


class CramFlushPutAnswer(Answer):
    """How many folios reached the buddy allocator."""

    nr_folios: Count = 0
    nr_pages: NrPages = 0


class CramFlushPut(Command):
    """A flush round ends: the driver puts what it took, which is the second free of each folio.

    `zeroed` by the device, or by the CPU where the device's command failed.
    """

    op: ClassVar[str] = "cram_flush_put"
    answer: ClassVar[type[Answer]] = CramFlushPutAnswer
    nid: Nid
    cpu: Annotated[int | None, NOT_NULL, Field(ge=0, le=8191)] = None
    overflow: bool = False
    zeroed: Literal["device", "cpu"] = "device"


class TrimAnswer(Strict):
    """One answer of a driver's trim: `ret` and the pages of the call that it marks failed."""

    ret: Annotated[str, Field(pattern=r"^(0|E[A-Z0-9]{1,15})$", max_length=16)] = "0"
    failed: Annotated[tuple[Count, ...], Field(max_length=512, strict=False)] = ()
    #: every page of the call failed
    all_failed: bool = False


class PhysRange(Strict):
    """A physical range of whole memory blocks."""

    start: Hex
    size: WideBytes


Ranges = Annotated[tuple[PhysRange, ...], Field(max_length=64, strict=False)]


class CramRegister(Command):
    """cram_register (the later cram): donates ranges to a node; `zratio` is per mille, N:1.

    `trim`: the answers of the driver's callback, one a call, the last one repeated; none: no
    callback. `module` gone: the driver is being unloaded and cannot be pinned.
    """

    op: ClassVar[str] = "cram_register"
    nid: AnyNid
    owner: Label = "cram"
    ranges: Ranges
    zratio: Annotated[int, Field(ge=0, le=2**32 - 1)]
    trim: Annotated[tuple[TrimAnswer, ...], Field(max_length=64, strict=False)] = ()
    module: Literal["live", "gone"] = "live"


class CramUnregister(Command):
    """cram_unregister: the very ranges of the registration; all or -EBUSY and nothing."""

    op: ClassVar[str] = "cram_unregister"
    nid: AnyNid
    ranges: Ranges


class CramSetCompressionRatio(Command):
    """cram_set_compression_ratio: the ratio that the device achieves, per mille.

    `block`: nothing enters until the balloon has its new size.
    """

    op: ClassVar[str] = "cram_set_compression_ratio"
    nid: AnyNid
    ratio: Annotated[int, Field(ge=0, le=2**32 - 1)]
    block: bool = False


class CramAllowAllocation(Command):
    """cram_allow_allocation: the sticky gate of a node; balloon and folios stay as they are."""

    op: ClassVar[str] = "cram_allow_allocation"
    nid: AnyNid
    allow: bool


class PfnSpan(Strict):
    """Consecutive frames."""

    pfn: Hex
    nr_pages: Annotated[int, Field(ge=1, le=65536)] = 1


class CramReportHotPages(Command):
    """cram_report_hot_pages: the device nominates frames; the ring keeps 1024, the rest is lost."""

    op: ClassVar[str] = "cram_report_hot_pages"
    nid: AnyNid
    pfns: Annotated[tuple[PfnSpan, ...], Field(max_length=4096, strict=False)]


class NodePrivateRegisterCaps(Command):
    """Registration of a private node by capabilities, as the later series has it."""

    op: ClassVar[str] = "node_private_register_caps"
    nid: AnyNid
    owner: Label = "caps"
    caps: Annotated[tuple[NpCap, ...], Field(max_length=7, strict=False)]


CRAM_COMMANDS: Final[tuple[type[Command], ...]] = (
    CramRegisterPrivateNode,
    CramUnregisterPrivateNode,
    CramUnpurge,
    CramSetPressure,
    CramClearPressure,
    CramFlushTake,
    CramFlushPut,
    CramRegister,
    CramUnregister,
    CramSetCompressionRatio,
    CramAllowAllocation,
    CramReportHotPages,
    NodePrivateRegisterCaps,
)
