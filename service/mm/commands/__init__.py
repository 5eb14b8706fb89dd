"""Commands and answers of one host: the one definition of HTTP schema, journal and CLI words.

`COMMANDS` maps an operation name (the kernel's own name where one exists) to its command type.
"""

from __future__ import annotations

from typing import Final

from service.mm.commands.base import (
    Answer,
    Command,
    DecidedBy,
    Effect,
    TraceEntry,
)
from service.mm.commands.cram import CRAM_COMMANDS
from service.mm.commands.driver import DRIVER_COMMANDS
from service.mm.commands.kernel import KERNEL_COMMANDS
from service.mm.commands.kernfs import KERNFS_COMMANDS
from service.mm.commands.kthreads import KTHREAD_COMMANDS
from service.mm.commands.memory import MEMORY_COMMANDS
from service.mm.commands.policy import POLICY_COMMANDS
from service.mm.commands.private import PRIVATE_COMMANDS

COMMANDS: Final[dict[str, type[Command]]] = {
    command.op: command
    for command in (
        *POLICY_COMMANDS,
        *MEMORY_COMMANDS,
        *KERNEL_COMMANDS,
        *PRIVATE_COMMANDS,
        *DRIVER_COMMANDS,
        *KTHREAD_COMMANDS,
        *CRAM_COMMANDS,
        *KERNFS_COMMANDS,
    )
}

__all__ = ["COMMANDS", "Answer", "Command", "DecidedBy", "Effect", "TraceEntry"]
