"""list-isolation: option 2 of June 2026: no flag, private nodes leave the fallback lists.

`own_fallback: normal` is the variant of the exchange of 4 June, `empty` the one tried on 10 June.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.series import patch
from service.mm.models.table import Cell, KernelModel

_J4: Final = "discussion of 4 June 2026 (aiE5DZC8Io4SNI3H, quoted in aiFSZfRlFPd7qlIw)"
_J10: Final = "discussion of 10 June 2026 (aik_ddHymus2DJ6D)"
_J10B: Final = "discussion of 10 June 2026 (aimSzvoJDrpeQsmM)"
_J12: Final = "discussion of 12 June 2026 (aiwl4kCG814dpX7L)"
_ANON: Final = "discussion of 10 June 2026 (ainFROZ3WrGioyuY)"
_KEPT: Final = "kept from rfc-v4, " + patch(1)

LIST_ISOLATION: Final = KernelModel(
    "list-isolation",
    "The discussion of June 2026, option 2: isolation by fallback lists, no flag",
    _J10,
    {
        "private_nodes": Cell("exclusive", _J10),
        "private_nodes.state": Cell("N_MEMORY_PRIVATE", _J10),
        "private_nodes.set_at": Cell("online", _KEPT, "inferred"),
        "gate": Cell("none", _J10B),
        "selector": Cell("thisnode", _J10B),
        "private_list": Cell("none", _J10),
        "private_nofallback": Cell("none", _J10),
        "own_fallback_self": Cell("no", _J10),
        "own_fallback": Cell("normal", _J4, "inferred"),
        "own_nofallback": Cell("self", _J10),
        "own_list_node_load": Cell("not_charged", _KEPT, "inferred"),
        "policy.key": Cell("__GFP_THISNODE", _J12),
        "key.page_cache": Cell("no", _J10, "inferred"),
        "key.shmem": Cell("no", _J10, "inferred"),
        "key.swap_in": Cell("no", _J10, "inferred"),
        "key.page_tables": Cell("no", _J4),
        "key.demotion": Cell("key", _J10, "inferred"),
        "fault.on_failure": Cell("retry", _J12),
        "policy.bind_start": Cell("lowest_of_mask", _J12, "inferred"),
        "policy.set_mempolicy": Cell("refuse", _J4),
        "policy.mbind": Cell("any", _J10, "inferred"),
        "policy.other_modes": Cell("refuse", _J4, "inferred"),
        "rights": Cell("none", _J10),
        "move_pages.target": Cell("refuse", _J10, "inferred"),
        "migrate_pages.refused": Cell("EINVAL", _J10, "inferred"),
        "migration_source": Cell("any", _J10, "inferred"),
        "service.reclaim": Cell("never", _J10, "inferred"),
        "service.madvise": Cell("always", _J10, "inferred"),
        "service.compaction": Cell("always", _J10, "inferred"),
        "service.demotion_source": Cell("never", _J10, "inferred"),
        "service.numa_balancing": Cell("always", _J10, "inferred"),
        "service.khugepaged": Cell("always", _J10, "inferred"),
        "service.collapse": Cell("always", _J10, "inferred"),
        "service.ksm": Cell("always", _J10, "inferred"),
        "service.damon": Cell("always", _J10, "inferred"),
        "service.hugetlb": Cell("never", "discussion of 10 June 2026 (ainioCiFo0vI9ohY)"),
        "service.hotunplug": Cell("always", _J10, "inferred"),
        "service.spread": Cell("never", _J10, "inferred"),
        "contig.guard": Cell("none", _J10B),
        "contig.displace": Cell("any", _J10B, "inferred"),
        "write_fence": Cell("never", _J10),
        "unplug.policies": Cell("rebind", _J10, "inferred"),
        "device.map": Cell("shared", _ANON, "inferred"),
        "device.oom": Cell("sigbus", _ANON),
        "file_policy": Cell("ignored", "mainline, mm/filemap.c (task policy, never the mapping's)"),
        "unmapped_cache": Cell("as_coded", _J10, "inferred"),
        "has_memory": Cell("n_memory", _J10, "inferred"),
        "report.numa_maps": Cell("n_memory", _J10, "inferred"),
        "report.files": Cell("has_private_memory", _KEPT, "inferred"),
        "cpuset.private_only": Cell("kept", _J10, "inferred"),
        "cpuset.sysram": Cell("no", _J10, "inferred"),
        "cpuset.universe": Cell("n_memory", _J10, "inferred"),
        "cpuset.governs_policy": Cell("no", _J10, "inferred"),
        "gate.interrupt": Cell("allowed", _KEPT, "inferred"),
        "demotion.targets": Cell("n_memory", _J10, "inferred"),
        "demotion.count": Cell("sum", _J10, "inferred"),
        "rebind.empty": Cell("n_memory_of_cpuset", _J10, "inferred"),
        "rebind.private": Cell("remap", _J10, "inferred"),
        "mlock.fault": Cell("counted", _J10, "inferred"),
        "madvise.pmd": Cell("unchecked", _J10, "inferred"),
        "handle_fault.reads": Cell("not_dispatched", _J10, "inferred"),
        "reclaim.boost_owner": Cell("managed_watermarks", _J10, "inferred"),
        "wmark.recompute": Cell("base", _J10, "inferred"),
        "oom.private": Cell("counted", _J10, "inferred"),
        "longterm.private": Cell("zone", _J10, "inferred"),
        "offline.unmovable": Cell("busy", _J10, "inferred"),
        "remove.registration": Cell("kept", _KEPT, "inferred"),
        "private_kswapd": Cell("not_started", _KEPT, "inferred"),
        "cram": Cell("none", _J10, "inferred"),
        "cram.entry": Cell("demotion_only", _J10, "inferred"),
        "cram.unregister": Cell("evacuates", _J10, "inferred"),
        "cram.nr_unregistered": Cell("zero", _J10, "inferred"),
        "sysram.online_type": Cell("system_default", _KEPT, "inferred"),
        "sysram.remove_busy": Cell("told_apart", _KEPT, "inferred"),
        "drivers.shared_node": Cell("refused", _KEPT, "inferred"),
        "drivers.remove": Cell("offline_first", _KEPT, "inferred"),
        "drivers.preexisting": Cell("left", _KEPT, "inferred"),
        "drivers.irq": Cell("every_region", _KEPT, "inferred"),
        "drivers.teardown": Cell("sysram_first", _KEPT, "inferred"),
    },
)

#: own_fallback -> cells: `empty` is what was tried on the list on 10 June
LIST_ISOLATION_EMPTY: Final[dict[str, Cell]] = {"own_fallback": Cell("empty", _J10)}
#: key_thisnode false: not even __GFP_THISNODE reaches the node, the driver itself is locked out
LIST_ISOLATION_SEALED: Final[dict[str, Cell]] = {
    "own_nofallback": Cell("empty", "control variant", "inferred"),
    "policy.key": Cell("none", "control variant", "inferred"),
}
