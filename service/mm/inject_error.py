"""madvise(MADV_HWPOISON, MADV_SOFT_OFFLINE): errors on the pages of a task, for tests of handlers.

Source: mm/madvise.c, madvise_inject_error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from service.bounded import to_hex
from service.mm.commands.base import Answer
from service.mm.context import Context
from service.mm.memory import touch_range
from service.mm.memory_failure import memory_failure, soft_offline_page
from service.mm.mmap import ZERO_PAGE
from service.mm.objects import PageObject
from service.mm.state import Task
from service.mm.vm_fault import Access, Fault
from service.mm.zones import PAGE_SHIFT
from service.reasons import KernelError

#: advice -> what happens to each page
INJECTED: Final[dict[str, Callable[[Context, PageObject, int], object]]] = {
    "MADV_HWPOISON": memory_failure,
    "MADV_SOFT_OFFLINE": soft_offline_page,
}
_RULE: Final = "memory_failure"


def inject_error(ctx: Context, task: Task, start: int, end: int, advice: str) -> Answer:
    """Faults each page in and reports an error on it; the first refusal ends the call.

    Refuses: HWPOISON_NEEDS_CAP_SYS_ADMIN, GUP_FAULTED, PAGE_UNPOISONABLE, and what the handling
    of the error refuses. Pages before that one stay as they became.
    """
    if "CAP_SYS_ADMIN" not in task.caps:
        raise KernelError("HWPOISON_NEEDS_CAP_SYS_ADMIN", rule=_RULE, advice=advice)
    mm = ctx.state.mms[task.mm]
    ctx.decide(_RULE, text=f"{end - start} pages had an error")
    for page in range(start, end):
        try:
            touch_range(ctx, Access(task, mm, write=False), page, page + 1)
            _inject(ctx, mm.pages.at(page), page, INJECTED[advice])
        except Fault:
            return ctx.refusal(Answer, KernelError("GUP_FAULTED", rule=_RULE, page=page - start))
        except KernelError as refused:
            return ctx.refusal(Answer, refused)
    ctx.decide(_RULE, text=f"{end - start} pages had an error")
    return ctx.answer(Answer)


def _inject(
    ctx: Context,
    entry: tuple[int, int, bool] | None,
    page: int,
    handle: Callable[[Context, PageObject, int], object],
) -> None:
    if entry is None or entry[0] == ZERO_PAGE:
        raise KernelError("PAGE_UNPOISONABLE", rule=_RULE, addr=to_hex(page << PAGE_SHIFT))
    handle(ctx, ctx.state.objects[entry[0]], page + entry[1])
