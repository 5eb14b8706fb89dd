"""Composing memory over hosts: choose, reserve, bring online; all parts or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.bounded import to_hex
from service.cxl import assembly
from service.cxl.composition import Composition, Part
from service.cxl.hardware import NO_LD, Peer, Vppb
from service.cxl.hotplug import memdev_at
from service.fabric.cxl.candidates import candidates, folded
from service.fabric.cxl.commands import BindVppb
from service.fabric.cxl.commands.compose import (
    AssignLd,
    Candidate,
    Compose,
    ComposedPart,
    ComposePart,
    ConfirmComposition,
    UnassignLd,
)
from service.fabric.cxl.plant import INVALID_INPUT
from service.fabric.cxl.presence import reconcile
from service.fabric.cxl.step import Step
from service.fabric.cxl.vppb import bind_vppb
from service.fabric.devices.commands import DevmCxlAddSysram
from service.fabric.devices.handlers import ACTIONS
from service.fabric.devices.handlers import HANDLERS as DEVICE_HANDLERS
from service.fabric.devices.machine import Machine
from service.fabric.state import HostEntry
from service.mm.commands.private import NodePrivateOps, NodePrivateSetOps
from service.mm.context import Context
from service.reasons import KernelError, Refused

#: groups of candidates that the text of a refusal names; its facts have them all
NAMED_MAX: Final = 4
#: where composing and freeing come from
COMPOSE_SOURCE: Final = (
    "the twin's own; regions as ndctl cxl/region.c, memory as patches 22, 24, 25"
)


def compose(step: Step, command: Compose) -> tuple[str, dict[str, Any]]:
    """Refuses: ALREADY_EXISTS, UNKNOWN_HOST, HOST_OFF, COMPOSE_NO_CANDIDATE, COMPOSE_FAILED."""
    if command.composition in step.fabric.compositions:
        raise Refused("ALREADY_EXISTS", kind="composition", name=command.composition)
    looked: list[Candidate] = []
    bound: list[tuple[str, int, int]] = []
    parts = []
    for number, part in enumerate(command.parts):
        entry = step.entry(part.host)
        if not entry.powered:
            raise Refused("HOST_OFF", host=part.host)
        taken = _choose(step, entry, number, part, looked, bound)
        parts.append(_reserve(step, entry, number, part, taken))
    lease = command.lease_ns
    made = Composition(
        command.composition,
        tuple(parts),
        -1 if lease is None else step.fabric.now_ns + lease,
        tuple(bound),
    )
    put_composition(step, made)
    if lease is None:
        _online(step, made)
    what = "reserved" if lease is not None else "online"
    hosts = ", ".join(dict.fromkeys(part.host for part in parts))
    sentence = (
        f"composition {made.name}: {sum(part.size for part in parts)} bytes on {hosts}, {what}"
    )
    return sentence, {"parts": _composed(step, made), "candidates": tuple(looked)}


def _choose(
    step: Step,
    entry: HostEntry,
    number: int,
    part: ComposePart,
    looked: list[Candidate],
    bound: list[tuple[str, int, int]],
) -> Candidate:
    """The first candidate that fits; free LDs are bound one by one until there is one."""
    found = list(candidates(step, entry, number, part))
    mark = step.mark()
    ours: list[tuple[str, int, int]] = []
    while not any(each.verdict == "OK" for each in found):
        place = _bind_one(step, entry, part) if part.bind and part.memdevs is None else None
        if place is None:
            step.back(mark)
            looked += found
            raise _no_candidate(entry, number, part, found)
        ours.append(place)
        found = list(candidates(step, entry, number, part))
    bound += ours
    taken = next(each for each in found if each.verdict == "OK")
    chosen = taken.model_copy(update={"verdict": "TAKEN"})
    looked += [chosen if each is taken else each for each in found]
    return chosen


def _no_candidate(
    entry: HostEntry, number: int, part: ComposePart, found: list[Candidate]
) -> Refused:
    """The refusal of a part: what came nearest in its text, every candidate in its facts."""
    looked = folded(found)
    whys = [
        f"{each['decoder']} x{'/'.join(str(ways) for ways in each['ways'])}: "
        f"{each['verdict']} ({each['why']})"
        for each in looked
    ]
    more = f"; {len(whys) - NAMED_MAX} more" if len(whys) > NAMED_MAX else ""
    return Refused(
        "COMPOSE_NO_CANDIDATE",
        part=number,
        host=entry.host,
        size=part.size,
        largest=max((each["largest"] for each in looked), default=0),
        nearest="; ".join(whys[:NAMED_MAX]) + more if whys else "the host has no root decoder",
        candidates=looked,
    )


def _bind_one(step: Step, entry: HostEntry, part: ComposePart) -> tuple[str, int, int] | None:
    """Binds the next free LD that a switch of the host can give; None where there is none."""
    plant = step.fabric.plant
    for root_port in plant.root_ports(entry.host, entry.bridges):
        lower = plant.below(root_port)
        vcs = (
            plant.switches[lower.name].of_usp(lower.number)
            if lower is not None and lower.kind == "switch"
            else None
        )
        if lower is None or vcs is None:
            continue
        free = next((n for n, v in enumerate(vcs.vppbs) if v == Vppb()), None)
        for port in range(plant.switches[lower.name].nr_ports) if free is not None else ():
            found = _free_ld(step, lower.name, port, part)
            if found is not None and free is not None:
                place = (lower.name, vcs.vcs_id, free)
                _bind(step, place, port, found)
                return place
    return None


def _free_ld(step: Step, switch: str, port: int, part: ComposePart) -> int | None:
    """The LD-ID (FFFFh: no MLD) of the first LD at a port that nobody has and that suits."""
    plant = step.fabric.plant
    head = plant.below(Peer("switch", switch, port))
    if head is None or head.kind != "device":
        return None
    device = plant.devices[head.name]
    wanted = (
        part.memory_class in {None, device.memory_class or None}
        and part.owner in {None, device.owner or None}
        and part.ats in {None, device.ats}
    )
    taken = {v.ld for vcs in plant.switches[switch].vcss for v in vcs.vppbs if v.port == port}
    ids = range(len(device.lds)) if device.mld else (NO_LD,)
    for ld_id in ids if wanted else ():
        ld = device.ld_of(head.number, ld_id)
        if ld is not None and ld_id not in taken and device.ld_size(ld)[0]:
            return ld_id
    return None


def _bind(step: Step, place: tuple[str, int, int], port: int, ld_id: int) -> None:
    switch, vcs_id, vppb_id = place
    bind_vppb(
        step,
        BindVppb(switch=switch, vcs_id=vcs_id, vppb_id=vppb_id, port_id=port, ld_id=ld_id),
    )


def _reserve(
    step: Step, entry: HostEntry, number: int, part: ComposePart, taken: Candidate
) -> Part:
    """The committed region of a part. Refuses: COMPOSE_FAILED."""
    state = entry.cxl
    assert state is not None, "a candidate has a CXL side"
    window = next(each for each in state.topology.windows if each.name == taken.decoder)
    plan = assembly.Plan(
        window=window.id,
        mode="ram",
        memdevs=taken.memdevs,
        granularity=window.granularity,
        size=part.size,
        target_type=state.topology.memdev_of[taken.memdevs[0]].target_type,
    )
    name = f"region{state.next_id[window.id]}"
    try:
        step.put_cxl(entry, assembly.create_region(state, plan))
    except KernelError as error:
        raise failed(entry, number, error) from None
    step.effect("region", entry, name=name, detail=f"reserved below {window.name}")
    return Part(
        entry.host,
        name,
        window.nid,
        part.size,
        part.private,
        part.online_type,
        tuple(part.np_ops),
        tuple(part.callbacks),
    )


def failed(entry: HostEntry, number: int, error: KernelError) -> Refused:
    """COMPOSE_FAILED: what a host's kernel answered about a part."""
    row = error.row
    assert row.errno is not None, "a kernel reason has an errno"
    return Refused(
        "COMPOSE_FAILED",
        part=number,
        host=entry.host,
        errno=row.errno.name,
        why=f"{error.reason}: {row.render(error.facts)}",
    )


def put_composition(step: Step, made: Composition) -> None:
    """A composition is as given from now on."""
    step.undo.set(step.fabric.compositions, made.name, made)
    step.subjects[""] = None


def _online(step: Step, made: Composition) -> None:
    """Every part becomes memory of its node. Refuses: COMPOSE_FAILED."""
    for number, part in enumerate(made.parts):
        entry = step.entry(part.host)
        try:
            step.on_host(entry, lambda ctx, entry=entry, part=part: _plug(ctx, entry, part, made))  # type: ignore[misc]
        except KernelError as error:
            raise failed(entry, number, error) from None


def _plug(ctx: Context, entry: HostEntry, part: Part, made: Composition) -> None:
    machine = Machine(ctx, entry, DEVICE_HANDLERS, ACTIONS)
    command = DevmCxlAddSysram.model_validate(
        {"region": part.region, "private": part.private, "online_type": part.online_type}
    )
    answer: Any = machine.do(command)
    if not answer.plugged and part.online_type != "offline":
        raise KernelError("COMPOSE_NOT_PLUGGED", region=part.region, why=answer.plug_reason)
    if part.private and part.np_ops:
        ops = NodePrivateOps.model_validate(
            {
                "name": _label(made.name),
                "flags": list(part.np_ops),
                "callbacks": list(part.callbacks)
                or (["migrate_to", "folio_migrate"] if "NP_OPS_MIGRATION" in part.np_ops else []),
            }
        )
        machine.do(NodePrivateSetOps(nid=part.nid, ops=ops))


def _label(name: str) -> str:
    """The name of an ops table: that of the composition as a label."""
    return "c_" + "".join(each if each.isalnum() or each == "_" else "_" for each in name)[:60]


def _composed(step: Step, made: Composition) -> tuple[ComposedPart, ...]:
    found = []
    for part in made.parts:
        state = step.entry(part.host).cxl
        region = None if state is None else state.regions.get(int(part.region[6:]))
        if region is not None:
            found.append(
                ComposedPart.model_construct(
                    host=part.host,
                    region=part.region,
                    resource=to_hex(region.hpa_start or 0),
                    size=part.size,
                    memdevs=tuple(target.memdev for target in region.ordered),
                    nid=part.nid,
                )
            )
    return tuple(found)


def composition_of(step: Step, name: str) -> Composition:
    """A composition. Refuses: UNKNOWN_OBJECT."""
    found = step.fabric.compositions.get(name)
    if found is None:
        raise Refused("UNKNOWN_OBJECT", kind="composition", name=name)
    return found


def confirm_composition(step: Step, command: ConfirmComposition) -> tuple[str, dict[str, Any]]:
    """Refuses: UNKNOWN_OBJECT, COMPOSE_CONFIRMED, COMPOSE_LEASE_ENDED, HOST_OFF, COMPOSE_FAILED."""
    found = composition_of(step, command.composition)
    if found.lease_end < 0:
        raise Refused("COMPOSE_CONFIRMED", composition=found.name)
    if found.waits:
        raise Refused(
            "COMPOSE_LEASE_ENDED",
            composition=found.name,
            lease_end_ns=found.lease_end,
            why=found.waits,
        )
    for part in found.parts:
        if part.host in step.fabric.hosts and not step.entry(part.host).powered:
            raise Refused("HOST_OFF", host=part.host)
    made = msgspec.structs.replace(found, lease_end=-1, generation=found.generation + 1)
    put_composition(step, made)
    _online(step, made)
    return f"composition {made.name} is online", {"parts": _composed(step, made)}


def assign_ld(step: Step, command: AssignLd) -> tuple[str, dict[str, Any]]:
    """Refuses: UNKNOWN_*, LD_UNKNOWN, ASSIGN_NO_VPPB, and what binding refuses."""
    entry = step.entry(command.host)
    device = step.device(command.device)
    if command.ld >= len(device.lds):
        raise Refused(
            "LD_UNKNOWN",
            head=0,
            kind=device.kind,
            device=device.device,
            ld_id=command.ld,
            cci=INVALID_INPUT,
        )
    upper = step.fabric.plant.uplinks.get(
        Peer("device", device.device, device.lds[command.ld].head)
    )
    for vcs in step.switch(upper.name).vcss if upper is not None and upper.kind == "switch" else ():
        host = step.fabric.plant.host_of(upper.name, vcs) if upper is not None else None
        free = next((n for n, each in enumerate(vcs.vppbs) if each == Vppb()), None)
        if upper is None or host is None or host.name != entry.host or free is None:
            continue
        _bind(
            step,
            (upper.name, vcs.vcs_id, free),
            upper.number,
            command.ld if device.mld else NO_LD,
        )
        memdev = None if entry.cxl is None else memdev_at(entry.cxl, device.device, command.ld)
        sentence = f"LD {command.ld} of device {device.device} is assigned to host {entry.host}"
        return sentence, {
            "switch": upper.name,
            "vcs_id": vcs.vcs_id,
            "vppb_id": free,
            "memdev": None if memdev is None else memdev.name,
        }
    raise Refused("ASSIGN_NO_VPPB", device=device.device, host=entry.host)


def unassign_ld(step: Step, command: UnassignLd) -> str:
    """Refuses: UNKNOWN_OBJECT, ASSIGN_NOT_BOUND, MEMORY_IN_USE."""
    device = step.device(command.device)
    for switch in step.fabric.plant.switches.values():
        for vcs in switch.vcss:
            for vppb_id, vppb in enumerate(vcs.vppbs):
                link = step.fabric.plant.links.get(Peer("switch", switch.switch, vppb.port))
                if link is None or link.lower.name != device.device:
                    continue
                if device.ld_of(link.lower.number, vppb.ld) == command.ld:
                    step.put_switch(switch.with_vppb(vcs.vcs_id, vppb_id, Vppb()))
                    host = step.fabric.plant.host_of(switch.switch, vcs)
                    hosts = () if host is None else (host.name,)
                    what = f"LD {command.ld} of device {device.device}"
                    reconcile(step, hosts, command.in_use, what)
                    return f"{what} is free"
    raise Refused("ASSIGN_NOT_BOUND", ld=command.ld, device=device.device)


Handler = Callable[[Step, Any], Any]

#: operation -> (handler, source)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "compose": (compose, COMPOSE_SOURCE),
    "confirm_composition": (confirm_composition, COMPOSE_SOURCE),
    "assign_ld": (assign_ld, "CXL 3.2 7.6.7.2.2, Bind vPPB (5201h)"),
    "unassign_ld": (unassign_ld, "CXL 3.2 7.6.7.2.3, Unbind vPPB (5202h)"),
}
