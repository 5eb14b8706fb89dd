"""Locked memory: who inherits it, what reclaim and demotion leave alone, what the counter says.

Sources: kernel/fork.c (dup_mmap), mm/mlock.c, mm/vmscan.c (folio_evictable), mm/rmap.c
(folio_referenced_one, try_to_unmap_one) of Linux 7.3; patch 06 of RFC v4.
"""

from __future__ import annotations

from tests.mm.mmhost import Host, std_host


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
