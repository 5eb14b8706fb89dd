"""A running service as a scenario target, over REST."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from service.client import Client, Options, Problem
from service.experiments.scenario import ModelChoice
from service.experiments.scenario_drivers import PlayedDrivers
from service.experiments.scenario_expect import Json
from service.experiments.scenario_run import TargetRefused
from service.mm.commands import Command
from service.mm.commands.topology import Topology

#: members of an answer that belong to the service, not to the simulated kernel
_ENVELOPE: Final = frozenset({"fabric", "host", "model", "revision", "host_revision"})


class RestTarget:
    """Hosts of one model in a fabric made for the run and removed after it.

    Host names are unique in a service, so they carry the name of the fabric.
    """

    def __init__(
        self, client: Client, choice: ModelChoice, *, keep: bool = False, explain: bool = False
    ) -> None:
        self._client = client
        self._choice = choice
        self._keep = keep
        self._options = Options(explain=explain)
        self._hosts: list[str] = []
        self.fabric = f"scenario-{secrets.token_hex(4)}"
        with _refusals():
            client.create_fabric(self.fabric, f"scenario run under {choice.label}")

    def name(self, host: str) -> str:
        """The name of a scenario host in the service."""
        return f"{self.fabric}-{host}"

    def boot(self, host: str, topology: Topology) -> None:
        """Creates a host of the model."""
        with _refusals():
            self._client.create_host(
                self.fabric,
                self.name(host),
                self._choice.model,
                knobs=self._choice.knobs,
                topology=topology.model_dump(mode="json", exclude_none=True),
            )
        self._hosts.append(self.name(host))

    def play(self, drivers: PlayedDrivers) -> None:
        """A service asks drivers that attach to it, not those of a file. Refuses: TargetRefused."""
        del drivers
        raise TargetRefused("DRIVER_FAILED", "this file plays its drivers itself: run it --local")

    def call(self, host: str, command: Command) -> Json:
        """One command."""
        fields = command.model_dump(mode="json", exclude_unset=True)
        with _refusals():
            name = self.name(host)
            raw = self._client.call(name, command.op, options=self._options, **fields).raw
        return {name: value for name, value in raw.items() if name not in _ENVELOPE}

    def read(self, host: str, kind: str, args: Json) -> Json:
        """One read."""
        with _refusals():
            return _READS[kind](self._client, self.name(host), args)

    def close(self) -> None:
        """Removes the hosts and the fabric."""
        if self._keep:
            return
        with _refusals():
            for host in self._hosts:
                self._client.delete_host(host)
            self._client.delete_fabric(self.fabric)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        raise TargetRefused(problem.reason, problem.detail) from None


def _list(operation: str, **fields: str) -> Callable[[Client, str, Json], Json]:
    """A list, narrowed by the view fields whose argument is given."""

    def read(client: Client, host: str, args: Json) -> Json:
        params: dict[str, Any] = {"host": host, **({"pid": args["pid"]} if "pid" in args else {})}
        wanted = {field: args[name] for field, name in fields.items() if name in args}
        items = client.items(operation, **params)
        return {
            "items": [
                item
                for item in items
                if all(item.get(field) == value for field, value in wanted.items())
            ]
        }

    return read


_READS: Final[dict[str, Callable[[Client, str, Json], Json]]] = {
    "zonelists": _list("list_zonelists", nid="node"),
    "nodes": _list("list_nodes", nid="node"),
    "numastat": _list("numastat", nid="node"),
    "numa_maps": _list("numa_maps", area="area"),
    "file": _list("list_files", file="file"),
    "sysfs": lambda client, host, _: client.get("get_sysfs", host=host),
    "task": lambda client, host, args: client.get("get_task", host=host, pid=args["pid"]),
}
