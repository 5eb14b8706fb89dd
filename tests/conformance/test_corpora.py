"""Every case recorded from Linux 6.12 and 7.3 is answered as the kernel answered."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import yaml

from service.conformance.run import run

CORPUS = Path(__file__).parent.parent / "corpus"
DIVERGENCES = yaml.safe_load(
    (CORPUS.parent.parent / "docs" / "divergences.yaml").read_text(encoding="utf-8")
)
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


@pytest.mark.parametrize("path", sorted((CORPUS / "rfc").glob("*.jsonl*")), ids=lambda p: p.name)
def test_every_case_of_the_patches_is_answered_as_they_say(path: Path) -> None:
    """In both fidelities; none is left out."""
    report = run([path])
    assert report.judged
    assert [each.id for each in report.judged if each.verdict != "passed"] == []


def test_every_contract_of_the_models_is_answered_as_its_table_says() -> None:
    """748 cases over all models; evidence stands in each case (tests/corpus/README.md)."""
    report = run([CORPUS / "models" / "golden.jsonl.gz"])
    assert len(report.judged) == 748
    assert [each.id for each in report.judged if each.verdict != "passed"] == []


@pytest.mark.parametrize("path", sorted((CORPUS / "ltp").glob("*.jsonl.gz")), ids=lambda p: p.name)
def test_public_suites_are_answered_as_they_expect(path: Path) -> None:
    """Only what `docs/divergences.yaml` argues for may differ, and it does differ."""
    report = run([path])
    assert report.judged
    wrong = {each.id for each in report.judged if each.verdict != "passed"}
    assert wrong == {row["id"] for row in DIVERGENCES}


def test_a_listed_divergence_has_an_argument_and_a_source() -> None:
    for row in DIVERGENCES:
        assert row.keys() == {"id", "argument", "source"}
        assert all(isinstance(text, str) and text.strip() for text in row.values())


def test_files_replayed_side_by_side_give_the_same_report(tmp_path: Path) -> None:
    lines = gzip.decompress((CORPUS / "ltp" / "cases.jsonl.gz").read_bytes()).splitlines()
    folder = tmp_path / "ltp"
    folder.mkdir()
    for name, part in (("a", lines[:40]), ("b", lines[40:60]), ("c", lines[240:260])):
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(part))
    alone = run([folder])
    assert len(alone.judged) == 80
    assert run([folder], jobs=2).judged == alone.judged
