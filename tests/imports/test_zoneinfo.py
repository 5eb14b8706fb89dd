"""`/proc/zoneinfo`, as recorded and as it must not be."""

from __future__ import annotations

from typing import Any

import pytest

from service.fabric.imports import numactl, zoneinfo


def zone(nid: int, name: str, **values: int) -> str:
    """One zone, with the lines that matter, as kernel 6.12 prints it."""
    marks = {"free": 900, "boost": 0, "min": 10, "low": 20, "high": 30, "promo": 40}
    sizes = {"spanned": 1024, "present": 1024, "managed": 1000, "cma": 0, "start_pfn": 4096}
    fields = {**marks, **sizes, **values}
    lines = [f"Node {nid}, zone {name:>8}", f"  pages free     {fields.pop('free')}"]
    start = fields.pop("start_pfn")
    lines += [f"        {key:8} {value}" for key, value in fields.items()]
    lines.append("        protection: (0, 0)")
    if fields["present"]:
        lines += ["      nr_free_pages 1", "  pagesets", "    cpu: 3", "              count:    0"]
        lines += ["  vm stats threshold: 4", f"  start_pfn:           {start}"]
    return "\n".join(lines) + "\n"


EMPTY = dict.fromkeys(("free", "min", "low", "high", "promo", "spanned", "present", "managed"), 0)
GOOD = (
    zone(0, "Normal")
    + zone(0, "Movable", **EMPTY)
    + zone(2, "Normal", **EMPTY)
    + zone(2, "Movable", start_pfn=8192)
)


def test_recorded_abcd(real: Any) -> None:
    found = zoneinfo.parse(real("abcd/zoneinfo.txt").text, "zoneinfo")
    assert [node.nid for node in found.nodes] == [0, 1, 2, 3]
    assert found.cpus == (0, 1)
    dma32 = found.nodes[0].zones[1]
    assert (dma32.zone, dma32.populated, dma32.start_pfn, dma32.drift) == ("DMA32", True, 4096, 8)
    assert dma32.protection == (0, 0, 373, 373, 373)
    assert {key: dma32.values[key] for key in ("free", "min", "promo", "spanned", "managed")} == {
        "free": 33596,
        "min": 120,
        "promo": 210,
        "spanned": 1044480,
        "managed": 33831,
    }
    assert [z.zone for z in found.nodes[3].zones if z.populated] == ["Normal"]
    assert len(found.nodes[3].zones) == 5


@pytest.mark.parametrize("name", ["abcd", "memless", "n8"])
def test_recorded_sizes_agree_with_numactl(real: Any, name: str) -> None:
    zones = zoneinfo.parse(real(f"{name}/zoneinfo.txt").text, "z")
    table = numactl.parse(real(f"{name}/numactl-hardware.txt").text, "n")
    assert [node.managed // 256 for node in zones.nodes] == [n.size_mb for n in table.nodes]


def test_zones_by_hand() -> None:
    found = zoneinfo.parse(GOOD, "z")
    assert [(n.nid, [z.populated for z in n.zones]) for n in found.nodes] == [
        (0, [True, False]),
        (2, [False, True]),
    ]
    assert found.cpus == (3,)
    assert zoneinfo.parse(GOOD.replace("\n", "\r\n"), "z") == found


def test_promo_may_be_missing_and_free_may_drift() -> None:
    text = GOOD.replace("        promo    40\n", "").replace("free     900", "free     1004", 1)
    zones = zoneinfo.parse(text, "z").nodes[0].zones
    assert "promo" not in zones[0].values
    assert zones[0].values["free"] == 1004


@pytest.mark.parametrize(
    ("old", "new", "reason", "line", "field"),
    [
        ("Node 0, zone   Normal", "Nude 0, zone   Normal", "MALFORMED", 1, "Node"),
        ("Node 0, zone   Normal", "Node 0, zone  HighMem", "MALFORMED", 1, "Node 0, zone HighMem"),
        (
            "Node 0, zone   Normal",
            "Node 9, zone   Normal",
            "INCONSISTENT",
            19,
            "Node 0, zone Movable",
        ),
        (
            "Node 2, zone  Movable",
            "Node 2, zone   Normal",
            "INCONSISTENT",
            43,
            "Node 2, zone Normal",
        ),
        ("  pages free     900\n", "", "MALFORMED", 11, "Node 0, zone Normal free"),
        ("        managed  1000\n", "", "MALFORMED", 17, "Node 0, zone Normal managed"),
        (
            "        low      20\n",
            "        low      many\n",
            "MALFORMED",
            5,
            "Node 0, zone Normal low",
        ),
        (
            "        low      20\n",
            "        low      -1\n",
            "MALFORMED",
            5,
            "Node 0, zone Normal low",
        ),
        ("managed  1000", f"managed  {2**70}", "MALFORMED", 10, "Node 0, zone Normal managed"),
        ("managed  1000", "managed  1025", "INCONSISTENT", 10, "Node 0, zone Normal managed"),
        ("present  1024", "present  1025", "INCONSISTENT", 9, "Node 0, zone Normal present"),
        ("low      20", "low      31", "INCONSISTENT", 5, "Node 0, zone Normal low"),
        ("boost    0", "boost    11", "INCONSISTENT", 3, "Node 0, zone Normal boost"),
        ("free     900", "free     1005", "INCONSISTENT", 2, "Node 0, zone Normal free"),
        (
            "boost    0\n",
            "boost    0\n        boost    0\n",
            "INCONSISTENT",
            4,
            "Node 0, zone Normal boost",
        ),
        ("(0, 0)", "(0, 0, 0)", "MALFORMED", 30, "Node 0, zone Device"),
        ("(0, 0)", "(0)", "INCONSISTENT", 12, "Node 0, zone Normal protection"),
        ("(0, 0)", "(0, 0", "MALFORMED", 12, "Node 0, zone Normal protection"),
        ("  start_pfn:           4096\n", "", "MALFORMED", 17, "Node 0, zone Normal start_pfn"),
        ("4096", str(2**41), "MALFORMED", 18, "Node 0, zone Normal start_pfn"),
        ("4096", str(2**40 - 1), "INCONSISTENT", 8, "Node 0, zone Normal spanned"),
        ("  pagesets", "pagesets", "MALFORMED", 14, "Node 0, zone Normal counters"),
    ],
)
def test_refusals_name_line_and_field(
    refusal: Any, old: str, new: str, reason: str, line: int, field: str
) -> None:
    assert old in GOOD
    facts = refusal(lambda: zoneinfo.parse(GOOD.replace(old, new, 1), "z"))
    assert (facts["reason"], facts["line"], facts["field"]) == (f"IMPORT_{reason}", line, field)


def test_one_node_cut_between_zones_is_refused(real: Any, refusal: Any) -> None:
    lines = real("memless/zoneinfo.txt").text.split("\n")
    cut = next(i for i, line in enumerate(lines) if line.startswith("Node 0, zone   Normal"))
    facts = refusal(lambda: zoneinfo.parse("\n".join(lines[:cut]), "z"))
    assert (facts["reason"], facts["line"]) == ("IMPORT_MALFORMED", cut)
    assert facts["field"] == "Node 0, zone Device"


@pytest.mark.parametrize(
    ("old", "new", "zone_name", "words"),
    [
        ("1048576", "524288", "Normal", "lies in zone DMA32"),
        ("4096", "1048576", "DMA32", "beyond 0x100000"),
        ("1", "4096", "DMA", "beyond 0x1000"),
    ],
)
def test_a_zone_outside_its_part_of_memory_is_refused_at_start_pfn(
    real: Any, refusal: Any, old: str, new: str, zone_name: str, words: str
) -> None:
    """arch/x86: ZONE_DMA ends at 16 MiB, ZONE_DMA32 at 4 GiB, where Normal starts."""
    text = real("abcd/zoneinfo.txt").text
    line = f"  start_pfn:           {old}\n"
    changed = text.replace(line, f"  start_pfn:           {new}\n", 1)
    assert changed != text
    facts = refusal(lambda: zoneinfo.parse(changed, "z"))
    assert facts["reason"] == "IMPORT_INCONSISTENT"
    assert facts["field"] == f"Node 0, zone {zone_name} start_pfn"
    assert "start_pfn" in changed.split("\n")[facts["line"] - 1]
    assert words in facts["why"]


def test_zones_of_two_nodes_on_the_same_pages_are_refused(refusal: Any) -> None:
    rest = {nid: zone(nid, "Movable", **EMPTY) for nid in (0, 1)}
    first = zone(0, "Normal") + rest[0]
    both = first + zone(1, "Normal", start_pfn=4600) + rest[1]
    facts = refusal(lambda: zoneinfo.parse(both, "z"))
    assert (facts["reason"], facts["field"]) == (
        "IMPORT_INCONSISTENT",
        "Node 1, zone Normal start_pfn",
    )
    assert "zone Normal of node 0" in facts["why"]
    assert zoneinfo.parse(first + zone(1, "Normal", start_pfn=5120) + rest[1], "z")


def test_spans_may_overlap_where_present_pages_need_not() -> None:
    """Memory interleaved by node: node 0 spans node 1's memory, and has a hole there."""
    text = zone(0, "Normal", spanned=3072, present=2048) + zone(0, "Movable", **EMPTY)
    text += zone(1, "Normal", start_pfn=5120) + zone(1, "Movable", **EMPTY)
    assert [node.nid for node in zoneinfo.parse(text, "z").nodes] == [0, 1]
