"""What a host shows of itself: nodes, lists, tasks, blocks and allocations, and why.

Sources: mm/page_alloc.c (build_zonelists), fs/proc/task_mmu.c (show_numa_map), drivers/base/memory.c.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from service.mm import views
from service.mm.models.catalogue import find
from service.reasons import Refused
from tests.mm.mmhost import Host, flat, knobbed, std_host, std_topology, topology


def test_every_possible_node_is_shown_in_order() -> None:
    host = std_host(private=(2,))
    shown = views.nodes(host.state)
    assert [each.nid for each in shown] == [0, 1, 2, 3]
    assert [each.total_pages > 0 for each in shown] == [True, True, True, False]


@pytest.mark.parametrize("ask", [views.node, views.task, views.numa_maps])
def test_what_is_not_there_is_refused_by_name(ask: Callable[[Any, int], Any]) -> None:
    with pytest.raises(Refused, match=r"UNKNOWN_(NODE|TASK)"):
        ask(std_host(private=()).state, 9)


def test_a_task_that_ended_or_has_no_address_space_has_no_areas() -> None:
    """Source: fs/proc/task_mmu.c; proc_maps_open finds no mm."""
    host = std_host(private=())
    host.task(100)
    host.area(100, "a", 4)
    host.ok("create_task", pid=7, kthread=True)
    assert views.numa_maps(host.state, 7) == ()
    shown = views.tasks(host.state)
    assert [(each.pid, each.alive, each.areas) for each in shown] == [
        (7, True, ()),
        (100, True, ()),
    ]
    host.ok("exit_task", pid=100)
    assert [each.pid for each in views.tasks(host.state)] == [7]


def test_a_line_of_numa_maps_says_file_or_anonymous_and_ordinary_nodes_only() -> None:
    for model, listed in (("rfc-v4", ()), (knobbed("rfc-v4", report__numa_maps="all"), ("N2=2",))):
        host = std_host(model, private=(2,), ops={2: MOVES})
        host.task(100)
        host.ok("create_file", file="f", nr_pages=3)
        host.area(100, "m", 3, kind="file_shared", file="f")
        host.area(100, "a", 2)
        host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
        for area in ("m", "a"):
            host.ok("touch", pid=100, area=area)
        words = {each.area: each.line.split()[1:] for each in views.numa_maps(host.state, 100)}
        assert words["m"] == ["default", "file=f", "mapped=3", "N0=3", "kernelpagesize_kB=4"]
        assert words["a"] == ["bind:2", "anon=2", *listed, "kernelpagesize_kB=4"]


MOVES: Final = {
    "name": "ops",
    "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
    "callbacks": ["migrate_to", "folio_migrate"],
}


#: (model, list of node, node, in the list, words of the reason)
LISTED: Final[tuple[tuple[str, int, int, bool, str], ...]] = (
    ("rfc-v4", 2, 2, True, "__GFP_PRIVATE"),
    ("rfc-v4", 0, 2, False, "private nodes stand in no other node's list"),
    ("rfc-v4", 2, 3, False, "private nodes stand in no other node's list"),
    ("rfc-v4", 2, 0, True, ""),
    ("list-isolation/empty", 2, 2, False, "its own list does not begin with itself"),
    ("list-isolation/empty", 2, 0, False, "the list of a private node holds no ordinary nodes"),
)


@pytest.mark.parametrize(("model", "nid", "other", "listed", "why"), LISTED)
def test_a_zonelist_says_of_each_node_why_it_is_in_or_out(
    model: str, nid: int, other: int, listed: bool, why: str
) -> None:
    host = std_host(find(model).model)
    (shown,) = [each for each in views.zonelists(host.state) if each.nid == nid]
    (found,) = [each for each in shown.nodes if each.nid == other]
    assert found.listed is listed
    assert why in (found.reason or "")
    assert bool(found.reason) == bool(found.source)


def test_a_node_without_memory_is_in_no_list() -> None:
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}, 1: {"cpus": [1]}}
    host = Host(topology(nodes, flat(2)), "mainline")
    for shown in views.zonelists(host.state):
        assert [(each.nid, each.listed) for each in shown.nodes] == [(0, True), (1, False)]
        assert shown.nodes[1].reason == "the node has no memory"


def test_memory_blocks_are_a_sequence_made_when_looked_at() -> None:
    host = Host(std_topology(), "mainline")
    host.add_ordinary(2, blocks=4)
    blocks = views.memory_blocks(host.state)
    every = [blocks[number] for number in range(len(blocks))]
    assert list(blocks) == every
    assert blocks[-3:] == every[-3:]
    assert [each.nid for each in every[-4:]] == [2] * 4
    with pytest.raises(IndexError):
        blocks[len(blocks)]


def test_allocations_of_kernel_code_are_shown_by_label_and_node() -> None:
    host = Host(std_topology(), "mainline")
    assert views.allocations(host.state) == ()
    host.ok("alloc_pages", label="z", preferred_nid=1, order=2, count=3)
    host.ok("alloc_pages", label="a", preferred_nid=0)
    shown = [
        (each.label, each.order, each.nr_pages, each.nodes)
        for each in views.allocations(host.state)
    ]
    assert shown == [("a", 0, 1, ((0, 1),)), ("z", 2, 12, ((1, 12),))]
