"""Errors on pages in use and pages taken out of use: one handling, whoever reports them.

Sources: mm/memory-failure.c (memory_failure, hwpoison_user_mappings, soft_offline_in_use_page,
page_handle_poison) of Linux 7.3; patch 21 of RFC v4 (20260222084842.1824063-22-gourry@gourry.net).
"""

from __future__ import annotations

from typing import Any

import pytest

from service.mm.context import Context
from service.mm.folio import get_references
from service.mm.memory_failure import memory_failure, memory_failure_free, soft_offline_page
from service.mm.objects import PageObject
from service.reasons import KernelError
from tests.mm.mmhost import BLOCK_BYTES, BOTH, OPS_MP, Host, hot_start, std_topology


def private_host(pages: int = 2, *, huge: bool = False, **extra: Any) -> Host:
    """Task 100 with an area of pages on private node 2."""
    host = Host(std_topology(swap_pages=64), "rfc-v4")
    ops = {**OPS_MP, "callbacks": [*BOTH, *extra.get("callbacks", ())]}
    host.add_private(2, ops=ops)
    host.task(caps=["CAP_SYS_ADMIN"])
    host.area(100, "a", pages)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    if huge:
        host.ok("madvise", pid=100, area="a", advice="MADV_HUGEPAGE")
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {2: pages}
    return host


def page_of(host: Host, at: int = 0) -> tuple[Context, PageObject, int]:
    """A context, and the object and index of a page of the area."""
    mm = host.state.mms[host.state.tasks[100].mm]
    page = mm.areas["a"][0] + at
    entry = mm.pages.at(page)
    assert entry is not None
    return Context(host.state, explain=False), host.state.objects[entry[0]], page + entry[1]


def test_a_page_with_an_error_leaves_its_task_and_the_next_access_is_sigbus() -> None:
    """Patch 21: after the notification the kernel always goes on with the standard handling."""
    host = private_host()
    host.ok("madvise", pid=100, area="a", first=0, count=1, advice="MADV_HWPOISON")
    assert host.area_pages(100, "a") == {2: 1}
    assert host.statuses(100, "a", 0, 2) == ["ENOENT", 2]
    answer = host.do("touch", pid=100, area="a", first=0, count=1)
    assert (answer.signal, answer.reason) == (7, "SIGNAL_HWPOISON")


def test_a_poisoned_page_does_not_hold_its_block_online() -> None:
    """mm/memory_hotplug.c, do_migrate_range passes over poisoned pages."""
    host = private_host(1)
    memory_failure(*page_of(host))
    assert host.errno("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES) is None


def test_a_large_folio_is_split_before_its_page_goes() -> None:
    """try_to_split_thp_page: the service hears of the error, then of each new folio (patch 11)."""
    host = private_host(1024, huge=True, callbacks=["folio_split", "memory_failure"])
    ctx, obj, index = page_of(host, 515)
    if not obj.mark_at("order", index):
        pytest.fail("the area has no large folio")
    memory_failure(ctx, obj, index)
    told = [(each.name, each.nr_pages) for each in ctx.effects if each.effect == "callback"]
    assert told == [("memory_failure", 1), ("folio_split", 511), ("folio_split", 1)]
    assert host.area_pages(100, "a") == {2: 1023}


def test_an_error_on_a_free_page_takes_one_page_from_the_allocator() -> None:
    host = private_host(callbacks=["memory_failure"])
    before = host.free(2)
    ctx = Context(host.state, explain=False)
    memory_failure_free(ctx, 2)
    assert host.free(2) == before - 1
    assert [each.name for each in ctx.effects if each.effect == "callback"] == ["memory_failure"]


def test_soft_offline_of_a_page_with_extra_references_is_ebusy() -> None:
    """folio_migrate_mapping: an unexpected reference count ends the migration."""
    host = private_host()
    ctx, obj, index = page_of(host)
    get_references(ctx, obj, index, index + 1)
    with pytest.raises(KernelError) as refused:
        soft_offline_page(ctx, obj, index)
    assert refused.value.reason == "SOFT_OFFLINE_BUSY"
    assert host.area_pages(100, "a") == {2: 2}


def test_the_frame_of_a_page_taken_offline_is_not_used_again() -> None:
    """page_handle_poison takes it off the buddy lists."""
    host = private_host()
    total = host.free(2) + 2
    soft_offline_page(*page_of(host))
    host.ok("munmap", pid=100, area="a")
    assert host.free(2) == total - 1
