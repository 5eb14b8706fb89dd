"""Giving composed memory back: by command, and when the lease of a reservation ends.

Time always passes: a reservation that cannot be released when its lease ends is kept, says why
(condition Draining, reason LeaseEnded), and is tried again whenever the clock goes on and whenever
a vPPB is unfrozen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.cxl import assembly, commit
from service.cxl.composition import Composition
from service.cxl.hardware import Binding
from service.cxl.state import LeftBehind
from service.fabric.cxl import vppb
from service.fabric.cxl.commands import UnbindVppb, UnfreezeVppb
from service.fabric.cxl.commands.compose import AdvanceFabric, FreeComposition
from service.fabric.cxl.compose import COMPOSE_SOURCE, composition_of, failed, put_composition
from service.fabric.cxl.memory import held, in_words, let_go, lose, region_range, unplug
from service.fabric.cxl.presence import InUse
from service.fabric.cxl.step import Step
from service.fabric.cxl.vppb import unbind_vppb
from service.fabric.state import HostEntry
from service.reasons import KernelError, Refused


def free_composition(step: Step, command: FreeComposition) -> str:
    """Refuses: UNKNOWN_OBJECT, MEMORY_IN_USE, COMPOSE_FAILED."""
    found = composition_of(step, command.composition)
    _free(step, found, command.in_use)
    return f"composition {found.name} is free again"


def _free(step: Step, found: Composition, in_use: InUse) -> None:
    for number, part in enumerate(found.parts):
        entry = step.fabric.hosts.get(part.host)
        state = None if entry is None else entry.cxl
        region = None if state is None else state.regions.get(int(part.region[6:]))
        if entry is None or region is None:
            continue  # gone with its host, its device, or by hand
        _release(step, entry, region.id, in_use, found.name)
        assert entry.cxl is not None, "it has a region"
        try:
            state = commit.unbind(entry.cxl, region.id)
            step.put_cxl(entry, assembly.destroy_region(state, region.id))
        except LeftBehind as error:
            raise failed(entry, number, error) from None
        except KernelError as error:
            raise failed(entry, number, error) from None
        step.effect("region", entry, name=region.name, detail="destroyed")
    for switch, vcs_id, vppb_id in found.bound:
        vcs = step.switch(switch).vcs(vcs_id) if switch in step.fabric.plant.switches else None
        if vcs is not None and vcs.vppbs[vppb_id].status != Binding.UNBOUND:
            unbind_vppb(
                step,
                UnbindVppb(
                    switch=switch,
                    vcs_id=vcs_id,
                    vppb_id=vppb_id,
                    option=2 if in_use == "surprise" else 1,
                    drain=in_use == "drain",
                ),
            )
    step.undo.delete(step.fabric.compositions, found.name)
    step.subjects[""] = None


def _release(step: Step, entry: HostEntry, number: int, in_use: InUse, what: str) -> None:
    """Takes the memory of a region away. Refuses: MEMORY_IN_USE."""
    assert entry.cxl is not None, "it has a region"
    region = entry.cxl.region(number)
    where = region_range(region)
    holders = [] if where is None else held(entry, where)
    busy: str | None = in_words(holders) if holders and in_use == "refuse" else None
    if busy is None and in_use == "surprise":
        lose(step, entry, region)
    elif busy is None:
        try:
            unplug(step, entry, region)
        except KernelError as error:
            busy = f"{in_words(holders)} ({error.row.render(error.facts)})"
    if busy is not None:
        raise Refused(
            "MEMORY_IN_USE",
            what=f"{region.name}, of composition {what},",
            host=entry.host,
            holders=busy,
        )
    let_go(step, entry, region)


def _release_ended(step: Step) -> tuple[list[str], list[str]]:
    """Releases every reservation whose lease has ended; names of those released and kept.

    Each is released on its own: what refuses one changes nothing of it and holds up no other.
    """
    released: list[str] = []
    kept: list[str] = []
    every = step.fabric.compositions.values()
    for each in sorted(every, key=lambda each: (each.lease_end, each.name)):
        if not 0 <= each.lease_end <= step.fabric.now_ns:
            continue
        mark = step.mark()
        try:
            _free(step, each, "drain")
            detail = "its lease ended: the reservation is released"
            step.effect("plant", name=each.name, detail=detail)
        except (Refused, KernelError) as error:
            step.back(mark)
            kept.append(each.name)
            why = f"{error.reason}: {error.row.render(error.facts)}"
            if why != each.waits:
                waits = msgspec.structs.replace(each, waits=why, generation=each.generation + 1)
                put_composition(step, waits)
        else:
            released.append(each.name)
    return released, kept


def advance_fabric(step: Step, command: AdvanceFabric) -> str:
    """Refuses nothing: a reservation that cannot be released stays and says why."""
    now = step.fabric.now_ns + command.ns
    step.undo.assign(step.fabric, "now_ns", now)
    step.subjects[""] = None
    released, kept = _release_ended(step)
    sentence = (
        f"the clock of fabric {step.fabric.fabric} is at {now} ns, {len(released)} leases ended"
    )
    return sentence + _waiting(step, kept)


def _waiting(step: Step, kept: list[str]) -> str:
    """How a sentence goes on about reservations that cannot be released yet."""
    if not kept:
        return ""
    whys = "; ".join(f"{name} ({step.fabric.compositions[name].waits})" for name in kept)
    return f", {len(kept)} ended and could not be released yet: {whys}"


def unfreeze_vppb(step: Step, command: UnfreezeVppb) -> str:
    """Refuses: UNKNOWN_OBJECT, VPPB_NOT_FROZEN. Reservations that waited for it are released."""
    sentence = vppb.unfreeze_vppb(step, command)
    _release_ended(step)
    return sentence


Handler = Callable[[Step, Any], str]

#: operation -> (handler, source)
HANDLERS: Final[dict[str, tuple[Handler, str]]] = {
    "free_composition": (free_composition, COMPOSE_SOURCE),
    "advance_fabric": (advance_fabric, "the twin's own clock"),
    "unfreeze_vppb": (unfreeze_vppb, "the twin's own: what fabric managers do around a move"),
}
