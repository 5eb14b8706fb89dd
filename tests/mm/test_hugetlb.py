"""The pool of 2 MiB pages: sizing, promises, faults by policy, copies, migration, surplus.

Sources: mm/hugetlb.c of Linux 7.3 (set_max_huge_pages, hugetlb_reserve_pages, alloc_hugetlb_folio,
hugetlb_no_page, hugetlb_wp, free_huge_folio, alloc_hugetlb_folio_nodemask).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.codec import decode, encode
from service.mm.invariants import check
from tests.mm.mmhost import BLOCK_BYTES, Host, flat, hot_start, topology

POOL: Final = "/sys/kernel/mm/hugepages/hugepages-2048kB"
NODE: Final = "/sys/devices/system/node/node{nid}/hugepages/hugepages-2048kB"
HUGE: Final = 512


@pytest.fixture
def host() -> Host:
    """Two nodes of 40 huge pages; the pool is empty."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 40 * HUGE)]} for nid in (0, 1)}
    made = Host(topology(nodes, flat(2), min_free_kbytes=128), "mainline")
    made.task()
    return made


def write(host: Host, path: str, value: int) -> None:
    host.ok("kernfs_write", path=path, value=str(value))


def counts(host: Host, *names: str) -> list[int]:
    """Files of the pool, in order."""
    names = names or ("nr", "free", "resv", "surplus")
    return [int(host.ok("kernfs_read", path=f"{POOL}/{n}_hugepages").text) for n in names]


def on(host: Host, nid: int) -> list[int]:
    """nr, free and surplus of a node."""
    return [
        int(host.ok("kernfs_read", path=f"{NODE.format(nid=nid)}/{name}_hugepages").text)
        for name in ("nr", "free", "surplus")
    ]


def sound(host: Host) -> None:
    assert check(host.state) == []
    data = encode(host.state)
    assert encode(decode(data)) == data


def area(host: Host, pages: int, kind: str = "hugetlb_private", pid: int = 100) -> Any:
    return host.do("mmap", pid=pid, area="h", nr_pages=pages * HUGE, kind=kind)


def nodes_of(host: Host, pages: int, pid: int = 100) -> list[int | str | None]:
    return [host.statuses(pid, "h", page * HUGE, 1)[0] for page in range(pages)]


def test_a_pool_grows_node_by_node_and_shrinks_likewise(host: Host) -> None:
    write(host, f"{POOL}/nr_hugepages", 5)
    assert [on(host, 0), on(host, 1)] == [[3, 3, 0], [2, 2, 0]]
    sound(host)
    write(host, f"{POOL}/nr_hugepages", 2)
    assert counts(host) == [2, 2, 0, 0]
    write(host, f"{POOL}/nr_hugepages", 0)
    assert host.free(0) + host.free(1) == 80 * HUGE
    sound(host)


def test_a_pool_grows_as_far_as_memory_goes(host: Host) -> None:
    """The write succeeds; the file tells how many there are."""
    write(host, f"{POOL}/nr_hugepages", 1000)
    total = counts(host, "nr")[0]
    assert 70 <= total < 80
    assert on(host, 0)[0] == on(host, 1)[0]
    sound(host)


def test_a_node_has_a_pool_of_its_own(host: Host) -> None:
    write(host, f"{NODE.format(nid=1)}/nr_hugepages", 4)
    assert [on(host, 0), on(host, 1)] == [[0, 0, 0], [4, 4, 0]]
    errno = host.errno("kernfs_write", path=f"{POOL}/free_hugepages", value="1")
    assert errno == "EACCES"
    assert host.errno("kernfs_write", path=f"{POOL}/nr_hugepages", value="x") == "EINVAL"


def test_a_mapping_is_promised_its_pages(host: Host) -> None:
    """ENOMEM at mmap, not SIGBUS at the fault; the promise ends with the mapping."""
    write(host, f"{POOL}/nr_hugepages", 4)
    assert area(host, 3).errno is None
    assert counts(host) == [4, 4, 3, 0]
    before = host.hash()
    assert (
        host.errno("mmap", pid=100, area="i", nr_pages=2 * HUGE, kind="hugetlb_private") == "ENOMEM"
    )
    assert host.hash() == before
    host.ok("touch", pid=100, area="h", first=0, count=1)
    assert counts(host) == [4, 3, 2, 0]
    sound(host)
    host.ok("munmap", pid=100, area="h")
    assert counts(host) == [4, 4, 0, 0]
    sound(host)


def test_a_pool_does_not_shrink_below_its_promises(host: Host) -> None:
    """What is in use or promised becomes surplus, and leaves the pool when it is freed."""
    write(host, f"{POOL}/nr_hugepages", 4)
    area(host, 2)
    host.ok("touch", pid=100, area="h", first=0, count=1)
    write(host, f"{POOL}/nr_hugepages", 0)
    assert counts(host) == [2, 1, 1, 2]
    sound(host)
    host.ok("munmap", pid=100, area="h")
    assert counts(host) == [0, 0, 0, 0]
    sound(host)


def test_surplus_pages_come_while_overcommit_allows_and_go_when_freed(host: Host) -> None:
    write(host, f"{POOL}/nr_overcommit_hugepages", 2)
    assert (
        host.errno("mmap", pid=100, area="i", nr_pages=3 * HUGE, kind="hugetlb_private") == "ENOMEM"
    )
    assert area(host, 2).errno is None
    assert counts(host) == [2, 2, 2, 2]
    host.ok("touch", pid=100, area="h", first=0, count=1)
    sound(host)
    host.ok("exit_task", pid=100)
    assert counts(host) == [0, 0, 0, 0]
    sound(host)


@pytest.mark.parametrize(
    ("mode", "mask", "expected"),
    [
        ("MPOL_DEFAULT", None, [0, 0, 0, 0]),
        ("MPOL_BIND", [1], [1, 1, 1, 1]),
        ("MPOL_PREFERRED", [1], [1, 1, 1, 1]),
        ("MPOL_PREFERRED_MANY", [1], [1, 1, 1, 1]),
        ("MPOL_INTERLEAVE", [0, 1], [0, 1, 0, 1]),
    ],
)
@pytest.mark.parametrize("kind", ["hugetlb_private", "hugetlb_shared"])
def test_pages_are_taken_by_policy(
    host: Host, mode: str, mask: list[int] | None, expected: list[int], kind: str
) -> None:
    """By huge page index, from the pool of the node that the policy names."""
    write(host, f"{POOL}/nr_hugepages", 20)
    area(host, 4, kind)
    host.ok("mbind", pid=100, area="h", mode=mode, **({} if mask is None else {"nodemask": mask}))
    host.ok("touch", pid=100, area="h")
    assert nodes_of(host, 4) == expected
    sound(host)


def test_a_node_without_free_pages_is_passed_over(host: Host) -> None:
    """Preferred goes on to the next node; bind to an empty pool is a SIGBUS, despite the promise."""
    write(host, f"{NODE.format(nid=0)}/nr_hugepages", 4)
    area(host, 2)
    host.ok("mbind", pid=100, area="h", mode="MPOL_PREFERRED", nodemask=[1])
    host.ok("touch", pid=100, area="h", first=0, count=1)
    assert nodes_of(host, 1) == [0]
    host.ok("mbind", pid=100, area="h", mode="MPOL_BIND", nodemask=[1])
    answer = host.do("touch", pid=100, area="h", first=HUGE, count=1)
    assert (answer.errno, answer.signal, answer.nr_pages) == ("ENOMEM", 7, 0)
    sound(host)


def test_a_cpuset_limits_the_nodes(host: Host) -> None:
    host.ok("kernfs_mkdir", path="/cg/a")
    host.ok("kernfs_write", path="/cg/a/cpuset.mems", value="1")
    host.ok("kernfs_write", path="/cg/a/cgroup.procs", value="100")
    write(host, f"{NODE.format(nid=0)}/nr_hugepages", 4)
    assert area(host, 1).errno == "ENOMEM", "no free page on the allowed node"
    write(host, f"{NODE.format(nid=1)}/nr_hugepages", 1)
    assert area(host, 1).errno is None
    host.ok("touch", pid=100, area="h")
    assert nodes_of(host, 1) == [1]


def test_a_child_copies_and_the_parent_keeps_its_page_when_the_pool_is_empty(host: Host) -> None:
    """hugetlb_wp: the mapper with the promise takes the page from its children (unmap_ref_private)."""
    write(host, f"{POOL}/nr_hugepages", 2)
    area(host, 1)
    host.ok("touch", pid=100, area="h")
    host.ok("fork", pid=100, child=101)
    host.ok("touch", pid=101, area="h")
    assert counts(host) == [2, 0, 0, 0]
    sound(host)
    host.ok("touch", pid=100, area="h")
    host.ok("fork", pid=100, child=102)
    host.ok("touch", pid=100, area="h")
    sound(host)
    answer = host.do("touch", pid=102, area="h")
    assert answer.signal == 7
    host.ok("exit_task", pid=100)
    host.ok("exit_task", pid=101)
    assert counts(host) == [2, 2, 0, 0]
    sound(host)


def test_a_shared_mapping_is_shared_with_children(host: Host) -> None:
    write(host, f"{POOL}/nr_hugepages", 2)
    area(host, 2, "hugetlb_shared")
    host.ok("fork", pid=100, child=101)
    host.ok("touch", pid=101, area="h")
    host.ok("touch", pid=100, area="h")
    assert counts(host) == [2, 0, 0, 0]
    host.ok("exit_task", pid=100)
    assert counts(host) == [2, 0, 0, 0]
    host.ok("exit_task", pid=101)
    assert counts(host) == [2, 2, 0, 0]
    sound(host)


@pytest.mark.parametrize("pool", [0, 3])
def test_a_huge_page_moves_to_the_pool_of_the_target_or_to_a_fresh_page(
    host: Host, pool: int
) -> None:
    """A fresh page joins the pool, and the old one leaves it."""
    write(host, f"{NODE.format(nid=0)}/nr_hugepages", 2)
    write(host, f"{NODE.format(nid=1)}/nr_hugepages", pool)
    area(host, 2)
    host.ok("touch", pid=100, area="h")
    pages = [{"area": "h", "first": page * HUGE, "count": 1} for page in range(2)]
    answer = host.ok("move_pages", pid=100, pages=pages, nodes=[1, 1], flags=["MPOL_MF_MOVE"])
    assert (answer.ret, nodes_of(host, 2)) == (0, [1, 1])
    expected = ([2, 2, 0], [pool, pool - 2, 0]) if pool else ([0, 0, 0], [2, 0, 0])
    assert (on(host, 0), on(host, 1)) == expected
    sound(host)


@pytest.mark.parametrize("call", ["munmap", "mbind"])
def test_an_area_is_not_split_inside_a_huge_page(host: Host, call: str) -> None:
    write(host, f"{POOL}/nr_hugepages", 2)
    area(host, 2)
    before = host.hash()
    more: dict[str, Any] = {"mode": "MPOL_BIND", "nodemask": [0]} if call == "mbind" else {}
    assert host.errno(call, pid=100, area="h", first=1, count=HUGE, **more) == "EINVAL"
    assert host.hash() == before


def test_huge_pages_are_no_part_of_the_resident_set(host: Host) -> None:
    from service.mm import views

    write(host, f"{POOL}/nr_hugepages", 2)
    area(host, 2)
    host.ok("touch", pid=100, area="h")
    assert views.task(host.state, 100, areas=False).rss_pages == 0


def test_a_step_that_is_taken_back_leaves_the_pool_as_it_was(host: Host) -> None:
    write(host, f"{POOL}/nr_hugepages", 3)
    area(host, 2)
    for op, args in (
        ("touch", {"pid": 100, "area": "h"}),
        ("munmap", {"pid": 100, "area": "h"}),
        ("kernfs_write", {"path": f"{POOL}/nr_hugepages", "value": "30"}),
        ("fork", {"pid": 100, "child": 101}),
    ):
        before = host.hash()
        host.done(op, **args).undo.rollback()
        assert host.hash() == before
    sound(host)


def _movable_block(free: int, used: int) -> tuple[Host, str]:
    """A host whose node 1 is one movable block with pages of the pool; the block's state file."""
    nodes: dict[int, Any] = {0: {"cpus": [0], "zones": [("Normal", 40 * HUGE)]}, 1: {}}
    made = Host(topology(nodes, flat(2), min_free_kbytes=128), "mainline")
    made.task()
    start = hot_start(1)
    made.ok(
        "add_memory_driver_managed",
        nid=1,
        start=hex(start),
        size=BLOCK_BYTES,
        resource_name="System RAM (x)",
        online_type="online_movable",
    )
    write(made, f"{NODE.format(nid=1)}/nr_hugepages", free + used)
    if used:
        area(made, used)
        made.ok("touch", pid=100, area="h")
    return made, f"/sys/devices/system/memory/memory{start // BLOCK_BYTES}/state"


@pytest.mark.parametrize("used", [0, 2])
def test_offline_dissolves_free_pages_of_the_pool(used: int) -> None:
    """dissolve_free_hugetlb_folios: they leave the pool; used ones move to another node first."""
    made, state = _movable_block(3, used)
    made.ok("kernfs_write", path=state, value="offline")
    assert counts(made, "nr", "free") == [used, 0]
    if used:
        assert nodes_of(made, used) == [0] * used
    sound(made)


def test_offline_keeps_what_mappings_were_promised() -> None:
    """dissolve_free_hugetlb_folio is EBUSY when every free page is reserved."""
    made, state = _movable_block(2, 0)
    area(made, 2)
    assert made.errno("kernfs_write", path=state, value="offline") == "EBUSY"
    assert counts(made) == [2, 2, 2, 0]
    sound(made)


def test_numa_maps_counts_huge_pages(host: Host) -> None:
    """show_numa_map: `huge`, and every count in pages of 2 MiB."""
    from service.mm import views

    write(host, f"{POOL}/nr_hugepages", 6)
    area(host, 4)
    host.ok("mbind", pid=100, area="h", mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    host.ok("touch", pid=100, area="h", count=3 * HUGE)
    (line,) = [view.line.split(" ", 1)[1] for view in views.numa_maps(host.state, 100)]
    nodes = sorted(nodes_of(host, 3))
    counts = " ".join(f"N{nid}={nodes.count(nid)}" for nid in (0, 1))
    assert line == f"interleave:0-1 huge anon=3 {counts} kernelpagesize_kB=2048"


@pytest.mark.parametrize(
    ("mode", "nodes", "expected"),
    [
        ("MPOL_BIND", [1], [0, 4]),
        ("MPOL_INTERLEAVE", [0, 1], [2, 2]),
        ("MPOL_PREFERRED", [1], [0, 4]),
        ("MPOL_LOCAL", [], [4, 0]),
        (None, [], [2, 2]),
    ],
)
def test_nr_hugepages_mempolicy_obeys_the_writers_policy(
    host: Host, mode: str | None, nodes: list[int], expected: list[int]
) -> None:
    """init_nodemask_of_mempolicy: the nodes of any mode, the local node, all without a policy."""
    if mode is not None:
        host.ok("set_mempolicy", pid=100, mode=mode, nodemask=nodes)
    path = "/proc/sys/vm/nr_hugepages_mempolicy"
    host.ok("kernfs_write", path=path, value="4", pid=100)
    on_nodes = [
        int(host.do("kernfs_read", path=f"{NODE.format(nid=nid)}/nr_hugepages").text)
        for nid in (0, 1)
    ]
    assert on_nodes == expected
    assert host.do("kernfs_read", path=path).text == "4"
