"""Who moves folios onto a node: the generic code, or the service that owns the node (patch 12).

A private node's migrate_to is asked for the whole batch. The built-in driver answers from its ops
table: `generic` moves like the core would, with the model's key; `refuse` moves nothing.
"""

from __future__ import annotations

import msgspec

from service.mm.alloc_mpol import local_nid
from service.mm.context import Context
from service.mm.migrate import is_movable, may_enter, move_folios, target_slots
from service.mm.objects import PageObject
from service.mm.state import Task
from service.reasons import KernelError


class Batch(msgspec.Struct, frozen=True):
    """Folios on a list: (object, first index, end index) runs, and how many pages they are."""

    runs: list[tuple[PageObject, int, int]]
    nr_pages: int


def migrate_folios_to_node(ctx: Context, task: Task, batch: Batch, nid: int) -> int | KernelError:
    """Moves a batch to a node: 0, the number of folios that stayed, or a refusal.

    Source: mm/migrate.c, do_move_pages_to_node; patch 12 of 27, migrate_folios_to_node.
    """
    if not ctx.state.n_memory_private >> nid & 1:
        return _generic(ctx, task, batch, nid, private=False)
    np = ctx.state.nodes[nid].node_private
    if np is None or np.ops is None or "migrate_to" not in np.ops.callbacks:
        return KernelError("NO_MIGRATE_TO", rule="migrate.no_migrate_to", nid=nid)
    ctx.effect(
        "callback",
        nid=nid,
        name="migrate_to",
        nr_pages=batch.nr_pages,
        detail="MIGRATE_SYNC, MR_SYSCALL",
    )
    if np.ops.migrate_to == "refuse":
        ctx.decide("migrate.migrate_to", nid=nid, nr=0, of=batch.nr_pages)
        return batch.nr_pages
    outcome = _generic(ctx, task, batch, nid, private=True)
    stayed = outcome if isinstance(outcome, int) else batch.nr_pages
    ctx.decide("migrate.migrate_to", nid=nid, nr=batch.nr_pages - stayed, of=batch.nr_pages)
    return outcome


def _generic(
    ctx: Context, task: Task, batch: Batch, nid: int, *, private: bool
) -> int | KernelError:
    """migrate_pages of the core: a full target ends the batch with ENOMEM."""
    slots = target_slots(nid, private=private)
    stayed = 0
    for obj, first, end in batch.runs:
        if not may_enter(ctx, obj, nid) or not is_movable(ctx, obj, first, end):
            stayed += end - first
            continue
        moved = move_folios(ctx, local_nid(ctx.state, task), obj, (first, end), slots, 0)
        if moved < end - first:
            return KernelError("TARGET_NODE_FULL", rule="migrate.call", nid=nid)
    return stayed
