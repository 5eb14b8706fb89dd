"""cram, the service of compressed RAM (patch 23 of the 27 of RFC v4; mm/cram.c of the series).

Where the mail's text and its code differ, both are here: `documented` and `as-coded`.
"""

from __future__ import annotations

import pytest

from service.mm import views
from service.mm.codec import decode, encode
from service.mm.context import Context
from service.mm.folio import get_references
from service.mm.memory_tiers import demotion_targets
from service.mm.swap import swap_used
from tests.mm.cramhost import CRAM_FLAGS, CramHost
from tests.mm.mmhost import BLOCK_BYTES, BLOCK_PAGES, Host, error_of, hot_start, std_host


@pytest.fixture
def host() -> CramHost:
    return CramHost().register()


# --- registration ---------------------------------------------------------------------------------


def test_23_register_installs_the_five_flags_and_starts_kswapd(host: CramHost) -> None:
    node = views.node(host.state, 2)
    assert node.kswapd
    assert node.node_private is not None
    assert node.node_private.flags == CRAM_FLAGS


def test_23_register_makes_the_node_a_demotion_target_without_targets_of_its_own(
    host: CramHost,
) -> None:
    assert demotion_targets(host.state, 0)[0] == 1 << 2
    assert demotion_targets(host.state, 2) == (0, 0)


@pytest.mark.parametrize("nid", [0, 3, -1, 5000])
def test_23_register_of_a_node_without_private_memory_is_einval(host: CramHost, nid: int) -> None:
    assert host.errno("cram_register_private_node", nid=nid, owner="drv") == "EINVAL"


def test_23_register_again_by_the_same_owner_keeps_pressure_and_callback(host: CramHost) -> None:
    """Q-23-4: the second callback is ignored."""
    host.ok("cram_set_pressure", nid=2, pressure=400)
    host.ok("cram_register_private_node", nid=2, owner="drv", flush_cb={"answer": "resolved"})
    assert host.state.cram[2].pressure == 400
    assert not host.state.cram[2].flush_cb


def test_23_register_by_another_owner_is_ebusy_and_changes_nothing(host: CramHost) -> None:
    before = host.hash()
    assert host.errno("cram_register_private_node", nid=2, owner="other") == "EBUSY"
    assert host.hash() == before


@pytest.mark.parametrize("model", ["mainline", "list-isolation"])
def test_a_kernel_without_cram_answers_enodev(model: str) -> None:
    host = std_host(model, private=())
    answer = host.do("cram_register_private_node", nid=2, owner="drv")
    assert (error_of(answer), answer.reason) == ("ENODEV", "CRAM_NOT_BUILT")


def test_the_answer_names_patch_23_as_its_source(host: CramHost) -> None:
    answer = host.ok("cram_set_pressure", nid=2, pressure=10)
    assert "patch 23" in answer.decided_by.source
    assert "cram_set_pressure" in answer.decided_by.source


# --- entry, reads, writes -------------------------------------------------------------------------


def test_23_demoted_pages_are_mapped_read_only_and_reads_involve_nobody(host: CramHost) -> None:
    host.demoted("a", 8)
    answer = host.ok("touch", pid=100, area="a", access="read")
    assert host.calls(answer) == {}
    assert host.area_pages(100, "a") == {2: 8}


def test_23_a_write_promotes_to_the_node_of_the_cpu(host: CramHost) -> None:
    host.demoted("a", 8)
    host.ok("sched_setaffinity", pid=100, cpu=1)
    calls = host.calls(host.write("a", 2, 3))
    assert calls == {"handle_fault": 3, "folio_migrate": 3, "free_folio": 3}
    assert host.area_pages(100, "a") == {1: 3, 2: 5}


def test_23_a_second_write_to_a_promoted_page_takes_no_fault(host: CramHost) -> None:
    host.demoted("a", 1)
    host.write("a")
    assert host.calls(host.write("a")) == {}


def test_23_a_write_with_dram_exhausted_is_repeated_without_an_oom_kill(host: CramHost) -> None:
    host.demoted("a", 4)
    for nid in (0, 1):
        host.leave(nid, 0, mark="min")
    answer = host.write("a")
    assert answer.reason == "VM_FAULT_RETRIED"
    assert not [each for each in answer.effects if each.effect == "oom_kill"]
    assert host.area_pages(100, "a") == {2: 4}


def test_23_mprotect_does_not_make_entries_writable(host: CramHost) -> None:
    """Patch 15: the gate of PROTECT_WRITE; the write still promotes."""
    host.demoted("a", 1)
    host.ok("mprotect", pid=100, area="a", prot=["PROT_READ"])
    host.ok("mprotect", pid=100, area="a", prot=["PROT_READ", "PROT_WRITE"])
    assert host.calls(host.write("a"))["handle_fault"] == 1
    assert host.area_pages(100, "a") == {0: 1}


@pytest.mark.parametrize(
    ("fidelity", "errno", "where"),
    [("documented", "ENODEV", {0: 1}), ("as-coded", None, {2: 1})],
)
def test_23_move_pages_is_no_way_in_by_the_text_and_one_by_the_code(
    fidelity: str, errno: str | None, where: dict[int, int]
) -> None:
    """Q-23-1: cell cram.entry."""
    host = CramHost(fidelity).register()
    host.fresh("a", 1)
    pages = [{"area": "a", "first": 0, "count": 1}]
    answer = host.do("move_pages", pid=100, pages=pages, nodes=[2], flags=["MPOL_MF_MOVE"])
    assert error_of(answer) == errno
    assert host.area_pages(100, "a") == where


def test_23_policies_cannot_name_the_node(host: CramHost) -> None:
    """cram has no MEMPOLICY (patch 13); MEMPOLICY excludes PROTECT_WRITE (patch 15)."""
    host.area(100, "a", 1)
    mask = {"mode": "MPOL_BIND", "nodemask": [2]}
    assert host.errno("mbind", pid=100, area="a", **mask) == "EINVAL"
    assert host.errno("set_mempolicy", pid=100, **mask) == "EINVAL"


def test_23_a_full_node_takes_nothing_and_nothing_goes_elsewhere() -> None:
    """alloc_cram_folio: this node only, no direct reclaim."""
    host = CramHost(swap=0).register()
    host.fresh("a", 8)
    host.leave(2, 3, mark="min", zone="Movable")
    answer = host.demote(8)
    assert host.area_pages(100, "a") == {0: 5, 2: 3}
    assert error_of(answer) == "EAGAIN"


def test_23_an_unused_target_is_zeroed_and_put_through_free_folio() -> None:
    """cram_put_new_folio: the extra reference makes the migration fail after the allocation."""
    host = CramHost(swap=0).register(answer="resolved")
    host.fresh("a", 2)
    context = Context(host.state, explain=False)
    obj = next(each for each in host.state.objects.values() if each.kind == "anon")
    first = min(obj.extents)
    get_references(context, obj, first, first + 1)
    calls = host.calls(host.demote(2))
    assert calls == {"migrate_to": 2, "free_folio": 1, "flush_cb": 1}
    assert host.area_pages(100, "a") == {0: 1, 2: 1}
    assert host.counted("cram_freed_zeroed") == 1


# --- pressure -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressure", "stored", "boost", "blocked", "kswapd"),
    [
        (0, 0, 0, False, "not_asked"),
        (1, 1, 32, False, "woken"),
        (250, 250, 8192, False, "woken"),
        (999, 999, 32735, False, "woken"),
        (1000, 1000, 32768, True, "woken"),
        (5000, 1000, 32768, True, "woken"),
    ],
)
def test_23_pressure_boosts_the_first_zone_and_blocks_at_1000(
    host: CramHost, pressure: int, stored: int, boost: int, *, blocked: bool, kswapd: str
) -> None:
    answer = host.ok("cram_set_pressure", nid=2, pressure=pressure)
    got = (
        answer.pressure,
        answer.watermark_boost,
        answer.migration_blocked,
        answer.kswapd,
    )
    assert got == (stored, boost, blocked, kswapd)


def test_23_pressure_of_an_unknown_node_does_nothing(host: CramHost) -> None:
    before = host.hash()
    for nid in (-1, 0, 3, 99999):
        assert host.ok("cram_set_pressure", nid=nid, pressure=1000).kswapd == "not_asked"
    assert host.hash() == before


def test_23_at_pressure_1000_reclaim_swaps_instead_of_demoting(host: CramHost) -> None:
    host.fresh("a", 8)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    assert "migrate_to" not in host.calls(host.demote(8))
    assert host.area_pages(100, "a") == {}
    host.ok("cram_clear_pressure", nid=2)
    host.demoted("b", 8)


def test_23_at_pressure_1000_and_without_swap_reclaim_fails() -> None:
    host = CramHost(swap=0).register()
    host.fresh("a", 8)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    refused = host.demote(8)
    assert (error_of(refused), refused.reason) == ("EAGAIN", "RECLAIM_TOO_LITTLE")
    assert "migrate_to" not in host.calls(refused)
    assert host.area_pages(100, "a") == {0: 8}


def test_23_kswapd_of_the_node_swaps_everything_out_under_full_pressure(host: CramHost) -> None:
    """Patch 16: the service's policy allows swap in boosted passes and keeps the boost."""
    host.demoted("a", 64)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    calls = host.calls(host.ok("run", work="kswapd", nid=2))
    assert calls["free_folio"] == 64
    assert host.area_pages(100, "a") == {}
    assert host.state.nodes[2].zones[3].boost == BLOCK_PAGES
    host.ok("touch", pid=100, area="a", access="read")
    assert host.area_pages(100, "a") == {0: 64}


def test_23_pages_that_fork_shares_are_evicted_into_one_swap_slot_each(host: CramHost) -> None:
    """mm/rmap.c, try_to_unmap: every mapping gets a swap entry, a page takes one slot."""
    host.demoted("a", 4)
    host.ok("fork", pid=100, child=101)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    calls = host.calls(host.ok("run", work="kswapd", nid=2))
    assert calls["free_folio"] == 4
    assert [host.area_pages(pid, "a") for pid in (100, 101)] == [{}, {}]
    assert swap_used(host.state) == 4
    host.ok("touch", pid=101, area="a", access="read")
    assert host.area_pages(101, "a") == {0: 4}
    assert swap_used(host.state) == 4, "the parent still needs the slots"
    host.ok("exit_task", pid=100)
    assert swap_used(host.state) == 0


def test_23_a_fork_after_eviction_shares_the_swap_slots(host: CramHost) -> None:
    """mm/memory.c, copy_nonpresent_pte duplicates swap entries."""
    host.demoted("a", 4)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    host.ok("run", work="kswapd", nid=2)
    host.ok("fork", pid=100, child=101)
    assert swap_used(host.state) == 4
    host.ok("touch", pid=101, area="a", access="read")
    assert host.area_pages(101, "a") == {0: 4}


def test_23_runs_that_begin_boosted_never_make_the_node_hopeless() -> None:
    host = CramHost(swap=0).register()
    host.demoted("a", 4)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    for _ in range(18):
        host.ok("run", work="kswapd", nid=2)
    assert host.state.nodes[2].kswapd_failures == 0
    assert host.ok("cram_set_pressure", nid=2, pressure=1000).kswapd == "woken"


# --- the end --------------------------------------------------------------------------------------


@pytest.mark.parametrize("nid", [-1, 1024])
def test_23_unregister_of_an_id_out_of_range_is_einval(host: CramHost, nid: int) -> None:
    assert host.errno("cram_unregister_private_node", nid=nid) == "EINVAL"
    assert host.errno("cram_unpurge", nid=nid) == "EINVAL"


def test_23_unregister_of_an_unknown_node_is_enodev(host: CramHost) -> None:
    assert host.errno("cram_unregister_private_node", nid=3) == "ENODEV"
    assert host.errno("cram_unpurge", nid=3) == "ENODEV"
    host.ok("cram_unregister_private_node", nid=2)
    assert host.errno("cram_unregister_private_node", nid=2) == "ENODEV"


@pytest.mark.parametrize(
    ("fidelity", "where", "blocked"),
    [("documented", {0: 8}, False), ("as-coded", {2: 8}, True)],
)
def test_23_unregister_evacuates_by_the_text_and_leaves_by_the_code(
    fidelity: str, where: dict[int, int], *, blocked: bool
) -> None:
    """Q-23-5: cell cram.unregister."""
    host = CramHost(fidelity).register()
    host.demoted("a", 8)
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    host.ok("cram_unregister_private_node", nid=2)
    node = views.node(host.state, 2)
    assert host.area_pages(100, "a") == where
    assert not node.kswapd
    assert node.node_private is not None
    assert node.node_private.flags == ()
    assert node.node_private.migration_blocked is blocked
    assert (host.state.nodes[2].zones[3].boost > 0) is blocked


def test_23_as_coded_a_write_after_unregister_happens_in_place() -> None:
    host = CramHost("as-coded").register()
    host.demoted("a", 1)
    host.ok("cram_unregister_private_node", nid=2)
    assert host.calls(host.write("a")) == {}
    assert host.area_pages(100, "a") == {2: 1}


def test_23_unregister_without_room_elsewhere_is_ebusy_and_changes_nothing() -> None:
    host = CramHost(swap=0).register()
    host.demoted("a", 16)
    for nid in (0, 1):
        host.leave(nid, 0, mark="min")
    before = host.hash()
    answer = host.do("cram_unregister_private_node", nid=2)
    assert (error_of(answer), answer.reason) == ("EBUSY", "CRAM_NODE_BUSY")
    assert host.hash() == before


def test_23_another_table_on_the_node_makes_unregister_warn(host: CramHost) -> None:
    """Patch 01: a table already set is replaced without a word."""
    table = {"name": "cram", "flags": ["NP_OPS_RECLAIM"], "callbacks": []}
    host.ok("node_private_set_ops", nid=2, ops=table)
    answer = host.ok("cram_unregister_private_node", nid=2)
    warned = [each.name for each in answer.effects if each.effect == "warning"]
    assert warned == ["WARN_ON node_private_clear_ops"]
    assert views.node(host.state, 2).node_private.flags == ("NP_OPS_RECLAIM",)  # type: ignore[union-attr]


def test_23_flags_block_and_boost_survive_an_unplug_and_plug_but_kswapd_does_not(
    host: CramHost,
) -> None:
    """Patches 01 and 22: ops and migration_blocked are the driver's structure's."""
    host.ok("cram_set_pressure", nid=2, pressure=1000)
    where = {"start": hex(hot_start(2)), "size": BLOCK_BYTES}
    host.ok("offline_and_remove_private_memory", nid=2, **where)
    host.ok("add_private_memory_driver_managed", nid=2, owner="np2", online_type="online_movable",
            **where)  # fmt: skip
    node = views.node(host.state, 2)
    assert node.node_private is not None
    assert node.node_private.flags == CRAM_FLAGS
    assert node.node_private.migration_blocked
    assert not node.kswapd
    assert host.state.cram[2].pressure == 1000
    assert host.state.nodes[2].zones[3].boost == BLOCK_PAGES


def test_the_state_of_cram_survives_a_snapshot() -> None:
    host = CramHost().register(answer="buffer", buf_max=4)
    host.demoted("a", 8)
    host.ok("munmap", pid=100, area="a")
    again = decode(encode(host.state))
    assert encode(again) == encode(host.state)
    assert again.flush == host.state.flush
    assert again.cram == host.state.cram


def test_the_view_of_a_node_shows_cram_and_the_boost() -> None:
    host = CramHost().register(answer="buffer", name="fc")
    host.demoted("a", 4)
    host.ok("munmap", pid=100, area="a")
    host.ok("cram_set_pressure", nid=2, pressure=250)
    view = views.node(host.state, 2)
    assert view.cram is not None
    assert view.cram.model_dump() == {
        "owner": "drv",
        "flush_cb": "fc",
        "pressure": 250,
        "purged": False,
        "deferred_pages": 4,
    }
    assert [zone.boost for zone in view.zones] == [BLOCK_PAGES // 4]


def test_every_refused_call_leaves_the_state_unchanged() -> None:
    host: Host = CramHost()
    before = host.hash()
    for op, args in (
        ("cram_register_private_node", {"nid": 2, "owner": "drv"}),
        ("cram_unregister_private_node", {"nid": 2}),
        ("cram_unpurge", {"nid": 2}),
        ("cram_flush_take", {"nid": 2}),
        ("cram_flush_put", {"nid": 2}),
        ("cram_register", {"nid": 2, "ranges": [], "zratio": 3000}),
        ("cram_allow_allocation", {"nid": 2, "allow": True}),
    ):
        assert host.errno(op, **args) is not None, op
    assert host.hash() == before
