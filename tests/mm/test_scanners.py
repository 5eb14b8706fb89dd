"""ksmd, khugepaged and the NUMA scanner as `run` works, and hint faults (issue 3, long tail).

Sources: mm/ksm.c, mm/khugepaged.c, kernel/sched/fair.c, mm/mempolicy.c (mpol_misplaced).
"""

from __future__ import annotations

import pytest

from service.reasons import Refused
from tests.mm.mmhost import Host, flat, topology

_KSM = "/sys/kernel/mm/ksm"
_BALANCING = "/proc/sys/kernel/numa_balancing"


def _host(**options: object) -> Host:
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 8192)]},
        1: {"cpus": [1], "zones": [("Normal", 8192)]},
        2: {"zones": [("Normal", 8192)]},
    }
    host = Host(topology(nodes, flat(3), **options), "mainline")
    host.task(100, 0)
    return host


def _write(host: Host, path: str, value: object) -> str | None:
    return host.errno("kernfs_write", path=path, value=str(value))


def _read(host: Host, path: str) -> str:
    return str(host.do("kernfs_read", path=path).text)


def _mergeable(host: Host) -> None:
    """Eight equal pages: four on node 0, four on node 1."""
    host.area(100, "k", 8)
    host.ok("mbind", pid=100, area="k", mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    host.ok("madvise", pid=100, area="k", advice="MADV_MERGEABLE")
    host.ok("touch", pid=100, area="k", value=7)


@pytest.mark.parametrize(("across", "shared", "sharing"), [(1, "1", "7"), (0, "2", "6")])
def test_ksmd_merges_equal_pages_while_it_runs(across: int, shared: str, sharing: str) -> None:
    """merge_across_nodes 0 keeps one KSM page a node; run 2 gives everyone pages of their own."""
    host = _host()
    _mergeable(host)
    host.ok("run", work="ksmd")
    assert _read(host, f"{_KSM}/pages_shared") == "0", "ksm/run is 0"
    assert _write(host, f"{_KSM}/merge_across_nodes", across) is None
    assert _write(host, f"{_KSM}/run", 1) is None
    host.ok("run", work="ksmd")
    counts = [_read(host, f"{_KSM}/{name}") for name in ("pages_shared", "pages_sharing")]
    assert counts == [shared, sharing]
    assert _write(host, f"{_KSM}/merge_across_nodes", 1 - across) == "EBUSY"
    assert _write(host, f"{_KSM}/run", 2) is None
    assert _read(host, f"{_KSM}/pages_shared") == "0"
    assert sum(host.area_pages(100, "k").values()) == 8
    assert _write(host, f"{_KSM}/merge_across_nodes", 1 - across) is None


def test_a_write_of_other_content_keeps_pages_apart() -> None:
    """The content of a page is known until somebody writes something else."""
    host = _host()
    _mergeable(host)
    host.ok("touch", pid=100, area="k", first=0, count=4)
    host.ok("touch", pid=100, area="k", first=4, count=2, value=9)
    _write(host, f"{_KSM}/run", 1)
    host.ok("run", work="ksmd")
    assert [_read(host, f"{_KSM}/{name}") for name in ("pages_shared", "pages_sharing")] == [
        "2",
        "2",
    ]


@pytest.mark.parametrize(("none", "collapsed"), [(511, True), (100, False)])
def test_khugepaged_tolerates_empty_entries(none: int, collapsed: bool) -> None:
    """max_ptes_none: a block with more empty entries is left alone."""
    host = _host()
    host.ok("mmap", pid=100, area="h", nr_pages=1024, addr="0x600000000000")
    host.ok("touch", pid=100, area="h", first=0, count=300)
    host.ok("madvise", pid=100, area="h", advice="MADV_HUGEPAGE")
    path = "/sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_none"
    assert _write(host, path, none) is None
    host.ok("run", work="khugepaged")
    assert host.area_pages(100, "h") == {0: 512 if collapsed else 300}


def _misplaced(host: Host) -> None:
    """Eight pages of a task of node 0 on node 1."""
    host.area(100, "n", 8)
    host.ok("mbind", pid=100, area="n", mode="MPOL_BIND", nodemask=[1])
    host.ok("touch", pid=100, area="n")
    host.ok("mbind", pid=100, area="n", mode="MPOL_DEFAULT")


def test_pages_follow_their_task_by_hint_faults() -> None:
    """do_numa_page: only marked pages move, at the next touch, and only with balancing on."""
    host = _host()
    _misplaced(host)
    host.ok("run", work="task_numa_work", pid=100)
    host.ok("touch", pid=100, area="n")
    assert host.area_pages(100, "n") == {1: 8}, "numa_balancing is 0"
    assert _write(host, _BALANCING, 1) is None
    host.ok("run", work="task_numa_work", pid=100)
    host.ok("touch", pid=100, area="n", first=0, count=3, access="read")
    assert host.area_pages(100, "n") == {0: 3, 1: 5}
    host.ok("touch", pid=100, area="n")
    assert host.area_pages(100, "n") == {0: 8}


@pytest.mark.parametrize(
    ("flags", "nodes", "moves"),
    [([], [0, 1], False), (["MPOL_F_NUMA_BALANCING"], [0, 1], True),
     (["MPOL_F_NUMA_BALANCING"], [1, 2], False)],
)  # fmt: skip
def test_a_policy_takes_part_only_with_numa_balancing(
    flags: list[str], nodes: list[int], moves: bool
) -> None:
    """mpol_misplaced: MPOL_F_MORON and the node of the CPU inside the mask."""
    host = _host()
    _misplaced(host)
    host.ok("mbind", pid=100, area="n", mode="MPOL_BIND", mode_flags=flags, nodemask=nodes)
    _write(host, _BALANCING, 1)
    host.ok("run", work="task_numa_work", pid=100)
    host.ok("touch", pid=100, area="n")
    assert host.area_pages(100, "n") == ({0: 8} if moves else {1: 8})


@pytest.mark.parametrize(("late", "moves"), [(500_000_000, True), (2_000_000_000, False)])
def test_promotion_wants_a_touch_soon_after_the_scan(late: int, moves: bool) -> None:
    """should_numa_migrate_memory: latency below the hot threshold of a second, else it stays."""
    machine = topology(
        {0: {"cpus": [0], "zones": [("Normal", 8192)]}, 1: {"zones": [("Normal", 8192)]}}, flat(2)
    ).model_dump(exclude_none=True)
    machine["nodes"][1]["adistance"] = 2880
    host = Host(type(topology({0: {"cpus": [0]}}, flat(1))).model_validate(machine), "mainline")
    host.task(100, 0)
    _misplaced(host)
    _write(host, _BALANCING, 2)
    host.ok("run", work="task_numa_work", pid=100)
    host.ok("advance", ns=late)
    host.ok("touch", pid=100, area="n")
    assert host.area_pages(100, "n") == ({0: 8} if moves else {1: 8})


@pytest.mark.parametrize("work", ["kswapd", "task_numa_work"])
def test_work_that_needs_a_node_or_a_task_says_so(work: str) -> None:
    """INVALID_FIELD names the field that is missing."""
    host = _host()
    with pytest.raises(Refused) as refused:
        host.do("run", work=work)
    assert refused.value.reason == "INVALID_FIELD"
