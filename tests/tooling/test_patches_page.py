"""docs/reference/patches.md: a row for each of the 27 patches, and every test it names exists."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "reference" / "patches.md").read_text(encoding="utf-8")
TEST: Final = re.compile(r"`(tests/[a-z_/0-9]+\.py)::([A-Za-z0-9_]+)`")
#: | 03 | subject | 11 | tests |
ROW: Final = re.compile(r"^\| (\d\d) \| ([^|]+) \| (\d+) \| (.+) \|$", re.MULTILINE)
ROWS: Final = [
    (int(number), title, int(rows), tests) for number, title, rows, tests in ROW.findall(PAGE)
]
NAMED: Final = sorted(set(TEST.findall(PAGE)))


@cache
def functions_of(path: str) -> frozenset[str]:
    """The test functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def test_there_is_a_row_for_each_of_the_27_patches() -> None:
    assert [number for number, *_ in ROWS] == list(range(1, 28))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"patch_{row[0]:02}")
def test_a_row_names_tests(row: tuple[int, str, int, str]) -> None:
    assert TEST.findall(row[3])


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path: str, name: str) -> None:
    assert name.startswith("test_")
    assert name in functions_of(path)


def test_the_numbers_of_rows_are_those_of_the_tables() -> None:
    rows = json.loads((ROOT / "tests" / "corpus" / "rfc" / "rows.json").read_text())["rows"]
    cited = Counter(patch for row in rows for patch in row["patches"])
    assert {number: count for number, _, count, _ in ROWS} == dict(cited)


def test_what_the_twin_answers_on_purpose_is_among_the_divergences() -> None:
    text = (ROOT / "docs" / "divergences.md").read_text(encoding="utf-8")
    assert "offline of unmovable pages answers EBUSY with the blocking folios listed" in text
