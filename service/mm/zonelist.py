"""Zonelists: which nodes an allocation tries, in which order (mm/page_alloc.c, build_zonelists).

Every possible node has a FALLBACK list and a NOFALLBACK list (used iff __GFP_THISNODE). Ordinary
lists hold N_MEMORY nodes only. What the lists of a private node hold is a matter of the model's
cells `own_fallback_self`, `own_fallback` and `own_nofallback`.
"""

from __future__ import annotations

from typing import Final

from service.mm.nodemask import nodes_of
from service.mm.state import HostState, Zone
from service.mm.undo import Undo

#: PENALTY_FOR_NODE_WITH_CPUS (mm/page_alloc.c)
PENALTY_FOR_NODE_WITH_CPUS: Final = 1


def find_next_best_node(state: HostState, node: int, used: int, candidates: int) -> int:
    """The candidate outside `used` that scores best for `node`; -1 when none is left.

    The node itself comes first when it is a candidate. Score: (distance + 1 if its id is lower
    + 1 if it has CPUs) * MAX_NUMNODES + node_load; lowest wins, then the lowest id. As built at
    boot the CPU term is 0: x86 fills the CPU masks only afterwards.
    """
    left = candidates & ~used
    if left >> node & 1:
        return node
    best, best_score = -1, 0
    for nid in nodes_of(left):
        score = state.distance(node, nid) + (1 if nid < node else 0)
        if state.rebuilt and state.n_cpu >> nid & 1:
            score += PENALTY_FOR_NODE_WITH_CPUS
        score = score * state.max_numnodes + state.node_load.get(nid, 0)
        if best < 0 or score < best_score:
            best, best_score = nid, score
    return best


def _ordinary_order(state: HostState, undo: Undo, node: int, *, charge: bool) -> list[int]:
    """N_MEMORY nodes by score; the first of each new distance group is charged with node_load."""
    order: list[int] = []
    used = 0
    previous = node
    while (nid := find_next_best_node(state, node, used, state.n_memory)) >= 0:
        if charge and state.distance(node, nid) != state.distance(node, previous):
            undo.set(state.node_load, nid, state.node_load.get(nid, 0) + 1)
        order.append(nid)
        used |= 1 << nid
        previous = nid
    return order


def _orders(state: HostState, undo: Undo, node: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    knobs = state.model.knobs
    if not state.n_memory_private >> node & 1:
        order = _ordinary_order(state, undo, node, charge=True)
        return tuple(order), ((node,) if state.n_memory >> node & 1 else ())
    fallback = [node] if knobs.own_fallback_self == "yes" else []
    if knobs.own_fallback == "normal":
        charge = knobs.own_list_node_load == "charged"
        fallback += _ordinary_order(state, undo, node, charge=charge)
    return tuple(fallback), ((node,) if knobs.own_nofallback == "self" else ())


def zones_of_order(state: HostState, order: tuple[int, ...]) -> tuple[Zone, ...]:
    """Populated zones in node order, the highest zone of a node first."""
    return tuple(zone for nid in order for zone in reversed(state.nodes[nid].zones) if zone.present)


def build_node_zonelists(state: HostState, undo: Undo, node: int) -> None:
    """Builds both lists of one node (build_zonelists), as hot-adding a new node does."""
    fallback, nofallback = _orders(state, undo, node)
    undo.set(state.order_of, node, (fallback, nofallback))
    undo.set(
        state.lists, node, (zones_of_order(state, fallback), zones_of_order(state, nofallback))
    )


def build_all_zonelists(state: HostState, undo: Undo) -> None:
    """Rebuilds every possible node's lists, ascending, with node_load zeroed once."""
    for nid in sorted(state.node_load):
        undo.delete(state.node_load, nid)
    for nid in nodes_of(state.possible):
        build_node_zonelists(state, undo, nid)
