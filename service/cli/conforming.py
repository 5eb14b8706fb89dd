"""`cxltwin conform`: replays conformance corpora against the engine and counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import typer

from service.cli import output
from service.conformance.corpus import CorpusError
from service.conformance.run import Report, run
from service.conformance.verdict import Judged
from service.experiments.scenario_yaml import load_yaml

#: Failing cases that are printed, and differences of each.
CASES_SHOWN: Final = 20
DIFFERENCES_SHOWN: Final = 3
_WIDTH: Final = 300


def conform(
    paths: Sequence[Path],
    form: str | None,
    divergences: Path,
    json_out: Path | None,
    jobs: int = 1,
) -> None:
    """Replays the corpora and prints the verdicts; exit code 1 unless nothing failed.

    `divergences` lists cases that differ with an argument and a source; it may be absent.
    """
    known = _divergences(divergences)
    done = 0
    with output.progress("replaying cases") as progress:

        def note(_: Judged) -> None:
            nonlocal done
            done += 1
            progress(done, done)

        try:
            report = run(list(paths), form, known, note, jobs=jobs)
        except CorpusError as error:
            output.fail(output.EXIT_USAGE, str(error))
    if json_out is not None:
        json_out.write_text(json.dumps(_as_json(report), indent=1) + "\n", encoding="utf-8")
    typer.echo(text(report), nl=False)
    if not report.clean:
        raise typer.Exit(output.EXIT_REFUSED)


def _divergences(path: Path) -> frozenset[str]:
    """Ids of the listed cases: a YAML list of mappings with `id`, `argument` and `source`."""
    if not path.exists():
        return frozenset()
    document = load_yaml(path.name, path.read_text(encoding="utf-8"))
    rows = document.data
    if not isinstance(rows, list):
        document.refuse((), "a list of divergences")
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not {"id", "argument", "source"} <= row.keys():
            document.refuse((index,), "a divergence has id, argument and source")
    return frozenset(str(row["id"]) for row in rows)


def text(report: Report) -> str:
    """Failing cases with their first differences, counts by category, and the closing line."""
    lines: list[str] = []
    wrong = [each for each in report.judged if each.verdict in {"failed", "unsupported"}]
    for each in wrong[:CASES_SHOWN]:
        lines.append(f"{each.verdict} {each.id}" + (f": {each.why}" if each.why else ""))
        for found in each.differences[:DIFFERENCES_SHOWN]:
            lines += [
                f"  {found.run} operation {found.position}: {_short(found.op)}",
                f"    expected {_short(found.expected)}",
                f"    got      {_short(found.got)}",
            ]
    if len(wrong) > CASES_SHOWN:
        lines.append(f"and {len(wrong) - CASES_SHOWN} more; --json writes them all")
    for category, counts in report.categories().items():
        shown = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
        lines.append(f"{category}: {shown}")
    return "\n".join([*lines, report.last_line()]) + "\n"


def _short(value: Any) -> str:
    shown = json.dumps(value, default=str)
    return shown if len(shown) <= _WIDTH else f"{shown[: _WIDTH - 3]}..."


def _as_json(report: Report) -> dict[str, Any]:
    cases = [
        {
            "id": each.id,
            "category": each.category,
            "verdict": each.verdict,
            "why": each.why,
            "differences": [
                json.loads(json.dumps(d._asdict(), default=str)) for d in each.differences
            ],
        }
        for each in report.judged
    ]
    return {"summary": report.last_line(), "clean": report.clean, "cases": cases}
