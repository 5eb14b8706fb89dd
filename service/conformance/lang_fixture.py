"""Topologies of the case language (ltp, rfc): from the keys of a case to a booted host."""

from __future__ import annotations

from typing import Any, Final

from service.bounded import to_hex
from service.conformance.verdict import Unsupported
from service.mm.boot import boot_host
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.memory_tiers import MEMTIER_ADISTANCE_DRAM
from service.mm.models import MODELS
from service.mm.state import HostState

#: blocks of node n begin at this multiple of n
BLOCKS_PER_NODE: Final = 64
DRAM_PAGES: Final = 4096
PRIVATE_PAGES: Final = 2048
_STD_DISTANCES: Final = {(0, 1): 20, (0, 2): 15, (1, 2): 25, (1, 3): 15, (0, 3): 25, (2, 3): 30}
_STD_OTHER: Final = 40
_LTP_FREE: Final = 65536

_COMMON: Final = frozenset(
    {"mem_nodes", "cpu_nodes", "distances", "possible_nodes", "tiers", "cgroup"}
)
_LTP_KEYS: Final = _COMMON | {
    "free_pages_per_node",
    "memoryless_nodes",
    "movable_only",
    "rebuilt",
    "hugepages_per_node",
    "memory_blocks",
    "block_zone",
    "movable_node",
}
_RFC_KEYS: Final = _COMMON | {"fixture", "private", "block_pages", "config", "swap_pages"}


class Fixture:
    """What a case starts from: the host, block size in pages, tiers, private nodes to set up."""

    def __init__(self, state: HostState, block_pages: int) -> None:
        self.state = state
        self.block_pages = block_pages
        self.tiers: list[list[int]] = []
        self.private: dict[int, dict[str, Any]] = {}
        self.cgroup = "v2"


def _known(topology: dict[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(topology.keys() - keys)
    if unknown:
        raise Unsupported(f"topology key {unknown[0]}")


def _matrix(count: int, given: Any, default: Any) -> tuple[tuple[int, ...], ...]:
    rows = []
    for a in range(count):
        row = []
        for b in range(count):
            if given is not None and a < len(given) and b < len(given[a]):
                row.append(int(given[a][b]))
            else:
                row.append(10 if a == b else default(min(a, b), max(a, b)))
        rows.append(tuple(row))
    return tuple(rows)


def _zone(nid: int, pages: int, block_pages: int, zone: str = "Normal") -> ZoneSpec:
    start = nid * BLOCKS_PER_NODE * block_pages
    return ZoneSpec(
        zone="Movable" if zone == "MOVABLE" else "Normal" if zone == "NORMAL" else zone,  # type: ignore[arg-type]
        start_pfn=to_hex(start),
        spanned=pages,
        present=pages,
        managed=pages,
    )


def _adistances(tiers: Any) -> dict[int, int]:
    """Tier number t of a case stands for the (t+1)-th chunk from that of DRAM on."""
    if not isinstance(tiers, list):
        return {}
    return {
        nid: MEMTIER_ADISTANCE_DRAM + 128 * number
        for number, nodes in enumerate(tiers)
        for nid in nodes
    }


def rfc_fixture(topology: dict[str, Any], model: str) -> Fixture:
    """The std fixture with the overrides of a case. Private nodes are set up by `setup` ops."""
    _known(topology, _RFC_KEYS)
    if any(value is False for value in topology.get("config", {}).values()):
        raise Unsupported("build-time configuration")
    block_pages = topology.get("block_pages", 2048)
    mem = topology.get("mem_nodes", [0, 1])
    cpu_nodes = topology.get("cpu_nodes", mem)
    private: dict[int, dict[str, Any]] = {}
    for nid in (2, 3, *(int(key) for key in topology.get("private", {}))):
        override = topology.get("private", {}).get(str(nid), {})
        if override is not None and nid not in mem:
            private[nid] = override
        elif override is None:
            private.pop(nid, None)
    count = topology.get("possible_nodes", 8)
    if isinstance(count, list):
        count = max(count) + 1
    adistances = _adistances(topology.get("tiers"))
    nodes = []
    cpu = 0
    for nid in range(max(count, *(n + 1 for n in (*mem, *private)))):
        zones = (_zone(nid, DRAM_PAGES, block_pages),) if nid in mem else ()
        cpus = (cpu,) if nid in cpu_nodes else ()
        cpu += len(cpus)
        extra = {"adistance": adistances[nid]} if nid in adistances else {}
        nodes.append(NodeSpec(nid=nid, cpus=cpus, zones=zones, online=bool(zones or cpus)))
        del extra
    matrix = _matrix(
        len(nodes), topology.get("distances"), lambda a, b: _STD_DISTANCES.get((a, b), _STD_OTHER)
    )
    spec = Topology(
        nodes=tuple(nodes),
        distances=matrix,
        max_numnodes=1024,
        memory_block_size=block_pages << 12,
        watermarks=False,
        swap_pages=topology.get("swap_pages", 0),
    )
    state = boot_host(spec, MODELS[model])
    state.adistance.update(adistances)
    fixture = Fixture(state, block_pages)
    fixture.private = private
    tiers = topology.get("tiers")
    fixture.tiers = tiers if isinstance(tiers, list) else []
    fixture.cgroup = topology.get("cgroup", "v2")
    return fixture


def ltp_fixture(topology: dict[str, Any]) -> Fixture:
    """A host with the nodes that a public test needs."""
    _known(topology, _LTP_KEYS)
    mem = topology.get("mem_nodes", [0])
    cpu_nodes = topology.get("cpu_nodes", mem)
    memoryless = topology.get("memoryless_nodes", [])
    pages = topology.get("free_pages_per_node", _LTP_FREE)
    movable = topology.get("movable_only", [])
    block_pages = 32768
    count = topology.get("possible_nodes") or max([*mem, *cpu_nodes, *memoryless]) + 1
    cpu = 0
    nodes = []
    for nid in range(max(count, max([*mem, *cpu_nodes, *memoryless]) + 1)):
        cpus = (cpu,) if nid in cpu_nodes else ()
        cpu += len(cpus)
        kind = "MOVABLE" if nid in movable else "NORMAL"
        size = -(-pages // block_pages) * block_pages
        zones = (_zone(nid, size, block_pages, kind),) if nid in mem else ()
        nodes.append(
            NodeSpec(
                nid=nid, cpus=cpus, zones=zones, online=bool(zones or cpus or nid in memoryless)
            )
        )
    spec = Topology(
        nodes=tuple(nodes),
        distances=_matrix(len(nodes), topology.get("distances"), lambda _a, _b: 20),
        max_numnodes=1024,
        memory_block_size=block_pages << 12,
        watermarks=False,
        rebuilt=bool(topology.get("rebuilt")),
    )
    state = boot_host(spec, MODELS["mainline"])
    state.adistance.update(_adistances(topology.get("tiers")))
    fixture = Fixture(state, block_pages)
    fixture.cgroup = topology.get("cgroup", "v2")
    return fixture
