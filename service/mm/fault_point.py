"""A point in the kernel that fails on purpose (kernel/fail_function.c); see fault_inject."""

from __future__ import annotations

import msgspec


class FaultPoint(msgspec.Struct, frozen=True, array_like=True):
    """A point that fails: after `space` good passes, `times` (-1: always) with errno `retval`."""

    retval: str
    times: int
    space: int = 0
    #: the memory block it is about; -1 is any
    block: int = -1
