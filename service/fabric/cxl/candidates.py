"""Ways to make memory of a size on a host: every root decoder and every width, with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from service.cxl import assembly, dpa, region
from service.cxl.encoding import SZ_256M, WAYS
from service.cxl.state import CxlState
from service.cxl.topology import Memdev, Window
from service.fabric.cxl.commands.compose import Candidate, ComposePart, Verdict
from service.fabric.cxl.step import Step
from service.fabric.state import HostEntry


def suits(step: Step, memdev: Memdev, part: ComposePart) -> bool:
    """Whether a device is what the constraints ask for."""
    device = step.fabric.plant.devices.get(memdev.device)
    wanted = (part.memory_class, part.owner, part.ats)
    if device is None:
        return wanted == (None, None, None)
    return (
        part.memory_class in {None, device.memory_class or None}
        and part.owner in {None, device.owner or None}
        and part.ats in {None, device.ats}
    )


def _node_verdict(entry: HostEntry, window: Window, part: ComposePart) -> tuple[Verdict, str]:
    """Whether the node of a window can take the memory."""
    nid = window.nid
    if nid < 0:
        return "NO_NODE", f"no NUMA node is known for {window.name}"
    node = entry.state.nodes.get(nid)
    if node is None:
        return "NO_NODE", f"node {nid} is not possible"
    if part.private and (entry.state.n_memory >> nid & 1 or node.private):
        return "NODE_TAKEN", f"node {nid} has ordinary memory, or another driver owns it"
    if not part.private and node.private:
        return "NODE_TAKEN", f"node {nid} is private"
    return "OK", ""


def _eligible(step: Step, state: CxlState, part: ComposePart, share: int) -> frozenset[str]:
    return frozenset(
        each.name
        for each in state.topology.memdevs
        if each.name not in state.disabled
        and suits(step, each, part)
        and dpa.available(state, each.name, "ram") >= share
    )


def candidates(step: Step, entry: HostEntry, number: int, part: ComposePart) -> Iterator[Candidate]:
    """Candidates in the order in which they are tried: decoders as they stand, widest first."""
    state = entry.cxl
    for window in () if state is None else state.topology.windows:
        assert state is not None, "windows belong to a CXL side"
        verdict, why = _node_verdict(entry, window, part)
        if not window.takes("ram"):
            verdict, why = "NOT_RAM", f"{window.name} takes no volatile memory"
        elif part.decoder not in {None, window.name}:
            verdict, why = "OTHER_DECODER", f"the part asks for {part.decoder}"
        widths = [part.ways] if part.ways is not None else list(reversed(WAYS))
        if part.memdevs is not None:
            widths = [len(part.memdevs)]
        for ways in widths:
            if ways % window.ways:
                continue
            at = Place(step, entry, part, window, ways)
            yield _candidate(at, number, verdict, why)


class Place(NamedTuple):
    """A root decoder and a width that a part is tried with."""

    step: Step
    entry: HostEntry
    part: ComposePart
    window: Window
    ways: int


def _candidate(at: Place, number: int, verdict: Verdict, why: str) -> Candidate:
    step, entry, part, window, ways = at
    state = entry.cxl
    assert state is not None, "asked before"
    names: tuple[str, ...] = part.memdevs or ()
    size = 0
    if verdict == "OK":
        share = -(-part.size // ways)
        if part.memdevs is None:
            names = assembly.positions(state, window.id, ways, _eligible(step, state, part, share))
        unfit = [name for name in names if name not in state.topology.memdev_of]
        if unfit:
            verdict, why = "CONSTRAINT", f"the host has no {unfit[0]}"
        elif not names:
            verdict, why = "NO_SPREAD", f"no {ways} suitable devices lie evenly below {window.name}"
        else:
            size = assembly.default_size(state, window.id, "ram", names)
            verdict, why = _size_verdict(at, state, names, size)
    return Candidate.model_construct(
        part=number,
        host=entry.host,
        decoder=window.name,
        ways=ways,
        nid=window.nid if window.nid >= 0 else None,
        memdevs=names if size else (),
        size=size,
        verdict=verdict,
        why=why,
    )


def _size_verdict(
    at: Place, state: CxlState, names: tuple[str, ...], size: int
) -> tuple[Verdict, str]:
    step, _, part, window, _ = at
    bad = [name for name in names if not suits(step, state.topology.memdev_of[name], part)]
    if bad:
        return "CONSTRAINT", f"{bad[0]} is not of the class, owner or ATS that is asked for"
    if part.size % (SZ_256M * len(names)) or not part.size:
        return "SIZE", f"{part.size} is no multiple of 256 MiB times {len(names)} ways"
    left = region.max_available_extent(state, window.id)
    if left < part.size:
        return "NO_HPA", f"the longest free range of {window.name} has {left} bytes"
    if size < part.size:
        return "NO_SPREAD", f"the devices have {size} bytes together"
    return "OK", ""
