"""Each assertion holds where it should and says what it found where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from service.experiments.scenario import ScenarioHost, model_choice
from service.experiments.scenario_expect import Expect, failures, nodes_of, parse_list
from service.experiments.scenario_names import Names

HOST = ScenarioHost.model_validate(
    {
        "nodes": {"A": {"nid": 0, "size": "128M"}, "C": {"nid": 2, "private": True, "size": "1G"}},
        "distances": {"A": [10, 17], "C": [17, 10]},
    }
)
NAMES = Names(HOST)

REFUSED = {
    "ret": -22,
    "errno": "EINVAL",
    "reason": "TASK_POLICY_ON_PRIVATE_NODE",
    "decided_by": {"rule": "policy.private_refused"},
    "effects": [{"effect": "warning"}],
}
TOUCHED = {"ret": 0, "placed": [{"nid": 2, "nr_pages": 3}, {"nid": 0, "nr_pages": 1}]}
MOVED = {
    "ret": 0,
    "status": [{"count": 2, "nid": 2}, {"count": 1, "errno": "ENOENT"}, {"count": 1}],
}
LISTS = {
    "items": [
        {"nid": 0, "fallback": [0], "nofallback": [0]},
        {"nid": 2, "fallback": [2, 0], "nofallback": [2]},
    ]
}
TASK = {"alive": True, "policy": "bind:2", "nodes": [[0, 5], [2, 1]]}
SYSFS = {"has_memory": "0,2", "has_private_memory": "2", "has_cpu": ""}
COUNTERS = {"items": [{"nid": 2, "numa_hit": 4, "numa_miss": 0}]}


@pytest.mark.parametrize(
    ("expect", "answer", "wrong"),
    [
        ({"ret": -22}, REFUSED, ""),
        ({"ret": 0}, REFUSED, "ret: expected 0, got -22"),
        ({}, REFUSED, "ret: expected 0, got -22"),
        ({}, TOUCHED, ""),
        ({"errno": "EINVAL", "reason": "TASK_POLICY_ON_PRIVATE_NODE"}, REFUSED, ""),
        ({"errno": "ENODEV"}, REFUSED, "errno: expected ENODEV, got EINVAL"),
        ({"errno": "ENODEV"}, TOUCHED, "errno: expected ENODEV, got nothing"),
        ({"errno": "EINVAL", "rule": "policy.private_refused"}, REFUSED, ""),
        ({"errno": "EINVAL", "rule": "x"}, REFUSED, "rule: expected x, got policy.private_refused"),
        ({"refused": "UNKNOWN_TASK"}, {"refused": "UNKNOWN_TASK"}, ""),
        ({"signal": "SIGKILL"}, {"ret": -12, "signal": 9}, ""),
        ({"signal": "SIGBUS"}, {"ret": -12, "signal": 9}, "signal: expected SIGBUS, got SIGKILL"),
        ({"nodes": ["C", "A"]}, TOUCHED, ""),
        ({"nodes": [2, 0]}, TOUCHED, ""),
        ({"nodes": ["A"]}, TOUCHED, "nodes: expected {A}, got {C, A}"),
        ({"not_on": ["A"]}, TOUCHED, "not_on: expected {}, got {A}"),
        ({"pages": {"C": 3, "A": 1}}, TOUCHED, ""),
        ({"pages": {"C": 3}}, TOUCHED, "pages: expected C: 3, got C: 3, A: 1"),
        ({"pages": {"A": 5, "C": 1}, "alive": True, "policy": "bind:2"}, TASK, ""),
        ({"alive": False}, TASK, "alive: expected False, got True"),
        ({"status": ["C", "ENOENT", "unwritten"]}, MOVED, ""),
        ({"status": ["C"]}, MOVED, "status: expected {C}, got {C, ENOENT, unwritten}"),
        ({"effects": ["warning"], "errno": "EINVAL"}, REFUSED, ""),
        ({"effects": ["oom_kill"]}, TOUCHED, "effects: expected {oom_kill}, got {}"),
        (
            {"no_effects": ["warning"], "errno": "EINVAL"},
            REFUSED,
            "no_effects: expected {}, got {warning}",
        ),
        ({"fallback": {"C": ["C", "A"]}, "nofallback": {"A": ["A"]}}, LISTS, ""),
        ({"fallback": {"C": ["A"]}}, LISTS, "fallback: expected C: {A}, got C: {C, A}"),
        ({"sysfs": {"has_memory": ["A", "C"], "has_cpu": []}}, SYSFS, ""),
        (
            {"sysfs": {"has_private_memory": []}},
            SYSFS,
            "sysfs: expected has_private_memory: {}, got has_private_memory: {C}",
        ),
        ({"counters": {"C": {"numa_hit": 4}}}, COUNTERS, ""),
        (
            {"counters": {"C": {"numa_miss": 4}}},
            COUNTERS,
            "counters: expected C: numa_miss: 4, got C: numa_miss: 0",
        ),
        ({"nr_allocated": 7, "ret": -12}, {"ret": -12, "nr_allocated": 7}, ""),
    ],
)
def test_an_assertion_holds_or_says_what_it_found(
    expect: dict[str, Any], answer: dict[str, Any], wrong: str
) -> None:
    found = failures(Expect.model_validate(expect), answer, NAMES)
    assert found == ((wrong,) if wrong else ())


def test_pages_are_counted_over_all_runs_and_items() -> None:
    assert nodes_of({"items": [{"nodes": [[2, 1]]}, {"nodes": [[2, 2], [0, 1]]}]}) == {2: 3, 0: 1}


@pytest.mark.parametrize(
    ("text", "ids"), [("", []), ("0", [0]), ("0-2,5", [0, 1, 2, 5]), ("1,3-4", [1, 3, 4])]
)
def test_kernel_lists_are_read(text: str, ids: list[int]) -> None:
    assert parse_list(text) == ids


def test_a_label_names_a_model_and_cells() -> None:
    assert model_choice("list-isolation+own_fallback=empty+gate=flag") == (
        "list-isolation+own_fallback=empty+gate=flag",
        "list-isolation",
        {"own_fallback": "empty", "gate": "flag"},
    )


def test_memory_in_short_form_stands_behind_the_memory_before_it() -> None:
    assert NAMES.ranges["A"] == (1 << 32, 128 << 20)
    assert NAMES.ranges["C"] == ((1 << 32) + (128 << 20), 1 << 30)


def test_a_private_node_boots_without_memory() -> None:
    topology = NAMES.topology()
    (normal, private) = topology.nodes
    assert normal.online
    assert normal.zones[0].managed == 32768
    assert not private.online
    assert private.zones == ()
    assert topology.distances == ((10, 17), (17, 10))


@pytest.mark.parametrize(
    ("nodes", "why"),
    [
        ({"A": {"nid": 0, "size": "128M", "start": "0x1000"}}, "whole blocks"),
        ({"A": {"nid": 0, "private": True}}, "needs a size"),
        (
            {
                "A": {"nid": 0, "size": "1G", "start": "0x100000000"},
                "B": {"nid": 1, "size": "1G", "start": "0x108000000"},
            },
            "the memory of nodes A and B overlaps",
        ),
    ],
)
def test_memory_that_cannot_be_is_refused(nodes: dict[str, Any], why: str) -> None:
    rows = {name: [10] * len(nodes) for name in nodes}
    with pytest.raises(ValueError, match=why):
        Names(ScenarioHost.model_validate({"nodes": nodes, "distances": rows}))


def test_names_stand_for_nodes_wherever_a_node_can_stand() -> None:
    command = NAMES.command(
        "alloc_pages", {"label": "x", "preferred_nid": "C", "nodemask": ["A", 2]}
    )
    assert command.model_dump()["nodemask"] == (0, 2)
    command = NAMES.command("online_pages", {"range": "C"})
    assert command.model_dump()["size"] == 1 << 30
