"""The state of one host: plain objects that only the undo log may change.

Masks are integers (bit n is node n). Everything is kept in id order where order can be seen.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

import msgspec

from service.mm.access import Access
from service.mm.background import Background
from service.mm.cgroup import Cgroup
from service.mm.cram_state import CramNextNode, CramNode, FlushCtx
from service.mm.fault_point import FaultPoint
from service.mm.hugetlb_pool import Hstate
from service.mm.intervals import IntervalMap
from service.mm.memory_blocks import MemoryBlocks
from service.mm.models import KernelModel
from service.mm.objects import PageObject
from service.mm.partition import Partition
from service.mm.undo import Undo
from service.mm.zones import MAX_NR_ZONES
from service.reasons import Refused

#: zone key of a lane or pattern: (nid, zone index)
ZoneKey = tuple[int, int]

#: address space id of a kernel thread
NO_MM: Final = 0


class Zone:
    """A zone of a node. Counts are pages of 4 KiB; the partition holds every managed page."""

    __slots__ = (
        "boost",
        "high",
        "idx",
        "key",
        "low",
        "lowmem_reserve",
        "managed",
        "min",
        "nid",
        "partition",
        "present",
        "promo",
        "spanned",
        "start_pfn",
    )

    def __init__(self, nid: int, idx: int) -> None:
        self.nid = nid
        self.idx = idx
        #: (nid, zone index)
        self.key: ZoneKey = (nid, idx)
        self.start_pfn = 0
        self.spanned = 0
        self.present = 0
        self.managed = 0
        self.min = 0
        self.low = 0
        self.high = 0
        self.promo = 0
        #: watermark_boost: added to every mark at use
        self.boost = 0
        self.lowmem_reserve: tuple[int, ...] = (0,) * MAX_NR_ZONES
        self.partition = Partition()

    @property
    def free(self) -> int:
        """Free pages."""
        return self.partition.nr_free


class NodePrivateOps(msgspec.Struct, frozen=True, array_like=True):
    """An ops table; its name is its identity. `flags` and `callbacks` in table order."""

    name: str
    flags: tuple[str, ...]
    callbacks: tuple[str, ...]
    migrate_to: str
    #: (callback, what a built-in driver answers from now on), by name
    answers: tuple[tuple[str, str], ...] = ()

    def answer_of(self, callback: str) -> str:
        """What the built-in driver answers to a callback; "" is the standard answer."""
        return dict(self.answers).get(callback, "")


class NodePrivate(msgspec.Struct, frozen=True, array_like=True):
    """struct node_private: the driver that owns a node (patch 01)."""

    owner: str
    driver: str
    refcount: int = 1
    ops: NodePrivateOps | None = None
    migration_blocked: bool = False


class Node:
    """A possible NUMA node. `private` is set from registration on (pgdat.private)."""

    __slots__ = (
        "cpus",
        "kcompactd",
        "kswapd",
        "kswapd_failures",
        "kswapd_highest",
        "kswapd_order",
        "nid",
        "node_private",
        "private",
        "zones",
    )

    def __init__(self, nid: int, cpus: tuple[int, ...]) -> None:
        self.nid = nid
        self.cpus = cpus
        self.kswapd = False
        self.kcompactd = False
        #: what kswapd was woken for, and its runs without progress
        self.kswapd_order = 0
        self.kswapd_highest = 0
        self.kswapd_failures = 0
        self.private = False
        self.node_private: NodePrivate | None = None
        self.zones: tuple[Zone, ...] = tuple(Zone(nid, idx) for idx in range(MAX_NR_ZONES))


class Mempolicy(msgspec.Struct, frozen=True):
    """A memory policy (struct mempolicy). `nodes` are the effective ones.

    `user_nodes` is the mask that user space gave (STATIC, RELATIVE), else the cpuset's nodes at
    that time: the kernel keeps both in one union. `private` is MPOL_F_PRIVATE (patch 13).
    """

    mode: int
    flags: int = 0
    nodes: int = 0
    user_nodes: int = 0
    home_node: int = -1
    private: bool = False


#: page-number bits below the key of a page-table level: PUD page, PMD page, PTE page
LEVEL_SHIFTS: Final = (27, 18, 9)


class Vma(msgspec.Struct, frozen=True):
    """A virtual memory area: pages [start, end), `pgoff` the object index of its first page."""

    start: int
    end: int
    kind: str
    pgoff: int
    file: str = ""
    prot: int = 3
    locked: bool = False
    policy: Mempolicy | None = None
    label: str = ""
    #: VM_HUGEPAGE, VM_MERGEABLE
    huge: bool = False
    mergeable: bool = False
    #: its anon_vma, from its first anonymous page on; 0: none
    anon_vma: int = 0
    #: a copy that fork made of an area with an anon_vma: its chain also holds the parent's
    cloned: bool = False
    #: further VM_* flags that madvise set, sorted
    vm_flags: tuple[str, ...] = ()


class Mm:
    """An address space; `pages` maps a page to (object id, object index - page, writable)."""

    __slots__ = (
        "anon",
        "areas",
        "hugetlb",
        "hwpoison",
        "id",
        "mmap_next",
        "pages",
        "protnone",
        "swapped",
        "tables",
        "vmas",
    )

    def __init__(self, mm_id: int, anon: int) -> None:
        self.id = mm_id
        #: id of the object that owns the anonymous pages this address space creates
        self.anon = anon
        #: id of the object that owns its private huge pages; 0: none yet
        self.hugetlb = 0
        self.areas: dict[str, tuple[int, int]] = {}
        self.vmas: tuple[Vma, ...] = ()
        self.pages: IntervalMap[tuple[int, int, bool]] = IntervalMap()
        #: virtual pages whose content is in swap, with the byte last written (0: unknown)
        self.swapped: IntervalMap[int] = IntervalMap()
        #: hwpoison entries: the next access is a SIGBUS
        self.hwpoison: IntervalMap[bool] = IntervalMap()
        #: NUMA hint entries: the next access is a hint fault; when they were scanned, in ns + 1
        self.protnone: IntervalMap[int] = IntervalMap()
        #: level shift -> keys of the page tables that exist
        self.tables: dict[int, IntervalMap[bool]] = {each: IntervalMap() for each in LEVEL_SHIFTS}
        self.mmap_next = 0x7F0000000


def vmas_in(mm: Mm, start: int, end: int) -> list[Vma]:
    """The areas that overlap [start, end), ascending."""
    return [vma for vma in mm.vmas if vma.start < end and start < vma.end]


class Task:
    """A process. `il_prev` and `il_weight` are the counter of the interleave policies."""

    __slots__ = (
        "alive",
        "caps",
        "cgroup",
        "cpu",
        "dumpable",
        "il_prev",
        "il_weight",
        "memcg",
        "mems_allowed",
        "mm",
        "oom_score_adj",
        "pid",
        "policy",
        "signal",
        "spread_rotor",
        "tgid",
        "uid",
    )

    def __init__(self, pid: int, mm: int) -> None:
        self.pid = pid
        #: the thread group's leader
        self.tgid = pid
        self.mm = mm
        self.cpu = 0
        self.uid = 0
        self.caps: tuple[str, ...] = ()
        self.dumpable = True
        self.cgroup = "/"
        #: memory cgroup on a hierarchy of its own; empty: that of `cgroup`
        self.memcg = ""
        self.mems_allowed = 0
        self.policy: Mempolicy | None = None
        self.il_prev = 0
        self.il_weight = 0
        #: last node of v1 page-cache spreading (cpuset_mem_spread_rotor)
        self.spread_rotor = -1
        self.oom_score_adj = 0
        self.alive = True
        self.signal = 0


class Inode(msgspec.Struct, frozen=True, array_like=True):
    """A file: its size and file system; its cached pages belong to the object `obj`."""

    name: str
    ino: int
    fs: str
    nr_pages: int
    obj: int


class Allocation:
    """What a kernel caller holds under a label: `owner` is the id in the partitions."""

    __slots__ = ("label", "order", "owner", "runs")

    def __init__(self, label: str, owner: int, order: int) -> None:
        self.label = label
        self.owner = owner
        self.order = order
        #: ((nid, zone index), pfn, nr_pages) in the order they were handed out
        self.runs: tuple[tuple[ZoneKey, int, int], ...] = ()


class MemoryGroup(msgspec.Struct, frozen=True, array_like=True):
    """A static memory group: the node and the pages that its driver may add."""

    nid: int
    max_pages: int


class HostState:
    """Everything the kernel of one host knows about memory."""

    __slots__ = (
        "access",
        "adistance",
        "allocations",
        "auto_online_blocks",
        "background",
        "block_size",
        "blocks",
        "cgroups",
        "config_off",
        "counters",
        "cpu_nid",
        "cpusets_enabled",
        "cpusets_v1",
        "cram",
        "cram_next",
        "demotion_enabled",
        "distances",
        "fault_points",
        "fixed_marks",
        "flush",
        "hugetlb",
        "init_on_free",
        "inodes",
        "kernel_version",
        "lists",
        "lowmem_reserve_ratio",
        "max_numnodes",
        "memory_groups",
        "min_free_kbytes",
        "mms",
        "model",
        "n_cpu",
        "n_memory",
        "n_memory_private",
        "next_id",
        "node_demotion",
        "node_load",
        "nodes",
        "notifier_errors",
        "now_ns",
        "np_blocked",
        "np_tables",
        "objects",
        "online",
        "order_of",
        "owners",
        "plans",
        "possible",
        "private_lists",
        "private_order_of",
        "rebuilt",
        "releasing",
        "swap_pages",
        "tasks",
        "tier_adistance",
        "top_mems",
        "user_min_free_kbytes",
        "watermark_scale_factor",
        "watermarks",
        "weights",
        "weights_auto",
    )

    def __init__(self, model: KernelModel) -> None:
        self.model = model
        self.hugetlb = Hstate()
        self.background = Background()
        self.kernel_version = "7.3"
        self.max_numnodes = 1024
        self.block_size = 128 << 20
        self.now_ns = 0
        self.next_id = 1
        self.rebuilt = False
        self.cpusets_enabled = False
        #: cpusets are those of cgroup v1; `top_mems` is the root's mems_allowed there
        self.cpusets_v1 = False
        self.top_mems = 0
        #: build options that are off (MEMORY_HOTPLUG, NUMA, CPUSETS) and subsystems not initialised
        self.config_off: tuple[str, ...] = ()
        self.min_free_kbytes = 0
        self.user_min_free_kbytes = -1
        self.watermark_scale_factor = 10
        #: False: marks and reserves are 0 whatever happens (an abstract machine)
        self.watermarks = True
        #: (nid, zone index) -> (min, step) of zones whose marks are given, not computed
        self.fixed_marks: dict[ZoneKey, tuple[int, int]] = {}
        #: of DMA, DMA32, NORMAL, MOVABLE and DEVICE; 0 reserves nothing
        self.lowmem_reserve_ratio: tuple[int, ...] = (256, 256, 32, 0, 0)
        self.demotion_enabled = False
        self.auto_online_blocks = "online"
        #: weights follow bandwidth until one is written (7.3)
        self.weights_auto = True
        self.swap_pages = 0
        self._init_maps()

    def _init_maps(self) -> None:
        """What a host has many of, none yet."""
        #: nid -> weight of MPOL_WEIGHTED_INTERLEAVE, where it is not 1
        self.weights: dict[int, int] = {}
        #: masks of possible, online, ordinary, private and CPU nodes; states shown: see views
        self.possible = 0
        self.online = 0
        self.n_memory = 0
        self.n_memory_private = 0
        self.n_cpu = 0
        self.nodes: dict[int, Node] = {}
        #: (from, to) -> distance
        self.distances: dict[tuple[int, int], int] = {}
        self.cpu_nid: dict[int, int] = {}
        self.node_load: dict[int, int] = {}
        #: nid -> (fallback nids, nofallback nids), as the last rebuild left them
        self.order_of: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        #: nid -> (FALLBACK zones, NOFALLBACK zones), highest zone first inside a node
        self.lists: dict[int, tuple[tuple[Zone, ...], tuple[Zone, ...]]] = {}
        #: the same for the PRIVATE and PRIVATE_NOFALLBACK lists; empty in models without them
        self.private_order_of: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self.private_lists: dict[int, tuple[tuple[Zone, ...], tuple[Zone, ...]]] = {}
        #: what faults worked out of policies and lists; another one when lists or weights change
        self.plans: dict[Hashable, Any] = {}
        self.tasks: dict[int, Task] = {}
        self.mms: dict[int, Mm] = {}
        self.objects: dict[int, PageObject] = {}
        self.inodes: dict[str, Inode] = {}
        self.allocations: dict[str, Allocation] = {}
        self.blocks = MemoryBlocks()
        self.cgroups: dict[str, Cgroup] = {"/": Cgroup("/")}
        self.access: dict[int, Access] = {}
        #: nid -> abstract distance, where it is not that of DRAM
        self.adistance: dict[int, int] = {}
        #: nid -> abstract distance of the tier it joined with its first memory
        self.tier_adistance: dict[int, int] = {}
        #: nid -> (preferred, allowed) demotion targets, as last established
        self.node_demotion: dict[int, tuple[int, int]] = {}
        #: owner -> the ops its node_private points to, also while it is not registered
        self.np_tables: dict[str, NodePrivateOps] = {}
        #: owner -> migration_blocked of its node_private as it was when it gave its node up
        self.np_blocked: dict[str, bool] = {}
        #: nid -> what mm/cram knows of a node: patch 23, the later one; what its driver flushes
        self.cram: dict[int, CramNode] = {}
        self.cram_next: dict[int, CramNextNode] = {}
        self.flush: dict[int, FlushCtx] = {}
        #: boot parameter: the allocator zeroes what is freed
        self.init_on_free = False
        #: owner -> references that an unregister waits for
        self.releasing: dict[str, int] = {}
        #: hotplug event -> errno that a listener answers (notifier-error-inject)
        self.notifier_errors: dict[str, str] = {}
        #: point in the kernel -> how it fails on purpose
        self.fault_points: dict[str, FaultPoint] = {}
        #: memory group id -> group
        self.memory_groups: dict[int, MemoryGroup] = {}
        #: (counter, nid) -> count
        self.counters: dict[tuple[str, int], int] = {}
        #: owner id in a partition -> ("kernel", nid), ("alloc", label) or ("lane", object id)
        self.owners: dict[int, tuple[str, str | int]] = {}

    def zone(self, key: ZoneKey) -> Zone:
        """The zone behind a (nid, zone index) key."""
        return self.nodes[key[0]].zones[key[1]]

    def distance(self, a: int, b: int) -> int:
        """node_distance(a, b): directional, 10 to itself and 20 where nothing is known."""
        return self.distances.get((a, b), 10 if a == b else 20)

    def weight_of(self, nid: int) -> int:
        """Weight of a node under MPOL_WEIGHTED_INTERLEAVE."""
        return self.weights.get(nid, 1)

    def bandwidth(self, nid: int) -> int:
        """The lower of a node's read and write bandwidth; 0 when unknown."""
        access = self.access.get(nid)
        return min(access.read_bandwidth, access.write_bandwidth) if access is not None else 0

    def forget_plans(self, undo: Undo) -> None:
        """What plans rest on changes. A fresh cache, so that undo brings the one that holds."""
        undo.assign(self, "plans", {})


def unknown_node(state: HostState, nid: int, **facts: object) -> Refused:
    """The refusal of a node that is not there: `standing` is what it is instead."""
    standing = "not online" if nid in state.nodes else "not a possible node"
    return Refused("UNKNOWN_NODE", nid=nid, standing=standing, **facts)
