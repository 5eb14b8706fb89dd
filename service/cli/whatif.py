"""What-ifs on the command line: reads of the past, forks, replays, and their reports as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import typer

from service.cli import output
from service.client import Client
from service.client.paths import ROUTES
from service.client.requests import Request, new_key, object_of

Json = dict[str, Any]

#: words of `show` -> operation
SHOWN: Final = {
    "host": "get_host",
    "tasks": "list_tasks",
    "task": "get_task",
    "numa_maps": "numa_maps",
    "nodes": "list_nodes",
    "zonelists": "list_zonelists",
    "zoneinfo": "zoneinfo",
    "numastat": "numastat",
    "sysfs": "get_sysfs",
    "memory_blocks": "list_memory_blocks",
    "files": "list_files",
    "allocations": "list_allocations",
    "sysram_devices": "list_sysram_devices",
    "pci_devices": "list_pci_devices",
}
_OF_TASK: Final = frozenset({"task", "numa_maps"})


def show_host(
    client: Client, host: str, what: str, pid: int | None, at: dict[str, int]
) -> Json | list[Json]:
    """A read of a host, now or then."""
    if what not in SHOWN:
        output.fail(output.EXIT_USAGE, f"nothing called {what}; there are {', '.join(SHOWN)}")
    params: Json = {"host": host, **at}
    if what in _OF_TASK:
        if pid is None:
            output.fail(output.EXIT_USAGE, f"{what} needs --pid")
        params["pid"] = pid
    operation = SHOWN[what]
    if operation.startswith("get_"):
        return client.get(operation, **params)
    return list(client.items(operation, **params))


def _post(client: Client, operation: str, path: Json, body: Json) -> Json:
    request = Request(
        "POST", ROUTES[operation].fill(path), body, headers={"Idempotency-Key": new_key()}
    )
    return object_of(client.send(request))


def _texts(at: dict[str, int]) -> Json:
    return {name: str(value) for name, value in at.items()}


def fork_host(
    client: Client, host: str, name: str, model: str, at: dict[str, int], *, as_json: bool
) -> None:
    """Forks a host and says what differs under its model."""
    body: Json = {"name": name, **_texts(at)}
    if model:
        body["kernel_model"] = model
    answer = _post(client, "fork_host", {"host": host}, body)
    if as_json:
        output.print_json(answer)
        return
    typer.echo(f"{answer['decided_by']['sentence']}; it runs {answer['model']}")
    if "report" in answer:
        typer.echo(report_text(answer["report"]), nl=False)


def replay_host(
    client: Client, host: str, models: Sequence[str], at: dict[str, int], *, as_json: bool
) -> None:
    """Replays a host's history and prints what differs."""
    body = {"models": [each for each in models if each], **_texts(at)}
    answer = _post(client, "replay_host", {"host": host}, body)
    if as_json:
        output.print_json(answer)
    else:
        typer.echo(report_text(answer), nl=False)


def report_text(report: Json) -> str:
    """A replay as lines: each command that is answered differently, then the end under each."""
    width = max(len(each["model"]) for each in report["models"])
    lines = [
        (
            f"{report['nr_commands']} commands of {report['host']} up to revision"
            f" {report['revision']}; {report['nr_differing']} are answered differently"
        )
    ]
    for row in report["differences"]:
        seen = "" if row["uapi"] else "  (not seen by user space)"
        lines += ["", f"{row['revision']:>6} {row['op']} {row['command']}{seen}"]
        for each in row["answers"]:
            star = "*" if each.get("inferred_cells") else ""
            lines.append(f"         {each['model']:{width}}  {each['result']}{star}")
            if each.get("sentence"):
                source = each["source"]
                lines.append(f"         {'':{width}}  {each['sentence']} [{source}]")
    lines += ["", "at the end:"]
    for each in report["models"]:
        lines.append(
            f"  {each['model']:{width}}  {each['nr_differing']} answers differ, {each['nr_errno']}"
            f" errnos, {each['nr_refused']} refused, {each['oom_kills']} OOM kills"
        )
        lines += [_node(node) for node in each["nodes"]]
        if each.get("standard_answers"):
            asked = ", ".join(each["standard_answers"])
            lines.append(f"      drivers were never asked this, and got the usual answer: {asked}")
    return "\n".join(lines) + "\n"


def _node(node: Json) -> str:
    kind = "private" if "N_MEMORY_PRIVATE" in node["states"] else ""
    return (
        f"      node {node['nid']} {kind:7} free {node['free_pages']} of {node['total_pages']},"
        f" hit {node['numa_hit']} miss {node['numa_miss']} foreign {node['numa_foreign']}"
        f" refused {node['private_refused']}"
    )


def scenario_counters(file: Path, labels: Sequence[str], *, as_json: bool) -> None:
    """A scenario under models: what they answer differently, and where that ends, in numbers."""
    from service.experiments.scenario_load import load_scenario, unknown_model
    from service.experiments.scenario_replay import scenario_reports
    from service.experiments.scenario_yaml import read_text

    for label in labels:
        if why := unknown_model(label):
            output.fail(output.EXIT_USAGE, why)
    loaded = load_scenario(file.name, read_text(file))
    reports = [
        each.model_dump(mode="json", exclude_none=True)
        for each in scenario_reports(loaded, tuple(labels) or loaded.scenario.models)
    ]
    if as_json:
        output.print_json(reports)
        return
    for each in reports:
        typer.echo(report_text(each), nl=False)
