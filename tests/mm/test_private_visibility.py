"""What one sees of private nodes: sysfs lists, numa_maps, zoneinfo, numastat, meminfo, zonelists.

Sources: patches 01 and 13 of RFC v4 (has_private_memory, has_memory); fs/proc is not touched by the
series, so numa_maps counts N_MEMORY nodes only; section 20 of the notes on patches 1 to 14.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import views
from tests.mm.mmhost import BLOCK_BYTES, OPS_M, OPS_MP, Host, hot_start, std_host

NODE: Final = "/sys/devices/system/node"


def read(host: Host, path: str) -> str:
    """A kernel file, without its newline."""
    text: str = host.ok("kernfs_read", path=path).text
    return text.rstrip("\n")


#: ops of 2 and 3 -> has_memory, has_private_memory
LISTS: Final[dict[str, tuple[dict[int, Any], str, str]]] = {
    "no ops": ({}, "0-1", "2-3"),
    "migration only": ({2: OPS_M, 3: OPS_M}, "0-1", "2-3"),
    "one with mempolicy": ({2: OPS_M, 3: OPS_MP}, "0-1,3", "2-3"),
    "both with mempolicy": ({2: OPS_MP, 3: OPS_MP}, "0-3", "2-3"),
}


@pytest.mark.parametrize("case", LISTS)
def test_the_node_lists_of_sysfs(case: str) -> None:
    """As view and as file, and without has_normal_memory for hot-added private memory."""
    ops, has_memory, has_private = LISTS[case]
    host = std_host(ops=ops)
    shown = views.sysfs(host.state)
    assert (shown.has_memory, shown.has_private_memory) == (has_memory, has_private)
    assert read(host, f"{NODE}/has_memory") == has_memory
    assert read(host, f"{NODE}/has_private_memory") == has_private
    assert read(host, f"{NODE}/online") == read(host, f"{NODE}/possible") == "0-3"
    assert shown.has_normal_memory == "0-1"


def test_the_lists_follow_online_memory() -> None:
    host = std_host(private=(2,))
    host.ok("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES)
    assert read(host, f"{NODE}/has_private_memory") == ""
    assert read(host, f"{NODE}/online") == "0-2", "hot-added, its memory offline"


def test_numa_maps_prints_n_memory_nodes_and_the_view_has_all() -> None:
    """Row 219: no N2= word, though the pages are there."""
    host = std_host(ops={2: OPS_MP})
    host.task()
    host.area(100, "a", 8)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=100, area="a")
    host.ok(
        "move_pages", pid=100, pages=[{"area": "a", "count": 3}], nodes=[0], flags=["MPOL_MF_MOVE"]
    )
    (vma,) = views.numa_maps(host.state, 100)
    assert vma.nodes == ((0, 3), (2, 5))
    assert "bind:2" in vma.line
    assert "N0=3" in vma.line
    assert "N2=" not in vma.line
    assert "anon=8" in vma.line


def test_zoneinfo_shows_the_zones_of_a_private_node() -> None:
    host = std_host(private=(2,), online_type="online_movable")
    (zone,) = [each for each in views.zoneinfo(host.state) if each.nid == 2]
    assert (zone.zone, zone.managed, zone.free) == ("Movable", 32768, 32768)
    assert 0 < zone.min < zone.low < zone.high
    assert sum(count << order for order, count in enumerate(zone.nr_free)) == zone.free


@pytest.mark.parametrize("nid", [2, 3])
@pytest.mark.parametrize(
    ("gfp", "refused", "hit"),
    [
        (["GFP_KERNEL"], 1, 0),
        (["GFP_KERNEL", "__GFP_THISNODE"], 1, 0),
        (["GFP_KERNEL", "__GFP_PRIVATE"], 0, 1),
        (["GFP_KERNEL", "GFP_PRIVATE"], 0, 1),
    ],
)
def test_numastat_counts_what_the_gate_refused(
    nid: int, gfp: list[str], refused: int, hit: int
) -> None:
    """One request, one refusal: the slow path's second look is not counted again."""
    host = std_host()
    host.do("alloc_pages", label="x", preferred_nid=nid, gfp=gfp)
    row = {each.nid: each for each in views.numastat(host.state)}
    assert (row[nid].private_refused, row[nid].numa_hit) == (refused, hit)
    assert all(row[other].private_refused == 0 for other in row if other != nid)
    if "__GFP_THISNODE" not in gfp and not hit:
        assert sum(row[dram].numa_miss for dram in (0, 1)) == 1
        assert row[nid].numa_foreign == 1


def test_meminfo_of_a_private_node_counts_its_memory() -> None:
    """Section 20: node meminfo exists, MemTotal is what is managed."""
    host = std_host(private=(2,))
    assert f"MemTotal: {32768 * 4} kB" in read(host, f"{NODE}/node2/meminfo")


def test_the_node_view_says_whose_it_is_and_what_it_opted_in_to() -> None:
    host = std_host(ops={2: OPS_MP})
    found = views.node(host.state, 2)
    assert found.node_private is not None
    assert found.node_private.owner == "np2"
    assert set(found.node_private.flags) == set(OPS_MP["flags"])
    assert set(found.node_private.callbacks) == set(OPS_MP["callbacks"])
    assert found.kswapd is False
    assert "N_MEMORY_PRIVATE" in found.states


def test_the_zonelist_view_says_why_a_private_node_is_not_listed() -> None:
    host = std_host()
    rows = {each.nid: each for each in views.zonelists(host.state)}
    others = {each.nid: each for each in rows[0].nodes}
    assert not others[2].listed
    assert others[2].source.startswith("patch 0")
    assert rows[2].fallback == (2, 0, 1)


def test_onlining_tells_state_lists_and_listeners() -> None:
    """The events of the first private block, in the order of online_pages (patch 22)."""
    host = std_host(private=())
    where = {"start": hex(hot_start(2)), "size": BLOCK_BYTES}
    host.ok("add_private_memory_driver_managed", nid=2, owner="drv", **where)
    answer = host.ok("online_pages", **where)
    told = [(each.effect, each.name or each.detail) for each in answer.effects]
    assert told == [
        ("notifier", "NODE_ADDING_FIRST_MEMORY"),
        ("notifier", "MEM_GOING_ONLINE"),
        ("node_state", "N_MEMORY_PRIVATE set"),
        ("memory_block", f"block {hot_start(2) // BLOCK_BYTES} online"),
        ("zonelists_rebuilt", "Fallback order for Node 2 (private): 2 0 1"),
        ("notifier", "NODE_ADDED_FIRST_MEMORY"),
        ("notifier", "MEM_ONLINE"),
    ]
