"""The CXL hierarchy of a recorded machine: from its topology entry alone.

Where its windows lie follows from how the emulator lays out a PC: memory that may be plugged
(`MAXMEM`, one GiB of alignment a slot) ends where the registers of the CXL host begin, windows
follow on the next 256 MiB. A window found among the recorded devices is taken as an input.
"""

from __future__ import annotations

from typing import Any, Final

from service.cxl.encoding import SZ_256M
from service.cxl.state import CxlState, initial_state
from service.cxl.topology import Memdev, Partition, Port, Window, build

_MIB: Final = 1 << 20
_GIB: Final = 1 << 30
_FOUR_GIB: Final = 4 * _GIB
#: RAM below 4 GiB of a machine
_LOWMEM: Final = 2816 * _MIB
#: machines were started with room for that much memory in four slots
MAXMEM: Final = 8 * _GIB
SLOTS: Final = 4
#: HDM decoders of every emulated component
NR_DECODERS: Final = 4


def windows_base(entry: dict[str, Any]) -> int:
    """Where the first window begins."""
    ram: int = sum(node["mem"] for node in entry["nodes"]) * _MIB
    low: int = (entry["lowmem_mib"] * _MIB) if entry.get("lowmem_mib") else _LOWMEM
    top = _FOUR_GIB + max(ram - low, 0)
    pluggable = -(-top // _GIB) * _GIB
    end = pluggable + MAXMEM - ram + SLOTS * _GIB
    return -(-(end + _MIB) // SZ_256M) * SZ_256M


def _windows(entry: dict[str, Any], base: int, uids: dict[str, int]) -> tuple[Window, ...]:
    windows = []
    for number, given in enumerate(entry["cxl"]["windows"]):
        size = given["size_gib"] * _GIB
        windows.append(
            Window(
                id=number,
                base=base,
                size=size,
                targets=tuple(uids[name] for name in given["targets"]),
                granularity=given.get("granularity", 256),
            )
        )
        base += size
    return tuple(windows)


def _ports(cxl: dict[str, Any]) -> tuple[list[Port], dict[str, tuple[str, int]]]:
    """Ports by name, and the (port, dport) behind each downstream port of the machine.

    A host bridge with one root port hides its decoders: the kernel makes a passthrough decoder.
    """
    ports: list[Port] = []
    at: dict[str, tuple[str, int]] = {}
    for bridge in cxl["host_bridges"]:
        ports.append(
            Port(
                bridge["id"],
                len(ports) + 1,
                nr_dports=len(bridge["root_ports"]),
                uid=bridge["bus_nr"],
                nr_decoders=NR_DECODERS,
                passthrough=len(bridge["root_ports"]) == 1,
            )
        )
        at.update({name: (bridge["id"], dport) for dport, name in enumerate(bridge["root_ports"])})
    for switch in cxl.get("switches", ()):
        parent, dport = at[switch["at"]]
        ports.append(
            Port(
                switch["id"],
                len(ports) + 1,
                nr_dports=len(switch["downstream_ports"]),
                parent=parent,
                parent_dport=dport,
                nr_decoders=NR_DECODERS,
            )
        )
        below = enumerate(switch["downstream_ports"])
        at.update({name: (switch["id"], number) for number, name in below})
    return ports, at


def _memdevs(cxl: dict[str, Any], ports: int, at: dict[str, tuple[str, int]]) -> list[Memdev]:
    memdevs = []
    for number, given in enumerate(cxl["memdevs"]):
        parent, dport = at[given["at"]]
        ram, pmem = given.get("ram_mib", 0) * _MIB, given.get("pmem_mib", 0) * _MIB
        partitions = (Partition("ram", 0, ram), Partition("pmem", ram, pmem))
        memdevs.append(
            Memdev(
                name=f"S{number}",
                number=ports + number + 1,
                serial=int(given["serial"], 16),
                parent=parent,
                dport=dport,
                partitions=tuple(part for part in partitions if part.size),
                nr_decoders=NR_DECODERS,
            )
        )
    return memdevs


def machine(entry: dict[str, Any], version: str, base: int | None = None) -> CxlState:
    """The booted hierarchy; devices are called `S0`, `S1`, ... by serial number."""
    cxl = entry["cxl"]
    ports, at = _ports(cxl)
    uids = {bridge["id"]: bridge["bus_nr"] for bridge in cxl["host_bridges"]}
    serials = sorted(cxl["memdevs"], key=lambda each: int(each["serial"], 16))
    found = build(
        _windows(entry, windows_base(entry) if base is None else base, uids),
        tuple(ports),
        tuple(_memdevs({**cxl, "memdevs": serials}, len(ports), at)),
    )
    return initial_state(found, version=version, hypervisor=bool(cxl.get("hypervisor_bit")))
