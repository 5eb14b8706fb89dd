"""Locked memory: who inherits it, what reclaim and demotion leave alone, what the counter says.

Sources: kernel/fork.c (dup_mmap), mm/mlock.c, mm/vmscan.c (folio_evictable), mm/rmap.c
(folio_referenced_one, try_to_unmap_one) of Linux 7.3; patch 06 of RFC v4.
"""

from __future__ import annotations

import pytest

from tests.mm.cramhost import CramHost
from tests.mm.mmhost import Host, flat, std_host, topology


def counted(host: Host, name: str = "nr_mlock") -> int:
    """A counter, over all nodes."""
    return sum(number for (key, _), number in host.state.counters.items() if key == name)


def test_a_child_does_not_inherit_memory_locks() -> None:
    """dup_mmap clears VM_LOCKED_MASK: what the child writes is not counted in nr_mlock."""
    host = std_host("rfc-v4")
    host.task()
    host.area(100, "a", 4)
    host.ok("mlock", pid=100, area="a")
    host.ok("fork", pid=100, child=101)
    host.ok("touch", pid=101, area="a", access="write")
    assert counted(host) == 4


def locked_and_free(model: str = "mainline") -> Host:
    """One small node with swap: task 100 has a locked area and one that is not."""
    nodes = {0: {"cpus": [0], "zones": [("Normal", 4096)]}}
    host = Host(topology(nodes, flat(1), swap_pages=4096), model)
    host.task()
    for label in ("locked", "free"):
        host.area(100, label, 1000)
        host.ok("touch", pid=100, area=label)
    host.ok("mlock", pid=100, area="locked")
    return host


def test_direct_reclaim_leaves_locked_pages_in_memory() -> None:
    """mm/vmscan.c, folio_evictable: mlocked folios are on the unevictable list."""
    host = locked_and_free()
    host.area(100, "more", 2900)
    host.ok("touch", pid=100, area="more")
    assert host.area_pages(100, "locked") == {0: 1000}
    assert host.area_pages(100, "free").get(0, 0) < 1000


def test_proactive_reclaim_does_not_demote_locked_pages() -> None:
    """mm/rmap.c, folio_referenced_one: a VM_LOCKED area makes the folio active again."""
    host = CramHost().register()
    host.fresh("a", 8)
    host.ok("mlock", pid=100, area="a")
    host.demote(8)
    assert host.area_pages(100, "a") == {0: 8}


def test_private_pages_of_a_locked_area_are_not_swapped() -> None:
    """Patch 06 does not count them in nr_mlock, but their area is VM_LOCKED (try_to_unmap_one)."""
    host = CramHost().register()
    host.demoted("a", 8)
    host.ok("mlock", pid=100, area="a", onfault=True)
    assert counted(host) == 0
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    host.ok("run", nid=2, work="kswapd")
    assert host.area_pages(100, "a") == {2: 8}


def test_a_collapsed_range_of_a_locked_area_stays_counted() -> None:
    """mm/khugepaged.c, collapse_huge_page: folio_add_lru_vma mlocks the new folio."""
    host = std_host("rfc-v4")
    host.task()
    host.area(100, "a", 1024)
    host.ok("touch", pid=100, area="a")
    host.ok("mlock", pid=100, area="a")
    host.ok("madvise", pid=100, area="a", advice="MADV_COLLAPSE")
    assert counted(host) == 1024


def test_private_pages_of_a_locked_area_are_counted_where_they_arrive_in_dram() -> None:
    """mm/rmap.c, __folio_add_anon_rmap: mlock_vma_folio when the migration entry is replaced."""
    host = CramHost().register()
    host.demoted("a", 8)
    host.ok("mlock", pid=100, area="a", onfault=True)
    host.ok("migrate_pages", pid=100, old_nodes=[2], new_nodes=[0])
    assert host.area_pages(100, "a") == {0: 8}
    assert counted(host) == 8


HOLES = {
    "mlock": {},
    "munlock": {},
    "mprotect": {"prot": ["PROT_READ"]},
}


@pytest.mark.parametrize("op", HOLES)
def test_areas_before_a_hole_are_changed_and_the_call_is_enomem(op: str) -> None:
    """mm/mlock.c, apply_vma_lock_flags; mm/mprotect.c, do_mprotect_pkey: area by area."""
    host = std_host("rfc-v4", private=())
    host.task()
    for label in ("a", "hole", "b"):
        host.area(100, label, 4)
    first, _ = host.state.mms[host.state.tasks[100].mm].areas["a"]
    host.ok("touch", pid=100, area="a", first=0, count=2)
    if op == "munlock":
        host.ok("mlock", pid=100, area="a")
        host.ok("mlock", pid=100, area="b")
    host.ok("munmap", pid=100, area="hole")
    answer = host.do(op, pid=100, addr=hex(first << 12), len=12 << 12, **HOLES[op])
    assert (answer.errno, answer.reason) == ("ENOMEM", "RANGE_NOT_MAPPED")
    mm = host.state.mms[host.state.tasks[100].mm]
    shown = {vma.label: (vma.locked, vma.prot & 2) for vma in mm.vmas}
    assert (
        shown
        == {
            "mlock": {"a": (True, 2), "b": (False, 2)},
            "munlock": {"a": (False, 2), "b": (True, 2)},
            "mprotect": {"a": (False, 0), "b": (False, 2)},
        }[op]
    )
    present = {"mlock": 2, "munlock": 4, "mprotect": 2}
    assert sum(host.area_pages(100, "a").values()) == present[op], "nothing is faulted in"
    assert counted(host) == {"mlock": 2, "munlock": 4, "mprotect": 0}[op]
    before = host.hash()
    assert (
        host.errno(op, pid=100, addr=hex((first + 4) << 12), len=4 << 12, **HOLES[op]) == "ENOMEM"
    )
    assert host.hash() == before, "a hole at the beginning changes nothing"
