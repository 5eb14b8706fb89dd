"""Ways to make memory of a size on a host: every root decoder and every width, with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from service.cxl import assembly, region
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


def _suitable(step: Step, state: CxlState, part: ComposePart) -> frozenset[str]:
    """The enabled devices of a host that the constraints allow."""
    return frozenset(
        each.name
        for each in state.topology.memdevs
        if each.name not in state.disabled and suits(step, each, part)
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
        unfit = [name for name in names if name not in state.topology.memdev_of]
        if unfit:
            names, verdict, why = (), "CONSTRAINT", f"the host has no {unfit[0]}"
        elif names:
            size = assembly.default_size(state, window.id, "ram", names)
            verdict, why = _named_verdict(at, state, names, size)
        else:
            suitable = _suitable(step, state, part)
            names, size = assembly.largest_spread(state, window.id, "ram", ways, suitable)
            verdict, why = _spread_verdict(at, state, names, size)
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


def _named_verdict(
    at: Place, state: CxlState, names: tuple[str, ...], size: int
) -> tuple[Verdict, str]:
    """Of devices that the part names."""
    bad = [name for name in names if not suits(at.step, state.topology.memdev_of[name], at.part)]
    if bad:
        return "CONSTRAINT", f"{bad[0]} is not of the class, owner or ATS that is asked for"
    return _size_verdict(at, state, size)


def _spread_verdict(
    at: Place, state: CxlState, names: tuple[str, ...], size: int
) -> tuple[Verdict, str]:
    """Of devices that were looked for."""
    if names:
        return _size_verdict(at, state, size)
    every = frozenset(each.name for each in state.topology.memdevs) - state.disabled
    if assembly.largest_spread(state, at.window.id, "ram", at.ways, every)[0]:
        return "CONSTRAINT", "too few devices are of the class, owner or ATS that is asked for"
    return "NO_SPREAD", f"too few devices with free DPA lie evenly below {at.window.name}"


def _size_verdict(at: Place, state: CxlState, size: int) -> tuple[Verdict, str]:
    step = SZ_256M * at.ways
    if at.part.size % step or not at.part.size:
        return "SIZE", f"{at.part.size} is no multiple of {step}, 256 MiB times the ways"
    left = region.max_available_extent(state, at.window.id)
    if left < at.part.size:
        return "NO_HPA", f"the longest free range of {at.window.name} has {left} bytes"
    if size < at.part.size:
        return "NO_SPREAD", f"the devices have {size} bytes together"
    return "OK", ""


#: verdicts from nearest to success to farthest
_NEAREST: Final[tuple[Verdict, ...]] = (
    "TAKEN",
    "OK",
    "SIZE",
    "NO_HPA",
    "CONSTRAINT",
    "NO_SPREAD",
    "NODE_TAKEN",
    "NO_NODE",
    "OTHER_DECODER",
    "NOT_RAM",
)


def folded(found: list[Candidate]) -> list[dict[str, Any]]:
    """Candidates that were refused, nearest to success first; alike but for their width are one.

    Nearest is what could have given most, then what failed last.
    """
    groups: dict[tuple[str, str, str, int], dict[str, Any]] = {}
    for each in sorted(found, key=lambda one: (-one.size, _NEAREST.index(one.verdict))):
        key = (each.decoder, each.verdict, each.why, each.size)
        group = groups.setdefault(
            key,
            {
                "decoder": each.decoder,
                "ways": [],
                "verdict": each.verdict,
                "why": each.why,
                "largest": each.size,
                "memdevs": list(each.memdevs),
            },
        )
        group["ways"].append(each.ways)
    return list(groups.values())
