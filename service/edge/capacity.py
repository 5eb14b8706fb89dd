"""Compositions with their conditions, and capacity: what there is, who has it, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import Field

from service.bounded import NOT_NULL, Count, Hex, HostName, Nid, Strict, WideBytes
from service.cxl import dcd, dpa
from service.cxl.composition import Composition, Part
from service.cxl.hardware import Binding, Device, Vppb
from service.cxl.state import Config, CxlState, Region
from service.fabric.cxl.commands import MemdevName, PlantName
from service.fabric.cxl.commands.compose import CompositionName
from service.fabric.cxl.memory import plugged, region_range, regions_of
from service.fabric.cxl.plant import bound_to
from service.fabric.cxl.step import Step
from service.fabric.devices.commands import RegionName
from service.fabric.state import FabricState, HostEntry
from service.mm.commands.views import MESSAGE_MAX, Condition, Conditions, ConditionType
from service.mm.undo import Undo


class PartView(Strict):
    """Memory of one host in a composition."""

    host: HostName
    region: RegionName
    nid: Nid
    size: WideBytes
    private: bool
    resource: Annotated[Hex | None, NOT_NULL] = None
    memdevs: Annotated[tuple[MemdevName, ...], Field(max_length=16)] = ()
    conditions: Conditions


class CompositionView(Strict):
    """A composition; a reservation has a lease that ends at a time of the fabric's clock (ns)."""

    composition: CompositionName
    generation: Count
    confirmed: bool
    lease_end_ns: Annotated[Count | None, NOT_NULL] = None
    size: WideBytes
    parts: Annotated[tuple[PartView, ...], Field(max_length=64)]
    conditions: Conditions


class CapacityView(Strict):
    """Bytes of a device: `total` = `used` + `reserved` + `free`; `largest` is one more extent.

    Used is memory that is online, reserved is in regions or bound DPA without being online. A
    writer names `generation` (the device's) where it must not have changed meanwhile.
    """

    device: PlantName
    kind: Annotated[str, Field(max_length=16)]
    generation: Count
    total: WideBytes
    reserved: WideBytes
    used: WideBytes
    free: WideBytes
    largest: WideBytes
    dc_total: WideBytes
    dc_used: WideBytes
    dc_free: WideBytes
    dc_largest: WideBytes
    #: unit and step of what may be composed
    min_unit: WideBytes
    step_size: WideBytes
    #: LDs that nobody has
    unbound_lds: Count


def _region(entry: HostEntry | None, part: Part) -> tuple[CxlState, Region] | None:
    state = None if entry is None else entry.cxl
    found = None if state is None else state.regions.get(int(part.region.removeprefix("region")))
    return None if state is None or found is None else (state, found)


def _draining(fabric: FabricState, entry: HostEntry) -> bool:
    """Whether an unbind waits for the link of something that the host has."""
    plant = fabric.plant
    for root_port in plant.root_ports(entry.host, entry.bridges):
        link = plant.links.get(root_port)
        if link is None or link.lower.kind != "switch":
            continue
        vcs = plant.switches[link.lower.name].of_usp(link.lower.number)
        vppbs = () if vcs is None else vcs.vppbs
        if any(each.status == Binding.BIND_OR_UNBIND_IN_PROGRESS for each in vppbs):
            return True
    return False


class _Asked(NamedTuple):
    """Why a region is there, and why it could not go when it should have."""

    reason: str
    waits: str = ""


def _conditions(
    fabric: FabricState,
    entry: HostEntry | None,
    found: tuple[CxlState, Region] | None,
    asked: _Asked,
) -> tuple[Condition, ...]:
    """The conditions of a region of a host, in the order in which they come to hold."""
    where = None if found is None else region_range(found[1])
    committed = found is not None and found[1].state is Config.COMMIT
    blocks = [] if where is None or entry is None else plugged(entry, where)
    size = 0 if entry is None else entry.state.block_size
    online = (
        bool(blocks)
        and entry is not None
        and all(
            run.kind.state == "online"
            for _, (start, length) in blocks
            for run in entry.state.blocks.runs(start // size, (start + length) // size)
        )
    )
    poison = found is not None and any(
        found[0].poison.get(target.memdev) for target in found[1].targets.values()
    )
    why = (
        "HostGone"
        if entry is None
        else "RegionGone"
        if found is None
        else "TargetGone"
        if not committed
        else "Poison"
        if poison
        else "Healthy"
    )
    draining = entry is not None and _draining(fabric, entry)
    rows: list[tuple[ConditionType, bool, str]] = [
        ("Requested", True, asked.reason),
        ("Bound", committed, "Committed" if committed else "NotCommitted"),
        ("Hotplugged", bool(blocks), "Plugged" if blocks else "NotPlugged"),
        ("Online", online, "Online" if online else "Offline"),
        ("Degraded", why != "Healthy", why),
        (
            "Draining",
            draining or bool(asked.waits),
            "LeaseEnded" if asked.waits else "UnbindWaits" if draining else "NotAsked",
        ),
    ]
    return tuple(
        Condition.model_construct(
            type=kind,
            status=status,
            reason=reason,
            message=asked.waits[:MESSAGE_MAX] if reason == "LeaseEnded" else "",
        )
        for kind, status, reason in rows
    )


def part_conditions(fabric: FabricState, made: Composition, part: Part) -> tuple[Condition, ...]:
    """The conditions of a part of a composition."""
    entry = fabric.hosts.get(part.host)
    asked = _Asked("Reserved" if made.lease_end >= 0 else "Confirmed", made.waits)
    return _conditions(fabric, entry, _region(entry, part), asked)


def region_conditions(
    fabric: FabricState, entry: HostEntry, region: Region
) -> tuple[Condition, ...]:
    """The conditions of a region, whoever made it; an unfinished one is no longer `Healthy`."""
    assert entry.cxl is not None, "a region belongs to a CXL side"
    asked = _Asked("Firmware" if region.auto else "Created")
    return _conditions(fabric, entry, (entry.cxl, region), asked)


def binding_conditions(
    entry: HostEntry | None, memdev: str | None, vppb: Vppb
) -> tuple[Condition, ...]:
    """The conditions of an attachment: what a vPPB is bound to, and what its host made of it."""
    bound = vppb.status >= Binding.BOUND_PHYSICAL_PORT
    waits = vppb.status is Binding.BIND_OR_UNBIND_IN_PROGRESS
    memory = False
    if entry is not None and entry.cxl is not None and memdev is not None:
        ranges = [region_range(each) for each in regions_of(entry.cxl, [memdev])]
        memory = any(where is not None and plugged(entry, where) for where in ranges)
    why = "Frozen" if vppb.frozen else "NotSeen" if bound and memdev is None else "Healthy"
    rows: list[tuple[ConditionType, bool, str]] = [
        ("Requested", vppb.port >= 0, "Asked" if vppb.port >= 0 else "Free"),
        ("Bound", bound, vppb.status.name),
        ("Hotplugged", memdev is not None, "Found" if memdev is not None else "NotFound"),
        ("Online", memory, "MemoryPlugged" if memory else "NoMemory"),
        ("Degraded", why != "Healthy", why),
        ("Draining", waits, "UnbindWaits" if waits else "NotAsked"),
    ]
    return tuple(
        Condition.model_construct(type=kind, status=status, reason=reason)
        for kind, status, reason in rows
    )


def composition_view(fabric: FabricState, made: Composition) -> CompositionView:
    """A composition with the conditions of its parts, and its own: all parts' together."""
    parts = []
    for part in made.parts:
        found = _region(fabric.hosts.get(part.host), part)
        start = None if found is None else found[1].hpa_start
        parts.append(
            PartView.model_construct(
                host=part.host,
                region=part.region,
                nid=part.nid,
                size=part.size,
                private=part.private,
                resource=None if start is None else f"{start:#x}",
                memdevs=()
                if found is None
                else tuple(target.memdev for target in found[1].ordered),
                conditions=part_conditions(fabric, made, part),
            )
        )
    return CompositionView.model_construct(
        composition=made.name,
        generation=made.generation,
        confirmed=made.lease_end < 0,
        lease_end_ns=made.lease_end if made.lease_end >= 0 else None,
        size=sum(part.size for part in made.parts),
        parts=tuple(parts),
        conditions=tuple(_together(parts)),
    )


def _together(parts: list[PartView]) -> Iterator[Condition]:
    """A good condition holds where it holds of every part, a bad one where of any."""
    for rows in zip(*(part.conditions for part in parts), strict=True):
        bad = rows[0].type in {"Degraded", "Draining"}
        status = any(row.status for row in rows) if bad else all(row.status for row in rows)
        deciding = next((row for row in rows if row.status == status), rows[0])
        yield deciding.model_copy(update={"status": status})


def capacity_view(fabric: FabricState, device: Device) -> CapacityView:
    """What a device has, and what is left of it."""
    step = Step(fabric, Undo())
    total = device.ram_size + device.pmem_size
    used = taken = largest = unbound = 0
    for ld in range(len(device.lds)):
        if bound_to(step, device, ld) is None:
            unbound += 1
            largest = max(largest, *device.ld_size(ld))
    for host in fabric.plant.hosts_of_device(device.device):
        entry = fabric.hosts.get(host)
        if entry is None or entry.cxl is None:
            continue
        for memdev in entry.cxl.topology.memdevs:
            if memdev.device == device.device:
                accounts = [dpa.account(entry.cxl, memdev.name, mode) for mode in dpa.MODES]
                taken += sum(each.used + each.skipped for each in accounts)
                used += _online_share(entry, entry.cxl, memdev.name)
                free = (dpa.available(entry.cxl, memdev.name, mode) for mode in dpa.MODES)
                largest = max(largest, *free)
    dynamic = dcd.occupied(tuple(device.dc.values()))
    allocated = sum(sum(device.ld_size(ld)) for ld in range(len(device.lds)))
    return CapacityView.model_construct(
        device=device.device,
        kind=device.kind,
        generation=device.generation,
        total=total,
        reserved=taken - used,
        used=used,
        free=total - taken,
        largest=max(largest, total - allocated if device.mld else 0),
        dc_total=device.dc_size,
        dc_used=dynamic,
        dc_free=device.dc_size - dynamic,
        dc_largest=min(dcd.largest(tuple(device.dc.values())), device.dc_size - dynamic),
        min_unit=device.granularity if device.mld else 1 << 28,
        step_size=device.granularity if device.mld else 1 << 28,
        unbound_lds=unbound,
    )


def _online_share(entry: HostEntry, state: CxlState, memdev: str) -> int:
    """Bytes of a memdev behind memory that is plugged."""
    total = 0
    for decoder in state.endpoints[memdev]:
        region = None if decoder.region is None else state.region(decoder.region)
        where = None if region is None else region_range(region)
        if region is not None and where is not None:
            size = sum(length for _, (_, length) in plugged(entry, where))
            total += size // region.ways
    return total
