"""Where kernel versions answer differently: one row a version, read by the code that differs.

Source: function-by-function comparison of 6.12 (LTS) and 7.3, and recordings of both.
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


KERNEL_VERSIONS: Final[dict[str, KernelVersion]] = {
    "6.12": KernelVersion(
        balancing_keeps_user_nodemask=True,
        weight_zero_resets=True,
        weight_files_of_possible_nodes=True,
        demotion_filtered_by_cpuset=False,
    ),
    "7.3": KernelVersion(
        balancing_keeps_user_nodemask=False,
        weight_zero_resets=False,
        weight_files_of_possible_nodes=False,
        demotion_filtered_by_cpuset=True,
    ),
}
