"""One access in progress and how it ends (include/linux/mm.h, struct vm_fault and VM_FAULT_*)."""

from __future__ import annotations

from typing import NoReturn

import msgspec

from service.mm.alloc_mpol import Placed
from service.mm.context import Context
from service.mm.filemap import take_turns
from service.mm.pagetable import new_tables
from service.mm.state import Mm, Task, ZoneKey

PROT_READ = 1
PROT_WRITE = 2
SIGBUS = 7
SIGKILL = 9
SIGSEGV = 11


class Fault(Exception):  # noqa: N818 - a signal, not a fault of ours
    """The access ends here: with a signal, or repeated for ever (signal 0)."""

    def __init__(self, signal: int, reason: str, rule: str, **facts: object) -> None:
        self.signal = signal
        self.reason = reason
        self.rule = rule
        self.facts = facts
        super().__init__(reason)


class Access(msgspec.Struct):
    """One touch in progress: what was placed where, and how many pages were reached.

    `done` counts the pages of finished runs; `page` is the first page of the current run that is
    not reached yet.
    """

    task: Task
    mm: Mm
    write: bool
    done: int = 0
    page: int = 0
    #: the pages come by swap readahead, which uses the policy but no model's key
    readahead: bool = False
    #: the pages are filled by their driver, not by a user's write: a fence does not see it
    driver: bool = False
    #: a copy that a read pin asks for (FAULT_FLAG_UNSHARE): it is mapped as what it replaces
    unshare: bool = False
    placed: dict[ZoneKey, int] = msgspec.field(default_factory=dict)

    def add(self, counts: dict[ZoneKey, int]) -> None:
        """Adds newly placed pages."""
        for zone, pages in counts.items():
            self.placed[zone] = self.placed.get(zone, 0) + pages


def allocation_failed(ctx: Context, access: Access, done: Placed) -> NoReturn:
    """Ends the access after a failed allocation: killed, SIGBUS, or repeated for ever.

    Refuses: Fault.
    """
    assert done.failed is not None, "called after a failure"
    grant = done.failed
    if not access.task.alive:
        ctx.decide(grant.rule, **grant.facts)
        raise Fault(SIGKILL, "OOM_KILLED", grant.rule, **grant.facts)
    if ctx.knobs.fault_on_failure == "sigbus":
        ctx.used("fault.on_failure")
        raise Fault(SIGBUS, "FAULT_SIGBUS", "fault.signal")
    raise Fault(0, "VM_FAULT_RETRIED", "fault.retried", preferred=done.preferred)


def fault_tables(ctx: Context, access: Access, first: int, end: int) -> None:
    """The page tables that faults on [first, end) lack; each takes a turn of the task's counter."""
    added = new_tables(ctx, access.mm, first, end)
    if added:
        take_turns(ctx, access.task, added)
