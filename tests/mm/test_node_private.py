"""node_private: registration, the ops table and its flags, the life of a private node.

Sources: patches 01, 12 to 20 and 22 of the 27 of RFC v4 (20260222084842.1824063-{2..28}); row numbers
are those of the behaviour table in the project's notes on patches 1 to 14.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Final, NamedTuple

import pytest

from service.mm import views
from service.mm.models import MODELS
from tests.mm.mmhost import BLOCK_BYTES, BOTH, OPS_M, OPS_MP, Host, hot_start, std_host

#: patch 01 has no bits of its own; the register of the flags (patches 12 to 20), by bit
FLAGS: Final = (
    "NP_OPS_MIGRATION",
    "NP_OPS_MEMPOLICY",
    "NP_OPS_DEMOTION",
    "NP_OPS_PROTECT_WRITE",
    "NP_OPS_RECLAIM",
    "NP_OPS_NUMA_BALANCING",
    "NP_OPS_COMPACTION",
    "NP_OPS_LONGTERM_PIN",
)
NEEDS_MIGRATION: Final = {"NP_OPS_MEMPOLICY", "NP_OPS_NUMA_BALANCING", "NP_OPS_COMPACTION"}


@pytest.fixture
def bare() -> Host:
    """rfc-v4 with DRAM nodes 0 and 1; 2 and 3 are possible ids without memory."""
    return std_host(private=())


def _ops(*flags: str, callbacks: tuple[str, ...] = (), name: str = "ops") -> dict[str, Any]:
    return {"name": name, "flags": list(flags), "callbacks": list(callbacks)}


def _np(host: Host, nid: int) -> Any:
    return views.node(host.state, nid).node_private


# --- register ---------------------------------------------------------------------------------------


def test_row_1_register_without_node_private_is_einval(bare: Host) -> None:
    assert bare.errno("node_private_register", nid=2) == "EINVAL"


@pytest.mark.parametrize("nid", [7, -1, 1024, 2**31 - 1])
def test_row_2_register_of_an_impossible_node_is_einval(bare: Host, nid: int) -> None:
    assert bare.errno("node_private_register", nid=nid, owner="np") == "EINVAL"


@pytest.mark.parametrize("nid", [0, 1])
def test_row_5_register_of_an_n_memory_node_is_ebusy(bare: Host, nid: int) -> None:
    """The states are exclusive (patch 01)."""
    assert bare.errno("node_private_register", nid=nid, owner="np") == "EBUSY"


def test_row_6_another_node_private_on_a_registered_node_is_ebusy(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    before = bare.hash()
    assert bare.errno("node_private_register", nid=2, owner="b") == "EBUSY"
    assert bare.hash() == before


def test_row_7_the_same_node_private_again_is_0_and_the_refcount_stays_1(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("node_private_set_ops", nid=2, ops=OPS_M)
    before = bare.hash()
    bare.ok("node_private_register", nid=2, owner="a")
    assert _np(bare, 2).refcount == 1
    assert _np(bare, 2).ops == OPS_M["name"]
    assert bare.hash() == before, "nothing changes, the ops table stays too"


def test_row_8_the_first_register_sets_no_node_state(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    assert _np(bare, 2).refcount == 1
    assert bare.state.nodes[2].private is True
    assert views.sysfs(bare.state).has_private_memory == ""
    assert "N_MEMORY_PRIVATE" not in bare.states(2)


def test_row_9_registration_does_not_nest(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("node_private_unregister", nid=2)
    assert _np(bare, 2) is None
    assert bare.errno("node_private_set_ops", nid=2, ops=OPS_M) == "ENODEV"


# --- unregister -------------------------------------------------------------------------------------


@pytest.mark.parametrize("nid", [7, -1, 1024])
def test_row_11_unregister_of_an_impossible_node_is_0(bare: Host, nid: int) -> None:
    assert bare.errno("node_private_unregister", nid=nid) is None


@pytest.mark.parametrize("nid", [0, 2])
def test_row_12_unregister_of_a_node_never_registered_is_0(bare: Host, nid: int) -> None:
    assert bare.errno("node_private_unregister", nid=nid) is None


def test_row_13_unregister_while_online_is_ebusy_and_keeps_the_ops(host: Host) -> None:
    before = host.hash()
    assert host.errno("node_private_unregister", nid=2) == "EBUSY"
    assert host.hash() == before
    assert _np(host, 2).ops == OPS_MP["name"]


def test_row_14_unregister_after_the_last_block_went_offline(host: Host) -> None:
    host.ok("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES)
    host.ok("node_private_unregister", nid=2)
    assert _np(host, 2) is None


def test_row_17_unregister_of_a_registered_node_that_never_had_memory(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    assert bare.errno("node_private_unregister", nid=2) is None
    assert bare.state.nodes[2].private is False


def test_row_18_register_again_after_unregister_by_another_driver(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("node_private_unregister", nid=2)
    bare.ok("node_private_register", nid=2, owner="b")
    assert _np(bare, 2).owner == "b"


# --- set_ops ----------------------------------------------------------------------------------------


def test_row_19_set_ops_null_is_einval(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    assert bare.errno("node_private_set_ops", nid=2) == "EINVAL"


def test_row_20_set_ops_on_an_impossible_node_is_einval(bare: Host) -> None:
    assert bare.errno("node_private_set_ops", nid=7, ops=OPS_M) == "EINVAL"


def test_row_21_set_ops_on_an_unregistered_node_is_enodev(bare: Host) -> None:
    assert bare.errno("node_private_set_ops", nid=2, ops=OPS_M) == "ENODEV"


def test_row_22_flags_are_checked_before_the_registration(bare: Host) -> None:
    assert bare.errno("node_private_set_ops", nid=2, ops=_ops("NP_OPS_MEMPOLICY")) == "EINVAL"


def test_row_23_a_second_table_replaces_the_first(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    bare.ok("node_private_set_ops", nid=2, ops=OPS_M)
    bare.ok("node_private_set_ops", nid=2, ops=OPS_MP)
    assert _np(bare, 2).ops == OPS_MP["name"]
    assert set(_np(bare, 2).flags) == set(OPS_MP["flags"])


def test_row_24_ops_set_before_the_memory_are_in_force_when_it_is_online() -> None:
    host = std_host(private=(2,), ops={2: OPS_MP})
    host.task()
    host.area(100, "a", 1)
    assert host.errno("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2]) is None


@pytest.mark.parametrize(
    ("callbacks", "errno"),
    [
        ((), "EINVAL"),
        (("folio_migrate",), "EINVAL"),
        (("migrate_to",), "EINVAL"),
        (BOTH, None),
    ],
    ids=["none", "row_27_no_migrate_to", "row_28_no_folio_migrate", "row_29_both"],
)
def test_rows_27_to_29_migration_needs_both_callbacks(
    bare: Host, callbacks: tuple[str, ...], errno: str | None
) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    ops = _ops("NP_OPS_MIGRATION", callbacks=callbacks)
    assert bare.errno("node_private_set_ops", nid=2, ops=ops) == errno


def test_callbacks_without_the_flag_are_fine(bare: Host) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    assert bare.errno("node_private_set_ops", nid=2, ops=_ops(callbacks=BOTH)) is None


def _expected(flags: set[str], callbacks: tuple[str, ...]) -> str | None:
    """The dependency column of the flag register."""
    moves = "NP_OPS_MIGRATION" in flags
    if moves and not set(BOTH) <= set(callbacks):
        return "EINVAL"
    if flags & NEEDS_MIGRATION and not moves:
        return "EINVAL"
    if {"NP_OPS_MEMPOLICY", "NP_OPS_PROTECT_WRITE"} <= flags:
        return "EINVAL"
    return None


@pytest.mark.parametrize("callbacks", [(), BOTH], ids=["no_callbacks", "both_callbacks"])
def test_every_combination_of_flags_obeys_the_register(
    bare: Host, callbacks: tuple[str, ...]
) -> None:
    """All 256 combinations: rows 31 to 34 and their neighbours (patches 12 to 20)."""
    bare.ok("node_private_register", nid=2, owner="a")
    for bits in product([False, True], repeat=len(FLAGS)):
        flags = {flag for flag, bit in zip(FLAGS, bits, strict=True) if bit}
        ops = _ops(*sorted(flags), callbacks=callbacks)
        expected = _expected(flags, callbacks)
        assert bare.errno("node_private_set_ops", nid=2, ops=ops) == expected, sorted(flags)


class FlagRow(NamedTuple):
    """A named row of the flag register."""

    flags: tuple[str, ...]
    callbacks: tuple[str, ...]
    errno: str | None


ROWS: Final = {
    "row_31_mempolicy_alone": FlagRow(("NP_OPS_MEMPOLICY",), BOTH, "EINVAL"),
    "row_32_mempolicy_and_migration": FlagRow(("NP_OPS_MEMPOLICY", "NP_OPS_MIGRATION"), BOTH, None),
    "row_33_mempolicy_and_protect_write": FlagRow(
        ("NP_OPS_MEMPOLICY", "NP_OPS_MIGRATION", "NP_OPS_PROTECT_WRITE"), BOTH, "EINVAL"
    ),
    "row_34_demotion_alone_without_callbacks": FlagRow(("NP_OPS_DEMOTION",), (), None),
    "reclaim_alone": FlagRow(("NP_OPS_RECLAIM",), (), None),
    "longterm_pin_alone": FlagRow(("NP_OPS_LONGTERM_PIN",), (), None),
    "protect_write_alone": FlagRow(("NP_OPS_PROTECT_WRITE",), (), None),
    "numa_balancing_alone": FlagRow(("NP_OPS_NUMA_BALANCING",), BOTH, "EINVAL"),
    "compaction_alone": FlagRow(("NP_OPS_COMPACTION",), BOTH, "EINVAL"),
    "oom_eligible_is_reclaim_and_demotion": FlagRow(
        ("NP_OPS_RECLAIM", "NP_OPS_DEMOTION"), (), None
    ),
}


@pytest.mark.parametrize("claim", ROWS)
def test_set_ops(bare: Host, claim: str) -> None:
    bare.ok("node_private_register", nid=2, owner="a")
    row = ROWS[claim]
    before = bare.hash()
    errno = bare.errno("node_private_set_ops", nid=2, ops=_ops(*row.flags, callbacks=row.callbacks))
    assert errno == row.errno
    if errno:
        assert bare.hash() == before


# --- clear_ops --------------------------------------------------------------------------------------


def test_row_36_clear_ops_with_the_current_table(host: Host) -> None:
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    assert _np(host, 2).ops is None
    assert _np(host, 2).flags == ()


@pytest.mark.parametrize(
    ("ops", "claim"),
    [("other", "row_37_another_table"), (None, "row_38_null_while_a_table_is_set")],
)
def test_clear_ops_with_the_wrong_table_is_einval(host: Host, ops: str | None, claim: str) -> None:
    args = {} if ops is None else {"ops": ops}
    assert host.errno("node_private_clear_ops", nid=2, **args) == "EINVAL", claim
    assert _np(host, 2).ops == OPS_MP["name"]


def test_row_39_clear_ops_null_while_no_table_is_set(host: Host) -> None:
    assert host.errno("node_private_clear_ops", nid=3) is None


def test_row_40_clear_ops_on_an_unregistered_node_is_enodev(bare: Host) -> None:
    assert bare.errno("node_private_clear_ops", nid=2, ops="x") == "ENODEV"


def test_row_41_clear_ops_on_an_impossible_node_is_einval(bare: Host) -> None:
    assert bare.errno("node_private_clear_ops", nid=7, ops="x") == "EINVAL"


# --- the life of a private node: state x call (section 15) ---------------------------------------------

START: Final = hex(hot_start(2))


def _reach(host: Host, state: str) -> None:
    """S0 unregistered, S1 registered, S2 hotplugged, S3 online, S4 drained."""
    steps = {"S0": 0, "S1": 1, "S2": 2, "S3": 3, "S4": 4}[state]
    if steps >= 1:
        host.ok("node_private_register", nid=2, owner="a")
    if steps >= 2:
        host.ok(
            "add_private_memory_driver_managed", nid=2, owner="a", start=START, size=BLOCK_BYTES
        )
    if steps >= 3:
        host.ok("online_pages", start=START, size=BLOCK_BYTES)
    if steps >= 4:
        host.ok("offline_pages", start=START, size=BLOCK_BYTES)


#: calls and what they answer in S0 to S4
CALLS: Final[dict[str, tuple[dict[str, Any], tuple[str | None, ...]]]] = {
    "node_private_register": ({"owner": "a"}, (None,) * 5),
    "node_private_register by another": ({"owner": "b"}, (None, *("EBUSY",) * 4)),
    "node_private_set_ops": ({"ops": OPS_M}, ("ENODEV", None, None, None, None)),
    "node_private_clear_ops": ({}, ("ENODEV", None, None, None, None)),
    "node_private_unregister": ({}, (None, None, None, "EBUSY", None)),
}


@pytest.mark.parametrize("state", ["S0", "S1", "S2", "S3", "S4"])
@pytest.mark.parametrize("call", CALLS)
def test_call_in_state(bare: Host, state: str, call: str) -> None:
    """Patches 01 and 22: order of ops and hotplug is free, only S3 refuses unregister."""
    _reach(bare, state)
    args, expected = CALLS[call]
    assert bare.errno(call.split(" ", maxsplit=1)[0], nid=2, **args) == expected[int(state[1])]


@pytest.mark.parametrize(
    ("state", "private", "listed"),
    [("S0", False, ""), ("S1", False, ""), ("S2", False, ""), ("S3", True, "2"), ("S4", False, "")],
)
def test_node_state_in_state(bare: Host, state: str, private: bool, listed: str) -> None:
    """N_MEMORY_PRIVATE follows online memory, not the registration (patch 22)."""
    _reach(bare, state)
    assert ("N_MEMORY_PRIVATE" in bare.states(2)) is private
    assert "N_MEMORY" not in bare.states(2)
    assert views.sysfs(bare.state).has_private_memory == listed


# --- sysfs --------------------------------------------------------------------------------------------


def test_row_44_has_private_memory_lists_all_online_private_nodes(host: Host) -> None:
    assert views.sysfs(host.state).has_private_memory == "2-3"


def test_rows_191_to_193_has_memory_follows_np_ops_mempolicy() -> None:
    """Computed at read time (patch 13)."""
    host = std_host(private=(2,))
    assert views.sysfs(host.state).has_memory == "0-1"
    host.ok("node_private_set_ops", nid=2, ops=OPS_MP)
    assert views.sysfs(host.state).has_memory == "0-2"
    host.ok("node_private_clear_ops", nid=2, ops=OPS_MP["name"])
    assert views.sysfs(host.state).has_memory == "0-1"


@pytest.mark.parametrize(
    ("model", "has_memory"),
    [("rfc-v4", "0-1,3"), ("thread-2026-06", "0-1,3"), ("list-isolation", "0-1")],
)
def test_has_memory_by_model(model: str, has_memory: str) -> None:
    """list-isolation has no rights, and its files are those of the base."""
    ops = {3: OPS_MP} if model != "list-isolation" else {}
    host = std_host(model, ops=ops)
    assert views.sysfs(host.state).has_memory == has_memory


def test_mainline_knows_no_private_nodes() -> None:
    """The call does not exist there."""
    host = std_host("mainline", private=())
    assert host.errno("node_private_register", nid=2, owner="a") == "ENOSYS"


@pytest.mark.parametrize("model", sorted(set(MODELS) - {"mainline"}))
def test_states_exclude_each_other_in_every_model(model: str) -> None:
    host = std_host(model)
    for nid in range(4):
        states = host.states(nid)
        private = nid >= 2
        cells = MODELS[model].cells
        name = cells["private_nodes.state"].value
        assert ("N_MEMORY" in states) == (not private or name == "N_MEMORY")
        assert (name in states) == (private or name == "N_MEMORY")
        assert (name == "N_MEMORY") == (cells["private_nodes"].value == "in_n_memory")
