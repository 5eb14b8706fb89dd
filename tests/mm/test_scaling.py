"""Cost and size follow the number of runs, never their length: counted here, not timed.

The number of records of a state is the number of values in its snapshot; the number of entries of
the undo log is what a step wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
import pytest

from service.mm.codec import encode
from service.mm.commands import COMMANDS
from service.mm.compaction import compact_zone
from service.mm.context import Context
from service.mm.partition import Partition, Span
from service.mm.step import Done, step
from tests.mm.mmhost import Host, flat, topology

#: 4 TiB of memory on each of eight nodes
PAGES: Final = 1 << 30
SIZES: Final = [1, 64, 1 << 10, 1 << 18, 1 << 22, 1 << 28]


def _big(model: str = "mainline") -> Host:
    pfn = 0x100000
    nodes = []
    for nid in range(8):
        nodes.append(
            {
                "nid": nid,
                "cpus": [nid],
                "zones": [
                    {
                        "zone": "Normal",
                        "start_pfn": hex(pfn),
                        "spanned": PAGES,
                        "present": PAGES,
                        "managed": PAGES,
                    }
                ],
            }
        )
        pfn += PAGES
    machine = topology({0: {"cpus": [0], "zones": [("Normal", 4096)]}}, flat(1)).model_validate(
        {"nodes": nodes, "distances": flat(8)}
    )
    host = Host(machine, model)
    host.task()
    return host


def records(host: Host) -> int:
    """Values of the snapshot, counted through all its levels."""

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(count(each) for each in value.values())
        if isinstance(value, (list, tuple)):
            return sum(count(each) for each in value)
        return 1

    return count(msgspec.msgpack.decode(encode(host.state)))


def touched(policy: dict[str, Any] | None, pages: int) -> tuple[int, int]:
    """Records of the state and entries of the undo log after touching an area of `pages`."""
    host = _big()
    host.area(100, "a", pages)
    if policy is not None:
        host.ok("mbind", pid=100, area="a", **policy)
    done = step(host.state, COMMANDS["touch"].model_validate({"pid": 100, "area": "a"}))
    assert isinstance(done, Done)
    assert done.answer.errno is None
    assert sum(each.nr_pages for each in done.answer.placed) == pages  # type: ignore[attr-defined]
    return records(host), len(done.undo)


POLICIES: Final[dict[str, dict[str, Any] | None]] = {
    "default": None,
    "bind": {"mode": "MPOL_BIND", "nodemask": [3]},
    "preferred": {"mode": "MPOL_PREFERRED", "nodemask": [5]},
    "preferred_many": {"mode": "MPOL_PREFERRED_MANY", "nodemask": [2, 6]},
}
CYCLES: Final[dict[str, dict[str, Any]]] = {
    "interleave": {"mode": "MPOL_INTERLEAVE", "nodemask": list(range(8))},
    "weighted": {"mode": "MPOL_WEIGHTED_INTERLEAVE", "nodemask": list(range(8))},
}


@pytest.mark.parametrize("name", POLICIES)
def test_one_node_policies_leave_the_same_records_from_1_page_to_1_tib(name: str) -> None:
    """Touching 1 TiB costs what touching one page costs."""
    seen = {pages: touched(POLICIES[name], pages) for pages in SIZES}
    assert len(set(seen.values())) == 1, seen


@pytest.mark.parametrize("name", CYCLES)
def test_interleave_leaves_the_same_records_from_one_cycle_on(name: str) -> None:
    """One arithmetic pattern, whatever its length."""
    seen = {pages: touched(CYCLES[name], pages) for pages in SIZES if pages >= 8}
    assert len(set(seen.values())) == 1, seen
    one = touched(CYCLES[name], 1)
    assert one[0] <= next(iter(seen.values()))[0]


@pytest.mark.parametrize("name", [*POLICIES, *CYCLES])
def test_mbind_move_and_migrate_cost_the_same_at_any_length(name: str) -> None:
    """Moving a run writes as much as moving a longer run."""
    policy = {**POLICIES, **CYCLES}[name]
    seen = set()
    for pages in (1 << 10, 1 << 20, 1 << 26):
        host = _big()
        host.area(100, "a", pages)
        host.ok("touch", pid=100, area="a")
        if policy is not None:
            host.ok("mbind", pid=100, area="a", flags=["MPOL_MF_MOVE"], **policy)
        done = host.done("migrate_pages", pid=100, old_nodes=list(range(8)), new_nodes=[7])
        assert host.area_pages(100, "a") == {7: pages}
        seen.add((records(host), len(done.undo)))
    assert len(seen) == 1, seen


def test_a_kernel_request_of_any_count_is_one_run() -> None:
    seen = set()
    for count in (1, 1 << 10, 1 << 20, 1 << 28):
        host = _big()
        done = host.done("alloc_pages", label="x", preferred_nid=2, count=count)
        seen.add((records(host), len(done.undo)))
    assert len(seen) == 1, seen


@pytest.mark.parametrize("op", ["munmap", "exit_task", "fork"])
def test_giving_back_and_sharing_cost_the_same_at_any_length(op: str) -> None:
    seen = set()
    for pages in (1 << 10, 1 << 20, 1 << 26):
        host = _big()
        host.area(100, "a", pages)
        host.ok("touch", pid=100, area="a")
        args: dict[str, Any] = {"pid": 100}
        if op == "munmap":
            args["area"] = "a"
        if op == "fork":
            args["child"] = 101
        done = host.done(op, **args)
        seen.add((records(host), len(done.undo)))
    assert len(seen) == 1, seen


def test_nodes_that_fill_midway_add_one_record_each() -> None:
    """An interleave whose nodes run full one after the other: linear in arithmetic pieces."""
    sizes = []
    for full in range(4):
        nodes = {nid: {"cpus": [nid], "zones": [("Normal", 40000)]} for nid in range(8)}
        host = Host(topology(nodes, flat(8)), "mainline")
        host.task()
        for nid in range(full):
            host.leave(nid, 1000 * (nid + 1), mark="low")
        host.area(100, "a", 64000)
        host.ok("mbind", pid=100, area="a", mode="MPOL_INTERLEAVE", nodemask=list(range(8)))
        host.ok("touch", pid=100, area="a")
        sizes.append(records(host))
    steps = [after - before for before, after in zip(sizes, sizes[1:], strict=False)]
    assert max(steps) < 3 * min(steps) + 60, sizes
    assert sizes[-1] < 4000


def _looked_at(pages: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Runs that compaction looks at when every second of so many pages is free."""
    host = Host(topology({0: {"cpus": [0], "zones": [("Normal", 1 << 16)]}}, flat(1)), "mainline")
    host.task()
    host.area(100, "a", pages)
    host.ok("touch", pid=100, area="a")
    for page in range(0, pages, 2):
        host.ok("munmap", pid=100, area="a", first=page, count=1)
    zone = host.state.nodes[0].zones[2]
    counted = [0]
    iter_runs, floor = Partition.iter_runs, Partition.floor

    def runs(self: Partition, *limits: int) -> Iterator[Span]:
        for run in iter_runs(self, *limits):
            counted[0] += 1
            yield run

    def below(self: Partition, key: int) -> int | None:
        counted[0] += 1
        return floor(self, key)

    with monkeypatch.context() as patch:
        patch.setattr(Partition, "iter_runs", runs)
        patch.setattr(Partition, "floor", below)
        assert compact_zone(Context(host.state, explain=False), zone) == pages // 2
    low, free = zone.start_pfn, zone.partition.find(zone.start_pfn + pages // 2)
    assert free is not None
    assert zone.partition.find(low) == free, "the low end is one free run"
    return counted[0]


def test_compaction_looks_at_each_run_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two scanners that meet (mm/compaction.c): twice the runs cost twice as much."""
    few, many = _looked_at(100, monkeypatch), _looked_at(400, monkeypatch)
    assert many < 5 * few, (few, many)
