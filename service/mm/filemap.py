"""The page cache: files, read, write, drop (mm/filemap.c).

Page cache follows the policy of the task that reads, never the policy of a mapping, and takes turns
of the task's interleave counter in page order. It never carries a model's key, so it is not
allocated on a private node.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from service.mm import gfp as g
from service.mm import mpol as m
from service.mm.alloc_mpol import Faults, Placed, Slot, local_nid, place, policy_slots, turns_of
from service.mm.binders import binders_union, bound_nodes, union_slot
from service.mm.commands.base import Answer, NodePages
from service.mm.commands.memory import (
    CreateFile,
    DropCaches,
    FileRange,
    FileRead,
    FileWrite,
    Fsync,
    Ftruncate,
    TouchAnswer,
    UnlinkFile,
)
from service.mm.context import Context
from service.mm.folio import free_folios
from service.mm.memcontrol import charge_cache, try_charge
from service.mm.mmap import unmap_pages
from service.mm.nodemask import format_nodelist, next_node_in, nodes_of
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.shmem import not_charged, shmem_pages
from service.mm.state import HostState, Inode, Mempolicy, Task, Vma, ZoneKey
from service.mm.zones import ZONE_NAMES
from service.reasons import Refused

#: gfp of page-cache pages by file system: ramfs pages are not movable
CACHE_GFP = {
    "ext4": g.GFP_HIGHUSER_MOVABLE,
    "tmpfs": g.GFP_HIGHUSER_MOVABLE,
    "ramfs": g.GFP_HIGHUSER,
}


def inode_of(ctx: Context, name: str) -> Inode:
    """The file with this name. Refuses: UNKNOWN_FILE."""
    inode = ctx.state.inodes.get(name)
    if inode is None:
        raise Refused("UNKNOWN_FILE", file=name, host="")
    return inode


def create_file(ctx: Context, command: CreateFile) -> Answer:
    """A file without cached pages."""
    if command.file in ctx.state.inodes:
        raise Refused("ALREADY_EXISTS", kind="file", name=command.file)
    kind = "shmem" if command.fs == "tmpfs" else "file"
    obj = ctx.new_object(kind, command.file, command.ino or 0)
    inode = Inode(command.file, obj.ino, command.fs, command.nr_pages, obj.id)
    ctx.undo.set(ctx.state.inodes, command.file, inode)
    ctx.decide("file.done", text="a new file has no cached page")
    return ctx.answer(Answer)


def ftruncate(ctx: Context, command: Ftruncate) -> Answer:
    """Sets the size of a file; beyond it private copies of its pages go as well.

    Source: mm/truncate.c, truncate_pagecache (unmap_mapping_range with even_cows).
    """
    inode = inode_of(ctx, command.file)
    obj = ctx.state.objects[inode.obj]
    for mm_id in sorted(ctx.state.mms):
        mm = ctx.state.mms[mm_id]
        for vma in mm.vmas:
            beyond = max(vma.start, vma.start + command.nr_pages - vma.pgoff)
            mapped = vma.kind.startswith("file") and vma.file == command.file
            if mapped and beyond < vma.end:
                unmap_pages(ctx, mm, beyond, vma.end)
    freed = free_folios(ctx, obj, command.nr_pages, 1 << 62)
    resized = msgspec.structs.replace(inode, nr_pages=command.nr_pages)
    ctx.undo.set(ctx.state.inodes, inode.name, resized)
    _report(ctx, freed, inode.name, "truncated")
    ctx.decide("file.done", text="pages beyond the new size leave the page cache")
    return ctx.answer(Answer)


def unlink_file(ctx: Context, command: UnlinkFile) -> Answer:
    """Removes a file and its cache. Refuses: UNKNOWN_FILE, FILE_IN_USE."""
    inode = inode_of(ctx, command.file)
    for mm_id in sorted(ctx.state.mms):
        vmas = ctx.state.mms[mm_id].vmas
        if any(vma.kind.startswith("file") and vma.file == command.file for vma in vmas):
            raise Refused("FILE_IN_USE", file=command.file)
    freed = free_folios(ctx, ctx.state.objects[inode.obj], 0, 1 << 62)
    ctx.undo.delete(ctx.state.objects, inode.obj)
    ctx.undo.delete(ctx.state.inodes, command.file)
    _report(ctx, freed, command.file, "dropped with the file")
    ctx.decide("file.done", text="the file's page cache goes with it")
    return ctx.answer(Answer)


def file_read(ctx: Context, command: FileRead) -> Answer:
    """read(2): missing pages enter the page cache."""
    return _access(ctx, command, ctx.task(command.pid), write=False)


def file_write(ctx: Context, command: FileWrite) -> Answer:
    """write(2): as read, and the pages become dirty."""
    return _access(ctx, command, ctx.task(command.pid), write=True)


def _access(ctx: Context, command: FileRange, task: Task, *, write: bool) -> Answer:
    inode = inode_of(ctx, command.file)
    obj = ctx.state.objects[inode.obj]
    first = min(command.first, inode.nr_pages)
    wish = inode.nr_pages if command.count is None else command.first + command.count
    if write and wish > inode.nr_pages:
        grown = msgspec.structs.replace(inode, nr_pages=wish)
        ctx.undo.set(ctx.state.inodes, inode.name, grown)
    end = wish if write else max(first, min(wish, inode.nr_pages))
    ctx.decide("file.done", text="the pages were in the page cache")
    placed, failed = cache_pages(ctx, task, obj, first, end)
    pages = tuple(
        NodePages.model_construct(nid=nid, zone=ZONE_NAMES[idx], nr_pages=count)
        for (nid, idx), count in sorted(placed.items())
    )
    for item in pages:
        ctx.effect(
            "page_cache", nid=item.nid, zone=item.zone, nr_pages=item.nr_pages, name=inode.name
        )
    if failed is not None and failed.failed is not None:
        end = failed.end
        ctx.decide(
            failed.failed.rule,
            preferred=failed.preferred,
            verdicts=failed.failed.walk.text(),
            **failed.failed.facts,
        )
        killed = not task.alive
        return ctx.answer(
            TouchAnswer,
            -12,
            errno="ENOMEM",
            reason="OOM_KILLED" if killed else "ALLOCATION_FAILED",
            nr_pages=end - first,
            placed=pages,
            signal=9 if killed else None,
        )
    if write and first < end:
        obj.dirty.assign(ctx.undo, first, end, value=True)
    return ctx.answer(TouchAnswer, nr_pages=end - first, placed=pages)


class Counter(NamedTuple):
    """Where a task's interleave counter stands: the next turn, in a cycle of weighted nodes."""

    nodes: list[int]
    weights: list[int]
    #: position of each node's first turn in the cycle
    starts: list[int]
    period: int
    position: int


def counter_of(state: HostState, task: Task, policy: Mempolicy | None) -> Counter | None:
    """The counter under a policy that interleaves; None under any other.

    Source: mm/mempolicy.c, interleave_nodes and weighted_interleave_nodes.
    """
    if policy is None or not policy.nodes:
        return None
    if policy.mode not in {m.MPOL_INTERLEAVE, m.MPOL_WEIGHTED_INTERLEAVE}:
        return None
    weighted = policy.mode == m.MPOL_WEIGHTED_INTERLEAVE
    nodes = list(nodes_of(policy.nodes))
    weights = [state.weight_of(nid) if weighted else 1 for nid in nodes]
    starts = [sum(weights[:i]) for i in range(len(nodes))]
    if weighted and task.il_weight and task.il_prev in nodes:
        at = nodes.index(task.il_prev)
        position = starts[at] + weights[at] - min(task.il_weight, weights[at])
    else:
        position = starts[nodes.index(next_node_in(task.il_prev, policy.nodes))]
    return Counter(nodes, weights, starts, sum(weights), position)


def take_turns(ctx: Context, task: Task, count: int) -> None:
    """Moves the task's counter on by allocations that took a turn of it."""
    policy = task.policy
    counter = counter_of(ctx.state, task, policy) if count else None
    if counter is None or policy is None:
        return
    after = (counter.position + count - 1) % counter.period
    slot = max(i for i, start in enumerate(counter.starts) if start <= after)
    ctx.undo.assign(task, "il_prev", counter.nodes[slot])
    if policy.mode == m.MPOL_WEIGHTED_INTERLEAVE:
        left = counter.starts[slot] + counter.weights[slot] - 1 - after
        ctx.undo.assign(task, "il_weight", left)


def turn_phase(state: HostState, task: Task, first: int) -> int:
    """The phase that gives page `first` the next turn of the task's counter."""
    counter = counter_of(state, task, task.policy)
    return (counter.position - first) % counter.period if counter is not None else 0


def _spread_nodes(ctx: Context, task: Task) -> list[int]:
    """The nodes that a v1 cpuset with memory_spread_page spreads page cache over; else none.

    The rotor passes over private nodes. Source: patch 02 of 27, cpuset_spread_node.
    """
    if not ctx.state.cpusets_v1 or not ctx.state.cgroups[task.cgroup].spread_page:
        return []
    return list(nodes_of(task.mems_allowed & ctx.state.n_memory))


def _spread_turn(task: Task, nodes: list[int]) -> int:
    """The position of the node after the rotor's: the kernel starts it at random, the twin low."""
    last = nodes.index(task.spread_rotor) if task.spread_rotor in nodes else -1
    return (last + 1) % len(nodes)


class CacheTurns(NamedTuple):
    """Whose turn the next pages of a file's cache are: the slots and the next pattern index."""

    slots: list[Slot]
    position: int
    #: the first page index that has other turns
    end: int
    #: nodes of v1 page-cache spreading; empty: the task's policy
    spread: tuple[int, ...] = ()
    #: private nodes that mappings bind the pages to
    bound: int = 0

    def advance(self, ctx: Context, task: Task, count: int) -> None:
        """So many pages took their turn."""
        if self.bound or not count:
            return
        if self.spread:
            last = (self.position + count - 1) % len(self.spread)
            ctx.undo.assign(task, "spread_rotor", self.spread[last])
        else:
            take_turns(ctx, task, count)

    def decide(self, ctx: Context) -> None:
        """Names the rule that placed the pages."""
        if self.bound:
            ctx.decide("fault.binders_union", nodes=format_nodelist(self.bound))
        else:
            ctx.decide("fault.page_cache")


def cache_turns(
    ctx: Context, task: Task, obj: PageObject, index: int, end: int, vma: Vma | None
) -> CacheTurns:
    """The turns of missing pages of a file from one on.

    By the nodes that mappings bind them to where a fault on `vma` wants them and the model says
    that this counts, by cpuset spreading, or by the task's policy.
    """
    gfp = CACHE_GFP[ctx.state.inodes[obj.name].fs]
    if vma is not None:
        _, end, union = binders_union(ctx, obj, index, end)[0]
        if union:
            slot = union_slot(ctx, task, gfp, bound_nodes(ctx, vma.policy), union)
            return CacheTurns([slot], 0, end, bound=union)
    spread = _spread_nodes(ctx, task)
    if spread:
        slots = [Slot((Request(nid, gfp, task=task),)) for nid in spread]
        return CacheTurns(slots, _spread_turn(task, spread), end, tuple(spread))
    keyed = ctx.knobs.key_page_cache == "task_policy"
    slots = policy_slots(ctx, task, task.policy, gfp, keyed=keyed)
    return CacheTurns(slots, turn_phase(ctx.state, task, 0), end)


def needs_index_node(ctx: Context, obj: PageObject) -> bool:
    """Whether the first page past page 0 makes a ramfs file allocate its first index node."""
    return ctx.state.inodes[obj.name].fs == "ramfs" and not obj.extents.overlaps_any(1, 1 << 62)


def cache_pages(
    ctx: Context,
    task: Task,
    obj: PageObject,
    first: int,
    end: int,
    faults: Faults | None = None,
    *,
    vma: Vma | None = None,
) -> tuple[dict[ZoneKey, int], Placed | None]:
    """Reads the missing pages of [first, end) into the page cache; what was placed, what failed.

    `vma` is the mapping that faults; None: read(2) or write(2). `faults` hears of every page, also
    of those that were there.
    """
    if ctx.state.inodes[obj.name].fs == "tmpfs":
        return shmem_pages(ctx, task, obj, first, end, faults)
    placed: dict[ZoneKey, int] = {}
    index = first
    while index < end:
        stop, present = obj.run_from(index, end)
        if present:
            if faults is not None:
                faults.arrived(index, stop)
            index = stop
            continue
        if vma is not None and needs_index_node(ctx, obj):
            # Page 0 alone needs no index node; a later page does, and the node takes a turn.
            if index == 0:
                stop = 1
            else:
                take_turns(ctx, task, 1)
        charge = try_charge(ctx, task, stop - index)
        if not charge.pages:
            return placed, not_charged(ctx, task, index, killed=charge.killed)
        turns = cache_turns(ctx, task, obj, index, index + charge.pages, vma)
        local = local_nid(ctx.state, task)
        span, phase = (index, turns.end), turns.position - index
        done = place(ctx, local, obj, span, phase, turns_of(turns.slots), faults, pause=True)
        for zone, count in done.counts.items():
            placed[zone] = placed.get(zone, 0) + count
        failed = done.failed is not None
        charge_cache(ctx, task, obj, index, done.end)
        turns.advance(ctx, task, done.end - index + failed)
        if failed:
            return placed, done
        turns.decide(ctx)
        index = done.end
    return placed, None


def fsync(ctx: Context, command: Fsync) -> Answer:
    """fsync(2): dirty pages of a file with a backing store become clean."""
    inode = inode_of(ctx, command.file)
    if inode.fs == "ext4":
        ctx.state.objects[inode.obj].dirty.clear(ctx.undo, 0, 1 << 62)
    ctx.decide("file.done", text="written back: the pages can be dropped")
    return ctx.answer(Answer)


def drop_caches(ctx: Context, command: DropCaches) -> Answer:
    """Drops clean, unmapped page cache; shared memory has no place to come back from."""
    names = [command.file] if command.file is not None else sorted(ctx.state.inodes)
    freed: dict[ZoneKey, int] = {}
    for name in names:
        inode = inode_of(ctx, name)
        if inode.fs != "ext4":
            continue
        obj = ctx.state.objects[inode.obj]
        for low, high in obj.extra.holes(0, 1 << 62):
            for clean_low, clean_high in obj.dirty.holes(low, high):
                for zone, count in free_folios(ctx, obj, clean_low, clean_high).items():
                    freed[zone] = freed.get(zone, 0) + count
    _report(ctx, freed, command.file or "", "dropped from the page cache")
    ctx.decide("file.done", text="clean pages that nobody maps leave the page cache")
    return ctx.answer(Answer)


def _report(ctx: Context, freed: dict[ZoneKey, int], name: str, detail: str) -> None:
    for (nid, idx), count in sorted(freed.items()):
        ctx.effect(
            "pages_freed", nid=nid, zone=ZONE_NAMES[idx], nr_pages=count, name=name, detail=detail
        )
