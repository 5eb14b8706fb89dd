"""A slow, page-by-page model of what the mm engine does, written from the rules and not from it.

It keeps a `Page` object for every allocated page, dictionaries from virtual page to `Page`, and
plain loops; no runs, no patterns, no undo. It predicts return values, errno names, statuses, the
node of every page, free counts, watermarks, policies and signals. It does not predict PFNs, so it
leaves out what depends on them: orders above 0 and blocks of nodes with more than one block.

Sources: mm/page_alloc.c, mm/mempolicy.c, mm/migrate.c, mm/oom_kill.c, mm/memory_hotplug.c and
kernel/cgroup/cpuset.c of Linux 6.12 and 7.3; for private nodes the 27 patches of RFC v4
(20260222084842.1824063-1-gourry@gourry.net) and the discussion of June 2026 (`MODELS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isqrt
from typing import Any, Final

# --- constants of the kernel --------------------------------------------------------------------

ZONES: Final = ("DMA", "DMA32", "Normal", "Movable", "Device")
DMA, DMA32, NORMAL, MOVABLE, DEVICE = range(5)

GFP_MOVABLE: Final = 0x8
GFP_HIGH: Final = 0x20
GFP_FS: Final = 0x80
GFP_PRIVATE: Final = 0x200
GFP_DIRECT_RECLAIM: Final = 0x400
GFP_RETRY_MAYFAIL: Final = 0x4000
GFP_NORETRY: Final = 0x10000
GFP_THISNODE: Final = 0x200000
GFP_KERNEL: Final = 0xCC0
GFP_USER: Final = GFP_KERNEL | 0x100000
GFP_HIGHUSER: Final = GFP_USER | 0x2
GFP_HIGHUSER_MOVABLE: Final = GFP_HIGHUSER | GFP_MOVABLE
GFP_NAMES: Final = {
    "GFP_KERNEL": GFP_KERNEL,
    "GFP_USER": GFP_USER,
    "GFP_HIGHUSER": GFP_HIGHUSER,
    "GFP_HIGHUSER_MOVABLE": GFP_HIGHUSER_MOVABLE,
    "GFP_ATOMIC": GFP_HIGH | 0x800,
    "GFP_NOWAIT": 0x800 | 0x2000,
    "GFP_DMA": 0x1,
    "GFP_DMA32": 0x4,
    "__GFP_PRIVATE": GFP_PRIVATE,
    "__GFP_THISNODE": GFP_THISNODE,
    "GFP_PRIVATE": GFP_PRIVATE | GFP_THISNODE,
    "__GFP_RETRY_MAYFAIL": GFP_RETRY_MAYFAIL,
    "__GFP_NORETRY": GFP_NORETRY,
    "__GFP_MOVABLE": GFP_MOVABLE,
    "__GFP_HIGH": GFP_HIGH,
}
#: zone modifiers DMA 1, HIGHMEM 2, DMA32 4, MOVABLE 8 -> highest zone (x86-64, no highmem)
GFP_ZONE: Final = {
    0: NORMAL,
    8: NORMAL,
    1: DMA,
    9: DMA,
    4: DMA32,
    12: DMA32,
    2: NORMAL,
    10: MOVABLE,
}

MODES: Final = (
    "MPOL_DEFAULT",
    "MPOL_PREFERRED",
    "MPOL_BIND",
    "MPOL_INTERLEAVE",
    "MPOL_LOCAL",
    "MPOL_PREFERRED_MANY",
    "MPOL_WEIGHTED_INTERLEAVE",
)
STATIC, RELATIVE, BALANCING = (
    "MPOL_F_STATIC_NODES",
    "MPOL_F_RELATIVE_NODES",
    "MPOL_F_NUMA_BALANCING",
)
STRICT, MOVE, MOVE_ALL = "MPOL_MF_STRICT", "MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL"

EPERM, ENOENT, ESRCH, EIO, EAGAIN, ENOMEM, EACCES, EFAULT, EBUSY, EEXIST, ENODEV, EINVAL = (
    "EPERM",
    "ENOENT",
    "ESRCH",
    "EIO",
    "EAGAIN",
    "ENOMEM",
    "EACCES",
    "EFAULT",
    "EBUSY",
    "EEXIST",
    "ENODEV",
    "EINVAL",
)
ENOSYS, EOPNOTSUPP = "ENOSYS", "EOPNOTSUPP"

#: address bits below a page-table page, in pages: 2 MiB, 1 GiB, 512 GiB
LEVELS: Final = (9, 18, 27)
#: an anonymous page that was only read: the shared zero page, nobody's memory
ZERO: Final = "zero page"
NUMASTAT: Final = (
    "numa_hit",
    "numa_miss",
    "numa_foreign",
    "local_node",
    "other_node",
    "interleave_hit",
)


@dataclass(frozen=True)
class Rules:
    """What a kernel model says, in the words of the discussion."""

    private: bool = True
    #: a zone of a private node is refused without __GFP_PRIVATE (patch 03)
    gate: bool = True
    #: FALLBACK list of a private node: "self+dram", "dram" or "empty"
    own_list: str = "self+dram"
    #: bit that a fault adds when its policy names private nodes
    key: int = GFP_PRIVATE
    #: set_mempolicy naming a private node: needs the right, or is refused
    set_mempolicy: str = "right"
    mbind: str = "right"
    #: modes other than BIND naming a private node: kept or refused
    other_modes: str = "keep"
    #: BIND with private nodes starts at the lowest node of the mask (patch 13)
    steered: bool = True
    #: user migration to a private node: by its migrate_to, or refused (ENODEV)
    migrate_to: bool = True
    #: leaving a private node needs NP_OPS_MIGRATION
    leave_needs_right: bool = True
    #: private nodes are in the root cpuset, and must be in the cpuset to be in a policy
    cpuset: bool = True
    #: page cache may be moved to private nodes
    cache_may_enter: bool = True
    #: NP_OPS flags exist
    ops: bool = True


MODELS: Final[dict[str, Rules]] = {
    "mainline": Rules(
        private=False,
        gate=False,
        key=0,
        steered=False,
        migrate_to=False,
        leave_needs_right=False,
        cpuset=False,
        ops=False,
    ),
    "rfc-v4": Rules(),
    "thread-2026-06": Rules(set_mempolicy="refuse", other_modes="refuse", cache_may_enter=False),
    "list-isolation": Rules(
        gate=False,
        own_list="dram",
        key=GFP_THISNODE,
        set_mempolicy="refuse",
        mbind="any",
        other_modes="refuse",
        migrate_to=False,
        leave_needs_right=False,
        cpuset=False,
        ops=False,
    ),
}


class Fault(Exception):
    """A call that ends with an errno."""

    def __init__(self, errno: str) -> None:
        self.errno = errno
        super().__init__(errno)


class Killed(Exception):
    """The task that asked for memory is the OOM killer's victim."""


class Retried(Exception):
    """The allocation failed without a kill: the fault is repeated (or ends in SIGBUS)."""


# --- records ------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Page:
    """One page frame in use: where it is and how many page tables map it."""

    nid: int
    zone: int
    users: int = 0
    #: held by the page cache or a shared anonymous object, whether mapped or not
    cached: bool = False
    movable: bool = True
    #: index in its file; virtual page number for private anonymous pages
    index: int = 0
    file: str = ""


@dataclass(slots=True)
class Zone:
    """A zone: counts and watermarks in pages, span in PFNs."""

    nid: int
    idx: int
    managed: int = 0
    free: int = 0
    start: int = 0
    end: int = 0
    min: int = 0
    low: int = 0
    high: int = 0
    reserve: list[int] = field(default_factory=lambda: [0] * 5)


@dataclass(slots=True)
class Node:
    """A possible node."""

    nid: int
    cpus: tuple[int, ...]
    zones: list[Zone]
    online: bool
    owner: str | None = None
    ops: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A memory policy: effective nodes, what the user said, the mems at that time."""

    mode: str
    flags: frozenset[str] = frozenset()
    nodes: tuple[int, ...] = ()
    user: tuple[int, ...] = ()
    mems: tuple[int, ...] = ()
    home: int | None = None
    private: bool = False


@dataclass(slots=True)
class Cell:
    """What a virtual page is: its area, kind, backing and policy."""

    area: str
    kind: str
    backing: str
    index: int
    policy: Policy | None = None
    #: anon_vma of its area, from its first anonymous page on; 0: none
    anon: int = 0
    #: the area is a copy that fork made of one with an anon_vma
    cloned: bool = False


@dataclass(slots=True)
class Mm:
    """An address space, page by page."""

    cells: dict[int, Cell] = field(default_factory=dict)
    pages: dict[int, Page | str] = field(default_factory=dict)
    areas: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: page tables that exist: (shift, page number >> shift)
    tables: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Task:
    """A process."""

    pid: int
    cpu: int
    mm: Mm
    caps: frozenset[str]
    mems: tuple[int, ...]
    policy: Policy | None = None
    il_prev: int = 0
    il_weight: int = 0
    adj: int = 0
    alive: bool = True


@dataclass(slots=True)
class Backing:
    """A file, or the object behind a shared anonymous mapping."""

    fs: str
    nr_pages: int
    pages: dict[int, Page] = field(default_factory=dict)
    dirty: set[int] = field(default_factory=set)
    policies: dict[int, Policy] = field(default_factory=dict)


@dataclass(slots=True)
class Result:
    """What a call answered."""

    errno: str | None = None
    ret: int = 0
    signal: int | None = None
    nr_pages: int | None = None
    placed: dict[tuple[int, int], int] = field(default_factory=dict)
    status: list[int | str | None] | None = None
    mode: str | None = None
    mode_flags: frozenset[str] | None = None
    nodemask: tuple[int, ...] | None = None
    mode_nid: int | None = None


# --- node lists ---------------------------------------------------------------------------------


def next_best(
    node: int,
    used: set[int],
    memory: Sequence[int],
    cpus: Iterable[int],
    distance: Mapping[tuple[int, int], int],
    load: Mapping[int, int],
    max_numnodes: int,
) -> int | None:
    """find_next_best_node: itself first, then the smallest score, ties to the lowest id."""
    if node not in used and node in memory:
        return node
    best, best_score = None, None
    for n in sorted(memory):
        if n in used:
            continue
        score = distance[node, n]
        score += 1 if n < node else 0
        score += 1 if n in cpus else 0
        score = score * max_numnodes + load.get(n, 0)
        if best_score is None or score < best_score:
            best, best_score = n, score
    return best


def orders_by_score(
    possible: Iterable[int],
    memory: Sequence[int],
    cpus: Iterable[int],
    distance: Mapping[tuple[int, int], int],
    max_numnodes: int,
    private: Sequence[int] = (),
    own_list: str = "self+dram",
    *,
    memoryless_heads: bool = False,
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """FALLBACK order of every node and the final node_load of a full rebuild.

    `memoryless_heads`: a node without memory is first in its own list (6.1).
    """
    load: dict[int, int] = {}
    orders: dict[int, list[int]] = {}
    cpus = set(cpus)
    for node in sorted(possible):
        is_private = node in private
        used: set[int] = set()
        order: list[int] = []
        previous = node
        if is_private and own_list == "empty":
            orders[node] = []
            continue
        if is_private and own_list == "self+dram":
            order.append(node)
        if memoryless_heads and node not in memory:
            order.append(node)
        while True:
            n = next_best(node, used, memory, cpus, distance, load, max_numnodes)
            if n is None:
                break
            if not is_private and distance[node, n] != distance[node, previous]:
                load[n] = load.get(n, 0) + 1
            used.add(n)
            order.append(n)
            previous = n
        orders[node] = order
    return orders, load


# --- the machine --------------------------------------------------------------------------------


class Reference:
    """One host. Methods are named after the commands and take their arguments."""

    def __init__(self, machine: Any, model: str) -> None:
        self.model = model
        self.rules = MODELS[model]
        self.max_numnodes: int = machine.max_numnodes
        self.version: str = machine.kernel_version
        self.block_pages: int = machine.memory_block_size >> 12
        self.nodes: dict[int, Node] = {}
        self.memory: list[int] = []
        self.private: list[int] = []
        self.rebuilt: bool = machine.rebuilt
        self.cpu_node: dict[int, int] = {}
        self.policy_zone = 0
        self.blocks: dict[int, dict[str, Any]] = {}
        self.tasks: dict[int, Task] = {}
        self.files: dict[str, Backing] = {}
        self.allocations: dict[str, list[Page]] = {}
        self.pages: dict[Page, None] = {}
        #: anon_vmas made so far
        self.anons = 0
        self.stat: Counter[tuple[str, int]] = Counter()
        self.weights: dict[int, int] = {}
        self.kills: list[int] = []
        self.objects = 0
        self._boot(machine)

    def _boot(self, machine: Any) -> None:
        for spec in machine.nodes:
            zones = [Zone(spec.nid, idx) for idx in range(5)]
            for each in spec.zones:
                zone = zones[ZONES.index(each.zone)]
                zone.managed = each.managed
                zone.free = each.managed if each.free is None else each.free
                zone.start = int(each.start_pfn, 16)
                zone.end = zone.start + each.spanned
            self.nodes[spec.nid] = Node(spec.nid, tuple(spec.cpus), zones, spec.online)
            for cpu in spec.cpus:
                self.cpu_node[cpu] = spec.nid
            if any(zone.managed for zone in zones):
                self.memory.append(spec.nid)
        nids = [spec.nid for spec in machine.nodes]
        self.distance = {
            (a, b): machine.distances[i][j] for i, a in enumerate(nids) for j, b in enumerate(nids)
        }
        self.min_free_kbytes = 0
        self.user_min_free_kbytes = -1
        if machine.min_free_kbytes is not None:
            self.min_free_kbytes = self.user_min_free_kbytes = machine.min_free_kbytes
        self.build_all_zonelists(hotplug=False)
        self.init_watermarks()

    # --- lists and watermarks ------------------------------------------------------------------

    def build_all_zonelists(self, *, hotplug: bool = True) -> None:
        """Every possible node's lists; the CPU term counts from the first rebuild on."""
        if hotplug:
            self.rebuilt = True
        cpus = [nid for nid, node in self.nodes.items() if node.cpus] if self.rebuilt else []
        self.fallback, self.load = orders_by_score(
            self.nodes,
            self.memory,
            cpus,
            self.distance,
            self.max_numnodes,
            self.private,
            self.rules.own_list,
            memoryless_heads=self.version == "6.1",
        )
        self.nofallback = {
            nid: [nid] if nid in self.memory or nid in self.private else [] for nid in self.nodes
        }
        for node in self.nodes.values():
            for zone in node.zones:
                if zone.managed and zone.idx != MOVABLE:
                    self.policy_zone = max(self.policy_zone, zone.idx)

    def _zones(self) -> list[Zone]:
        return [zone for nid in sorted(self.nodes) for zone in self.nodes[nid].zones]

    def init_watermarks(self) -> None:
        """init_per_zone_wmark_min: min_free_kbytes, marks, reserves."""
        lowmem = 0
        for zone in self._zones():
            if zone.idx <= NORMAL and zone.nid in self.memory and zone.managed > zone.high:
                lowmem += zone.managed - zone.high
        wanted = isqrt(16 * lowmem * 4)
        if wanted > self.user_min_free_kbytes:
            self.min_free_kbytes = min(max(wanted, 128), 262144)
        old = self.version == "6.1"
        highest = MOVABLE if old else NORMAL
        total = sum(zone.managed for zone in self._zones() if zone.idx <= highest)
        for zone in self._zones():
            share = (self.min_free_kbytes // 4) * zone.managed // total
            zone.min = share
            if zone.idx == MOVABLE and not old:
                zone.min = min(max(zone.managed // 1024, 32), 128)
            step = max(share // 4, zone.managed * 10 // 10000)
            zone.low = zone.min + step
            zone.high = zone.low + step
        for node in self.nodes.values():
            for zone in node.zones:
                ratio = {DMA: 256, DMA32: 256, NORMAL: 32}.get(zone.idx, 0)
                for upper in range(5):
                    above = sum(
                        node.zones[k].managed for k in range(zone.idx + 1, upper + 1) if k != DEVICE
                    )
                    zone.reserve[upper] = above // ratio if ratio and zone.managed else 0

    # --- allocation ----------------------------------------------------------------------------

    def zonelist(self, preferred: int, gfp: int) -> list[Zone]:
        """The zones a request may use, in order, before masks and gates."""
        order = self.nofallback if gfp & GFP_THISNODE else self.fallback
        highest = GFP_ZONE[gfp & 0xF]
        result = []
        for nid in order.get(preferred, []):
            for zone in reversed(self.nodes[nid].zones):
                if zone.managed and zone.idx <= highest:
                    result.append(zone)
        return result

    def gated(self, zone: Zone, gfp: int) -> bool:
        """numa_zone_alloc_allowed says no (patch 03)."""
        return self.rules.gate and zone.nid in self.private and not gfp & GFP_PRIVATE

    def walk(self, zones: list[Zone], gfp: int, *, mark: str) -> Zone | None:
        """One freelist walk at a mark."""
        highest = GFP_ZONE[gfp & 0xF]
        for zone in zones:
            if self.gated(zone, gfp):
                continue
            limit = {"low": zone.low, "min": zone.min, "high": zone.high}[mark]
            if mark == "min" and gfp & GFP_HIGH:
                limit -= limit // 2
                if not gfp & GFP_DIRECT_RECLAIM:
                    limit -= limit // 4
            if zone.free > limit + zone.reserve[highest]:
                return zone
        return None

    def alloc_page(
        self,
        gfp: int,
        preferred: int,
        mask: Iterable[int] | None,
        *,
        task: Task | None,
        movable: bool = True,
    ) -> Page | None:
        """__alloc_pages of order 0: LOW, then MIN, then the OOM killer. None: NULL, no kill.

        Refuses: `Killed` when the victim is the asking task.
        """
        listed = zones = self.zonelist(preferred, gfp)
        if mask is not None:
            wanted = set(mask)
            zones = [zone for zone in listed if zone.nid in wanted]
        if not zones:
            return None
        zone = self.walk(zones, gfp, mark="low") or self.walk(zones, gfp, mark="min")
        if zone is None and gfp & GFP_HIGH and not gfp & GFP_DIRECT_RECLAIM:
            # GFP_ATOMIC drops ALLOC_CPUSET, and with it the nodemask
            zones = listed
            zone = self.walk(zones, gfp, mark="min")
        while zone is None:
            if not gfp & GFP_DIRECT_RECLAIM or gfp & (
                GFP_NORETRY | GFP_RETRY_MAYFAIL | GFP_THISNODE
            ):
                return None
            if GFP_ZONE[gfp & 0xF] < NORMAL:
                return None
            if self.reclaim(zones):
                zone = self.walk(zones, gfp, mark="min")
                continue
            victim = self.out_of_memory(mask)
            if victim is None:
                return None
            if task is not None and victim is task:
                raise Killed
            zone = self.walk(zones, gfp, mark="min")
        self._count(zones[0].nid, zone, preferred if task is None else self.local(task))
        zone.free -= 1
        page = Page(zone.nid, zone.idx, movable=movable)
        self.pages[page] = None
        return page

    def reclaim(self, zones: list[Zone]) -> int:
        """Direct reclaim is left out: the tests keep page cache and exhaustion apart."""
        nids = {
            zone.nid
            for zone in zones
            if zone.nid not in self.private or self.right(zone.nid, "NP_OPS_RECLAIM")
        }
        for backing in self.files.values():
            if backing.fs == "ext4" and any(
                page.nid in nids and not page.users for page in backing.pages.values()
            ):
                msg = "the reference does not model reclaim of page cache"
                raise NotImplementedError(msg)
        return 0

    def _count(self, first_nid: int, zone: Zone, local: int) -> None:
        """zone_statistics; a kernel thread is taken to run on the node it prefers."""
        if zone.nid == first_nid:
            self.stat["numa_hit", zone.nid] += 1
        else:
            self.stat["numa_miss", zone.nid] += 1
            self.stat["numa_foreign", first_nid] += 1
        self.stat["local_node" if zone.nid == local else "other_node", zone.nid] += 1

    def free_page(self, page: Page) -> None:
        """Back to the buddy allocator."""
        self.nodes[page.nid].zones[page.zone].free += 1
        del self.pages[page]

    def put_page(self, page: Page) -> None:
        """One mapping less; an anonymous page nobody maps is freed."""
        page.users -= 1
        if not page.users and not page.cached:
            self.free_page(page)

    # --- OOM -----------------------------------------------------------------------------------

    def need_tables(self, mm: Mm, vpn: int) -> int:
        """Adds what is missing of the page tables above a page; how many that were."""
        missing = {(shift, vpn >> shift) for shift in LEVELS} - mm.tables
        mm.tables |= missing
        return len(missing)

    def drop_tables(self, mm: Mm, vpns: Sequence[int]) -> None:
        """free_pgtables: tables whose range no area needs any more."""
        gone = {(shift, vpn >> shift) for vpn in vpns for shift in LEVELS} & mm.tables
        if gone:
            mm.tables -= gone - {(shift, vpn >> shift) for vpn in mm.cells for shift in LEVELS}

    def out_of_memory(self, mask: Iterable[int] | None) -> Task | None:
        """Kills the eligible task with most pages; the later of equals (select_bad_process)."""
        wanted = None if mask is None else set(mask)
        by_policy = wanted is not None and not set(self.memory) <= wanted
        chosen, most = None, 0
        for task in self.tasks.values():
            if not task.alive or task.adj == -1000:
                continue
            if by_policy and wanted is not None and task.policy and task.policy.mode == "MPOL_BIND":
                if not wanted & set(task.policy.nodes):
                    continue
            points = sum(1 for page in task.mm.pages.values() if page != ZERO)
            points += len(task.mm.tables)
            if chosen is None or points >= most:
                chosen, most = task, points
        if chosen is not None:
            self.kills.append(chosen.pid)
            self.exit_mm(chosen)
        return chosen

    def exit_mm(self, task: Task) -> None:
        """The task dies and lets go of everything."""
        task.alive = False
        self._unmap(task.mm, list(task.mm.cells))

    # --- policies ------------------------------------------------------------------------------

    def local(self, task: Task) -> int:
        """numa_node_id: the node of the task's CPU, with memory or without."""
        return self.cpu_node[task.cpu]

    def root_mems(self) -> tuple[int, ...]:
        """Effective nodes of the root cpuset."""
        extra = self.private if self.rules.cpuset else []
        return tuple(sorted([*self.memory, *extra]))

    def right(self, nid: int, flag: str) -> bool:
        """Whether a private node's ops carry a flag."""
        ops = self.nodes[nid].ops
        return ops is not None and flag in ops["flags"]

    def read_mask(self, nodemask: Sequence[int] | None, maxnode: int) -> tuple[int, ...]:
        """get_nodes: the kernel reads maxnode - 1 bits."""
        bits = (maxnode - 1) % (1 << 64)
        if bits == 0 or nodemask is None:
            return ()
        if bits > 32768:
            raise Fault(EINVAL)
        nodes = tuple(sorted({n for n in nodemask if n < bits}))
        if any(n >= self.max_numnodes for n in nodes):
            raise Fault(EINVAL)
        return nodes

    def split_mode(self, mode: str, flags: Iterable[str]) -> tuple[str, frozenset[str]]:
        """sanitize_mpol_flags."""
        flags = frozenset(flags)
        old = self.version == "6.1"
        if mode not in MODES or (old and mode == "MPOL_WEIGHTED_INTERLEAVE"):
            raise Fault(EINVAL)
        if {STATIC, RELATIVE} <= flags:
            raise Fault(EINVAL)
        balanced = {"MPOL_BIND"} if old else {"MPOL_BIND", "MPOL_PREFERRED_MANY"}
        if BALANCING in flags and mode not in balanced:
            raise Fault(EINVAL)
        return mode, flags

    def mpol_new(self, mode: str, flags: frozenset[str], nodes: tuple[int, ...]) -> Policy | None:
        """Which modes take which masks."""
        placed = flags & {STATIC, RELATIVE}
        if mode == "MPOL_DEFAULT":
            if nodes:
                raise Fault(EINVAL)
            return None
        if mode == "MPOL_PREFERRED" and not nodes:
            if placed:
                raise Fault(EINVAL)
            mode = "MPOL_LOCAL"
        elif mode == "MPOL_LOCAL":
            if nodes or placed:
                raise Fault(EINVAL)
        elif not nodes:
            raise Fault(EINVAL)
        return Policy(mode, flags)

    def set_nodemask(
        self, task: Task, policy: Policy | None, nodes: tuple[int, ...], call: str
    ) -> Policy | None:
        """mpol_set_nodemask, with the private nodes of patch 13 and of June 2026."""
        if policy is None or policy.mode == "MPOL_LOCAL":
            return policy
        allowed = [n for n in task.mems if n in self.memory or n in self.private]
        if self.rules.private and not self.rules.cpuset:
            allowed = sorted({*allowed, *self.private})
        if RELATIVE in policy.flags:
            size = len(allowed)
            folded = {n % size for n in nodes} if size else set()
            effective = [allowed[i] for i in sorted(folded)]
        else:
            effective = [n for n in nodes if n in allowed]
        named = [n for n in effective if n in self.private]
        if named:
            rule = self.rules.set_mempolicy if call == "set_mempolicy" else self.rules.mbind
            if rule == "refuse":
                raise Fault(EINVAL)
            if rule == "right" and not all(self.right(n, "NP_OPS_MEMPOLICY") for n in named):
                raise Fault(EINVAL)
            if policy.mode != "MPOL_BIND" and self.rules.other_modes == "refuse":
                raise Fault(EINVAL)
        if not effective:
            raise Fault(EINVAL)
        if policy.mode == "MPOL_PREFERRED":
            effective = effective[:1]
        return replace(
            policy, nodes=tuple(effective), user=nodes, mems=task.mems, private=bool(named)
        )

    def rebind(self, policy: Policy | None, new: tuple[int, ...]) -> Policy | None:
        """mpol_rebind_policy, then the private part of patch 13."""
        if policy is None or policy.mode == "MPOL_LOCAL":
            return policy
        keeps_user = bool(policy.flags & self.raw_flags())
        if not keeps_user and policy.mems == new:
            return policy
        if policy.mode in {"MPOL_PREFERRED", "MPOL_PREFERRED_MANY"}:
            return replace(policy, mems=new, user=new if keeps_user else policy.user)
        user = policy.user
        if STATIC in policy.flags:
            nodes = [n for n in policy.user if n in new]
        elif RELATIVE in policy.flags:
            nodes = sorted({new[n % len(new)] for n in policy.user})
        else:
            # one union holds the user's mask or the mems of that time (w.user_nodemask)
            old = policy.user if keeps_user else policy.mems
            nodes = sorted({new[old.index(n) % len(new)] if n in old else n for n in policy.nodes})
            user = new if keeps_user else user
        if not nodes:
            nodes = list(new)
        named = [n for n in nodes if n in self.private]
        if self.rules.ops and self.rules.private:
            lost = [n for n in named if not self.right(n, "NP_OPS_MEMPOLICY")]
            # as documented, not as coded: what loses all its nodes gets the ordinary ones (A13)
            nodes = [n for n in nodes if n not in lost] or [n for n in new if n in self.memory]
            named = [n for n in named if n not in lost]
        mems = policy.mems if keeps_user else new
        return replace(policy, nodes=tuple(nodes), user=user, mems=mems, private=bool(named))

    def raw_flags(self) -> set[str]:
        """Mode flags whose policies remember the user's mask: 6.12 counts NUMA_BALANCING too."""
        return {STATIC, RELATIVE} | ({BALANCING} if self.version != "7.3" else set())

    def mems_changed(self) -> None:
        """The root cpuset follows hotplug; policies of tasks and areas are rebound."""
        new = self.root_mems()
        for task in self.tasks.values():
            if not task.alive or task.mems == new:
                continue
            task.mems = new
            task.policy = self.rebind(task.policy, new)
            for cell in task.mm.cells.values():
                cell.policy = self.rebind(cell.policy, new)

    # --- allocation by policy ------------------------------------------------------------------

    def weight(self, nid: int) -> int:
        """Weight of WEIGHTED_INTERLEAVE."""
        return self.weights.get(nid, 1)

    def target_of_index(self, policy: Policy, ilx: int, local: int) -> int:
        """interleave_nid and weighted_interleave_nid."""
        if not policy.nodes:
            return local
        if policy.mode == "MPOL_INTERLEAVE":
            return policy.nodes[ilx % len(policy.nodes)]
        target = ilx % sum(self.weight(n) for n in policy.nodes)
        for nid in policy.nodes:
            if target < self.weight(nid):
                return nid
            target -= self.weight(nid)
        raise AssertionError

    def next_node(self, prev: int, nodes: tuple[int, ...]) -> int:
        """next_node_in: the next member after prev, cyclic."""
        for nid in nodes:
            if nid > prev:
                return nid
        return nodes[0]

    def take_turn(self, task: Task, policy: Policy) -> int:
        """The counter form for allocations without an index."""
        if not policy.nodes:
            return self.local(task)
        if policy.mode == "MPOL_INTERLEAVE":
            task.il_prev = self.next_node(task.il_prev, policy.nodes)
            return task.il_prev
        if task.il_weight == 0 or task.il_prev not in policy.nodes:
            task.il_prev = self.next_node(task.il_prev, policy.nodes)
            task.il_weight = self.weight(task.il_prev)
        task.il_weight -= 1
        return task.il_prev

    def alloc_by_policy(
        self, task: Task, gfp: int, policy: Policy | None, ilx: int | None
    ) -> Page | None:
        """alloc_pages_mpol. `ilx` None: the counter form."""
        local = self.local(task)
        if policy is None or policy.mode == "MPOL_LOCAL":
            return self.alloc_page(gfp, local, None, task=task)
        if policy.mode == "MPOL_PREFERRED":
            return self.alloc_page(gfp, policy.nodes[0], None, task=task)
        if policy.mode == "MPOL_PREFERRED_MANY":
            start = local if policy.home is None else policy.home
            gentle = gfp & ~GFP_DIRECT_RECLAIM
            page = self.alloc_page(gentle, start, policy.nodes, task=task)
            return page or self.alloc_page(gfp, start, None, task=task)
        if policy.mode == "MPOL_BIND":
            return self._alloc_bind(task, gfp, policy, local)
        if ilx is None:
            nid = self.take_turn(task, policy)
        else:
            nid = self.target_of_index(policy, ilx, local)
        page = self.alloc_page(gfp, nid, None, task=task)
        if page is not None and page.nid == nid:
            self.stat["interleave_hit", nid] += 1
        return page

    def _alloc_bind(self, task: Task, gfp: int, policy: Policy, local: int) -> Page | None:
        kernel_zones = any(
            zone.managed and zone.idx != MOVABLE
            for n in policy.nodes
            for zone in self.nodes[n].zones
        )
        needed = self.policy_zone if kernel_zones else MOVABLE
        mask: tuple[int, ...] | None = policy.nodes
        allowed = set(task.mems) | (set() if self.rules.cpuset else set(self.private))
        if GFP_ZONE[gfp & 0xF] < needed or not set(policy.nodes) & allowed:
            mask = None
        start = local
        if policy.home is not None:
            start = policy.home
        elif self.rules.steered and policy.private and local not in policy.nodes:
            start = policy.nodes[0]
        return self.alloc_page(gfp, start, mask, task=task)

    def user_gfp(self, policy: Policy | None, gfp: int = GFP_HIGHUSER_MOVABLE) -> int:
        """vma_alloc_folio: a policy with private nodes adds the model's key."""
        return gfp | (self.rules.key if policy is not None and policy.private else 0)

    def anon_page(self, task: Task, cell: Cell, vpn: int) -> Page:
        """A new anonymous page for a fault or a copy on write."""
        self.anon_vma_prepare(task.mm, vpn)
        policy = cell.policy
        if cell.backing and self.files[cell.backing].fs in {"tmpfs", "shmem"}:
            policy = self.files[cell.backing].policies.get(cell.index)
        if policy is None:
            policy = task.policy
        ilx = vpn if cell.kind == "anon_private" else cell.index
        page = self.alloc_by_policy(task, self.user_gfp(policy), policy, ilx)
        if page is None:
            raise Retried
        page.index = ilx
        return page

    def area_pages(self, mm: Mm, vpn: int) -> list[int]:
        """The pages of the VMA of a page: neighbours of one mmap with an equal policy."""
        pages = [vpn]
        for step in (-1, 1):
            at = vpn
            while self._one_vma(mm, at, at + step):
                at += step
                pages.append(at)
        return pages

    def _one_vma(self, mm: Mm, a: int, b: int) -> bool:
        one, other = mm.cells.get(a), mm.cells.get(b)
        if one is None or other is None:
            return False
        return self._alike(one, other) and one.anon == other.anon

    def _alike(self, one: Cell, other: Cell) -> bool:
        return one.area == other.area and one.policy == other.policy

    def anon_vma_prepare(self, mm: Mm, vpn: int) -> None:
        """The VMA of a page gets its first anonymous page, and the anon_vma of a like neighbour."""
        if mm.cells[vpn].anon:
            return
        pages = self.area_pages(mm, vpn)
        anon = 0
        for inside, beside in ((max(pages), max(pages) + 1), (min(pages), min(pages) - 1)):
            other = mm.cells.get(beside)
            if other is not None and not anon and not other.cloned:
                anon = other.anon if self._alike(mm.cells[inside], other) else 0
        self.anons += not anon
        self._set_anon(mm, pages, anon or self.anons)

    def _set_anon(self, mm: Mm, pages: Iterable[int], anon: int) -> None:
        for each in pages:
            mm.cells[each].anon = anon

    def merge(self, mm: Mm, vpns: Iterable[int]) -> None:
        """After a change of policies, from left to right: like neighbours become one VMA.

        Not those with an anon_vma each, nor a copy that fork made with one that has none; before
        6.16 the VMA that changes must not be the one that has it.
        """
        changed = set(vpns)
        for b in sorted(changed | {vpn + 1 for vpn in changed}):
            a = b - 1
            left, right = mm.cells.get(a), mm.cells.get(b)
            if left is None or right is None or not self._alike(left, right):
                continue
            if bool(left.anon) == bool(right.anon):
                continue
            middle = right if b in changed else left
            if left.cloned or right.cloned or (middle.anon and self.version != "7.3"):
                continue
            lonely = b if left.anon else a
            self._set_anon(mm, self.area_pages(mm, lonely), left.anon or right.anon)

    def cache_page(self, task: Task, name: str, index: int) -> Page:
        """A page of a file or shared object, allocated when it is not there."""
        backing = self.files[name]
        page = backing.pages.get(index)
        if page is not None:
            return page
        if backing.fs in {"shmem", "tmpfs"}:
            policy = backing.policies.get(index) or task.policy
            page = self.alloc_by_policy(task, GFP_HIGHUSER_MOVABLE, policy, index)
        else:
            gfp = GFP_HIGHUSER if backing.fs == "ramfs" else GFP_HIGHUSER_MOVABLE
            page = self.alloc_by_policy(task, gfp, task.policy, None)
        if page is None:
            raise Retried
        page.cached, page.index, page.file = True, index, name
        backing.pages[index] = page
        self.placed[page.nid, page.zone] += 1
        return page

    # --- tasks and areas -----------------------------------------------------------------------

    def create_task(self, pid: int, cpu: int, caps: Iterable[str], adj: int = 0) -> Result:
        """A new process."""
        self.tasks.pop(pid, None)
        self.tasks[pid] = Task(pid, cpu, Mm(), frozenset(caps), self.root_mems(), adj=adj)
        return Result()

    def exit_task(self, pid: int) -> Result:
        """A task exits."""
        task = self.tasks.pop(pid)
        if task.alive:
            self.exit_mm(task)
        return Result()

    def sched_setaffinity(self, pid: int, cpu: int) -> Result:
        """Runs on another CPU."""
        self.tasks[pid].cpu = cpu
        return Result()

    def fork(self, pid: int, child: int) -> Result:
        """Private pages become shared, copy-on-write; shared mappings keep their objects."""
        parent = self.tasks[pid]
        mm = Mm(areas=dict(parent.mm.areas))
        for vpn, cell in parent.mm.cells.items():
            mm.cells[vpn] = replace(cell)
            if cell.anon:
                # ids of the child's anon_vmas: one for each of the parent's
                mm.cells[vpn].anon = self.anons + cell.anon
                mm.cells[vpn].cloned = True
            page = parent.mm.pages.get(vpn)
            if page is None or cell.kind in {"anon_shared", "file_shared"}:
                continue
            if not cell.anon:
                continue
            if isinstance(page, Page):
                page.users += 1
            mm.pages[vpn] = page
            self.need_tables(mm, vpn)
        self.anons *= 2
        self.tasks.pop(child, None)
        self.tasks[child] = replace(parent, pid=child, mm=mm)
        return Result()

    def mmap(
        self,
        pid: int,
        area: str,
        start: int,
        nr_pages: int,
        kind: str,
        file: str = "",
        pgoff: int = 0,
    ) -> Result:
        """The address is the engine's: where a mapping lies is not part of the model."""
        mm = self.tasks[pid].mm
        backing = file
        if kind == "anon_shared":
            self.objects += 1
            backing = f"shmem {self.objects}"
            self.files[backing] = Backing("shmem", nr_pages)
        mm.areas[area] = (start, nr_pages)
        for i in range(nr_pages):
            index = start + i if kind == "anon_private" else pgoff + i
            mm.cells[start + i] = Cell(area, kind, backing, index)
        return Result()

    def _unmap(self, mm: Mm, vpns: Iterable[int]) -> None:
        gone = set()
        vpns = list(vpns)
        for vpn in vpns:
            cell = mm.cells.pop(vpn, None)
            if cell is None:
                continue
            if cell.backing:
                gone.add(cell.backing)
            page = mm.pages.pop(vpn, None)
            if isinstance(page, Page):
                self.put_page(page)
        for name in sorted(gone):
            if self.files[name].fs == "shmem" and not self._mapped(name):
                for page in self.files[name].pages.values():
                    self.free_page(page)
                del self.files[name]
        self.drop_tables(mm, vpns)

    def _mapped(self, name: str) -> bool:
        return any(
            cell.backing == name for task in self.tasks.values() for cell in task.mm.cells.values()
        )

    def munmap(self, pid: int, vpns: Sequence[int]) -> Result:
        """Pages without another owner are freed."""
        self._unmap(self.tasks[pid].mm, vpns)
        return Result()

    # --- faults --------------------------------------------------------------------------------

    def touch(self, pid: int, vpns: Iterable[int], access: str) -> Result:
        """Each page once, in order."""
        task = self.tasks[pid]
        self.placed: Counter[tuple[int, int]] = Counter()
        vpns = list(vpns)
        done = 0
        result = Result()
        try:
            for vpn in vpns:
                cell = task.mm.cells.get(vpn)
                if cell is None:
                    result.errno, result.signal = EFAULT, 11
                    self.exit_mm(task)
                    break
                self._fault(task, vpn, cell, access)
                done += 1
        except Killed:
            result.errno, result.signal = ENOMEM, 9
        except Retried:
            result.errno = EAGAIN
        result.nr_pages = done
        result.placed = dict(self.placed)
        return result

    def _fault(self, task: Task, vpn: int, cell: Cell, access: str) -> None:
        mm = task.mm
        present = mm.pages.get(vpn)
        if present is None:
            self._walk_tables(task, vpn)
        if cell.kind in {"anon_shared", "file_shared"}:
            if present is None:
                page = self.cache_page(task, cell.backing, cell.index)
                page.users += 1
                mm.pages[vpn] = page
            if access == "write":
                self.files[cell.backing].dirty.add(cell.index)
            return
        if access == "read":
            if present is None:
                self._read_private(task, vpn, cell)
            return
        if isinstance(present, Page) and not present.cached and present.users == 1:
            return
        reads_file = present is None and cell.kind == "file_private"
        page = self.anon_page(task, cell, vpn)
        if reads_file:
            try:
                self.cache_page(task, cell.backing, cell.index)
            except (Killed, Retried):
                self.free_page(page)
                raise
        self.placed[page.nid, page.zone] += 1
        if isinstance(present, Page):
            self.put_page(present)
        page.users = 1
        mm.pages[vpn] = page

    def _walk_tables(self, task: Task, vpn: int) -> None:
        """Page tables come first, and each takes a turn of an interleaving task (recorded)."""
        for _ in range(self.need_tables(task.mm, vpn)):
            if task.policy is not None and "INTERLEAVE" in task.policy.mode:
                self.take_turn(task, task.policy)

    def _read_private(self, task: Task, vpn: int, cell: Cell) -> None:
        if cell.kind == "anon_private":
            task.mm.pages[vpn] = ZERO
            return
        page = self.cache_page(task, cell.backing, cell.index)
        page.users += 1
        task.mm.pages[vpn] = page

    # --- files ---------------------------------------------------------------------------------

    def create_file(self, file: str, nr_pages: int, fs: str) -> Result:
        """An uncached file."""
        self.files[file] = Backing(fs, nr_pages)
        return Result()

    def file_io(self, pid: int, file: str, first: int, count: int, *, write: bool) -> Result:
        """read(2) and write(2): missing pages by the task's policy, in order."""
        task = self.tasks[pid]
        self.placed = Counter()
        result = Result()
        done = 0
        try:
            for index in range(first, first + count):
                self.cache_page(task, file, index)
                if write:
                    self.files[file].dirty.add(index)
                done += 1
        except Killed:
            result.errno, result.signal = ENOMEM, 9
        except Retried:
            result.errno = ENOMEM
        result.nr_pages = done
        result.placed = dict(self.placed)
        return result

    def drop_caches(self) -> Result:
        """Clean, unmapped page cache goes."""
        for backing in self.files.values():
            if backing.fs != "ext4":
                continue
            for index, page in list(backing.pages.items()):
                if not page.users and index not in backing.dirty:
                    del backing.pages[index]
                    self.free_page(page)
        return Result()

    # --- kernel requests -----------------------------------------------------------------------

    def alloc_pages(
        self,
        label: str,
        preferred_nid: int,
        gfp: Sequence[str],
        count: int,
        nodemask: Sequence[int] | None = None,
    ) -> tuple[Result, list[int]]:
        """`count` single pages from kernel context; stops at the first that fails."""
        bits = 0
        for name in gfp:
            bits |= GFP_NAMES[name]
        got: list[Page] = []
        result = Result()
        for _ in range(count):
            page = self.alloc_page(bits, preferred_nid, nodemask, task=None, movable=False)
            if page is None:
                result.errno = ENOMEM
                break
            got.append(page)
        if got:
            self.allocations[label] = got
        return result, [page.nid for page in got]

    def free_pages(self, label: str) -> Result:
        """Everything under a label."""
        for page in self.allocations.pop(label):
            self.free_page(page)
        return Result()

    # --- policy calls --------------------------------------------------------------------------

    def set_mempolicy(
        self,
        pid: int,
        mode: str,
        flags: Iterable[str] = (),
        nodemask: Sequence[int] | None = None,
        maxnode: int = 1025,
    ) -> Result:
        """set_mempolicy(2)."""
        task = self.tasks[pid]
        try:
            mode, bits = self.split_mode(mode, flags)
            nodes = self.read_mask(nodemask, maxnode)
            policy = self.set_nodemask(
                task, self.mpol_new(mode, bits, nodes), nodes, "set_mempolicy"
            )
        except Fault as fault:
            return Result(fault.errno)
        task.policy = policy
        if policy is not None and "INTERLEAVE" in policy.mode:
            task.il_prev, task.il_weight = self.max_numnodes - 1, 0
        return Result()

    def mbind(
        self,
        pid: int,
        vpns: range,
        mode: str,
        mode_flags: Iterable[str] = (),
        nodemask: Sequence[int] | None = None,
        maxnode: int = 1025,
        flags: Iterable[str] = (),
        raw_flags: int = 0,
    ) -> Result:
        """mbind(2) on a page-aligned range."""
        task = self.tasks[pid]
        wanted = set(flags)
        try:
            mode, bits = self.split_mode(mode, mode_flags)
            nodes = self.read_mask(nodemask, maxnode)
            if raw_flags & ~7 or wanted - {STRICT, MOVE, MOVE_ALL}:
                raise Fault(EINVAL)
            if MOVE_ALL in wanted and "CAP_SYS_NICE" not in task.caps:
                raise Fault(EPERM)
            if mode == "MPOL_DEFAULT":
                wanted.discard(STRICT)
            if not vpns:
                return Result()
            policy = self.set_nodemask(task, self.mpol_new(mode, bits, nodes), nodes, "mbind")
            queued = self._scan(task, vpns, policy, set(nodes), wanted)
        except Fault as fault:
            return Result(fault.errno)
        for vpn in vpns:
            cell = task.mm.cells.get(vpn)
            if cell is not None:
                cell.policy = policy
                self._share_policy(cell, policy)
        self.merge(task.mm, vpns)
        failed = self._move_by_policy(task, policy or task.policy, queued)
        if failed and STRICT in wanted:
            return Result(EIO)
        return Result()

    def _share_policy(self, cell: Cell, policy: Policy | None) -> None:
        """A mapping of shmem or tmpfs stores its policy in the inode's tree."""
        if cell.backing and self.files[cell.backing].fs in {"shmem", "tmpfs"}:
            if policy is None:
                self.files[cell.backing].policies.pop(cell.index, None)
            else:
                self.files[cell.backing].policies[cell.index] = policy

    def _scan(
        self, task: Task, vpns: range, policy: Policy | None, nodes: set[int], wanted: set[str]
    ) -> list[Page]:
        """queue_pages_range with the inverted user mask."""
        cells = task.mm.cells
        if not any(vpn in cells for vpn in vpns):
            raise Fault(EFAULT)
        if policy is not None and vpns[0] not in cells:
            raise Fault(EFAULT)
        queued = []
        for vpn in vpns:
            if vpn not in cells:
                continue
            if policy is not None and self._hole_after(task, vpn, vpns):
                raise Fault(EFAULT)
            page = task.mm.pages.get(vpn)
            if not wanted or not isinstance(page, Page):
                continue
            if self._pinned_by_owner(page) or page.nid in nodes:
                continue
            if not wanted & {MOVE, MOVE_ALL}:
                raise Fault(EIO)
            if MOVE_ALL in wanted or page.users == 1:
                queued.append(page)
        return queued

    def _hole_after(self, task: Task, vpn: int, vpns: range) -> bool:
        """The area of this page ends inside the range and nothing follows it directly."""
        cells = task.mm.cells
        cell = cells[vpn]
        while vpn < vpns[-1]:
            vpn += 1
            follower = cells.get(vpn)
            if follower is None:
                return True
            if follower.area != cell.area or follower.policy != cell.policy:
                return False
        return False

    def _pinned_by_owner(self, page: Page) -> bool:
        """A page of a private node without NP_OPS_MIGRATION is passed over."""
        return (
            self.rules.leave_needs_right
            and page.nid in self.private
            and not self.right(page.nid, "NP_OPS_MIGRATION")
        )

    def _stuck(self, page: Page) -> bool:
        """A written page of ramfs does not migrate."""
        backing = self.files.get(page.file)
        return backing is not None and backing.fs == "ramfs" and page.index in backing.dirty

    def _kept_off(self, page: Page) -> bool:
        """Page cache that the model keeps off private nodes (June 2026)."""
        backing = self.files.get(page.file)
        return backing is not None and backing.fs != "shmem" and not self.rules.cache_may_enter

    def _move_by_policy(self, task: Task, policy: Policy | None, queued: list[Page]) -> int:
        """alloc_migration_target_by_mpol for each page; the first that finds no room ends it."""
        failed = 0
        for done, page in enumerate(queued):
            keyed = policy is not None and policy.private
            if self._stuck(page) or (keyed and self._kept_off(page)):
                failed += 1
                continue
            gfp = self.user_gfp(policy, GFP_HIGHUSER_MOVABLE | GFP_RETRY_MAYFAIL)
            new = self.alloc_by_policy(task, gfp, policy, page.index)
            if new is None:
                return failed + len(queued) - done
            self._replace(page, new)
        return failed

    def _replace(self, page: Page, new: Page) -> None:
        """The folio moves: its mappings now lead to the new frame, the old one is freed."""
        self.nodes[page.nid].zones[page.zone].free += 1
        page.nid, page.zone = new.nid, new.zone
        del self.pages[new]

    def set_mempolicy_home_node(
        self, pid: int, vpns: range, home_node: int, flags: int = 0
    ) -> Result:
        """set_mempolicy_home_node(2)."""
        if flags or not 0 <= home_node < self.max_numnodes:
            return Result(EINVAL)
        node = self.nodes.get(home_node)
        if node is None or not node.online:
            return Result(EINVAL)
        found = False
        cells = self.tasks[pid].mm.cells
        for vpn in vpns:
            cell = cells.get(vpn)
            if cell is None or cell.policy is None:
                continue
            if cell.policy.mode not in {"MPOL_BIND", "MPOL_PREFERRED_MANY"}:
                return Result(EOPNOTSUPP)
            found = True
            cell.policy = replace(cell.policy, home=home_node)
            self._share_policy(cell, cell.policy)
        self.merge(self.tasks[pid].mm, vpns)
        return Result() if found or not vpns else Result(ENOENT)

    def get_mempolicy(self, pid: int, vpn: int | None, flags: Iterable[str] = ()) -> Result:
        """get_mempolicy(2) with both outputs and a long enough mask."""
        task = self.tasks[pid]
        wanted = set(flags)
        node, addr, mems = (f"MPOL_F_{name}" in wanted for name in ("NODE", "ADDR", "MEMS_ALLOWED"))
        if mems:
            if node or addr:
                return Result(EINVAL)
            return Result(mode="MPOL_DEFAULT", mode_flags=frozenset(), nodemask=task.mems)
        policy = task.policy
        if addr:
            cell = task.mm.cells.get(-1 if vpn is None else vpn)
            if cell is None or vpn is None:
                return Result(EFAULT)
            policy = cell.policy
            if cell.backing and self.files[cell.backing].fs in {"shmem", "tmpfs"}:
                policy = self.files[cell.backing].policies.get(cell.index)
        elif vpn is not None:
            return Result(EINVAL)
        result = self._read_back(policy)
        if node:
            return self._read_node(task, vpn, policy, result, addr=addr)
        return result

    def _read_node(
        self, task: Task, vpn: int | None, policy: Policy | None, result: Result, *, addr: bool
    ) -> Result:
        if addr and vpn is not None:
            self.placed = Counter()
            self._fault(task, vpn, task.mm.cells[vpn], "read")
            page = task.mm.pages[vpn]
            result.mode_nid = page.nid if isinstance(page, Page) else None
        elif policy is not None and policy.mode == "MPOL_INTERLEAVE":
            result.mode_nid = self.next_node(task.il_prev, policy.nodes)
        elif policy is not None and policy.mode == "MPOL_WEIGHTED_INTERLEAVE":
            if task.il_weight:
                result.mode_nid = task.il_prev
            else:
                result.mode_nid = self.next_node(task.il_prev, policy.nodes)
        else:
            return Result(EINVAL)
        result.mode, result.mode_flags = None, None
        return result

    def _read_back(self, policy: Policy | None) -> Result:
        if policy is None:
            return Result(mode="MPOL_DEFAULT", mode_flags=frozenset(), nodemask=())
        nodes = policy.nodes
        if policy.flags & self.raw_flags():
            bits = -(-(max(self.nodes) + 1) // 64) * 64
            nodes = tuple(n for n in policy.user if n < bits)
        if policy.mode == "MPOL_LOCAL":
            nodes = ()
        return Result(mode=policy.mode, mode_flags=policy.flags, nodemask=nodes)

    # --- migration -----------------------------------------------------------------------------

    def _to_node(self, task: Task, pages: list[Page], nid: int) -> int | str:
        """do_move_pages_to_node: 0, the number that stayed, or an errno."""
        gfp = GFP_HIGHUSER_MOVABLE | GFP_THISNODE
        if nid in self.private:
            ops = self.nodes[nid].ops
            if not self.rules.migrate_to or ops is None or "migrate_to" not in ops["callbacks"]:
                return ENODEV
            if ops.get("migrate_to") == "refuse":
                return len(pages)
            gfp |= GFP_PRIVATE
        stayed = 0
        for page in pages:
            if self._stuck(page) or (nid in self.private and self._kept_off(page)):
                stayed += 1
                continue
            new = self.alloc_page(gfp, nid, None, task=task)
            if new is None:
                return ENOMEM
            self._replace(page, new)
        return stayed

    def move_pages(
        self, pid: int, vpns: Sequence[int], nodes: Sequence[int] | None, flags: Iterable[str] = ()
    ) -> Result:
        """move_pages(2) on the caller itself; `nodes` is repeated over the pages."""
        task = self.tasks[pid]
        wanted = set(flags)
        if MOVE_ALL in wanted and "CAP_SYS_NICE" not in task.caps:
            return Result(EPERM)
        status: list[int | str | None] = [None] * len(vpns)
        if nodes is None:
            return Result(status=[self._query(task, vpn) for vpn in vpns])
        flush = _Flush(self, task, status)
        try:
            for i, vpn in enumerate(vpns):
                nid = nodes[i % len(nodes)]
                ok = nid in self.memory or (self.rules.migrate_to and nid in self.private)
                if not ok:
                    flush.end(i)
                    raise Fault(ENODEV)
                if nid not in task.mems:
                    flush.end(i)
                    raise Fault(EACCES)
                flush.towards(nid, i, len(vpns))
                answer = self._queue(task, vpn, nid, flush.queue, everything=MOVE_ALL in wanted)
                if answer is None:
                    continue
                status[i] = answer
                flush.after(i, len(vpns))
            flush.finish(len(vpns))
        except Fault as fault:
            return Result(fault.errno, status=status)
        except _Stop as stop:
            return Result(ret=stop.left, status=status)
        return Result(status=status)

    def _query(self, task: Task, vpn: int) -> int | str:
        if vpn not in task.mm.cells:
            return EFAULT
        page = task.mm.pages.get(vpn)
        if page is None:
            apart = self.version == "6.1" and task.mm.cells[vpn].kind == "anon_private"
            return EFAULT if apart else ENOENT
        if not isinstance(page, Page):
            return EFAULT
        return ENOENT if self._pinned_by_owner(page) else page.nid

    def _queue(
        self, task: Task, vpn: int, nid: int, queue: list[Page], *, everything: bool
    ) -> int | str | None:
        """add_folio_for_migration: a status, or None when the page is queued."""
        answer = self._query(task, vpn)
        if isinstance(answer, str):
            return answer
        page = task.mm.pages[vpn]
        assert isinstance(page, Page)
        if page.nid == nid:
            return nid
        if page.users > 1 and not everything:
            return EACCES
        if page in queue:
            return EBUSY
        queue.append(page)
        return None

    def migrate_pages(
        self, pid: int, old: Sequence[int] | None, new: Sequence[int] | None, maxnode: int = 1025
    ) -> Result:
        """migrate_pages(2) on the caller itself."""
        task = self.tasks[pid]
        nice = "CAP_SYS_NICE" in task.caps
        try:
            source = self.read_mask(old, maxnode)
            target = self.read_mask(new, maxnode)
        except Fault as fault:
            return Result(fault.errno)
        if not set(target) <= set(task.mems) and not nice:
            return Result(EPERM)
        target = tuple(n for n in target if n in task.mems)
        if not target:
            return Result(EINVAL)
        stayed = 0
        for a, b in self.node_map(source, target):
            answer = self._pair(task, a, b, everything=nice)
            if isinstance(answer, str):
                return Result(answer)
            stayed += answer
        return Result(ret=stayed)

    def _pair(self, task: Task, source: int, target: int, *, everything: bool) -> int | str:
        queue: list[Page] = []
        for vpn in sorted(task.mm.pages):
            page = task.mm.pages[vpn]
            if not isinstance(page, Page) or page.nid != source or self._pinned_by_owner(page):
                continue
            if everything or page.users == 1:
                queue.append(page)
        return self._to_node(task, queue, target) if queue else 0

    def node_map(self, source: Sequence[int], target: Sequence[int]) -> list[tuple[int, int]]:
        """do_migrate_pages: which node goes where, drained destinations first."""
        tmp = sorted(set(source))
        origin, goal = list(tmp), sorted(set(target))
        pairs: list[tuple[int, int]] = []
        while tmp:
            found = None
            for s in tmp:
                if len(origin) != len(goal) and s in goal:
                    continue
                d = goal[origin.index(s) % len(goal)]
                if d == s:
                    continue
                found = (s, d)
                if d not in tmp:
                    break
            if found is None:
                break
            tmp.remove(found[0])
            pairs.append(found)
        return pairs

    # --- node_private --------------------------------------------------------------------------

    def node_private_register(self, nid: int, owner: str | None) -> Result:
        """Patch 01."""
        if not self.rules.private:
            return Result(ENOSYS)
        node = self.nodes.get(nid)
        if owner is None or node is None:
            return Result(EINVAL)
        if nid in self.memory:
            return Result(EBUSY)
        if node.owner is not None:
            return Result(None if node.owner == owner else EBUSY)
        node.owner = owner
        node.ops = None
        return Result()

    def node_private_set_ops(self, nid: int, ops: Mapping[str, Any] | None) -> Result:
        """Patches 01, 12, 13, 15, 18, 19: arguments, flag dependencies, then registration."""
        node = self.nodes.get(nid)
        if ops is None or node is None:
            return Result(EINVAL)
        flags, callbacks = set(ops["flags"]), set(ops["callbacks"])
        moves = "NP_OPS_MIGRATION" in flags
        if moves and not {"migrate_to", "folio_migrate"} <= callbacks:
            return Result(EINVAL)
        for flag in ("NP_OPS_MEMPOLICY", "NP_OPS_NUMA_BALANCING", "NP_OPS_COMPACTION"):
            if flag in flags and not moves:
                return Result(EINVAL)
        if {"NP_OPS_MEMPOLICY", "NP_OPS_PROTECT_WRITE"} <= flags:
            return Result(EINVAL)
        if node.owner is None:
            return Result(ENODEV)
        node.ops = dict(ops)
        return Result()

    def node_private_clear_ops(self, nid: int, ops: str | None) -> Result:
        """Patch 01: only the current table can be cleared."""
        node = self.nodes.get(nid)
        if node is None:
            return Result(EINVAL)
        if node.owner is None:
            return Result(ENODEV)
        current = None if node.ops is None else node.ops["name"]
        if current != ops:
            return Result(EINVAL)
        node.ops = None
        return Result()

    def node_private_unregister(self, nid: int) -> Result:
        """Patch 01: busy while memory of the node is online."""
        node = self.nodes.get(nid)
        if node is None or node.owner is None:
            return Result()
        if nid in self.private:
            return Result(EBUSY)
        node.owner = None
        node.ops = None
        return Result()

    # --- hotplug -------------------------------------------------------------------------------

    def add_memory(self, nid: int, start: int, size: int) -> Result:
        """add_memory_driver_managed with a good resource name."""
        pages = size >> 12
        first = (start >> 12) // self.block_pages
        numbers = range(first, first + pages // self.block_pages)
        if any(number in self.blocks for number in numbers):
            return Result(EEXIST)
        if not size or (start >> 12) % self.block_pages or pages % self.block_pages:
            return Result(EINVAL)
        node = self.nodes.get(nid)
        if node is None:
            return Result(EINVAL)
        if not node.online:
            self.node_online(node)
        for number in numbers:
            self.blocks[number] = {"nid": nid, "zone": None}
        return Result()

    def node_online(self, node: Node) -> None:
        """A new node gets its own list only, with the CPU term: the CPU masks are filled by now."""
        node.online = True
        cpus = [nid for nid, each in self.nodes.items() if each.cpus]
        orders, self.load = orders_by_score(
            [node.nid],
            self.memory,
            cpus,
            self.distance,
            self.max_numnodes,
            memoryless_heads=self.version == "6.1",
        )
        self.fallback[node.nid] = orders[node.nid]

    def add_private_memory(self, nid: int, owner: str | None, start: int, size: int) -> Result:
        """Patch 22: register, then hotplug; a failed hotplug unregisters."""
        if owner is None:
            return Result(EINVAL)
        answer = self.node_private_register(nid, owner)
        if answer.errno:
            return answer
        answer = self.add_memory(nid, start, size)
        if answer.errno:
            self.node_private_unregister(nid)
        return answer

    def online_pages(self, number: int, online_type: str) -> Result:
        """A write to memoryN/state."""
        block = self.blocks.get(number)
        if block is None or block["zone"] is not None:
            return Result(EINVAL)
        node = self.nodes[block["nid"]]
        idx = self._zone_for(node, number, online_type)
        zone = node.zones[idx]
        was_empty = zone.managed == 0
        start = number * self.block_pages
        zone.start = start if was_empty else min(zone.start, start)
        zone.end = (
            start + self.block_pages if was_empty else max(zone.end, start + self.block_pages)
        )
        zone.managed += self.block_pages
        zone.free += self.block_pages
        block["zone"] = idx
        first = node.nid not in self.memory and node.nid not in self.private
        if first:
            which = self.private if node.owner is not None else self.memory
            which.append(node.nid)
            which.sort()
        if was_empty:
            self.build_all_zonelists()
        self.init_watermarks()
        if first:
            self.mems_changed()
        return Result()

    def _zone_for(self, node: Node, number: int, online_type: str) -> int:
        """zone_for_pfn_range with the policy contig-zones."""
        start = number * self.block_pages
        end = start + self.block_pages

        def inside(idx: int) -> bool:
            zone = node.zones[idx]
            return zone.managed > 0 and zone.start < end and start < zone.end

        kernel = next((idx for idx in (DMA, DMA32, NORMAL) if inside(idx)), NORMAL)
        if online_type == "online_movable":
            return MOVABLE
        if online_type == "online_kernel":
            return kernel
        return MOVABLE if inside(MOVABLE) and not inside(kernel) else kernel

    def offline_pages(self, number: int) -> Result:
        """offline_pages of a node that has just this block."""
        block = self.blocks.get(number)
        if block is None or block["zone"] is None:
            return Result(EINVAL)
        nid, idx = block["nid"], block["zone"]
        node = self.nodes[nid]
        zone = node.zones[idx]
        held = [page for page in self.pages if page.nid == nid and page.zone == idx]
        if any(not page.movable for page in held):
            return Result(EBUSY)
        if any(self._pinned_by_owner(page) or self._stuck(page) for page in held):
            return Result(EBUSY)
        others = [n for n in self.memory if n != nid] or [nid]
        gfp = self.offline_gfp(idx)
        for page in held:
            new = self.alloc_page(gfp, nid, others, task=None)
            if new is None:
                return Result(EBUSY)
            self._replace(page, new)
        zone.managed -= self.block_pages
        zone.free -= self.block_pages
        block["zone"] = None
        last = not any(each.managed for each in node.zones)
        if last:
            (self.private if nid in self.private else self.memory).remove(nid)
        if not zone.managed:
            self.build_all_zonelists()
        self.init_watermarks()
        if last:
            self.mems_changed()
        return Result()

    def offline_gfp(self, idx: int) -> int:
        """do_migrate_range and alloc_migration_target: HIGHMEM only for a movable source."""
        return GFP_KERNEL | GFP_MOVABLE | GFP_RETRY_MAYFAIL | (0x2 if idx == MOVABLE else 0)

    def remove_memory(self, number: int) -> Result:
        """remove_memory of one block: it must be offline; an empty node goes offline."""
        block = self.blocks.get(number)
        if block is None:
            return Result(EINVAL)
        if block["zone"] is not None:
            return Result(EBUSY)
        del self.blocks[number]
        node = self.nodes[block["nid"]]
        if not node.cpus and not any(each["nid"] == node.nid for each in self.blocks.values()):
            if not any(zone.managed for zone in node.zones):
                node.online = False
        return Result()


class _Stop(Exception):
    """move_pages ends early with a positive count."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(left)


class _Flush:
    """The queue of move_pages: folios for one node, flushed when the node changes."""

    def __init__(self, host: Reference, task: Task, status: list[int | str | None]) -> None:
        self.host, self.task, self.status = host, task, status
        self.queue: list[Page] = []
        self.nid: int | None = None
        self.start = 0

    def _run(self, i: int, left: int) -> None:
        """move_pages_and_store_status for the entries [start, i); `left` were never tried."""
        if not self.queue:
            return
        assert self.nid is not None
        answer = self.host._to_node(self.task, self.queue, self.nid)  # noqa: SLF001
        self.queue = []
        if isinstance(answer, str):
            raise Fault(answer)
        if answer:
            raise _Stop(answer + left)
        for k in range(self.start, i):
            self.status[k] = self.nid

    def towards(self, nid: int, i: int, total: int) -> None:
        """The next entry wants node `nid`."""
        if self.nid is None:
            self.nid, self.start = nid, i
        elif nid != self.nid:
            self._run(i, total - i)
            self.nid, self.start = nid, i

    def after(self, i: int, total: int) -> None:
        """Entry i was answered at once: what is queued before it goes now."""
        self._run(i, total - i - 1)
        self.nid = None

    def end(self, i: int) -> None:
        """An entry ends the call: what is queued still moves; the first error is kept."""
        try:
            self._run(i, 0)
        except (Fault, _Stop):
            return

    def finish(self, total: int) -> None:
        """The last flush."""
        self._run(total, 0)
