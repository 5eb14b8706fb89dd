"""The commands `cxltwin experiment` and `cxltwin models`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.output import command

experiment_app = typer.Typer(help="Experiments over kernel models: tables, plots, raw data.")
models_app = typer.Typer(help="Kernel models: what each answers, and where that was read.")

Url = Annotated[str, typer.Option("--url", help="Of a service; without, in this process.")]
Service = Annotated[str, typer.Option("--url", help="Address of the service [CXLTWIN_URL].")]
Name = Annotated[str, typer.Argument(help="An experiment of the service.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@experiment_app.command("list")
@command
def experiment_list(url: Url = "") -> None:
    """List the experiments and the question that each answers; of a service, those that it has."""
    from service.cli import experiments

    experiments.experiment_list(url)


@experiment_app.command("run")
@command
def experiment_run(  # noqa: PLR0913, PLR0917 - one option each
    name: Annotated[str, typer.Argument(help="E1, E2, E3, E4 or pivot.")],
    models: Annotated[str, typer.Option("--models", help="By comma; a .yaml is one's own.")] = "",
    census: Annotated[list[Path] | None, typer.Option("--census", help="Recordings.")] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Named in it.")] = 0,
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the data.")] = None,
    csv_out: Annotated[Path | None, typer.Option("--csv", help="Write the tables.")] = None,
    html_out: Annotated[Path | None, typer.Option("--html", help="Write the report.")] = None,
    scenario: Annotated[Path | None, typer.Option("--scenario", help="Of pivot.")] = None,
    *,
    fixes: Annotated[bool, typer.Option("--fixes/--no-fixes", help="Of E1.")] = True,
    url: Url = "",
) -> None:
    """Run an experiment, here or on a service: the same request gives the same bytes."""
    from service.cli import experiments

    outs = experiments.Outs(json_out, csv_out, html_out)
    if url:
        labels = tuple(filter(None, models.split(",")))
        asked = experiments.body(name, labels, seed, census or [], scenario, fixes=fixes)
        experiments.run_there(url, asked, outs)
        return
    request = experiments.request(name, models, seed, census or [], scenario, fixes=fixes)
    experiments.run(request, outs)


@experiment_app.command("cells")
@command
def experiment_cells(name: Name, url: Service = "") -> None:
    """List the numbers of a result, and the names under which their events are asked for."""
    from service.cli import experiments

    experiments.cells(name, url)


@experiment_app.command("events")
@command
def experiment_events(
    name: Annotated[str, typer.Argument(help="E1 to pivot: made here; else of the service.")],
    cell: Annotated[str, typer.Argument(help="As `experiment cells` names it.")],
    models: Annotated[str, typer.Option("--models", help="Of an experiment made here.")] = "",
    census: Annotated[list[Path] | None, typer.Option("--census", help="Recordings.")] = None,
    *,
    as_json: Json = False,
    url: Service = "",
) -> None:
    """Show the requests behind a number, each with the walk that decided it."""
    from service.cli import experiments

    experiments.events(name, cell, models, census or [], url, as_json=as_json)


@experiment_app.command("cancel")
@command
def experiment_cancel(name: Name, url: Service = "") -> None:
    """End an experiment that runs on a service."""
    from service.cli import experiments

    experiments.cancel(name, url)


@experiment_app.command("delete")
@command
def experiment_delete(name: Name, url: Service = "") -> None:
    """Forget an experiment of a service, with its result."""
    from service.cli import output

    with output.connected(url) as client:
        client.delete("get_experiment", "delete_experiment", experiment=name)
    typer.echo(f"{name} is gone")


@models_app.command("list")
@command
def models_list(url: Url = "") -> None:
    """List the kernel models; of a service, those that were uploaded too."""
    from service.cli import model_text

    typer.echo(model_text.models_list(url), nl=False)


@models_app.command("show")
@command
def models_show(
    model: Annotated[str, typer.Argument(help="A kernel model.")], url: Url = ""
) -> None:
    """Show every cell of a kernel model with its source and evidence."""
    from service.cli import model_text

    typer.echo(model_text.model_show(model, url), nl=False)


@models_app.command("diff")
@command
def models_diff(
    first: Annotated[str, typer.Argument(help="A kernel model.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    url: Url = "",
) -> None:
    """Show the cells in which two kernel models differ."""
    from service.cli import model_text

    typer.echo(model_text.model_diff(first, second, url), nl=False)


@models_app.command("add")
@command
def models_add(
    file: Annotated[Path, typer.Argument(help="YAML: a base and the cells that differ.")],
    url: Service = "",
) -> None:
    """Upload a kernel model of one's own; hosts and experiments name it from then on."""
    from service.cli import model_text

    typer.echo(model_text.model_add(file, url), nl=False)


@models_app.command("remove")
@command
def models_remove(
    model: Annotated[str, typer.Argument(help="A model that was uploaded.")], url: Service = ""
) -> None:
    """Forget a kernel model of one's own; hosts that run it go on."""
    from service.cli import output

    with output.connected(url) as client:
        client.delete("get_model", "delete_model", model=model)
    typer.echo(f"{model} is gone")
