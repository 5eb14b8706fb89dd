"""The step function of one host: state and command in, answer out, with the log that takes it back.

A call that the kernel refuses is an answer with an errno; it leaves the state as it was, except
where the kernel itself has partial effects. A request that makes no sense to a kernel is `Refused`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import msgspec

from service.mm import (
    cram,
    cram_next,
    do_mmap,
    filemap,
    flush,
    get_mempolicy,
    kernel_alloc,
    kernfs,
    kthreads,
    madvise,
    mbind,
    memory,
    memory_group,
    memory_hotplug,
    mempolicy,
    migrate_pages,
    mlock,
    mmap,
    move_pages,
    mremap,
    node_private,
    np_caps,
    tasks,
)
from service.mm.commands import Answer, Command, TraceEntry
from service.mm.context import Answers, Context, Probe, Suspended
from service.mm.fault_inject import fail_function, settle
from service.mm.state import HostState
from service.mm.undo import Undo
from service.reasons import KernelError

Handler = Callable[[Context, Any], Answer]

#: operation -> the function of the kernel that answers it
HANDLERS: Final[dict[str, Handler]] = {
    "set_mempolicy": mempolicy.set_mempolicy,
    "mbind": mbind.mbind,
    "get_mempolicy": get_mempolicy.get_mempolicy,
    "set_mempolicy_home_node": mbind.set_mempolicy_home_node,
    "migrate_pages": migrate_pages.migrate_pages,
    "move_pages": move_pages.move_pages,
    "create_task": tasks.create_task,
    "exit_task": tasks.exit_task,
    "setuid": tasks.setuid,
    "sched_setaffinity": tasks.sched_setaffinity,
    "fork": tasks.fork,
    "mmap": do_mmap.do_mmap,
    "munmap": mmap.do_munmap,
    "mremap": mremap.mremap,
    "mprotect": mlock.mprotect,
    "mlock": mlock.mlock,
    "munlock": mlock.munlock,
    "madvise": madvise.madvise,
    "touch": memory.touch,
    "create_file": filemap.create_file,
    "ftruncate": filemap.ftruncate,
    "unlink_file": filemap.unlink_file,
    "file_read": filemap.file_read,
    "file_write": filemap.file_write,
    "fsync": filemap.fsync,
    "drop_caches": filemap.drop_caches,
    "alloc_pages": kernel_alloc.alloc_pages,
    "free_pages": kernel_alloc.free_pages,
    "run": kernel_alloc.run,
    "advance": kernel_alloc.advance,
    "fail_function": fail_function,
    "kernfs_read": kernfs.kernfs_read,
    "kernfs_write": kernfs.kernfs_write,
    "kernfs_mkdir": kernfs.kernfs_mkdir,
    "kernfs_rmdir": kernfs.kernfs_rmdir,
    "node_private_register": node_private.node_private_register,
    "node_private_set_ops": node_private.node_private_set_ops,
    "node_private_clear_ops": node_private.node_private_clear_ops,
    "node_private_unregister": node_private.node_private_unregister,
    "attach_driver": node_private.attach_driver,
    "kswapd_run": kthreads.kswapd_run,
    "kswapd_stop": kthreads.kswapd_stop,
    "memory_tier_refresh_demotion": kthreads.refresh_demotion,
    "add_memory_driver_managed": memory_hotplug.add_memory_driver_managed,
    "add_private_memory_driver_managed": memory_hotplug.add_private_memory_driver_managed,
    "memory_group_register_static": memory_group.memory_group_register_static,
    "memory_group_unregister": memory_group.memory_group_unregister,
    "online_pages": memory_hotplug.online_pages,
    "offline_pages": memory_hotplug.offline_pages,
    "remove_memory": memory_hotplug.remove_memory,
    "offline_and_remove_memory": memory_hotplug.offline_and_remove_memory,
    "offline_and_remove_private_memory": memory_hotplug.offline_and_remove_private_memory,
    "cram_register_private_node": cram.cram_register_private_node,
    "cram_unregister_private_node": cram.cram_unregister_private_node,
    "cram_unpurge": cram.cram_unpurge,
    "cram_set_pressure": cram.cram_set_pressure,
    "cram_clear_pressure": cram.cram_clear_pressure,
    "cram_flush_take": flush.cram_flush_take,
    "cram_flush_put": flush.cram_flush_put,
    "cram_register": cram_next.cram_register,
    "cram_unregister": cram_next.cram_unregister,
    "cram_set_compression_ratio": cram_next.cram_set_compression_ratio,
    "cram_allow_allocation": cram_next.cram_allow_allocation,
    "cram_report_hot_pages": cram_next.cram_report_hot_pages,
    "node_private_register_caps": np_caps.node_private_register_caps,
}


#: effects that a refused call has had all the same
HEARD: Final = frozenset({"notifier", "warning", "pages_kept", "mailbox", "device", "sleep"})


class Done(msgspec.Struct, frozen=True):
    """A finished step: its answer, its trace when one was asked for, and how to take it back."""

    answer: Answer
    trace: tuple[TraceEntry, ...]
    undo: Undo


class Need(msgspec.Struct, frozen=True):
    """An abandoned step: nothing happened; it needs an answer to this question."""

    question: Any


def step(
    state: HostState,
    command: Command,
    answers: Answers = (),
    *,
    explain: bool = False,
    probe: Probe | None = None,
) -> Done | Need:
    """Apply one command. Pure: same state, command and answers give the same outcome everywhere.

    `probe` is for tests only. Refuses: `Refused`; the state is then as before.
    """
    ctx = Context(state, answers, explain=explain, probe=probe)
    return carry_out(ctx, command, partial(HANDLERS[command.op], ctx, command))


def carry_out(ctx: Context, command: Command, call: Callable[[], Answer]) -> Done | Need:
    """Runs a call in a context: its answer, its refusal with an errno, or the question it needs."""
    try:
        answer = call()
    except KernelError as error:
        ctx.undo.rollback()
        # Listeners heard of the attempt, and of its end.
        ctx.effects[:] = [each for each in ctx.effects if each.effect in HEARD]
        answer = ctx.refusal(command.answer, error)
    except Suspended as suspended:
        ctx.undo.rollback()
        return Need(suspended.question)
    except BaseException:
        ctx.undo.rollback()
        raise
    settle(ctx)
    return Done(answer, tuple(ctx.trace or ()), ctx.undo)
