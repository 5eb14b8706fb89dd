"""madvise(2) area by area: what each advice asks of an area, and what stays done (mm/madvise.c)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm import views
from service.mm.commands.memory import ADVICE_NAMES
from service.mm.madvise import BEHAVIORS
from tests.mm.mmhost import Host, flat, topology


@pytest.fixture
def host() -> Host:
    """Two nodes; task 100 with anonymous `a`, shared file `s`, private file `p`, a hole behind `a`."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 8192)]} for nid in range(2)}
    host = Host(topology(nodes, flat(2)), "mainline")
    host.task(100, 0)
    host.ok("mmap", pid=100, area="a", nr_pages=8, addr="0x600000000000")
    host.ok("mmap", pid=100, area="b", nr_pages=8, addr="0x600000010000")
    for name, kind in (("s", "file_shared"), ("p", "file_private")):
        host.ok("create_file", file=name, nr_pages=8)
        host.ok("mmap", pid=100, area=name, nr_pages=8, kind=kind, file=name)
    for area in ("a", "b", "s", "p"):
        host.ok("touch", pid=100, area=area)
    return host


def test_numbers_are_linux_s() -> None:
    """include/uapi/asm-generic/mman-common.h."""
    assert [ADVICE_NAMES[n] for n in (0, 4, 8, 9, 14, 21, 25, 100)] == [
        "MADV_NORMAL",
        "MADV_DONTNEED",
        "MADV_FREE",
        "MADV_REMOVE",
        "MADV_HUGEPAGE",
        "MADV_PAGEOUT",
        "MADV_COLLAPSE",
        "MADV_HWPOISON",
    ]
    names = set(ADVICE_NAMES.values())
    populate = {"MADV_POPULATE_READ", "MADV_POPULATE_WRITE"}
    assert names == set(BEHAVIORS) | populate | {"MADV_HWPOISON", "MADV_SOFT_OFFLINE"}


ERRORS: Final[dict[str, tuple[str, str, bool, str | None]]] = {
    "free_of_a_file": ("MADV_FREE", "p", False, "EINVAL"),
    "free_of_locked_memory": ("MADV_FREE", "a", True, "EINVAL"),
    "dontneed_of_locked_memory": ("MADV_DONTNEED", "a", True, "EINVAL"),
    "dontneed_locked_of_locked_memory": ("MADV_DONTNEED_LOCKED", "a", True, None),
    "cold_of_locked_memory": ("MADV_COLD", "a", True, "EINVAL"),
    "pageout_of_locked_memory": ("MADV_PAGEOUT", "a", True, "EINVAL"),
    "remove_of_anonymous_memory": ("MADV_REMOVE", "a", False, "EINVAL"),
    "remove_of_a_private_mapping": ("MADV_REMOVE", "p", False, "EACCES"),
    "remove_of_a_shared_mapping": ("MADV_REMOVE", "s", False, None),
    "wipeonfork_of_a_file": ("MADV_WIPEONFORK", "p", False, "EINVAL"),
    "wipeonfork_of_anonymous_memory": ("MADV_WIPEONFORK", "a", False, None),
}


@pytest.mark.parametrize("case", ERRORS)
def test_what_an_advice_asks_of_an_area(host: Host, case: str) -> None:
    """can_madv_lru_vma, dontneed_free_valid_vma, madvise_remove, madvise_vma_behavior."""
    advice, area, locked, errno = ERRORS[case]
    if locked:
        host.ok("mlock", pid=100, area=area)
    before = host.hash()
    assert host.errno("madvise", pid=100, area=area, advice=advice) == errno
    assert (host.hash() == before) is (errno is not None)


def test_a_hole_is_passed_over_and_reported(host: Host) -> None:
    """madvise_walk_vmas: unmapped_error is ENOMEM, areas behind the hole are done all the same."""
    where: dict[str, Any] = {"addr": "0x600000000000", "len": 24 << 12}
    assert host.errno("madvise", pid=100, advice="MADV_DONTNEED", **where) == "ENOMEM"
    assert host.area_pages(100, "a") == host.area_pages(100, "b") == {}


def test_flags_split_an_area_and_equal_flags_join_it(host: Host) -> None:
    """VM_* flags are compared by vma_merge; a part with other flags is an area of its own."""

    def areas() -> int:
        return len(views.task(host.state, 100).areas)

    whole = areas()
    for advice, back in (
        ("MADV_RANDOM", "MADV_NORMAL"),
        ("MADV_HUGEPAGE", "MADV_NOHUGEPAGE"),
        ("MADV_MERGEABLE", "MADV_UNMERGEABLE"),
        ("MADV_DONTFORK", "MADV_DOFORK"),
        ("MADV_DONTDUMP", "MADV_DODUMP"),
        ("MADV_WIPEONFORK", "MADV_KEEPONFORK"),
    ):
        host.ok("madvise", pid=100, area="a", first=2, count=3, advice=advice)
        assert areas() == whole + 2, advice
        host.ok("madvise", pid=100, area="a", first=2, count=3, advice=back)
        assert areas() == whole, back


@pytest.mark.parametrize(
    ("advice", "errno"), [("MADV_DONTFORK", "EFAULT"), ("MADV_WIPEONFORK", "ENOENT")]
)
def test_what_a_child_gets(host: Host, advice: str, errno: str) -> None:
    """dup_mmap skips VM_DONTCOPY; VM_WIPEONFORK leaves the child an area without pages."""
    host.ok("madvise", pid=100, area="a", advice=advice)
    host.ok("fork", pid=100, child=101)
    answer = host.do("move_pages", pid=101, pages=[{"addr": "0x600000000000", "count": 8}])
    assert [run.errno for run in answer.status] == [errno]
    assert host.area_pages(100, "a") == {0: 8}


def test_remove_punches_the_range_out_of_the_file(host: Host) -> None:
    """vfs_fallocate(FALLOC_FL_PUNCH_HOLE): nobody maps the pages any more, and they are free."""
    host.ok("madvise", pid=100, area="s", first=2, count=4, advice="MADV_REMOVE")
    assert host.area_pages(100, "s") == {0: 4}


def test_willneed_reads_a_file_ahead(host: Host) -> None:
    """force_page_cache_readahead: pages come into the cache by the task policy, not mapped."""
    host.ok("create_file", file="r", nr_pages=8)
    host.ok("mmap", pid=100, area="r", nr_pages=8, kind="file_shared", file="r")
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[1])
    host.ok("madvise", pid=100, area="r", advice="MADV_WILLNEED")
    cached = [view for view in views.files(host.state) if view.file == "r"]
    assert dict(cached[0].nodes) == {1: 8}
    assert host.area_pages(100, "r") == {}


def test_populate_faults_in_and_tells_what_it_met(host: Host) -> None:
    """madvise_populate: EINVAL by protection, ENOMEM at a hole, EFAULT beyond the file."""
    host.ok("madvise", pid=100, area="a", advice="MADV_DONTNEED")
    host.ok("madvise", pid=100, area="a", advice="MADV_POPULATE_WRITE")
    assert host.area_pages(100, "a") == {0: 8}
    where: dict[str, Any] = {"addr": "0x600000000000", "len": 24 << 12}
    assert host.errno("madvise", pid=100, advice="MADV_POPULATE_READ", **where) == "ENOMEM"
    host.ok("mprotect", pid=100, area="b", prot=["PROT_READ"])
    assert host.errno("madvise", pid=100, area="b", advice="MADV_POPULATE_WRITE") == "EINVAL"
    host.ok("ftruncate", file="s", nr_pages=4)
    assert host.errno("madvise", pid=100, area="s", advice="MADV_POPULATE_READ") == "EFAULT"
    assert host.state.tasks[100].alive, "the call fails, no signal comes"
