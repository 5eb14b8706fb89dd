"""Policies that name private nodes: what is accepted, and where anonymous faults land.

Sources: patch 13 of the 27 of RFC v4 (20260222084842.1824063-14-gourry@gourry.net) with 02 and 04;
the discussion of 4 June 2026 (aiE5DZC8Io4SNI3H) for thread-2026-06, of 10 June for list-isolation.
Rows of the placement table are the combination of the patches with mm/mempolicy.c of Linux 7.3.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pytest

from service.mm.models import MODELS
from tests.mm.mmhost import (
    BLOCK_BYTES,
    OPS_M,
    OPS_MP,
    Host,
    hot_start,
    std_host,
    std_topology,
)

#: distances with a fifth node 4, DRAM without CPUs
_FIVE: Final = (
    (10, 20, 15, 25, 40),
    (20, 10, 25, 15, 40),
    (15, 25, 10, 30, 18),
    (25, 15, 30, 10, 40),
    (40, 40, 18, 40, 10),
)
MODES: Final = (
    "MPOL_BIND",
    "MPOL_PREFERRED",
    "MPOL_PREFERRED_MANY",
    "MPOL_INTERLEAVE",
    "MPOL_WEIGHTED_INTERLEAVE",
)


def machine(
    model: str = "rfc-v4",
    *,
    plus: tuple[int, ...] = (2,),
    minus: tuple[int, ...] = (3,),
    dram4: bool = False,
    cpu: int = 0,
) -> Host:
    """Task 100 with area `a` of 64 pages; private nodes with (P+) and without NP_OPS_MEMPOLICY."""
    more: dict[int, Any] = {4: {"zones": [("Normal", 4096)]}} if dram4 else {}
    distances = _FIVE if dram4 else tuple(row[:4] for row in _FIVE[:4])
    host = Host(std_topology(more=more, distances=distances), model)
    for nid in plus:
        host.add_private(nid, ops=None if model == "list-isolation" else OPS_MP)
    for nid in minus:
        host.add_private(nid, ops=None if model == "list-isolation" else OPS_M)
    host.task(cpu=cpu)
    host.area(100, "a", 64)
    return host


def install(host: Host, call: str, mode: str, nodes: list[int], *flags: str) -> str | None:
    """set_mempolicy or mbind on area `a`."""
    if call == "set_mempolicy":
        return host.errno("set_mempolicy", pid=100, mode=mode, nodemask=nodes, flags=flags)
    return host.errno("mbind", pid=100, area="a", mode=mode, nodemask=nodes, mode_flags=flags)


def private_flag(host: Host, call: str) -> bool:
    """MPOL_F_PRIVATE: internal, never read back by user space."""
    task = host.state.tasks[100]
    policy = task.policy if call == "set_mempolicy" else host.state.mms[task.mm].vmas[0].policy
    assert policy is not None
    return policy.private


# --- 17.1 creating a policy (2 is P+, 3 is P-) ------------------------------------------------------------


class Creation(NamedTuple):
    """Mode, mask, errno, effective nodes, MPOL_F_PRIVATE."""

    mode: str
    mask: list[int]
    errno: str | None
    nodes: list[int]
    private: bool = False


CREATE: Final[dict[str, Creation]] = {
    "bind_p_plus": Creation("MPOL_BIND", [2], None, [2], True),
    "row_151_bind_p_minus": Creation("MPOL_BIND", [3], "EINVAL", []),
    "bind_dram_and_p_plus": Creation("MPOL_BIND", [0, 2], None, [0, 2], True),
    "row_153_bind_dram_and_p_minus_is_not_narrowed": Creation("MPOL_BIND", [0, 3], "EINVAL", []),
    "row_154_bind_p_plus_and_p_minus": Creation("MPOL_BIND", [2, 3], "EINVAL", []),
    "bind_dram": Creation("MPOL_BIND", [0, 1], None, [0, 1]),
    "bind_p_plus_and_an_impossible_node": Creation("MPOL_BIND", [2, 9], None, [2], True),
    "preferred_p_plus": Creation("MPOL_PREFERRED", [2], None, [2], True),
    "row_163_preferred_dram_and_p_plus": Creation("MPOL_PREFERRED", [0, 2], None, [0], True),
    "row_221_preferred_dram_and_p_minus": Creation("MPOL_PREFERRED", [0, 3], "EINVAL", []),
    "preferred_many_p_plus": Creation("MPOL_PREFERRED_MANY", [2], None, [2], True),
    "preferred_many_mixed": Creation("MPOL_PREFERRED_MANY", [1, 2], None, [1, 2], True),
    "interleave_mixed": Creation("MPOL_INTERLEAVE", [0, 2], None, [0, 2], True),
    "interleave_p_minus": Creation("MPOL_INTERLEAVE", [0, 3], "EINVAL", []),
    "weighted_interleave_p_plus": Creation("MPOL_WEIGHTED_INTERLEAVE", [2], None, [2], True),
    "weighted_interleave_p_minus": Creation("MPOL_WEIGHTED_INTERLEAVE", [3], "EINVAL", []),
    "local": Creation("MPOL_LOCAL", [], None, []),
    "preferred_without_nodes_is_local": Creation("MPOL_PREFERRED", [], None, []),
}


@pytest.mark.parametrize("call", ["set_mempolicy", "mbind"])
@pytest.mark.parametrize("claim", CREATE)
def test_creating_a_policy_in_rfc_v4(claim: str, call: str) -> None:
    """No difference between the two calls in v4 (mpol_set_nodemask is shared)."""
    row = CREATE[claim]
    host = machine()
    before = host.hash()
    assert install(host, call, row.mode, row.mask) == row.errno
    if row.errno:
        assert host.hash() == before, "raised before any area or page is touched"
        return
    mode = "MPOL_LOCAL" if row.mode == "MPOL_PREFERRED" and not row.mask else row.mode
    assert host.policy(100, None if call == "set_mempolicy" else "a") == (mode, row.nodes)
    assert private_flag(host, call) is row.private


@pytest.mark.parametrize("call", ["set_mempolicy", "mbind"])
def test_default_has_no_private_logic(call: str) -> None:
    """Row 162."""
    host = machine()
    assert install(host, call, "MPOL_DEFAULT", []) is None


@pytest.mark.parametrize("call", ["set_mempolicy", "mbind"])
@pytest.mark.parametrize("state", ["registered", "hotplugged"])
def test_row_159_a_registered_node_that_is_not_online_is_einval(call: str, state: str) -> None:
    """Neither state: dropped from the mask, and nothing is left."""
    host = machine(plus=(), minus=())
    host.ok("node_private_register", nid=2, owner="np2")
    host.ok("node_private_set_ops", nid=2, ops=OPS_MP)
    if state == "hotplugged":
        host.ok(
            "add_private_memory_driver_managed",
            nid=2,
            owner="np2",
            start=hex(hot_start(2)),
            size=BLOCK_BYTES,
        )
    assert install(host, call, "MPOL_BIND", [2]) == "EINVAL"
    assert install(host, call, "MPOL_BIND", [0, 2]) is None


@pytest.mark.parametrize(
    ("mask", "errno"),
    [
        ([2], None),
        ([3], "EINVAL"),
        ([6], None),
        ([7], "EINVAL"),
        ([0, 2], None),
        ([0, 3], "EINVAL"),
    ],
)
def test_relative_masks_are_folded_before_the_right_is_asked(
    mask: list[int], errno: str | None
) -> None:
    """A RELATIVE mask that folds onto a P- is EINVAL (17.1): mems are {0, 1, 2, 3}."""
    host = machine()
    assert install(host, "mbind", "MPOL_BIND", mask, "MPOL_F_RELATIVE_NODES") == errno


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("nodes", [[2], [0, 2]])
@pytest.mark.parametrize("call", ["set_mempolicy", "mbind"])
@pytest.mark.parametrize("model", ["thread-2026-06", "list-isolation"])
def test_june_models_accept_mbind_with_mpol_bind_only(
    model: str, call: str, nodes: list[int], mode: str
) -> None:
    """4 June 2026: set_mempolicy refuses any private node, mbind any mode but BIND."""
    host = machine(model, minus=())
    allowed = call == "mbind" and mode == "MPOL_BIND"
    answer = install(host, call, mode, nodes)
    assert answer == (None if allowed else "EINVAL")


@pytest.mark.parametrize(
    ("model", "errno"),
    [("rfc-v4", "EINVAL"), ("thread-2026-06", "EINVAL"), ("list-isolation", None)],
)
def test_mbind_to_a_private_node_without_the_right_by_model(model: str, errno: str | None) -> None:
    """list-isolation has no rights: every private node may be bound."""
    host = machine(model)
    assert install(host, "mbind", "MPOL_BIND", [3]) == errno


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("call", ["set_mempolicy", "mbind"])
@pytest.mark.parametrize("mode", MODES)
def test_dram_masks_are_the_same_in_every_model(model: str, call: str, mode: str) -> None:
    """No model changes what ordinary nodes can do."""
    host = std_host(model, private=())
    host.task()
    host.area(100, "a", 4)
    assert install(host, call, mode, [0, 1]) is None


# --- 17.2 anonymous faults ---------------------------------------------------------------------------------


class Placement(NamedTuple):
    """Policy, CPU node, home node; nodes in the order in which they fill; what ends it."""

    mode: str
    nodes: list[int]
    cpu: int
    home: int | None
    reached: list[int]
    end: str
    dram4: bool = False
    minus: tuple[int, ...] = ()
    plus: tuple[int, ...] = (2, 3)


OOM: Final = "killed"
GOES_ON: Final = "fallback to the end of the list, then killed"
RETRY: Final = "the fault is repeated, no kill"

PLACE: Final[dict[str, Placement]] = {
    "row_164_bind_2p": Placement("MPOL_BIND", [2], 0, None, [2], OOM),
    "row_168_bind_2p_3p_reaches_2p_only": Placement("MPOL_BIND", [2, 3], 0, None, [2], OOM),
    "row_166_bind_0_2p_from_0": Placement("MPOL_BIND", [0, 2], 0, None, [0], OOM),
    "row_167_bind_0_2p_from_1_starts_at_the_lowest": Placement(
        "MPOL_BIND", [0, 2], 1, None, [0], OOM
    ),
    "row_169_bind_2p_4": Placement("MPOL_BIND", [2, 4], 0, None, [2, 4], OOM, dram4=True),
    "row_171_bind_0_2p_home_2p": Placement("MPOL_BIND", [0, 2], 0, 2, [2, 0], OOM),
    "bind_2p_home_0_has_no_zone": Placement("MPOL_BIND", [2], 0, 0, [], RETRY),
    "row_172_preferred_2p": Placement("MPOL_PREFERRED", [2], 0, None, [2, 0, 1], GOES_ON),
    "row_173_preferred_many_2p_never_uses_it": Placement(
        "MPOL_PREFERRED_MANY", [2], 0, None, [0, 1], GOES_ON
    ),
    "row_174_preferred_many_2p_home_2p": Placement(
        "MPOL_PREFERRED_MANY", [2], 0, 2, [2, 0, 1], GOES_ON
    ),
    "bind_dram_is_untouched": Placement("MPOL_BIND", [0, 1], 1, None, [1, 0], OOM),
    "default_never_leaves_dram": Placement("MPOL_DEFAULT", [], 0, None, [0, 1], GOES_ON),
    "local_never_leaves_dram": Placement("MPOL_LOCAL", [], 1, None, [1, 0], GOES_ON),
}


def placed_machine(row: Placement, model: str = "rfc-v4") -> Host:
    """A machine with the row's policy on area `a`."""
    host = machine(model, plus=row.plus, minus=row.minus, dram4=row.dram4, cpu=row.cpu)
    assert install(host, "mbind", row.mode, row.nodes) is None
    if row.home is not None:
        host.ok("set_mempolicy_home_node", pid=100, area="a", home_node=row.home)
    return host


@pytest.mark.parametrize("claim", PLACE)
def test_where_anonymous_faults_land_in_rfc_v4(claim: str) -> None:
    """Each node is filled when it has served a page; the last touch meets exhaustion."""
    row = PLACE[claim]
    host = placed_machine(row)
    reached: list[int] = []
    for page in range(len(row.reached)):
        answer = host.ok("touch", pid=100, area="a", first=page, count=1)
        nid = answer.placed[0].nid
        reached.append(nid)
        host.leave(nid, 0, mark="low")
        host.leave(nid, 0, mark="min")
    assert reached == row.reached
    answer = host.do("touch", pid=100, area="a", first=len(reached), count=1)
    if row.end == RETRY:
        assert (answer.errno, answer.signal) == ("EAGAIN", None)
        assert host.state.tasks[100].alive
    else:
        assert (answer.errno, answer.signal) == ("ENOMEM", 9)


def test_row_168_the_other_private_node_has_room_all_the_while() -> None:
    host = placed_machine(PLACE["row_168_bind_2p_3p_reaches_2p_only"])
    assert host.free(3) == 32768


@pytest.mark.parametrize(
    ("mode", "nodes", "first"),
    [
        ("MPOL_INTERLEAVE", [0, 2], None),
        ("MPOL_INTERLEAVE", [2, 3], None),
        ("MPOL_WEIGHTED_INTERLEAVE", [0, 2], None),
    ],
)
def test_interleave_alternates_over_private_nodes(
    mode: str, nodes: list[int], first: int | None
) -> None:
    """The node of a page is (virtual page number mod n) in the mask; all weights are 1."""
    host = machine(plus=(2, 3), minus=())
    assert install(host, "mbind", mode, nodes) is None
    host.ok("touch", pid=100, area="a")
    start = host.state.mms[host.state.tasks[100].mm].vmas[0].start
    expected = [nodes[(start + page) % 2] for page in range(64)]
    assert host.statuses(100, "a", 0, 64) == expected


def test_row_176_the_turn_of_a_full_private_node_falls_to_its_list() -> None:
    """INTERLEAVE {1, 2p}, 2p full: 2p's turn goes to 2p's next node, 0 (not to the other turn)."""
    host = machine(plus=(2, 3), minus=())
    assert install(host, "mbind", "MPOL_INTERLEAVE", [1, 2]) is None
    host.leave(2, 0, mark="low")
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {0: 32, 1: 32}


def test_row_177_an_unrelated_area_of_the_same_task_stays_in_dram() -> None:
    host = machine()
    host.area(100, "other", 16)
    assert install(host, "mbind", "MPOL_BIND", [2]) is None
    host.ok("touch", pid=100, area="other")
    assert host.area_pages(100, "other") == {0: 16}


def test_a_task_policy_reaches_every_anonymous_area_in_rfc_v4() -> None:
    """get_vma_policy falls back to the task policy, which carries the flag (17.1, 17.2)."""
    host = machine()
    assert install(host, "set_mempolicy", "MPOL_BIND", [2]) is None
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {2: 64}


def test_row_178_the_child_of_a_fork_copies_onto_the_private_node() -> None:
    host = machine()
    assert install(host, "mbind", "MPOL_BIND", [2]) is None
    host.ok("touch", pid=100, area="a")
    host.ok("fork", pid=100, child=101)
    free = host.free(2)
    answer = host.ok("touch", pid=101, area="a", first=0, count=10)
    assert [(each.nid, each.nr_pages) for each in answer.placed] == [(2, 10)]
    assert host.free(2) == free - 10


def test_row_188_clear_ops_does_not_touch_existing_policies() -> None:
    """A7: flags are asked when a policy is made or rebound, not at a fault."""
    host = machine()
    assert install(host, "mbind", "MPOL_BIND", [2]) is None
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {2: 64}
    assert install(host, "mbind", "MPOL_BIND", [2]) == "EINVAL"


def test_row_181_shared_memory_under_bind_2p_gets_no_page() -> None:
    """A3: shmem applies the mask but never sets __GFP_PRIVATE: the task is killed, 2p is empty."""
    host = machine()
    host.area(100, "s", 8, kind="anon_shared")
    assert host.errno("mbind", pid=100, area="s", mode="MPOL_BIND", nodemask=[2]) is None
    answer = host.do("touch", pid=100, area="s", first=0, count=1)
    assert answer.errno is not None
    assert host.free(2) == 32768


def test_shared_memory_under_preferred_2p_is_in_dram() -> None:
    """17.3: 2p's list minus the gated 2p."""
    host = machine()
    host.area(100, "s", 8, kind="anon_shared")
    host.ok("mbind", pid=100, area="s", mode="MPOL_PREFERRED", nodemask=[2])
    host.ok("touch", pid=100, area="s")
    assert host.area_pages(100, "s") == {0: 8}


def test_rows_231_and_232_a_private_file_mapping() -> None:
    """Read fault: page cache in DRAM; write: the copy is anonymous and goes to 2p."""
    host = machine()
    host.ok("create_file", file="f", nr_pages=8)
    host.area(100, "f", 8, kind="file_private", file="f")
    host.ok("mbind", pid=100, area="f", mode="MPOL_BIND", nodemask=[2])
    host.ok("touch", pid=100, area="f", access="read")
    assert host.area_pages(100, "f") == {0: 8}
    host.ok("touch", pid=100, area="f", first=0, count=3, access="write")
    assert host.area_pages(100, "f") == {0: 5, 2: 3}


@pytest.mark.parametrize(
    ("model", "reached", "signal"),
    [("rfc-v4", [2], 9), ("thread-2026-06", [2], 9), ("list-isolation", [2], None)],
)
def test_filling_a_bound_private_node_by_model(
    model: str, reached: list[int], signal: int | None
) -> None:
    """OOM kill of the bound task with the gate; __GFP_THISNODE never kills: the fault repeats."""
    host = machine(model, minus=())
    assert install(host, "mbind", "MPOL_BIND", [2]) is None
    host.ok("touch", pid=100, area="a", first=0, count=1)
    assert list(host.area_pages(100, "a")) == reached
    host.leave(2, 0, mark="low")
    host.leave(2, 0, mark="min")
    answer = host.do("touch", pid=100, area="a", first=1)
    assert answer.signal == signal
    kills = [each for each in answer.effects if each.effect == "oom_kill"]
    assert bool(kills) is (signal == 9)
    assert host.free(0) == host.free(1) == 4096, "no page of DRAM was taken"


def test_the_constraint_of_a_private_bind_is_memory_policy() -> None:
    """N_MEMORY is not a subset of {2}."""
    host = placed_machine(PLACE["row_164_bind_2p"])
    host.leave(2, 0, mark="low")
    host.leave(2, 0, mark="min")
    answer = host.do("touch", pid=100, area="a")
    assert [each.detail for each in answer.effects if each.effect == "oom_kill"] == [
        "CONSTRAINT_MEMORY_POLICY"
    ]


def test_the_oom_killer_spares_tasks_bound_elsewhere() -> None:
    """mempolicy_in_oom_domain: a task policy BIND that misses the mask is not eligible."""
    host = placed_machine(PLACE["row_164_bind_2p"])
    host.task(200)
    host.ok("set_mempolicy", pid=200, mode="MPOL_BIND", nodemask=[0])
    host.area(200, "big", 2000)
    host.ok("touch", pid=200, area="big")
    host.leave(2, 10, mark="low")
    host.leave(2, 0, mark="min")
    answer = host.do("touch", pid=100, area="a")
    assert answer.signal == 9
    assert [each.pid for each in answer.effects if each.effect == "oom_kill"] == [100]


def test_the_oom_killer_takes_the_largest_task_without_a_bind_first() -> None:
    """A task without a BIND task policy is always eligible, wherever its pages are."""
    host = placed_machine(PLACE["row_164_bind_2p"])
    host.task(200)
    host.area(200, "big", 2000)
    host.ok("touch", pid=200, area="big")
    host.leave(2, 10, mark="low")
    host.leave(2, 0, mark="min")
    answer = host.do("touch", pid=100, area="a")
    assert [each.pid for each in answer.effects if each.effect == "oom_kill"] == [200, 100]


# --- migration into and out of private nodes (section 18) ---------------------------------------------------


def test_row_183_mbind_move_to_a_private_node_does_not_ask_the_service() -> None:
    """A16: the core moves the pages with its own allocation."""
    host = machine()
    host.ok("touch", pid=100, area="a")
    answer = host.ok(
        "mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2], flags=["MPOL_MF_MOVE"]
    )
    assert host.area_pages(100, "a") == {2: 64}
    assert not [
        each for each in answer.effects if each.effect == "callback" and each.name == "migrate_to"
    ]


def test_row_184_mbind_move_from_a_private_node_with_migration() -> None:
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a")
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[0], flags=["MPOL_MF_MOVE"])
    assert host.area_pages(100, "a") == {0: 64}


@pytest.mark.parametrize(("right", "errno"), [(True, "EIO"), (False, None)])
def test_rows_186_and_187_strict_and_pages_on_a_private_node(
    right: bool, errno: str | None
) -> None:
    """Without MIGRATION the folio is passed over, even under STRICT."""
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a")
    if not right:
        host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    assert (
        host.errno(
            "mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[0], flags=["MPOL_MF_STRICT"]
        )
        == errno
    )


def test_rows_227_and_228_default_on_a_bound_area() -> None:
    """DEFAULT: pages stay on 2p; DEFAULT with MOVE: re-allocated by the task's policy."""
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a", first=0, count=32)
    host.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT")
    host.ok("touch", pid=100, area="a")
    assert host.area_pages(100, "a") == {0: 32, 2: 32}
    host.ok("mbind", pid=100, area="a", mode="MPOL_DEFAULT", flags=["MPOL_MF_MOVE"])
    assert host.area_pages(100, "a") == {0: 64}


class Move(NamedTuple):
    """move_pages of one page: where it is, target, ops of node 2, errno, status."""

    source: int
    target: int
    ops: dict[str, Any] | None
    errno: str | None
    status: list[int | str | None]


_T_ONLY: Final = {"name": "t", "flags": [], "callbacks": ["migrate_to", "folio_migrate"]}
MOVES: Final[dict[str, Move]] = {
    "row_126_to_2p_without_ops": Move(0, 2, None, "ENODEV", [None]),
    "row_127_callback_presence_decides_not_the_flag": Move(0, 2, _T_ONLY, None, [2]),
    "to_2p_with_migration": Move(0, 2, OPS_M, None, [2]),
    "row_131_from_2p_without_migration": Move(2, 0, None, None, ["ENOENT"]),
    "row_132_from_2p_to_2p_without_migration": Move(2, 2, None, None, ["ENOENT"]),
    "row_133_from_2p_to_2p_with_migration": Move(2, 2, OPS_M, None, [2]),
    "from_2p_with_migration": Move(2, 0, OPS_M, None, [0]),
    "to_a_dram_node": Move(0, 1, None, None, [1]),
}


@pytest.mark.parametrize("claim", MOVES)
def test_move_pages_in_rfc_v4(claim: str) -> None:
    """Patch 12: entering needs the service's migrate_to, leaving needs NP_OPS_MIGRATION."""
    row = MOVES[claim]
    host = machine()
    if row.source == 2:
        install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a", first=0, count=1)
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    if row.ops is not None:
        host.ok("node_private_set_ops", nid=2, ops=row.ops)
    answer = host.do(
        "move_pages", pid=100, pages=[{"area": "a"}], nodes=[row.target], flags=["MPOL_MF_MOVE"]
    )
    from tests.mm.mmhost import unroll

    assert answer.errno == row.errno
    assert unroll(answer.status) == row.status


@pytest.mark.parametrize(("ops", "status"), [(OPS_M, [2]), (None, ["ENOENT"])])
def test_row_134_query_of_a_page_on_a_private_node(
    ops: dict[str, Any] | None, status: list[int | str]
) -> None:
    """With MIGRATION its nid, without ENOENT (folio_managed_allows_user_migrate)."""
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a", first=0, count=1)
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    if ops is not None:
        host.ok("node_private_set_ops", nid=2, ops=ops)
    assert host.statuses(100, "a", 0, 1) == status


def test_row_194_get_mempolicy_names_the_private_node_whatever_the_flags() -> None:
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a", first=0, count=1)
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    answer = host.ok("get_mempolicy", pid=100, area="a", flags=["MPOL_F_NODE", "MPOL_F_ADDR"])
    assert answer.mode_nid == 2


def test_row_196_mems_allowed_contains_private_nodes_where_the_cpuset_does() -> None:
    for model, mems in (("rfc-v4", (0, 1, 2, 3)), ("list-isolation", (0, 1))):
        host = machine(model)
        answer = host.ok("get_mempolicy", pid=100, flags=["MPOL_F_MEMS_ALLOWED"])
        assert answer.nodemask == mems


@pytest.mark.parametrize(
    ("args", "errno"),
    [({"old_nodes": [0], "new_nodes": [2]}, None), ({"old_nodes": [0], "new_nodes": [3]}, None)],
)
def test_migrate_pages_to_a_private_node_with_a_service(
    args: dict[str, Any], errno: str | None
) -> None:
    """Both nodes have migrate_to (MEMPOLICY is not asked)."""
    host = machine()
    host.ok("touch", pid=100, area="a")
    assert host.errno("migrate_pages", pid=100, **args) == errno
    assert host.area_pages(100, "a") == {args["new_nodes"][0]: 64}


@pytest.mark.parametrize(("touched", "errno"), [(True, "ENODEV"), (False, None)])
def test_row_141_migrate_pages_to_a_private_node_without_ops(
    touched: bool, errno: str | None
) -> None:
    """ENODEV if there is a folio to move, else 0."""
    host = machine()
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    if touched:
        host.ok("touch", pid=100, area="a")
    assert host.errno("migrate_pages", pid=100, old_nodes=[0], new_nodes=[2]) == errno


@pytest.mark.parametrize(("right", "where"), [(True, {0: 64}), (False, {2: 64})])
def test_rows_142_and_143_migrate_pages_from_a_private_node(
    right: bool, where: dict[int, int]
) -> None:
    """Without MIGRATION the pages are skipped and the call returns 0."""
    host = machine()
    install(host, "mbind", "MPOL_BIND", [2])
    host.ok("touch", pid=100, area="a")
    if not right:
        host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    answer = host.ok("migrate_pages", pid=100, old_nodes=[2], new_nodes=[0])
    assert answer.ret == 0
    assert host.area_pages(100, "a") == where


def test_a_service_that_refuses_leaves_the_pages_and_the_count() -> None:
    """migrate_to returns the number not moved; move_pages adds what was never tried (row 138)."""
    host = machine()
    host.ok("touch", pid=100, area="a")
    host.ok("node_private_set_ops", nid=2, ops={**OPS_M, "name": "r", "migrate_to": "refuse"})
    answer = host.ok(
        "move_pages",
        pid=100,
        pages=[{"area": "a", "count": 7}],
        nodes=[2, 2, 2, 2, 2, 1, 1],
        flags=["MPOL_MF_MOVE"],
    )
    from tests.mm.mmhost import unroll

    assert answer.ret == 7
    assert unroll(answer.status) == [None] * 7
    assert host.area_pages(100, "a") == {0: 64}
    answer = host.ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[2])
    assert answer.ret == 64


def test_list_isolation_refuses_user_migration_to_private_nodes() -> None:
    """There is no service to ask (10 June 2026, inferred)."""
    host = machine("list-isolation")
    host.ok("touch", pid=100, area="a")
    assert (
        host.errno("move_pages", pid=100, pages=[{"area": "a"}], nodes=[2], flags=["MPOL_MF_MOVE"])
        == "ENODEV"
    )


# --- home node -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "errno"), [("registered", "EINVAL"), ("hotplugged", None), ("online", None)]
)
def test_rows_197_and_198_home_node_on_a_private_node(state: str, errno: str | None) -> None:
    """Only the online state of the node is asked, no flag, no memory."""
    host = machine(plus=(), minus=())
    host.ok("node_private_register", nid=2, owner="np2")
    if state != "registered":
        host.ok(
            "add_private_memory_driver_managed",
            nid=2,
            owner="np2",
            start=hex(hot_start(2)),
            size=BLOCK_BYTES,
            online_type="online" if state == "online" else "offline",
        )
    install(host, "mbind", "MPOL_BIND", [0])
    assert host.errno("set_mempolicy_home_node", pid=100, area="a", home_node=2) == errno


def test_row_199_home_node_on_a_preferred_area() -> None:
    host = machine()
    install(host, "mbind", "MPOL_PREFERRED", [2])
    errno = host.errno("set_mempolicy_home_node", pid=100, area="a", home_node=2)
    assert errno == "EOPNOTSUPP"
