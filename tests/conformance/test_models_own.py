"""Rows of our own over every model, derived from the papers and not from the engine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from service.conformance.run import run
from tests.conformance.model_cases import (
    cpuset_rows,
    driver_rows,
    migration_rows,
    placement_rows,
    rights_rows,
    service_rows,
)
from tests.conformance.model_grid import list_rows, policy_rows

CORPUS = Path(__file__).parent.parent / "corpus"
GOLDEN = [
    json.loads(line)
    for line in gzip.decompress((CORPUS / "models/golden.jsonl.gz").read_bytes()).splitlines()
]


def judged(tmp_path: Path, rows: Iterable[dict[str, Any]]) -> tuple[int, list[str]]:
    path = tmp_path / "models" / "rows.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report = run([path])
    return len(report.judged), [each.id for each in report.judged if each.verdict != "passed"]


def test_every_walk_follows_from_list_gate_and_mask(tmp_path: Path) -> None:
    """15 variants x 4 nodes x THISNODE x key, seven masks each."""
    assert judged(tmp_path, list_rows()) == (240, [])


def test_every_allocation_takes_the_first_node_of_its_walk(tmp_path: Path) -> None:
    """The same requests made: the node, or NULL; refused helpers give NULL as well.

    Left out: requests whose every zone is gated. A gate is no missing zone, so they may kill.
    """
    rows = list(list_rows())
    for row in rows:
        walks = list(row["expect"]["walk"].values())
        kept = [each for each in zip(row["ops"], walks, strict=True) if each[1] != []]
        row["ops"] = [{**op, "op": "kernel_alloc", "count": 1, "order": 0} for op, _ in kept]
        got = ["NULL" if walk == "REFUSED" else [walk[0]] for _, walk in kept]
        row["expect"] = {"alloc_nodes": {str(index): each for index, each in enumerate(got)}}
    rows = [row for row in rows if row["ops"]]
    assert judged(tmp_path, rows) == (len(rows), [])
    assert len(rows) > 200


def test_every_policy_call_follows_from_the_contract(tmp_path: Path) -> None:
    """15 variants x 2 calls x 5 modes x 7 masks with and without the right."""
    assert judged(tmp_path, policy_rows()) == (1050, [])


def test_the_derivation_agrees_with_the_published_rows() -> None:
    """Rows of the grid that the corpus shows are the same, so the grid is of its kind."""
    shown = {
        (row["model"], json.dumps(row["knobs"], sort_keys=True), json.dumps(row["ops"])): row
        for row in GOLDEN
        if row["area"] == "policy"
    }
    same = 0
    for row in policy_rows():
        key = (row["model"], json.dumps(row["knobs"], sort_keys=True), json.dumps(row["ops"]))
        other = shown.get(key)
        if other is not None and other["topology"].get("rights", {}) == row["topology"]["rights"]:
            assert row["expect"] == other["expect"], row["id"]
            same += 1
    assert same > 100


@pytest.mark.parametrize(
    "rows",
    [rights_rows, placement_rows, cpuset_rows, migration_rows, service_rows, driver_rows],
    ids=lambda rows: rows.__name__,
)
def test_rows_of_one_area_over_every_model(
    tmp_path: Path, rows: Callable[[], Iterator[dict[str, Any]]]
) -> None:
    found = list(rows())
    assert judged(tmp_path, found) == (len(found), [])


def test_rows_written_by_hand_are_answered() -> None:
    """own-rows.jsonl: scopes, cpusets of v3, pins, hotplug, boot words, cram; evidence in each."""
    report = run([CORPUS / "models" / "own-rows.jsonl"])
    assert len(report.judged) == 149
    assert [each.id for each in report.judged if each.verdict != "passed"] == []
