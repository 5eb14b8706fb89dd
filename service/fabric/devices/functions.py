"""The PCI functions of a host: those of its memdevs, and what was said of them."""

from __future__ import annotations

from typing import Final

from service.fabric.devices.commands import PciDeviceAdd
from service.fabric.devices.state import PciDevice
from service.fabric.state import HostEntry

#: fields of PciDeviceAdd that a function has by default
_DEFAULTS: Final = ("id", "payload_size", "media_operations", "nr_vectors")


def functions(entry: HostEntry) -> dict[str, PciDevice]:
    """PCI address -> function; an enumerated memdev has one, with the usual capabilities."""
    found: dict[str, PciDevice] = {}
    fields = PciDeviceAdd.model_fields
    usual = {name: fields[name].default for name in _DEFAULTS}
    for memdev in () if entry.cxl is None else entry.cxl.topology.memdevs:
        if memdev.pci:
            found[memdev.pci] = PciDevice(memdev.pci, memdev.name, **usual)
    return {**found, **entry.devices.pdevs}
