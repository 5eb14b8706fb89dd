"""Every case recorded from Linux 6.12 and 7.3 is answered as the kernel answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.conformance.run import run

CORPUS = Path(__file__).parent.parent / "corpus"
KERNEL = sorted((CORPUS / "kernel").glob("*.jsonl.gz"))


def test_the_recorded_cases_are_here() -> None:
    assert [path.name for path in KERNEL] == [
        "args.jsonl.gz",
        "cxl.jsonl.gz",
        "exhaust.jsonl.gz",
        "hotplug.jsonl.gz",
        "migration.jsonl.gz",
        "placement.jsonl.gz",
        "zones.jsonl.gz",
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("path", KERNEL, ids=lambda path: path.name.split(".")[0])
def test_every_case_is_answered_as_the_kernel_did(path: Path) -> None:
    report = run([path])
    wrong = [each.id for each in report.judged if each.verdict != "passed"]
    assert report.judged
    assert wrong == []


@pytest.mark.parametrize("path", sorted((CORPUS / "rfc").glob("*.jsonl.gz")), ids=lambda p: p.name)
def test_no_case_of_the_patches_is_answered_otherwise(path: Path) -> None:
    """Both fidelities. What is not there yet is a machine (a pool of huge pages)."""
    report = run([path])
    assert report.judged
    assert [each.id for each in report.judged if each.verdict == "failed"] == []
    unsupported = [each for each in report.judged if each.verdict == "unsupported"]
    assert [each.id for each in unsupported if not each.why.startswith("topology key ")] == []


def test_every_contract_of_the_models_is_answered_as_its_table_says() -> None:
    """748 cases over all models; evidence stands in each case (tests/corpus/README.md)."""
    report = run([CORPUS / "models" / "golden.jsonl.gz"])
    assert len(report.judged) == 748
    assert [each.id for each in report.judged if each.verdict != "passed"] == []
