"""The memory blocks of a host (drivers/base/memory.c), kept as runs of blocks that are alike.

A machine of 64 TiB has half a million blocks of 128 MiB and a handful of runs: size and cost of
everything here go by runs. A block is looked at one by one only where the kernel acts on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from service.mm.intervals import IntervalMap
from service.mm.undo import Undo


class BlockKind(msgspec.Struct, frozen=True, array_like=True):
    """What the blocks of a run share: `zone` is -1 while they are offline, or hold several."""

    nid: int
    state: str
    zone: int = -1
    resource: str = "System RAM"
    #: every node with pages in the block; more than one only in boot memory
    nids: tuple[int, ...] = ()
    #: memory group that the block counts for; -1 is none
    mgid: int = -1


class MemoryBlock(msgspec.Struct, frozen=True):
    """One memory block (memoryN)."""

    block: int
    kind: BlockKind

    @property
    def nid(self) -> int:
        """The node of its memory."""
        return self.kind.nid

    @property
    def state(self) -> str:
        """`online` or `offline`."""
        return self.kind.state

    @property
    def zone(self) -> int:
        """Index of its zone, or -1."""
        return self.kind.zone

    @property
    def resource(self) -> str:
        """Name of the resource in /proc/iomem that it belongs to."""
        return self.kind.resource

    @property
    def nids(self) -> tuple[int, ...]:
        """Every node with pages in it."""
        return self.kind.nids


class BlockRun(NamedTuple):
    """Blocks [start, end) of one kind."""

    start: int
    end: int
    kind: BlockKind


class MemoryBlocks:
    """The blocks that exist, by number."""

    __slots__ = ("_runs",)

    def __init__(self) -> None:
        self._runs: IntervalMap[BlockKind] = IntervalMap()

    def get(self, number: int) -> MemoryBlock | None:
        """The block of this number, or None."""
        kind = self._runs.at(number)
        return None if kind is None else MemoryBlock(number, kind)

    def __getitem__(self, number: int) -> MemoryBlock:
        """The block of this number, which must exist."""
        found = self.get(number)
        if found is None:
            raise KeyError(number)
        return found

    def __contains__(self, number: int) -> bool:
        return self._runs.at(number) is not None

    def values(self) -> Iterator[MemoryBlock]:
        """Every block, ascending. There can be millions: `runs` is what scales."""
        for start, end, kind in self.runs():
            for number in range(start, end):
                yield MemoryBlock(number, kind)

    def runs(self, start: int = 0, end: int = 1 << 62) -> Iterator[BlockRun]:
        """The runs inside [start, end), clipped, ascending."""
        return (BlockRun(*run) for run in self._runs.overlaps(start, end))

    def holes(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of [start, end) where no block is."""
        return self._runs.holes(start, end)

    def set(self, undo: Undo, start: int, end: int, kind: BlockKind) -> None:
        """Blocks [start, end) are of this kind from now on."""
        self._runs.assign(undo, start, end, kind)

    def delete(self, undo: Undo, start: int, end: int) -> None:
        """Blocks [start, end) are gone."""
        self._runs.clear(undo, start, end)

    def encode(self) -> list[tuple[int, int, BlockKind]]:
        """(start, end, kind) of every run."""
        return self._runs.encode()

    @classmethod
    def decode(cls, rows: Iterable[tuple[int, int, object]]) -> MemoryBlocks:
        """The blocks behind `encode`."""
        blocks = cls()
        blocks._runs = IntervalMap.decode(
            (start, end, msgspec.convert(kind, BlockKind)) for start, end, kind in rows
        )
        return blocks
