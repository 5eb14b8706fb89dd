"""Weights of MPOL_WEIGHTED_INTERLEAVE: written by hand, or from bandwidth (mm/mempolicy.c)."""

from __future__ import annotations

from math import gcd
from typing import Final

from service.mm.nodemask import nodes_of
from service.mm.state import HostState
from service.mm.undo import Undo
from service.mm.versions import KERNEL_VERSIONS

#: weightiness: the sum that weights are scaled to before they are reduced
WEIGHTINESS: Final = 32


def bandwidth_weights(state: HostState) -> dict[int, int]:
    """reduce_interleave_weights: floor(32 * share), at least 1, divided by their common divisor."""
    nodes = list(nodes_of(state.n_memory))
    total = sum(state.bandwidth(nid) for nid in nodes)
    if not total:
        return dict.fromkeys(nodes, 1)
    weights = {nid: max(WEIGHTINESS * state.bandwidth(nid) // total, 1) for nid in nodes}
    divisor = gcd(*weights.values())
    return {nid: weight // divisor for nid, weight in weights.items()}


def reset_weights(state: HostState, undo: Undo) -> None:
    """Weights as the kernel gives them: by bandwidth where the version does so, else 1."""
    by_hand = KERNEL_VERSIONS[state.kernel_version].weight_files_of_possible_nodes
    wanted = {} if by_hand else bandwidth_weights(state)
    state.forget_plans(undo)
    for nid in sorted(state.weights.keys() | wanted.keys()):
        undo.set(state.weights, nid, wanted.get(nid, 1))
