"""Allocations of kernel code: bulk, by policy, by label; what an answer says of its pages.

Sources: mm/page_alloc.c (alloc_pages_bulk_noprof, __alloc_frozen_pages), mm/mempolicy.c (alloc_pages).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.context import Context
from service.mm.gfp import GFP_DIRECT_RECLAIM, GFP_KERNEL, GFP_PRIVATE_BIT, GFP_THISNODE
from service.mm.invariants import check
from service.mm.kernel_alloc import alloc_pages_bulk, alloc_policy_pages, put_allocation
from service.mm.page_alloc import Request
from tests.mm.mmhost import OPS_M, Host, flat, std_host, std_topology, topology


def context(host: Host) -> Context:
    return Context(host.state, explain=False)


def bulk(host: Host, count: int, preferred: int = 0, **fields: Any) -> list[int]:
    fields.setdefault("gfp", GFP_KERNEL)
    label = f"bulk{len(host.state.allocations)}"
    found = alloc_pages_bulk(context(host), label, Request(preferred, **fields), count)
    assert check(host.state) == []
    held = host.state.allocations.get(label)
    assert (sum(pages for _, _, pages in held.runs) if held else 0) == len(found)
    return found


def above_low(host: Host, nid: int) -> int:
    zone = host.zone(nid, "Normal")
    return int(zone.free - zone.low)


def test_bulk_gives_all_of_it_from_the_preferred_node_or_one_page() -> None:
    """The mark of the zone is raised by nr_pages: no part of a bulk is given."""
    host = Host(std_topology(), "mainline")
    room = above_low(host, 0)
    for count, expected in ((0, []), (1, [0]), (room, [0] * room), (room + 1, [0])):
        host = Host(std_topology(), "mainline")
        assert bulk(host, count) == expected, count


def test_bulk_past_a_full_preferred_node_is_one_page_of_the_next() -> None:
    host = Host(std_topology(), "mainline")
    host.leave(0, 0)
    assert bulk(host, 8) == [1]


def test_the_preferred_node_of_a_bulk_is_the_first_inside_its_nodemask() -> None:
    host = Host(std_topology(), "mainline")
    assert bulk(host, 8, nodemask=2) == [1] * 8


def test_a_lower_zone_of_the_same_node_serves_a_bulk() -> None:
    nodes = {
        0: {"cpus": [0], "zones": [("DMA32", 4096), ("Normal", 1024)]},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
    }
    host = Host(topology(nodes, flat(2), min_free_kbytes=512), "mainline")
    free = host.zone(0, "DMA32").free
    assert bulk(host, 1500) == [0] * 1500
    assert host.zone(0, "DMA32").free == free - 1500


def test_a_cpuset_keeps_a_bulk_off_the_preferred_node() -> None:
    host = Host(std_topology(), "mainline")
    host.ok("kernfs_mkdir", path="/cg/g")
    host.ok("kernfs_write", path="/cg/g/cpuset.mems", value="1")
    host.task(cgroup="/g")
    task = host.state.tasks[100]
    assert bulk(host, 4, task=task) == [1] * 4, "its cpuset is the nodemask of a task's request"
    # With a nodemask of its own the cpuset stands beside it: no bulk, and the single page keeps the
    # __GFP_HARDWALL that prepare_alloc_pages added (`gfp = alloc_gfp`), so it leaves no cpuset.
    assert bulk(host, 4, task=task, nodemask=1) == []
    assert bulk(host, 4, task=task, interrupt=True) == [0] * 4


@pytest.mark.parametrize(
    ("gfp", "expected"),
    [(GFP_KERNEL, [0]), (GFP_KERNEL | GFP_THISNODE, []), (GFP_KERNEL | GFP_PRIVATE_BIT, [2] * 3)],
)
def test_bulk_on_a_private_node_passes_the_same_gate(gfp: int, expected: list[int]) -> None:
    """Patch 03: without the flag one DRAM page, with __GFP_THISNODE none, with the flag all."""
    assert bulk(std_host(private=(2,)), 3, 2, gfp=gfp) == expected


# alloc_pages by the policy of a task ------------------------------------------------------------

#: (mode, nodes, nodes of five pages in turn)
TURNS: Final = (
    ("MPOL_DEFAULT", None, [0, 0, 0, 0, 0]),
    ("MPOL_BIND", [1], [1, 1, 1, 1, 1]),
    ("MPOL_PREFERRED", [1], [1, 1, 1, 1, 1]),
    ("MPOL_INTERLEAVE", [0, 1], [0, 1, 0, 1, 0]),
    ("MPOL_WEIGHTED_INTERLEAVE", [0, 1], [0, 0, 0, 1, 0]),
)


@pytest.mark.parametrize(("mode", "nodes", "expected"), TURNS)
def test_pages_of_kernel_code_follow_the_tasks_policy_turn_by_turn(
    mode: str, nodes: list[int] | None, expected: list[int]
) -> None:
    host = Host(std_topology(), "mainline")
    host.task()
    host.ok("kernfs_write", path="/sys/kernel/mm/mempolicy/weighted_interleave/node0", value="3")
    mask = {} if nodes is None else {"nodemask": nodes}
    host.ok("set_mempolicy", pid=100, mode=mode, **mask)
    ctx = context(host)
    task = host.state.tasks[100]
    found = [alloc_policy_pages(ctx, f"p{at}", task, GFP_KERNEL, 1)[0] for at in range(2)]
    found += alloc_policy_pages(ctx, "rest", task, GFP_KERNEL, 3)
    assert found == expected
    assert check(host.state) == []
    assert sum(pages for _, _, pages in host.state.allocations["rest"].runs) == 3


def test_pages_by_policy_end_at_the_first_that_fails() -> None:
    """A preferred-many policy tries its nodes, then all; a bind gives up with its nodes."""
    host = Host(std_topology(), "mainline")
    host.task()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[1])
    host.leave(1, 0, mark="min")
    task = host.state.tasks[100]
    found = alloc_policy_pages(context(host), "none", task, GFP_KERNEL & ~GFP_DIRECT_RECLAIM, 4)
    assert found == []
    assert "none" not in host.state.allocations
    host.ok("set_mempolicy", pid=100, mode="MPOL_PREFERRED_MANY", nodemask=[1])
    assert alloc_policy_pages(context(host), "some", task, GFP_KERNEL, 2) == [0, 0]


# by label ---------------------------------------------------------------------------------------


def test_an_answer_lists_runs_nodes_and_effects_in_the_order_of_the_pages() -> None:
    host = Host(std_topology(), "mainline")
    room = above_low(host, 0)
    answer = host.ok("alloc_pages", label="x", preferred_nid=0, count=room + 5)
    assert answer.nids == (0, 1)
    assert answer.nr_allocated == room + 5
    assert [(each.nid, each.zone, each.nr_pages) for each in answer.pages] == [
        (0, "Normal", room),
        (1, "Normal", 5),
    ]
    assert [
        (each.effect, each.nid, each.nr_pages)
        for each in answer.effects
        if each.effect == "pages_allocated"
    ] == [
        ("pages_allocated", 0, room),
        ("pages_allocated", 1, 5),
    ]
    assert int(answer.pages[0].pfn, 16) == 0x1000
    freed = host.ok("free_pages", label="x")
    assert [(each.nid, each.zone, each.nr_pages) for each in freed.effects] == [
        (0, "Normal", room),
        (1, "Normal", 5),
    ]


def test_blocks_of_an_order_are_counted_as_allocations_and_listed_in_pages() -> None:
    host = Host(std_topology(), "mainline")
    answer = host.ok("alloc_pages", label="x", preferred_nid=1, order=3, count=5)
    assert (answer.nr_allocated, sum(each.nr_pages for each in answer.pages)) == (5, 40)
    assert all(int(each.pfn, 16) % 8 == 0 for each in answer.pages)
    assert host.state.allocations["x"].order == 3
    assert put_allocation(context(host), "x", 2, callbacks=False) == 2
    assert sum(pages for _, _, pages in host.state.allocations["x"].runs) == 24
    assert put_allocation(context(host), "x", 9, callbacks=False) == 3
    assert "x" not in host.state.allocations
    assert put_allocation(context(host), "x", 1, callbacks=False) == 0
    assert check(host.state) == []


def test_what_was_allocated_before_a_failure_stays_under_the_label() -> None:
    host = Host(std_topology(), "mainline")
    gfp = ["GFP_KERNEL", "__GFP_THISNODE", "__GFP_NORETRY"]
    answer = host.do("alloc_pages", label="x", preferred_nid=0, gfp=gfp, count=1 << 20)
    assert (answer.errno, answer.reason) == ("ENOMEM", "ALLOCATION_FAILED")
    assert 0 < answer.nr_allocated == sum(pages for _, _, pages in host.state.allocations["x"].runs)
    again = host.do("alloc_pages", label="y", preferred_nid=0, gfp=gfp)
    assert (again.errno, again.nr_allocated, again.nids, again.pages) == ("ENOMEM", 0, (), ())
    assert "y" not in host.state.allocations


#: (arguments, reason, rule)
FAILURES: Final = (
    ({"order": 11}, "ORDER_TOO_LARGE", "alloc.order"),
    ({"nodemask": [3]}, "NO_ZONE_IN_LIST", "alloc.no_zone"),
    (
        {"preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_THISNODE"]},
        "ALLOCATION_FAILED",
        "alloc.gate_failed",
    ),
)


@pytest.mark.parametrize(("args", "reason", "rule"), FAILURES)
def test_a_failed_allocation_says_by_which_rule(
    args: dict[str, Any], reason: str, rule: str
) -> None:
    host = std_host(private=(2,), ops={2: OPS_M})
    answer = host.do("alloc_pages", **{"label": "x", "preferred_nid": 0, **args})
    assert (answer.reason, answer.decided_by.rule) == (reason, rule)


def test_counters_go_by_the_node_that_was_asked_for_and_the_cpu_that_asks() -> None:
    """zone_statistics: local_node is the CPU's node of a task, else the preferred one."""
    host = Host(std_topology(), "mainline")
    host.task(cpu=1)
    host.ok("alloc_pages", label="x", preferred_nid=0, count=3, pid=100)
    host.ok("alloc_pages", label="y", preferred_nid=0, count=2)
    counted = {
        name: host.state.counters.get((name, 0), 0)
        for name in ("numa_hit", "local_node", "other_node")
    }
    assert counted == {"numa_hit": 5, "local_node": 2, "other_node": 3}
