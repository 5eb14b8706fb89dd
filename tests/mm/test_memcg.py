"""Memory cgroups: the tightest limit counts, reclaim comes before the kill, both by hierarchy.

Sources: mm/memcontrol.c (try_charge_memcg, mem_cgroup_oom), mm/vmscan.c (shrink_node_memcgs walks the
group and everything below it), mm/oom_kill.c.
"""

from __future__ import annotations

from typing import Any

import pytest

from service.mm.cgroup import Cgroup
from service.mm.context import Context
from service.mm.lru import group_pages
from service.mm.memcg_oom import mem_cgroup_out_of_memory
from service.mm.memcontrol import limiting_group
from tests.mm.mmhost import Host, std_topology


def limited(swap: int = 0, **limits: int) -> Host:
    """Groups /m, /m/in and /m/in/deep with limits in pages; task 100 in the deepest."""
    host = Host(std_topology(swap_pages=swap), "mainline")
    for name in ("m", "m/in", "m/in/deep"):
        limit = limits.get(name.rpartition("/")[2], -1)
        host.state.cgroups[f"/{name}"] = Cgroup(f"/{name}", memory_max=limit)
    host.task(cgroup="/m/in/deep")
    host.area(100, "a", 64)
    return host


def touch(host: Host, pages: int, pid: int = 100) -> Any:
    return host.do("touch", pid=pid, area="a", count=pages)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, None),
        ({"m": 20}, ("/m", 12)),
        ({"m": 20, "in": 10}, ("/m/in", 2)),
        ({"m": 10, "in": 20}, ("/m", 2)),
        ({"deep": 4}, ("/m/in/deep", 0)),
        ({"m": 10, "in": 10, "deep": 10}, ("/m/in/deep", 2)),
    ],
)
def test_the_tightest_limit_above_a_task_counts(limits: dict[str, int], expected: object) -> None:
    host = limited()
    touch(host, 8)
    for name, limit in limits.items():
        path = next(path for path in host.state.cgroups if path.endswith(f"/{name}"))
        host.state.cgroups[path] = Cgroup(path, memory_max=limit)
    assert limiting_group(host.state, host.state.tasks[100]) == expected


def test_a_group_of_another_hierarchy_limits_a_task_that_is_charged_there() -> None:
    host = limited()
    host.state.cgroups["/v1"] = Cgroup("/v1", memory_max=5)
    host.state.tasks[100].memcg = "/v1"
    assert limiting_group(host.state, host.state.tasks[100]) == ("/v1", 5)
    host.state.tasks[100].memcg = "/gone"
    assert limiting_group(host.state, host.state.tasks[100]) is None


def test_beyond_the_limit_the_groups_own_pages_go_to_swap_first() -> None:
    """Reclaim walks the groups below the limit, too: the task lives two levels down."""
    host = limited(swap=64, m=16)
    answer = touch(host, 40)
    assert answer.errno is None
    assert not [each for each in answer.effects if each.effect == "oom_kill"]
    assert sum(host.area_pages(100, "a").values()) <= 16


def test_without_swap_the_largest_member_is_killed() -> None:
    host = limited(m=32)
    host.task(200, cgroup="/m")
    host.area(200, "a", 64)
    touch(host, 24)
    answer = touch(host, 20, pid=200)
    killed = [(each.pid, each.detail) for each in answer.effects if each.effect == "oom_kill"]
    assert killed == [(100, "CONSTRAINT_MEMCG")]
    assert host.state.tasks[200].alive


def test_an_empty_group_has_nobody_to_kill() -> None:
    host = limited()
    host.state.cgroups["/empty"] = Cgroup("/empty", memory_max=0)
    assert mem_cgroup_out_of_memory(Context(host.state, explain=False), "/empty") == 0


def test_proactive_reclaim_of_a_parent_takes_from_its_children() -> None:
    """memory.reclaim is hierarchical; a sibling and a name that only begins alike are not in it."""
    host = limited(swap=64)
    touch(host, 8)
    host.state.cgroups["/mm"] = Cgroup("/mm")
    host.task(200, cgroup="/mm")
    host.area(200, "a", 64)
    touch(host, 8, pid=200)
    ctx = Context(host.state, explain=False)
    sizes = {path: sum(end - first for _, first, end in group_pages(ctx, path, 0))
             for path in ("/", "/m", "/m/in/deep", "/mm")}  # fmt: skip
    assert sizes == {"/": 16, "/m": 8, "/m/in/deep": 8, "/mm": 8}
    host.ok("kernfs_write", path="/cg/m/memory.reclaim", value=str(4 << 12))
    assert sum(host.area_pages(100, "a").values()) == 4
    assert sum(host.area_pages(200, "a").values()) == 8
