"""Hooks on single pages of the case language: place, pin, predicates, split, swap, KSM."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import Handler, LangHost, Outcome, known, ret
from service.conformance.verdict import Unsupported
from service.mm.context import Context
from service.mm.folio import (
    free_folios,
    get_references,
    is_private_managed,
    put_references,
    whole_folios,
)
from service.mm.huge_memory import HPAGE_PMD_NR, HPAGE_PMD_ORDER, split_folio
from service.mm.khugepaged import collapse_huge_page
from service.mm.ksm import ksm_merge
from service.mm.migrate import allows_migrate
from service.mm.mmap import (
    anon_vma_prepare,
    file_object,
    get_pages,
    shared_object,
    unmap_pages,
)
from service.mm.objects import PageObject
from service.mm.pagetable import new_tables
from service.mm.pattern import one
from service.mm.state import Mm, Vma, Zone, vmas_in
from service.mm.swap import swap_out

#: page_type of a case -> value of the mark `device`
_DEVICES: Final = {"zone_device": 1, "private": 1, "device_coherent": 2, "coherent": 2, "fsdax": 3}


def _object_of(host: LangHost, ctx: Context, mm: Mm, vma: Vma) -> tuple[PageObject, int]:
    """(object, index - page) of the pages of an area."""
    del host
    obj = shared_object(ctx.state, vma) or file_object(ctx.state, vma)
    if obj is not None:
        return obj, vma.pgoff - vma.start
    return ctx.state.objects[mm.anon], 0


def _zone_with_room(host: LangHost, node: int, pages: int, order: int) -> Zone:
    for zone in reversed(host.state.nodes[node].zones):
        blocks = zone.partition.nr_blocks(order, pages >> order) if zone.present else 0
        if blocks << order >= pages:
            return zone
    raise Unsupported(f"placing {pages} pages on node {node}, which is full")


_PLACE_KEYS: Final = (
    "area", "first", "count", "node", "pte", "order", "page_type", "page_state", "pageblock",
    "in_block", "value", "proc", "access",
)  # fmt: skip


def _place(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Pages are present on a node, whatever flags and policies say; nothing is counted."""
    known(op, *_PLACE_KEYS)
    mm, first, end = host.span(op)
    with host.hook() as ctx:
        for vma in vmas_in(mm, first, end):
            low, high = max(first, vma.start), min(end, vma.end)
            _place_vma(host, ctx, op, mm, vma, (low, high))
        ctx.effects.clear()
    return Outcome()


def _place_vma(
    host: LangHost, ctx: Context, op: dict[str, Any], mm: Mm, vma: Vma, span: tuple[int, int]
) -> None:
    first, end = span
    obj, shift = _object_of(host, ctx, mm, vma)
    unmap_pages(ctx, mm, first, end)
    if obj.kind == "anon":
        anon_vma_prepare(ctx, mm, first)
    pte = op.get("pte", "rw")
    if pte == "swap":
        mm.swapped.assign(ctx.undo, first, end, op.get("value", 0))
        return
    low, high = first + shift, end + shift
    if obj.extents.holes(low, high) != [(low, high)]:
        free_folios(ctx, obj, low, high)
    huge = vma.huge and not first % HPAGE_PMD_NR and not (end - first) % HPAGE_PMD_NR
    order = op.get("order", HPAGE_PMD_ORDER if huge else 0)
    zone = _zone_with_room(host, op["node"], end - first, order)
    if "in_block" in op:
        _populate_block(host, ctx, op, obj, (low, high))
    else:
        ctx.store.populate(obj, low, high, one(zone.key), 0, order)
    _mark(ctx, op, obj, low, high)
    if pte == "unmapped":
        return
    new_tables(ctx, mm, first, end)
    if obj.kind != "anon":
        get_pages(ctx, obj, low, high)
    mm.pages.assign(ctx.undo, first, end, (obj.id, shift, pte in {"rw", "none"}))
    if pte == "none":
        mm.protnone.assign(ctx.undo, first, end, value=True)


def _mark(ctx: Context, op: dict[str, Any], obj: PageObject, low: int, high: int) -> None:
    if "value" in op:
        obj.set_mark(ctx.undo, "value", low, high, op["value"])
    kind = op.get("page_type", "anon")
    if kind == "ksm":
        obj.set_mark(ctx.undo, "ksm", low, high)
    elif kind in _DEVICES:
        obj.set_mark(ctx.undo, "device", low, high, _DEVICES[kind])
    elif kind not in {"anon", "file"}:
        raise Unsupported(f"page type {kind}")
    if op.get("page_state") == "dirty":
        obj.dirty.assign(ctx.undo, low, high, value=True)
    if "pageblock" in op:
        obj.set_mark(ctx.undo, "isolated", low, high, 2)


def _populate_block(
    host: LangHost, ctx: Context, op: dict[str, Any], obj: PageObject, span: tuple[int, int]
) -> None:
    """Frames of one memory block."""
    number = host.fixture.block_number(op["in_block"], op.get("node"))
    pages = host.fixture.block_pages
    block = host.state.blocks[number]
    zone = host.state.nodes[block.nid].zones[block.zone]
    for start, end, owner, _ in list(
        zone.partition.iter_runs(number * pages, (number + 1) * pages)
    ):
        low, high = max(start, number * pages), min(end, (number + 1) * pages)
        if not owner and high - low >= span[1] - span[0]:
            ctx.store.populate_at(obj, span, zone.key, low)
            return
    raise Unsupported(f"placing pages in block {op['in_block']}, which is full")


def _pin(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, first, end = host.span(op)
    held: list[tuple[int, int, int]] = []
    with host.hook() as ctx:
        for low, high, (obj_id, shift, _) in list(mm.pages.overlaps(first, end)):
            obj = ctx.state.objects[obj_id]
            span = whole_folios(obj, low + shift, high + shift)
            get_references(ctx, obj, *span)
            held.append((obj_id, *span))
    host.refs[op.get("as_", f"pin{len(host.outcomes)}")] = held
    return Outcome()


def _unpin(host: LangHost, op: dict[str, Any]) -> Outcome:
    with host.hook() as ctx:
        for obj_id, first, end in host.refs.pop(op["ref"]):
            put_references(ctx, obj_id, first, end)
    return Outcome()


def _device_predicate(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host
    device = op["device"]
    if op["name"] == "folio_is_private_managed":
        return Outcome(ret=True)
    if op["name"] == "folio_managed_allows_migrate":
        return Outcome(device in {"private", "coherent"})
    if op["name"] == "folio_managed_allows_user_migrate":
        return Outcome("ENOENT")
    raise Unsupported(f"predicate {op['name']}")


def _folio_predicate(host: LangHost, op: dict[str, Any]) -> Outcome:
    if "device" in op:
        return _device_predicate(host, op)
    _, _, obj, index, _ = host.page(op)
    if obj is None:
        raise Unsupported("a predicate of a page that is not there")
    zone = obj.zone_at(index)
    assert zone is not None, "a mapped page has a zone"
    with host.hook() as ctx:
        if op["name"] == "folio_is_private_managed":
            return Outcome(is_private_managed(ctx, obj, index))
        allowed = allows_migrate(ctx, obj, index)
    if op["name"] == "folio_managed_allows_migrate":
        return Outcome(allowed)
    if op["name"] == "folio_managed_allows_user_migrate":
        return Outcome(zone[0] if allowed else "ENOENT")
    raise Unsupported(f"predicate {op['name']}")


def _block_page(host: LangHost, op: dict[str, Any]) -> tuple[Mm, int]:
    mm, first, _ = host.span({**op, "first": 0})
    return mm, -(-first // HPAGE_PMD_NR) * HPAGE_PMD_NR + op["block"] * HPAGE_PMD_NR


def _collapse(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, page = _block_page(host, op)
    if op.get("by") == "MADV_COLLAPSE":
        pid = host.pid(op.get("proc", "p0"))
        where = {"addr": hex(page << 12), "len": HPAGE_PMD_NR << 12}
        return Outcome(ret(host.do("madvise", pid=pid, advice="MADV_COLLAPSE", **where)))
    with host.hook() as ctx:
        result = collapse_huge_page(ctx, host.task(op), mm, page)
    return Outcome(0 if result == "SCAN_SUCCEED" else result)


def _split_folio(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, page = _block_page(host, op)
    entry = mm.pages.at(page)
    if entry is None:
        raise Unsupported("splitting a folio that is not there")
    with host.hook() as ctx:
        obj = ctx.state.objects[entry[0]]
        uniform = op.get("uniform", True)
        done = split_folio(ctx, obj, page + entry[1], op["to_order"], uniform=uniform)
    return Outcome(0 if done else "EAGAIN")


def _swap_out(host: LangHost, op: dict[str, Any]) -> Outcome:
    mm, first, end = host.span(op)
    done = 0
    with host.hook() as ctx:
        for low, high, (obj_id, shift, _) in list(mm.pages.overlaps(first, end)):
            done += swap_out(ctx, ctx.state.objects[obj_id], low + shift, high + shift)
    return Outcome(0 if done == end - first else "EAGAIN")


def _ksm_merge(host: LangHost, op: dict[str, Any]) -> Outcome:
    del op
    with host.hook() as ctx:
        merged = ksm_merge(ctx)
    return Outcome(value={"pages_merged": merged})


def _numa_maps(host: LangHost, op: dict[str, Any]) -> Outcome:
    """The N<node>= entries of an area: pages on N_MEMORY nodes only (fs/proc/task_mmu.c)."""
    mm, first, end = host.span(op)
    counts: dict[str, int] = {}
    for low, high, (obj_id, shift, _) in mm.pages.overlaps(first, end):
        obj = host.state.objects.get(obj_id)
        for (nid, _), pages in obj.counts(low + shift, high + shift).items() if obj else ():
            if host.state.n_memory >> nid & 1:
                counts[str(nid)] = counts.get(str(nid), 0) + pages
    return Outcome(value=counts)


def _ksm_set(host: LangHost, op: dict[str, Any]) -> Outcome:
    """Writes files of /sys/kernel/mm/ksm: `file` and `value`, or files by name; the first errno."""
    writes = {op["file"]: op.get("value")} if "file" in op else dict(op)
    for name, value in writes.items():
        if name in {"op", "proc"}:
            continue
        number = int(value) if isinstance(value, bool) else value
        answer = host.do("kernfs_write", path=f"/sys/kernel/mm/ksm/{name}", value=str(number))
        if answer.ret < 0:
            return Outcome(answer.errno)
    return Outcome()


PAGE_OPS: Final[dict[str, Handler]] = {
    "place": _place,
    "pin": _pin,
    "unpin": _unpin,
    "folio_predicate": _folio_predicate,
    "collapse": _collapse,
    "split_folio": _split_folio,
    "swap_out": _swap_out,
    "ksm_merge": _ksm_merge,
    "ksm_set": _ksm_set,
    "numa_maps": _numa_maps,
}
