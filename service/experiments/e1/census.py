"""The recorded part of E1: requests of running stock kernels, replayed under every model.

The CPU-less nodes of a recording stand for private nodes, one owner each, online, without rights
and with free memory. A request that a model lets land on one of them is a spill, unless user space
or a right had named the node; one that fails although another node has room, and that did not
insist on its node, is a regression. Where the content of a nodemask was not recorded, a mask that
came through a policy is a bind that the user made, any other one is taken as the node asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from service.experiments.e1.machine import PID, Machine, Shape
from service.experiments.e1.recording import CensusError, Line, Recording, read_recording
from service.experiments.e1.recording import Machine as Recorded
from service.mm import gfp as g
from service.mm.context import Context
from service.mm.contig import alloc_contig_pages
from service.mm.hugetlb import opted_in
from service.mm.models import KernelModel
from service.mm.nodemask import mask_of
from service.mm.page_alloc import Request, alloc_frozen_pages
from service.mm.zones import MAX_PAGE_ORDER

__all__ = ["Audit", "CensusError", "Replayer", "recorded"]

_SLAB_FIRST: Final = g.GFP_BITS["GFP_NOWAIT"] | g.GFP_THISNODE
#: classes of requests that never count as spill, in the words of the catalogue
_APART: Final[Mapping[str, str]] = {
    "user": "user names the node",
    "bind": "follows the bind",
    "demotion": "right decides",
}


def _got(ctx: Context, request: Request) -> int | None:
    zone = alloc_frozen_pages(ctx, request).zone
    return zone.nid if zone is not None else None


class Replayer:
    """A recorded machine under a model. Its nodes are numbered through: those with CPUs first."""

    def __init__(self, model: KernelModel, recorded_machine: Recorded) -> None:
        nodes = (*recorded_machine.ordinary, *recorded_machine.private)
        self.here = {nid: index for index, nid in enumerate(nodes)}
        at = len(recorded_machine.ordinary)
        self.machine = Machine(
            model,
            "rights_none",
            Shape(
                tuple(range(at)),
                tuple(range(at, len(nodes))),
                tuple(
                    tuple(10 if i == j else 20 for j in range(len(nodes)))
                    for i in range(len(nodes))
                ),
            ),
        )
        self.memo: dict[tuple[Any, ...], str] = {}

    def letter(self, line: Line) -> str:
        """P, D or F; two requests that differ in nothing that decides are made once."""
        key = (line.site, line.gfp, line.order, line.nid, line.nodemask, line.nodes, line.why)
        if key not in self.memo:
            self.memo[key] = self._replay(line)
        return self.memo[key]

    def _mask(self, line: Line, nid: int) -> int | None:
        if line.nodes:
            return mask_of(tuple(self.here[each] for each in line.nodes))
        return 1 << nid if line.nodemask and line.why == "kernel" else None

    def _replay(self, line: Line) -> str:
        machine = self.machine
        nid = self.here[line.nid] if line.nid >= 0 else machine.shape.ordinary[0]
        folio = bool(line.gfp & g.GFP_MOVABLE and line.gfp & g.GFP_COMP)
        with machine.request() as ctx:
            task = ctx.state.tasks[PID]
            mask = self._mask(line, nid)
            if line.site == "contig":
                request = Request(nid, line.gfp, 0, mask, task, folio=folio)
                found = alloc_contig_pages(ctx, request, 1 << line.order, keyed=opted_in(ctx, nid))
                return machine.letter(found)
            order = min(line.order, MAX_PAGE_ORDER)
            if line.site == "slab" and line.nid >= 0:
                first = _got(ctx, Request(nid, _SLAB_FIRST, order, None, task))
                if first is not None:
                    return machine.letter(first)
            request = Request(nid, line.gfp, order, mask, task, folio=folio)
            return machine.letter(_got(ctx, request))


class Audit:
    """Sums of a replay under one model."""

    def __init__(self, model: KernelModel, machines: Mapping[str, Recorded]) -> None:
        self.private = {name: frozenset(each.private) for name, each in machines.items()}
        self.replayers = {name: Replayer(model, each) for name, each in machines.items()}
        self.exists = model.knobs.private_nodes != "none"
        self.outside = model.knobs.private_nodes == "exclusive"
        self.letters: dict[str, dict[str, int]] = {}
        self.spills: dict[tuple[str, str], dict[str, Any]] = {}
        self.regressions: dict[tuple[str, str], dict[str, Any]] = {}
        self.apart = dict.fromkeys(_APART.values(), 0)
        self.masks = 0
        self.frames = 0

    def add(self, line: Line) -> None:
        """Replays a request and counts it."""
        if line.frames_only:
            self.frames += line.nr
            return
        letter = self.replayers[line.topology].letter(line)
        names = line.nid in self.private[line.topology]
        counts = self.letters.setdefault(line.kernel, {"P": 0, "D": 0, "F": 0})
        counts[letter] += line.nr
        if line.why != "kernel":
            if names or letter == "P":
                self.apart[_APART[line.why]] += line.nr
        elif letter == "P":
            self._note(self.spills, line)
        elif letter == "F" and line.nodemask and not line.nodes:
            self.masks += line.nr  # fails by a mask whose content was not recorded
        elif letter == "F" and names and not line.gfp & g.GFP_THISNODE:
            self._note(self.regressions, line)

    def _note(self, where: dict[tuple[str, str], dict[str, Any]], line: Line) -> None:
        row = where.setdefault(
            (line.caller, line.site),
            {
                "caller": line.caller,
                "site": line.site,
                "requests": 0,
                "not_made": 0,
                "kernels": [],
                "first": line.where,
                "lines": [],
            },
        )
        row["requests"] += line.nr
        row["lines"].append(line.where)
        if line.kernel not in row["kernels"]:
            row["kernels"] = sorted((*row["kernels"], line.kernel))
        if line.memory_loop and self.outside:
            row["not_made"] += line.nr  # a loop over N_MEMORY would not come by

    def result(self) -> dict[str, Any]:
        """The sums as data; every row names the lines that it counts."""
        spills = sorted(self.spills.values(), key=lambda row: (-row["requests"], row["caller"]))
        lost = sorted(self.regressions.values(), key=lambda row: (-row["requests"], row["caller"]))
        return {
            "has_private_nodes": self.exists,
            "outcomes_by_kernel": {name: self.letters[name] for name in sorted(self.letters)},
            "spill_requests": sum(row["requests"] for row in spills),
            "spill_callers": len({row["caller"] for row in spills}),
            "of_loops_over_n_memory": sum(row["not_made"] for row in spills),
            "spills": spills,
            "regression_requests": sum(row["requests"] for row in lost),
            "regression_callers": len({row["caller"] for row in lost}),
            "regressions": lost,
            "reported_apart": self.apart,
            "failed_by_an_unrecorded_mask": self.masks,
            "frames_not_recorded": self.frames,
        }


def _behind(recording: Recording) -> dict[str, Any]:
    """What stands behind the numbers, and how each recorded machine was read."""
    lines, machines = recording
    return {
        "requests": sum(line.nr for line in lines),
        "distinct_requests": len(lines),
        "callers": len({line.caller for line in lines}),
        "kernels": sorted({line.kernel for line in lines}),
        "topologies": {
            name: {
                "ordinary": list(machine.ordinary),
                "private": list(machine.private),
                "known_from": machine.known_from,
            }
            for name, machine in machines.items()
        },
        "files": sorted({line.where.partition(":")[0] for line in lines}),
        "naming_a_private_node": sum(
            line.nr for line in lines if line.nid in machines[line.topology].private
        ),
        "unknown_flags": sorted({name for line in lines for name in line.unknown}),
    }


def recorded(
    models: Mapping[str, KernelModel],
    paths: list[Path],
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Every recorded request under every model. Refuses: CensusError."""
    recording = read_recording(paths)
    audits: dict[str, Any] = {}
    for name, model in models.items():
        progress(name)
        audit = Audit(model, recording.machines)
        for line in recording.lines:
            audit.add(line)
        audits[name] = audit.result()
    return {"behind": _behind(recording), "models": audits}
