"""Booting a host: from a topology and a kernel model to a state (mm/mm_init.c, numa_init)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from service.bounded import parse_hex
from service.mm.access import Access
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.layout import PFN_END, ZONE_END, Claim, Conflict, Placement, first_pages, place
from service.mm.memory_blocks import BlockKind
from service.mm.memory_tiers import init_memory_tiers, set_default_dram_perf
from service.mm.models import KernelModel
from service.mm.state import HostState, Node, Zone
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
    if block & (block - 1):
        raise Refused(
            "INVALID_FIELD",
            field="topology.memory_block_size",
            why=f"{block} is not a power of two",
        )
    for node in topology.nodes:
        _check_zones(node)
        _check_offline_blocks(node, (PFN_END << PAGE_SHIFT) // block)


def _check_zones(node: NodeSpec) -> None:
    """Each zone for itself. Refuses: INVALID_FIELD."""
    names = [zone.zone for zone in node.zones]
    if len(set(names)) != len(names):
        raise Refused(
            "INVALID_FIELD",
            field=f"topology.nodes[{node.nid}].zones",
            why="a zone stands there twice",
        )
    for spec in node.zones:
        field = f"topology.nodes[{node.nid}].zones[{spec.zone}]"
        if not spec.managed <= spec.present <= spec.spanned:
            raise Refused(
                "INVALID_FIELD", field=field, why="managed <= present <= spanned must hold"
            )
        if spec.free is not None and spec.free > spec.managed:
            raise Refused("INVALID_FIELD", field=f"{field}.free", why="exceeds managed")
        start, limit = parse_hex(spec.start_pfn), ZONE_END.get(spec.zone, PFN_END)
        if start + spec.spanned > limit:
            raise Refused(
                "INVALID_FIELD",
                field=f"{field}.start_pfn",
                why=f"pages {start:#x} to {start + spec.spanned:#x} end beyond {limit:#x},"
                f" where zone {spec.zone} ends",
            )


def _check_offline_blocks(node: NodeSpec, end: int) -> None:
    """Refuses (INVALID_FIELD): blocks beyond physical memory, of an offline node, or twice."""
    numbers = node.offline_blocks
    field = f"topology.nodes[{node.nid}].offline_blocks"
    if numbers and not node.online:
        raise Refused("INVALID_FIELD", field=field, why="the node is not online")
    if numbers and max(numbers) >= end:
        why = f"block {max(numbers)} is not below {end}, where physical memory ends"
        raise Refused("INVALID_FIELD", field=field, why=why)
    for one, two in pairwise(sorted(numbers)):
        if one == two:
            raise Refused("INVALID_FIELD", field=field, why=f"block {one} stands there twice")


def _place(topology: Topology) -> tuple[list[Claim], Placement]:
    """Where the pages of each zone lie. Refuses (INVALID_FIELD): two zones on the same pages."""
    claims = []
    for node in topology.nodes:
        for spec in node.zones:
            start = parse_hex(spec.start_pfn)
            claims.append(Claim(node.nid, spec.zone, start, start + spec.spanned, spec.present))
    placed = place(claims)
    if isinstance(placed, Conflict):
        second = placed.second
        raise Refused(
            "INVALID_FIELD",
            field=f"topology.nodes[{second.nid}].zones[{second.zone}].start_pfn",
            why=str(placed),
        )
    return claims, placed


def _boot_zone(
    state: HostState, undo: Undo, spec: ZoneSpec, zone: Zone, runs: list[tuple[int, int]]
) -> None:
    """A zone with `runs` of present pages; what is not free, the kernel holds from the start."""
    zone.start_pfn = parse_hex(spec.start_pfn)
    zone.spanned, zone.present, zone.managed = spec.spanned, spec.present, spec.managed
    for start, end in first_pages(runs, spec.managed):
        zone.partition.add_span(undo, start, end)
    held = spec.managed - (spec.managed if spec.free is None else spec.free)
    if not held:
        return
    owner = state.next_id
    state.next_id += 1
    state.owners[owner] = ("kernel", zone.nid)
    index = 0
    for start, end in first_pages(runs, held):
        zone.partition.take_range(undo, start, end - start, owner, index)
        index += end - start


def _boot_node(state: HostState, spec: NodeSpec) -> None:
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
    if any(zone.present for zone in spec.zones):
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


def _boot_blocks(
    state: HostState,
    undo: Undo,
    topology: Topology,
    placed: list[tuple[Zone, list[tuple[int, int]]]],
) -> None:
    """Boot memory as memory blocks; one that holds parts of several zones has none of its own."""
    pages = state.block_size >> PAGE_SHIFT
    ends: dict[int, set[tuple[int, int]]] = {}
    for zone, runs in placed:
        for start, end in runs:
            first, last = start // pages, (end - 1) // pages
            kind = BlockKind(zone.nid, "online", zone.idx, nids=(zone.nid,))
            state.blocks.set(undo, first + 1, last, kind)
            for number in (first, last):
                ends.setdefault(number, set()).add((zone.nid, zone.idx))
    for number, parts in sorted(ends.items()):
        nids = tuple(sorted({nid for nid, _ in parts}))
        idx = min(parts)[1] if len(parts) == 1 else -1
        state.blocks.set(undo, number, number + 1, BlockKind(nids[0], "online", idx, nids=nids))
    for spec in topology.nodes:
        kind = BlockKind(spec.nid, "offline", nids=(spec.nid,))
        for first, end in _runs_of(sorted(spec.offline_blocks)):
            for run in state.blocks.runs(first, end):
                raise Refused(
                    "INVALID_FIELD",
                    field=f"topology.nodes[{spec.nid}].offline_blocks",
                    why=f"block {run.start} is {run.kind.state} on node {run.kind.nid}",
                )
            state.blocks.set(undo, first, end, kind)


def _runs_of(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as runs (first, end)."""
    first = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[first], number + 1
            first = at + 1


def boot_host(topology: Topology, model: KernelModel) -> HostState:
    """The state of a machine just booted.

    Refuses: INVALID_FIELD where the topology is not one machine.
    """
    _check(topology)
    claims, places = _place(topology)
    state = HostState(model)
    undo = Undo()
    state.kernel_version = topology.kernel_version
    state.max_numnodes = topology.max_numnodes
    state.block_size = topology.memory_block_size
    state.swap_pages = topology.swap_pages
    state.rebuilt = topology.rebuilt
    state.watermarks = topology.watermarks
    for spec in topology.nodes:
        _boot_node(state, spec)
    placed: list[tuple[Zone, list[tuple[int, int]]]] = []
    specs = [each for spec in topology.nodes for each in spec.zones]
    for claim, each, runs in zip(claims, specs, places, strict=True):
        zone = state.nodes[claim.nid].zones[ZONE_INDEX[each.zone]]
        _boot_zone(state, undo, each, zone, runs)
        placed.append((zone, runs))
    for row, spec in zip(topology.distances, topology.nodes, strict=True):
        for distance, other in zip(row, topology.nodes, strict=True):
            state.distances[spec.nid, other.nid] = distance
    _boot_blocks(state, undo, topology, placed)
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
