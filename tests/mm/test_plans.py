"""Turns of policies are worked out once, and again when what they rest on changes."""

from __future__ import annotations

from typing import Any

import pytest

from service.mm import alloc_mpol
from service.mm.commands import COMMANDS
from service.mm.step import Done, step
from tests.mm.mmhost import Host, flat, topology

WEIGHTS = "/sys/kernel/mm/mempolicy/weighted_interleave/node{}"


@pytest.fixture
def host() -> Host:
    """Four nodes of 64 MiB; task 100 with an area `a` under weighted interleave over all."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 1 << 14)]} for nid in range(4)}
    host = Host(topology(nodes, flat(4)), "mainline")
    host.task()
    host.area(100, "a", 1 << 10)
    host.ok("mbind", pid=100, area="a", mode="MPOL_WEIGHTED_INTERLEAVE", nodemask=[0, 1, 2, 3])
    return host


def touched(host: Host, first: int, count: int) -> dict[int, int]:
    answer = host.ok("touch", pid=100, area="a", first=first, count=count)
    return {each.nid: each.nr_pages for each in answer.placed}


def test_a_policy_is_worked_out_once_for_all_faults(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[Any] = []
    slots = alloc_mpol._slots

    def spied(*args: Any, **named: Any) -> Any:
        worked.append(args)
        return slots(*args, **named)

    monkeypatch.setattr(alloc_mpol, "_slots", spied)
    for page in range(40):
        touched(host, page, 1)
    assert len(worked) == 1


def test_a_written_weight_holds_from_the_next_fault_on(host: Host) -> None:
    assert touched(host, 0, 4) == dict.fromkeys(range(4), 1)
    host.ok("kernfs_write", path=WEIGHTS.format(2), value="5")
    assert touched(host, 8, 8) == {0: 1, 1: 1, 2: 5, 3: 1}


def test_taking_a_weight_back_brings_the_turns_that_held_before(host: Host) -> None:
    touched(host, 0, 4)
    before = host.state.plans
    write = {"path": WEIGHTS.format(2), "value": "5"}
    done = step(host.state, COMMANDS["kernfs_write"].model_validate(write))
    assert isinstance(done, Done)
    assert host.state.plans == {}
    done.undo.rollback()
    assert host.state.plans is before
    assert touched(host, 4, 4) == dict.fromkeys(range(4), 1)


def test_a_cpuset_without_a_node_of_the_policy_changes_its_turns(host: Host) -> None:
    touched(host, 0, 4)
    host.ok("kernfs_mkdir", path="/cg/g")
    host.ok("kernfs_write", path="/cg/g/cpuset.mems", value="0-1")
    host.ok("kernfs_write", path="/cg/g/cgroup.procs", value="100")
    assert touched(host, 4, 4).keys() == {0, 1}


def test_the_memory_of_plans_is_bounded(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alloc_mpol, "PLANS_MAX", 3)
    for pid in range(200, 210):
        host.task(pid)
        host.area(pid, "b", 4)
        host.ok("touch", pid=pid, area="b")
        assert len(host.state.plans) <= 3


def test_one_page_is_placed_as_a_run_of_pages_would(host: Host) -> None:
    """Page by page or at once: the same nodes, counters and records."""
    other = Host(
        topology(
            {nid: {"cpus": [nid], "zones": [("Normal", 1 << 14)]} for nid in range(4)}, flat(4)
        ),
        "mainline",
    )
    other.task()
    other.area(100, "a", 1 << 10)
    other.ok("mbind", pid=100, area="a", mode="MPOL_WEIGHTED_INTERLEAVE", nodemask=[0, 1, 2, 3])
    for page in range(64):
        touched(host, page, 1)
    assert touched(other, 0, 64) == dict.fromkeys(range(4), 16)
    assert host.hash() == other.hash()
