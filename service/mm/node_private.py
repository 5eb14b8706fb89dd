"""node_private: who owns a private node and which services may touch it (patches 01, 12 to 20).

Rights are data: a call that breaks a row of the model's table is EINVAL, in the order of the rows.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.mm import flush
from service.mm.commands.base import Answer
from service.mm.commands.driver import AttachDriver
from service.mm.commands.private import (
    NodePrivateClearOps,
    NodePrivateRegister,
    NodePrivateSetOps,
    NodePrivateUnregister,
)
from service.mm.commands.private import NodePrivateOps as GivenOps
from service.mm.context import Context
from service.mm.cram_free import FLUSH_BUFFER
from service.mm.models import RIGHTS, RightsTable
from service.mm.services import rights_of
from service.mm.state import Node, NodePrivate, NodePrivateOps
from service.reasons import KernelError

#: callbacks that NP_OPS_MIGRATION needs (patch 12)
MIGRATION_CALLBACKS: Final[tuple[str, ...]] = ("migrate_to", "folio_migrate")


#: name of the table that holds rights given at registration
REGISTERED: Final = "registered"

#: build options without which the registration calls are stubs (patch 01, node_private.h)
NODE_PRIVATE_CONFIGS: Final[tuple[str, ...]] = ("NUMA", "MEMORY_HOTPLUG")


def _built(ctx: Context) -> bool:
    return not any(option in ctx.state.config_off for option in NODE_PRIVATE_CONFIGS)


def _need_private_nodes(ctx: Context) -> None:
    if ctx.knobs.private_nodes == "none":
        raise KernelError("NO_PRIVATE_NODES", rule="np.register", model=ctx.state.model.id)
    if not _built(ctx):
        raise KernelError("NODE_PRIVATE_NOT_BUILT", rule="np.register")


def _possible(ctx: Context, nid: int) -> bool:
    return nid >= 0 and bool(ctx.state.possible >> nid & 1)


def register_node(
    ctx: Context,
    nid: int,
    owner: str | None,
    driver: str = "builtin",
    *,
    rights: tuple[str, ...] | None = None,
) -> None:
    """node_private_register: checks in the patch's order, then the registration.

    `rights` are checked full names, None where the caller gives none.
    Refuses: NP_NULL, NODE_NOT_POSSIBLE, NODE_IS_N_MEMORY, NODE_HAS_OTHER_OWNER, RIGHTS_DIFFER.
    """
    _need_private_nodes(ctx)
    if owner is None:
        raise KernelError("NP_NULL", rule="np.register")
    if not _possible(ctx, nid):
        raise KernelError("NODE_NOT_POSSIBLE", rule="np.register", nid=nid)
    if "node_private_initialized" in ctx.state.config_off:
        raise KernelError("NODE_PRIVATE_NOT_READY", rule="np.register")
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
        if rights is not None and rights != rights_of(ctx.state, nid):
            before = " ".join(rights_of(ctx.state, nid)) or "no right"
            reason = "MEMTYPE_DIFFERS" if ctx.knobs.table.one_of else "RIGHTS_DIFFER"
            raise KernelError(reason, rule="np.register", nid=nid, rights=before)
        ctx.decide("np.register", text=f"{owner} had registered node {nid} before: nothing changes")
        return
    struct = _struct(owner, nid)
    ops = ctx.state.np_tables.get(struct, ctx.state.np_tables.get(owner))
    if rights is not None:
        ops = NodePrivateOps(REGISTERED, rights, (), "generic")
    blocked = struct in ctx.state.np_blocked
    ctx.undo.assign(
        node, "node_private", NodePrivate(owner, driver, ops=ops, migration_blocked=blocked)
    )
    if blocked:
        ctx.undo.delete(ctx.state.np_blocked, struct)
    ctx.undo.assign(node, "private", value=True)
    ctx.effect("node_state", nid=nid, detail=f"registered by {owner}")
    ctx.decide("np.register", text=f"node {nid} now belongs to {owner}; no memory moves yet")


def node_private_register(ctx: Context, command: NodePrivateRegister) -> Answer:
    """node_private_register(nid, np)."""
    register_node(
        ctx, command.nid, command.owner, command.driver, rights=given_rights(ctx, command.rights)
    )
    return ctx.answer(Answer)


def _check_flags(flags: tuple[str, ...], callbacks: tuple[str, ...]) -> None:
    rule = "np.set_ops"
    if "NP_OPS_MIGRATION" in flags:
        missing = [name for name in MIGRATION_CALLBACKS if name not in callbacks]
        if missing:
            raise KernelError(
                "NP_OPS_MIGRATION_NEEDS_CALLBACKS",
                rule=rule,
                missing=", ".join(missing),
                source=RIGHTS["np_ops"].source_of("MIGRATION"),
            )
    # A table is given whatever the model: one without rights of its own keeps it unread.
    check_dependencies(RIGHTS["np_ops"], flags, rule)


def check_dependencies(table: RightsTable, held: tuple[str, ...], rule: str) -> None:
    """Refuses: NP_OPS_NEEDS, NP_OPS_EXCLUDES, in the order of the table's rows."""
    for row in table.rights:
        name = table.full(row)
        if name not in held:
            continue
        for needs in row.needs:
            if table.prefix + needs not in held:
                needed = table.prefix + needs
                raise KernelError(
                    "NP_OPS_NEEDS", rule=rule, flag=name, needs=needed, source=row.source
                )
        for other in row.excludes:
            if table.prefix + other in held:
                raise KernelError(
                    "NP_OPS_EXCLUDES",
                    rule=rule,
                    flag=name,
                    other=table.prefix + other,
                    source=table.source_of(other),
                )
    if table.prefix + table.marker in held and table.marker:
        missing = [table.full(row) for row in table.rights if table.full(row) not in held]
        if missing:
            marker = table.prefix + table.marker
            raise KernelError("NP_OPS_NEEDS", rule=rule, flag=marker, needs=missing[0])


def checked_rights(ctx: Context, given: tuple[str, ...], online_type: str = "") -> tuple[str, ...]:
    """The full names of the rights that a registration gives, in table order.

    Refuses: RIGHT_UNKNOWN, NP_OPS_NEEDS, NP_OPS_EXCLUDES, RIGHT_NEEDS_MOVABLE.
    """
    table = ctx.knobs.table
    rule = "np.register"
    held: list[str] = []
    for text in given:
        right = table.named(text)
        names: tuple[str, ...] = (table.full(right),) if right is not None else ()
        if right is None and text.startswith("0x"):
            names = table.from_mask(int(text, 16))
        unknown = right is None and (not names or names[-1].startswith("0x"))
        if unknown and table.unknown == "refused":
            known = ", ".join(table.full(each) for each in table.rights) or "it has none"
            raise KernelError(
                "RIGHT_UNKNOWN", rule=rule, right=text, model=ctx.state.model.id, known=known
            )
        held += names
    order = [table.full(each) for each in table.rights]
    held = sorted(dict.fromkeys(held), key=lambda name: order.index(name) if name in order else 99)
    check_dependencies(table, tuple(held), rule)
    for name in table.kernel_zone_needs:
        if online_type in {"online", "online_kernel"} and table.prefix + name not in held:
            raise KernelError(
                "RIGHT_NEEDS_MOVABLE", rule=rule, right=table.prefix + name, online_type=online_type
            )
    return tuple(held)


def ops_state(given: GivenOps) -> NodePrivateOps:
    """The table of a set_ops call as it is kept: the answers that are data, where not standard."""
    free_folio = given.free_folio.partition("(")[0]
    declared = (
        ("free_folio", free_folio if free_folio != "buddy" else ""),
        ("handle_fault", given.handle_fault if given.handle_fault != "0" else ""),
        ("reclaim_policy", ",".join(given.reclaim_policy)),
    )
    answers = tuple((name, answer) for name, answer in declared if answer)
    return NodePrivateOps(given.name, given.flags, given.callbacks, given.migrate_to, answers)


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
    ops = ops_state(given)
    if ops.answer_of("free_folio") == FLUSH_BUFFER:
        flush.init(ctx, command.nid, 0, 0, int(given.free_folio[len(FLUSH_BUFFER) + 1 : -1]))
    point_to(ctx, node, ops)
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
    point_to(ctx, node, None)
    ctx.decide("np.clear_ops", text=f"node {command.nid} has no ops; policies made before stay")
    return ctx.answer(Answer)


def given_rights(
    ctx: Context, given: tuple[str, ...] | None, online_type: str = ""
) -> tuple[str, ...] | None:
    """Rights as a registration takes them; None in models whose rights come by set_ops."""
    if ctx.knobs.table.given_by in {"nobody", "set_ops"}:
        return None if given is None else checked_rights(ctx, given, online_type)
    return checked_rights(ctx, given or (), online_type)


def _struct(owner: str, nid: int) -> str:
    """The node_private of an owner for a node: one structure each."""
    return f"{owner}@{nid}"


def point_to(ctx: Context, node: Node, ops: NodePrivateOps | None) -> None:
    """np.ops := ops; the pointer stays in the driver's structure when the node is given up."""
    assert node.node_private is not None, "only a registered node has a table"
    owner = _struct(node.node_private.owner, node.nid)
    if ops is not None:
        ctx.undo.set(ctx.state.np_tables, owner, ops)
    elif owner in ctx.state.np_tables:
        ctx.undo.delete(ctx.state.np_tables, owner)
    changed = msgspec.structs.replace(node.node_private, ops=ops)
    ctx.undo.assign(node, "node_private", changed)


def get_np(ctx: Context, nid: int) -> str | None:
    """A callback that needs no folio takes a reference; None once the node is given up."""
    node = ctx.state.nodes.get(nid)
    np = node.node_private if node is not None else None
    if node is None or np is None or np.ops is None:
        return None
    taken = msgspec.structs.replace(np, refcount=np.refcount + 1)
    ctx.undo.assign(node, "node_private", taken)
    return _struct(np.owner, nid)


def put_np(ctx: Context, owner: str) -> None:
    """The callback returned; the last reference lets a waiting unregister go on."""
    for nid in sorted(ctx.state.nodes):
        node = ctx.state.nodes[nid]
        np = node.node_private
        mine = np is not None and _struct(np.owner, nid) == owner
        if np is not None and mine and owner not in ctx.state.releasing:
            taken = msgspec.structs.replace(np, refcount=np.refcount - 1)
            ctx.undo.assign(node, "node_private", taken)
            return
    left = ctx.state.releasing[owner] - 1
    if left:
        ctx.undo.set(ctx.state.releasing, owner, left)
    else:
        ctx.undo.delete(ctx.state.releasing, owner)


def unregister_node(ctx: Context, nid: int) -> None:
    """node_private_unregister. Refuses: NODE_STILL_PRIVATE."""
    node = ctx.state.nodes.get(nid)
    if node is None or node.node_private is None:
        ctx.decide("np.unregister", text=f"node {nid} was not registered: nothing to do")
        return
    if ctx.state.n_memory_private >> nid & 1:
        raise KernelError("NODE_STILL_PRIVATE", rule="np.unregister", nid=nid)
    owner, left = node.node_private.owner, node.node_private.refcount - 1
    if node.node_private.migration_blocked:
        # The structure is the driver's: it keeps what nobody reset (registration does not).
        ctx.undo.set(ctx.state.np_blocked, _struct(owner, nid), value=True)
    ctx.undo.assign(node, "node_private", None)
    ctx.undo.assign(node, "private", value=False)
    if left:
        # The kernel sleeps here until the callbacks that run now have returned.
        ctx.undo.set(ctx.state.releasing, _struct(owner, nid), left)
    ctx.effect("node_state", nid=nid, detail=f"unregistered by {owner}")
    ctx.decide("np.unregister", text=f"{owner} gave node {nid} up")


def node_private_unregister(ctx: Context, command: NodePrivateUnregister) -> Answer:
    """node_private_unregister(nid)."""
    if not _built(ctx) or ctx.knobs.private_nodes == "none":
        ctx.decide("np.unregister", text="a kernel without private nodes has nothing to do")
        return ctx.answer(Answer)
    unregister_node(ctx, command.nid)
    return ctx.answer(Answer)


def attach_driver(ctx: Context, command: AttachDriver) -> Answer:
    """Who answers the callbacks of a registered node from now on. Refuses: NODE_NOT_REGISTERED."""
    node = ctx.state.nodes.get(command.nid)
    if node is None or node.node_private is None:
        raise KernelError("NODE_NOT_REGISTERED", rule="np.attach", nid=command.nid)
    changed = msgspec.structs.replace(node.node_private, driver=command.driver)
    ctx.undo.assign(node, "node_private", changed)
    text = f"callbacks of node {command.nid} are answered by {command.driver} from now on"
    ctx.decide("np.attach", text=text)
    return ctx.answer(Answer)
