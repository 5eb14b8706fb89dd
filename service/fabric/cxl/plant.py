"""Switches, devices, cables and power: what people do with their hands, and what fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.bounded import U64_MAX, parse_hex
from service.cxl.dcd import DcRegion, dcd
from service.cxl.encoding import SZ_256M
from service.cxl.hardware import LDS_MAX, Device, Ld, Link, Peer, Switch, Vcs, Vppb
from service.fabric.cxl.commands import (
    Connect,
    CreateDevice,
    CreateSwitch,
    Disconnect,
    LdSpec,
    RemoveDevice,
    RemoveSwitch,
    SetLdAllocations,
    SetLink,
    SetSwitchPower,
)
from service.fabric.cxl.presence import InUse, reconcile
from service.fabric.cxl.step import Step
from service.reasons import Refused

#: switches and devices of one fabric at most; published at /v1/limits
SWITCHES_PER_FABRIC_MAX: Final = 4096
DEVICES_PER_FABRIC_MAX: Final = 65536

INVALID_INPUT: Final = "Invalid Input"
BUSY: Final = "Busy"


def _misfit(field: str, why: str) -> Refused:
    return Refused("PLANT_MISFIT", field=field, why=why)


def create_switch(step: Step, command: CreateSwitch) -> str:
    """Refuses: ALREADY_EXISTS, LIMIT_EXCEEDED, PLANT_MISFIT."""
    switches = step.fabric.plant.switches
    if command.switch in switches:
        raise Refused("ALREADY_EXISTS", kind="switch", name=command.switch)
    _limit("switches of a fabric", SWITCHES_PER_FABRIC_MAX, len(switches) + 1)
    ids = [each.vcs_id for each in command.vcss]
    usps = [each.usp for each in command.vcss]
    if len(set(ids)) != len(ids) or len(set(usps)) != len(usps):
        raise _misfit("vcss", "each VCS has an id and an upstream port of its own")
    if max(usps) >= command.nr_ports:
        raise _misfit("vcss", f"upstream port {max(usps)} is not below nr_ports")
    step.put_switch(
        Switch(
            command.switch,
            command.nr_ports,
            tuple(
                Vcs(each.vcs_id, each.usp, (Vppb(),) * each.nr_vppbs)
                for each in sorted(command.vcss, key=lambda spec: spec.vcs_id)
            ),
            command.nr_decoders,
        )
    )
    return f"switch {command.switch} has {command.nr_ports} ports and {len(ids)} virtual switches"


def _limit(what: str, most: int, needs: int) -> None:
    if needs > most:
        raise Refused("LIMIT_EXCEEDED", limit=what, max=most, needs=needs)


def remove_switch(step: Step, command: RemoveSwitch) -> str:
    """Refuses: UNKNOWN_OBJECT, PLANT_IN_USE."""
    switch = step.switch(command.switch)
    ends = [Peer("switch", switch.switch, port) for port in range(switch.nr_ports)]
    cables = [str(end) for end in ends if step.fabric.plant.link_of(end) is not None]
    if cables:
        raise Refused(
            "PLANT_IN_USE", kind="switch", name=switch.switch, what=f"a cable at {cables[0]}"
        )
    step.undo.delete(step.fabric.plant.switches, switch.switch)
    step.subjects[""] = None
    return f"switch {switch.switch} is gone"


def _lds(command: CreateDevice) -> tuple[Ld, ...]:
    """The LDs of a new device. Refuses: PLANT_MISFIT."""
    if command.granularity.bit_count() != 1:
        raise _misfit("granularity", "256 MiB, 512 MiB or 1 GiB")
    if command.ram_size % SZ_256M or command.pmem_size % SZ_256M:
        raise _misfit("ram_size", "sizes are multiples of 256 MiB")
    if command.lds is not None:
        return ld_list(command.lds, command.nr_heads)
    ram, rest_ram = divmod(command.ram_size // command.granularity, command.nr_heads)
    pmem, rest_pmem = divmod(command.pmem_size // command.granularity, command.nr_heads)
    whole = (
        not command.ram_size % command.granularity and not command.pmem_size % command.granularity
    )
    if rest_ram or rest_pmem or not whole:
        why = f"sizes divide into {command.nr_heads} heads and the granularity"
        raise _misfit("ram_size", why)
    return tuple(Ld(ram, pmem, head) for head in range(command.nr_heads))


def ld_list(specs: tuple[LdSpec, ...], nr_heads: int) -> tuple[Ld, ...]:
    """LDs as given. Refuses: PLANT_MISFIT."""
    for number, spec in enumerate(specs):
        if spec.head >= nr_heads:
            raise _misfit(f"lds[{number}].head", f"the device has {nr_heads} heads")
    return tuple(Ld(spec.range1, spec.range2, spec.head) for spec in specs)


def check_capacity(device: Device, lds: tuple[Ld, ...]) -> None:
    """Whether the LDs fit into the device. Refuses: LD_CAPACITY."""
    for what, has, ranges in (
        ("volatile memory", device.ram_size, [each.range1 for each in lds]),
        ("persistent memory", device.pmem_size, [each.range2 for each in lds]),
    ):
        needs = sum(ranges) * device.granularity
        if needs > has:
            raise Refused(
                "LD_CAPACITY",
                device=device.device,
                needs=needs,
                what=what,
                has=has,
                cci=INVALID_INPUT,
            )


def _dc_regions(command: CreateDevice) -> tuple[DcRegion, ...]:
    """Regions in ascending order behind the static capacity. Refuses: PLANT_MISFIT."""
    at = command.ram_size + command.pmem_size
    if at > U64_MAX:
        rule = f"at most {U64_MAX - command.ram_size:#x} beside the ram_size: DPA has 64 bits"
        raise _misfit("pmem_size", rule)
    found = []
    for number, spec in enumerate(command.dc_regions):
        field = f"dc_regions[{number}]"
        block = spec.block_size
        if block < 64 or block & (block - 1):  # noqa: PLR2004 - a cache line
            raise _misfit(f"{field}.block_size", "a power of two of at least 64")
        if spec.base < at or spec.base % SZ_256M:
            raise _misfit(f"{field}.base", f"a multiple of 256 MiB from {at:#x} on")
        if not spec.size or spec.size % block:
            raise _misfit(f"{field}.size", "a multiple of the block size, not 0")
        at = spec.base + spec.size
        if at > U64_MAX:
            raise _misfit(f"{field}.size", f"at most {U64_MAX - spec.base:#x}: DPA has 64 bits")
        found.append(DcRegion(spec.base, spec.size, block))
    if bool(found) != bool(command.dc_size):
        raise _misfit("dc_size", "dynamic capacity has a size and regions, or neither")
    return tuple(found)


def create_device(step: Step, command: CreateDevice) -> str:
    """Refuses: ALREADY_EXISTS, LIMIT_EXCEEDED, PLANT_MISFIT, LD_CAPACITY."""
    devices = step.fabric.plant.devices
    if command.device in devices:
        raise Refused("ALREADY_EXISTS", kind="device", name=command.device)
    _limit("devices of a fabric", DEVICES_PER_FABRIC_MAX, len(devices) + 1)
    lds = _lds(command)
    regions = _dc_regions(command)
    device = Device(
        device=command.device,
        serial=parse_hex(command.serial),
        ram_size=command.ram_size,
        pmem_size=command.pmem_size,
        device_type=command.device_type,
        mld=command.lds is not None,
        nr_heads=command.nr_heads,
        granularity=command.granularity,
        lds=lds,
        nr_decoders=command.nr_decoders,
        qos_class=command.qos_class,
        dc_size=command.dc_size,
        dc_regions=regions,
        dc={ld: dcd(regions) for ld in range(len(lds))} if regions else {},
        memory_class=command.memory_class or "",
        owner=command.owner or "",
        ats=command.ats,
    )
    check_capacity(device, lds)
    step.put_device(device)
    return f"device {device.device} is a {device.kind} with {len(lds)} logical devices"


def remove_device(step: Step, command: RemoveDevice) -> str:
    """Pulls a device with its cables. Refuses: UNKNOWN_OBJECT, MEMORY_IN_USE."""
    device = step.device(command.device)
    plant = step.fabric.plant
    hosts = plant.hosts_of_device(device.device)
    for head in range(device.nr_heads):
        upper = plant.uplinks.get(Peer("device", device.device, head))
        if upper is not None:
            step.drop_link(upper)
    reconcile(step, hosts, command.in_use, f"device {device.device}")
    step.undo.delete(plant.devices, device.device)
    step.subjects[""] = None
    return f"device {device.device} is gone"


def set_ld_allocations(step: Step, command: SetLdAllocations) -> str:
    """Set LD Allocations. Refuses: UNKNOWN_OBJECT, LD_NOT_MLD, LD_BOUND, LD_CAPACITY."""
    device = step.device(command.device)
    if not device.mld:
        raise Refused("LD_NOT_MLD", device=device.device, kind=device.kind, cci=INVALID_INPUT)
    given = ld_list(command.lds, device.nr_heads)
    end = command.start_ld + len(given)
    if end > LDS_MAX or command.start_ld > len(device.lds):
        raise _misfit("start_ld", f"LDs 0 to {LDS_MAX - 1} without a gap")
    for ld in range(command.start_ld, min(end, len(device.lds))):
        to = bound_to(step, device, ld)
        if to is not None and device.lds[ld] != given[ld - command.start_ld]:
            raise Refused("LD_BOUND", ld=ld, device=device.device, to=to, cci=BUSY)
    lds = (*device.lds[: command.start_ld], *given, *device.lds[end:])
    check_capacity(device, lds)
    dc = {ld: device.dc.get(ld, dcd(device.dc_regions)) for ld in range(len(lds))}
    step.put_device(
        msgspec.structs.replace(
            device,
            lds=lds,
            dc=dc if device.dc_regions else {},
            generation=device.generation + 1,
        )
    )
    return f"device {device.device} has {len(lds)} logical devices"


def bound_to(step: Step, device: Device, ld: int) -> str | None:
    """Who has an LD: a vPPB, or the root port that it hangs on."""
    plant = step.fabric.plant
    upper = plant.uplinks.get(Peer("device", device.device, device.lds[ld].head))
    if upper is None:
        return None
    if upper.kind == "host":
        return str(upper)
    switch = plant.switches[upper.name]
    for vcs in switch.vcss:
        for vppb_id, vppb in enumerate(vcs.vppbs):
            if vppb.port == upper.number and device.ld_of(device.lds[ld].head, vppb.ld) == ld:
                return f"vPPB {vppb_id} of VCS {vcs.vcs_id} of switch {switch.switch}"
    return None


# --- cables


def _ends(step: Step, command: Any) -> tuple[Peer, Peer]:
    """The upper and the lower end that a command names. Refuses: PLANT_MISFIT, UNKNOWN_*."""
    ends: list[Peer] = []
    if command.host is not None:
        entry = step.entry(command.host)
        ports = entry.bridges.get(command.host_bridge)
        if ports is None:
            raise _misfit(
                "host_bridge", f"host {entry.host} has no host bridge {command.host_bridge}"
            )
        if command.root_port >= ports:
            raise _misfit("root_port", f"host bridge {command.host_bridge} has {ports} root ports")
        ends.append(Peer("host", entry.host, command.root_port, command.host_bridge))
    if command.switch is not None:
        switch = step.switch(command.switch)
        if command.port >= switch.nr_ports:
            raise _misfit("port", f"switch {switch.switch} has {switch.nr_ports} ports")
        ends.append(Peer("switch", switch.switch, command.port))
    if command.lower_switch is not None:
        below = step.switch(command.lower_switch)
        if command.lower_port >= below.nr_ports:
            raise _misfit("lower_port", f"switch {below.switch} has {below.nr_ports} ports")
        ends.append(Peer("switch", below.switch, command.lower_port))
    if command.device is not None:
        device = step.device(command.device)
        if command.head >= device.nr_heads:
            raise _misfit("head", f"device {device.device} has {device.nr_heads} heads")
        ends.append(Peer("device", device.device, command.head))
    if len(ends) != 2:  # noqa: PLR2004 - a cable
        raise _misfit("host", "name two of host, switch, lower_switch and device")
    return ends[0], ends[1]


def connect(step: Step, command: Connect) -> str:
    """Refuses: PLANT_MISFIT, UNKNOWN_*, PLANT_END_TAKEN, PORT_NOT_DOWNSTREAM."""
    upper, lower = _ends(step, command)
    for end in (upper, lower):
        link = step.fabric.plant.link_of(end)
        if link is not None:
            other = link.lower if link.upper == end else link.upper
            raise Refused("PLANT_END_TAKEN", end=str(end), other=str(other))
    for switch_end in (each for each in (upper, lower) if each.kind == "switch"):
        upstream = step.switch(switch_end.name).of_usp(switch_end.number) is not None
        if upstream != (lower == switch_end):
            what = "an upstream port" if upstream else "no upstream port of a VCS"
            raise Refused(
                "PORT_NOT_DOWNSTREAM",
                port_id=switch_end.number,
                switch=switch_end.name,
                what=what,
                cci=INVALID_INPUT,
            )
    if upper.kind == lower.kind and step.fabric.plant.is_below(upper.name, lower.name):
        raise _misfit("lower_switch", f"switch {lower.name} is above switch {upper.name}")
    step.put_link(Link(upper, lower))
    step.effect("link", name=str(upper), detail=f"cabled to {lower}")
    reconcile(step, _hosts(step, lower), "refuse", str(lower))
    return f"{upper} leads to {lower}"


def _hosts(step: Step, lower: Peer) -> tuple[str, ...]:
    """The hosts that a cable's lower end matters to."""
    plant = step.fabric.plant
    upper = plant.uplinks.get(lower)
    if upper is not None and upper.kind == "host":
        return (upper.name,)
    if lower.kind == "device":
        return plant.hosts_of_device(lower.name)
    vcs = plant.switches[lower.name].of_usp(lower.number)
    host = None if vcs is None else plant.host_of(lower.name, vcs)
    return () if host is None else (host.name,)


def _link(step: Step, command: Any) -> Link:
    """The cable between two ends. Refuses: PLANT_NO_CABLE and what naming them refuses."""
    upper, lower = _ends(step, command)
    link = step.fabric.plant.links.get(upper)
    if link is None or link.lower != lower:
        raise Refused("PLANT_NO_CABLE", end=str(upper), other=str(lower))
    return link


def disconnect(step: Step, command: Disconnect) -> str:
    """Refuses: PLANT_MISFIT, UNKNOWN_*, PLANT_NO_CABLE, MEMORY_IN_USE."""
    link = _link(step, command)
    hosts = _hosts(step, link.lower)
    step.drop_link(link.upper)
    step.effect("link", name=str(link.upper), detail=f"no longer cabled to {link.lower}")
    reconcile(step, hosts, command.in_use, str(link.lower))
    return f"no cable runs from {link.upper} to {link.lower}"


def set_link(step: Step, command: SetLink) -> str:
    """Refuses: PLANT_MISFIT, UNKNOWN_*, PLANT_NO_CABLE, MEMORY_IN_USE."""
    link = _link(step, command)
    hosts = _hosts(step, link.lower)
    step.put_link(msgspec.structs.replace(link, up=command.up))
    word = "up" if command.up else "down"
    step.effect("link", name=str(link.upper), detail=f"link to {link.lower} is {word}")
    if not command.up:
        finish_unbinds(step, link.upper)
    reconcile(step, hosts, command.in_use, f"the link to {link.lower}")
    return f"the link from {link.upper} to {link.lower} is {word}"


def finish_unbinds(step: Step, port: Peer) -> None:
    """An unbind that waited for the link of a physical port to go down ends now."""
    switch = step.fabric.plant.switches.get(port.name) if port.kind == "switch" else None
    if switch is None:
        return
    for vcs in switch.vcss:
        for vppb_id, vppb in enumerate(vcs.vppbs):
            if vppb.status == 1 and vppb.port == port.number:
                switch = switch.with_vppb(vcs.vcs_id, vppb_id, Vppb())
                name = f"vPPB {vppb_id} of VCS {vcs.vcs_id} of switch {switch.switch}"
                step.effect("vppb", name=name, detail="unbound: its link went down")
    step.put_switch(switch)


def set_switch_power(step: Step, command: SetSwitchPower) -> str:
    """Refuses: UNKNOWN_OBJECT, MEMORY_IN_USE."""
    switch = step.switch(command.switch)
    step.put_switch(
        msgspec.structs.replace(switch, powered=command.on, generation=switch.generation + 1)
    )
    in_use: InUse = command.in_use
    word = "has power" if command.on else "has failed" if in_use == "surprise" else "is off"
    step.effect("plant", name=switch.switch, detail=word)
    hosts = step.fabric.plant.hosts_of_switch(switch.switch)
    reconcile(step, hosts, in_use, f"switch {switch.switch}")
    return f"switch {switch.switch} {word}"


Handler = Callable[[Step, Any], str]

#: operation -> (handler, source)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "create_switch": (create_switch, "CXL 3.2 7.2"),
    "remove_switch": (remove_switch, "CXL 3.2 7.2"),
    "set_switch_power": (set_switch_power, "CXL 3.2 7.2"),
    "create_device": (create_device, "CXL 3.2 2.4, 2.5"),
    "remove_device": (remove_device, "CXL 3.2 9.9, hot-plug"),
    "set_ld_allocations": (set_ld_allocations, "CXL 3.2 7.6.7.4.3, Set LD Allocations (5402h)"),
    "connect": (connect, "CXL 3.2 7.6.6"),
    "disconnect": (disconnect, "CXL 3.2 9.9, hot-plug"),
    "set_link": (set_link, "CXL 3.2 7.6.7.1"),
}
