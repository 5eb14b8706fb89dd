"""rfc-v3: the 8 patches of 8 January 2026: N_PRIVATE nodes whose key is __GFP_THISNODE.

The series has no hunk in build_zonelists and none in mm/mempolicy.c; what follows from that is
marked as inferred from the mainline rule.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.mainline import MAINLINE
from service.mm.models.table import Cell, KernelModel


def v3_patch(number: int) -> str:
    """Source text of a patch of the series (message ids count the cover letter as 1)."""
    return f"patch {number} of 8 (20260108203755.1163107-{number + 1}-gourry@gourry.net)"


_COVER: Final = "20260108203755.1163107-1-gourry@gourry.net"
_REPLY: Final = "reply of January 2026 (aWUHAboKw28XepWr)"
_BASE: Final = "mainline rule, the series does not touch it"

RFC_V3: Final = KernelModel(
    "rfc-v3",
    "Specific-purpose memory nodes, RFC v3: N_PRIVATE, key __GFP_THISNODE",
    _COVER,
    {
        **{
            name: Cell(cell.value, f"{_BASE}: {cell.source}", "inferred")
            for name, cell in MAINLINE.cells.items()
        },
        "private_nodes": Cell("exclusive", v3_patch(1)),
        "private_nodes.state": Cell("N_PRIVATE", v3_patch(1)),
        "private_nodes.set_at": Cell("register", v3_patch(1)),
        "gate": Cell("thisnode", v3_patch(3)),
        "gate.interrupt": Cell("n_memory_with_cpusets", v3_patch(4)),
        "own_fallback_self": Cell("no", _BASE, "inferred"),
        "policy.key": Cell("none", _COVER),
        "policy.set_mempolicy": Cell("trim", _COVER),
        "policy.mbind": Cell("trim", _COVER),
        "rights": Cell("memtype", v3_patch(1)),
        "has_memory": Cell("n_memory", v3_patch(1)),
        "report.files": Cell("has_private_memory", v3_patch(1)),
        "cpuset.universe": Cell("n_memory_and_private", v3_patch(4)),
        "cpuset.sysram": Cell("yes", v3_patch(4)),
        "cpuset.governs_policy": Cell("yes", v3_patch(4)),
        "service.reclaim": Cell("never", v3_patch(3), "inferred"),
        "service.compaction": Cell("never", v3_patch(3)),
        "service.demotion_source": Cell("never", _COVER, "inferred"),
        "service.spread": Cell("never", v3_patch(4)),
        "key.demotion": Cell("key", _COVER, "inferred"),
        "private_kswapd": Cell("not_started", v3_patch(1), "inferred"),
        "oom.private": Cell("counted", _REPLY),
    },
)
