"""node_private: who owns a private node and which services may touch it (patches 01, 12 to 20).

The flag table is data: a set_ops call that breaks a row is EINVAL, in the order of the rows.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from service.mm.commands.base import Answer
from service.mm.commands.private import (
    NodePrivateClearOps,
    NodePrivateRegister,
    NodePrivateSetOps,
    NodePrivateUnregister,
)
from service.mm.context import Context
from service.mm.state import NodePrivate, NodePrivateOps
from service.reasons import KernelError


class FlagRule(NamedTuple):
    """A flag and what it needs or excludes; `patch` is where the check was added."""

    flag: str
    needs: str = ""
    excludes: str = ""
    patch: int = 0


#: checked in this order (patches 12, 13, 15, 18, 19)
NP_OPS_RULES: Final[tuple[FlagRule, ...]] = (
    FlagRule("NP_OPS_MEMPOLICY", needs="NP_OPS_MIGRATION", patch=13),
    FlagRule("NP_OPS_MEMPOLICY", excludes="NP_OPS_PROTECT_WRITE", patch=15),
    FlagRule("NP_OPS_NUMA_BALANCING", needs="NP_OPS_MIGRATION", patch=18),
    FlagRule("NP_OPS_COMPACTION", needs="NP_OPS_MIGRATION", patch=19),
)
#: callbacks that NP_OPS_MIGRATION needs (patch 12)
MIGRATION_CALLBACKS: Final[tuple[str, ...]] = ("migrate_to", "folio_migrate")


def _need_private_nodes(ctx: Context) -> None:
    if ctx.knobs.private_nodes == "none":
        raise KernelError("NO_PRIVATE_NODES", rule="np.register", model=ctx.state.model.id)


def _possible(ctx: Context, nid: int) -> bool:
    return nid >= 0 and bool(ctx.state.possible >> nid & 1)


def register_node(ctx: Context, nid: int, owner: str | None, driver: str = "builtin") -> None:
    """node_private_register: checks in the patch's order, then the registration.

    Refuses: NP_NULL, NODE_NOT_POSSIBLE, NODE_IS_N_MEMORY, NODE_HAS_OTHER_OWNER.
    """
    _need_private_nodes(ctx)
    if owner is None:
        raise KernelError("NP_NULL", rule="np.register")
    if not _possible(ctx, nid):
        raise KernelError("NODE_NOT_POSSIBLE", rule="np.register", nid=nid)
    if ctx.state.n_memory >> nid & 1:
        raise KernelError("NODE_IS_N_MEMORY", rule="np.register", nid=nid)
    node = ctx.state.nodes[nid]
    if node.node_private is not None:
        if node.node_private.owner != owner:
            raise KernelError(
                "NODE_HAS_OTHER_OWNER",
                rule="np.register",
                nid=nid,
                owner=node.node_private.owner,
            )
        ctx.decide("np.register", text=f"{owner} had registered node {nid} before: nothing changes")
        return
    ctx.undo.assign(node, "node_private", NodePrivate(owner, driver))
    ctx.undo.assign(node, "private", value=True)
    ctx.effect("node_state", nid=nid, detail=f"registered by {owner}")
    ctx.decide("np.register", text=f"node {nid} now belongs to {owner}; no memory moves yet")


def node_private_register(ctx: Context, command: NodePrivateRegister) -> Answer:
    """node_private_register(nid, np)."""
    register_node(ctx, command.nid, command.owner, command.driver)
    return ctx.answer(Answer)


def _check_flags(flags: tuple[str, ...], callbacks: tuple[str, ...]) -> None:
    rule = "np.set_ops"
    if "NP_OPS_MIGRATION" in flags:
        missing = [name for name in MIGRATION_CALLBACKS if name not in callbacks]
        if missing:
            raise KernelError(
                "NP_OPS_MIGRATION_NEEDS_CALLBACKS", rule=rule, missing=", ".join(missing)
            )
    for row in NP_OPS_RULES:
        if row.flag not in flags:
            continue
        if row.needs and row.needs not in flags:
            raise KernelError("NP_OPS_NEEDS", rule=rule, flag=row.flag, needs=row.needs)
        if row.excludes and row.excludes in flags:
            raise KernelError("NP_OPS_EXCLUDES", rule=rule, flag=row.flag, other=row.excludes)


def node_private_set_ops(ctx: Context, command: NodePrivateSetOps) -> Answer:
    """node_private_set_ops(nid, ops): flags are checked before the registration is looked at."""
    _need_private_nodes(ctx)
    given = command.ops
    if given is None:
        raise KernelError("NP_OPS_NULL", rule="np.set_ops")
    if not _possible(ctx, command.nid):
        raise KernelError("NODE_NOT_POSSIBLE", rule="np.set_ops", nid=command.nid)
    _check_flags(given.flags, given.callbacks)
    node = ctx.state.nodes[command.nid]
    if node.node_private is None:
        raise KernelError("NODE_NOT_REGISTERED", rule="np.set_ops", nid=command.nid)
    ops = NodePrivateOps(given.name, given.flags, given.callbacks, given.migrate_to)
    ctx.undo.assign(node, "node_private", msgspec.structs.replace(node.node_private, ops=ops))
    text = f"ops {ops.name} of node {command.nid} opt in to {' '.join(ops.flags) or 'nothing'}"
    if ctx.knobs.rights == "none":
        text += "; this model has no rights to opt in to"
    ctx.decide("np.set_ops", text=text)
    return ctx.answer(Answer)


def node_private_clear_ops(ctx: Context, command: NodePrivateClearOps) -> Answer:
    """node_private_clear_ops(nid, ops): only the current table is removed."""
    _need_private_nodes(ctx)
    if not _possible(ctx, command.nid):
        raise KernelError("NODE_NOT_POSSIBLE", rule="np.clear_ops", nid=command.nid)
    node = ctx.state.nodes[command.nid]
    if node.node_private is None:
        raise KernelError("NODE_NOT_REGISTERED", rule="np.clear_ops", nid=command.nid)
    current = node.node_private.ops
    if (current.name if current is not None else None) != command.ops:
        raise KernelError(
            "NP_OPS_NOT_CURRENT", rule="np.clear_ops", ops=command.ops, nid=command.nid
        )
    ctx.undo.assign(node, "node_private", msgspec.structs.replace(node.node_private, ops=None))
    ctx.decide("np.clear_ops", text=f"node {command.nid} has no ops; policies made before stay")
    return ctx.answer(Answer)


def unregister_node(ctx: Context, nid: int) -> None:
    """node_private_unregister. Refuses: NODE_STILL_PRIVATE."""
    node = ctx.state.nodes.get(nid)
    if node is None or node.node_private is None:
        ctx.decide("np.unregister", text=f"node {nid} was not registered: nothing to do")
        return
    if ctx.state.n_memory_private >> nid & 1:
        raise KernelError("NODE_STILL_PRIVATE", rule="np.unregister", nid=nid)
    owner = node.node_private.owner
    ctx.undo.assign(node, "node_private", None)
    ctx.undo.assign(node, "private", value=False)
    ctx.effect("node_state", nid=nid, detail=f"unregistered by {owner}")
    ctx.decide("np.unregister", text=f"{owner} gave node {nid} up")


def node_private_unregister(ctx: Context, command: NodePrivateUnregister) -> Answer:
    """node_private_unregister(nid)."""
    _need_private_nodes(ctx)
    unregister_node(ctx, command.nid)
    return ctx.answer(Answer)
