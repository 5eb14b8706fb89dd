"""Reports of experiments: CSV tables, and one self-contained HTML page (no script, no origin)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from service.experiments.experiment import document
from service.experiments.report_tables import tables
from service.experiments.report_text import PLOTTED, headline

__all__ = ["headline", "tables", "to_csv", "to_html", "written"]

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
    """The bars of an experiment: recorded and modelled ones stand apart."""
    text = ""
    if "recorded" in result:
        rows = result["recorded"]["models"].items()
        text += _bars("Recorded: requests that spill", [(n, r["spill_requests"]) for n, r in rows])
    return text + "".join(
        _bars(title, rows) for title, rows in PLOTTED[result["experiment"]](result["modelled"])
    )


def _html_table(title: str, head: Sequence[str], rows: list[Sequence[Any]]) -> str:
    cells = "".join(f"<th>{escape(str(name))}</th>" for name in head)
    body = "".join("<tr>" + "".join(_cell(value) for value in row) + "</tr>" for row in rows)
    return f"<h2>{escape(title)}</h2><table><tr>{cells}</tr>{body}</table>"


def _cell(value: Any) -> str:
    text = str(value)
    kind = f' class="{text}"' if text in {"P", "D", "F", "R"} else ""
    return f"<td{kind}>{escape(text)}</td>"


_LETTERS: Final = (
    "P lands on a private node, D on an ordinary one, F fails, R pressure on ordinary nodes, S the "
    "site does not act, E: the errno of a refused call."
)
_NOTES: Final = {
    "E1": f"{_LETTERS} Recorded and modelled rows are never mixed. The JSON "
    "has the events behind each cell (`events`) and the recorded lines behind each sum (`lines`).",
    "E2": "Everything is modelled. The owner of node 2 asks; a page on node 3 or 4 has crossed. "
    "Stranded: free pages of private nodes while the owner gets less than it asks for.",
    "E3": f"Everything is modelled. {_LETTERS} Patterns are those of E1 that ask without "
    "__GFP_THISNODE.",
    "E4": "Everything is modelled. A cell is an errno, the mask in force, or where pages are. "
    "D: node 0, ordinary; P: nodes 2 and 3, private.",
    "pivot": "Everything is modelled: one script of calls, run under one model and then the other.",
}


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
        f'<p class="note">{escape(_NOTES[result["experiment"]])}</p>'
        f"{_plots(result)}{body}<h2>Cells that nobody wrote down</h2><ul>{inferred}</ul></html>\n"
    )


def written(result: Mapping[str, Any], form: str) -> bytes:
    """A result as json, csv or html: the same bytes from every door."""
    if form == "json":
        return document(result)
    return (to_csv if form == "csv" else to_html)(result).encode()
