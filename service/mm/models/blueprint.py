"""blueprint: a private node has every service of N_MEMORY except the fallback lists.

Balbir Singh's proposal of June 2026, as a table: start from ordinary memory, keep the node out of
all lists but its own, and let its owner subtract services (rights `NO_*`).
"""

from __future__ import annotations

from typing import Final

from service.mm.models.list_isolation import LIST_ISOLATION
from service.mm.models.mainline import MAINLINE
from service.mm.models.rfc_v5 import RFC_V5
from service.mm.models.table import Cell, KernelModel

_SEED: Final = "discussion of 4 June 2026 (aiFSZfRlFPd7qlIw): copy N_MEMORY and subtract"
_FOLLOWS: Final = "follows from the proposal; nobody wrote it down"

BLUEPRINT: Final = KernelModel(
    "blueprint",
    "A blueprint: N_MEMORY minus the fallback lists, services subtracted by the owner",
    _SEED,
    {
        **{
            name: Cell(cell.value, f"{_FOLLOWS}: {cell.source}", "inferred")
            for name, cell in MAINLINE.cells.items()
        },
        **{
            name: Cell(RFC_V5.cells[name].value, _FOLLOWS, "inferred")
            for name in (
                "gate",
                "selector",
                "own_fallback_self",
                "own_fallback",
                "own_nofallback",
                "private_list",
                "private_nofallback",
                "policy.key",
                "key.shmem",
                "key.swap_in",
                "key.page_tables",
                "key.demotion",
                "private_nodes.state",
                "report.files",
                "report.numa_maps",
                "contig.guard",
                "unplug.policies",
            )
        },
        "private_nodes": Cell("exclusive", _SEED, "inferred"),
        "policy.set_mempolicy": Cell("right", _SEED, "inferred"),
        "policy.mbind": Cell("right", _SEED, "inferred"),
        "rights": Cell("blueprint", _SEED, "inferred"),
        "move_pages.target": Cell("right", _SEED, "inferred"),
        "migration_source": Cell("right", _SEED, "inferred"),
        **{
            f"service.{name}": Cell("right", _SEED, "inferred")
            for name in (
                "reclaim",
                "madvise",
                "compaction",
                "demotion_source",
                "numa_balancing",
                "khugepaged",
                "collapse",
                "ksm",
                "hugetlb",
                "hotunplug",
            )
        },
        "service.damon": Cell("never", _FOLLOWS, "inferred"),
        "service.spread": Cell("never", _FOLLOWS, "inferred"),
        "demotion.targets": Cell("with_right", _SEED, "inferred"),
        "longterm.private": Cell("refuse", _SEED, "inferred"),
        "unmapped_cache": Cell("never_placed_and_leaves_on_last_unmap", _SEED),
        "key.page_cache": Cell("no", "discussion of 4 June 2026: unmapped cache never"),
        "cpuset.universe": Cell("n_memory_and_private", _FOLLOWS, "inferred"),
        "device.oom": LIST_ISOLATION.cells["device.oom"],
        "private_kswapd": Cell("started", _FOLLOWS, "inferred"),
    },
)
