"""What a row of the error table is made of."""

from __future__ import annotations

import enum
from typing import Final, NamedTuple


class Errno(enum.IntEnum):
    """Error numbers of Linux x86-64 (include/uapi/asm-generic/errno-base.h and errno.h)."""

    EPERM = 1
    ENOENT = 2
    ESRCH = 3
    EINTR = 4
    EIO = 5
    ENXIO = 6
    E2BIG = 7
    EAGAIN = 11
    ENOMEM = 12
    EACCES = 13
    EFAULT = 14
    EBUSY = 16
    EEXIST = 17
    ENODEV = 19
    EINVAL = 22
    ENOSPC = 28
    ERANGE = 34
    ENOSYS = 38
    EOPNOTSUPP = 95
    ETIMEDOUT = 110
    EHWPOISON = 133


#: the fact that names the target of a region: region, position, decoder, and its memdev if any
AT_TARGET: Final = "at_target"


class Reason(NamedTuple):
    """One row. `errno` is set on kernel rows, `http` and `grpc` on control rows."""

    errno: Errno | None
    http: int | None
    grpc: str | None
    retryable: bool
    text: str

    def render(self, facts: dict[str, object]) -> str:
        """The text with the facts filled in; a fact that was not given stays as its name.

        The fact AT_TARGET stands in front: which target of a region the step was about.
        """
        text = self.text.format_map(_Facts(facts))
        at = facts.get(AT_TARGET)
        if not isinstance(at, dict):
            return text
        where = "target{position} of {region}".format(**at)
        # a name that no endpoint decoder has belongs to no memdev
        device = " ({decoder} of {memdev})".format(**at) if "memdev" in at else ""
        return f"{where}{device}: {text}"


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def kernel(errno: Errno, text: str) -> Reason:
    """A row that refuses a simulated call."""
    return Reason(errno, None, None, retryable=False, text=text)


def control(http: int, grpc: str, text: str, *, retryable: bool = False) -> Reason:
    """A row that refuses a request."""
    return Reason(None, http, grpc, retryable, text)
