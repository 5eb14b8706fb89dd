"""`cxltwin conform` prints what failed, counts, and ends with the line that scripts read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.conformance import run as conformance
from service.conformance.corpus import Source, read
from service.conformance.verdict import Difference, Judged
from tests.cli.conftest import Cli


def judge(source: Source) -> Iterator[Judged]:
    """Reads the verdict from the case itself."""
    for case in read(source):
        verdict = case.data["verdict"]
        wrong = (Difference("7.3", 1, {"op": "mbind"}, 0, -22),) if verdict == "failed" else ()
        why = "no such word" if verdict == "unsupported" else ""
        yield Judged(case.id, "policy", verdict, wrong, why)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(conformance.INTERPRETERS, "kernel", judge)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kernel").mkdir()
    return tmp_path / "kernel" / "cases.jsonl"


def write(path: Path, *verdicts: str) -> None:
    rows = [{"id": f"c{index}", "verdict": verdict} for index, verdict in enumerate(verdicts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_clean_run_is_exit_code_0(cli: Cli, corpus: Path) -> None:
    write(corpus, "passed", "passed")
    done = cli("conform", str(corpus))
    assert done.exit_code == 0
    assert done.stdout == (
        "policy: 2 passed\nconform: 2 passed, 0 diverged, 0 failed, 0 unsupported of 2\n"
    )


def test_failed_and_unsupported_cases_are_shown_and_are_exit_code_1(cli: Cli, corpus: Path) -> None:
    write(corpus, "passed", "failed", "unsupported")
    done = cli("conform", str(corpus), "--json", "out.json")
    assert done.exit_code == 1
    assert "failed c1\n" in done.stdout
    assert '7.3 operation 1: {"op": "mbind"}\n    expected 0\n    got      -22\n' in done.stdout
    assert "unsupported c2: no such word\n" in done.stdout
    assert done.stdout.endswith("conform: 1 passed, 0 diverged, 1 failed, 1 unsupported of 3\n")
    report = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert [each["verdict"] for each in report["cases"]] == ["passed", "failed", "unsupported"]
    assert report["cases"][1]["differences"][0]["got"] == -22


def test_a_listed_case_diverges_instead(cli: Cli, corpus: Path) -> None:
    write(corpus, "failed")
    listed = corpus.parent / "divergences.yaml"
    listed.write_text("- id: c0\n  argument: because\n  source: a mail\n", encoding="utf-8")
    done = cli("conform", str(corpus), "--divergences", str(listed))
    assert done.exit_code == 0
    assert "1 diverged, 0 failed" in done.stdout


def test_a_divergence_without_a_source_is_refused(cli: Cli, corpus: Path) -> None:
    write(corpus, "failed")
    listed = corpus.parent / "divergences.yaml"
    listed.write_text("- id: c0\n  argument: because\n", encoding="utf-8")
    done = cli("conform", str(corpus), "--divergences", str(listed))
    assert done.exit_code == 1
    assert "line 1: 0: a divergence has id, argument and source" in done.stderr


def test_no_corpus_is_a_usage_error(cli: Cli, corpus: Path) -> None:
    done = cli("conform", str(corpus))
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")
