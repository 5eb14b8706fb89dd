"""Zonelists: score, node_load, zone order, private nodes, rebuilds.

Sources: mm/page_alloc.c (find_next_best_node, build_zonelists, build_zonerefs_node), Linux 6.12 and
7.3; orders at boot recorded from real kernels; private lists: patch 04 of 27 of RFC v4.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.models import MODELS
from tests.mm.mmhost import MM, Host, flat, hot_start, knobbed, std_host, topology
from tests.mm.reference import orders_by_score


class Example(NamedTuple):
    """A worked example: distances, CPU nodes, memoryless nodes; per-node orders and node_load."""

    distances: list[list[int]]
    cpus: tuple[int, ...]
    rebuilt: str
    rebuilt_load: tuple[int, ...]
    boot: str
    boot_load: tuple[int, ...]
    memoryless: tuple[int, ...] = ()


_C: Final = [[10, 20, 30, 40], [20, 10, 40, 30], [30, 40, 10, 40], [40, 30, 40, 10]]
_G: Final = [[10, 20, 21, 21], [20, 10, 21, 21], [21, 21, 10, 21], [21, 21, 21, 10]]

#: examples A to G; digits are nids, `/` separates the orders of nodes 0 to 3
EXAMPLES: Final[dict[str, Example]] = {
    "A_flat_all_with_cpus": Example(
        flat(4),
        (0, 1, 2, 3),
        "0123/1230/2301/3012",
        (1, 1, 1, 1),
        "0123/1230/2301/3012",
        (1, 1, 1, 1),
    ),
    "B_two_sockets": Example(
        [[10, 16, 32, 33], [16, 10, 33, 32], [32, 33, 10, 16], [33, 32, 16, 10]],
        (0, 1, 2, 3),
        "0123/1032/2301/3210",
        (3, 3, 3, 3),
        "0123/1032/2301/3210",
        (3, 3, 3, 3),
    ),
    "C_two_dram_two_cxl": Example(
        _C, (0, 1), "0123/1032/2031/3120", (2, 2, 3, 3), "0123/1032/2031/3102", (3, 2, 2, 3)
    ),
    "D_cxl_equidistant": Example(
        [[10, 21, 24, 24], [21, 10, 24, 24], [24, 24, 10, 26], [24, 24, 26, 10]],
        (0, 1),
        "0123/1032/2013/3102",
        (2, 2, 2, 2),
        "0123/1032/2013/3102",
        (2, 2, 2, 2),
    ),
    "E_node_1_memoryless": Example(
        _C, (0, 1), "023/032/203/320", (2, 0, 3, 3), "023/032/203/302", (3, 0, 2, 3), (1,)
    ),
    "F_flat_two_with_cpus": Example(
        flat(4), (0, 1), "0231/1320/2301/3201", (0, 0, 2, 2), "0123/1230/2301/3012", (1, 1, 1, 1)
    ),
    "G_cxl_one_further_than_dram": Example(
        _G, (0, 1), "0123/1320/2301/3201", (1, 1, 2, 2), "0123/1032/2301/3012", (2, 1, 1, 2)
    ),
}


def _machine(example: Example, *, rebuilt: bool) -> Host:
    nodes = {
        nid: {
            "cpus": [nid] if nid in example.cpus else [],
            "zones": [] if nid in example.memoryless else [("Normal", 4096)],
            "online": True,
        }
        for nid in range(4)
    }
    return Host(topology(nodes, example.distances, max_numnodes=64, rebuilt=rebuilt), "mainline")


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("rebuilt", [False, True], ids=["boot", "rebuilt"])
def test_fallback_order_of_the_worked_example(name: str, rebuilt: bool) -> None:
    """find_next_best_node: at boot the CPU term is 0, after any rebuild it counts (recorded)."""
    example = EXAMPLES[name]
    host = _machine(example, rebuilt=rebuilt)
    orders = "/".join("".join(map(str, host.fallback(nid))) for nid in range(4))
    load = tuple(host.state.node_load.get(nid, 0) for nid in range(4))
    assert orders == (example.rebuilt if rebuilt else example.boot)
    assert load == (example.rebuilt_load if rebuilt else example.boot_load)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("rebuilt", [False, True], ids=["boot", "rebuilt"])
def test_the_reference_model_agrees_with_the_worked_example(name: str, rebuilt: bool) -> None:
    """The reference used by the state machine gives the same orders as the kernel did."""
    example = EXAMPLES[name]
    memory = [nid for nid in range(4) if nid not in example.memoryless]
    orders, load = orders_by_score(
        range(4),
        memory,
        example.cpus if rebuilt else (),
        {(a, b): example.distances[a][b] for a in range(4) for b in range(4)},
        64,
    )
    text = "/".join("".join(map(str, orders[nid])) for nid in range(4))
    assert text == (example.rebuilt if rebuilt else example.boot)
    assert tuple(load.get(nid, 0) for nid in range(4)) == (
        example.rebuilt_load if rebuilt else example.boot_load
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_nofallback_holds_only_the_node_itself(name: str) -> None:
    """build_thisnode_zonelists: own populated zones; nothing for a memoryless node."""
    host = _machine(EXAMPLES[name], rebuilt=True)
    for nid in range(4):
        expected = [] if nid in EXAMPLES[name].memoryless else [nid]
        assert host.nofallback(nid) == expected


def test_a_hotplug_rebuild_applies_the_cpu_term_to_old_nodes() -> None:
    """Recorded: 012 / 120 / 201 at boot; with node 3 hot-added node 0's order becomes 0231."""
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
        2: {"zones": [("Normal", 4096)]},
        3: {},
    }
    host = Host(topology(nodes, flat(4), max_numnodes=64), "mainline")
    assert [host.fallback(nid) for nid in range(3)] == [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    host.add_ordinary(3)
    assert host.fallback(0) == [0, 2, 3, 1]


@pytest.mark.parametrize(
    ("cpu_nid", "order"),
    [
        (0, [1, 0]),
        (1, [0, 1]),
    ],
)
def test_the_list_of_a_hot_added_node_counts_cpus_before_any_rebuild(
    cpu_nid: int, order: list[int]
) -> None:
    """build_all_zonelists(pgdat) builds the new node's list alone; the CPU masks are filled by then.

    Node 2 sees 0 and 1 equally far: the one with the CPU costs a point more.
    """
    nodes = {
        nid: {"cpus": [0] if nid == cpu_nid else [], "zones": [("Normal", 4096)]}
        for nid in range(2)
    } | {2: {}}
    host = Host(topology(nodes, flat(3)), "mainline")
    before = [host.fallback(nid) for nid in range(2)]
    host.ok("add_memory_driver_managed", nid=2, start=hex(hot_start(2)), size=128 << 20)
    assert host.fallback(2) == order
    assert [host.fallback(nid) for nid in range(2)] == before, "other nodes are not touched"


def test_a_task_on_a_memoryless_node_walks_the_list_of_that_node() -> None:
    """Node 1's own list is 2, 0, 3; the list of node 2, its nearest, would be 2, 3, 0."""
    nodes = {
        0: {"zones": [("Normal", 4096)]},
        1: {"cpus": [0]},
        2: {"zones": [("Normal", 4096)]},
        3: {"zones": [("Normal", 4096)]},
    }
    distances = [[10, 20, 50, 30], [20, 10, 15, 40], [50, 15, 10, 20], [30, 40, 20, 10]]
    host = Host(topology(nodes, distances), "mainline")
    assert (host.fallback(1), host.fallback(2)) == ([2, 0, 3], [2, 3, 0])
    host.task()
    host.area(100, "a", 10)
    host.leave(2, 0)
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {0: 10}


def test_zones_are_listed_highest_first_and_node_by_node() -> None:
    """build_zonerefs_node; node order is the only order since zone order was removed."""
    nodes = {
        0: {"cpus": [0], "zones": [("DMA", 1000), ("DMA32", 2000), ("Normal", 3000)]},
        1: {"cpus": [1], "zones": [("Normal", 3000), ("Movable", 1000)]},
        2: {"zones": [("Movable", 3000)]},
    }
    distances = [[10, 20, 30], [20, 10, 40], [30, 40, 10]]
    host = Host(topology(nodes, distances), "mainline")
    from service.mm import views

    lists = {view.nid: list(view.zones) for view in views.zonelists(host.state)}
    assert lists[0] == ["0/Normal", "0/DMA32", "0/DMA", "1/Movable", "1/Normal", "2/Movable"]


def test_equal_score_takes_the_lowest_id() -> None:
    """Strict `<` in find_next_best_node: 2 sees 0 and 1 equally far, both with CPUs (row 67)."""
    distances = [[10, 20, 20], [20, 10, 20], [20, 20, 10]]
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
        2: {},
    }
    host = Host(topology(nodes, distances), "rfc-v4")
    host.add_private(2)
    assert host.fallback(2) == [2, 0, 1]


@settings(MM, max_examples=200)
@given(data=st.data())
def test_orders_equal_the_reference_for_any_machine(data: st.DataObject) -> None:
    """Any distances (asymmetric too), CPU and memoryless sets, at boot and after a rebuild."""
    size = data.draw(st.integers(1, 6), label="nodes")
    matrix = [
        [10 if a == b else data.draw(st.integers(11, 40)) for b in range(size)] for a in range(size)
    ]
    cpus = data.draw(st.sets(st.integers(0, size - 1), min_size=1), label="cpus")
    memory = data.draw(st.sets(st.integers(0, size - 1), min_size=1), label="memory")
    rebuilt = data.draw(st.booleans(), label="rebuilt")
    nodes = {
        nid: {
            "cpus": [nid] if nid in cpus else [],
            "zones": [("Normal", 4096)] if nid in memory else [],
            "online": True,
        }
        for nid in range(size)
    }
    host = Host(topology(nodes, matrix, rebuilt=rebuilt), "mainline")
    expected, load = orders_by_score(
        range(size),
        sorted(memory),
        sorted(cpus) if rebuilt else (),
        {(a, b): matrix[a][b] for a in range(size) for b in range(size)},
        1024,
    )
    assert {nid: host.fallback(nid) for nid in range(size)} == expected
    assert {nid: host.state.node_load.get(nid, 0) for nid in range(size)} == {
        nid: load.get(nid, 0) for nid in range(size)
    }


# --- private nodes (patch 04; rows 59 to 69 of the behaviour table) ----------------------------


def test_row_59_to_64_lists_of_the_standard_fixture() -> None:
    """Private nodes are in no other node's list and first in their own (patch 04)."""
    host = std_host()
    assert [host.fallback(nid) for nid in range(4)] == [[0, 1], [1, 0], [2, 0, 1], [3, 1, 0]]
    assert [host.nofallback(nid) for nid in range(4)] == [[0], [1], [2], [3]]


def test_row_66_a_registered_node_without_memory_has_only_dram_in_its_list() -> None:
    """Until it is online the normal path builds its list (patch 04, derived)."""
    host = std_host(private=())
    host.ok("node_private_register", nid=2, owner="np2")
    host.ok(
        "add_private_memory_driver_managed",
        nid=2,
        owner="np2",
        start=hex(hot_start(2)),
        size=128 << 20,
    )
    assert host.fallback(2) == [0, 1]
    assert host.nofallback(2) == []


def test_row_68_private_lists_do_not_charge_node_load() -> None:
    """The private branch of build_zonelists returns before node_load is touched (patch 04)."""
    with_private = std_host(private=(2,))
    plain = Host(
        topology(
            {
                0: {"cpus": [0], "zones": [("Normal", 4096)]},
                1: {"cpus": [1], "zones": [("Normal", 4096)]},
                2: {},
                3: {},
            },
            [list(row) for row in _STD],
            rebuilt=True,
        ),
        "rfc-v4",
    )
    # possible nodes without memory are built by the normal path and charge; node 2 no longer does
    loads = plain.state.node_load
    assert with_private.state.node_load.get(2, 0) == 0
    assert sum(with_private.state.node_load.values()) < sum(loads.values())


_STD: Final = [[10, 20, 15, 25], [20, 10, 25, 15], [15, 25, 10, 30], [25, 15, 30, 10]]


@pytest.mark.parametrize(("own", "fallback"), [("normal", [[0, 1], [1, 0]]), ("empty", [[], []])])
def test_list_isolation_keeps_private_nodes_out_of_their_own_fallback(
    own: str, fallback: list[list[int]]
) -> None:
    """Discussion of 4 June 2026 (normal) and 10 June 2026 (empty: aik_ddHymus2DJ6D)."""
    host = std_host(knobbed("list-isolation", own_fallback=own))
    assert [host.fallback(2), host.fallback(3)] == fallback
    assert [host.nofallback(2), host.nofallback(3)] == [[2], [3]]


def test_under_mainline_hotplugged_nodes_are_in_every_list() -> None:
    """Mainline knows no private nodes: an onlined node enters every FALLBACK list."""
    host = std_host("mainline", private=())
    host.add_ordinary(2)
    host.add_ordinary(3)
    assert [sorted(host.fallback(nid)) for nid in range(4)] == [[0, 1, 2, 3]] * 4


@pytest.mark.parametrize("model", sorted(set(MODELS) - {"mainline"}))
def test_row_63_no_private_id_in_a_list_of_an_ordinary_node(model: str) -> None:
    """The one rule all private-node models share (patch 04; discussion of June 2026)."""
    host = std_host(model)
    for nid in (0, 1):
        assert not {2, 3} & set(host.fallback(nid))
        assert not {2, 3} & set(host.nofallback(nid))


def test_lists_return_to_the_old_order_when_the_private_node_goes_offline() -> None:
    """The bit is cleared before the rebuild (patch 22)."""
    host = std_host(private=(2,))
    before = host.fallback(0), host.fallback(1)
    host.ok("offline_pages", start=hex(hot_start(2)), size=128 << 20)
    assert host.fallback(2) == [0, 1]
    assert host.nofallback(2) == []
    assert (host.fallback(0), host.fallback(1)) == before
