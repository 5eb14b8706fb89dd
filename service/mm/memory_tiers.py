"""Memory tiers: abstract distance, tiers, demotion targets (mm/memory-tiers.c).

A tier is a chunk of 128 abstract distances; DRAM stands in the middle of the fifth one. Lower is
faster.
"""

from __future__ import annotations

from typing import Final

from service.mm.access import Access
from service.mm.nodemask import nodes_of
from service.mm.services import granted, may_touch
from service.mm.state import HostState
from service.mm.undo import Undo
from service.mm.versions import KERNEL_VERSIONS
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


def _mismatches(reference: Access, other: Access) -> bool:
    """Whether DRAM performance differs by more than a tenth of the reference's."""
    names = ("read_latency", "write_latency", "read_bandwidth", "write_bandwidth")
    pairs = [(getattr(reference, name), getattr(other, name)) for name in names]
    return any(abs(theirs - mine) * 10 > mine for mine, theirs in pairs)


def set_default_dram_perf(state: HostState) -> None:
    """Abstract distances of nodes with known performance, against that of DRAM.

    The first node with CPUs and memory gives the DRAM reference; when another one differs from it
    by more than a tenth, performance makes no tiers at all.
    Source: mm/memory-tiers.c, mt_set_default_dram_perf; drivers/acpi/numa/hmat.c.
    """
    if not KERNEL_VERSIONS[state.kernel_version].hmat_makes_tiers:
        return
    drams = [state.access[n] for n in nodes_of(state.n_cpu & state.n_memory) if n in state.access]
    if not drams or any(_mismatches(drams[0], each) for each in drams):
        return
    dram = drams[0]
    for nid, access in sorted(state.access.items()):
        state.adistance[nid] = mt_perf_to_adistance(
            access.read_latency + access.write_latency,
            access.read_bandwidth + access.write_bandwidth,
            dram.read_latency + dram.write_latency,
            dram.read_bandwidth + dram.write_bandwidth,
        )


def tier_of(state: HostState, nid: int) -> int | None:
    """The tier id of a node; None while it never had memory."""
    adistance = state.tier_adistance.get(nid)
    return None if adistance is None else adistance >> MEMTIER_CHUNK_BITS


def tiers(state: HostState) -> dict[int, int]:
    """Tier id -> mask of its nodes, fastest first."""
    found: dict[int, int] = {}
    for nid in nodes_of(state.n_memory | state.n_memory_private):
        tier = tier_of(state, nid)
        if tier is not None:
            found[tier] = found.get(tier, 0) | 1 << nid
    return dict(sorted(found.items()))


def demotion_targets(state: HostState, nid: int) -> tuple[int, int]:
    """(preferred, allowed) demotion targets of a node, as last established."""
    return state.node_demotion.get(nid, (0, 0))


def lower_tier_mask(state: HostState, nid: int) -> int:
    """All nodes that demotion from a node may use, as last established."""
    return demotion_targets(state, nid)[1]


def _candidates(state: HostState) -> int:
    """N_MEMORY nodes, and private ones that opted in (patch 14, establish_demotion_targets)."""
    mask = state.n_memory
    if state.model.knobs.demotion_targets == "with_right":
        for nid in nodes_of(state.n_memory_private):
            if granted(state, nid, "demotion"):
                mask |= 1 << nid
    return mask


def _targets_of(state: HostState, nid: int, candidates: int) -> tuple[int, int]:
    """Preferred: the nodes of the next slower tier at the best distance."""
    own = tier_of(state, nid)
    source = state.n_memory >> nid & 1 or (
        state.n_memory_private >> nid & 1 and may_touch(state, nid, "demotion_source")
    )
    if own is None or not source:
        return 0, 0
    slower = [nodes & candidates for tier, nodes in tiers(state).items() if tier > own]
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
    allowed = 0
    for nodes in slower:
        allowed |= nodes
    return preferred, allowed


def establish_demotion_targets(state: HostState, undo: Undo) -> None:
    """Recomputes the demotion table; a private node is a source where the model says so (14)."""
    candidates = _candidates(state)
    for nid in nodes_of(state.possible):
        targets = _targets_of(state, nid, candidates)
        if targets != state.node_demotion.get(nid, (0, 0)):
            undo.set(state.node_demotion, nid, targets)


def set_node_memory_tier(state: HostState, undo: Undo, nid: int) -> bool:
    """Puts a node into the tier of its abstract distance; False when it has no memory."""
    if not (state.n_memory | state.n_memory_private) >> nid & 1:
        return False
    undo.set(state.tier_adistance, nid, state.adistance.get(nid, MEMTIER_ADISTANCE_DRAM))
    return True


def clear_node_memory_tier(state: HostState, undo: Undo, nid: int) -> None:
    """Takes a node that lost its last memory out of its tier."""
    if nid in state.tier_adistance:
        undo.delete(state.tier_adistance, nid)


def memory_tier_refresh_demotion(state: HostState, undo: Undo) -> None:
    """What a service calls after it changed its flags: tiers for new private nodes, new targets."""
    for nid in nodes_of(state.n_memory_private):
        if nid not in state.tier_adistance:
            set_node_memory_tier(state, undo, nid)
    establish_demotion_targets(state, undo)


def init_memory_tiers(state: HostState, undo: Undo) -> None:
    """Tiers and targets of the nodes that have memory at boot."""
    for nid in nodes_of(state.n_memory | state.n_memory_private):
        set_node_memory_tier(state, undo, nid)
    establish_demotion_targets(state, undo)
