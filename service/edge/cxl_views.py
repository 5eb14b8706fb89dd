"""Reads of the plant and of addresses: from the state of a fabric to what one reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from service.bounded import Strict, parse_hex, to_hex
from service.cxl import dcd, dpa, translate
from service.cxl.hardware import Binding, Device, Peer, Switch
from service.cxl.hotplug import memdev_at
from service.cxl.memdev import POISON_BYTES
from service.cxl.plant import Plant
from service.cxl.setup import decoder_of
from service.cxl.state import CxlState
from service.cxl.topology import Memdev
from service.edge import cxl_resources as r
from service.edge.capacity import binding_conditions
from service.fabric.cxl.commands import MappingView
from service.fabric.cxl.plant import bound_to
from service.fabric.cxl.step import Step
from service.fabric.state import FabricState, HostEntry
from service.mm.rmap import frame_of, mappings_of
from service.mm.undo import Undo
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import Refused

_STATUS: Final[dict[Binding, r.Status]] = {
    Binding.UNBOUND: "UNBOUND",
    Binding.BIND_OR_UNBIND_IN_PROGRESS: "BIND_OR_UNBIND_IN_PROGRESS",
    Binding.BOUND_PHYSICAL_PORT: "BOUND_PHYSICAL_PORT",
    Binding.BOUND_LD: "BOUND_LD",
}


def _port(plant: Plant, switch: Switch, number: int) -> r.PhysicalPort:
    end = Peer("switch", switch.switch, number)
    link = plant.link_of(end)
    other = None if link is None else link.lower if link.upper == end else link.upper
    upstream = switch.of_usp(number) is not None
    device = plant.devices[other.name] if other is not None and other.kind == "device" else None
    return r.PhysicalPort.model_construct(
        port_id=number,
        state="upstream" if upstream else "downstream" if link is not None else "disabled",
        link="none" if link is None else "up" if link.up else "down",
        connected=None if other is None else str(other),
        device_kind=None if device is None else device.kind,
        supported_ld_count=None if device is None else len(device.lds),
    )


def switch_view(fabric: FabricState, switch: Switch) -> r.SwitchView:
    """A switch with its ports and virtual switches."""
    plant = fabric.plant
    vcss = []
    for vcs in switch.vcss:
        host = plant.host_of(switch.switch, vcs)
        bound = sum(each.status >= Binding.BOUND_PHYSICAL_PORT for each in vcs.vppbs)
        vcss.append(
            r.VcsView.model_construct(
                vcs_id=vcs.vcs_id,
                usp=vcs.usp,
                host=None if host is None else host.name,
                nr_vppbs=len(vcs.vppbs),
                nr_bound=bound,
            )
        )
    return r.SwitchView.model_construct(
        switch=switch.switch,
        generation=switch.generation,
        powered=switch.powered,
        nr_ports=switch.nr_ports,
        nr_decoders=switch.nr_decoders,
        nr_vppbs=sum(each.nr_vppbs for each in vcss),
        nr_bound=sum(each.nr_bound for each in vcss),
        vcss=tuple(vcss),
        ports=tuple(_port(plant, switch, number) for number in range(switch.nr_ports)),
    )


def vppb_views(fabric: FabricState, switches: Iterable[Switch]) -> list[Strict]:
    """The vPPBs of switches in order."""
    return [each for switch in switches for each in _vppbs(fabric, switch)]


def _vppbs(fabric: FabricState, switch: Switch) -> list[r.VppbView]:
    plant = fabric.plant
    found = []
    for vcs in switch.vcss:
        host = plant.host_of(switch.switch, vcs)
        for vppb_id, vppb in enumerate(vcs.vppbs):
            bound = vppb.port >= 0
            link = plant.links.get(Peer("switch", switch.switch, vppb.port)) if bound else None
            leads = link is not None and link.lower.kind == "device"
            device = plant.devices[link.lower.name] if link is not None and leads else None
            memdev = None
            if device is not None and link is not None and host is not None:
                ld = device.ld_of(link.lower.number, vppb.ld)
                entry = fabric.hosts.get(host.name)
                if entry is not None and entry.cxl is not None and ld is not None:
                    memdev = memdev_at(entry.cxl, device.device, ld)
            found.append(
                r.VppbView.model_construct(
                    switch=switch.switch,
                    vcs_id=vcs.vcs_id,
                    vppb_id=vppb_id,
                    binding_status=_STATUS[vppb.status],
                    bound_port_id=vppb.port if bound else None,
                    bound_ld_id=vppb.ld if bound else None,
                    frozen=vppb.frozen,
                    device=None if device is None else device.device,
                    host=None if host is None else host.name,
                    memdev=None if memdev is None else memdev.name,
                    conditions=binding_conditions(
                        None if host is None else fabric.hosts.get(host.name),
                        None if memdev is None else memdev.name,
                        vppb,
                    ),
                )
            )
    return found


def _has(fabric: FabricState, device: Device, ld: int) -> tuple[HostEntry, Memdev] | None:
    """The host that has an LD, and the memdev it is there."""
    for host in fabric.plant.hosts_of_device(device.device):
        entry = fabric.hosts.get(host)
        if entry is not None and entry.cxl is not None:
            memdev = memdev_at(entry.cxl, device.device, ld)
            if memdev is not None:
                return entry, memdev
    return None


def ld_view(fabric: FabricState, device: Device, ld: int) -> r.LdView:
    """A logical device with its accounts."""
    ram, pmem = device.ld_size(ld)
    found = _has(fabric, device, ld)
    if found is None:
        has = dpa.Capacity(ram + pmem, 0, 0, ram + pmem, max(ram, pmem))
    else:
        assert found[0].cxl is not None, "a memdev belongs to a CXL side"
        has = dpa.capacity(found[0].cxl, found[1].name)
    dynamic = device.dc.get(ld, dcd.Dcd())
    return r.LdView.model_construct(
        ld=ld,
        head=device.lds[ld].head,
        range1=device.lds[ld].range1,
        range2=device.lds[ld].range2,
        ram_size=ram,
        pmem_size=pmem,
        bound_to=bound_to(Step(fabric, Undo()), device, ld),
        host=None if found is None else found[0].host,
        memdev=None if found is None else found[1].name,
        total_size=ram + pmem,
        used_size=has.used,
        skipped_size=has.skipped,
        free_size=has.free,
        max_available_extent=has.largest,
        dc_accepted_size=dcd.backed_bytes(dynamic),
        dc_pending_size=sum(each.size for group in dynamic.pending for each in group),
    )


def device_view(fabric: FabricState, device: Device) -> r.DeviceView:
    """A device with its logical devices."""
    lds = tuple(ld_view(fabric, device, ld) for ld in range(len(device.lds)))
    heads = []
    for head in range(device.nr_heads):
        upper = fabric.plant.uplinks.get(Peer("device", device.device, head))
        heads.append("" if upper is None else str(upper))
    allocated = sum(each.total_size for each in lds)
    dynamic = dcd.occupied(tuple(device.dc.values()))
    return r.DeviceView.model_construct(
        device=device.device,
        generation=device.generation,
        kind=device.kind,
        serial=to_hex(device.serial),
        powered=device.powered,
        device_type=device.device_type,
        nr_heads=device.nr_heads,
        granularity=device.granularity,
        ram_size=device.ram_size,
        pmem_size=device.pmem_size,
        allocated_size=allocated,
        unallocated_size=device.ram_size + device.pmem_size - allocated,
        used_size=sum(each.used_size for each in lds),
        free_size=sum(each.free_size for each in lds),
        max_available_extent=max(each.max_available_extent for each in lds),
        dc_size=device.dc_size,
        dc_used_size=dynamic,
        dc_free_size=device.dc_size - dynamic,
        dc_max_available_extent=min(
            dcd.largest(tuple(device.dc.values())), device.dc_size - dynamic
        ),
        qos_class=device.qos_class,
        memory_class=device.memory_class or None,
        owner=device.owner or None,
        ats=device.ats,
        heads=tuple(heads),
        lds=lds,
    )


def extent_views(devices: Iterable[Device]) -> list[Strict]:
    """The extents of dynamic capacity of devices: accepted ones, then offers, in order."""
    found: list[Strict] = []
    for device in devices:
        for ld in sorted(device.dc):
            dynamic = device.dc[ld]
            rows: list[tuple[Literal["accepted", "pending"], dcd.Extent]]
            rows = [("accepted", each) for each in dynamic.extents]
            rows += [("pending", each) for group in dynamic.pending for each in group]
            found += [
                r.DcExtentView.model_construct(
                    device=device.device,
                    ld=ld,
                    state=state,
                    position=position,
                    start=to_hex(each.start),
                    size=each.size,
                    tag=each.tag or None,
                    shared_seq=each.shared_seq,
                )
                for position, (state, each) in enumerate(rows)
            ]
    return found


# --- addresses


def cxl_of(entry: HostEntry) -> CxlState:
    """The CXL side of a host. Refuses: UNKNOWN_OBJECT."""
    if entry.cxl is None:
        raise Refused("UNKNOWN_OBJECT", kind="CXL root of host", name=entry.host)
    return entry.cxl


def by_dpa(entry: HostEntry, memdev: str, offset: str) -> r.TranslationView:
    """A byte of a memdev from both sides. Refuses: UNKNOWN_OBJECT."""
    state = cxl_of(entry)
    found = state.topology.memdev_of.get(memdev)
    at = parse_hex(offset)
    if found is None:
        raise Refused("UNKNOWN_OBJECT", kind="memdev", name=memdev)
    if at >= max((part.end for part in found.partitions), default=0):
        raise Refused("UNKNOWN_OBJECT", kind=f"DPA of {memdev}", name=offset)
    place = translate.Place(memdev, at)
    return _translation(entry, state, place, translate.dpa_to_hpa(state, place))


def media_errors(entry: HostEntry) -> list[Strict]:
    """The poison lists of all memdevs of a host, each line with where it surfaces."""
    state = cxl_of(entry)
    found: list[Strict] = []
    for memdev in state.topology.memdevs:
        for start, length in state.poison.get(memdev.name, ()):
            place = translate.Place(memdev.name, start)
            seen = _translation(entry, state, place, translate.dpa_to_hpa(state, place))
            found.append(
                r.MediaErrorView.model_construct(
                    memdev=memdev.name,
                    dpa=to_hex(start),
                    length=length,
                    device=seen.device,
                    ld=seen.ld,
                    hpa=seen.hpa,
                    region=seen.region,
                    pfn=seen.pfn,
                    nid=seen.nid,
                    page=seen.page,
                )
            )
    return sorted(found, key=media_error_key)


def media_error_key(item: Any) -> tuple[int, int]:
    """Orders the survey by memdev and DPA."""
    return int(item.memdev.removeprefix("mem")), parse_hex(item.dpa)


def by_hpa(entry: HostEntry, address: str) -> r.TranslationView:
    """A host address from both sides. Refuses: UNKNOWN_OBJECT where no committed region maps it."""
    state = cxl_of(entry)
    place = translate.hpa_to_dpa(state, parse_hex(address))
    if place is None:
        raise Refused("UNKNOWN_OBJECT", kind="CXL memory at HPA", name=address)
    return _translation(entry, state, place, parse_hex(address))


def _translation(
    entry: HostEntry, state: CxlState, place: translate.Place, hpa: int | None
) -> r.TranslationView:
    memdev = state.topology.memdev_of[place.memdev]
    line = place.dpa // POISON_BYTES * POISON_BYTES
    poison = state.poison.get(memdev.name, ())
    fields: dict[str, Any] = {
        "memdev": memdev.name,
        "dpa": to_hex(place.dpa),
        "device": memdev.device or None,
        "ld": memdev.ld if memdev.device else None,
        "poisoned": any(start <= line < start + size for start, size in poison),
    }
    if hpa is not None:
        fields |= _decoding(state, memdev, place.dpa, hpa) | _paging(entry, hpa)
    return r.TranslationView.model_construct(**fields)


def _decoding(state: CxlState, memdev: Memdev, at: int, hpa: int) -> dict[str, Any]:
    number, decoder = next(
        (number, each)
        for number, each in enumerate(state.endpoints[memdev.name])
        if each.dpa_start <= at < each.dpa_start + each.dpa_size
    )
    assert decoder.region is not None, "a byte with an HPA belongs to a region"
    region = state.region(decoder.region)
    names = []
    for port, _ in reversed(state.topology.path(memdev)):
        above = decoder_of(state, port.name, region.id)
        if above is not None:
            names.append(port.decoder_name(above))
    return {
        "hpa": to_hex(hpa),
        "root_decoder": state.window(region).name,
        "region": region.name,
        "position": decoder.pos,
        "decoder": memdev.decoder_name(number),
        "switch_decoders": tuple(names),
    }


def _paging(entry: HostEntry, hpa: int) -> dict[str, Any]:
    frame = frame_of(entry.state, hpa >> PAGE_SHIFT)
    fields: dict[str, Any] = {"pfn": to_hex(hpa >> PAGE_SHIFT)}
    if frame is None:
        return fields
    fields["nid"] = frame.zone[0]
    if frame.obj is None:
        kind, name = entry.state.owners[frame.owner] if frame.owner else ("free", "")
        fields |= {"page": "kernel" if kind == "alloc" else kind, "name": str(name)}
        return fields
    poisoned = frame.obj.mark_at("hwpoison", frame.at)
    fields |= {"page": "hwpoison" if poisoned else frame.obj.kind, "name": frame.obj.name}
    fields["mappings"] = tuple(
        MappingView.model_construct(
            pid=each.task.pid,
            area=each.vma.label or each.vma.kind,
            addr=to_hex((each.vpn << PAGE_SHIFT) + hpa % PAGE_SIZE),
        )
        for each in mappings_of(entry.state, frame.obj, frame.at)
    )
    return fields


def switches(fabric: FabricState, only: str | None = None) -> Sequence[Switch]:
    """The switches of a fabric by name, or one. Refuses: UNKNOWN_OBJECT."""
    plant = fabric.plant
    if only is None:
        return [plant.switches[name] for name in sorted(plant.switches)]
    return [Step(fabric, Undo()).switch(only)]


def devices(fabric: FabricState, only: str | None = None) -> Sequence[Device]:
    """The devices of a fabric by name, or one. Refuses: UNKNOWN_OBJECT."""
    plant = fabric.plant
    if only is None:
        return [plant.devices[name] for name in sorted(plant.devices)]
    return [Step(fabric, Undo()).device(only)]
