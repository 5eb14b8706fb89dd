"""`cxltwin scenario run`: run, print, and judge."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, NamedTuple

import typer

from service.cli import output
from service.experiments.model_yaml import read_model
from service.experiments.scenario_explain import explanation
from service.experiments.scenario_load import load_scenario, unknown_model
from service.experiments.scenario_report import as_json, mail, summary
from service.experiments.scenario_run import (
    ScenarioRun,
    TargetFactory,
    TargetRefused,
    run_scenario,
)
from service.experiments.scenario_yaml import malformed, read_text
from service.mm.models import MODELS

Form = Literal["table", "mail", "json"]
#: seconds that a run of a scenario may take, where nothing else is said
RUN_SECONDS: Final = 600


class Where(NamedTuple):
    """Where a scenario runs: in this process, over gRPC, else over REST."""

    local: bool
    grpc: str
    url: str
    keep: bool
    #: ask for the walk of each answer
    explain: bool = False
    #: a run that takes longer is refused
    seconds: int = RUN_SECONDS


def _label(label: str) -> str:
    """A label as it is; a model of one's own, in a file, as its base with the cells that differ."""
    if not label.endswith((".yaml", ".yml")):
        return label
    mine = read_model(Path(label))
    base = MODELS[mine.base].cells
    cells = mine.model.cells.items()
    own = (f"{name}={cell.value}" for name, cell in cells if cell.value != base[name].value)
    return "+".join((mine.base, *own))


class _TooLongError(Exception):
    """The time of a run is over."""


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Ends what runs inside after so many seconds. Refuses: _TooLongError."""

    def over(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run_file(
    file: Path, labels: Sequence[str], form: Form, where: Where, *, all_steps: bool
) -> None:
    """Runs a scenario and prints it; exit code 1 if an expectation fails."""
    labels = tuple(map(_label, labels))
    for label in labels:
        if why := unknown_model(label):
            output.fail(output.EXIT_USAGE, why)
    loaded = load_scenario(file.name, read_text(file))
    done = [0]
    with output.progress(loaded.scenario.title) as progress, _target(where) as factory:

        def note(number: int, total: int) -> None:
            done[0] = number
            progress(number, total)

        try:
            with _at_most(where.seconds):
                run = run_scenario(loaded, factory, labels, note)
        except TargetRefused as refused:
            output.refused(None, refused.reason, refused.detail)
        except _TooLongError:
            index = done[0] % len(loaded.steps)
            why = f"the run takes longer than {where.seconds} seconds (--seconds)"
            raise malformed(file.name, loaded.steps[index].line, ("steps", index), why) from None
    if where.explain and form != "json":
        typer.echo(explanation(run, all_steps=all_steps), nl=False)
        typer.echo(summary(run, all_steps=all_steps))
    else:
        show(run, form, all_steps=all_steps)
    if not run.passed:
        raise typer.Exit(output.EXIT_REFUSED)


@contextmanager
def _target(where: Where) -> Iterator[TargetFactory]:
    """Makes targets of the chosen kind."""
    if where.local:
        from service.experiments.scenario_local import LocalTarget

        yield lambda choice: LocalTarget(choice, explain=where.explain)
    elif where.grpc:
        import grpc

        from service.cli.grpc_target import GrpcTarget

        with grpc.insecure_channel(where.grpc) as channel:
            try:
                yield lambda choice: GrpcTarget(channel, choice, keep=where.keep)
            except grpc.RpcError as error:
                output.fail(output.EXIT_USAGE, f"no answer from {where.grpc}: {error}")
    else:
        from service.cli.targets import RestTarget

        with output.connected(where.url) as client:
            yield lambda choice: RestTarget(client, choice, keep=where.keep, explain=where.explain)


def show(run: ScenarioRun, form: Form, *, all_steps: bool) -> None:
    """Prints a run."""
    match form:
        case "json":
            output.print_json(as_json(run))
        case "mail":
            typer.echo(mail(run, all_steps=all_steps), nl=False)
        case "table":
            from rich.console import Console

            from service.cli.scenario_table import scenario_table

            Console().print(scenario_table(run, all_steps=all_steps))
            typer.echo(summary(run, all_steps=all_steps))
