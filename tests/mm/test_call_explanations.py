"""What the policy and migration calls say of themselves: rule, facts, effects, lines of the trace.

The claims are in mm/mempolicy.c and mm/migrate.c; an answer names the pointer, the node and the rule.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.mm.mmhost import Host, std_host


def bench() -> Host:
    """rfc-v4: task 100 with four pages of area `a` on node 0."""
    host = std_host("rfc-v4", private=(2,))
    host.task()
    host.area(100, "a", 4)
    host.ok("touch", pid=100, area="a")
    return host


PAGES: Final = [{"area": "a", "first": 0, "count": 1}]
MOVE: Final = {"pages": PAGES, "flags": ["MPOL_MF_MOVE"]}
BIND: Final = {"area": "a", "mode": "MPOL_BIND", "nodemask": [1]}

#: (call, arguments, reason, rule, word of the sentence)
REFUSED: Final[tuple[tuple[str, dict[str, Any], str, str, str], ...]] = (
    ("move_pages", {**MOVE, "nodes": [1], "efault": ["nodes"]}, "MASK_UNREADABLE", "migrate.call", "nodes"),
    ("move_pages", {**MOVE, "nodes": [1], "efault": ["pages"]}, "MASK_UNREADABLE", "migrate.call", "pages"),
    ("move_pages", {"pages": PAGES, "efault": ["status"]}, "MASK_UNREADABLE", "migrate.call", "status"),
    ("migrate_pages", {"old_nodes": [0], "new_nodes": [1], "efault": ["old_nodes"]}, "MASK_UNREADABLE", "policy.nodemask", "old_nodes"),
    ("migrate_pages", {"old_nodes": [0], "new_nodes": [1], "efault": ["new_nodes"]}, "MASK_UNREADABLE", "policy.nodemask", "new_nodes"),
    ("mbind", {**BIND, "flags": ["MPOL_MF_STRICT"]}, "STRICT_MISPLACED", "policy.strict", "0"),
    ("set_mempolicy_home_node", {"area": "a", "home_node": 0}, "HOME_NODE_NO_POLICY", "", ""),
)  # fmt: skip


@pytest.mark.parametrize(("op", "args", "reason", "rule", "word"), REFUSED)
def test_a_refused_call_names_its_rule_and_what_was_at_fault(
    op: str, args: dict[str, Any], reason: str, rule: str, word: str
) -> None:
    answer = bench().do(op, pid=100, **args)
    assert answer.reason == reason
    assert word in answer.decided_by.sentence
    assert "None" not in answer.decided_by.sentence
    if rule:
        assert answer.decided_by.rule == rule


def holed() -> Host:
    """As `bench`, with a hole between areas `a` and `c`, a kernel thread 7, node 1 nearly full."""
    host = bench()
    host.area(100, "b", 4)
    host.area(100, "c", 4)
    host.ok("munmap", pid=100, area="b")
    host.ok("create_task", pid=7, kthread=True)
    return host


def over_the_hole(host: Host) -> dict[str, Any]:
    first, _ = host.state.mms[host.state.tasks[100].mm].areas["a"]
    return {"addr": hex(first << 12), "len": 12 << 12}


def test_a_hole_a_node_and_a_pointer_are_named() -> None:
    host = holed()
    whole = over_the_hole(host)
    found = [
        host.do("mbind", pid=100, mode="MPOL_BIND", nodemask=[1], **whole),
        host.do("set_mempolicy_home_node", pid=100, home_node=3, **whole),
        host.do("move_pages", pid=100, target=7, nodes=[1], **MOVE),
        host.do("move_pages", pid=100, nodes=[1], efault=["status"], **MOVE),
        host.do("alloc_pages", label="x", preferred_nid=2, gfp=["GFP_KERNEL", "__GFP_THISNODE"]),
    ]
    words = ("hole", "3", "7", "status", "__GFP_PRIVATE")
    for answer, word in zip(found, words, strict=True):
        assert answer.errno is not None
        assert word in answer.decided_by.sentence, answer
        assert "None" not in answer.decided_by.sentence
    assert found[0].decided_by.rule == "policy.range"


def test_a_full_target_is_named_and_its_zone_is_in_the_effects() -> None:
    host = bench()
    host.leave(1, 1)
    answer = host.do("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1])
    taken = host.ok("alloc_pages", label="y", preferred_nid=0, count=2)
    assert [
        (each.zone, each.nid) for each in taken.effects if each.effect == "pages_allocated"
    ] == [("Normal", 0)]
    if answer.errno is not None:
        assert "1" in answer.decided_by.sentence
        assert "None" not in answer.decided_by.sentence


def test_dirty_page_cache_stays_dirty_where_it_goes() -> None:
    """mm/migrate.c, folio_migrate_flags."""
    host = bench()
    host.ok("create_file", file="f", nr_pages=4)
    host.area(100, "m", 4, kind="file_shared", file="f")
    host.ok("touch", pid=100, area="m", first=1, count=2, access="write")
    host.ok("touch", pid=100, area="m", access="read")
    obj = host.state.objects[host.state.inodes["f"].obj]
    before = obj.dirty.encode()
    assert before
    host.ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1])
    assert host.area_pages(100, "m") == {1: 4}
    assert obj.dirty.encode() == before


def test_moved_pages_are_reported_with_where_they_came_from_and_went() -> None:
    answer = bench().ok("migrate_pages", pid=100, old_nodes=[0], new_nodes=[1])
    assert [
        (each.nid, each.to_nid, each.nr_pages)
        for each in answer.effects
        if each.effect == "pages_migrated"
    ] == [(0, 1, 4)]


def test_an_installed_policy_is_reported_by_its_name() -> None:
    answer = bench().ok("set_mempolicy", pid=100, mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    assert [(each.pid, each.name) for each in answer.effects] == [(100, "interleave:0-1")]


def test_the_next_turn_is_read_with_the_policy_and_no_mask() -> None:
    host = bench()
    host.ok("set_mempolicy", pid=100, mode="MPOL_INTERLEAVE", nodemask=[0, 1])
    answer = host.ok("get_mempolicy", pid=100, flags=["MPOL_F_NODE"])
    assert answer.decided_by.sentence.find("the node of the task counter's next turn") >= 0


def test_the_trace_of_an_allocation_shows_mask_verdicts_and_totals() -> None:
    host = bench()
    host.ok("alloc_pages", label="x", preferred_nid=0, nodemask=[1], explain=True)
    first = next(each for each in host.trace if each.step == "pass")
    assert (first.name, first.nid, first.nodes) == ("low", 0, (1,))
    assert [(each.nid, each.verdict) for each in host.trace if each.step == "zone"] == [
        (0, "MASKED"),
        (1, "TAKEN"),
    ]
    host.area(100, "b", 5)
    host.ok("touch", pid=100, area="b", explain=True)
    placed = [(each.nid, each.nr_pages) for each in host.trace if each.step == "placement"]
    assert placed == [(0, 5)]


def test_a_gate_is_named_with_its_key_and_the_node_that_was_passed_over() -> None:
    answer = bench().ok("alloc_pages", label="x", preferred_nid=2)
    assert answer.decided_by.rule == "alloc.gated"
    for word in ("2", "0", "__GFP_PRIVATE"):
        assert word in answer.decided_by.sentence


def test_pages_of_several_runs_of_a_zone_are_one_effect() -> None:
    host = with_holes()
    answer = host.ok("alloc_pages", label="x", preferred_nid=0, count=6)
    assert len(answer.pages) > 1
    assert [
        (each.nid, each.nr_pages) for each in answer.effects if each.effect == "pages_allocated"
    ] == [(0, 6)]


def with_holes() -> Host:
    """Every second page of the first eight is free."""
    host = std_host("mainline", private=())
    for at in range(8):
        host.ok("alloc_pages", label=f"k{at}", preferred_nid=0)
    for at in range(0, 8, 2):
        host.ok("free_pages", label=f"k{at}")
    return host
