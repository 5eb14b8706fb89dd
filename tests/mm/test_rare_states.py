"""States that few paths lead to: what a walk, a search or a driver meets when little is left.

One test for each, named after what the kernel does there.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.blocking import _holder
from service.mm.commands.driver import DriverAnswer, Question, ScriptStep
from service.mm.context import EFFECTS_PER_STEP_MAX, Context
from service.mm.contig import alloc_contig_pages, alloc_contig_range
from service.mm.driver import check_answer, check_targets, errno_error, rc_error
from service.mm.fault import handle_mm_fault, upgrade_writable
from service.mm.folio import get_references, put_references
from service.mm.gfp import GFP_KERNEL, GFP_THISNODE
from service.mm.hugetlb import set_max_huge_pages
from service.mm.invariants import check
from service.mm.mmap import find_vma
from service.mm.models.catalogue import find
from service.mm.offline import evacuate_range
from service.mm.page_alloc import Request, preferred_nid
from service.mm.rmap import frame_of, holders
from service.mm.state import Zone
from service.mm.undo import Undo
from service.reasons import KernelError, Refused
from tests.mm.mmhost import OPS_M, OPS_MP, Host, flat, knobbed, std_host, std_topology, topology

HUGE: Final = 512
POOL: Final = "/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"


def context(host: Host) -> Context:
    return Context(host.state, explain=False)


def zone_of(host: Host, nid: int = 0) -> Zone:
    return next(zone for zone in host.state.nodes[nid].zones if zone.managed)


def plain(pages: int = 4096, swap: int = 64) -> Host:
    """Mainline with task 100 and an area `a` of eight touched pages."""
    host = Host(std_topology(pages=pages, swap_pages=swap), "mainline")
    host.task()
    host.area(100, "a", 8)
    host.ok("touch", pid=100, area="a")
    return host


# contiguous ranges ------------------------------------------------------------------------------


def test_a_contiguous_search_skips_what_the_request_may_not_use() -> None:
    """alloc_contig_pages walks the zonelist; zone class, nodemask and full zones are passed over."""
    host = plain()
    ctx = context(host)
    assert alloc_contig_pages(ctx, Request(0, GFP_KERNEL), 64, keyed=False) == 0
    assert alloc_contig_pages(ctx, Request(0, GFP_KERNEL, nodemask=2), 64, keyed=False) == 1
    assert alloc_contig_pages(ctx, Request(0, GFP_KERNEL), 1 << 13, keyed=False) is None
    assert alloc_contig_pages(ctx, Request(0, GFP_KERNEL, nodemask=4), 1, keyed=False) is None
    host.leave(0, 300)
    assert alloc_contig_pages(ctx, Request(0, GFP_KERNEL), 2048, keyed=False) == 1
    assert check(host.state) == []


def test_a_helper_that_refuses_has_no_contiguous_range() -> None:
    host = std_host(find("branch-common/common-driver").model)
    asked = Request(2, GFP_KERNEL, private=True)
    assert alloc_contig_pages(context(host), asked, 1, keyed=True) is None
    alone = Request(2, GFP_KERNEL | GFP_THISNODE, private=True)
    assert alloc_contig_pages(context(host), alone, 1, keyed=True) == 2


def test_a_contiguous_range_with_a_poisoned_frame_is_unmovable() -> None:
    host = plain()
    zone = zone_of(host, 1)
    ctx = context(host)
    host.state.owners[77] = ("hwpoison", 1)
    zone.partition.take_range(ctx.undo, zone.start_pfn + 5, 1, 77, 0)
    with pytest.raises(KernelError, match="BLOCK_UNMOVABLE"):
        evacuate_range(ctx, zone, zone.start_pfn, zone.start_pfn + 64)


@pytest.mark.parametrize(("right", "reason"), [("reclaim", ""), ("", "CONTIG_DISPLACES")])
def test_displacing_folios_of_a_private_node_needs_its_right(right: str, reason: str) -> None:
    flags = ["NP_OPS_MIGRATION", "NP_OPS_MEMPOLICY", *(["NP_OPS_RECLAIM"] if right else [])]
    host = std_host(
        knobbed("rfc-v4", contig__displace="right", contig__guard="none"),
        ops={2: {**OPS_MP, "flags": flags}},
    )
    host.task()
    host.area(100, "p", 4)
    host.ok("mbind", pid=100, area="p", mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=100, area="p")
    zone = zone_of(host, 2)
    low = next(start for start, _, owner, _ in zone.partition.iter_runs() if owner)
    ctx = context(host)
    if reason:
        with pytest.raises(KernelError, match=reason):
            alloc_contig_range(ctx, zone, low & ~63, 64, keyed=True)
    else:
        alloc_contig_range(ctx, zone, low & ~63, 64, keyed=True)
        assert check(host.state) == []


# who holds a frame ------------------------------------------------------------------------------


def test_holders_are_tasks_files_and_memory_that_nobody_maps() -> None:
    host = plain()
    host.ok("create_file", file="f", nr_pages=4, fs="tmpfs")
    host.ok("file_write", pid=100, file="f")
    host.ok("alloc_pages", label="k", preferred_nid=0, count=3)
    zone = zone_of(host)
    found = holders(host.state, zone.start_pfn, zone.start_pfn + zone.spanned)
    assert sorted((each.kind, each.name, each.nr_pages) for each in found) == [
        ("kernel", "k", 3),
        ("shmem", "f", 4),
        ("task", "a", 8),
    ]
    lane = next(iter(host.state.objects[host.state.inodes["f"].obj].lanes.values()))
    assert _holder(host.state, zone, lane.id, next(iter(lane.runs))) == (
        "shmem memory that nobody maps",
        None,
    )


def test_a_page_without_a_label_is_named_by_its_task_alone() -> None:
    host = plain()
    mm = host.state.mms[host.state.tasks[100].mm]
    mm.areas.clear()
    lane = next(iter(host.state.objects[mm.anon].lanes.values()))
    words, task = _holder(host.state, zone_of(host), lane.id, next(iter(lane.runs)))
    assert words == "anon memory of task 100"
    assert task is host.state.tasks[100]


def test_a_frame_between_zones_is_nobodys() -> None:
    host = plain()
    zone = zone_of(host)
    zone.partition.remove_span(Undo(), zone.start_pfn + 4000, zone.start_pfn + 4001)
    assert frame_of(host.state, zone.start_pfn + 4000) is None


def test_an_ended_task_holds_nothing() -> None:
    host = plain()
    host.state.tasks[100].alive = False
    zone = zone_of(host)
    assert holders(host.state, zone.start_pfn, zone.start_pfn + zone.spanned) == []


# references -------------------------------------------------------------------------------------


def test_references_are_counted_and_other_objects_keep_theirs() -> None:
    host = plain()
    host.task(200)
    host.area(200, "b", 2)
    host.ok("touch", pid=200, area="b")
    ctx = context(host)
    one, two = (
        host.state.objects[host.state.mms[host.state.tasks[pid].mm].anon] for pid in (100, 200)
    )
    ((first, _, _),) = one.runs(0, 1 << 62)
    ((other, _, _),) = two.runs(0, 1 << 62)
    for _ in range(2):
        get_references(ctx, one, first, first + 2)
    get_references(ctx, two, other, other + 2)
    put_references(ctx, one.id, first, first + 1)
    assert [one.mark_at("pin", first + at) for at in range(3)] == [1, 2, 0]
    put_references(ctx, one.id, first, first + 2)
    assert [one.mark_at("pin", first + at) for at in range(3)] == [0, 1, 0]
    assert two.mark_at("pin", other) == 1


def test_a_step_reports_so_many_effects_and_no_more() -> None:
    ctx = context(plain())
    for _ in range(EFFECTS_PER_STEP_MAX):
        ctx.effect("warning", name="x")
    with pytest.raises(Refused, match="TOO_MANY_EFFECTS"):
        ctx.effect("warning", name="x")


def test_a_preferred_node_that_its_own_mask_shuts_out_is_its_own_statistic() -> None:
    """preferred_zoneref of a list without a usable zone: the request's node stands for it."""
    assert preferred_nid(context(plain()), Request(1, GFP_KERNEL, nodemask=8)) == 1
    assert preferred_nid(context(plain()), Request(1, GFP_KERNEL, nodemask=1)) == 0


# faults -----------------------------------------------------------------------------------------


def fault(host: Host, page: int, access: str = "write") -> int | str:
    task = host.state.tasks[100]
    vma = find_vma(host.state.mms[task.mm], page)
    assert vma is not None
    return handle_mm_fault(context(host), task, vma, page, access)


def test_one_fault_answers_with_a_word_when_it_fails() -> None:
    host = plain()
    host.ok("create_file", file="f", nr_pages=1)
    host.area(100, "m", 4, kind="file_shared", file="f")
    host.area(100, "new", 1)
    mm = host.state.mms[host.state.tasks[100].mm]
    assert fault(host, mm.areas["m"][0] + 2, "read") == "VM_FAULT_SIGBUS"
    assert fault(host, mm.areas["new"][0], "unshare") == 0, "an empty entry has nothing to unshare"
    assert mm.pages.at(mm.areas["new"][0]) == (0, 0, False)
    assert fault(host, mm.areas["a"][0], "write") == 0


def test_mprotect_upgrades_exclusive_anonymous_pages_only() -> None:
    host = plain()
    host.ok("create_file", file="f", nr_pages=2)
    host.area(100, "m", 2, kind="file_private", file="f")
    host.ok("touch", pid=100, area="m", access="read")
    mm = host.state.mms[host.state.tasks[100].mm]
    for area in ("a", "m"):
        host.ok("mprotect", pid=100, area=area, prot=["PROT_READ"])
        host.ok("mprotect", pid=100, area=area, prot=["PROT_READ", "PROT_WRITE"])
    assert (mm.pages.at(mm.areas["a"][0]) or (0, 0, False))[2]
    assert not (mm.pages.at(mm.areas["m"][0]) or (0, 0, True))[2]
    upgrade_writable(context(host), mm, 0, 1 << 35)
    assert not (mm.pages.at(mm.areas["m"][0]) or (0, 0, True))[2]


# the pool ---------------------------------------------------------------------------------------


def test_a_node_gives_back_no_more_than_it_has_the_rest_becomes_surplus() -> None:
    """set_max_huge_pages of one node: remove_pool_hugetlb_folio finds none, adjust_pool_surplus."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 20 * HUGE)]} for nid in (0, 1)}
    host = Host(topology(nodes, flat(2), min_free_kbytes=128), "mainline")
    host.task()
    host.ok("kernfs_write", path=POOL, value="4")
    host.area(100, "h", 2 * HUGE, kind="hugetlb_private")
    host.ok("touch", pid=100, area="h")
    pool = host.state.hugetlb
    assert (pool.nr, pool.free_on(0), pool.free_on(1)) == ({0: 2, 1: 2}, 0, 2)
    set_max_huge_pages(context(host), 0, 0)
    assert (pool.nr[0], pool.surplus) == (2, {0: 2})
    assert check(host.state) == []


# drivers ----------------------------------------------------------------------------------------

QUESTION: Final = {
    "callback": "migrate_to",
    "nid": 2,
    "driver": "d",
    "ops": "o",
    "nr_pages": 4,
    "nr_folios": 4,
    "folios": (),
}

#: (fields of the question, of the answer, the field at fault)
ANSWERS: Final[tuple[tuple[dict[str, Any], dict[str, Any], str], ...]] = (
    ({}, {"rc": 5}, "rc"),
    ({}, {"rc": 0, "nr": 5}, "nr"),
    ({}, {"rc": 0, "fault": "VM_FAULT_OOM"}, "fault"),
    ({}, {"rc": 0, "script": ({"first": 0, "count": 5, "nid": 0},)}, "script[0]"),
    ({}, {"rc": 0, "script": ({"first": 1, "count": 2, "nid": 0}, {"first": 2, "count": 1, "nid": 0})}, "script[1]"),
    ({"callback": "handle_fault"}, {"rc": 1}, "rc"),
    ({"callback": "handle_fault"}, {"rc": 0, "nr": 1}, "nr"),
    ({"callback": "memory_failure"}, {"rc": 0, "fault": "VM_FAULT_OOM"}, "fault"),
    ({"callback": "memory_failure"}, {"rc": 0, "script": ({"first": 0, "count": 1, "nid": 0},)}, "script"),
    ({}, {"rc": 4, "nr": 4, "script": ({"first": 0, "count": 1, "nid": 0}, {"first": 1, "count": 3, "nid": 0})}, ""),
)  # fmt: skip


@pytest.mark.parametrize(("question", "answer", "field"), ANSWERS)
def test_an_answer_that_cannot_be_is_refused_by_its_field(
    question: dict[str, Any], answer: dict[str, Any], field: str
) -> None:
    asked = Question.model_construct(**{**QUESTION, **question})
    given = DriverAnswer.model_validate({"outcome": "answered", **answer})
    if not field:
        check_answer(asked, given)
        return
    with pytest.raises(Refused) as refused:
        check_answer(asked, given)
    assert (refused.value.reason, refused.value.facts["field"]) == ("DRIVER_ANSWER_INVALID", field)


def test_a_script_reaches_no_private_node_of_another_driver() -> None:
    host = std_host("rfc-v4", ops={2: OPS_M, 3: OPS_M})
    host.ok("attach_driver", nid=2, driver="d")
    host.ok("attach_driver", nid=3, driver="other")

    def script(*nids: int) -> tuple[ScriptStep, ...]:
        return tuple(ScriptStep(first=at, count=1, nid=nid) for at, nid in enumerate(nids))

    check_targets(host.state, "d", script(0, 2, 9))
    with pytest.raises(Refused) as refused:
        check_targets(host.state, "d", script(2, 3))
    assert refused.value.facts["field"] == "script[1].nid"


def test_an_errno_of_a_driver_is_its_own_reason_or_einval() -> None:
    assert errno_error("ENOMEM", 2).reason == "DRIVER_ANSWERED_ENOMEM"
    assert errno_error("EUCLEAN", 2).reason == "DRIVER_ANSWERED_EINVAL"
    assert rc_error(-12, 2).reason == "DRIVER_ANSWERED_ENOMEM"
    assert rc_error(-4000, 2).reason == "DRIVER_ANSWERED_EINVAL"
