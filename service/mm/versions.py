"""Where kernel versions answer differently: one row a version, read by the code that differs.

Source: function-by-function comparison of 6.12 (LTS) and 7.3, recordings of both and of 6.1.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class KernelVersion(NamedTuple):
    """The cells of a version. Names are those of the functions that differ."""

    #: get_mempolicy reads the raw user mask back for NUMA_BALANCING policies too
    balancing_keeps_user_nodemask: bool
    #: a weight of 0 resets to the default instead of being refused
    weight_zero_resets: bool
    #: weight files exist for every possible node, and there is no `auto` file
    weight_files_of_possible_nodes: bool
    #: demotion targets are filtered by the memcg's cpuset mems
    demotion_filtered_by_cpuset: bool
    #: MPOL_WEIGHTED_INTERLEAVE exists, and the files of its weights
    weighted_interleave: bool = True
    #: MPOL_F_NUMA_BALANCING goes with MPOL_PREFERRED_MANY too, not with MPOL_BIND alone
    balancing_preferred_many: bool = True
    #: move_pages tells an unmapped page of private anonymous memory from one without a mapping
    unmapped_anon_is_enoent: bool = True
    #: a node without memory is passed over in its own lists, instead of heading them
    memoryless_skips_itself: bool = True
    #: ZONE_MOVABLE is no lowmem: it has no share of min_free_kbytes, but a min mark of its own
    movable_is_no_lowmem: bool = True
    #: HMAT performance makes memory tiers
    hmat_makes_tiers: bool = True
    #: an area with an anon_vma that changes joins a neighbour without one
    faulted_joins_unfaulted: bool = True
    #: private copies of shmem pages interleave from the inode number on, as the pages do
    shmem_copy_uses_inode: bool = True


KERNEL_VERSIONS: Final[dict[str, KernelVersion]] = {
    "6.1": KernelVersion(
        balancing_keeps_user_nodemask=True,
        weight_zero_resets=True,
        weight_files_of_possible_nodes=True,
        demotion_filtered_by_cpuset=False,
        weighted_interleave=False,
        balancing_preferred_many=False,
        unmapped_anon_is_enoent=False,
        memoryless_skips_itself=False,
        movable_is_no_lowmem=False,
        hmat_makes_tiers=False,
        faulted_joins_unfaulted=False,
        shmem_copy_uses_inode=False,
    ),
    "6.12": KernelVersion(
        balancing_keeps_user_nodemask=True,
        weight_zero_resets=True,
        weight_files_of_possible_nodes=True,
        demotion_filtered_by_cpuset=False,
        faulted_joins_unfaulted=False,
    ),
    "7.3": KernelVersion(
        balancing_keeps_user_nodemask=False,
        weight_zero_resets=False,
        weight_files_of_possible_nodes=False,
        demotion_filtered_by_cpuset=True,
    ),
}
