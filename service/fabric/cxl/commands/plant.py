"""Commands of the fabric manager: switches, devices, cables, vPPBs, dynamic capacity.

Source: CXL 3.2 7.6.7 (FM API).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    Hex,
    HostName,
    Label,
    Strict,
    WideBytes,
)
from service.fabric.cxl.commands.host import AnswerType, LdId, PlantName, PortId, Tag, Uid
from service.mm.commands.base import Answer, Command


class PlantCommand(Command):
    """A command of the fabric manager: refused as a whole, or done on every host it touches."""


class VcsSpec(Strict):
    """A virtual CXL switch: its upstream physical port and how many vPPBs hang below it."""

    vcs_id: PortId
    usp: PortId
    nr_vppbs: Annotated[int, Field(ge=1, le=256)]


class CreateSwitch(PlantCommand):
    """Puts a switch into the plant; every vPPB is unbound."""

    op: ClassVar[str] = "create_switch"
    switch: PlantName
    nr_ports: Annotated[int, Field(ge=2, le=256)]
    vcss: Annotated[tuple[VcsSpec, ...], Field(min_length=1, max_length=64, strict=False)]
    nr_decoders: Annotated[int, Field(ge=1, le=32)] = 8


class LdSpec(Strict):
    """Ranges of a logical device in multiples of the granularity, and the head it is on.

    Range 1 is volatile memory, range 2 persistent memory.
    """

    range1: Annotated[int, Field(ge=0, le=1 << 40)] = 0
    range2: Annotated[int, Field(ge=0, le=1 << 40)] = 0
    head: Annotated[int, Field(ge=0, le=7)] = 0


class DcRegionSpec(Strict):
    """A dynamic capacity region: where hosts see it in DPA, its size, its block size; bytes."""

    base: WideBytes
    size: WideBytes
    block_size: WideBytes


class CreateDevice(PlantCommand):
    """Puts a device into the plant.

    Without `lds` it is an SLD (one LD with all memory; one for each head where there are several).
    With `lds` it is an MLD whose LDs may be changed later. `dc_size` gives it dynamic capacity.
    """

    op: ClassVar[str] = "create_device"
    device: PlantName
    serial: Hex
    ram_size: WideBytes = 0
    pmem_size: WideBytes = 0
    device_type: Annotated[int, Field(ge=2, le=3)] = 3
    nr_heads: Annotated[int, Field(ge=1, le=8)] = 1
    #: of LD allocations: 256 MiB, 512 MiB or 1 GiB
    granularity: Annotated[int, Field(ge=1 << 28, le=1 << 30)] = 1 << 28
    lds: Annotated[
        tuple[LdSpec, ...] | None, NOT_NULL, Field(min_length=1, max_length=16, strict=False)
    ] = None
    nr_decoders: Annotated[int, Field(ge=1, le=10)] = 8
    qos_class: Annotated[int, Field(ge=0, le=65535)] = 0
    dc_size: WideBytes = 0
    dc_regions: Annotated[tuple[DcRegionSpec, ...], Field(max_length=8, strict=False)] = ()
    memory_class: Annotated[Label | None, NOT_NULL] = None
    #: driver that is meant to own its memory
    owner: Annotated[Label | None, NOT_NULL] = None
    ats: bool = False


class _Ends(PlantCommand):
    """Two ends of a cable: exactly two of `host`, `switch`, `lower_switch`, `device` are named.

    Of a host the root port of a host bridge, of a switch the physical port, of a device the head.
    `lower_switch` is a switch below `switch`.
    """

    host: Annotated[HostName | None, NOT_NULL] = None
    host_bridge: Uid = 0
    root_port: PortId = 0
    switch: Annotated[PlantName | None, NOT_NULL] = None
    port: PortId = 0
    lower_switch: Annotated[PlantName | None, NOT_NULL] = None
    lower_port: PortId = 0
    device: Annotated[PlantName | None, NOT_NULL] = None
    head: Annotated[int, Field(ge=0, le=7)] = 0


class Connect(_Ends):
    """Plugs a cable: host and switch (an upstream port), switch and device, or host and device.

    A switch below a switch is `switch` with `port`, and `lower_switch` with its upstream
    `lower_port`; a vPPB above is bound to the port before anything below is seen.
    """

    op: ClassVar[str] = "connect"


class Removing(Strict):
    """How memory of hosts is dealt with that would vanish.

    `refuse` where a task or kernel code holds a page of it, `drain` moves pages away first,
    `surprise` pulls it out as it is.
    """

    in_use: Literal["refuse", "drain", "surprise"] = "refuse"


class Disconnect(_Ends, Removing):
    """Unplugs the cable between two ends."""

    op: ClassVar[str] = "disconnect"


class SetLink(_Ends, Removing):
    """Takes a link down or up again; the cable stays."""

    op: ClassVar[str] = "set_link"
    up: bool


class _OfSwitch(PlantCommand):
    """A command on a switch."""

    switch: PlantName


class RemoveSwitch(_OfSwitch):
    """Takes a switch without cables out of the plant."""

    op: ClassVar[str] = "remove_switch"


class SetSwitchPower(_OfSwitch, Removing):
    """A switch loses power (`surprise`: it fails) or gets it back; bindings are kept."""

    op: ClassVar[str] = "set_switch_power"
    on: bool


class _OfVppb(_OfSwitch):
    """A command on a vPPB."""

    vcs_id: PortId
    vppb_id: PortId


class BindVppb(_OfVppb):
    """Bind vPPB (5201h): a physical port, or an LD of the MLD there, becomes the host's."""

    op: ClassVar[str] = "bind_vppb"
    port_id: PortId
    #: FFFFh (the default) for a device that is no MLD
    ld_id: LdId = 0xFFFF


class UnbindVppb(_OfVppb):
    """Unbind vPPB (5202h).

    Options: 0 waits for the link to go down, 1 is a managed hot-remove, 2 a surprise one. With
    `drain` a managed hot-remove first moves pages away.
    """

    op: ClassVar[str] = "unbind_vppb"
    option: Annotated[int, Field(ge=0, le=2)] = 1
    drain: bool = False


class FreezeVppb(_OfVppb):
    """Stops a bound vPPB: nothing passes, what the host programs there times out."""

    op: ClassVar[str] = "freeze_vppb"


class UnfreezeVppb(_OfVppb):
    """Lets a frozen vPPB go on."""

    op: ClassVar[str] = "unfreeze_vppb"


class _OfDevice(PlantCommand):
    """A command on a device of the plant."""

    device: PlantName


class RemoveDevice(_OfDevice, Removing):
    """Takes a device out of the plant with its cables (`surprise`: it is pulled out)."""

    op: ClassVar[str] = "remove_device"


class SetLdAllocations(_OfDevice):
    """Set LD Allocations (5402h): ranges of the LDs from `start_ld` on; only of LDs nobody has."""

    op: ClassVar[str] = "set_ld_allocations"
    start_ld: Annotated[int, Field(ge=0, le=15)] = 0
    lds: Annotated[tuple[LdSpec, ...], Field(min_length=1, max_length=16, strict=False)]


class ExtentSpec(Strict):
    """A run of dynamic capacity: DPA and bytes."""

    start: Hex
    size: WideBytes
    tag: Annotated[Tag | None, NOT_NULL] = None


class DcAnswer(Answer):
    """The extents of a dynamic capacity command and its CCI return code."""

    cci: Annotated[str, Field(max_length=40)] = "Success"
    extents: Annotated[tuple[ExtentSpec, ...], Field(max_length=512)] = ()


class DcAdd(_OfDevice):
    """Initiate Dynamic Capacity Add (5604h): offers extents to the host of an LD.

    `free` and `contiguous` take `length` bytes of region `region` that the device chooses,
    `prescriptive` the `extents`, `enable_shared` the extents that another LD has under `tag`.
    With `accept` the host's response (4802h) follows in the same revision, as a kernel would give.
    """

    op: ClassVar[str] = "dc_add"
    answer: ClassVar[AnswerType] = DcAnswer
    ld: Annotated[int, Field(ge=0, le=15)] = 0
    policy: Literal["free", "contiguous", "prescriptive", "enable_shared"] = "prescriptive"
    region: Annotated[int, Field(ge=0, le=7)] = 0
    length: WideBytes = 0
    tag: Annotated[Tag | None, NOT_NULL] = None
    extents: Annotated[tuple[ExtentSpec, ...], Field(max_length=512, strict=False)] = ()
    accept: bool = False


class DcRespond(_OfDevice):
    """Add Dynamic Capacity Response (4802h): the host takes these of the first offer, or none."""

    op: ClassVar[str] = "dc_respond"
    answer: ClassVar[AnswerType] = DcAnswer
    ld: Annotated[int, Field(ge=0, le=15)] = 0
    extents: Annotated[tuple[ExtentSpec, ...], Field(max_length=512, strict=False)] = ()


class DcRelease(_OfDevice):
    """Initiate Dynamic Capacity Release (5605h): asks the host to give extents back.

    `tag_based` names all extents under `tag`, `prescriptive` the `extents`. `forced` takes them
    whatever the host says, and memory behind them is lost; otherwise with `respond` the host's
    release (4803h) follows in the same revision: with `refuse` only where nobody holds a page of
    their memory, with `drain` after its pages were moved away.
    """

    op: ClassVar[str] = "dc_release"
    answer: ClassVar[AnswerType] = DcAnswer
    ld: Annotated[int, Field(ge=0, le=15)] = 0
    policy: Literal["tag_based", "prescriptive"] = "prescriptive"
    tag: Annotated[Tag | None, NOT_NULL] = None
    extents: Annotated[tuple[ExtentSpec, ...], Field(max_length=512, strict=False)] = ()
    forced: bool = False
    respond: bool = False
    in_use: Literal["refuse", "drain"] = "refuse"


MANAGER_COMMANDS: Final[dict[str, type[Command]]] = {
    command.op: command
    for command in (
        CreateSwitch,
        RemoveSwitch,
        SetSwitchPower,
        CreateDevice,
        RemoveDevice,
        Connect,
        Disconnect,
        SetLink,
        BindVppb,
        UnbindVppb,
        FreezeVppb,
        UnfreezeVppb,
        SetLdAllocations,
        DcAdd,
        DcRespond,
        DcRelease,
    )
}
