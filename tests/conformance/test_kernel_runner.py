"""The runner of recorded cases where a corpus varies: parts, other logs, other words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from service.conformance.corpus import Case, Source, fixture, read
from service.conformance.kernel_runner import KernelRunner
from service.conformance.lang_runner import run_ltp
from service.conformance.verdict import Judged

CORPUS: Final = Path(__file__).parent.parent / "corpus"


def _judged(tmp_path: Path, case: dict[str, Any]) -> Judged:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case) + "\n")
    (found,) = run_ltp(Source(path, "ltp"))
    return found


@pytest.mark.parametrize("keep", [lambda n: n % 2 == 0, lambda n: n % 3 != 0])
def test_a_part_of_the_hotplug_cases_passes_alone(keep: Callable[[int], bool]) -> None:
    """The sequence has gaps then: what a case finds is told by what it shows first."""
    source = Source(CORPUS / "kernel" / "hotplug.jsonl.gz", "kernel")
    runner = KernelRunner(fixture(source, "topologies.json"))
    parts = [case for case in read(source) if keep(int(case.id.rsplit("-", 1)[1]))]
    judged = [runner.judge(case) for case in sorted(parts, key=lambda case: case.id)]
    assert [each for each in judged if each is not None and each.verdict != "passed"] == []
    assert sum(each is not None for each in judged) > 80


def test_a_log_line_that_every_rebuild_prints_counts_as_printed_last() -> None:
    """Hot-added memory rebuilds the lists, so `Policy zone` is printed more than once."""
    source = Source(CORPUS / "kernel" / "zones.jsonl.gz", "kernel")
    case = next(each for each in read(source) if each.id == "boot-abcd-0000")
    runner = KernelRunner(fixture(source, "topologies.json"))
    said = case.data["res"][0]
    for before, failed in (("Policy zone: DMA32", False), ("Policy zone: Normal", False)):
        again = {**said, "policy_zone": [before, "Policy zone: Normal"]}
        judged = runner.judge(Case(case.id, "", {**case.data, "res": [again]}))
        assert judged is not None
        assert (judged.verdict == "failed") is failed
    wrong = {**said, "policy_zone": ["Policy zone: Normal", "Policy zone: DMA32"]}
    judged = runner.judge(Case(case.id, "", {**case.data, "res": [wrong]}))
    assert judged is not None
    assert judged.verdict == "failed"


@pytest.mark.parametrize(
    ("op", "value"),
    [
        ({"op": "mask_roundtrip", "nodes": [0, 1, 2, 7]}, [0, 1, 2, 7]),
        ({"op": "mask_roundtrip", "text": "3,0-1"}, "0-1,3"),
    ],
)
def test_mask_roundtrip_prints_and_reads(tmp_path: Path, op: dict[str, Any], value: Any) -> None:
    case = {
        "id": "1", "suite": "s", "test": "t", "area": "policy",
        "topology_needed": {"mem_nodes": [0, 1], "cpu_nodes": [0], "possible_nodes": 8},
        "ops": [op], "expect": {"value": {"0": value}},
    }  # fmt: skip
    assert _judged(tmp_path, case).verdict == "passed"


def test_ksm_set_writes_the_files_of_ksm(tmp_path: Path) -> None:
    """Merged pages keep merge_across_nodes as it is; run 2 takes them apart."""
    ops = [
        {"op": "mmap", "area": "A", "pages": 4, "kind": "ksm"},
        {"op": "touch", "area": "A", "first": 0, "count": 4, "access": "write", "value": 5},
        {"op": "ksm_set", "merge_across_nodes": 0},
        {"op": "ksm_merge"},
        {"op": "ksm_set", "file": "merge_across_nodes", "value": 1},
        {"op": "ksm_set", "run": 2},
        {"op": "ksm_set", "merge_across_nodes": 1, "run": 1},
    ]
    case = {
        "id": "1", "suite": "s", "test": "t", "area": "policy",
        "topology_needed": {"mem_nodes": [0, 1], "cpu_nodes": [0]},
        "ops": ops, "expect": {"ret": {"4": "EBUSY"}},
    }  # fmt: skip
    assert _judged(tmp_path, case).verdict == "passed"
