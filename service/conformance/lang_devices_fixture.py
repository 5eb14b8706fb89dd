"""CXL regions and PCI functions of a case: a hierarchy in which they are programmed already.

Every region has a window of its own, so that its node may be any; a device decodes its listed
regions behind the RAM that it has left, as the format says. A device that creates a region gets the
lowest free id: of all windows only those of devices advertise low ones.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.conformance.verdict import Unsupported
from service.cxl.state import (
    Config,
    CxlState,
    EndpointDecoder,
    Region,
    SwitchDecoder,
    Target,
)
from service.cxl.topology import Memdev, Partition, Port, Topology, Window
from service.fabric.devices.state import HostDevices, PciDevice

_MIB: Final = 1 << 20
_DECODERS: Final = 16
#: ids that windows of listed regions advertise: never used
_FAR_ID: Final = 1 << 16
_REGION_KEYS: Final = frozenset(
    {
        "mode",
        "target_node",
        "start_block",
        "blocks",
        "start_offset_bytes",
        "size_bytes",
        "committed",
        "driver",
    }
)
_PCI_KEYS: Final = frozenset(
    {
        "ram_mib",
        "regions",
        "hpa_free_mib",
        "hpa_errno",
        "payload",
        "media_ops",
        "msix",
        "target_node",
        "start_block",
    }
)


class Parts(msgspec.Struct):
    """A hierarchy in the making."""

    block: int
    windows: list[Window] = []
    ports: list[Port] = []
    memdevs: list[Memdev] = []
    regions: dict[int, Region] = {}
    endpoints: dict[str, tuple[EndpointDecoder, ...]] = {}
    switches: dict[str, tuple[SwitchDecoder, ...]] = {}
    next_id: dict[int, int] = {}


def _known(given: dict[str, Any], keys: frozenset[str], what: str) -> None:
    unknown = sorted(given.keys() - keys)
    if unknown:
        raise Unsupported(f"{what} key {unknown[0]}")


def region_id(name: str) -> int:
    """N of `regionN`."""
    return int(name.removeprefix("region"))


def _span(parts: Parts, given: dict[str, Any]) -> tuple[int, int]:
    """Start and size of a region in bytes."""
    start = given["start_block"] * parts.block + given.get("start_offset_bytes", 0)
    return start, given.get("size_bytes", given["blocks"] * parts.block)


def _add_port(parts: Parts) -> Port:
    uid = len(parts.ports)
    port = Port(f"hb{uid}", uid + 1, nr_dports=1, uid=uid, nr_decoders=_DECODERS)
    parts.ports.append(port)
    return port


def _add_window(parts: Parts, base: int, size: int, uid: int, nid: int | None) -> Window:
    target = -1 if nid is None else nid
    window = Window(len(parts.windows), base, size, (uid,), nid=target)
    parts.windows.append(window)
    parts.next_id[window.id] = _FAR_ID + window.id
    return window


def _add_device(parts: Parts, ram: int, listed: dict[str, dict[str, Any]]) -> Memdev:
    """A memdev below a host bridge of its own, with the listed regions programmed."""
    port = _add_port(parts)
    number = len(parts.memdevs)
    behind = sum(_span(parts, given)[1] for given in listed.values())
    partitions = (Partition("ram", 0, ram), Partition("pmem", ram, behind))
    memdev = Memdev(
        f"mem{number}",
        1000 + number,
        number + 1,
        port.name,
        0,
        partitions,
        nr_decoders=_DECODERS,
    )
    parts.memdevs.append(memdev)
    endpoints = [EndpointDecoder()] * _DECODERS
    decoders = [SwitchDecoder()] * _DECODERS
    dpa = ram
    for at, (region, given) in enumerate(listed.items()):
        start, size = _span(parts, given)
        window = _add_window(parts, start, size, port.uid, given["target_node"])
        on = given.get("committed", True)
        which = region_id(region)
        parts.regions[which] = Region(
            which,
            window.id,
            given["mode"],
            ways=1,
            granularity=256,
            hpa_start=start,
            hpa_size=size,
            state=Config.COMMIT if on else Config.ACTIVE,
            targets={0: Target(memdev.name, at)},
            auto=True,
            bound=given.get("driver") is not None,
        )
        endpoints[at] = EndpointDecoder(given["mode"], dpa, size, 0, which, 0, on)
        decoders[at] = SwitchDecoder(which, 1, 256, start, size, (0,), on)
        dpa += size
    parts.endpoints[memdev.name] = tuple(endpoints)
    parts.switches[port.name] = tuple(decoders)
    return memdev


def devices_fixture(topology: dict[str, Any], block: int) -> tuple[CxlState, HostDevices]:
    """The hierarchy and the PCI functions of a case; `block` is the memory block size in bytes."""
    parts = Parts(block)
    devices = HostDevices()
    regions: dict[str, dict[str, Any]] = topology.get("cxl_regions", {})
    functions: dict[str, dict[str, Any]] = topology.get("pci", {})
    for given in regions.values():
        _known(given, _REGION_KEYS, "region")
    held = {name for each in functions.values() for name in each.get("regions", ())}
    loose = {name: given for name, given in regions.items() if name not in held}
    if loose:
        _add_device(parts, 0, loose)
    bases = sorted(each["start_block"] * block for each in functions.values())
    number = 0
    for name, given in functions.items():
        _known(given, _PCI_KEYS, "pci")
        listed = {each: regions[each] for each in given.get("regions", ())}
        memdev = _add_device(parts, given["ram_mib"] * _MIB, listed)
        base = given["start_block"] * block
        room = min([each - base for each in bases if each > base] or [1 << 50])
        size = min(given["hpa_free_mib"] * _MIB, room)
        if size:
            uid = parts.ports[-1].uid
            window = _add_window(parts, base, size, uid, given["target_node"])
            while number in {region_id(each) for each in regions}:
                number += 1
            parts.next_id[window.id] = number
            number += 1
        devices.pdevs[name] = PciDevice(
            name, memdev.name, "8086:0d93", given["payload"], given["media_ops"], given["msix"]
        )
    return _state(parts), devices


def _state(parts: Parts) -> CxlState:
    topology = Topology(
        windows=tuple(parts.windows),
        ports=tuple(parts.ports),
        memdevs=tuple(parts.memdevs),
        port_of={port.name: port for port in parts.ports},
        memdev_of={memdev.name: memdev for memdev in parts.memdevs},
        window_of={window.id: window for window in parts.windows},
    )
    return CxlState(
        topology=topology,
        endpoints=parts.endpoints,
        switches=parts.switches,
        regions=parts.regions,
        next_id=parts.next_id,
    )


def target_nodes(topology: dict[str, Any]) -> set[int]:
    """The nodes that memory of a case's regions and devices would go to."""
    given = [*topology.get("cxl_regions", {}).values(), *topology.get("pci", {}).values()]
    return {each["target_node"] for each in given if each.get("target_node") is not None}


def hpa_errors(topology: dict[str, Any]) -> dict[str, str]:
    """Device -> errno with which looking for free HPA fails."""
    functions = topology.get("pci", {}).items()
    return {name: given["hpa_errno"] for name, given in functions if "hpa_errno" in given}
