"""NUMA policy and migration system calls (mm/mempolicy.c, mm/migrate.c)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, AnyNid, AnyPid, Count, Hex, Label, Nid, Nodemask, Pid, Strict
from service.mm.commands.base import Answer, Command, PageRange, PageStatus

#: A mode by name, or any number as the kernel would receive it (`"0x9"`: the kernel refuses it).
Mode = Annotated[
    str,
    Field(
        pattern=r"^(MPOL_DEFAULT|MPOL_PREFERRED|MPOL_BIND|MPOL_INTERLEAVE|MPOL_LOCAL"
        r"|MPOL_PREFERRED_MANY|MPOL_WEIGHTED_INTERLEAVE|0x[0-9a-f]{1,8})$",
        max_length=32,
    ),
]
ModeFlag = Literal["MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES", "MPOL_F_NUMA_BALANCING"]
MbindFlag = Literal["MPOL_MF_STRICT", "MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL", "MPOL_MF_LAZY"]
GetFlag = Literal["MPOL_F_NODE", "MPOL_F_ADDR", "MPOL_F_MEMS_ALLOWED"]
MoveFlag = Literal["MPOL_MF_MOVE", "MPOL_MF_MOVE_ALL"]
Pointer = Literal["nodemask", "mode", "old_nodes", "new_nodes", "pages", "nodes", "status"]

ModeFlags = Annotated[tuple[ModeFlag, ...], Field(max_length=3, strict=False)]
MbindFlags = Annotated[tuple[MbindFlag, ...], Field(max_length=4, strict=False)]
#: Pointer arguments that fault when the kernel reads or writes them (EFAULT).
Faulting = Annotated[tuple[Pointer, ...], Field(max_length=4, strict=False)]
#: Bits of the mask that the kernel reads: it reads maxnode - 1 of them (libnuma passes size + 1).
Maxnode = Annotated[Count, Field()]
#: Raw flag bits beyond the named ones, as the kernel would receive them.
RawFlags = Annotated[int, Field(ge=0, le=0xFFFFFFFF)]


class SetMempolicy(Command):
    """set_mempolicy(2): the policy of a task. Without `nodemask` the pointer is NULL."""

    op: ClassVar[str] = "set_mempolicy"
    pid: Pid
    mode: Mode
    flags: ModeFlags = ()
    nodemask: Annotated[Nodemask | None, NOT_NULL] = None
    maxnode: Maxnode = 1025
    efault: Faulting = ()


class Mbind(PageRange, Command):
    """mbind(2): the policy of a range of pages."""

    op: ClassVar[str] = "mbind"
    pid: Pid
    mode: Mode
    mode_flags: ModeFlags = ()
    nodemask: Annotated[Nodemask | None, NOT_NULL] = None
    maxnode: Maxnode = 1025
    flags: MbindFlags = ()
    raw_flags: RawFlags = 0
    efault: Faulting = ()


class GetMempolicyAnswer(Answer):
    """The mode with its flags and the mask; `mode_nid` when MPOL_F_NODE asked for a node."""

    mode: Annotated[str | None, Field(max_length=32)] = None
    mode_flags: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    mode_nid: Nid | None = None
    nodemask: Annotated[tuple[Nid, ...] | None, Field(max_length=1024)] = None


class GetMempolicy(Command):
    """get_mempolicy(2). `want` names the output pointers that are not NULL."""

    op: ClassVar[str] = "get_mempolicy"
    answer: ClassVar[type[Answer]] = GetMempolicyAnswer
    pid: Pid
    area: Annotated[Label | None, NOT_NULL] = None
    page: Annotated[Count, Field()] = 0
    addr: Annotated[Hex | None, NOT_NULL] = None
    flags: Annotated[tuple[GetFlag, ...], Field(max_length=3, strict=False)] = ()
    raw_flags: RawFlags = 0
    want: Annotated[tuple[Literal["mode", "nodemask"], ...], Field(max_length=2, strict=False)] = (
        "mode",
        "nodemask",
    )
    maxnode: Maxnode = 1025
    efault: Faulting = ()


class SetMempolicyHomeNode(PageRange, Command):
    """set_mempolicy_home_node(2): where BIND and PREFERRED_MANY start to look."""

    op: ClassVar[str] = "set_mempolicy_home_node"
    pid: Pid
    home_node: AnyNid
    flags: RawFlags = 0


class MigratePages(Command):
    """migrate_pages(2), called by task `pid` on task `target` (0: itself)."""

    op: ClassVar[str] = "migrate_pages"
    pid: Pid
    target: AnyPid = 0
    old_nodes: Annotated[Nodemask | None, NOT_NULL] = None
    new_nodes: Annotated[Nodemask | None, NOT_NULL] = None
    maxnode: Maxnode = 1025
    efault: Faulting = ()


class PagePick(Strict):
    """Consecutive pages handed to move_pages: by area label or by address."""

    area: Annotated[Label | None, NOT_NULL] = None
    first: Count = 0
    addr: Annotated[Hex | None, NOT_NULL] = None
    count: Annotated[int, Field(ge=1, le=1 << 28)] = 1


class MovePagesAnswer(Answer):
    """Per-page statuses in argument order, run-length coded; unwritten ones have neither key."""

    status: Annotated[tuple[PageStatus, ...], Field(max_length=65536)] = ()


class MovePages(Command):
    """move_pages(2), called by task `pid` on task `target` (0: itself).

    `nodes` is repeated over the pages; absent, the call only queries.
    """

    op: ClassVar[str] = "move_pages"
    answer: ClassVar[type[Answer]] = MovePagesAnswer
    pid: Pid
    target: AnyPid = 0
    pages: Annotated[tuple[PagePick, ...], Field(max_length=1024, strict=False)]
    nodes: Annotated[
        tuple[AnyNid, ...] | None, NOT_NULL, Field(max_length=1024, min_length=1, strict=False)
    ] = None
    flags: Annotated[tuple[MoveFlag, ...], Field(max_length=2, strict=False)] = ()
    raw_flags: RawFlags = 0
    efault: Faulting = ()


POLICY_COMMANDS: Final[tuple[type[Command], ...]] = (
    SetMempolicy,
    Mbind,
    GetMempolicy,
    SetMempolicyHomeNode,
    MigratePages,
    MovePages,
)
