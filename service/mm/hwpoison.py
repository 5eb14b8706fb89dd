"""An error at a page frame, known by its PFN: whose page it is, and who handles it.

Source: mm/memory-failure.c (memory_failure), patch 21 of 27.
"""

from __future__ import annotations

from service.mm.context import Context
from service.mm.memory_failure import ignore_kernel_page, memory_failure, poison_free_page
from service.mm.partition import FREE
from service.mm.rmap import Mapping, frame_of


def hard_offline(ctx: Context, pfn: int) -> tuple[str, list[Mapping]]:
    """What the page was and who had it mapped; "" where no memory is online at the PFN.

    Refuses: PAGE_POISONED, FOLIO_UNSPLIT. A page of kernel code stays with it: the error is
    ignored until used.
    """
    frame = frame_of(ctx.state, pfn)
    if frame is None:
        return "", []
    if frame.obj is not None:
        return frame.obj.kind, memory_failure(ctx, frame.obj, frame.at)
    kind = "free" if frame.owner == FREE else ctx.state.owners[frame.owner][0]
    if kind == "free":
        poison_free_page(ctx, ctx.state.zone(frame.zone), pfn)
    elif kind != "hwpoison":
        ignore_kernel_page(ctx, frame.zone[0], pfn, kind)
    return kind, []
