"""The recorded part of E1: requests of running stock kernels, replayed under every model.

A line is one distinct request: caller, flags, order, node, and how often it was made. The CPU-less
nodes of the recording stand for private nodes. A request that a model lets land on one of them is a
spill, unless user space had named the node; one that fails although another node has room, and that
did not insist on its node, is a regression. The content of a nodemask was not recorded: a mask that
came through a policy is a bind that the user made, any other one is taken as the node asked.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from service.experiments.e1.machine import PID, Machine, Shape
from service.mm import gfp as g
from service.mm.context import Context
from service.mm.contig import alloc_contig_pages
from service.mm.hugetlb import opted_in
from service.mm.models import KernelModel
from service.mm.page_alloc import Request, alloc_frozen_pages
from service.mm.zones import MAX_PAGE_ORDER

#: topology of a recording -> ordinary nodes, and those that stand for private ones
TOPOLOGIES: Final[Mapping[str, Shape]] = {
    "abcd": Shape(),
    "tier3": Shape(),
    "hotmov": Shape((0, 1), (2,), ((10, 20, 15), (20, 10, 25), (15, 25, 10))),
    "giga": Shape((0, 1), (2,), ((10, 20, 15), (20, 10, 25), (15, 25, 10))),
}
FILE_BYTES_MAX: Final = 64 << 20
LINES_MAX: Final = 200_000
#: frames that say that user space named the node
USER_CALLERS: Final = frozenset(
    {
        "do_pages_move",
        "move_pages_and_store_status",
        "kernel_move_pages",
        "kernel_migrate_pages",
        "do_migrate_pages",
        "migrate_to_node",
        "do_mbind",
        "alloc_migration_target_by_mpol",
        "damon_migrate_pages",
        "damon_migrate_folio_list",
        "damos_va_migrate",
        "bpf_map_area_alloc",
        "__bpf_map_area_alloc",
        "bpf_map_alloc",
    }
)
#: frames of the allocator itself; the caller is the first frame that is none of them
_ALLOCATOR: Final = (
    "alloc_pages",
    "__alloc",
    "_alloc",
    "folio_alloc",
    "__folio_alloc",
    "allocate_slab",
    "___slab_alloc",
    "new_slab",
    "kmalloc",
    "__kmalloc",
    "kmem_cache_alloc",
    "__kmem_cache_alloc",
    "kvmalloc",
    "__kvmalloc",
    "vmalloc",
    "__vmalloc",
    "refill",
    "alloc_from_",
    "vma_alloc_folio",
)
_SLAB: Final = ("kmalloc", "kmem_cache", "kvmalloc")
_SLAB_FIRST: Final = g.GFP_BITS["GFP_NOWAIT"] | g.GFP_THISNODE


class CensusError(Exception):
    """A recording that cannot be replayed: file, line, field and the rule."""


class Line(NamedTuple):
    """One distinct request. `site` is page, bulk, contig, slab or vmalloc."""

    where: str
    kernel: str
    topology: str
    phase: str
    site: str
    gfp: int
    order: int
    nid: int
    nodemask: bool
    nr: int
    caller: str
    told: bool


def _caller(stack: list[str]) -> str:
    return next((frame for frame in stack if not frame.startswith(_ALLOCATOR)), "unknown")


def _site(symbol: str) -> str:
    if any(word in symbol for word in _SLAB):
        return "slab"
    if "vmalloc" in symbol:
        return "vmalloc"
    if "contig" in symbol:
        return "contig"
    return "bulk" if "bulk" in symbol else "page"


def _line(where: str, row: Any) -> Line:
    """One row. Refuses: CensusError."""

    def refuse(field: str, why: str) -> CensusError:
        return CensusError(f"{where}: {field}: {why}")

    if not isinstance(row, dict):
        raise refuse("line", "a request is an object")
    for field in ("kernel", "topology", "symbol", "gfp", "nid", "count", "stack"):
        if field not in row:
            raise refuse(field, "is missing")
    if row["topology"] not in TOPOLOGIES:
        raise refuse("topology", f"{row['topology']!r}; there are {', '.join(TOPOLOGIES)}")
    shape = TOPOLOGIES[row["topology"]]
    nid, order = row["nid"], row.get("order") or 0
    if not isinstance(nid, int) or (nid != -1 and nid not in shape.ordinary + shape.private):
        raise refuse("nid", f"{nid!r} is no node of {row['topology']}")
    if not isinstance(order, int) or order < 0:
        raise refuse("order", f"{order!r} is no order")
    if not isinstance(row["count"], int) or row["count"] < 1:
        raise refuse("count", f"{row['count']!r} is no count")
    bits = 0
    for name in row["gfp"]:
        bits |= g.GFP_BITS.get(name, 0)  # flags without a say in the choice of a node
    stack = [str(frame).partition(".")[0] for frame in row["stack"]]
    policy = row.get("via") == "policy"
    told = bool(USER_CALLERS & set(stack)) or (policy and nid in shape.private)
    told = told or (policy and bool(row.get("nodemask")))
    return Line(
        where,
        str(row["kernel"]),
        row["topology"],
        str(row.get("phase", "")),
        _site(row["symbol"]),
        bits,
        order,
        nid,
        bool(row.get("nodemask")),
        row["count"],
        _caller(stack),
        told,
    )


def read_census(paths: list[Path]) -> Iterator[Line]:
    """The requests of recordings: JSON lines, plain or gzipped, files or folders.

    Refuses (CensusError): no file, a file or a recording that is too large, a bad line.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.jsonl*")) if path.is_dir() else [path]
        files += [each for each in found if each.name.endswith((".jsonl", ".jsonl.gz"))]
    if not files:
        msg = f"no recording under {', '.join(map(str, paths)) or 'no path'}"
        raise CensusError(msg)
    for file in files:
        yield from _read(file)


def _read(file: Path) -> Iterator[Line]:
    if not file.exists():
        msg = f"{file}: no such file"
        raise CensusError(msg)
    with file.open("rb") as raw:
        packed = file.name.endswith(".gz")
        lines = gzip.GzipFile(fileobj=raw) if packed else raw
        data = lines.read(FILE_BYTES_MAX + 1)
    if len(data) > FILE_BYTES_MAX:
        msg = f"{file}: larger than {FILE_BYTES_MAX} bytes"
        raise CensusError(msg)
    for number, text in enumerate(data.splitlines(), 1):
        if number > LINES_MAX:
            msg = f"{file.name}:{number}: more than {LINES_MAX} lines"
            raise CensusError(msg)
        if not text.strip():
            continue
        where = f"{file.name}:{number}"
        try:
            row = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            msg = f"{where}: {error}"
            raise CensusError(msg) from error
        yield _line(where, row)


#: what decides an answer: two lines with equal keys are answered alike
Key = tuple[str, int, int, int, bool]


def _got(ctx: Context, request: Request) -> int | None:
    zone = alloc_frozen_pages(ctx, request).zone
    return zone.nid if zone is not None else None


def replay(machine: Machine, line: Line) -> str:
    """The outcome of a recorded request on a machine: P, D or F."""
    local = machine.shape.ordinary[0]
    nid = line.nid if line.nid >= 0 else local
    folio = bool(line.gfp & g.GFP_MOVABLE and line.gfp & g.GFP_COMP)
    with machine.request() as ctx:
        task = ctx.state.tasks[PID]
        mask = 1 << nid if line.nodemask and not line.told else None
        order = min(line.order, MAX_PAGE_ORDER)
        request = Request(nid, line.gfp, order, mask, task, folio=folio)
        if line.site == "contig":
            found = alloc_contig_pages(ctx, request, 1 << order, keyed=opted_in(ctx, nid))
            return machine.letter(found)
        if line.site == "slab" and line.nid >= 0:
            first = _got(ctx, Request(nid, _SLAB_FIRST, order, None, task))
            if first is not None:
                return machine.letter(first)
        return machine.letter(_got(ctx, request))


class Audit:
    """Sums of a replay under one model."""

    def __init__(self, model: KernelModel) -> None:
        self.model = model
        self.machines: dict[str, Machine] = {}
        self.memo: dict[tuple[str, Key], str] = {}
        self.letters: dict[str, dict[str, int]] = {}
        self.spills: dict[tuple[str, str], dict[str, Any]] = {}
        self.regressions: dict[tuple[str, str], dict[str, Any]] = {}
        self.told = 0
        self.masks = 0

    def add(self, line: Line) -> None:
        """Replays a request and counts it."""
        topology = line.topology
        if topology not in self.machines:
            self.machines[topology] = Machine(self.model, "rights_none", TOPOLOGIES[topology])
        machine = self.machines[topology]
        key = (line.site, line.gfp, line.order, line.nid, line.nodemask and not line.told)
        if (topology, key) not in self.memo:
            self.memo[topology, key] = replay(machine, line)
        letter = self.memo[topology, key]
        names = line.nid in machine.private
        counts = self.letters.setdefault(line.kernel, {"P": 0, "D": 0, "F": 0})
        counts[letter] += line.nr
        if names and line.told:
            self.told += line.nr
        elif letter == "P":
            self._note(self.spills, line)
        elif letter == "F" and line.nodemask:
            self.masks += line.nr  # fails by a mask whose content was not recorded
        elif letter == "F" and names and not line.gfp & g.GFP_THISNODE:
            self._note(self.regressions, line)

    @staticmethod
    def _note(where: dict[tuple[str, str], dict[str, Any]], line: Line) -> None:
        row = where.setdefault(
            (line.caller, line.site),
            {
                "caller": line.caller,
                "site": line.site,
                "requests": 0,
                "lines": 0,
                "first": line.where,
            },
        )
        row["requests"] += line.nr
        row["lines"] += 1

    def result(self) -> dict[str, Any]:
        """The sums as data; every row names the first line that it counts."""
        spills = sorted(self.spills.values(), key=lambda row: (-row["requests"], row["caller"]))
        lost = sorted(self.regressions.values(), key=lambda row: (-row["requests"], row["caller"]))
        return {
            "outcomes_by_kernel": {name: self.letters[name] for name in sorted(self.letters)},
            "spill_requests": sum(row["requests"] for row in spills),
            "spill_callers": len({row["caller"] for row in spills}),
            "spills": spills,
            "regression_requests": sum(row["requests"] for row in lost),
            "regression_callers": len({row["caller"] for row in lost}),
            "regressions": lost,
            "named_by_user_space": self.told,
            "failed_by_an_unrecorded_mask": self.masks,
        }


def recorded(
    models: Mapping[str, KernelModel],
    paths: list[Path],
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Every recorded request under every model. Refuses: CensusError."""
    lines = list(read_census(paths))
    audits: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        audit = Audit(model)
        for line in lines:
            audit.add(line)
        audits[name] = audit.result()
    kernels = sorted({line.kernel for line in lines})
    return {
        "behind": {
            "requests": sum(line.nr for line in lines),
            "distinct_requests": len(lines),
            "callers": len({line.caller for line in lines}),
            "kernels": kernels,
            "topologies": sorted({line.topology for line in lines}),
            "files": sorted({line.where.partition(":")[0] for line in lines}),
            "naming_a_private_node": sum(
                line.nr for line in lines if line.nid in TOPOLOGIES[line.topology].private
            ),
        },
        "models": audits,
    }
