"""Capabilities of private nodes: what took the place of the ops table after v4 (appendix E).

A node states capabilities and a policy at registration; no callbacks. The engine's services ask
for the rights of the table `CAP_RIGHTS`.
"""

from __future__ import annotations

from typing import Final

from service.mm.commands.base import Answer
from service.mm.commands.cram import NodePrivateRegisterCaps
from service.mm.context import Context
from service.mm.cram import need_cram
from service.mm.cram_state import NP_CAP_HOTUNPLUG, NP_CAP_WRITE_FENCE
from service.mm.node_private import point_to, register_node
from service.mm.state import NodePrivateOps
from service.reasons import KernelError

#: capability -> the rights that the engine's services ask for
CAP_RIGHTS: Final[dict[str, tuple[str, ...]]] = {
    "RECLAIM": ("NP_OPS_RECLAIM",),
    "MEMPOLICY": ("NP_OPS_MEMPOLICY",),
    "HOTUNPLUG": (NP_CAP_HOTUNPLUG,),
    "TIERING": ("NP_OPS_DEMOTION", "NP_OPS_NUMA_BALANCING"),
    "LTPIN": ("NP_OPS_LONGTERM_PIN",),
    "USER_MIGRATE": ("NP_OPS_MIGRATION",),
    "WRITE_FENCE": ("NP_OPS_PROTECT_WRITE", NP_CAP_WRITE_FENCE),
}
#: capability -> the one it needs
CAP_NEEDS: Final[dict[str, str]] = {"TIERING": "RECLAIM"}
RULE: Final = "cram.next"


def caps_table(name: str, caps: tuple[str, ...]) -> NodePrivateOps:
    """The rights of some capabilities, as a table without callbacks."""
    rights = tuple(right for cap in CAP_RIGHTS for right in CAP_RIGHTS[cap] if cap in caps)
    callbacks = ("migrate_to",) if "USER_MIGRATE" in caps or "TIERING" in caps else ()
    return NodePrivateOps(name, rights, callbacks, "generic")


def register_caps(ctx: Context, nid: int, owner: str, caps: tuple[str, ...]) -> None:
    """Registers a node with capabilities. Refuses: NP_CAP_NEEDS and as node_private_register."""
    for cap, needs in CAP_NEEDS.items():
        if cap in caps and needs not in caps:
            raise KernelError("NP_CAP_NEEDS", rule=RULE, cap=cap, needs=needs)
    register_node(ctx, nid, owner)
    point_to(ctx, ctx.state.nodes[nid], caps_table(owner, caps))


def node_private_register_caps(ctx: Context, command: NodePrivateRegisterCaps) -> Answer:
    """node_private_register of the later series."""
    need_cram(ctx, RULE, "next")
    register_caps(ctx, command.nid, command.owner, command.caps)
    given = " ".join(command.caps) or "nothing"
    ctx.decide(RULE, text=f"node {command.nid} has the capabilities {given}")
    return ctx.answer(Answer)
