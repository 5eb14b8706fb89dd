"""Hint faults of NUMA balancing: where a page should be (mm/mempolicy.c, mpol_misplaced)."""

from __future__ import annotations

from service.mm import mpol as m
from service.mm.alloc_mpol import local_nid
from service.mm.background import NUMA_BALANCING_MEMORY_TIERING
from service.mm.context import Context
from service.mm.memory_tiers import tier_of
from service.mm.mmap import get_vma_policy, shared_object
from service.mm.nodemask import nodes_of
from service.mm.numa_balancing import do_numa_page
from service.mm.state import HostState, Mempolicy, Mm, Task, Vma

#: free pages above promo that let every page of a slow tier through: 1 GiB, or 1/16 of the node
_ENOUGH_PAGES = (1 << 30) >> 12
_ENOUGH_SHARE = 16
#: sysctl_numa_balancing_hot_threshold: a second from the scan to the fault
_HOT_THRESHOLD_NS = 1_000_000_000


def hint_faults(ctx: Context, task: Task, vma: Vma, first: int, end: int) -> None:
    """The pages of a range that the scanner marked: each is moved, or its entry comes back."""
    mm = ctx.state.mms[task.mm]
    for low, high, _ in list(mm.protnone.overlaps(first, end)):
        page = max(low, first)
        while page < min(high, end):
            if mm.protnone.at(page) is None:
                page += 1
                continue
            _hint_fault(ctx, task, mm, vma, page)
            page += 1


def _hint_fault(ctx: Context, task: Task, mm: Mm, vma: Vma, page: int) -> None:
    entry = mm.pages.at(page)
    assert entry is not None, "the scanner marks mapped pages only"
    zone = ctx.state.objects[entry[0]].zone_at(page + entry[1])
    assert zone is not None, "a mapped page has a zone"
    nid = zone[0]
    ctx.count("numa_hint_faults", nid)
    target = mpol_misplaced(ctx, task, vma, page, nid)
    do_numa_page(ctx, mm, vma, page, target)
    text = f"page {page - vma.start} stays on node {nid}"
    if target is not None:
        text = f"page {page - vma.start} of node {nid} belongs on node {target}"
    ctx.decide("fault.numa_hint", text=text)


def mpol_misplaced(ctx: Context, task: Task, vma: Vma, page: int, nid: int) -> int | None:
    """The node that a page should be on; None: it is well placed, or its policy says nothing.

    A task without a policy wants its pages on its own node; a policy takes part with
    NUMA_BALANCING only, and never beyond its nodes.
    """
    policy = get_vma_policy(ctx.state, vma, page) or task.policy
    local = local_nid(ctx.state, task)
    if not _moves_on_fault(policy) or (policy is not None and not policy.nodes >> local & 1):
        return None
    if local == nid or not ctx.state.n_memory >> local & 1:
        return None
    return local if _should_migrate(ctx, task, page, nid, local) else None


def _moves_on_fault(policy: Mempolicy | None) -> bool:
    """MPOL_F_MOF: the default policy, and policies with NUMA_BALANCING."""
    return policy is None or bool(policy.flags & m.MPOL_F_NUMA_BALANCING)


def vma_policy_mof(ctx: Context, task: Task, vma: Vma, page: int) -> bool:
    """Whether the scanner looks at an area: shared memory needs a policy of its own for that."""
    policy = get_vma_policy(ctx.state, vma, page)
    if policy is None and shared_object(ctx.state, vma) is not None:
        return False
    return _moves_on_fault(policy or task.policy)


def _should_migrate(ctx: Context, task: Task, page: int, nid: int, target: int) -> bool:
    """should_numa_migrate_memory. Faults of one task only are private ones, which always may.

    With the tiering mode a page of a slow tier moves where there is space enough, else when it was
    touched soon after the scan.
    """
    state = ctx.state
    tiering = state.background.numa_balancing & NUMA_BALANCING_MEMORY_TIERING
    if node_is_toptier(state, nid) or not tiering:
        return True
    zones = [zone for zone in state.nodes[target].zones if zone.managed]
    share = sum(zone.present for zone in zones) // _ENOUGH_SHARE
    if any(zone.free > zone.promo + max(_ENOUGH_PAGES, share) for zone in zones):
        return True
    scanned = state.mms[task.mm].protnone.at(page) or 0
    return state.now_ns - (scanned - 1) < _HOT_THRESHOLD_NS


def node_is_toptier(state: HostState, nid: int) -> bool:
    """Whether a node is as fast as the slowest tier that has CPUs (mm/memory-tiers.c)."""
    tiers = [tier_of(state, each) for each in nodes_of(state.n_cpu & state.n_memory)]
    known = [tier for tier in tiers if tier is not None]
    mine = tier_of(state, nid)
    return mine is None or not known or mine <= max(known)
