"""get_mempolicy(2): reading a policy, a node, or the cpuset back (mm/mempolicy.c)."""

from __future__ import annotations

from service.bounded import parse_hex
from service.mm import mpol as m
from service.mm.commands.base import Answer
from service.mm.commands.policy import GetMempolicy, GetMempolicyAnswer
from service.mm.context import Context
from service.mm.memory import fault_in
from service.mm.mempolicy import user_nodemask_flags
from service.mm.mmap import ZERO_PAGE, area_of, find_vma, get_vma_policy
from service.mm.nodemask import next_node_in, nodes_of
from service.mm.state import HostState, Mempolicy, Mm, Task, Vma
from service.mm.vm_fault import Access
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError

_RULE = "policy.get"
_VALID = m.MPOL_F_NODE | m.MPOL_F_ADDR | m.MPOL_F_MEMS_ALLOWED
_PAGE_BYTES = 4096


def _flags(command: GetMempolicy) -> int:
    flags = command.raw_flags
    for flag in command.flags:
        flags |= m.GET_FLAG_BITS[flag]
    return flags


def _nr_node_ids(state: HostState) -> int:
    return state.possible.bit_length()


def get_mempolicy(ctx: Context, command: GetMempolicy) -> Answer:
    """get_mempolicy(2); refusals in the kernel's order."""
    task = ctx.task(command.pid)
    flags = _flags(command)
    wants_mask = "nodemask" in command.want
    if wants_mask and command.maxnode < _nr_node_ids(ctx.state):
        raise KernelError(
            "GET_MASK_TOO_SHORT", rule=_RULE, maxnode=command.maxnode, nr=_nr_node_ids(ctx.state)
        )
    if flags & ~_VALID:
        raise KernelError("FLAGS_UNKNOWN", rule=_RULE, flags=flags & ~_VALID)
    if flags & m.MPOL_F_MEMS_ALLOWED:
        if flags & (m.MPOL_F_NODE | m.MPOL_F_ADDR):
            raise KernelError("GET_FLAGS_COMBINATION", rule=_RULE, flags=f"{flags:#x}")
        ctx.decide(_RULE, text="the nodes that the task's cpuset allows")
        return _copy_out(ctx, command, m.MPOL_DEFAULT, 0, None, task.mems_allowed)
    page = _page(ctx, task, command)
    if flags & m.MPOL_F_ADDR:
        return _of_address(ctx, task, command, flags, page)
    if page is not None and (page or parse_hex(command.addr or "0x0")):
        raise KernelError("GET_ADDR_WITHOUT_FLAG", rule=_RULE)
    policy = task.policy
    if flags & m.MPOL_F_NODE:
        nid = _next_turn(task)
        ctx.decide(_RULE, text="the node of the task counter's next turn")
        return _copy_out(ctx, command, None, 0, nid, _read_back(ctx.state, policy))
    ctx.decide(_RULE, text="the task's policy, or the default")
    return _of_policy(ctx, command, policy)


def _page(ctx: Context, task: Task, command: GetMempolicy) -> int | None:
    if command.area is not None:
        return area_of(ctx, task, command.area)[0] + command.page
    return None if command.addr is None else parse_hex(command.addr) >> PAGE_SHIFT


def _of_address(
    ctx: Context, task: Task, command: GetMempolicy, flags: int, page: int | None
) -> Answer:
    mm = ctx.state.mms[task.mm]
    vma = find_vma(mm, page or 0)
    if vma is None:
        raise KernelError("RANGE_UNMAPPED", rule=_RULE, addr=command.addr or "0x0")
    policy = get_vma_policy(ctx.state, vma, page or 0)
    if flags & m.MPOL_F_NODE:
        nid = _node_of(ctx, task, mm, vma, page or 0)
        ctx.decide(_RULE, text="the page was faulted in for reading; this is its node")
        return _copy_out(ctx, command, None, 0, nid, _read_back(ctx.state, policy))
    ctx.decide(_RULE, text="the mapping's own policy; without one the default, never the task's")
    return _of_policy(ctx, command, policy)


def _node_of(ctx: Context, task: Task, mm: Mm, vma: Vma, page: int) -> int:
    """The node of a page, faulted in for read; an untouched anonymous page is the zero page."""
    fault_in(ctx, Access(task, mm, write=False), vma, page)
    entry = mm.pages.at(page)
    assert entry is not None, "the page was just faulted in"
    if entry[0] == ZERO_PAGE:
        return _kernel_image_nid(ctx.state)
    zone = ctx.state.objects[entry[0]].zone_at(page + entry[1])
    assert zone is not None, "a mapped page has a zone"
    return zone[0]


def _kernel_image_nid(state: HostState) -> int:
    """The node of the shared zero page: it is part of the kernel image, in the lowest memory."""
    zones = [zone for nid in nodes_of(state.n_memory) for zone in state.nodes[nid].zones]
    return min((zone for zone in zones if zone.present), key=lambda zone: zone.start_pfn).nid


def _next_turn(task: Task) -> int:
    policy = task.policy
    if policy is not None and policy.mode == m.MPOL_INTERLEAVE:
        return next_node_in(task.il_prev, policy.nodes)
    if policy is not None and policy.mode == m.MPOL_WEIGHTED_INTERLEAVE:
        return task.il_prev if task.il_weight else next_node_in(task.il_prev, policy.nodes)
    raise KernelError("GET_NODE_NEEDS_INTERLEAVE", rule=_RULE)


def _read_back(state: HostState, policy: Mempolicy | None) -> int:
    """The mask that get_mempolicy copies: raw with STATIC or RELATIVE, else the effective nodes."""
    if policy is None or policy.mode == m.MPOL_LOCAL:
        return 0
    return policy.user_nodes if policy.flags & user_nodemask_flags(state) else policy.nodes


def _of_policy(ctx: Context, command: GetMempolicy, policy: Mempolicy | None) -> Answer:
    if policy is None:
        return _copy_out(ctx, command, m.MPOL_DEFAULT, 0, None, 0)
    return _copy_out(ctx, command, policy.mode, policy.flags, None, _read_back(ctx.state, policy))


def _copy_out(
    ctx: Context, command: GetMempolicy, mode: int | None, flags: int, nid: int | None, mask: int
) -> Answer:
    """Writes the results; refuses what user space cannot receive (copy_nodes_to_user)."""
    wants_mode, wants_mask = "mode" in command.want, "nodemask" in command.want
    if wants_mode and "mode" in command.efault:
        raise KernelError("POINTER_UNWRITABLE", rule=_RULE, pointer="mode")
    copied = 8 * ((max(command.maxnode - 1, 0) + 63) // 64)
    width = (_nr_node_ids(ctx.state) + 63) // 64 * 64
    if wants_mask:
        if copied > _PAGE_BYTES and copied > width // 8:
            raise KernelError("MASK_TOO_LONG", rule=_RULE, maxnode=command.maxnode)
        if copied and "nodemask" in command.efault:
            raise KernelError("POINTER_UNWRITABLE", rule=_RULE, pointer="nodemask")
    names = tuple(name for name, bit in m.FLAG_BITS.items() if flags & bit)
    nodes = tuple(nid for nid in nodes_of(mask) if nid < width)
    return ctx.answer(
        GetMempolicyAnswer,
        mode=m.mode_name(mode) if wants_mode and mode is not None else None,
        mode_flags=names if wants_mode else (),
        mode_nid=nid if wants_mode else None,
        nodemask=nodes if wants_mask else None,
    )
