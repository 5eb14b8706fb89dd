"""Errors on pages that are already poisoned, huge, held, free or of kernel code; injected errors.

Sources: mm/memory-failure.c (memory_failure, try_memory_failure_hugetlb, soft_offline_page,
page_handle_poison), mm/madvise.c (madvise_inject_error) of Linux 7.3.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.context import Context
from service.mm.folio import get_references
from service.mm.hwpoison import hard_offline
from service.mm.invariants import check
from service.mm.memory_failure import memory_failure, memory_failure_free, soft_offline_page
from service.mm.objects import PageObject
from service.reasons import KernelError
from tests.mm.mmhost import Host, std_topology

HUGE: Final = 512


@pytest.fixture
def host() -> Host:
    """Mainline: task 100 may inject errors and has an area `a` of four pages."""
    made = Host(std_topology(pages=8192, swap_pages=64), "mainline")
    made.task(caps=["CAP_SYS_ADMIN"])
    made.area(100, "a", 4)
    made.ok("touch", pid=100, area="a")
    return made


def page_of(host: Host, area: str = "a", at: int = 0) -> tuple[Context, PageObject, int]:
    """A context, and the object and index of a page of an area."""
    mm = host.state.mms[host.state.tasks[100].mm]
    page = mm.areas[area][0] + at
    entry = mm.pages.at(page)
    assert entry is not None
    return Context(host.state, explain=False), host.state.objects[entry[0]], page + entry[1]


def refusal(call: Any, *args: Any) -> str:
    with pytest.raises(KernelError) as refused:
        call(*args)
    return refused.value.reason


def inject(host: Host, advice: str = "MADV_HWPOISON", area: str = "a", **where: Any) -> Any:
    return host.do("madvise", pid=100, area=area, advice=advice, **where)


def test_a_page_that_is_poisoned_already_is_ehwpoison_and_soft_offline_leaves_it(
    host: Host,
) -> None:
    ctx, obj, index = page_of(host)
    obj.set_mark(ctx.undo, "hwpoison", index, index + 1)
    assert refusal(memory_failure, ctx, obj, index) == "PAGE_POISONED"
    soft_offline_page(ctx, obj, index)
    assert ctx.effects == []


def test_a_folio_that_cannot_be_split_stays_poisoned_where_it_is(host: Host) -> None:
    """try_to_split_thp_page fails for extra references."""
    host.area(100, "h", 2 * HUGE)
    host.ok("madvise", pid=100, area="h", advice="MADV_HUGEPAGE")
    host.ok("touch", pid=100, area="h")
    ctx, obj, index = page_of(host, "h", HUGE)
    assert obj.mark_at("order", index)
    get_references(ctx, obj, index, index + 1)
    assert refusal(memory_failure, ctx, obj, index) == "FOLIO_UNSPLIT"
    assert obj.mark_at("hwpoison", index)
    assert host.area_pages(100, "h") == {0: 2 * HUGE}


def test_a_huge_page_of_the_pool_keeps_its_frames_and_the_next_access_is_sigbus(host: Host) -> None:
    host.ok(
        "kernfs_write", path="/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", value="2"
    )
    host.area(100, "h", HUGE, kind="hugetlb_private")
    host.ok("touch", pid=100, area="h", count=1)
    ctx, obj, index = page_of(host, "h")
    (mapping,) = memory_failure(ctx, obj, index)
    assert mapping.task.pid == 100
    assert host.do("touch", pid=100, area="h", count=1).signal == 7


def test_an_error_on_a_page_of_kernel_code_is_told_and_ignored(host: Host) -> None:
    answer = host.ok("alloc_pages", label="held", preferred_nid=0)
    pfn = int(answer.pages[0].pfn, 16)
    ctx = Context(host.state, explain=False)
    assert hard_offline(ctx, pfn) == ("alloc", [])
    assert [each.detail for each in ctx.effects] == [f"pfn {pfn:#x}: page of alloc, ignored"]
    free = host.free(0)
    host.ok("free_pages", label="held")
    assert host.free(0) == free + 1


def test_a_free_page_is_taken_out_once_and_a_page_without_memory_is_nobodys(host: Host) -> None:
    ctx = Context(host.state, explain=False)
    zone = next(each for each in host.state.nodes[0].zones if each.managed)
    pfn = zone.start_pfn + zone.spanned - 1
    free = host.free(0)
    assert hard_offline(ctx, pfn) == ("free", [])
    assert hard_offline(ctx, pfn) == ("hwpoison", []), "a frame out of use has no further error"
    assert len(ctx.effects) == 1
    assert host.free(0) == free - 1
    assert hard_offline(ctx, 1 << 40) == ("", [])


def test_a_node_without_free_pages_has_none_to_poison(host: Host) -> None:
    ctx = Context(host.state, explain=False)
    memory_failure_free(ctx, 3)
    assert ctx.effects == []


def test_soft_offline_drops_clean_cache_and_moves_the_rest(host: Host) -> None:
    """Either way the frame that was left is never given out again."""
    host.ok("create_file", file="f", nr_pages=2)
    host.ok("file_read", pid=100, file="f")
    cache = host.state.objects[host.state.inodes["f"].obj]
    free = host.free(0)
    soft_offline_page(Context(host.state, explain=False), cache, 0)
    assert cache.counts(0, 2) == {(0, 2): 1}
    assert host.free(0) == free
    ctx, obj, index = page_of(host)
    pfn = obj.pfn_at(index)
    soft_offline_page(ctx, obj, index)
    assert obj.pfn_at(index) not in {pfn, None}
    assert host.free(0) == free - 1
    assert check(host.state) == []


@pytest.mark.parametrize("advice", ["MADV_HWPOISON", "MADV_SOFT_OFFLINE"])
def test_injected_errors_end_at_the_first_refusal_pages_before_it_stay_so(
    host: Host, advice: str
) -> None:
    """madvise_inject_error: get_user_pages first, then each page in turn."""
    ctx, obj, index = page_of(host, at=2)
    get_references(ctx, obj, index, index + 1)
    answer = inject(host, advice)
    if advice == "MADV_SOFT_OFFLINE":
        assert answer.reason == "SOFT_OFFLINE_BUSY"
        assert host.area_pages(100, "a") == {0: 4}
    else:
        assert answer.errno is None
        assert host.area_pages(100, "a") == {}


def test_an_error_is_not_injected_into_what_cannot_be_faulted_in(host: Host) -> None:
    host.area(100, "zero", 2, prot=["PROT_READ"])
    assert inject(host, area="zero").reason == "PAGE_UNPOISONABLE"
    host.ok("create_file", file="f", nr_pages=1)
    host.area(100, "m", 2, kind="file_shared", file="f")
    host.ok("touch", pid=100, area="m", count=1, access="read")
    assert inject(host, area="m", first=1, count=1).reason == "GUP_FAULTED"
    inject(host, count=1)
    assert inject(host, count=1).reason == "GUP_FAULTED", "a hwpoison entry is a SIGBUS"


def test_poisoned_entries_are_copied_by_fork_and_moved_by_mremap(host: Host) -> None:
    """mm/memory.c, copy_nonpresent_pte; mm/mremap.c, move_ptes: entries that are no pages go along."""
    inject(host, first=1, count=1)
    host.ok("fork", pid=100, child=200)
    assert host.do("touch", pid=200, area="a", first=1, count=1).signal == 7
    host.ok("mremap", pid=100, area="a", new_len=4 << 12,
            flags=["MREMAP_MAYMOVE", "MREMAP_FIXED"], new_addr="0x7f5500000000")  # fmt: skip
    assert host.do("touch", pid=100, area="a", first=0, count=1, access="read").signal is None
    assert host.do("touch", pid=100, area="a", first=1, count=1).signal == 7
