"""mremap(2): shrink, grow in place, move; pages keep frames, policy, locks and swap (mm/mremap.c)."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.hugetlb_pool import HPAGE_NR
from tests.mm.mmhost import MM, OPS_MP, Host, std_topology

PAGE: Final = 4096
PRIVATE: Final = 2
MAYMOVE: Final = ["MREMAP_MAYMOVE"]
FIXED: Final = ["MREMAP_MAYMOVE", "MREMAP_FIXED"]
DONTUNMAP: Final = ["MREMAP_MAYMOVE", "MREMAP_DONTUNMAP"]
AWAY: Final = "0x600000000000"


def machine() -> Host:
    """A task whose area `a` of 4 pages is bound to a private node and written."""
    host = Host(std_topology(swap_pages=256), "rfc-v4")
    host.add_private(PRIVATE, ops=OPS_MP)
    host.task()
    host.area(100, "a", 4)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[PRIVATE])
    host.ok("touch", pid=100, area="a", access="write")
    return host


def remap(host: Host, pages: int, area: str = "a", **args: Any) -> Any:
    """A call that must not be refused."""
    return host.ok("mremap", pid=100, area=area, new_len=pages * PAGE, **args)


def frames(host: Host) -> list[int | None]:
    """The frames behind area `a`, page by page."""
    mm = host.state.mms[host.state.tasks[100].mm]
    start, pages = mm.areas["a"]
    found = []
    for page in range(start, start + pages):
        entry = mm.pages.at(page)
        found.append(host.state.objects[entry[0]].pfn_at(page + entry[1]) if entry else None)
    return found


def test_a_mapping_that_shrinks_frees_the_tail() -> None:
    """shrink_vma."""
    host = machine()
    free = host.free(PRIVATE)
    answer = remap(host, 1)
    assert host.area_pages(100, "a") == {PRIVATE: 1}
    assert host.free(PRIVATE) == free + 3
    assert answer.decided_by.source == "mm/mremap.c, do_mremap"


def test_a_mapping_grows_in_place_and_keeps_its_policy() -> None:
    """expand_vma_in_place: the new pages are of the same area."""
    host = machine()
    before = host.state.mms[host.state.tasks[100].mm].areas["a"]
    remap(host, 8)
    assert host.state.mms[host.state.tasks[100].mm].areas["a"] == (before[0], 8)
    host.ok("touch", pid=100, area="a", access="write")
    assert host.area_pages(100, "a") == {PRIVATE: 8}


def test_a_mapping_without_room_moves_with_its_frames_and_its_policy() -> None:
    """move_vma and move_page_tables: nothing is allocated, nothing copied."""
    host = machine()
    host.area(100, "b", 4, addr=hex(sum(host.state.mms[1].areas["a"]) * PAGE))
    held, free = frames(host), host.free(PRIVATE)
    answer = remap(host, 8, flags=MAYMOVE)
    assert int(answer.addr, 16) == host.state.mms[1].areas["a"][0] * PAGE
    assert frames(host) == [*held, None, None, None, None]
    assert host.free(PRIVATE) == free
    host.ok("touch", pid=100, area="a", access="write")
    assert host.area_pages(100, "a") == {PRIVATE: 8}


def test_a_place_that_was_left_can_be_mapped_and_filled_again() -> None:
    """The moved pages keep their own; both sides are freed at the end."""
    host = machine()
    old = host.state.mms[1].areas["a"][0]
    remap(host, 4, flags=FIXED, new_addr=AWAY)
    host.area(100, "b", 4, addr=hex(old * PAGE))
    host.ok("touch", pid=100, area="b", access="write")
    assert host.area_pages(100, "a") == {PRIVATE: 4}
    assert host.area_pages(100, "b") == {0: 4}
    host.ok("exit_task", pid=100)
    assert host.state.objects == {}


def test_fixed_unmaps_what_is_in_its_way() -> None:
    """mremap_to: do_munmap of the new range comes first."""
    host = machine()
    host.area(100, "b", 8, addr=AWAY)
    host.ok("touch", pid=100, area="b", access="write")
    remap(host, 2, flags=FIXED, new_addr=AWAY)
    assert host.area_pages(100, "a") == {PRIVATE: 2}
    assert "b" in host.state.mms[1].areas
    with_hole = host.do("touch", pid=100, addr=hex(int(AWAY, 16) + 2 * PAGE), len=PAGE)
    assert with_hole.errno is None


def test_dontunmap_leaves_an_empty_mapping_behind() -> None:
    """MREMAP_DONTUNMAP: the pages go, the area and its label stay."""
    host = machine()
    held = frames(host)
    answer = remap(host, 4, flags=DONTUNMAP)
    assert frames(host) == [None] * 4
    host.ok("munmap", pid=100, addr=answer.addr, len=4 * PAGE)
    assert held[0] is not None
    assert host.area_pages(100, "a") == {}


def test_an_old_length_of_zero_duplicates_a_shared_mapping() -> None:
    """check_prep_vma: the DOS emulators' case; the copy sees the same pages."""
    host = machine()
    host.area(100, "s", 4, kind="anon_shared")
    host.ok("touch", pid=100, area="s", access="write")
    free = host.free(0)
    args = {"pid": 100, "area": "s", "count": 0, "new_len": 4 * PAGE, "flags": MAYMOVE}
    answer = host.ok("mremap", **args)
    host.ok("touch", pid=100, addr=answer.addr, len=4 * PAGE, access="write")
    assert host.free(0) == free


def test_swapped_pages_move_in_swap() -> None:
    """move_ptes moves swap entries too."""
    host = machine()
    host.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT")
    host.area(100, "b", 4)
    host.ok("touch", pid=100, area="b", access="write")
    host.ok("madvise", pid=100, area="b", advice="MADV_PAGEOUT")
    mm = host.state.mms[1]
    assert sum(end - start for start, (end, _) in mm.swapped.values.items()) == 4
    remap(host, 4, "b", flags=FIXED, new_addr=AWAY)
    assert list(mm.swapped.keys()) == [int(AWAY, 16) // PAGE]
    host.ok("touch", pid=100, area="b")
    assert not mm.swapped


def test_a_locked_mapping_that_grows_is_populated() -> None:
    """mm_populate of the new part where the area is VM_LOCKED."""
    host = machine()
    host.area(100, "b", 4)
    host.ok("mlock", pid=100, area="b")
    remap(host, 6, "b")
    assert host.area_pages(100, "b") == {0: 6}


def test_reserved_huge_pages_move_with_their_mapping() -> None:
    """hugetlb: moved as a whole, the reservations are used at the new address."""
    host = machine()
    host.ok("kernfs_write", path="/proc/sys/vm/nr_hugepages", value="2")
    host.area(100, "h", 2 * HPAGE_NR, kind="hugetlb_private")
    host.ok("touch", pid=100, area="h", count=HPAGE_NR, access="write")
    remap(host, 2 * HPAGE_NR, "h", flags=FIXED, new_addr=AWAY)
    assert host.state.hugetlb.resv == 1
    host.ok("touch", pid=100, area="h", access="write")
    assert host.state.hugetlb.resv == 0


REFUSED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "FLAGS_UNKNOWN": ("EINVAL", {"raw_flags": 8, "addr": "0x1001", "len": 0}),
    "START_UNALIGNED": ("EINVAL", {"addr": "0x1001", "len": 0, "new_len": 0}),
    "MREMAP_NEW_LEN": ("EINVAL", {"new_len": 0, "flags": FIXED, "new_addr": "0x1"}),
    "MREMAP_NEW_ADDR": ("EINVAL", {"flags": ["MREMAP_FIXED"], "new_addr": "0x1"}),
    "MREMAP_NEEDS_MAYMOVE": ("EINVAL", {"flags": ["MREMAP_FIXED"], "new_addr": AWAY}),
    "MREMAP_DONTUNMAP_RESIZES": ("EINVAL", {"flags": DONTUNMAP, "new_len": 8192}),
    "MREMAP_OVERLAPS": ("EINVAL", {"flags": FIXED, "new_addr": "INSIDE"}),
    "RANGE_UNMAPPED": ("EFAULT", {"addr": "0x1000", "len": PAGE}),
    "HUGETLB_UNALIGNED": ("EINVAL", {"area": "h", "first": 1, "count": 1}),
    "MREMAP_HUGETLB_GROWS": ("EINVAL", {"area": "h", "new_len": 4 << 20, "flags": MAYMOVE}),
    "MREMAP_DONTUNMAP_HUGETLB": ("EINVAL", {"area": "h", "new_len": 2 << 20, "flags": DONTUNMAP}),
    "MREMAP_DUPLICATES_PRIVATE": ("EINVAL", {"count": 0, "flags": MAYMOVE}),
    "MREMAP_ACROSS_AREAS": ("EFAULT", {"count": 5, "new_len": 6 * PAGE, "flags": MAYMOVE}),
    "MREMAP_NO_ROOM_IN_PLACE": ("ENOMEM", {"new_len": 8 * PAGE}),
    "MMAP_NO_ROOM": ("ENOMEM", {"new_len": 1 << 47, "flags": MAYMOVE}),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_refusal_has_the_kernels_errno_and_changes_nothing(reason: str) -> None:
    """check_mremap_params, then the area, then check_prep_vma, then the room."""
    host = machine()
    host.ok("kernfs_write", path="/proc/sys/vm/nr_hugepages", value="1")
    start, pages = host.state.mms[1].areas["a"]
    host.area(100, "next", 1, addr=hex((start + pages) * PAGE))
    host.area(100, "h", HPAGE_NR, kind="hugetlb_private")
    errno, args = REFUSED[reason]
    call: dict[str, Any] = {"pid": 100, "new_len": 4 * PAGE, **args}
    if "addr" not in call:
        call.setdefault("area", "a")
    if call.get("new_addr") == "INSIDE":
        call["new_addr"] = hex((start + 1) * PAGE)
    before = host.hash()
    answer = host.do("mremap", **call)
    assert (answer.errno, answer.reason) == (errno, reason)
    assert host.hash() == before


@settings(MM, max_examples=30)
@given(data=st.data())
def test_pages_are_neither_lost_nor_shared_however_mappings_move(data: Any) -> None:
    """Random remaps, touches, forks and reclaim: what is mapped before is mapped after."""
    host = machine()
    host.area(100, "b", 6)
    for _ in range(data.draw(st.integers(3, 12))):
        area = data.draw(st.sampled_from(["a", "b"]))
        act = data.draw(st.sampled_from(["move", "size", "touch", "fork", "pageout"]))
        pages = host.state.mms[1].areas[area][1]
        there = sum(host.area_pages(100, area).values())
        if act == "move":
            slot = "ab".index(area) * 3 + data.draw(st.integers(0, 2))
            to = hex(int(AWAY, 16) + slot * 64 * PAGE)
            if host.errno(
                "mremap", pid=100, area=area, new_len=pages * PAGE, flags=FIXED, new_addr=to
            ):
                continue
            assert sum(host.area_pages(100, area).values()) == there
        elif act == "size":
            remap(host, data.draw(st.integers(1, 12)), area, flags=MAYMOVE)
        elif act == "touch":
            host.do("touch", pid=100, area=area, access="write")
        elif act == "pageout":
            host.do("madvise", pid=100, area=area, advice="MADV_PAGEOUT")
        elif 300 not in host.state.tasks:
            host.ok("fork", pid=100, child=300)
    for pid in sorted(host.state.tasks):
        host.ok("exit_task", pid=pid)
    assert host.state.objects == {}
    assert host.free(PRIVATE) == host.state.nodes[PRIVATE].zones[2].managed
