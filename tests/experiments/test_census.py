"""The recorded part of E1: what counts, and which recordings are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.experiments.e1.census import CensusError, read_census, recorded
from service.experiments.experiment import ExperimentError, Request, run_experiment
from service.experiments.report import headline
from service.mm.models import find

LINE: dict[str, Any] = {
    "kernel": "7.3.4",
    "topology": "abcd",
    "phase": "cgroup",
    "symbol": "__kmalloc_node_noprof",
    "gfp": ["__GFP_IO", "__GFP_FS", "__GFP_DIRECT_RECLAIM", "__GFP_KSWAPD_RECLAIM"],
    "nid": 2,
    "nodemask": False,
    "count": 10,
    "stack": ["alloc_shrinker_info", "mem_cgroup_css_online"],
    "via": "node",
}


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "boot.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def spilled(tmp_path: Path, model: str, **fields: Any) -> tuple[int, int]:
    path = written(tmp_path, {**LINE, **fields})
    row = recorded({model: find(model).model}, [path])["models"][model]
    return row["spill_requests"], row["regression_requests"]


@pytest.mark.parametrize(
    ("model", "fields", "wanted"),
    [
        ("list-isolation/normal", {}, (10, 0)),
        ("list-isolation/empty", {}, (10, 0)),
        ("thread-2026-06", {}, (0, 0)),
        ("rfc-v5", {}, (0, 0)),
        ("list-isolation/empty", {"symbol": "__alloc_pages_noprof", "order": 0}, (0, 10)),
        ("list-isolation/normal", {"symbol": "__alloc_pages_noprof", "order": 0}, (0, 0)),
        ("list-isolation/normal", {"stack": ["x", "do_pages_move"]}, (0, 0)),
        ("list-isolation/normal", {"nid": 0}, (0, 0)),
        ("mainline", {"symbol": "__alloc_pages_noprof", "order": 0}, (10, 0)),
    ],
)
def test_a_recorded_request_counts_by_caller_and_outcome(
    tmp_path: Path, model: str, fields: dict[str, Any], wanted: tuple[int, int]
) -> None:
    """The slab allocator adds __GFP_THISNODE by itself; user space may have named the node."""
    assert spilled(tmp_path, model, **fields) == wanted


def test_the_headline_names_recorded_rows_only(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, {**LINE, "nid": 3, "count": 5})
    labels = ("list-isolation/normal", "rfc-v5")
    result = run_experiment(Request("E1", labels, census=(path,), fixes=False))
    text = headline(result)
    assert "15 recorded requests (2 distinct, 1 callers, kernels 7.3.4)" in text
    assert "15 of 1 callers" in text
    assert "none would under rfc-v5" in text
    assert "recorded" not in result["modelled"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ([], "boot.jsonl:1: line: a request is an object"),
        ({**LINE, "topology": "moon"}, "boot.jsonl:1: topology: 'moon'"),
        ({**LINE, "nid": 9}, "boot.jsonl:1: nid: 9 is no node of abcd"),
        ({**LINE, "count": 0}, "boot.jsonl:1: count: 0 is no count"),
        (
            {key: value for key, value in LINE.items() if key != "gfp"},
            "boot.jsonl:1: gfp: is missing",
        ),
    ],
)
def test_a_bad_recording_is_refused_by_line_and_field(
    tmp_path: Path, line: object, why: str
) -> None:
    with pytest.raises(CensusError, match=why.replace("(", r"\(")):
        list(read_census([written(tmp_path, line)]))


def test_a_missing_recording_is_a_refused_request(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="census: no recording"):
        run_experiment(Request("E1", ("rfc-v5",), census=(tmp_path,), fixes=False))
