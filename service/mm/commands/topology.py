"""What a host is built from: nodes, zones, distances and CPUs."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from service.bounded import (
    INTEGRAL,
    MAX_NUMNODES,
    NOT_NULL,
    Cpu,
    Distance,
    Nid,
    Strict,
)
from service.mm.commands.base import ZoneName
from service.mm.layout import PFN_END

KernelVersion = Literal["6.1", "6.12", "7.3"]

#: the smallest memory block: a block of MAX_PAGE_ORDER. x86-64 has 128 MiB, others less
BLOCK_SIZE_MIN: Final = 1 << 22
#: MEM_SIZE_FOR_LARGE_BLOCK, the most set_memory_block_size_order takes (arch/x86/mm/init_64.c)
BLOCK_SIZE_MAX: Final = 64 << 30

#: a page frame number below `PFN_END`: at most ten digits behind leading zeros
Pfn = Annotated[str, Field(pattern=r"^0x0{0,6}[0-9a-f]{1,10}$", max_length=18)]
#: pages of one machine
MachinePages = Annotated[int, Field(ge=0, le=PFN_END), INTEGRAL]
#: a block of the smallest size at the end of physical memory has the largest number
MemoryBlockNumber = Annotated[int, Field(ge=0, le=(PFN_END << 12) // BLOCK_SIZE_MIN - 1), INTEGRAL]


class ZoneMarks(Strict):
    """Watermarks as /proc/zoneinfo printed them; without them the engine computes its own."""

    min: MachinePages
    low: MachinePages
    high: MachinePages
    promo: MachinePages


class ZoneSpec(Strict):
    """One populated zone of a node, in pages of 4 KiB."""

    zone: ZoneName
    start_pfn: Pfn
    spanned: MachinePages
    present: MachinePages
    managed: MachinePages
    #: free pages at the time of import; the rest of `managed` is held by the kernel itself
    free: Annotated[MachinePages | None, NOT_NULL] = None
    marks: Annotated[ZoneMarks | None, NOT_NULL] = None
    #: lowmem_reserve against each zone from DMA to Device
    protection: Annotated[
        tuple[MachinePages, ...] | None, NOT_NULL, Field(min_length=4, max_length=6, strict=False)
    ] = None


class AccessCoordinate(Strict):
    """HMAT performance of a node's memory from its best initiator, as sysfs `access0` shows it.

    Latencies in nanoseconds, bandwidths in MB/s.
    """

    initiator: Nid
    read_latency: Annotated[int, Field(ge=1, le=1 << 31)]
    write_latency: Annotated[int, Field(ge=1, le=1 << 31)]
    read_bandwidth: Annotated[int, Field(ge=1, le=1 << 31)]
    write_bandwidth: Annotated[int, Field(ge=1, le=1 << 31)]


class NodeSpec(Strict):
    """One NUMA node. Without zones it is memoryless; not `online`, it is only a possible id."""

    nid: Nid
    cpus: Annotated[tuple[Cpu, ...], Field(max_length=8192, strict=False)] = ()
    zones: Annotated[tuple[ZoneSpec, ...], Field(max_length=5, strict=False)] = ()
    online: bool = True
    access: Annotated[AccessCoordinate | None, NOT_NULL] = None
    #: memory blocks that were hot-added and are offline: numbers of blocks without online memory
    offline_blocks: Annotated[
        tuple[MemoryBlockNumber, ...], Field(max_length=65536, strict=False)
    ] = ()
    #: abstract distance of its memory; 576 (DRAM) when absent
    adistance: Annotated[int | None, NOT_NULL, Field(ge=1, le=1 << 20)] = None


DistanceRow = Annotated[tuple[Distance, ...], Field(max_length=MAX_NUMNODES, strict=False)]


class Topology(Strict):
    """The machine a host models. `distances[i][j]` is the distance from `nodes[i]` to `nodes[j]`.

    A node that is not online is a possible id to which memory can be hotplugged.
    """

    nodes: Annotated[
        tuple[NodeSpec, ...], Field(min_length=1, max_length=MAX_NUMNODES, strict=False)
    ]
    distances: Annotated[tuple[DistanceRow, ...], Field(max_length=MAX_NUMNODES, strict=False)]
    max_numnodes: Annotated[int, Field(ge=1, le=MAX_NUMNODES)] = MAX_NUMNODES
    kernel_version: KernelVersion = "7.3"
    #: a power of two
    memory_block_size: Annotated[int, Field(ge=BLOCK_SIZE_MIN, le=BLOCK_SIZE_MAX), INTEGRAL] = (
        128 << 20
    )
    #: what hot-added blocks become by themselves (memhp_default_state)
    auto_online_blocks: Literal["offline", "online", "online_kernel", "online_movable"] = "online"
    min_free_kbytes: Annotated[int | None, NOT_NULL, Field(ge=0, le=2**31 - 1)] = None
    swap_pages: MachinePages = 0
    #: False: every managed page can be allocated (an abstract machine, not a booted one)
    watermarks: bool = True
    #: zonelists as after a later rebuild (the CPU term counts), not as built at boot
    rebuilt: bool = False
