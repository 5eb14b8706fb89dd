"""The sites of E1: how a caller makes its requests, and what came of them.

Each function makes the request of one pattern on the engine and answers an outcome: P on a private
node, D on an ordinary one, F failed, R pressure on ordinary nodes, S the site does not act,
E:<errno> refused. Nothing here knows a kernel model; switched-on fixes change the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.experiments.e1.machine import PID, Machine
from service.experiments.e1.pattern import Pattern
from service.mm import gfp as g
from service.mm.alloc_mpol import own_key, page_table_nid, policy_slots
from service.mm.commands.memory import TouchAnswer
from service.mm.commands.policy import MovePagesAnswer, PagePick
from service.mm.context import Context
from service.mm.contig import alloc_contig_pages, alloc_contig_range, guarded
from service.mm.hugetlb import opted_in, pool_nodes, set_max_huge_pages
from service.mm.kernel_alloc import alloc_pages_bulk
from service.mm.memory_tiers import demotion_targets
from service.mm.migrate_to import migrate_to_ops
from service.mm.mpol import MPOL_BIND
from service.mm.nodemask import mask_of, nodes_of
from service.mm.page_alloc import Request, alloc_frozen_pages
from service.mm.services import granted, may_touch
from service.mm.state import Mempolicy
from service.mm.zonelist import find_next_best_node
from service.reasons import KernelError

Fixes = frozenset[str]
Site = Callable[[Machine, Context, Pattern, Fixes], str]

#: flags with which the slab allocator tries the named node first
_SLAB_FIRST: Final = g.GFP_BITS["GFP_NOWAIT"] | g.GFP_THISNODE
_GATES_OF_TASKS: Final = frozenset({"folio", "scope"})


def _request(
    ctx: Context, pattern: Pattern, nid: int, *, folio: bool = False, gfp: int | None = None
) -> Request:
    """The request of a pattern for a node: inside a scope the task's bits are set."""
    scoped = pattern.scoped and ctx.knobs.gate in _GATES_OF_TASKS
    return Request(
        nid,
        g.gfp_from_names(pattern.gfp) if gfp is None else gfp,
        pattern.order,
        task=ctx.state.tasks[PID],
        interrupt=pattern.context == "interrupt",
        private=scoped,
        folio=folio or scoped,
    )


def _got(ctx: Context, request: Request) -> int | None:
    zone = alloc_frozen_pages(ctx, request).zone
    return zone.nid if zone is not None else None


def nearest_ordinary(machine: Machine, nid: int) -> int:
    """The ordinary node that scores best for a node."""
    return find_next_best_node(machine.state, nid, 0, mask_of(machine.shape.ordinary))


def _target(machine: Machine, pattern: Pattern, fixes: Fixes) -> int | None:
    """The node that the caller names; None: its fix makes it leave private nodes out."""
    if pattern.nid == "local":
        return machine.shape.ordinary[0]
    nid = machine.private[0]
    if "F6" in fixes and "F6" in pattern.fixes:
        return nearest_ordinary(machine, nid)
    skips = {"F3", "F7"} & fixes & set(pattern.fixes)
    return None if skips else nid


def _page(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = _target(machine, pattern, fixes)
    return "S" if nid is None else machine.letter(_got(ctx, _request(ctx, pattern, nid)))


def _folio(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = _target(machine, pattern, fixes)
    assert nid is not None, "no fix silences these callers"
    return machine.letter(_got(ctx, _request(ctx, pattern, nid, folio=True)))


def _bulk(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = _target(machine, pattern, fixes)
    assert nid is not None, "no fix silences these callers"
    nodes = alloc_pages_bulk(ctx, "bulk", _request(ctx, pattern, nid), pattern.nr)
    return machine.letter(nodes[0] if nodes else None)


def _vmalloc(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """Bulk first, then single pages for what is missing."""
    bulk = _bulk(machine, ctx, pattern, fixes)
    return bulk if bulk != "F" else _page(machine, ctx, pattern, fixes)


def _slab(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The slab allocator: the named node with __GFP_THISNODE first, then the caller's flags."""
    nid = machine.private[0]
    gfp = g.gfp_from_names(pattern.gfp)
    if "F1b" in fixes:
        if gfp & g.GFP_THISNODE:
            return "F"
        return machine.letter(_got(ctx, _request(ctx, pattern, machine.shape.ordinary[0])))
    if "F1a" not in fixes:
        first = _got(ctx, _request(ctx, pattern, nid, gfp=_SLAB_FIRST))
        if first is not None:
            return machine.letter(first)
    if {"F1a", "F6"} <= fixes and not gfp & g.GFP_THISNODE:
        nid = nearest_ordinary(machine, nid)
    return machine.letter(_got(ctx, _request(ctx, pattern, nid)))


def _not_online(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """Before its first range a node is memoryless: its list holds the ordinary nodes."""
    del fixes
    nid = nearest_ordinary(machine, machine.private[0])
    return machine.letter(_got(ctx, _request(ctx, pattern, nid)))


def _contig_search(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = _target(machine, pattern, fixes)
    if nid is None:
        return "S"
    request = _request(ctx, pattern, nid)
    found = alloc_contig_pages(ctx, request, pattern.nr, keyed=False)
    if "F4" in fixes and found in machine.private:
        mask = mask_of(machine.shape.ordinary)
        request = msgspec.structs.replace(request, nodemask=mask)
        found = alloc_contig_pages(ctx, request, pattern.nr, keyed=False)
    return machine.letter(found)


def _contig_range(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = machine.private[0]
    if "F4" in fixes or guarded(ctx, nid, keyed=False):
        return "F"
    zone = next(each for each in ctx.state.nodes[nid].zones if each.present)
    try:
        alloc_contig_range(ctx, zone, zone.start_pfn, pattern.nr, keyed=False)
    except KernelError:
        return "F"
    return "P"


def _hugetlb_node(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    del pattern
    nid = machine.private[0]
    if "F2" in fixes and not opted_in(ctx, nid):
        return "F"
    set_max_huge_pages(ctx, 1, nid)
    return "P" if ctx.state.hugetlb.nr.get(nid) else "F"


def _hugetlb_global(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    del pattern, fixes
    nid = machine.private[0]
    nodes = pool_nodes(ctx)
    if nid not in nodes:
        return "S"
    set_max_huge_pages(ctx, len(nodes), None)  # in turns: one page of each node
    return "P" if ctx.state.hugetlb.nr.get(nid) else "F"


def _fault(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """A request of a task with the default policy while the ordinary nodes are full."""
    del fixes
    task = ctx.state.tasks[PID]
    slot = policy_slots(ctx, task, None, g.gfp_from_names(pattern.gfp), keyed=True)[0]
    request = msgspec.structs.replace(slot.requests[0], order=pattern.order)
    zone = alloc_frozen_pages(ctx, request).zone
    return "P" if zone is not None and zone.nid in machine.private else "R"


def _spread(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The rotor over the cpuset's nodes; a private node in it costs a turn."""
    nid = machine.private[0]
    if ctx.state.n_memory_private >> nid & 1 and ctx.knobs.service_spread == "never":
        return "S"
    return _folio(machine, ctx, pattern._replace(nid="private"), fixes)


def _move_pages(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    del ctx, fixes
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=pattern.nr, kind="anon_private")
        do("touch", pid=PID, area="a", access="write")
        answer = do(
            "move_pages",
            pid=PID,
            target=PID,
            pages=(PagePick.model_construct(area="a", first=0),),
            nodes=(machine.private[0],),
            flags=("MPOL_MF_MOVE",),
        )
        if answer.ret < 0:
            return f"E:{answer.errno}"
        assert isinstance(answer, MovePagesAnswer), "the shape of the command"
        return machine.letter(answer.status[0].nid)


def _with_own_key(ctx: Context, request: Request) -> Request:
    """The request with the key that the model's drivers and services pass."""
    key = own_key(ctx)
    return msgspec.structs.replace(request, gfp=request.gfp | key.gfp, private=key.private)


def _khugepaged(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The collapse request names the majority node and passes a nodemask of it."""
    nid = machine.private[0]
    private = bool(ctx.state.n_memory_private >> nid & 1)
    if private and ("F5" in fixes or not may_touch(ctx.state, nid, "khugepaged")):
        return "S"
    request = _request(ctx, pattern, nid, folio=True)
    request = msgspec.structs.replace(request, nodemask=1 << nid)
    if private and granted(ctx.state, nid, "khugepaged"):
        request = _with_own_key(ctx, request)
    return machine.letter(_got(ctx, request))


def _demotion(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The preferred target of the first ordinary node, by its service or by a request."""
    del fixes
    preferred, _ = demotion_targets(ctx.state, machine.shape.ordinary[0])
    targets = [nid for nid in nodes_of(preferred) if nid in machine.private]
    if not targets:
        return "S"
    nid = targets[0]
    private = ctx.state.n_memory_private >> nid & 1
    if private and ctx.knobs.key_demotion == "migrate_to":
        return "P" if migrate_to_ops(ctx, nid) is not None else "S"
    request = _request(ctx, pattern, nid, folio=True)
    if private:
        request = _with_own_key(ctx, request)
    alone = msgspec.structs.replace(request, gfp=request.gfp | g.GFP_THISNODE)
    return machine.letter(_got(ctx, alone))


def _damon(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    nid = _target(machine, pattern, fixes)
    assert nid is not None, "no fix silences these callers"
    private = ctx.state.n_memory_private >> nid & 1
    if private and not may_touch(ctx.state, nid, "damon"):
        return "S"
    # The first attempt carries __GFP_THISNODE, the second one does not.
    first = _got(ctx, _request(ctx, pattern, nid, folio=True))
    if first is not None:
        return machine.letter(first)
    plain = tuple(word for word in pattern.gfp if word != "__GFP_THISNODE")
    return _folio(machine, ctx, pattern._replace(gfp=plain), fixes)


def _bind(machine: Machine) -> str | None:
    """The errno of a task-wide bind to the private node; None: it is accepted (and taken back)."""
    with machine.commands() as do:
        answer = do("set_mempolicy", pid=PID, mode="MPOL_BIND", nodemask=(machine.private[0],))
        return answer.errno if answer.ret < 0 else None


def _page_table(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """A page table of a task bound to the node, whose mask applies to kernel zones."""
    del fixes
    nid = machine.private[0]
    private = bool(ctx.state.n_memory_private >> nid & 1)
    local = machine.shape.ordinary[0]
    if _bind(machine) is not None or (private and ctx.knobs.key_page_tables == "ordinary"):
        return machine.letter(_got(ctx, _request(ctx, pattern, local)))
    policy = Mempolicy(MPOL_BIND, 0, 1 << nid, private=private)
    keyed = ctx.knobs.key_page_tables == "policy"
    request = policy_slots(
        ctx, ctx.state.tasks[PID], policy, g.gfp_from_names(pattern.gfp), keyed=keyed
    )[0].requests[0]
    request = msgspec.structs.replace(request, nodemask=1 << nid)
    return machine.letter(_got(ctx, request))


def _page_table_movable(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The same on a movable-only node: the mask does not apply to kernel requests."""
    del fixes, pattern
    nid = machine.private[0]
    for zone in ctx.state.nodes[nid].zones:
        if zone.present and zone.idx < len(ctx.state.nodes[nid].zones) - 2:
            return machine.letter(machine.shape.ordinary[0])
    task = ctx.state.tasks[PID]
    if _bind(machine) is None:
        private = bool(ctx.state.n_memory_private >> nid & 1)
        policy = Mempolicy(MPOL_BIND, 0, 1 << nid, private=private)
        ctx.undo.assign(task, "policy", policy)
    return machine.letter(page_table_nid(ctx, task, g.GFP_KERNEL))


def _driver(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    """The driver's own allocation, by the model's key."""
    del fixes
    request = _request(ctx, pattern, machine.private[0], folio=True)
    return machine.letter(_got(ctx, _with_own_key(ctx, request)))


def _bound_fault(machine: Machine, ctx: Context, pattern: Pattern, fixes: Fixes) -> str:
    del ctx, fixes
    with machine.commands() as do:
        do("mmap", pid=PID, area="a", nr_pages=pattern.nr, kind="anon_private")
        answer = do("mbind", pid=PID, area="a", mode="MPOL_BIND", nodemask=(machine.private[0],))
        if answer.ret < 0:
            return f"E:{answer.errno}"
        answer = do("touch", pid=PID, area="a", access="write")
        assert isinstance(answer, TouchAnswer), "the shape of the command"
        nids = {each.nid for each in answer.placed}
        return machine.letter(min(nids) if nids else None)


SITES: Final[dict[str, Site]] = {
    "page": _page,
    "folio": _folio,
    "bulk": _bulk,
    "vmalloc": _vmalloc,
    "slab": _slab,
    "not_online": _not_online,
    "contig_search": _contig_search,
    "contig_range": _contig_range,
    "hugetlb_node": _hugetlb_node,
    "hugetlb_global": _hugetlb_global,
    "fault": _fault,
    "spread": _spread,
    "move_pages": _move_pages,
    "khugepaged": _khugepaged,
    "demotion": _demotion,
    "damon": _damon,
    "page_table": _page_table,
    "page_table_movable": _page_table_movable,
    "driver": _driver,
    "bound_fault": _bound_fault,
}


def outcome(machine: Machine, pattern: Pattern, fixes: Fixes = frozenset()) -> str:
    """The outcome of a pattern on a machine; the machine is as before afterwards."""
    with machine.request() as ctx:
        if pattern.dram_full:
            machine.fill_dram(ctx)
        return SITES[pattern.site](machine, ctx, pattern, fixes)
