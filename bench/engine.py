"""What the engine costs, as ratios to bare structures measured in the same run.

    python bench/engine.py [--quick] [--check] [--json FILE]

Absolute times depend on the machine; ratios hardly do. Times are of the processor, not of the wall,
the least of some rounds taken in turns; what is drawn at random is drawn before the clock starts,
on both sides. The collector is on. A bare pair is one `del` and one insertion of a SortedDict.
`--check` exits with 1 when a figure misses its mark, `--quick` leaves the zone of 1,000,000 extents
out. Explain is off everywhere.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from time import process_time_ns
from typing import Any, Final, NamedTuple

import msgspec
from sortedcontainers import SortedDict  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from service.mm import gfp as g
from service.mm.boot import boot_host
from service.mm.codec import decode, encode
from service.mm.commands import COMMANDS
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.context import Context
from service.mm.memory import touch_range
from service.mm.models import MODELS
from service.mm.page_alloc import Request, alloc_frozen_pages, preferred_nid, zone_statistics
from service.mm.partition import Partition
from service.mm.state import HostState
from service.mm.step import Done, step
from service.mm.undo import Undo
from service.mm.vm_fault import Access
from service.mm.zones import ZONE_NORMAL

ROUNDS: Final = 5
TIB: Final = 1 << 28
NODES: Final = 8
#: the largest memory block that a topology may have
BLOCK_MAX: Final = 64 << 30
AREAS: Final = 1000
#: pages of an area and from one area to the next
AREA_PAGES: Final = 4096
GAP: Final = 1 << 20
#: faults that are timed together
FAULTS: Final = 50


class Figure(NamedTuple):
    """A measured ratio: at least (or at most) `mark`; no mark: only told."""

    name: str
    value: float
    unit: str
    mark: float | None = None
    most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure keeps its mark."""
        if self.mark is None:
            return True
        return self.value <= self.mark if self.most else self.value >= self.mark

    def line(self) -> str:
        """One line of the table."""
        sign = "<=" if self.most else ">="
        mark = "" if self.mark is None else f"{sign} {self.mark:g}"
        verdict = "" if self.mark is None else "ok" if self.holds else "MISSED"
        return f"{self.name:<58} {self.value:>10.3g} {self.unit:<6} {mark:>10} {verdict}"


#: makes ready, untimed, and returns what is timed
Round = Callable[[], Callable[[], object]]


def bests(*works: Round, rounds: int = ROUNDS) -> list[float]:
    """The least time of each in some rounds, in microseconds; in turns, under equal conditions."""
    least = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, prepare in enumerate(works):
            work = prepare()
            begin = process_time_ns()
            work()
            least[number] = min(least[number], (process_time_ns() - begin) / 1000)
    return least


def again(work: Callable[[], object]) -> Round:
    """A round that needs nothing made ready."""
    return lambda: work


def machine(pages: int, nodes: int = NODES) -> HostState:
    """A host of so many nodes, each with one CPU and one zone."""
    specs = tuple(
        NodeSpec(
            nid=nid,
            cpus=(nid,),
            zones=(
                ZoneSpec(
                    zone="Normal",
                    start_pfn=hex(nid * pages),
                    spanned=pages,
                    present=pages,
                    managed=pages,
                ),
            ),
        )
        for nid in range(nodes)
    )
    rows = tuple(tuple(10 if a == b else 20 for b in range(nodes)) for a in range(nodes))
    topology = Topology(
        nodes=specs,
        distances=rows,
        min_free_kbytes=4096,
        memory_block_size=min(pages << 12, BLOCK_MAX),
    )
    return boot_host(topology, MODELS["mainline"])


def run(state: HostState, op: str, **fields: Any) -> Done:
    """One command, as it would come from a client."""
    done = step(state, COMMANDS[op].model_validate(fields))
    assert isinstance(done, Done), "nothing is asked"
    assert done.answer.errno is None, done.answer
    return done


# --- a zone and alloc_pages against a SortedDict ---


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


def bare_pair(extents: int, pairs: int, rng: random.Random) -> Round:
    """Delete and insert of a SortedDict of so many keys."""
    keys: SortedDict[int, tuple[int, int, int]] = SortedDict()
    keys.update((at * 8, (at, 0, 0)) for at in range(extents))
    live = [at * 8 for at in range(extents)]
    taken = set(live)

    def prepare() -> Callable[[], None]:
        plan = []
        for _ in range(pairs):
            at = rng.randrange(extents)
            fresh = rng.randrange(8 * extents) | 1
            while fresh in taken:
                fresh = rng.randrange(8 * extents) | 1
            plan.append((live[at], fresh, (fresh, 0, 0)))
            taken.remove(live[at])
            taken.add(fresh)
            live[at] = fresh

        def work() -> None:
            for dead, fresh, value in plan:
                del keys[dead]
                keys[fresh] = value

        return work

    return prepare


def draws(extents: int, pairs: int, rng: random.Random) -> list[tuple[int, int, int]]:
    """Per pair: which extent is freed, the order of the next one, its index."""
    return [
        (rng.randrange(extents), rng.randrange(4), rng.randrange(1 << 40)) for _ in range(pairs)
    ]


def zone_primitive(extents: int, pairs: int = 300, rounds: int = 12 * ROUNDS) -> float:
    """Free and allocation of a random order with undo, as a share of the SortedDict's speed."""
    rng = random.Random(extents)
    part, live = fragmented(extents, rng)

    def prepare() -> Callable[[], None]:
        plan = draws(extents, pairs, rng)

        def work() -> None:
            for at, order, index in plan:
                undo = Undo()
                part.free(undo, *live[at])
                live[at] = part.take_block(undo, order, 7, index), 1 << order

        return work

    gc.collect()
    mine, bare = bests(prepare, bare_pair(extents, pairs, rng), rounds=rounds)
    return bare / mine


def whole_alloc_pages(extents: int = 10_000, pairs: int = 300) -> float:
    """Free, and __alloc_pages with zonelist, gate, marks and counters, of a random order."""
    rng = random.Random(3)
    state = machine(1 << 20)
    zone = state.nodes[0].zones[ZONE_NORMAL]
    part, live = fragmented(extents, rng)
    pages = sum(end - start for start, end, _, _ in part.encode())
    zone.partition, zone.managed, zone.present = part, pages, pages

    def prepare() -> Callable[[], None]:
        plan = draws(extents, pairs, rng)

        def work() -> None:
            for at, order, index in plan:
                ctx = Context(state, explain=False)
                part.free(ctx.undo, *live[at])
                grant = alloc_frozen_pages(ctx, Request(0, g.GFP_KERNEL, order))
                assert grant.zone is zone, "node 0 has room"
                pfn = zone.partition.take_block(ctx.undo, order, 7, index)
                assert grant.request is not None, "it was granted"
                zone_statistics(ctx, zone, preferred_nid(ctx, grant.request), 0, 1)
                live[at] = pfn, 1 << order

        return work

    mine, bare = bests(prepare, bare_pair(extents, pairs, rng), rounds=12 * ROUNDS)
    return bare / mine


# --- touches ---

POLICIES: Final[dict[str, dict[str, Any]]] = {
    "one node": {"mode": "MPOL_PREFERRED", "nodemask": [3]},
    "interleave 8": {"mode": "MPOL_INTERLEAVE", "nodemask": list(range(NODES))},
    "weighted 8": {"mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": list(range(NODES))},
}
WEIGHTS: Final = (3, 1, 2, 1, 4, 1, 1, 2)


def policy_host(policy: str) -> HostState:
    """A host with room for 1 TiB under a policy, and a task with an area of that size."""
    state = machine(4 * TIB)
    for nid, weight in enumerate(WEIGHTS):
        path = f"/sys/kernel/mm/mempolicy/weighted_interleave/node{nid}"
        run(state, "kernfs_write", path=path, value=str(weight))
    run(state, "create_task", pid=100)
    run(state, "mmap", pid=100, area="a", nr_pages=TIB)
    run(state, "mbind", pid=100, area="a", **POLICIES[policy])
    return state


def touches(policy: str, sizes: list[int]) -> list[float]:
    """Microseconds of a touch command of each size, taken back each time."""
    state = policy_host(policy)

    def touch(pages: int) -> Callable[[], None]:
        command = COMMANDS["touch"].model_validate({"pid": 100, "area": "a", "count": pages})

        def work() -> None:
            for _ in range(5):
                done = step(state, command)
                assert isinstance(done, Done), "nothing is asked"
                done.undo.rollback()

        return work

    works = [again(touch(pages)) for pages in sizes]
    return [each / 5 for each in bests(*works, rounds=12 * ROUNDS)]


def many_areas(policy: str) -> HostState:
    """A host and a task with 1,000 areas under a policy."""
    state = policy_host(policy)
    run(state, "munmap", pid=100, area="a")
    for area in range(AREAS):
        addr = hex((GAP + area * GAP) << 12)
        run(state, "mmap", pid=100, area=f"v{area}", nr_pages=AREA_PAGES, addr=addr)
        run(state, "mbind", pid=100, area=f"v{area}", **POLICIES[policy])
    return state


def policy_fault(policy: str) -> float:
    """A fault of one page on a task with 1,000 areas, as a share of the SortedDict's speed."""
    state = many_areas(policy)
    task = state.tasks[100]
    rng = random.Random(5)
    places = iter([GAP + area * GAP + page for page in range(40) for area in range(AREAS)])

    def ours() -> None:
        for at in islice(places, FAULTS):
            ctx = Context(state, explain=False)
            touch_range(ctx, Access(task, state.mms[task.mm], write=True), at, at + 1)

    for _ in range(AREAS // FAULTS):  # the first page of an area needs page tables
        ours()
    rounds = 39 * AREAS // FAULTS
    mine, bare = bests(again(ours), bare_pair(10_000, FAULTS, rng), rounds=rounds)
    return bare / mine


# --- memory, snapshots, replay ---


def memory() -> tuple[float, float]:
    """KiB of an idle host and of one with 1,000 touched areas, every other one striped."""
    machine(1 << 24)
    gc.collect()
    tracemalloc.start()
    idle = machine(1 << 24)
    gc.collect()
    empty = tracemalloc.get_traced_memory()[0] / 1024
    run(idle, "create_task", pid=100)
    for area in range(AREAS):
        addr = hex((GAP + area * GAP) << 12)
        run(idle, "mmap", pid=100, area=f"v{area}", nr_pages=AREA_PAGES, addr=addr)
        policy = POLICIES["interleave 8" if area % 2 else "one node"]
        run(idle, "mbind", pid=100, area=f"v{area}", **policy)
        run(idle, "touch", pid=100, area=f"v{area}")
    gc.collect()
    busy = tracemalloc.get_traced_memory()[0] / 1024
    tracemalloc.stop()
    return empty, busy


def snapshot() -> float:
    """Encode and decode of a state, as a multiple of bare tuples, as many as it has records."""
    state = machine(1 << 22)
    for node in state.nodes.values():
        zone = node.zones[ZONE_NORMAL]
        part, _ = fragmented(12_000, random.Random(node.nid))
        zone.partition = part
    rows = [
        row for node in state.nodes.values() for row in node.zones[ZONE_NORMAL].partition.encode()
    ]
    decoder = msgspec.msgpack.Decoder(list[tuple[int, int, int, int]])

    def ours() -> None:
        decode(encode(state))

    def bare() -> None:
        decoder.decode(msgspec.msgpack.encode(rows))

    mine, least = bests(again(ours), again(bare))
    return mine / least


def replay() -> float:
    """Commands read from their JSON and run, as a share of the speed of running them alone."""
    commands = [
        COMMANDS["create_task"].model_validate({"pid": 100}),
        COMMANDS["mmap"].model_validate({"pid": 100, "area": "a", "nr_pages": 1 << 20}),
    ]
    for first in range(0, 1 << 20, 512):
        fields = {"pid": 100, "area": "a", "first": first, "count": 512}
        commands.append(COMMANDS["touch"].model_validate(fields))
    rows = [(command.op, command.model_dump_json(exclude_defaults=True)) for command in commands]

    def alone() -> None:
        state = machine(1 << 21)
        for command in commands:
            step(state, command)

    def read() -> None:
        state = machine(1 << 21)
        for op, row in rows:
            step(state, COMMANDS[op].model_validate_json(row))

    bare, mine = bests(again(alone), again(read), rounds=3)
    return bare / mine


def zone_figures(*, quick: bool) -> Iterator[Figure]:
    """The zone primitive and the path of an allocation."""
    name = "zone: free + alloc with undo, {} extents / SortedDict"
    yield Figure(name.format("10,000"), zone_primitive(10_000), "x", 0.3)
    if not quick:
        yield Figure(name.format("1,000,000"), zone_primitive(1_000_000), "x", 0.2)
    share = whole_alloc_pages()
    yield Figure("alloc_pages + free, 10,000 extents / SortedDict", share, "x", 0.12)


def touch_figures() -> Iterator[Figure]:
    """Touches by length, and faults of single pages."""
    for policy, cycle in (("one node", 1), ("interleave 8", NODES), ("weighted 8", sum(WEIGHTS))):
        page, whole, tib = touches(policy, [1, cycle, TIB])
        name = f"touch, {policy}"
        yield Figure(f"{name}: 1 TiB / one cycle", tib / whole, "x", 2, most=True)
        limit = 4 if cycle > 1 else 2
        yield Figure(f"{name}: 1 TiB / one page", tib / page, "x", limit, most=True)
        yield Figure(f"{name}: command of one page", page, "us")
    for policy in POLICIES:
        share = policy_fault(policy)
        yield Figure(f"fault on 1,000 areas, {policy} / SortedDict", share, "x", 0.15)


def state_figures() -> Iterator[Figure]:
    """Memory, snapshots and replay."""
    idle, busy = memory()
    yield Figure("idle host of 8 nodes", idle, "KiB", 64, most=True)
    yield Figure("the same with 1,000 touched areas", busy / 1024, "MiB", 6, most=True)
    yield Figure("snapshot + restore / bare tuples", snapshot(), "x", 5, most=True)
    yield Figure("replay / the same commands without a journal", replay(), "x", 0.6)


def main() -> int:
    """Prints the table; 1 when a figure misses its mark and --check is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the largest zone out")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a figure misses")
    parser.add_argument("--json", type=Path, help="write the figures")
    arguments = parser.parse_args()
    found = []
    parts = (zone_figures(quick=arguments.quick), touch_figures(), state_figures())
    for figure in chain.from_iterable(parts):
        print(figure.line(), flush=True)
        found.append(figure)
    if arguments.json is not None:
        rows = [{**figure._asdict(), "holds": figure.holds} for figure in found]
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return int(arguments.check and not all(figure.holds for figure in found))


if __name__ == "__main__":
    raise SystemExit(main())
