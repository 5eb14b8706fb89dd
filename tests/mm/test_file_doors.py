"""Every door by which page cache could reach a private node, and the way out again.

rfc-v4 never allocates page cache on a private node, but demotion and the migration calls can bring
it there, and munmap leaves it there. thread-2026-06: none of these doors opens. With the cell
`unmapped_cache=never_placed_and_leaves_on_last_unmap` the last munmap drops it, with
`file_policy=binders_union` a page stays within the union of its binders' private nodes.
Sources: patches 12 to 14 of RFC v4; discussion of 4 June 2026 (aiFSZfRlFPd7qlIw, aiE5DZC8Io4SNI3H).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm.context import Context
from service.mm.demote import demote_folio_list
from service.mm.memory_tiers import memory_tier_refresh_demotion
from service.mm.migrate import mapped_runs
from service.mm.migrate_to import Batch
from service.mm.models import KernelModel
from service.mm.nodemask import nodes_of
from service.mm.numa_balancing import damon_migrate, migrate_misplaced_folio
from service.reasons import KernelError
from tests.mm.mmhost import BOTH, MM, Host, knobbed, std_topology

OPS: Final = {
    "name": "f_ops",
    "flags": [
        "NP_OPS_MIGRATION",
        "NP_OPS_MEMPOLICY",
        "NP_OPS_DEMOTION",
        "NP_OPS_RECLAIM",
        "NP_OPS_NUMA_BALANCING",
    ],
    "callbacks": list(BOTH),
}
PAGES: Final = 4


def leaving(model: str = "thread-2026-06") -> KernelModel:
    """A model in which page cache leaves its private node with the last mapping."""
    return knobbed(model, unmapped_cache="never_placed_and_leaves_on_last_unmap")


def union(**cells: str) -> KernelModel:
    """thread-2026-06 with `binders_union`."""
    return knobbed("thread-2026-06", file_policy="binders_union", **cells)


def machine(model: KernelModel | str, ops: Mapping[str, Any] = OPS) -> Host:
    """Task 100 on node 0 and 200 on node 1; file `f`; private nodes 2 and 3 of a slower tier."""
    host = Host(std_topology(swap_pages=64), model)
    for nid in (2, 3):
        host.state.adistance[nid] = 2880
        host.add_private(nid, ops=ops)
    host.ok("kernfs_write", path="/sys/kernel/mm/numa/demotion_enabled", value="1")
    host.ok("create_file", file="f", nr_pages=PAGES)
    host.task(100, cpu=0)
    host.task(200, cpu=1)
    return host


def cached(host: Host) -> dict[int, int]:
    """Pages of the file in memory, by node."""
    inode = host.state.inodes["f"]
    counts = host.state.objects[inode.obj].counts(0, PAGES)
    return {nid: pages for (nid, _), pages in sorted(counts.items())}


def mapped(host: Host, pid: int = 100, kind: str = "file_shared") -> Host:
    """A task maps the whole file."""
    host.area(pid, "m", PAGES, kind=kind, file="f")
    return host


def runs(host: Host, ctx: Context, pid: int = 100) -> list[Any]:
    """The mapped pages of the file."""
    mm = host.state.mms[host.state.tasks[pid].mm]
    first, pages = mm.areas["m"]
    found = mapped_runs(ctx, mm, first, first + pages)
    return [(run.obj, run.start + run.shift, run.end + run.shift) for run in found]


def bind(host: Host, pid: int, nid: int, *flags: str) -> Any:
    """mbind(MPOL_BIND) of the mapping to a private node."""
    return host.do("mbind", pid=pid, area="m", mode="MPOL_BIND", nodemask=[nid], flags=list(flags))


# --- doors in ---------------------------------------------------------------------------------------------


def _mbind_move(host: Host) -> None:
    bind(host, 100, 2, "MPOL_MF_MOVE")


def _move_pages(host: Host) -> None:
    pages, flags = [{"area": "m", "count": PAGES}], ["MPOL_MF_MOVE"]
    host.do("move_pages", pid=100, pages=pages, nodes=[2], flags=flags)


def _migrate_pages(host: Host) -> None:
    host.do("migrate_pages", pid=100, old_nodes=[0], new_nodes=[2])


def _demote(host: Host) -> None:
    ctx = Context(host.state, explain=False)
    memory_tier_refresh_demotion(host.state, ctx.undo)
    found = runs(host, ctx)
    demote_folio_list(ctx, Batch(found, PAGES), 0)


def _bind_then_fault(host: Host) -> None:
    bind(host, 100, 2)
    host.ok("munmap", pid=100, area="m")
    host.ok("drop_caches")
    mapped(host)
    bind(host, 100, 2)
    host.ok("touch", pid=100, area="m", access="read")


def _task_policy(host: Host) -> None:
    host.ok("drop_caches", file="f")
    host.do("set_mempolicy", pid=200, mode="MPOL_PREFERRED", nodemask=[2])
    host.do("file_read", pid=200, file="f")


def _write(host: Host) -> None:
    host.do("set_mempolicy", pid=200, mode="MPOL_INTERLEAVE", nodemask=[2, 3])
    host.do("file_write", pid=200, file="f")


def _soft_fault(host: Host) -> None:
    mapped(host, 200)
    bind(host, 200, 2)
    host.ok("touch", pid=200, area="m", access="read")


def _balance(host: Host) -> None:
    ctx = Context(host.state, explain=False)
    obj, first, _ = runs(host, ctx)[0]
    with pytest.raises(KernelError):
        migrate_misplaced_folio(ctx, obj, first, 2)
    ctx.undo.rollback()


def _damon(host: Host) -> None:
    ctx = Context(host.state, explain=False)
    assert damon_migrate(ctx, runs(host, ctx), 2) == 0


#: way to a private node -> does rfc-v4 open it to page cache (what migrates does, no allocation)
DOORS: Final[dict[str, tuple[Callable[[Host], None], bool]]] = {
    "mbind MOVE": (_mbind_move, True),
    "move_pages": (_move_pages, True),
    "migrate_pages": (_migrate_pages, True),
    "demotion": (_demote, True),
    "a fault in a bound mapping": (_bind_then_fault, False),
    "read under a task policy": (_task_policy, False),
    "write under a task policy": (_write, False),
    "a soft fault of a binder": (_soft_fault, False),
    "NUMA balancing": (_balance, False),
    "DAMON": (_damon, False),
}


def door_host(model: KernelModel | str, kind: str) -> Host:
    """The file is mapped by 100 and cached in DRAM."""
    host = mapped(machine(model), kind=kind)
    host.ok("touch", pid=100, area="m", access="read")
    assert cached(host) == {0: PAGES}
    return host


@pytest.mark.parametrize("kind", ["file_shared", "file_private"])
@pytest.mark.parametrize("door", DOORS)
def test_door_of_rfc_v4(door: str, kind: str) -> None:
    """Migration carries page cache onto the node, no allocation does (patches 12, 13, 14; A3)."""
    way, opens = DOORS[door]
    host = door_host("rfc-v4", kind)
    way(host)
    assert (2 in cached(host)) is opens
    assert 3 not in cached(host)


@pytest.mark.parametrize("kind", ["file_shared", "file_private"])
@pytest.mark.parametrize("model", ["thread-2026-06", "leaving"])
@pytest.mark.parametrize("door", DOORS)
def test_no_door_of_the_june_models_is_open(door: str, model: str, kind: str) -> None:
    """4 June 2026: page cache should not come from, or go to, private nodes."""
    host = door_host(leaving() if model == "leaving" else model, kind)
    DOORS[door][0](host)
    assert set(cached(host)) <= {0, 1}


# --- and out ----------------------------------------------------------------------------------------------


def test_munmap_leaves_page_cache_on_the_private_node_in_rfc_v4() -> None:
    """Unmapped cache stays until reclaim or a truncate takes it."""
    host = door_host("rfc-v4", "file_shared")
    _move_pages(host)
    host.ok("munmap", pid=100, area="m")
    assert cached(host) == {2: PAGES}


def test_the_last_munmap_drops_it_where_the_model_says_so() -> None:
    """A rule on top of rfc-v4's doors: two mappings, the first munmap keeps the pages."""
    model = union(unmapped_cache="never_placed_and_leaves_on_last_unmap")
    host = mapped(machine(model))
    mapped(host, 200)
    bind(host, 100, 2)
    for pid in (100, 200):
        host.ok("touch", pid=pid, area="m", access="read")
    host.ok("munmap", pid=100, area="m")
    assert cached(host) == {2: PAGES}
    answer = host.ok("munmap", pid=200, area="m")
    assert cached(host) == {}
    assert any(each.effect == "page_cache" and each.nid == 2 for each in answer.effects)
    assert host.ok("file_read", pid=100, file="f").placed[0].nid == 0


@pytest.mark.parametrize("how", ["exit_task", "munmap"])
def test_pages_that_a_binder_placed_leave_with_its_last_mapping(how: str) -> None:
    """binders_union places them on the node; nobody maps them any more: they are dropped."""
    model = union(unmapped_cache="never_placed_and_leaves_on_last_unmap")
    host = mapped(machine(model))
    bind(host, 100, 2)
    host.ok("touch", pid=100, area="m", access="read")
    assert cached(host) == {2: PAGES}
    host.ok(how, pid=100, **({"area": "m"} if how == "munmap" else {}))
    assert cached(host) == {}


# --- two binders, one file; the silent move back ----------------------------------------------------------


@pytest.mark.parametrize("model", ["rfc-v4", "thread-2026-06", "list-isolation"])
def test_a_soft_fault_never_moves_a_page(model: str) -> None:
    """Scenarios S02 and S03: whoever comes first decides, no policy of a mapping does."""
    host = machine(model) if model != "list-isolation" else list_host()
    host.ok("file_read", pid=100, file="f")
    before = cached(host)
    for pid, nid in ((100, 2), (200, 3)):
        mapped(host, pid)
        assert bind(host, pid, nid).errno is None
        host.ok("touch", pid=pid, area="m", access="read")
        assert cached(host) == before


def list_host() -> Host:
    """The same machine for list-isolation, which has no ops."""
    host = Host(std_topology(), "list-isolation")
    for nid in (2, 3):
        host.add_private(nid)
    host.ok("create_file", file="f", nr_pages=PAGES)
    host.task(100, cpu=0)
    host.task(200, cpu=1)
    return host


def test_two_binders_move_one_page_back_and_forth_in_rfc_v4() -> None:
    """Each mbind MOVE_ALL takes the shared pages; the other binder is not told."""
    host = door_host("rfc-v4", "file_shared")
    mapped(host, 200)
    host.ok("touch", pid=200, area="m", access="read")
    for pid, nid in ((100, 2), (200, 3), (100, 2)):
        assert bind(host, pid, nid, "MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL").errno is None
        assert cached(host) == {nid: PAGES}


def test_reclaim_then_read_elsewhere_moves_the_pages_back_silently() -> None:
    """Scenario S04: dropped on the private node, read again by a stranger, back in DRAM."""
    host = door_host("rfc-v4", "file_shared")
    bind(host, 100, 2, "MPOL_MF_MOVE")
    host.ok("munmap", pid=100, area="m")
    mapped(host)
    bind(host, 100, 2)
    assert cached(host) == {2: PAGES}
    host.ok("drop_caches")
    host.ok("file_read", pid=200, file="f")
    host.ok("touch", pid=100, area="m", access="read")
    assert cached(host) == {1: PAGES}
    assert host.policy(100, "m") == ("MPOL_BIND", [2])


# --- binders_union ----------------------------------------------------------------------------------------


def two_binders(model: KernelModel, ops: Mapping[str, Any] = OPS) -> Host:
    """100 binds the file to 2, 200 to 3; nothing is cached."""
    host = machine(model, ops)
    for pid, nid in ((100, 2), (200, 3)):
        mapped(host, pid)
        assert bind(host, pid, nid).errno is None
    return host


@pytest.mark.parametrize(("first", "nid"), [(100, 2), (200, 3)])
def test_binders_union_places_a_page_on_the_node_of_the_binder_that_faults(
    first: int, nid: int
) -> None:
    """And the other binder's soft fault finds it within the union."""
    host = two_binders(union())
    answer = host.ok("touch", pid=first, area="m", access="read")
    assert answer.decided_by.rule == "fault.binders_union"
    host.ok("touch", pid=300 - first, area="m", access="read")
    assert cached(host) == {nid: PAGES}


@pytest.mark.parametrize("reclaim", [False, True])
def test_binders_union_falls_back_within_the_union_only(*, reclaim: bool) -> None:
    """Node 2 is full: the other binder's node serves; both are full: the bind kills.

    With NP_OPS_RECLAIM the page that stands there goes instead (shrink_folio_list).
    """
    flags = [flag for flag in OPS["flags"] if flag != "NP_OPS_RECLAIM" or reclaim]
    host = two_binders(union(), {**OPS, "flags": flags})
    host.leave(2, 0, mark="min")
    host.ok("touch", pid=100, area="m", first=0, count=1, access="read")
    assert cached(host) == {3: 1}
    host.leave(3, 0, mark="min")
    answer = host.do("touch", pid=100, area="m", first=1, count=1, access="read")
    assert (answer.errno is None) == reclaim
    assert set(cached(host)) <= {3}


def test_binders_union_and_the_page_that_was_read_first() -> None:
    """read(2) caches in DRAM; binding and touching moves nothing, mbind MOVE does."""
    host = machine(union())
    host.ok("file_read", pid=100, file="f")
    mapped(host)
    bind(host, 100, 2)
    host.ok("touch", pid=100, area="m", access="read")
    assert cached(host) == {0: PAGES}
    bind(host, 100, 2, "MPOL_MF_MOVE")
    assert cached(host) == {2: PAGES}


def test_binders_union_refuses_what_would_take_a_bound_page_out_of_the_union() -> None:
    """move_pages to DRAM and migrate_pages to DRAM leave it, another binder's node may have it."""
    host = two_binders(union())
    for pid in (100, 200):
        host.ok("touch", pid=pid, area="m", access="read")
    flags = ["MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL"]
    pages = [{"area": "m", "count": PAGES}]
    host.do("move_pages", pid=100, pages=pages, nodes=[0], flags=flags)
    host.do("migrate_pages", pid=100, old_nodes=[2], new_nodes=[0])
    assert cached(host) == {2: PAGES}
    host.ok("move_pages", pid=100, pages=pages, nodes=[3], flags=flags)
    assert cached(host) == {3: PAGES}


@settings(MM, max_examples=40)
@given(data=st.data())
def test_binders_union_holds_over_any_history(data: Any) -> None:
    """A bound page that is on a private node is on one that a mapping binds it to."""
    host = two_binders(union(unmapped_cache="never_placed_and_leaves_on_last_unmap"))
    for _ in range(data.draw(st.integers(1, 6))):
        pid = data.draw(st.sampled_from([100, 200]))
        act = data.draw(st.sampled_from(["touch", "read", "move", "mbind", "drop", "migrate"]))
        nid = data.draw(st.integers(0, 3))
        first = data.draw(st.integers(0, PAGES - 1))
        if act == "touch":
            host.do("touch", pid=pid, area="m", first=first, count=1, access="read")
        elif act == "read":
            host.do("file_read", pid=pid, file="f", first=first, count=1)
        elif act == "move":
            pages, flags = [{"area": "m", "first": first}], ["MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL"]
            host.do("move_pages", pid=pid, pages=pages, nodes=[nid], flags=flags)
        elif act == "mbind":
            bind(host, pid, 2 if pid == 100 else 3, "MPOL_MF_MOVE")
        elif act == "drop":
            host.do("drop_caches")
        else:
            host.do("migrate_pages", pid=pid, old_nodes=[2, 3], new_nodes=[0, nid])
        if not all(host.state.tasks[each].alive for each in (100, 200)):
            return
        assert not {2, 3} & set(cached(host)) or bound_where(host)


def bound_where(host: Host) -> bool:
    """Every private node with pages of the file is one that a mapping binds it to."""
    vmas = [vma for mm in host.state.mms.values() for vma in mm.vmas if vma.label == "m"]
    bound = {nid for vma in vmas if vma.policy for nid in nodes_of(vma.policy.nodes)}
    return {2, 3} & set(cached(host)) <= bound
