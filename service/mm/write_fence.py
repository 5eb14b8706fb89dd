"""Writes to exclusive pages behind a write fence: they are copied to DRAM (the later cram)."""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import Slot, local_nid, policy_slots
from service.mm.context import Context
from service.mm.cram_state import NP_CAP_WRITE_FENCE
from service.mm.folio import private_flags, whole_folios
from service.mm.migrate import move_folios
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.services import copies_off
from service.mm.state import Mempolicy, Task


def _fenced(ctx: Context, nid: int) -> bool:
    """Whether pages of a node are behind a write fence, of its driver or of the model."""
    return copies_off(ctx.state, nid) or NP_CAP_WRITE_FENCE in private_flags(ctx, nid)


def leave_fence(
    ctx: Context,
    task: Task,
    policy: Mempolicy | None,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
) -> bool:
    """Copies what is fenced among an index range elsewhere; False: no room.

    To where a fault would go; a fence by the cell `write_fence` sends it to ordinary memory.

    A large folio is copied page by page: its entry is split first (do_huge_pmd_wp_page).
    """
    if not ctx.state.n_memory_private or not any(_fenced(ctx, nid) for nid, _ in obj.counts(*span)):
        return True
    for low, high, zone in list(obj.runs(*span)):
        if not _fenced(ctx, zone[0]):
            continue
        off = copies_off(ctx.state, zone[0])
        obj.set_mark(ctx.undo, "order", *whole_folios(obj, low, high), 0)
        local = local_nid(ctx.state, task)
        slots = policy_slots(ctx, task, policy, g.GFP_HIGHUSER_MOVABLE, keyed=True)
        if off:
            ctx.used("write_fence")
            slots = [Slot((Request(local, g.GFP_HIGHUSER_MOVABLE, task=task, folio=True),))]
        if move_folios(ctx, local, obj, (low, high), slots, phase) < high - low:
            return False
    return True
