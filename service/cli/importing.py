"""`cxltwin import`: files of a real machine, or a scenario file, into a running service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from service.cli.output import EXIT_USAGE, fail
from service.client import Client, ImportedFile, Problem
from service.experiments.scenario_load import load_scenario

_SCENARIO_ENDINGS = frozenset({".yaml", ".yml"})


def import_into(client: Client, fabric: str, host: str, model: str, files: Sequence[Path]) -> str:
    """Makes the host, in a fabric made where missing; what was read, as text.

    Nothing is left behind by an import that is refused.
    """
    texts = [ImportedFile(path.name, _text(path)) for path in files]
    if all(path.suffix in _SCENARIO_ENDINGS for path in files):
        machines = _machines(host, texts)
        with _all_or_nothing(client, fabric) as made:
            for machine in machines:
                client.create_host(fabric, machine.host, model, topology=machine.topology)
                made.append(machine.host)
        return "".join(f"host {each.host} runs {model}: {each.origin}\n" for each in machines)
    with _all_or_nothing(client, fabric):
        report = client.import_host(fabric, host, model, texts)
    return report_text(host, model, report)


def _text(path: Path) -> str:
    """The text of a file. Ends the command where it is not UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fail(EXIT_USAGE, f"{path.name} line {line}: not UTF-8 text (byte {error.start})")


@contextmanager
def _all_or_nothing(client: Client, fabric: str) -> Iterator[list[str]]:
    """A fabric, made where missing; what goes wrong takes it and the listed hosts away again."""
    new = _make_fabric(client, fabric)
    made: list[str] = []
    try:
        yield made
    except BaseException:
        for host in reversed(made):
            client.delete_host(host)
        if new:
            client.delete_fabric(fabric)
        raise


def _make_fabric(client: Client, fabric: str) -> bool:
    try:
        client.create_fabric(fabric)
    except Problem as problem:
        if problem.reason != "ALREADY_EXISTS":
            raise
        return False
    return True


class _Machine(NamedTuple):
    """A machine of a scenario file: the host it becomes, and what it says of itself."""

    host: str
    topology: dict[str, Any]
    origin: str


def _machines(host: str, texts: Sequence[ImportedFile]) -> list[_Machine]:
    """The machines of scenario files, as they boot; with several, each has its name appended.

    Refuses: SCENARIO_MALFORMED, before anything is made.
    """
    found: list[_Machine] = []
    for name, text in texts:
        loaded = load_scenario(name, text)
        several = len(loaded.names) > 1 or len(texts) > 1
        for machine, names in loaded.names.items():
            topology = names.topology().model_dump(mode="json", exclude_none=True)
            full = f"{host}-{machine}" if several else host
            found.append(_Machine(full, topology, f"{machine} of {name}"))
    return found


def report_text(host: str, model: str, report: dict[str, Any]) -> str:
    """What an import read, assumed and left out, and whether the lists come out as recorded."""
    lines = [f"host {host} runs {model}"]
    lines += [f"  read     {each['name']}: {each['kind']}" for each in report["files"]]
    lines += [f"  assumed  {text}" for text in report.get("assumed", ())]
    lines += [f"  ignored  {text}" for text in report.get("ignored", ())]
    if report.get("private_nodes"):
        lines.append(f"  private nodes {report['private_nodes']}")
    if report.get("cxl") == "rebuilt":
        lines.append("  cxl: rebuilt; its devices and switches are in the plant")
    elif report.get("cxl") == "listing":
        lines.append(f"  cxl: only listed: {report.get('cxl_why')}")
    verdict = {
        "equal": "equal to the recorded ones",
        "different": "not the recorded ones",
        "not_recorded": "computed; no file records them",
    }[report["fallback_orders"]]
    lines.append(f"  fallback orders: {verdict}")
    lines += [
        f"    node {row['nid']}: recorded {row['recorded']}, computed {row['computed']}"
        for row in report.get("differences", ())
    ]
    return "\n".join(lines) + "\n"
