"""Generated pages say what the tables, the cards and a run say: `make docs` when one fails."""

from __future__ import annotations

import gzip
import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from service.experiments.experiment import Request, run_experiment
from service.mm.models import COLUMNS, MODELS

ROOT = Path(__file__).parents[2]


def tool(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / f"{name}.py"))


@pytest.mark.parametrize("name", ["contracts", "use_cases"])
def test_the_page_is_as_it_is_written(name: str) -> None:
    written = tool(name)
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"]()


def test_the_pages_of_the_models_are_as_the_tables_are() -> None:
    written = tool("model_pages")
    assert written["INDEX"].read_text(encoding="utf-8") == written["index"]()
    pages = {path.stem for path in written["FOLDER"].glob("*.md")} - {"README"}
    assert pages == set(MODELS)
    for name in MODELS:
        text = (written["FOLDER"] / f"{name}.md").read_text(encoding="utf-8")
        assert text == written["page"](name)
        for cell in COLUMNS:
            assert f"| `{cell}` | `{MODELS[name].cells[cell].value}` |" in text


def test_the_numbers_of_the_isolation_report_are_those_of_a_run() -> None:
    """E1 over the recordings of the repository, and E2: the whole page is written again."""
    written = tool("isolation_data")
    e1, e2 = written["run"]()
    assert written["PAGE"].read_text(encoding="utf-8") == written["page"](e1, e2)
    behind = e1["recorded"]["behind"]
    assert (behind["requests"], behind["distinct_requests"]) == (506477, 5360)


def test_every_card_says_why_a_node() -> None:
    for name, _, _, card in tool("use_cases")["cards"]():
        assert len(card.not_zone_device) > 40, name
        assert len(card.not_dev_file) > 40, name


def test_the_contracts_name_every_call_of_the_issue() -> None:
    text = tool("contracts")["page"]()
    calls = "set_mempolicy,mbind,move_pages,migrate_pages,page cache,OOM,reclaim"
    for call in calls.split(","):
        part = text.partition(f"### {call}\n")[2].partition("\n### ")[0]
        for name in MODELS:
            assert f"| `{name}" in part, (call, name)


def test_a_number_of_a_report_leads_to_its_lines() -> None:
    """Every spilling row lists the recorded lines that it sums."""
    census = ROOT / "tests/corpus/census"
    part = run_experiment(Request("E1", ("list-isolation/normal",), census=(census,), fixes=False))
    lines = {f"{path.name}:{number}": row for path, number, row in _rows(census)}
    row = part["recorded"]["models"]["list-isolation/normal"]
    for spill in row["spills"]:
        assert sum(lines[where]["count"] for where in spill["lines"]) == spill["requests"]
        assert spill["first"] == spill["lines"][0]


def _rows(folder: Path) -> list[tuple[Path, int, dict[str, Any]]]:
    return [
        (path, number, json.loads(line))
        for path in sorted(folder.glob("*.jsonl.gz"))
        for number, line in enumerate(gzip.decompress(path.read_bytes()).splitlines(), 1)
    ]
