"""The tables of results: one function per experiment, and those of the recorded part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

Table = tuple[str, Sequence[str], list[Sequence[Any]]]


def _recorded(part: Mapping[str, Any]) -> list[Table]:
    rows = [
        (
            name,
            row["spill_requests"],
            row["of_loops_over_n_memory"],
            row["spill_callers"],
            row["regression_requests"],
            row["regression_callers"],
        )
        for name, row in part["models"].items()
    ]
    head = (
        "model",
        "spilling requests",
        "of loops over N_MEMORY",
        "spilling callers",
        "failing requests",
        "failing callers",
    )
    machines = [
        (name, " ".join(map(str, row["ordinary"])), " ".join(map(str, row["private"])))
        for name, row in part["behind"]["topologies"].items()
    ]
    return [
        ("Recorded requests by model", head, list(rows)),
        _recorded_callers("Recorded callers that spill", part["models"], "spills"),
        _recorded_callers("Recorded callers that fail", part["models"], "regressions"),
        (
            "Recorded machines",
            ("topology", "nodes with CPUs", "nodes that stand for private ones"),
            list(machines),
        ),
    ]


def _recorded_callers(title: str, models: Mapping[str, Any], which: str) -> Table:
    rows = [
        (
            name,
            each["caller"],
            each["site"],
            each["requests"],
            len(each["lines"]),
            " ".join(each["kernels"]),
            each["first"],
        )
        for name, row in models.items()
        for each in row[which]
    ]
    head = ("model", "caller", "site", "requests", "lines", "kernels", "first line")
    return title, head, list(rows)


def _e1(part: Mapping[str, Any]) -> list[Table]:
    models = [row["key"] for row in part["models"]]
    found: list[Table] = []
    for run, matrix in part["matrix"].items():
        rows = [(key, *(row.get(name, "") for name in models)) for key, row in matrix.items()]
        found.append((f"Modelled outcomes, {run}", ("pattern", *models), list(rows)))
    sums = part["summary"]["rights_none"]
    found.append(
        (
            "Modelled sums, rights_none",
            ("model", "spilling patterns", "pages", "failing plain requests"),
            [
                (name, row["nr_spilling"], row["pages"], row["nr_failing"])
                for name, row in sums.items()
            ],
        )
    )
    if part["fix_sets"]:
        labels = list(next(iter(part["fix_sets"].values())))
        rows = [
            (name, *(f"{row[label]['spill']} / {row[label]['regressions']}" for label in labels))
            for name, row in part["fix_sets"].items()
        ]
        found.append(("Maintenance bill: spilling / failing", ("model", *labels), list(rows)))
        smallest = [
            (name, len(sets[0]) if sets else "none", "; ".join(" ".join(each) for each in sets))
            for name, sets in part["minimal_fix_sets"].items()
        ]
        found.append(("Smallest sets of fixes", ("model", "fixes", "sets"), list(smallest)))
    return found


def _e2(part: Mapping[str, Any]) -> list[Table]:
    rows = [
        (
            name,
            scope,
            case,
            row["errno"] or ("killed" if row["killed"] else "0"),
            row["success_percent"],
            row["crossed_pages"],
            row["crossed_to_another_class"],
            row["dram_pages"],
            row["unreachable_pages"],
            row["stranded_pages"],
            row["decided_by"],
        )
        for name, scopes in part["models"].items()
        for scope, cases in scopes.items()
        for case, row in cases.items()
    ]
    head = (
        "model",
        "key scope",
        "case",
        "ended",
        "placed %",
        "pages on another owner's node",
        "of another class",
        "pages in DRAM",
        "pages without ATS",
        "stranded pages",
        "decided by",
    )
    devices = [
        (nid, row["owner"], row["class"], "yes" if row["ats"] else "no")
        for nid, row in part["devices"].items()
    ]
    sums = [
        (name, scope, sum(row["crossed_pages"] for row in cases.values()))
        for name, scopes in part["models"].items()
        for scope, cases in scopes.items()
    ]
    return [
        ("Crossed pages by key scope", ("model", "key scope", "crossed pages"), list(sums)),
        ("Owner confinement", head, list(rows)),
        ("Devices", ("node", "owner", "class", "ATS"), list(devices)),
    ]


def _e3(part: Mapping[str, Any]) -> list[Table]:
    rows = [
        (
            name,
            value,
            "yes" if row["as_written"] else "no",
            row["second_hotplug"],
            len(row["failing"]),
            " ".join(row["failing"]),
            row["pages_in_dram"],
            row["hint_when_dram_is_full"],
            row["oom_kills_of_hints"],
        )
        for name, values in part["models"].items()
        for value, row in values.items()
    ]
    head = (
        "model",
        "own_fallback",
        "as the model has it",
        "memmap of a further range",
        "failing patterns",
        "which",
        "pages in DRAM",
        "hint while DRAM is full",
        "OOM kills of hints",
    )
    return [("Outward fallback", head, list(rows))]


def _e4(part: Mapping[str, Any]) -> list[Table]:
    models = list(dict.fromkeys(name for row in part["rows"].values() for name in row))
    rows = [(key, *(row.get(name, "") for name in models)) for key, row in part["rows"].items()]
    return [("Policy and cpuset matrix", ("call", *models), list(rows))]


def _pivot(part: Mapping[str, Any]) -> list[Table]:
    first, second = part["from"], part["to"]
    rows = [
        (
            row["step"],
            row["title"],
            row["call"],
            row[first]["result"],
            row[second]["result"],
            "yes" if row["uapi"] else "no",
            row[second]["source"],
        )
        for row in part["changes"]
    ]
    head = ("step", "title", "call", first, second, "uapi", "source")
    cells = [(row["cell"], row[first], row[second], row["uapi"]) for row in part["cells"]]
    return [
        ("Answers that change", head, list(rows)),
        ("Cells that differ", ("cell", first, second, "uapi"), list(cells)),
    ]


_MODELLED: Final = {"E1": _e1, "E2": _e2, "E3": _e3, "E4": _e4, "pivot": _pivot}


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Every table of a result: (title, head, rows); recorded ones first."""
    found: list[Table] = []
    if "recorded" in result:
        found += _recorded(result["recorded"])
    return found + _MODELLED[result["experiment"]](result["modelled"])
