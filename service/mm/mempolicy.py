"""Memory policies: building, checking, rebinding, and set_mempolicy / get_mempolicy.

A policy is an immutable value. Its effective nodes are the user's mask cut to the cpuset's nodes
with memory; what happens to private nodes in a mask is a matter of the model's `policy.*` cells.
Refusals come in the kernel's order: flags, mask, mode against mask, effective nodes.
Source: mm/mempolicy.c; patch 13 of 27 for private nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from service.mm import mpol as m
from service.mm.commands.base import Answer
from service.mm.commands.policy import SetMempolicy
from service.mm.context import Context
from service.mm.nodemask import (
    first_node,
    fold,
    format_nodelist,
    mask_of,
    nodes_of,
    onto,
    remap,
    weight,
)
from service.mm.services import granted
from service.mm.state import HostState, Mempolicy, Task
from service.mm.versions import KERNEL_VERSIONS
from service.reasons import KernelError

#: bits that get_nodes reads at most: PAGE_SIZE * BITS_PER_BYTE
NODEMASK_BITS_MAX = 32768
BITS_PER_LONG = 64


class UserMask(msgspec.Struct, frozen=True):
    """A nodemask argument as user space passed it: None is a NULL pointer."""

    bits: Sequence[int] | None
    maxnode: int
    faults: bool = False
    pointer: str = "nodemask"


def get_nodes(state: HostState, mask: UserMask) -> int:
    """The node mask behind a user pointer; it reads maxnode - 1 bits.

    Beyond MAX_NUMNODES it reads whole words, so a bit behind the last one may still refuse.
    Refuses: MASK_TOO_LONG, MASK_UNREADABLE, MASK_BIT_TOO_HIGH. Source: mm/mempolicy.c, get_nodes.
    """
    nr_bits = mask.maxnode - 1
    if mask.bits is None or nr_bits == 0:
        return 0
    if nr_bits < 0 or nr_bits > NODEMASK_BITS_MAX:
        raise KernelError("MASK_TOO_LONG", rule="policy.nodemask", maxnode=mask.maxnode)
    if mask.faults:
        raise KernelError("MASK_UNREADABLE", rule="policy.nodemask", pointer=mask.pointer)
    limit = nr_bits
    if nr_bits > state.max_numnodes:
        limit = -(-nr_bits // BITS_PER_LONG) * BITS_PER_LONG
    read = [bit for bit in mask.bits if bit < limit]
    high = [bit for bit in read if bit >= state.max_numnodes]
    if high:
        raise KernelError(
            "MASK_BIT_TOO_HIGH", rule="policy.nodemask", nid=min(high), max=state.max_numnodes
        )
    return mask_of(read)


def sanitize_mpol_flags(state: HostState, mode: int, flags: int) -> None:
    """Refuses unknown modes and impossible flag sets. Source: sanitize_mpol_flags."""
    rule = "policy.argument"
    cells = KERNEL_VERSIONS[state.kernel_version]
    unknown = mode == m.MPOL_WEIGHTED_INTERLEAVE and not cells.weighted_interleave
    if unknown or not 0 <= mode < m.MPOL_MAX:
        raise KernelError("MODE_UNKNOWN", rule=rule, mode=m.mode_name(mode))
    if flags & m.MPOL_F_STATIC_NODES and flags & m.MPOL_F_RELATIVE_NODES:
        raise KernelError("MODE_FLAGS_EXCLUDE", rule=rule)
    many = m.MPOL_PREFERRED_MANY if cells.balancing_preferred_many else m.MPOL_BIND
    if flags & m.MPOL_F_NUMA_BALANCING and mode not in {m.MPOL_BIND, many}:
        raise KernelError("MODE_FLAG_NEEDS_BIND", rule=rule, mode=m.mode_name(mode))


def user_nodemask_flags(state: HostState) -> int:
    """Mode flags under which the raw user mask is remembered (mpol_store_user_nodemask)."""
    keeps = KERNEL_VERSIONS[state.kernel_version].balancing_keeps_user_nodemask
    return m.MPOL_USER_NODEMASK_FLAGS | (m.MPOL_F_NUMA_BALANCING if keeps else 0)


def mpol_new(mode: int, flags: int, nodes: int) -> Mempolicy | None:
    """A policy without effective nodes yet; None is MPOL_DEFAULT. Source: mpol_new."""
    rule = "policy.argument"
    name = m.mode_name(mode)
    if mode == m.MPOL_DEFAULT:
        if nodes:
            raise KernelError(
                "MASK_NOT_ALLOWED_WITH_MODE", rule=rule, mode=name, nodes=format_nodelist(nodes)
            )
        return None
    relative = flags & m.MPOL_USER_NODEMASK_FLAGS
    if mode == m.MPOL_PREFERRED and not nodes:
        if relative:
            raise KernelError("MODE_FLAGS_NEED_NODES", rule=rule, mode=name)
        return Mempolicy(m.MPOL_LOCAL, flags)
    if mode == m.MPOL_LOCAL:
        if nodes:
            raise KernelError(
                "MASK_NOT_ALLOWED_WITH_MODE", rule=rule, mode=name, nodes=format_nodelist(nodes)
            )
        if relative:
            raise KernelError("MODE_FLAGS_NEED_NODES", rule=rule, mode=name)
        return Mempolicy(m.MPOL_LOCAL, flags)
    if not nodes:
        raise KernelError("MASK_EMPTY", rule=rule, mode=name)
    return Mempolicy(mode, flags)


def allowed_nodes(ctx: Context, task: Task) -> int:
    """Nodes that a policy of the task may name: its cpuset's, as far as they have memory."""
    state = ctx.state
    mems = state.n_memory if "CPUSETS" in state.config_off else task.mems_allowed
    allowed = mems & (state.n_memory | state.n_memory_private)
    if ctx.knobs.cpuset_governs_policy == "no":
        allowed |= state.n_memory_private
    return allowed


def _private_nodes(ctx: Context, policy: Mempolicy, nodes: int, call: str) -> int:
    """Applies the model's cells to the private nodes of a mask; the nodes that are left.

    Source: patch 13 of 27, mpol_set_nodemask, and the discussion of 4 June 2026.
    """
    private = nodes & ctx.state.n_memory_private
    if not private:
        return nodes
    knobs = ctx.knobs
    if call == "set_mempolicy" and knobs.policy_set_mempolicy == "refuse":
        raise KernelError(
            "TASK_POLICY_ON_PRIVATE_NODE",
            rule="policy.private_refused",
            nodes=format_nodelist(private),
        )
    cell = "policy.set_mempolicy" if call == "set_mempolicy" else "policy.mbind"
    gate = knobs.policy_set_mempolicy if call == "set_mempolicy" else knobs.policy_mbind
    if gate == "trim" and (barred := _without_right(ctx.state, private)):
        ctx.used(cell)
        nodes, private = nodes & ~barred, private & ~barred
        if not nodes:
            raise KernelError(
                "NO_NODE_WITH_RIGHT", rule="policy.private_trim", nodes=format_nodelist(barred)
            )
        if not private:
            ctx.decide("policy.private_trimmed", barred=format_nodelist(barred), cell=cell)
            return nodes
    if policy.mode != m.MPOL_BIND and knobs.policy_other_modes != "keep":
        ctx.used("policy.other_modes")
        if knobs.policy_other_modes == "narrow" and nodes & ~private:
            return nodes & ~private
        raise KernelError(
            "POLICY_MODE_ON_PRIVATE_NODE",
            rule="policy.private_mode",
            mode=m.mode_name(policy.mode),
            nodes=format_nodelist(private),
        )
    if gate == "right" and (barred := _without_right(ctx.state, private)):
        raise KernelError(
            "NODE_WITHOUT_NP_OPS_MEMPOLICY", rule="policy.private_right", nid=first_node(barred)
        )
    ctx.decide("policy.private_ok", call=call)
    return nodes


def _without_right(state: HostState, private: int) -> int:
    """The private nodes of a mask whose rights do not let policies name them."""
    return mask_of(nid for nid in nodes_of(private) if not granted(state, nid, "mempolicy"))


def mpol_set_nodemask(
    ctx: Context, task: Task, policy: Mempolicy | None, user: int, call: str
) -> Mempolicy | None:
    """The policy with its effective nodes.

    Refuses: NO_ALLOWED_NODE and what the model refuses on private nodes.
    Source: mm/mempolicy.c, mpol_set_nodemask and mpol_ops[].create.
    """
    if policy is None or policy.mode == m.MPOL_LOCAL:
        return policy
    allowed = allowed_nodes(ctx, task)
    if policy.flags & m.MPOL_F_RELATIVE_NODES:
        base = _positions(ctx, allowed)
        nodes = onto(fold(user, weight(base)), base)
    else:
        nodes = user & allowed
    kept = user if policy.flags & user_nodemask_flags(ctx.state) else task.mems_allowed
    nodes = _private_nodes(ctx, policy, nodes, call)
    if not nodes:
        raise KernelError(
            "NO_ALLOWED_NODE",
            rule="policy.effective",
            nodes=format_nodelist(user),
            allowed=format_nodelist(allowed),
        )
    private = bool(nodes & ctx.state.n_memory_private)
    if policy.mode == m.MPOL_PREFERRED:
        nodes = 1 << first_node(nodes)
    return msgspec.structs.replace(policy, nodes=nodes, user_nodes=kept, private=private)


def mpol_rebind(ctx: Context, policy: Mempolicy | None, new: int) -> Mempolicy | None:
    """The policy after its cpuset's nodes became `new`. Source: mpol_rebind_policy."""
    if policy is None or policy.mode == m.MPOL_LOCAL:
        return policy
    stored = policy.flags & user_nodemask_flags(ctx.state)
    if not stored and policy.user_nodes == new:
        return policy
    if policy.mode in {m.MPOL_PREFERRED, m.MPOL_PREFERRED_MANY}:
        return msgspec.structs.replace(policy, user_nodes=new)
    user = policy.user_nodes
    if policy.flags & m.MPOL_F_STATIC_NODES:
        untouched = ctx.state.n_memory_private if ctx.knobs.rebind_private == "keep" else 0
        nodes = user & (new | untouched)
    elif policy.flags & m.MPOL_F_RELATIVE_NODES:
        base = _positions(ctx, new)
        nodes = onto(fold(user, weight(base)), base)
    else:
        nodes, user = _remapped(ctx, policy, new), new
    nodes = nodes or new
    private = nodes & ctx.state.n_memory_private
    if private and ctx.knobs.rebind_private == "remap" and ctx.knobs.policy_mbind == "right":
        nodes &= ~_without_right(ctx.state, private)
        if ctx.knobs.rebind_empty == "n_memory_of_cpuset":
            nodes = nodes or new & ctx.state.n_memory
        private = nodes & ctx.state.n_memory_private
    return msgspec.structs.replace(policy, nodes=nodes, user_nodes=user, private=bool(private))


def _positions(ctx: Context, nodes: int) -> int:
    """The nodes that positions of a mask count over: device-owned ones may not count."""
    if ctx.knobs.rebind_private != "subset":
        return nodes
    return nodes & ~_without_right(ctx.state, nodes & ctx.state.n_memory_private)


def _remapped(ctx: Context, policy: Mempolicy, new: int) -> int:
    """A plain mask after its cpuset became `new`: private nodes by the cell `rebind.private`.

    Source: mm/mempolicy.c, mpol_rebind_nodemask; the branch's text on governed cpusets.
    """
    private = policy.nodes & ctx.state.n_memory_private
    rule = ctx.knobs.rebind_private
    if not private or rule == "remap":
        return remap(policy.nodes, policy.user_nodes, new)
    ctx.used("rebind.private")
    fixed = private if rule == "keep" else _without_right(ctx.state, private)
    kept = fixed if rule == "keep" else fixed & new
    old, target = _positions(ctx, policy.user_nodes), _positions(ctx, new)
    if rule == "keep":
        old, target = old & ~private, target & ~ctx.state.n_memory_private
    moving = policy.nodes & ~fixed
    return kept | (remap(moving, old, target) if moving and target else 0)


def set_mempolicy(ctx: Context, command: SetMempolicy) -> Answer:
    """set_mempolicy(2). Source: mm/mempolicy.c, kernel_set_mempolicy and do_set_mempolicy."""
    task = ctx.task(command.pid)
    mode, flags = parse_mode(command.mode, command.flags)
    sanitize_mpol_flags(ctx.state, mode, flags)
    faults = "nodemask" in command.efault
    user = get_nodes(ctx.state, UserMask(command.nodemask, command.maxnode, faults))
    ctx.decide("policy.set", nodes="none")
    policy = mpol_set_nodemask(ctx, task, mpol_new(mode, flags, user), user, "set_mempolicy")
    if policy is not None and not policy.private:
        ctx.decide("policy.set", nodes=format_nodelist(policy.nodes) or "local")
    ctx.undo.assign(task, "policy", policy)
    if mode in {m.MPOL_INTERLEAVE, m.MPOL_WEIGHTED_INTERLEAVE}:
        ctx.undo.assign(task, "il_prev", ctx.state.max_numnodes - 1)
        ctx.undo.assign(task, "il_weight", 0)
    ctx.effect("policy_installed", pid=task.pid, name=m.mpol_to_str(policy))
    return ctx.answer(Answer)


def parse_mode(mode: str, flags: Sequence[str]) -> tuple[int, int]:
    """(mode, mode flags) of an argument; flag bits inside a numeric mode count as flags."""
    number = m.mode_number(mode)
    bits = number & m.MPOL_MODE_FLAGS
    for flag in flags:
        bits |= m.FLAG_BITS[flag]
    return number & ~m.MPOL_MODE_FLAGS, bits
