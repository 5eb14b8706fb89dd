"""thread-2026-06: option 1 of the discussion of 4 June 2026 on top of rfc-v4.

The gate stays `__GFP_PRIVATE`; set_mempolicy refuses any private node, mbind is limited to
MPOL_BIND, and page cache stays off private nodes.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.rfc_v4 import RFC_V4
from service.mm.models.series import patch
from service.mm.models.table import Cell, KernelModel

_JUNE: Final = "discussion of 4 June 2026 (aiE5DZC8Io4SNI3H, quoted in aiFSZfRlFPd7qlIw)"

THREAD_2026_06: Final = KernelModel(
    "thread-2026-06",
    "The discussion of June 2026, option 1: gate by __GFP_PRIVATE, mbind only",
    _JUNE,
    {
        **RFC_V4.cells,
        "policy.set_mempolicy": Cell("refuse", _JUNE),
        "policy.other_modes": Cell("refuse", _JUNE),
        "gate.interrupt": Cell("allowed", patch(3) + ", numa_zone_alloc_allowed", "inferred"),
        "unmapped_cache": Cell("never_placed", _JUNE),
    },
)
