"""Proactive reclaim of a cgroup: memory.reclaim (mm/vmscan.c, try_to_free_mem_cgroup_pages)."""

from __future__ import annotations

from service.mm.alloc_mpol import Slot, local_nid
from service.mm.context import Context
from service.mm.cpuset import effective_mems
from service.mm.cram_pick import demote_to_cram
from service.mm.demote import DEMOTION_GFP, can_demote, demote_folio_list, next_demotion_node
from service.mm.folio import free_folios
from service.mm.lru import first_pages, group_pages
from service.mm.memcg_protect import with_low_reserves
from service.mm.memory_tiers import demotion_targets
from service.mm.migrate import movable_spans, move_folios
from service.mm.mmap import try_to_unmap
from service.mm.nodemask import first_node, mask_of, nodes_of
from service.mm.page_alloc import Request
from service.mm.services import may_touch
from service.mm.swap import swap_out
from service.mm.versions import KERNEL_VERSIONS
from service.mm.vmscan import is_reclaimable


def try_to_free_mem_cgroup_pages(ctx: Context, path: str, nr_pages: int, pid: int | None) -> int:
    """Proactive reclaim of a cgroup (memory.reclaim): pages demoted or dropped.

    Works node by node over all nodes of the group. Where a node can demote, pages go to a lower
    tier; page cache is dropped, and anonymous pages go to swap from nodes of the lowest tier.
    """
    return with_low_reserves(ctx, path, lambda: _shrink_group(ctx, path, nr_pages, pid))


def _shrink_group(ctx: Context, path: str, nr_pages: int, pid: int | None) -> int:
    done = 0
    for nid in nodes_of(ctx.state.n_memory | _listed(ctx, pid)):
        if not may_touch(ctx.state, nid, "reclaim"):
            continue
        if done >= nr_pages:
            break
        done += _shrink_group_node(ctx, path, nid, nr_pages - done, pid)
    return done


def _listed(ctx: Context, pid: int | None) -> int:
    """The nodes of the writer's zonelist; where the model has a private list, of that.

    A private node that stands in no other list is not met.
    Source: mm/vmscan.c, do_try_to_free_pages over node_zonelist(numa_node_id()).
    """
    writer = ctx.state.tasks.get(pid or 0)
    local = local_nid(ctx.state, writer) if writer is not None else min(ctx.state.lists)
    fallback, _ = ctx.state.private_lists.get(local, ctx.state.lists[local])
    return mask_of({zone.nid for zone in fallback})


def _shrink_group_node(ctx: Context, path: str, nid: int, nr_pages: int, pid: int | None) -> int:
    _, allowed = demotion_targets(ctx.state, nid)
    writer = ctx.state.tasks.get(pid or 0)
    filtered = KERNEL_VERSIONS[ctx.state.kernel_version].demotion_filtered_by_cpuset
    if filtered:
        allowed &= effective_mems(ctx.state, path)
    mine = effective_mems(ctx.state, writer.cgroup) if writer is not None else ctx.state.n_memory
    done = demote_to_cram(ctx, first_pages(group_pages(ctx, path, nid), nr_pages), nid)
    if ctx.state.demotion_enabled and allowed and done < nr_pages:
        done += _demote(ctx, path, nid, allowed & mine, nr_pages - done, counted=bool(allowed))
    if done < nr_pages:
        done += _drop_group_cache(ctx, path, nid, nr_pages - done)
    if done < nr_pages and not can_demote(ctx, nid, path):
        done += _swap_group(ctx, path, nid, nr_pages - done)
    return done


def _swap_group(ctx: Context, path: str, nid: int, nr_pages: int) -> int:
    """Anonymous pages of a group to swap.

    Not where demotion was tried: a proactive reclaimer leaves what it could not demote.
    Source: mm/vmscan.c, shrink_folio_list (`if (!sc->proactive)` before the retry).
    """
    done = 0
    for obj, first, end in group_pages(ctx, path, nid):
        if done < nr_pages:
            done += swap_out(ctx, obj, first, end, nr_pages - done)
    return done


def _demote(
    ctx: Context, path: str, nid: int, targets: int, nr_pages: int, *, counted: bool
) -> int:
    """Demotes up to `nr_pages` pages of a group from a node; task policies are ignored.

    Where the writer's own cpuset lacks every target (6.12) the pages count but stay.
    Source: mm/vmscan.c, demote_folio_list; patch 14 of 27 for private nodes.
    """
    done = 0
    preferred, _ = demotion_targets(ctx.state, nid)
    target = next_demotion_node(ctx, nid)
    if target >= 0 and ctx.state.n_memory_private >> target & 1:
        willing = can_demote(ctx, nid, path)
        return _demote_to_services(ctx, path, nid, nr_pages) if willing else 0
    for obj, first, end in group_pages(ctx, path, nid):
        stop = min(end, first + nr_pages - done)
        if first >= stop or movable_spans(ctx, obj, first, stop) != [(first, stop)]:
            continue
        if targets:
            start = first_node(preferred & targets or targets)
            slots = [Slot((Request(start, DEMOTION_GFP, nodemask=targets),))]
            moved = move_folios(ctx, nid, obj, (first, stop), slots, 0)
        else:
            moved = stop - first if counted else 0
        done += moved
        if done >= nr_pages:
            break
    if done:
        ctx.count("pgdemote_proactive", nid, done)
    return done


def _demote_to_services(ctx: Context, path: str, nid: int, nr_pages: int) -> int:
    """demote_folio_list over a group's pages (patch 14)."""
    done = demote_folio_list(ctx, first_pages(group_pages(ctx, path, nid), nr_pages), nid)
    if done:
        ctx.count("pgdemote_proactive", nid, done)
    return done


def _drop_group_cache(ctx: Context, path: str, nid: int, nr_pages: int) -> int:
    """Unmaps and drops clean page cache of a group on a node."""
    done = 0
    for obj, first, end in group_pages(ctx, path, nid):
        if not is_reclaimable(ctx, obj) or done >= nr_pages:
            continue
        stop = min(end, first + nr_pages - done)
        try_to_unmap(ctx, obj, first, stop)
        free_folios(ctx, obj, first, stop)
        done += stop - first
    return done
