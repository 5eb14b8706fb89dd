"""Memory hotplug: blocks, zones, node states, rebuilds, private ranges, offlining with pages.

Sources: mm/memory_hotplug.c and drivers/base/memory.c of Linux 7.3; patch 22 of the 27 of RFC v4.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import views
from tests.mm.mmhost import (
    BLOCK_BYTES,
    BLOCK_PAGES,
    OPS_M,
    Host,
    flat,
    hot_start,
    std_host,
    topology,
)


@pytest.fixture
def bare() -> Host:
    return std_host(private=())


@pytest.fixture
def mainline() -> Host:
    return std_host("mainline", private=())


def _range(nid: int, block: int = 0, blocks: int = 1) -> dict[str, Any]:
    return {"start": hex(hot_start(nid, block)), "size": blocks * BLOCK_BYTES}


# --- add ------------------------------------------------------------------------------------------------

ADD: Final[dict[str, tuple[dict[str, Any], str | None]]] = {
    "a_block": ({}, None),
    "an_unaligned_start": ({"start": hex(hot_start(2) + 4096)}, "EINVAL"),
    "an_unaligned_size": ({"size": BLOCK_BYTES + 4096}, "EINVAL"),
    "an_empty_range": ({"size": 0}, "EINVAL"),
    "an_impossible_node": ({"nid": 9}, "EINVAL"),
    "a_negative_node": ({"nid": -1}, "EINVAL"),
    "a_name_that_does_not_look_like_system_ram": ({"resource_name": "kmem"}, "EINVAL"),
    "a_name_without_parentheses": ({"resource_name": "System RAM"}, "EINVAL"),
    "a_name_that_does_not_end_in_one": ({"resource_name": "System RAM (kmem) "}, "EINVAL"),
}


@pytest.mark.parametrize("claim", ADD)
def test_add_memory_driver_managed(mainline: Host, claim: str) -> None:
    """add_memory_driver_managed, add_memory_resource: what is checked."""
    change, errno = ADD[claim]
    before = mainline.hash()
    args = {"nid": 2, **_range(2), **change}
    assert mainline.errno("add_memory_driver_managed", **args) == errno
    if errno:
        assert mainline.hash() == before
    else:
        assert "N_ONLINE" in mainline.states(2)
        assert "N_MEMORY" not in mainline.states(2), "offline blocks are no memory"


def test_adding_a_range_twice_is_eexist(mainline: Host) -> None:
    """register_memory_resource."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2))
    assert mainline.errno("add_memory_driver_managed", nid=2, **_range(2)) == "EEXIST"
    assert mainline.errno("add_memory_driver_managed", nid=3, **_range(2)) == "EEXIST"


@pytest.mark.parametrize(
    ("online_type", "zone"),
    [("online", "Normal"), ("online_kernel", "Normal"), ("online_movable", "Movable")],
)
def test_blocks_added_with_an_online_type_are_onlined_by_it(
    mainline: Host, online_type: str, zone: str
) -> None:
    """add_memory_resource onlines each block by the chosen type."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2, blocks=2), online_type=online_type)
    assert mainline.zone(2, zone).managed == 2 * BLOCK_PAGES
    assert "N_MEMORY" in mainline.states(2)


# --- online ---------------------------------------------------------------------------------------------


def test_online_of_an_unknown_block_is_einval(mainline: Host) -> None:
    assert mainline.errno("online_pages", **_range(2)) == "EINVAL"


@pytest.mark.parametrize("op", ["online_pages", "offline_pages"])
def test_a_block_that_is_there_already_is_einval(mainline: Host, op: str) -> None:
    """memoryN/state: online while online, offline while offline."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2))
    if op == "online_pages":
        mainline.ok("online_pages", **_range(2))
    assert mainline.errno(op, **_range(2)) == "EINVAL"


def test_contig_zones_put_a_block_between_two_movable_ones_into_movable(mainline: Host) -> None:
    """default_zone_for_pfn; recorded: an edge block goes back to Normal, one in between does not."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2, blocks=4))
    for block in (0, 2):
        mainline.ok("online_pages", **_range(2, block), online_type="online_movable")
    mainline.ok("online_pages", **_range(2, 1), online_type="online")
    mainline.ok("online_pages", **_range(2, 3), online_type="online")
    zones = {view.block: view.zone for view in views.memory_blocks(mainline.state) if view.nid == 2}
    assert [zones[number] for number in sorted(zones)] == ["Movable"] * 3 + ["Normal"]


def test_the_movable_span_shrinks_when_its_edge_goes_offline(mainline: Host) -> None:
    """Recorded: "in a zone" means inside the span of online blocks, shrunk at every offline."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2, blocks=3))
    mainline.ok("online_pages", **_range(2, blocks=3), online_type="online_movable")
    mainline.ok("offline_pages", **_range(2, 2))
    mainline.ok("online_pages", **_range(2, 2), online_type="online")
    assert mainline.zone(2, "Normal").managed == BLOCK_PAGES


def test_row_46_the_first_block_of_a_registered_node_sets_n_memory_private(bare: Host) -> None:
    bare.add_private(2)
    assert "N_MEMORY_PRIVATE" in bare.states(2)
    assert "N_MEMORY" not in bare.states(2)


def test_row_47_the_first_block_of_an_unregistered_node_sets_n_memory(bare: Host) -> None:
    bare.add_ordinary(2)
    assert "N_MEMORY" in bare.states(2)
    assert "N_MEMORY_PRIVATE" not in bare.states(2)


def test_row_48_and_51_more_blocks_do_not_change_the_state(bare: Host) -> None:
    bare.add_private(2, blocks=2)
    assert "N_MEMORY_PRIVATE" in bare.states(2)
    bare.ok("offline_pages", **_range(2, 1))
    assert "N_MEMORY_PRIVATE" in bare.states(2)
    bare.ok("offline_pages", **_range(2, 0))
    assert "N_MEMORY_PRIVATE" not in bare.states(2)


@pytest.mark.parametrize(("private", "kswapd"), [(True, False), (False, True)])
def test_row_49_kswapd_is_started_for_ordinary_nodes_only(
    bare: Host, private: bool, kswapd: bool
) -> None:
    (bare.add_private if private else bare.add_ordinary)(2)
    assert views.node(bare.state, 2).kswapd is kswapd


def test_lists_are_rebuilt_only_when_a_zone_becomes_populated(mainline: Host) -> None:
    """online_pages: need_zonelists_rebuild iff the zone was empty."""
    mainline.ok("add_memory_driver_managed", nid=2, **_range(2, blocks=3))
    rebuilt = []
    for block, kind in ((0, "online"), (1, "online"), (2, "online_movable")):
        answer = mainline.ok("online_pages", **_range(2, block), online_type=kind)
        rebuilt.append(any(each.effect == "zonelists_rebuilt" for each in answer.effects))
    assert rebuilt == [True, False, True]


def test_watermarks_are_recomputed_at_every_online(mainline: Host) -> None:
    """__setup_per_zone_wmarks: the share of a zone is its part of the managed pages."""
    before = mainline.zone(0, "Normal")
    mainline.add_ordinary(2)
    after, new = mainline.zone(0, "Normal"), mainline.zone(2, "Normal")
    assert after.min != before.min
    total = 2 * 4096 + BLOCK_PAGES
    pages_min = mainline.state.min_free_kbytes // 4
    assert after.min == pages_min * 4096 // total
    assert new.min == pages_min * BLOCK_PAGES // total
    assert new.low == new.min + max(new.min // 4, BLOCK_PAGES * 10 // 10000)


@pytest.mark.parametrize("kbytes", [256, 4096, 40000])
def test_min_free_kbytes_given_with_the_machine_is_its_value(kbytes: int) -> None:
    """A value written by hand is exact, smaller or larger than the formula (recorded)."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 40960)]}}
    host = Host(topology(nodes, [[10]], min_free_kbytes=kbytes), "mainline")
    assert host.zone(0, "Normal").min == kbytes // 4


def test_lowmem_reserve_counts_the_higher_zones_of_the_same_node() -> None:
    """setup_per_zone_lowmem_reserve: ratios 256, 256, 32; nothing for an empty or MOVABLE zone."""
    nodes = {
        0: {
            "cpus": [0],
            "zones": [("DMA", 3840), ("DMA32", 8192), ("Normal", 12800), ("Movable", 6400)],
        },
        1: {"zones": [("Normal", 8192)]},
    }
    host = Host(topology(nodes, flat(2)), "mainline")
    assert host.zone(0, "DMA").protection == (
        0,
        8192 // 256,
        20992 // 256,
        27392 // 256,
        27392 // 256,
    )
    assert host.zone(0, "DMA32").protection == (0, 0, 12800 // 256, 19200 // 256, 19200 // 256)
    assert host.zone(0, "Normal").protection == (0, 0, 0, 200, 200)
    assert host.zone(0, "Movable").protection == (0,) * 5
    assert host.zone(1, "Normal").protection == (0,) * 5


@pytest.mark.parametrize(("pages", "expected"), [(4096, 32), (65536, 64), (400000, 128)])
def test_min_mark_of_a_movable_zone_is_clamped(pages: int, expected: int) -> None:
    """managed / 1024 between 32 and 128, whatever min_free_kbytes is."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096), ("Movable", pages)]}}
    host = Host(topology(nodes, [[10]], min_free_kbytes=8192), "mainline")
    assert host.zone(0, "Movable").min == expected


# --- private ranges (patch 22) -------------------------------------------------------------------------


def test_row_52_add_private_without_node_private_is_einval(bare: Host) -> None:
    assert bare.errno("add_private_memory_driver_managed", nid=2, **_range(2)) == "EINVAL"


def test_row_53_add_private_on_an_n_memory_node_is_ebusy_and_adds_nothing(bare: Host) -> None:
    before = bare.hash()
    errno = bare.errno("add_private_memory_driver_managed", nid=0, owner="a", **_range(2))
    assert errno == "EBUSY"
    assert bare.hash() == before


def test_row_54_a_failed_hotplug_unregisters_the_node(bare: Host) -> None:
    bare.ok("add_memory_driver_managed", nid=3, **_range(2))
    errno = bare.errno("add_private_memory_driver_managed", nid=2, owner="a", **_range(2))
    assert errno == "EEXIST"
    assert views.node(bare.state, 2).node_private is None


def test_a15_a_failed_hotplug_unregisters_a_node_that_was_registered_before(bare: Host) -> None:
    """Registration does not nest, so the failure path undoes an earlier one too."""
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("add_memory_driver_managed", nid=3, **_range(2))
    errno = bare.errno("add_private_memory_driver_managed", nid=2, owner="a", **_range(2))
    assert errno == "EEXIST"
    assert views.node(bare.state, 2).node_private is None


def test_add_private_registers_by_itself(bare: Host) -> None:
    bare.ok(
        "add_private_memory_driver_managed", nid=2, owner="a", **_range(2), online_type="online"
    )
    registered = views.node(bare.state, 2).node_private
    assert registered is not None
    assert registered.owner == "a"
    assert "N_MEMORY_PRIVATE" in bare.states(2)


def test_a_second_driver_cannot_add_to_a_registered_node(bare: Host) -> None:
    bare.add_private(2, owner="a")
    errno = bare.errno("add_private_memory_driver_managed", nid=2, owner="b", **_range(2, 1))
    assert errno == "EBUSY"


def test_row_56_offline_and_remove_private_of_the_last_range_unregisters(bare: Host) -> None:
    bare.add_private(2)
    assert bare.errno("offline_and_remove_private_memory", nid=2, **_range(2)) is None
    assert views.node(bare.state, 2).node_private is None
    assert "N_ONLINE" not in bare.states(2)


def test_row_57_offline_and_remove_private_of_one_of_two_ranges_is_ebusy_but_the_range_is_gone(
    bare: Host,
) -> None:
    bare.add_private(2, blocks=2)
    assert bare.errno("offline_and_remove_private_memory", nid=2, **_range(2, 1)) == "EBUSY"
    assert views.node(bare.state, 2).node_private is not None
    assert sum(1 for view in views.memory_blocks(bare.state) if view.nid == 2) == 1


# --- offline ----------------------------------------------------------------------------------------------


def test_offline_of_an_unknown_block_is_einval(mainline: Host) -> None:
    assert mainline.errno("offline_pages", **_range(2)) == "EINVAL"


def test_a_block_with_kernel_pages_is_ebusy_and_nothing_changes(mainline: Host) -> None:
    """Isolation of pageblocks with an unmovable page fails."""
    mainline.add_ordinary(2)
    mainline.ok("alloc_pages", label="k", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"])
    before = mainline.hash()
    assert mainline.errno("offline_pages", **_range(2)) == "EBUSY"
    assert mainline.hash() == before


def _bound(host: Host, nid: int, pages: int = 64) -> None:
    host.task()
    host.area(100, "a", pages)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[nid])
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {nid: pages}


def test_user_pages_go_to_the_nearest_other_node_whatever_their_policy(mainline: Host) -> None:
    """do_migrate_range: recorded that the pages' policy is not asked."""
    mainline.add_ordinary(2)
    _bound(mainline, 2)
    mainline.ok("offline_pages", **_range(2))
    assert mainline.area_pages(100, "a") == {0: 64}, "0 is at 15, 1 at 25"


def test_pages_of_a_normal_block_do_not_go_to_movable_zones() -> None:
    """Node 1 is nearer, but has only ZONE_MOVABLE."""
    nodes = {
        0: {"cpus": [0], "zones": [("Normal", 4096)]},
        1: {"zones": [("Movable", 4096)]},
        2: {},
    }
    host = Host(topology(nodes, [[10, 20, 30], [20, 10, 15], [30, 15, 10]]), "mainline")
    host.add_ordinary(2)
    _bound(host, 2)
    host.ok("offline_pages", **_range(2))
    assert host.area_pages(100, "a") == {0: 64}


def test_user_pages_leave_the_node_even_while_another_block_stays(mainline: Host) -> None:
    """Recorded: other blocks of the same node are not a target."""
    mainline.add_ordinary(2, blocks=2)
    _bound(mainline, 2)
    mainline.ok("offline_pages", **_range(2, 0))
    mainline_pages = mainline.area_pages(100, "a")
    mainline.ok("offline_pages", **_range(2, 1))
    assert mainline_pages in ({0: 64}, {2: 64}), "all pages lay in one of the two blocks"
    assert mainline.area_pages(100, "a") == {0: 64}


def test_policies_are_rebound_when_a_node_loses_its_last_memory(mainline: Host) -> None:
    """BIND {2} with mems {0,1,2} -> {0,1} becomes {0}: ordinal 2 modulo 2."""
    mainline.add_ordinary(2)
    _bound(mainline, 2)
    mainline.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    mainline.ok("offline_pages", **_range(2))
    assert mainline.policy(100) == ("MPOL_BIND", [0])
    assert mainline.policy(100, "a") == ("MPOL_BIND", [0])


@pytest.mark.parametrize(
    ("mode", "flags", "nodes", "expected"),
    [
        ("MPOL_BIND", [], [1, 2], [0, 1]),
        ("MPOL_INTERLEAVE", [], [0, 2], [0]),
        ("MPOL_WEIGHTED_INTERLEAVE", [], [2], [0]),
        ("MPOL_PREFERRED", [], [2], [2]),
        ("MPOL_PREFERRED_MANY", [], [1, 2], [1, 2]),
        ("MPOL_BIND", ["MPOL_F_STATIC_NODES"], [1, 2], [1, 2]),
        ("MPOL_BIND", ["MPOL_F_RELATIVE_NODES"], [0, 5], [0, 5]),
        ("MPOL_PREFERRED", ["MPOL_F_STATIC_NODES"], [2], [0, 1]),
    ],
)
def test_rebind_when_the_mems_shrink_from_012_to_01(
    mainline: Host, mode: str, flags: list[str], nodes: list[int], expected: list[int]
) -> None:
    """mpol_rebind_*: remapped by ordinal; PREFERRED kept; STATIC/RELATIVE read back the user mask.

    With PREFERRED and STATIC the remembered mems and the user mask share storage (recorded).
    """
    mainline.add_ordinary(2)
    mainline.task()
    mainline.ok("set_mempolicy", pid=100, mode=mode, nodemask=nodes, flags=flags)
    mainline.ok("offline_pages", **_range(2))
    assert mainline.policy(100) == (mode, expected)


@pytest.mark.parametrize(
    ("flags", "effective"),
    [([], [0]), (["MPOL_F_STATIC_NODES"], [0, 1]), (["MPOL_F_RELATIVE_NODES"], [0])],
)
def test_effective_nodes_after_a_rebind_to_01(
    mainline: Host, flags: list[str], effective: list[int]
) -> None:
    """BIND {2}: remapped to {0}; STATIC: empty, so the new mems; RELATIVE: 2 mod 2 = 0."""
    mainline.add_ordinary(2)
    mainline.task(cpu=1)
    mainline.area(100, "a", 8)
    mainline.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2], flags=flags)
    mainline.ok("offline_pages", **_range(2))
    mainline.ok("touch", pid=100, area="a")
    expected = {1: 8} if 1 in effective else {0: 8}
    assert mainline.area_pages(100, "a") == expected


def test_a_node_of_a_lower_id_shifts_a_policy_by_ordinal() -> None:
    """mems {1,2} -> {0,1,2}: BIND {2}, the second of two, becomes {1} (rebind by ordinal)."""
    nodes = {
        0: {},
        1: {"cpus": [1], "zones": [("Normal", 4096)]},
        2: {"cpus": [2], "zones": [("Normal", 4096)]},
    }
    host = Host(topology(nodes, flat(3)), "mainline")
    host.task(cpu=1)
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    host.add_ordinary(0)
    assert host.policy(100) == ("MPOL_BIND", [1])


def test_a23_a_private_node_of_a_lower_id_shifts_a_dram_policy(bare: Host) -> None:
    """Same in rfc-v4, where private nodes are part of the mask (A23): BIND {3} becomes {2}."""
    bare.add_ordinary(3)
    bare.task()
    bare.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[3])
    bare.add_private(
        2,
        ops={
            "name": "mp",
            "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
            "callbacks": ["migrate_to", "folio_migrate"],
        },
    )
    assert bare.policy(100) == ("MPOL_BIND", [2])


def test_a13_a_policy_shifted_onto_a_private_node_without_the_right_no_longer_restricts(
    bare: Host,
) -> None:
    """Dropped from the mask; the empty mask is not applied, faults are local (row 222, as coded)."""
    bare.add_ordinary(3)
    bare.task(cpu=1)
    bare.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[3])
    bare.add_private(2)
    bare.area(100, "a", 4)
    bare.ok("touch", pid=100, area="a")
    assert bare.area_pages(100, "a") == {1: 4}


def test_list_isolation_policies_do_not_notice_private_nodes_coming_online() -> None:
    """The root cpuset holds N_MEMORY only, so nothing is rebound."""
    host = std_host("list-isolation", private=())
    host.add_ordinary(3)
    host.task()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[3])
    host.add_private(2)
    assert host.policy(100) == ("MPOL_BIND", [3])


# --- offline of private nodes -----------------------------------------------------------------------------


def test_row_58_pages_without_np_ops_migration_keep_the_block_online() -> None:
    """Offline does not complete; the pages stay (patch 22)."""
    host = std_host(
        private=(2,),
        ops={
            2: {
                "name": "mp",
                "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
                "callbacks": ["migrate_to", "folio_migrate"],
            }
        },
    )
    _bound(host, 2)
    host.ok("node_private_clear_ops", nid=2, ops="mp")
    before = host.hash()
    assert host.errno("offline_pages", **_range(2)) == "EBUSY"
    assert host.hash() == before


def test_offline_of_a_private_node_with_migration_moves_the_pages_to_dram() -> None:
    host = std_host(
        private=(2,),
        ops={
            2: {
                "name": "mp",
                "flags": ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY"],
                "callbacks": ["migrate_to", "folio_migrate"],
            }
        },
    )
    _bound(host, 2)
    host.ok("offline_pages", **_range(2))
    assert host.area_pages(100, "a") == {0: 64}
    assert "N_MEMORY_PRIVATE" not in host.states(2)


# --- remove -----------------------------------------------------------------------------------------------


def test_remove_of_an_online_block_is_ebusy(mainline: Host) -> None:
    mainline.add_ordinary(2)
    assert mainline.errno("remove_memory", **_range(2)) == "EBUSY"


def test_a_node_without_blocks_and_cpus_goes_offline(mainline: Host) -> None:
    """try_offline_node."""
    mainline.add_ordinary(2, blocks=2)
    mainline.ok("offline_pages", **_range(2, blocks=2))
    mainline.ok("remove_memory", **_range(2, 0))
    assert "N_ONLINE" in mainline.states(2)
    mainline.ok("remove_memory", **_range(2, 1))
    assert "N_ONLINE" not in mainline.states(2)


def test_offline_and_remove_is_all_or_nothing(mainline: Host) -> None:
    """A failing block re-onlines those before it."""
    mainline.add_ordinary(2, blocks=2)
    mainline.ok(
        "alloc_pages",
        label="k",
        preferred_nid=2,
        count=BLOCK_PAGES + 1,
        gfp=["GFP_KERNEL", "__GFP_THISNODE"],
    )
    before = mainline.hash()
    assert mainline.errno("offline_and_remove_memory", **_range(2, blocks=2)) == "EBUSY"
    assert mainline.hash() == before


def test_a_hotplug_cycle_gives_everything_back(bare: Host) -> None:
    """Register to unregister: node states, lists and free pages are as before."""

    def seen() -> tuple[Any, ...]:
        return (
            views.sysfs(bare.state),
            [bare.free(nid) for nid in range(4)],
            [bare.states(nid) for nid in range(4)],
            list(views.memory_blocks(bare.state)),
        )

    before = seen()
    bare.add_private(2, ops=OPS_M)
    assert seen() != before
    bare.ok("offline_pages", **_range(2))
    bare.ok("remove_memory", **_range(2))
    bare.ok("node_private_unregister", nid=2)
    assert seen() == before
