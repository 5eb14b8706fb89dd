"""What the engine's primitives cost, as ratios to a bare SortedDict measured in the same run.

    python bench/engine_primitives.py [--quick] [--check]

Absolute times depend on the machine; ratios hardly do. `--check` exits with 1 when a target fails.
Targets: alloc+free of a zone >= 0.3 of a SortedDict insert+delete pair at 10,000 live extents and
>= 0.2 at 1,000,000; a touch of 1 TiB within 2 of the touch of one full cycle; 1,000 touched areas
in less than 4 MiB.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns
from typing import Final

import msgspec
from sortedcontainers import SortedDict  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from service.mm.extents import ExtentMap
from service.mm.lanes import LaneTable
from service.mm.objects import PageObject
from service.mm.partition import Partition
from service.mm.pattern import Pattern, ZoneKey, interleave, one, weighted
from service.mm.populate import populate
from service.mm.undo import Undo

ROUNDS: Final = 7
#: (live extents, least ratio)
TARGETS: Final = ((1_000, 0.3), (10_000, 0.3), (100_000, 0.0), (1_000_000, 0.2))
LIVE_KIB_MAX: Final = 4096
TIB: Final = 1 << 28
ZONES: Final[list[ZoneKey]] = [(nid, 2) for nid in range(8)]


class Handle:
    """A zone, as far as populate needs one."""

    def __init__(self, pages: int) -> None:
        self.partition = Partition()
        self.partition.add_span(Undo(), 0, pages)


def bests(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The least time of each in some rounds, in microseconds; in turns, under equal conditions."""
    least = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            begin = perf_counter_ns()
            work()
            least[number] = min(least[number], (perf_counter_ns() - begin) / 1000)
    return least


def fragmented(extents: int, rng: random.Random) -> tuple[Partition, list[tuple[int, int]]]:
    """A zone with so many owned extents, some with free pages between them."""
    records: list[tuple[int, int, int, int]] = []
    live: list[tuple[int, int]] = []
    pfn = 0
    for at in range(extents):
        length, gap = 1 << rng.randint(0, 3), rng.choice([0, 0, 1, 3, 8])
        records.append((pfn, pfn + length, 1 + at % 1000, 1_000_000 * at))
        live.append((pfn, length))
        pfn += length
        if gap:
            records.append((pfn, pfn + gap, 0, 0))
            pfn += gap
    records.append((pfn, pfn + 65_536, 0, 0))
    return Partition.decode(records), live


def zone_pairs(extents: int, pairs: int) -> tuple[float, float, float, float]:
    """Microseconds of (free + alloc pair, SortedDict pair, undo of a pair) and bytes a record."""
    rng = random.Random(extents)
    tracemalloc.start()
    part, live = fragmented(extents, rng)
    size = tracemalloc.get_traced_memory()[0] / len(part)
    tracemalloc.stop()
    keys: SortedDict[int, tuple[int, int, int]] = SortedDict()
    keys.update((at * 8, (at, 0, 0)) for at in range(extents))
    dead = [at * 8 for at in range(extents)]
    gc.collect()

    def ours() -> None:
        for _ in range(pairs):
            undo = Undo()
            at = rng.randrange(extents)
            pfn, count = live[at]
            part.free(undo, pfn, count)
            order = rng.randrange(4)
            pfn = part.take_block(undo, order, 7, rng.randrange(1 << 40))
            live[at] = pfn, 1 << order

    def theirs() -> None:
        for _ in range(pairs):
            at = rng.randrange(extents)
            del keys[dead[at]]
            fresh = rng.randrange(8 * extents) | 1
            while fresh in keys:
                fresh = rng.randrange(8 * extents) | 1
            rng.randrange(4)
            rng.randrange(1 << 40)
            keys[fresh] = (fresh, 0, 0)
            dead[at] = fresh

    def chance() -> None:
        for _ in range(pairs):
            rng.randrange(extents)
            rng.randrange(4)
            rng.randrange(1 << 40)

    def undone() -> None:
        for _ in range(pairs):
            undo = Undo()
            pfn, count = live[rng.randrange(extents)]
            part.free(undo, pfn, count)
            part.take_block(undo, rng.randrange(4), 7, rng.randrange(1 << 40))
            undo.rollback()

    idle, pair, bare, both = (each / pairs for each in bests(chance, ours, theirs, undone))
    return pair - idle, bare - idle, max(both - pair, 0.0), size


def touch(pattern: Pattern, pages: int) -> Callable[[], None]:
    """Fifty times populate with its extent, on empty 4 TiB zones, taken back each time."""
    zones = {zone: Handle(4 * TIB) for zone in ZONES}
    table = LaneTable()
    obj = PageObject(1, "anon", table=table)
    space = ExtentMap()
    undo = Undo()

    def work() -> None:
        for _ in range(50):
            result = populate(undo, zones, obj, pattern, 0, pages, lambda _: 1 << 40)
            assert result.piece_end == pages, "an empty zone has room"
            space.insert(undo, (0, pages, 0, 0, 0, pattern, 1))
            undo.rollback()

    return work


def fault(pattern: Pattern, areas: int) -> float:
    """Microseconds of a fault of the next page, round robin over so many areas."""
    zones = {zone: Handle(TIB) for zone in ZONES}
    obj = PageObject(1, "anon", table=LaneTable())
    space = ExtentMap()
    gap = 1 << 20
    rounds = iter(range(ROUNDS + 1))

    def work() -> None:
        page = next(rounds)
        for area in range(areas):
            undo = Undo()
            at = area * gap + page
            populate(undo, zones, obj, pattern, at, at + 1, lambda _: 1 << 40)
            space.insert(undo, (at, at + 1, 0, 0, 0, pattern, 1))

    work()
    return bests(work)[0] / areas


def memory(areas: int) -> tuple[float, float]:
    """KiB of eight empty zones, and of them with so many touched areas, every other one striped."""
    tracemalloc.start()
    zones = {zone: Handle(TIB) for zone in ZONES}
    obj = PageObject(1, "anon", table=LaneTable())
    space = ExtentMap()
    idle = tracemalloc.get_traced_memory()[0] / 1024
    layouts = (one(ZONES[0]), interleave(ZONES))
    for area in range(areas):
        pattern, at = layouts[area % 2], area << 20
        populate(Undo(), zones, obj, pattern, at, at + 4096, lambda _: TIB)
        space.insert(Undo(), (at, at + 4096, 0, 0, 0, pattern, 1))
    busy = tracemalloc.get_traced_memory()[0] / 1024
    tracemalloc.stop()
    return idle, busy


def snapshot(extents: int) -> tuple[float, float, int]:
    """Milliseconds of (encode and decode a zone, as many bare tuples) and their number."""
    part, _ = fragmented(extents, random.Random(1))
    rows = part.encode()
    decoder = msgspec.msgpack.Decoder(list[tuple[int, int, int, int]])

    def ours() -> None:
        Partition.decode(decoder.decode(msgspec.msgpack.encode(part.encode())))

    def bare() -> None:
        decoder.decode(msgspec.msgpack.encode(rows))

    with_map, without = bests(ours, bare, rounds=3)
    return with_map / 1000, without / 1000, len(rows)


def main() -> int:
    """Prints the table; the number of targets that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the largest zone out")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a target fails")
    arguments = parser.parse_args()
    failed = 0
    print(
        "zone: live extents   free+alloc us   SortedDict us   ratio   target   undo us   B/record"
    )
    for extents, least in TARGETS:
        if arguments.quick and extents > 100_000:
            continue
        pair, bare, undone, size = zone_pairs(extents, 4000)
        ratio = bare / pair
        failed += ratio < least
        print(
            f"{extents:>18,} {pair:>15.2f} {bare:>15.2f} {ratio:>7.2f} {least:>8} {undone:>9.2f}"
            f" {size:>10.0f}"
        )
    print("\ntouch with undo: pattern   1 page us   one cycle us   1 TiB us   TiB/cycle   TiB/page")
    weights = [3, 1, 2, 1, 4, 1, 1, 2]
    for name, pattern in (
        ("one node", one(ZONES[0])),
        ("interleave 8", interleave(ZONES)),
        ("weighted 8", weighted(ZONES, weights)),
    ):
        works = [touch(pattern, pages) for pages in (1, pattern.period, TIB)]
        page, cycle, tib = (each / 50 for each in bests(*works, rounds=3 * ROUNDS))
        failed += tib > 2 * cycle
        print(
            f"{name:>24} {page:>11.1f} {cycle:>14.1f} {tib:>10.1f} {tib / cycle:>11.2f}"
            f" {tib / page:>10.2f}"
        )
    print("\nfault of the next page, 1,000 areas of one object (us)")
    for name, pattern in (("one node", one(ZONES[0])), ("interleave 8", interleave(ZONES))):
        print(f"{name:>24} {fault(pattern, 1000):>11.1f}")
    idle, busy = memory(1000)
    failed += busy > LIVE_KIB_MAX
    print(f"\nmemory: 8 empty zones {idle:.0f} KiB, with 1,000 touched areas {busy:.0f} KiB")
    ours, bare, records = snapshot(100_000)
    print(
        f"snapshot of {records:,} records: {ours:.0f} ms, bare tuples {bare:.0f} ms,"
        f" {ours / bare:.1f} times"
    )
    return int(arguments.check and failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
