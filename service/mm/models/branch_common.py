"""branch-common: texts and tests of the author's development branch after v5, by `stage`.

`public`: private nodes are in N_MEMORY but not public, cpusets govern them. `common-user`: five
features, user placement. `common-driver`: no user placement at all, the way in is a device file.
`public` with `features: eight` is the older variant with opt-ins for the scanners.
"""

from __future__ import annotations

from typing import Final

from service.mm.models.rfc_v5 import RFC_V5
from service.mm.models.table import Cell, KernelModel

_P: Final = "Documentation/mm/numa_private_nodes.rst@0509b826 (PUBLIC text)"
_P8: Final = "Documentation/mm/numa_private_nodes.rst, PUBLIC text with eight features"
_U: Final = "Documentation/mm/numa_private_nodes.rst, COMMON text with USER_NUMA and five features"
_D: Final = "Documentation/mm/numa_private_nodes.rst, COMMON text, driver-only"
_TEST: Final = "tools/testing/selftests/dax/private_node_"
_ANON: Final = "tools/testing/selftests/dax/anondax_"
_CRAM: Final = "mm/cram.c of the branch"

BRANCH_COMMON: Final = KernelModel(
    "branch-common",
    "The development branch after v5: features, cpusets govern private nodes",
    _P,
    {
        **RFC_V5.cells,
        "private_nodes": Cell("in_n_memory", _P),
        "private_nodes.state": Cell("N_MEMORY", _P),
        "private_nodes.set_at": Cell("online", _P),
        "selector": Cell("key", _P),
        "own_fallback": Cell("normal", _P),
        "own_nofallback": Cell("empty", _P),
        "private_nofallback": Cell("self", "include/linux/mmzone.h@04b2f5b5"),
        "policy.set_mempolicy": Cell("trim", _TEST + "mempolicy.sh"),
        "policy.mbind": Cell("trim", "mm/mempolicy.c@0003b605"),
        "policy.other_modes": Cell("narrow", _P),
        "key.page_tables": Cell("policy", _TEST + "pagetables.sh"),
        "rights": Cell("features_public", _TEST + "common.sh@0423df59"),
        "service.collapse": Cell("never", _TEST + "thp.sh"),
        "service.khugepaged": Cell("never", _TEST + "thp.sh"),
        "service.numa_balancing": Cell("never", _P),
        "service.ksm": Cell("never", _P),
        "service.damon": Cell("never", _P),
        "service.hugetlb": Cell("right", _TEST + "hugetlb.sh"),
        "service.hotunplug": Cell("always", _TEST + "hotplug_transitions.sh"),
        "service.spread": Cell("always", _P, "inferred"),
        "contig.guard": Cell("none", _TEST + "contig.sh@a39df997"),
        "contig.displace": Cell("right", _TEST + "contig.sh@a39df997"),
        "write_fence": Cell("withheld", _TEST + "fence.sh"),
        "has_memory": Cell("n_memory_and_private", "drivers/base/node.c@09de2580"),
        "report.files": Cell("has_user_memory+has_public_memory", "drivers/base/node.c@09de2580"),
        "cpuset.universe": Cell("n_memory_and_private", _TEST + "cpuset_governed.sh"),
        "cpuset.private_only": Cell("refuse", _TEST + "cpuset_fallback.sh"),
        "cpuset.governs_policy": Cell("yes", _TEST + "cpuset_governed.sh"),
        "rebind.private": Cell("subset", _TEST + "cpuset_rebind_gate.sh"),
        "longterm.private": Cell("zone", _TEST + "ltpin.sh, later version", "inferred"),
    },
)

BRANCH_EIGHT: Final[dict[str, Cell]] = {
    "rights": Cell("features_public8", _P8),
    "service.numa_balancing": Cell("right", _P8),
    "service.khugepaged": Cell("right", _P8),
    "service.collapse": Cell("right", _P8),
    "service.ksm": Cell("right", _P8),
    "service.damon": Cell("right", _P8),
    "longterm.private": Cell("refuse", _P8),
}

_COMMON: Final[dict[str, Cell]] = {
    "cpuset.private_only": Cell("add_common", _U),
    "report.files": Cell("has_user_memory+has_common_memory", _U),
    "longterm.private": Cell("zone", _U, "inferred"),
}

BRANCH_COMMON_USER: Final[dict[str, Cell]] = {
    **_COMMON,
    "rights": Cell("features_common_user", _U, "inferred"),
    "contig.guard": Cell("right", _U),
    "contig.displace": Cell("any", _U, "inferred"),
    "write_fence": Cell("right_copy", _CRAM),
    "key.page_tables": Cell("policy", _U, "inferred"),
    "device.map": Cell("shared", _U, "inferred"),
}

BRANCH_COMMON_DRIVER: Final[dict[str, Cell]] = {
    **_COMMON,
    "selector": Cell("helper", _D),
    "private_list": Cell("none", _D),
    "policy.key": Cell("helper", _D),
    "policy.bind_start": Cell("lowest_of_mask", _D, "inferred"),
    "rights": Cell("features_common_driver", _D),
    "policy.set_mempolicy": Cell("trim", _ANON + "policy_tool.c@b94646dc"),
    "policy.mbind": Cell("trim", _ANON + "policy_tool.c@b94646dc"),
    "key.page_cache": Cell("no", _D),
    "key.shmem": Cell("no", _D),
    "key.swap_in": Cell("no", _D),
    "key.page_tables": Cell("no", _D),
    "move_pages.target": Cell("refuse", _ANON + "policy_tool.c@b94646dc"),
    "migration_source": Cell("never", _ANON + "policy_tool.c@b94646dc"),
    "demotion.targets": Cell("n_memory", _ANON + "services.sh"),
    "service.demotion_source": Cell("never", _D),
    "service.hugetlb": Cell("never", _ANON + "services.sh"),
    "contig.guard": Cell("key", _D),
    "contig.displace": Cell("any", _D, "inferred"),
    "device.map": Cell("shared_only", _ANON + "shared.sh@93dbcbcd"),
    "device.oom": Cell("sigbus", _D),
    "report.files": Cell("has_common_memory", _D),
}
