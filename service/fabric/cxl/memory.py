"""Memory of a host that lies behind CXL regions: who holds it, and how it goes.

A range goes by being offlined and removed (pages move elsewhere), or is lost: then each folio is
reported as a memory failure and every task that had it mapped is killed.
Source: mm/memory_hotplug.c (offline_and_remove_memory), mm/memory-failure.c, patch 22 of 27.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from service.bounded import to_hex
from service.cxl.state import Config, CxlState, Region
from service.fabric.cxl.step import Step
from service.fabric.devices import drivers, kmem, sysram
from service.fabric.devices.cxl_core import release_region
from service.fabric.devices.handlers import ACTIONS, HANDLERS
from service.fabric.devices.machine import Machine
from service.fabric.state import HostEntry
from service.mm.commands.private import OfflineAndRemoveMemory, OfflineAndRemovePrivateMemory
from service.mm.context import Context
from service.mm.memory_hotplug import offline_and_remove_memory, offline_and_remove_private_memory
from service.mm.memory_lost import lose_range
from service.mm.rmap import Holder, holders
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError, Refused

#: holders that a refusal names; the rest are counted
NAMED_MAX: Final = 8

#: (start, size) in bytes
Range = tuple[int, int]


def region_range(region: Region) -> Range | None:
    """The host addresses of a committed region."""
    if region.state < Config.COMMIT or region.hpa_start is None:
        return None
    return region.hpa_start, region.hpa_size


def regions_of(state: CxlState, memdevs: Iterable[str]) -> list[Region]:
    """The regions that have a target on one of the memdevs, by id."""
    found = {
        each.region
        for name in memdevs
        for each in state.endpoints.get(name, ())
        if each.region is not None
    }
    return [state.region(number) for number in sorted(found)]


def plugged(entry: HostEntry, where: Range) -> list[tuple[int, Range]]:
    """(nid, range) of the memory blocks inside a range, neighbours of one node together."""
    size = entry.state.block_size
    start, length = where
    found: list[tuple[int, Range]] = []
    for first, end, kind in entry.state.blocks.runs(-(-start // size), (start + length) // size):
        nid, (low, bytes_) = found[-1] if found else (-1, (0, 0))
        if nid == kind.nid and low + bytes_ == first * size:
            found[-1] = (nid, (low, end * size - low))
        else:
            found.append((kind.nid, (first * size, (end - first) * size)))
    return found


def held(entry: HostEntry, where: Range) -> list[Holder]:
    """Who holds pages of a range."""
    start, size = where
    return holders(entry.state, start >> PAGE_SHIFT, (start + size) >> PAGE_SHIFT)


def in_words(found: list[Holder]) -> str:
    """Holders as people read them: `task 100 (area buf) 512 pages, file data 3 pages`."""
    parts = []
    for each in found[:NAMED_MAX]:
        who = f"task {each.pid} (area {each.name})" if each.pid else f"{each.kind} {each.name}"
        parts.append(f"{who.strip()} {each.nr_pages} pages")
    if len(found) > NAMED_MAX:
        parts.append(f"{len(found) - NAMED_MAX} more")
    return ", ".join(parts) or "nobody"


def unplug(step: Step, entry: HostEntry, region: Region) -> None:
    """Offlines and removes all memory of a region, or nothing: its sysram device's, and any other.

    Refuses: what offlining refuses (BLOCK_UNMOVABLE, BLOCK_NO_TARGET, NOTIFIER_*), and
    CXL_REGION_MEMORY_STAYS where a driver takes the error of an offline for success.
    """
    where = region_range(region)
    found = entry.devices.sysrams.get(region.name)

    def work(ctx: Context) -> None:
        if found is not None and found.plugged:
            sysram.unplug(Machine(ctx, entry, HANDLERS, ACTIONS), found)
            if plugged(entry, (found.start, found.size)):
                raise KernelError("CXL_REGION_MEMORY_STAYS", region=region.name)
        if region.name in entry.devices.kmem:
            kmem.unplug(Machine(ctx, entry, HANDLERS, ACTIONS), region.name)
        for nid, at in () if where is None else plugged(entry, where):
            _remove_range(ctx, entry, nid, at)

    if (found is not None and found.plugged) or (where is not None and plugged(entry, where)):
        step.on_host(entry, work)


def lose(step: Step, entry: HostEntry, region: Region) -> None:
    """The memory of a region is gone at once, with what is in it."""
    where = region_range(region)
    if where is None or not plugged(entry, where):
        return
    low, high = where[0] >> PAGE_SHIFT, (where[0] + where[1]) >> PAGE_SHIFT
    step.on_host(entry, lambda ctx: lose_range(ctx, low, high))
    unplug(step, entry, region)


def release_range(
    step: Step, entry: HostEntry, region: Region, where: Range, in_use: str, what: str
) -> None:
    """Memory blocks that touch a range of a region go: refused, drained, or lost (`surprise`).

    Refuses: MEMORY_IN_USE with `refuse` where anybody holds a page, with `drain` where one stays.
    """
    block = entry.state.block_size
    low, high = where[0] // block * block, -(-(where[0] + where[1]) // block) * block
    ranges = plugged(entry, (low, high - low))
    holders = held(entry, (low, high - low)) if ranges else []
    if holders and in_use == "refuse":
        raise _in_use(entry, region, what, in_words(holders))
    for nid, (start, size) in ranges:
        first, last = start >> PAGE_SHIFT, (start + size) >> PAGE_SHIFT
        if in_use == "surprise":
            step.on_host(entry, lambda ctx, a=first, b=last: lose_range(ctx, a, b))  # type: ignore[misc]
        try:
            step.on_host(
                entry,
                lambda ctx, nid=nid, at=(start, size): _remove_range(ctx, entry, nid, at),  # type: ignore[misc]
            )
        except KernelError as error:
            why = error.row.render(error.facts)
            raise _in_use(entry, region, what, f"{in_words(holders)} ({why})") from None
    gone = region_range(region)
    if ranges and gone is not None and not plugged(entry, gone):
        _nothing_left(step, entry, region)


def _remove_range(ctx: Context, entry: HostEntry, nid: int, where: Range) -> None:
    start, size = where
    if entry.state.nodes[nid].private:
        offline_and_remove_private_memory(
            ctx, OfflineAndRemovePrivateMemory(nid=nid, start=to_hex(start), size=size)
        )
    else:
        offline_and_remove_memory(ctx, OfflineAndRemoveMemory(start=to_hex(start), size=size))


def _nothing_left(step: Step, entry: HostEntry, region: Region) -> None:
    """The drivers of a region whose last block went know it."""
    sysram_of = entry.devices.sysrams.get(region.name)

    def work(ctx: Context) -> None:
        machine = Machine(ctx, entry, HANDLERS, ACTIONS)
        if region.name in entry.devices.kmem:
            kmem.unplug(machine, region.name)
        if sysram_of is not None and sysram_of.plugged:
            sysram.unplug(machine, sysram_of)

    step.on_host(entry, work)


def _in_use(entry: HostEntry, region: Region, what: str, holders: str) -> Refused:
    return Refused(
        "MEMORY_IN_USE", what=f"{region.name}, behind {what},", host=entry.host, holders=holders
    )


def let_go(step: Step, entry: HostEntry, region: Region) -> None:
    """Runs the devm actions of a region that goes: its sysram device is unregistered."""
    if region.name in entry.devices.actions:
        step.on_host(
            entry,
            lambda ctx: release_region(Machine(ctx, entry, HANDLERS, ACTIONS), region.name),
        )


def function_gone(step: Step, entry: HostEntry, pdev: str) -> None:
    """The driver of a memdev's PCI function is removed before the memdev goes."""
    if pdev in entry.devices.pdevs:
        step.on_host(
            entry, lambda ctx: drivers.function_gone(Machine(ctx, entry, HANDLERS, ACTIONS), pdev)
        )


def release(step: Step, entry: HostEntry, region: Region, *, force: bool) -> None:
    """Memory of a region goes before its decoders do; with `force` it is lost where it cannot.

    Refuses: CXL_REGION_MEMORY_BUSY (EBUSY), naming who holds it.
    """
    where = region_range(region)
    if where is None:
        return
    try:
        unplug(step, entry, region)
    except KernelError as error:
        if not force:
            raise KernelError(
                "CXL_REGION_MEMORY_BUSY",
                region=region.name,
                why=error.row.render(error.facts),
                holders=in_words(held(entry, where)),
            ) from error
        lose(step, entry, region)
