"""Pins of user pages: what they fault, what they unshare, and how they fail.

Sources: mm/gup.c (check_vma_flags, faultin_page, follow_page_pte), mm/internal.h
(gup_must_unshare) of Linux 7.3; patches 15 and 20 of RFC v4.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.mm.context import Context
from service.mm.fault import handle_mm_fault
from service.mm.gup import pin_user_pages
from service.mm.mmap import find_vma
from service.reasons import KernelError
from tests.mm.cramhost import CramHost
from tests.mm.mmhost import Host, std_host


def pin(host: Host, pid: int, area: str, count: int = 1, **flags: Any) -> int:
    """pin_user_pages of an area's first pages."""
    task = host.state.tasks[pid]
    first, _ = host.state.mms[task.mm].areas[area]
    ctx = Context(host.state, explain=False)
    return pin_user_pages(ctx, task, first, first + count, **flags)


def read_only(pages: int) -> Host:
    """Task 100 with an area that may only be read."""
    host = std_host("rfc-v4")
    host.task()
    host.area(100, "a", pages, prot=["PROT_READ"])
    return host


@pytest.mark.parametrize("longterm", [False, True])
def test_a_write_pin_of_a_read_only_area_is_efault(*, longterm: bool) -> None:
    """check_vma_flags: without VM_WRITE no page is faulted in."""
    host = read_only(2)
    with pytest.raises(KernelError) as refused:
        pin(host, 100, "a", write=True, longterm=longterm)
    assert refused.value.reason == "GUP_FAULTED"
    assert host.area_pages(100, "a") == {}


def test_a_pin_that_meets_a_hole_keeps_the_pages_before_it() -> None:
    """__get_user_pages: the number of pages so far, an errno only without any."""
    host = std_host("rfc-v4")
    host.task()
    host.area(100, "a", 2)
    assert pin(host, 100, "a", 4, write=True, longterm=False) == 2


def test_a_long_term_read_pin_of_a_shared_page_unshares_it() -> None:
    """W17 of patch 15: the unshare fault is the service's first; cram promotes, then it copies."""
    host = CramHost().register()
    host.demoted("a", 1)
    host.ok("fork", pid=100, child=101)
    assert pin(host, 101, "a", write=False, longterm=True) == 1
    assert list(host.area_pages(101, "a")) == [0]
    pages = {pid: host.state.mms[host.state.tasks[pid].mm].pages for pid in (100, 101)}
    page, _ = host.state.mms[host.state.tasks[101].mm].areas["a"]
    mine, theirs = pages[101].at(page), pages[100].at(page)
    assert mine is not None
    assert theirs is not None
    assert mine[0] != theirs[0], "the child has a copy of its own"
    assert not mine[2], "an unshared page stays read-only until it is written"


def test_only_a_long_term_read_pin_leaves_the_zero_page() -> None:
    """gup_must_unshare: page cache and the zero page are copied early for long-term pins alone."""
    host = read_only(2)
    host.ok("touch", pid=100, area="a", access="read")
    assert pin(host, 100, "a", write=False, longterm=False) == 1
    assert host.area_pages(100, "a") == {}
    assert pin(host, 100, "a", write=False, longterm=True) == 1
    assert host.area_pages(100, "a") == {0: 1}


def test_a_write_fault_in_a_read_only_area_is_sigsegv_before_any_dispatch() -> None:
    """W15 of patch 15: access_error comes before handle_fault of the service."""
    host = CramHost().register()
    host.demoted("a", 1)
    host.ok("mprotect", pid=100, area="a", prot=["PROT_READ"])
    task = host.state.tasks[100]
    mm = host.state.mms[task.mm]
    page, _ = mm.areas["a"]
    vma = find_vma(mm, page)
    assert vma is not None
    ctx = Context(host.state, explain=False)
    assert handle_mm_fault(ctx, task, vma, page, "write") == "VM_FAULT_SIGSEGV"
    assert ctx.effects == []
    assert host.area_pages(100, "a") == {2: 1}
