"""What one can read of a host: the models of the GET routes, in the words of sysfs and procfs."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from service.bounded import Count, Hex, Nid, NrPages, SmallInt, Strict, WideBytes
from service.mm.commands.base import Verdict, ZoneName

Names = Annotated[tuple[str, ...], Field(max_length=64)]
Nids = Annotated[tuple[Nid, ...], Field(max_length=1024)]


class ZoneView(Strict):
    """One zone as /proc/zoneinfo shows it; all numbers in pages."""

    nid: Nid
    zone: ZoneName
    free: NrPages
    min: NrPages
    low: NrPages
    high: NrPages
    promo: NrPages
    boost: NrPages
    spanned: NrPages
    present: NrPages
    managed: NrPages
    protection: Annotated[tuple[NrPages, ...], Field(max_length=6)]
    start_pfn: Hex
    #: free blocks of order 0 to 10, as /proc/buddyinfo
    nr_free: Annotated[tuple[Count, ...], Field(max_length=11)]


#: characters of a condition's message
MESSAGE_MAX: Final = 255
ConditionType = Literal["Requested", "Bound", "Hotplugged", "Online", "Degraded", "Draining"]


class Condition(Strict):
    """One condition: `status` is what holds now, `reason` in a word, `message` for people."""

    type: ConditionType
    status: bool
    reason: Annotated[str, Field(max_length=40)]
    message: Annotated[str, Field(max_length=MESSAGE_MAX)] = ""


Conditions = Annotated[tuple[Condition, ...], Field(max_length=6)]


class NodePrivateView(Strict):
    """The node_private of a registered node."""

    owner: Annotated[str, Field(max_length=63)]
    driver: Annotated[str, Field(max_length=63)]
    refcount: Count
    ops: Annotated[str | None, Field(max_length=63)] = None
    flags: Names = ()
    callbacks: Names = ()
    migration_blocked: bool = False
    conditions: Conditions = ()


class CramView(Strict):
    """What mm/cram knows of a node (patch 23), and what its driver holds for flushing."""

    owner: Annotated[str, Field(max_length=63)]
    flush_cb: Annotated[str | None, Field(max_length=63)] = None
    pressure: Count
    purged: bool
    deferred_pages: NrPages


class CramNextView(Strict):
    """A node of the later cram: the columns of debugfs cram/nodes; ratios per mille."""

    owner: Annotated[str, Field(max_length=63)]
    zratio: Count
    current_ratio: Count
    perceived: NrPages
    balloon: NrPages
    target: NrPages
    blocked: bool
    allowed: bool


class NodeView(Strict):
    """A NUMA node: its states, CPUs, distances, zones and what it gives to whom."""

    nid: Nid
    states: Names
    cpus: Annotated[tuple[Count, ...], Field(max_length=8192)]
    distances: Annotated[tuple[Count, ...], Field(max_length=1024)]
    total_pages: NrPages
    used_pages: NrPages
    free_pages: NrPages
    #: the longest run of free page frames
    largest_free_pages: NrPages
    kswapd: bool
    node_private: NodePrivateView | None = None
    cram: CramView | None = None
    cram_next: CramNextView | None = None
    zones: Annotated[tuple[ZoneView, ...], Field(max_length=5)]


class ListedNode(Strict):
    """A node of a zonelist diagram: in the list, or struck through with the reason."""

    nid: Nid
    listed: bool
    verdict: Verdict | None = None
    reason: Annotated[str, Field(max_length=255)] = ""
    source: Annotated[str, Field(max_length=255)] = ""


class ZonelistView(Strict):
    """Both zonelists of a node, in order, and why every other node is not in them."""

    nid: Nid
    fallback: Nids
    nofallback: Nids
    zones: Annotated[tuple[str, ...], Field(max_length=4096)]
    nodes: Annotated[tuple[ListedNode, ...], Field(max_length=1024)]


class VmaView(Strict):
    """One line of /proc/PID/numa_maps, as data."""

    area: Annotated[str, Field(max_length=63)]
    start: Hex
    end: Hex
    kind: Annotated[str, Field(max_length=32)]
    policy: Annotated[str, Field(max_length=255)]
    nodes: Annotated[tuple[tuple[Nid, NrPages], ...], Field(max_length=1024)]
    line: Annotated[str, Field(max_length=65536)]


class TaskView(Strict):
    """A task: where it runs, its policy, cpuset and resident pages by node."""

    pid: Count
    cpu: Count
    local_nid: SmallInt
    alive: bool
    policy: Annotated[str, Field(max_length=255)]
    mems_allowed: Nids
    cgroup: Annotated[str, Field(max_length=255)]
    rss_pages: NrPages
    nodes: Annotated[tuple[tuple[Nid, NrPages], ...], Field(max_length=1024)]
    areas: Annotated[tuple[VmaView, ...], Field(max_length=65536)] = ()


class NumastatView(Strict):
    """The counters of numastat(8) for one node, and how often its private gate refused."""

    nid: Nid
    numa_hit: Count
    numa_miss: Count
    numa_foreign: Count
    interleave_hit: Count
    local_node: Count
    other_node: Count
    private_refused: Count


class MemoryBlockView(Strict):
    """/sys/devices/system/memory/memoryN."""

    block: Count
    nid: Nid
    start: Hex
    size: WideBytes
    state: Literal["online", "offline", "going-offline"]
    zone: ZoneName | None = None


class FileView(Strict):
    """A file and where its cached pages are."""

    file: Annotated[str, Field(max_length=255)]
    fs: Annotated[str, Field(max_length=16)]
    nr_pages: NrPages
    cached_pages: NrPages
    nodes: Annotated[tuple[tuple[Nid, NrPages], ...], Field(max_length=1024)]


class AllocationView(Strict):
    """What a kernel caller holds under a label."""

    label: Annotated[str, Field(max_length=63)]
    order: Count
    nr_pages: NrPages
    nodes: Annotated[tuple[tuple[Nid, NrPages], ...], Field(max_length=1024)]


class SysfsNodes(Strict):
    """/sys/devices/system/node: the node lists, as text like `0-1` (empty: no node)."""

    possible: Annotated[str, Field(max_length=8192)]
    online: Annotated[str, Field(max_length=8192)]
    has_memory: Annotated[str, Field(max_length=8192)]
    has_normal_memory: Annotated[str, Field(max_length=8192)]
    has_cpu: Annotated[str, Field(max_length=8192)]
    has_private_memory: Annotated[str, Field(max_length=8192)]
    #: files of models whose private nodes are in N_MEMORY; absent where there is no such file
    has_user_memory: Annotated[str | None, Field(max_length=8192)] = None
    has_public_memory: Annotated[str | None, Field(max_length=8192)] = None
    has_common_memory: Annotated[str | None, Field(max_length=8192)] = None
