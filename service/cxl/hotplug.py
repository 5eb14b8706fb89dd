"""Memdevs that come to a host and go: enumeration below its root ports.

A switch port appears with the first endpoint below it and goes with the last. Numbers of memdevs,
ports and endpoints are the lowest free ones, as the kernel's allocators give them.
Source: Linux 7.3 drivers/cxl/core/port.c (devm_cxl_enumerate_ports, reap_dports), core/memdev.c.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import msgspec

from service.cxl.hardware import Device, Seen, Switch
from service.cxl.memdev import disable_memdev
from service.cxl.state import CxlState, EndpointDecoder, SwitchDecoder
from service.cxl.topology import DYNAMIC, MEMDEVS_MAX, Memdev, Partition, Port, Topology, build


def _lowest(taken: Iterable[int], first: int) -> int:
    used = set(taken)
    return next(number for number in count(first) if number not in used)


def _port_number(topology: Topology) -> int:
    """The next number of a port; endpoints are ports too, and 0 is the root."""
    numbers = [each.number for each in topology.ports]
    return _lowest([*numbers, *(each.number for each in topology.memdevs)], 1)


def bridge_port(topology: Topology, uid: int) -> Port | None:
    """The host bridge with an ACPI UID."""
    return next((each for each in topology.ports if each.parent is None and each.uid == uid), None)


def switch_port(topology: Topology, bridge: Port, root_port: int) -> Port | None:
    """The upstream port of the switch on a root port."""
    return next(
        (
            each
            for each in topology.ports
            if each.parent == bridge.name and each.parent_dport == root_port
        ),
        None,
    )


def partitions_of(device: Device, ld: int) -> tuple[Partition, ...]:
    """The DPA partitions of an LD, volatile first; the first region of dynamic capacity last."""
    ram, pmem = device.ld_size(ld)
    found = [Partition("ram", 0, ram), Partition("pmem", ram, pmem)]
    if device.dc_regions:
        first = device.dc_regions[0]
        found.append(Partition(DYNAMIC, first.base, first.size))
    return tuple(each for each in found if each.size)


def accepted(device: Device, ld: int) -> tuple[tuple[int, int], ...]:
    """The dynamic capacity that the host of an LD has accepted, as (DPA, size)."""
    found = device.dc.get(ld)
    return () if found is None else tuple(sorted((e.start, e.size) for e in found.extents))


def _with_switch(state: CxlState, bridge: Port, seen: Seen, switch: Switch) -> tuple[CxlState, str]:
    """The port of a switch, made if this is the first endpoint below it."""
    topology = state.topology
    found = switch_port(topology, bridge, seen.root_port)
    if found is not None:
        return state, found.name
    vcs = switch.vcs(seen.vcs_id)
    assert vcs is not None, "an endpoint comes through a virtual switch"
    number = _port_number(topology)
    segment = 0x1000 + (bridge.uid << 5 | seen.root_port)
    port = Port(
        f"port{number}",
        number,
        nr_dports=len(vcs.vppbs),
        parent=bridge.name,
        parent_dport=seen.root_port,
        nr_decoders=switch.nr_decoders,
        pci=f"{segment:04x}:00:00.0",
        switch=seen.switch,
    )
    changed = msgspec.structs.replace(
        state,
        topology=build(topology.windows, (*topology.ports, port), topology.memdevs),
        switches={**state.switches, port.name: (SwitchDecoder(),) * port.nr_decoders},
    )
    return changed, port.name


def add_memdev(
    state: CxlState, seen: Seen, device: Device, switch: Switch | None
) -> tuple[CxlState, str]:
    """The host finds an LD below one of its root ports: the new state and the memdev's name."""
    bridge = bridge_port(state.topology, seen.bridge)
    assert bridge is not None, "a cable ends at a host bridge that exists"
    assert len(state.topology.memdevs) < MEMDEVS_MAX, "too many memdevs"
    parent, dport = bridge.name, seen.root_port
    pci = f"{bridge.uid:04x}:{seen.root_port + 1:02x}:00.0"
    if switch is not None:
        state, parent = _with_switch(state, bridge, seen, switch)
        dport = seen.vppb_id
        segment = 0x1000 + (bridge.uid << 5 | seen.root_port)
        pci = f"{segment:04x}:{seen.vppb_id % 254 + 2:02x}:00.0"
    topology = state.topology
    number = _lowest((int(each.name.removeprefix("mem")) for each in topology.memdevs), 0)
    memdev = Memdev(
        name=f"mem{number}",
        number=_port_number(topology),
        serial=device.serial,
        parent=parent,
        dport=dport,
        partitions=partitions_of(device, seen.ld),
        nr_decoders=device.nr_decoders,
        target_type="accelerator" if device.device_type == 2 else "expander",  # noqa: PLR2004
        qos_class=device.qos_class,
        device=device.device,
        ld=seen.ld,
        pci=pci,
    )
    poison = device.poison.get(seen.ld, ())
    extents = accepted(device, seen.ld)
    changed = msgspec.structs.replace(
        state,
        topology=build(topology.windows, topology.ports, (*topology.memdevs, memdev)),
        endpoints={**state.endpoints, memdev.name: (EndpointDecoder(),) * memdev.nr_decoders},
        poison={**state.poison, memdev.name: poison} if poison else state.poison,
        extents={**state.extents, memdev.name: extents} if extents else state.extents,
        frozen=state.frozen | {memdev.name} if seen.frozen else state.frozen,
    )
    return changed, memdev.name


def remove_memdev(state: CxlState, memdev: str) -> CxlState:
    """The host loses a memdev: its endpoint, its place in regions, and an empty switch port."""
    state = disable_memdev(state, memdev, force=True)
    topology = state.topology
    memdevs = tuple(each for each in topology.memdevs if each.name != memdev)
    held = {each.parent for each in memdevs}
    ports = tuple(
        each
        for each in topology.ports
        if each.parent is None or each.name in held or not each.switch
    )
    names = {each.name for each in ports}
    return msgspec.structs.replace(
        state,
        topology=build(topology.windows, ports, memdevs),
        endpoints={name: each for name, each in state.endpoints.items() if name != memdev},
        switches={name: each for name, each in state.switches.items() if name in names},
        disabled=state.disabled
        - {memdev}
        - {each.name for each in topology.ports if each.name not in names},
        sanitizing={name: ms for name, ms in state.sanitizing.items() if name != memdev},
        poison={name: lines for name, lines in state.poison.items() if name != memdev},
        extents={name: held for name, held in state.extents.items() if name != memdev},
        frozen=state.frozen - {memdev},
    )


def memdev_at(state: CxlState, device: str, ld: int) -> Memdev | None:
    """The memdev that an LD is on a host."""
    return next(
        (each for each in state.topology.memdevs if (each.device, each.ld) == (device, ld)), None
    )
