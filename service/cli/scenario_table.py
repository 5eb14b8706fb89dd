"""A scenario run side by side: a column a model, differing answers highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from service.experiments.scenario_run import Outcome, ScenarioRun

_INDENT = 3


def scenario_table(run: ScenarioRun, *, all_steps: bool) -> Group:
    """The steps side by side: all, or those that differ or fail."""
    heads = [Text(model.label, "bold") for model in run.models]
    parts: list[RenderableType] = [Text(run.loaded.scenario.title, "bold"), _row(heads), Rule()]
    for index in run.shown(all_steps=all_steps):
        outcomes = [model.outcomes[index] for model in run.models]
        title = f"{index + 1:>2} {run.loaded.steps[index].step.title}"
        call = Padding(Text(outcomes[0].text.call, "dim"), (0, 0, 0, _INDENT))
        differs = run.differs(index)
        cells = [_cell(outcome, differs=differs) for outcome in outcomes]
        parts += [Text(title), call, _row(cells), Text("")]
    return Group(*parts)


def _row(cells: Sequence[Text]) -> Padding:
    """Cells in columns of equal width."""
    grid = Table.grid(expand=True, padding=(0, 1))
    for _ in cells:
        grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*cells)
    return Padding(grid, (0, 0, 0, _INDENT))


def _cell(outcome: Outcome, *, differs: bool) -> Text:
    if outcome.skipped:
        return Text("-", "dim")
    style = "bold yellow" if differs else ""
    cell = Text(outcome.text.result, "bold red" if outcome.failures else style)
    for failure in outcome.failures:
        cell.append(f"\nnot as expected: {failure}", "red")
    return cell
