"""`cxltwin experiment`: in this process, or on a service."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn

from service.cli import output
from service.client import Client
from service.client.paths import ROUTES
from service.client.requests import Request as ClientRequest
from service.client.requests import new_key, object_of
from service.experiments.experiment import (
    EXPERIMENTS,
    ExperimentError,
    Request,
    run_experiment,
)
from service.experiments.model_yaml import read_model
from service.experiments.report import headline, tables, written
from service.experiments.scenario_yaml import read_text
from service.experiments.tracing import events_behind
from service.mm.models import KernelModel

Json = dict[str, Any]

#: how often a run on a service is asked how far it is
POLL_SECONDS: Final = 0.2


class Outs(NamedTuple):
    """Where the result goes, by format."""

    json: Path | None = None
    csv: Path | None = None
    html: Path | None = None


def experiment_list(url: str) -> None:
    """The experiments and the question that each answers; or those of a service."""
    if not url:
        for name, row in EXPERIMENTS.items():
            typer.echo(f"{name:6} {row.title}: {row.question}")
        return
    with output.connected(url) as client:
        for each in client.items("list_experiments"):
            far = f"{each['done']}/{each['total']}"
            typer.echo(f"{each['experiment']:24} {each['name']:6} {each['state']:12} {far}")


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


def run(wanted: Request, outs: Outs) -> None:
    """Runs an experiment here and writes its results; prints the headline and the sums."""
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
    for form, path in outs._asdict().items():
        if path is not None:
            path.write_bytes(written(result, form))
    typer.echo(headline(result))
    for title, head, rows in tables(result):
        typer.echo(f"{title}: {len(rows)} rows of {', '.join(head[:6])}")


def body(
    name: str,
    labels: tuple[str, ...],
    seed: int,
    census: list[Path],
    scenario: Path | None,
    *,
    fixes: bool,
) -> Json:
    """The request to a service."""
    if name not in EXPERIMENTS:
        output.refused(None, "INVALID_FIELD", f"name: {name}; there are {', '.join(EXPERIMENTS)}")
    asked: Json = {"name": name, "models": list(labels), "seed": seed, "fixes": fixes}
    files = [each for path in census for each in _recordings(path)]
    asked["recordings"] = [
        {"name": path.name, "text": path.read_text(encoding="utf-8")} for path in files
    ]
    if scenario is not None:
        asked["scenario"] = read_text(scenario)
    return asked


def _recordings(path: Path) -> list[Path]:
    return sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]


def run_there(url: str, asked: Json, outs: Outs) -> None:
    """Runs an experiment on a service, follows it, and fetches what it found."""
    with output.connected(url) as client:
        made = post(client, ROUTES["create_experiment"].template, asked)
        name = made["experiment"]
        view = made
        with output.progress(f"{made['name']} as {name}") as progress:
            while view["state"] in {"queued", "running"}:
                time.sleep(POLL_SECONDS)
                view = client.get("get_experiment", experiment=name)
                progress(view["done"], view["total"])
        if view["state"] != "succeeded":
            output.fail(output.EXIT_REFUSED, f"{name} {view['state']}: {view['why']}")
        for form, path in outs._asdict().items():
            if path is not None:
                path.write_bytes(_result(client, name, form))
    typer.echo(view["headline"])
    typer.echo(f"{name}: {url or client.url}/v1/experiments/{name}/result?format=html")


def _result(client: Client, name: str, form: str) -> bytes:
    path = ROUTES["get_experiment_result"].fill({"experiment": name})
    answer = client.send(ClientRequest("GET", path, None, {"format": form}))
    if answer.is_error:
        object_of(answer)
    return answer.content


def post(client: Client, path: str, fields: Json) -> Json:
    """A request of the service that is no command. Refuses: Problem."""
    request = ClientRequest("POST", path, fields, headers={"Idempotency-Key": new_key()})
    return object_of(client.send(request))


def cells(name: str, url: str) -> None:
    """The cells of a result of a service."""
    with output.connected(url) as client:
        for each in client.items("list_experiment_cells", experiment=name):
            typer.echo(f"{each['value']:>12}  {each['cell']}")


def events(
    name: str, cell: str, models: str, census: list[Path], url: str, *, as_json: bool
) -> None:
    """What stands behind a cell: of an experiment made here, or of one of a service."""
    if name in EXPERIMENTS:
        try:
            found = events_behind(request(name, models, 0, census, None, fixes=True), cell)
        except ExperimentError as error:
            output.refused(None, "INVALID_FIELD", str(error))
    else:
        with output.connected(url) as client:
            found = list(client.items("list_experiment_events", experiment=name, cell=cell))
    if as_json:
        output.print_json(found)
        return
    for each in found:
        typer.echo(f"{each['number']}. {each['where']}")
        typer.echo(f"   {each['what']} = {each['outcome']}, {each['nr_requests']} times")
        for entry in each["trace"]:
            words = " ".join(f"{key}={value}" for key, value in entry.items())
            typer.echo(f"     {words}")


def cancel(name: str, url: str) -> None:
    """Ends an experiment of a service."""
    with output.connected(url) as client:
        path = ROUTES["cancel_experiment"].fill({"experiment": name})
        typer.echo(f"{name} {post(client, path, {})['state']}")
