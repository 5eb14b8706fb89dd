"""Page cache: whose policy places it, soft faults, private mappings, dropping, migration.

Sources: mm/filemap.c (filemap_alloc_folio), mm/shmem.c, mm/memory.c of Linux 7.3; the discussion of
4 June 2026 for page cache on private nodes (aiE5DZC8Io4SNI3H).
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm import views
from tests.mm.mmhost import MM, OPS_MP, Host, flat, std_host, topology


def _cached(host: Host, file: str = "f") -> dict[int, int]:
    found = [view for view in views.files(host.state) if view.file == file]
    return dict(found[0].nodes)


@pytest.fixture
def files() -> Host:
    """Three DRAM nodes; tasks 100 on node 0 and 200 on node 1; file `f` of 12 pages."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 4096)]} for nid in range(3)}
    host = Host(topology(nodes, flat(3)), "mainline")
    host.task(100, 0)
    host.task(200, 1)
    host.ok("create_file", file="f", nr_pages=12)
    return host


def test_a_read_places_on_the_local_node(files: Host) -> None:
    files.ok("file_read", pid=200, file="f", first=0, count=5)
    assert _cached(files) == {1: 5}


@pytest.mark.parametrize("op", ["file_read", "file_write"])
@pytest.mark.parametrize(
    ("mode", "nodes", "expected"),
    [
        ("MPOL_BIND", [2], {2: 12}),
        ("MPOL_PREFERRED", [1], {1: 12}),
        ("MPOL_LOCAL", [], {0: 12}),
        ("MPOL_INTERLEAVE", [0, 1, 2], {0: 4, 1: 4, 2: 4}),
        ("MPOL_WEIGHTED_INTERLEAVE", [1, 2], {1: 6, 2: 6}),
        ("MPOL_PREFERRED_MANY", [1, 2], {1: 12}),
    ],
)
def test_page_cache_follows_the_task_policy(
    files: Host, op: str, mode: str, nodes: list[int], expected: dict[int, int]
) -> None:
    """filemap_alloc_folio asks get_task_policy; interleaving takes counter turns in page order."""
    files.ok("set_mempolicy", pid=100, mode=mode, nodemask=nodes)
    files.ok(op, pid=100, file="f")
    assert _cached(files) == expected


@pytest.mark.parametrize("kind", ["file_shared", "file_private"])
def test_the_policy_of_a_mapping_never_reaches_the_page_cache(files: Host, kind: str) -> None:
    """The fact stated in the thread: task policy, not VMA policy."""
    files.area(100, "m", 12, kind=kind, file="f")
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2])
    files.ok("touch", pid=100, area="m", access="read")
    assert _cached(files) == {0: 12}


def test_a_soft_fault_maps_the_page_where_it_is(files: Host) -> None:
    """Two binders of one file: the first reader decides."""
    files.ok("set_mempolicy", pid=200, mode="MPOL_BIND", nodemask=[2])
    files.ok("file_read", pid=200, file="f")
    files.area(100, "m", 12, kind="file_shared", file="f")
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[0])
    answer = files.ok("touch", pid=100, area="m", access="read")
    assert answer.placed == ()
    assert answer.decided_by.rule == "fault.soft"
    assert files.area_pages(100, "m") == {2: 12}


def test_a_private_copy_follows_the_mapping_and_the_cache_the_task(files: Host) -> None:
    """do_cow_fault: the anonymous page by the VMA policy, the file page by the task policy."""
    files.ok("set_mempolicy", pid=100, mode="MPOL_PREFERRED", nodemask=[1])
    files.area(100, "m", 12, kind="file_private", file="f")
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2])
    files.ok("touch", pid=100, area="m", access="write")
    assert _cached(files) == {1: 12}
    assert files.area_pages(100, "m") == {2: 12}


def test_a_private_write_fault_takes_its_copy_before_the_file_page(files: Host) -> None:
    """One page left above node 0's low mark: the copy gets it, the file page goes to node 1."""
    files.area(100, "m", 1, kind="file_private", file="f")
    files.leave(0, 1)
    files.ok("touch", pid=100, area="m", access="write")
    assert files.area_pages(100, "m") == {0: 1}
    assert _cached(files) == {1: 1}


def test_private_copies_interleave_by_the_index_in_the_file(files: Host) -> None:
    """ilx = vm_pgoff + offset, base 0 outside shmem."""
    files.area(100, "m", 6, kind="file_private", file="f", pgoff=4)
    files.ok("mbind", pid=100, area="m", mode="MPOL_INTERLEAVE", nodemask=[0, 1, 2])
    files.ok("touch", pid=100, area="m", access="write")
    assert files.statuses(100, "m", 0, 6) == [(4 + page) % 3 for page in range(6)]


@pytest.mark.parametrize(("fs", "zone"), [("ext4", "Movable"), ("ramfs", "Normal")])
def test_ramfs_pages_are_not_movable(fs: str, zone: str) -> None:
    """ramfs page cache is GFP_HIGHUSER, never in ZONE_MOVABLE (recorded)."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096), ("Movable", 4096)]}}
    host = Host(topology(nodes, [[10]]), "mainline")
    host.task()
    host.ok("create_file", file="g", nr_pages=4, fs=fs)
    answer = host.ok("file_read", pid=100, file="g")
    assert [(each.zone, each.nr_pages) for each in answer.placed] == [(zone, 4)]


@pytest.mark.parametrize(
    ("mode", "nodes", "expected"),
    [
        ("MPOL_PREFERRED", [1], {0: 8}),
        ("MPOL_BIND", [1], {0: 8}),
        ("MPOL_INTERLEAVE", [0, 1], {0: 8}),
    ],
)
def test_ramfs_and_a_movable_only_node(
    mode: str, nodes: list[int], expected: dict[int, int]
) -> None:
    """Recorded: PREFERRED goes to the next node, BIND to only such nodes is not applied at all."""
    zones = {0: {"cpus": [0], "zones": [("Normal", 4096)]}, 1: {"zones": [("Movable", 4096)]}}
    host = Host(topology(zones, flat(2)), "mainline")
    host.task()
    host.ok("create_file", file="g", nr_pages=8, fs="ramfs")
    host.ok("set_mempolicy", pid=100, mode=mode, nodemask=nodes)
    host.ok("file_read", pid=100, file="g")
    assert _cached(host, "g") == expected


@pytest.mark.parametrize(
    ("written", "rss"),
    [
        (0, 0),
        (1, 12),
    ],
)
def test_fork_copies_a_private_file_mapping_only_if_it_has_anonymous_pages(
    files: Host, written: int, rss: int
) -> None:
    """The child of a mapping that was only read faults for itself; one written page changes that."""
    files.area(100, "m", 12, kind="file_private", file="f")
    files.ok("touch", pid=100, area="m", access="read")
    if written:
        files.ok("touch", pid=100, area="m", first=0, count=written)
    files.ok("fork", pid=100, child=101)
    assert views.task(files.state, 101, areas=False).rss_pages == rss


def test_drop_caches_takes_clean_unmapped_pages_only(files: Host) -> None:
    """Mapped and dirty pages stay."""
    files.ok("file_read", pid=100, file="f", first=0, count=8)
    files.ok("file_write", pid=100, file="f", first=6, count=4)
    files.area(100, "m", 3, kind="file_shared", file="f")
    files.ok("touch", pid=100, area="m", access="read")
    before = files.free(0)
    files.ok("drop_caches")
    assert _cached(files) == {0: 7}, "pages 0-2 are mapped, 6-9 dirty"
    assert files.free(0) == before + 3


def test_munmap_leaves_the_page_cache(files: Host) -> None:
    files.area(100, "m", 12, kind="file_shared", file="f")
    files.ok("touch", pid=100, area="m", access="write")
    before = files.free(0)
    files.ok("munmap", pid=100, area="m")
    assert files.free(0) == before
    assert _cached(files) == {0: 12}


def test_pages_beyond_the_end_of_the_file_are_sigbus(files: Host) -> None:
    files.area(100, "m", 14, kind="file_shared", file="f")
    answer = files.do("touch", pid=100, area="m", first=10, access="read")
    assert (answer.errno, answer.signal, answer.nr_pages) == ("EFAULT", 7, 2)


MOVE_STRICT: Final = [(["MPOL_MF_MOVE"], None), (["MPOL_MF_MOVE", "MPOL_MF_STRICT"], "EIO")]


def _ramfs(files: Host, *accesses: tuple[int, int, str]) -> None:
    """A shared mapping `m` of four pages of a ramfs file, touched in parts."""
    files.ok("create_file", file="g", nr_pages=4, fs="ramfs")
    files.area(100, "m", 4, kind="file_shared", file="g")
    for first, count, access in accesses:
        files.ok("touch", pid=100, area="m", first=first, count=count, access=access)


@pytest.mark.parametrize(("flags", "errno"), MOVE_STRICT)
def test_written_ramfs_pages_do_not_migrate(
    files: Host, flags: list[str], errno: str | None
) -> None:
    """Recorded: MOVE returns 0 and leaves them, with STRICT EIO."""
    _ramfs(files, (0, 4, "write"))
    assert (
        files.errno("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[1], flags=flags)
        == errno
    )
    assert files.area_pages(100, "m") == {0: 4}


def test_never_written_ramfs_pages_do_migrate(files: Host) -> None:
    """Recorded."""
    _ramfs(files, (0, 4, "read"))
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[1], flags=["MPOL_MF_MOVE"])
    assert files.area_pages(100, "m") == {1: 4}


@pytest.mark.parametrize(("flags", "errno"), MOVE_STRICT)
def test_ramfs_pages_migrate_one_by_one(files: Host, flags: list[str], errno: str | None) -> None:
    """Two pages never written, two written."""
    _ramfs(files, (0, 2, "read"), (2, 2, "write"))
    assert (
        files.errno("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[1], flags=flags)
        == errno
    )
    assert files.area_pages(100, "m") == {0: 2, 1: 2}


def test_a_write_after_a_read_makes_a_shared_file_page_dirty(files: Host) -> None:
    """So it is no clean cache any more (ext4), and does not migrate (ramfs, recorded)."""
    files.area(100, "f", 12, kind="file_shared", file="f")
    for access in ("read", "write"):
        files.ok("touch", pid=100, area="f", access=access)
    files.ok("munmap", pid=100, area="f")
    files.ok("drop_caches")
    assert _cached(files) == {0: 12}


def test_exhaustion_reclaims_clean_page_cache_before_it_kills(files: Host) -> None:
    """Direct reclaim comes before the OOM killer (slow path)."""
    files.ok("create_file", file="big", nr_pages=1000)
    files.ok("file_read", pid=200, file="big")
    for nid in range(3):
        files.leave(nid, 0, mark="low")
        files.leave(nid, 0, mark="min")
    files.area(100, "a", 200)
    answer = files.ok("touch", pid=100, area="a")
    assert sum(each.nr_pages for each in answer.placed) == 200
    assert _cached(files, "big")[1] < 1000


# --- tmpfs ---------------------------------------------------------------------------------------------------


def test_a_tmpfs_policy_belongs_to_the_file(files: Host) -> None:
    """shmem stores the policy in the inode's tree: another task's fault follows it."""
    files.ok("create_file", file="t", nr_pages=8, fs="tmpfs")
    files.area(100, "m", 8, kind="file_shared", file="t")
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2])
    files.ok("munmap", pid=100, area="m")
    files.area(200, "n", 8, kind="file_shared", file="t")
    files.ok("touch", pid=200, area="n")
    assert _cached(files, "t") == {2: 8}


def test_a_private_tmpfs_mapping_uses_the_shared_policy_for_its_copies(files: Host) -> None:
    """Recorded: also for the copies a private mapping makes on write."""
    files.ok("create_file", file="t", nr_pages=8, fs="tmpfs")
    files.area(100, "m", 8, kind="file_shared", file="t")
    files.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2])
    files.area(200, "n", 8, kind="file_private", file="t")
    files.ok("touch", pid=200, area="n", access="write")
    assert files.area_pages(200, "n") == {2: 8}


# --- private nodes ---------------------------------------------------------------------------------------------


def test_row_179_a_file_read_under_a_task_bind_to_a_private_node_gets_no_page() -> None:
    """A3: mask {2}, no key on page cache: failure or OOM, and 2p stays empty (rfc-v4)."""
    host = std_host(ops={2: OPS_MP})
    host.task()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    host.ok("create_file", file="f", nr_pages=4)
    answer = host.do("file_read", pid=100, file="f")
    assert answer.errno is not None
    assert host.free(2) == 32768


@pytest.mark.parametrize(
    ("mode", "nodes", "expected"),
    [
        ("MPOL_PREFERRED", [2], {0: 6}),
        ("MPOL_INTERLEAVE", [1, 2], {0: 3, 1: 3}),
        ("MPOL_PREFERRED_MANY", [2], {0: 6}),
    ],
)
def test_row_179b_other_task_policies_put_page_cache_in_dram(
    mode: str, nodes: list[int], expected: dict[int, int]
) -> None:
    """The private node's list minus the gated node (17.3)."""
    host = std_host(ops={2: OPS_MP})
    host.task()
    host.ok("set_mempolicy", pid=100, mode=mode, nodemask=nodes)
    host.ok("create_file", file="f", nr_pages=6)
    host.ok("file_read", pid=100, file="f")
    assert _cached(host) == expected


@pytest.mark.parametrize("model", ["rfc-v4", "thread-2026-06", "list-isolation"])
@settings(MM, max_examples=15)
@given(data=st.data())
def test_no_read_ever_places_page_cache_on_a_private_node(model: str, data: Any) -> None:
    """In no model does a page-cache allocation carry the key."""
    ops = {} if model == "list-isolation" else {2: OPS_MP, 3: OPS_MP}
    host = std_host(model, ops=ops)
    host.task(cpu=data.draw(st.integers(0, 1)))
    host.ok("create_file", file="f", nr_pages=16)
    host.area(
        100, "m", 16, kind=data.draw(st.sampled_from(["file_shared", "file_private"])), file="f"
    )
    mode = data.draw(st.sampled_from(["MPOL_PREFERRED", "MPOL_INTERLEAVE", "MPOL_BIND"]))
    nodes = sorted(data.draw(st.sets(st.integers(0, 3), min_size=1)))
    host.do("set_mempolicy", pid=100, mode=mode, nodemask=nodes)
    host.do("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2])
    host.do("file_read", pid=100, file="f", first=0, count=4)
    if host.state.tasks[100].alive:
        host.do("touch", pid=100, area="m", access="read")
    assert not {2, 3} & set(_cached(host))


@pytest.mark.parametrize(("model", "moved"), [("rfc-v4", True), ("thread-2026-06", False)])
@pytest.mark.parametrize("how", ["mbind", "move_pages", "migrate_pages"])
def test_cached_pages_may_be_moved_to_a_private_node_in_rfc_v4_only(
    model: str, moved: bool, how: str
) -> None:
    """June 2026: page cache should not be on private nodes; v4 as coded lets migration put it."""
    host = std_host(model, ops={2: OPS_MP})
    host.task()
    host.ok("create_file", file="f", nr_pages=4)
    host.area(100, "m", 4, kind="file_shared", file="f")
    host.ok("touch", pid=100, area="m", access="read")
    if how == "mbind":
        host.do("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=[2], flags=["MPOL_MF_MOVE"])
    elif how == "move_pages":
        host.do(
            "move_pages",
            pid=100,
            pages=[{"area": "m", "count": 4}],
            nodes=[2],
            flags=["MPOL_MF_MOVE"],
        )
    else:
        host.do("migrate_pages", pid=100, old_nodes=[0], new_nodes=[2])
    assert _cached(host) == ({2: 4} if moved else {0: 4})
