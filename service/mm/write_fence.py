"""Writes to exclusive pages behind a write fence: they are copied to DRAM (the later cram)."""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import local_nid, policy_slots
from service.mm.context import Context
from service.mm.cram_state import NP_CAP_WRITE_FENCE
from service.mm.folio import private_flags, whole_folios
from service.mm.migrate import move_folios
from service.mm.objects import PageObject
from service.mm.state import Mempolicy, Task


def leave_fence(
    ctx: Context,
    task: Task,
    policy: Mempolicy | None,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
) -> bool:
    """Copies what is fenced among an index range to where a fault would go; False: no room.

    A large folio is copied page by page: its entry is split first (do_huge_pmd_wp_page).
    """
    for low, high, zone in list(obj.runs(*span)):
        if NP_CAP_WRITE_FENCE not in private_flags(ctx, zone[0]):
            continue
        obj.set_mark(ctx.undo, "order", *whole_folios(obj, low, high), 0)
        slots = policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=True)
        local = local_nid(ctx.state, task)
        if move_folios(ctx, local, obj, (low, high), slots, phase) < high - low:
            return False
    return True
