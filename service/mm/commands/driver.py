"""What a driver is asked while a step waits, and what it answers: the twin's form of a callback.

A question holds everything the answer may depend on, so equal questions have equal answers. Only
callbacks that may sleep are asked (patches 12, 15 and 21); the others are data, declared with the
ops table, or notices after the commit.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, Hex, Nid, NrPages, Order, Pid, Strict
from service.mm.commands.base import Command

Callback = Literal["migrate_to", "handle_fault", "memory_failure"]
VmFault = Literal["VM_FAULT_RETRY", "VM_FAULT_OOM", "VM_FAULT_SIGBUS"]
GfpKey = Literal["__GFP_PRIVATE", "__GFP_THISNODE"]

#: errors that a callback may return lie below 0 and not below this (include/linux/err.h)
MAX_ERRNO: Final = 4095
#: runs of folios that a question spells out; `nr_folios` counts all of them
RUNS_MAX: Final = 256
#: steps of one answer's script
STEPS_MAX: Final = 256


class FolioRun(Strict):
    """Folios of a list that follow each other: same order, same node; in list order."""

    nid: Nid
    order: Order
    count: Count
    #: frame of the first folio; the others need not follow it
    pfn: Hex


class Question(Strict):
    """What a driver is asked before a step can go on; equal requests have equal answers."""

    callback: Callback
    nid: Nid
    driver: Annotated[str, Field(max_length=63)]
    #: the current ops table of the node, by its name
    ops: Annotated[str, Field(max_length=63)] = ""
    nr_folios: Count
    nr_pages: NrPages = 0
    folios: Annotated[tuple[FolioRun, ...], Field(max_length=RUNS_MAX)] = ()
    #: migrate_to: enum migrate_mode and migrate_reason
    mode: Annotated[str, Field(max_length=32)] = ""
    why: Annotated[str, Field(max_length=32)] = ""
    #: the node of the CPU that runs the call
    from_nid: Annotated[Nid | None, NOT_NULL] = None
    #: handle_fault: who faults where, and at which level of the page table
    pid: Annotated[Pid | None, NOT_NULL] = None
    area: Annotated[str | None, NOT_NULL, Field(max_length=63)] = None
    page: Annotated[NrPages | None, NOT_NULL] = None
    level: Annotated[Literal["PTE", "PMD"] | None, NOT_NULL] = None


class ScriptStep(Strict):
    """Folios [first, first + count) of the list that the driver moves to node `nid`.

    The engine allocates there as the driver would: with GFP_HIGHUSER_MOVABLE and `gfp`. A private
    node without __GFP_PRIVATE gives nothing; without __GFP_THISNODE the zonelist goes on.
    """

    first: Count
    count: Annotated[int, Field(ge=1, le=2**31 - 1)]
    nid: Nid
    gfp: Annotated[tuple[GfpKey, ...], Field(max_length=2, strict=False)] = (
        "__GFP_PRIVATE",
        "__GFP_THISNODE",
    )


class DriverAnswer(Strict):
    """A driver's recorded answer.

    `rc` is the callback's return value: of migrate_to 0, folios left on the list, or -errno.
    `nr` is nr_succeeded, the folios that moved where the driver says nothing else. `script` names
    who moved where; without one the generic code moved all but the last `rc` folios. `fault` is
    what handle_fault returned instead of 0. The kernel believes `rc` and `nr`, whatever moved.
    """

    outcome: Literal["answered", "timeout", "driver_gone"] = "answered"
    rc: Annotated[int, Field(ge=-MAX_ERRNO, le=2**31 - 1)] = 0
    nr: Annotated[Count | None, NOT_NULL] = None
    script: Annotated[
        tuple[ScriptStep, ...] | None, NOT_NULL, Field(max_length=STEPS_MAX, strict=False)
    ] = None
    fault: Annotated[VmFault | None, NOT_NULL] = None
    #: id of the callback on the driver's stream; for the driver and for people, not for the engine
    callback_id: Annotated[str, Field(max_length=64)] = ""


class AttachDriver(Command):
    """Who answers the callbacks of a registered node: `builtin` data, or the driver of this name.

    No call of the kernel: the twin's way to replace a built-in driver by one that attaches.
    """

    op: ClassVar[str] = "attach_driver"
    nid: Nid
    driver: Annotated[
        str, Field(pattern=r"^(builtin|[A-Za-z][A-Za-z0-9_.-]{0,62})$", max_length=63)
    ]


DRIVER_COMMANDS: Final[tuple[type[Command], ...]] = (AttachDriver,)
