"""Reports of experiments: CSV tables, and one self-contained HTML page (no script, no origin)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

Table = tuple[str, Sequence[str], list[Sequence[Any]]]

_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:1rem 0;font-size:13px}
th,td{border:1px solid #bbb;padding:.2rem
.45rem;text-align:left;vertical-align:top}th{background:#eee}.P{background:#f4b6b6}
.F{background:#f7dca0}.D{background:#d9ecd4}.R{background:#e6e6e6}
.note{color:#555;max-width:45rem}svg text{font-size:12px}
"""
#: longest bar of a plot, in pixels
_BAR: Final = 420


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Every table of a result: (title, head, rows); recorded ones first."""
    found: list[Table] = []
    if "recorded" in result:
        found += _recorded(result["recorded"])
    return found + _MODELLED[result["experiment"]](result["modelled"])


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
        (name, scope, case, row["errno"] or "0", row["crossed_pages"], row["stranded_pages"])
        for name, scopes in part["models"].items()
        for scope, cases in scopes.items()
        for case, row in cases.items()
    ]
    head = ("model", "key scope", "case", "errno", "pages on another owner's node", "stranded")
    return [("Owner confinement", head, list(rows))]


def _e3(part: Mapping[str, Any]) -> list[Table]:
    rows = [
        (name, value, row["second_hotplug"], " ".join(row["failing"]), row["pages_in_dram"])
        for name, values in part["models"].items()
        for value, row in values.items()
    ]
    head = ("model", "own_fallback", "memmap of a further range", "failing", "pages in DRAM")
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


def headline(result: Mapping[str, Any]) -> str:
    """One paragraph that names recorded rows only, with what stands behind them."""
    part = result.get("recorded")
    if part is None:
        return f"{result['question']} (no recording was given: everything here is modelled)"
    behind = part["behind"]
    worst = max(part["models"].items(), key=lambda item: item[1]["spill_requests"])
    clean = [name for name, row in part["models"].items() if not row["spill_requests"]]
    stand = (
        f"Of {behind['requests']:,} recorded requests ({behind['distinct_requests']:,} distinct, "
        f"callers: {behind['callers']}, kernels: {', '.join(behind['kernels'])})"
    )
    if not worst[1]["spill_requests"]:
        return f"{stand}, none would land on a private node unasked under {', '.join(clean)}."
    return (
        f"{stand}, {worst[1]['spill_requests']:,} would land on a private node unasked under "
        f"{worst[0]} (callers: {worst[1]['spill_callers']}); none would under "
        f"{', '.join(clean) or 'no model'}."
    )


def to_csv(result: Mapping[str, Any]) -> str:
    """All tables, one after the other, each with its title as a comment line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for title, head, rows in tables(result):
        out.write(f"# {title}\n")
        writer.writerow(head)
        writer.writerows(rows)
        out.write("\n")
    return out.getvalue()


def _bars(title: str, rows: Iterable[tuple[str, int]]) -> str:
    values = list(rows)
    most = max((value for _, value in values), default=0) or 1
    height = 22 * len(values) + 8
    parts = [f'<h3>{escape(title)}</h3><svg width="{_BAR + 320}" height="{height}" role="img">']
    for index, (name, value) in enumerate(values):
        y = 4 + 22 * index
        width = _BAR * value // most
        parts.append(
            f'<text x="0" y="{y + 13}">{escape(name)}</text>'
            f'<rect x="230" y="{y}" width="{width}" height="16" fill="#b0413e"/>'
            f'<text x="{236 + width}" y="{y + 13}">{value:,}</text>'
        )
    return "".join([*parts, "</svg>"])


def _plots(result: Mapping[str, Any]) -> str:
    if result["experiment"] != "E1":
        return ""
    text = ""
    if "recorded" in result:
        rows = result["recorded"]["models"].items()
        text += _bars("Recorded: requests that spill", [(n, r["spill_requests"]) for n, r in rows])
    sums = result["modelled"]["summary"]["rights_none"].items()
    return text + _bars("Modelled: patterns that spill", [(n, r["nr_spilling"]) for n, r in sums])


def _html_table(title: str, head: Sequence[str], rows: list[Sequence[Any]]) -> str:
    cells = "".join(f"<th>{escape(str(name))}</th>" for name in head)
    body = "".join("<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in rows)
    return f"<h2>{escape(title)}</h2><table><tr>{cells}</tr>{body}</table>"


def _cell(value: Any) -> str:
    text = str(value)
    kind = f' class="{text}"' if text in {"P", "D", "F", "R"} else ""
    return f"<td{kind}>{escape(text)}</td>"


def to_html(result: Mapping[str, Any]) -> str:
    """One page with everything in it."""
    inferred = "".join(
        f"<li>{escape(name)}: {escape(', '.join(row['inferred_cells']) or 'none')}</li>"
        for name, row in result["models"].items()
    )
    body = "".join(_html_table(*table) for table in tables(result))
    title = f"{result['experiment']}: {result['title']}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(title)}</h1>"
        f"<p>{escape(headline(result))}</p>"
        '<p class="note">P lands on a private node, D on an ordinary one, F fails, R pressure on '
        "ordinary nodes, S the site does not act. Recorded and modelled rows are never mixed.</p>"
        f"{_plots(result)}{body}<h2>Cells that nobody wrote down</h2><ul>{inferred}</ul></html>\n"
    )
