"""numastat: which node a page is counted on as hit, miss, foreign, local, other, interleave hit.

Sources: mm/page_alloc.c (zone_statistics: the preferred zone is the first one of the list that the
nodemask leaves), mm/mempolicy.c (alloc_pages_mpol) of Linux 7.3; Documentation/admin-guide/numastat.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pytest

from tests.mm.mmhost import OPS_MP, Host, flat, std_host, topology


def counters(host: Host) -> dict[str, dict[int, int]]:
    """Counters that are not 0, by name and node."""
    found: dict[str, dict[int, int]] = {}
    for (name, nid), value in sorted(host.state.counters.items()):
        if (
            value
            and name != "private_refused"
            and name.startswith(("numa", "inter", "local", "oth"))
        ):
            found.setdefault(name, {})[nid] = value
    return found


class Row(NamedTuple):
    """A policy on a CPU of node 0, and what four pages count."""

    mode: str
    nodes: list[int]
    expected: dict[str, dict[int, int]]


ROWS: Final[dict[str, Row]] = {
    "the_local_node": Row("MPOL_LOCAL", [], {"numa_hit": {0: 4}, "local_node": {0: 4}}),
    "bind_to_a_remote_node_is_a_hit_there": Row(
        "MPOL_BIND", [1], {"numa_hit": {1: 4}, "other_node": {1: 4}}
    ),
    "preferred_remote_node_is_a_hit_there": Row(
        "MPOL_PREFERRED", [1], {"numa_hit": {1: 4}, "other_node": {1: 4}}
    ),
    "preferred_many_finds_its_first_zone_in_the_mask": Row(
        "MPOL_PREFERRED_MANY", [1], {"numa_hit": {1: 4}, "other_node": {1: 4}}
    ),
    "interleave_counts_its_turns": Row(
        "MPOL_INTERLEAVE",
        [0, 1],
        {
            "numa_hit": {0: 2, 1: 2},
            "local_node": {0: 2},
            "other_node": {1: 2},
            "interleave_hit": {0: 2, 1: 2},
        },
    ),
}


@pytest.mark.parametrize("where", ["fault", "file"])
@pytest.mark.parametrize("claim", ROWS)
def test_pages_of_a_policy(claim: str, where: str) -> None:
    row = ROWS[claim]
    host = std_host("mainline", private=())
    host.task()
    if where == "fault":
        host.area(100, "a", 4)
        host.ok("mbind", pid=100, area="a", mode=row.mode, nodemask=row.nodes)
        host.ok("touch", pid=100, area="a")
    else:
        host.ok("create_file", file="f", nr_pages=4)
        host.ok("set_mempolicy", pid=100, mode=row.mode, nodemask=row.nodes)
        host.ok("file_read", pid=100, file="f")
    assert counters(host) == row.expected


def test_a_full_preferred_node_is_foreign_and_the_other_a_miss() -> None:
    host = std_host("mainline", private=())
    host.leave(0, 0)
    before = counters(host)["numa_hit"][0]
    host.task()
    host.area(100, "a", 4)
    host.ok("touch", pid=100, area="a")
    assert counters(host) == {
        "numa_hit": {0: before},
        "numa_miss": {1: 4},
        "numa_foreign": {0: 4},
        "local_node": {0: before},
        "other_node": {1: 4},
    }


def test_the_second_pass_of_preferred_many_has_no_mask() -> None:
    """Node 1 full: the pages land on local node 0 and are hits there."""
    host = std_host("mainline", private=())
    host.leave(1, 0)
    host.leave(1, 0, mark="min")
    host.task()
    host.area(100, "a", 4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_PREFERRED_MANY", nodemask=[1])
    host.ok("touch", pid=100, area="a")
    found = counters(host)
    assert found["local_node"][0] == found["numa_hit"][0] == 4
    assert "numa_foreign" not in found


def test_an_interleave_turn_that_falls_back_is_no_interleave_hit() -> None:
    host = std_host("mainline", private=())
    host.leave(0, 0)
    host.task()
    host.area(100, "a", 4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    host.ok("touch", pid=100, area="a")
    assert counters(host)["interleave_hit"] == {1: 2}


def test_an_interleave_turn_of_a_movable_only_node_is_no_interleave_hit_for_ramfs() -> None:
    """GFP_HIGHUSER passes ZONE_MOVABLE: the preferred zone is node 0's, the target was node 1."""
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"zones": [("Movable", 4096)]},
    }
    host = Host(topology(nodes, flat(2)), "mainline")
    host.task()
    host.ok("create_file", file="g", nr_pages=4, fs="ramfs")
    host.ok("set_mempolicy", pid=100, mode="MPOL_INTERLEAVE", nodemask=[1])
    host.ok("file_read", pid=100, file="g")
    assert counters(host) == {"numa_hit": {0: 4}, "local_node": {0: 4}}


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"preferred_nid": 0, "nodemask": [1]}, {"numa_hit": {1: 1}}),
        ({"preferred_nid": 1}, {"numa_hit": {1: 1}}),
        ({"preferred_nid": 2}, {"numa_miss": {0: 1}, "numa_foreign": {2: 1}}),
        ({"preferred_nid": 2, "gfp": ["GFP_KERNEL", "__GFP_PRIVATE"]}, {"numa_hit": {2: 1}}),
    ],
    ids=["masked", "preferred", "gated_private_node_is_foreign", "private_node_with_the_key"],
)
def test_a_kernel_request(args: dict[str, Any], expected: dict[str, dict[int, int]]) -> None:
    """The gate comes after the preferred zone was chosen (rfc-v4)."""
    host = std_host("rfc-v4")
    host.ok("alloc_pages", label="x", **args)
    found = counters(host)
    found.pop("local_node", None)
    found.pop("other_node", None)
    assert found == expected


@pytest.mark.parametrize("model", ["mainline", "list-isolation"])
def test_a_preferred_node_outside_its_own_list_is_neither_hit_nor_foreign(model: str) -> None:
    """A node without memory, or a private node whose list begins with node 0: a hit on node 0."""
    host = std_host(model, private=() if model == "mainline" else (2, 3))
    assert host.fallback(2)[0] == 0
    host.ok("alloc_pages", label="x", preferred_nid=2)
    found = counters(host)
    assert found["numa_hit"] == {0: 1}
    assert "numa_foreign" not in found


def test_an_atomic_request_that_dropped_its_mask_prefers_the_first_zone_of_the_list() -> None:
    """GFP_ATOMIC below the mask's marks takes node 0, the first of node 0's list: a hit there."""
    host = std_host("mainline", private=())
    host.leave(1, 0)
    host.do(
        "alloc_pages",
        label="all",
        preferred_nid=1,
        count=5000,
        nodemask=[1],
        gfp=["GFP_ATOMIC", "__GFP_THISNODE"],
    )
    before = counters(host)
    answer = host.ok("alloc_pages", label="x", preferred_nid=0, nodemask=[1], gfp=["GFP_ATOMIC"])
    assert answer.nids == (0,)
    found = counters(host)
    assert found["numa_hit"][0] == before["numa_hit"].get(0, 0) + 1
    assert "numa_foreign" not in found


@pytest.mark.parametrize("move", ["mbind", "move_pages", "migrate_pages"])
def test_a_page_that_moves_is_counted_where_it_arrives(move: str) -> None:
    """The new page is an allocation like any other, by the CPU of the caller."""
    host = std_host("rfc-v4", ops={2: OPS_MP})
    host.task()
    host.area(100, "a", 4)
    host.ok("touch", pid=100, area="a")
    if move == "mbind":
        host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[1], flags=["MPOL_MF_MOVE"])
    elif move == "move_pages":
        host.ok(
            "move_pages",
            pid=100,
            pages=[{"area": "a", "count": 4}],
            nodes=[1],
            flags=["MPOL_MF_MOVE"],
        )
    else:
        host.ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1])
    assert counters(host) == {"numa_hit": {0: 4, 1: 4}, "local_node": {0: 4}, "other_node": {1: 4}}
