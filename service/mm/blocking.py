"""What keeps a memory block from going offline: folios and allocations, by frame, owner and task.

The kernel's offline loop warns once and has no exit where nobody may move the folios (patch 22,
do_migrate_range); the twin refuses and lists them, as effects `pages_kept` of the refused call.
"""

from __future__ import annotations

from typing import Final

from service.bounded import to_hex
from service.mm.context import Context
from service.mm.objects import PageObject
from service.mm.state import NO_MM, HostState, Task, Zone
from service.mm.zones import ZONE_NAMES

#: runs that a refusal lists; the rest is counted in the last one
BLOCKING_RUNS_MAX: Final = 64

#: (first pfn, end pfn, owner id, index inside the owner)
Run = tuple[int, int, int, int]


def list_blocking(ctx: Context, zone: Zone, held: list[Run]) -> None:
    """One `pages_kept` for each run of frames that somebody holds."""
    for number, (start, end, owner, index) in enumerate(held):
        if number == BLOCKING_RUNS_MAX:
            rest = held[number:]
            pages = sum(b - a for a, b, _, _ in rest)
            told = {"nid": zone.nid, "zone": ZONE_NAMES[zone.idx], "nr_pages": pages}
            ctx.effect("pages_kept", **told, detail=f"and {len(rest)} more runs of frames")
            return
        text, task = _holder(ctx.state, zone, owner, index)
        fields = {"pid": task.pid} if task is not None else {}
        ctx.effect(
            "pages_kept",
            nid=zone.nid,
            zone=ZONE_NAMES[zone.idx],
            nr_pages=end - start,
            name="blocking folios",
            detail=f"pfn {to_hex(start)} to {to_hex(end - 1)}: {text}",
            **fields,
        )


def _holder(state: HostState, zone: Zone, owner: int, index: int) -> tuple[str, Task | None]:
    """Who holds a run of frames, in words, and the task whose memory it is."""
    kind, name = state.owners[owner]
    if kind == "alloc":
        return f"kernel allocation {name}", None
    if kind != "lane":
        return f"{kind} {name}", None
    obj = state.objects[int(name)]
    lane = next(each for each in obj.lanes.values() if each.id == owner)
    pattern, phase, key = lane.key
    assert key == zone.key, "a lane is in one zone"
    page = pattern.index_of(key, index) - phase
    if obj.kind == "file":
        return f"page cache of {obj.name}, page {page}", None
    task = next((each for each in _tasks(state) if _maps(state, each, obj, page)), None)
    if task is None:
        return f"{obj.kind} memory that nobody maps", None
    return f"{obj.kind} memory of task {task.pid}{_area(state, task, obj, page)}", task


def _tasks(state: HostState) -> list[Task]:
    return [
        state.tasks[pid]
        for pid in sorted(state.tasks)
        if state.tasks[pid].alive and state.tasks[pid].mm != NO_MM
    ]


def _maps(state: HostState, task: Task, obj: PageObject, index: int) -> bool:
    return _page(state, task, obj, index) is not None


def _page(state: HostState, task: Task, obj: PageObject, index: int) -> int | None:
    """The page number at which a task maps a page of an object."""
    mm = state.mms[task.mm]
    for first, (end, (obj_id, shift, _)) in sorted(mm.pages.values.items()):
        if obj_id == obj.id and first + shift <= index < end + shift:
            return int(index - shift)
    return None


def _area(state: HostState, task: Task, obj: PageObject, index: int) -> str:
    page = _page(state, task, obj, index)
    assert page is not None, "the task maps it"
    for label, (first, pages) in sorted(state.mms[task.mm].areas.items()):
        if first <= page < first + pages:
            return f", area {label}, page {page - first}"
    return ""
