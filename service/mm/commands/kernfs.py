"""Files of sysfs, procfs sysctl and cgroup2, read and written as user space does."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import Field

from service.bounded import NOT_NULL, Pid
from service.mm.commands.base import Answer, Command

KernelPath = Annotated[
    str, Field(pattern=r"^/(sys|proc|cg)(/[A-Za-z0-9_.-]{1,64}){1,12}$", max_length=512)
]


class KernfsReadAnswer(Answer):
    """The text of a file, or the names in a directory."""

    text: Annotated[str | None, Field(max_length=65536)] = None
    names: Annotated[tuple[str, ...] | None, Field(max_length=65536)] = None


class KernfsRead(Command):
    """read(2) of a kernel file, or readdir of a kernel directory."""

    op: ClassVar[str] = "kernfs_read"
    answer: ClassVar[type[Answer]] = KernfsReadAnswer
    path: KernelPath


class KernfsWrite(Command):
    """write(2) of a kernel file by task `pid` (a root shell when absent)."""

    op: ClassVar[str] = "kernfs_write"
    path: KernelPath
    value: Annotated[str, Field(pattern=r"^[ -~\n]*$", max_length=4096)]
    pid: Annotated[Pid | None, NOT_NULL] = None


class KernfsMkdir(Command):
    """mkdir(2) in the cgroup2 file system, mounted at /cg."""

    op: ClassVar[str] = "kernfs_mkdir"
    path: KernelPath


class KernfsRmdir(Command):
    """rmdir(2) in the cgroup2 file system."""

    op: ClassVar[str] = "kernfs_rmdir"
    path: KernelPath


KERNFS_COMMANDS: Final[tuple[type[Command], ...]] = (
    KernfsRead,
    KernfsWrite,
    KernfsMkdir,
    KernfsRmdir,
)
