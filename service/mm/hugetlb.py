"""2 MiB pages: sizing the pool, reservations at mmap, faults, copies on write (mm/hugetlb.c).

A page comes from the pool by the policy of the fault, or as surplus while overcommit allows; where
neither gives one the access is a SIGBUS. Mappings are anonymous ones (MAP_HUGETLB).
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm import gfp as g
from service.mm.alloc_mpol import Key, Slot, local_nid, own_key, policy_slots, turns_of
from service.mm.context import Context
from service.mm.hugetlb_pool import (
    HPAGE_NR,
    HPAGE_ORDER,
    HUGETLB,
    add_count,
    enqueue,
    promise,
    release_promises,
    remove,
    take_out,
)
from service.mm.mmap import anon_vma_prepare, get_pages, put_pages
from service.mm.mpol import MPOL_BIND
from service.mm.nodemask import nodes_of
from service.mm.objects import PageObject
from service.mm.page_alloc import (
    ALLOC_CPUSET,
    Request,
    alloc_frozen_pages,
    numa_zone_alloc_allowed,
    preferred_nid,
    zone_statistics,
    zonelist,
)
from service.mm.pagetable import new_tables
from service.mm.services import granted
from service.mm.state import LEVEL_SHIFTS, Task, Vma, Zone
from service.mm.vm_fault import PROT_WRITE, SIGBUS, Access, Fault
from service.mm.zones import ZONE_NAMES
from service.reasons import KernelError

#: htlb_alloc_mask: 2 MiB pages can move
_GFP: Final = g.GFP_HIGHUSER_MOVABLE
_FRESH: Final = _GFP | g.GFP_COMP | g.GFP_NOWARN | g.GFP_RETRY_MAYFAIL


# --- sizing ---


def opted_in(ctx: Context, nid: int) -> bool:
    """Whether a private node gives memory to hugetlb by right: cell `service.hugetlb`."""
    private = ctx.state.n_memory_private >> nid & 1
    by_right = private and ctx.knobs.service_hugetlb == "right"
    return bool(by_right and granted(ctx.state, nid, "hugetlb"))


def pool_request(ctx: Context, nid: int) -> Request:
    """The request for a page of a node's pool; for a private node that opted in with the key."""
    key = own_key(ctx) if opted_in(ctx, nid) else Key()
    return Request(nid, _FRESH | g.GFP_THISNODE | key.gfp, private=key.private, folio=True)


def pool_nodes(ctx: Context) -> list[int]:
    """The nodes over which the global pool is spread."""
    nodes = ctx.state.n_memory | ctx.state.n_memory_private
    return [nid for nid in nodes_of(nodes) if ctx.state.n_memory >> nid & 1 or opted_in(ctx, nid)]


def _fresh(ctx: Context, request: Request, local: int, limit: int = 1) -> tuple[Zone | None, int]:
    """Huge pages from the buddy allocator for the pool: their zone, and how many it gave."""
    request = msgspec.structs.replace(request, order=HPAGE_ORDER)
    grant = alloc_frozen_pages(ctx, request)
    if grant.zone is None:
        return None, 0
    zone = grant.zone
    count = zone.partition.nr_blocks(HPAGE_ORDER, min(limit, grant.nr))
    owner = ctx.new_id()
    runs = zone.partition.take_pages(ctx.undo, count * HPAGE_NR, owner, 0, HPAGE_ORDER)
    for pfn, pages in runs:
        zone.partition.free(ctx.undo, pfn, pages)
        enqueue(ctx, zone, pfn, pages)
    assert grant.request is not None, "what was granted was asked"
    zone_statistics(ctx, zone, preferred_nid(ctx, grant.request), local, count)
    add_count(ctx, ctx.state.hugetlb.nr, zone.nid, count)
    return zone, count


def _next(nodes: list[int], after: int) -> list[int]:
    """The nodes in turns, beginning with the one whose turn it is."""
    first = next((at for at, nid in enumerate(nodes) if nid >= after), 0)
    return [*nodes[first:], *nodes[:first]]


def _grow(ctx: Context, nodes: list[int], wanted: int) -> None:
    """Persistent pages: surplus ones are kept first, then fresh ones are taken, node by node."""
    pool = ctx.state.hugetlb
    for nid in _next(nodes, pool.next_to_alloc):
        kept = min(wanted, pool.surplus.get(nid, 0))
        add_count(ctx, pool.surplus, nid, -kept)
        wanted -= kept
    full: set[int] = set()
    while wanted and len(full) < len(nodes):
        order = [nid for nid in _next(nodes, pool.next_to_alloc) if nid not in full]
        share = max(wanted // len(order), 1)
        for nid in order[: wanted if share == 1 else len(order)]:
            _, count = _fresh(ctx, pool_request(ctx, nid), nid, share)
            if count < share:
                full.add(nid)
            wanted -= count
            ctx.undo.assign(pool, "next_to_alloc", nid + 1)


def _shrink(ctx: Context, nodes: list[int], unwanted: int) -> None:
    """Free pages go, node by node, but none that is reserved; used ones become surplus."""
    pool = ctx.state.hugetlb
    spare = min(unwanted, pool.nr_free - pool.resv)
    left = unwanted
    while spare > 0:
        having = [nid for nid in _next(nodes, pool.next_to_free) if pool.free_on(nid)]
        if not having:
            break
        remove(ctx, having[0], surplus=False)
        ctx.undo.assign(pool, "next_to_free", having[0] + 1)
        spare -= 1
        left -= 1
    for nid in _next(nodes, pool.next_to_free):
        kept = min(left, pool.nr.get(nid, 0) - pool.surplus.get(nid, 0))
        add_count(ctx, pool.surplus, nid, kept)
        left -= kept


def set_max_huge_pages(ctx: Context, count: int, nid: int | None, mask: int = 0) -> None:
    """A write to nr_hugepages, of the pool or of one node: as far as memory goes.

    `mask`: the nodes whose pages change in number; 0: all with memory.

    Source: mm/hugetlb.c, set_max_huge_pages.
    """
    pool = ctx.state.hugetlb
    nodes = list(nodes_of(mask)) if mask else pool_nodes(ctx)
    nodes = nodes if nid is None else [nid]
    if nid is None:
        persistent = pool.nr_pages - pool.nr_surplus
    else:
        persistent = pool.nr.get(nid, 0) - pool.surplus.get(nid, 0)
    if count > persistent:
        _grow(ctx, nodes, count - persistent)
    else:
        _shrink(ctx, nodes, persistent - count)


# --- reservations ---


def hugetlb_reserve_pages(ctx: Context, task: Task, key: int, first: int, end: int) -> None:
    """Promises the pages of a new mapping; surplus pages are made where the pool is short.

    Refuses: HUGETLB_NO_RESERVE (ENOMEM). Source: hugetlb_acct_memory, gather_surplus_pages.
    """
    pool = ctx.state.hugetlb
    delta = (end - first) // HPAGE_NR
    mask = task.mems_allowed if ctx.state.cpusets_enabled else ctx.state.n_memory
    if task.policy is not None and task.policy.mode == MPOL_BIND:
        mask &= task.policy.nodes
    needed = pool.resv + delta - pool.nr_free
    local = local_nid(ctx.state, task)
    while needed > 0:
        request = Request(local, _FRESH, nodemask=mask, task=task, folio=True)
        if not _surplus(ctx, request, local):
            raise KernelError("HUGETLB_NO_RESERVE", rule="mmap.refused", nr_pages=delta)
        needed -= 1
    if delta > sum(pool.free_on(nid) for nid in nodes_of(mask)):
        raise KernelError("HUGETLB_NO_RESERVE", rule="mmap.refused", nr_pages=delta)
    promise(ctx, key, first, end)


def _surplus(ctx: Context, request: Request, local: int) -> Zone | None:
    """A surplus page in the pool, while overcommit allows (alloc_surplus_hugetlb_folio)."""
    pool = ctx.state.hugetlb
    if pool.nr_surplus >= pool.overcommit:
        return None
    zone, count = _fresh(ctx, request, local)
    if zone is None or not count:
        return None
    add_count(ctx, pool.surplus, zone.nid, 1)
    return zone


# --- pages ---


def dequeue(ctx: Context, request: Request) -> int:
    """The first node of the request's list that has a free page of the pool; -1: none.

    Source: mm/hugetlb.c, dequeue_hugetlb_folio_nodemask.
    """
    for zone in zonelist(ctx, request):
        masked = request.nodemask is not None and not request.nodemask >> zone.nid & 1
        if masked or zone.idx > request.highest:
            continue
        if numa_zone_alloc_allowed(ctx, request, zone, ALLOC_CPUSET):
            continue
        if ctx.state.hugetlb.free_on(zone.nid):
            return zone.nid
    return -1


def _alloc(ctx: Context, task: Task, slot: Slot, key: int, at: int) -> int:
    """alloc_hugetlb_folio: the node whose pool has the page now; -1: none (ENOSPC).

    A reservation for page `at` of `key` is used up; without one only unreserved pages may go.
    """
    pool = ctx.state.hugetlb
    promised = key in pool.promised and at in pool.promised[key]
    nid = -1
    if promised or pool.nr_free > pool.resv:
        nid = next((n for request in slot.requests if (n := dequeue(ctx, request)) >= 0), -1)
    local = local_nid(ctx.state, task)
    for request in slot.requests if nid < 0 else ():
        fresh = msgspec.structs.replace(request, gfp=request.gfp | _FRESH)
        zone = _surplus(ctx, fresh, local)
        if zone is not None:
            nid = zone.nid
            break
    if nid >= 0 and promised:
        release_promises(ctx, key, at, at + HPAGE_NR)
    return nid


def put_in(ctx: Context, obj: PageObject, index: int, nid: int) -> Zone:
    """Gives the absent huge page at `index` a free page of a node's pool; its zone."""
    pool = ctx.state.hugetlb
    zone, pfn = take_out(ctx, nid, next(iter(pool.free[nid].keys())))
    ctx.store.populate_at(obj, (index, index + HPAGE_NR), zone.key, pfn)
    obj.set_mark(ctx.undo, "order", index, index + HPAGE_NR, HPAGE_ORDER)
    return zone


def _own_object(ctx: Context, access: Access, page: int) -> PageObject:
    """The object that owns the private huge pages of an address space at these addresses."""
    mm = access.mm
    own = ctx.state.objects.get(mm.hugetlb)
    if own is None or own.extents.overlaps_any(page, page + HPAGE_NR):
        own = ctx.new_object("anon", HUGETLB)
        ctx.undo.assign(mm, "hugetlb", own.id)
    return own


def hugetlb_fault(ctx: Context, access: Access, vma: Vma, first: int, end: int) -> None:
    """Touches huge pages of an area, one by one. Refuses: Fault."""
    page = first >> HPAGE_ORDER << HPAGE_ORDER
    while page < end:
        entry = access.mm.pages.at(page)
        if entry is None:
            _no_page(ctx, access, vma, page)
        elif access.write and not entry[2]:
            _wp(ctx, access, vma, page)
        page += HPAGE_NR
        access.page = min(page, end)


def _slot(ctx: Context, access: Access, vma: Vma, page: int) -> Slot:
    """Whose turn a huge page is: the area's policy, else the task's, by huge page index."""
    policy = vma.policy if vma.policy is not None else access.task.policy
    keyed = ctx.knobs.service_hugetlb == "right"
    slots = policy_slots(ctx, access.task, policy, _GFP, keyed=keyed)
    turn = (vma.pgoff >> HPAGE_ORDER) + (page - vma.start >> HPAGE_ORDER)
    return slots[turns_of(slots).order.slot_of(turn)]


def _no_page(ctx: Context, access: Access, vma: Vma, page: int) -> None:
    """A huge page that is not mapped (hugetlb_no_page)."""
    shared = vma.kind == "hugetlb_shared"
    writable = bool(vma.prot & PROT_WRITE) and (shared or access.write)
    if shared:
        obj = ctx.state.objects[int(vma.file)]
        index = vma.pgoff + page - vma.start
        key = obj.id
    else:
        anon_vma_prepare(ctx, access.mm, page)
        obj, index, key = _own_object(ctx, access, page), page, access.mm.id
    if not obj.extents.overlaps_any(index, index + HPAGE_NR):
        _place(ctx, access, vma, page, (obj, index, key))
    new_tables(ctx, access.mm, page, page + HPAGE_NR, LEVEL_SHIFTS[:2])
    if shared:
        get_pages(ctx, obj, index, index + HPAGE_NR)
    entry = (obj.id, index - page, writable)
    access.mm.pages.assign(ctx.undo, page, page + HPAGE_NR, entry)


def _place(
    ctx: Context, access: Access, vma: Vma, page: int, where: tuple[PageObject, int, int]
) -> None:
    """A page of the pool for (object, index); SIGBUS where there is none."""
    obj, index, key = where
    at = index if vma.kind == "hugetlb_shared" else page
    nid = _alloc(ctx, access.task, _slot(ctx, access, vma, page), key, at)
    if nid < 0:
        raise Fault(SIGBUS, "HUGETLB_EMPTY", "fault.signal")
    zone = put_in(ctx, obj, index, nid)
    access.add({zone.key: HPAGE_NR})
    ctx.decide("fault.hugetlb", nid=nid, zone=ZONE_NAMES[zone.idx])


def _wp(ctx: Context, access: Access, vma: Vma, page: int) -> None:
    """A write to a private huge page mapped read-only: reuse, or copy (hugetlb_wp).

    The process that made the mapping has the promise: when the pool is empty its children lose the
    page, and it goes on with the old one.
    """
    mm = access.mm
    entry = mm.pages.at(page)
    assert entry is not None, "the page is mapped"
    obj = ctx.state.objects[entry[0]]
    index = page + entry[1]
    last = page + HPAGE_NR
    if obj.extra.at(index):
        own = _own_object(ctx, access, page)
        nid = _alloc(ctx, access.task, _slot(ctx, access, vma, page), -1, page)
        if nid >= 0:
            zone = put_in(ctx, own, page, nid)
            access.add({zone.key: HPAGE_NR})
            mm.pages.assign(ctx.undo, page, last, (own.id, 0, True))
            put_pages(ctx, obj, index, index + HPAGE_NR)
            ctx.decide("fault.hugetlb", nid=nid, zone=ZONE_NAMES[zone.idx])
            return
        if vma.file != str(mm.id):
            raise Fault(SIGBUS, "HUGETLB_EMPTY", "fault.signal")
        _unmap_others(ctx, access, obj, index)
    mm.pages.assign(ctx.undo, page, last, (entry[0], entry[1], True))


def _unmap_others(ctx: Context, access: Access, obj: PageObject, index: int) -> None:
    """Takes a page from every other address space (unmap_ref_private)."""
    for mm_id in sorted(ctx.state.mms):
        other = ctx.state.mms[mm_id]
        for start in list(other.pages.keys()) if other is not access.mm else ():
            end, (obj_id, shift, _) = other.pages.values[start]
            page = index - shift
            if obj_id == obj.id and start <= page < end:
                other.pages.clear(ctx.undo, page, page + HPAGE_NR)
                put_pages(ctx, obj, index, index + HPAGE_NR)


def migration_target(ctx: Context, obj: PageObject, index: int, request: Request) -> int:
    """alloc_hugetlb_folio_nodemask: the node with a page for the huge page that moves; -1: none.

    A free page of the pool, else a fresh one: then the old one leaves the pool for it.
    """
    pool = ctx.state.hugetlb
    nid = dequeue(ctx, request) if pool.nr_free > pool.resv else -1
    if nid >= 0:
        return nid
    fresh = msgspec.structs.replace(request, gfp=request.gfp | _FRESH)
    zone, count = _fresh(ctx, fresh, request.preferred)
    if zone is None or not count:
        return -1
    source = obj.zone_at(index)
    assert source is not None, "a page that moves is present"
    # move_hugetlb_state: the old page is the temporary one now; as surplus it goes when it is freed
    add_count(ctx, pool.surplus, source[0], 1)
    return zone.nid
