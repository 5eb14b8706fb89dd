"""The service's handle_fault on its own folios (patch 15, folio_managed_handle_fault)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from service.mm import driver
from service.mm.commands.driver import Question
from service.mm.context import Context
from service.mm.cram_fault import cram_fault
from service.mm.cram_free import CRAM
from service.mm.folio import folio_span, folios, node_ops
from service.mm.huge_memory import HPAGE_PMD_ORDER
from service.mm.nodemask import nodes_of
from service.mm.objects import PageObject
from service.mm.state import Mm, Task, Vma

#: a run of pages in a page table: first, end, (object id, shift, writable)
Mapped = tuple[int, int, tuple[int, int, bool]]

#: what a fault returns besides 0
VM_FAULT_WORDS: Final = ("VM_FAULT_RETRY", "VM_FAULT_OOM", "VM_FAULT_SIGBUS")


def level_of(obj: PageObject, index: int) -> str:
    """PGTABLE_LEVEL of the entry that maps a page: PMD for a huge folio."""
    return "PMD" if obj.mark_at("order", index) >= HPAGE_PMD_ORDER else "PTE"


def managed_handle_fault(  # noqa: PLR0917 - who faults where, and up to where
    ctx: Context,
    task: Task,
    vma: Vma,
    obj: PageObject,
    index: int,
    page: int,
    end: int = 0,
) -> int | str | None:
    """folio_managed_handle_fault: what the service answers; None when nobody handles it.

    A driver is asked once for the faults on all folios up to `end`, which follow each other; cram
    takes them one by one, until one stays.
    """
    zone = obj.zone_at(index)
    if zone is None or obj.mark_at("device", index):
        return None
    ops = node_ops(ctx, zone[0])
    if ops is None or "handle_fault" not in ops.callbacks:
        return None
    level = level_of(obj, index)
    where = f"{vma.label}, {page - vma.start}, {level}"
    if ops.answer_of("handle_fault") == CRAM:
        return _ask_cram(ctx, task, obj, (index, max(end, index + 1)), where)
    if driver.driver_of(ctx, zone[0]) is None:
        ctx.effect("callback", nid=zone[0], name="handle_fault", nr_pages=1, detail=where)
        answer = ops.answer_of("handle_fault")
        return answer if answer in VM_FAULT_WORDS else 0
    runs, place = _asked(vma, obj, index, page, end)
    number = folios(*runs[0])
    ctx.effect("callback", nid=zone[0], name="handle_fault", nr_pages=number, detail=where)
    told = driver.ask(ctx, "handle_fault", zone[0], runs, **place)
    if told.outcome != "answered":
        return driver.UNANSWERED["handle_fault"][told.outcome]
    if told.script is not None:
        driver.carry_out(ctx, zone[0], runs, told.script)
    return told.fault or 0


def _asked(
    vma: Vma, obj: PageObject, index: int, page: int, end: int
) -> tuple[driver.Runs, dict[str, Any]]:
    """The folios of a question about a fault, and where it was."""
    low, high = folio_span(obj, index)
    place = {"area": vma.label, "page": page - vma.start, "level": level_of(obj, index)}
    return [(obj, low, max(high, end))], place


def expect_faults(ctx: Context, mm: Mm, vma: Vma, first: int, end: int) -> None:
    """Says which faults a write to pages of an area will ask drivers about.

    Each run of folios is asked for by itself, and none waits for another's answer.
    """
    private = nodes_of(ctx.state.n_memory_private)
    asked = {nid for nid in private if driver.driver_of(ctx, nid) is not None and _asks(ctx, nid)}
    if asked:
        ctx.expect(_questions(ctx, vma, mm.pages.overlaps(first, end), asked))


def _asks(ctx: Context, nid: int) -> bool:
    ops = node_ops(ctx, nid)
    return ops is not None and "handle_fault" in ops.callbacks


def _questions(
    ctx: Context, vma: Vma, mapped: Iterable[Mapped], asked: set[int]
) -> Iterator[Question]:
    for first, end, (of, shift, writable) in mapped:
        obj = ctx.state.objects.get(of)
        if writable or obj is None:
            continue
        for low, high, zone in obj.runs(first + shift, end + shift):
            if zone[0] in asked and not obj.mark_at("device", low):
                runs, place = _asked(vma, obj, low, low - shift, high)
                yield driver.question(ctx, "handle_fault", zone[0], runs, **place)


def _ask_cram(
    ctx: Context, task: Task, obj: PageObject, span: tuple[int, int], where: str
) -> int | str:
    """Cram's handle_fault for one folio after the other, as far as it promotes them."""
    index, end = span
    zone = obj.zone_at(index)
    assert zone is not None, "a mapped page has a zone"
    told: dict[str, Any] = {"nid": zone[0], "name": "handle_fault", "detail": where}
    result: int | str = 0
    while index < end and not result:
        ctx.effect("callback", nr_pages=1, **told)
        many = end if ctx.probe is None else index + 1
        result, stop = cram_fault(ctx, task, obj, index, many)
        if stop == index:
            break
        if stop - index > 1 and not obj.mark_at("order", index):
            ctx.effect("callback", nr_pages=stop - index - 1, **told)
        index = stop
    return result
