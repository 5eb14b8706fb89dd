"""The pool of 2 MiB pages (mm/hugetlb.c, struct hstate): free pages per node, counts, reservations.

Frames of the pool that nobody uses belong to the owner ("hugetlb", nid) in the zone's partition;
`free` names them by huge frame number (pfn >> 9). A page in use belongs to an object whose name is
HUGETLB. `resv` counts pages that mappings were promised and have not touched yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from service.mm.intervals import IntervalSet

if TYPE_CHECKING:
    from service.mm.context import Context
    from service.mm.objects import PageObject
    from service.mm.state import HostState, Zone

HPAGE_ORDER: Final = 9
HPAGE_NR: Final = 1 << HPAGE_ORDER
#: name of the objects whose pages come from the pool and go back to it
HUGETLB: Final = "hugetlb"


class Hstate:
    """Counts of one page size. `nr` and `surplus` are per node; their sums are the pool's."""

    __slots__ = (
        "free",
        "next_to_alloc",
        "next_to_free",
        "nr",
        "overcommit",
        "promised",
        "resv",
        "surplus",
    )

    def __init__(self) -> None:
        #: nr_hugepages and surplus_hugepages by node
        self.nr: dict[int, int] = {}
        self.surplus: dict[int, int] = {}
        #: node -> huge frame numbers of its free pages
        self.free: dict[int, IntervalSet] = {}
        #: resv_hugepages
        self.resv = 0
        #: nr_overcommit_hugepages
        self.overcommit = 0
        #: where the next page is taken from or given back, in turns
        self.next_to_alloc = 0
        self.next_to_free = 0
        #: address space (private) or object (shared) -> pages with an unused reservation
        self.promised: dict[int, IntervalSet] = {}

    def free_on(self, nid: int) -> int:
        """free_hugepages of a node."""
        found = self.free.get(nid)
        return 0 if found is None else found.count(0, 1 << 52)

    @property
    def nr_free(self) -> int:
        """free_hugepages."""
        return sum(self.free_on(nid) for nid in self.free)

    @property
    def nr_pages(self) -> int:
        """nr_hugepages: persistent and surplus ones."""
        return sum(self.nr.values())

    @property
    def nr_surplus(self) -> int:
        """surplus_hugepages."""
        return sum(self.surplus.values())


def is_hugetlb(obj: PageObject) -> bool:
    """Whether an object's pages are those of the pool (folio_test_hugetlb)."""
    return obj.name == HUGETLB


def add_count(ctx: Context, counts: dict[int, int], nid: int, by: int) -> None:
    """Changes a count per node; nothing is kept at zero."""
    left = counts.get(nid, 0) + by
    assert left >= 0, "a count of the pool is below zero"
    if left:
        ctx.undo.set(counts, nid, left)
    elif nid in counts:
        ctx.undo.delete(counts, nid)


def _owner(ctx: Context, nid: int) -> int:
    for owner, (kind, name) in sorted(ctx.state.owners.items()):
        if kind == HUGETLB and name == nid:
            return owner
    owner = ctx.new_id()
    ctx.undo.set(ctx.state.owners, owner, (HUGETLB, nid))
    return owner


def enqueue(ctx: Context, zone: Zone, pfn: int, nr_pages: int) -> None:
    """Frames without an owner become free pages of the pool (enqueue_hugetlb_folio)."""
    free = ctx.state.hugetlb.free
    if zone.nid not in free:
        ctx.undo.set(free, zone.nid, IntervalSet())
    zone.partition.take_range(ctx.undo, pfn, nr_pages, _owner(ctx, zone.nid), pfn)
    free[zone.nid].add(ctx.undo, pfn >> HPAGE_ORDER, pfn + nr_pages >> HPAGE_ORDER)


def take_out(ctx: Context, nid: int, frame: int) -> tuple[Zone, int]:
    """Removes a free page from the pool; its zone and first pfn, whose frames are free now."""
    free = ctx.state.hugetlb.free[nid]
    free.remove(ctx.undo, frame, frame + 1)
    if not free:
        ctx.undo.delete(ctx.state.hugetlb.free, nid)
    pfn = frame << HPAGE_ORDER
    zone = zone_of_pfn(ctx.state, nid, pfn)
    zone.partition.free(ctx.undo, pfn, HPAGE_NR)
    return zone, pfn


def zone_of_pfn(state: HostState, nid: int, pfn: int) -> Zone:
    """The zone of a node that holds a frame."""
    return next(zone for zone in state.nodes[nid].zones if zone.partition.find(pfn) is not None)


def remove(ctx: Context, nid: int, *, surplus: bool) -> None:
    """Gives a free page of a node to the buddy allocator (remove_hugetlb_folio)."""
    pool = ctx.state.hugetlb
    take_out(ctx, nid, next(iter(pool.free[nid].keys())))
    add_count(ctx, pool.nr, nid, -1)
    if surplus:
        add_count(ctx, pool.surplus, nid, -1)


def free_huge_folios(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """free_huge_folio: back into the pool, or to the buddy allocator while the node has surplus."""
    pool = ctx.state.hugetlb
    frames = [
        (index, pfn, pages, zone)
        for low, high, zone in obj.runs(first, end)
        for index, pfn, pages in obj.frames(low, high, zone)
    ]
    for index, pfn, pages, zone in frames:
        ctx.store.release(obj, index, index + pages)
        for start in range(pfn, pfn + pages, HPAGE_NR):
            if pool.surplus.get(zone[0], 0):
                add_count(ctx, pool.surplus, zone[0], -1)
                add_count(ctx, pool.nr, zone[0], -1)
            else:
                enqueue(ctx, ctx.state.zone(zone), start, HPAGE_NR)


def promise(ctx: Context, key: int, first: int, end: int) -> None:
    """Reserves pages [first, end) for an address space or object; they were found before."""
    promised = ctx.state.hugetlb.promised
    if key not in promised:
        ctx.undo.set(promised, key, IntervalSet())
    promised[key].add(ctx.undo, first, end)
    ctx.undo.assign(ctx.state.hugetlb, "resv", ctx.state.hugetlb.resv + (end - first) // HPAGE_NR)


def release_promises(ctx: Context, key: int, first: int, end: int) -> int:
    """Takes reservations back; how many huge pages they were for."""
    pool = ctx.state.hugetlb
    found = pool.promised.get(key)
    if found is None:
        return 0
    pages = sum(high - low for low, high in found.remove(ctx.undo, first, end)) // HPAGE_NR
    if not found:
        ctx.undo.delete(pool.promised, key)
    ctx.undo.assign(pool, "resv", pool.resv - pages)
    return pages


def return_unused(ctx: Context, key: int, first: int, end: int) -> None:
    """Reservations end unused, and surplus pages that were made for them go.

    Source: mm/hugetlb.c, return_unused_surplus_pages.
    """
    pool = ctx.state.hugetlb
    left = min(release_promises(ctx, key, first, end), pool.nr_surplus)
    for nid in sorted(pool.surplus):
        while left and pool.surplus.get(nid, 0) and pool.free_on(nid):
            remove(ctx, nid, surplus=True)
            left -= 1
