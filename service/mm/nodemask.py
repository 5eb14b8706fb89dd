"""Node masks as integers: bit n is node n. Cheap to hash, compare and store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def mask_of(nids: Iterable[int]) -> int:
    """The mask with exactly these nodes."""
    mask = 0
    for nid in nids:
        mask |= 1 << nid
    return mask


def nodes_of(mask: int) -> Iterator[int]:
    """The nodes of a mask, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def first_node(mask: int) -> int:
    """The lowest node; -1 for an empty mask."""
    return (mask & -mask).bit_length() - 1


def next_node_in(nid: int, mask: int) -> int:
    """The next node after `nid`, cyclic; -1 for an empty mask (include/linux/nodemask.h)."""
    above = mask >> (nid + 1) << (nid + 1)
    return first_node(above or mask)


def weight(mask: int) -> int:
    """Number of nodes in a mask."""
    return mask.bit_count()


def nth_node(mask: int, n: int) -> int:
    """The n-th node of a mask in ascending order, n counted from 0 and below its weight."""
    for _ in range(n):
        mask &= mask - 1
    return first_node(mask)


def fold(mask: int, size: int) -> int:
    """bitmap_fold: each node modulo `size`."""
    return mask_of(nid % size for nid in nodes_of(mask)) if size else 0


def onto(mask: int, relative_to: int) -> int:
    """bitmap_onto: bit n of `mask` becomes the n-th node of `relative_to`."""
    count = weight(relative_to)
    return mask_of(nth_node(relative_to, nid) for nid in nodes_of(mask) if nid < count)


def remap_node(nid: int, old: int, new: int) -> int:
    """bitmap_bitremap: ordinal in `old` to the same ordinal (modulo) in `new`; else itself."""
    if not new or not old >> nid & 1:
        return nid
    ordinal = (old & ((1 << nid) - 1)).bit_count()
    return nth_node(new, ordinal % weight(new))


def remap(mask: int, old: int, new: int) -> int:
    """bitmap_remap: `remap_node` of every node of the mask."""
    return mask_of(remap_node(nid, old, new) for nid in nodes_of(mask))


def format_nodelist(mask: int) -> str:
    """A mask as sysfs prints it: `0-1,3`; empty text for an empty mask."""
    parts: list[str] = []
    start = previous = -2
    for nid in [*nodes_of(mask), -2]:
        if nid == previous + 1:
            previous = nid
            continue
        if start >= 0:
            parts.append(str(start) if start == previous else f"{start}-{previous}")
        start = previous = nid
    return ",".join(parts)
