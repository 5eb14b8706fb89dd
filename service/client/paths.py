"""Operation -> method and path, for the client and for whoever prints requests (curl, docs).

The service has its own route table; a test holds the two against each other.
"""

from __future__ import annotations

import json
import shlex
from typing import Any, Final, NamedTuple
from urllib.parse import quote


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


_HOST: Final = "/v1/hosts/{host}"
_TASK: Final = f"{_HOST}/tasks/{{pid}}"
_NODE: Final = f"{_HOST}/nodes/{{nid}}"
_FABRIC: Final = "/v1/fabrics/{fabric}"

_TASK_VERBS: Final = (
    "exit_task",
    "fork",
    "sched_setaffinity",
    "setuid",
    "set_mempolicy",
    "get_mempolicy",
    "mbind",
    "set_mempolicy_home_node",
    "migrate_pages",
    "move_pages",
    "mmap",
    "munmap",
    "touch",
    "file_read",
    "file_write",
)
_HOST_VERBS: Final = ("alloc_pages", "free_pages", "run", "advance", "drop_caches")
_NODE_VERBS: Final = (
    "node_private_register",
    "node_private_set_ops",
    "node_private_clear_ops",
    "node_private_unregister",
    "add_memory_driver_managed",
    "add_private_memory_driver_managed",
    "offline_and_remove_private_memory",
)
_MEMORY_VERBS: Final = (
    "online_pages",
    "offline_pages",
    "remove_memory",
    "offline_and_remove_memory",
)
#: operations whose verb is not their name
_OTHER_VERBS: Final = {"exit_task": "exit"}

#: Commands of a host: fields that stand in the path are left out of the body.
COMMAND_ROUTES: Final[dict[str, Route]] = {
    "create_task": Route("POST", f"{_HOST}/tasks"),
    "create_file": Route("POST", f"{_HOST}/files"),
    "unlink_file": Route("POST", f"{_HOST}/files:unlink"),
    **{op: Route("POST", f"{_TASK}:{_OTHER_VERBS.get(op, op)}") for op in _TASK_VERBS},
    **{op: Route("POST", f"{_HOST}:{op}") for op in _HOST_VERBS},
    **{op: Route("POST", f"{_NODE}:{op}") for op in _NODE_VERBS},
    **{op: Route("POST", f"{_HOST}/memory:{op}") for op in _MEMORY_VERBS},
}

#: Configuration, batch and events.
OTHER_ROUTES: Final[dict[str, Route]] = {
    "create_fabric": Route("POST", "/v1/fabrics"),
    "update_fabric": Route("PATCH", _FABRIC),
    "delete_fabric": Route("DELETE", _FABRIC),
    "create_host": Route("POST", f"{_FABRIC}/hosts"),
    "update_host": Route("PATCH", _HOST),
    "delete_host": Route("DELETE", _HOST),
    "import_host": Route("POST", f"{_FABRIC}:import"),
    "batch": Route("POST", f"{_HOST}:batch"),
    "list_events": Route("GET", f"{_FABRIC}/events"),
}

#: Reads.
READ_ROUTES: Final[dict[str, Route]] = {
    "list_fabrics": Route("GET", "/v1/fabrics"),
    "get_fabric": Route("GET", _FABRIC),
    "list_hosts": Route("GET", "/v1/hosts"),
    "get_host": Route("GET", _HOST),
    "list_nodes": Route("GET", f"{_HOST}/nodes"),
    "get_node": Route("GET", _NODE),
    "list_zonelists": Route("GET", f"{_HOST}/zonelists"),
    "zoneinfo": Route("GET", f"{_HOST}/zoneinfo"),
    "numastat": Route("GET", f"{_HOST}/numastat"),
    "get_sysfs": Route("GET", f"{_HOST}/sysfs"),
    "list_tasks": Route("GET", f"{_HOST}/tasks"),
    "get_task": Route("GET", _TASK),
    "numa_maps": Route("GET", f"{_TASK}/numa_maps"),
    "list_memory_blocks": Route("GET", f"{_HOST}/memory_blocks"),
    "list_files": Route("GET", f"{_HOST}/files"),
    "list_allocations": Route("GET", f"{_HOST}/allocations"),
    "list_buses": Route("GET", f"{_FABRIC}/buses"),
    "list_ports": Route("GET", f"{_FABRIC}/ports"),
    "list_memdevs": Route("GET", f"{_FABRIC}/memdevs"),
    "list_decoders": Route("GET", f"{_FABRIC}/decoders"),
    "list_regions": Route("GET", f"{_FABRIC}/regions"),
    "list_models": Route("GET", "/v1/models"),
    "get_model": Route("GET", "/v1/models/{model}"),
    "list_limits": Route("GET", "/v1/limits"),
    "list_reasons": Route("GET", "/v1/reasons"),
    "get_reason": Route("GET", "/v1/reasons/{reason}"),
}

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
