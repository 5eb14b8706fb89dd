"""The texts of `numactl --hardware` and `numastat`, from the nodes of a host.

Form of the text: numactl 2.0, numactl.c (hardware) and numastat.c.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

Json = dict[str, Any]

_PAGE_KIB: Final = 4
_COLUMN: Final = 16
_COUNTERS: Final = (
    "numa_hit",
    "numa_miss",
    "numa_foreign",
    "interleave_hit",
    "local_node",
    "other_node",
)
#: ours, printed where a private node exists
_REFUSED: Final = "private_refused"


def numactl_hardware(nodes: Sequence[Json]) -> str:
    """`numactl --hardware`: online nodes, their CPUs, sizes and distances."""
    column = {node["nid"]: index for index, node in enumerate(nodes)}
    online = [node for node in nodes if "N_ONLINE" in node["states"]]
    nids = [node["nid"] for node in online]
    lines = [f"available: {len(nids)} nodes ({_ranges(nids)})"]
    for node in online:
        cpus = "".join(f" {cpu}" for cpu in node["cpus"])
        lines += [
            f"node {node['nid']} cpus:{cpus}",
            f"node {node['nid']} size: {node['total_pages'] * _PAGE_KIB // 1024} MB",
            f"node {node['nid']} free: {node['free_pages'] * _PAGE_KIB // 1024} MB",
        ]
    lines += ["node distances:", "node " + "".join(f"{nid:>3} " for nid in nids)]
    for node in online:
        row = "".join(f"{node['distances'][column[nid]]:>3} " for nid in nids)
        lines.append(f"{node['nid']:>3}: {row}")
    return "\n".join(lines) + "\n"


def _ranges(nids: Sequence[int]) -> str:
    """Ids as ranges: `0-2,5`."""
    parts: list[str] = []
    start = 0
    for index in range(1, len(nids) + 1):
        if index < len(nids) and nids[index] == nids[index - 1] + 1:
            continue
        first, last = nids[start], nids[index - 1]
        parts.append(str(first) if first == last else f"{first}-{last}")
        start = index
    return ",".join(parts)


def numastat(rows: Sequence[Json], *, private: bool) -> str:
    """`numastat`: a column a node; with private nodes also how often their gate refused."""
    counters = (*_COUNTERS, _REFUSED) if private else _COUNTERS
    heads = "".join(f"{'node' + str(row['nid']):>{_COLUMN}}" for row in rows)
    lines = [f"{'':{_COLUMN}}{heads}"]
    for counter in counters:
        values = "".join(f"{row[counter]:>{_COLUMN}}" for row in rows)
        lines.append(f"{counter:{_COLUMN}}{values}")
    return "\n".join(lines) + "\n"
