"""memalloc-scope: the discussion of 10 to 15 June 2026: the key is a bit of the task.

`scope: folio` is David Hildenbrand's sketch alone, `private+folio` needs both bits; `own_fallback:
pseudo_private` lets a node's own list begin with itself.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.list_isolation import LIST_ISOLATION
from service.mm.models.table import Cell, KernelModel

_J10C: Final = "discussion of 10 June 2026 (d01fb1ed-2418-42ee-aea2-37f9a5c5729c@kernel.org)"
_J10E: Final = "discussion of 10 June 2026 (ainioCiFo0vI9ohY)"
_J12: Final = "discussion of 12 June 2026 (aiwl4kCG814dpX7L)"

MEMALLOC_SCOPE: Final = KernelModel(
    "memalloc-scope",
    "The discussion of June 2026, allocation scopes: private and folio bits of the task",
    _J12,
    {
        **LIST_ISOLATION.cells,
        "gate": Cell("scope", _J12),
        "own_fallback": Cell("empty", _J12),
        "policy.key": Cell("scope_thisnode", _J12),
        "policy.mbind": Cell("right", _J12),
        "rights": Cell("opts", _J12),
        "service.reclaim": Cell("right", _J12),
        "service.madvise": Cell("right", _J12),
        "service.compaction": Cell("right", _J12, "inferred"),
        "service.demotion_source": Cell("right", _J12),
        "service.numa_balancing": Cell("right", _J12),
        "demotion.targets": Cell("with_right", _J12),
        "longterm.private": Cell("refuse", _J12, "inferred"),
        "contig.guard": Cell("key", _J10E),
    },
)

MEMALLOC_SCOPE_FOLIO: Final[dict[str, Cell]] = {
    "gate": Cell("folio", _J10C),
    "contig.guard": Cell("none", _J10C, "inferred"),
}
MEMALLOC_SCOPE_PSEUDO: Final[dict[str, Cell]] = {
    "own_fallback_self": Cell("yes", _J12),
    "own_fallback": Cell("normal", _J12, "inferred"),
    "policy.key": Cell("scope", _J12),
}
