"""`cxltwin`: the command line.

Every command imports what it needs when it runs, so help is quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from service.cli import output
from service.cli.experiment_commands import experiment_app, models_app
from service.cli.output import command
from service.cli.whatif_commands import add_commands

app = typer.Typer(
    name="cxltwin",
    help="A digital twin of a CXL fabric whose hosts have private memory nodes.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
scenario_app = typer.Typer(help="Run scenario files under several kernel models.")
journal_app = typer.Typer(help="The journal of committed commands.")
config_app = typer.Typer(help="Settings.")
fabric_app = typer.Typer(help="Whole fabrics: bundled ones, files, and the fabric manager.")
for _name, _sub in (
    ("scenario", scenario_app),
    ("experiment", experiment_app),
    ("models", models_app),
    ("journal", journal_app),
    ("config", config_app),
    ("fabric", fabric_app),
):
    _sub.info.no_args_is_help = True
    app.add_typer(_sub, name=_name)

add_commands(app)

Url = Annotated[str, typer.Option("--url", help="Address of the service [CXLTWIN_URL].")]
HttpPort = Annotated[int | None, typer.Option("--http-port", min=0, max=65535, help="REST port.")]
GrpcPort = Annotated[int | None, typer.Option("--grpc-port", min=0, max=65535, help="gRPC port.")]
Database = Annotated[str | None, typer.Option("--database-url", help="Where the journal is kept.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cxltwin {version('cxltwin')}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A digital twin of a CXL fabric whose hosts have private memory nodes."""


@app.command()
@command
def serve(
    http_port: HttpPort = None, grpc_port: GrpcPort = None, database_url: Database = None
) -> None:
    """Run the service: REST and gRPC in one process, SQLite unless told otherwise."""
    from service.cli.serving import run

    run(http_port, grpc_port, database_url)


@app.command()
@command
def demo(
    *,
    reset: Annotated[bool, typer.Option("--reset", help="Make the demo fabric anew.")] = False,
    http_port: HttpPort = None,
    grpc_port: GrpcPort = None,
    database_url: Database = None,
) -> None:
    """Run the service with the demo fabric: june, v4 and lists, one topology, three models."""
    from service.cli.serving import run_demo

    run_demo(http_port, grpc_port, database_url, reset=reset)


@app.command("import")
@command
def import_files(
    files: Annotated[list[Path], typer.Argument(help="What the tools of one machine printed.")],
    host: Annotated[str, typer.Option("--host", help="Name of the new host.")],
    fabric: Annotated[
        str, typer.Option("--fabric", help="Its fabric; made if missing.")
    ] = "default",
    model: Annotated[str, typer.Option("--model", help="Its kernel model.")] = "thread-2026-06",
    url: Url = "",
) -> None:
    """Make a host from cxl list -vvv, numactl --hardware, /proc/zoneinfo, a kernel log."""
    from service.cli.importing import import_into

    with output.connected(url) as client:
        typer.echo(import_into(client, fabric, host, model, files), nl=False)


@app.command("list")
@command
def list_objects(  # noqa: PLR0913 - a parameter for each option of `cxl list`
    *,
    buses: Annotated[bool, typer.Option("-B", "--buses", help="CXL buses.")] = False,
    memdevs: Annotated[bool, typer.Option("-M", "--memdevs", help="Memory devices.")] = False,
    ports: Annotated[bool, typer.Option("-P", "--ports", help="Ports.")] = False,
    endpoints: Annotated[bool, typer.Option("-E", "--endpoints", help="Endpoints.")] = False,
    decoders: Annotated[bool, typer.Option("-D", "--decoders", help="Decoders.")] = False,
    regions: Annotated[bool, typer.Option("-R", "--regions", help="Regions.")] = False,
    targets: Annotated[bool, typer.Option("-T", "--targets", help="Targets.")] = False,
    idle: Annotated[bool, typer.Option("-i", "--idle", help="Disabled objects too.")] = False,
    human: Annotated[bool, typer.Option("-u", "--human", help="Human units.")] = False,
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="More, -vvv all.")
    ] = 0,
    memdev: Annotated[str, typer.Option("-m", "--memdev", help="Only these, e.g. mem0,mem1.")] = "",
    host: Annotated[str, typer.Option("--host", help="Whose view; needed with several.")] = "",
    url: Url = "",
) -> None:
    """List CXL objects of a host, in the words and shape of `cxl list`."""
    from service.cli.listing import cxl_list
    from service.cxl.listing import ListOptions
    from service.cxl.listing_objects import Details

    options = ListOptions(
        memdevs=memdevs,
        buses=buses,
        ports=ports,
        endpoints=endpoints,
        decoders=decoders,
        regions=regions,
        idle=idle,
        details=Details(targets=targets, human=human),
        memdev_filter=tuple(memdev.replace(",", " ").split()),
    )
    with output.connected(url) as client:
        typer.echo(cxl_list(client, host, options, verbose=verbose, human=human), nl=False)


@app.command()
@command
def call(
    host: Annotated[str, typer.Argument(help="A host.")],
    op: Annotated[str, typer.Argument(help="An operation, e.g. mbind.")],
    fields: Annotated[list[str] | None, typer.Argument(help="Fields, e.g. pid=100.")] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="With the walk.")] = False,
    validate_only: Annotated[bool, typer.Option("--validate-only", help="Commit nothing.")] = False,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Ask one simulated call of a host: `call june mbind pid=100 area=buf mode=MPOL_BIND ...`."""
    from service.cli.calling import call_host

    with output.connected(url) as client:
        call_host(
            client,
            host,
            op,
            fields or [],
            explain=explain,
            validate_only=validate_only,
            as_json=as_json,
        )


@app.command()
@command
def watch(
    fabric: Annotated[str, typer.Argument(help="A fabric.")],
    since: Annotated[int, typer.Option("--since", min=0, help="Events after this revision.")] = 0,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="End after so many.")] = None,
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Print committed commands of a fabric as they come."""
    from service.cli.calling import watch_fabric

    with output.connected(url) as client:
        watch_fabric(client, fabric, since, limit, as_json=as_json)


@app.command()
@command
def driver(
    file: Annotated[Path, typer.Argument(help="A script: answers, delays, faults (YAML).")],
    grpc: Annotated[str, typer.Option("--grpc", help="HOST:PORT.")] = "127.0.0.1:50051",
    settled: Annotated[
        int | None, typer.Option("--settled", min=1, help="Leave after so many ended callbacks.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--for", min=0, help="Leave after so many seconds.")
    ] = None,
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Attach a scripted driver: it owns a private node, answers callbacks, and can misbehave."""
    from service.cli.driving import run_driver

    run_driver(file, grpc, url, settled=settled, seconds=seconds, as_json=as_json)


@scenario_app.command("run")
@command
def scenario_run(  # noqa: PLR0913 - one parameter an option
    file: Annotated[Path, typer.Argument(help="A scenario file.")],
    models: Annotated[str, typer.Option("--models", help="Instead of the file's, by comma.")] = "",
    form: Annotated[
        Literal["table", "mail", "json"], typer.Option("--format", help="How to print.")
    ] = "table",
    *,
    local: Annotated[bool, typer.Option("--local", help="In this process, no service.")] = False,
    all_steps: Annotated[bool, typer.Option("--all", help="Steps with equal answers too.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Every step and why: rule, source, effects, walk.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the hosts in the service.")] = False,
    counters: Annotated[
        bool, typer.Option("--counters", help="What differs at the end too: counters, OOM kills.")
    ] = False,
    grpc: Annotated[str, typer.Option("--grpc", help="Over gRPC, at HOST:PORT.")] = "",
    seconds: Annotated[int, typer.Option("--seconds", min=1, max=86400, help="Time limit.")] = 600,
    url: Url = "",
) -> None:
    """Run a scenario under its kernel models and compare; exit code 0 if all expectations hold."""
    from service.cli.scenarios import Where, run_file

    labels = [*filter(None, models.split(","))]
    if counters:
        from service.cli.whatif import scenario_counters

        scenario_counters(file, labels, as_json=form == "json")
        return
    where = Where(local, grpc, url, keep, explain, seconds)
    run_file(file, labels, form, where, all_steps=all_steps or explain)


@scenario_app.command("schema")
@command
def scenario_schema() -> None:
    """Print the JSON Schema of scenario files."""
    from service.experiments.scenario_schema import schema

    output.print_json(schema())


@fabric_app.command("bundled")
@command
def fabric_bundled() -> None:
    """List the fabrics that come with the product."""
    from service.experiments.fabric_bundled import BUNDLED

    for name, make in BUNDLED.items():
        typer.echo(f"{name:<14}  {(make.__doc__ or '').splitlines()[0]}")


@fabric_app.command("build")
@command
def fabric_build(
    source: Annotated[str, typer.Argument(help="A fabric file, or the name of a bundled one.")],
    fabric: Annotated[str, typer.Option("--fabric", help="Its name, instead of the file's.")] = "",
    url: Url = "",
) -> None:
    """Build a fabric from a file or a bundled topology."""
    from service.cli.fabrics import load
    from service.experiments.fabric_bundled import BUNDLED, bundled
    from service.experiments.fabric_file import read

    if source in BUNDLED:
        file = bundled(source)
    else:
        file = read(source, Path(source).read_text(encoding="utf-8"))
    with output.connected(url) as client:
        typer.echo(load(client, file, fabric or file.fabric), nl=False)


@fabric_app.command("export")
@command
def fabric_export(fabric: Annotated[str, typer.Argument(help="A fabric.")], url: Url = "") -> None:
    """Print a fabric as one YAML file that rebuilds it identically."""
    from service.cli.fabrics import export

    with output.connected(url) as client:
        typer.echo(export(client, fabric), nl=False)


@fabric_app.command("call")
@command
def fabric_call(
    fabric: Annotated[str, typer.Argument(help="A fabric.")],
    op: Annotated[str, typer.Argument(help="An operation, e.g. bind_vppb.")],
    fields: Annotated[list[str] | None, typer.Argument(help="Fields, e.g. switch=sw0.")] = None,
    *,
    as_json: Json = False,
    url: Url = "",
) -> None:
    """Ask the fabric manager: `fabric call lab unbind_vppb switch=sw0 vcs_id=0 vppb_id=0`."""
    from service.cli.fabrics import call_plant

    with output.connected(url) as client:
        call_plant(client, fabric, op, fields or [], as_json=as_json)


@app.command()
@command
def conform(
    paths: Annotated[list[Path], typer.Argument(help="Corpus files or folders.")],
    json_out: Annotated[Path | None, typer.Option("--json", help="Write every verdict.")] = None,
    form: Annotated[
        Literal["kernel", "ltp", "rfc", "models"] | None,
        typer.Option("--format", help="Instead of the folder's name."),
    ] = None,
    divergences: Annotated[
        Path, typer.Option("--divergences", help="Cases that differ, with argument and source.")
    ] = Path("docs/divergences.yaml"),
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=64, help="Processes; each replays whole files.")
    ] = 1,
) -> None:
    """Replay conformance corpora against the engine; exit code 0 if nothing failed."""
    from service.cli.conforming import conform as replay

    replay(paths, form, divergences, json_out, jobs)


@app.command()
@command
def emulate(  # noqa: PLR0913, PLR0917 - an option for each property of the device
    name: Annotated[str, typer.Argument(help="cxl_mempolicy or cxl_compression.")],
    host: Annotated[str, typer.Argument(help="A host.")],
    pdev: Annotated[str, typer.Argument(help="A PCI function of it, e.g. 0000:01:00.0.")],
    grpc: Annotated[str, typer.Option("--grpc", help="HOST:PORT.")] = "127.0.0.1:50051",
    capacity: Annotated[
        int, typer.Option("--capacity", min=0, help="Bytes behind compressed RAM.")
    ] = 64 << 20,
    low_free: Annotated[
        int, typer.Option("--low-free", min=0, help="Fewer free bytes raise vector 12.")
    ] = 8 << 20,
    high_free: Annotated[
        int, typer.Option("--high-free", min=0, help="More free bytes raise vector 13.")
    ] = 16 << 20,
    latency_ms: Annotated[
        int, typer.Option("--latency-ms", min=0, max=60_000, help="Of an interrupt.")
    ] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the compression ratios.")] = 0,
    flush_interval_ms: Annotated[
        int, typer.Option("--flush-interval-ms", min=1, max=3_600_000, help="Module parameter.")
    ] = 1000,
    *,
    as_coded: Annotated[
        bool, typer.Option("--as-coded", help="Where text and code of a patch differ.")
    ] = False,
    url: Url = "",
) -> None:
    """Run a sample driver of patches 26 and 27 as a process, over the public API only."""
    from service.cli.driving import Device
    from service.cli.driving import emulate as run

    device = Device(capacity, low_free, high_free, latency_ms, seed, flush_interval_ms)
    run(name, host, pdev, grpc, url, device, as_coded=as_coded)


@app.command()
@command
def bench(
    name: Annotated[str, typer.Argument(help="engine, grpc, drivers, fabric or whatif.")],
    json_out: Annotated[Path | None, typer.Option("--json", help="Write the figures.")] = None,
) -> None:
    """Measure, as ratios to a bare equivalent in the same run: one line a figure."""
    from service.cli.benching import bench as measure

    measure(name, json_out)


@journal_app.command("verify")
@command
def journal_verify(database_url: Database = None) -> None:
    """Replay every journal of the database and compare answers, digests and snapshots."""
    from service.cli.serving import verify

    verify(database_url)


@config_app.command("show")
@command
def config_show() -> None:
    """Show every setting, its value and where it comes from."""
    from service.cli.serving import show_settings

    typer.echo(show_settings(), nl=False)
