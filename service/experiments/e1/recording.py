"""Recordings of allocation requests: the format, how a machine follows from one, what is refused.

A line is one distinct request of a running kernel: caller, flags, order, node, and how often.
Which nodes have CPUs is in the recording itself: a request for no other node (`asks_other_node`
false) shows a CPU on the node it asks. A `topologies.json` beside the recording, in `../kernel` or
given as a path may name more. Every other node stands for a private one.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from service.mm import gfp as g
from service.reasons import KernelError

FILE_BYTES_MAX: Final = 64 << 20
LINES_MAX: Final = 200_000
#: highest node id of a kernel with CONFIG_NODES_SHIFT=10, its largest value
NID_MAX: Final = 1023
#: nodes of one recorded machine
NODES_MAX: Final = 64
#: orders of page requests end at 10; a contiguous range may be larger
ORDER_MAX: Final = 20
COUNT_MAX: Final = 1 << 53
#: what a line must have; all other keys may be absent
NEEDED: Final = ("kernel", "topology", "symbol", "gfp", "nid", "count", "stack")
TOPOLOGY_FILE: Final = "topologies.json"

#: frames that say that user space named the node (system calls, DAMON schemes, BPF maps)
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
#: frames of reclaim's demotion: a right of the node decides, as in E1.18
DEMOTION_CALLERS: Final = frozenset(
    {"alloc_demote_folio", "alloc_demote_page", "demote_folio_list", "demote_page_list"}
)
#: callers that go over the nodes of N_MEMORY, and the phase in which they do not: what is recorded
#: of them names only nodes with memory
MEMORY_LOOPS: Final[Mapping[str, str]] = {
    "do_kmem_cache_create": "",
    "alloc_pool_huge_folio": "hugetlb_node",
    "only_alloc_fresh_hugetlb_folio": "hugetlb_node",
}
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


class CensusError(Exception):
    """A recording that cannot be replayed: file, line, field and the rule."""


class Line(NamedTuple):
    """One distinct request. `site` is page, bulk, contig, slab or vmalloc.

    `nid`: -1 none. `nodes`: the nodemask, where its content was recorded. `local`: the node asked
    is that of the CPU; None where the recording does not say. `why`: who chose the node: `kernel`,
    `user`, `bind` (a policy), or `demotion`. `unknown`: names of flags that this engine does not
    know; none of those that choose a node is among them.
    """

    where: str
    kernel: str
    topology: str
    phase: str
    site: str
    gfp: int
    order: int
    nid: int
    nodemask: bool
    nodes: tuple[int, ...]
    nr: int
    caller: str
    local: bool | None
    policy: bool
    why: str
    memory_loop: bool
    unknown: tuple[str, ...]

    @property
    def frames_only(self) -> bool:
        """A range named by its frames: which node they are on was not recorded."""
        return self.site == "contig" and self.nid < 0


class Machine(NamedTuple):
    """Nodes of a recorded machine. `known_from`: the recording, or a topology file as well."""

    ordinary: tuple[int, ...]
    private: tuple[int, ...]
    known_from: str


class Recording(NamedTuple):
    """The lines of all files and the machine behind each topology name."""

    lines: tuple[Line, ...]
    machines: Mapping[str, Machine]


class _Row:
    """A line under inspection: every refusal names the file, the line and the field."""

    def __init__(self, where: str, row: Any) -> None:
        self.where = where
        if not isinstance(row, dict):
            raise self.refused("line", "a request is an object")
        self.row: dict[str, Any] = row
        for field in NEEDED:
            if field not in row:
                raise self.refused(field, "is missing")

    def refused(self, field: str, why: str) -> CensusError:
        return CensusError(f"{self.where}: {field}: {why}")

    def text(self, field: str) -> str:
        value = self.row.get(field, "")
        if not isinstance(value, str) or (field in NEEDED and not value):
            raise self.refused(field, f"{value!r} is no name")
        return value

    def number(self, field: str, low: int, high: int, *, absent: int = 0) -> int:
        value = self.row.get(field)
        if value is None:
            value = absent
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.refused(field, f"{value!r}; a whole number from {low} to {high}")
        return value

    def names(self, field: str) -> list[str]:
        value = self.row[field]
        if isinstance(value, str):
            value = [each.strip() for each in value.split("|") if each.strip()]
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.refused(field, f"{value!r}; a list of names")
        return value

    def yes(self, field: str) -> bool | None:
        value = self.row.get(field)
        if value is not None and not isinstance(value, bool):
            raise self.refused(field, f"{value!r}; true or false")
        return value

    def mask(self) -> tuple[bool, tuple[int, ...]]:
        """Whether a nodemask was given, and its nodes where they were recorded."""
        value = self.row.get("nodemask")
        if value is None or isinstance(value, bool):
            return bool(value), ()
        good = isinstance(value, list) and all(
            isinstance(nid, int) and not isinstance(nid, bool) and 0 <= nid <= NID_MAX
            for nid in value
        )
        if not good:
            raise self.refused("nodemask", f"{value!r}; true, false, or a list of node ids")
        return True, tuple(sorted(set(value)))

    def flags(self) -> tuple[int, tuple[str, ...]]:
        """The flags that this engine knows, and the names that it does not."""
        bits, unknown = 0, []
        for name in self.names("gfp"):
            if name in g.GFP_BITS:
                bits |= g.GFP_BITS[name]
            else:
                unknown.append(name)
        return bits, tuple(sorted(unknown))


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


def _why(stack: list[str], *, policy: bool, mask: bool) -> str:
    frames = set(stack)
    if frames & USER_CALLERS:
        return "user"
    if frames & DEMOTION_CALLERS:
        return "demotion"
    return "bind" if policy and mask else "kernel"


def read_line(where: str, data: Any) -> Line:
    """One row. Refuses: CensusError."""
    row = _Row(where, data)
    bits, unknown = row.flags()
    try:
        g.gfp_zone(bits)
    except KernelError:
        raise row.refused("gfp", f"{row.row['gfp']!r} names two zones") from None
    stack = [frame.partition("+")[0].partition(".")[0] for frame in row.names("stack")]
    policy = row.text("via") == "policy"
    masked, nodes = row.mask()
    caller, phase = _caller(stack), row.text("phase")
    return Line(
        where,
        row.text("kernel"),
        row.text("topology"),
        phase,
        _site(row.text("symbol")),
        bits,
        row.number("order", 0, ORDER_MAX),
        row.number("nid", -1, NID_MAX),
        masked,
        nodes,
        row.number("count", 1, COUNT_MAX),
        caller,
        None if (other := row.yes("asks_other_node")) is None else not other,
        policy,
        _why(stack, policy=policy, mask=masked),
        caller in MEMORY_LOOPS and MEMORY_LOOPS[caller] != phase,
        unknown,
    )


def _files(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """Recordings and topology files behind the paths, each once."""
    files: dict[Path, Path] = {}
    for path in paths:
        found = sorted(path.rglob("*.jsonl*")) if path.is_dir() else [path]
        for each in found:
            if not path.is_dir() or each.name.endswith((".jsonl", ".jsonl.gz")):
                files.setdefault(each.resolve(), each)
    topologies = [each for each in files.values() if each.suffix == ".json"]
    recordings = [each for each in files.values() if each.suffix != ".json"]
    if not recordings:
        msg = f"no recording under {', '.join(map(str, paths)) or 'no path'}"
        raise CensusError(msg)
    topologies += [
        folder / TOPOLOGY_FILE
        for file in recordings
        for folder in (file.parent, file.parent.parent / "kernel")
        if (folder / TOPOLOGY_FILE).is_file()
    ]
    return recordings, list(dict.fromkeys(topologies))


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as raw:
            stream = gzip.GzipFile(fileobj=raw) if file.name.endswith(".gz") else raw
            data = stream.read(FILE_BYTES_MAX + 1)
    except (OSError, EOFError) as error:
        msg = f"{file}: {getattr(error, 'strerror', None) or error}"
        raise CensusError(msg) from None
    if len(data) > FILE_BYTES_MAX:
        msg = f"{file}: larger than {FILE_BYTES_MAX} bytes"
        raise CensusError(msg)
    return data


def _lines(file: Path) -> Iterator[Line]:
    for number, text in enumerate(_content(file).splitlines(), 1):
        where = f"{file.name}:{number}"
        if number > LINES_MAX:
            msg = f"{where}: more than {LINES_MAX} lines"
            raise CensusError(msg)
        if not text.strip():
            continue
        try:
            row = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            msg = f"{where}: line: {error}"
            raise CensusError(msg) from None
        yield read_line(where, row)


def _with_cpus(file: Path) -> Iterator[tuple[str, frozenset[int], frozenset[int]]]:
    """Topology name, its nodes, and those with CPUs, of a topology file.

    Rows without a list of nodes describe other things and are passed over.
    """
    try:
        rows = msgspec.json.decode(_content(file))
    except (msgspec.DecodeError, RecursionError) as error:
        msg = f"{file}: {error}"
        raise CensusError(msg) from None
    for index, row in enumerate(rows if isinstance(rows, list) else [rows]):
        nodes = row.get("nodes") if isinstance(row, dict) else None
        name = row.get("topo") if isinstance(row, dict) else None
        if not isinstance(name, str) or not isinstance(nodes, list):
            continue
        if len(nodes) > NODES_MAX or not all(isinstance(node, dict) for node in nodes):
            msg = f"{file}: row {index}: nodes: at most {NODES_MAX} objects"
            raise CensusError(msg)
        cpus = frozenset(nid for nid, node in enumerate(nodes) if node.get("cpus"))
        yield name, frozenset(range(len(nodes))), cpus


def _machine(lines: list[Line], known: tuple[frozenset[int], frozenset[int]] | None) -> Machine:
    named = {line.nid for line in lines if line.nid >= 0}
    named |= {nid for line in lines for nid in line.nodes}
    cpus = {line.nid for line in lines if line.local and line.nid >= 0 and not line.frames_only}
    source = "the recording"
    if known is not None:
        named |= known[0]
        cpus |= known[1]
        source = f"the recording and {TOPOLOGY_FILE}"
    if not cpus:  # nobody says where the CPUs are: the boot CPU's node
        cpus, source = {0}, "nothing: node 0 is taken to have the CPUs"
    if len(named | cpus) > NODES_MAX:
        msg = f"{lines[0].where}: topology: {len(named | cpus)} nodes; at most {NODES_MAX}"
        raise CensusError(msg)
    return Machine(tuple(sorted(cpus)), tuple(sorted(named - cpus)), source)


def read_recording(paths: list[Path]) -> Recording:
    """The requests of recordings: JSON lines, plain or gzipped, files or folders.

    Refuses (CensusError): no file, a file or a recording that is too large, a bad line.
    """
    recordings, topologies = _files(paths)
    lines = tuple(line for file in recordings for line in _lines(file))
    if not lines:
        msg = f"{recordings[0]}: no line is a request"
        raise CensusError(msg)
    known: dict[str, tuple[frozenset[int], frozenset[int]]] = {}
    for file in topologies:
        for name, nodes, cpus in _with_cpus(file):
            if cpus:
                known.setdefault(name, (nodes, cpus))
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.topology, []).append(line)
    machines = {name: _machine(found, known.get(name)) for name, found in sorted(by_name.items())}
    told = (
        line._replace(why="bind")
        if line.policy and line.why == "kernel" and line.nid in machines[line.topology].private
        else line
        for line in lines
    )
    return Recording(tuple(told), machines)
