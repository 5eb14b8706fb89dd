"""Which zone a memory block goes to: the policy contig-zones (mm/memory_hotplug.c)."""

from __future__ import annotations

from service.mm.memory_blocks import MemoryBlock
from service.mm.state import HostState, Node, Zone
from service.mm.zones import PAGE_SHIFT, ZONE_MOVABLE, ZONE_NAMES, ZONE_NORMAL


def block_pages(state: HostState, block: MemoryBlock) -> tuple[int, int]:
    """The page frames [start, end) of a block."""
    pages = state.block_size >> PAGE_SHIFT
    return block.block * pages, (block.block + 1) * pages


def valid_zones(state: HostState, block: MemoryBlock) -> str:
    """memoryN/valid_zones: the zone of an online block, or what an offline one may become.

    A boot block that holds several zones or parts of two nodes reads `none`.
    """
    if block.state == "online":
        return "none" if block.zone < 0 else ZONE_NAMES[block.zone]
    default = zone_for_pfn_range(state, block, "online")
    kernel = zone_for_pfn_range(state, block, "online_kernel")
    others = [ZONE_NAMES[kernel.idx], ZONE_NAMES[ZONE_MOVABLE]]
    first = ZONE_NAMES[default.idx]
    return " ".join([first, *(name for name in others if name != first)])


def zone_for_pfn_range(state: HostState, block: MemoryBlock, online_type: str) -> Zone:
    """The zone that a block goes to, by the policy contig-zones."""
    node = state.nodes[block.nid]
    if online_type == "online_movable":
        return node.zones[ZONE_MOVABLE]
    low, high = block_pages(state, block)
    kernel = _kernel_zone(node, low, high)
    if online_type == "online_kernel":
        return kernel
    movable = _spans(state, node, ZONE_MOVABLE, low, high)
    inside = _spans(state, node, kernel.idx, low, high)
    return node.zones[ZONE_MOVABLE] if movable and not inside else kernel


def _kernel_zone(node: Node, low: int, high: int) -> Zone:
    """The first kernel zone that the range intersects, else NORMAL."""
    for zone in node.zones[:ZONE_MOVABLE]:
        if zone.present and zone.start_pfn < high and low < zone.start_pfn + zone.spanned:
            return zone
    return node.zones[ZONE_NORMAL]


def _spans(state: HostState, node: Node, idx: int, low: int, high: int) -> bool:
    """Whether a range lies between the lowest and highest online block of a zone."""
    online = [
        run
        for run in state.blocks.runs()
        if run.kind.nid == node.nid and run.kind.state == "online" and run.kind.zone == idx
    ]
    if not online:
        return False
    pages = state.block_size >> PAGE_SHIFT
    return online[0].start * pages <= low and high <= online[-1].end * pages
