"""Each invariant speaks up: a sound host is damaged in one place, and the check names the place.

The checks run after every step of every other test; here is the proof that they can fail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
import pytest

from service.mm.hugetlb_pool import HPAGE_NR
from service.mm.invariants import check
from service.mm.layout import PFN_END
from service.mm.objects import PageObject
from service.mm.partition import FREE
from service.mm.state import HostState, Mm, Zone
from service.mm.undo import Undo
from tests.mm.cramhost import CramHost, next_host
from tests.mm.mmhost import Host, std_topology

POOL: Final = "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"
UNDO: Final = Undo()
FAR: Final = 1 << 30


def sound() -> HostState:
    """Task 100: pages on node 0, a large folio, a huge page; an allocation; two in the pool."""
    host = Host(std_topology(pages=16384, swap_pages=64), "mainline")
    host.ok("kernfs_write", path=POOL, value="3")
    host.task()
    host.area(100, "a", 8)
    host.ok("touch", pid=100, area="a")
    host.area(100, "thp", 1024)
    host.ok("madvise", pid=100, area="thp", advice="MADV_HUGEPAGE")
    host.ok("touch", pid=100, area="thp", count=1024)
    host.area(100, "h", HPAGE_NR, kind="hugetlb_private")
    host.ok("touch", pid=100, area="h", count=1)
    host.ok("alloc_pages", label="held", preferred_nid=0, count=3)
    host.task(101)
    host.area(101, "b", 8)
    host.ok("touch", pid=101, area="b")
    assert check(host.state) == []
    return host.state


def mm_of(state: HostState) -> Mm:
    return state.mms[state.tasks[100].mm]


def first_page(state: HostState) -> tuple[int, int]:
    """First and last page that the task maps at its lowest address."""
    mm = mm_of(state)
    start = next(iter(mm.pages))
    return start, mm.pages.values[start][0]


def anon(state: HostState) -> PageObject:
    return state.objects[mm_of(state).anon]


def normal(state: HostState, nid: int = 0) -> Zone:
    return next(zone for zone in state.nodes[nid].zones if zone.managed)


def lose_a_page_of_the_allocation(state: HostState) -> None:
    held = state.allocations["held"]
    (key, pfn, count), *rest = held.runs
    held.runs = ((key, pfn, count - 1), *rest)


def forget_an_owner(state: HostState) -> None:
    del state.owners[state.allocations["held"].owner]


def rename_an_owner(state: HostState) -> None:
    state.owners[state.allocations["held"].owner] = ("alloc", "other")
    del state.allocations["held"]


def overlapping_runs(state: HostState) -> None:
    runs = normal(state).partition
    start, end, owner, index = next(iter(runs.iter_runs()))
    runs.values[start] = runs.values[start].__class__((end + 1, owner, index))


def split_free_run(state: HostState) -> None:
    runs = normal(state, 1).partition
    start, end, owner, index = next(each for each in runs.iter_runs() if each[2] == FREE)
    runs.set(UNDO, start, (start + 1, owner, index))
    runs.set(UNDO, start + 1, (end, owner, index))


def frames_of_two_zones(state: HostState) -> None:
    pfn = next(iter(normal(state).partition.iter_runs()))[0]
    normal(state, 1).partition.add_span(UNDO, pfn, pfn + 1)


def drop_a_lane(state: HostState) -> None:
    state.objects[state.mms[state.tasks[101].mm].anon].lanes.clear()


def lengthen_a_lane(state: HostState) -> None:
    lane = next(iter(anon(state).lanes.values()))
    lane.runs.set(UNDO, FAR, (FAR + 1, FAR))


def turn_a_frame(state: HostState) -> None:
    lane = next(iter(anon(state).lanes.values()))
    normal(state).partition.reown(UNDO, lane.runs.values[next(iter(lane.runs))][1], 1, lane.id, FAR)


def map_nothing(state: HostState) -> None:
    mm_of(state).pages.assign(UNDO, FAR, FAR + 1, (mm_of(state).anon, 0, True))


def map_twice(state: HostState) -> None:
    start, _ = first_page(state)
    obj_id, shift, writable = mm_of(state).pages.at(start)
    mm_of(state).pages.assign(UNDO, FAR, FAR + 1, (obj_id, shift + start - FAR, writable))


def swap_a_mapped_page(state: HostState) -> None:
    start, _ = first_page(state)
    mm_of(state).swapped.assign(UNDO, start, start + 1, 0)


def swap_too_much(state: HostState) -> None:
    mm_of(state).swapped.assign(UNDO, FAR, FAR + 65, 0)


def mark_a_large_folio(state: HostState) -> None:
    obj = state.objects[state.mms[state.tasks[101].mm].anon]
    ((first, end, _),) = obj.runs(0, 1 << 62)
    pfn = obj.pfn_at(first)
    assert pfn is not None
    low = first + (first ^ pfn ^ 1) % 2  # its frame is odd where its index is even
    obj.set_mark(UNDO, "order", low, end, 1)


def set_fields(what: Callable[[HostState], Any], **values: Any) -> Callable[[HostState], None]:
    """A damage that sets fields of an object."""

    def damage(state: HostState) -> None:
        for name, value in values.items():
            setattr(what(state), name, value)

    return damage


def pool(state: HostState) -> Any:
    return state.hugetlb


#: (damage, what the check says)
DAMAGES: Final[tuple[tuple[Callable[[HostState], None], str], ...]] = (
    (lose_a_page_of_the_allocation, "allocation held holds 2 pages, its zones say otherwise"),
    (forget_an_owner, "is unknown"),
    (rename_an_owner, "3 pages belong to unknown owner"),
    (overlapping_runs, "runs overlap at"),
    (split_free_run, "are not merged"),
    (set_fields(normal, managed=1), "managed 1"),
    (lambda state: setattr(normal(state).partition, "nr_free", 7), "counter 7"),
    (frames_of_two_zones, "to zone 0/2"),
    (lambda state: normal(state).partition.add_span(UNDO, PFN_END, PFN_END + 1), "frames beyond"),
    (drop_a_lane, "no lane for"),
    (lengthen_a_lane, "frames"),
    (lengthen_a_lane, "disagrees with lane"),
    (turn_a_frame, "does not point back"),
    (map_nothing, "map nothing"),
    (map_twice, "counts"),
    (swap_a_mapped_page, "are mapped and in swap"),
    (swap_too_much, "65 pages in swap of 64"),
    (lambda state: mm_of(state).protnone.assign(UNDO, FAR, FAR + 1, value=True), "hint entries at"),
    (lambda state: anon(state).set_mark(UNDO, "pin", FAR, FAR + 1), "mark pin on absent pages"),
    (mark_a_large_folio, "no block of frames for the folio"),
    (lambda state: state.tier_adistance.update({3: 576}), "node 3 without memory is in a tier"),
    (lambda state: state.node_demotion.update({0: (8, 8)}), "demotion targets without memory"),
    (lambda state: state.node_demotion.update({0: (2, 0)}), "outside their mask"),
    (lambda state: state.node_demotion.update({3: (2, 2)}), "demotes without being in N_MEMORY"),
    (set_fields(lambda state: state, n_memory_private=1), "in N_MEMORY and N_MEMORY_PRIVATE"),
    (lambda state: pool(state).nr.update({0: 9}), "the pool counts"),
    (lambda state: pool(state).surplus.update({0: 9}), "surplus"),
    (lambda state: setattr(pool(state), "resv", 9), "free huge pages promised"),
    (lambda state: pool(state).free[0].add(UNDO, 0x1000 >> 9, (0x1000 >> 9) + 1), "huge pages at"),
)


@pytest.mark.parametrize(("damage", "said"), DAMAGES, ids=[said for _, said in DAMAGES])
def test_a_damaged_host_is_named(damage: Callable[[HostState], None], said: str) -> None:
    state = sound()
    damage(state)
    assert any(said in each for each in check(state)), check(state)


def test_frames_of_a_balloon_are_held_once_and_by_the_service() -> None:
    host = next_host(trim=[{"ret": "0"}])
    host.ok("cram_set_compression_ratio", nid=2, ratio=2999)
    host.ok("run", work="cram_wmark_work_fn", nid=2)
    node = host.state.cram_next[2]
    held = node.balloon
    host.state.cram_next[2] = msgspec.structs.replace(node, balloon=(*held, held[0]))
    assert any("is held twice" in each for each in check(host.state))
    zone, pfn, pages = held[0]
    host.state.cram_next[2] = msgspec.structs.replace(node, balloon=((zone, pfn, 2 * pages),))
    assert any("are held and not the service's" in each for each in check(host.state))


def test_the_pressure_of_a_node_is_a_share() -> None:
    host = CramHost().register()
    host.state.cram[2] = msgspec.structs.replace(host.state.cram[2], pressure=-1)
    assert "node 2: pressure -1" in check(host.state)
