"""Mainline Linux: no private nodes; every node with memory is in N_MEMORY."""

from __future__ import annotations

from typing import Final

from service.mm.models.table import Cell, KernelModel

_BASE: Final = "mainline 6.12 and 7.3"

MAINLINE: Final = KernelModel(
    "mainline",
    "Mainline Linux without private nodes",
    "Linux 6.12 (LTS) and 7.3",
    {
        "private_nodes": Cell("none", _BASE),
        "gate": Cell("none", "mm/page_alloc.c, get_page_from_freelist"),
        "own_fallback_self": Cell("yes", "mm/page_alloc.c, build_zonelists"),
        "own_fallback": Cell("normal", "mm/page_alloc.c, build_zonelists"),
        "own_nofallback": Cell("self", "mm/page_alloc.c, build_thisnode_zonelists"),
        "own_list_node_load": Cell("charged", "mm/page_alloc.c, build_zonelists"),
        "policy.key": Cell("none", "mm/mempolicy.c, alloc_pages_mpol"),
        "fault.on_failure": Cell("retry", "mm/memory.c, pagefault_out_of_memory"),
        "policy.bind_start": Cell("local", "mm/mempolicy.c, policy_nodemask"),
        "policy.set_mempolicy": Cell("right", "mm/mempolicy.c, mpol_set_nodemask"),
        "policy.mbind": Cell("right", "mm/mempolicy.c, mpol_set_nodemask"),
        "policy.other_modes": Cell("keep", "mm/mempolicy.c, mpol_ops"),
        "rights": Cell("none", _BASE),
        "move_pages.target": Cell("refuse", "mm/migrate.c, do_pages_move"),
        "migration_source": Cell("any", "mm/migrate.c"),
        "file_policy": Cell("ignored", "mm/filemap.c, filemap_alloc_folio"),
        "unmapped_cache": Cell("as_coded", "mm/filemap.c"),
        "has_memory": Cell("n_memory", "drivers/base/node.c"),
        "cpuset.universe": Cell("n_memory", "kernel/cgroup/cpuset.c"),
        "cpuset.governs_policy": Cell("yes", "kernel/cgroup/cpuset.c"),
        "gate.interrupt": Cell("allowed", "kernel/cgroup/cpuset.c, cpuset_current_node_allowed"),
        "demotion.targets": Cell("n_memory", "mm/memory-tiers.c, establish_demotion_targets"),
        "demotion.count": Cell("sum", "mm/vmscan.c, demote_folio_list"),
        "rebind.empty": Cell("n_memory_of_cpuset", "mm/mempolicy.c, mpol_rebind_nodemask"),
        "mlock.fault": Cell("counted", "mm/mlock.c, mlock_new_folio"),
        "madvise.pmd": Cell("unchecked", "mm/madvise.c, madvise_cold_or_pageout_pte_range"),
        "handle_fault.reads": Cell("not_dispatched", "mm/memory.c, handle_pte_fault"),
        "reclaim.boost_owner": Cell("managed_watermarks", "mm/vmscan.c, balance_pgdat"),
        "wmark.recompute": Cell("base", "mm/page_alloc.c, __setup_per_zone_wmarks"),
        "oom.private": Cell("counted", "mm/oom_kill.c, constrained_alloc"),
        "longterm.private": Cell("zone", "include/linux/mm.h, folio_is_longterm_pinnable"),
        "offline.unmovable": Cell("busy", "mm/memory_hotplug.c, do_migrate_range"),
        "remove.registration": Cell("kept", "mm/memory_hotplug.c, try_remove_memory"),
        "private_kswapd": Cell("started", "mm/memory_hotplug.c, online_pages"),
        "cram": Cell("none", _BASE),
        "cram.entry": Cell("demotion_only", _BASE),
        "cram.unregister": Cell("evacuates", _BASE),
        "cram.nr_unregistered": Cell("zero", _BASE),
        "sysram.online_type": Cell("system_default", "no such driver in mainline", "inferred"),
        "sysram.remove_busy": Cell("told_apart", "no such driver in mainline", "inferred"),
        "drivers.shared_node": Cell("refused", "no such driver in mainline", "inferred"),
        "drivers.remove": Cell("offline_first", "no such driver in mainline", "inferred"),
        "drivers.preexisting": Cell("left", "no such driver in mainline", "inferred"),
        "drivers.irq": Cell("every_region", "no such driver in mainline", "inferred"),
        "drivers.teardown": Cell("sysram_first", "no such driver in mainline", "inferred"),
    },
)
