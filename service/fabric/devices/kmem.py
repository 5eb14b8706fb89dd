"""The memory of a dax device as System RAM: the `state` file of the kmem driver.

A region that is bound to its driver has a dax device; kmem plugs it into the node of its window,
or takes it out again, as a whole. There is no such file before Linux 7.3.
Source: Linux 7.3 drivers/dax/kmem.c (state_show, state_store), drivers/dax/cxl.c.
"""

from __future__ import annotations

from typing import Final

from service.bounded import to_hex
from service.cxl.state import Region
from service.cxl.topology import DYNAMIC
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import Kmem
from service.fabric.devices.sysram import (
    aligned_range,
    backed_ranges,
    init_node_memory_type,
    plugged_ranges,
    release_mem_region,
    request_mem_region,
)
from service.mm.commands.private import (
    AddMemoryDriverManaged,
    MemoryGroupRegisterStatic,
    MemoryGroupUnregister,
    OfflineAndRemoveMemory,
    OnlineType,
)
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError

RULE: Final = "kmem.state"
UNPLUGGED: Final = "unplugged"
#: what may be written besides `unplugged`; `offline` can only be read
ONLINE: Final[dict[str, OnlineType]] = {
    "online": "online",
    "online_kernel": "online_kernel",
    "online_movable": "online_movable",
}
#: name of the System RAM of a dax device in /proc/iomem
RESOURCE: Final = "System RAM (kmem)"


def next_state(device: str, now: str, word: str) -> str:
    """The state after a write; the same as before where there is nothing to do.

    Refuses: DAX_STATE_WORD (EINVAL), DAX_STATE_PLUGGED (EBUSY; memory is plugged otherwise).
    """
    if word not in {UNPLUGGED, *ONLINE}:
        raise KernelError("DAX_STATE_WORD", rule=RULE, device=device, value=word)
    if word not in {now, UNPLUGGED} and now != UNPLUGGED:
        raise KernelError("DAX_STATE_PLUGGED", rule=RULE, device=device, state=now, value=word)
    return word


def region_of(machine: Machine, number: int) -> Region | None:
    """The region behind `daxN.0`, where kmem may have it."""
    cxl = machine.entry.cxl
    region = None if cxl is None else cxl.regions.get(number)
    if cxl is None or cxl.version == "6.12" or region is None:
        return None
    return region if region.bound and region.mode != "pmem" else None


def state_of(machine: Machine, region: str) -> str:
    """What the file says."""
    found = machine.devices.kmem.get(region)
    return UNPLUGGED if found is None else found.state


def store(machine: Machine, region: Region, value: str) -> None:
    """A write to `state`.

    Refuses: what `next_state` refuses, DAX_NO_NODE (EINVAL), SYSRAM_NO_BLOCK (ENOSPC),
    RESOURCE_BUSY (EBUSY), what the hot-add or offlining refuses.
    """
    device = f"dax{region.id}.0"
    now = state_of(machine, region.name)
    word = next_state(device, now, value.removesuffix("\n"))
    if word == now:
        if word != UNPLUGGED and region.mode == DYNAMIC:
            _add(machine, region, machine.devices.kmem[region.name].mgid, word)
        return
    if word == UNPLUGGED:
        unplug(machine, region.name)
    else:
        plug(machine, region, word)


def plug(machine: Machine, region: Region, word: str) -> None:
    """Adds the memory of a dax device, as probing does and as a write does; `offline` by probing.

    Refuses: as `store`.
    """
    device = f"dax{region.id}.0"
    start, size = aligned_range(machine, region)
    nid = machine.cxl.window(region).nid
    if nid < 0:
        raise KernelError("DAX_NO_NODE", rule=RULE, device=device)
    request_mem_region(machine, start, size, device)
    init_node_memory_type(machine, nid)
    group = MemoryGroupRegisterStatic.model_construct(nid=nid, max_pages=size >> PAGE_SHIFT)
    mgid = machine.do(group).ret
    _add(machine, region, mgid, word)
    kept = Kmem(region.name, word, start, size, mgid)
    machine.ctx.undo.set(machine.devices.kmem, region.name, kept)
    machine.ctx.decide(RULE, text=f"{device} was plugged into node {nid}: {word}")


def missing(wanted: list[tuple[int, int]], there: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of ascending (start, size) ranges is not in others of the kind."""
    found = []
    for start, size in wanted:
        at = start
        for other, length in there:
            if other + length <= at or other >= start + size:
                continue
            if other > at:
                found.append((at, other - at))
            at = other + length
        if at < start + size:
            found.append((at, start + size - at))
    return found


def _add(machine: Machine, region: Region, mgid: int, word: str) -> None:
    """Hot-adds what is memory of a region and not there yet."""
    start, size = aligned_range(machine, region)
    there = plugged_ranges(machine, start, size)
    for low, length in missing(backed_ranges(machine, region, start, size), there):
        added = AddMemoryDriverManaged.model_construct(
            nid=machine.cxl.window(region).nid,
            start=to_hex(low),
            size=length,
            resource_name=RESOURCE,
            online_type=ONLINE.get(word, "offline"),
            mgid=mgid,
        )
        if machine.do(added).errno is not None:
            assert machine.ctx.refused is not None, "a refused call has an error"
            raise machine.ctx.refused


def unplug(machine: Machine, region: str) -> None:
    """Takes all memory of a dax device offline and removes it, or nothing.

    Refuses: what offlining refuses.
    """
    found = machine.devices.kmem[region]
    for start, size in plugged_ranges(machine, found.start, found.size):
        command = OfflineAndRemoveMemory.model_construct(start=to_hex(start), size=size)
        if machine.do(command).errno is not None:
            assert machine.ctx.refused is not None, "a refused call has an error"
            raise machine.ctx.refused
    release_mem_region(machine, found.start)
    machine.call(MemoryGroupUnregister.model_construct(mgid=found.mgid))
    machine.ctx.undo.delete(machine.devices.kmem, region)
    machine.ctx.decide(RULE, text=f"the memory of {region} was removed")
