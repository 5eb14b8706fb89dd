"""Kernel files of the pool of 2 MiB pages (mm/hugetlb_sysfs.c, mm/hugetlb_sysctl.c)."""

from __future__ import annotations

from typing import Final

from service.mm.alloc_mpol import local_nid
from service.mm.context import Context
from service.mm.hugetlb import set_max_huge_pages
from service.mm.kernfs_file import KernelFile, Match, Write, malformed
from service.mm.mpol import MPOL_LOCAL
from service.mm.state import HostState

_POOL: Final = "/sys/kernel/mm/hugepages/hugepages-2048kB"
_NODE: Final = r"/sys/devices/system/node/node(\d+)/hugepages/hugepages-2048kB"
#: an unsigned long, as kstrtoul reads it
_ULONG_MAX: Final = (1 << 64) - 1


def _count(write: Write) -> int:
    text = write.value.strip()
    if not text.isdigit() or int(text) > _ULONG_MAX:
        raise malformed(write)
    return int(text)


def _read_pool(state: HostState, match: Match) -> str | None:
    pool = state.hugetlb
    counts = {
        "nr_hugepages": pool.nr_pages,
        "free_hugepages": pool.nr_free,
        "resv_hugepages": pool.resv,
        "surplus_hugepages": pool.nr_surplus,
        "nr_overcommit_hugepages": pool.overcommit,
    }
    return str(counts[match[1]])


def _read_node(state: HostState, match: Match) -> str | None:
    nid = int(match[1])
    if not (state.n_memory | state.n_memory_private) >> nid & 1:
        return None
    pool = state.hugetlb
    counts = {
        "nr_hugepages": pool.nr.get(nid, 0),
        "free_hugepages": pool.free_on(nid),
        "surplus_hugepages": pool.surplus.get(nid, 0),
    }
    return str(counts[match[2]])


def _write_pool(ctx: Context, match: Match, write: Write) -> None:
    del match
    set_max_huge_pages(ctx, _count(write), None)


def _write_mempolicy(ctx: Context, match: Match, write: Write) -> None:
    """The pages change on the nodes of the writer's policy; without one on all with memory.

    Source: mm/mempolicy.c, init_nodemask_of_mempolicy.
    """
    del match
    task = ctx.state.tasks.get(write.pid or 0)
    mask = 0
    if task is not None and task.policy is not None:
        mask = task.policy.nodes
        if task.policy.mode == MPOL_LOCAL:
            mask = 1 << local_nid(ctx.state, task)
    set_max_huge_pages(ctx, _count(write), None, mask)


def _write_node(ctx: Context, match: Match, write: Write) -> None:
    set_max_huge_pages(ctx, _count(write), int(match[1]))


def _write_overcommit(ctx: Context, match: Match, write: Write) -> None:
    del match
    ctx.undo.assign(ctx.state.hugetlb, "overcommit", _count(write))


HUGETLB_FILES: Final = (
    KernelFile(f"{_POOL}/(nr_hugepages)", _read_pool, _write_pool),
    KernelFile("/proc/sys/vm/(nr_hugepages)", _read_pool, _write_pool),
    KernelFile(f"{_POOL}/(nr_hugepages)_mempolicy", _read_pool, _write_mempolicy),
    KernelFile("/proc/sys/vm/(nr_hugepages)_mempolicy", _read_pool, _write_mempolicy),
    KernelFile(f"{_POOL}/(nr_overcommit_hugepages)", _read_pool, _write_overcommit),
    KernelFile("/proc/sys/vm/(nr_overcommit_hugepages)", _read_pool, _write_overcommit),
    KernelFile(f"{_POOL}/((?:free|resv|surplus)_hugepages)", _read_pool),
    KernelFile(f"{_NODE}/(nr_hugepages)", _read_node, _write_node),
    KernelFile(f"{_NODE}/((?:free|surplus)_hugepages)", _read_node),
)
