"""Static memory groups: the blocks that one driver adds to one node (drivers/base/memory.c)."""

from __future__ import annotations

from service.mm.commands.base import Answer
from service.mm.commands.private import MemoryGroupRegisterStatic, MemoryGroupUnregister
from service.mm.context import Context
from service.mm.fault_inject import should_fail
from service.mm.state import MemoryGroup
from service.reasons import KernelError

RULE = "hotplug.group"


def memory_group_register_static(ctx: Context, command: MemoryGroupRegisterStatic) -> Answer:
    """A new group with the lowest free id.

    Refuses: NODE_NOT_POSSIBLE, MEMORY_GROUP_EMPTY, what the fault point says.
    Source: drivers/base/memory.c, memory_group_register.
    """
    if command.nid < 0 or not ctx.state.possible >> command.nid & 1:
        raise KernelError("NODE_NOT_POSSIBLE", rule=RULE, nid=command.nid)
    if not command.max_pages:
        raise KernelError("MEMORY_GROUP_EMPTY", rule=RULE)
    should_fail(ctx, "memory_group_register_static")
    mgid = 0
    while mgid in ctx.state.memory_groups:
        mgid += 1
    ctx.undo.set(ctx.state.memory_groups, mgid, MemoryGroup(command.nid, command.max_pages))
    text = f"group {mgid} stands for {command.max_pages} pages of node {command.nid}"
    ctx.decide(RULE, text=text)
    return ctx.answer(Answer, mgid)


def memory_group_unregister(ctx: Context, command: MemoryGroupUnregister) -> Answer:
    """Takes a group away. Refuses: MEMORY_GROUP_UNKNOWN, MEMORY_GROUP_BUSY."""
    mgid = command.mgid
    group_node(ctx, mgid)
    if any(run.kind.mgid == mgid for run in ctx.state.blocks.runs()):
        raise KernelError("MEMORY_GROUP_BUSY", rule=RULE, mgid=mgid)
    ctx.undo.delete(ctx.state.memory_groups, mgid)
    ctx.decide(RULE, text=f"group {mgid} is gone")
    return ctx.answer(Answer)


def group_node(ctx: Context, mgid: int) -> int:
    """The node of a group. Refuses: MEMORY_GROUP_UNKNOWN."""
    group = ctx.state.memory_groups.get(mgid)
    if group is None:
        raise KernelError("MEMORY_GROUP_UNKNOWN", rule=RULE, mgid=mgid)
    return group.nid
