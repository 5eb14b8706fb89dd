"""The last reference of kernel allocations, and cpusets that stop at private nodes.

Sources: patch 10 of 27 (free_folio in folio_put), kernel/cgroup/cpuset.c (cpuset_current_node_allowed).
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.context import Context
from service.mm.invariants import check
from service.mm.kernel_alloc import put_allocation
from tests.mm.mmhost import BOTH, Host, std_host

KEYED: Final = ["GFP_KERNEL", "__GFP_PRIVATE"]


def held(free_folio: str, order: int = 0) -> Host:
    """Six folios of kernel code on node 2, whose service answers free_folio so."""
    ops = {"name": "o", "callbacks": [*BOTH, "free_folio"], "free_folio": free_folio}
    host = std_host("rfc-v4", private=(2,), ops={2: ops})
    host.ok("alloc_pages", label="x", preferred_nid=2, gfp=KEYED, count=6, order=order)
    return host


@pytest.mark.parametrize("order", [0, 2])
@pytest.mark.parametrize(("answer", "freed"), [("buddy", 4), ("keep", 0)])
def test_folio_put_asks_the_service_of_the_node_and_free_pages_does_not(
    answer: str, freed: int, order: int
) -> None:
    host = held(answer, order)
    free = host.free(2)
    ctx = Context(host.state, explain=False)
    assert put_allocation(ctx, "x", 4, callbacks=True) == 4
    told: list[Any] = [(each.effect, each.name, each.nid, each.nr_pages) for each in ctx.effects]
    assert told[0] == ("callback", "free_folio", 2, 4)
    assert told[1:] == ([("pages_freed", None, 2, 4 << order)] if freed else [])
    assert host.free(2) == free + (freed << order)
    assert put_allocation(ctx, "x", 9, callbacks=False) == 2
    assert len([each for each in ctx.effects if each.effect == "callback"]) == 1
    assert host.free(2) == free + ((freed + 2) << order)
    assert check(host.state) == []


@pytest.mark.parametrize(
    ("nid", "key", "served"), [(0, False, False), (1, False, True), (2, True, True)]
)
def test_a_cpuset_that_does_not_govern_private_nodes_still_governs_the_others(
    nid: int, key: bool, served: bool
) -> None:
    host = std_host("rfc-v5", private=(2,))
    host.ok("kernfs_mkdir", path="/cg/g")
    host.ok("kernfs_write", path="/cg/g/cpuset.mems", value="1")
    host.task(cgroup="/g")
    gfp = ["GFP_KERNEL", "__GFP_HARDWALL", "__GFP_THISNODE", "__GFP_NORETRY"]
    answer = host.do(
        "alloc_pages", label="x", preferred_nid=nid, gfp=gfp, pid=100, key=key, nodemask=[nid]
    )
    assert (answer.nids == (nid,)) is served


def test_time_is_what_was_advanced() -> None:
    host = std_host(private=())
    for expected in (5, 12):
        host.ok("advance", ns=expected - host.state.now_ns)
        assert host.state.now_ns == expected
