"""rfc-v5: the series of 20 July 2026: no gfp flag, a separate private zonelist, capability bits."""

from __future__ import annotations

from typing import Final

from service.mm.models.rfc_v4 import RFC_V4
from service.mm.models.table import Cell, KernelModel

_COVER: Final = "20260720193431.3841992-1-gourry@gourry.net"
_DOC: Final = "Documentation/mm/numa_private_nodes.rst@42844446"
_JUNE: Final = "Documentation/mm/numa_private_nodes.rst, June snapshot"
_TEST: Final = "tools/testing/selftests/dax/private_node_"
_LISTS: Final = "mm/page_alloc.c@0003b605, build_zonelists"

RFC_V5: Final = KernelModel(
    "rfc-v5",
    "Private Memory NUMA Nodes, v5: separate private zonelist, capability bits",
    _COVER,
    {
        **{
            name: Cell(cell.value, f"kept from rfc-v4: {cell.source}", "inferred")
            for name, cell in RFC_V4.cells.items()
        },
        "private_nodes": Cell("exclusive", _DOC),
        "private_nodes.state": Cell("N_MEMORY_PRIVATE", _DOC),
        "private_nodes.set_at": Cell("online", _DOC),
        "gate": Cell("none", _DOC),
        "gate.interrupt": Cell("allowed", _DOC, "inferred"),
        "selector": Cell("key", _DOC),
        "own_fallback_self": Cell("no", _DOC),
        "own_fallback": Cell("normal", _DOC),
        "own_nofallback": Cell("empty", _DOC),
        "private_list": Cell("all_nodes", _LISTS),
        "private_nofallback": Cell("self", "include/linux/mmzone.h@04b2f5b5", "inferred"),
        "policy.key": Cell("private_list", _DOC),
        "policy.bind_start": Cell("local", _DOC),
        "policy.set_mempolicy": Cell("trim", _TEST + "mempolicy.sh"),
        "policy.mbind": Cell("trim", _TEST + "mbind.sh"),
        "policy.other_modes": Cell("keep", _DOC, "inferred"),
        "key.page_cache": Cell("task_policy", _JUNE, "inferred"),
        "key.shmem": Cell("policy", _JUNE, "inferred"),
        "key.swap_in": Cell("policy", _TEST + "reclaim.sh"),
        "key.page_tables": Cell("policy", _TEST + "pagetables.sh", "inferred"),
        "key.demotion": Cell("key", "discussion of 18 June 2026 (ajPS3AKrZEbZbXBw)"),
        "rights": Cell("caps", _DOC),
        "move_pages.target": Cell("right", _TEST + "move_pages.sh"),
        "migrate_pages.refused": Cell("EINVAL", _TEST + "migrate_pages.sh", "inferred"),
        "migration_source": Cell("right", _TEST + "move_pages.sh"),
        "service.reclaim": Cell("right", _DOC),
        "service.madvise": Cell("right", _DOC),
        "service.compaction": Cell("right", _TEST + "compaction.sh"),
        "service.demotion_source": Cell("right", _TEST + "demotion.sh"),
        "service.numa_balancing": Cell("right", _TEST + "demotion.sh"),
        "service.khugepaged": Cell("never", _DOC),
        "service.collapse": Cell("right", _DOC),
        "service.ksm": Cell("never", _DOC, "inferred"),
        "service.damon": Cell("never", _DOC),
        "service.hugetlb": Cell("never", _TEST + "pressure.sh"),
        "service.hotunplug": Cell("right", _DOC),
        "service.spread": Cell("never", _DOC),
        "contig.guard": Cell("key", _JUNE),
        "contig.displace": Cell("any", _JUNE, "inferred"),
        "write_fence": Cell("never", _DOC),
        "unplug.policies": Cell("default", _TEST + "unbind_rebind.sh"),
        "device.map": Cell("private_only", _TEST + "isolation.sh"),
        "device.oom": Cell("oom_kill", _TEST + "pressure.sh"),
        "demotion.targets": Cell("with_right", _TEST + "demotion.sh"),
        "has_memory": Cell("n_memory", _TEST + "observability.sh"),
        "report.numa_maps": Cell("all", _TEST + "observability.sh"),
        "report.files": Cell("has_private_memory", _TEST + "observability.sh"),
        "cpuset.universe": Cell("n_memory", _TEST + "cpuset_default_open.sh"),
        "cpuset.private_only": Cell("kept", _TEST + "cpuset_default_open.sh"),
        "cpuset.governs_policy": Cell("no", _TEST + "cpuset_default_open.sh"),
        "rebind.private": Cell("keep", _TEST + "cpuset_default_open.sh"),
        "mlock.fault": Cell("counted", _JUNE),
        "madvise.pmd": Cell("skip", _DOC, "inferred"),
        "oom.private": Cell("counted", _TEST + "pressure.sh"),
        "longterm.private": Cell("refuse", _TEST + "ltpin.sh"),
        "remove.registration": Cell("dropped", _DOC, "inferred"),
        "private_kswapd": Cell("not_started", _DOC),
        "cram": Cell("none", "not in this series"),
    },
)
