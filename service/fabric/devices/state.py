"""What devices of a host hold: sysram devices, claimed ranges, PCI functions and their drivers.

Only the undo log changes it, like the memory of the host.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.mm.commands.private import OnlineType


class Sysram(msgspec.Struct, frozen=True, array_like=True):
    """struct cxl_sysram (patches 24, 25). `start`, `size`: the aligned range, in bytes."""

    region: str
    private: bool
    online_type: OnlineType
    start: int
    size: int
    nid: int
    mgid: int
    #: the node got its memory type from this device
    typed: bool
    last_hotplug_cmd: OnlineType = "offline"
    #: its resource is claimed: the memory is hotplugged, as far as the driver knows
    plugged: bool = False

    @property
    def number(self) -> int:
        """N of `regionN`."""
        return int(self.region.removeprefix("region"))

    @property
    def device(self) -> str:
        """`sysram_regionN`."""
        return f"sysram_{self.region}"

    @property
    def res_name(self) -> str:
        """The name of its range in /proc/iomem."""
        return f"cxl_sysram{self.number}"


class Kmem(msgspec.Struct, frozen=True, array_like=True):
    """Memory of a dax device that kmem has plugged: `state` as its file says it."""

    region: str
    state: str
    start: int
    size: int
    mgid: int


class Resource(msgspec.Struct, frozen=True, array_like=True):
    """A claimed range of /proc/iomem: [start, end) in bytes."""

    start: int
    end: int
    name: str


class PciDevice(msgspec.Struct, frozen=True, array_like=True):
    """A PCI function, the memdev behind it, and the driver that is bound ("": none)."""

    pdev: str
    memdev: str
    id: str
    payload_size: int
    media_operations: bool
    nr_vectors: int
    driver: str = ""


class DriverContext(msgspec.Struct, frozen=True, array_like=True):
    """The context of a sample driver, by pci_dev.

    `nid` is -1 until its node is set up; `cxlr` and `cxled` are the region and the endpoint decoder
    that it made itself; `converted` are the regions it took over, with their nodes.
    """

    nid: int = -1
    cxlr: str = ""
    cxled: str = ""
    converted: tuple[tuple[str, int], ...] = ()
    #: ranges of one flush command, and whether the device has media operations
    buf_max: int = 0
    media_ops: bool = False


class Flusher(msgspec.Struct, frozen=True, array_like=True):
    """The flush thread of a converted region, and the record bitmap of its pages (patch 27)."""

    pdev: str
    region: str
    nid: int
    nr_pages: int
    buf_max: int
    media_operations: bool

    @property
    def name(self) -> str:
        """The name of the thread."""
        return f"cxl-flush/{self.nid}"


class HostDevices:
    """All devices of one host."""

    __slots__ = (
        "actions",
        "contexts",
        "flushers",
        "irqs",
        "kmem",
        "params",
        "pdevs",
        "resources",
        "sysrams",
    )

    def __init__(self) -> None:
        self.sysrams: dict[str, Sysram] = {}
        self.resources: dict[int, Resource] = {}
        #: region -> what kmem has plugged of it
        self.kmem: dict[str, Kmem] = {}
        self.pdevs: dict[str, PciDevice] = {}
        self.contexts: dict[str, DriverContext] = {}
        #: region -> its flush thread, while it runs
        self.flushers: dict[str, Flusher] = {}
        #: (pdev, vector) -> node that the handler acts on
        self.irqs: dict[tuple[str, int], int] = {}
        #: region -> its devm actions, oldest first
        self.actions: dict[str, tuple[str, ...]] = {}
        #: module parameter -> value
        self.params: dict[str, int] = dict(MODULE_PARAMS)


#: module parameters and their defaults (patch 27)
MODULE_PARAMS: Final[dict[str, int]] = {
    "cxl_compression.flush_buf_size": 0,
    "cxl_compression.flush_interval_ms": 1000,
}


def as_data(devices: HostDevices) -> dict[str, Any]:
    """The devices as plain data, in order."""
    kmem = [row for _, row in sorted(devices.kmem.items())]
    return {
        **({"kmem": kmem} if kmem else {}),
        "sysrams": [row for _, row in sorted(devices.sysrams.items())],
        "resources": [row for _, row in sorted(devices.resources.items())],
        "pdevs": [row for _, row in sorted(devices.pdevs.items())],
        "contexts": sorted(devices.contexts.items()),
        "flushers": [row for _, row in sorted(devices.flushers.items())],
        "irqs": sorted((*key, nid) for key, nid in devices.irqs.items()),
        "actions": sorted(devices.actions.items()),
        "params": sorted(devices.params.items()),
    }


def from_data(data: dict[str, Any]) -> HostDevices:
    """The devices behind `as_data`."""
    devices = HostDevices()
    convert = msgspec.convert
    devices.sysrams = {row.region: row for row in convert(data["sysrams"], list[Sysram])}
    devices.resources = {row.start: row for row in convert(data["resources"], list[Resource])}
    devices.kmem = {row.region: row for row in convert(data.get("kmem", []), list[Kmem])}
    devices.pdevs = {row.pdev: row for row in convert(data["pdevs"], list[PciDevice])}
    devices.contexts = dict(convert(data["contexts"], list[tuple[str, DriverContext]]))
    devices.flushers = {row.region: row for row in convert(data["flushers"], list[Flusher])}
    devices.irqs = {(pdev, vector): nid for pdev, vector, nid in data["irqs"]}
    devices.actions = {region: tuple(names) for region, names in data["actions"]}
    devices.params = dict(MODULE_PARAMS) | dict(data["params"])
    return devices
