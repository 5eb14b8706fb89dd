"""rfc-v4: the 27 patches of 22 February 2026, as posted."""

from __future__ import annotations

from typing import Final

from service.mm.models.table import Cell, KernelModel


def patch(number: int) -> str:
    """Source text of a patch of the series (message ids count the cover letter as 1)."""
    return f"patch {number:02} of 27 (20260222084842.1824063-{number + 1}-gourry@gourry.net)"


RFC_V4: Final = KernelModel(
    "rfc-v4",
    "Private Memory Nodes (w/ Compressed RAM), RFC v4",
    "20260222084842.1824063-1-gourry@gourry.net",
    {
        "private_nodes": Cell("exclusive", patch(1)),
        "private_nodes.state": Cell("N_MEMORY_PRIVATE", patch(1)),
        "private_nodes.set_at": Cell("online", patch(22)),
        "gate": Cell("flag", patch(3)),
        "selector": Cell("thisnode", "mainline, include/linux/gfp.h, gfp_zonelist"),
        "private_list": Cell("none", patch(4)),
        "private_nofallback": Cell("none", patch(4)),
        "own_fallback_self": Cell("yes", patch(4)),
        "own_fallback": Cell("normal", patch(4)),
        "own_nofallback": Cell("self", patch(4)),
        "own_list_node_load": Cell("not_charged", patch(4)),
        "policy.key": Cell("__GFP_PRIVATE", patch(13)),
        "key.page_cache": Cell("no", patch(13) + " has no hunk in mm/filemap.c"),
        "key.shmem": Cell("no", patch(13) + " has no hunk in mm/shmem.c", "inferred"),
        "key.swap_in": Cell("no", patch(13) + " (readahead skips the function)", "inferred"),
        "key.page_tables": Cell("ordinary", patch(13), "inferred"),
        "key.demotion": Cell("migrate_to", patch(14)),
        "fault.on_failure": Cell("retry", "mainline, mm/memory.c, pagefault_out_of_memory"),
        "policy.bind_start": Cell("lowest_of_mask", patch(13)),
        "policy.set_mempolicy": Cell("right", patch(13)),
        "policy.mbind": Cell("right", patch(13)),
        "policy.other_modes": Cell("keep", patch(13)),
        "rights": Cell("np_ops", patch(12)),
        "move_pages.target": Cell("migrate_to", patch(12)),
        "migrate_pages.refused": Cell("ENODEV", patch(12)),
        "migration_source": Cell("right", patch(12)),
        "service.reclaim": Cell("right", patch(16)),
        "service.madvise": Cell("never", patch(7)),
        "service.compaction": Cell("right", patch(19)),
        "service.demotion_source": Cell("never", patch(14)),
        "service.numa_balancing": Cell("right", patch(18)),
        "service.khugepaged": Cell("never", patch(9)),
        "service.collapse": Cell("never", patch(9)),
        "service.ksm": Cell("never", patch(8)),
        "service.damon": Cell("never", patch(12) + " (no key: it cannot enter)"),
        "service.hugetlb": Cell("never", patch(3)),
        "service.hotunplug": Cell("right", patch(22)),
        "service.spread": Cell("never", patch(2)),
        "contig.guard": Cell("key", patch(3) + ", cover letter", "inferred"),
        "contig.displace": Cell("any", patch(3), "inferred"),
        "write_fence": Cell("right", patch(15)),
        "unplug.policies": Cell("rebind", patch(22), "inferred"),
        "device.map": Cell("shared", "the series leaves it to the driver", "inferred"),
        "device.oom": Cell("oom_kill", patch(17), "inferred"),
        "file_policy": Cell("ignored", "mainline, mm/filemap.c (task policy, never the mapping's)"),
        "unmapped_cache": Cell("as_coded", patch(12), "inferred"),
        "has_memory": Cell("n_memory_and_mempolicy", patch(13)),
        "report.numa_maps": Cell("n_memory", "mainline, fs/proc/task_mmu.c"),
        "report.files": Cell("has_private_memory", patch(1)),
        "cpuset.private_only": Cell("kept", patch(2)),
        "cpuset.sysram": Cell("no", patch(2)),
        "cpuset.universe": Cell("n_memory_and_private", patch(2)),
        "cpuset.governs_policy": Cell("yes", patch(2)),
        "gate.interrupt": Cell("n_memory_only", patch(2) + ", changelog"),
        "demotion.targets": Cell("with_right", patch(14)),
        "demotion.count": Cell("sum", patch(14), "inferred"),
        "rebind.empty": Cell("n_memory_of_cpuset", patch(13) + ", comment", "inferred"),
        "rebind.private": Cell("remap", patch(13)),
        "mlock.fault": Cell("skip", patch(6) + ", changelog"),
        "madvise.pmd": Cell("skip", patch(7) + ", subject"),
        "handle_fault.reads": Cell("not_dispatched", patch(15) + ", changelog"),
        "reclaim.boost_owner": Cell("callback", patch(16) + ", comment of reclaim_policy"),
        "wmark.recompute": Cell("base", patch(16), "inferred"),
        "oom.private": Cell("with_right", patch(17)),
        "longterm.private": Cell("refuse", patch(20) + ", changelog"),
        "offline.unmovable": Cell("busy", patch(22), "inferred"),
        "remove.registration": Cell("dropped", patch(22) + ", changelog"),
        "private_kswapd": Cell("not_started", patch(22)),
        "cram": Cell("v4", patch(23)),
        "cram.entry": Cell("demotion_only", patch(23) + ", changelog"),
        "cram.unregister": Cell("evacuates", patch(23), "inferred"),
        "cram.nr_unregistered": Cell("zero", patch(12) + ", kernel-doc of migrate_to", "inferred"),
        "sysram.online_type": Cell("system_default", patch(24) + ", Kconfig", "inferred"),
        "sysram.remove_busy": Cell("told_apart", patch(25), "inferred"),
        "drivers.shared_node": Cell("refused", patch(26), "inferred"),
        "drivers.remove": Cell("offline_first", patch(26) + ", cover letter", "inferred"),
        "drivers.preexisting": Cell("left", patch(27)),
        "drivers.irq": Cell("every_region", patch(27), "inferred"),
        "drivers.teardown": Cell("sysram_first", patch(27) + ", comment"),
    },
)

#: where changelog or comment and diff disagree: the table above follows the text, these the diff
RFC_V4_AS_CODED: Final[dict[str, Cell]] = {
    "gate.interrupt": Cell("allowed", patch(3) + ", numa_zone_alloc_allowed"),
    "contig.guard": Cell("none", patch(3) + " has no hunk in the contiguous paths", "inferred"),
    "demotion.count": Cell("last", patch(14) + ", demote_folio_list"),
    "rebind.empty": Cell("empty", patch(13) + ", mpol_rebind_nodemask"),
    "mlock.fault": Cell("counted", patch(6) + " has no hunk in the fault path"),
    "madvise.pmd": Cell("unchecked", patch(7) + " has no hunk in the PMD branch"),
    "handle_fault.reads": Cell("dispatched", patch(15) + ", handle_pte_fault"),
    "reclaim.boost_owner": Cell("managed_watermarks", patch(16) + ", balance_pgdat"),
    "wmark.recompute": Cell("with_boost", patch(16) + ", __setup_per_zone_wmarks"),
    "longterm.private": Cell("migrate", patch(20) + ", folio_is_longterm_pinnable"),
    "offline.unmovable": Cell("until_signal", patch(22) + ", do_migrate_range"),
    "remove.registration": Cell("kept", patch(22) + ", offline_and_remove_memory"),
    "cram.entry": Cell("any_reason", patch(23) + ", cram_migrate_to"),
    "cram.unregister": Cell("leaves", patch(23) + ", cram_unregister_private_node"),
    "cram.nr_unregistered": Cell("untouched", patch(23) + ", cram_migrate_to"),
    "sysram.remove_busy": Cell("tolerated", patch(25) + ", cxl_sysram_hotplug_remove"),
    "drivers.shared_node": Cell("shared", patch(26) + ", cxl_mempolicy_setup"),
    "drivers.remove": Cell("clear_first", patch(26) + ", cxl_mempolicy_remove"),
    "drivers.irq": Cell("first_region", patch(27) + ", cxl_ct3_setup_wm_irqs"),
    "drivers.teardown": Cell("buffers_first", patch(27) + ", order of devm actions"),
}

#: fidelity -> the model; both have the same id, `documented` is the default
RFC_V4_FIDELITIES: Final[dict[str, KernelModel]] = {
    "documented": RFC_V4,
    "as-coded": KernelModel(
        RFC_V4.id, RFC_V4.title, RFC_V4.source, {**RFC_V4.cells, **RFC_V4_AS_CODED}
    ),
}
