"""Cached file pages and the private nodes of those who bound them (cell `file_policy`).

With `binders_union` the policies of mappings reach the page cache, as was asked for in June 2026: a
page that mappings bind to private nodes is placed by faults on those nodes, and nobody moves it out
of the union of them, whichever binder comes first. read(2), and pages that nobody bound, follow the
task policy as ever; a page that is cached already is mapped where it is. Every other value leaves
page cache alone.
"""

from __future__ import annotations

from service.mm import gfp as g
from service.mm.alloc_mpol import POLICY_KEYS, Slot
from service.mm.context import Context
from service.mm.intervals import IntervalMap
from service.mm.mpol import MPOL_BIND
from service.mm.nodemask import nodes_of
from service.mm.objects import PageObject
from service.mm.page_alloc import Request
from service.mm.state import Mempolicy, Task
from service.mm.undo import Undo


def bound_nodes(ctx: Context, policy: Mempolicy | None) -> int:
    """The private nodes that a mapping's policy binds its pages to."""
    if policy is None or policy.mode != MPOL_BIND:
        return 0
    return policy.nodes & ctx.state.n_memory_private


def binders_union(
    ctx: Context, obj: PageObject, first: int, end: int
) -> list[tuple[int, int, int]]:
    """(first, end, nodes) parts of an index range: the private nodes its binders name; 0: none."""
    whole = [(first, end, 0)]
    if ctx.knobs.file_policy != "binders_union" or obj.kind != "file":
        return whole
    parts: IntervalMap[int] = IntervalMap()
    scratch = Undo()
    parts.assign(scratch, first, end, 0)
    for _, mm in sorted(ctx.state.mms.items()):
        for vma in mm.vmas:
            nodes = bound_nodes(ctx, vma.policy)
            if not nodes or vma.file != obj.name or not vma.kind.startswith("file"):
                continue
            low, high = max(vma.pgoff, first), min(vma.pgoff + vma.end - vma.start, end)
            for a, b, found in list(parts.overlaps(low, high)) if low < high else ():
                parts.assign(scratch, a, b, found | nodes)
    return list(parts.overlaps(first, end))


def union_slot(ctx: Context, task: Task, gfp: int, own: int, union: int) -> Slot:
    """Where a fault places a bound page: the faulting mapping's nodes first, then the others'.

    Only the last request may reclaim or kill: the mask is a bind.
    """
    ctx.used("file_policy")
    key = POLICY_KEYS[ctx.knobs.policy_key]
    keyed = gfp | key.gfp
    order = [*nodes_of(own & union), *nodes_of(union & ~own)]
    quiet = (keyed | g.GFP_NOWARN) & ~(g.GFP_DIRECT_RECLAIM | g.GFP_NOFAIL)
    requests = [
        Request(
            nid,
            quiet if nid != order[-1] else keyed,
            nodemask=union,
            task=task,
            private=key.private,
            folio=True,
        )
        for nid in order
    ]
    return Slot(tuple(requests))


def spans_that_may_go(
    ctx: Context, obj: PageObject, first: int, end: int, targets: int
) -> list[tuple[int, int]]:
    """The parts of an index range that may be moved to some of `targets`: page cache has rules.

    A bound page stays within its union once it is there, and enters no private node outside of it.
    Other page cache enters private nodes only where `unmapped_cache` is as coded.
    """
    if obj.kind != "file":
        return [(first, end)]
    private = targets & ctx.state.n_memory_private
    found = []
    for low, high, union in binders_union(ctx, obj, first, end):
        if not union:
            if private:
                ctx.used("unmapped_cache")
            if not private or ctx.knobs.unmapped_cache == "as_coded":
                found.append((low, high))
            continue
        ctx.used("file_policy")
        for a, b, zone in list(obj.runs(low, high)):
            inside = bool(union >> zone[0] & 1)
            if not (targets if inside else private) & ~union:
                found.append((a, b))
    return found
