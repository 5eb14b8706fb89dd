"""Dynamic capacity: the fabric manager offers extents to the host of an LD and asks them back.

Linux 7.3 has no dynamic capacity; the twin follows the series on the list: the memdev has a
partition `dynamic_ram_a`, a region of that mode is backed where extents were accepted, and its dax
device or cxl_sysram plugs the whole memory blocks in them. An extent goes only after its memory.
Source: CXL 3.2 7.6.7.6 (5600h to 5608h) and 8.2.10.9.9 (4800h to 4803h).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.bounded import parse_hex, to_hex
from service.cxl import dcd
from service.cxl.dcd import Cci, Dcd, Extent, Removal, Reply, Selection
from service.cxl.hardware import Device
from service.cxl.hotplug import accepted, memdev_at
from service.cxl.state import Config, CxlState
from service.cxl.topology import DYNAMIC, Memdev
from service.fabric.cxl.commands import DcAdd, DcRelease, DcRespond, ExtentSpec
from service.fabric.cxl.memory import release_range
from service.fabric.cxl.step import Step
from service.fabric.state import HostEntry
from service.reasons import Refused

#: return code -> its name in the specification's table
CCI_NAMES: Final[dict[Cci, str]] = {
    Cci.SUCCESS: "Success",
    Cci.INVALID_INPUT: "Invalid Input",
    Cci.INVALID_PA: "Invalid Physical Address",
    Cci.RESOURCES_EXHAUSTED: "Resources Exhausted",
    Cci.INVALID_EXTENT_LIST: "Invalid Extent List",
}
_WHY: Final[dict[Cci, str]] = {
    Cci.INVALID_INPUT: "the list is empty, or nothing has the tag",
    Cci.INVALID_PA: "an extent is not inside one region, not offered, or not held",
    Cci.RESOURCES_EXHAUSTED: "more extents than the device tracks",
    Cci.INVALID_EXTENT_LIST: "an extent is not whole blocks, or overlaps another",
}


def _device(step: Step, command: Any) -> tuple[Device, Dcd]:
    """The device and the dynamic capacity of its LD. Refuses: UNKNOWN_OBJECT, DC_REFUSED."""
    device = step.device(command.device)
    found = device.dc.get(command.ld)
    if found is None:
        what = "no such LD" if device.dc_regions else "no dynamic capacity"
        raise _refused(device, command.op, Cci.INVALID_INPUT, f"{what} ({device.kind})")
    return device, found


def _refused(device: Device, command: str, code: Cci, why: str | None = None) -> Refused:
    return Refused(
        "DC_REFUSED",
        device=device.device,
        command=command,
        cci=CCI_NAMES[code],
        code=f"{int(code):#04x}",
        why=why or _WHY[code],
    )


def _put(step: Step, device: Device, ld: int, found: Dcd) -> None:
    """The dynamic capacity of an LD is as given; event records have been delivered."""
    delivered = msgspec.structs.replace(found, events=())
    for each in found.events:
        step.effect(
            "extent",
            name=f"LD {ld} of device {device.device}",
            detail=f"{each.kind} {each.extent.start:#x} size {each.extent.size:#x}"
            f" tag {each.extent.tag or 'none'}{' more' if each.more else ''}",
        )
    changed = msgspec.structs.replace(
        device, dc={**device.dc, ld: delivered}, generation=device.generation + 1
    )
    step.put_device(changed)
    seen = _host_of(step, device.device, ld)
    if seen is not None:
        entry, state, memdev = seen
        extents = {**state.extents, memdev.name: accepted(changed, ld)}
        step.put_cxl(entry, msgspec.structs.replace(state, extents=extents))


def _host_of(step: Step, device: str, ld: int) -> tuple[HostEntry, CxlState, Memdev] | None:
    """The host that has an LD, and the memdev that it is there."""
    for host in step.fabric.plant.hosts_of_device(device):
        entry = step.fabric.hosts.get(host)
        if entry is not None and entry.cxl is not None:
            memdev = memdev_at(entry.cxl, device, ld)
            if memdev is not None:
                return entry, entry.cxl, memdev
    return None


def _let_memory_go(step: Step, command: DcRelease, extents: tuple[Extent, ...]) -> None:
    """Memory behind extents goes before they do. Refuses: MEMORY_IN_USE."""
    seen = _host_of(step, command.device, command.ld)
    if seen is None:
        return
    entry, state, memdev = seen
    what = f"extents of device {command.device}"
    in_use = "surprise" if command.forced else command.in_use
    for each in extents:
        for decoder in state.endpoints[memdev.name]:
            low = max(each.start, decoder.dpa_start)
            high = min(each.end, decoder.dpa_start + decoder.dpa_size)
            region = None if decoder.region is None else state.region(decoder.region)
            if low >= high or region is None or region.mode != DYNAMIC:
                continue
            start = region.hpa_start
            if start is not None and region.state is Config.COMMIT:
                where = (start + low - decoder.dpa_start, high - low)
                release_range(step, entry, region, where, in_use, what)


def _extents(specs: tuple[ExtentSpec, ...], tag: str | None) -> tuple[Extent, ...]:
    return tuple(Extent(parse_hex(each.start), each.size, each.tag or tag or "") for each in specs)


def _specs(extents: tuple[Extent, ...]) -> tuple[ExtentSpec, ...]:
    return tuple(
        ExtentSpec.model_construct(start=to_hex(each.start), size=each.size, tag=each.tag or None)
        for each in extents
    )


def _good(device: Device, command: str, reply: Reply) -> Dcd:
    if reply.code is not Cci.SUCCESS:
        raise _refused(device, command, reply.code)
    return reply.device


def _selected(device: Device, found: Dcd, command: DcAdd) -> tuple[Extent, ...]:
    """The extents to offer by the selection policy. Refuses: DC_REFUSED."""
    if command.policy == "prescriptive":
        return _extents(command.extents, command.tag)
    if command.policy == "enable_shared":
        shared = [
            each
            for ld, other in sorted(device.dc.items())
            if ld != command.ld
            for each in other.extents
            if command.tag is not None and each.tag == command.tag
        ]
        unique = {each.start: each for each in shared}
        return tuple(unique[start] for start in sorted(unique))
    if command.region >= len(device.dc_regions):
        why = f"the device has {len(device.dc_regions)} dynamic capacity regions"
        raise _refused(device, command.op, Cci.INVALID_INPUT, why)
    chosen = dcd.choose(
        found, command.region, command.length, contiguous=command.policy == "contiguous"
    )
    if not chosen:
        why = f"region {command.region} has no {command.length} bytes left for {command.policy}"
        raise _refused(device, command.op, Cci.RESOURCES_EXHAUSTED, why)
    return tuple(msgspec.structs.replace(each, tag=command.tag or "") for each in chosen)


def dc_add(step: Step, command: DcAdd) -> tuple[str, dict[str, Any]]:
    """Initiate Dynamic Capacity Add. Refuses: UNKNOWN_OBJECT, DC_REFUSED with the CCI code."""
    device, found = _device(step, command)
    extents = _selected(device, found, command)
    if command.policy == "enable_shared":
        device = _mark_shared(device, command, extents)
        found = device.dc[command.ld]
        extents = tuple(
            msgspec.structs.replace(each, shared_seq=number)
            for number, each in enumerate(extents, 1)
        )
    offered = _good(device, command.op, dcd.initiate_add(found, Selection.PRESCRIPTIVE, extents))
    total = dcd.occupied(tuple({**device.dc, command.ld: offered}.values()))
    if total > device.dc_size:
        why = f"{total} bytes would be taken of {device.dc_size}"
        raise _refused(device, command.op, Cci.RESOURCES_EXHAUSTED, why)
    if command.accept:
        if offered.pending[0] != extents:
            why = "the host answers an earlier offer first"
            raise _refused(device, command.op, Cci.INVALID_INPUT, why)
        offered = _good(device, command.op, dcd.add_response(offered, extents))
    _put(step, device, command.ld, offered)
    verb = "accepted" if command.accept else "offered"
    size = sum(each.size for each in extents)
    sentence = f"{len(extents)} extents, {size} bytes of device {device.device}, are {verb}"
    return sentence, {"extents": _specs(extents)}


def _mark_shared(device: Device, command: DcAdd, extents: tuple[Extent, ...]) -> Device:
    """Extents that LDs share have a sequence from 1 on, with those who had them first, too."""
    order = {each.start: number for number, each in enumerate(extents, 1)}
    dc = {
        ld: msgspec.structs.replace(
            found,
            extents=tuple(
                msgspec.structs.replace(each, shared_seq=order[each.start])
                if each.tag == command.tag and each.start in order
                else each
                for each in found.extents
            ),
        )
        for ld, found in device.dc.items()
    }
    return msgspec.structs.replace(device, dc=dc)


def dc_respond(step: Step, command: DcRespond) -> tuple[str, dict[str, Any]]:
    """The host's answer to the first offer. Refuses: UNKNOWN_OBJECT, DC_REFUSED."""
    device, found = _device(step, command)
    extents = _extents(command.extents, None)
    if not found.pending:
        raise _refused(device, command.op, Cci.INVALID_INPUT, "nothing is offered")
    before = len(found.extents)
    accepted = _good(device, command.op, dcd.add_response(found, extents))
    _put(step, device, command.ld, accepted)
    taken = accepted.extents[before:]
    sentence = f"the host took {len(taken)} extents of device {device.device}"
    return sentence, {"extents": _specs(taken)}


def dc_release(step: Step, command: DcRelease) -> tuple[str, dict[str, Any]]:
    """Initiate Dynamic Capacity Release. Refuses: UNKNOWN_OBJECT, DC_REFUSED, MEMORY_IN_USE."""
    device, found = _device(step, command)
    if command.policy == "tag_based":
        extents = tuple(each for each in found.extents if command.tag and each.tag == command.tag)
    else:
        extents = _extents(command.extents, command.tag)
    asked = _good(
        device,
        command.op,
        dcd.initiate_release(found, Removal.PRESCRIPTIVE, extents, forced=command.forced),
    )
    verb = "asked back"
    if command.forced or command.respond:
        _let_memory_go(step, command, extents)
        device = step.device(command.device)
    if command.forced:
        asked, verb = dcd.take_away(asked, extents), "taken away"
    elif command.respond:
        asked, verb = _good(device, command.op, dcd.release(asked, extents)), "released"
    _put(step, device, command.ld, asked)
    size = sum(each.size for each in extents)
    sentence = f"{len(extents)} extents, {size} bytes of device {device.device}, are {verb}"
    return sentence, {"extents": _specs(extents)}


Handler = Callable[[Step, Any], tuple[str, dict[str, Any]]]

#: operation -> (handler, source)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "dc_add": (dc_add, "CXL 3.2 7.6.7.6.5, Initiate Dynamic Capacity Add (5604h)"),
    "dc_respond": (dc_respond, "CXL 3.2 8.2.10.9.9.3, Add Response (4802h)"),
    "dc_release": (dc_release, "CXL 3.2 7.6.7.6.6, Initiate Dynamic Capacity Release (5605h)"),
}
