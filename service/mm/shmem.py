"""Shared memory: the object's policy tree and index-based placement (mm/shmem.c).

Every mapping of the object uses its policies, by page index, remembered after unmap; the inode
number is the base of the interleave index. The site adds no key: patch 13 touches vma_alloc_folio
only.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Placed, local_nid, place, policy_slots
from service.mm.context import Context
from service.mm.objects import PageObject
from service.mm.state import Mempolicy, Task, ZoneKey


def shared_policy(obj: PageObject, index: int) -> Mempolicy | None:
    """The policy that the object's tree holds for a page."""
    found = obj.policies.at(index)
    return found if isinstance(found, Mempolicy) else None


def shmem_pages(
    ctx: Context, task: Task, obj: PageObject, first: int, end: int
) -> tuple[dict[ZoneKey, int], Placed | None]:
    """Gives the absent pages of [first, end) frames; what was placed, what failed."""
    placed: dict[ZoneKey, int] = {}
    for low, high in obj.extents.holes(first, end):
        parts: list[tuple[int, int, object]] = [*obj.policies.overlaps(low, high)]
        parts += [(a, b, None) for a, b in obj.policies.holes(low, high)]
        for a, b, found in sorted(parts, key=lambda part: part[0]):
            policy = found if isinstance(found, Mempolicy) else task.policy
            slots = policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=False)
            done = place(ctx, local_nid(ctx.state, task), obj, (a, b), obj.ino, slots)
            for zone, count in done.counts.items():
                placed[zone] = placed.get(zone, 0) + count
            if done.failed is not None:
                return placed, done
            ctx.decide(
                "fault.shmem",
                origin="object's" if found is not None else "task's",
                nid=min(done.counts, default=(0, 0))[0],
            )
    return placed, None
