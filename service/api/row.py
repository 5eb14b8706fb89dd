"""The type of a route: everything the router, the handlers and the OpenAPI document need of it."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from service.edge.uses import USES
from service.edge.views import View
from service.fabric.commands import HOST_COMMANDS
from service.mm.commands import Command

#: Which generic handler answers.
Kind = Literal[
    "command",
    "plant",
    "batch",
    "create",
    "update",
    "delete",
    "import",
    "list",
    "get",
    "events",
    "use",
    "fork",
    "result",
]

#: What a reader of the API page is: the second tag of every operation.
Audience = Literal["system calls", "kernel requests", "drivers", "operators", "readers"]

AUDIENCES: Final[dict[Audience, str]] = {
    "system calls": "What a process asks of its kernel; the answer has the kernel's return value.",
    "kernel requests": "What code inside the kernel asks of the page allocator and of time.",
    "drivers": "What a driver of private memory calls: registration, ops tables, memory hotplug.",
    "operators": "What is configured: fabrics, hosts, imports.",
    "readers": "What can be looked at; nothing changes.",
}

NOUNS: Final[dict[str, str]] = {
    "fabrics": "The unit of order: every committed command of a fabric has one revision.",
    "hosts": "Machines with a kernel model, NUMA nodes and tasks.",
    "tasks": "Processes: their policies, mappings and pages.",
    "files": "Files and their page cache.",
    "allocations": "Pages that kernel code holds under a label.",
    "nodes": "NUMA nodes, their zonelists, and the node_private of private ones.",
    "devices": "Devices of a host: sysram devices of CXL regions, PCI functions, their drivers.",
    "memory": "Memory blocks and their states.",
    "kernel files": "sysfs, /proc/sys/vm and the cgroup2 file system, by path.",
    "inventory": "CXL buses, ports, memdevs, decoders and regions, in the words of `cxl list`.",
    "plant": "Switches, devices and cables: what people plug together, and what fails.",
    "compositions": "Memory composed for hosts: reserved, confirmed, given back, all or none.",
    "fabric manager": "Virtual switches, logical devices and dynamic capacity: the FM API.",
    "experiments": "Questions to all kernel models at once: tables, plots, and the events behind.",
    "reference": "Kernel models, limits and the error table.",
}


class Row(msgspec.Struct, frozen=True):
    """One operation. `source` cites where the behaviour was read; `example` is a request body."""

    method: str
    path: str
    operation_id: str
    kind: Kind
    noun: str
    audience: Audience
    summary: str
    source: str = ""
    command: type[Command] | None = None
    view: View | None = None
    example: dict[str, Any] = {}

    @property
    def path_params(self) -> tuple[str, ...]:
        """Names between braces, in order."""
        return tuple(part.partition("}")[0] for part in self.path.split("{")[1:])

    @property
    def success(self) -> int:
        """The status of a request that was carried out."""
        use = USES.get(self.operation_id)
        makes = use is not None and use.place is not None
        return 201 if makes or self.kind in {"create", "import", "fork"} else 200


HOST: Final = "/v1/hosts/{host}"
TASKS: Final = HOST + "/tasks"
TASK: Final = TASKS + "/{pid}"
NODE: Final = HOST + "/nodes/{nid}"
MEMORY: Final = HOST + "/memory"
FABRIC: Final = "/v1/fabrics/{fabric}"


def call(
    template: str,
    op: str,
    noun: str,
    audience: Audience,
    summary: str,
    source: str,
    /,
    **example: Any,
) -> Row:
    """A command of a host; `example` is its body."""
    command = HOST_COMMANDS[op]
    return Row(
        "POST", template, op, "command", noun, audience, summary, source, command, None, example
    )
