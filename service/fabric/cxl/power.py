"""Machines that restart, lose power and boot: what is gone, what is found again.

Everything of the kernel goes in one revision: tasks, nodes, drivers and their streams (a driver
attaches again under a new epoch). HDM decoders are registers: volatile, unless firmware programs
them before the kernel looks; poison stays in the media.
Source: CXL 3.2 9.5 (reset), 8.2.4.20 (lock on commit); Linux 7.3 core/hdm.c, init_hdm_decoder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from service.cxl import attach, commit
from service.cxl.region import forget, set_size
from service.cxl.state import Config, CxlState, EndpointDecoder
from service.fabric.cxl.commands import PowerOffHost, PowerOnHost, RebootHost
from service.fabric.cxl.presence import reconcile
from service.fabric.cxl.step import Step
from service.fabric.devices.state import HostDevices
from service.fabric.state import HostEntry
from service.mm.boot import boot_host
from service.mm.commands import Answer, Command
from service.reasons import Refused

_SOURCE: Final = "CXL 3.2 9.5; Linux 7.3 drivers/cxl/core/hdm.c, init_hdm_decoder"


def _forget(step: Step, entry: HostEntry, decoders: str) -> None:
    """The memory of a machine is gone with all that ran there. Refuses: HOST_NO_BOOT."""
    if entry.boot is None:
        raise Refused("HOST_NO_BOOT", host=entry.host)
    old = entry.state
    for pid in sorted(old.tasks):
        if old.tasks[pid].alive:
            step.effect("task", entry, pid=pid, detail="gone with its machine")
    for nid in sorted(old.nodes):
        np = old.nodes[nid].node_private
        if np is not None:
            detail = f"no longer private: driver {np.driver} of {np.owner} is gone"
            step.effect("node_state", entry, nid=nid, detail=detail)
    step.undo.assign(entry, "state", boot_host(entry.boot, old.model))
    fresh = HostDevices()
    for name, each in entry.devices.pdevs.items():
        fresh.pdevs[name] = msgspec.structs.replace(each, driver="")
    step.undo.assign(entry, "devices", fresh)
    if entry.cxl is not None:
        step.put_cxl(entry, _reset(step, entry, entry.cxl, decoders))
    step.subjects[entry.host] = None


def _reset(step: Step, entry: HostEntry, state: CxlState, decoders: str) -> CxlState:
    """HDM decoders after a reset: idle, or as firmware programmed them."""
    programmed = _programmed(state, every=decoders == "firmware")
    for number in sorted(state.regions):
        region = state.region(number)
        if number in programmed:
            found = msgspec.structs.replace(region, auto=True, bound=True)
            state = state.with_region(found)
            step.effect("region", entry, name=region.name, detail="found programmed by firmware")
            continue
        if region.state > Config.ACTIVE:
            state = commit.reset(state, region)
        for pos in sorted(region.targets):
            state = attach.detach(state, number, pos)
        state = _without(state, number)
        step.effect("region", entry, name=region.name, detail="gone: its decoders are volatile")
    return _without_dpa(state)


def _programmed(state: CxlState, *, every: bool) -> set[int]:
    """The committed regions that firmware programs again: of fixed windows, or all.

    Decoders of a port commit in order: what stands below comes with them, and a region above a
    decoder that nobody programs does not come.
    """
    committed = {n for n, each in state.regions.items() if each.state is Config.COMMIT}
    found = {n for n in committed if every or state.window(state.region(n)).locked}
    rows = [
        *([each.region for each in decoders] for decoders in state.endpoints.values()),
        *([each.region for each in decoders] for decoders in state.switches.values()),
    ]
    below = {
        number: {lower for row in rows if number in row for lower in row[: row.index(number)]}
        for number in committed
    }
    more = found
    while more:
        more = {lower for n in more for lower in below[n] if lower in committed} - found
        found = found | more
    while any(below[n] - found for n in found):
        found = {n for n in found if not below[n] - found}
    return found


def _without(state: CxlState, number: int) -> CxlState:
    return forget(set_size(state, number, 0), state.region(number))


def _without_dpa(state: CxlState) -> CxlState:
    """Decoders that no region has lose their DPA, memdevs are enabled, nothing is sanitized."""
    endpoints = {
        name: tuple(each if each.region is not None else EndpointDecoder() for each in decoders)
        for name, decoders in state.endpoints.items()
    }
    return msgspec.structs.replace(state, endpoints=endpoints, disabled=frozenset(), sanitizing={})


def reboot_host(step: Step, entry: HostEntry, command: RebootHost) -> str:
    """Refuses: HOST_NO_BOOT."""
    _forget(step, entry, command.decoders)
    reconcile(step, [entry.host], "surprise", "the restart")
    return f"host {entry.host} was restarted"


def power_off_host(step: Step, entry: HostEntry, command: PowerOffHost) -> str:
    """Refuses: HOST_NO_BOOT."""
    del command
    _forget(step, entry, "volatile")
    step.undo.assign(entry, "powered", value=False)
    return f"host {entry.host} lost power"


def power_on_host(step: Step, entry: HostEntry, command: PowerOnHost) -> str:
    """Refuses: HOST_ON."""
    del command
    if entry.powered:
        raise Refused("HOST_ON", host=entry.host)
    step.undo.assign(entry, "powered", value=True)
    step.subjects[entry.host] = None
    reconcile(step, [entry.host], "surprise", "the boot")
    return f"host {entry.host} booted"


HANDLERS: Final[dict[str, Callable[[Step, HostEntry, Any], str]]] = {
    "reboot_host": reboot_host,
    "power_off_host": power_off_host,
    "power_on_host": power_on_host,
}


def run(step: Step, entry: HostEntry, command: Command) -> Answer:
    """An event of a machine's power."""
    sentence = HANDLERS[command.op](step, entry, command)
    answer = step.done(f"host.{command.op}", sentence, _SOURCE, command.answer)
    decided = answer.decided_by.model_copy(update={"model": entry.kernel_model})
    return answer.model_copy(update={"decided_by": decided})
