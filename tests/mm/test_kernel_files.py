"""Kernel files that no recording writes: their words and refusals (spec of sysfs and sysctl)."""

from __future__ import annotations

import pytest

from tests.mm.mmhost import Host, flat, topology


@pytest.fixture
def host() -> Host:
    """Two nodes with memory."""
    nodes = {nid: {"cpus": [nid], "zones": [("Normal", 4096)]} for nid in range(2)}
    return Host(topology(nodes, flat(2)), "mainline")


@pytest.mark.parametrize(
    ("word", "errno"),
    [
        ("offline", None),
        ("online", None),
        ("online_kernel", None),
        ("online_movable\n", None),
        ("auto", "EINVAL"),
        ("", "EINVAL"),
    ],
)
def test_auto_online_blocks_takes_four_words(host: Host, word: str, errno: str | None) -> None:
    """drivers/base/memory.c, auto_online_blocks_store."""
    path = "/sys/devices/system/memory/auto_online_blocks"
    before = host.hash()
    assert host.errno("kernfs_write", path=path, value=word) == errno
    if errno is None:
        assert host.do("kernfs_read", path=path).text == word.strip()
    else:
        assert host.hash() == before


@pytest.mark.parametrize(
    ("word", "errno"), [("Node", None), ("d", None), ("zone", "EINVAL"), ("", "EINVAL")]
)
def test_node_order_is_the_only_zonelist_order(host: Host, word: str, errno: str | None) -> None:
    """mm/page_alloc.c, __parse_numa_zonelist_order: zone order is gone."""
    path = "/proc/sys/vm/numa_zonelist_order"
    before = host.hash()
    assert host.errno("kernfs_write", path=path, value=word) == errno
    assert (host.hash(), host.do("kernfs_read", path=path).text) == (before, "Node")


def test_numastat_of_a_node(host: Host) -> None:
    """drivers/base/node.c, node_read_numastat."""
    host.task(100, 0)
    host.area(100, "a", 5)
    host.ok("mbind", pid=100, area="a", mode="MPOL_INTERLEAVE", nodemask=[1])
    host.ok("touch", pid=100, area="a")
    text = host.do("kernfs_read", path="/sys/devices/system/node/node1/numastat").text
    assert text.splitlines() == [
        "numa_hit 5",
        "numa_miss 0",
        "numa_foreign 0",
        "interleave_hit 5",
        "local_node 0",
        "other_node 5",
    ]
    path = "/sys/devices/system/node/node7/numastat"
    assert host.errno("kernfs_read", path=path) == "ENOENT"
