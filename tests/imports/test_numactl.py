"""`numactl --hardware`, as recorded and as it must not be."""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.imports import numactl

GOOD = """\
available: 3 nodes (0-2)
node 0 cpus: 0 1
node 0 size: 458 MB
node 0 free: 421 MB
node 1 cpus: 2
node 1 size: 0 MB
node 1 free: 0 MB
node 2 cpus:
node 2 size: 119 MB
node 2 free: 109 MB
node distances:
node   0   1   2
  0:  10  20  40
  1:  21  10  15
  2:  40  15  10
"""


def test_recorded_abcd(real: Any) -> None:
    table = numactl.parse(real("abcd/numactl-hardware.txt").text, "numactl.txt")
    assert [(n.nid, n.cpus, n.size_mb, n.free_mb) for n in table.nodes] == [
        (0, (0,), 520, 501),
        (1, (1,), 251, 234),
        (2, (), 125, 118),
        (3, (), 119, 114),
    ]
    assert table.distances == (
        (10, 21, 17, 28),
        (21, 10, 28, 17),
        (17, 28, 10, 28),
        (28, 17, 28, 10),
    )


def test_memoryless_node_and_asymmetric_matrix_are_fine() -> None:
    table = numactl.parse(GOOD, "n")
    assert table.nodes[1].size_mb == 0
    assert table.distances is not None
    assert (table.distances[0][1], table.distances[1][0]) == (20, 21)


def test_carriage_returns_and_blank_lines_change_nothing() -> None:
    text = "\ufeff" + GOOD.replace("\n", "\r\n") + "\r\n\r\n"
    assert numactl.parse(text, "n") == numactl.parse(GOOD, "n")


@pytest.mark.parametrize(
    ("cpus", "expected"),
    [
        ("0-3", (0, 1, 2, 3)),
        (" 0-1, 4 (3)", (0, 1, 4)),
        (" 8191", (8191,)),
    ],
)
def test_cpu_ranges_of_newer_versions(cpus: str, expected: tuple[int, ...]) -> None:
    text = GOOD.replace("cpus: 0 1", f"cpus: {cpus}").replace("cpus: 2\n", "cpus: 9\n")
    assert numactl.parse(text, "n").nodes[0].cpus == expected


def test_nodes_with_gaps_in_both_shapes_of_the_matrix() -> None:
    head = "available: 2 nodes (0,2)\n" + "".join(
        f"node {nid} cpus: {nid}\nnode {nid} size: 9 MB\nnode {nid} free: 8 MB\n" for nid in (0, 2)
    )
    new = head + "node distances:\nnode   0   2\n  0:  10  30\n  2:  31  10\n"
    old = head + (
        "node distances:\nnode   0   1   2\n  0:  10  0  30\n  1:  0  0  0\n  2:  31  0  10\n"
    )
    assert numactl.parse(new, "n").distances == ((10, 30), (31, 10))
    assert numactl.parse(old, "n").distances == ((10, 30), (31, 10))


def test_no_distances_printed() -> None:
    text = GOOD.partition("node distances:")[0] + "No distance information available.\n"
    assert numactl.parse(text, "n").distances is None


@pytest.mark.parametrize(
    ("old", "new", "reason", "line", "field"),
    [
        (
            "available: 3 nodes (0-2)",
            "No NUMA available on this system",
            "MALFORMED",
            1,
            "available",
        ),
        ("3 nodes (0-2)", "4 nodes (0-2)", "INCONSISTENT", 1, "available"),
        ("3 nodes (0-2)", "4 nodes (0-3)", "MALFORMED", 11, "node 3 cpus"),
        ("3 nodes (0-2)", "2 nodes (0-1)", "INCONSISTENT", 8, "available"),
        ("3 nodes (0-2)", "3 nodes (2-0)", "MALFORMED", 1, "available"),
        ("3 nodes (0-2)", "1025 nodes (0-1024)", "MALFORMED", 1, "available"),
        ("node 1 cpus: 2\n", "", "INCONSISTENT", 5, "node 1 cpus"),
        ("node 1 size: 0 MB\n", "", "INCONSISTENT", 6, "node 1 size"),
        ("node 2 size: 119 MB", "node 2 size: <not available>", "MALFORMED", 9, "node 2 size"),
        ("node 2 size: 119 MB", "node 2 size: -1 MB", "MALFORMED", 9, "node 2 size"),
        ("119 MB", f"{2**70} MB", "MALFORMED", 9, "node 2 size"),
        ("119 MB", "9" * 5000 + " MB", "MALFORMED", 9, "node 2 size"),
        ("109 MB", "190 MB", "INCONSISTENT", 10, "node 2 free"),
        ("cpus: 2\n", "cpus: 1\n", "INCONSISTENT", 5, "node 1 cpus"),
        ("cpus: 2\n", "cpus: 8192\n", "MALFORMED", 5, "node 1 cpus"),
        ("cpus: 0 1\n", "cpus: 1 0\n", "MALFORMED", 2, "node 0 cpus"),
        ("cpus: 0 1\n", "cpus: zero\n", "MALFORMED", 2, "node 0 cpus"),
        ("node distances:", "node distance:", "MALFORMED", 11, "node distances"),
        ("node   0   1   2", "node   0   2", "INCONSISTENT", 12, "node distances columns"),
        ("node   0   1   2", "     0   1   2", "MALFORMED", 12, "node distances columns"),
        ("  1:  21  10  15\n", "", "INCONSISTENT", 14, "node distances row 1"),
        ("  1:  21  10  15", "  1:  21  10", "INCONSISTENT", 14, "node distances row 1"),
        ("  1:  21  10  15", "  1:  21  10  x", "MALFORMED", 14, "node distances row 1"),
        ("  1:  21  10  15", "  1:  21  10  256", "MALFORMED", 14, "node distances row 1"),
        (
            "  1:  21  10  15",
            "  1:  21  11  15",
            "INCONSISTENT",
            14,
            "node distances row 1 column 1",
        ),
        (
            "  1:  21  10  15",
            "  1:  21  10  9",
            "INCONSISTENT",
            14,
            "node distances row 1 column 2",
        ),
        ("  2:  40  15  10\n", "", "MALFORMED", 14, "node distances row 2"),
        (
            "  2:  40  15  10\n",
            "  2:  40  15  1",
            "INCONSISTENT",
            15,
            "node distances row 2 column 2",
        ),
        ("15  10\n", "15  10\n  3:  1\n", "MALFORMED", 16, "end of file"),
    ],
)
def test_refusals_name_line_and_field(
    refusal: Any, old: str, new: str, reason: str, line: int, field: str
) -> None:
    assert old in GOOD
    text = (
        GOOD.replace(old, new, 1)
        if old != "15  10\n"
        else GOOD[::-1].replace(old[::-1], new[::-1], 1)[::-1]
    )
    facts = refusal(lambda: numactl.parse(text, "n"))
    assert (facts["reason"], facts["line"], facts["field"]) == (f"IMPORT_{reason}", line, field)
    assert facts["file"] == "n"


def test_a_machine_without_cpus_is_refused(refusal: Any) -> None:
    text = GOOD.replace("cpus: 0 1", "cpus:").replace("cpus: 2\n", "cpus:\n")
    assert refusal(lambda: numactl.parse(text, "n"))["field"] == "node 0 cpus"


def test_the_widest_machine_reads() -> None:
    nids = range(1024)
    lines = ["available: 1024 nodes (0-1023)"]
    for nid in nids:
        lines += [f"node {nid} cpus: {nid}", f"node {nid} size: 64 MB", f"node {nid} free: 64 MB"]
    lines += ["node distances:", "node " + " ".join(map(str, nids))]
    row = ["20"] * 1024
    for nid in nids:
        lines.append(f"{nid}: " + " ".join([*row[:nid], "10", *row[nid + 1 :]]))
    table = numactl.parse("\n".join(lines), "n")
    assert len(table.nodes) == 1024
    assert table.distances is not None
    assert table.distances[1023][1023] == 10
