"""Memory hotplug: blocks are added, onlined into a zone, offlined, removed (mm/memory_hotplug.c).

The first memory of a node sets N_MEMORY, or N_MEMORY_PRIVATE when a driver registered the node
before (patch 22). Zonelists are rebuilt when a zone becomes populated or empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from service.bounded import parse_hex, to_hex
from service.mm import hotplug_bulk
from service.mm.commands.base import Answer
from service.mm.commands.private import (
    AddMemoryDriverManaged,
    AddPrivateMemoryDriverManaged,
    MemoryRange,
    OfflineAndRemoveMemory,
    OfflineAndRemovePrivateMemory,
    OfflinePages,
    OnlinePages,
    RemoveMemory,
)
from service.mm.context import Context
from service.mm.contig_zones import block_pages, zone_for_pfn_range
from service.mm.cpuset import all_effective, cpuset_handle_hotplug
from service.mm.fault_inject import should_fail
from service.mm.folded import Folded
from service.mm.kswapd import keeps_boost
from service.mm.layout import PFN_END
from service.mm.memory_blocks import BlockKind, BlockRun, MemoryBlock
from service.mm.memory_group import group_node
from service.mm.memory_tiers import (
    clear_node_memory_tier,
    establish_demotion_targets,
    set_node_memory_tier,
)
from service.mm.node_private import given_rights, register_node, unregister_node
from service.mm.nodemask import nodes_of
from service.mm.offline import check_whole, evacuate
from service.mm.rebind import scrub_policies
from service.mm.state import HostState
from service.mm.watermark import init_per_zone_wmark_min
from service.mm.weights import reset_weights
from service.mm.zonelist import build_all_zonelists, hotadd_zonelists
from service.mm.zones import PAGE_SHIFT, ZONE_NAMES
from service.reasons import KernelError, Refused

_RESOURCE: Final = re.compile(r"^System RAM \([^()]+\)$")
#: blocks that one call onlines or offlines, each a step of its own; published at /v1/limits
BLOCKS_PER_CALL_MAX: Final = 8192
#: end of physical memory in bytes
PHYSICAL_END: Final = PFN_END << PAGE_SHIFT


def _blocks(ctx: Context, start_text: str, size: int, rule: str) -> range:
    """The block numbers of a range. Refuses: BLOCK_UNALIGNED."""
    start = parse_hex(start_text)
    block = ctx.state.block_size
    if not size or start % block or size % block or start + size > PHYSICAL_END:
        raise KernelError("BLOCK_UNALIGNED", rule=rule, start=start_text, size=size, block=block)
    return range(start // block, (start + size) // block)


def _known(ctx: Context, command: MemoryRange, rule: str) -> list[BlockRun]:
    """The blocks of a range, all of which exist. Refuses: BLOCK_UNALIGNED, BLOCK_UNKNOWN."""
    numbers = _blocks(ctx, command.start, command.size, rule)
    for number, _ in ctx.state.blocks.holes(numbers.start, numbers.stop):
        raise KernelError("BLOCK_UNKNOWN", rule=rule, start=to_hex(number * ctx.state.block_size))
    return list(ctx.state.blocks.runs(numbers.start, numbers.stop))


def _each(runs: list[BlockRun]) -> Iterator[MemoryBlock]:
    """The blocks of runs, one by one. Refuses: LIMIT_EXCEEDED."""
    needs = sum(run.end - run.start for run in runs)
    if needs > BLOCKS_PER_CALL_MAX:
        raise Refused(
            "LIMIT_EXCEEDED",
            limit="memory_blocks_per_call",
            max=BLOCKS_PER_CALL_MAX,
            needs=needs,
        )
    for start, end, kind in runs:
        for number in range(start, end):
            yield MemoryBlock(number, kind)


def _add(
    ctx: Context,
    nid: int,
    command: AddMemoryDriverManaged | AddPrivateMemoryDriverManaged,
    rule: str,
) -> BlockRun:
    """add_memory_resource: blocks appear, offline. Refuses: see the raises, in order."""
    state = ctx.state
    start, resource = command.start, command.resource_name
    if not _RESOURCE.match(resource):
        raise KernelError("RESOURCE_NAME", rule=rule)
    should_fail(ctx, "add_memory_resource")
    numbers = _blocks(ctx, start, command.size, rule)
    if nid < 0 or not state.possible >> nid & 1:
        raise KernelError("NODE_NOT_POSSIBLE", rule=rule, nid=nid)
    pages = state.block_size >> PAGE_SHIFT
    low, high = numbers.start * pages, numbers.stop * pages
    for other in sorted(state.nodes):
        for zone in state.nodes[other].zones:
            if next(zone.partition.iter_runs(low, high), None) is not None:
                raise KernelError("RANGE_EXISTS", rule=rule, start=start, nid=other)
    for run in state.blocks.runs(numbers.start, numbers.stop):
        raise KernelError("RANGE_EXISTS", rule=rule, start=start, nid=run.kind.nid)
    if not state.online >> nid & 1:
        ctx.undo.assign(state, "online", state.online | 1 << nid)
        hotadd_zonelists(state, ctx.undo, nid)
        ctx.effect("node_state", nid=nid, detail="online, without memory")
    mgid = -1 if command.mgid is None else command.mgid
    kind = BlockKind(nid, "offline", -1, resource, (nid,), mgid)
    state.blocks.set(ctx.undo, numbers.start, numbers.stop, kind)
    ctx.effect("memory_block", nid=nid, nr_pages=high - low, detail="added, offline")
    return BlockRun(numbers.start, numbers.stop, kind)


def add_memory_driver_managed(ctx: Context, command: AddMemoryDriverManaged) -> Answer:
    """add_memory_driver_managed: hotplugs a range and onlines it by the given type."""
    rule = "hotplug.add"
    _check_online_type(command.online_type, rule)
    nid = command.nid if command.mgid is None else group_node(ctx, command.mgid)
    added = _add(ctx, nid, command, rule)
    number = added.end - added.start
    ctx.decide(rule, text=f"{number} blocks of node {nid} were added, offline")
    _online_added(ctx, added, command.online_type)
    return ctx.answer(Answer)


def add_private_memory_driver_managed(
    ctx: Context, command: AddPrivateMemoryDriverManaged
) -> Answer:
    """add_private_memory_driver_managed (patch 22): register, then hotplug.

    A hotplug that fails unregisters the node, also when it was registered before the call:
    registration does not nest. That is a partial effect of the refused call.
    """
    nid = _private_nid(ctx, command)
    np = ctx.state.nodes[nid].node_private if nid in ctx.state.nodes else None
    mark = ctx.undo.mark()
    try:
        add_private_memory(ctx, command)
    except KernelError as error:
        online = ctx.state.n_memory_private >> max(nid, 0) & 1
        if np is None or np.owner != command.owner or online:
            raise
        ctx.undo.rollback(mark)
        unregister_node(ctx, nid)
        return ctx.refusal(Answer, error)
    return ctx.answer(Answer)


def _private_nid(ctx: Context, command: AddPrivateMemoryDriverManaged) -> int:
    """The node that a request is for: that of its memory group, if it has one."""
    if command.owner is not None and command.mgid is not None:
        return group_node(ctx, command.mgid)
    return command.nid


def add_private_memory(ctx: Context, command: AddPrivateMemoryDriverManaged) -> None:
    """Registers the node, adds the range and onlines it."""
    rule = "hotplug.add_private"
    nid = _private_nid(ctx, command)
    rights = given_rights(ctx, command.rights, command.online_type)
    register_node(ctx, nid, command.owner, rights=rights)
    _check_online_type(command.online_type, rule)
    added = _add(ctx, nid, command, rule)
    number = added.end - added.start
    ctx.decide(rule, text=f"{number} blocks of private node {nid} were added, offline")
    _online_added(ctx, added, command.online_type)


def _check_online_type(online_type: str, rule: str) -> None:
    """Refuses: ONLINE_TYPE."""
    if online_type not in {"offline", "online", "online_kernel", "online_movable"}:
        raise KernelError("ONLINE_TYPE", rule=rule, value=online_type)


def _online_added(ctx: Context, added: BlockRun, online_type: str) -> None:
    """Onlines fresh blocks; that one fails is not reported (add_memory_resource)."""
    if online_type == "offline":
        return
    folded = Folded(ctx)
    blocks = list(_each([added]))
    while blocks:
        block = blocks.pop(0)
        mark, told = ctx.undo.mark(), len(ctx.effects)
        try:
            online_block(ctx, block, online_type)
        except KernelError as error:
            ctx.undo.rollback(mark)
            text = f"block {block.block} stays offline: {error.reason}"
            ctx.decide("hotplug.add", text=text)
        else:
            folded.note(told, block.nid, ctx.state.block_size >> PAGE_SHIFT)
            if online_type in _ONE_ZONE and folded.full and hotplug_bulk.quiet(ctx):
                _online_middle(ctx, block, blocks, folded)
    folded.tell("online")


#: online types that put all blocks of a run into one zone
_ONE_ZONE: Final = frozenset({"online_kernel", "online_movable"})


def _online_middle(
    ctx: Context, before: MemoryBlock, blocks: list[MemoryBlock], folded: Folded
) -> None:
    """All blocks but the last go online together, into the zone of the one before them."""
    if len(blocks) < 2:  # noqa: PLR2004 - one to take and the last
        return
    start, end = blocks[0].block, blocks[-1].block
    zone = ctx.state.nodes[before.nid].zones[ctx.state.blocks[before.block].zone]
    hotplug_bulk.online_run(ctx, before.kind, start, end, zone)
    folded.skip(before.nid, end - start, (end - start) * ctx.state.block_size >> PAGE_SHIFT)
    del blocks[:-1]


#: what is sent back after an event that a listener refused, or that came before it
CANCELS: Final[dict[str, str]] = {
    "NODE_ADDING_FIRST_MEMORY": "NODE_CANCEL_ADDING_FIRST_MEMORY",
    "MEM_GOING_ONLINE": "MEM_CANCEL_ONLINE",
    "NODE_REMOVING_LAST_MEMORY": "NODE_CANCEL_REMOVING_LAST_MEMORY",
    "MEM_GOING_OFFLINE": "MEM_CANCEL_OFFLINE",
}


def _going(ctx: Context, nid: int, events: list[str]) -> None:
    """Asks the listeners in order. Refuses: NOTIFIER_*, after the cancel events are sent."""
    sent: list[str] = []
    for event in events:
        ctx.effect("notifier", nid=nid, name=event)
        sent.append(event)
        errno = ctx.state.notifier_errors.get(event)
        if errno is not None:
            _cancel(ctx, nid, sent)
            raise KernelError(f"NOTIFIER_{errno}", rule="hotplug.notifier", event=event)


def _cancel(ctx: Context, nid: int, sent: list[str]) -> None:
    for event in reversed(sent):
        ctx.effect("notifier", nid=nid, name=CANCELS[event])


def online_block(ctx: Context, block: MemoryBlock, online_type: str) -> None:
    """online_pages of one block, in the kernel's order of steps."""
    state = ctx.state
    zone = zone_for_pfn_range(state, block, online_type)
    node = state.nodes[block.nid]
    low, high = block_pages(state, block)
    first = not (state.n_memory | state.n_memory_private) >> block.nid & 1
    events = ["NODE_ADDING_FIRST_MEMORY"] if first else []
    _going(ctx, block.nid, [*events, "MEM_GOING_ONLINE"])
    was_empty = not zone.present
    zone.partition.add_span(ctx.undo, low, high)
    hotplug_bulk.resize(ctx, zone, high - low)
    bit = 1 << block.nid
    before = all_effective(state)
    private = node.private and not state.n_memory & bit
    if first:
        name = "n_memory_private" if private else "n_memory"
        ctx.undo.assign(state, name, getattr(state, name) | bit)
        ctx.effect("node_state", nid=block.nid, detail=f"{name.upper()} set")
    hotplug_bulk.set_state(ctx, block.kind, block.block, block.block + 1, "online", zone.idx)
    ctx.effect(
        "memory_block",
        nid=block.nid,
        zone=ZONE_NAMES[zone.idx],
        nr_pages=high - low,
        detail=f"block {block.block} online",
    )
    if was_empty:
        _rebuild(ctx)
    init_per_zone_wmark_min(state, ctx.undo, partial(keeps_boost, ctx))
    if first:
        kswapd = not private or ctx.knobs.private_kswapd == "started"
        if kswapd:
            ctx.undo.assign(node, "kswapd", value=True)
            ctx.undo.assign(node, "kcompactd", value=True)
        if state.weights_auto:
            reset_weights(state, ctx.undo)
        set_node_memory_tier(state, ctx.undo, block.nid)
        establish_demotion_targets(state, ctx.undo)
        cpuset_handle_hotplug(ctx, before)
    for event in (["NODE_ADDED_FIRST_MEMORY"] if first else []) + ["MEM_ONLINE"]:
        ctx.effect("notifier", nid=block.nid, name=event)
    fallback, nofallback = state.order_of[block.nid]
    if private:
        lists = f"FALLBACK {_nids(fallback)}, NOFALLBACK {_nids(nofallback)}"
        ctx.decide("hotplug.online_private", lists=lists)
    else:
        ctx.decide(
            "hotplug.online",
            text=f"block {block.block} is online in ZONE_{ZONE_NAMES[zone.idx].upper()}",
        )


def _nids(nids: tuple[int, ...]) -> str:
    return " ".join(map(str, nids)) or "empty"


def _rebuild(ctx: Context) -> None:
    """build_all_zonelists; from the first rebuild on the CPU term counts."""
    ctx.undo.assign(ctx.state, "rebuilt", value=True)
    build_all_zonelists(ctx.state, ctx.undo)
    lines = [
        f"Fallback order for Node {nid} (private): {' '.join(map(str, ctx.state.order_of[nid][0]))}"
        for nid in nodes_of(ctx.state.n_memory_private)
    ]
    ctx.effect("zonelists_rebuilt", **({"detail": "; ".join(lines)[:1000]} if lines else {}))


def online_pages(ctx: Context, command: OnlinePages) -> Answer:
    """Onlines each block of a range; stops at the first that is online already."""
    for block in _each(_known(ctx, command, "hotplug.online")):
        if block.state == "online":
            raise KernelError(
                "BLOCK_STATE", rule="hotplug.online", block=block.block, state="online"
            )
        online_block(ctx, block, command.online_type)
    return ctx.answer(Answer)


def offline_block(ctx: Context, block: MemoryBlock) -> None:
    """offline_pages of one block: pages are moved away, then the block leaves its zone.

    Refuses: BLOCK_STATE, BLOCK_HOLES, BLOCK_ZONES, BLOCK_UNMOVABLE, BLOCK_NO_TARGET.
    """
    state = ctx.state
    if block.state != "online":
        raise KernelError("BLOCK_STATE", rule="hotplug.offline", block=block.block, state="offline")
    should_fail(ctx, "offline_pages", block=block.block)
    node = state.nodes[block.nid]
    zone = node.zones[block.zone]
    low, high = block_pages(ctx.state, block)
    check_whole(block, zone, low, high)
    last = sum(each.present for each in node.zones) == high - low
    events = ["NODE_REMOVING_LAST_MEMORY"] if last else []
    events.append("MEM_GOING_OFFLINE")
    _going(ctx, block.nid, events)
    try:
        evacuate(ctx, block, zone, low, high)
    except KernelError:
        _cancel(ctx, block.nid, events)
        raise
    zone.partition.remove_span(ctx.undo, low, high)
    hotplug_bulk.resize(ctx, zone, low - high)
    hotplug_bulk.set_state(ctx, block.kind, block.block, block.block + 1, "offline", -1)
    ctx.effect(
        "memory_block",
        nid=block.nid,
        zone=ZONE_NAMES[zone.idx],
        nr_pages=high - low,
        detail=f"block {block.block} offline",
    )
    bit = 1 << block.nid
    emptied = not any(each.present for each in node.zones)
    before = all_effective(state)
    # The node is still what it was: a service keeps the boost of its emptied zone (patch 16).
    init_per_zone_wmark_min(state, ctx.undo, partial(keeps_boost, ctx))
    if emptied:
        ctx.undo.assign(state, "n_memory", state.n_memory & ~bit)
        ctx.undo.assign(state, "n_memory_private", state.n_memory_private & ~bit)
        ctx.undo.assign(node, "kswapd", value=False)
        ctx.undo.assign(node, "kcompactd", value=False)
        ctx.effect("node_state", nid=block.nid, detail="no memory left")
    if not zone.present:
        _rebuild(ctx)
    if emptied and node.private and ctx.knobs.unplug_policies == "default":
        scrub_policies(ctx, block.nid)
    if emptied:
        clear_node_memory_tier(state, ctx.undo, block.nid)
        establish_demotion_targets(state, ctx.undo)
        cpuset_handle_hotplug(ctx, before)
    for event in (["NODE_REMOVED_LAST_MEMORY"] if emptied else []) + ["MEM_OFFLINE"]:
        ctx.effect("notifier", nid=block.nid, name=event)
    ctx.decide("hotplug.offline", text=f"block {block.block} is offline; its pages were moved away")


def offline_pages(ctx: Context, command: OfflinePages) -> Answer:
    """Offlines each block of a range; earlier ones stay offline when a later one fails."""
    blocks = _known(ctx, command, "hotplug.offline")
    for position, block in enumerate(_each(blocks)):
        mark = ctx.undo.mark()
        try:
            offline_block(ctx, block)
        except KernelError as error:
            ctx.undo.rollback(mark)
            if not position:
                raise
            return ctx.refusal(Answer, error)
    return ctx.answer(Answer)


def _has_blocks(state: HostState, nid: int) -> bool:
    return any(run.kind.nid == nid for run in state.blocks.runs())


def _remove(ctx: Context, blocks: list[BlockRun]) -> None:
    state = ctx.state
    for run in blocks:
        if run.kind.state != "offline":
            raise KernelError("BLOCK_BUSY", rule="hotplug.remove", block=run.start)
    start, end = blocks[0].start, blocks[-1].end
    state.blocks.delete(ctx.undo, start, end)
    nid = blocks[0].kind.nid
    ctx.effect("memory_block", nid=nid, detail=f"{end - start} blocks removed")
    node = state.nodes[nid]
    left = _has_blocks(state, nid)
    if not left and not node.cpus and not any(zone.present for zone in node.zones):
        ctx.undo.assign(state, "online", state.online & ~(1 << nid))
        ctx.effect("node_state", nid=nid, detail="offline: no memory and no CPU")
    ctx.decide("hotplug.remove", text=f"{end - start} blocks of node {nid} are gone")


def remove_memory(ctx: Context, command: RemoveMemory) -> Answer:
    """remove_memory: all blocks of the range must be offline."""
    _remove(ctx, _known(ctx, command, "hotplug.remove"))
    return ctx.answer(Answer)


def offline_and_remove(ctx: Context, command: MemoryRange) -> None:
    """All or nothing: what was offlined comes back online when a block refuses.

    Refuses: HOTREMOVE_NOT_BUILT.
    """
    if "MEMORY_HOTREMOVE" in ctx.state.config_off:
        raise KernelError("HOTREMOVE_NOT_BUILT", rule="hotplug.remove")
    folded = Folded(ctx)
    runs = _known(ctx, command, "hotplug.offline")
    blocks = list(_each([run for run in runs if run.kind.state == "online"]))
    while blocks:
        block = blocks.pop(0)
        told = len(ctx.effects)
        offline_block(ctx, block)
        folded.note(told, block.nid, ctx.state.block_size >> PAGE_SHIFT)
        if folded.full and hotplug_bulk.quiet(ctx):
            _offline_middle(ctx, block, blocks, folded)
    folded.tell("offline")
    _remove(ctx, _known(ctx, command, "hotplug.remove"))


def _offline_middle(
    ctx: Context, before: MemoryBlock, blocks: list[MemoryBlock], folded: Folded
) -> None:
    """All blocks but the last go offline together, where they are one free run of one zone."""
    if len(blocks) < 2 or any(each.kind != before.kind for each in blocks):  # noqa: PLR2004
        return
    start, end = blocks[0].block, blocks[-1].block
    zone = ctx.state.nodes[before.nid].zones[before.zone]
    if end - start != len(blocks) - 1 or not hotplug_bulk.is_free(ctx, start, end + 1, zone):
        return
    hotplug_bulk.offline_run(ctx, before.kind, start, end, zone)
    folded.skip(before.nid, end - start, (end - start) * ctx.state.block_size >> PAGE_SHIFT)
    del blocks[:-1]


def offline_and_remove_memory(ctx: Context, command: OfflineAndRemoveMemory) -> Answer:
    """offline_and_remove_memory; by patch 22's changelog the registration goes with the last."""
    nids = sorted({run.kind.nid for run in _known(ctx, command, "hotplug.offline")})
    offline_and_remove(ctx, command)
    for nid in nids:
        left = _has_blocks(ctx.state, nid)
        if not left and ctx.knobs.remove_registration == "dropped" and ctx.state.nodes[nid].private:
            ctx.used("remove.registration")
            unregister_node(ctx, nid)
    return ctx.answer(Answer)


def offline_and_remove_private_memory(
    ctx: Context, command: OfflineAndRemovePrivateMemory
) -> Answer:
    """offline_and_remove_private_memory (patch 22): the range goes even if unregister is EBUSY."""
    offline_and_remove(ctx, command)
    try:
        unregister_node(ctx, command.nid)
    except KernelError as error:
        return ctx.refusal(Answer, error)
    return ctx.answer(Answer)
