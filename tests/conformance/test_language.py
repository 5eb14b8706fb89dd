"""The runner of the case language: what its hooks leave, and what a bad case does to a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from service.conformance.corpus import Source
from service.conformance.lang_runner import run_rfc
from service.conformance.verdict import Judged

PRIVATE: dict[str, Any] = {"2": {"ops": {"name": "o", "flags": ["RECLAIM"], "callbacks": []}}}
AREA: dict[str, Any] = {"op": "mmap", "area": "A", "pages": 2, "kind": "anon_private"}


def judged(
    tmp_path: Path, *cases: tuple[list[dict[str, Any]], dict[str, Any]], **topology: Any
) -> list[Judged]:
    """The verdicts of cases of operations and expectations."""
    lines: list[dict[str, Any]] = [
        {
            "id": f"c{number}",
            "topology": {"fixture": "std", **topology},
            "ops": ops,
            "expect": expect,
        }
        for number, (ops, expect) in enumerate(cases)
    ]
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return list(run_rfc(Source(path, "rfc")))


def test_a_case_that_breaks_the_runner_fails_and_the_run_goes_on(tmp_path: Path) -> None:
    outside = {"op": "handle_mm_fault", "area": "A", "page": 9, "access": "write"}
    broken, good = judged(tmp_path, ([AREA, outside], {}), ([AREA], {"pages_on": {"A": {}}}))
    assert (broken.verdict, good.verdict) == ("failed", "passed")
    assert broken.differences[0].got == "AssertionError: the page has an area"


def test_a_hog_without_pages_is_an_unsupported_word(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, ([{"op": "hog_start"}], {}))
    assert (found.verdict, found.why) == ("unsupported", "hog_start without pages")


def test_fork_copies_the_entries_of_placed_pages(tmp_path: Path) -> None:
    """`place` makes the area's anon_vma, so copy_page_range does not pass it over."""
    place = {"op": "place", "area": "A", "first": 0, "count": 1, "node": 2}
    fork = {"op": "fork", "parent": "p0", "child": "p1"}
    (found,) = judged(tmp_path, ([AREA, place, fork], {"pages_on": {"p1:A": {"2": 1}}}))
    assert found.verdict == "passed", found


def test_shrink_folio_list_counts_what_left_memory(tmp_path: Path) -> None:
    """A pinned page of the list stays, and is not counted (mm/vmscan.c, shrink_folio_list)."""
    ops = [
        AREA,
        {"op": "place", "area": "A", "first": 0, "count": 2, "node": 2},
        {"op": "pin", "area": "A", "first": 0, "count": 1, "as_": "r"},
        {"op": "shrink_folio_list", "node": 2, "area": "A", "first": 0, "count": 2},
    ]
    expect = {"ret": {"3": 1}, "pages_on": {"A": {"2": 1}}, "swapped": {"A": 1}}
    (found,) = judged(tmp_path, (ops, expect), private=PRIVATE, swap_pages=100)
    assert found.verdict == "passed", found
