"""E2 to E4 and pivot: results that the debate predicts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from service.experiments.experiment import ExperimentError, Request, run_experiment
from service.experiments.report import tables, to_html


def test_one_key_opens_the_other_owners_node_only_where_the_list_spans_both() -> None:
    """debate.md, fact 4: v4's list holds the node itself, v5's all private nodes."""
    labels = ("rfc-v4/as-coded", "rfc-v5", "branch-common/public")
    rows = run_experiment(Request("E2", labels))["modelled"]["models"]
    crossed = {
        name: rows[name]["shared_list+mask"]["other_owner_named"]["crossed_pages"]
        for name in labels
    }
    assert crossed == {"rfc-v4/as-coded": 0, "rfc-v5": 4096, "branch-common/public": 4096}
    for name in labels:
        assert rows[name]["owner_handle"]["other_owner_named"]["crossed_pages"] == 0
        assert rows[name]["owner_handle"]["own_node_full"]["stranded_pages"] == 131072
        assert rows[name]["single"]["own_node_full"]["crossed_pages"] == 0, "DRAM comes first"
        assert rows[name]["single"]["own_node_full"]["dram_pages"] == 4096
        assert rows[name]["list_self"]["own_node_full"]["errno"] == "ENOMEM"


def test_a_class_keeps_the_compressed_node_out_but_not_the_other_accelerator() -> None:
    rows = run_experiment(Request("E2", ("rfc-v5",)))["modelled"]["models"]["rfc-v5"]
    by_class = rows["per_class_list"]["every_private_node"]
    by_mask = rows["shared_list+mask"]["every_private_node"]
    assert (by_class["crossed_pages"], by_class["crossed_to_another_class"]) == (65536, 0)
    assert (by_mask["crossed_pages"], by_mask["crossed_to_another_class"]) == (69632, 4096)
    assert by_class["killed"] is True
    assert by_mask["unreachable_pages"] == 65536, "the second accelerator has no ATS"


def test_an_empty_own_list_fails_the_second_hotplug() -> None:
    """E3: the memmap of a further range asks the node, and its list is empty."""
    rows = run_experiment(Request("E3", ("list-isolation/normal",)))["modelled"]["models"]
    row = rows["list-isolation/normal"]
    assert (row["normal"]["second_hotplug"], row["empty"]["second_hotplug"]) == ("D", "F")
    assert row["normal"]["pages_in_dram"] > row["empty"]["pages_in_dram"]
    assert row["normal"]["oom_kills_of_hints"] == 1, "the hint falls back, and kills"
    assert (row["empty"]["hint_when_dram_is_full"], row["empty"]["oom_kills_of_hints"]) == (
        "ENOMEM",
        0,
    )


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
        ("set_mempolicy DEFAULT P rights_all", "rfc-v5", "EINVAL"),
        ("mbind BIND P MPOL_MF_MOVE rights_all", "rfc-v5", "0, page on 2"),
        (
            "bind then cpuset.mems 0,2 -> 0 rights_all",
            "rfc-v5",
            "{2}, page on 2, then 2:16",
        ),
        (
            "bind then cpuset.mems 0,2 -> 0 rights_all",
            "rfc-v4/as-coded",
            "{0}, page on 0, then 0:16",
        ),
        (
            "bind then cpuset.mems 0,2 -> 0 rights_all",
            "branch-common/public",
            "{0}, page on 2, then 0:16",
        ),
        ("bind then unplug rights_all", "branch-common/public", "0, {}, page on 0, then 0:16"),
        ("task-wide bind, filled rights_all", "thread-2026-06", "EINVAL"),
        ("v1 cpuset.mems = 2 rights_all", "branch-common/common-user", "ENOSPC, attach ENOSPC"),
        ("v1 cpuset.mems = 2 rights_all", "branch-common/public", "EINVAL, attach ENOSPC"),
        ("v1 cpuset.mems = 0,2 rights_all", "rfc-v5", "EINVAL, attach ENOSPC"),
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
    assert calls["zonelists"] is False, "no file of a kernel shows them"
    assert calls["sysfs"] is True
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


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    """Every experiment, its JSON, CSV and page, in two processes with other hash seeds."""
    script = (
        "import hashlib;"
        "from service.experiments.experiment import Request, run_experiment, to_json;"
        "from service.experiments.report import to_csv, to_html;"
        "two=('rfc-v5','list-isolation/empty');"
        "runs=[run_experiment(Request(n, two if n!='pivot' else ()))"
        " for n in ('E1','E2','E3','E4','pivot')];"
        "print(hashlib.sha256(b''.join(to_json(r)+to_csv(r).encode()+to_html(r).encode()"
        " for r in runs)).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(told) == 1


def test_the_page_has_plots_for_every_experiment() -> None:
    for name in ("E1", "E2", "E3", "E4", "pivot"):
        labels = () if name == "pivot" else ("rfc-v5", "list-isolation/empty")
        page = to_html(run_experiment(Request(name, labels, fixes=False)))
        assert page.count("<svg") >= 1, name
        assert page.count("<table>") >= 1, name
