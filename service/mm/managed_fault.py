"""The service's handle_fault on its own folios (patch 15, folio_managed_handle_fault)."""

from __future__ import annotations

from typing import Final

from service.mm import driver
from service.mm.context import Context
from service.mm.folio import folio_span, folios, node_ops
from service.mm.huge_memory import HPAGE_PMD_ORDER
from service.mm.objects import PageObject
from service.mm.state import Vma

#: what a fault returns besides 0
VM_FAULT_WORDS: Final = ("VM_FAULT_RETRY", "VM_FAULT_OOM", "VM_FAULT_SIGBUS")


def level_of(obj: PageObject, index: int) -> str:
    """PGTABLE_LEVEL of the entry that maps a page: PMD for a huge folio."""
    return "PMD" if obj.mark_at("order", index) >= HPAGE_PMD_ORDER else "PTE"


def managed_handle_fault(
    ctx: Context, vma: Vma, obj: PageObject, index: int, page: int, end: int = 0
) -> int | str | None:
    """folio_managed_handle_fault: what the service answers; None when nobody handles it.

    A driver is asked once for the faults on all folios up to `end`, which follow each other.
    """
    zone = obj.zone_at(index)
    if zone is None or obj.mark_at("device", index):
        return None
    ops = node_ops(ctx, zone[0])
    if ops is None or "handle_fault" not in ops.callbacks:
        return None
    level = level_of(obj, index)
    where = f"{vma.label}, {page - vma.start}, {level}"
    if driver.driver_of(ctx, zone[0]) is None:
        ctx.effect("callback", nid=zone[0], name="handle_fault", nr_pages=1, detail=where)
        answer = ops.answer_of("handle_fault")
        return answer if answer in VM_FAULT_WORDS else 0
    low, high = folio_span(obj, index)
    runs = [(obj, low, max(high, end))]
    number = folios(*runs[0])
    ctx.effect("callback", nid=zone[0], name="handle_fault", nr_pages=number, detail=where)
    place = {"area": vma.label, "page": page - vma.start, "level": level}
    told = driver.ask(ctx, "handle_fault", zone[0], runs, **place)
    if told.outcome != "answered":
        return driver.UNANSWERED["handle_fault"][told.outcome]
    if told.script is not None:
        driver.carry_out(ctx, zone[0], runs, told.script)
    return told.fault or 0
