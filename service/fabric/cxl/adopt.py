"""The devices and switches of an imported machine join the plant, cabled as its listing shows.

A device is called `HOST.memN`, a switch `HOST.portN`; all become what the fabric manager can work
with: links go down, vPPBs are unbound, power fails.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from service.cxl.encoding import SZ_256M
from service.cxl.hardware import NO_LD, Binding, Device, Ld, Link, Peer, Switch, Vcs, Vppb
from service.cxl.rebuild import ListingError
from service.cxl.state import CxlState
from service.cxl.topology import Memdev, Port, build
from service.fabric.state import FabricState
from service.mm.undo import Undo
from service.reasons import Refused


def adopt(fabric: FabricState, undo: Undo, host: str, state: CxlState) -> CxlState:
    """The hierarchy with the names of its devices and switches in the plant.

    Raises: ListingError. Refuses: ALREADY_EXISTS.
    """
    topology = state.topology
    ports = tuple(
        each if each.parent is None else msgspec.structs.replace(each, switch=f"{host}.{each.name}")
        for each in topology.ports
    )
    memdevs = tuple(
        msgspec.structs.replace(each, device=f"{host}.{each.name}") for each in topology.memdevs
    )
    port_of = {each.name: each for each in ports}
    for port in ports:
        if port.parent is not None:
            _adopt_switch(fabric, undo, host, port, port_of, memdevs)
    for memdev in memdevs:
        _adopt_device(fabric, undo, host, memdev, port_of[memdev.parent])
    return msgspec.structs.replace(state, topology=build(topology.windows, ports, memdevs))


def _new(found: Mapping[str, object], name: str) -> None:
    if name in found:
        raise Refused("ALREADY_EXISTS", kind="switch or device", name=name)


def _adopt_switch(
    fabric: FabricState,
    undo: Undo,
    host: str,
    port: Port,
    port_of: dict[str, Port],
    memdevs: tuple[Memdev, ...],
) -> None:
    """A switch with one virtual switch; its dport N is vPPB N, bound to physical port N + 1."""
    _new(fabric.plant.switches, port.switch)
    below = {each.dport for each in memdevs if each.parent == port.name}
    below |= {each.parent_dport for each in port_of.values() if each.parent == port.name}
    vppbs = tuple(
        Vppb(Binding.BOUND_PHYSICAL_PORT, number + 1, NO_LD) if number in below else Vppb()
        for number in range(port.nr_dports)
    )
    made = Switch(
        port.switch,
        port.nr_dports + 1,
        vcss=(Vcs(0, 0, vppbs),),
        nr_decoders=port.nr_decoders,
    )
    undo.set(fabric.plant.switches, made.switch, made)
    above = port_of[port.parent or ""]
    _cable(fabric, undo, _end(host, above, port.parent_dport), Peer("switch", made.switch, 0))


def _adopt_device(fabric: FabricState, undo: Undo, host: str, memdev: Memdev, above: Port) -> None:
    _new(fabric.plant.devices, memdev.device)
    ram, pmem = memdev.capacity("ram"), memdev.capacity("pmem")
    if ram % SZ_256M or pmem % SZ_256M:
        raise ListingError(f"the capacity of {memdev.name} is no multiple of 256 MiB")
    made = Device(
        memdev.device,
        memdev.serial,
        ram_size=ram,
        pmem_size=pmem,
        lds=(Ld(ram // SZ_256M, pmem // SZ_256M),),
        nr_decoders=memdev.nr_decoders,
        qos_class=memdev.qos_class,
    )
    undo.set(fabric.plant.devices, made.device, made)
    _cable(fabric, undo, _end(host, above, memdev.dport), Peer("device", made.device, 0))


def _end(host: str, above: Port, dport: int) -> Peer:
    """The end of a cable at a root port, or at a downstream port of a switch."""
    if above.parent is None:
        return Peer("host", host, dport, above.uid)
    return Peer("switch", above.switch, dport + 1)


def _cable(fabric: FabricState, undo: Undo, upper: Peer, lower: Peer) -> None:
    undo.set(fabric.plant.links, upper, Link(upper, lower))
    undo.set(fabric.plant.uplinks, lower, upper)
