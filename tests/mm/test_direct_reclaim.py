"""Direct reclaim: page cache, then slower tiers, then swap; private nodes by their right only.

Sources: mm/vmscan.c, shrink_folio_list; patches 14 and 16 of RFC v4
(20260222084842.1824063-{15,17}-gourry@gourry.net).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import views
from tests.mm.mmhost import BOTH, Host, std_topology, topology

C_PAGES: Final = 32768
SWAP: Final = 100_000


def ops(*flags: str) -> dict[str, Any]:
    """An ops table with both migration callbacks."""
    return {"name": "o", "flags": ["NP_OPS_MIGRATION", *flags], "callbacks": list(BOTH)}


def freed(answer: Any) -> int:
    """Pages that direct reclaim took elsewhere or out of memory."""
    found = [each for each in answer.effects if each.effect == "pages_freed"]
    return sum(each.nr_pages for each in found if each.detail == "direct reclaim")


def bound_host(*flags: str, swap: int = SWAP) -> Host:
    """Task 100 with an area of twice the pages of 2p, bound to it."""
    host = Host(std_topology(swap_pages=swap), "rfc-v4")
    host.add_private(2, ops=ops("NP_OPS_MEMPOLICY", *flags))
    host.task()
    host.area(100, "a", 2 * C_PAGES)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    return host


def test_overcommit_without_reclaim_kills_the_bound_task_at_capacity() -> None:
    """Scenario S22: swap does not help, for nothing may reclaim the node; DRAM is untouched."""
    host = bound_host()
    dram = [host.free(0), host.free(1)]
    answer = host.do("touch", pid=100, area="a")
    assert (answer.signal, answer.reason) == (9, "OOM_KILLED")
    assert [each.nid for each in answer.placed] == [2]
    assert freed(answer) == 0
    assert [host.free(0), host.free(1)] == dram


def test_overcommit_with_reclaim_swaps_the_nodes_own_pages() -> None:
    host = bound_host("NP_OPS_RECLAIM")
    dram = [host.free(0), host.free(1)]
    answer = host.ok("touch", pid=100, area="a")
    resident = host.area_pages(100, "a")
    assert list(resident) == [2]
    assert freed(answer) == 2 * C_PAGES - resident[2]
    again = host.ok("touch", pid=100, area="a", first=0, count=100)
    assert [each.nid for each in again.placed] == [2], "what was swapped comes back to the node"
    assert [host.free(0), host.free(1)] == dram


def test_overcommit_with_reclaim_but_without_room_in_swap_ends_in_a_kill() -> None:
    host = bound_host("NP_OPS_RECLAIM", swap=1000)
    answer = host.do("touch", pid=100, area="a")
    assert answer.signal == 9
    assert freed(answer) == 1000


def tiered(*flags: str, swap: int, demotion: str = "1") -> Host:
    """One small DRAM node, 2p of a slower tier; task 100 with an area larger than DRAM."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}, 2: {}}
    host = Host(topology(nodes, [[10, 20], [20, 10]], swap_pages=swap), "rfc-v4")
    host.state.adistance[2] = 2880
    host.add_private(2, ops=ops(*flags))
    host.ok("kernfs_write", path="/sys/kernel/mm/numa/demotion_enabled", value=demotion)
    host.task()
    host.area(100, "a", 6000)
    return host


@pytest.mark.parametrize("swap", [0, SWAP])
def test_direct_reclaim_demotes_before_it_swaps(swap: int) -> None:
    host = tiered("NP_OPS_DEMOTION", swap=swap)
    answer = host.ok("touch", pid=100, area="a")
    resident = host.area_pages(100, "a")
    assert sum(resident.values()) == 6000
    assert resident[2] == host.state.counters["pgdemote_direct", 0]
    assert any(each.name == "migrate_to" for each in answer.effects)


@pytest.mark.parametrize(
    ("flags", "demotion"), [((), "1"), (("NP_OPS_DEMOTION",), "0")], ids=["no_right", "knob_off"]
)
def test_direct_reclaim_swaps_where_it_may_not_demote(
    flags: tuple[str, ...], demotion: str
) -> None:
    host = tiered(*flags, swap=SWAP, demotion=demotion)
    answer = host.ok("touch", pid=100, area="a")
    assert list(host.area_pages(100, "a")) == [0]
    assert freed(answer) == 6000 - host.area_pages(100, "a")[0]
    assert ("pgdemote_direct", 0) not in host.state.counters


def test_page_cache_goes_before_anonymous_memory() -> None:
    host = tiered(swap=SWAP)
    host.ok("create_file", file="f", nr_pages=500)
    host.ok("file_read", pid=100, file="f")
    host.ok("touch", pid=100, area="a", count=4096)
    assert views.files(host.state)[0].cached_pages == 0
    assert host.area_pages(100, "a")[0] > 3500
