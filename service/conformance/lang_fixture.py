"""Topologies of the case language (ltp, rfc): from the keys of a case to a booted host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from service.bounded import to_hex
from service.conformance.lang_devices_fixture import devices_fixture, hpa_errors, target_nodes
from service.conformance.verdict import Unsupported
from service.cxl.state import CxlState
from service.fabric.devices.state import HostDevices
from service.mm.boot import boot_host
from service.mm.cgroup import Cgroup
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.context import Context
from service.mm.cpuset import root_mems
from service.mm.fault_point import FaultPoint
from service.mm.hugetlb import set_max_huge_pages
from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.memory_tiers import MEMTIER_ADISTANCE_DRAM, MEMTIER_CHUNK_BITS
from service.mm.models import MODELS, KernelModel, with_cells
from service.mm.state import HostState
from service.mm.undo import Undo
from service.mm.zonelist import build_all_zonelists
from service.mm.zones import ZONE_INDEX
from service.reasons import Refused

if TYPE_CHECKING:
    from service.conformance.lang_host import LangHost

#: blocks of node n begin at this multiple of n
BLOCKS_PER_NODE: Final = 64
DRAM_PAGES: Final = 4096
PRIVATE_PAGES: Final = 2048
_STD_DISTANCES: Final = {(0, 1): 20, (0, 2): 15, (1, 2): 25, (1, 3): 15, (0, 3): 25, (2, 3): 30}
_STD_OTHER: Final = 40
_LTP_FREE: Final = 65536
_LTP_BLOCK: Final = 1024
_PAGES_PER_MIB: Final = 256
#: id of the group /m, beyond those that mkdir gives
_MEMCG_ID: Final = 1 << 40

_COMMON: Final = frozenset(
    {
        "mem_nodes",
        "cpu_nodes",
        "memoryless_nodes",
        "distances",
        "possible_nodes",
        "tiers",
        "cgroup",
    }
)
_LTP_KEYS: Final = _COMMON | {
    "free_pages_per_node",
    "movable_only",
    "rebuilt",
    "hugepages_per_node",
    "memory_blocks",
    "block_zone",
    "movable_node",
    "memcg_max_mib",
    "dax",
}
_RFC_KEYS: Final = _COMMON | {
    "fixture",
    "hugepages_per_node",
    "private",
    "block_pages",
    "config",
    "swap_pages",
    "demotion_enabled",
    "dram",
    "movable_only",
    "cxl_regions",
    "pci",
}
#: build-time variants that the engine knows
_CONFIGS: Final = frozenset(
    {
        "NUMA",
        "MEMORY_HOTPLUG",
        "CPUSETS",
        "node_private_initialized",
        "MEMORY_HOTREMOVE",
        "CXL_REGION",
        "CRAM",
        "init_on_free",
    }
)
#: choices of a build that are not on or off
_CHOICES: Final = frozenset({"CXL_SYSRAM_ONLINE_TYPE", "mhp_default_online_type"})


#: the region behind the one dax device of a topology with `dax`, and its size in blocks
DAX_REGION: Final = "region0"
_DAX_BLOCKS: Final = 2


class Fixture:
    """What a case starts from: the host, block size in pages, tiers, private nodes to set up."""

    def __init__(self, state: HostState, block_pages: int) -> None:
        self.state = state
        self.block_pages = block_pages
        self.tiers: list[list[int]] = []
        self.private: dict[int, dict[str, Any]] = {}
        self.cgroup = "v2"
        #: number of block 0 of a case whose blocks are numbered from 0; absolute numbers: None
        self.first_block: int | None = None
        #: memory cgroup of every process, where the topology gives one a limit
        self.memcg = ""
        #: CXL hierarchy and devices of the host
        self.cxl: CxlState | None = None
        self.devices = HostDevices()

    def use_cgroup(self, version: str) -> None:
        """Cpusets of cgroup v1 or v2."""
        self.cgroup = version
        self.state.cpusets_v1 = version == "v1"
        self.state.top_mems = root_mems(self.state)

    def rebuild(self) -> None:
        """Zonelists as after the first hotplug: from then on CPUs count in the score."""
        build_all_zonelists(self.state, Undo())

    def block_number(self, block: int, node: int | None = None) -> int:
        """The memory block that a case means."""
        if self.first_block is None:
            return block
        return block + (self.first_block if node is None else node * BLOCKS_PER_NODE)

    def tier_index(self, tier: int) -> int:
        """The position of a tier id in the tiers of the case."""
        return tier - (MEMTIER_ADISTANCE_DRAM >> MEMTIER_CHUNK_BITS)


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


def _tiers(topology: dict[str, Any]) -> list[list[int]]:
    tiers = topology.get("tiers")
    return tiers if isinstance(tiers, list) else []


def _private_of(topology: dict[str, Any], mem: list[int]) -> dict[int, dict[str, Any]]:
    """The private nodes of a case: 2 and 3 of the fixture, and those it names; null removes one."""
    private: dict[int, dict[str, Any]] = {}
    for nid in (2, 3, *(int(key) for key in topology.get("private", {}))):
        override = topology.get("private", {}).get(str(nid), {})
        if override is not None and nid not in mem:
            private[nid] = override
        elif override is None:
            private.pop(nid, None)
    return private


def _rfc_nodes(
    topology: dict[str, Any], mem: list[int], private: dict[int, dict[str, Any]]
) -> list[NodeSpec]:
    block_pages = topology.get("block_pages", 2048)
    cpu_nodes = topology.get("cpu_nodes", mem)
    adistances = _adistances(topology.get("tiers"))
    movable = topology.get("movable_only", [])
    memoryless = topology.get("memoryless_nodes", [])
    count = topology.get("possible_nodes", 8)
    if isinstance(count, list):
        count = max(count) + 1
    nodes = []
    cpu = 0
    for nid in range(max(count, *(n + 1 for n in (*mem, *private, *memoryless)))):
        pages = topology.get("dram", {}).get(str(nid), {}).get("pages", DRAM_PAGES)
        pages += topology.get("hugepages_per_node", 0) * HPAGE_NR
        kind = "MOVABLE" if nid in movable else "NORMAL"
        zones = (_zone(nid, pages, block_pages, kind),) if nid in mem else ()
        cpus = (cpu,) if nid in cpu_nodes else ()
        cpu += len(cpus)
        nodes.append(
            NodeSpec(
                nid=nid,
                cpus=cpus,
                zones=zones,
                online=bool(zones or cpus or nid in memoryless),
                adistance=adistances.get(nid, MEMTIER_ADISTANCE_DRAM),
            )
        )
    return nodes


def _boot(topology: Topology, model: KernelModel) -> HostState:
    """A booted host. Refuses (`Unsupported`): a machine that the engine does not boot."""
    try:
        return boot_host(topology, model)
    except Refused as refused:
        raise Unsupported(f"topology: {refused}") from refused


def _with_choices(model: KernelModel, config: dict[str, Any]) -> KernelModel:
    """The model with the Kconfig choice of a case."""
    if "CXL_SYSRAM_ONLINE_TYPE" not in config:
        return model
    choice = config["CXL_SYSRAM_ONLINE_TYPE"] or "offline"
    return with_cells(model, {"sysram.online_type": choice.lower()}, "Kconfig of the case")


def rfc_fixture(topology: dict[str, Any], model: KernelModel) -> Fixture:
    """The std fixture with the overrides of a case. Private nodes are set up by `setup` ops."""
    _known(topology, _RFC_KEYS)
    config = topology.get("config", {})
    if unknown := sorted(config.keys() - _CONFIGS - _CHOICES):
        raise Unsupported(f"configuration {unknown[0]}")
    block_pages = topology.get("block_pages", 2048)
    mem = topology.get("mem_nodes", [0, 1])
    private = _private_of(topology, mem)
    nodes = _rfc_nodes(topology, mem, private)
    matrix = _matrix(
        len(nodes), topology.get("distances"), lambda a, b: _STD_DISTANCES.get((a, b), _STD_OTHER)
    )
    spec = Topology(
        nodes=tuple(nodes),
        distances=matrix,
        max_numnodes=1024,
        memory_block_size=max(1 << ((block_pages << 12) - 1).bit_length(), 1 << 22),
        watermarks=False,
        swap_pages=topology.get("swap_pages", 0),
    )
    state = _boot(spec, _with_choices(model, config))
    state.auto_online_blocks = config.get("mhp_default_online_type", state.auto_online_blocks)
    state.block_size = block_pages << 12
    state.adistance.update(_adistances(topology.get("tiers")))
    state.config_off = tuple(sorted(name for name, value in config.items() if value is False))
    state.init_on_free = config.get("init_on_free", False)
    state.demotion_enabled = topology.get("demotion_enabled", False)
    fixture = Fixture(state, block_pages)
    fixture.private = private
    overrides = {key for each in topology.get("dram", {}).values() for key in each} - {"pages"}
    if overrides:
        raise Unsupported(f"dram key {min(overrides)}")
    huge = topology.get("hugepages_per_node", 0)
    for nid in mem if huge else ():
        set_max_huge_pages(Context(state, explain=False), huge, nid)
    fixture.tiers = _tiers(topology)
    fixture.use_cgroup(topology.get("cgroup", "v2"))
    if "cxl_regions" in topology or "pci" in topology:
        fixture.cxl, fixture.devices = devices_fixture(topology, state.block_size)
        for pdev, errno in hpa_errors(topology).items():
            state.fault_points[f"cxl_get_hpa_freespace:{pdev}"] = FaultPoint(errno, -1)
        for nid in sorted(target_nodes(topology) - set(mem)):
            if nid not in _adistances(topology.get("tiers")):
                state.adistance.pop(nid, None)
    return fixture


def ltp_fixture(topology: dict[str, Any]) -> Fixture:
    """A host with the nodes that a public test needs."""
    _known(topology, _LTP_KEYS)
    mem = topology.get("mem_nodes", [0])
    cpu_nodes = topology.get("cpu_nodes", mem)
    memoryless = topology.get("memoryless_nodes", [])
    pages = topology.get("free_pages_per_node", _LTP_FREE)
    movable = topology.get("movable_only", [])
    pages = max(pages, topology.get("memcg_max_mib", 0) * _PAGES_PER_MIB * 2)
    huge = topology.get("hugepages_per_node", 0)
    pages += huge * HPAGE_NR
    block_pages = _LTP_BLOCK
    while pages > block_pages * BLOCKS_PER_NODE:
        block_pages *= 2
    adistances = _adistances(topology.get("tiers"))
    count = topology.get("possible_nodes") or max([*mem, *cpu_nodes, *memoryless]) + 1
    cpu = 0
    nodes = []
    count = max(count, max([*mem, *cpu_nodes, *memoryless]) + 1)
    dax_nid = next((nid for nid in range(count) if nid not in mem), count)
    if "dax" in topology:
        count = max(count, dax_nid + 1)
    for nid in range(count):
        cpus = (cpu,) if nid in cpu_nodes else ()
        cpu += len(cpus)
        kind = "MOVABLE" if nid in movable else "NORMAL"
        size = -(-pages // block_pages) * block_pages
        zones = (_zone(nid, size, block_pages, kind),) if nid in mem else ()
        nodes.append(
            NodeSpec(
                nid=nid,
                cpus=cpus,
                zones=zones,
                online=bool(zones or cpus or nid in memoryless),
                adistance=adistances.get(nid, MEMTIER_ADISTANCE_DRAM),
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
    state = _boot(spec, MODELS["mainline"])
    state.adistance.update(_adistances(topology.get("tiers")))
    fixture = Fixture(state, block_pages)
    fixture.use_cgroup(topology.get("cgroup", "v2"))
    fixture.tiers = _tiers(topology)
    limit = topology.get("memcg_max_mib")
    if limit is not None:
        state.cgroups["/m"] = Cgroup("/m", memory_max=limit * _PAGES_PER_MIB, id=_MEMCG_ID)
        fixture.memcg = "/m"
    fixture.first_block = topology.get("movable_node", 0) * BLOCKS_PER_NODE
    if "dax" in topology:
        region = {"mode": "ram", "target_node": dax_nid, "blocks": _DAX_BLOCKS, "driver": "region"}
        region["start_block"] = dax_nid * BLOCKS_PER_NODE
        fixture.cxl, fixture.devices = devices_fixture(
            {"cxl_regions": {DAX_REGION: region}}, state.block_size
        )
    for nid in mem if huge else ():
        set_max_huge_pages(Context(state, explain=False), huge, nid)
    return fixture


def setup_private(host: LangHost, extra: Callable[[int], dict[str, Any]] = lambda _: {}) -> None:
    """Brings the private nodes of a fixture into their states: all memory first, then the ops.

    `extra` are fields that a format adds to registration and memory of a node.
    """
    setup = sorted(host.fixture.private.items())
    for nid, given in setup:
        if given.get("state", "online") not in {"possible", "firmware"}:
            named = {"op": "np_register", "nid": nid, "np": given.get("np", f"np{nid}")}
            host.run({**named, **extra(nid)})
    for nid, given in setup:
        if given.get("state", "online") in {"online", "hotplugged"}:
            _add_memory(host, nid, given, extra(nid))
    for nid, given in setup:
        if given.get("ops"):
            host.run({"op": "np_set_ops", "nid": nid, "ops": given["ops"]})
    for nid, given in setup:
        _adjust_private(host, nid, given)
    host.outcomes.clear()


def _add_memory(host: LangHost, nid: int, given: dict[str, Any], extra: dict[str, Any]) -> None:
    pages = given.get("pages", PRIVATE_PAGES)
    zones = given.get("zones") or {given.get("zone", "NORMAL"): pages}
    block = nid * BLOCKS_PER_NODE
    for zone, number in zones.items():
        size = host.fixture.block_pages
        blocks = -(-number // size)
        offline = given.get("state") == "hotplugged"
        kind = "online_movable" if zone == "MOVABLE" else "online_kernel"
        host.run(
            {
                "op": "np_add_memory",
                "nid": nid,
                "np": given.get("np", f"np{nid}"),
                "start_block": block,
                "blocks": blocks,
                "online_type": "offline" if offline else kind,
                **extra,
            }
        )
        if blocks * size != number:
            _trim(host, nid, zone, number, (block * size, (block + blocks) * size))
        block += blocks


def _trim(host: LangHost, nid: int, zone: str, pages: int, span: tuple[int, int]) -> None:
    """A zone whose size is no multiple of a block: its last pages are holes."""
    found = host.state.nodes[nid].zones[ZONE_INDEX["Movable" if zone == "MOVABLE" else "Normal"]]
    with host.hook() as ctx:
        excess = span[1] - span[0] - pages
        found.partition.remove_span(ctx.undo, span[1] - excess, span[1])
        for name in ("present", "managed"):
            ctx.undo.assign(found, name, getattr(found, name) - excess)


def _set_marks(host: LangHost, nid: int, wmark: dict[str, int]) -> None:
    """Base watermarks of a node's zones: min, then steps."""
    low, step = wmark["min"], wmark["step"]
    with host.hook() as ctx:
        for zone in host.state.nodes[nid].zones:
            if zone.managed:
                ctx.undo.set(host.state.fixed_marks, zone.key, (low, step))
                for number, name in enumerate(("min", "low", "high", "promo")):
                    ctx.undo.assign(zone, name, low + number * step)


def _fragment(host: LangHost, nid: int) -> None:
    """Every second page of a node holds a movable folio of shared memory."""
    zone = next(each for each in host.state.nodes[nid].zones if each.managed)
    with host.hook() as ctx:
        obj = ctx.new_object("shmem", f"fragments of node {nid}")
        for number, pfn in enumerate(range(zone.start_pfn, zone.start_pfn + zone.managed, 2)):
            ctx.store.populate_at(obj, (2 * number, 2 * number + 1), zone.key, pfn)


#: keys of `private.N`
_PRIVATE_KEYS: Final = frozenset(
    {"state", "np", "zone", "pages", "ops", "zones", "max_order", "wmark", "fragmented", "rights"}
)


def _adjust_private(host: LangHost, nid: int, given: dict[str, Any]) -> None:
    if unknown := sorted(given.keys() - _PRIVATE_KEYS):
        raise Unsupported(f"private node key {unknown[0]}")
    if "wmark" in given:
        _set_marks(host, nid, given["wmark"])
    if given.get("fragmented"):
        _fragment(host, nid)
    if "max_order" in given:
        host.run({"op": "fragment_node", "node": nid, "max_order": given["max_order"]})
