"""The reference hierarchy of the kernel's `cxl_test` module.

Four host bridges: 0 and 1 with two root ports, a switch on each, two endpoints on each switch; 2
with one root port, switch and two endpoints; 3 is an RCH with one restricted device. Eleven memdevs
of 1 GiB ram and 1 GiB pmem, eight decoders a port, QTG id 42 everywhere.
Source: Linux 7.3 tools/testing/cxl/test/cxl.c, mem.c.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.cxl import attach, commit, dpa, region
from service.cxl.encoding import SZ_256M
from service.cxl.state import CxlState, initial_state
from service.cxl.topology import (
    MODULO,
    XOR,
    Memdev,
    Partition,
    Port,
    Restriction,
    Topology,
    Window,
    build,
)

GIB: Final = 1 << 30
QTG_ID: Final = 42
NR_DECODERS: Final = 8
NR_MEMDEVS: Final = 11
#: mock devices sit on two nodes in turn, and all report this firmware
NR_NODES: Final = 2
FIRMWARE: Final = "mock fw v1"
#: mock windows lie one behind the other from here on
WINDOW_BASE: Final = 0x10_0000_0000
#: XOR maps of the CXIMS with granularity 256, one more map doubles the ways
XORMAPS: Final = (0x404100, 0x808200, 0x1010400, 0x2020800)

#: (size, granularity, kind, host bridges, arithmetic) by window id
WINDOWS: Final = (
    (1 * GIB, 4096, Restriction.VOLATILE, (0,), MODULO),
    (2 * GIB, 4096, Restriction.VOLATILE, (0, 1), MODULO),
    (1 * GIB, 4096, Restriction.PMEM, (0,), MODULO),
    (2 * GIB, 4096, Restriction.PMEM, (0, 1), MODULO),
    (1 * GIB, 4096, Restriction.PMEM, (2,), MODULO),
    (SZ_256M, 4096, Restriction.VOLATILE, (3,), MODULO),
    (2 * GIB, 256, Restriction.PMEM, (0,), XOR),
    (2 * GIB, 256, Restriction.PMEM, (0, 1), XOR),
    (3 * GIB, 512, Restriction.PMEM, (0, 1, 2), XOR),
)
#: windows published with each interleave arithmetic
MODULO_WINDOWS: Final = (0, 1, 2, 3, 4, 5)
XOR_WINDOWS: Final = (6, 7, 8)
#: root ports of each host bridge that is not an RCH; a switch with two devices hangs on each
ROOT_PORTS: Final = (2, 2, 1)
RCH_UID: Final = 3

AUTO_REGION_SIZE: Final = 2 * SZ_256M
AUTO_REGION_GRANULARITY: Final = 4096


def windows(numbers: tuple[int, ...]) -> tuple[Window, ...]:
    """Windows of the reference hierarchy by id, each where all before it leave off."""
    found = []
    at = WINDOW_BASE
    for number, (size, granularity, kind, targets, arithmetic) in enumerate(WINDOWS):
        if number in numbers:
            found.append(
                Window(
                    id=number,
                    base=at,
                    size=size,
                    targets=targets,
                    granularity=granularity,
                    arithmetic=arithmetic,
                    restrictions=Restriction.TYPE3 | kind,
                    qos_class=QTG_ID,
                    xormaps=XORMAPS if arithmetic == XOR else (),
                )
            )
        at += size
    return tuple(found)


def ports() -> tuple[Port, ...]:
    """Host bridges `hb0` .. `hb3`, then switches `sw0` .. `sw4`."""
    bridges = [
        Port(f"hb{uid}", uid + 1, nr_dports=count, uid=uid, nr_decoders=NR_DECODERS)
        for uid, count in enumerate(ROOT_PORTS)
    ]
    bridges.append(Port(f"hb{RCH_UID}", RCH_UID + 1, nr_dports=1, uid=RCH_UID, rch=True))
    switches: list[Port] = []
    for uid, count in enumerate(ROOT_PORTS):
        for dport in range(count):
            number = len(switches)
            switches.append(
                Port(
                    f"sw{number}",
                    len(bridges) + number + 1,
                    nr_dports=2,
                    parent=f"hb{uid}",
                    parent_dport=dport,
                    nr_decoders=NR_DECODERS,
                )
            )
    return (*bridges, *switches)


def memdevs(above: tuple[Port, ...]) -> tuple[Memdev, ...]:
    """`mem0` .. `mem10`: two a switch, then the restricted device."""
    places = [(port.name, dport) for port in above if port.parent is not None for dport in range(2)]
    places.append((f"hb{RCH_UID}", 0))
    return tuple(
        Memdev(
            name=f"mem{number}",
            number=len(above) + number + 1,
            serial=number + 1,
            parent=parent,
            dport=dport,
            partitions=(Partition("ram", 0, GIB), Partition("pmem", GIB, GIB)),
            nr_decoders=NR_DECODERS,
            qos_class=QTG_ID,
            pci=f"cxl_rcd.{number}" if parent == f"hb{RCH_UID}" else f"cxl_mem.{number}",
            numa_node=number % NR_NODES,
            firmware_version=FIRMWARE,
        )
        for number, (parent, dport) in enumerate(places)
    )


def reference(*, xor: bool = False) -> Topology:
    """The reference hierarchy with its modulo windows, or with its XOR windows."""
    above = ports()
    found = build(windows(XOR_WINDOWS if xor else MODULO_WINDOWS), above, memdevs(above))
    assert len(found.memdevs) == NR_MEMDEVS, "8 below two bridges, 2 below the third, 1 restricted"
    return found


def with_auto_region(state: CxlState) -> CxlState:
    """The region that firmware left: 512 MiB ram, x2 over the first switch, found at load."""
    devices = state.topology.below("sw0")
    number = state.next_id[0]
    state = region.create(state, 0, "ram", f"region{number}")
    state = region.set_interleave_ways(state, number, len(devices))
    state = region.set_interleave_granularity(state, number, AUTO_REGION_GRANULARITY)
    state = region.set_size(state, number, AUTO_REGION_SIZE)
    for pos, device in enumerate(devices):
        state = dpa.set_mode(state, device.name, 0, "ram")
        state = dpa.set_size(state, device.name, 0, AUTO_REGION_SIZE // len(devices))
        state = attach.set_target(state, number, pos, device.name, 0)
    state = commit.bind(commit.commit(state, number), number)
    return state.with_region(msgspec.structs.replace(state.region(number), auto=True))


def cxl_test(*, xor: bool = False, auto_region: bool = True, version: str = "7.3") -> CxlState:
    """The module as loaded. XOR arithmetic publishes no window that holds the auto region."""
    state = initial_state(reference(xor=xor), version=version)
    return with_auto_region(state) if auto_region and not xor else state
