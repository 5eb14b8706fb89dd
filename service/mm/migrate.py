"""Moving pages between nodes: mbind with MOVE, move_pages, migrate_pages (mm/migrate.c).

A folio moves by giving it a frame elsewhere and freeing the old one; its place in the object stays.
Whether pages of a private node may leave, and who moves pages onto one, are cells of the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from service.mm import gfp as g
from service.mm.alloc_mpol import Key, Slot, local_nid, own_key, place, policy_slots, turns_of
from service.mm.binders import spans_that_may_go
from service.mm.context import Context
from service.mm.folio import folios, free_folios, is_wrprotected, mlock_pages, node_ops
from service.mm.huge_memory import place_folio
from service.mm.hugetlb_migrate import place_huge
from service.mm.hugetlb_pool import is_hugetlb
from service.mm.mmap import ZERO_PAGE, shared_object
from service.mm.objects import Extent, PageObject
from service.mm.page_alloc import Request
from service.mm.services import granted
from service.mm.state import Mempolicy, Mm, Task, Vma, ZoneKey
from service.mm.versions import KERNEL_VERSIONS

#: gfp of migration targets named by a system call (alloc_migration_target)
TARGET_GFP = g.GFP_HIGHUSER_MOVABLE | g.GFP_THISNODE
#: gfp of mbind's targets: never an OOM kill (alloc_migration_target_by_mpol)
MPOL_TARGET_GFP = g.GFP_HIGHUSER_MOVABLE | g.GFP_RETRY_MAYFAIL


class MappedRun(NamedTuple):
    """Pages [start, end) of an address space on one zone; `index = page + shift` in `obj`."""

    start: int
    end: int
    obj: PageObject
    shift: int
    zone: ZoneKey


def mapped_runs(ctx: Context, mm: Mm, start: int, end: int) -> Iterator[MappedRun]:
    """The mapped pages of a range, page runs of one zone in address order; no zero page."""
    for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(start, end)):
        if obj_id == ZERO_PAGE:
            continue
        obj = ctx.state.objects[obj_id]
        for low, high, zone in list(obj.runs(first + shift, last + shift)):
            yield MappedRun(low - shift, high - shift, obj, shift, zone)


def may_leave(ctx: Context, nid: int) -> bool:
    """Whether generic migration may take folios from a node (patch 12)."""
    source = ctx.knobs.migration_source
    if not ctx.state.n_memory_private >> nid & 1 or source == "any":
        return True
    return source == "right" and granted(ctx.state, nid, "migration")


def allows_migrate(ctx: Context, obj: PageObject, index: int) -> bool:
    """folio_managed_allows_migrate: device-private and coherent folios, or as `may_leave`."""
    device = obj.mark_at("device", index)
    if device:
        return device in {1, 2}
    zone = obj.zone_at(index)
    return zone is not None and may_leave(ctx, zone[0])


def movable_spans(ctx: Context, obj: PageObject, first: int, end: int) -> list[tuple[int, int]]:
    """The parts of an index range that can move: written ramfs pages and busy ones stay.

    Source: mm/migrate.c, fallback_migrate_folio and folio_migrate_mapping (extra references).
    """
    spans = obj.unmarked("pin", first, end)
    if obj.kind != "file" or ctx.state.inodes[obj.name].fs != "ramfs":
        return spans
    return [hole for span in spans for hole in obj.dirty.holes(*span)]


def movable_parts(
    obj: PageObject, first: int, end: int, *, move_all: bool
) -> Iterator[tuple[int, int, bool]]:
    """(first, end, shared) parts of an index range by whether others map them too."""
    limit = 0 if obj.kind == "anon" else 1
    parts = [
        (a, b, count > limit and not move_all) for a, b, count in obj.extra.overlaps(first, end)
    ]
    parts += [(a, b, False) for a, b in obj.extra.holes(first, end)]
    yield from sorted(parts)


def move_folios(
    ctx: Context, local: int, obj: PageObject, span: tuple[int, int], slots: list[Slot], phase: int
) -> int:
    """Moves present pages of an index span to where the slots send them; how many moved.

    `local` is the node of the CPU that moves. The move stops where a target is full.
    """
    moved = 0
    for piece in [part for each in obj.pieces(*span) for part in _by_order(obj, each)]:
        order = obj.mark_at("order", piece.start)
        done = _move_piece(ctx, local, obj, piece, slots, phase, order)
        moved += done
        if done < piece.end - piece.start:
            break
    return moved


def _by_order(obj: PageObject, piece: Extent) -> Iterator[Extent]:
    """The parts of an extent by the order of their folios; large folios one by one."""
    parts = [(a, b, 0) for a, b in obj.unmarked("order", piece.start, piece.end)]
    for a, b, order in obj.marked("order", piece.start, piece.end):
        first = a
        while first < b:
            last = min(b, (first >> order) + 1 << order)
            parts.append((first, last, order))
            first = last
    for a, b, _ in sorted(parts):
        yield Extent(a, b, piece.pattern, piece.phase)


def _move_piece(  # noqa: PLR0917 - what a move consists of
    ctx: Context,
    local: int,
    obj: PageObject,
    piece: Extent,
    slots: list[Slot],
    phase: int,
    order: int,
) -> int:
    """Moves one extent piece by way of a temporary object: old frames stay until the end."""
    fresh = ctx.new_object(obj.kind, obj.name)
    span = (piece.start, piece.end)
    if is_hugetlb(obj):
        done = place_huge(ctx, fresh, obj, span, phase, slots)
    elif order:
        done = place_folio(ctx, local, fresh, span, phase, slots, order)
    else:
        done = place(ctx, local, fresh, span, phase, turns_of(slots))
    dirty = [(a, b) for a, b, _ in obj.dirty.overlaps(piece.start, done.end)]
    soft = obj.soft_state(piece.start, done.end)
    before = obj.counts(piece.start, done.end)
    source = min(before, default=(0, 0))[0]
    for (nid, _), pages in fresh.counts(piece.start, done.end).items():
        ctx.effect("pages_migrated", nid=source, to_nid=nid, nr_pages=pages)
    _notify_moved(ctx, obj, fresh, piece.start, done.end)
    free_folios(ctx, obj, piece.start, done.end)
    ctx.store.adopt(obj, fresh)
    for a, b in dirty:
        obj.dirty.assign(ctx.undo, a, b, value=True)
    for name, a, b, value in soft:
        obj.set_mark(ctx.undo, name, a, b, value)
        if name == "mlocked":
            for (nid, _), pages in obj.counts(a, b).items():
                ctx.count("nr_mlock", nid, pages)
    ctx.undo.delete(ctx.state.objects, fresh.id)
    _fixup_migration_ptes(ctx, obj, piece.start, done.end)
    if not order:
        _mlock_arrived(ctx, obj, piece.start, done.end)
    return done.end - piece.start


def _mlock_arrived(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """Small folios that locked areas map are mlocked where they arrive.

    Source: mm/migrate.c, remove_migration_pte; mm/rmap.c, __folio_add_anon_rmap.
    """
    for mm_id in sorted(ctx.state.mms):
        mm = ctx.state.mms[mm_id]
        for vma in mm.vmas:
            for start, stop, (obj_id, shift, _) in (
                list(mm.pages.overlaps(vma.start, vma.end)) if vma.locked else ()
            ):
                low, high = max(start, first - shift), min(stop, end - shift)
                if obj_id == obj.id and low < high:
                    mlock_pages(ctx, mm, low, high, fault=True)


def _fixup_migration_ptes(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """Entries of folios that arrived on a write-protected node lose the write bit (patch 15)."""
    targets = [nid for nid, _ in obj.counts(first, end)]
    if not any(is_wrprotected(ctx, nid) for nid in targets):
        return
    for low, high, zone in list(obj.runs(first, end)):
        if not is_wrprotected(ctx, zone[0]):
            continue
        for mm_id in sorted(ctx.state.mms):
            mm = ctx.state.mms[mm_id]
            for start in list(mm.pages.keys()):
                found = mm.pages.values.get(start)
                if found is None:
                    continue  # it has joined a neighbour that is read-only like it
                stop, (obj_id, shift, writable) = found
                a, b = max(start, low - shift), min(stop, high - shift)
                if obj_id == obj.id and writable and a < b:
                    mm.pages.assign(ctx.undo, a, b, (obj_id, shift, False))


def _notify_moved(ctx: Context, obj: PageObject, fresh: PageObject, first: int, end: int) -> None:
    """folio_migrate of the source's node, per run of one source and one destination (patch 12)."""
    for nid in {zone[0]: None for zone in obj.counts(first, end)}:
        ops = node_ops(ctx, nid)
        if ops is None or "folio_migrate" not in ops.callbacks:
            continue
        for low, high, zone in list(obj.runs(first, end)):
            if zone[0] != nid:
                continue
            for a, b, target in list(fresh.runs(low, high)):
                number = folios(obj, a, b)
                ctx.effect(
                    "callback", nid=nid, to_nid=target[0], name="folio_migrate", nr_pages=number
                )


def misplaced_present(ctx: Context, mm: Mm, span: tuple[int, int], user: int) -> int | None:
    """The node of the first present page outside the user mask, among pages that count.

    A folio on a private node without NP_OPS_MIGRATION is passed over (patch 13).
    """
    for run in mapped_runs(ctx, mm, *span):
        nid = run.zone[0]
        if not user >> nid & 1 and may_leave(ctx, nid):
            return nid
    return None


def migrate_misplaced(
    ctx: Context,
    task: Task,
    span: tuple[int, int],
    policy: Mempolicy | None,
    user: int,
    *,
    move_all: bool,
) -> int:
    """Moves the pages of a range that lie outside the mask; how many could not be moved.

    Each page goes where a fault at its address would go now. Source: do_mbind, queue_pages_range.
    """
    failed = 0
    base: int | None = None
    kept = KERNEL_VERSIONS[ctx.state.kernel_version].shmem_copy_uses_inode
    mm = ctx.state.mms[task.mm]
    for run in list(mapped_runs(ctx, mm, *span)):
        nid = run.zone[0]
        if user >> nid & 1 or not may_leave(ctx, nid):
            continue
        vma = next(each for each in mm.vmas if each.start <= run.start < each.end)
        for low, high, shared in movable_parts(
            run.obj, run.start + run.shift, run.end + run.shift, move_all=move_all
        ):
            if shared:
                continue
            if base is None or not kept:
                base = _interleave_base(ctx, vma, run.obj)
            phase = vma.pgoff - vma.start - run.shift + base
            failed += _mbind_move(ctx, task, run.obj, (low, high), phase, policy)
    return failed


def _interleave_base(ctx: Context, vma: Vma, obj: PageObject) -> int:
    """What is added to page indexes: of the first area that pages leave, for all of them.

    Where each page is placed as a fault would (before 6.7), copies of shared memory have none.
    Source: mm/mempolicy.c, do_mbind (mmpol.ilx) and alloc_migration_target_by_mpol.
    """
    shared = shared_object(ctx.state, vma)
    cells = KERNEL_VERSIONS[ctx.state.kernel_version]
    based = cells.shmem_copy_uses_inode or obj.kind == "shmem"
    return shared.ino if based and shared is not None else 0


def _mbind_move(
    ctx: Context,
    task: Task,
    obj: PageObject,
    span: tuple[int, int],
    phase: int,
    policy: Mempolicy | None,
) -> int:
    chosen = policy if policy is not None else task.policy
    bound = obj.kind == "file" and ctx.knobs.file_policy == "binders_union"
    targets = chosen.nodes if chosen is not None and chosen.nodes else ctx.state.n_memory
    spans = spans_that_may_go(ctx, obj, *span, targets) if bound else [span]
    keyed = obj.kind != "file" or bound or ctx.knobs.unmapped_cache == "as_coded"
    slots = policy_slots(ctx, task, chosen, MPOL_TARGET_GFP, keyed=keyed)
    local = local_nid(ctx.state, task)
    moved = sum(
        move_folios(ctx, local, obj, part, slots, phase)
        for each in spans
        for part in movable_spans(ctx, obj, *each)
    )
    return span[1] - span[0] - moved


def target_slots(ctx: Context, nid: int, *, private: bool) -> list[Slot]:
    """The slot that puts every page on one node; with the key where the node is private."""
    key = own_key(ctx) if private else Key()
    return [Slot((Request(nid, TARGET_GFP | key.gfp, private=key.private, folio=True),))]
