"""The rpc table: which service answers what. Protos, handlers and tests read it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from service.edge.uses import USES
from service.edge.views import EXPERIMENT_VIEWS, VIEWS, View
from service.fabric.commands import (
    CXL_HOST_COMMANDS,
    CXL_PLANT_COMMANDS,
    FABRIC_COMMANDS,
    HOST_COMMANDS,
)
from service.fabric.devices.commands import DEVICE_COMMANDS
from service.mm.commands import COMMANDS, Command
from service.mm.commands.cram import CRAM_COMMANDS
from service.mm.commands.driver import DRIVER_COMMANDS
from service.mm.commands.private import PRIVATE_COMMANDS

Kind = Literal[
    "command",
    "create",
    "change",
    "import",
    "one",
    "list",
    "batch",
    "watch",
    "attach",
    "use",
    "fork",
    "result",
    "progress",
]

MM: Final = "cxltwin.mm.v1"
FABRIC: Final = "cxltwin.fabric.v1"
DRIVER: Final = "cxltwin.driver.v1"
EXPERIMENTS: Final = "cxltwin.experiments.v1"

#: package -> service, and what it is for
SERVICES: Final[dict[str, tuple[str, str]]] = {
    MM: (
        "MmService",
        "Simulated system calls, kernel requests and reads of a host: OK, `ret` as the kernel's.",
    ),
    FABRIC: (
        "FabricService",
        "What is configured and what can be looked at across hosts; `Watch` follows a fabric.",
    ),
    DRIVER: (
        "DriverService",
        "What a driver of private memory calls: registration, ops tables, memory hotplug.",
    ),
    EXPERIMENTS: (
        "ExperimentService",
        "Questions to all kernel models at once: runs, progress, results, the events behind.",
    ),
}


class Method(msgspec.Struct, frozen=True):
    """One rpc."""

    package: str
    rpc: str
    kind: Kind
    op: str
    command: type[Command] | None = None
    view: View | None = None

    @property
    def path(self) -> str:
        """The name on the wire."""
        return f"/{self.package}.{SERVICES[self.package][0]}/{self.rpc}"

    @property
    def request(self) -> str:
        """Full name of the request message."""
        return f"{self.package}.{self.rpc}Request"

    @property
    def response(self) -> str:
        """Full name of the response message."""
        return f"{self.package}.{self.rpc}Response"


def pascal(name: str) -> str:
    """`set_mempolicy` as `SetMempolicy`."""
    return "".join(part.capitalize() for part in name.split("_"))


def _command(package: str, op: str) -> Method:
    return Method(package, pascal(op), "command", op, HOST_COMMANDS[op])


def _view(package: str, name: str) -> Method:
    view = VIEWS[name]
    return Method(package, pascal(name), "list" if view.items else "one", name, None, view)


def _config(op: str) -> Method:
    kind: Kind = "create" if op.startswith("create_") else "change"
    return Method(FABRIC, pascal(op), kind, op, FABRIC_COMMANDS[op])


#: reads of one host that are not about its memory
_FABRIC_READS: Final = ("get_host", "get_explanation", "list_media_errors", "get_hpa", "get_dpa")

METHODS: Final[tuple[Method, ...]] = (
    *(_command(MM, op) for op in COMMANDS),
    Method(MM, "Batch", "batch", "batch"),
    *(
        _view(MM, name)
        for name, view in VIEWS.items()
        if view.level == "host" and name not in _FABRIC_READS
    ),
    *(_config(op) for op in FABRIC_COMMANDS),
    *(
        Method(FABRIC, pascal(op), "create", op, command)
        for op, command in CXL_PLANT_COMMANDS.items()
    ),
    *(
        Method(FABRIC, pascal(op), "command", op, command)
        for op, command in CXL_HOST_COMMANDS.items()
    ),
    Method(FABRIC, "Batch", "batch", "batch"),
    Method(FABRIC, "ImportHost", "import", "import_host"),
    *(
        _view(FABRIC, name)
        for name, view in VIEWS.items()
        if view.level != "host" and view not in EXPERIMENT_VIEWS
    ),
    *(_view(FABRIC, name) for name in _FABRIC_READS),
    Method(FABRIC, "Watch", "watch", "watch"),
    Method(FABRIC, "ForkHost", "fork", "fork_host"),
    *(Method(FABRIC, pascal(name), "use", name) for name in USES if "experiment" not in name),
    *(Method(EXPERIMENTS, pascal(name), "use", name) for name in USES if "experiment" in name),
    *(_view(EXPERIMENTS, view.name) for view in EXPERIMENT_VIEWS),
    Method(EXPERIMENTS, "GetExperimentResult", "result", "get_experiment_result"),
    Method(EXPERIMENTS, "WatchExperiment", "progress", "watch_experiment"),
    Method(DRIVER, "Attach", "attach", "attach"),
    *(
        _command(DRIVER, command.op)
        for command in (*PRIVATE_COMMANDS, *DRIVER_COMMANDS, *CRAM_COMMANDS)
    ),
    *(_command(DRIVER, op) for op in DEVICE_COMMANDS),
)
