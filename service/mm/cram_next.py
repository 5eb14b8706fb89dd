"""The later mm/cram: ratios instead of pressure, a balloon, an admission gate (appendix E).

A driver donates ranges at a configured ratio; cram hotplugs them as a private node and chooses
where a reclaimed folio goes. When the device achieves less than the ratio, a balloon takes so many
pages of the node out of use that what is left fits the device. A write copies to DRAM.
This is the author's branch after v4, never an explanation of v4.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.bounded import parse_hex
from service.mm.commands.base import Answer
from service.mm.commands.cram import (
    CramAllowAllocation,
    CramRegister,
    CramReportHotPages,
    CramSetCompressionRatio,
    CramUnregister,
    PhysRange,
)
from service.mm.commands.cram import TrimAnswer as GivenTrim
from service.mm.commands.private import AddPrivateMemoryDriverManaged, OfflineAndRemoveMemory
from service.mm.context import Context
from service.mm.cram import need_cram
from service.mm.cram_state import CramNextNode, TrimAnswer
from service.mm.fault_inject import should_fail
from service.mm.memory_hotplug import add_private_memory, offline_and_remove
from service.mm.node_private import point_to, unregister_node
from service.mm.np_caps import RULE, caps_table
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError

CRAM_CAPS: Final = ("RECLAIM", "HOTUNPLUG", "WRITE_FENCE")
#: least ratio: 1:1
RATIO_MIN: Final = 1000
#: nominations that wait at most (CRAM_PROMOTE_RING)
PROMOTE_RING: Final = 1024


def _node(ctx: Context, nid: int) -> CramNextNode:
    """A registered node. Refuses: CRAM_NOT_BUILT, CRAM_NOT_REGISTERED."""
    need_cram(ctx, RULE, "next")
    node = ctx.state.cram_next.get(nid)
    if node is None:
        raise KernelError("CRAM_NOT_REGISTERED", rule=RULE, nid=nid)
    return node


def change(ctx: Context, nid: int, **fields: object) -> CramNextNode:
    """Stores changed fields of a node."""
    changed = msgspec.structs.replace(ctx.state.cram_next[nid], **fields)
    ctx.undo.set(ctx.state.cram_next, nid, changed)
    return changed


def _ranges(ctx: Context, nid: int, ranges: tuple[PhysRange, ...]) -> tuple[tuple[int, int], ...]:
    """(first pfn, pages) of the ranges. Refuses: CRAM_NID_RANGE, CRAM_NO_RANGES."""
    if not 0 <= nid < ctx.state.max_numnodes:
        raise KernelError("CRAM_NID_RANGE", rule=RULE, nid=nid)
    if not ranges:
        raise KernelError("CRAM_NO_RANGES", rule=RULE)
    return tuple((parse_hex(each.start) >> PAGE_SHIFT, each.size >> PAGE_SHIFT) for each in ranges)


def _trim(given: tuple[GivenTrim, ...]) -> tuple[TrimAnswer, ...]:
    return tuple(TrimAnswer(each.ret, each.all_failed, each.failed) for each in given)


def cram_register(ctx: Context, command: CramRegister) -> Answer:
    """cram_register: the ranges become a private node, movable; its kswapd runs.

    Refuses: CRAM_NOT_BUILT, CRAM_NID_RANGE, CRAM_NO_RANGES, CRAM_MODULE_GONE, CRAM_REGISTERED, and
    what hotplug says: then the ranges that were added are gone again.
    """
    need_cram(ctx, RULE, "next")
    nid, owner = command.nid, command.owner
    ranges = _ranges(ctx, nid, command.ranges)
    if command.module == "gone":
        raise KernelError("CRAM_MODULE_GONE", rule=RULE, owner=owner)
    should_fail(ctx, "kzalloc:cram_node")
    if nid in ctx.state.cram_next:
        raise KernelError("CRAM_REGISTERED", rule=RULE, nid=nid)
    for each in command.ranges:
        add = AddPrivateMemoryDriverManaged.model_construct(
            nid=nid,
            owner=owner,
            start=each.start,
            size=each.size,
            resource_name="System RAM (cram)",
            online_type="online_movable",
        )
        add_private_memory(ctx, add)
    node = CramNextNode(owner, ranges, command.zratio, command.zratio, trim=_trim(command.trim))
    ctx.undo.set(ctx.state.cram_next, nid, node)
    point_to(ctx, ctx.state.nodes[nid], caps_table(owner, CRAM_CAPS))
    ctx.undo.assign(ctx.state.nodes[nid], "kswapd", value=True)
    text = f"{node.perceived} pages of node {nid} are compressed RAM at {command.zratio} per mille"
    ctx.decide(RULE, text=text)
    return ctx.answer(Answer)


def cram_unregister(ctx: Context, command: CramUnregister) -> Answer:
    """cram_unregister: the balloon goes, nothing may enter, then all ranges at once or none.

    A failure leaves the node whole, blocked and without a balloon, to be tried again.
    Refuses: CRAM_NOT_BUILT, CRAM_NID_RANGE, CRAM_NO_RANGES, CRAM_NOT_REGISTERED,
    CRAM_OTHER_RANGES, and what offlining says.
    """
    need_cram(ctx, RULE, "next")
    nid = command.nid
    ranges = _ranges(ctx, nid, command.ranges)
    node = _node(ctx, nid)
    if ranges != node.ranges:
        raise KernelError("CRAM_OTHER_RANGES", rule=RULE, nid=nid)
    deflate(ctx, nid, node.nr_balloon)
    change(ctx, nid, target=0, migration_blocked=True)
    mark = ctx.undo.mark()
    try:
        for each in command.ranges:
            gone = OfflineAndRemoveMemory.model_construct(start=each.start, size=each.size)
            offline_and_remove(ctx, gone)
    except KernelError as error:
        ctx.undo.rollback(mark)
        return ctx.refusal(Answer, error)
    ctx.undo.delete(ctx.state.cram_next, nid)
    ctx.undo.assign(ctx.state.nodes[nid], "kswapd", value=False)
    point_to(ctx, ctx.state.nodes[nid], None)
    unregister_node(ctx, nid)
    ctx.decide(RULE, text=f"node {nid} is given back: its folios have left")
    return ctx.answer(Answer)


def cram_set_compression_ratio(ctx: Context, command: CramSetCompressionRatio) -> Answer:
    """cram_set_compression_ratio: a new target for the balloon; the worker does the rest.

    Refuses: CRAM_NOT_BUILT, CRAM_RATIO, CRAM_NOT_REGISTERED.
    """
    need_cram(ctx, RULE, "next")
    nid, ratio = command.nid, command.ratio
    if ratio < RATIO_MIN:
        raise KernelError("CRAM_RATIO", rule=RULE, ratio=ratio)
    node = _node(ctx, nid)
    target = 0
    if ratio < node.zratio:
        target = node.perceived * (node.zratio - ratio) // node.zratio
    converging = node.converging or command.block
    change(ctx, nid, current_ratio=ratio, target=target, converging=converging)
    ctx.effect("work_queued", nid=nid, name="cram_wmark_work_fn")
    text = f"{ratio} of {node.zratio} per mille: the balloon of node {nid} is to hold {target}"
    ctx.decide(RULE, text=f"{text} pages")
    return ctx.answer(Answer)


def cram_allow_allocation(ctx: Context, command: CramAllowAllocation) -> Answer:
    """cram_allow_allocation: the sticky gate. Refuses: CRAM_NOT_BUILT, CRAM_NOT_REGISTERED."""
    _node(ctx, command.nid)
    change(ctx, command.nid, allowed=command.allow)
    word = "may" if command.allow else "may not"
    ctx.decide(RULE, text=f"folios {word} enter node {command.nid}")
    return ctx.answer(Answer)


def cram_report_hot_pages(ctx: Context, command: CramReportHotPages) -> Answer:
    """cram_report_hot_pages: into the ring, as far as it goes.

    Refuses: CRAM_NOT_BUILT, CRAM_NOT_REGISTERED.
    """
    node = _node(ctx, command.nid)
    room = PROMOTE_RING - node.nr_hot
    hot = [*node.hot]
    for each in command.pfns:
        taken = min(each.nr_pages, room)
        if taken:
            hot.append((parse_hex(each.pfn), taken))
        room -= taken
    change(ctx, command.nid, hot=tuple(hot))
    ctx.effect("work_queued", nid=command.nid, name="cram_promote_work_fn")
    pending = PROMOTE_RING - room
    ctx.decide(RULE, text=f"{pending} nominations of node {command.nid} wait for the worker")
    return ctx.answer(Answer)


def deflate(ctx: Context, nid: int, nr_pages: int) -> None:
    """cram_balloon_deflate: the newest pages go back first."""
    balloon = [*ctx.state.cram_next[nid].balloon]
    while nr_pages and balloon:
        idx, pfn, pages = balloon.pop()
        given = min(pages, nr_pages)
        if given < pages:
            balloon.append((idx, pfn, pages - given))
        ctx.state.zone((nid, idx)).partition.free(ctx.undo, pfn + pages - given, given)
        nr_pages -= given
    change(ctx, nid, balloon=tuple(balloon))
