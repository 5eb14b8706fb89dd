"""list-isolation: option 2 of June 2026: no flag, private nodes leave the fallback lists.

`own_fallback: normal` is the variant of the exchange of 4 June, `empty` the one tried on 10 June.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.rfc_v4 import patch
from service.mm.models.table import Cell, KernelModel

_J4: Final = "discussion of 4 June 2026 (aiE5DZC8Io4SNI3H, quoted in aiFSZfRlFPd7qlIw)"
_J10: Final = "discussion of 10 June 2026 (aik_ddHymus2DJ6D)"
_J10B: Final = "discussion of 10 June 2026 (aimSzvoJDrpeQsmM)"
_J12: Final = "discussion of 12 June 2026 (aiwl4kCG814dpX7L)"
_KEPT: Final = "kept from rfc-v4, " + patch(1)

LIST_ISOLATION: Final = KernelModel(
    "list-isolation",
    "The discussion of June 2026, option 2: isolation by fallback lists, no flag",
    _J10,
    {
        "private_nodes": Cell("exclusive", _J10),
        "gate": Cell("none", _J10B),
        "own_fallback_self": Cell("no", _J10),
        "own_fallback": Cell("normal", _J4, "inferred"),
        "own_nofallback": Cell("self", _J10),
        "own_list_node_load": Cell("not_charged", _KEPT, "inferred"),
        "policy.key": Cell("__GFP_THISNODE", _J12),
        "fault.on_failure": Cell("sigbus", "discussion of 10 June 2026 (ainFROZ3WrGioyuY)"),
        "policy.bind_start": Cell("lowest_of_mask", _J12, "inferred"),
        "policy.set_mempolicy": Cell("refuse", _J4),
        "policy.mbind": Cell("any", _J10, "inferred"),
        "policy.other_modes": Cell("refuse", _J4, "inferred"),
        "rights": Cell("none", _J10),
        "move_pages.target": Cell("refuse", _J10, "inferred"),
        "migration_source": Cell("any", _J10, "inferred"),
        "file_policy": Cell("ignored", "mainline, mm/filemap.c (task policy, never the mapping's)"),
        "unmapped_cache": Cell("as_coded", _J10, "inferred"),
        "has_memory": Cell("n_memory", _J10, "inferred"),
        "cpuset.universe": Cell("n_memory", _J10, "inferred"),
        "cpuset.governs_policy": Cell("no", _J10, "inferred"),
        "gate.interrupt": Cell("allowed", _KEPT, "inferred"),
        "demotion.targets": Cell("n_memory", _J10, "inferred"),
        "demotion.count": Cell("sum", _J10, "inferred"),
        "rebind.empty": Cell("n_memory_of_cpuset", _J10, "inferred"),
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
