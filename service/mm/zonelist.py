"""Zonelists: which nodes an allocation tries, in which order (mm/page_alloc.c, build_zonelists).

Every possible node has a FALLBACK list and a NOFALLBACK list (used iff __GFP_THISNODE). Ordinary
lists hold ordinary nodes only. What the lists of a private node hold is a matter of the model's
cells `own_fallback_self`, `own_fallback` and `own_nofallback`; models with a private selector have
two lists more (`private_list`, `private_nofallback`): all memory nodes, and the node alone.
"""

from __future__ import annotations

from typing import Final

from service.mm.nodemask import nodes_of
from service.mm.state import HostState, Zone
from service.mm.undo import Undo
from service.mm.versions import KERNEL_VERSIONS

#: PENALTY_FOR_NODE_WITH_CPUS (mm/page_alloc.c)
PENALTY_FOR_NODE_WITH_CPUS: Final = 1


def find_next_best_node(
    state: HostState, node: int, used: int, candidates: int, *, cpus: bool | None = None
) -> int:
    """The candidate outside `used` that scores best for `node`; -1 when none is left.

    The node itself comes first when it is a candidate. Score: (distance + 1 if its id is lower
    + 1 if it has CPUs) * MAX_NUMNODES + node_load; lowest wins, then the lowest id. As built at
    boot the CPU term is 0: x86 fills the CPU masks only afterwards. `cpus` None: it counts from the
    first rebuild on.
    """
    counts = state.rebuilt if cpus is None else cpus
    left = candidates & ~used
    itself = not KERNEL_VERSIONS[state.kernel_version].memoryless_skips_itself
    itself = itself and candidates == state.n_memory and not state.n_memory_private >> node & 1
    if left >> node & 1 or (itself and not used >> node & 1):
        return node
    best, best_score = -1, 0
    for nid in nodes_of(left):
        score = state.distance(node, nid) + (1 if nid < node else 0)
        if counts and state.n_cpu >> nid & 1:
            score += PENALTY_FOR_NODE_WITH_CPUS
        score = score * state.max_numnodes + state.node_load.get(nid, 0)
        if best < 0 or score < best_score:
            best, best_score = nid, score
    return best


def _by_score(
    state: HostState,
    undo: Undo,
    node: int,
    candidates: int,
    *,
    charge: bool,
    cpus: bool | None = None,
) -> list[int]:
    """Nodes by score; the first of each new distance group is charged with node_load."""
    order: list[int] = []
    used = 0
    previous = node
    while (nid := find_next_best_node(state, node, used, candidates, cpus=cpus)) >= 0:
        if charge and state.distance(node, nid) != state.distance(node, previous):
            undo.set(state.node_load, nid, state.node_load.get(nid, 0) + 1)
        order.append(nid)
        used |= 1 << nid
        previous = nid
    return order


def _orders(
    state: HostState, undo: Undo, node: int, *, cpus: bool | None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    knobs = state.model.knobs
    if not state.n_memory_private >> node & 1:
        order = _by_score(state, undo, node, state.n_memory, charge=True, cpus=cpus)
        return tuple(order), ((node,) if state.n_memory >> node & 1 else ())
    fallback = [node] if knobs.own_fallback_self == "yes" else []
    if knobs.own_fallback == "normal":
        charge = knobs.own_list_node_load == "charged"
        fallback += _by_score(state, undo, node, state.n_memory, charge=charge, cpus=cpus)
    return tuple(fallback), ((node,) if knobs.own_nofallback == "self" else ())


def zones_of_order(state: HostState, order: tuple[int, ...]) -> tuple[Zone, ...]:
    """Populated zones in node order, the highest zone of a node first."""
    return tuple(zone for nid in order for zone in reversed(state.nodes[nid].zones) if zone.present)


def _private_orders(
    state: HostState, undo: Undo, node: int, *, cpus: bool | None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """ZONELIST_PRIVATE and ZONELIST_PRIVATE_NOFALLBACK; node_load is not charged for them."""
    knobs = state.model.knobs
    memory = state.n_memory | state.n_memory_private
    order: list[int] = []
    if knobs.private_list == "all_nodes":
        order = _by_score(state, undo, node, memory, charge=False, cpus=cpus)
    alone = knobs.private_nofallback == "self" and memory >> node & 1
    return tuple(order), ((node,) if alone else ())


def build_node_zonelists(
    state: HostState, undo: Undo, node: int, *, cpus: bool | None = None
) -> None:
    """Builds the lists of one node (build_zonelists)."""
    state.forget_plans(undo)
    fallback, nofallback = _orders(state, undo, node, cpus=cpus)
    undo.set(state.order_of, node, (fallback, nofallback))
    undo.set(
        state.lists, node, (zones_of_order(state, fallback), zones_of_order(state, nofallback))
    )
    if state.model.knobs.private_nofallback == "self":
        private, alone = _private_orders(state, undo, node, cpus=cpus)
        undo.set(state.private_order_of, node, (private, alone))
        lists = (zones_of_order(state, private), zones_of_order(state, alone))
        undo.set(state.private_lists, node, lists)


def _forget_load(state: HostState, undo: Undo) -> None:
    for nid in sorted(state.node_load):
        undo.delete(state.node_load, nid)


def hotadd_zonelists(state: HostState, undo: Undo, node: int) -> None:
    """The lists of a node that is hot-added: only its own, with node_load zeroed before.

    By then the CPU masks are filled, so the CPU term counts whether lists were rebuilt or not.
    Source: mm/page_alloc.c, __build_all_zonelists with a node that is not online.
    """
    _forget_load(state, undo)
    build_node_zonelists(state, undo, node, cpus=True)


def build_all_zonelists(state: HostState, undo: Undo) -> None:
    """Rebuilds every possible node's lists, ascending, with node_load zeroed once."""
    _forget_load(state, undo)
    for nid in nodes_of(state.possible):
        build_node_zonelists(state, undo, nid)
