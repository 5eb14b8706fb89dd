"""Devices of a host as one reads them."""

from __future__ import annotations

from collections.abc import Sequence

from service.bounded import to_hex
from service.fabric.devices.commands import PciDeviceView, SysramView
from service.fabric.devices.functions import functions
from service.fabric.devices.state import DriverContext
from service.fabric.devices.sysram import CHILD_RESOURCE
from service.fabric.state import HostEntry


def sysram_devices(entry: HostEntry) -> Sequence[SysramView]:
    """The sysram devices, by region."""
    return [
        SysramView(
            region=each.region,
            device=each.device,
            private=each.private,
            plugged=each.plugged,
            online_type=each.online_type,
            last_hotplug_cmd=each.last_hotplug_cmd,
            nid=each.nid,
            start=to_hex(each.start),
            size=each.size,
            mgid=each.mgid,
            res_name=each.res_name,
            child_res=CHILD_RESOURCE if each.plugged else None,
        )
        for each in sorted(entry.devices.sysrams.values(), key=lambda each: each.number)
    ]


def pci_devices(entry: HostEntry) -> Sequence[PciDeviceView]:
    """The PCI functions, their drivers and what these hold."""
    devices = entry.devices
    found = []
    for _, each in sorted(functions(entry).items()):
        context = devices.contexts.get(each.pdev, DriverContext())
        vectors = sorted(vector for pdev, vector in devices.irqs if pdev == each.pdev)
        found.append(
            PciDeviceView(
                pdev=each.pdev,
                memdev=each.memdev,
                id=each.id,
                driver=each.driver or None,
                payload_size=each.payload_size,
                media_operations=each.media_operations,
                nr_vectors=each.nr_vectors,
                vectors=tuple(vectors),
                nid=context.nid if context.nid >= 0 else None,
                owned_region=context.cxlr or None,
                converted=tuple(region for region, _ in context.converted),
            )
        )
    return found
