"""The rules that decide answers: a sentence, its source, and the model cells it rests on.

`decided_by` renders a rule with the facts of the call. One rule, one place in the code; a rule
that stands in a model's cell takes its source from that cell, or from the fact `source` where a
row of a table has one of its own.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Rule(NamedTuple):
    """`sentence` takes facts in braces; `cells` are the model columns the rule reads."""

    sentence: str
    source: str
    cells: tuple[str, ...] = ()


_MEMPOLICY: Final = "mm/mempolicy.c"
_PAGE_ALLOC: Final = "mm/page_alloc.c"
_OOM: Final = "mm/oom_kill.c, out_of_memory"

RULES: Final[dict[str, Rule]] = {
    # allocation
    "alloc.first_zone": Rule(
        "node {nid} is the first node of the list of node {preferred} that may give pages",
        f"{_PAGE_ALLOC}, get_page_from_freelist",
    ),
    "alloc.fallback": Rule(
        "node {nid} serves it: {skipped} before it in the list of node {preferred}",
        f"{_PAGE_ALLOC}, get_page_from_freelist",
    ),
    "alloc.gated": Rule(
        "a zone of private node {gated} is refused without {key}; node {nid} serves it",
        "numa_zone_alloc_allowed",
        ("gate",),
    ),
    "alloc.gate_failed": Rule(
        "the list of node {preferred} holds only zones that are refused without {key}",
        "numa_zone_alloc_allowed",
        ("gate",),
    ),
    "alloc.key": Rule(
        "the request carries {key}, so the zone of private node {nid} is open to it",
        "numa_zone_alloc_allowed",
        ("gate",),
    ),
    "alloc.list_is_gate": Rule(
        "node {nid} stands in the chosen list of node {preferred}, and the walk asks for no key",
        "build_zonelists",
        ("own_nofallback", "gate"),
    ),
    "alloc.private_list": Rule(
        "the request selects the private zonelist of node {preferred}, and node {nid} stands in it",
        "build_zonelists",
        ("selector", "private_list"),
    ),
    "alloc.helper": Rule(
        "the driver's helper demands __GFP_THISNODE and a private node; {preferred} is refused",
        "folio_alloc_node_private",
        ("selector",),
    ),
    "alloc.thisnode": Rule(
        "__GFP_THISNODE walks the NOFALLBACK list of node {preferred} and never calls the OOM "
        "killer: {verdicts}",
        f"{_PAGE_ALLOC}, __alloc_pages_may_oom",
    ),
    "alloc.no_zone": Rule(
        "no zone of the list of node {preferred} is in the mask and low enough: NULL without OOM",
        f"{_PAGE_ALLOC}, __alloc_pages_slowpath",
    ),
    "alloc.no_reclaim": Rule(
        "the request may not reclaim, so it fails: {verdicts}",
        f"{_PAGE_ALLOC}, __alloc_pages_slowpath",
    ),
    "alloc.no_oom": Rule(
        "the request may fail, so it fails instead of calling the OOM killer: {verdicts}",
        f"{_PAGE_ALLOC}, __alloc_pages_may_oom",
    ),
    "alloc.gfp_zone": Rule("{text}", "include/linux/gfp.h, GFP_ZONE_TABLE"),
    "alloc.order": Rule(
        "an order above MAX_PAGE_ORDER (10) is refused before any list is walked",
        f"{_PAGE_ALLOC}, __alloc_frozen_pages",
    ),
    "alloc.oom_no_victim": Rule(
        "the OOM killer found no task to kill, so the request of a kernel thread fails",
        _OOM,
    ),
    "alloc.freed": Rule("the pages go back to the buddy allocator", f"{_PAGE_ALLOC}, __free_pages"),
    "oom.kill": Rule(
        "{constraint}: no zone in list and mask is above its min mark, so task {pid} is killed",
        _OOM,
    ),
    "oom.other": Rule(
        "{constraint}: task {pid} was killed to make room, then the request went on",
        _OOM,
    ),
    "contig.range": Rule(
        "{count} contiguous frames of node {nid} were isolated",
        f"{_PAGE_ALLOC}, alloc_contig_range",
        ("contig.guard",),
    ),
    "contig.none": Rule(
        "no zone of the list of node {preferred} has such a range and may be touched",
        f"{_PAGE_ALLOC}, alloc_contig_pages",
        ("contig.guard",),
    ),
    # mempolicy
    "policy.argument": Rule("{text}", f"{_MEMPOLICY}, sanitize_mpol_flags and mpol_new"),
    "policy.nodemask": Rule("{text}", f"{_MEMPOLICY}, get_nodes"),
    "policy.effective": Rule(
        "the mask is cut to the cpuset's nodes with memory; nothing is left of it",
        f"{_MEMPOLICY}, mpol_set_nodemask",
    ),
    "policy.private_refused": Rule(
        "set_mempolicy refuses private nodes; mbind is the way in",
        "mpol_set_nodemask",
        ("policy.set_mempolicy",),
    ),
    "policy.private_mode": Rule(
        "only MPOL_BIND places on private nodes",
        "mpol_set_nodemask",
        ("policy.other_modes",),
    ),
    "policy.private_right": Rule(
        "every private node of a mask needs the policy right, and node {nid} lacks it",
        "mpol_set_nodemask",
        ("policy.mbind", "policy.set_mempolicy"),
    ),
    "policy.private_trim": Rule("{text}", "mpol_set_nodemask", ("policy.mbind",)),
    "policy.private_trimmed": Rule(
        "private nodes {barred} have no right to be named and are taken out of the mask",
        "mpol_set_nodemask",
        ("policy.mbind", "policy.set_mempolicy"),
    ),
    "policy.private_ok": Rule(
        "every private node of the mask may be named: {call} accepts it",
        "mpol_set_nodemask",
        ("policy.mbind", "policy.set_mempolicy"),
    ),
    "policy.set": Rule("the policy is installed with nodes {nodes}", f"{_MEMPOLICY}, mpol_new"),
    "policy.empty_range": Rule("a range of length 0 is done at once", f"{_MEMPOLICY}, do_mbind"),
    "policy.range": Rule("{text}", f"{_MEMPOLICY}, do_mbind"),
    "policy.home_node": Rule("{text}", f"{_MEMPOLICY}, set_mempolicy_home_node"),
    "policy.get": Rule("{text}", f"{_MEMPOLICY}, do_get_mempolicy"),
    "policy.strict": Rule("{text}", f"{_MEMPOLICY}, queue_pages_range"),
    # faults
    "fault.policy": Rule(
        "the {origin} policy {policy} chose node {nid}", f"{_MEMPOLICY}, vma_alloc_folio"
    ),
    "fault.hugetlb": Rule(
        "a huge page of the pool came from node {nid} ({zone})",
        "mm/hugetlb.c, alloc_hugetlb_folio",
    ),
    "fault.huge": Rule(
        "a huge folio under the policy {policy} came from node {nid}",
        "mm/huge_memory.c, do_huge_pmd_anonymous_page",
    ),
    "fault.key": Rule(
        "the {origin} policy {policy} names a private node, so the fault carries {key}",
        "vma_alloc_folio",
        ("policy.key",),
    ),
    "fault.fenced": Rule(
        "user writes are fenced off the private node: the pages are copied to node {nid}",
        "do_wp_page",
        ("write_fence",),
    ),
    "fault.present": Rule("every page was present", "mm/memory.c, handle_mm_fault"),
    "fault.shmem": Rule(
        "shared memory follows the {origin} policy by page index; node {nid} serves it",
        "mm/shmem.c, shmem_alloc_folio",
    ),
    "fault.soft": Rule(
        "the pages were in the page cache: a soft fault maps them where they are",
        "mm/filemap.c, filemap_fault",
    ),
    "fault.page_cache": Rule(
        "page cache follows the task policy, never the mapping's policy",
        "mm/filemap.c, filemap_alloc_folio",
        ("file_policy",),
    ),
    "fault.binders_union": Rule(
        "the page is bound by its mappings to nodes {nodes}, and stays within them",
        "mm/filemap.c, filemap_alloc_folio",
        ("file_policy",),
    ),
    "fault.zero_page": Rule(
        "a read of an untouched anonymous page maps the shared zero page",
        "mm/memory.c, do_anonymous_page",
    ),
    "fault.retried": Rule(
        "the mask and the list of node {preferred} have no zone in common: the fault is repeated, "
        "no OOM kill",
        f"{_PAGE_ALLOC}, __alloc_pages_slowpath",
    ),
    "fault.signal": Rule("{text}", "mm/memory.c, handle_mm_fault"),
    # migration
    "migrate.call": Rule("{text}", "mm/migrate.c, kernel_move_pages"),
    "migrate.pages_call": Rule("{text}", f"{_MEMPOLICY}, kernel_migrate_pages"),
    "migrate.no_migrate_to": Rule(
        "user migration onto a private node goes through its migrate_to, and node {nid} has none",
        "node_private_migrate_to",
        ("move_pages.target",),
    ),
    "migrate.migrate_to": Rule(
        "migrate_to of private node {nid} moved {nr} of {of} folios",
        "node_private_migrate_to",
        ("move_pages.target",),
    ),
    "migrate.done": Rule("{text}", "mm/migrate.c, migrate_pages"),
    "cpuset.private": Rule("{text}", "kernel/cgroup/cpuset.c", ("cpuset.private_only",)),
    "cpuset.mems": Rule("{text}", "kernel/cgroup/cpuset.c"),
    "kernfs.read": Rule("{path} is computed when it is read", "fs/kernfs/file.c, kernfs_seq_show"),
    "kernfs.write": Rule("{text}", "fs/kernfs/file.c, kernfs_fop_write_iter"),
    # tasks and mappings
    "task.created": Rule(
        "a new task starts with the default policy", "kernel/fork.c, copy_process"
    ),
    "task.forked": Rule(
        "the child copies policies and shares pages copy-on-write", "kernel/fork.c, copy_process"
    ),
    "task.exited": Rule("the task's pages are freed", "kernel/exit.c, exit_mm"),
    "task.uid": Rule("the task now runs as uid {uid}", "security/commoncap.c, cap_emulate_setxuid"),
    "task.affinity": Rule("local is now node {nid}", "kernel/sched/core.c, sched_setaffinity"),
    "mmap.done": Rule("nothing is placed before the first touch", "mm/mmap.c, do_mmap"),
    "mmap.refused": Rule("{text}", "mm/mmap.c, do_mmap"),
    "mremap.done": Rule("{text}", "mm/mremap.c, do_mremap"),
    "mremap.refused": Rule("{text}", "mm/mremap.c, check_mremap_params and check_prep_vma"),
    "mprotect.done": Rule(
        "the areas have the new protection; entries become writable at once or at the next write",
        "mm/mprotect.c, mprotect_fixup",
    ),
    "mlock.done": Rule("the areas are VM_LOCKED and their pages present", "mm/mlock.c, do_mlock"),
    "madvise.done": Rule("{advice} was carried out", "mm/madvise.c, do_madvise"),
    "munmap.done": Rule("pages without another owner are freed", "mm/mmap.c, do_munmap"),
    "file.done": Rule("{text}", "mm/filemap.c"),
    # node_private and hotplug
    "migrate.driver": Rule("the driver's migrate_to decides: {text}", "migrate_to", ("rights",)),
    "migrate.misplaced": Rule(
        "{text}", "mm/migrate.c, migrate_misplaced_folio", ("migration_source",)
    ),
    "madvise.collapse": Rule("{text}", "mm/khugepaged.c, madvise_collapse", ("private_nodes",)),
    "gup.longterm": Rule(
        "{text}", "mm/gup.c, check_and_migrate_movable_pages", ("longterm.private",)
    ),
    "memory_failure": Rule(
        "{text}", "mm/memory-failure.c; patch 21 of 27 tells the service of a private node"
    ),
    "hotplug.group": Rule("{text}", "drivers/base/memory.c, memory_group_register"),
    "kernfs.device": Rule("{text}", "fs/sysfs; drivers/cxl/core/sysram_region.c (patch 24 of 27)"),
    "sysram.add": Rule("{text}", "patch 24 of 27, devm_cxl_add_sysram"),
    "sysram.hotplug": Rule("{text}", "patch 24 of 27, cxl_sysram_hotplug_add"),
    "sysram.remove": Rule(
        "{text}", "patch 25 of 27, cxl_sysram_hotplug_remove", ("sysram.remove_busy",)
    ),
    "kmem.state": Rule("{text}", "Linux 7.3 drivers/dax/kmem.c, state_store"),
    "cxl.core": Rule("{text}", "drivers/cxl/core, as patches 24 to 27 call it"),
    "pci.bind": Rule("{text}", "drivers/pci/pci-driver.c; patches 26 and 27 of 27"),
    "cxl_compression.flush": Rule("{text}", "patch 27 of 27, cxl_flush_kthread_fn"),
    "fault.inject": Rule("{text}", "kernel/fail_function.c, the twin's own fault points"),
    "hotplug.notifier": Rule("{text}", "mm/memory_hotplug.c, memory_notify"),
    "np.register": Rule("{text}", "node_private_register", ("private_nodes",)),
    "dax.attribute": Rule("{text}", "drivers/dax/kmem.c", ("rights",)),
    "cram.features": Rule("{text}", "mm/cram.c of the branch", ("rights",)),
    "boot.private_node": Rule("{text}", "mm/mm_init.c", ("rights",)),
    "np.set_ops": Rule("{text}", "node_private_set_ops", ("private_nodes", "rights")),
    "np.attach": Rule("{text}", "the twin's own drivers"),
    "np.clear_ops": Rule("{text}", "node_private_clear_ops", ("private_nodes", "rights")),
    "np.unregister": Rule("{text}", "node_private_unregister", ("private_nodes",)),
    "hotplug.add": Rule("{text}", "mm/memory_hotplug.c, add_memory_resource"),
    "hotplug.add_private": Rule(
        "{text}",
        "add_private_memory_driver_managed",
        ("private_nodes.set_at", "private_nodes"),
    ),
    "hotplug.online": Rule("{text}", "mm/memory_hotplug.c, online_pages"),
    "hotplug.online_private": Rule(
        "the first memory of a registered node sets N_MEMORY_PRIVATE; its lists are {lists}",
        "online_pages and build_zonelists",
        ("private_nodes.set_at", "own_fallback_self", "own_fallback", "own_nofallback"),
    ),
    "hotplug.offline": Rule("{text}", "mm/memory_hotplug.c, offline_pages"),
    "hotplug.remove": Rule("{text}", "mm/memory_hotplug.c, try_remove_memory"),
    # compressed RAM
    "cram.register": Rule("{text}", "mm/cram.c, cram_register_private_node", ("cram",)),
    "cram.unregister": Rule(
        "{text}", "mm/cram.c, cram_unregister_private_node", ("cram", "cram.unregister")
    ),
    "cram.unpurge": Rule("{text}", "mm/cram.c, cram_unpurge", ("cram",)),
    "cram.pressure": Rule("{text}", "mm/cram.c, cram_set_pressure", ("cram",)),
    "cram.migrate_to": Rule("{text}", "mm/cram.c, cram_migrate_to", ("cram", "cram.entry")),
    "cram.fault": Rule("{text}", "mm/cram.c, cram_fault", ("cram",)),
    "cram.flush": Rule("{text}", "patch 27 of 27, cxl_compression_flush_cb", ("cram",)),
    "cram.next": Rule("{text}", "mm/cram.c of the author's branch after v4", ("cram",)),
    # background
    "kswapd.balanced": Rule(
        "every zone of node {nid} is above its high mark", "mm/vmscan.c, balance_pgdat"
    ),
    "kswapd.nothing": Rule(
        "kswapd of node {nid} found no page that it may reclaim", "mm/vmscan.c, balance_pgdat"
    ),
    "kswapd.absent": Rule(
        "no kswapd runs on node {nid}", "mm/vmscan.c, kswapd_run", ("private_kswapd",)
    ),
    "kswapd.started": Rule(
        "{text}; hotplug starts none on a private node, its service does",
        "mm/vmscan.c, kswapd_run",
        ("private_kswapd",),
    ),
    "tiers.refreshed": Rule(
        "demotion goes from nodes {text}",
        "memory_tier_refresh_demotion",
        ("demotion.targets",),
    ),
    "kswapd.reclaimed": Rule("kswapd of node {nid} freed {nr} pages", "mm/vmscan.c, balance_pgdat"),
    "scan.done": Rule("{text}", "mm/ksm.c, mm/khugepaged.c, kernel/sched/fair.c"),
    "fault.numa_hint": Rule("{text}", "mm/memory.c, do_numa_page; mm/mempolicy.c, mpol_misplaced"),
    "time.advanced": Rule("{nr} pieces of work became due{text}", "simulated time of the twin"),
}
