"""Page tables of an address space, as the ranges they cover: one key per 2 MiB, 1 GiB, 512 GiB.

A fault first allocates the missing levels, top down. Under a task interleave policy each takes a
turn of the task's counter, which user space sees in where its page cache lands.
Source: mm/memory.c, __handle_mm_fault; recordings of 6.12 and 7.3.
"""

from __future__ import annotations

from typing import Final

from service.mm.context import Context
from service.mm.intervals import IntervalMap
from service.mm.state import LEVEL_SHIFTS, Mm, vmas_in

#: pages that one PTE page maps
PTRS_PER_PTE: Final = 512


def new_tables(
    ctx: Context, mm: Mm, first: int, end: int, shifts: tuple[int, ...] = LEVEL_SHIFTS
) -> int:
    """Adds the tables that [first, end) lacks; how many pages of tables that took.

    `shifts`: a huge mapping ends above the last level.
    """
    added = 0
    last = shifts[-1]
    if first >> last == (end - 1) >> last and mm.tables[last].at(first >> last):
        return 0  # a table hangs from the tables above it
    for shift in shifts:
        keys: IntervalMap[bool] = mm.tables[shift]
        low, high = first >> shift, ((end - 1) >> shift) + 1
        if high - low == 1 and keys.at(low):
            continue
        for start, stop in keys.holes(low, high):
            keys.assign(ctx.undo, start, stop, value=True)
            added += stop - start
    return added


def free_tables(ctx: Context, mm: Mm, first: int, end: int) -> None:
    """Frees tables whose whole range no area needs any more (free_pgtables)."""
    for shift in LEVEL_SHIFTS:
        low, high = first >> shift, ((end - 1) >> shift) + 1
        if vmas_in(mm, low << shift, (low + 1) << shift):
            low += 1
        if low < high and vmas_in(mm, (high - 1) << shift, high << shift):
            high -= 1
        if low < high:
            mm.tables[shift].clear(ctx.undo, low, high)
