"""`cxltwin import`: files of a real machine, or a scenario file, into a running service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from service.client import Client, ImportedFile, Problem
from service.experiments.scenario_load import load_scenario

_SCENARIO_ENDINGS = frozenset({".yaml", ".yml"})


def import_into(client: Client, fabric: str, host: str, model: str, files: Sequence[Path]) -> str:
    """Makes the host, in a fabric made where missing; what was read, as text.

    Nothing is left behind by an import that is refused.
    """
    texts = [ImportedFile(path.name, path.read_text(encoding="utf-8")) for path in files]
    made = _make_fabric(client, fabric)
    try:
        if all(path.suffix in _SCENARIO_ENDINGS for path in files):
            return _import_scenario(client, fabric, host, model, texts)
        report = client.import_host(fabric, host, model, texts)
    except Problem:
        if made:
            client.delete_fabric(fabric)
        raise
    return report_text(host, model, report)


def _make_fabric(client: Client, fabric: str) -> bool:
    try:
        client.create_fabric(fabric)
    except Problem as problem:
        if problem.reason != "ALREADY_EXISTS":
            raise
        return False
    return True


def _import_scenario(
    client: Client, fabric: str, host: str, model: str, texts: Sequence[ImportedFile]
) -> str:
    """The machines of scenario files, as they boot; with several, each has its name appended."""
    lines: list[str] = []
    for name, text in texts:
        loaded = load_scenario(name, text)
        several = len(loaded.names) > 1 or len(texts) > 1
        for machine, names in loaded.names.items():
            topology = names.topology().model_dump(mode="json", exclude_none=True)
            full = f"{host}-{machine}" if several else host
            client.create_host(fabric, full, model, topology=topology)
            lines.append(f"host {full} runs {model}: {machine} of {name}")
    return "\n".join(lines) + "\n"


def report_text(host: str, model: str, report: dict[str, Any]) -> str:
    """What an import read, assumed and left out, and whether the lists come out as recorded."""
    lines = [f"host {host} runs {model}"]
    lines += [f"  read     {each['name']}: {each['kind']}" for each in report["files"]]
    lines += [f"  assumed  {text}" for text in report.get("assumed", ())]
    lines += [f"  ignored  {text}" for text in report.get("ignored", ())]
    if report.get("private_nodes"):
        lines.append(f"  private nodes {report['private_nodes']}")
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
