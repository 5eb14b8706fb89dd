"""memory.min, memory.low, memory.numa_stat, hierarchical events, reparenting (mm/memcontrol.c)."""

from __future__ import annotations

from typing import Final

import pytest

from service.mm import views
from tests.mm.mmhost import Host, flat, topology

PAGE: Final = 4096


def _host(swap: int = 8192) -> Host:
    """Two nodes; /p holds /p/a (task 100) and /p/b (task 200); 300 stands outside."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 8192)]} for nid in range(2)}
    host = Host(topology(nodes, flat(2), swap_pages=swap), "mainline")
    for path in ("/cg/p", "/cg/p/a", "/cg/p/b"):
        host.ok("kernfs_mkdir", path=path)
    for pid, path in ((100, "/cg/p/a"), (200, "/cg/p/b"), (300, "/cg")):
        host.task(pid, 0)
        host.ok("kernfs_write", path=f"{path}/cgroup.procs", value=str(pid))
    return host


def _write(host: Host, file: str, value: object) -> str | None:
    return host.errno("kernfs_write", path=f"/cg/{file}", value=str(value))


def _read(host: Host, file: str) -> str:
    return str(host.do("kernfs_read", path=f"/cg/{file}").text)


def _current(host: Host, group: str) -> int:
    return int(_read(host, f"{group}/memory.current")) // PAGE


def _counts(host: Host, file: str) -> dict[str, int]:
    rows = [line.split() for line in _read(host, file).splitlines()]
    return {name: int(count) for name, count in rows if count != "0"}


def _fill(host: Host, pid: int, nr: int) -> None:
    host.ok("mmap", pid=pid, area="x", nr_pages=nr)
    host.ok("touch", pid=pid, area="x")


@pytest.mark.parametrize("knob", ["memory.min", "memory.low"])
def test_a_protected_group_is_skipped_while_others_have_pages(knob: str) -> None:
    """shrink_node_memcgs: below its protection nothing is taken; the sibling pays."""
    host = _host()
    _fill(host, 100, 400)
    _fill(host, 200, 400)
    assert _write(host, f"p/a/{knob}", 400 * PAGE) is None
    assert _write(host, "p/memory.reclaim", 300 * PAGE) is None
    assert (_current(host, "p/a"), _current(host, "p/b")) == (400, 100)


def test_protection_scales_what_is_taken_above_it() -> None:
    """get_scan_count: size - size * protection / (usage + 1) of each list."""
    host = _host()
    _fill(host, 100, 400)
    assert _write(host, "p/a/memory.min", 300 * PAGE) is None
    assert _write(host, "p/memory.reclaim", 400 * PAGE) == "EAGAIN"
    assert _current(host, "p/a") == 400 - (400 - 400 * 300 // 401)


def test_low_gives_way_where_nothing_else_is_left_and_min_does_not() -> None:
    """do_try_to_free_pages: memcg_low_reclaim; every group that lost pages so has a `low` event."""
    host = _host()
    _fill(host, 100, 200)
    assert _write(host, "p/a/memory.low", "max") is None
    assert _read(host, "p/a/memory.low") == "max"
    assert _write(host, "p/memory.reclaim", 50 * PAGE) is None
    assert _current(host, "p/a") == 150
    assert _counts(host, "p/a/memory.events") == {"low": 1}
    assert _counts(host, "p/memory.events") == {"low": 1}, "events count in the groups above too"
    assert _counts(host, "p/memory.events.local") == {}
    assert _write(host, "p/a/memory.min", "max") is None
    assert _write(host, "p/memory.reclaim", 50 * PAGE) == "EAGAIN"
    assert _current(host, "p/a") == 150


def test_children_share_what_their_parent_protects_by_what_they_claim() -> None:
    """effective_protection: claims of 300 and 100 under a parent of 200 become 150 and 50."""
    host = _host()
    _fill(host, 100, 300)
    _fill(host, 200, 100)
    for group, pages in (("p", 200), ("p/a", 300), ("p/b", 100)):
        assert _write(host, f"{group}/memory.min", pages * PAGE) is None
    assert _write(host, "memory.reclaim", 8000 * PAGE) == "EAGAIN"
    assert _current(host, "p/a") == 300 - (300 - 300 * 150 // 301)
    assert _current(host, "p/b") == 100 - (100 - 100 * 50 // 101)


def test_a_group_has_no_protection_from_its_own_reclaim() -> None:
    """mem_cgroup_unprotected: the target of reclaim is never protected."""
    host = _host()
    _fill(host, 100, 100)
    assert _write(host, "p/a/memory.min", "max") is None
    assert _write(host, "p/a/memory.reclaim", 60 * PAGE) is None
    assert _current(host, "p/a") == 40


def test_kswapd_and_direct_reclaim_spare_protected_page_cache() -> None:
    """A host that runs full takes the cache of others; with min it stays, whoever needs memory."""
    host = _host(swap=0)
    for pid, file in ((100, "mine"), (300, "other")):
        host.ok("create_file", file=file, nr_pages=2000)
        host.ok("file_read", pid=pid, file=file)
    assert _write(host, "p/a/memory.min", 2000 * PAGE) is None
    assert _write(host, "p/memory.min", 2000 * PAGE) is None
    host.ok("mmap", pid=300, area="big", nr_pages=13800)
    host.do("touch", pid=300, area="big")
    assert _current(host, "p/a") == 2000
    cached = {view.file: sum(dict(view.nodes).values()) for view in views.files(host.state)}
    assert cached["mine"] == 2000
    assert cached["other"] < 2000, "somebody paid"


def test_numa_stat_counts_each_node_of_a_group() -> None:
    """memory.numa_stat: bytes an item and node, children included."""
    host = _host()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[1])
    _fill(host, 100, 6)
    _fill(host, 200, 4)
    host.ok("create_file", file="f", nr_pages=5, fs="tmpfs")
    host.ok("file_write", pid=100, file="f")
    lines = _read(host, "p/memory.numa_stat").splitlines()
    assert lines[0] == f"anon N0={4 * PAGE} N1={6 * PAGE}"
    assert lines[1].startswith("file N0=")
    total = sum(int(word.split("=")[1]) for word in lines[1].split()[1:])
    assert total == 5 * PAGE
    assert lines[2].replace("shmem", "file") == lines[1]
    stat = dict(line.split() for line in _read(host, "p/memory.stat").splitlines())
    assert (stat["anon"], stat["shmem"]) == (str(10 * PAGE), str(5 * PAGE))


def test_cache_nobody_maps_is_reclaimed_by_memory_reclaim_of_who_read_it() -> None:
    """memory.reclaim takes what is charged to the group, mapped or not, and of nobody else."""
    host = _host(swap=0)
    for pid, file in ((100, "a"), (200, "b")):
        host.ok("create_file", file=file, nr_pages=64)
        host.ok("file_read", pid=pid, file=file)
    assert _write(host, "p/a/memory.reclaim", 40 * PAGE) is None
    assert (_current(host, "p/a"), _current(host, "p/b")) == (24, 64)


def test_charges_of_a_removed_group_are_its_parents() -> None:
    """rmdir: pages stay charged to the groups above (memcg_reparent_objcgs)."""
    host = _host()
    host.ok("create_file", file="f", nr_pages=8)
    host.ok("file_read", pid=100, file="f")
    host.ok("exit_task", pid=100)
    assert _current(host, "p") == 8
    assert host.errno("kernfs_rmdir", path="/cg/p/a") is None
    assert _current(host, "p") == 8
    host.ok("exit_task", pid=200)
    assert host.errno("kernfs_rmdir", path="/cg/p/b") is None
    assert host.errno("kernfs_rmdir", path="/cg/p") is None
    cached = {view.file: sum(dict(view.nodes).values()) for view in views.files(host.state)}
    assert cached["f"] == 8, "cache outlives its group"
