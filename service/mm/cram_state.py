"""What mm/cram and a flushing driver keep per node: frozen structs (patches 23 and 27; later cram).

Frames are runs of folios of one order, so that nothing grows with pages.
"""

from __future__ import annotations

from typing import Final

import msgspec

#: pressure at which nothing may enter any more (CRAM_PRESSURE_MAX)
CRAM_PRESSURE_MAX: Final = 1000
#: rights that only capabilities give: folios may leave when memory goes offline; entries stay
#: read-only and a write copies to DRAM
NP_CAP_HOTUNPLUG: Final = "NP_CAP_HOTUNPLUG"
NP_CAP_WRITE_FENCE: Final = "NP_CAP_WRITE_FENCE"


class FlushEntry(msgspec.Struct, frozen=True, array_like=True):
    """`nr` folios of one order on consecutive frames from `pfn` on that a driver holds.

    A recorded folio is one that stands in an entry: the record bit of its head page is set.
    """

    zone: int
    pfn: int
    order: int
    nr: int
    #: the memory cgroup that they stay charged to
    memcg: str = ""

    @property
    def nr_pages(self) -> int:
        """Base pages of the entry."""
        return self.nr << self.order


class FlushBuffer(msgspec.Struct, frozen=True, array_like=True):
    """The buffers of one CPU: `active` fills, `spare` and `overflow` are on their way."""

    cpu: int
    active: tuple[FlushEntry, ...] = ()
    #: taken by the flush thread, not yet put
    spare: tuple[FlushEntry, ...] = ()
    #: taken by the overflow work, not yet put
    overflow: tuple[FlushEntry, ...] = ()
    #: the overflow work of the CPU is queued
    queued: bool = False


class FlushCtx(msgspec.Struct, frozen=True, array_like=True):
    """What a driver flushes on a node, counted from `base_pfn`; `buf_max` 0: no limit."""

    base_pfn: int = 0
    nr_pages: int = 0
    buf_max: int = 0
    #: by CPU, only those that were used
    buffers: tuple[FlushBuffer, ...] = ()


class CramNode(msgspec.Struct, frozen=True, array_like=True):
    """struct cram_node of patch 23. `answer` is what `flush_cb` gives ("" flush_cb: none)."""

    owner: str
    flush_cb: str = ""
    answer: str = "resolved"
    pressure: int = 0
    purged: bool = False


class TrimAnswer(msgspec.Struct, frozen=True, array_like=True):
    """One answer of a driver's trim: `ret` an errno name or "0"; which pages it marked failed."""

    ret: str = "0"
    every: bool = False
    failed: tuple[int, ...] = ()


class CramNextNode(msgspec.Struct, frozen=True, array_like=True):
    """struct cram_node of the later cram; ratios are per mille, N:1."""

    owner: str
    #: (first pfn, pages) as registered
    ranges: tuple[tuple[int, int], ...]
    zratio: int
    current_ratio: int
    allowed: bool = True
    #: set by a failed unregister: only a successful one ends it
    migration_blocked: bool = False
    converging: bool = False
    target: int = 0
    #: (zone index, pfn, pages) that the balloon holds, newest last
    balloon: tuple[tuple[int, int, int], ...] = ()
    #: no trim callback: the kernel zeroes
    trim: tuple[TrimAnswer, ...] = ()
    #: (first pfn, pages) nominated as hot, oldest first
    hot: tuple[tuple[int, int], ...] = ()

    @property
    def perceived(self) -> int:
        """Pages of all ranges."""
        return sum(pages for _, pages in self.ranges)

    @property
    def nr_balloon(self) -> int:
        """Pages in the balloon."""
        return sum(pages for _, _, pages in self.balloon)

    @property
    def nr_hot(self) -> int:
        """Pages in the ring of nominations."""
        return sum(pages for _, pages in self.hot)

    @property
    def blocked(self) -> bool:
        """What debugfs shows as blocked: a teardown that failed, or a ratio that converges."""
        return self.migration_blocked or self.converging
