"""Emptying a memory block: everything in it moves elsewhere, or the block stays.

Where the kernel would retry for ever on pages that cannot move, the twin answers EBUSY and names
their owner.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot
from service.mm.blocking import list_blocking
from service.mm.context import Context
from service.mm.cram_state import NP_CAP_HOTUNPLUG
from service.mm.folio import private_flags
from service.mm.hugetlb_pool import HPAGE_ORDER, HUGETLB, add_count, take_out
from service.mm.lanes import Lane
from service.mm.memory_blocks import MemoryBlock
from service.mm.migrate import movable_spans, move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.partition import FREE
from service.mm.services import may_touch
from service.mm.state import Zone
from service.mm.zones import ZONE_MOVABLE
from service.reasons import KernelError

_TARGET_GFP = g.GFP_KERNEL | g.GFP_MOVABLE | g.GFP_RETRY_MAYFAIL | g.GFP_NOWARN


def target_gfp(idx: int) -> int:
    """What a page that leaves a zone asks for: only one that leaves ZONE_MOVABLE may enter it.

    Source: mm/memory_hotplug.c, do_migrate_range; mm/migrate.c, alloc_migration_target.
    """
    return _TARGET_GFP | (g.GFP_HIGHMEM if idx == ZONE_MOVABLE else 0)


def check_whole(block: MemoryBlock, zone: Zone, low: int, high: int) -> None:
    """A block goes offline whole, out of one zone. Refuses: BLOCK_HOLES, BLOCK_ZONES.

    Where a zone has holes, a page that is not managed counts as one: the twin knows how many pages
    are present, not which. Where it has none, such a page was reserved by the boot (`evacuate`).
    Source: mm/memory_hotplug.c, offline_pages.
    """
    runs = zone.partition.iter_runs(low, high)
    managed = sum(min(end, high) - max(start, low) for start, end, _, _ in runs)
    inside = zone.start_pfn <= low and high <= zone.start_pfn + zone.spanned
    if block.zone < 0:
        raise KernelError("BLOCK_ZONES", rule="hotplug.offline", block=block.block)
    if managed < high - low and not (inside and zone.present == zone.spanned):
        raise KernelError("BLOCK_HOLES", rule="hotplug.offline", block=block.block)


def evacuate(ctx: Context, block: MemoryBlock, zone: Zone, low: int, high: int) -> None:
    """Moves the pages of [low, high) to the nearest other nodes.

    Refuses: BLOCK_UNMOVABLE (pages reserved by the boot, a kernel allocation, or folios that nobody
    may move), BLOCK_NO_TARGET.
    Source: mm/memory_hotplug.c, do_migrate_range; patch 22 of 27 for private nodes.
    """
    reserved = high - low - sum(end - start for start, end, _, _ in _runs(zone, low, high))
    if reserved:
        raise KernelError(
            "BLOCK_UNMOVABLE",
            rule="hotplug.offline",
            block=block.block,
            owner=f"{reserved} pages that the boot reserved",
        )
    held = _held(ctx, zone, low, high, block.block, dissolves=True)
    unplugs = NP_CAP_HOTUNPLUG in private_flags(ctx, zone.nid)
    in_use = [run for run in held if ctx.state.owners[run[2]][0] != "hwpoison"]
    if in_use and not unplugs and not may_touch(ctx.state, zone.nid, "hotunplug"):
        ctx.effect("warning", nid=zone.nid, name="hot-unplug on non-migratable node")
        list_blocking(ctx, zone, in_use)
        raise KernelError(
            "BLOCK_UNMOVABLE",
            rule="hotplug.offline",
            block=block.block,
            owner=f"{sum(end - start for start, end, _, _ in in_use)} folios of a node without "
            "the right to be unplugged",
        )
    for start, end, owner, index in held:
        if ctx.state.owners[owner][0] == "hwpoison":
            zone.partition.free(ctx.undo, start, end - start)
            continue
        _move_away(ctx, block.block, zone, owner, index, end - start)
    _dissolve_free_hugetlb_folios(ctx, block, zone, low, high)


def _dissolve_free_hugetlb_folios(
    ctx: Context, block: MemoryBlock, zone: Zone, low: int, high: int
) -> None:
    """Free pages of the pool in the range go back to the buddy allocator, and out of the pool.

    Refuses: BLOCK_UNMOVABLE, where mappings were promised all free pages that there are.
    Source: mm/hugetlb.c, dissolve_free_hugetlb_folios.
    """
    pool = ctx.state.hugetlb
    free = pool.free.get(zone.nid)
    frames = free.intervals(low >> HPAGE_ORDER, high >> HPAGE_ORDER) if free is not None else ()
    for first, end in list(frames):
        for frame in range(first, end):
            if pool.nr_free <= pool.resv:
                raise KernelError(
                    "BLOCK_UNMOVABLE",
                    rule="hotplug.offline",
                    block=block.block,
                    owner=f"huge pages of the pool, of which {pool.resv} are reserved",
                )
            take_out(ctx, zone.nid, frame)
            add_count(ctx, pool.nr, zone.nid, -1)


def evacuate_range(ctx: Context, zone: Zone, low: int, high: int) -> None:
    """Moves the pages of [low, high) away, as a contiguous allocation does.

    Refuses: BLOCK_UNMOVABLE, BLOCK_NO_TARGET; `block` of their facts is the first frame.
    """
    for start, end, owner, index in _held(ctx, zone, low, high, low):
        if ctx.state.owners[owner][0] == "hwpoison":
            raise KernelError("BLOCK_UNMOVABLE", rule="hotplug.offline", block=low, owner="poison")
        _move_away(ctx, low, zone, owner, index, end - start)


def _held(
    ctx: Context, zone: Zone, low: int, high: int, number: int, *, dissolves: bool = False
) -> list[tuple[int, int, int, int]]:
    """The runs of [low, high) that somebody holds; all can move, or are poisoned and isolated.

    `dissolves`: free pages of the pool of huge pages are held by nobody.
    """
    held = [run for run in _runs(zone, low, high) if run[2] != FREE]
    if dissolves:
        held = [run for run in held if ctx.state.owners[run[2]][0] != HUGETLB]
    for run in held:
        kind, name = ctx.state.owners[run[2]]
        if kind not in {"lane", "hwpoison"}:
            list_blocking(ctx, zone, [run])
            raise KernelError(
                "BLOCK_UNMOVABLE", rule="hotplug.offline", block=number, owner=f"{kind} {name}"
            )
    return held


def _runs(zone: Zone, low: int, high: int) -> list[tuple[int, int, int, int]]:
    """(start, end, owner, index) of every run that overlaps [low, high), clipped."""
    first = zone.partition.find(low)
    start = first[0] if first is not None else low
    clipped: list[tuple[int, int, int, int]] = []
    for begin, end, owner, index in list(zone.partition.iter_runs(start, high)):
        a, b = max(begin, low), min(end, high)
        if a < b:
            clipped.append((a, b, owner, index + a - begin))
    return clipped


def lane_of(obj: PageObject, owner: int) -> Lane:
    """The lane of an object with this owner id."""
    return next(lane for lane in obj.lanes.values() if lane.id == owner)


def _move_away(ctx: Context, number: int, zone: Zone, owner: int, index: int, count: int) -> None:
    """Moves `count` pages of a lane, from lane index `index` on."""
    obj = ctx.state.objects[int(ctx.state.owners[owner][1])]
    pattern, phase, key = lane_of(obj, owner).key
    others = ctx.state.n_memory & ~(1 << zone.nid)
    mask = others or ctx.state.n_memory
    slots = [Slot((Request(zone.nid, target_gfp(zone.idx), nodemask=mask),))]
    rank = index
    while rank < index + count:
        first = pattern.index_of(key, rank) - phase
        end = first + 1
        while (
            rank + end - first < index + count
            and pattern.index_of(key, rank + end - first) - phase == end
        ):
            end += 1
            if pattern.period == 1:
                end = first + index + count - rank
        if movable_spans(ctx, obj, first, end) != [(first, end)]:
            raise KernelError(
                "BLOCK_UNMOVABLE",
                rule="hotplug.offline",
                block=number,
                owner=f"file {obj.name}",
            )
        if move_folios(ctx, zone.nid, obj, (first, end), slots, 0) < end - first:
            raise KernelError("BLOCK_NO_TARGET", rule="hotplug.offline", block=number)
        rank += end - first
