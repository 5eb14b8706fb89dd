"""The texts of numactl and numastat have the form that the tools print on a real machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli.numa_text import numactl_hardware, numastat

REAL = Path(__file__).parents[1] / "data" / "real"


def test_numastat_equals_a_recorded_one() -> None:
    recorded = (REAL / "abcd" / "numastat.txt").read_text(encoding="utf-8")
    head, *lines = recorded.splitlines()
    rows = [
        {
            "nid": int(name.removeprefix("node")),
            **{line.split()[0]: int(line.split()[1 + column]) for line in lines},
        }
        for column, name in enumerate(head.split())
    ]
    assert numastat(rows, private=False) == recorded


@pytest.mark.parametrize(
    ("online", "text"), [([0], "(0)"), ([0, 1, 2], "(0-2)"), ([0, 2, 3, 5], "(0,2-3,5)")]
)
def test_nodes_that_are_not_online_are_left_out(online: list[int], text: str) -> None:
    nodes = [
        {
            "nid": nid,
            "states": ["N_ONLINE"] if nid in online else [],
            "cpus": [],
            "total_pages": 0,
            "free_pages": 0,
            "distances": [10 + other for other in range(6)],
        }
        for nid in range(6)
    ]
    lines = numactl_hardware(nodes).splitlines()
    assert lines[0] == f"available: {len(online)} nodes {text}"
    assert lines[-1].split(":")[1].split() == [str(10 + nid) for nid in online]
