"""khugepaged and MADV_COLLAPSE, KSM and compaction: services that change which frames pages have.

Sources: mm/khugepaged.c (hpage_collapse_scan_pmd, collapse_huge_page, madvise_collapse), mm/ksm.c
(cmp_and_merge_page, break_ksm), mm/compaction.c (isolate_migratepages, isolate_freepages).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import khugepaged as k
from service.mm.compaction import compact_node, compact_zone
from service.mm.context import Context
from service.mm.invariants import check
from service.mm.ksm import ksm_merge
from service.mm.state import Mm, Zone
from tests.mm.mmhost import Host, std_topology

HUGE: Final = 512
#: a PMD-aligned address, in pages
AT: Final = 0x7F00_0000


@pytest.fixture
def host() -> Host:
    """Mainline: two nodes of 16 MiB, swap, task 100 with an aligned area `a` of two blocks."""
    made = Host(std_topology(pages=8192, swap_pages=4096), "mainline")
    made.task()
    made.ok("create_file", file="f", nr_pages=2 * HUGE)
    made.area(100, "a", 2 * HUGE, addr=hex(AT << 12))
    return made


def context(host: Host) -> Context:
    return Context(host.state, explain=False)


def mm_of(host: Host, pid: int = 100) -> Mm:
    return host.state.mms[host.state.tasks[pid].mm]


def scan(host: Host, block: int = AT) -> str:
    """The result of a scan of one block by khugepaged."""
    found = k.collapse_huge_page(context(host), host.state.tasks[100], mm_of(host), block)
    assert check(host.state) == []
    return found


def touch(host: Host, area: str = "a", access: str = "write", **where: Any) -> None:
    host.ok("touch", pid=100, area=area, access=access, **where)


def order_at(host: Host, page: int) -> int:
    found = mm_of(host).pages.at(page)
    return host.state.objects[found[0]].mark_at("order", page + found[1]) if found else 0


def test_a_block_that_is_not_whole_in_one_anonymous_area_is_scan_vma_check(host: Host) -> None:
    host.area(100, "short", 3, addr=hex((AT + 8 * HUGE) << 12))
    host.area(100, "m", HUGE, kind="file_shared", file="f", addr=hex((AT + 16 * HUGE) << 12))
    for block in (0, AT + 8 * HUGE, AT + 16 * HUGE, AT + 2 * HUGE):
        assert scan(host, block) == k.SCAN_VMA_CHECK


def test_a_block_without_a_page_of_its_own_is_not_collapsed(host: Host) -> None:
    assert scan(host) == k.SCAN_PAGE_NULL
    touch(host, access="read", count=HUGE)  # the zero page
    assert scan(host) == k.SCAN_PAGE_NULL


def test_small_pages_become_one_huge_folio_zero_pages_with_them(host: Host) -> None:
    touch(host, access="read", count=HUGE)
    touch(host, first=5, count=1)
    free = host.free(0)
    assert scan(host) == k.SCAN_SUCCEED
    assert order_at(host, AT) == 9
    assert host.free(0) == free - HUGE + 1
    assert scan(host) == k.SCAN_PMD_MAPPED


def test_a_page_with_more_references_is_scan_page_count(host: Host) -> None:
    touch(host)
    host.ok("fork", pid=100, child=200)
    assert scan(host) == k.SCAN_PAGE_COUNT
    host.ok("exit_task", pid=200)
    assert scan(host) == k.SCAN_SUCCEED
    assert scan(host, AT + HUGE) == k.SCAN_SUCCEED


def test_without_a_huge_page_on_the_node_nothing_changes(host: Host) -> None:
    touch(host, count=1)
    host.leave(0, 256)
    before = host.free(0), order_at(host, AT)
    assert scan(host) == k.SCAN_ALLOC_HUGE_PAGE_FAIL
    assert (host.free(0), order_at(host, AT)) == before
    assert (
        host.do("madvise", pid=100, area="a", advice="MADV_COLLAPSE").reason == "COLLAPSE_NO_MEMORY"
    )


def test_madv_collapse_answers_for_the_last_block_that_failed(host: Host) -> None:
    touch(host, first=HUGE, count=HUGE)
    answer = host.do("madvise", pid=100, area="a", advice="MADV_COLLAPSE")
    assert (answer.errno, answer.reason) == ("EINVAL", "COLLAPSE_REFUSED")
    assert (order_at(host, AT), order_at(host, AT + HUGE)) == (0, 9)


def test_a_block_over_pages_that_moved_away_gets_its_own_place(host: Host) -> None:
    """mremap leaves the indexes of moved pages; a new mapping at the old address shares them."""
    touch(host, count=HUGE)
    host.ok("mremap", pid=100, area="a", count=HUGE, new_len=HUGE << 12,
            flags=["MREMAP_MAYMOVE", "MREMAP_FIXED"], new_addr=hex((AT + 8 * HUGE) << 12))  # fmt: skip
    host.area(100, "b", HUGE, addr=hex(AT << 12))
    touch(host, "b", first=3, count=2)
    assert scan(host) == k.SCAN_SUCCEED
    assert order_at(host, AT) == 9
    assert scan(host, AT + 8 * HUGE) == k.SCAN_SUCCEED
    assert order_at(host, AT + 8 * HUGE) == 9
    touch(host, "b")
    host.ok("exit_task", pid=100)
    assert host.free(0) == host.zone(0, "Normal").managed


def known(host: Host, value: int = 7, area: str = "a", count: int = 2, pid: int = 100) -> None:
    """Gives the first pages of an area a content."""
    mm = mm_of(host, pid)
    vma = next(each for each in mm.vmas if each.label == area)
    for page in range(vma.start, vma.start + count):
        obj_id, shift, _ = mm.pages.at(page) or (0, 0, False)
        obj = host.state.objects[obj_id]
        obj.set_mark(context(host).undo, "value", page + shift, page + shift + 1, value)


def merge(host: Host) -> int:
    found = ksm_merge(context(host))
    assert check(host.state) == []
    return found


def test_only_areas_that_asked_for_it_are_merged(host: Host) -> None:
    """Source: mm/ksm.c, VM_MERGEABLE."""
    touch(host)
    known(host)
    assert merge(host) == 0
    host.ok("madvise", pid=100, area="a", advice="MADV_MERGEABLE")
    free = host.free(0)
    assert merge(host) == 2
    assert host.free(0) == free + 1
    assert merge(host) == 0, "what is merged stays"


def test_a_third_page_joins_the_page_of_the_tree(host: Host) -> None:
    touch(host)
    host.ok("madvise", pid=100, area="a", advice="MADV_MERGEABLE")
    known(host)
    assert merge(host) == 2
    host.area(100, "b", 2)
    touch(host, "b")
    host.ok("madvise", pid=100, area="b", advice="MADV_MERGEABLE")
    known(host, area="b", count=1)
    assert merge(host) == 1


def test_file_pages_and_pages_of_a_parent_are_no_candidates_twice(host: Host) -> None:
    """A page that two address spaces share after fork is one page of the tree."""
    host.area(100, "m", 2, kind="file_private", file="f")
    touch(host, "m", access="read")
    touch(host)
    for area in ("a", "m"):
        host.ok("madvise", pid=100, area=area, advice="MADV_MERGEABLE")
    known(host, count=1)
    host.ok("fork", pid=100, child=200)
    assert merge(host) == 0


def zone_of(host: Host, nid: int = 0) -> Zone:
    return next(zone for zone in host.state.nodes[nid].zones if zone.managed)


def test_compaction_keeps_what_a_page_is_and_leaves_what_may_not_move(host: Host) -> None:
    """Marks and dirt go along; pinned pages and large folios stay where they are."""
    host.ok("alloc_pages", label="low", preferred_nid=0, count=64)
    touch(host, count=8)
    host.ok("file_write", pid=100, file="f", count=4)
    host.ok("mlock", pid=100, area="a", first=2, count=2)
    host.ok("free_pages", label="low")
    zone, mm = zone_of(host), mm_of(host)
    obj = host.state.objects[mm.anon]
    index = AT + (mm.pages.at(AT) or (0, 0, False))[1]
    obj.set_mark(context(host).undo, "pin", index, index + 1)
    pinned = obj.pfn_at(index)
    cache = host.state.objects[host.state.inodes["f"].obj]
    before = (obj.soft_state(0, 1 << 62), cache.counts(0, 8), cache.dirty.encode())
    low = obj.pfn_at(index + 1)
    assert low is not None
    assert compact_zone(context(host), zone) == 11
    assert check(host.state) == []
    assert obj.pfn_at(index) == pinned
    assert (obj.pfn_at(index + 1) or 0) > low
    assert (obj.soft_state(0, 1 << 62), cache.counts(0, 8), cache.dirty.encode()) == before
    assert compact_node(context(host), 0)
