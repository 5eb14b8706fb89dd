"""What a row of the table of kernel files is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from service.mm.context import Context
from service.mm.state import HostState
from service.reasons import KernelError

RULE: Final = "kernfs.write"


class Write(NamedTuple):
    """What is written where, by which task (None: a root shell)."""

    path: str
    value: str
    pid: int | None


Match = re.Match[str]
Reader = Callable[[HostState, Match], "str | None"]
#: a writer returns a refusal that keeps its partial effects, and raises one that has none
Writer = Callable[[Context, Match, Write], "KernelError | None"]


class KernelFile(NamedTuple):
    """One row. A reader that returns None says the file does not exist."""

    pattern: str
    read: Reader | None = None
    write: Writer | None = None


def malformed(write: Write) -> KernelError:
    """The refusal of a value that does not parse."""
    return KernelError("VALUE_MALFORMED", rule=RULE, path=write.path, value=write.value)


def number(write: Write) -> int:
    """The first number of a sysctl value; what follows it is ignored."""
    found = re.match(r"^\s*(-?\d+)(\s|$)", write.value)
    if found is None:
        raise malformed(write)
    return int(found[1])
