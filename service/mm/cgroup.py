"""One cgroup: what was written to its files, of cpuset and of memory (kernel/cgroup)."""

from __future__ import annotations

import msgspec


class Cgroup(msgspec.Struct, frozen=True):
    """A cgroup: `mems` is what was written to cpuset.mems (0: nothing)."""

    path: str
    mems: int = 0
    #: v1: pages of the page cache are spread over the nodes (memory_spread_page)
    spread_page: bool = False
    memory_migrate: bool = False
    clone_children: bool = False
    mem_exclusive: bool = False
    #: v1: cpuset.cpus as it was written
    cpus: str = ""
    #: memory.max, memory.high and memory.swap.max in pages; -1 is no limit
    memory_max: int = -1
    memory_high: int = -1
    swap_max: int = -1
    #: memory.min and memory.low in pages; -1 is `max`
    memory_min: int = 0
    memory_low: int = 0
    oom_group: bool = False
    #: lines of memory.events that are not 0; what page cache charged to it is marked with
    events: tuple[tuple[str, int], ...] = ()
    events_local: tuple[tuple[str, int], ...] = ()
    id: int = 0
