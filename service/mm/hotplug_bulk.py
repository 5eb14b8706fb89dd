"""Many memory blocks at once: what onlining or offlining them one by one comes to.

Only where nothing can happen between two blocks: no listener refuses, no fault point is armed, no
service is asked. Every block changes the watermarks by those of the block before, so these are
still computed block by block, in plain numbers.
Source: mm/memory_hotplug.c (walk_memory_blocks), mm/page_alloc.c (init_per_zone_wmark_min).
"""

from __future__ import annotations

import msgspec

from service.mm.context import Context
from service.mm.memory_blocks import BlockKind
from service.mm.partition import FREE
from service.mm.state import Zone
from service.mm.watermark import grow_marks
from service.mm.zones import PAGE_SHIFT


def quiet(ctx: Context) -> bool:
    """Whether blocks of a call may be taken together."""
    state = ctx.state
    if state.notifier_errors or state.fault_points or ctx.probe is not None:
        return False
    nodes = state.nodes.values()
    asked = any(
        each.node_private is not None and each.node_private.ops is not None for each in nodes
    )
    return not asked and not any(zone.boost for each in nodes for zone in each.zones)


def online_run(ctx: Context, kind: BlockKind, start: int, end: int, zone: Zone) -> None:
    """Blocks [start, end), offline until now, are online in a zone that has pages already."""
    low, high = _pages(ctx, start, end)
    zone.partition.add_span(ctx.undo, low, high)
    resize(ctx, zone, high - low)
    grow_marks(ctx.state, ctx.undo, zone, (high - low) // (end - start), end - start)
    set_state(ctx, kind, start, end, "online", zone.idx)


def is_free(ctx: Context, start: int, end: int, zone: Zone) -> bool:
    """Whether all pages of blocks [start, end) are free pages of a zone."""
    low, high = _pages(ctx, start, end)
    found = zone.partition.find(low)
    return found is not None and found[2] == FREE and found[1] >= high


def offline_run(ctx: Context, kind: BlockKind, start: int, end: int, zone: Zone) -> None:
    """Blocks [start, end), online and free, leave a zone that keeps pages."""
    low, high = _pages(ctx, start, end)
    zone.partition.remove_span(ctx.undo, low, high)
    resize(ctx, zone, low - high)
    grow_marks(ctx.state, ctx.undo, zone, (low - high) // (end - start), end - start)
    set_state(ctx, kind, start, end, "offline", -1)


def _pages(ctx: Context, start: int, end: int) -> tuple[int, int]:
    pages = ctx.state.block_size >> PAGE_SHIFT
    return start * pages, end * pages


def set_state(ctx: Context, kind: BlockKind, start: int, end: int, state: str, zone: int) -> None:
    """Blocks [start, end) are in a state from now on."""
    changed = msgspec.structs.replace(kind, state=state, zone=zone)
    ctx.state.blocks.set(ctx.undo, start, end, changed)


def resize(ctx: Context, zone: Zone, pages: int) -> None:
    """A zone has so many pages more; its span follows from what it holds."""
    ctx.undo.assign(zone, "managed", zone.managed + pages)
    ctx.undo.assign(zone, "present", zone.present + pages)
    ctx.state.forget_plans(ctx.undo)
    first, last = zone.partition.ceiling(0), zone.partition.floor(1 << 62)
    if first is not None and last is not None:
        ctx.undo.assign(zone, "start_pfn", first)
        ctx.undo.assign(zone, "spanned", zone.partition.values[last][0] - first)
    else:
        ctx.undo.assign(zone, "start_pfn", 0)
        ctx.undo.assign(zone, "spanned", 0)
