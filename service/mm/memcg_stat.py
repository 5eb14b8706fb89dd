"""memory.stat and memory.numa_stat: what a memory cgroup and those below have (memcontrol.c)."""

from __future__ import annotations

from typing import Final

from service.mm.huge_memory import HPAGE_PMD_ORDER
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.memcontrol import charged, members
from service.mm.mmap import ZERO_PAGE
from service.mm.nodemask import nodes_of
from service.mm.objects import PageObject
from service.mm.state import HostState
from service.mm.zones import PAGE_SHIFT

#: node -> pages
Pages = dict[int, int]
#: items of both files, in their order
ITEMS: Final = (
    "anon",
    "file",
    "shmem",
    "file_mapped",
    "file_dirty",
    "anon_thp",
    "shmem_thp",
    "unevictable",
)
#: file systems whose pages are shared memory
_SHMEM: Final = frozenset({"tmpfs", "shmem"})


def _add(found: dict[str, Pages], item: str, obj: PageObject, first: int, end: int) -> None:
    counts = found[item]
    for (nid, _), pages in obj.counts(first, end).items():
        counts[nid] = counts.get(nid, 0) + pages


def _is_shmem(state: HostState, obj: PageObject) -> bool:
    inode = state.inodes.get(obj.name)
    return inode is None or inode.fs in _SHMEM


def _add_huge(found: dict[str, Pages], item: str, obj: PageObject, first: int, end: int) -> None:
    for low, high, order in obj.marked("order", first, end):
        if order == HPAGE_PMD_ORDER:
            _add(found, item, obj, low, high)


def memcg_stat(state: HostState, path: str) -> dict[str, Pages]:
    """Pages by item and node; every item of ITEMS is there."""
    found: dict[str, Pages] = {item: {} for item in ITEMS}
    for mm in sorted({task.mm for task in members(state, path)}):
        for start, (end, (obj_id, shift, _)) in state.mms[mm].pages.values.items():
            if obj_id == ZERO_PAGE:
                continue
            obj, first, last = state.objects[obj_id], start + shift, end + shift
            if obj.kind != "anon" or is_hugetlb(obj):
                continue
            _add(found, "anon", obj, first, last)
            _add_huge(found, "anon_thp", obj, first, last)
            for low, high, _ in obj.marked("mlocked", first, last):
                _add(found, "unevictable", obj, low, high)
    for obj, first, last in charged(state, path):
        _add(found, "file", obj, first, last)
        if _is_shmem(state, obj):
            _add(found, "shmem", obj, first, last)
            _add_huge(found, "shmem_thp", obj, first, last)
        else:
            for low, high, _ in obj.dirty.overlaps(first, last):
                _add(found, "file_dirty", obj, low, high)
        for low, high, _ in obj.extra.overlaps(first, last):
            _add(found, "file_mapped", obj, low, high)
        for low, high, _ in obj.marked("mlocked", first, last):
            _add(found, "unevictable", obj, low, high)
    return found


def format_stat(state: HostState, path: str) -> str:
    """memory.stat: `item bytes` lines."""
    found = memcg_stat(state, path)
    return "\n".join(f"{item} {sum(found[item].values()) << PAGE_SHIFT}" for item in ITEMS)


def format_numa_stat(state: HostState, path: str) -> str:
    """memory.numa_stat: `item N0=bytes ...` lines over the nodes of N_MEMORY."""
    found = memcg_stat(state, path)
    nids = list(nodes_of(state.n_memory))
    return "\n".join(
        " ".join([item, *(f"N{nid}={found[item].get(nid, 0) << PAGE_SHIFT}" for nid in nids)])
        for item in ITEMS
    )
