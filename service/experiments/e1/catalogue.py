"""The catalogue of E1: request patterns of kernel code, as data, and the fixes of their callers.

Every row is a request as a caller makes it; what a model does with it is never written here. Rows
16 and 20 are as recorded from running kernels, not as the catalogue first had them: the collapse
request carries a nodemask and no __GFP_THISNODE, the first attempt of DAMON carries it.
"""

from __future__ import annotations

from typing import Final

from service.experiments.e1.kernel_rows import KERNEL_ROWS
from service.experiments.e1.pattern import Pattern
from service.experiments.e1.service_rows import SERVICE_ROWS

CATALOGUE: Final[tuple[Pattern, ...]] = (*KERNEL_ROWS, *SERVICE_ROWS)

#: what a caller of the kernel would have to change
FIXES: Final[dict[str, str]] = {
    "F1a": "slab does not add THISNODE when the id is a private node",
    "F1b": "slab ignores a private id (not in its node mask); an explicit THISNODE request fails",
    "F2": "hugetlb refuses a private id unless the node's right allows it",
    "F3": "loops with THISNODE (and the trace buffer) walk ordinary nodes only",
    "F4": "contiguous allocation checks the node of every range",
    "F5": "khugepaged skips folios on private nodes",
    "F6": "callers that only hint at a node use the nearest ordinary node (ten call families)",
    "F7": "nested and interrupt callers never name a private node",
}
#: two ways to fix the same caller: they exclude each other
ALTERNATIVES: Final = ("F1a", "F1b")
#: patterns whose pages count as spill
UNASKED: Final = tuple(row.id for row in CATALOGUE if row.kind == "unasked")
#: patterns that pass a nodemask of the private node
MASKED: Final = frozenset({"E1.16", "E1.21", "E1.21b", "K2"})
PLAIN: Final = tuple(row.id for row in CATALOGUE if row.plain)
CONTROLS: Final = ("K1", "K2", "K3")
