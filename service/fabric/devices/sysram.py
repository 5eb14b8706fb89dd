"""cxl_sysram: the memory of a CXL RAM region as hotplugged System RAM, ordinary or private.

A region gets a sysram device; plugging claims its aligned range and hot-adds it to the node of its
window, through a static memory group. `devm_cxl_add_sysram` returns 0 also where plugging failed:
its answer says so, the kernel only warns.
Source: patch 24 of 27 (drivers/cxl/core/sysram_region.c), patch 25 for private regions.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.bounded import to_hex
from service.cxl.state import Config, Region
from service.cxl.topology import DYNAMIC
from service.cxl.translate import extent_ranges
from service.fabric.devices.commands import (
    CxlRegionFindSysram,
    CxlSysramOfflineAndRemove,
    DevmCxlAddSysram,
    SysramAnswer,
)
from service.fabric.devices.machine import Machine
from service.fabric.devices.state import Resource, Sysram
from service.mm.commands import Answer
from service.mm.commands.private import (
    AddMemoryDriverManaged,
    AddPrivateMemoryDriverManaged,
    MemoryGroupRegisterStatic,
    MemoryGroupUnregister,
    OfflineAndRemoveMemory,
    OfflineAndRemovePrivateMemory,
    OnlineType,
)
from service.mm.fault_inject import should_fail
from service.mm.memory_tiers import MEMTIER_DEFAULT_DAX_ADISTANCE
from service.mm.zones import PAGE_SHIFT
from service.reasons import Errno, KernelError

RULE: Final = "sysram.add"
HOTPLUG: Final = "sysram.hotplug"
REMOVE: Final = "sysram.remove"
#: name of the System RAM below a region's resource
CHILD_RESOURCE: Final = "System RAM (CXL)"
#: modalias type of the device (CXL_DEVICE_SYSRAM)
CXL_DEVICE_SYSRAM: Final = 10
#: the devm action that a sysram registers on its region
UNREGISTER: Final = "sysram_unregister"
#: what may be written to `hotplug`
WORDS: Final = ("offline", "online", "online_kernel", "online_movable")
#: Kconfig choice (cell sysram.online_type) -> online type
_KCONFIG: Final[dict[str, OnlineType]] = {
    "movable": "online_movable",
    "normal": "online",
    "offline": "offline",
}


def region_of(machine: Machine, name: str) -> Region:
    """A region by name. Refuses: CXL_NO_REGION (ENODEV)."""
    region = machine.cxl.regions.get(int(name.removeprefix("region")))
    if region is None:
        raise KernelError("CXL_NO_REGION", rule=RULE, region=name)
    return region


def sysram_of(machine: Machine, region: str) -> Sysram:
    """The sysram device of a region. Refuses: SYSRAM_NONE (ENODEV)."""
    found = machine.devices.sysrams.get(region)
    if found is None:
        raise KernelError("SYSRAM_NONE", rule=RULE, region=region)
    return found


def _built(machine: Machine) -> None:
    if "CXL_REGION" in machine.ctx.state.config_off:
        raise KernelError("CXL_REGION_NOT_BUILT", rule=RULE)


def _keep(machine: Machine, sysram: Sysram) -> Sysram:
    machine.ctx.undo.set(machine.devices.sysrams, sysram.region, sysram)
    return sysram


def default_online_type(machine: Machine) -> OnlineType:
    """CXL_SYSRAM_ONLINE_TYPE_*: a Kconfig choice, or the online policy of the system."""
    choice = machine.ctx.knobs.sysram_online_type
    machine.ctx.used("sysram.online_type")
    system: OnlineType = machine.ctx.state.auto_online_blocks  # type: ignore[assignment]
    return _KCONFIG.get(choice, system)


def devm_cxl_add_sysram(machine: Machine, command: DevmCxlAddSysram) -> Answer:
    """devm_cxl_add_sysram, in the order of patch 24.

    Refuses: CXL_REGION_NOT_BUILT, CXL_REGION_NOT_COMMITTED (ENXIO), SYSRAM_NO_BLOCK (ENOSPC),
    SYSRAM_NO_NODE (EINVAL), what memory type, memory group and device_add refuse,
    SYSRAM_EXISTS (EEXIST).
    """
    ctx = machine.ctx
    _built(machine)
    region = region_of(machine, command.region)
    start, size = aligned_range(machine, region)
    nid = machine.cxl.window(region).nid
    online_type = command.online_type or default_online_type(machine)
    if nid < 0:
        raise KernelError("SYSRAM_NO_NODE", rule=RULE, region=region.name, start=to_hex(start))
    typed = init_node_memory_type(machine, nid)
    group = MemoryGroupRegisterStatic.model_construct(nid=nid, max_pages=size >> PAGE_SHIFT)
    mgid = machine.do(group).ret
    should_fail(ctx, "device_add")
    if region.name in machine.devices.sysrams:
        raise KernelError("SYSRAM_EXISTS", rule=RULE, device=f"sysram_{region.name}")
    sysram = _keep(
        machine,
        Sysram(region.name, command.private, online_type, start, size, nid, mgid, typed),
    )
    failed = None
    if region.mode == "ram" and online_type != "offline":
        failed = _plug_at_creation(machine, sysram)
    add_action(machine, region.name, UNREGISTER)
    sysram = machine.devices.sysrams[region.name]
    what = "plugged" if sysram.plugged else "registered, not plugged"
    why = f": {failed.reason}" if failed is not None else ""
    ctx.decide(RULE, text=f"{sysram.device} of node {nid} is {what}{why}")
    return _answer(machine, sysram, failed)


def _answer(machine: Machine, sysram: Sysram, failed: KernelError | None = None) -> Answer:
    why: dict[str, Any] = {}
    if failed is not None:
        assert failed.row.errno is not None, "a kernel reason has an errno"
        why = {"plug_errno": failed.row.errno.name, "plug_reason": failed.reason}
    return machine.ctx.answer(
        SysramAnswer,
        device=sysram.device,
        nid=sysram.nid,
        start=to_hex(sysram.start),
        size=sysram.size,
        plugged=sysram.plugged,
        **why,
    )


def aligned_range(machine: Machine, region: Region) -> tuple[int, int]:
    """Start and size of the whole memory blocks in a committed region."""
    if region.state < Config.COMMIT or region.hpa_start is None:
        raise KernelError(
            "CXL_REGION_NOT_COMMITTED", rule=RULE, region=region.name, state=region.state.name
        )
    block = machine.ctx.state.block_size
    start = -(-region.hpa_start // block) * block
    end = (region.hpa_start + region.hpa_size) // block * block
    if start >= end:
        raise KernelError(
            "SYSRAM_NO_BLOCK",
            rule=RULE,
            region=region.name,
            start=to_hex(region.hpa_start),
            size=region.hpa_size,
            block=block,
        )
    return start, end - start


def init_node_memory_type(machine: Machine, nid: int) -> bool:
    """mt_get_memory_type and init_node_memory_type: a node without a type gets that of slow memory.

    Returns whether the type came from here. A known distance (HMAT) is left as it is.
    """
    state = machine.ctx.state
    should_fail(machine.ctx, "mt_get_memory_type")
    if nid in state.adistance or nid in state.tier_adistance:
        return False
    machine.ctx.undo.set(state.adistance, nid, MEMTIER_DEFAULT_DAX_ADISTANCE)
    return True


def _plug_at_creation(machine: Machine, sysram: Sysram) -> KernelError | None:
    """Plugs a new device; why it failed, which only the kernel's log tells."""
    refused = machine.attempt(lambda: plug(machine, sysram, sysram.online_type))
    if refused is not None:
        machine.warn("hotplug failed")
        return refused
    plugged = machine.devices.sysrams[sysram.region]
    _keep(machine, msgspec.structs.replace(plugged, last_hotplug_cmd=sysram.online_type))
    return None


def plug(machine: Machine, sysram: Sysram, online_type: str) -> None:
    """hotplug_add: claims the range and hot-adds it.

    Refuses: SYSRAM_PLUGGED, RESOURCE_BUSY (EBUSY), and what the hot-add refuses.
    """
    ctx = machine.ctx
    if sysram.plugged:
        raise KernelError("SYSRAM_PLUGGED", rule=HOTPLUG, device=sysram.device)
    ranges = backed_ranges(machine, region_of(machine, sysram.region), sysram.start, sysram.size)
    request_mem_region(machine, sysram.start, sysram.size, sysram.res_name)
    for start, size in ranges:
        where: dict[str, Any] = {
            "start": to_hex(start),
            "size": size,
            "resource_name": CHILD_RESOURCE,
            "online_type": online_type,
            "nid": sysram.mgid,
            "mgid": sysram.mgid,
        }
        added: AddMemoryDriverManaged | AddPrivateMemoryDriverManaged
        if sysram.private:
            added = AddPrivateMemoryDriverManaged.model_construct(owner=sysram.region, **where)
        else:
            added = AddMemoryDriverManaged.model_construct(**where)
        if machine.do(added).errno is not None:
            assert ctx.refused is not None, "a refused call has an error"
            raise ctx.refused
    _keep(machine, msgspec.structs.replace(sysram, plugged=True))
    ctx.decide(HOTPLUG, text=f"{sysram.device} was hotplugged to node {sysram.nid}: {online_type}")


def backed_ranges(machine: Machine, region: Region, start: int, size: int) -> list[tuple[int, int]]:
    """What of [start, start + size) is memory: all of it, or the whole blocks in extents.

    Refuses: CXL_NO_EXTENT (ENOSPC; a region of dynamic capacity without a block of it).
    """
    if region.mode != DYNAMIC:
        return [(start, size)]
    block = machine.ctx.state.block_size
    found = []
    for at, length in extent_ranges(machine.cxl, region):
        low, high = -(-at // block) * block, (at + length) // block * block
        if low < high:
            found.append((low, high - low))
    if not found:
        raise KernelError("CXL_NO_EXTENT", rule=HOTPLUG, region=region.name, block=block)
    return found


def plugged_ranges(machine: Machine, start: int, size: int) -> list[tuple[int, int]]:
    """The memory blocks in [start, start + size), neighbours together."""
    block = machine.ctx.state.block_size
    found: list[tuple[int, int]] = []
    for run in machine.ctx.state.blocks.runs(start // block, (start + size) // block):
        low, length = run.start * block, (run.end - run.start) * block
        if found and found[-1][0] + found[-1][1] == low:
            found[-1] = (found[-1][0], found[-1][1] + length)
        else:
            found.append((low, length))
    return found


def request_mem_region(machine: Machine, start: int, size: int, name: str) -> None:
    """Claims a range of physical addresses. Refuses: RESOURCE_BUSY (EBUSY)."""
    ctx = machine.ctx
    end = start + size
    claimed = machine.devices.resources.values()
    other = next((each for each in claimed if each.start < end and start < each.end), None)
    holder = other.name if other is not None else _system_ram(machine, start, end)
    try:
        should_fail(ctx, "request_mem_region")
    except KernelError:
        holder = holder or "a fault point"
    if holder:
        raise KernelError(
            "RESOURCE_BUSY", rule=HOTPLUG, start=to_hex(start), size=size, holder=holder
        )
    ctx.undo.set(machine.devices.resources, start, Resource(start, end, name))


def release_mem_region(machine: Machine, start: int) -> None:
    """Gives a claimed range back; one that is not claimed is left."""
    if start in machine.devices.resources:
        machine.ctx.undo.delete(machine.devices.resources, start)


def _system_ram(machine: Machine, start: int, end: int) -> str:
    """The System RAM that a range overlaps; "" when there is none."""
    state = machine.ctx.state
    block = state.block_size
    for run in state.blocks.runs(start // block, -(-end // block)):
        return f"{run.kind.resource} of memory{run.start}"
    return ""


def unplug(machine: Machine, sysram: Sysram) -> None:
    """hotplug_remove: offlines and removes the memory, then releases the range.

    A private region tolerates -EBUSY, which says that other memory stays on its node; cell
    sysram.remove_busy: is -EBUSY of a failed offline taken for that too?
    Refuses: what offlining refuses.
    """
    ctx = machine.ctx
    if not sysram.plugged:
        ctx.decide(REMOVE, text=f"{sysram.device} is not plugged: nothing to do")
        return
    # -EBUSY as an answer says that other memory keeps the node private: this range is gone.
    refused = machine.attempt(lambda: _offline_and_remove(machine, sysram))
    if refused is not None and not (sysram.private and _tolerated(machine, refused)):
        raise (
            refused
            if not _interrupted(machine, refused)
            else KernelError("OFFLINE_INTERRUPTED", rule=REMOVE, device=sysram.device)
        )
    release_mem_region(machine, sysram.start)
    _keep(machine, msgspec.structs.replace(sysram, plugged=False))
    ctx.decide(REMOVE, text=f"the memory of {sysram.device} was removed from node {sysram.nid}")


def _offline_and_remove(machine: Machine, sysram: Sysram) -> None:
    """Takes all memory of a sysram away: one range, or those of its extents."""
    ranges = [(sysram.start, sysram.size)]
    if region_of(machine, sysram.region).mode == DYNAMIC:
        ranges = plugged_ranges(machine, sysram.start, sysram.size)
    command: OfflineAndRemoveMemory | OfflineAndRemovePrivateMemory
    for start, size in ranges:
        where: dict[str, Any] = {"start": to_hex(start), "size": size}
        if sysram.private:
            command = OfflineAndRemovePrivateMemory.model_construct(nid=sysram.nid, **where)
        else:
            command = OfflineAndRemoveMemory.model_construct(**where)
        machine.do(command)


def _endless(machine: Machine, refused: KernelError) -> bool:
    """Whether the kernel would repeat this offline for ever: pages that nobody may move."""
    endless = machine.ctx.knobs.offline_unmovable == "until_signal"
    return endless and refused.reason == "BLOCK_UNMOVABLE"


def _interrupted(machine: Machine, refused: KernelError) -> bool:
    """Whether a signal ends that loop."""
    return _endless(machine, refused) and machine.signal_after is not None


def _tolerated(machine: Machine, refused: KernelError) -> bool:
    """Whether the -EBUSY of a failed offline is taken for that of a node with other memory."""
    machine.ctx.used("sysram.remove_busy")
    if refused.row.errno is not Errno.EBUSY or _endless(machine, refused):
        return False
    return machine.ctx.knobs.sysram_remove_busy == "tolerated"


def store_hotplug(machine: Machine, sysram: Sysram, value: str) -> int:
    """A write to `hotplug`: the bytes it took.

    Refuses: SYSRAM_WORD (EINVAL), what `plug` and `unplug` refuse.
    """
    word = value.removesuffix("\n")
    if word not in WORDS:
        raise KernelError("SYSRAM_WORD", rule=HOTPLUG, value=value, device=sysram.device)
    if word == "offline":
        unplug(machine, sysram)
    else:
        plug(machine, sysram, word)
    return len(value)


def cxl_sysram_offline_and_remove(machine: Machine, command: CxlSysramOfflineAndRemove) -> Answer:
    """cxl_sysram_offline_and_remove(sysram)."""
    _built(machine)
    machine.signal_after = command.signal_after
    machine.ctx.effect("device", name=command.op, detail=command.region)
    unplug(machine, sysram_of(machine, command.region))
    return machine.ctx.answer(Answer)


def cxl_region_find_sysram(machine: Machine, command: CxlRegionFindSysram) -> Answer:
    """cxl_region_find_sysram(region): its child device, or NULL."""
    region_of(machine, command.region)
    sysram = machine.devices.sysrams.get(command.region)
    what = "no sysram device" if sysram is None else sysram.device
    machine.ctx.decide(RULE, text=f"{command.region} has {what}")
    if sysram is None:
        return machine.ctx.answer(SysramAnswer)
    return _answer(machine, sysram)


# --- devm actions of a region


def add_action(machine: Machine, region: str, name: str) -> None:
    """devm_add_action on a region."""
    actions = machine.devices.actions
    machine.ctx.undo.set(actions, region, (*actions.get(region, ()), name))


def sysram_unregister(machine: Machine, region: str) -> None:
    """device_unregister of a sysram and its release: unplugged if it can be, gone in any case.

    The error of unplugging is lost, as in the kernel; memory that stays keeps its node private.
    """
    ctx = machine.ctx
    sysram = machine.devices.sysrams[region]
    refused = machine.attempt(lambda: unplug(machine, sysram))
    release_mem_region(machine, sysram.start)
    machine.call(MemoryGroupUnregister.model_construct(mgid=sysram.mgid))
    others = [each for each in machine.devices.sysrams.values() if each.nid == sysram.nid]
    if sysram.typed and len(others) == 1 and sysram.nid in ctx.state.adistance:
        ctx.undo.delete(ctx.state.adistance, sysram.nid)
    struct = f"{sysram.region}@{sysram.nid}"
    if ctx.state.nodes[sysram.nid].node_private is None and struct in ctx.state.np_tables:
        ctx.undo.delete(ctx.state.np_tables, struct)
    ctx.undo.delete(machine.devices.sysrams, region)
    kept = "" if refused is None else f", its memory stays: {refused.reason}"
    ctx.effect("node_state", nid=sysram.nid, detail=f"{sysram.device} is gone{kept}")
