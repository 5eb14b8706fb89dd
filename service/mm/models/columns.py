"""The columns that every kernel model fills: cell name, closed vocabulary, what it decides."""

from __future__ import annotations

from typing import Final, NamedTuple


class Column(NamedTuple):
    """One column. `uapi`: can user space see the difference (a system call or file answers so)."""

    values: tuple[str, ...]
    uapi: bool
    text: str


COLUMNS: Final[dict[str, Column]] = {
    "private_nodes": Column(
        ("none", "exclusive"),
        uapi=True,
        text="Is there a node state N_MEMORY_PRIVATE, exclusive of N_MEMORY?",
    ),
    "gate": Column(
        ("none", "flag"),
        uapi=False,
        text="What the freelist walk asks of a request before it takes a private zone.",
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
        ("none", "__GFP_PRIVATE", "__GFP_THISNODE"),
        uapi=False,
        text="What a fault under a policy with private nodes adds to its gfp flags.",
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
        ("right", "refuse"),
        uapi=True,
        text="set_mempolicy with a private node: needs the node's right, or is always -EINVAL.",
    ),
    "policy.mbind": Column(
        ("right", "any"),
        uapi=True,
        text="mbind with a private node: needs the node's right, or is always accepted.",
    ),
    "policy.other_modes": Column(
        ("keep", "refuse", "narrow"),
        uapi=True,
        text="Modes other than MPOL_BIND with a private node in the mask.",
    ),
    "rights": Column(
        ("none", "np_ops"),
        uapi=False,
        text="How services are opted in: by NP_OPS_* flags of the ops table, or not at all.",
    ),
    "move_pages.target": Column(
        ("migrate_to", "refuse"),
        uapi=True,
        text="move_pages and migrate_pages to a private node: the service's migrate_to, or ENODEV.",
    ),
    "migration_source": Column(
        ("right", "any"),
        uapi=True,
        text="Which pages of a private node generic migration may take away.",
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
        ("n_memory", "n_memory_and_mempolicy"),
        uapi=True,
        text="Which nodes /sys/devices/system/node/has_memory lists.",
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
        ("allowed", "n_memory_only"),
        uapi=False,
        text="Interrupt context with the key: let through, or kept to N_MEMORY nodes.",
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
