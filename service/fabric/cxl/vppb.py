"""Bind, unbind, freeze and unfreeze vPPBs: which host has which port or logical device.

Source: CXL 3.2 7.6.7.2 (5200h to 5202h). Freezing is what fabric managers do around a move.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.cxl.hardware import NO_LD, Binding, Peer, Switch, Vppb
from service.fabric.cxl.commands import BindVppb, FreezeVppb, UnbindVppb, UnfreezeVppb
from service.fabric.cxl.plant import BUSY, INVALID_INPUT, bound_to
from service.fabric.cxl.presence import InUse, reconcile
from service.fabric.cxl.step import Step
from service.reasons import Refused

#: unbind option -> what is done about pages that somebody holds
_OPTIONS: Final[dict[tuple[int, bool], InUse]] = {
    (1, False): "refuse",
    (1, True): "drain",
    (2, False): "surprise",
    (2, True): "surprise",
}


class Place:
    """A vPPB that a command names, and how refusals name it. Refuses: UNKNOWN_OBJECT."""

    def __init__(self, step: Step, command: Any) -> None:
        self.switch: Switch = step.switch(command.switch)
        vcs = self.switch.vcs(command.vcs_id)
        if vcs is None or command.vppb_id >= len(vcs.vppbs):
            name = f"{command.vppb_id} of VCS {command.vcs_id} of switch {command.switch}"
            raise Refused("UNKNOWN_OBJECT", kind="vPPB", name=name)
        self.vcs = vcs
        self.vppb_id: int = command.vppb_id
        self.vppb: Vppb = vcs.vppbs[command.vppb_id]

    @property
    def name(self) -> str:
        """The vPPB in words."""
        return f"vPPB {self.vppb_id} of VCS {self.vcs.vcs_id} of switch {self.switch.switch}"

    def refused(self, reason: str, cci: str) -> Refused:
        """A refusal about this vPPB."""
        return Refused(
            reason,
            switch=self.switch.switch,
            vcs_id=self.vcs.vcs_id,
            vppb_id=self.vppb_id,
            status=self.vppb.status.name,
            cci=cci,
        )

    def put(self, step: Step, vppb: Vppb, detail: str) -> None:
        """The vPPB is as given from now on."""
        step.put_switch(self.switch.with_vppb(self.vcs.vcs_id, self.vppb_id, vppb))
        step.effect("vppb", name=self.name, detail=detail)

    def hosts(self, step: Step) -> tuple[str, ...]:
        """The host of the virtual switch, if it is cabled."""
        found = step.fabric.plant.host_of(self.switch.switch, self.vcs)
        return () if found is None else (found.name,)


def bind_vppb(step: Step, command: BindVppb) -> str:
    """Bind vPPB.

    Refuses: UNKNOWN_OBJECT, VPPB_FROZEN, VPPB_NOT_UNBOUND, PORT_NOT_DOWNSTREAM (an upstream port,
    or nothing is cabled there), LD_UNKNOWN, LD_BOUND.
    """
    at = Place(step, command)
    if at.vppb.frozen:
        raise at.refused("VPPB_FROZEN", BUSY)
    if at.vppb.status != Binding.UNBOUND:
        raise at.refused("VPPB_NOT_UNBOUND", BUSY)
    port = Peer("switch", at.switch.switch, command.port_id)
    link = step.fabric.plant.links.get(port)
    if link is None:
        upstream = at.switch.of_usp(command.port_id) is not None
        beyond = command.port_id >= at.switch.nr_ports
        what = "an upstream port" if upstream else "not there" if beyond else "not cabled"
        raise Refused(
            "PORT_NOT_DOWNSTREAM",
            port_id=command.port_id,
            switch=at.switch.switch,
            what=what,
            cci=INVALID_INPUT,
        )
    if link.lower.kind == "switch":
        return _bind_switch(step, command, at, link.lower)
    device = step.device(link.lower.name)
    ld = device.ld_of(link.lower.number, command.ld_id)
    if ld is None:
        raise Refused(
            "LD_UNKNOWN",
            head=link.lower.number,
            kind=device.kind,
            device=device.device,
            ld_id=f"{command.ld_id:#x}",
            cci=INVALID_INPUT,
        )
    to = bound_to(step, device, ld)
    if to is not None:
        raise Refused("LD_BOUND", ld=ld, device=device.device, to=to, cci=BUSY)
    status = Binding.BOUND_LD if command.ld_id != NO_LD else Binding.BOUND_PHYSICAL_PORT
    at.put(step, Vppb(status, command.port_id, command.ld_id), f"{status.name}: {device.device}")
    reconcile(step, at.hosts(step), "refuse", at.name)
    return f"{at.name} is bound to LD {ld} of device {device.device}"


def _bind_switch(step: Step, command: BindVppb, at: Place, lower: Peer) -> str:
    """Binds a vPPB to the physical port that leads to another switch.

    Refuses: LD_UNKNOWN (a switch has no LDs), LD_BOUND.
    """
    if command.ld_id != NO_LD:
        raise Refused(
            "LD_UNKNOWN",
            head=lower.number,
            kind="switch",
            device=lower.name,
            ld_id=f"{command.ld_id:#x}",
            cci=INVALID_INPUT,
        )
    for vcs in at.switch.vcss:
        for vppb_id, each in enumerate(vcs.vppbs):
            if each.port == command.port_id:
                to = f"vPPB {vppb_id} of VCS {vcs.vcs_id} of switch {at.switch.switch}"
                raise Refused("LD_BOUND", ld=0, device=lower.name, to=to, cci=BUSY)
    status = Binding.BOUND_PHYSICAL_PORT
    at.put(step, Vppb(status, command.port_id, NO_LD), f"{status.name}: switch {lower.name}")
    reconcile(step, at.hosts(step), "refuse", at.name)
    return f"{at.name} is bound to port {command.port_id}, which leads to switch {lower.name}"


def unbind_vppb(step: Step, command: UnbindVppb) -> str:
    """Unbind vPPB. Refuses: UNKNOWN_OBJECT, VPPB_FROZEN, VPPB_NOT_BOUND, MEMORY_IN_USE."""
    at = Place(step, command)
    if at.vppb.frozen:
        raise at.refused("VPPB_FROZEN", BUSY)
    if at.vppb.status == Binding.UNBOUND:
        raise at.refused("VPPB_NOT_BOUND", INVALID_INPUT)
    if not command.option:
        port = Peer("switch", at.switch.switch, at.vppb.port)
        if step.fabric.plant.below(port) is not None:
            if at.vppb.status == Binding.BIND_OR_UNBIND_IN_PROGRESS:
                raise at.refused("VPPB_NOT_BOUND", BUSY)
            waiting = msgspec.structs.replace(at.vppb, status=Binding.BIND_OR_UNBIND_IN_PROGRESS)
            at.put(step, waiting, "waits for its link to go down")
            return f"{at.name} is unbound when its link goes down"
        in_use: InUse = "refuse"
    else:
        in_use = _OPTIONS[command.option, command.drain]
    at.put(step, Vppb(), "UNBOUND")
    reconcile(step, at.hosts(step), in_use, at.name)
    return f"{at.name} is unbound"


def freeze_vppb(step: Step, command: FreezeVppb) -> str:
    """Refuses: UNKNOWN_OBJECT, VPPB_FROZEN, VPPB_NOT_BOUND."""
    at = Place(step, command)
    if at.vppb.frozen:
        raise at.refused("VPPB_FROZEN", INVALID_INPUT)
    if at.vppb.status < Binding.BOUND_PHYSICAL_PORT:
        raise at.refused("VPPB_NOT_BOUND", INVALID_INPUT)
    at.put(step, msgspec.structs.replace(at.vppb, frozen=True), "frozen")
    reconcile(step, at.hosts(step), "refuse", at.name)
    return f"{at.name} is frozen"


def unfreeze_vppb(step: Step, command: UnfreezeVppb) -> str:
    """Refuses: UNKNOWN_OBJECT, VPPB_NOT_FROZEN."""
    at = Place(step, command)
    if not at.vppb.frozen:
        raise at.refused("VPPB_NOT_FROZEN", INVALID_INPUT)
    at.put(step, msgspec.structs.replace(at.vppb, frozen=False), "goes on")
    reconcile(step, at.hosts(step), "refuse", at.name)
    return f"{at.name} is no longer frozen"


Handler = Callable[[Step, Any], str]

#: operation -> (handler, source)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "bind_vppb": (bind_vppb, "CXL 3.2 7.6.7.2.2, Bind vPPB (5201h)"),
    "unbind_vppb": (unbind_vppb, "CXL 3.2 7.6.7.2.3, Unbind vPPB (5202h)"),
    "freeze_vppb": (freeze_vppb, "the twin's own: what fabric managers do around a move"),
}
