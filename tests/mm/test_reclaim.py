"""Reclaim: one way for direct reclaim and kswapd; private nodes by NP_OPS_RECLAIM.

Sources: mm/vmscan.c (shrink_node, shrink_folio_list, try_to_free_pages, balance_pgdat) of Linux
7.3; patch 16 of 27 for private nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.mm.mmhost import Host, flat, std_host, topology

PAGES = 4096
C = 2


def _effects(answer: Any, kind: str) -> list[Any]:
    return [each for each in answer.effects if each.effect == kind]


@pytest.fixture
def one() -> Host:
    """One node, with swap for 1,000 pages."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", PAGES)]}}
    return Host(topology(nodes, flat(1), swap_pages=1000), "mainline")


def _mapped_file(host: Host, pages: int) -> None:
    host.ok("create_file", file="f", nr_pages=pages)
    host.task(100)
    host.area(100, "file", pages, kind="file_shared", file="f", prot=["PROT_READ"])


def test_a_task_may_read_through_a_mapped_file_larger_than_memory(one: Host) -> None:
    """Mapped page cache is unmapped and dropped; nobody is killed (shrink_folio_list)."""
    _mapped_file(one, 3 * PAGES)
    answer = one.ok("touch", pid=100, area="file", access="read")
    assert _effects(answer, "oom_kill") == []
    assert one.ok("touch", pid=100, area="file", access="read", first=0, count=1)


def test_page_cache_goes_before_anonymous_memory_and_unmapped_before_mapped(one: Host) -> None:
    _mapped_file(one, 500)
    one.ok("touch", pid=100, area="file", access="read")
    one.ok("create_file", file="cache", nr_pages=500)
    one.ok("file_read", pid=100, file="cache", first=0, count=500)
    one.area(100, "heap", 500)
    one.ok("touch", pid=100, area="heap")
    one.leave(0, 0, mark="min")
    one.ok("alloc_pages", label="a", preferred_nid=0, count=400)
    assert one.area_pages(100, "file") == {0: 500}
    one.ok("alloc_pages", label="b", preferred_nid=0, count=400)
    assert 0 < one.area_pages(100, "file")[0] < 500
    assert one.area_pages(100, "heap") == {0: 500}
    one.ok("alloc_pages", label="c", preferred_nid=0, count=400)
    assert one.area_pages(100, "file") == {}
    assert one.area_pages(100, "heap")[0] < 500


def _bound_to_c(flags: Sequence[str], **options: Any) -> Host:
    """A task whose mapping of twice the capacity of C is bound to C."""
    ops = {"name": "c", "flags": list(flags), "callbacks": ["migrate_to", "folio_migrate"]}
    host = std_host(ops={C: ops}, private=(C,), **options)
    host.task(100)
    host.area(100, "heap", 2 * host.free(C))
    host.ok("mbind", pid=100, area="heap", mode="MPOL_BIND", nodemask=[C])
    return host


SERVICES = ("NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY")


def test_overcommit_of_a_node_without_reclaim_kills_the_bound_task() -> None:
    """Without NP_OPS_RECLAIM its pages are nobody's to reclaim; DRAM is untouched."""
    host = _bound_to_c(SERVICES, swap_pages=1 << 20)
    dram = host.free(0), host.free(1)
    answer = host.do("touch", pid=100, area="heap")
    assert [each.pid for each in _effects(answer, "oom_kill")] == [100]
    assert _effects(answer, "pages_freed") == [] or dram == (host.free(0), host.free(1))


def test_overcommit_of_a_node_with_reclaim_swaps_its_own_pages() -> None:
    """Direct reclaim walks the zones of the nodemask: C alone (shrink_zones)."""
    host = _bound_to_c((*SERVICES, "NP_OPS_RECLAIM"), swap_pages=1 << 20)
    capacity = host.free(C)
    host.ok("mmap", pid=100, area="dram", nr_pages=100)
    host.ok("touch", pid=100, area="dram")
    answer = host.ok("touch", pid=100, area="heap")
    assert _effects(answer, "oom_kill") == []
    assert sum(host.area_pages(100, "dram").values()) == 100
    assert 0 < host.area_pages(100, "heap")[C] <= capacity


def test_kswapd_of_a_private_node_swaps_until_its_high_mark() -> None:
    host = _bound_to_c((*SERVICES, "NP_OPS_RECLAIM"), swap_pages=1 << 20)
    zone = next(zone for zone in host.state.nodes[C].zones if zone.managed)
    if not host.state.nodes[C].kswapd:
        host.ok("kswapd_run", nid=C)
    host.ok("touch", pid=100, area="heap", first=0, count=int(zone.free - zone.low))
    assert zone.free <= zone.high
    host.ok("run", work="kswapd", nid=C)
    assert zone.free > zone.high
