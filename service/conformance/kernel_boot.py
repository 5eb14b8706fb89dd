"""What a boot log of the recordings says, computed from a booted host."""

from __future__ import annotations

from typing import Any

from service.mm.memory_tiers import demotion_targets
from service.mm.nodemask import format_nodelist, nodes_of
from service.mm.state import HostState
from service.mm.zones import ZONE_MOVABLE, ZONE_NAMES


def boot_facts(state: HostState) -> dict[str, Any]:
    """Fallback orders, zones with marks, demotion targets and policy zone, in recorded form."""
    kernel = [
        zone.idx
        for nid in nodes_of(state.n_memory)
        for zone in state.nodes[nid].zones[:ZONE_MOVABLE]
        if zone.present
    ]
    targets = []
    for nid in nodes_of(state.n_memory):
        preferred, fallback = demotion_targets(state, nid)
        text = "null"
        if preferred:
            text = f"preferred: {format_nodelist(preferred)}, fallback: {format_nodelist(fallback)}"
        targets.append(f"Demotion targets for Node {nid}: {text}")
    zones = [
        {
            "node": nid,
            "zone": ZONE_NAMES[zone.idx],
            "min": zone.min,
            "low": zone.low,
            "high": zone.high,
            "promo": zone.promo,
            "protection": list(zone.lowmem_reserve),
        }
        for nid in nodes_of(state.online)
        for zone in state.nodes[nid].zones
        if zone.present
    ]
    return {
        "fallback": {str(nid): list(state.order_of[nid][0]) for nid in nodes_of(state.online)},
        "demotion_targets": targets,
        "policy_zone": [f"Policy zone: {ZONE_NAMES[max(kernel)]}"],
        "zones": zones,
    }
