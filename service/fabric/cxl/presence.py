"""What hosts see after the plant changed: memdevs come, memdevs go, memory first.

One way for every cause (unbind, cable, link, power, removal): compare what a host sees with what it
has, deal with the memory behind what goes, then let its kernel lose and find the devices.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from service.cxl import assembly, commit, hotplug
from service.cxl.hardware import Seen
from service.cxl.state import LeftBehind
from service.cxl.topology import Memdev
from service.fabric.cxl.memory import (
    function_gone,
    held,
    in_words,
    let_go,
    lose,
    region_range,
    regions_of,
    unplug,
)
from service.fabric.cxl.step import Step
from service.fabric.state import HostEntry
from service.reasons import KernelError, Refused

#: what is done about pages that somebody holds
InUse = Literal["refuse", "drain", "surprise"]


def sees(step: Step, entry: HostEntry) -> dict[tuple[str, int], Seen]:
    """(device, LD) -> where a host sees it, in order of root ports and vPPBs."""
    plant = step.fabric.plant
    return {
        (seen.device, seen.ld): seen
        for root_port in plant.root_ports(entry.host, entry.bridges)
        for seen in plant.seen_below(root_port)
    }


def reconcile(step: Step, hosts: Iterable[str], in_use: InUse, what: str) -> None:
    """Brings hosts to what the plant shows them now; `what` names the cause in refusals.

    Refuses: MEMORY_IN_USE.
    """
    for host in sorted(set(hosts)):
        entry = step.fabric.hosts.get(host)
        if entry is not None and entry.cxl is not None and entry.powered:
            _reconcile(step, entry, in_use, what)


def _reconcile(step: Step, entry: HostEntry, in_use: InUse, what: str) -> None:
    assert entry.cxl is not None, "a host without CXL sees nothing"
    wanted = sees(step, entry)
    memdevs = [each for each in entry.cxl.topology.memdevs if each.device]
    gone = [each for each in memdevs if not _same_place(entry, each, wanted)]
    if gone:
        release_memory(step, entry, gone, in_use, what)
        for each in gone:
            _lose_memdev(step, entry, each)
    here = {(each.device, each.ld) for each in entry.cxl.topology.memdevs}
    for key, seen in wanted.items():
        if key not in here:
            _find_memdev(step, entry, seen)
    _note_frozen(step, entry, wanted)


def _same_place(entry: HostEntry, memdev: Memdev, wanted: dict[tuple[str, int], Seen]) -> bool:
    """Whether a host still sees a memdev where it found it."""
    seen = wanted.get((memdev.device, memdev.ld))
    if seen is None or entry.cxl is None:
        return False
    bridge = hotplug.bridge_port(entry.cxl.topology, seen.bridge)
    if bridge is None:
        return False
    above, dport = bridge, seen.root_port
    for switch, _, vppb_id in seen.hops:
        port = hotplug.switch_port(entry.cxl.topology, above.name, dport)
        if port is None or port.switch != switch:
            return False
        above, dport = port, vppb_id
    return (memdev.parent, memdev.dport) == (above.name, dport)


def release_memory(
    step: Step, entry: HostEntry, memdevs: Iterable[Memdev], in_use: InUse, what: str
) -> None:
    """Takes the memory behind memdevs away, and the regions with it unless it is a surprise.

    Refuses: MEMORY_IN_USE with `refuse` where anybody holds a page, with `drain` where one stays.
    """
    assert entry.cxl is not None, "memdevs belong to a CXL side"
    regions = regions_of(entry.cxl, [each.name for each in memdevs])
    if in_use == "refuse":
        for region in regions:
            where = region_range(region)
            found = [] if where is None else held(entry, where)
            if found:
                raise _busy(entry, what, region.name, in_words(found))
    for region in regions:
        where = region_range(region)
        if where is not None and in_use == "surprise":
            lose(step, entry, region)
        elif where is not None:
            try:
                unplug(step, entry, region)
            except KernelError as error:
                words = in_words(held(entry, where))
                why = error.row.render(error.facts)
                raise _busy(entry, what, region.name, f"{words} ({why})") from None
        if in_use != "surprise":
            _destroy(step, entry, region.id)


def _busy(entry: HostEntry, what: str, region: str, holders: str) -> Refused:
    return Refused(
        "MEMORY_IN_USE", what=f"{region}, behind {what},", host=entry.host, holders=holders
    )


def _destroy(step: Step, entry: HostEntry, number: int) -> None:
    assert entry.cxl is not None, "regions belong to a CXL side"
    name = entry.cxl.region(number).name
    let_go(step, entry, entry.cxl.region(number))
    state = commit.unbind(entry.cxl, number)
    try:
        state = assembly.destroy_region(state, number)
    except LeftBehind as error:
        # DPA above it is still in use: the region stays, without the targets that went
        state = error.left
    except KernelError:
        return  # firmware locked it: it loses its target as in a surprise
    step.put_cxl(entry, state)
    step.effect("region", entry, name=name, detail="destroyed: its devices go")


def _lose_memdev(step: Step, entry: HostEntry, memdev: Memdev) -> None:
    assert entry.cxl is not None, "memdevs belong to a CXL side"
    lines = entry.cxl.poison.get(memdev.name, ())
    device = step.fabric.plant.devices.get(memdev.device)
    if device is not None and device.poison.get(memdev.ld, ()) != lines:
        poison = {ld: each for ld, each in device.poison.items() if ld != memdev.ld}
        if lines:
            poison[memdev.ld] = lines
        step.put_device(msgspec.structs.replace(device, poison=poison))
    function_gone(step, entry, memdev.pci)
    for region in regions_of(entry.cxl, [memdev.name]):
        step.effect("region", entry, name=region.name, detail=f"degraded: {memdev.name} is gone")
    step.put_cxl(entry, hotplug.remove_memdev(entry.cxl, memdev.name))
    detail = f"gone: {_ld_name(memdev.device, memdev.ld, step)}"
    step.effect("memdev", entry, name=memdev.name, detail=detail)


def _find_memdev(step: Step, entry: HostEntry, seen: Seen) -> None:
    assert entry.cxl is not None, "memdevs belong to a CXL side"
    device = step.fabric.plant.devices[seen.device]
    state, name = hotplug.add_memdev(entry.cxl, seen, device, step.fabric.plant.switches)
    step.put_cxl(entry, state)
    detail = f"found: {_ld_name(seen.device, seen.ld, step)}"
    step.effect("memdev", entry, name=name, detail=detail)


def _ld_name(device: str, ld: int, step: Step) -> str:
    found = step.fabric.plant.devices.get(device)
    many = found is not None and len(found.lds) > 1
    return f"LD {ld} of device {device}" if many else f"device {device}"


def _note_frozen(step: Step, entry: HostEntry, wanted: dict[tuple[str, int], Seen]) -> None:
    """Which memdevs are behind a frozen vPPB."""
    state = entry.cxl
    assert state is not None, "memdevs belong to a CXL side"
    frozen = frozenset(
        each.name
        for each in state.topology.memdevs
        if (each.device, each.ld) in wanted and wanted[each.device, each.ld].frozen
    )
    if frozen != state.frozen:
        step.put_cxl(entry, msgspec.structs.replace(state, frozen=frozen))
