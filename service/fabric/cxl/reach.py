"""Whether a device reaches what a CPU maps on its private node: it needs ATS to translate.

An answer that placed pages on a private node says so in its explanation, for each device behind it.
Source: discussion of 4 June 2026, memory of accelerators; PCIe ATS.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.cxl.hardware import Device
from service.fabric.state import FabricState, HostEntry
from service.mm.commands import Answer, TraceEntry

SOURCE = "PCIe 6.0 10.1, address translation services"


def devices_of_node(fabric: FabricState, entry: HostEntry, nid: int) -> Iterator[Device]:
    """The devices of the plant whose memory is behind a node, by name."""
    state = entry.cxl
    names: set[str] = set()
    for region in () if state is None else state.regions.values():
        assert state is not None, "regions belong to a CXL side"
        if state.window(region).nid == nid:
            names |= {state.topology.memdev_of[t.memdev].device for t in region.targets.values()}
    yield from (
        fabric.plant.devices[each] for each in sorted(names) if each in fabric.plant.devices
    )


def reachability(fabric: FabricState, entry: HostEntry, answer: Answer) -> Iterator[TraceEntry]:
    """A line for each device behind a private node that the answer placed pages on."""
    nids = {
        each.to_nid if each.effect == "pages_migrated" else each.nid
        for each in answer.effects
        if each.effect in {"pages_allocated", "pages_migrated"}
    }
    for nid in sorted(each for each in nids if each is not None):
        if not entry.state.n_memory_private >> nid & 1:
            continue
        for device in devices_of_node(fabric, entry, nid):
            reachable = "true" if device.ats else "false"
            why = "has ATS" if device.ats else "has no ATS: it cannot follow the CPU's mapping"
            yield TraceEntry.model_construct(
                step="check",
                name="device_reachable",
                nid=nid,
                detail=f"device_reachable: {reachable} (device {device.device} {why})",
                rule="cxl.device_reachable",
                source=SOURCE,
            )
