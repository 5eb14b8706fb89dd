"""Files of the later cram in debugfs: counters, and a line for each node (appendix E)."""

from __future__ import annotations

from typing import Final

from service.mm.kernfs_file import KernelFile, Match
from service.mm.state import HostState

_COLUMNS: Final = "node zratio current_ratio perceived balloon target blocked allowed free present"
#: file -> counter
_COUNTERS: Final = {
    "demote_count": "cram_demote_count",
    "promote_count": "cram_promote_count",
    "promote_fail": "cram_promote_fail",
}


def _read_counter(state: HostState, match: Match) -> str | None:
    if state.model.knobs.cram != "next":
        return None
    wanted = _COUNTERS[match[1]]
    return str(sum(count for (name, _), count in state.counters.items() if name == wanted))


def _read_nodes(state: HostState, match: Match) -> str | None:
    del match
    if state.model.knobs.cram != "next":
        return None
    lines = [_COLUMNS]
    for nid, node in sorted(state.cram_next.items()):
        zones = state.nodes[nid].zones
        row = (
            nid,
            node.zratio,
            node.current_ratio,
            node.perceived,
            node.nr_balloon,
            node.target,
            int(node.blocked),
            int(node.allowed),
            sum(zone.free for zone in zones),
            sum(zone.present for zone in zones),
        )
        lines.append(" ".join(map(str, row)))
    return "\n".join(lines)


_CRAM: Final = "/sys/kernel/debug/cram"

CRAM_FILES: Final[tuple[KernelFile, ...]] = (
    KernelFile(rf"{_CRAM}/({'|'.join(_COUNTERS)})", _read_counter),
    KernelFile(rf"{_CRAM}/nodes", _read_nodes),
)
