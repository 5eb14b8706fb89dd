"""The CXL side of a host: what it boots with, and what its kernel and `cxl` tool are asked.

Source: Linux 7.3 drivers/cxl, ndctl cxl/.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    AnyNid,
    Hex,
    HostName,
    Nid,
    Pid,
    Strict,
    WideBytes,
)
from service.fabric.devices.commands import DecoderName, RegionName
from service.mm.commands.base import Answer, Command

#: names of switches and devices of a plant
PlantName = HostName
MemdevName = Annotated[str, Field(pattern=r"^mem[0-9]{1,5}$", max_length=16)]
Uid = Annotated[int, Field(ge=0, le=255)]
PortId = Annotated[int, Field(ge=0, le=255)]
Ways = Annotated[int, Field(ge=1, le=16)]
LdId = Annotated[int, Field(ge=0, le=0xFFFF)]
Tag = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", max_length=32)]
Mode = Literal["ram", "pmem", "dynamic_ram_a"]
Restriction = Literal["type2", "type3", "ram", "pmem", "fixed"]

# --- what a host is built with


class CxlWindow(Strict):
    """A CFMWS entry: `targets` are host bridge UIDs by position, `nid` its NUMA node."""

    base: Hex
    size: WideBytes
    targets: Annotated[tuple[Uid, ...], Field(min_length=1, max_length=16, strict=False)]
    interleave_granularity: Annotated[int, Field(ge=256, le=16384)] = 256
    arithmetic: Literal["modulo", "xor"] = "modulo"
    xormaps: Annotated[tuple[Hex, ...], Field(max_length=4, strict=False)] = ()
    restrictions: Annotated[tuple[Restriction, ...], Field(max_length=5, strict=False)] = (
        "type3",
        "ram",
        "pmem",
    )
    qos_class: Annotated[int, Field(ge=0, le=65535)] = 0
    nid: Annotated[AnyNid | None, NOT_NULL] = None


class CxlHostBridge(Strict):
    """A host bridge: its ACPI UID, its root ports, how many HDM decoders it has.

    Without `nr_decoders` it has 8, or with a single root port none: it passes everything through.
    An `rch` (restricted CXL host) decodes nothing: its device hangs on the root.
    """

    uid: Uid
    nr_root_ports: Annotated[int, Field(ge=1, le=32)] = 1
    nr_decoders: Annotated[int | None, NOT_NULL, Field(ge=1, le=32)] = None
    rch: bool = False


class CxlHost(Strict):
    """The CXL side of a machine before anything is plugged in: windows and host bridges."""

    windows: Annotated[tuple[CxlWindow, ...], Field(max_length=256, strict=False)] = ()
    host_bridges: Annotated[tuple[CxlHostBridge, ...], Field(max_length=64, strict=False)] = ()


# --- answers


class RegionAnswer(Answer):
    """What was made: the region, where it lies, and its targets by position."""

    region: Annotated[RegionName | None, NOT_NULL] = None
    resource: Annotated[Hex | None, NOT_NULL] = None
    size: Annotated[WideBytes | None, NOT_NULL] = None
    memdevs: Annotated[tuple[MemdevName, ...] | None, NOT_NULL, Field(max_length=16)] = None


class MappingView(Strict):
    """A task that has a page mapped, and where."""

    pid: Pid
    area: Annotated[str, Field(max_length=255)]
    addr: Hex


class PoisonAnswer(Answer):
    """Where a poisoned byte surfaces: HPA, region, PFN, node, whose page it is, who had it mapped.

    What does not apply is absent: no committed region maps it, or no memory is online there.
    """

    memdev: Annotated[MemdevName | None, NOT_NULL] = None
    dpa: Annotated[Hex | None, NOT_NULL] = None
    hpa: Annotated[Hex | None, NOT_NULL] = None
    region: Annotated[RegionName | None, NOT_NULL] = None
    pfn: Annotated[Hex | None, NOT_NULL] = None
    nid: Annotated[Nid | None, NOT_NULL] = None
    #: `free`, `anon`, `file`, `kernel`, `alloc`, `service`, `hwpoison`
    page: Annotated[str | None, NOT_NULL, Field(max_length=16)] = None
    mappings: Annotated[tuple[MappingView, ...], Field(max_length=4096)] = ()


#: a field may be called `type`, as in the tool
AnswerType = type[Answer]

# --- commands of a host's kernel


class CxlSysfsWrite(Command):
    """Writes text to an attribute below /sys/bus/cxl/devices: `region0/target1`, `decoder2.0/mode`.

    Every step of a region can be made this way, in the kernel's order and with its errno.
    """

    op: ClassVar[str] = "cxl_sysfs_write"
    path: Annotated[str, Field(pattern=r"^[a-z]+[0-9.]*/[a-z0-9_]{1,40}$", max_length=80)]
    value: Annotated[str, Field(pattern=r"^[ -~]{0,80}$", max_length=80)]


class CreateRegion(Command):
    """`cxl create-region`: makes, sizes, fills, commits and enables a region below a root decoder.

    Without memdevs as many as the window can interleave are chosen, or `ways` of them; without a
    size the largest that fits. DPA that was allocated before a refusal stays, as the tool leaves
    it.
    """

    op: ClassVar[str] = "create_region"
    answer: ClassVar[AnswerType] = RegionAnswer
    decoder: DecoderName
    memdevs: Annotated[
        tuple[MemdevName, ...] | None, NOT_NULL, Field(min_length=1, max_length=16, strict=False)
    ] = None
    ways: Annotated[Ways | None, NOT_NULL] = None
    granularity: Annotated[int | None, NOT_NULL, Field(ge=0, le=65536)] = None
    size: Annotated[WideBytes | None, NOT_NULL] = None
    type: Annotated[Mode | None, NOT_NULL] = None
    uuid: Annotated[str | None, NOT_NULL, Field(pattern=r"^[0-9a-fA-F-]{0,40}$", max_length=40)] = (
        None
    )
    #: refuse memdevs whose QoS class is not the window's
    enforce_qos: bool = False


class _OfRegion(Command):
    """A command on a region."""

    region: RegionName


class CommitRegion(_OfRegion):
    """Writes 1 to `commit`: programs the decoders of a region from the endpoints up."""

    op: ClassVar[str] = "commit_region"


class ResetRegion(_OfRegion):
    """Writes 0 to `commit`: takes the memory offline and resets the decoders of a region.

    With `force` memory that cannot go offline is lost, and the answer says with what.
    """

    op: ClassVar[str] = "reset_region"
    force: bool = False


class EnableRegion(_OfRegion):
    """`cxl enable-region`: binds the region driver to a committed region."""

    op: ClassVar[str] = "enable_region"


class DisableRegion(_OfRegion):
    """`cxl disable-region`: takes the memory offline and unbinds the region driver.

    With `force` memory that cannot go offline is lost, and the answer says with what.
    """

    op: ClassVar[str] = "disable_region"
    force: bool = False


class DestroyRegion(_OfRegion):
    """`cxl destroy-region`: resets decoders, frees DPA, deletes a disabled region.

    With `force` also an enabled one; memory that cannot go offline is lost, and the answer says
    with what.
    """

    op: ClassVar[str] = "destroy_region"
    force: bool = False


class _OfMemdev(Command):
    """A command on a memdev."""

    memdev: MemdevName


class EnableMemdev(_OfMemdev):
    """`cxl enable-memdev`."""

    op: ClassVar[str] = "enable_memdev"


class DisableMemdev(_OfMemdev):
    """`cxl disable-memdev`: regions lose it; `force` also where decoders are committed."""

    op: ClassVar[str] = "disable_memdev"
    force: bool = False


class ReserveDpa(_OfMemdev):
    """`cxl reserve-dpa`: the next decoder of a memdev gets DPA; without a size all that is left."""

    op: ClassVar[str] = "reserve_dpa"
    type: Mode = "ram"
    size: Annotated[WideBytes | None, NOT_NULL] = None


class FreeDpa(_OfMemdev):
    """`cxl free-dpa`: the last decoder of a memdev gives its DPA back."""

    op: ClassVar[str] = "free_dpa"
    type: Mode = "ram"


class SanitizeMemdev(_OfMemdev):
    """Writes `security/sanitize`: wipes a memdev that no decoder uses."""

    op: ClassVar[str] = "sanitize_memdev"


class InjectPoison(_OfMemdev):
    """Writes debugfs `inject_poison`: one cache line of a device is poisoned, and the kernel told.

    A page in use there gets a memory failure: it leaves the tables, the next access is a SIGBUS.
    """

    op: ClassVar[str] = "inject_poison"
    answer: ClassVar[AnswerType] = PoisonAnswer
    dpa: Hex


class ClearPoison(_OfMemdev):
    """Writes debugfs `clear_poison`: the line holds zeros again; pages stay out of use."""

    op: ClassVar[str] = "clear_poison"
    answer: ClassVar[AnswerType] = PoisonAnswer
    dpa: Hex


# --- power of the machine


class RebootHost(Command):
    """The machine restarts: tasks, memory and drivers are gone in one revision, CXL is enumerated.

    HDM decoders are volatile and come back idle, but for windows that are `fixed`, or all of them
    with `decoders: firmware`: those regions are found programmed, as by a BIOS.
    """

    op: ClassVar[str] = "reboot_host"
    decoders: Literal["volatile", "firmware"] = "volatile"


class PowerOffHost(Command):
    """The machine loses power; what is bound to it stays bound."""

    op: ClassVar[str] = "power_off_host"


class PowerOnHost(Command):
    """The machine boots, and finds what it is cabled and bound to now."""

    op: ClassVar[str] = "power_on_host"


CXL_HOST_COMMANDS: Final[dict[str, type[Command]]] = {
    command.op: command
    for command in (
        CxlSysfsWrite,
        CreateRegion,
        CommitRegion,
        ResetRegion,
        EnableRegion,
        DisableRegion,
        DestroyRegion,
        EnableMemdev,
        DisableMemdev,
        ReserveDpa,
        FreeDpa,
        SanitizeMemdev,
        InjectPoison,
        ClearPoison,
        RebootHost,
        PowerOffHost,
        PowerOnHost,
    )
}
