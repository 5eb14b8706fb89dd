"""The plant below all hosts: switches with virtual switches, devices with logical devices, cables.

A host sees what its root ports lead to; everything here is what a fabric manager sees instead. A
value is immutable: a change gives a new switch or device, which the fabric puts in its place.
Source: CXL 3.2 chapter 7 (switches, LDs, FM API), 2.4 (MLD), 2.5 (multi-headed devices).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

import msgspec

from service.cxl.dcd import Dcd, DcRegion
from service.cxl.encoding import SZ_256M

#: logical devices of a device that hosts may get (LD-ID 0 .. 15)
LDS_MAX: Final = 16
#: LD-ID that a bind names for a port whose device has a single LD
NO_LD: Final = 0xFFFF
#: heads of a multi-headed device
HEADS_MAX: Final = 8
#: limits of a switch
SWITCH_PORTS_MAX: Final = 256
VPPBS_MAX: Final = 256


class Peer(msgspec.Struct, frozen=True, array_like=True):
    """An end of a cable.

    `kind` is `host` (root port `number` of host bridge `bridge`), `switch` (physical port) or
    `device` (head).
    """

    kind: str
    name: str
    number: int = 0
    bridge: int = 0

    def __str__(self) -> str:
        if self.kind == "host":
            return f"root port {self.number} of host bridge {self.bridge} of host {self.name}"
        if self.kind == "switch":
            return f"port {self.number} of switch {self.name}"
        return f"head {self.number} of device {self.name}"


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A cable from a root port or a downstream port to an upstream port or a head."""

    upper: Peer
    lower: Peer
    up: bool = True


class Binding(enum.IntEnum):
    """Binding status of a vPPB (Get Virtual CXL Switch Info, 5200h)."""

    UNBOUND = 0
    BIND_OR_UNBIND_IN_PROGRESS = 1
    BOUND_PHYSICAL_PORT = 2
    BOUND_LD = 3


class Vppb(msgspec.Struct, frozen=True, array_like=True):
    """A virtual PCI-to-PCI bridge: what a host has for a downstream port."""

    status: Binding = Binding.UNBOUND
    port: int = -1
    ld: int = NO_LD
    #: nothing passes and nothing may be bound or unbound until it is unfrozen
    frozen: bool = False


class Vcs(msgspec.Struct, frozen=True, array_like=True):
    """A virtual CXL switch: an upstream port and the vPPBs below it."""

    vcs_id: int
    usp: int
    vppbs: tuple[Vppb, ...]


class Switch(msgspec.Struct, frozen=True):
    """A switch. `nr_decoders`: HDM decoders of each upstream port."""

    switch: str
    nr_ports: int
    vcss: tuple[Vcs, ...] = ()
    nr_decoders: int = 8
    powered: bool = True
    generation: int = 1

    def vcs(self, vcs_id: int) -> Vcs | None:
        """A virtual switch by id."""
        return next((each for each in self.vcss if each.vcs_id == vcs_id), None)

    def of_usp(self, port: int) -> Vcs | None:
        """The virtual switch whose upstream port this is."""
        return next((each for each in self.vcss if each.usp == port), None)

    def with_vppb(self, vcs_id: int, vppb_id: int, vppb: Vppb) -> Switch:
        """The switch with one vPPB replaced."""
        vcss = tuple(
            msgspec.structs.replace(
                each, vppbs=(*each.vppbs[:vppb_id], vppb, *each.vppbs[vppb_id + 1 :])
            )
            if each.vcs_id == vcs_id
            else each
            for each in self.vcss
        )
        return msgspec.structs.replace(self, vcss=vcss, generation=self.generation + 1)


class Ld(msgspec.Struct, frozen=True, array_like=True):
    """A logical device: its two ranges in multiples of the granularity, and the head it is on.

    Range 1 is volatile, range 2 persistent memory.
    """

    range1: int = 0
    range2: int = 0
    head: int = 0


class Device(msgspec.Struct, frozen=True):
    """A CXL memory device: SLD, MLD, multi-headed, with dynamic capacity, or of type 2.

    Sizes in bytes. An SLD has one LD with all of it; `dc` is the dynamic capacity of each LD.
    """

    device: str
    serial: int
    ram_size: int = 0
    pmem_size: int = 0
    device_type: int = 3
    mld: bool = False
    nr_heads: int = 1
    granularity: int = SZ_256M
    lds: tuple[Ld, ...] = ()
    nr_decoders: int = 8
    qos_class: int = 0
    #: bytes that all LDs share as dynamic capacity, and the regions they see them through
    dc_size: int = 0
    dc_regions: tuple[DcRegion, ...] = ()
    dc: Mapping[int, Dcd] = {}
    #: poisoned DPA of LDs that no host has, (start, length) sorted
    poison: Mapping[int, tuple[tuple[int, int], ...]] = {}
    #: what its memory is for, and the driver that is meant to own it
    memory_class: str = ""
    owner: str = ""
    #: whether the device reaches memory through address translation services
    ats: bool = False
    powered: bool = True
    generation: int = 1

    @property
    def kind(self) -> str:
        """What people call such a device."""
        if self.device_type == 2:  # noqa: PLR2004 - the specification's number
            return "type2"
        many = "MH-" if self.nr_heads > 1 else ""
        if self.dc_size:
            return f"{many}DCD"
        return f"{many}{'MLD' if self.mld else 'SLD'}"

    def ld_size(self, ld: int) -> tuple[int, int]:
        """Bytes of volatile and persistent memory of an LD."""
        found = self.lds[ld]
        return found.range1 * self.granularity, found.range2 * self.granularity

    def ld_of(self, head: int, ld_id: int) -> int | None:
        """The LD that a head shows under an LD-ID; None where there is none.

        A device that is no MLD shows the one LD of its head, which a bind names FFFFh.
        """
        if not self.mld:
            at = next((n for n, each in enumerate(self.lds) if each.head == head), None)
            return at if ld_id == NO_LD else None
        if not 0 <= ld_id < len(self.lds) or self.lds[ld_id].head != head:
            return None
        return ld_id


class Seen(msgspec.Struct, frozen=True):
    """An LD as a host sees it: where it hangs, and the vPPB it comes through, if any."""

    device: str
    ld: int
    bridge: int
    root_port: int
    switch: str = ""
    vcs_id: int = 0
    vppb_id: int = 0
    frozen: bool = False
    #: switches above, from the root port down, each with the vPPB that leads on
    above: tuple[tuple[str, int, int], ...] = ()

    @property
    def hops(self) -> tuple[tuple[str, int, int], ...]:
        """(switch, VCS, vPPB) from the root port down."""
        own = ((self.switch, self.vcs_id, self.vppb_id),) if self.switch else ()
        return (*self.above, *own)
