"""The state of one fabric: its hosts, their configuration, and their CXL inventory."""

from __future__ import annotations

from service.cxl.commands import CxlInventory
from service.cxl.state import CxlState
from service.fabric.devices.state import HostDevices
from service.mm.state import HostState


class HostEntry:
    """A host and its configuration. `generation` counts configuration changes, `revision` all."""

    __slots__ = (
        "auto_run",
        "created_revision",
        "cxl",
        "description",
        "devices",
        "generation",
        "host",
        "inventory",
        "kernel_model",
        "knobs",
        "revision",
        "state",
    )

    def __init__(self, host: str, kernel_model: str, state: HostState) -> None:
        self.host = host
        self.kernel_model = kernel_model
        self.knobs: dict[str, str] = {}
        self.description = ""
        self.auto_run = False
        self.generation = 1
        self.revision = 0
        self.created_revision = 0
        self.inventory = CxlInventory()
        self.state = state
        #: the CXL hierarchy that the host sees; None where nothing is known of it
        self.cxl: CxlState | None = None
        self.devices = HostDevices()


class FabricState:
    """One fabric. It exists (`created`) from its first command on; `revision` is its last one."""

    __slots__ = (
        "created",
        "description",
        "fabric",
        "generation",
        "hosts",
        "own_revision",
        "revision",
    )

    def __init__(self, fabric: str) -> None:
        self.fabric = fabric
        self.created = False
        self.description = ""
        self.generation = 0
        self.revision = 0
        #: revision of the last command that changed the fabric's own configuration
        self.own_revision = 0
        self.hosts: dict[str, HostEntry] = {}
