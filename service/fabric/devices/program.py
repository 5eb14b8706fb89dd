"""What a driver's program is: a generator that gives commands and takes their answers.

The engine runs it inside one step; a driver in a process of its own runs the same generator and
sends each command over the wire.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from service.mm.commands import Answer, Command
from service.reasons import Errno

T = TypeVar("T")

Program = Generator[Command, Answer, T]


def errno(error: Errno) -> int:
    """The return value that stands for an error: -ENODEV is -19."""
    return -int(error)
