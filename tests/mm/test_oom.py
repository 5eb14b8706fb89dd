"""The OOM killer: when it runs, whom it takes, and what the asking task gets afterwards.

Sources: mm/oom_kill.c (out_of_memory, select_bad_process, oom_badness), mm/page_alloc.c
(__alloc_pages_may_oom, __alloc_pages_slowpath) of Linux 7.3; exhaustion recorded on 6.12 and 7.3.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.mm.mmhost import OPS_MP, Host, flat, std_host, topology


@pytest.fixture
def two() -> Host:
    """Two nodes whose low mark lies 125 pages above min."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 4096)]} for nid in (0, 1)}
    host = Host(topology(nodes, flat(2), min_free_kbytes=4000), "mainline")
    zone = host.zone(0, "Normal")
    assert (zone.min, zone.low) == (500, 625)
    return host


def _sized(host: Host, pid: int, nid: int, pages: int, **args: Any) -> None:
    """A task with that many pages on a node, without a task policy."""
    if pid not in host.state.tasks:
        host.task(pid, **args)
    label = f"on{nid}"
    host.area(pid, label, pages)
    host.ok("mbind", pid=pid, area=label, mode="MPOL_BIND", nodemask=[nid])
    host.ok("touch", pid=pid, area=label)


def _exhaust(host: Host) -> None:
    for nid in (0, 1):
        for mark in ("low", "min"):
            host.leave(nid, 0, mark=mark)


def _kills(answer: Any) -> list[int]:
    return [each.pid for each in answer.effects if each.effect == "oom_kill"]


def test_the_largest_task_dies(two: Host) -> None:
    _sized(two, 100, 0, 100)
    _sized(two, 200, 0, 300)
    _sized(two, 300, 1, 200)
    _exhaust(two)
    two.area(100, "more", 10)
    answer = two.ok("touch", pid=100, area="more")
    assert _kills(answer) == [200]


def test_among_equals_the_later_task_dies(two: Host) -> None:
    """select_bad_process keeps the last of equal points."""
    for pid in (100, 200, 300):
        _sized(two, pid, 0, 100)
    _exhaust(two)
    two.area(100, "more", 1)
    assert _kills(two.ok("touch", pid=100, area="more")) == [300]


def test_page_tables_count_fault_by_fault(two: Host) -> None:
    """Each holds 40 pages and, at the first fault, four tables: equals, so the later one dies."""
    two.task(100)
    two.area(100, "x", 900, addr="0x40000000")
    two.ok("touch", pid=100, area="x", first=0, count=40)
    two.area(100, "y", 1024, addr="0x50000000")
    two.task(300)
    two.area(300, "x", 900, addr="0x40000000")
    for first in (0, 512):
        two.ok("touch", pid=300, area="x", first=first, count=20)
    _exhaust(two)
    assert _kills(two.do("touch", pid=100, area="y"))[0] == 300


def test_oom_score_adj_shifts_the_choice_and_minus_1000_spares(two: Host) -> None:
    """Each thousandth counts as one thousandth of the pages considered."""
    _sized(two, 200, 0, 300, oom_score_adj=-1000)
    _sized(two, 300, 1, 100, oom_score_adj=100)
    _sized(two, 400, 1, 200)
    _exhaust(two)
    two.task(100)
    two.area(100, "more", 1)
    assert _kills(two.ok("touch", pid=100, area="more")) == [300]


def test_after_a_kill_only_one_page_is_taken_at_the_min_mark(two: Host) -> None:
    """The victim frees 20 pages of node 0 (below low) and 400 of node 1 (above low)."""
    _sized(two, 200, 0, 20)
    _sized(two, 200, 1, 400)
    _exhaust(two)
    two.task(100)
    two.area(100, "more", 50)
    answer = two.ok("touch", pid=100, area="more")
    assert _kills(answer) == [200]
    assert two.area_pages(100, "more") == {0: 1, 1: 49}


@pytest.mark.parametrize("before", ["shared", "zero page", "file page"])
def test_a_copy_on_write_that_fails_keeps_the_old_page(before: str) -> None:
    """BIND {2p} with home node 0 has no zone: the fault is repeated, what was mapped stays."""
    host = std_host(ops={2: OPS_MP})
    host.task()
    if before == "file page":
        host.ok("create_file", file="f", nr_pages=8)
        host.area(100, "a", 8, kind="file_private", file="f")
    else:
        host.area(100, "a", 8)
    host.ok("touch", pid=100, area="a", access="write" if before == "shared" else "read")
    if before == "shared":
        host.ok("fork", pid=100, child=101)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.ok("set_mempolicy_home_node", pid=100, area="a", home_node=0)
    status = host.statuses(100, "a", 0, 8)
    answer = host.do("touch", pid=100, area="a")
    assert (answer.errno, answer.nr_pages) == ("EAGAIN", 0)
    assert host.statuses(100, "a", 0, 8) == status


def test_a_kernel_request_kills_and_goes_on(two: Host) -> None:
    """A kernel thread is no victim; when nobody is left the request fails."""
    _sized(two, 200, 0, 100)
    _exhaust(two)
    answer = two.ok("alloc_pages", label="x", preferred_nid=0, count=50)
    assert _kills(answer) == [200]
    answer = two.do("alloc_pages", label="y", preferred_nid=0, count=5000)
    assert answer.errno == "ENOMEM"
    assert answer.decided_by.rule == "alloc.oom_no_victim"


@pytest.mark.parametrize(
    "gfp",
    [
        ["GFP_KERNEL", "__GFP_NORETRY"],
        ["GFP_KERNEL", "__GFP_RETRY_MAYFAIL"],
        ["GFP_KERNEL", "__GFP_THISNODE"],
        ["GFP_NOWAIT"],
        ["GFP_ATOMIC"],
        ["GFP_KERNEL", "__GFP_DMA32"],
    ],
)
def test_requests_that_never_kill(two: Host, gfp: list[str]) -> None:
    """NORETRY ends after one round; RETRY_MAYFAIL, THISNODE and DMA are no reason to kill."""
    _sized(two, 200, 0, 100)
    _exhaust(two)
    answer = two.do("alloc_pages", label="x", preferred_nid=0, count=5000, gfp=gfp)
    assert answer.errno == "ENOMEM"
    assert _kills(answer) == []
    assert two.state.tasks[200].alive


def test_costly_orders_never_kill(two: Host) -> None:
    """Order 4 and above (PAGE_ALLOC_COSTLY_ORDER is 3)."""
    _sized(two, 200, 0, 100)
    _exhaust(two)
    assert _kills(two.do("alloc_pages", label="x", preferred_nid=0, order=4)) == []


def test_a_killed_task_gives_back_everything_but_shared_pages(two: Host) -> None:
    """Pages that a child still maps stay."""
    two.task(100)
    two.area(100, "a", 60)
    two.ok("touch", pid=100, area="a")
    two.ok("fork", pid=100, child=101)
    two.ok("touch", pid=101, area="a", first=0, count=10)
    before = two.free(0) + two.free(1)
    two.ok("exit_task", pid=100)
    assert two.free(0) + two.free(1) == before + 10
    two.ok("exit_task", pid=101)
    assert two.free(0) + two.free(1) == 8192
