"""The columns that every kernel model fills: cell name, closed vocabulary, what it decides."""

from __future__ import annotations

from typing import Final, NamedTuple

from service.mm.models.rights import RIGHTS


class Column(NamedTuple):
    """One column. `uapi`: can user space see the difference (a system call or file answers so)."""

    values: tuple[str, ...]
    uapi: bool
    text: str


#: vocabulary of the services: a right of the node decides, or nobody does
_SERVICE: Final = ("right", "always", "never")

COLUMNS: Final[dict[str, Column]] = {
    "private_nodes": Column(
        ("none", "exclusive", "in_n_memory"),
        uapi=True,
        text="Are there private nodes, and are they exclusive of N_MEMORY or a part of it?",
    ),
    "private_nodes.state": Column(
        ("N_MEMORY", "N_MEMORY_PRIVATE", "N_PRIVATE"),
        uapi=True,
        text="The node state that user space sees on a private node.",
    ),
    "private_nodes.set_at": Column(
        ("online", "register"),
        uapi=True,
        text="When a node becomes private for all to see: with its first memory, or registered.",
    ),
    "gate": Column(
        ("none", "flag", "thisnode", "folio", "scope"),
        uapi=False,
        text="What the freelist walk asks before it takes a private zone: nothing, __GFP_PRIVATE, "
        "__GFP_THISNODE, the folio bit of the task, or both its private and folio bits.",
    ),
    "selector": Column(
        ("thisnode", "key", "helper"),
        uapi=False,
        text="What chooses a zonelist: __GFP_THISNODE; the allocator's private key and then "
        "THISNODE; or a helper that demands THISNODE and a private node id.",
    ),
    "private_list": Column(
        ("none", "all_nodes"),
        uapi=False,
        text="ZONELIST_PRIVATE of every node: none, or all memory nodes by distance, self first.",
    ),
    "private_nofallback": Column(
        ("none", "self"),
        uapi=False,
        text="ZONELIST_PRIVATE_NOFALLBACK of every node: none, or the node itself.",
    ),
    "own_fallback_self": Column(
        ("yes", "no"),
        uapi=False,
        text="Does the FALLBACK list of a private node begin with the node itself?",
    ),
    "own_fallback": Column(
        ("normal", "empty"),
        uapi=False,
        text="Does the FALLBACK list of a private node continue with the ordinary nodes?",
    ),
    "own_nofallback": Column(
        ("self", "empty"),
        uapi=False,
        text="What the NOFALLBACK list of a private node holds: its own zones, or nothing.",
    ),
    "own_list_node_load": Column(
        ("charged", "not_charged"),
        uapi=False,
        text="Does building a private node's list charge node_load of the nodes it chooses?",
    ),
    "policy.key": Column(
        (
            "none",
            "__GFP_PRIVATE",
            "__GFP_THISNODE",
            "scope",
            "scope_thisnode",
            "private_list",
            "helper",
        ),
        uapi=False,
        text="What a fault under a policy with private nodes adds to its gfp flags.",
    ),
    "key.page_cache": Column(
        ("no", "task_policy"),
        uapi=True,
        text="Does page cache carry the key when the task's policy names private nodes?",
    ),
    "key.shmem": Column(
        ("no", "policy"),
        uapi=True,
        text="Does shared memory carry the key when its policy names private nodes?",
    ),
    "key.swap_in": Column(
        ("no", "policy"),
        uapi=True,
        text="Does swap-in carry the key when the policy names private nodes?",
    ),
    "key.page_tables": Column(
        ("no", "policy", "ordinary"),
        uapi=False,
        text="Kernel pages (page tables) under a task-wide bind to a private node: plain requests "
        "in the mask, with the key, or taken from ordinary nodes.",
    ),
    "key.demotion": Column(
        ("migrate_to", "key"),
        uapi=False,
        text="How demotion reaches a private target: by its service's migrate_to, or by the key.",
    ),
    "fault.on_failure": Column(
        ("retry", "sigbus"),
        uapi=True,
        text="A fault whose allocation fails without an OOM kill: repeated for ever, or SIGBUS.",
    ),
    "policy.bind_start": Column(
        ("local", "lowest_of_mask"),
        uapi=True,
        text="Where MPOL_BIND with private nodes starts when the CPU's node is outside the mask.",
    ),
    "policy.set_mempolicy": Column(
        ("right", "refuse", "trim"),
        uapi=True,
        text="set_mempolicy with a private node: needs the node's right, is always -EINVAL, or "
        "loses the nodes without the right (-EINVAL when nothing is left).",
    ),
    "policy.mbind": Column(
        ("right", "any", "trim"),
        uapi=True,
        text="mbind with a private node: needs the node's right, is always accepted, or loses the "
        "nodes without the right (-EINVAL when nothing is left).",
    ),
    "policy.other_modes": Column(
        ("keep", "refuse", "narrow"),
        uapi=True,
        text="Modes other than MPOL_BIND with a private node in the mask.",
    ),
    "rights": Column(
        tuple(RIGHTS),
        uapi=False,
        text="The table of rights by which a node opts in to services: their names, bits, what "
        "they need and exclude, where they are given, and which services they grant.",
    ),
    "move_pages.target": Column(
        ("migrate_to", "refuse", "right"),
        uapi=True,
        text="move_pages and migrate_pages to a private node: the service's migrate_to, refused, "
        "or moved by the core where the node has the policy right.",
    ),
    "migrate_pages.refused": Column(
        ("ENODEV", "EINVAL"),
        uapi=True,
        text="migrate_pages whose only new node is a private one that it may not move to.",
    ),
    "migration_source": Column(
        ("right", "any", "never"),
        uapi=True,
        text="Which pages of a private node generic migration may take away.",
    ),
    "service.reclaim": Column(
        _SERVICE, uapi=True, text="Generic reclaim (kswapd, direct, memory.reclaim) of the node."
    ),
    "service.madvise": Column(
        _SERVICE, uapi=True, text="MADV_PAGEOUT, MADV_COLD and MADV_FREE on folios of the node."
    ),
    "service.compaction": Column(
        _SERVICE, uapi=True, text="Compaction inside the node, and its compact file (-EINVAL)."
    ),
    "service.demotion_source": Column(
        _SERVICE, uapi=False, text="Demotion of folios of the node to a slower tier."
    ),
    "service.numa_balancing": Column(
        _SERVICE, uapi=False, text="NUMA hint faults on folios of the node, which then may leave."
    ),
    "service.khugepaged": Column(
        _SERVICE, uapi=False, text="Collapse by khugepaged of pages that are on the node."
    ),
    "service.collapse": Column(
        _SERVICE, uapi=True, text="MADV_COLLAPSE of pages that are on the node."
    ),
    "service.ksm": Column(_SERVICE, uapi=False, text="Merging of equal pages of the node."),
    "service.damon": Column(
        _SERVICE, uapi=False, text="DAMON's own actions with the node as their target."
    ),
    "service.hugetlb": Column(
        _SERVICE,
        uapi=True,
        text="hugetlb pools on the node: its requests carry the key, and the global pool counts "
        "the node; never means that they are plain requests.",
    ),
    "service.hotunplug": Column(
        _SERVICE, uapi=True, text="Offlining memory that holds folios: they are migrated off."
    ),
    "service.spread": Column(
        ("always", "never"),
        uapi=False,
        text="Does the rotor of memory_spread_page count private nodes of the cpuset?",
    ),
    "contig.guard": Column(
        ("none", "key", "right"),
        uapi=False,
        text="Contiguous ranges and searches on a private node: unchecked, only with the model's "
        "key, or only where the node has the right.",
    ),
    "contig.displace": Column(
        ("any", "right"),
        uapi=False,
        text="A contiguous range may displace folios of a private node always, or with the "
        "reclaim right (-EPERM without).",
    ),
    "write_fence": Column(
        ("never", "right", "right_copy", "withheld"),
        uapi=True,
        text="Folios mapped read-only: never; where a right asks for it (the service's "
        "handle_fault decides, or a write copies them off); or on a movable-only node with "
        "reclaim that withholds USER_WRITE (a write copies them off).",
    ),
    "unplug.policies": Column(
        ("rebind", "default"),
        uapi=True,
        text="Policies bound to a private node that loses its memory: rebound, or set to default.",
    ),
    "device.map": Column(
        ("shared", "private_only", "shared_only"),
        uapi=True,
        text="mmap of the device file of a private node: any, MAP_PRIVATE only, MAP_SHARED only.",
    ),
    "device.oom": Column(
        ("oom_kill", "sigbus"),
        uapi=True,
        text="A fault on the device file when its node is full: OOM kill, or SIGBUS.",
    ),
    "file_policy": Column(
        ("ignored", "binders_union"),
        uapi=True,
        text="Does the policy of a file mapping reach the page cache: never, or bound pages stay "
        "within the private nodes that their mappings bind them to?",
    ),
    "unmapped_cache": Column(
        ("as_coded", "never_placed", "never_placed_and_leaves_on_last_unmap"),
        uapi=True,
        text="May page cache move onto a private node, and does it leave with its last mapping?",
    ),
    "has_memory": Column(
        ("n_memory", "n_memory_and_mempolicy", "n_memory_and_private"),
        uapi=True,
        text="Which nodes /sys/devices/system/node/has_memory lists.",
    ),
    "report.numa_maps": Column(
        ("n_memory", "all"),
        uapi=True,
        text="Which nodes numa_maps counts: those of N_MEMORY, or private ones as well.",
    ),
    "report.files": Column(
        (
            "none",
            "has_private_memory",
            "has_user_memory+has_public_memory",
            "has_user_memory+has_common_memory",
            "has_common_memory",
        ),
        uapi=True,
        text="Which node lists /sys/devices/system/node has beside has_memory.",
    ),
    "cpuset.private_only": Column(
        ("kept", "refuse", "add_common"),
        uapi=True,
        text="A cpuset.mems of private nodes only: kept as it is, -EINVAL, or the parent's "
        "ordinary nodes are added (v1: -ENOSPC).",
    ),
    "cpuset.sysram": Column(
        ("no", "yes"),
        uapi=True,
        text="Is there a read-only cpuset.mems.sysram, and do tasks see only those nodes?",
    ),
    "cpuset.universe": Column(
        ("n_memory", "n_memory_and_private"),
        uapi=True,
        text="Which nodes cpuset.mems can make effective.",
    ),
    "cpuset.governs_policy": Column(
        ("yes", "no"),
        uapi=True,
        text="Must a private node be in the task's cpuset to stay in a policy mask?",
    ),
    "gate.interrupt": Column(
        ("allowed", "n_memory_only", "n_memory_with_cpusets"),
        uapi=False,
        text="Interrupt context with the key: let through, kept to N_MEMORY nodes, or that only "
        "while cpusets are in use.",
    ),
    "demotion.targets": Column(
        ("n_memory", "with_right"),
        uapi=False,
        text="Which nodes are demotion targets: N_MEMORY, or also private ones that opted in.",
    ),
    "demotion.count": Column(
        ("sum", "last"),
        uapi=True,
        text="Demoted pages after a private target took a part: the sum, or the last count.",
    ),
    "rebind.empty": Column(
        ("n_memory_of_cpuset", "empty"),
        uapi=True,
        text="A policy whose private nodes all lost their right at a rebind: its mask.",
    ),
    "rebind.private": Column(
        ("remap", "keep", "subset"),
        uapi=True,
        text="Private nodes of a policy when its cpuset changes: remapped with all others, never "
        "touched, or only those with the policy right remapped by position, while their pages "
        "stay.",
    ),
    "mlock.fault": Column(
        ("skip", "counted"),
        uapi=True,
        text="Folios of private nodes faulted into a locked area: skipped as by mlock, or counted.",
    ),
    "madvise.pmd": Column(
        ("skip", "unchecked"),
        uapi=True,
        text="Huge folios of private nodes under MADV_COLD, PAGEOUT, FREE: skipped, or unchecked.",
    ),
    "handle_fault.reads": Column(
        ("not_dispatched", "dispatched"),
        uapi=True,
        text="Read faults on present pages of a private node: ordinary, or given to handle_fault.",
    ),
    "reclaim.boost_owner": Column(
        ("callback", "managed_watermarks"),
        uapi=False,
        text="Whose the watermark boost is: a service with reclaim_policy, or one that manages it.",
    ),
    "wmark.recompute": Column(
        ("base", "with_boost"),
        uapi=True,
        text="Does a recompute with a live boost write it into the base watermarks?",
    ),
    "oom.private": Column(
        ("counted", "with_right"),
        uapi=True,
        text="Private nodes in OOM decisions: as others, or only with RECLAIM and DEMOTION.",
    ),
    "longterm.private": Column(
        ("zone", "refuse", "migrate"),
        uapi=True,
        text="Long-term pins on private nodes without right: by zone, -ENOMEM, or migrated first.",
    ),
    "offline.unmovable": Column(
        ("busy", "until_signal"),
        uapi=True,
        text="Offlining folios that nobody may move: -EBUSY, or repeated until a signal comes.",
    ),
    "remove.registration": Column(
        ("kept", "dropped"),
        uapi=True,
        text="Plain removal of the last memory of a private node: its registration.",
    ),
    "private_kswapd": Column(
        ("started", "not_started"),
        uapi=False,
        text="Does onlining a private node start kswapd and kcompactd on it?",
    ),
    "cram": Column(
        ("none", "v4", "next"),
        uapi=True,
        text="Which mm/cram the kernel has: none, that of patch 23, or the later one.",
    ),
    "cram.entry": Column(
        ("demotion_only", "any_reason"),
        uapi=True,
        text="What may bring folios to a node of cram: reclaim's demotion, or system calls too.",
    ),
    "cram.unregister": Column(
        ("evacuates", "leaves"),
        uapi=True,
        text="Giving a node of cram up: its folios leave first or -EBUSY, or everything stays.",
    ),
    "cram.nr_unregistered": Column(
        ("zero", "untouched"),
        uapi=False,
        text="What migrate_to reports through nr_succeeded for a node that cram does not know.",
    ),
    "sysram.online_type": Column(
        ("system_default", "movable", "normal", "offline"),
        uapi=True,
        text="CXL_SYSRAM_ONLINE_TYPE_*: how a sysram device is plugged when nobody says so.",
    ),
    "sysram.remove_busy": Column(
        ("told_apart", "tolerated"),
        uapi=True,
        text="-EBUSY of a private sysram's offline: an error, or taken for a node still in use.",
    ),
    "drivers.shared_node": Column(
        ("refused", "shared"),
        uapi=True,
        text="cxl_mempolicy on a node of another device: -EBUSY, or bound without own memory.",
    ),
    "drivers.remove": Column(
        ("offline_first", "clear_first"),
        uapi=True,
        text="Sample drivers at remove: empty the node with its rights, or take the rights first.",
    ),
    "drivers.preexisting": Column(
        ("torn_down", "left"),
        uapi=True,
        text="cxl_compression at remove: regions that were there before are torn down, or left.",
    ),
    "drivers.irq": Column(
        ("every_region", "first_region"),
        uapi=False,
        text="Watermark interrupts of a device with several regions: all react, or the first.",
    ),
    "drivers.teardown": Column(
        ("sysram_first", "buffers_first"),
        uapi=False,
        text="cxl_compression: the sysram goes before the flush buffers, or after them.",
    ),
}
