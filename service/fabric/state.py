"""The state of one fabric: its hosts, what each sees of CXL, and the plant below them."""

from __future__ import annotations

from typing import Any

from service.cxl import codec as cxl_codec
from service.cxl.commands import CxlInventory
from service.cxl.composition import Composition
from service.cxl.describe import describe
from service.cxl.plant import Plant
from service.cxl.rebuild import rebuild
from service.cxl.relist import relist
from service.cxl.state import CxlState
from service.fabric.devices.state import HostDevices
from service.mm.commands.topology import Topology
from service.mm.state import HostState

Value = str | int | None
Rows = tuple[tuple[Value, ...], ...]


class HostEntry:
    """A host and its configuration. `generation` counts configuration changes, `revision` all."""

    __slots__ = (
        "_described",
        "_encoded",
        "_rebuilt",
        "auto_run",
        "boot",
        "created_revision",
        "cxl",
        "description",
        "devices",
        "generation",
        "host",
        "imported",
        "kernel_model",
        "knobs",
        "origin",
        "powered",
        "projected",
        "revision",
        "state",
        "viewed",
    )

    def __init__(self, host: str, kernel_model: str, state: HostState) -> None:
        self.host = host
        self.kernel_model = kernel_model
        self.knobs: dict[str, str] = {}
        self.description = ""
        self.auto_run = False
        self.powered = True
        #: the machine that boots; None in snapshots of before there were reboots
        self.boot: Topology | None = None
        self.generation = 1
        self.revision = 0
        self.created_revision = 0
        #: of a fork: its source and the revision at which it was forked (0: as it stood then)
        self.origin: tuple[str, int] | None = None
        #: what an import read from `cxl list`
        self.imported = CxlInventory()
        #: the last answer of `inventory` and the state that it was made from
        self._described: tuple[CxlState, CxlInventory] | None = None
        #: what an imported machine first showed, made from its listing
        self._rebuilt: CxlInventory | None = None
        #: the last answer of `cxl_bytes` and the state that it was made from
        self._encoded: tuple[CxlState, bytes] | None = None
        #: the last projected rows of the inventory, and what they were made from
        self.projected: tuple[CxlInventory, dict[str, Rows]] | None = None
        #: views of the inventory by kind, in order, and what they were made from
        self.viewed: dict[str, tuple[CxlInventory, tuple[object, ...]]] = {}
        self.state = state
        #: the CXL hierarchy that the host sees; None where nothing is known of it
        self.cxl: CxlState | None = None
        self.devices = HostDevices()

    @property
    def inventory(self) -> CxlInventory:
        """What `cxl list` shows on the host."""
        if self.cxl is None:
            return self.imported
        if self._described is None or self._described[0] is not self.cxl:
            found = describe(self.cxl)
            if self.imported.buses:
                found = relist(self.imported, self._first(), found)
            self._described = self.cxl, found
        return self._described[1]

    def _first(self) -> CxlInventory:
        """What an imported machine showed before anything was done to it, in our words."""
        if self._rebuilt is None:
            self._rebuilt = describe(rebuild(self.imported, {}, "7.3"))
        return self._rebuilt

    @property
    def cxl_bytes(self) -> bytes | None:
        """The CXL side for snapshots and hashes; kept, for most steps leave it as it is."""
        if self.cxl is None:
            return None
        if self._encoded is None or self._encoded[0] is not self.cxl:
            self._encoded = self.cxl, cxl_codec.encode(self.cxl)
        return self._encoded[1]

    @property
    def bridges(self) -> dict[int, int]:
        """Host bridge UID -> number of root ports."""
        ports = () if self.cxl is None else self.cxl.topology.ports
        return {port.uid: port.nr_dports for port in ports if port.parent is None}


class FabricState:
    """One fabric. It exists (`created`) from its first command on; `revision` is its last one."""

    __slots__ = (
        "compositions",
        "created",
        "description",
        "fabric",
        "generation",
        "hosts",
        "now_ns",
        "own_revision",
        "plant",
        "projected",
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
        #: simulated time, for leases
        self.now_ns = 0
        self.compositions: dict[str, Composition] = {}
        #: switches, devices and cables
        self.plant = Plant()
        #: table of the plant -> the objects that its last projected rows were made from, and these
        self.projected: dict[str, tuple[tuple[Any, ...], Rows]] = {}
