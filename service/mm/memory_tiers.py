"""Memory tiers: abstract distance, tiers, demotion targets (mm/memory-tiers.c).

A tier is a chunk of 128 abstract distances; DRAM stands in the middle of the fifth one. Lower is
faster.
"""

from __future__ import annotations

from typing import Final

from service.mm.nodemask import mask_of, nodes_of
from service.mm.state import HostState
from service.mm.zonelist import find_next_best_node

MEMTIER_CHUNK_BITS: Final = 7
#: MEMTIER_ADISTANCE_DRAM: 4 * chunk + chunk / 2
MEMTIER_ADISTANCE_DRAM: Final = 576
#: MEMTIER_DEFAULT_DAX_ADISTANCE: five times that of DRAM
MEMTIER_DEFAULT_DAX_ADISTANCE: Final = 5 * MEMTIER_ADISTANCE_DRAM


def mt_perf_to_adistance(
    latency: int, bandwidth: int, dram_latency: int, dram_bandwidth: int
) -> int:
    """Abstract distance from read plus write latency and bandwidth, against those of DRAM."""
    return MEMTIER_ADISTANCE_DRAM * latency // dram_latency * dram_bandwidth // bandwidth


def set_default_dram_perf(state: HostState) -> None:
    """Abstract distances of CPU-less nodes with known performance, against that of DRAM.

    The first node with CPUs gives the DRAM reference. Source: mt_calc_adistance.
    """
    dram = next((state.access[nid] for nid in nodes_of(state.n_cpu) if nid in state.access), None)
    if dram is None:
        return
    for nid, access in sorted(state.access.items()):
        if state.n_cpu >> nid & 1:
            continue
        state.adistance[nid] = mt_perf_to_adistance(
            access.read_latency + access.write_latency,
            access.read_bandwidth + access.write_bandwidth,
            dram.read_latency + dram.write_latency,
            dram.read_bandwidth + dram.write_bandwidth,
        )


def tier_of(state: HostState, nid: int) -> int:
    """The tier id of a node with memory."""
    return state.adistance.get(nid, MEMTIER_ADISTANCE_DRAM) >> MEMTIER_CHUNK_BITS


def tiers(state: HostState) -> dict[int, int]:
    """Tier id -> mask of its nodes, fastest first."""
    found: dict[int, int] = {}
    for nid in nodes_of(state.n_memory | state.n_memory_private):
        tier = tier_of(state, nid)
        found[tier] = found.get(tier, 0) | 1 << nid
    return dict(sorted(found.items()))


def lower_tier_mask(state: HostState, nid: int) -> int:
    """All nodes in tiers slower than that of a node."""
    own = tier_of(state, nid)
    mask = 0
    for tier, nodes in tiers(state).items():
        if tier > own:
            mask |= nodes
    return mask


def demotion_targets(state: HostState, nid: int) -> tuple[int, int]:
    """(preferred, allowed) demotion targets of a node; a private node has none.

    Preferred: the nodes of the next slower tier at the best distance. Source:
    establish_demotion_targets; patch 14 of 27.
    """
    if state.n_memory_private >> nid & 1:
        return 0, 0
    slower = [nodes for tier, nodes in tiers(state).items() if tier > tier_of(state, nid)]
    if not slower:
        return 0, 0
    preferred = used = 0
    best = -1
    while (target := find_next_best_node(state, nid, used, slower[0])) >= 0:
        if best >= 0 and state.distance(nid, target) != best:
            break
        best = state.distance(nid, target)
        preferred |= 1 << target
        used |= 1 << target
    return preferred, lower_tier_mask(state, nid)


def tier_nodes(state: HostState, tier: int) -> int:
    """The nodes of a tier; 0 when the tier does not exist."""
    return tiers(state).get(tier, mask_of(()))
