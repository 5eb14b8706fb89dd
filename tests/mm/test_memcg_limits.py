"""Memory cgroups: limits, charges of cache, reclaim inside a group, the kill (mm/memcontrol.c)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import views
from tests.mm.mmhost import Host, flat, topology

PAGE: Final = 4096


@pytest.fixture
def host() -> Host:
    """Two nodes, 64 pages of swap; tasks 100 and 101 in /t, 200 in /t/c, 300 outside."""
    return make(swap=64)


def make(swap: int = 0) -> Host:
    """The host with so much swap."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 8192)]} for nid in range(2)}
    host = Host(topology(nodes, flat(2), swap_pages=swap), "mainline")
    for path in ("/cg/t", "/cg/t/c"):
        host.ok("kernfs_mkdir", path=path)
    for pid, path in ((100, "/cg/t"), (101, "/cg/t"), (200, "/cg/t/c"), (300, "/cg")):
        host.task(pid, 0)
        host.ok("kernfs_write", path=f"{path}/cgroup.procs", value=str(pid))
    return host


def write(host: Host, file: str, value: Any) -> str | None:
    """Writes a file of /t."""
    return host.errno("kernfs_write", path=f"/cg/t/{file}", value=str(value))


def read(host: Host, file: str, group: str = "t") -> str:
    """Reads a file of a group."""
    return str(host.do("kernfs_read", path=f"/cg/{group}/{file}").text)


def pages(host: Host, file: str = "memory.current", group: str = "t") -> int:
    """A file that holds bytes, in pages."""
    return int(read(host, file, group)) // PAGE


def events(host: Host) -> dict[str, int]:
    """memory.events of /t, without the zeros."""
    rows = [line.split() for line in read(host, "memory.events").splitlines()]
    return {name: int(count) for name, count in rows if count != "0"}


def fill(host: Host, pid: int, nr: int, area: str = "a") -> Any:
    """Maps and writes pages."""
    host.ok("mmap", pid=pid, area=area, nr_pages=nr)
    return host.do("touch", pid=pid, area=area)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("max", "max"),
        ("0", "0"),
        ("8193", "8192"),
        ("1M", str(1 << 20)),
        ("2g", str(2 << 30)),
        ("0x10000", "65536"),
        ("-1", "EINVAL"),
        ("1T1", "EINVAL"),
        ("", "EINVAL"),
    ],
)
@pytest.mark.parametrize("file", ["memory.max", "memory.high", "memory.swap.max"])
def test_limits_are_bytes_in_whole_pages(host: Host, file: str, value: str, shown: str) -> None:
    """page_counter_memparse: suffixes, `max`, rounded down to pages."""
    assert read(host, file) == "max"
    assert (write(host, file, value) or read(host, file)) == shown


def test_the_root_has_no_memory_files(host: Host) -> None:
    """CFTYPE_NOT_ON_ROOT."""
    assert host.errno("kernfs_read", path="/cg/memory.max") == "ENOENT"


def test_usage_counts_children_anonymous_pages_and_cache(host: Host) -> None:
    """Page cache is charged to who brings it in, also when another group maps it later."""
    fill(host, 100, 5)
    fill(host, 200, 3)
    host.ok("create_file", file="f", nr_pages=8)
    host.ok("file_read", pid=200, file="f", first=0, count=4)
    host.ok("file_read", pid=300, file="f")
    assert (pages(host), pages(host, group="t/c")) == (12, 7)
    stat = read(host, "memory.stat").splitlines()
    assert stat[:2] == [f"anon {8 * PAGE}", f"file {4 * PAGE}"]
    host.ok("drop_caches")
    assert pages(host) == 8
    host.ok("create_file", file="s", nr_pages=8, fs="tmpfs")
    host.ok("file_write", pid=100, file="s")
    assert pages(host) == 16, "shared memory is charged as cache is"


@pytest.mark.parametrize("limit_on_parent", [True, False])
def test_a_charge_drops_clean_cache_of_the_group_first(limit_on_parent: bool) -> None:
    """try_charge reclaims before anybody is killed; cache of others stays."""
    host = make()
    for pid, file in ((200, "own"), (300, "other")):
        host.ok("create_file", file=file, nr_pages=40)
        host.ok("file_read", pid=pid, file=file)
    group = "/cg/t" if limit_on_parent else "/cg/t/c"
    host.ok("kernfs_write", path=f"{group}/memory.max", value=str(50 * PAGE))
    assert fill(host, 200, 30).nr_pages == 30
    cached = {view.file: sum(dict(view.nodes).values()) for view in views.files(host.state)}
    assert cached["other"] == 40
    assert cached["own"] <= 20
    assert pages(host, group="t/c") <= 50


def test_swap_takes_what_does_not_fit_up_to_its_own_limit(host: Host) -> None:
    """Without room in memory.swap.max the kill comes."""
    write(host, "memory.max", 32 * PAGE)
    assert fill(host, 100, 80).nr_pages == 80
    swapped = pages(host, "memory.swap.current")
    assert pages(host) <= 32
    assert pages(host) + swapped == 80
    write(host, "memory.swap.max", swapped * PAGE)
    assert fill(host, 100, 40, "b").signal == 9
    assert events(host)["oom_kill"] == 1


@pytest.mark.parametrize(
    ("adj", "killed"), [(0, 101), (1000, 102), (-1000, 101)], ids=["badness", "adj", "spared"]
)
def test_the_victim_is_the_worst_member(adj: int, killed: int) -> None:
    """oom_badness inside the group; nobody outside is looked at, and -1000 is spared."""
    host = make()
    fill(host, 300, 3000)
    fill(host, 101, 1500)
    host.ok("create_task", pid=102, cgroup="/t", oom_score_adj=adj)
    write(host, "memory.max", 2000 * PAGE)
    answer = fill(host, 102, 600)
    assert not host.state.tasks[killed].alive
    assert (answer.signal == 9) is (killed == 102)
    assert host.state.tasks[300].alive


def test_oom_group_kills_all_members() -> None:
    """memory.oom.group."""
    host = make()
    write(host, "memory.oom.group", 1)
    write(host, "memory.max", 16 * PAGE)
    fill(host, 100, 20)
    assert [host.state.tasks[pid].alive for pid in (100, 101, 200, 300)] == [False] * 3 + [True]


def test_a_lower_limit_is_enforced_at_once() -> None:
    """memory_max_write reclaims, then kills until usage fits; memory.high only reclaims."""
    host = make()
    host.ok("create_file", file="f", nr_pages=30)
    host.ok("file_read", pid=100, file="f")
    fill(host, 100, 20)
    assert write(host, "memory.high", 25 * PAGE) is None
    assert pages(host) == 25
    assert write(host, "memory.high", 4 * PAGE) is None
    assert (pages(host), host.state.tasks[100].alive) == (20, True)
    assert write(host, "memory.max", 4 * PAGE) is None
    assert (pages(host), host.state.tasks[100].alive) == (0, False)


def test_high_reclaims_and_lets_the_charge_pass() -> None:
    """The excess over memory.high is reclaimed; without anything to reclaim usage goes above it."""
    host = make()
    write(host, "memory.high", 10 * PAGE)
    host.ok("create_file", file="f", nr_pages=10)
    host.ok("file_read", pid=100, file="f")
    assert fill(host, 100, 16).nr_pages == 16
    assert pages(host) == 16
    assert events(host)["high"] >= 1


@pytest.mark.parametrize("op", ["file_read", "touch"])
def test_page_cache_that_the_group_cannot_take_kills(op: str) -> None:
    """The charge of a page-cache folio is a charge like any other (filemap_add_folio)."""
    host = make()
    fill(host, 100, 30)
    write(host, "memory.max", 32 * PAGE)
    host.ok("create_file", file="s", nr_pages=8, fs="tmpfs")
    host.ok("mmap", pid=100, area="s", nr_pages=8, kind="file_shared", file="s")
    given: dict[str, Any] = {"file": "s"} if op == "file_read" else {"area": "s"}
    answer = host.do(op, pid=100, **given)
    assert (answer.signal, answer.nr_pages) == (9, 2)
    assert not host.state.tasks[100].alive


def test_charges_survive_a_snapshot(host: Host) -> None:
    """Limits, events and marks are state."""
    from service.mm.codec import decode, encode

    write(host, "memory.max", 16 * PAGE)
    fill(host, 100, 40)
    host.ok("create_file", file="f", nr_pages=4)
    host.ok("file_read", pid=200, file="f")
    copy = decode(encode(host.state))
    assert encode(copy) == encode(host.state)
    assert copy.cgroups == host.state.cgroups
