"""Memory that goes at once: what its users see, folio by folio, and what is left of everything.

Sources: mm/memory-failure.c (hwpoison_user_mappings, me_pagecache_clean), patch 21 of 27.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.invariants import check
from service.mm.memory_lost import lose_range
from tests.mm.mmhost import BLOCK_BYTES, BLOCK_PAGES, OPS_M, Host, hot_start, std_topology

LOW = hot_start(2) >> 12


def host_with_a_module(model: str = "mainline") -> Host:
    """Nodes 0 and 1 of DRAM, node 2 hot-added; tasks 100 (node 0) and 200."""
    host = Host(std_topology(), model)
    host.add_ordinary(2)
    host.ok("create_file", file="f", nr_pages=8)
    for pid in (100, 200):
        host.task(pid)
    return host


def on_node(
    host: Host, area: str, pages: int, pid: int = 100, mask: tuple[int, ...] = (2,), **args: object
) -> None:
    """An area all of whose pages are on the module, or interleaved over the nodes of `mask`."""
    host.area(pid, area, pages, **args)
    mode = "MPOL_BIND" if len(mask) == 1 else "MPOL_INTERLEAVE"
    host.ok("set_mempolicy", pid=pid, mode=mode, nodemask=list(mask))
    host.ok("touch", pid=pid, area=area, access="write" if args.get("kind") is None else "read")
    host.ok("set_mempolicy", pid=pid, mode="MPOL_DEFAULT")


def lose(host: Host, low: int = LOW, high: int = LOW + BLOCK_PAGES) -> Context:
    ctx = Context(host.state, explain=False)
    lose_range(ctx, low, high)
    assert check(host.state) == []
    return ctx


def told(ctx: Context, effect: str) -> list[tuple[str | None, int | None]]:
    return [(each.name, each.nr_pages) for each in ctx.effects if each.effect == effect]


def test_who_mapped_anonymous_memory_of_the_module_is_killed_others_live() -> None:
    host = host_with_a_module()
    on_node(host, "a", 6)
    on_node(host, "i", 8, mask=(0, 2))
    host.area(200, "b", 4)
    host.ok("touch", pid=200, area="b")
    ctx = lose(host)
    assert told(ctx, "task") == [("SIGBUS", 10)]
    assert not host.state.tasks[100].alive
    assert host.state.tasks[200].alive
    assert host.area_pages(200, "b") == {0: 4}
    assert host.free(2) == BLOCK_PAGES


def test_clean_page_cache_is_dropped_and_read_anew_dirty_is_lost_with_a_warning() -> None:
    host = host_with_a_module()
    host.ok("set_mempolicy", pid=100, mode="MPOL_BIND", nodemask=[2])
    host.ok("file_read", pid=100, file="f", count=4)
    host.ok("file_write", pid=100, file="f", first=4, count=2)
    host.ok("set_mempolicy", pid=100, mode="MPOL_DEFAULT")
    host.area(200, "m", 8, kind="file_private", file="f")
    host.ok("touch", pid=200, area="m", access="read", count=4)
    ctx = lose(host)
    assert ("f", 2) in told(ctx, "warning")
    assert told(ctx, "task") == []
    assert host.area_pages(200, "m") == {}
    host.ok("touch", pid=200, area="m", access="read", count=4)
    assert host.area_pages(200, "m") == {0: 4}


def test_interleaved_pages_of_a_file_go_one_by_one_the_others_stay() -> None:
    host = host_with_a_module()
    host.ok("set_mempolicy", pid=100, mode="MPOL_INTERLEAVE", nodemask=[0, 2])
    host.ok("file_read", pid=100, file="f")
    host.ok("set_mempolicy", pid=100, mode="MPOL_DEFAULT")
    obj = host.state.objects[host.state.inodes["f"].obj]
    assert obj.counts(0, 8) == {(0, 2): 4, (2, 2): 4}
    lose(host)
    assert obj.counts(0, 8) == {(0, 2): 4}


def test_what_kernel_code_holds_is_cut_to_what_remains() -> None:
    """Runs before, around, within and after the lost frames, and those of other zones."""
    host = host_with_a_module()
    gfp = ["GFP_KERNEL", "__GFP_THISNODE"]
    host.ok("alloc_pages", label="held", preferred_nid=2, gfp=gfp, count=100)
    host.ok("alloc_pages", label="other", preferred_nid=0, gfp=gfp, count=5)
    held = host.state.allocations["held"]
    held.runs = (*held.runs, *host.state.allocations.pop("other").runs)
    other = next(owner for owner, kind in host.state.owners.items() if kind == ("alloc", "other"))
    for key, pfn, count in held.runs[1:]:
        host.state.zone(key).partition.reown(
            Context(host.state, explain=False).undo, pfn, count, held.owner, 0
        )
    del host.state.owners[other]
    ((key, pfn, _), rest) = held.runs
    lose(host, pfn + 10, pfn + 20)
    assert held.runs == ((key, pfn, 10), (key, pfn + 20, 80), rest)
    lose(host, pfn + 90, pfn + 200)
    assert held.runs == ((key, pfn, 10), (key, pfn + 20, 70), rest)
    lose(host)
    assert held.runs == (rest,)


def test_a_service_hears_of_each_folio_that_it_loses() -> None:
    host = Host(std_topology(), "rfc-v4")
    host.add_private(2, ops={**OPS_M, "callbacks": [*OPS_M["callbacks"], "memory_failure"]})
    host.task()
    host.ok(
        "alloc_pages",
        label="held",
        preferred_nid=2,
        gfp=["GFP_KERNEL", "__GFP_THISNODE", "__GFP_PRIVATE"],
        count=3,
    )
    ctx = lose(host, LOW, LOW + (BLOCK_BYTES >> 12))
    assert told(ctx, "callback") == [("memory_failure", 3)]
