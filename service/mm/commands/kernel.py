"""Requests that kernel code makes: allocation and free, background work, simulated time."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    Count,
    Hex,
    Label,
    Nanoseconds,
    Nid,
    Nodemask,
    Order,
    Pid,
    Strict,
)
from service.mm.commands.base import Answer, Command, ZoneName

GfpName = Literal[
    "GFP_ATOMIC",
    "GFP_KERNEL",
    "GFP_KERNEL_ACCOUNT",
    "GFP_NOWAIT",
    "GFP_NOIO",
    "GFP_NOFS",
    "GFP_USER",
    "GFP_DMA",
    "GFP_DMA32",
    "GFP_HIGHUSER",
    "GFP_HIGHUSER_MOVABLE",
    "GFP_TRANSHUGE_LIGHT",
    "GFP_TRANSHUGE",
    "GFP_PRIVATE",
    "__GFP_DMA",
    "__GFP_HIGHMEM",
    "__GFP_DMA32",
    "__GFP_MOVABLE",
    "__GFP_RECLAIMABLE",
    "__GFP_HIGH",
    "__GFP_IO",
    "__GFP_FS",
    "__GFP_ZERO",
    "__GFP_PRIVATE",
    "__GFP_DIRECT_RECLAIM",
    "__GFP_KSWAPD_RECLAIM",
    "__GFP_RECLAIM",
    "__GFP_WRITE",
    "__GFP_NOWARN",
    "__GFP_RETRY_MAYFAIL",
    "__GFP_NOFAIL",
    "__GFP_NORETRY",
    "__GFP_MEMALLOC",
    "__GFP_COMP",
    "__GFP_NOMEMALLOC",
    "__GFP_HARDWALL",
    "__GFP_THISNODE",
    "__GFP_ACCOUNT",
]
#: errno that a fault point may give
FaultErrno = Literal[
    "EAGAIN", "EBUSY", "EEXIST", "EINTR", "EINVAL", "EIO", "ENODEV", "ENOMEM", "ENOSPC", "ENXIO"
]
Gfp = Annotated[tuple[GfpName, ...], Field(max_length=32, strict=False)]


class PfnRun(Strict):
    """Consecutive pages of one zone."""

    nid: Nid
    zone: ZoneName
    pfn: Hex
    nr_pages: Count


class AllocPagesAnswer(Answer):
    """`ret` 0 and the pages, or -12 (ENOMEM) where the kernel returns NULL.

    `count` > 1 repeats the request: `nr_allocated` tells how often it succeeded.
    """

    nr_allocated: Count = 0
    nids: Annotated[tuple[Nid, ...], Field(max_length=1024)] = ()
    pages: Annotated[tuple[PfnRun, ...], Field(max_length=4096)] = ()


class AllocPages(Command):
    """__alloc_pages(gfp, order, preferred_nid, nodemask), `count` times, under the label `label`.

    `pid` names the task whose cpuset and policy-free context makes the request; without it the
    request comes from a kernel thread in the root cpuset. Freed by `free_pages` with the label.
    """

    op: ClassVar[str] = "alloc_pages"
    answer: ClassVar[type[Answer]] = AllocPagesAnswer
    label: Label
    preferred_nid: Nid
    gfp: Gfp = ("GFP_KERNEL",)
    order: Order = 0
    nodemask: Annotated[Nodemask | None, NOT_NULL] = None
    count: Annotated[int, Field(ge=1, le=1 << 35)] = 1
    pid: Annotated[Pid | None, NOT_NULL] = None
    context: Literal["task", "interrupt", "oom_victim"] = "task"
    #: the model's own key is on the request: its gfp flag, its task bits or its private selector
    key: bool = False
    #: made by a folio entry point (memalloc-scope asks for it)
    folio: bool = False
    #: bits that the task has set while an outer private allocation is in progress
    scopes: Annotated[
        tuple[Literal["private", "folio"], ...], Field(max_length=2, strict=False)
    ] = ()


class FreePages(Command):
    """__free_pages of everything allocated under a label."""

    op: ClassVar[str] = "free_pages"
    label: Label


class Run(Command):
    """Runs background work now; nothing in a host runs by itself.

    kswapd and the work of cram are for a node, task_numa_work for a task; ksmd and khugepaged
    make one full scan of all tasks, or of one.
    """

    op: ClassVar[str] = "run"
    work: Literal[
        "kswapd",
        "cram_wmark_work_fn",
        "cram_promote_work_fn",
        "ksmd",
        "khugepaged",
        "task_numa_work",
    ]
    nid: Annotated[Nid | None, NOT_NULL] = None
    pid: Annotated[Pid | None, NOT_NULL] = None


class Advance(Command):
    """Advances the simulated clock of the host by `ns` and runs what became due, oldest first."""

    op: ClassVar[str] = "advance"
    ns: Nanoseconds


class FailFunction(Command):
    """Makes a point of the kernel fail: the first `space` passes go well, then `times` fail.

    `times` -1 fails for ever, 0 disarms the point. `block` limits offline_pages to one memory
    block. A point is a function; `request_irq:12`, `mbox:0x4402`, `kzalloc:cram_node` and
    `cxl_get_hpa_freespace:0000:35:00.0` name a vector, an opcode, an allocation and a device.
    Source: lib/fault-inject.c, kernel/fail_function.c (debugfs fail_function/).
    """

    op: ClassVar[str] = "fail_function"
    inject: Annotated[
        str,
        Field(
            pattern=r"^(add_memory_resource|offline_pages|memory_group_register_static"
            r"|mt_get_memory_type|request_mem_region|device_add|cxl_request_dpa|cxl_create_region"
            r"|cxl_get_hpa_freespace(:[0-9a-z][0-9a-z:.]{0,31})?"
            r"|kthread_create|kzalloc:[a-z_]{1,32}|request_irq:[0-9]{1,4}|mbox:0x[0-9a-f]{4})$",
            max_length=63,
        ),
    ]
    retval: FaultErrno
    times: Annotated[int, Field(ge=-1, le=1 << 30)] = 1
    space: Annotated[int, Field(ge=0, le=1 << 30)] = 0
    block: Annotated[int, Field(ge=-1, le=1 << 40)] = -1


KERNEL_COMMANDS: Final[tuple[type[Command], ...]] = (
    AllocPages,
    FreePages,
    Run,
    Advance,
    FailFunction,
)
