"""Commands on devices of one host: cxl_sysram, PCI drivers, and what a driver asks of the CXL core.

Names are those of the functions that the drivers of patches 24 to 27 call or export; a driver
program gives the same commands whether it runs inside the engine or in a process of its own.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import Field

from service.bounded import NOT_NULL, Count, Cpu, Hex, Nid, SmallInt, Strict, WideBytes
from service.mm.commands.base import Answer, Command
from service.mm.commands.private import OnlineType

RegionName = Annotated[str, Field(pattern=r"^region[0-9]{1,5}$", max_length=16)]
DecoderName = Annotated[str, Field(pattern=r"^decoder[0-9]{1,5}\.[0-9]{1,3}$", max_length=24)]
MemdevName = Annotated[str, Field(pattern=r"^[A-Za-z]{1,8}[0-9]{1,5}$", max_length=16)]
PciName = Annotated[str, Field(pattern=r"^[0-9a-z][0-9a-z:.]{0,31}$", max_length=32)]
DriverName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$", max_length=32)]
Vector = Annotated[int, Field(ge=0, le=2047)]
DeviceName = Annotated[str | None, NOT_NULL, Field(max_length=32)]

# --- cxl_sysram (patches 24, 25)


class SysramAnswer(Answer):
    """The sysram device of a region: its node, its aligned range, and whether it is plugged.

    `plug_errno` and `plug_reason` say why plugging failed where the call itself returned 0.
    """

    device: DeviceName = None
    nid: Annotated[SmallInt | None, NOT_NULL] = None
    start: Annotated[Hex | None, NOT_NULL] = None
    size: Annotated[WideBytes | None, NOT_NULL] = None
    plugged: bool = False
    plug_errno: Annotated[str | None, NOT_NULL, Field(max_length=32)] = None
    plug_reason: Annotated[str | None, NOT_NULL, Field(max_length=64)] = None


class _OfRegion(Command):
    """A command on a region."""

    region: RegionName


class DevmCxlAddSysram(_OfRegion):
    """devm_cxl_add_sysram: a sysram device for a region; 0 also where plugging failed.

    `offline` registers without plugging; without `online_type` the kernel's default decides.
    """

    op: ClassVar[str] = "devm_cxl_add_sysram"
    answer: ClassVar[type[Answer]] = SysramAnswer
    private: bool = False
    online_type: Annotated[OnlineType | None, NOT_NULL] = None


class CxlSysramOfflineAndRemove(_OfRegion):
    """cxl_sysram_offline_and_remove: unplugs the memory; an unplugged region is done at once."""

    op: ClassVar[str] = "cxl_sysram_offline_and_remove"
    #: rounds of an offline loop that cannot end, after which a signal arrives
    signal_after: Annotated[Count | None, NOT_NULL] = None


class CxlRegionFindSysram(_OfRegion):
    """cxl_region_find_sysram: the sysram device of a region; no `device`: NULL."""

    op: ClassVar[str] = "cxl_region_find_sysram"
    answer: ClassVar[type[Answer]] = SysramAnswer


class CxlDestroyRegion(_OfRegion):
    """cxl_destroy_region: runs the devm actions of a region, then the region goes."""

    op: ClassVar[str] = "cxl_destroy_region"
    signal_after: Annotated[Count | None, NOT_NULL] = None


# --- PCI functions and drivers


class PciDeviceAdd(Command):
    """A PCI function appears: the memdev behind it and what its mailbox and interrupts can do.

    `payload_size` bytes of the mailbox, `media_operations`: opcode 0x4402 is supported.
    """

    op: ClassVar[str] = "pci_device_add"
    pdev: PciName
    memdev: MemdevName
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{4}:[0-9a-f]{4}$", max_length=9)] = "8086:0d93"
    payload_size: Annotated[int, Field(ge=8, le=1 << 20)] = 4096
    media_operations: bool = True
    nr_vectors: Annotated[int, Field(ge=0, le=2048)] = 16


class _OfPdev(Command):
    """A command on a PCI function."""

    pdev: PciName


class PciBind(_OfPdev):
    """Binds a driver: `cxl_pci`, `cxl_mempolicy` and `cxl_compression` probe here.

    Any other name is a driver in a process of its own: it probes there.
    """

    op: ClassVar[str] = "pci_bind"
    driver: DriverName


class PciUnbind(_OfPdev):
    """Unbinds a driver; its remove runs."""

    op: ClassVar[str] = "pci_unbind"
    driver: DriverName
    signal_after: Annotated[Count | None, NOT_NULL] = None


class Irq(_OfPdev):
    """The device raises an interrupt vector; without a handler nothing happens."""

    op: ClassVar[str] = "irq"
    vector: Vector


# --- what a driver asks of the CXL core


class CxlDevStateAnswer(Answer):
    """struct cxl_dev_state: memdev, volatile capacity in bytes, mailbox payload, vectors."""

    memdev: DeviceName = None
    ram_size: WideBytes = 0
    payload_size: Count = 0
    nr_vectors: Count = 0


class CxlDevState(_OfPdev):
    """What cxl_pci_type3_probe_init found out about a device."""

    op: ClassVar[str] = "cxl_dev_state"
    answer: ClassVar[type[Answer]] = CxlDevStateAnswer


class CommittedRegion(Strict):
    """A committed region of a device."""

    region: RegionName
    mode: Annotated[str, Field(max_length=16)]


class CommittedRegionsAnswer(Answer):
    """Committed regions, in order of their decoders."""

    regions: Annotated[tuple[CommittedRegion, ...], Field(max_length=8)] = ()


class CxlGetCommittedRegions(_OfPdev):
    """cxl_get_committed_regions: at most 8 of a device."""

    op: ClassVar[str] = "cxl_get_committed_regions"
    answer: ClassVar[type[Answer]] = CommittedRegionsAnswer


class DeviceReleaseDriver(_OfRegion):
    """device_release_driver on a region: its driver lets go; 0 also where none was bound."""

    op: ClassVar[str] = "device_release_driver"


class DeviceAttach(_OfRegion):
    """device_attach on a region: the core finds a driver for it again."""

    op: ClassVar[str] = "device_attach"


class RootDecoderAnswer(Answer):
    """A root decoder and its longest free range in bytes."""

    decoder: DeviceName = None
    available: WideBytes = 0


class CxlGetHpaFreespace(_OfPdev):
    """cxl_get_hpa_freespace: the root decoder above a device that has most HPA left."""

    op: ClassVar[str] = "cxl_get_hpa_freespace"
    answer: ClassVar[type[Answer]] = RootDecoderAnswer


class EndpointDecoderAnswer(Answer):
    """An endpoint decoder with its DPA."""

    decoder: DeviceName = None


class CxlRequestDpa(_OfPdev):
    """cxl_request_dpa: the next endpoint decoder of a device gets `size` bytes of its RAM."""

    op: ClassVar[str] = "cxl_request_dpa"
    answer: ClassVar[type[Answer]] = EndpointDecoderAnswer
    size: WideBytes


class CxlDpaFree(_OfPdev):
    """cxl_dpa_free: an endpoint decoder gives its DPA back."""

    op: ClassVar[str] = "cxl_dpa_free"
    decoder: DecoderName


class CreatedRegionAnswer(Answer):
    """A committed region, where it lies."""

    region: DeviceName = None
    start: Annotated[Hex | None, NOT_NULL] = None
    size: Annotated[WideBytes | None, NOT_NULL] = None


class CxlCreateRegion(_OfPdev):
    """cxl_create_region: a committed 1-way RAM region of one endpoint decoder."""

    op: ClassVar[str] = "cxl_create_region"
    answer: ClassVar[type[Answer]] = CreatedRegionAnswer
    root: DecoderName
    decoder: DecoderName


class RequestIrq(_OfPdev):
    """devm_request_threaded_irq: a handler for a vector; vectors are not shared."""

    op: ClassVar[str] = "request_irq"
    vector: Vector
    nid: Nid


class MediaRange(Strict):
    """A range of a device: DPA and bytes."""

    start: WideBytes
    length: WideBytes


class MediaOperation(_OfPdev):
    """Media operations (4402h) of a mailbox; `ranges` empty asks whether they are supported."""

    op: ClassVar[str] = "media_operation"
    media_class: Annotated[int, Field(ge=0, le=255)] = 1
    subclass: Annotated[int, Field(ge=0, le=255)] = 1
    ranges: Annotated[tuple[MediaRange, ...], Field(max_length=65535, strict=False)] = ()


class KthreadRun(_OfPdev):
    """kthread_run: the flush thread `cxl-flush/<nid>` of a converted region, with its buffers."""

    op: ClassVar[str] = "kthread_run"
    region: RegionName
    nid: Nid
    size: WideBytes
    buf_max: Annotated[int, Field(ge=1, le=65535)]
    media_operations: bool


class KthreadStop(_OfPdev):
    """kthread_stop: the flush thread of a region ends, its empty buffers are freed."""

    op: ClassVar[str] = "kthread_stop"
    region: RegionName


class Msleep(Command):
    """msleep: a driver waits; nothing else of the host runs by itself meanwhile."""

    op: ClassVar[str] = "msleep"
    ms: Annotated[int, Field(ge=0, le=3600000)]


# --- work of the driver of compressed RAM


class CxlFlushKthreadFn(Command):
    """cxl_flush_kthread_fn: one round of the flush thread of a node, then its sleep."""

    op: ClassVar[str] = "cxl_flush_kthread_fn"
    nid: Nid


class CxlFlushOverflowWork(Command):
    """cxl_flush_overflow_work: one run of the work that a full buffer of a CPU queued."""

    op: ClassVar[str] = "cxl_flush_overflow_work"
    nid: Nid
    cpu: Cpu


# --- what one reads


class SysramView(Strict):
    """A sysram device of a region: patch 24's object, `plugged` included (the kernel hides it)."""

    region: RegionName
    device: Annotated[str, Field(max_length=32)]
    private: bool
    plugged: bool
    online_type: OnlineType
    last_hotplug_cmd: OnlineType
    nid: Nid
    start: Hex
    size: WideBytes
    mgid: Count
    res_name: Annotated[str, Field(max_length=32)]
    child_res: Annotated[str | None, Field(max_length=32)] = None


class PciDeviceView(Strict):
    """A PCI function, the driver bound to it, and what that driver holds."""

    pdev: PciName
    memdev: MemdevName
    id: Annotated[str, Field(max_length=9)]
    driver: Annotated[str | None, Field(max_length=32)] = None
    payload_size: Count
    media_operations: bool
    nr_vectors: Count
    #: vectors with a handler
    vectors: Annotated[tuple[Vector, ...], Field(max_length=2048)] = ()
    nid: Nid | None = None
    owned_region: Annotated[str | None, Field(max_length=16)] = None
    converted: Annotated[tuple[RegionName, ...], Field(max_length=16)] = ()


DEVICE_COMMANDS: Final[dict[str, type[Command]]] = {
    command.op: command
    for command in (
        DevmCxlAddSysram,
        CxlSysramOfflineAndRemove,
        CxlRegionFindSysram,
        CxlDestroyRegion,
        PciDeviceAdd,
        PciBind,
        PciUnbind,
        Irq,
        CxlDevState,
        CxlGetCommittedRegions,
        DeviceReleaseDriver,
        DeviceAttach,
        CxlGetHpaFreespace,
        CxlRequestDpa,
        CxlDpaFree,
        CxlCreateRegion,
        RequestIrq,
        MediaOperation,
        KthreadRun,
        KthreadStop,
        Msleep,
        CxlFlushKthreadFn,
        CxlFlushOverflowWork,
    )
}
