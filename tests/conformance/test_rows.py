"""Every row of the two tables of observable behaviour is proved: by cases, or by a test named here.

The rows are in `tests/corpus/rfc/rows.json`; a case names its row by `row` or by its id. A row that
no case can express (locking inside one call) names the test that covers what can be seen of it.
"""

from __future__ import annotations

import importlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from service.conformance.corpus import Source, read
from service.conformance.run import INTERPRETERS
from service.conformance.verdict import Judged

RFC: Final = Path(__file__).parent.parent / "corpus" / "rfc"
ROWS: Final[list[dict[str, Any]]] = json.loads((RFC / "rows.json").read_text())["rows"]

#: row -> (test module, test) where a case cannot express it
BY_TEST: Final[dict[str, tuple[str, str]]] = {
    "146": ("tests.mm.test_private_events", "test_row_146_folio_migrate_comes_with_the_move"),
    "K28": (
        "tests.devices.test_cxl_compression",
        "test_every_deferred_folio_reaches_the_buddy_exactly_once",
    ),
    "C23": (
        "tests.mm.test_private_events",
        "test_row_c23_migrate_to_of_a_purged_node_is_enodev_and_moves_nothing",
    ),
    "W20": ("tests.mm.test_private_events", "test_row_w20_a_builtin_handle_fault_drops_its_lock"),
}
_ID: Final = re.compile(r"^(?:r\d\d|row)-0*(?P<row>\d+|[A-Z]\d\d)")
_ROW: Final = re.compile(r"\b[A-Z]\d\d\b")


def rows_of(case: dict[str, Any]) -> set[str]:
    """The rows that a case restates: those its `row` names, and that of its id."""
    found = set(_ROW.findall(str(case.get("row", ""))))
    if (match := _ID.match(case["id"])) is not None:
        found.add(match["row"])
    return found


@cache
def judged() -> dict[str, list[Judged]]:
    """Row -> verdicts of its cases."""
    found: dict[str, list[Judged]] = {}
    for path in sorted(RFC.glob("*.jsonl*")):
        source = Source(path, "rfc")
        rows = {case.id: rows_of(case.data) for case in read(source)}
        for each in INTERPRETERS["rfc"](source):
            for row in rows[each.id]:
                found.setdefault(row, []).append(each)
    return found


def test_the_tables_are_whole() -> None:
    """389 rows, each once."""
    names = [row["row"] for row in ROWS]
    assert len(names) == len(set(names)) == 389


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row_{row['row']}")
def test_row(row: dict[str, Any]) -> None:
    """The row's cases are answered as it says; the row itself cites its patches."""
    assert row["patches"], "every row cites a patch"
    if row["row"] in BY_TEST:
        module, name = BY_TEST[row["row"]]
        assert callable(getattr(importlib.import_module(module), name))
        return
    cases = judged().get(row["row"], [])
    assert [each for each in cases if each.verdict == "failed"] == [], row
    assert any(each.verdict == "passed" for each in cases), f"no case proves row {row}"
