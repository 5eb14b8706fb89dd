"""E1: the matrix is the published one, and follows from the cells of a model's table."""

from __future__ import annotations

import ast
import gzip
import json
import runpy
from pathlib import Path

import pytest

from service.experiments.e1.catalogue import CATALOGUE, CONTROLS, UNASKED
from service.experiments.e1.machine import RUNS, Machine, Run
from service.experiments.e1.matrix import modelled, outcomes, summary
from service.experiments.e1.sites import outcome
from service.experiments.experiment import Request, matrix_of, run_experiment, to_json
from service.experiments.report import to_csv, to_html
from service.mm.codec import encode
from service.mm.models import MODELS, find, names, with_cells

GOLDEN = json.loads(
    gzip.decompress(
        (Path(__file__).parent.parent / "corpus/models/spillage-golden.json.gz").read_bytes()
    )
)
SHOWN = sorted({name for row in GOLDEN["matrix"]["rights_none"].values() for name in row})


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", SHOWN)
def test_the_matrix_is_the_published_one(name: str, run: Run) -> None:
    """spillage-golden.json, every pattern that it shows."""
    row = outcomes(find(name).model, run)
    wanted = {key: each[name] for key, each in GOLDEN["matrix"][run].items()}
    assert {key: row[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", names())
def test_controls_hold_or_the_run_is_invalid(name: str) -> None:
    """The driver reaches its node (all but the sealed one); kernel memory without a node is D."""
    row = outcomes(find(name).model, "rights_all")
    assert row["K1"] == ("F" if name == "list-isolation/sealed" else "P")
    assert row["K3"] == "D"
    assert set(CONTROLS) <= row.keys()


#: (base, cell, value, patterns whose outcome changes with no rights: pattern -> new outcome)
FLIPS = [
    ("rfc-v4/documented", {"contig.guard": "none"}, {"E1.08": "P", "E1.08b": "P", "E1.11": "P"}),
    ("list-isolation/normal", {"service.khugepaged": "never"}, {"E1.16": "S"}),
    ("list-isolation/normal", {"contig.guard": "key"}, {"E1.08": "F", "E1.11": "F"}),
    ("list-isolation/normal", {"policy.mbind": "trim"}, {"K2": "E:EINVAL"}),
    ("list-isolation/normal", {"service.spread": "always"}, {"E1.14": "D"}),
    (
        "list-isolation/normal",
        {"own_fallback": "empty"},
        dict.fromkeys(
            (
                "E1.02",
                "E1.02b",
                "E1.02c",
                "E1.02d",
                "E1.02e",
                "E1.07b",
                "E1.08b",
                "E1.23b",
                "E1.24",
            ),
            "F",
        ),
    ),
    (
        "rfc-v5",
        {"own_fallback": "empty"},
        dict.fromkeys(
            (
                *("E1.02", "E1.02b", "E1.02c", "E1.02d", "E1.02e", "E1.03", "E1.04", "E1.05"),
                *("E1.07b", "E1.08b", "E1.23b", "E1.24"),
            ),
            "F",
        ),
    ),
]


@pytest.mark.parametrize(("base", "cells", "changes"), FLIPS)
def test_a_flipped_cell_changes_exactly_the_predicted_outcomes(
    base: str, cells: dict[str, str], changes: dict[str, str]
) -> None:
    before = outcomes(find(base).model, "rights_none")
    after = outcomes(with_cells(find(base).model, cells, "flipped"), "rights_none")
    assert {key: after[key] for key in after if after[key] != before[key]} == changes


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    """The nodes of texts that nothing reads."""
    return {each.value for each in ast.walk(tree) if isinstance(each, ast.Expr)}


def test_no_experiment_code_and_no_mm_code_names_a_model() -> None:
    """Ids of models stand in the tables; pivot's two defaults are its question.

    Neither as a whole text nor in one, nor as the `id` of a model that is compared.
    """
    service = Path(__file__).parents[2] / "service"
    words = sorted({*MODELS, *names()} - {"mainline", "blueprint"})
    asked = {("experiments/experiment.py", word) for word in ("list-isolation", "thread-2026-06")}
    found = set()
    for path in [*(service / "experiments").rglob("*.py"), *(service / "mm").rglob("*.py")]:
        if path.is_relative_to(service / "mm/models"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = _docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if node not in silent:
                    text = node.value
                    hits = [word for word in words if word in text]
                    hits += [word for word in ("mainline", "blueprint") if word == text]
                    found |= {(str(path.relative_to(service)), word) for word in hits}
            elif isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                assert not any(
                    isinstance(side, ast.Attribute)
                    and side.attr == "id"
                    and "model" in ast.unparse(side.value)
                    for side in sides
                ), f"{path}:{node.lineno} compares the id of a model"
    asked.add(("experiments/fabric_topologies.py", "thread-2026-06"))  # what a bundled host runs
    assert found - asked == set()


def test_a_pattern_leaves_the_machine_as_it_was() -> None:
    machine = Machine(find("rfc-v5").model, "rights_all")
    before = encode(machine.state)
    for pattern in CATALOGUE:
        outcome(machine, pattern)
        assert encode(machine.state) == before, pattern.id


def test_the_list_variants_cost_what_the_debate_says() -> None:
    """Eleven patterns spill under option 2 whatever the own list holds; the gate leaves none."""
    sums = {name: summary(outcomes(find(name).model, "rights_none")) for name in names()}
    assert sums["list-isolation/normal"]["nr_spilling"] == 11
    assert sums["list-isolation/empty"]["nr_spilling"] == 11
    assert sums["thread-2026-06"]["nr_spilling"] == sums["rfc-v5"]["nr_spilling"] == 0
    assert sums["list-isolation/normal"]["nr_failing"] == 0
    assert sums["list-isolation/empty"]["nr_failing"] > 0
    assert sums["mainline"]["nr_spilling"] > 11
    assert set(sums["mainline"]["spilling"]) <= set(UNASKED)


def test_the_same_request_gives_the_same_bytes() -> None:
    request = Request("E1", ("rfc-v4/as-coded", "rfc-v5"), seed=7)
    one, two = run_experiment(request), run_experiment(request)
    assert to_json(one) == to_json(two)
    assert to_html(one) == to_html(two)
    assert to_csv(one) == to_csv(two)


def test_the_json_has_the_published_keys() -> None:
    """models/FORMAT.md, section 8."""
    part = matrix_of(run_experiment(Request("E1", ("rfc-v5",))))
    assert GOLDEN.keys() <= part.keys()
    assert {
        "site_columns",
        "cell_marks",
        "summary",
        "fix_sets",
        "minimal_fix_sets",
        "scope_delta",
    } <= (part.keys())
    assert list(part["matrix"]["rights_none"]) == [pattern.id for pattern in CATALOGUE]
    for name in ("unasked", "plain", "movable_requests", "schema"):
        assert part[name] == GOLDEN[name], name
    keys = {key for row in GOLDEN["patterns"] for key in row}
    assert all(keys <= row.keys() for row in part["patterns"])


def test_the_models_of_the_json_are_named_as_published() -> None:
    part = matrix_of(run_experiment(Request("E1", fixes=False)))
    ours = {row["key"]: row for row in part["models"]}
    for row in GOLDEN["models"]:
        assert row.items() <= ours[row["key"]].items()


def test_the_bill_of_option_2_is_every_fix_family() -> None:
    bill = modelled(
        {name: find(name).model for name in ("list-isolation/empty", "rfc-v4/as-coded")}
    )
    assert bill["minimal_fix_sets"]["rfc-v4/as-coded"] == [["F4"]]
    assert len(bill["minimal_fix_sets"]["list-isolation/empty"][0]) == 6
    assert bill["fix_sets"]["list-isolation/empty"]["F1b..F7 all"] == {"spill": 0, "regressions": 0}


def test_every_cell_of_the_matrix_leads_to_its_events() -> None:
    """Lists walked, verdicts by zone, rule and source; a site that does not act has none."""
    labels = ("list-isolation/normal", "rfc-v4/documented", "rfc-v5")
    part = modelled({name: find(name).model for name in labels}, fixes=False)
    for run, rows in part["matrix"].items():
        for pattern, row in rows.items():
            for name, letter in row.items():
                events = part["event_table"][part["events"][run][pattern][name]]
                assert events, (run, pattern, name)
                if events[0]["op"] == "none":
                    assert events[0]["outcome"] == letter, (run, pattern, name)
    told = part["event_table"][part["events"]["rights_none"]["E1.01"]["rfc-v4/documented"]]
    verdicts = [entry["verdict"] for entry in told[0]["walk"] if "verdict" in entry]
    assert "GATED" in verdicts
    taken = part["event_table"][part["events"]["rights_none"]["E1.01"]["list-isolation/normal"]]
    assert {"step": "zonelist", "name": "NOFALLBACK", "nid": 2, "nodes": (2,)} in [
        {key: entry[key] for key in ("step", "name", "nid", "nodes") if key in entry}
        for entry in taken[0]["walk"]
    ]
    refused = part["event_table"][part["events"]["rights_none"]["E1.15"]["rfc-v5"]]
    assert refused[-1]["rule"] == "migrate.call"
    assert refused[-1]["source"]


def test_the_audit_costs_at_most_twice_its_engine_operations() -> None:
    """bench/audit.py: the run against the same machines and requests bare, interleaved."""
    bench = runpy.run_path(str(Path(__file__).parents[2] / "bench/audit.py"))
    whole, bare = bench["measure"](rounds=4)
    assert whole <= 2 * bare
