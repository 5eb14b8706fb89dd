"""Cells of policies on private nodes that few models set: trim, narrow, keep, subset.

Sources: the discussion of 4 June 2026 and the branch's text on governed cpusets, as cited by the cells;
mm/mempolicy.c (mpol_rebind_nodemask) for the positions.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from service.mm.context import Context
from service.mm.mempolicy import mpol_rebind
from service.mm.models.catalogue import find
from service.mm.mpol import MPOL_BIND, MPOL_INTERLEAVE
from service.mm.state import Mempolicy
from tests.mm.mmhost import OPS_M, OPS_MP, Host, knobbed, std_host


def bench(**cells: str) -> Host:
    """Node 2 may be named by policies, node 3 may not; task 100 with an area."""
    host = std_host(knobbed("rfc-v4", **cells), ops={2: OPS_MP, 3: OPS_M})
    host.task()
    host.area(100, "a", 4)
    return host


def asked(host: Host, op: str, mode: str, nodes: list[int]) -> tuple[str | None, str, list[int]]:
    """(reason, rule, mask afterwards) of a policy call."""
    area = {"area": "a"} if op == "mbind" else {}
    answer = host.do(op, pid=100, mode=mode, nodemask=nodes, **area)
    mask = host.policy(100, *area.values())[1]
    return answer.reason, answer.decided_by.rule, mask


#: (cells, call, mode, nodes asked for, reason, rule, nodes of the policy)
CASES: Final[tuple[tuple[dict[str, str], str, str, list[int], str | None, str, list[int]], ...]] = (
    ({"policy__set_mempolicy": "refuse"}, "set_mempolicy", "MPOL_BIND", [0, 2], "TASK_POLICY_ON_PRIVATE_NODE", "policy.private_refused", []),
    ({"policy__set_mempolicy": "refuse"}, "mbind", "MPOL_BIND", [0, 2], None, "policy.private_ok", [0, 2]),
    ({"policy__set_mempolicy": "trim"}, "set_mempolicy", "MPOL_BIND", [0, 3], None, "policy.set", [0]),
    ({"policy__set_mempolicy": "trim"}, "set_mempolicy", "MPOL_BIND", [2, 3], None, "policy.private_ok", [2]),
    ({"policy__set_mempolicy": "trim"}, "set_mempolicy", "MPOL_BIND", [3], "NO_NODE_WITH_RIGHT", "policy.private_trim", []),
    ({"policy__other_modes": "narrow"}, "mbind", "MPOL_INTERLEAVE", [0, 1, 2], None, "policy.set", [0, 1]),
    ({"policy__other_modes": "narrow"}, "mbind", "MPOL_INTERLEAVE", [2], "POLICY_MODE_ON_PRIVATE_NODE", "policy.private_mode", []),
    ({"policy__other_modes": "narrow"}, "mbind", "MPOL_BIND", [0, 2], None, "policy.private_ok", [0, 2]),
    ({"policy__other_modes": "refuse"}, "mbind", "MPOL_INTERLEAVE", [0, 2], "POLICY_MODE_ON_PRIVATE_NODE", "policy.private_mode", []),
    ({}, "mbind", "MPOL_BIND", [0, 3], "NODE_WITHOUT_NP_OPS_MEMPOLICY", "policy.private_right", []),
)  # fmt: skip


@pytest.mark.parametrize(("cells", "op", "mode", "nodes", "reason", "rule", "mask"), CASES)
def test_a_cell_decides_what_a_mask_with_private_nodes_becomes(
    cells: dict[str, str],
    op: str,
    mode: str,
    nodes: list[int],
    reason: str | None,
    rule: str,
    mask: list[int],
) -> None:
    found = asked(bench(**cells), op, mode, nodes)
    assert (found[0], found[2]) == (reason, mask)
    if reason is not None:
        assert found[1] == rule


#: (rebind.private, nodes, cpuset before, cpuset after, nodes after); bits, 4 is node 2, 8 is node 3
REBINDS: Final = (
    ("remap", 0b0101, 0b0111, 0b1011, 0b0001),  # node 3 would follow, and has no right
    ("keep", 0b0101, 0b0011, 0b0010, 0b0110),
    ("keep", 0b0100, 0b0001, 0b0010, 0b0100),
    ("keep", 0b0011, 0b0011, 0b0001, 0b0001),
    ("subset", 0b1001, 0b1011, 0b1010, 0b1010),
    ("subset", 0b1001, 0b1011, 0b0010, 0b0010),
    ("subset", 0b0101, 0b0111, 0b0110, 0b0010),
)


@pytest.mark.parametrize(("rule", "nodes", "before", "after", "expected"), REBINDS)
def test_a_plain_mask_follows_its_cpuset_private_nodes_by_the_cell(
    rule: str, nodes: int, before: int, after: int, expected: int
) -> None:
    host = bench(rebind__private=rule)
    policy = Mempolicy(MPOL_BIND, 0, nodes, before, private=bool(nodes & 0b1100))
    found = mpol_rebind(Context(host.state, explain=False), policy, after)
    assert found is not None
    assert (bin(found.nodes), bin(found.user_nodes)) == (bin(expected), bin(after))


def test_a_policy_whose_cpuset_did_not_change_is_the_same_value() -> None:
    policy = Mempolicy(MPOL_INTERLEAVE, 0, 0b11, 0b11)
    assert mpol_rebind(Context(bench().state, explain=False), policy, 0b11) is policy


def test_private_lists_charge_no_load_and_follow_the_cpu_term_of_a_hot_added_node() -> None:
    """node_load is that of the ordinary lists alone; __build_all_zonelists of a new node counts CPUs."""
    with_lists, without = (
        std_host(find(name).model) for name in ("rfc-v5", "list-isolation/normal")
    )
    assert with_lists.state.node_load == without.state.node_load


def test_an_answer_of_migrate_pages_says_what_it_did() -> None:
    host = bench()
    host.ok("touch", pid=100, area="a")
    answer: Any = host.ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1])
    assert "None" not in answer.decided_by.sentence
    assert host.area_pages(100, "a") == {1: 4}
