"""The fault on one fresh anonymous page where nothing is out of the ordinary (mm/memory.c).

Most faults are like this one, so it has a short way of its own: the tables are there, the policy's
first zone has room above its low mark, no service or limit has a say. Each of these is looked at;
where one does not hold nothing has happened and the long way decides.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.alloc_mpol import Turns, policy_turns, usual_zones
from service.mm.context import Context
from service.mm.memcontrol import limiting_group
from service.mm.page_alloc import room, zone_statistics
from service.mm.state import LEVEL_SHIFTS, Task, Vma, Zone
from service.mm.vm_fault import PROT_WRITE, Access

_PTE_SHIFT = LEVEL_SHIFTS[-1]


def fault_one(ctx: Context, access: Access, vma: Vma, page: int) -> bool:
    """Gives an absent page of an anonymous area a frame; False: not the ordinary case."""
    state, mm, task, undo = ctx.state, access.mm, access.task, ctx.undo
    policy = vma.policy or task.policy
    if not _ordinary(ctx, access, vma, page) or (policy is not None and policy.private):
        return False
    turns = policy_turns(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=True)
    phase = vma.pgoff - vma.start
    turn = turns.order.slot_of(page + phase)
    zone = _zone_at_once(ctx, task, turns, turn)
    pattern = turns.pattern
    if zone is None or pattern is None:
        return False
    own, mark = state.objects[mm.anon], undo.mark()
    if not mm.pages.put(undo, page, (own.id, 0, bool(vma.prot & PROT_WRITE))):
        return False
    if not own.extents.put(undo, page, (pattern, phase)):
        undo.rollback(mark)  # a page that others still map holds the index
        return False
    lane = ctx.store.lane(own, (pattern, phase, zone.key))
    lane.take_one(undo, zone.partition, pattern.rank(zone.key, page + phase))
    slot = turns.slots[turn]
    turned = slot.requests[0].preferred if slot.interleaved else None
    zone_statistics(ctx, zone, zone.nid, state.cpu_nid[task.cpu], 1, turn=turned)
    access.placed[zone.key] = access.placed.get(zone.key, 0) + 1
    origin = "mapping's" if vma.policy is not None else "default" if policy is None else "task's"
    shown = m.mpol_to_str(policy) if policy is not None else "(local node first)"
    ctx.decide("fault.policy", origin=origin, policy=shown, nid=zone.nid)
    return True


def _ordinary(ctx: Context, access: Access, vma: Vma, page: int) -> bool:
    """Whether neither the area nor the address space nor the task asks for more than a page."""
    mm = access.mm
    plain = ctx.trace is None and access.write and not (access.driver or access.unshare)
    quiet = vma.kind == "anon_private" and vma.anon_vma and not (vma.huge or vma.locked)
    empty = not (mm.hwpoison.values or mm.swapped.values or mm.protnone.values)
    return bool(
        plain
        and quiet
        and empty
        and mm.tables[_PTE_SHIFT].at(page >> _PTE_SHIFT)
        and limiting_group(ctx.state, access.task) is None
    )


def _zone_at_once(ctx: Context, task: Task, turns: Turns, turn: int) -> Zone | None:
    """The zone that a turn's request takes on the fast path without a word about others; or None.

    It is an ordinary one, the first that the walk looks at, and above its low mark.
    """
    usual = turns.usual or usual_zones(ctx, turns)
    zone, request = usual[turn], turns.slots[turn].requests[0]
    if zone is None or ctx.state.n_memory_private >> zone.nid & 1:
        return None
    if ctx.state.cpusets_enabled and not task.mems_allowed >> zone.nid & 1:
        return None
    return zone if room(zone, request, "low", 0) else None
