"""The later cram: ratios, balloon, admission gate (the author's branch after v4; cell cram: next).

Never an explanation of v4: a host has one of the two.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.mm import views
from tests.mm.cramhost import CramHost, block_range, next_host
from tests.mm.mmhost import BLOCK_PAGES, error_of


def test_registration_hotplugs_the_ranges_and_starts_kswapd() -> None:
    host = next_host()
    node = views.node(host.state, 2)
    assert "N_MEMORY_PRIVATE" in node.states
    assert node.kswapd
    assert host.zone(2, "Movable").managed == BLOCK_PAGES


@pytest.mark.parametrize(
    ("args", "errno"),
    [
        ({"nid": -1}, "EINVAL"),
        ({"ranges": []}, "EINVAL"),
        ({"module": "gone"}, "EBUSY"),
        ({"nid": 0}, "EBUSY"),
        ({"ranges": [{"start": "0x1000", "size": 4096}]}, "EINVAL"),
    ],
)
def test_a_refused_registration_leaves_nothing(args: dict[str, Any], errno: str) -> None:
    host = CramHost(cram="next")
    before = host.hash()
    fields = {"nid": 2, "ranges": block_range(2), "zratio": 3000, **args}
    assert host.errno("cram_register", **fields) == errno
    assert host.hash() == before


def test_the_two_crams_exclude_each_other() -> None:
    v4 = CramHost().register()
    assert v4.errno("cram_register", nid=3, ranges=block_range(3), zratio=3000) == "ENODEV"
    later = next_host()
    assert later.errno("cram_register_private_node", nid=2, owner="drv") == "ENODEV"


@pytest.mark.parametrize(
    ("ratio", "target"),
    [(3000, 0), (4000, 0), (2000, BLOCK_PAGES // 3), (1000, BLOCK_PAGES * 2 // 3), (2999, 10)],
)
def test_the_balloon_holds_what_the_device_cannot(ratio: int, target: int) -> None:
    """target = perceived x (zratio - current) / zratio, rounded down."""
    host = next_host(trim=[{"ret": "0"}])
    host.ok("cram_set_compression_ratio", nid=2, ratio=ratio)
    assert host.state.cram_next[2].target == target
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    assert host.state.cram_next[2].nr_balloon == target
    assert host.free(2) == BLOCK_PAGES - target
    host.ok("cram_set_compression_ratio", nid=2, ratio=3000)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    assert host.free(2) == BLOCK_PAGES


def test_inflating_swaps_the_nodes_own_folios_and_touches_no_other_node() -> None:
    host = next_host()
    for label, pages in (("a", 3000), ("b", 3000)):
        host.fresh(label, pages)
        host.demote(pages)
    before = (host.free(0), host.free(1))
    host.ok("cram_set_compression_ratio", nid=2, ratio=1000)
    host.state.swap_pages = 65536
    used = BLOCK_PAGES - host.free(2)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    assert used == 6000
    assert host.state.cram_next[2].nr_balloon == BLOCK_PAGES * 2 // 3
    assert (host.free(0), host.free(1)) == before


@pytest.mark.parametrize(
    ("trim", "calls", "zeroed"),
    [
        ([], 0, 10),
        ([{"ret": "0"}], 1, 0),
        ([{"ret": "EAGAIN", "all_failed": True}], 8, 10),
        ([{"ret": "EBUSY", "failed": [0, 1, 2]}], 1, 3),
        ([{"ret": "EAGAIN", "failed": [0, 1]}, {"ret": "0"}], 2, 0),
        ([{"ret": "EIO", "failed": []}], 1, 0),
    ],
)
def test_trim_is_retried_eight_times_and_then_the_kernel_zeroes(
    trim: list[dict[str, Any]], calls: int, zeroed: int
) -> None:
    host = next_host(trim=trim)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2999)
    answer = host.ok("run", work="cram_wmark_work_fn", nid=2)
    assert host.calls(answer).get("trim", 0) == calls
    assert host.counted("cram_trim_zeroed") == zeroed


def test_a_blocking_report_closes_the_node_until_the_worker_ends() -> None:
    host = next_host()
    host.fresh("a", 4)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2000, block=True)
    host.state.swap_pages = 0
    host.demote(4)
    assert host.area_pages(100, "a") == {0: 4}
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    host.demote(4)
    assert host.area_pages(100, "a") == {2: 4}


def test_the_gate_of_allow_allocation_is_sticky() -> None:
    host = next_host()
    host.fresh("a", 4)
    host.state.swap_pages = 0
    host.ok("cram_allow_allocation", nid=2, allow=False)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2000, block=True)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    host.demote(4)
    assert host.area_pages(100, "a") == {0: 4}


def test_a_write_copies_to_dram_and_a_read_stays() -> None:
    host = next_host()
    host.demoted("a", 4)
    host.ok("touch", pid=100, area="a", access="read")
    assert host.area_pages(100, "a") == {2: 4}
    assert host.calls(host.write("a", 1, 2)) == {}
    assert host.area_pages(100, "a") == {0: 2, 2: 2}


def test_hot_pages_are_promoted_where_they_are_and_stale_ones_skipped() -> None:
    host = next_host()
    host.demoted("a", 4)
    pfn = hex(host.state.nodes[2].zones[3].start_pfn)
    host.ok("cram_report_hot_pages", nid=2, pfns=[{"pfn": pfn, "nr_pages": 8}])
    host.ok("run", work="cram_promote_work_fn", nid=2)
    assert host.area_pages(100, "a") == {0: 4}
    assert host.counted("cram_promote_count") == 4
    assert host.counted("cram_promote_fail") == 0


def test_a_nomination_without_room_in_dram_fails_and_kills_nobody() -> None:
    host = next_host()
    host.demoted("a", 4)
    for nid in (0, 1):
        host.leave(nid, 2 * (1 - nid), mark="min")
    host.state.swap_pages = 0
    pfn = hex(host.state.nodes[2].zones[3].start_pfn)
    host.ok("cram_allow_allocation", nid=2, allow=False)
    host.ok("cram_report_hot_pages", nid=2, pfns=[{"pfn": pfn, "nr_pages": 4}])
    host.ok("run", work="cram_promote_work_fn", nid=2)
    assert host.area_pages(100, "a") == {0: 2, 2: 2}
    assert host.counted("cram_promote_fail") == 2


def test_the_ring_of_nominations_keeps_1024() -> None:
    host = next_host()
    for _ in range(2):
        host.ok("cram_report_hot_pages", nid=2, pfns=[{"pfn": "0x1000", "nr_pages": 600}])
    assert host.state.cram_next[2].nr_hot == 1024


def test_unregister_moves_the_folios_out_and_removes_the_node() -> None:
    host = next_host()
    host.demoted("a", 4)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2000)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    host.ok("cram_unregister", nid=2, ranges=block_range(2))
    assert host.area_pages(100, "a") == {0: 4}
    assert views.node(host.state, 2).states == ("N_POSSIBLE",)
    assert host.state.cram_next == {}


def test_a_failed_unregister_leaves_the_node_whole_but_closed_and_can_be_retried() -> None:
    host = next_host()
    host.demoted("a", 4)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2000)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    host.ok("fail_function", inject="offline_pages", retval="EBUSY", times=1)
    answer = host.do("cram_unregister", nid=2, ranges=block_range(2))
    node = host.state.cram_next[2]
    assert error_of(answer) == "EBUSY"
    assert (node.nr_balloon, node.target, node.blocked) == (0, 0, True)
    assert host.area_pages(100, "a") == {2: 4}
    host.ok("cram_unregister", nid=2, ranges=block_range(2))
    assert host.area_pages(100, "a") == {0: 4}


def test_unregister_takes_only_the_very_ranges_of_the_registration() -> None:
    host = next_host()
    assert host.errno("cram_unregister", nid=2, ranges=block_range(2, 2)) == "EINVAL"
    assert host.errno("cram_unregister", nid=3, ranges=block_range(3)) == "ENODEV"


def test_users_cannot_move_pages_in_or_out() -> None:
    host = next_host()
    host.demoted("a", 1)
    host.fresh("b", 1)
    inside = {"pages": [{"area": "b", "first": 0, "count": 1}], "nodes": [2]}
    flags = {"flags": ["MPOL_MF_MOVE"]}
    assert host.errno("move_pages", pid=100, **inside, **flags) == "ENODEV"
    out = [{"area": "a", "first": 0, "count": 1}]
    host.ok("move_pages", pid=100, pages=out, nodes=[0], **flags)
    assert host.area_pages(100, "a") == {2: 1}


def test_tiering_needs_reclaim() -> None:
    host = CramHost(cram="next")
    assert host.errno("node_private_register_caps", nid=3, caps=["TIERING"]) == "EINVAL"
    host.ok("node_private_register_caps", nid=3, caps=["TIERING", "RECLAIM"])


def test_debugfs_shows_the_nodes_and_the_counters() -> None:
    host = next_host()
    host.demoted("a", 4)
    host.ok("cram_set_compression_ratio", nid=2, ratio=2000, block=True)
    text = host.ok("kernfs_read", path="/sys/kernel/debug/cram/nodes").text
    free = BLOCK_PAGES - 4
    assert text.splitlines()[1] == f"2 3000 2000 32768 0 10922 1 1 {free} 32768"
    assert host.ok("kernfs_read", path="/sys/kernel/debug/cram/demote_count").text == "4"
    view = views.node(host.state, 2).cram_next
    assert view is not None
    assert (view.target, view.blocked, view.allowed) == (10922, True, True)


def test_debugfs_of_the_later_cram_does_not_exist_in_v4() -> None:
    host = CramHost().register()
    path = "/sys/kernel/debug/cram/nodes"
    assert host.errno("kernfs_read", path=path) == "ENOENT"
