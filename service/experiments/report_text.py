"""The headline of a result in one sentence, and the bars of its plots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Bars = tuple[str, list[tuple[str, int]]]


def _e1_bars(part: Mapping[str, Any]) -> list[Bars]:
    sums = part["summary"]["rights_none"].items()
    return [
        ("Modelled: patterns that spill", [(n, r["nr_spilling"]) for n, r in sums]),
        ("Modelled: plain requests that fail", [(n, r["nr_failing"]) for n, r in sums]),
    ]


def _e2_bars(part: Mapping[str, Any]) -> list[Bars]:
    return [
        (
            f"Pages on another owner's node, all cases, scope {scope}",
            [
                (name, sum(row["crossed_pages"] for row in scopes[scope].values()))
                for name, scopes in part["models"].items()
            ],
        )
        for scope in part["key_scopes"]
    ]


def _e3_bars(part: Mapping[str, Any]) -> list[Bars]:
    rows = [(f"{n}, {v}", row) for n, values in part["models"].items() for v, row in values.items()]
    return [
        ("Plain requests that fail", [(label, len(row["failing"])) for label, row in rows]),
        ("Pages that land in DRAM", [(label, row["pages_in_dram"]) for label, row in rows]),
    ]


def _e4_bars(part: Mapping[str, Any]) -> list[Bars]:
    models = list(dict.fromkeys(name for row in part["rows"].values() for name in row))
    refused = [
        (name, sum(row.get(name, "").startswith("E") for row in part["rows"].values()))
        for name in models
    ]
    return [("Calls that are refused", refused)]


def _pivot_bars(part: Mapping[str, Any]) -> list[Bars]:
    uapi = sum(row["uapi"] for row in part["changes"])
    kinds = [("seen by user space", uapi), ("kernel only", part["changed"] - uapi)]
    return [("Answers that change", kinds)]


PLOTTED: Final = {
    "E1": _e1_bars,
    "E2": _e2_bars,
    "E3": _e3_bars,
    "E4": _e4_bars,
    "pivot": _pivot_bars,
}


def _e1_sentence(part: Mapping[str, Any]) -> str:
    sums = part["summary"]["rights_none"].items()
    spilling = [f"{name} {row['nr_spilling']}" for name, row in sums if row["nr_spilling"]]
    return f"patterns that spill by model: {', '.join(spilling) or 'none'}."


def _e2_sentence(part: Mapping[str, Any]) -> str:
    crossing = {
        scope: sum(
            any(row["crossed_pages"] for row in scopes[scope].values())
            for scopes in part["models"].values()
        )
        for scope in part["key_scopes"]
    }
    told = ", ".join(f"{scope} {number}" for scope, number in crossing.items())
    return f"of {len(part['models'])} models, pages cross to another owner under: {told}."


def _e3_sentence(part: Mapping[str, Any]) -> str:
    lost = {
        value: sum(row[value]["second_hotplug"] == "F" for row in part["models"].values())
        for value in ("normal", "empty")
    }
    return (
        f"a further hotplug fails under {lost['empty']} of {len(part['models'])} models without "
        f"ordinary nodes in the own list, under {lost['normal']} with them."
    )


def _e4_sentence(part: Mapping[str, Any]) -> str:
    return f"{len(part['differing'])} of {len(part['rows'])} calls differ between the models."


def _pivot_sentence(part: Mapping[str, Any]) -> str:
    uapi = sum(row["uapi"] for row in part["changes"])
    return (
        f"{part['changed']} of {part['steps']} answers change from {part['from']} to "
        f"{part['to']}, {uapi} of them seen by user space."
    )


_SENTENCES: Final = {
    "E1": _e1_sentence,
    "E2": _e2_sentence,
    "E3": _e3_sentence,
    "E4": _e4_sentence,
    "pivot": _pivot_sentence,
}


def headline(result: Mapping[str, Any]) -> str:
    """One paragraph that names recorded rows only, with what stands behind them."""
    part = result.get("recorded")
    if part is None:
        modelled = _SENTENCES[result["experiment"]](result["modelled"])
        return f"{result['question']} Modelled, nothing recorded: {modelled}"
    behind = part["behind"]
    rows = {name: row for name, row in part["models"].items() if row["has_private_nodes"]}
    worst = max((rows or part["models"]).items(), key=lambda item: item[1]["spill_requests"])
    clean = [name for name, row in rows.items() if not row["spill_requests"]]
    stand = (
        f"Of {behind['requests']:,} recorded requests ({behind['distinct_requests']:,} distinct, "
        f"callers: {behind['callers']}, kernels: {', '.join(behind['kernels'])})"
    )
    if not worst[1]["spill_requests"]:
        names = ", ".join(clean) or "any model"
        return f"{stand}, none would land on a private node unasked under {names}."
    most = worst[1]["spill_requests"]
    where = [
        name for name, row in (rows or part["models"]).items() if row["spill_requests"] == most
    ]
    return (
        f"{stand}, {most:,} would land on a private node unasked under "
        f"{', '.join(where)} (callers: {worst[1]['spill_callers']}); none would under "
        f"{', '.join(clean) or 'no model'}."
    )
