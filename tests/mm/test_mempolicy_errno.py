"""The error tables of the NUMA policy and migration calls: one test a row, named after its claim.

Sources: mm/mempolicy.c (sanitize_mpol_flags, get_nodes, mpol_new, mpol_set_nodemask, do_mbind,
do_get_mempolicy, set_mempolicy_home_node, kernel_migrate_pages) and mm/migrate.c (kernel_move_pages)
of Linux 7.3; rows marked recorded were seen on 6.12 and 7.3 under emulation.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pytest

from tests.mm.mmhost import Host, flat, topology, unroll

PAGE: Final = 4096


class Row(NamedTuple):
    """Arguments, expected errno (None: success) and where the claim stands."""

    args: dict[str, Any]
    errno: str | None
    source: str


def machine(**options: Any) -> Host:
    """Nodes 0 and 1 with memory and CPUs, 2 memoryless, 3 possible, 4 with memory; MAXN 64."""
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
        2: {"cpus": [2]},
        3: {},
        4: {"zones": [("Normal", 4096)]},
    }
    return Host(topology(nodes, flat(5), max_numnodes=64, **options), "mainline")


@pytest.fixture
def plain() -> Host:
    """Task 100 with an area `a` of 8 pages; `hole` of 9 pages without its middle third."""
    host = machine()
    host.task()
    host.area(100, "a", 8)
    host.area(100, "hole", 9)
    host.ok("munmap", pid=100, area="hole", first=3, count=3)
    host.task(200, caps=[], uid=1000)
    host.area(200, "b", 8)
    return host


BIND: Final = {"mode": "MPOL_BIND", "nodemask": [0]}
MASKED: Final = ("MPOL_BIND", "MPOL_INTERLEAVE", "MPOL_PREFERRED_MANY", "MPOL_WEIGHTED_INTERLEAVE")

#: rows that set_mempolicy and mbind share: (mode, mode flags, mask, maxnode) -> errno
SHARED: Final[dict[str, Row]] = {
    "mode_7_is_unknown": Row({"mode": "0x7", "nodemask": [0]}, "EINVAL", "sanitize_mpol_flags"),
    "mode_0x1003_is_unknown": Row({"mode": "0x1003", "nodemask": [0]}, "EINVAL", "mempolicy.h"),
    "raw_mode_number_2_is_bind": Row({"mode": "0x2", "nodemask": [0]}, None, "uapi/mempolicy.h"),
    "raw_mode_may_carry_static_nodes": Row(
        {"mode": "0x8002", "nodemask": [0]}, None, "MPOL_MODE_FLAGS, uapi/mempolicy.h"
    ),
    "raw_mode_with_both_placement_flags": Row(
        {"mode": "0xc002", "nodemask": [0]}, "EINVAL", "sanitize_mpol_flags"
    ),
    "static_and_relative_exclude_each_other": Row(
        {**BIND, "mode_flags": ["MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES"]},
        "EINVAL",
        "sanitize_mpol_flags",
    ),
    "numa_balancing_is_accepted_with_bind": Row(
        {**BIND, "mode_flags": ["MPOL_F_NUMA_BALANCING"]}, None, "sanitize_mpol_flags"
    ),
    "numa_balancing_is_accepted_with_preferred_many": Row(
        {"mode": "MPOL_PREFERRED_MANY", "nodemask": [0], "mode_flags": ["MPOL_F_NUMA_BALANCING"]},
        None,
        "sanitize_mpol_flags",
    ),
    "numa_balancing_is_refused_with_interleave": Row(
        {"mode": "MPOL_INTERLEAVE", "nodemask": [0], "mode_flags": ["MPOL_F_NUMA_BALANCING"]},
        "EINVAL",
        "sanitize_mpol_flags",
    ),
    "numa_balancing_is_refused_with_preferred": Row(
        {"mode": "MPOL_PREFERRED", "nodemask": [0], "mode_flags": ["MPOL_F_NUMA_BALANCING"]},
        "EINVAL",
        "sanitize_mpol_flags",
    ),
    "maxnode_minus_1_of_32768_bits_is_the_last_readable": Row(
        {**BIND, "maxnode": 32769}, None, "get_nodes"
    ),
    "maxnode_minus_1_of_32769_bits_is_too_long": Row(
        {**BIND, "maxnode": 32770}, "EINVAL", "get_nodes"
    ),
    "maxnode_0_wraps_and_is_too_long": Row({**BIND, "maxnode": 0}, "EINVAL", "get_nodes"),
    "maxnode_1_is_an_empty_mask": Row({**BIND, "maxnode": 1}, "EINVAL", "get_nodes, mpol_new"),
    "maxnode_1_is_an_empty_mask_for_default_too": Row(
        {"mode": "MPOL_DEFAULT", "nodemask": [0], "maxnode": 1}, None, "get_nodes, mpol_new"
    ),
    "an_empty_mask_ignores_a_huge_maxnode": Row(
        {"mode": "MPOL_DEFAULT", "maxnode": 1 << 40}, None, "get_nodes"
    ),
    "one_bit_less_than_maxnode_is_read": Row(
        {"mode": "MPOL_BIND", "nodemask": [1], "maxnode": 2},
        "EINVAL",
        "get_nodes: the historic off-by-one",
    ),
    "libnuma_passes_size_plus_one": Row(
        {"mode": "MPOL_BIND", "nodemask": [1], "maxnode": 3}, None, "get_nodes"
    ),
    "an_unreadable_mask_faults": Row({**BIND, "efault": ["nodemask"]}, "EFAULT", "get_nodes"),
    "an_unreadable_mask_of_no_bits_is_not_read": Row(
        {"mode": "MPOL_DEFAULT", "nodemask": [0], "maxnode": 1, "efault": ["nodemask"]},
        None,
        "get_nodes",
    ),
    "mode_is_checked_before_the_mask_is_read": Row(
        {"mode": "0x9", "nodemask": [0], "efault": ["nodemask"]},
        "EINVAL",
        "kernel_set_mempolicy, kernel_mbind",
    ),
    "length_is_checked_before_the_mask_is_read": Row(
        {**BIND, "maxnode": 40000, "efault": ["nodemask"]}, "EINVAL", "get_nodes"
    ),
    "a_bit_at_max_numnodes_is_refused": Row(
        {"mode": "MPOL_BIND", "nodemask": [0, 64]}, "EINVAL", "get_nodes"
    ),
    "a_bit_beyond_what_is_read_does_not_matter": Row(
        {"mode": "MPOL_BIND", "nodemask": [0, 64], "maxnode": 65}, None, "get_nodes"
    ),
    "default_takes_no_nodes": Row({"mode": "MPOL_DEFAULT", "nodemask": [0]}, "EINVAL", "mpol_new"),
    "default_with_an_empty_mask": Row({"mode": "MPOL_DEFAULT", "nodemask": []}, None, "mpol_new"),
    "default_ignores_static": Row(
        {"mode": "MPOL_DEFAULT", "mode_flags": ["MPOL_F_STATIC_NODES"]}, None, "mpol_new"
    ),
    "local_takes_no_nodes": Row({"mode": "MPOL_LOCAL", "nodemask": [0]}, "EINVAL", "mpol_new"),
    "local_without_nodes": Row({"mode": "MPOL_LOCAL"}, None, "mpol_new"),
    "local_takes_no_static": Row(
        {"mode": "MPOL_LOCAL", "mode_flags": ["MPOL_F_STATIC_NODES"]}, "EINVAL", "mpol_new"
    ),
    "local_takes_no_relative": Row(
        {"mode": "MPOL_LOCAL", "mode_flags": ["MPOL_F_RELATIVE_NODES"]}, "EINVAL", "mpol_new"
    ),
    "preferred_without_nodes_is_local": Row({"mode": "MPOL_PREFERRED"}, None, "mpol_new"),
    "preferred_without_nodes_takes_no_static": Row(
        {"mode": "MPOL_PREFERRED", "mode_flags": ["MPOL_F_STATIC_NODES"]}, "EINVAL", "mpol_new"
    ),
    **{f"{mode.lower()}_needs_nodes": Row({"mode": mode}, "EINVAL", "mpol_new") for mode in MASKED},
    "a_memoryless_node_alone_is_nothing": Row(
        {"mode": "MPOL_BIND", "nodemask": [2]}, "EINVAL", "mpol_set_nodemask"
    ),
    "a_possible_node_alone_is_nothing": Row(
        {"mode": "MPOL_PREFERRED", "nodemask": [3]}, "EINVAL", "mpol_set_nodemask"
    ),
    "an_impossible_node_alone_is_nothing": Row(
        {"mode": "MPOL_BIND", "nodemask": [40]}, "EINVAL", "mpol_set_nodemask"
    ),
    "nodes_without_memory_are_dropped_silently": Row(
        {"mode": "MPOL_BIND", "nodemask": [1, 2, 3, 40]}, None, "mpol_set_nodemask"
    ),
    "relative_folds_any_node_onto_the_allowed_ones": Row(
        {"mode": "MPOL_BIND", "nodemask": [40], "mode_flags": ["MPOL_F_RELATIVE_NODES"]},
        None,
        "mpol_relative_nodemask",
    ),
}


@pytest.mark.parametrize("claim", SHARED)
def test_set_mempolicy(plain: Host, claim: str) -> None:
    row = SHARED[claim]
    args = dict(row.args)
    if "mode_flags" in args:
        args["flags"] = args.pop("mode_flags")
    before = plain.hash()
    assert plain.errno("set_mempolicy", pid=100, **args) == row.errno, row.source
    if row.errno:
        assert plain.hash() == before, "a refused call leaves the state as it was"


@pytest.mark.parametrize("claim", SHARED)
def test_mbind(plain: Host, claim: str) -> None:
    row = SHARED[claim]
    before = plain.hash()
    assert plain.errno("mbind", pid=100, area="a", **row.args) == row.errno, row.source
    if row.errno:
        assert plain.hash() == before, "a refused call leaves the state as it was"


def _addr(host: Host, area: str, page: int = 0, offset: int = 0) -> str:
    from service.mm import views

    found = [vma for vma in views.task(host.state, 100).areas if vma.area == area]
    return hex(int(found[0].start, 16) + page * PAGE + offset)


#: rows of mbind alone; `at` is (area, page, byte offset) for `addr`
MBIND: Final[dict[str, Row]] = {
    "row_7_an_unknown_flag": Row({**BIND, "area": "a", "raw_flags": 1 << 4}, "EINVAL", "do_mbind"),
    "row_7_lazy_is_not_accepted": Row(
        {**BIND, "area": "a", "flags": ["MPOL_MF_LAZY"]}, "EINVAL", "do_mbind"
    ),
    "row_7_raw_flags_are_flags": Row({**BIND, "area": "a", "raw_flags": 1}, None, "do_mbind"),
    "row_4_mask_is_read_before_flags_are_looked_at": Row(
        {**BIND, "area": "a", "raw_flags": 1 << 4, "efault": ["nodemask"]}, "EFAULT", "kernel_mbind"
    ),
    "row_8_move_all_needs_cap_sys_nice": Row(
        {**BIND, "pid": 200, "area": "b", "flags": ["MPOL_MF_MOVE_ALL"]}, "EPERM", "do_mbind"
    ),
    "row_8_permission_precedes_alignment": Row(
        {**BIND, "pid": 200, "at": ("a", 0, 1), "len": PAGE, "flags": ["MPOL_MF_MOVE_ALL"]},
        "EPERM",
        "do_mbind",
    ),
    "row_9_start_must_be_page_aligned": Row(
        {**BIND, "at": ("a", 0, 1), "len": PAGE}, "EINVAL", "do_mbind"
    ),
    "row_9_alignment_precedes_the_empty_range": Row(
        {**BIND, "at": ("a", 0, 1), "len": 0}, "EINVAL", "do_mbind"
    ),
    "row_10_the_end_must_not_wrap": Row(
        {**BIND, "addr": "0xfffffffffffff000", "len": 2 * PAGE}, "EINVAL", "do_mbind"
    ),
    "row_11_length_0_is_done_at_once": Row({**BIND, "at": ("a", 0, 0), "len": 0}, None, "do_mbind"),
    "row_11_length_0_does_not_look_at_mode_and_mask": Row(
        {"mode": "MPOL_BIND", "at": ("a", 0, 0), "len": 0}, None, "do_mbind"
    ),
    "row_11_length_0_does_not_look_at_default_with_nodes": Row(
        {"mode": "MPOL_DEFAULT", "nodemask": [0], "at": ("a", 0, 0), "len": 0}, None, "do_mbind"
    ),
    "row_10_length_is_rounded_up_to_pages": Row(
        {**BIND, "at": ("a", 7, 0), "len": 1}, None, "do_mbind"
    ),
    "row_12_mask_rules_precede_the_range": Row(
        {"mode": "MPOL_BIND", "addr": "0x1000", "len": PAGE}, "EINVAL", "do_mbind, mpol_new"
    ),
    "row_13_effective_mask_precedes_the_range": Row(
        {"mode": "MPOL_BIND", "nodemask": [2], "addr": "0x1000", "len": PAGE},
        "EINVAL",
        "do_mbind, mpol_set_nodemask",
    ),
    "row_14_no_mapping_at_all": Row(
        {**BIND, "addr": "0x1000", "len": PAGE}, "EFAULT", "queue_pages_range"
    ),
    "row_14_no_mapping_at_all_for_default_too": Row(
        {"mode": "MPOL_DEFAULT", "addr": "0x1000", "len": PAGE}, "EFAULT", "queue_pages_range"
    ),
    "row_15_hole_at_the_head": Row(
        {**BIND, "at": ("hole", 3, 0), "len": 4 * PAGE}, "EFAULT", "queue_pages_test_walk"
    ),
    "row_15_hole_in_the_middle": Row(
        {**BIND, "at": ("hole", 0, 0), "len": 9 * PAGE}, "EFAULT", "queue_pages_test_walk"
    ),
    "row_15_hole_at_the_tail": Row(
        {**BIND, "at": ("hole", 0, 0), "len": 5 * PAGE}, "EFAULT", "queue_pages_test_walk"
    ),
    "row_15_default_may_cross_holes": Row(
        {"mode": "MPOL_DEFAULT", "at": ("hole", 0, 0), "len": 9 * PAGE},
        None,
        "do_mbind, MPOL_MF_DISCONTIG_OK",
    ),
}


def _resolve(host: Host, args: dict[str, Any]) -> dict[str, Any]:
    args = {"pid": 100, **args}
    if "at" in args:
        args["addr"] = _addr(host, *args.pop("at"))
    return args


@pytest.mark.parametrize("claim", MBIND)
def test_mbind_range_and_flags(plain: Host, claim: str) -> None:
    row = MBIND[claim]
    before = plain.hash()
    assert plain.errno("mbind", **_resolve(plain, row.args)) == row.errno, row.source
    if row.errno:
        assert plain.hash() == before, "nothing is applied"


# --- mbind with pages ------------------------------------------------------------------------------


@pytest.fixture
def placed() -> Host:
    """Area `a`: pages 0 to 3 on node 0, 4 to 7 on node 1, all written, one VMA."""
    host = machine()
    host.task()
    host.area(100, "a", 8)
    host.ok("touch", pid=100, area="a", first=0, count=4)
    host.ok("mbind", pid=100, area="a", first=4, mode="MPOL_BIND", nodemask=[1])
    host.ok("touch", pid=100, area="a", first=4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT")
    assert host.area_pages(100, "a") == {0: 4, 1: 4}
    return host


def test_row_16_strict_alone_with_a_misplaced_page_is_eio_and_nothing_applied(placed: Host) -> None:
    """queue_folios_pte_range, strictly_unmovable."""
    before = placed.hash()
    assert placed.errno("mbind", pid=100, area="a", flags=["MPOL_MF_STRICT"], **BIND) == "EIO"
    assert placed.hash() == before


def test_row_16_strict_alone_with_pages_in_place_is_0(placed: Host) -> None:
    assert (
        placed.errno("mbind", pid=100, area="a", first=0, count=4, flags=["MPOL_MF_STRICT"], **BIND)
        is None
    )


def test_row_16_compares_with_the_raw_mask_of_the_call(placed: Host) -> None:
    """PREFERRED {0, 1} keeps node 0 only, but pages on 1 are inside the user's mask."""
    assert (
        placed.errno(
            "mbind",
            pid=100,
            area="a",
            mode="MPOL_PREFERRED",
            nodemask=[0, 1],
            flags=["MPOL_MF_STRICT"],
        )
        is None
    )
    assert placed.policy(100, "a") == ("MPOL_PREFERRED", [0])


def test_row_16_a_hole_behind_the_misplaced_area_is_met_first(placed: Host) -> None:
    """The hole is tested when an area is entered, before its pages (queue_pages_test_walk)."""
    args = {"addr": _addr(placed, "a", 4), "len": 6 * PAGE}
    assert placed.errno("mbind", pid=100, flags=["MPOL_MF_STRICT"], **BIND, **args) == "EFAULT"


def test_row_16_a_misplaced_page_in_an_earlier_area_is_met_before_a_later_hole(
    placed: Host,
) -> None:
    """Walk order: policies split the range into two areas; the first one is misplaced."""
    placed.ok("mbind", pid=100, area="a", first=6, mode="MPOL_PREFERRED", nodemask=[0])
    args = {"addr": _addr(placed, "a", 4), "len": 6 * PAGE}
    assert placed.errno("mbind", pid=100, flags=["MPOL_MF_STRICT"], **BIND, **args) == "EIO"


def test_default_clears_strict(placed: Host) -> None:
    """do_mbind: MPOL_DEFAULT drops MPOL_MF_STRICT."""
    assert (
        placed.errno("mbind", pid=100, area="a", mode="MPOL_DEFAULT", flags=["MPOL_MF_STRICT"])
        is None
    )


def test_without_flags_no_page_is_looked_at(placed: Host) -> None:
    placed.ok("mbind", pid=100, area="a", **BIND)
    assert placed.area_pages(100, "a") == {0: 4, 1: 4}


def test_move_moves_the_misplaced_pages(placed: Host) -> None:
    placed.ok("mbind", pid=100, area="a", flags=["MPOL_MF_MOVE"], **BIND)
    assert placed.area_pages(100, "a") == {0: 8}


def test_default_with_move_reallocates_by_the_task_policy(placed: Host) -> None:
    """The empty mask inverted: every page counts as misplaced."""
    placed.ok("set_mempolicy", pid=100, mode="MPOL_PREFERRED", nodemask=[4])
    placed.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT", flags=["MPOL_MF_MOVE"])
    assert placed.area_pages(100, "a") == {4: 8}


@pytest.mark.parametrize(
    ("flags", "errno", "moved"),
    [
        (["MPOL_MF_MOVE"], None, False),
        (["MPOL_MF_MOVE", "MPOL_MF_STRICT"], None, False),
        (["MPOL_MF_MOVE_ALL"], None, True),
        (["MPOL_MF_MOVE_ALL", "MPOL_MF_STRICT"], None, True),
    ],
)
def test_row_233_shared_pages_without_move_all_are_no_failure(
    placed: Host, flags: list[str], errno: str | None, moved: bool
) -> None:
    """migrate_folio_add since 6.7: shared folios are neither queued nor failed."""
    placed.ok("fork", pid=100, child=101)
    assert placed.errno("mbind", pid=100, area="a", flags=flags, **BIND) == errno
    assert placed.area_pages(100, "a") == ({0: 8} if moved else {0: 4, 1: 4})
    assert placed.area_pages(101, "a") == placed.area_pages(100, "a")


@pytest.mark.parametrize(
    ("flags", "errno"),
    [
        (["MPOL_MF_MOVE"], None),
        (["MPOL_MF_MOVE", "MPOL_MF_STRICT"], "EIO"),
    ],
)
def test_rows_18_and_19_a_full_target(placed: Host, flags: list[str], errno: str | None) -> None:
    """Left-behind pages: 0 without STRICT, EIO with it, and the policy is applied (recorded)."""
    for mark in ("low", "min"):
        placed.leave(4, 0, mark=mark)
    answer = placed.do("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[4], flags=flags)
    assert answer.errno == errno
    assert placed.policy(100, "a") == ("MPOL_BIND", [4])
    assert placed.area_pages(100, "a") == {0: 4, 1: 4}
    assert placed.state.tasks[100].alive, "migration targets never call the OOM killer"


def test_equal_neighbours_merge_and_ranges_split(placed: Host) -> None:
    """vma_merge by policy equality, seen as lines of numa_maps."""
    from service.mm import views

    def lines() -> int:
        return len(views.task(placed.state, 100).areas)

    assert lines() == 1
    placed.ok("mbind", pid=100, area="a", first=2, count=3, **BIND)
    assert lines() == 3
    placed.ok("mbind", pid=100, area="a", first=5, **BIND)
    assert lines() == 2
    placed.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT")
    assert lines() == 1


@pytest.mark.parametrize(
    ("version", "unfaulted_first", "lines"),
    [("7.3", True, 1), ("6.12", True, 2), ("7.3", False, 2), ("6.12", False, 2)],
)
def test_areas_with_an_anon_vma_each_do_not_merge(
    version: str, unfaulted_first: bool, lines: int
) -> None:
    """is_mergeable_anon_vma: two different ones never; one alone since 6.16 either way round."""
    from service.mm import views

    host = machine(kernel_version=version)
    host.task()
    host.area(100, "a", 8)
    host.ok("mbind", pid=100, area="a", first=4, mode="MPOL_BIND", nodemask=[1])
    host.ok("touch", pid=100, area="a", first=4 if unfaulted_first else 0)
    host.ok("mbind", pid=100, area="a", first=4, mode="MPOL_DEFAULT")
    assert len(views.task(host.state, 100).areas) == lines


# --- get_mempolicy -----------------------------------------------------------------------------------

GET: Final[dict[str, Row]] = {
    "row_1_a_mask_shorter_than_nr_node_ids": Row({"maxnode": 4}, "EINVAL", "kernel_get_mempolicy"),
    "row_1_nr_node_ids_is_enough": Row({"maxnode": 5}, None, "kernel_get_mempolicy"),
    "row_1_does_not_matter_without_a_mask": Row(
        {"maxnode": 0, "want": ["mode"]}, None, "kernel_get_mempolicy"
    ),
    "row_2_an_unknown_flag": Row({"raw_flags": 8}, "EINVAL", "do_get_mempolicy"),
    "row_3_mems_allowed_with_node": Row(
        {"flags": ["MPOL_F_MEMS_ALLOWED", "MPOL_F_NODE"]}, "EINVAL", "do_get_mempolicy"
    ),
    "row_3_mems_allowed_with_addr": Row(
        {"flags": ["MPOL_F_MEMS_ALLOWED", "MPOL_F_ADDR"], "area": "a"}, "EINVAL", "do_get_mempolicy"
    ),
    "row_4_mems_allowed": Row({"flags": ["MPOL_F_MEMS_ALLOWED"]}, None, "do_get_mempolicy"),
    "row_5_addr_without_a_mapping": Row(
        {"flags": ["MPOL_F_ADDR"], "addr": "0x1000"}, "EFAULT", "do_get_mempolicy"
    ),
    "row_6_an_address_without_the_flag": Row({"addr": "0x1000"}, "EINVAL", "do_get_mempolicy"),
    "row_10_node_without_addr_needs_an_interleave_policy": Row(
        {"flags": ["MPOL_F_NODE"]}, "EINVAL", "do_get_mempolicy"
    ),
    "row_13_the_mode_pointer_faults": Row({"efault": ["mode"]}, "EFAULT", "kernel_get_mempolicy"),
    "row_14_an_absurdly_long_mask": Row({"maxnode": 32770}, "EINVAL", "copy_nodes_to_user"),
    "row_14_4096_bytes_are_fine": Row({"maxnode": 32769}, None, "copy_nodes_to_user"),
    "row_15_the_mask_pointer_faults": Row({"efault": ["nodemask"]}, "EFAULT", "copy_nodes_to_user"),
}


@pytest.mark.parametrize("claim", GET)
def test_get_mempolicy(plain: Host, claim: str) -> None:
    row = GET[claim]
    assert plain.errno("get_mempolicy", pid=100, **row.args) == row.errno, row.source


def test_get_mempolicy_row_4_returns_the_cpuset_mems(plain: Host) -> None:
    answer = plain.ok("get_mempolicy", pid=100, flags=["MPOL_F_MEMS_ALLOWED"])
    assert answer.nodemask == (0, 1, 4)


def test_get_mempolicy_row_7_gives_the_node_of_the_page(placed: Host) -> None:
    """NODE|ADDR."""
    nids = [
        placed.ok(
            "get_mempolicy", pid=100, area="a", page=page, flags=["MPOL_F_NODE", "MPOL_F_ADDR"]
        ).mode_nid
        for page in (0, 3, 4, 7)
    ]
    assert nids == [0, 0, 1, 1]


@pytest.mark.parametrize("mode", ["MPOL_INTERLEAVE", "MPOL_WEIGHTED_INTERLEAVE"])
def test_get_mempolicy_rows_8_and_9_give_the_next_turn(plain: Host, mode: str) -> None:
    """set_mempolicy resets the counter, so the first turn is the first node."""
    plain.ok("set_mempolicy", pid=100, mode=mode, nodemask=[1, 4])
    plain.ok("create_file", file="f", nr_pages=8)
    seen = []
    for index in range(4):
        seen.append(
            plain.ok("get_mempolicy", pid=100, flags=["MPOL_F_NODE"], want=["mode"]).mode_nid
        )
        plain.ok("file_read", pid=100, file="f", first=index, count=1)
    assert seen == [1, 4, 1, 4]


def test_get_mempolicy_row_11_addr_never_falls_back_to_the_task_policy(plain: Host) -> None:
    plain.ok("set_mempolicy", pid=100, **BIND)
    assert plain.policy(100) == ("MPOL_BIND", [0])
    assert plain.policy(100, "a") == ("MPOL_DEFAULT", [])


@pytest.mark.parametrize(
    ("version", "flags", "mask"),
    [
        ("7.3", ["MPOL_F_STATIC_NODES"], [0, 2, 3]),
        ("7.3", ["MPOL_F_RELATIVE_NODES"], [0, 2, 3]),
        ("7.3", ["MPOL_F_NUMA_BALANCING"], [0]),
        ("6.12", ["MPOL_F_NUMA_BALANCING"], [0, 2, 3]),
        ("6.12", ["MPOL_F_STATIC_NODES"], [0, 2, 3]),
        ("7.3", [], [0]),
    ],
)
def test_get_mempolicy_row_12_raw_or_effective_mask(
    version: str, flags: list[str], mask: list[int]
) -> None:
    """STATIC and RELATIVE read back the user's mask; 6.12 also with NUMA_BALANCING (recorded)."""
    host = machine(kernel_version=version)
    host.task()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[0, 2, 3], flags=flags)
    answer = host.ok("get_mempolicy", pid=100)
    assert (answer.mode, list(answer.mode_flags)) == ("MPOL_BIND", flags)
    assert list(answer.nodemask) == mask


def test_get_mempolicy_returns_only_the_first_64_bits_on_a_small_machine() -> None:
    """copy_nodes_to_user: a raw user mask {64} comes back empty (recorded)."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}}
    host = Host(topology(nodes, [[10]], max_numnodes=1024), "mainline")
    host.task()
    host.ok(
        "set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[64], flags=["MPOL_F_RELATIVE_NODES"]
    )
    assert host.policy(100) == ("MPOL_BIND", [])


# --- set_mempolicy_home_node --------------------------------------------------------------------------

HOME: Final[dict[str, Row]] = {
    "row_1_start_must_be_aligned": Row(
        {"at": ("a", 0, 1), "len": PAGE, "home_node": 0}, "EINVAL", "set_mempolicy_home_node"
    ),
    "row_2_flags_must_be_0": Row(
        {"area": "a", "home_node": 0, "flags": 1}, "EINVAL", "set_mempolicy_home_node"
    ),
    "row_3_home_node_below_0": Row({"area": "a", "home_node": -1}, "EINVAL", "node_online"),
    "row_3_home_node_at_max_numnodes": Row({"area": "a", "home_node": 64}, "EINVAL", "node_online"),
    "row_3_home_node_not_online": Row({"area": "a", "home_node": 3}, "EINVAL", "node_online"),
    "row_3_home_node_needs_no_memory": Row({"area": "a", "home_node": 2}, None, "node_online"),
    "row_4_the_end_must_not_wrap": Row(
        {"addr": "0xfffffffffffff000", "len": 2 * PAGE, "home_node": 0},
        "EINVAL",
        "set_mempolicy_home_node",
    ),
    "row_5_length_0": Row(
        {"at": ("a", 0, 0), "len": 0, "home_node": 0}, None, "set_mempolicy_home_node"
    ),
    "row_6_no_mapping": Row(
        {"addr": "0x1000", "len": PAGE, "home_node": 0}, "ENOENT", "set_mempolicy_home_node"
    ),
    "row_6_no_mapping_with_a_policy": Row(
        {"area": "hole", "count": 3, "home_node": 0}, "ENOENT", "set_mempolicy_home_node"
    ),
    "row_9_on_a_bind_mapping": Row({"area": "a", "home_node": 1}, None, "set_mempolicy_home_node"),
}


@pytest.mark.parametrize("claim", HOME)
def test_set_mempolicy_home_node(plain: Host, claim: str) -> None:
    """`a` carries BIND {0}; `hole` no policy."""
    plain.ok("mbind", pid=100, area="a", **BIND)
    row = HOME[claim]
    before = plain.hash()
    assert plain.errno("set_mempolicy_home_node", **_resolve(plain, row.args)) == row.errno
    if row.errno:
        assert plain.hash() == before


@pytest.mark.parametrize(
    ("mode", "errno"),
    [
        ("MPOL_BIND", None),
        ("MPOL_PREFERRED_MANY", None),
        ("MPOL_PREFERRED", "EOPNOTSUPP"),
        ("MPOL_INTERLEAVE", "EOPNOTSUPP"),
        ("MPOL_WEIGHTED_INTERLEAVE", "EOPNOTSUPP"),
    ],
)
def test_home_node_row_7_modes(plain: Host, mode: str, errno: str | None) -> None:
    plain.ok("mbind", pid=100, area="a", mode=mode, nodemask=[0, 1])
    assert plain.errno("set_mempolicy_home_node", pid=100, area="a", home_node=1) == errno


def test_home_node_row_7_earlier_areas_keep_the_change(plain: Host) -> None:
    """BIND, then INTERLEAVE: EOPNOTSUPP, and the BIND area now starts at node 1."""
    plain.ok("mbind", pid=100, area="a", first=0, count=4, mode="MPOL_BIND", nodemask=[0, 1])
    plain.ok("mbind", pid=100, area="a", first=4, mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    answer = plain.do("set_mempolicy_home_node", pid=100, area="a", home_node=1)
    assert answer.errno == "EOPNOTSUPP"
    plain.ok("touch", pid=100, area="a", first=0, count=4)
    assert plain.area_pages(100, "a") == {1: 4}


def test_home_node_row_7_areas_without_a_policy_are_skipped(plain: Host) -> None:
    plain.ok("mbind", pid=100, area="a", first=4, mode="MPOL_BIND", nodemask=[0, 1])
    assert plain.errno("set_mempolicy_home_node", pid=100, area="a", home_node=1) is None


def test_home_node_need_not_be_in_the_mask(plain: Host) -> None:
    """BIND {1, 4} with home node 0: 0's list decides, 1 before 4."""
    plain.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[1, 4])
    plain.ok("set_mempolicy_home_node", pid=100, area="a", home_node=0)
    plain.ok("touch", pid=100, area="a")
    assert plain.area_pages(100, "a") == {1: 8}


# --- migrate_pages --------------------------------------------------------------------------------------

MIGRATE: Final[dict[str, Row]] = {
    "row_2_old_mask_too_long": Row(
        {"old_nodes": [0], "new_nodes": [1], "maxnode": 40000}, "EINVAL", "kernel_migrate_pages"
    ),
    "row_2_old_mask_unreadable": Row(
        {"old_nodes": [0], "new_nodes": [1], "efault": ["old_nodes"]},
        "EFAULT",
        "kernel_migrate_pages",
    ),
    "row_3_new_mask_unreadable": Row(
        {"old_nodes": [0], "new_nodes": [1], "efault": ["new_nodes"]},
        "EFAULT",
        "kernel_migrate_pages",
    ),
    "row_2_old_mask_bit_too_high": Row(
        {"old_nodes": [64], "new_nodes": [1]}, "EINVAL", "get_nodes"
    ),
    "row_2_precedes_row_4": Row(
        {"old_nodes": [64], "new_nodes": [1], "target": 999}, "EINVAL", "kernel_migrate_pages"
    ),
    "row_4_no_such_task": Row(
        {"old_nodes": [0], "new_nodes": [1], "target": 999}, "ESRCH", "kernel_migrate_pages"
    ),
    "row_4_pid_minus_1": Row(
        {"old_nodes": [0], "new_nodes": [1], "target": -1}, "ESRCH", "kernel_migrate_pages"
    ),
    "row_5_no_ptrace_right": Row(
        {"pid": 200, "old_nodes": [0], "new_nodes": [1], "target": 100},
        "EPERM",
        "ptrace_may_access",
    ),
    "row_6_new_outside_the_target_mems_without_cap": Row(
        {"pid": 200, "old_nodes": [0], "new_nodes": [1, 2]}, "EPERM", "kernel_migrate_pages"
    ),
    "row_6_cap_sys_nice_may_name_others": Row(
        {"old_nodes": [0], "new_nodes": [1, 2]}, None, "kernel_migrate_pages"
    ),
    "row_7_nothing_left_of_the_new_mask": Row(
        {"old_nodes": [0], "new_nodes": [2]}, "EINVAL", "kernel_migrate_pages"
    ),
    "row_7_an_empty_new_mask": Row({"old_nodes": [0]}, "EINVAL", "kernel_migrate_pages"),
    "row_10_an_empty_old_mask": Row({"new_nodes": [1]}, None, "do_migrate_pages"),
    "row_10_the_caller_itself": Row({"old_nodes": [0], "new_nodes": [1]}, None, "do_migrate_pages"),
}


@pytest.mark.parametrize("claim", MIGRATE)
def test_migrate_pages(plain: Host, claim: str) -> None:
    row = MIGRATE[claim]
    answer = plain.do("migrate_pages", **{"pid": 100, **row.args})
    assert answer.errno == row.errno, row.source
    if row.errno is None:
        assert answer.ret == 0


#: which node's pages go where, in order (do_migrate_pages)
NODE_MAPS: Final[list[tuple[list[int], list[int], str]]] = [
    ([0], [1], "0>1"),
    ([0, 1], [1, 2], "1>2 0>1"),
    ([2, 3, 4], [3, 4, 5], "4>5 3>4 2>3"),
    ([0, 1, 2, 3, 4, 5, 6, 7], [3, 4, 5], "7>4 6>3 2>5 1>4 0>3"),
    ([0, 1, 2, 3], [1], "3>1 2>1 0>1"),
    ([0, 1], [2], "0>2 1>2"),
    ([0], [1, 2], "0>1"),
    ([0, 1], [1, 0], ""),
]


@pytest.mark.parametrize(("old", "new", "moves"), NODE_MAPS)
def test_migrate_pages_node_map(old: list[int], new: list[int], moves: str) -> None:
    """One page on each source node ends where the ordered moves take it."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 2048)]} for nid in range(8)}
    host = Host(topology(nodes, flat(8)), "mainline")
    host.task()
    for nid in range(8):
        host.area(100, f"n{nid}", 1)
        host.ok("mbind", pid=100, area=f"n{nid}", mode="MPOL_BIND", nodemask=[nid])
        host.ok("touch", pid=100, area=f"n{nid}")
    where = {nid: nid for nid in range(8)}
    for pair in moves.split():
        source, target = (int(text) for text in pair.split(">"))
        where = {page: target if nid == source else nid for page, nid in where.items()}
    assert host.ok("migrate_pages", pid=100, old_nodes=old, new_nodes=new).ret == 0
    assert {nid: next(iter(host.area_pages(100, f"n{nid}"))) for nid in range(8)} == where


def test_migrate_pages_to_a_full_node_is_enomem(placed: Host) -> None:
    """Recorded: migrate_pages returns -ENOMEM when the target has no room."""
    placed.leave(4, 0, mark="low")
    placed.leave(4, 0, mark="min")
    answer = placed.do("migrate_pages", pid=100, old_nodes=[0], new_nodes=[4])
    assert answer.errno == "ENOMEM"
    assert placed.area_pages(100, "a") == {0: 4, 1: 4}


@pytest.mark.parametrize(("caps", "moved"), [(["CAP_SYS_NICE"], True), ([], False)])
def test_migrate_pages_moves_shared_pages_with_cap_sys_nice_only(
    caps: list[str], moved: bool
) -> None:
    """The capability selects MPOL_MF_MOVE_ALL; policies stay as they are."""
    host = machine()
    host.task(100, caps=caps)
    host.area(100, "a", 4)
    host.ok("touch", pid=100, area="a")
    host.ok("fork", pid=100, child=101)
    assert host.ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1]).ret == 0
    assert host.area_pages(100, "a") == ({1: 4} if moved else {0: 4})


# --- move_pages -----------------------------------------------------------------------------------------


def _move(host: Host, pages: list[int], nodes: list[int] | None, **args: Any) -> Any:
    """move_pages on area `a` of task 100."""
    picks = [{"area": "a", "first": page} for page in pages]
    more = {} if nodes is None else {"nodes": nodes}
    return host.do(
        "move_pages", **{"pid": 100, "pages": picks, "flags": ["MPOL_MF_MOVE"], **more, **args}
    )


MOVE: Final[dict[str, Row]] = {
    "row_1_an_unknown_flag": Row({"raw_flags": 1}, "EINVAL", "kernel_move_pages"),
    "row_2_move_all_needs_cap_sys_nice": Row(
        {"pid": 200, "target": 100, "flags": ["MPOL_MF_MOVE_ALL"]}, "EPERM", "kernel_move_pages"
    ),
    "row_3_no_such_task": Row({"target": 999}, "ESRCH", "find_mm_struct"),
    "row_3_no_ptrace_right": Row({"pid": 200, "target": 100}, "EPERM", "find_mm_struct"),
    "row_5_the_page_array_faults": Row({"efault": ["pages"]}, "EFAULT", "do_pages_move"),
    "row_5_the_node_array_faults": Row({"efault": ["nodes"]}, "EFAULT", "do_pages_move"),
    "row_6_a_negative_node": Row({"nodes": [-1]}, "ENODEV", "do_pages_move"),
    "row_6_a_node_at_max_numnodes": Row({"nodes": [64]}, "ENODEV", "do_pages_move"),
    "row_6_a_memoryless_node": Row({"nodes": [2]}, "ENODEV", "do_pages_move"),
    "row_6_a_possible_node": Row({"nodes": [3]}, "ENODEV", "do_pages_move"),
    "row_9_moved": Row({"nodes": [4]}, None, "do_pages_move"),
}


@pytest.mark.parametrize("claim", MOVE)
def test_move_pages(placed: Host, claim: str) -> None:
    placed.task(200, caps=[], uid=1000)
    row = MOVE[claim]
    args = {"nodes": [1], **row.args}
    answer = _move(placed, [0], args.pop("nodes"), **args)
    assert answer.errno == row.errno, row.source


def test_move_pages_row_6_pages_queued_before_still_move(placed: Host) -> None:
    """Rows 5 to 7 abort the scan, what is queued is flushed; later entries stay unwritten."""
    answer = _move(placed, [0, 1, 2, 3], [4, 4, 2, 4])
    assert answer.errno == "ENODEV"
    assert unroll(answer.status) == [4, 4, None, None]
    assert placed.statuses(100, "a", 0, 8) == [4, 4, 0, 0, 1, 1, 1, 1]


def test_move_pages_row_8_an_unwritable_status_is_found_after_the_batch_moved(placed: Host) -> None:
    """Recorded: the pages queued before the first store do move, the call returns EFAULT."""
    answer = _move(placed, [0, 1], [4, 4], efault=["status"])
    assert answer.errno == "EFAULT"
    assert placed.statuses(100, "a", 0, 3) == [4, 4, 0]


def test_move_pages_query_mode(placed: Host) -> None:
    """Row 4: node of each page; unmapped address EFAULT, nothing there ENOENT, zero page EFAULT."""
    placed.area(100, "new", 3)
    placed.ok("touch", pid=100, area="new", first=1, count=1, access="read")
    assert placed.statuses(100, "a", 3, 2) == [0, 1]
    assert placed.statuses(100, "new", 0, 3) == ["ENOENT", "EFAULT", "ENOENT"]
    query = placed.ok("move_pages", pid=100, pages=[{"addr": "0x1000"}])
    assert unroll(query.status) == ["EFAULT"]


def test_move_pages_statuses_of_pages_that_cannot_move(placed: Host) -> None:
    """Since 6.12 a page that is not there is ENOENT in move mode too."""
    placed.area(100, "new", 2)
    placed.ok("touch", pid=100, area="new", first=1, count=1, access="read")
    answer = placed.ok(
        "move_pages",
        pid=100,
        flags=["MPOL_MF_MOVE"],
        nodes=[1],
        pages=[
            {"area": "new", "first": 0},
            {"area": "new", "first": 1},
            {"addr": "0x1000"},
            {"area": "a", "first": 4},
            {"area": "a", "first": 0},
        ],
    )
    assert unroll(answer.status) == ["ENOENT", "EFAULT", "EFAULT", 1, 1]


@pytest.mark.parametrize(
    ("flag", "status"), [("MPOL_MF_MOVE", ["EACCES", 1]), ("MPOL_MF_MOVE_ALL", [1, 1])]
)
def test_move_pages_of_a_shared_page_needs_move_all(
    placed: Host, flag: str, status: list[int | str]
) -> None:
    """EACCES comes after "already there": a shared page on the right node reports the node."""
    placed.ok("fork", pid=100, child=101)
    answer = _move(placed, [0, 4], [1, 1], flags=[flag])
    assert unroll(answer.status) == status


def test_move_pages_the_same_page_twice_is_busy(placed: Host) -> None:
    """The first entry has isolated it (folio_isolate_lru)."""
    answer = _move(placed, [0, 0], [4, 4])
    assert answer.errno is None
    assert unroll(answer.status) == [4, "EBUSY"]


def test_move_pages_to_a_full_node_is_enomem_with_unwritten_statuses(placed: Host) -> None:
    """Recorded: -ENOMEM, every status of the batch unwritten, the target filled."""
    placed.leave(4, 0, mark="low")
    placed.leave(4, 2, mark="min")
    answer = _move(placed, [0, 1, 2, 3], [4])
    assert answer.errno == "ENOMEM"
    assert unroll(answer.status) == [None] * 4
    assert placed.area_pages(100, "a") == {0: 2, 1: 4, 4: 2}
