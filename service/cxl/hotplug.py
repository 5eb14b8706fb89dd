"""Memdevs that come to a host and go: enumeration below its root ports.

A switch port appears with the first endpoint below it and goes with the last. Numbers of memdevs,
ports and endpoints are the lowest free ones, as the kernel's allocators give them.
Source: Linux 7.3 drivers/cxl/core/port.c (devm_cxl_enumerate_ports, reap_dports), core/memdev.c.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def switch_port(topology: Topology, above: str, dport: int) -> Port | None:
    """The upstream port of the switch on a downstream port."""
    return next(
        (
            each
            for each in topology.ports
            if each.parent == above and each.parent_dport == dport and each.switch
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


def _with_switches(
    state: CxlState, bridge: Port, seen: Seen, switches: Mapping[str, Switch]
) -> tuple[CxlState, Port, int]:
    """The ports of the switches on the way, made where this is the first endpoint below them.

    With them the last one, or the host bridge, and its downstream port.
    """
    above, dport = bridge, seen.root_port
    for depth, (name, vcs_id, vppb_id) in enumerate(seen.hops):
        port = switch_port(state.topology, above.name, dport)
        if port is None:
            vcs = switches[name].vcs(vcs_id)
            assert vcs is not None, "an endpoint comes through a virtual switch"
            number = _port_number(state.topology)
            segment = 0x1000 + (bridge.uid << 5 | seen.root_port)
            if depth:
                segment = 0x8000 + number
            port = Port(
                f"port{number}",
                number,
                nr_dports=len(vcs.vppbs),
                parent=above.name,
                parent_dport=dport,
                nr_decoders=switches[name].nr_decoders,
                pci=f"{segment:04x}:00:00.0",
                switch=name,
            )
            topology = state.topology
            state = msgspec.structs.replace(
                state,
                topology=build(topology.windows, (*topology.ports, port), topology.memdevs),
                switches={**state.switches, port.name: (SwitchDecoder(),) * port.nr_decoders},
            )
        above, dport = port, vppb_id
    return state, above, dport


def add_memdev(
    state: CxlState, seen: Seen, device: Device, switches: Mapping[str, Switch]
) -> tuple[CxlState, str]:
    """The host finds an LD below one of its root ports: the new state and the memdev's name."""
    bridge = bridge_port(state.topology, seen.bridge)
    assert bridge is not None, "a cable ends at a host bridge that exists"
    assert len(state.topology.memdevs) < MEMDEVS_MAX, "too many memdevs"
    state, above, dport = _with_switches(state, bridge, seen, switches)
    pci = f"{bridge.uid:04x}:{seen.root_port + 1:02x}:00.0"
    if seen.switch:
        pci = f"{above.pci.partition(':')[0]}:{dport % 254 + 2:02x}:00.0"
    topology = state.topology
    number = _lowest((int(each.name.removeprefix("mem")) for each in topology.memdevs), 0)
    memdev = Memdev(
        name=f"mem{number}",
        number=_port_number(topology),
        serial=device.serial,
        parent=above.name,
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
    held = {port.name for each in memdevs for port, _ in topology.ancestors(each)}
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
