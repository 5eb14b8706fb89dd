"""Tasks, memory areas and files: what user space does to get and touch memory."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal, get_args

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    CgroupPath,
    Cpu,
    FileName,
    Hex,
    Label,
    NrPages,
    Pid,
    SmallInt,
    WideBytes,
)
from service.mm.commands.base import Answer, Command, NodePages, PageRange
from service.mm.commands.policy import RawFlags

MapKind = Literal[
    "anon_private",
    "anon_shared",
    "file_private",
    "file_shared",
    "hugetlb_private",
    "hugetlb_shared",
]
#: Size of a mapping in pages: at least one, at most the user address space of x86-64.
MapPages = Annotated[int, Field(ge=1, le=1 << 35)]


class CreateTask(Command):
    """A new process with an empty address space, the default policy and the root cgroup."""

    op: ClassVar[str] = "create_task"
    pid: Pid
    cpu: Annotated[Cpu | None, NOT_NULL] = None
    uid: Annotated[int, Field(ge=0, le=2**32 - 2)] = 0
    caps: Annotated[
        tuple[Literal["CAP_SYS_NICE", "CAP_SYS_PTRACE", "CAP_SYS_ADMIN"], ...],
        Field(max_length=3, strict=False),
    ] = ("CAP_SYS_NICE", "CAP_SYS_PTRACE")
    oom_score_adj: Annotated[int, Field(ge=-1000, le=1000)] = 0
    cgroup: CgroupPath = "/"
    #: a kernel thread: it has no address space
    kthread: bool = False


class Setuid(Command):
    """setuid(2): a task that leaves uid 0 loses its capabilities."""

    op: ClassVar[str] = "setuid"
    pid: Pid
    uid: Annotated[int, Field(ge=0, le=2**32 - 2)]


class ExitTask(Command):
    """A task exits: its memory areas and pages go."""

    op: ClassVar[str] = "exit_task"
    pid: Pid


class SchedSetaffinity(Command):
    """sched_setaffinity(2) to one CPU: from now on local means the node of that CPU."""

    op: ClassVar[str] = "sched_setaffinity"
    pid: Pid
    cpu: Cpu


class Fork(Command):
    """fork(2): the child copies mm, policy, cpuset and credentials; pages become copy-on-write."""

    op: ClassVar[str] = "fork"
    pid: Pid
    child: Pid


class MmapAnswer(Answer):
    """The address of the new mapping."""

    addr: Hex | None = None


class Mmap(Command):
    """mmap(2) of `nr_pages` pages under the label `area`; file kinds need `file`."""

    op: ClassVar[str] = "mmap"
    answer: ClassVar[type[Answer]] = MmapAnswer
    pid: Pid
    area: Label
    nr_pages: MapPages
    kind: MapKind = "anon_private"
    file: Annotated[FileName | None, NOT_NULL] = None
    pgoff: Annotated[int, Field(ge=0, le=1 << 40)] = 0
    prot: Annotated[
        tuple[Literal["PROT_READ", "PROT_WRITE", "PROT_EXEC"], ...],
        Field(max_length=3, strict=False),
    ] = ("PROT_READ", "PROT_WRITE")
    addr: Annotated[Hex | None, NOT_NULL] = None
    #: inode number of shared anonymous memory, as in create_file
    ino: Annotated[int | None, NOT_NULL, Field(ge=1, le=2**32 - 1)] = None


class Munmap(PageRange, Command):
    """munmap(2): removes the mapping and frees what nobody else maps."""

    op: ClassVar[str] = "munmap"
    pid: Pid


class MremapAnswer(Answer):
    """The address of the mapping, new or not."""

    addr: Hex | None = None


class Mremap(PageRange, Command):
    """mremap(2) of a range to `new_len` bytes; labels go along unless the old mapping stays.

    Needs `new_addr` with MREMAP_FIXED; with MREMAP_DONTUNMAP alone it is a hint.
    """

    op: ClassVar[str] = "mremap"
    answer: ClassVar[type[Answer]] = MremapAnswer
    pid: Pid
    new_len: WideBytes
    flags: Annotated[
        tuple[Literal["MREMAP_MAYMOVE", "MREMAP_FIXED", "MREMAP_DONTUNMAP"], ...],
        Field(max_length=3, strict=False),
    ] = ()
    #: flag bits without a name, as a program could pass them
    raw_flags: RawFlags = 0
    new_addr: Annotated[Hex | None, NOT_NULL] = None


class Mprotect(PageRange, Command):
    """mprotect(2)."""

    op: ClassVar[str] = "mprotect"
    pid: Pid
    prot: Annotated[
        tuple[Literal["PROT_READ", "PROT_WRITE", "PROT_EXEC"], ...],
        Field(max_length=3, strict=False),
    ] = ()


class Mlock(PageRange, Command):
    """mlock(2): faults the range in; private writable pages as if written.

    With `onfault` (MLOCK_ONFAULT of mlock2) pages are locked when they are touched.
    """

    op: ClassVar[str] = "mlock"
    pid: Pid
    onfault: bool = False


class Munlock(PageRange, Command):
    """munlock(2)."""

    op: ClassVar[str] = "munlock"
    pid: Pid


Advice = Literal[
    "MADV_NORMAL",
    "MADV_RANDOM",
    "MADV_SEQUENTIAL",
    "MADV_WILLNEED",
    "MADV_DONTNEED",
    "MADV_FREE",
    "MADV_REMOVE",
    "MADV_DONTFORK",
    "MADV_DOFORK",
    "MADV_MERGEABLE",
    "MADV_UNMERGEABLE",
    "MADV_HUGEPAGE",
    "MADV_NOHUGEPAGE",
    "MADV_DONTDUMP",
    "MADV_DODUMP",
    "MADV_WIPEONFORK",
    "MADV_KEEPONFORK",
    "MADV_COLD",
    "MADV_PAGEOUT",
    "MADV_POPULATE_READ",
    "MADV_POPULATE_WRITE",
    "MADV_DONTNEED_LOCKED",
    "MADV_COLLAPSE",
    "MADV_HWPOISON",
    "MADV_SOFT_OFFLINE",
]
#: numbers of advice (include/uapi/asm-generic/mman-common.h)
ADVICE_NAMES: Final[dict[int, Advice]] = {
    **dict(enumerate(get_args(Advice)[:5])),
    **dict(enumerate(get_args(Advice)[5:23], 8)),
    100: "MADV_HWPOISON",
    101: "MADV_SOFT_OFFLINE",
}


class Madvise(PageRange, Command):
    """madvise(2)."""

    op: ClassVar[str] = "madvise"
    pid: Pid
    advice: Advice


class TouchAnswer(Answer):
    """How many pages were accessed and where the newly placed ones landed."""

    nr_pages: NrPages = 0
    placed: Annotated[tuple[NodePages, ...], Field(max_length=4096)] = ()
    #: signal that ended the access: 9 after an OOM kill, 7 (SIGBUS), 11 (SIGSEGV)
    signal: SmallInt | None = None


class Touch(PageRange, Command):
    """The task reads or writes each page of the range once, in address order."""

    op: ClassVar[str] = "touch"
    answer: ClassVar[type[Answer]] = TouchAnswer
    pid: Pid
    access: Literal["read", "write"] = "write"
    stride: Annotated[int, Field(ge=1, le=1 << 20)] = 1
    #: the byte that a write fills the pages with: KSM merges pages whose content is known equal
    value: Annotated[int | None, NOT_NULL, Field(ge=1, le=255)] = None


class CreateFile(Command):
    """A file of `nr_pages` pages, none of them cached yet."""

    op: ClassVar[str] = "create_file"
    file: FileName
    nr_pages: Annotated[int, Field(ge=0, le=1 << 35)]
    fs: Literal["ext4", "tmpfs", "ramfs"] = "ext4"
    #: inode number, where the start of an interleave matters; otherwise the host gives one
    ino: Annotated[int | None, NOT_NULL, Field(ge=1, le=2**32 - 1)] = None


class Ftruncate(Command):
    """ftruncate(2): sets the size of a file; cached pages beyond it go, mappings of them too."""

    op: ClassVar[str] = "ftruncate"
    file: FileName
    nr_pages: Annotated[int, Field(ge=0, le=1 << 35)]


class UnlinkFile(Command):
    """Removes a file that nobody maps, with its page cache."""

    op: ClassVar[str] = "unlink_file"
    file: FileName


class FileRange(Command):
    """Pages of a file; without `count` to its end."""

    file: FileName
    first: Annotated[int, Field(ge=0, le=1 << 40)] = 0
    count: Annotated[NrPages | None, NOT_NULL] = None


class FileRead(FileRange):
    """read(2) by task `pid`: missing pages enter the page cache by the task's policy."""

    op: ClassVar[str] = "file_read"
    answer: ClassVar[type[Answer]] = TouchAnswer
    pid: Pid


class FileWrite(FileRange):
    """write(2) by task `pid`: missing pages enter the page cache, all become dirty."""

    op: ClassVar[str] = "file_write"
    answer: ClassVar[type[Answer]] = TouchAnswer
    pid: Pid


class Fsync(Command):
    """fsync(2) of a file."""

    op: ClassVar[str] = "fsync"
    file: FileName


class DropCaches(Command):
    """`echo 1 > /proc/sys/vm/drop_caches`: clean, unmapped page cache goes (or of one file)."""

    op: ClassVar[str] = "drop_caches"
    file: Annotated[FileName | None, NOT_NULL] = None


MEMORY_COMMANDS: Final[tuple[type[Command], ...]] = (
    CreateTask,
    ExitTask,
    Setuid,
    SchedSetaffinity,
    Fork,
    Mmap,
    Munmap,
    Mremap,
    Mprotect,
    Mlock,
    Munlock,
    Madvise,
    Touch,
    CreateFile,
    Ftruncate,
    UnlinkFile,
    FileRead,
    FileWrite,
    Fsync,
    DropCaches,
)
