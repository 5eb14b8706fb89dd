"""Corners of the policy calls that no recording varies, from the source of Linux 7.3."""

from __future__ import annotations

from typing import Any

import pytest

from service.mm import views
from tests.mm.mmhost import Host, flat, topology


def _host(size: int = 3, **options: Any) -> Host:
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 4096)]} for nid in range(size)}
    host = Host(topology(nodes, flat(size), max_numnodes=64, **options), "mainline")
    host.task(100, 0)
    return host


@pytest.mark.parametrize(
    ("maxnode", "bit", "errno"),
    [
        (65, 64, None),  # 64 bits are read
        (66, 64, "EINVAL"),
        (66, 100, "EINVAL"),  # 65 bits: the second word is read whole
        (66, 128, None),
        (130, 191, "EINVAL"),  # 129 bits: three words
        (130, 192, None),
    ],
)
def test_masks_beyond_max_numnodes_are_read_in_words(
    maxnode: int, bit: int, errno: str | None
) -> None:
    """get_nodes: `bits = min(maxnode, BITS_PER_LONG)` reads the last word without cutting it."""
    host = _host()
    args = {"pid": 100, "mode": "MPOL_BIND", "nodemask": [0, bit], "maxnode": maxnode}
    assert host.errno("set_mempolicy", **args) == errno


@pytest.mark.parametrize(("addr", "errno"), [("0x0", None), ("0x1", "EINVAL"), ("0xfff", "EINVAL")])
def test_any_address_without_mpol_f_addr_is_einval(addr: str, errno: str | None) -> None:
    """do_get_mempolicy: `else if (addr) return -EINVAL`, whatever page it is in."""
    assert _host().errno("get_mempolicy", pid=100, addr=addr) == errno


def test_an_area_that_has_the_policy_leaves_the_object_s_alone() -> None:
    """mbind_range returns at once on mpol_equal: what another task set meanwhile stays."""
    host = _host()
    host.task(200, 0)
    host.ok("create_file", file="t", nr_pages=8, fs="tmpfs")
    for pid in (100, 200):
        host.ok("mmap", pid=pid, area="t", nr_pages=8, kind="file_shared", file="t")

    def bind(pid: int, nid: int | None) -> tuple[str, list[int]]:
        mode = "MPOL_DEFAULT" if nid is None else "MPOL_BIND"
        host.ok("mbind", pid=pid, area="t", mode=mode, nodemask=[] if nid is None else [nid])
        return host.policy(100, "t")

    assert bind(100, 1) == ("MPOL_BIND", [1])
    assert bind(200, 2) == ("MPOL_BIND", [2])
    assert bind(100, 1) == ("MPOL_BIND", [2]), "task 100's area has it already"
    assert bind(100, 0) == ("MPOL_BIND", [0])
    assert bind(200, None) == ("MPOL_DEFAULT", [])
    assert bind(100, 1) == ("MPOL_BIND", [1])


def test_interleaved_migration_counts_from_the_first_area_s_base() -> None:
    """do_mbind takes the index base (the inode number) from the first area that pages leave."""
    host = _host(2)
    for at, (area, kind) in enumerate((("s", "anon_shared"), ("a", "anon_private"))):
        extra = {"ino": 7} if kind == "anon_shared" else {}
        addr = hex(0x600000000000 + at * 0x8000)
        host.ok("mmap", pid=100, area=area, nr_pages=8, kind=kind, addr=addr, **extra)
        host.ok("touch", pid=100, area=area)
    where = {"addr": "0x600000000000", "len": 16 << 12}
    host.ok("set_mempolicy", pid=100, mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    host.ok("mbind", pid=100, mode="MPOL_DEFAULT", flags=["MPOL_MF_MOVE"], **where)
    answer = host.do("move_pages", pid=100, pages=[{"addr": "0x600000000000", "count": 16}])
    nodes = [run.nid for run in answer.status for _ in range(run.count)]
    assert nodes == [1, 0] * 8, "7 is odd: so both areas begin on node 1"


@pytest.mark.parametrize(
    ("text", "mems"),
    [
        ("0-5:1/2", "0,2,4"),
        ("0-5:2/3", "0-1,3-4"),
        ("1,,3", "1,3"),
        (" 1 3 ", "1,3"),
        ("5-1", "EINVAL"),
        ("0-5:3/2", "EINVAL"),
        ("0-5:1/0", "EINVAL"),
        ("64", "ERANGE"),
        ("0-N", "EINVAL"),  # the last of 64, which is not possible
        ("all", "EINVAL"),
    ],
)
def test_lists_of_cpuset_mems(text: str, mems: str) -> None:
    """bitmap_parselist: strides, empty regions, `N` and `all`; then nodes must be possible."""
    host = _host(6)
    host.ok("kernfs_mkdir", path="/cg/t")
    answer = host.do("kernfs_write", path="/cg/t/cpuset.mems", value=text)
    found = answer.errno or host.do("kernfs_read", path="/cg/t/cpuset.mems").text
    assert found == mems


@pytest.mark.parametrize(("gfp", "nids"), [("GFP_KERNEL", {0, 1}), ("GFP_USER", {0})])
def test_a_request_without_hardwall_leaves_its_cpuset_when_it_must(
    gfp: str, nids: set[int]
) -> None:
    """cpuset_current_node_allowed: v2 has no hardwall below the root, so GFP_KERNEL escapes."""
    host = _host(2)
    host.ok("kernfs_mkdir", path="/cg/t")
    host.ok("kernfs_write", path="/cg/t/cpuset.mems", value="0")
    host.ok("kernfs_write", path="/cg/t/cgroup.procs", value="100")
    answer = host.do(
        "alloc_pages",
        label="x",
        preferred_nid=0,
        gfp=[gfp, "__GFP_RETRY_MAYFAIL"],
        count=6000,
        pid=100,
    )
    assert {run.nid for run in answer.pages} == nids


@pytest.mark.parametrize(
    ("version", "mode", "flags", "errno"),
    [
        ("6.1", "MPOL_WEIGHTED_INTERLEAVE", [], "EINVAL"),
        ("6.12", "MPOL_WEIGHTED_INTERLEAVE", [], None),
        ("6.1", "MPOL_PREFERRED_MANY", ["MPOL_F_NUMA_BALANCING"], "EINVAL"),
        ("6.12", "MPOL_PREFERRED_MANY", ["MPOL_F_NUMA_BALANCING"], None),
        ("6.1", "MPOL_BIND", ["MPOL_F_NUMA_BALANCING"], None),
    ],
)
def test_modes_of_older_kernels(
    version: str, mode: str, flags: list[str], errno: str | None
) -> None:
    """6.1 knows no weights, and NUMA_BALANCING with BIND alone."""
    host = _host(kernel_version=version)
    args = {"pid": 100, "mode": mode, "flags": flags, "nodemask": [0, 1]}
    assert host.errno("set_mempolicy", **args) == errno


@pytest.mark.parametrize(
    ("version", "kind", "errno"),
    [
        ("6.1", "anon_private", "EFAULT"),
        ("6.1", "anon_shared", "ENOENT"),
        ("6.12", "anon_private", "ENOENT"),
    ],
)
def test_the_status_of_an_unmapped_page(version: str, kind: str, errno: str) -> None:
    """no_page_table of 6.1 answers EFAULT where a core dump would show the zero page."""
    host = _host(kernel_version=version)
    host.area(100, "a", 2, kind=kind)
    (run,) = host.do("move_pages", pid=100, pages=[{"area": "a", "count": 2}]).status
    assert (run.errno, run.count) == (errno, 2)


def test_who_changed_its_uid_is_out_of_reach_of_its_equals() -> None:
    """commit_creds clears dumpable, so PTRACE_MODE_READ needs CAP_SYS_PTRACE (kernel/ptrace.c)."""
    host = _host()
    host.task(200, 0)
    for pid in (100, 200):
        host.ok("setuid", pid=pid, uid=1000)
    args: dict[str, Any] = {"pid": 100, "pages": [], "target": 200}
    assert host.errno("move_pages", **args) == "EPERM"
    assert host.errno("move_pages", pid=100, pages=[], target=100) is None
    assert views.task(host.state, 200).pid == 200
