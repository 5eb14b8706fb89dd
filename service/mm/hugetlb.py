"""hugetlb pools: huge pages taken from a node, or round robin from the pool's nodes (mm/hugetlb.c).

A pool page is a folio request with __GFP_THISNODE. Whether it carries the model's key on a private
node, and whether the global pool counts such a node, is the cell `service.hugetlb`.
"""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm.alloc_mpol import Key, own_key
from service.mm.context import Context
from service.mm.nodemask import nodes_of
from service.mm.page_alloc import Request, alloc_frozen_pages
from service.mm.services import granted

#: gfp of a pool page (htlb_alloc_mask and only_alloc_fresh_hugetlb_folio); movable by default
POOL_GFP: Final = (
    g.GFP_HIGHUSER_MOVABLE | g.GFP_THISNODE | g.GFP_RETRY_MAYFAIL | g.GFP_COMP | g.GFP_NOWARN
)
#: counter of pages in the pool of a node
NR_HUGEPAGES: Final = "nr_hugepages"


def opted_in(ctx: Context, nid: int) -> bool:
    """Whether a private node gives memory to hugetlb by right."""
    private = ctx.state.n_memory_private >> nid & 1
    return bool(
        private and ctx.knobs.service_hugetlb == "right" and granted(ctx.state, nid, "hugetlb")
    )


def pool_request(ctx: Context, nid: int, order: int) -> Request:
    """The request for one pool page on a node."""
    key = own_key(ctx) if opted_in(ctx, nid) else Key()
    return Request(nid, POOL_GFP | key.gfp, order, private=key.private, folio=True)


def pool_nodes(ctx: Context) -> list[int]:
    """The nodes over which the global pool is spread."""
    return [
        nid
        for nid in nodes_of(ctx.state.n_memory | ctx.state.n_memory_private)
        if ctx.state.n_memory >> nid & 1 or opted_in(ctx, nid)
    ]


def alloc_pool_page(ctx: Context, nid: int, order: int) -> bool:
    """Adds one huge page to the pool of a node; False: it did not get one."""
    grant = alloc_frozen_pages(ctx, pool_request(ctx, nid, order))
    if grant.zone is None:
        return False
    owner = ctx.new_id()
    ctx.undo.set(ctx.state.owners, owner, ("kernel", grant.zone.nid))
    if grant.zone.partition.take_block(ctx.undo, order, owner, 0) < 0:
        return False
    ctx.count(NR_HUGEPAGES, grant.zone.nid)
    return True


def set_max_huge_pages(ctx: Context, nid: int | None, count: int, order: int) -> int:
    """A write to nr_hugepages, of one node or of all; pages that the pool then has.

    The global pool takes turns over its nodes and stops after a round without success.
    """
    if nid is not None:
        while nr_hugepages(ctx, nid) < count and alloc_pool_page(ctx, nid, order):
            pass
        return nr_hugepages(ctx, nid)
    nodes = pool_nodes(ctx)
    failed: set[int] = set()
    turn = 0
    while nr_hugepages(ctx, None) < count and len(failed) < len(nodes):
        node = nodes[turn % len(nodes)]
        turn += 1
        if node not in failed and not alloc_pool_page(ctx, node, order):
            failed.add(node)
    return nr_hugepages(ctx, None)


def nr_hugepages(ctx: Context, nid: int | None) -> int:
    """Huge pages in the pool of a node, or of all."""
    return sum(
        count
        for (name, node), count in ctx.state.counters.items()
        if name == NR_HUGEPAGES and nid in {None, node}
    )
