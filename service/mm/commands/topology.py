"""What a host is built from: nodes, zones, distances and CPUs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.bounded import (
    MAX_NUMNODES,
    NOT_NULL,
    Count,
    Cpu,
    Distance,
    Hex,
    Nid,
    NrPages,
    SizeBytes,
    Strict,
)
from service.mm.commands.base import ZoneName

KernelVersion = Literal["6.12", "7.3"]


class ZoneMarks(Strict):
    """Watermarks as /proc/zoneinfo printed them; without them the engine computes its own."""

    min: NrPages
    low: NrPages
    high: NrPages
    promo: NrPages


class ZoneSpec(Strict):
    """One populated zone of a node, in pages of 4 KiB."""

    zone: ZoneName
    start_pfn: Hex
    spanned: NrPages
    present: NrPages
    managed: NrPages
    #: free pages at the time of import; the rest of `managed` is held by the kernel itself
    free: Annotated[NrPages | None, NOT_NULL] = None
    marks: Annotated[ZoneMarks | None, NOT_NULL] = None
    #: lowmem_reserve against each zone from DMA to Device
    protection: Annotated[
        tuple[NrPages, ...] | None, NOT_NULL, Field(min_length=4, max_length=6, strict=False)
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
    #: memory blocks that were hot-added and are offline
    offline_blocks: Annotated[tuple[Count, ...], Field(max_length=65536, strict=False)] = ()
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
    memory_block_size: SizeBytes = 128 << 20
    #: what hot-added blocks become by themselves (memhp_default_state)
    auto_online_blocks: Literal["offline", "online", "online_kernel", "online_movable"] = "online"
    min_free_kbytes: Annotated[int | None, NOT_NULL, Field(ge=0, le=2**31 - 1)] = None
    swap_pages: NrPages = 0
    #: False: every managed page can be allocated (an abstract machine, not a booted one)
    watermarks: bool = True
    #: zonelists as after a later rebuild (the CPU term counts), not as built at boot
    rebuilt: bool = False
