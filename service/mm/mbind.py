"""mbind and set_mempolicy_home_node: the policy of a range (mm/mempolicy.c, do_mbind)."""

from __future__ import annotations

import msgspec

from service.bounded import to_hex
from service.mm import mpol as m
from service.mm.commands.base import Answer
from service.mm.commands.policy import Mbind, SetMempolicyHomeNode
from service.mm.context import Context
from service.mm.mempolicy import (
    UserMask,
    get_nodes,
    mpol_new,
    mpol_set_nodemask,
    parse_mode,
    sanitize_mpol_flags,
)
from service.mm.migrate import migrate_misplaced, misplaced_present
from service.mm.mmap import resolve_range, set_vma_policy
from service.mm.nodemask import format_nodelist
from service.mm.state import Mempolicy, Mm, Task, vmas_in
from service.mm.zones import PAGE_SHIFT, PAGE_SIZE
from service.reasons import KernelError

_TOP = 1 << 64


def _flag_bits(command: Mbind) -> int:
    bits = command.raw_flags
    for flag in command.flags:
        bits |= m.MF_BITS[flag]
    return bits


def _range(addr: int, length: int) -> tuple[int, int]:
    """(first page, end page), in the 64-bit arithmetic of the kernel. Refuses: RANGE_WRAPS."""
    rounded = (length + PAGE_SIZE - 1) % _TOP & -PAGE_SIZE
    end = (addr + rounded) % _TOP
    if end < addr:
        raise KernelError("RANGE_WRAPS", rule="policy.range", addr=to_hex(addr), len=length)
    return addr >> PAGE_SHIFT, end >> PAGE_SHIFT


def mbind(ctx: Context, command: Mbind) -> Answer:
    """mbind(2); refusals in the kernel's order. Source: mm/mempolicy.c, kernel_mbind, do_mbind."""
    task = ctx.task(command.pid)
    addr, length = resolve_range(ctx, task, command)
    mode, mode_flags = parse_mode(command.mode, command.mode_flags)
    sanitize_mpol_flags(ctx.state, mode, mode_flags)
    faults = "nodemask" in command.efault
    user = get_nodes(ctx.state, UserMask(command.nodemask, command.maxnode, faults))
    flags = _check_flags(task, _flag_bits(command), addr)
    if mode == m.MPOL_DEFAULT:
        flags &= ~m.MPOL_MF_STRICT
    start, end = _range(addr, length)
    if start == end:
        ctx.decide("policy.empty_range")
        return ctx.answer(Answer)
    ctx.decide("policy.set", nodes=format_nodelist(user) or "none")
    policy = mpol_set_nodemask(ctx, task, mpol_new(mode, mode_flags, user), user, "mbind")
    return _install(ctx, task, (start, end), policy, user, flags)


def _check_flags(task: Task, flags: int, addr: int) -> int:
    if flags & ~m.MPOL_MF_VALID:
        raise KernelError("FLAGS_UNKNOWN", rule="policy.range", flags=flags & ~m.MPOL_MF_VALID)
    if flags & m.MPOL_MF_MOVE_ALL and "CAP_SYS_NICE" not in task.caps:
        raise KernelError("MOVE_ALL_NEEDS_CAP_SYS_NICE", rule="policy.range")
    if addr % PAGE_SIZE:
        raise KernelError("START_UNALIGNED", rule="policy.range", addr=to_hex(addr))
    return flags


def _install(
    ctx: Context,
    task: Task,
    span: tuple[int, int],
    policy: Mempolicy | None,
    user: int,
    flags: int,
) -> Answer:
    """Checks the range, installs the policy, moves pages; the order decides what stays done."""
    mm = ctx.state.mms[task.mm]
    strict = bool(flags & m.MPOL_MF_STRICT)
    moves = bool(flags & (m.MPOL_MF_MOVE | m.MPOL_MF_MOVE_ALL))
    hole = _first_hole(mm, *span)
    scanned = span[1] if hole is None else _area_before(mm, hole)
    if strict and not moves:
        found = misplaced_present(ctx, mm, (span[0], scanned), user)
        if found is not None:
            raise KernelError(
                "STRICT_MISPLACED", rule="policy.strict", nid=found, nodes=format_nodelist(user)
            )
    if hole is not None and (hole == -1 or policy is not None):
        if hole == -1:
            addr = to_hex(span[0] << PAGE_SHIFT)
            raise KernelError("RANGE_UNMAPPED", rule="policy.range", addr=addr)
        raise KernelError("RANGE_HAS_HOLE", rule="policy.range", addr=to_hex(hole << PAGE_SHIFT))
    set_vma_policy(ctx, mm, *span, policy)
    ctx.effect(
        "policy_installed", pid=task.pid, name=m.mpol_to_str(policy), nr_pages=span[1] - span[0]
    )
    if moves:
        failed = migrate_misplaced(
            ctx, task, span, policy, user, move_all=bool(flags & m.MPOL_MF_MOVE_ALL)
        )
        if failed and strict:
            return ctx.refusal(
                Answer, KernelError("STRICT_NOT_MOVED", rule="policy.strict", nr_pages=failed)
            )
    return ctx.answer(Answer)


def _area_before(mm: Mm, hole: int) -> int:
    """Start of the area that ends at the hole: its pages are not looked at any more.

    The hole behind an area is noticed on entering it (queue_pages_test_walk).
    """
    return max((vma.start for vma in mm.vmas if vma.start < hole), default=hole)


def _first_hole(mm: Mm, start: int, end: int) -> int | None:
    """The first unmapped page of the range; -1 when no area touches it; None without a hole."""
    vmas = vmas_in(mm, start, end)
    if not vmas:
        return -1
    page = start
    for vma in vmas:
        if vma.start > page:
            return page
        page = vma.end
    return page if page < end else None


def set_mempolicy_home_node(ctx: Context, command: SetMempolicyHomeNode) -> Answer:
    """set_mempolicy_home_node(2). The node need not be in the mask, nor have memory."""
    task = ctx.task(command.pid)
    rule = "policy.home_node"
    addr, length = resolve_range(ctx, task, command)
    if addr % PAGE_SIZE:
        raise KernelError("START_UNALIGNED", rule=rule, addr=to_hex(addr))
    if command.flags:
        raise KernelError("FLAGS_UNKNOWN", rule=rule, flags=command.flags)
    nid = command.home_node
    if not 0 <= nid < ctx.state.max_numnodes or not ctx.state.online >> nid & 1:
        raise KernelError("HOME_NODE_NOT_ONLINE", rule=rule, nid=nid)
    start, end = _range(addr, length)
    ctx.decide(rule, text=f"faults of the range now start at node {nid}")
    if start == end:
        return ctx.answer(Answer)
    mm = ctx.state.mms[task.mm]
    found = False
    for vma in vmas_in(mm, start, end):
        if vma.policy is None:
            continue
        if vma.policy.mode not in {m.MPOL_BIND, m.MPOL_PREFERRED_MANY}:
            error = KernelError("HOME_NODE_MODE", rule=rule, mode=m.mode_name(vma.policy.mode))
            return ctx.refusal(Answer, error)
        found = True
        policy = msgspec.structs.replace(vma.policy, home_node=nid)
        set_vma_policy(ctx, mm, max(start, vma.start), min(end, vma.end), policy)
    if not found:
        raise KernelError("HOME_NODE_NO_POLICY", rule=rule)
    return ctx.answer(Answer)
