"""Shared memory: the object's policy tree and index-based placement (mm/shmem.c).

Every mapping of the object uses its policies, by page index, remembered after unmap; the inode
number is the base of the interleave index. The site adds no key: patch 13 touches vma_alloc_folio
only.
"""

from __future__ import annotations

from typing import Final

from service.mm import gfp as g
from service.mm.alloc_mpol import (
    Faults,
    Placed,
    Slot,
    local_nid,
    own_key,
    place,
    policy_slots,
    turns_of,
)
from service.mm.context import Context
from service.mm.memcontrol import charge_cache, try_charge
from service.mm.objects import PageObject
from service.mm.page_alloc import Grant, Request, Walk
from service.mm.state import Mempolicy, Task, ZoneKey

#: kind of the object behind an open device file; its name is the node that its pages come from
DEVICE_FILE: Final = "dax"


def policy_run(
    task: Task, obj: PageObject, index: int, end: int
) -> tuple[Mempolicy | None, str, int]:
    """The policy of a page, whose it is, and where it ends."""
    for low, high, found in obj.policies.overlaps(index, end):
        if low > index:
            return task.policy, "task's", low
        assert isinstance(found, Mempolicy), "the tree holds policies"
        return found, "object's", high
    return task.policy, "task's", end


def shmem_slots(ctx: Context, task: Task, policy: Mempolicy | None) -> list[Slot]:
    """The slots of shared memory under a policy; whether they carry the key is a cell."""
    keyed = ctx.knobs.key_shmem == "policy"
    return policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=keyed)


def _device_slots(ctx: Context, nid: int) -> list[Slot]:
    """Pages of a device file come from the device's node, by the helper of its driver."""
    key = own_key(ctx)
    gfp = g.GFP_HIGHUSER_MOVABLE | g.GFP_THISNODE | key.gfp
    return [Slot((Request(nid, gfp, private=key.private, folio=True),))]


def not_charged(ctx: Context, task: Task, index: int, *, killed: bool) -> Placed:
    """What a page that its group does not take ends with: a kill, or a failed charge."""
    facts: dict[str, object] = {"pid": task.pid, "constraint": "CONSTRAINT_MEMCG"}
    grant = Grant(None, Walk(), rule="oom.kill" if killed else "alloc.no_oom", facts=facts)
    return Placed(index, grant, local_nid(ctx.state, task))


def shmem_pages(
    ctx: Context,
    task: Task,
    obj: PageObject,
    first: int,
    end: int,
    faults: Faults | None = None,
) -> tuple[dict[ZoneKey, int], Placed | None]:
    """Gives the absent pages of [first, end) frames; what was placed, what failed.

    `faults` hears of every page, also of those that were there.
    """
    placed: dict[ZoneKey, int] = {}
    index = first
    while index < end:
        stop, present = obj.run_from(index, end)
        if present:
            if faults is not None:
                faults.arrived(index, stop)
            index = stop
            continue
        charge = try_charge(ctx, task, stop - index)
        if not charge.pages:
            return placed, not_charged(ctx, task, index, killed=charge.killed)
        policy, origin, stop = policy_run(task, obj, index, index + charge.pages)
        slots = shmem_slots(ctx, task, policy)
        if obj.kind == DEVICE_FILE:
            slots = _device_slots(ctx, int(obj.name))
        local = local_nid(ctx.state, task)
        done = place(ctx, local, obj, (index, stop), obj.ino, turns_of(slots), faults, pause=True)
        charge_cache(ctx, task, obj, index, done.end)
        for zone, count in done.counts.items():
            placed[zone] = placed.get(zone, 0) + count
        if done.failed is not None:
            return placed, done
        ctx.decide("fault.shmem", origin=origin, nid=min(done.counts, default=(0, 0))[0])
        index = done.end
    return placed, None
