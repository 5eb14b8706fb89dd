"""The commands that look at a host's past: show, numactl, numastat, explain, fork, replay."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli import output
from service.cli.output import command

Url = Annotated[str, typer.Option("--url", help="Address of the service [CXLTWIN_URL].")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Host = Annotated[str, typer.Argument(help="A host.")]
At = Annotated[
    int | None, typer.Option("--revision", min=1, help="As it was at this revision of its fabric.")
]


def _at(revision: int | None) -> dict[str, int]:
    return {} if revision is None else {"revision": revision}


@command
def numactl(
    host: Host,
    *,
    hardware: Annotated[
        bool, typer.Option("--hardware", "-H", help="Nodes and distances.")
    ] = False,
    revision: At = None,
    url: Url = "",
) -> None:
    """Print what `numactl --hardware` prints on a host."""
    from service.cli.numa_text import numactl_hardware

    if not hardware:
        output.fail(output.EXIT_USAGE, "numactl needs --hardware")
    with output.connected(url) as client:
        nodes = list(client.items("list_nodes", host=host, **_at(revision)))
        typer.echo(numactl_hardware(nodes), nl=False)


@command
def numastat(host: Host, revision: At = None, url: Url = "") -> None:
    """Print what `numastat` prints on a host, and how often private nodes refused."""
    from service.cli.numa_text import numastat as text

    at = _at(revision)
    with output.connected(url) as client:
        nodes = client.items("list_nodes", host=host, **at)
        private = any(node.get("node_private") is not None for node in nodes)
        stats = list(client.items("numastat", host=host, **at))
        typer.echo(text(stats, private=private), nl=False)


@command
def show(
    host: Host,
    what: Annotated[str, typer.Argument(help="E.g. tasks, nodes, numa_maps, numastat, files.")],
    pid: Annotated[int | None, typer.Option("--pid", min=1, help="Of task and numa_maps.")] = None,
    revision: At = None,
    url: Url = "",
) -> None:
    """Print what a host has, as JSON, now or at a revision: `show june numa_maps --pid 100`."""
    from service.cli.whatif import show_host

    with output.connected(url) as client:
        output.print_json(show_host(client, host, what, pid, _at(revision)))


@command
def explain(
    host: Host,
    revision: Annotated[int, typer.Argument(min=1, help="A revision of its fabric.")],
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Show which list a past step walked, what it passed over, and which rule decided."""
    from service.cli.explain import explain_host

    with output.connected(url) as client:
        typer.echo(explain_host(client, host, revision, as_json=as_json), nl=False)


@command
def fork(
    host: Host,
    name: Annotated[str, typer.Argument(help="The new host.")],
    model: Annotated[str, typer.Option("--model", help="Another kernel model for it.")] = "",
    revision: At = None,
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Make a host that stands where another one stands, or stood; say what another model changes.

    Under another model the whole history is replayed.
    """
    from service.cli.whatif import fork_host

    with output.connected(url) as client:
        fork_host(client, host, name, model, _at(revision), as_json=as_json)


@command
def replay(
    host: Host,
    models: Annotated[str, typer.Option("--models", help="Kernel models, by comma.")],
    revision: At = None,
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Replay a host's history under other models: answers, placements, counters, OOM kills."""
    from service.cli.whatif import replay_host

    with output.connected(url) as client:
        replay_host(client, host, models.split(","), _at(revision), as_json=as_json)


def add_commands(app: typer.Typer) -> None:
    """The commands of this file, as those of the program."""
    for each in (numactl, numastat, show, explain, fork, replay):
        app.command()(each)
