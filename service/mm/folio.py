"""Folios of an object: large ones, references, and the way of the last reference (mm/swap.c).

Pages that lose their last mapping go back to the buddy allocator, unless somebody else holds a
reference (then they leave the object and wait), or the service of their private node keeps them:
its free_folio is called once per folio whatever its order, no flag gates it.
Source: mm/swap.c, __folio_put and folios_put_refs; patch 10 of 27.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.cram_free import DEFERRING, cram_free_folio
from service.mm.cram_state import FlushEntry
from service.mm.hugetlb_pool import free_huge_folios, is_hugetlb
from service.mm.memcg import memcg_of
from service.mm.objects import PageObject
from service.mm.services import rights_of, write_fenced
from service.mm.state import NO_MM, Mm, NodePrivateOps, ZoneKey

#: kind of the object that holds pages which only references keep alive
HELD = "held"


def node_ops(ctx: Context, nid: int) -> NodePrivateOps | None:
    """folio_node_private_ops: the ops table of the private node that holds a folio, or None."""
    if not ctx.state.n_memory_private >> nid & 1:
        return None
    np = ctx.state.nodes[nid].node_private
    return np.ops if np is not None else None


def private_flags(ctx: Context, nid: int) -> tuple[str, ...]:
    """node_private_flags: the flags of a registered node, online or not."""
    return rights_of(ctx.state, nid)


def is_private_managed(ctx: Context, obj: PageObject, index: int) -> bool:
    """folio_is_private_managed: a ZONE_DEVICE folio, or one on a private node (patch 05)."""
    if obj.mark_at("device", index):
        return True
    zone = obj.zone_at(index)
    return zone is not None and bool(ctx.state.n_memory_private >> zone[0] & 1)


def folios(obj: PageObject, first: int, end: int) -> int:
    """How many folios the pages [first, end) are; a large one that is cut counts once."""
    number = sum(b - a for a, b in obj.unmarked("order", first, end))
    for a, b, order in obj.marked("order", first, end):
        number += ((b - 1) >> order) - (a >> order) + 1
    return number


def folio_span(obj: PageObject, index: int) -> tuple[int, int]:
    """[first, end) of the folio that holds a page: large folios are aligned to their size."""
    order = obj.mark_at("order", index)
    first = index >> order << order
    return first, first + (1 << order)


def whole_folios(obj: PageObject, first: int, end: int) -> tuple[int, int]:
    """The range widened to whole folios."""
    return folio_span(obj, first)[0], folio_span(obj, end - 1)[1]


def free_folios(
    ctx: Context, obj: PageObject, first: int, end: int, *, zeroed: bool = False
) -> dict[ZoneKey, int]:
    """Drops the last reference of the present pages [first, end); pages freed, by zone.

    `zeroed`: their content was cleared before (an unused migration target of cram).
    """
    freed: dict[ZoneKey, int] = {}
    if is_hugetlb(obj):
        free_huge_folios(ctx, obj, first, end)
        return freed
    for a, b, _ in obj.marked("pin", first, end):
        _hold(ctx, obj, a, b)
    _uncount_mlocked(ctx, obj, first, end)
    for a, b, _ in obj.marked("hwpoison", first, end):
        for low, high, zone in list(obj.runs(a, b)):
            ctx.store.detach(obj, low, high, owner_of(ctx, "hwpoison", zone[0]))
    for a, b, zone in list(obj.runs(first, end)) if ctx.state.n_memory_private else ():
        ops = node_ops(ctx, zone[0])
        if ops is None or "free_folio" not in ops.callbacks:
            continue
        ctx.effect("callback", nid=zone[0], name="free_folio", nr_pages=folios(obj, a, b))
        answer = ops.answer_of("free_folio")
        if answer == "keep":
            ctx.store.detach(obj, a, b, kept_by(ctx, zone[0]))
        elif answer in DEFERRING:
            _free_to_cram(ctx, obj, a, b, zone, zeroed=zeroed)
    for zone, pages in ctx.store.release(obj, first, end).items():
        freed[zone] = freed.get(zone, 0) + pages
    return freed


def _free_to_cram(
    ctx: Context, obj: PageObject, first: int, end: int, zone: ZoneKey, *, zeroed: bool
) -> None:
    """The folios of one zone go through cram's free_folio; what its driver keeps leaves the object.

    Source: patch 23 of 27, cram_free_folio.
    """
    memcg = _memcg_of(ctx, obj)
    parts = [(a, b, 0) for a, b in obj.unmarked("order", first, end)]
    parts += obj.marked("order", first, end)
    for a, b, order in sorted(parts):
        for index, pfn, count in list(obj.frames(a, b, zone)):
            whole = not (pfn | count) & (1 << order) - 1
            size = order if whole else 0
            freed = FlushEntry(zone[1], pfn, size, count >> size, memcg)
            kept = cram_free_folio(ctx, zone[0], freed, zeroed=zeroed)
            if kept:
                ctx.store.detach(obj, index, index + (kept << size), kept_by(ctx, zone[0]))


def _memcg_of(ctx: Context, obj: PageObject) -> str:
    """The memory cgroup that an anonymous object's pages are charged to; "" for others."""
    family = obj.id if obj.kind == "anon" else int(obj.name) if obj.kind == HELD else 0
    for _, task in sorted(ctx.state.tasks.items()):
        mm = ctx.state.mms.get(task.mm) if task.mm != NO_MM else None
        if mm is not None and mm.anon == family:
            return memcg_of(task)
    return ""


def kept_by(ctx: Context, nid: int) -> int:
    """The owner id of the frames that the service of a node keeps."""
    return owner_of(ctx, "service", nid)


def owner_of(ctx: Context, kind: str, nid: int) -> int:
    """The owner id of frames of a node that belong to nobody: `service` keeps, `hwpoison` lost."""
    for owner, found in sorted(ctx.state.owners.items()):
        if found == (kind, nid):
            return owner
    owner = ctx.new_id()
    ctx.undo.set(ctx.state.owners, owner, (kind, nid))
    return owner


def _hold(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    """Pages with references of their own leave their object; `name` says where they were."""
    held = ctx.new_object(HELD, str(obj.id))
    ctx.store.transfer(held, obj, first, end)


def _uncount_mlocked(ctx: Context, obj: PageObject, first: int, end: int) -> None:
    for a, b, _ in obj.marked("mlocked", first, end):
        for (nid, _), pages in obj.counts(a, b).items():
            ctx.count("nr_mlock", nid, -pages)


def get_references(ctx: Context, obj: PageObject, first: int, end: int, mark: str = "pin") -> None:
    """One more reference to each page of [first, end)."""
    counted = obj.marked(mark, first, end)
    for a, b in obj.unmarked(mark, first, end):
        obj.set_mark(ctx.undo, mark, a, b, 1)
    for a, b, count in counted:
        obj.set_mark(ctx.undo, mark, a, b, count + 1)


def put_references(ctx: Context, obj_id: int, first: int, end: int) -> None:
    """One reference less; what was held by it alone is freed."""
    for obj in [ctx.state.objects[each] for each in sorted(ctx.state.objects)]:
        if obj.id != obj_id and not (obj.kind == HELD and obj.name == str(obj_id)):
            continue
        for a, b, count in obj.marked("pin", first, end):
            obj.set_mark(ctx.undo, "pin", a, b, count - 1)
            if obj.kind == HELD and count == 1:
                free_folios(ctx, obj, a, b)
        if obj.kind == HELD and not obj.extents:
            ctx.undo.delete(ctx.state.objects, obj.id)


def mlock_pages(ctx: Context, mm: Mm, start: int, end: int, *, fault: bool) -> None:
    """Counts the mapped pages of a range in nr_mlock; folios of private nodes are skipped.

    The fault path has no such check in the code of the series, only in its intent: cell
    `mlock.fault`. Source: mm/mlock.c, mlock_pte_range; patch 06 of 27.
    """
    skips = not fault or ctx.knobs.mlock_fault == "skip"
    for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id)
        if obj is None:
            continue
        for low, high in obj.unmarked("mlocked", first + shift, last + shift):
            for a, b, zone in list(obj.runs(low, high)):
                if skips and is_private_managed(ctx, obj, a):
                    continue
                obj.set_mark(ctx.undo, "mlocked", a, b)
                ctx.count("nr_mlock", zone[0], b - a)


def munlock_pages(ctx: Context, mm: Mm, start: int, end: int) -> None:
    """Takes mapped pages out of nr_mlock; folios of private nodes keep what they have (06)."""
    for first, last, (obj_id, shift, _) in list(mm.pages.overlaps(start, end)):
        obj = ctx.state.objects.get(obj_id)
        if obj is None:
            continue
        for low, high, _ in obj.marked("mlocked", first + shift, last + shift):
            for a, b, zone in list(obj.runs(low, high)):
                if not is_private_managed(ctx, obj, a):
                    obj.set_mark(ctx.undo, "mlocked", a, b, 0)
                    ctx.count("nr_mlock", zone[0], a - b)


def is_wrprotected(ctx: Context, nid: int) -> bool:
    """folio_managed_wrprotect: folios of this node are mapped read-only (patch 15)."""
    return write_fenced(ctx.state, nid)
