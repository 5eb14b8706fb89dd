"""Booting a host: from a topology and a kernel model to a state (mm/mm_init.c, numa_init)."""

from __future__ import annotations

from service.bounded import parse_hex
from service.mm.access import Access
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.memory_tiers import init_memory_tiers, set_default_dram_perf
from service.mm.models import KernelModel
from service.mm.state import HostState, MemoryBlock, Node, Zone
from service.mm.undo import Undo
from service.mm.watermark import (
    init_per_zone_wmark_min,
    setup_per_zone_lowmem_reserve,
    setup_per_zone_wmarks,
)
from service.mm.weights import reset_weights
from service.mm.zonelist import build_all_zonelists
from service.mm.zones import MAX_NR_ZONES, PAGE_SHIFT, ZONE_INDEX
from service.reasons import Refused


def _check(topology: Topology) -> None:
    """Refuses (INVALID_FIELD): what cannot be one machine."""
    nids = [node.nid for node in topology.nodes]
    cpus = [cpu for node in topology.nodes for cpu in node.cpus]
    if sorted(set(nids)) != nids:
        raise Refused("INVALID_FIELD", field="topology.nodes", why="node ids must ascend")
    if nids[-1] >= topology.max_numnodes:
        raise Refused(
            "INVALID_FIELD",
            field="topology.nodes",
            why=f"node {nids[-1]} is not below max_numnodes",
        )
    if len(set(cpus)) != len(cpus) or not cpus:
        raise Refused(
            "INVALID_FIELD",
            field="topology.nodes",
            why="each CPU belongs to one node, and there is at least one CPU",
        )
    rows = topology.distances
    if len(rows) != len(nids) or any(len(row) != len(nids) for row in rows):
        raise Refused(
            "INVALID_FIELD",
            field="topology.distances",
            why=f"must be a {len(nids)} by {len(nids)} matrix",
        )
    if not any(zone.managed for node in topology.nodes if node.online for zone in node.zones):
        raise Refused("INVALID_FIELD", field="topology.nodes", why="no node has memory")
    block = topology.memory_block_size
    if block < 1 << 22 or block & (block - 1):
        raise Refused(
            "INVALID_FIELD",
            field="topology.memory_block_size",
            why="must be a power of two of at least 4 MiB",
        )


def _boot_zone(state: HostState, undo: Undo, node: Node, spec: ZoneSpec) -> None:
    zone = node.zones[ZONE_INDEX[spec.zone]]
    if not spec.managed <= spec.present <= spec.spanned:
        raise Refused(
            "INVALID_FIELD",
            field=f"topology.nodes[{node.nid}].zones[{spec.zone}]",
            why="managed <= present <= spanned must hold",
        )
    free = spec.managed if spec.free is None else spec.free
    if free > spec.managed:
        raise Refused(
            "INVALID_FIELD",
            field=f"topology.nodes[{node.nid}].zones[{spec.zone}].free",
            why="exceeds managed",
        )
    zone.start_pfn = parse_hex(spec.start_pfn)
    zone.spanned, zone.present, zone.managed = spec.spanned, spec.present, spec.managed
    if not spec.managed:
        return
    zone.partition.add_span(undo, zone.start_pfn, zone.start_pfn + spec.managed)
    if free < spec.managed:
        owner = state.next_id
        state.next_id += 1
        state.owners[owner] = ("kernel", node.nid)
        zone.partition.take_range(undo, zone.start_pfn, spec.managed - free, owner, 0)


def _boot_node(state: HostState, undo: Undo, spec: NodeSpec) -> None:
    node = Node(spec.nid, spec.cpus)
    state.nodes[spec.nid] = node
    bit = 1 << spec.nid
    state.possible |= bit
    if spec.access is not None:
        state.access[spec.nid] = Access(
            *(getattr(spec.access, name) for name in Access.__struct_fields__)
        )
    if spec.adistance is not None:
        state.adistance[spec.nid] = spec.adistance
    if not spec.online:
        if spec.zones or spec.cpus:
            raise Refused(
                "INVALID_FIELD",
                field=f"topology.nodes[{spec.nid}]",
                why="a node that is not online has neither zones nor CPUs",
            )
        return
    state.online |= bit
    if spec.cpus:
        state.n_cpu |= bit
    for cpu in spec.cpus:
        state.cpu_nid[cpu] = spec.nid
    names = [zone.zone for zone in spec.zones]
    if len(set(names)) != len(names):
        raise Refused(
            "INVALID_FIELD",
            field=f"topology.nodes[{spec.nid}].zones",
            why="a zone stands there twice",
        )
    for zone in spec.zones:
        _boot_zone(state, undo, node, zone)
    if any(zone.present for zone in node.zones):
        state.n_memory |= bit
        node.kswapd = node.kcompactd = True


def _recorded_marks(state: HostState, spec: NodeSpec) -> None:
    """Watermarks and reserves as recorded, until the next recalculation."""
    for each in spec.zones:
        zone: Zone = state.nodes[spec.nid].zones[ZONE_INDEX[each.zone]]
        if each.marks is not None:
            zone.min, zone.low = each.marks.min, each.marks.low
            zone.high, zone.promo = each.marks.high, each.marks.promo
        if each.protection is not None:
            reserve = (*each.protection, *(each.protection[-1:] * MAX_NR_ZONES))
            zone.lowmem_reserve = reserve[:MAX_NR_ZONES]


def _boot_blocks(state: HostState, topology: Topology) -> None:
    """Boot memory as memory blocks; one that holds parts of several zones has none of its own."""
    pages = state.block_size >> PAGE_SHIFT
    held: dict[int, list[tuple[int, int]]] = {}
    for spec in topology.nodes:
        for zone in state.nodes[spec.nid].zones:
            if zone.present:
                last = (zone.start_pfn + min(zone.present, zone.spanned) - 1) // pages
                for number in range(zone.start_pfn // pages, last + 1):
                    held.setdefault(number, []).append((spec.nid, zone.idx))
        for number in spec.offline_blocks:
            state.blocks[number] = MemoryBlock(number, spec.nid, "offline", -1, nids=(spec.nid,))
    for number, parts in sorted(held.items()):
        nids = tuple(sorted({nid for nid, _ in parts}))
        zone_idx = parts[0][1] if len(parts) == 1 else -1
        state.blocks[number] = MemoryBlock(number, nids[0], "online", zone_idx, nids=nids)


def boot_host(topology: Topology, model: KernelModel) -> HostState:
    """The state of a machine just booted.

    Refuses: INVALID_FIELD where the topology is not one machine.
    """
    _check(topology)
    state = HostState(model)
    undo = Undo()
    state.kernel_version = topology.kernel_version
    state.max_numnodes = topology.max_numnodes
    state.block_size = topology.memory_block_size
    state.swap_pages = topology.swap_pages
    state.rebuilt = topology.rebuilt
    state.watermarks = topology.watermarks
    for spec in topology.nodes:
        _boot_node(state, undo, spec)
    for row, spec in zip(topology.distances, topology.nodes, strict=True):
        for distance, other in zip(row, topology.nodes, strict=True):
            state.distances[spec.nid, other.nid] = distance
    _boot_blocks(state, topology)
    state.auto_online_blocks = topology.auto_online_blocks
    set_default_dram_perf(state)
    reset_weights(state, undo)
    build_all_zonelists(state, undo)
    if topology.min_free_kbytes is not None:
        state.min_free_kbytes = state.user_min_free_kbytes = topology.min_free_kbytes
        if state.watermarks:
            setup_per_zone_wmarks(state, undo)
            setup_per_zone_lowmem_reserve(state, undo)
    else:
        init_per_zone_wmark_min(state, undo)
    for spec in topology.nodes:
        _recorded_marks(state, spec)
    init_memory_tiers(state, undo)
    return state
