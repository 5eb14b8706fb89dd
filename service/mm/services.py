"""Which services may touch a private node: the model's cells, and the rights of the node.

A service is asked by a name of the twin (`reclaim`, `compaction`, ...); whether it needs a right,
and how the right is called, stands in the model's table.
"""

from __future__ import annotations

from service.mm.state import HostState
from service.mm.zones import ZONE_MOVABLE


def rights_of(state: HostState, nid: int) -> tuple[str, ...]:
    """The rights of a registered node by their full names, online or not."""
    node = state.nodes.get(nid)
    np = node.node_private if node is not None else None
    return np.ops.flags if np is not None and np.ops is not None else ()


def granted(state: HostState, nid: int, service: str) -> bool:
    """Whether the rights of a private node grant a service; subtracted rights take it away."""
    knobs = state.model.knobs
    held = rights_of(state, nid)
    found = any(right in held for right in knobs.table.granting(service))
    return found != knobs.subtracted


def may_touch(state: HostState, nid: int, service: str) -> bool:
    """Whether a service with a column of its own may act on folios of a node."""
    if not state.n_memory_private >> nid & 1:
        return True
    value = getattr(state.model.knobs, f"service_{service}")
    return bool(value == "always" or (value == "right" and granted(state, nid, service)))


def write_fenced(state: HostState, nid: int) -> bool:
    """Whether folios of a node are mapped read-only, so that a write moves them off.

    Source: patch 15 of 27 (a right asks for it); the branch's USER_WRITE, withheld on a
    movable-only node whose pages can be reclaimed.
    """
    if not state.n_memory_private >> nid & 1:
        return False
    fence = state.model.knobs.write_fence
    if fence in {"right", "right_copy"}:
        return granted(state, nid, "write_fence")
    if fence == "never" or granted(state, nid, "write") or not granted(state, nid, "reclaim"):
        return False
    return not any(zone.present for zone in state.nodes[nid].zones[:ZONE_MOVABLE])


def copies_off(state: HostState, nid: int) -> bool:
    """Whether a write to a folio of the node copies it to an ordinary node."""
    return state.model.knobs.write_fence in {"right_copy", "withheld"} and write_fenced(state, nid)
