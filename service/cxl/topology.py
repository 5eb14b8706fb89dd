"""A CXL hierarchy as firmware and enumeration leave it: windows, ports, memdevs. It never changes.

Port numbers are given in order: root 0, host bridges, switches, then the endpoint port of each
memdev; decoders are named after them (`decoder3.0`), as the kernel does in its order of probing.
Source: Linux 7.3 drivers/cxl/acpi.c, core/port.c, core/hdm.c.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import msgspec

from service.cxl.encoding import (
    SZ_256M,
    InterleaveCap,
    eiw_to_ways,
    granularity_to_eig,
    ways_to_eiw,
)
from service.reasons import KernelError

#: CFMWS interleave arithmetic
MODULO: Final = 0
XOR: Final = 1

#: limits of a hierarchy; a description that exceeds one is refused
WINDOWS_MAX: Final = 256
PORTS_MAX: Final = 16384
MEMDEVS_MAX: Final = 4096
DPORTS_MAX: Final = 256


#: partition and region of dynamic capacity: only what the device has given is backed
DYNAMIC: Final = "dynamic_ram_a"


class Restriction(enum.IntFlag):
    """CFMWS window restrictions (ACPI 6.5, CEDT)."""

    TYPE2 = 1 << 0
    TYPE3 = 1 << 1
    VOLATILE = 1 << 2
    PMEM = 1 << 3
    FIXED = 1 << 4


class Window(msgspec.Struct, frozen=True):
    """A root decoder: a CFMWS window. `targets` are host bridge UIDs by position."""

    id: int
    base: int
    size: int
    targets: tuple[int, ...]
    granularity: int = 256
    arithmetic: int = MODULO
    restrictions: int = Restriction.TYPE3 | Restriction.VOLATILE | Restriction.PMEM
    qos_class: int = 0
    #: XOR maps of the CXIMS, one mask a bit of the host bridge selector
    xormaps: tuple[int, ...] = ()
    #: the NUMA node that memory of the window belongs to (phys_to_target_node); -1 is none
    nid: int = -1

    @property
    def name(self) -> str:
        """`decoder0.N`."""
        return f"decoder0.{self.id}"

    @property
    def ways(self) -> int:
        """Interleave ways of the window: its targets."""
        return len(self.targets)

    @property
    def end(self) -> int:
        """The first address behind the window."""
        return self.base + self.size

    @property
    def locked(self) -> bool:
        """Whether regions of this window may not be decommitted."""
        return bool(self.restrictions & Restriction.FIXED)

    def takes(self, mode: str) -> bool:
        """Whether regions of this mode (`ram`, `pmem`) may be created."""
        kind = Restriction.PMEM if mode == "pmem" else Restriction.VOLATILE
        return bool(self.restrictions & kind)


class Port(msgspec.Struct, frozen=True):
    """A host bridge (`parent` is None) or the upstream port of a switch.

    `uid` is the ACPI UID of a host bridge. A port without HDM decoder capability and with a single
    dport is `passthrough`: one decoder that is never committed. An `rch` (restricted CXL host) has
    no decoders: its device hangs on the root.
    """

    name: str
    number: int
    nr_dports: int
    uid: int = 0
    parent: str | None = None
    parent_dport: int = 0
    nr_decoders: int = 8
    target_count: int = 8
    passthrough: bool = False
    rch: bool = False
    cap: InterleaveCap = InterleaveCap()
    #: PCI address of an upstream port, and the switch of the plant that it is on
    pci: str = ""
    switch: str = ""

    def decoder_name(self, number: int) -> str:
        """`decoderP.N`."""
        return f"decoder{self.number}.{number}"


class Partition(msgspec.Struct, frozen=True):
    """A DPA partition of a memdev: `mode` is `ram`, `pmem` or `dynamic_ram_a`."""

    mode: str
    start: int
    size: int

    @property
    def end(self) -> int:
        """The first address behind the partition."""
        return self.start + self.size


class Memdev(msgspec.Struct, frozen=True):
    """A memory device and its endpoint port."""

    name: str
    number: int
    serial: int
    parent: str
    dport: int
    partitions: tuple[Partition, ...]
    nr_decoders: int = 8
    cap: InterleaveCap = InterleaveCap()
    target_type: str = "expander"
    qos_class: int = 0
    #: the device of the plant and its LD; "" where no plant is known
    device: str = ""
    ld: int = 0
    pci: str = ""
    #: the NUMA node of its PCI function and its firmware; -1 and "" where nothing is known
    numa_node: int = -1
    firmware_version: str = ""

    def decoder_name(self, number: int) -> str:
        """`decoderP.N`."""
        return f"decoder{self.number}.{number}"

    def capacity(self, mode: str) -> int:
        """Bytes of a partition; 0 when there is none."""
        return sum(part.size for part in self.partitions if part.mode == mode)

    def partition(self, mode: str) -> Partition | None:
        """The partition of a mode."""
        return next((part for part in self.partitions if part.mode == mode), None)


class Topology(msgspec.Struct, frozen=True):
    """The whole hierarchy of one host. Sequences are in order of enumeration."""

    windows: tuple[Window, ...] = ()
    ports: tuple[Port, ...] = ()
    memdevs: tuple[Memdev, ...] = ()
    port_of: Mapping[str, Port] = {}
    memdev_of: Mapping[str, Memdev] = {}
    window_of: Mapping[int, Window] = {}

    def ancestors(self, memdev: Memdev) -> tuple[tuple[Port, int], ...]:
        """(port, dport) from the port next to the device up to its host bridge or RCH."""
        steps = []
        name, dport = memdev.parent, memdev.dport
        while True:
            port = self.port_of[name]
            steps.append((port, dport))
            if port.parent is None:
                return tuple(steps)
            name, dport = port.parent, port.parent_dport

    def path(self, memdev: Memdev) -> tuple[tuple[Port, int], ...]:
        """The ancestors that decode: all but an RCH."""
        return tuple((port, dport) for port, dport in self.ancestors(memdev) if not port.rch)

    def host_bridge(self, memdev: Memdev) -> Port:
        """The host bridge above a device."""
        return self.ancestors(memdev)[-1][0]

    def below(self, port: str) -> tuple[Memdev, ...]:
        """The devices below a port, in order of enumeration."""
        return tuple(
            memdev
            for memdev in self.memdevs
            if any(step.name == port for step, _ in self.ancestors(memdev))
        )


def check_window(window: Window, *, eiw: int | None = None) -> None:
    """Whether the kernel makes a root decoder of a CFMWS entry.

    `eiw` is the raw encoding where it does not follow from the targets.
    Refuses: CXL_WINDOW_ARITHMETIC, CXL_WINDOW_BASE, CXL_WINDOW_SIZE, CXL_EIW_RESERVED,
    CXL_WINDOW_TARGETS (all EINVAL).
    Source: Linux 7.3 cxl_acpi_cfmws_verify().
    """
    if window.arithmetic not in {MODULO, XOR}:
        raise KernelError(
            "CXL_WINDOW_ARITHMETIC", decoder=window.name, arithmetic=window.arithmetic
        )
    if window.base % SZ_256M:
        raise KernelError("CXL_WINDOW_BASE", decoder=window.name, base=f"{window.base:#x}")
    if window.size % SZ_256M:
        raise KernelError("CXL_WINDOW_SIZE", decoder=window.name, size=f"{window.size:#x}")
    ways = eiw_to_ways(eiw if eiw is not None else ways_to_eiw(window.ways))
    if len(window.targets) < ways:
        raise KernelError(
            "CXL_WINDOW_TARGETS", decoder=window.name, targets=len(window.targets), ways=ways
        )
    granularity_to_eig(window.granularity)
    if window.arithmetic == XOR and ways not in {1, 3} and not window.xormaps:
        raise KernelError(
            "CXL_WINDOW_NO_CXIMS", decoder=window.name, granularity=window.granularity
        )


def build(
    windows: tuple[Window, ...], ports: tuple[Port, ...], memdevs: tuple[Memdev, ...]
) -> Topology:
    """A hierarchy with its indexes. Refuses: what `check_window` refuses.

    A window of one target decodes with granularity 256, whatever its entry says.
    """
    assert len(windows) <= WINDOWS_MAX, "too many windows"
    assert len(ports) <= PORTS_MAX, "too many ports"
    assert len(memdevs) <= MEMDEVS_MAX, "too many memdevs"
    for window in windows:
        check_window(window)
    roots = tuple(
        msgspec.structs.replace(each, granularity=256) if each.ways == 1 else each
        for each in windows
    )
    _check_disjoint(roots)
    return Topology(
        windows=roots,
        ports=ports,
        memdevs=memdevs,
        port_of={port.name: port for port in ports},
        memdev_of={memdev.name: memdev for memdev in memdevs},
        window_of={window.id: window for window in roots},
    )


def _check_disjoint(windows: tuple[Window, ...]) -> None:
    ordered = sorted(windows, key=lambda window: window.base)
    for low, high in pairwise(ordered):
        if low.end > high.base:
            raise KernelError("CXL_WINDOW_OVERLAP", decoder=high.name, other=low.name)
