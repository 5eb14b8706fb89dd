"""Operation -> method and path, for the client and for whoever prints requests (curl, docs)."""

from __future__ import annotations

import json
import shlex
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from service.client.routes import COMMANDS, OTHERS, READS


class Route(NamedTuple):
    """An operation: its method and path template."""

    method: str
    template: str

    @property
    def params(self) -> tuple[str, ...]:
        """Names between braces, in order."""
        return tuple(part.partition("}")[0] for part in self.template.split("{")[1:])

    def fill(self, params: dict[str, Any]) -> str:
        """The path with its parameters. Refuses (KeyError): one is missing."""
        path = self.template
        for name in self.params:
            path = path.replace("{" + name + "}", quote(str(params[name]), safe=""), 1)
        return path


def _routes(table: dict[str, tuple[str, str]]) -> dict[str, Route]:
    return {op: Route(*route) for op, route in table.items()}


#: Commands of a host: fields that stand in the path are left out of the body.
COMMAND_ROUTES: Final[dict[str, Route]] = _routes(COMMANDS)
#: Reads.
READ_ROUTES: Final[dict[str, Route]] = _routes(READS)
#: Configuration, batch and events.
OTHER_ROUTES: Final[dict[str, Route]] = _routes(OTHERS)
#: Every operation of the service by its operation id.
ROUTES: Final[dict[str, Route]] = {**COMMAND_ROUTES, **OTHER_ROUTES, **READ_ROUTES}


class PlainRequest(NamedTuple):
    """A request as text for people: method, path, JSON body."""

    method: str
    path: str
    body: dict[str, Any] | None

    def curl(self, url: str = "") -> str:
        """The request as a shell command."""
        address = shlex.quote(f"{url}{self.path}")
        if self.body is None:
            return f"curl -s {address}"
        return f"curl -s {address} --json {shlex.quote(json.dumps(self.body))}"


def command_request(host: str, op: str, fields: dict[str, Any]) -> PlainRequest:
    """The request of a command: what stands in the path is left out of the body."""
    route = COMMAND_ROUTES[op]
    path = route.fill({**fields, "host": host})
    body = {name: value for name, value in fields.items() if name not in route.params}
    return PlainRequest(route.method, path, body)


def read_request(name: str, params: dict[str, Any]) -> PlainRequest:
    """The request of a read; parameters that are not in the path stand in the query."""
    route = READ_ROUTES[name]
    rest = {key: value for key, value in params.items() if key not in route.params}
    query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in rest.items())
    return PlainRequest(route.method, route.fill(params) + (f"?{query}" if query else ""), None)
