"""node_private registration and memory hotplug (patches 01, 12 to 22; mm/memory_hotplug.c)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, AnyNid, Hex, Label, Nid, NrPages, Strict, WideBytes
from service.mm.commands.base import Command

NpOp = Literal[
    "NP_OPS_MIGRATION",
    "NP_OPS_MEMPOLICY",
    "NP_OPS_DEMOTION",
    "NP_OPS_PROTECT_WRITE",
    "NP_OPS_RECLAIM",
    "NP_OPS_NUMA_BALANCING",
    "NP_OPS_COMPACTION",
    "NP_OPS_LONGTERM_PIN",
]
NpCallback = Literal[
    "free_folio",
    "folio_split",
    "migrate_to",
    "folio_migrate",
    "handle_fault",
    "reclaim_policy",
    "memory_failure",
]
OnlineType = Literal["offline", "online", "online_kernel", "online_movable"]
MemoryGroupId = Annotated[int, Field(ge=0, le=2**31 - 1)]


class NodePrivateOps(Strict):
    """struct node_private_ops: a named, immutable table; the name is its identity."""

    name: Label
    flags: Annotated[tuple[NpOp, ...], Field(max_length=8, strict=False)] = ()
    callbacks: Annotated[tuple[NpCallback, ...], Field(max_length=7, strict=False)] = ()
    #: what a built-in driver's migrate_to does; a driver that attaches over gRPC replaces it
    migrate_to: Annotated[
        str,
        Field(
            pattern=r"^(generic|fit|refuse|partial\([0-9]{1,9}\)|E[A-Z0-9]{1,15}"
            r"|script\([0-9]{1,9},(-?[0-9]{1,9}|E[A-Z0-9]{1,15}),[0-9]{1,9}\))$",
            max_length=64,
        ),
    ] = "generic"
    #: free_folio must not sleep, so it is data: frames go to the buddy, the service keeps them, or
    #: a buffer of so many folios a CPU keeps them until cram_flush_take and cram_flush_put
    free_folio: Annotated[
        str, Field(pattern=r"^(buddy|keep|flush_buffer\([1-9][0-9]{0,4}\))$", max_length=20)
    ] = "buddy"
    #: what a built-in driver's handle_fault returns
    handle_fault: Literal["0", "VM_FAULT_RETRY", "VM_FAULT_OOM", "VM_FAULT_SIGBUS"] = "0"
    #: reclaim_policy must not sleep, so it is data: what it switches on besides `active`
    reclaim_policy: Annotated[
        tuple[Literal["may_swap", "may_writepage", "managed_watermarks"], ...],
        Field(max_length=3, strict=False),
    ] = ()


#: a right by its full name (`NODE_PRIVATE_CAP_RECLAIM`), its short one, or unknown bits as hex
RightName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,63}$", max_length=63)]
Rights = Annotated[tuple[RightName, ...] | None, NOT_NULL, Field(max_length=64, strict=False)]


class NodePrivateRegister(Command):
    """node_private_register(nid, np): the driver `owner` claims a node; no memory moves yet.

    `rights` are those of models that take them here (capability bits, the memtype of rfc-v3).
    """

    op: ClassVar[str] = "node_private_register"
    nid: AnyNid
    owner: Annotated[Label | None, NOT_NULL] = None
    rights: Rights = None
    driver: Annotated[
        str, Field(pattern=r"^(builtin|[A-Za-z][A-Za-z0-9_.-]{0,62})$", max_length=63)
    ] = "builtin"


class NodePrivateSetOps(Command):
    """node_private_set_ops(nid, ops): replaces the ops table of a registered node."""

    op: ClassVar[str] = "node_private_set_ops"
    nid: AnyNid
    ops: Annotated[NodePrivateOps | None, NOT_NULL] = None


class NodePrivateClearOps(Command):
    """node_private_clear_ops(nid, ops): removes the table if it is the current one."""

    op: ClassVar[str] = "node_private_clear_ops"
    nid: AnyNid
    ops: Annotated[Label | None, NOT_NULL] = None


class NodePrivateUnregister(Command):
    """node_private_unregister(nid): EBUSY while memory of the node is online."""

    op: ClassVar[str] = "node_private_unregister"
    nid: AnyNid


class AddMemoryDriverManaged(Command):
    """add_memory_driver_managed: hotplugs a range as blocks of an ordinary node."""

    op: ClassVar[str] = "add_memory_driver_managed"
    nid: AnyNid
    start: Hex
    size: WideBytes
    resource_name: Annotated[str, Field(pattern=r"^[ -~]{1,63}$", max_length=63)] = (
        "System RAM (kmem)"
    )
    online_type: OnlineType = "offline"
    #: MHP_NID_IS_MGID: the memory group whose node is meant, whatever `nid` says
    mgid: Annotated[MemoryGroupId | None, NOT_NULL] = None


class AddPrivateMemoryDriverManaged(Command):
    """add_private_memory_driver_managed (patch 22): registers `owner` if needed, then hotplugs."""

    op: ClassVar[str] = "add_private_memory_driver_managed"
    nid: AnyNid
    owner: Annotated[Label | None, NOT_NULL] = None
    start: Hex
    size: WideBytes
    resource_name: Annotated[str, Field(pattern=r"^[ -~]{1,63}$", max_length=63)] = (
        "System RAM (cxl_sysram)"
    )
    online_type: OnlineType = "offline"
    #: the node's rights, in models that take them at registration or with the memory
    rights: Rights = None
    #: MHP_NID_IS_MGID: the memory group whose node is meant, whatever `nid` says
    mgid: Annotated[MemoryGroupId | None, NOT_NULL] = None


class MemoryRange(Command):
    """A physical range of whole memory blocks."""

    start: Hex
    size: WideBytes


class OnlinePages(MemoryRange):
    """online_pages for each block of the range, as a write to memoryN/state would."""

    op: ClassVar[str] = "online_pages"
    online_type: Literal["online", "online_kernel", "online_movable"] = "online"


class OfflinePages(MemoryRange):
    """offline_pages for each block of the range."""

    op: ClassVar[str] = "offline_pages"


class RemoveMemory(MemoryRange):
    """remove_memory: the blocks of the range must be offline."""

    op: ClassVar[str] = "remove_memory"


class OfflineAndRemoveMemory(MemoryRange):
    """offline_and_remove_memory: offline and remove, or nothing."""

    op: ClassVar[str] = "offline_and_remove_memory"


class OfflineAndRemovePrivateMemory(MemoryRange):
    """offline_and_remove_private_memory (patch 22): then unregister, EBUSY if memory stays."""

    op: ClassVar[str] = "offline_and_remove_private_memory"
    nid: Nid


class MemoryGroupRegisterStatic(Command):
    """memory_group_register_static(nid, max_pages): `ret` is the id of the new group."""

    op: ClassVar[str] = "memory_group_register_static"
    nid: AnyNid
    max_pages: NrPages


class MemoryGroupUnregister(Command):
    """memory_group_unregister(mgid): EBUSY while blocks of the group exist."""

    op: ClassVar[str] = "memory_group_unregister"
    mgid: MemoryGroupId


PRIVATE_COMMANDS: Final[tuple[type[Command], ...]] = (
    NodePrivateRegister,
    NodePrivateSetOps,
    NodePrivateClearOps,
    NodePrivateUnregister,
    AddMemoryDriverManaged,
    AddPrivateMemoryDriverManaged,
    OnlinePages,
    OfflinePages,
    RemoveMemory,
    OfflineAndRemoveMemory,
    OfflineAndRemovePrivateMemory,
    MemoryGroupRegisterStatic,
    MemoryGroupUnregister,
)
