"""What policies name a private node that lost its last memory, and what becomes of them.

Source: tools/testing/selftests/dax/private_node_unbind_rebind.sh (the branch, after v5): a node that
comes back under the same id is not bound again. Otherwise the cpuset shrinks, and policies follow as
mpol_rebind_nodemask has it: position by position; a shared policy of tmpfs is never rebound.
"""

from __future__ import annotations

from typing import Final

import pytest

from service.mm.models import KernelModel
from tests.mm.mmhost import BLOCK_BYTES, OPS_MP, Host, hot_start, knobbed, std_host

FORGETS: Final = knobbed("rfc-v4", unplug__policies="default")
FOLLOWS: Final = knobbed("rfc-v4", unplug__policies="rebind")


def bound(model: KernelModel) -> Host:
    """Private nodes 2 and 3; tasks 100 and 200 with policies of every kind."""
    host = std_host(model, ops={2: OPS_MP, 3: OPS_MP})
    for pid in (100, 200, 300):
        host.task(pid)
        host.area(pid, "a", 2)
    host.ok("create_file", file="f", nr_pages=8, fs="tmpfs")
    host.area(100, "m", 8, kind="file_shared", file="f")
    for nodes, where in (
        ([2], {"count": 2}),
        ([2, 3], {"first": 2, "count": 2}),
        ([0], {"first": 4}),
    ):
        host.ok("mbind", pid=100, area="m", mode="MPOL_BIND", nodemask=nodes, **where)
    host.ok("mbind", pid=100, area="a", mode="MPOL_BIND", nodemask=[2])
    host.ok("mbind", pid=200, area="a", mode="MPOL_BIND", nodemask=[0, 2])
    host.ok("mbind", pid=300, area="a", mode="MPOL_BIND", nodemask=[1])
    return host


def read(host: Host) -> dict[str, list[int]]:
    """The masks that get_mempolicy reads."""
    places = (
        (100, "a", 0),
        (200, "a", 0),
        (300, "a", 0),
        (100, "m", 0),
        (100, "m", 2),
        (100, "m", 4),
    )
    return {f"{pid}{area}{page}": host.policy(pid, area, page)[1] for pid, area, page in places}


@pytest.mark.parametrize(
    ("model", "after"),
    [
        (FORGETS, {"100a0": [], "200a0": [0], "300a0": [1], "100m0": [], "100m2": [3], "100m4": [0]}),
        (FOLLOWS, {"100a0": [3], "200a0": [0, 3], "300a0": [1], "100m0": [2], "100m2": [2, 3], "100m4": [0]}),
    ],
    ids=["forgets", "follows"],
)  # fmt: skip
def test_a_policy_loses_the_node_or_follows_the_cpuset(
    model: KernelModel, after: dict[str, list[int]]
) -> None:
    host = bound(model)
    assert read(host)["100m2"] == [2, 3]
    host.ok("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES)
    assert read(host) == after


def test_a_task_policy_that_named_nothing_else_becomes_the_default() -> None:
    host = std_host(knobbed("rfc-v5", unplug__policies="default"), private=(2, 3))
    for pid, nodes in ((100, [2]), (200, [0, 2]), (300, [0])):
        host.task(pid)
        host.do("set_mempolicy", pid=pid, mode="MPOL_BIND", nodemask=nodes)
    before = [host.policy(pid) for pid in (100, 200, 300)]
    host.ok("offline_pages", start=hex(hot_start(2)), size=BLOCK_BYTES)
    after = [host.policy(pid) for pid in (100, 200, 300)]
    assert all(2 not in mask for _, mask in after)
    assert after[2] == before[2] == ("MPOL_BIND", [0])
