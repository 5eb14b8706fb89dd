"""From page frames to who has them: owner, object, mappings, tasks (mm/rmap.c).

Everything is asked by PFN: CXL knows addresses, not folios. Cost goes by runs, not by pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from service.mm.objects import PageObject
from service.mm.partition import FREE
from service.mm.state import HostState, Task, Vma, Zone, ZoneKey


class Frame(NamedTuple):
    """A page frame: its zone, and whose page `at` of what it is; owner 0 is the allocator."""

    pfn: int
    zone: ZoneKey
    owner: int
    obj: PageObject | None
    at: int


class Mapping(NamedTuple):
    """A page of a task: its area and virtual page number."""

    task: Task
    vma: Vma
    vpn: int


class Holder(NamedTuple):
    """Who holds pages of a range: `kind` is `task`, `file`, `kernel`, `service` or `held`."""

    kind: str
    name: str
    nr_pages: int
    pid: int | None = None


def zones_between(state: HostState, low: int, high: int) -> Iterator[Zone]:
    """The zones with pages in [low, high), by node and index."""
    for nid in sorted(state.nodes):
        for zone in state.nodes[nid].zones:
            if zone.present and zone.start_pfn < high and low < zone.start_pfn + zone.spanned:
                yield zone


def owned_between(
    state: HostState, low: int, high: int
) -> Iterator[tuple[Zone, int, int, int, int]]:
    """(zone, start, end, owner, index of start) of every owned run, clipped to [low, high)."""
    for zone in zones_between(state, low, high):
        for start, end, owner, index in list(zone.partition.iter_runs(low, high)):
            a, b = max(start, low), min(end, high)
            if owner != FREE and a < b:
                yield zone, a, b, owner, index + a - start


def frame_of(state: HostState, pfn: int) -> Frame | None:
    """The page frame at a PFN; None where no online memory is."""
    for zone in zones_between(state, pfn, pfn + 1):
        found = zone.partition.find(pfn)
        if found is None:
            continue
        start, _, owner, first = found
        kind, name = state.owners[owner] if owner != FREE else ("free", "")
        if kind != "lane":
            return Frame(pfn, zone.key, owner, None, 0)
        obj = state.objects[int(name)]
        pattern, phase, key = next(each for each in obj.lanes.values() if each.id == owner).key
        return Frame(pfn, zone.key, owner, obj, pattern.index_of(key, first + pfn - start) - phase)
    return None


def mappings_of(state: HostState, obj: PageObject, index: int) -> list[Mapping]:
    """Every mapping of a page of an object, by task."""
    found = []
    for pid in sorted(state.tasks):
        task = state.tasks[pid]
        mm = state.mms.get(task.mm)
        if mm is None or not task.alive or task.tgid != pid:
            continue
        for vma in mm.vmas:
            for first, end, (obj_id, shift, _) in mm.pages.overlaps(vma.start, vma.end):
                if obj_id == obj.id and first + shift <= index < end + shift:
                    found.append(Mapping(task, vma, index - shift))
    return found


def _pages_between(obj: PageObject, first: int, last: int, low: int, high: int) -> int:
    """How many pages [first, last) of an object have frames in [low, high)."""
    total = 0
    for start, end, pattern, phase in obj.pieces(first, last):
        for zone in pattern.zones:
            lane = obj.lanes.get((pattern, phase, zone))
            if lane is None:
                continue
            bottom, top = pattern.rank(zone, start + phase), pattern.rank(zone, end + phase)
            for _, pfn, count in lane.pieces(bottom, top):
                total += max(0, min(pfn + (count << lane.order), high) - max(pfn, low))
    return total


def mapped_between(state: HostState, low: int, high: int) -> list[tuple[Task, Vma, int]]:
    """(task, area, pages) of what tasks have mapped of the frames [low, high)."""
    held = {
        int(name)
        for _, _, _, owner, _ in owned_between(state, low, high)
        for kind, name in [state.owners[owner]]
        if kind == "lane"
    }
    found = []
    for pid in sorted(state.tasks) if held else ():
        task = state.tasks[pid]
        mm = state.mms.get(task.mm)
        if mm is None or not task.alive or task.tgid != pid:
            continue
        for vma in mm.vmas:
            pages = 0
            for first, end, (obj_id, shift, _) in mm.pages.overlaps(vma.start, vma.end):
                if obj_id in held:
                    obj = state.objects[obj_id]
                    pages += _pages_between(obj, first + shift, end + shift, low, high)
            if pages:
                found.append((task, vma, pages))
    return found


def holders(state: HostState, low: int, high: int) -> list[Holder]:
    """Who holds the frames [low, high): tasks by area, files, and what no task has mapped."""
    found = [
        Holder("task", vma.label or vma.kind, pages, task.pid)
        for task, vma, pages in mapped_between(state, low, high)
    ]
    totals: dict[tuple[str, str], int] = {}
    for _, start, end, owner, _ in owned_between(state, low, high):
        kind, name = state.owners[owner]
        if kind == "lane":
            obj = state.objects[int(name)]
            if obj.kind == "anon":
                continue
            kind, name = obj.kind, obj.name
        key = ("kernel" if kind == "alloc" else kind, str(name))
        totals[key] = totals.get(key, 0) + end - start
    return found + [Holder(kind, name, pages) for (kind, name), pages in sorted(totals.items())]
