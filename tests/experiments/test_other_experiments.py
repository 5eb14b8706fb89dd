"""E2 to E4 and pivot: results that the debate predicts."""

from __future__ import annotations

import pytest

from service.experiments.experiment import ExperimentError, Request, run_experiment
from service.experiments.report import tables, to_html


def test_one_key_opens_the_other_owners_node_only_where_the_list_spans_both() -> None:
    """debate.md, fact 4: v4's list holds the node itself, v5's all private nodes."""
    labels = ("rfc-v4/as-coded", "rfc-v5", "branch-common/public")
    rows = run_experiment(Request("E2", labels))["modelled"]["models"]
    crossed = {name: rows[name]["single"]["both_owners_named"]["crossed_pages"] for name in labels}
    assert crossed["rfc-v4/as-coded"] == 0
    assert crossed["rfc-v5"] == crossed["branch-common/public"] == 4096
    for name in labels:
        assert rows[name]["owner"]["both_owners_named"]["crossed_pages"] == 0
        assert rows[name]["owner"]["own_node_full"]["stranded_pages"] > 0


def test_an_empty_own_list_fails_the_second_hotplug() -> None:
    """E3: the memmap of a further range asks the node, and its list is empty."""
    rows = run_experiment(Request("E3", ("list-isolation/normal",)))["modelled"]["models"]
    row = rows["list-isolation/normal"]
    assert (row["normal"]["second_hotplug"], row["empty"]["second_hotplug"]) == ("D", "F")
    assert row["normal"]["pages_in_dram"] > row["empty"]["pages_in_dram"]


@pytest.mark.parametrize(
    ("row", "model", "wanted"),
    [
        ("set_mempolicy BIND P rights_all", "thread-2026-06", "EINVAL"),
        ("set_mempolicy BIND P rights_all", "rfc-v5", "{2}"),
        ("mbind BIND D+P rights_none", "rfc-v5", "{0}"),
        ("mbind INTERLEAVE all rights_all", "branch-common/public", "{0,1}"),
        ("mbind INTERLEAVE all rights_all", "thread-2026-06", "EINVAL"),
        ("move_pages D to P rights_none", "rfc-v5", "ENODEV"),
        ("set_mempolicy_home_node P rights_none", "rfc-v5", "0"),
        ("cpuset.mems = 2 rights_all", "branch-common/public", "EINVAL"),
        ("cpuset.mems = 2 rights_all", "rfc-v5", "effective 0-1"),
    ],
)
def test_the_errno_matrix_has_the_contracts_of_the_debate(
    row: str, model: str, wanted: str
) -> None:
    rows = run_experiment(Request("E4", (model,)))["modelled"]["rows"]
    assert rows[row][model] == wanted


def test_pivot_lists_every_answer_that_changes_with_uapi() -> None:
    part = run_experiment(Request("pivot"))["modelled"]
    assert part["changed"] == len(part["changes"]) > 0
    calls = {row["call"].partition("(")[0]: row["uapi"] for row in part["changes"]}
    assert calls["move_pages"] is True
    assert calls["alloc_pages"] is False
    assert {"cell": "gate", "list-isolation": "none", "thread-2026-06": "flag", "uapi": False} in (
        part["cells"]
    )


@pytest.mark.parametrize("name", ["E2", "E3", "E4", "pivot"])
def test_a_report_is_one_page_without_another_origin(name: str) -> None:
    labels = () if name == "pivot" else ("rfc-v5", "list-isolation/empty")
    result = run_experiment(Request(name, labels))
    page = to_html(result)
    assert "http" not in page
    assert "<script" not in page
    assert all(rows for _, _, rows in tables(result))


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (Request("E9"), "name: E9"),
        (Request("E1", ("v9",)), "models: v9"),
        (Request("E1", ("rfc-v4+gate=open",)), "models: rfc-v4"),
        (Request("pivot", ("rfc-v4",)), "models: pivot takes two"),
        (Request("E4", ("rfc-v4",) * 33), "models: 33; at most 32"),
    ],
)
def test_a_wrong_request_is_refused_by_field(request_: Request, why: str) -> None:
    with pytest.raises(ExperimentError, match=why.replace("+", r"\+")):
        run_experiment(request_)
