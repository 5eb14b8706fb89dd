"""Where the present pages of a machine's zones lie: every frame belongs to one zone.

/proc/zoneinfo tells where a zone starts, how far it spans and how many of its pages are present,
not where its holes are. Spans of different nodes may overlap on machines whose memory is
interleaved by node; present pages never do. Going up from the lowest frame, each frame goes to the
zone whose span ends first (earliest deadline first): a zone that overlaps none is filled from its
start, and if this order finds no place for all present pages, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final, NamedTuple

#: end of physical memory in frames of 4 KiB: 52 address bits, the most that x86-64 can have
#: (MAX_PHYSMEM_BITS with five page-table levels, arch/x86/include/asm/sparsemem.h)
PFN_END: Final = 1 << 40
#: zone -> the frame at which it ends whatever the machine (MAX_DMA_PFN, MAX_DMA32_PFN of
#: arch/x86/include/asm/dma.h): 16 MiB and 4 GiB
ZONE_END: Final[dict[str, int]] = {"DMA": 1 << 12, "DMA32": 1 << 20}


class Claim(NamedTuple):
    """A zone with `present` pages somewhere in [start, end)."""

    nid: int
    zone: str
    start: int
    end: int
    present: int

    @property
    def name(self) -> str:
        """The zone as messages name it."""
        return f"zone {self.zone} of node {self.nid}"


class Conflict(NamedTuple):
    """No placement exists; the pages of `first` and `second` overlap whatever their holes."""

    first: Claim
    second: Claim

    def __str__(self) -> str:
        one, two = self
        return (
            f"{two.name} (pages {two.start:#x} to {two.end:#x}, {two.present} present) overlaps"
            f" {one.name} (pages {one.start:#x} to {one.end:#x}, {one.present} present)"
        )


#: the present pages of each claim as ascending runs (start, end), in the order of the claims
Placement = list[list[tuple[int, int]]]


def place(claims: Sequence[Claim]) -> Placement | Conflict:
    """Disjoint places for the present pages of every claim. `present` must fit each span."""
    runs: Placement = [[] for _ in claims]
    left = [claim.present for claim in claims]
    arrivals = sorted((claim.start, index) for index, claim in enumerate(claims) if claim.present)
    waiting: list[tuple[int, int]] = []
    position = at = 0
    while at < len(arrivals) or waiting:
        if not waiting:
            position = max(position, arrivals[at][0])
        while at < len(arrivals) and arrivals[at][0] <= position:
            index = arrivals[at][1]
            heappush(waiting, (claims[index].end, index))
            at += 1
        end, index = waiting[0]
        if position + left[index] > end:
            return _conflict(claims, index)
        stop = position + left[index]
        if at < len(arrivals):
            stop = min(stop, arrivals[at][0])
        _extend(runs[index], position, stop)
        left[index] -= stop - position
        if not left[index]:
            heappop(waiting)
        position = stop
    return runs


def _extend(runs: list[tuple[int, int]], start: int, end: int) -> None:
    if runs and runs[-1][1] == start:
        runs[-1] = (runs[-1][0], end)
    elif start < end:
        runs.append((start, end))


def _conflict(claims: Sequence[Claim], late: int) -> Conflict:
    """The claim that found no place, and the nearest one below that took its pages."""
    mine = claims[late]
    others = [
        claim
        for index, claim in enumerate(claims)
        if index != late and claim.present and claim.start < mine.end and mine.start < claim.end
    ]
    other = max(others, key=lambda claim: (min(claim.end, mine.end), claim.start))
    first, second = sorted((mine, other), key=lambda claim: (claim.start, claim.nid))
    return Conflict(first, second)


def first_pages(runs: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The first `count` pages of ascending runs, as runs."""
    found: list[tuple[int, int]] = []
    for start, end in runs:
        if count <= 0:
            break
        stop = min(end, start + count)
        found.append((start, stop))
        count -= stop - start
    return found
