"""The demo fabric: three hosts of one topology under three models, loaded over the public API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from service.client import Call, Client, Problem
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import LoadedScenario, load_scenario

FABRIC: Final = "demo"
#: host -> kernel model
HOSTS: Final[dict[str, str]] = {
    "june": "thread-2026-06",
    "v4": "rfc-v4",
    "lists": "list-isolation",
}


def demo_scenario() -> LoadedScenario:
    """The scenario whose set-up the demo hosts have behind them."""
    return load_scenario(FOUR_LISTS, bundled(FOUR_LISTS))


def load_demo(client: Client, *, reset: bool, say: Callable[[str], None]) -> None:
    """Makes the demo fabric where it is missing; with `reset` anew.

    Each step may have been taken before (a run that was interrupted): it is then left as it is.
    """
    present = {item["host"] for item in client.items("list_hosts", fabric=FABRIC)}
    if reset:
        for host in sorted(present):
            client.delete_host(host)
        present = set()
        if _exists(client):
            client.delete_fabric(FABRIC)
    if not _exists(client):
        client.create_fabric(FABRIC, "Three hosts of one topology, three kernel models")
    for host, model in HOSTS.items():
        elsewhere = _elsewhere(client, host)
        if elsewhere is not None:
            say(f"host {host} is one of fabric {elsewhere}: the demo goes on without it")
            continue
        if host in present and _is_set_up(client, host):
            continue
        if host in present:
            client.delete_host(host)
        _make_host(client, host, model)
        say(f"host {host} runs {model}")


def _exists(client: Client) -> bool:
    try:
        client.get("get_fabric", fabric=FABRIC)
    except Problem as problem:
        if problem.reason != "UNKNOWN_FABRIC":
            raise
        return False
    return True


def _elsewhere(client: Client, host: str) -> str | None:
    """The other fabric that has a host of this name: names are unique in the service."""
    try:
        fabric = str(client.get("get_host", host=host)["fabric"])
    except Problem as problem:
        if problem.reason != "UNKNOWN_HOST":
            raise
        return None
    return None if fabric == FABRIC else fabric


def _is_set_up(client: Client, host: str) -> bool:
    """Whether the host got past its set-up; what a user made of it since is the user's."""
    revisions = client.get("get_host", host=host)
    return bool(revisions["host_revision"] != revisions["created_revision"])


def _make_host(client: Client, host: str, model: str) -> None:
    loaded = demo_scenario()
    machine = next(iter(loaded.scenario.hosts))
    topology = loaded.names[machine].topology().model_dump(mode="json", exclude_none=True)
    description = loaded.scenario.hosts[machine].description
    client.create_host(
        FABRIC, host, model, topology=topology, description=description, auto_run=True
    )
    calls = [
        Call(step.command.op, step.command.model_dump(mode="json", exclude_unset=True))
        for step in loaded.steps
        if step.step.phase == "setup" and step.command is not None and step.runs_under(model)
    ]
    client.batch(host, calls, stop_on_error=True)
