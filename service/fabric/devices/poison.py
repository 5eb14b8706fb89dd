"""Poison that was there before its memory: it surfaces as soon as pages of it are online.

A device keeps its poison list whatever a host does; the host's pages are struck when they appear.
Source: Linux 7.3 drivers/cxl/core/mbox.c (the poison list), mm/memory-failure.c.
"""

from __future__ import annotations

from service.cxl.translate import Place, dpa_to_hpa
from service.fabric.state import HostEntry
from service.mm.commands import Answer
from service.mm.context import Context
from service.mm.hwpoison import hard_offline
from service.mm.rmap import frame_of
from service.mm.zones import PAGE_SHIFT


def waits(entry: HostEntry) -> bool:
    """Whether a device of the host has poison that may surface."""
    return entry.cxl is not None and any(entry.cxl.poison.values())


def surface(ctx: Context, entry: HostEntry) -> None:
    """Memory failures of poisoned pages that the step at hand has brought online."""
    cxl = entry.cxl
    if cxl is None or not any(each.effect == "memory_block" for each in ctx.effects):
        return
    pfns: dict[int, None] = {}
    for memdev in sorted(cxl.poison):
        for start, _ in cxl.poison[memdev]:
            hpa = dpa_to_hpa(cxl, Place(memdev, start))
            if hpa is not None:
                pfns[hpa >> PAGE_SHIFT] = None
    for pfn in sorted(pfns):
        frame = frame_of(ctx.state, pfn)
        if frame is None:
            continue
        known = ctx.state.owners[frame.owner][0] if frame.obj is None and frame.owner else ""
        struck = frame.obj is not None and frame.obj.mark_at("hwpoison", frame.at)
        if known != "hwpoison" and not struck:
            hard_offline(ctx, pfn)


def surfaced(ctx: Context, entry: HostEntry, answer: Answer) -> Answer:
    """An answer with what surfaced through it."""
    before = len(ctx.effects)
    surface(ctx, entry)
    if len(ctx.effects) == before:
        return answer
    return answer.model_copy(update={"effects": tuple(ctx.effects)})
