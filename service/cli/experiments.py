"""`cxltwin experiment`: runs in this process, no service needed."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn

from service.cli import output
from service.experiments.experiment import (
    EXPERIMENTS,
    ExperimentError,
    Request,
    matrix_of,
    run_experiment,
    to_json,
)
from service.experiments.model_yaml import read_model
from service.experiments.report import headline, tables, to_csv, to_html
from service.experiments.scenario_yaml import read_text
from service.mm.models import KernelModel


def experiment_list() -> None:
    """The experiments and the question that each answers."""
    for name, row in EXPERIMENTS.items():
        typer.echo(f"{name:6} {row.title}: {row.question}")


def request(
    name: str,
    labels: str,
    seed: int,
    census: list[Path],
    scenario: Path | None,
    *,
    fixes: bool,
) -> Request:
    """The request of a command line; labels by comma, those in .yaml are one's own models."""
    text = "" if scenario is None else read_text(scenario)
    custom: dict[str, KernelModel] = {}
    names: list[str] = []
    for label in filter(None, labels.split(",")):
        if label.endswith((".yaml", ".yml")):
            mine = read_model(Path(label))
            custom[mine.name] = mine.model
            label = mine.name  # noqa: PLW2901 - the name under which results list it
        names.append(label)
    file = "" if scenario is None else scenario.name
    return Request(name, tuple(names), seed, tuple(census), fixes, text, custom, file)


def run(
    wanted: Request, json_out: Path | None, csv_out: Path | None, html_out: Path | None
) -> None:
    """Runs an experiment and writes its results; prints the headline and the sums."""
    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(wanted.name)
        try:
            result = run_experiment(
                wanted, lambda name: bar.update(task, description=f"{wanted.name}: {name}")
            )
        except ExperimentError as error:
            output.refused(None, "INVALID_FIELD", str(error))
    if json_out is not None:
        data = matrix_of(result) if wanted.name == "E1" else result
        json_out.write_bytes(to_json(data))
    if csv_out is not None:
        csv_out.write_text(to_csv(result), encoding="utf-8")
    if html_out is not None:
        html_out.write_text(to_html(result), encoding="utf-8")
    typer.echo(headline(result))
    for title, head, rows in tables(result):
        typer.echo(f"{title}: {len(rows)} rows of {', '.join(head[:6])}")
