"""Numbers and names of memory policies (include/uapi/linux/mempolicy.h)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from service.mm.nodemask import format_nodelist
from service.mm.state import Mempolicy

MPOL_DEFAULT: Final = 0
MPOL_PREFERRED: Final = 1
MPOL_BIND: Final = 2
MPOL_INTERLEAVE: Final = 3
MPOL_LOCAL: Final = 4
MPOL_PREFERRED_MANY: Final = 5
MPOL_WEIGHTED_INTERLEAVE: Final = 6
MPOL_MAX: Final = 7

MPOL_F_STATIC_NODES: Final = 1 << 15
MPOL_F_RELATIVE_NODES: Final = 1 << 14
MPOL_F_NUMA_BALANCING: Final = 1 << 13
MPOL_MODE_FLAGS: Final = MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES | MPOL_F_NUMA_BALANCING
#: the raw user mask is kept instead of the cpuset's nodes (mpol_store_user_nodemask)
MPOL_USER_NODEMASK_FLAGS: Final = MPOL_F_STATIC_NODES | MPOL_F_RELATIVE_NODES

MPOL_F_NODE: Final = 1
MPOL_F_ADDR: Final = 2
MPOL_F_MEMS_ALLOWED: Final = 4

MPOL_MF_STRICT: Final = 1
MPOL_MF_MOVE: Final = 2
MPOL_MF_MOVE_ALL: Final = 4
MPOL_MF_LAZY: Final = 8
MPOL_MF_VALID: Final = MPOL_MF_STRICT | MPOL_MF_MOVE | MPOL_MF_MOVE_ALL

MODE_NAMES: Final[tuple[str, ...]] = (
    "MPOL_DEFAULT",
    "MPOL_PREFERRED",
    "MPOL_BIND",
    "MPOL_INTERLEAVE",
    "MPOL_LOCAL",
    "MPOL_PREFERRED_MANY",
    "MPOL_WEIGHTED_INTERLEAVE",
)
FLAG_BITS: Final[dict[str, int]] = {
    "MPOL_F_STATIC_NODES": MPOL_F_STATIC_NODES,
    "MPOL_F_RELATIVE_NODES": MPOL_F_RELATIVE_NODES,
    "MPOL_F_NUMA_BALANCING": MPOL_F_NUMA_BALANCING,
}
GET_FLAG_BITS: Final[dict[str, int]] = {
    "MPOL_F_NODE": MPOL_F_NODE,
    "MPOL_F_ADDR": MPOL_F_ADDR,
    "MPOL_F_MEMS_ALLOWED": MPOL_F_MEMS_ALLOWED,
}
MF_BITS: Final[dict[str, int]] = {
    "MPOL_MF_STRICT": MPOL_MF_STRICT,
    "MPOL_MF_MOVE": MPOL_MF_MOVE,
    "MPOL_MF_MOVE_ALL": MPOL_MF_MOVE_ALL,
    "MPOL_MF_LAZY": MPOL_MF_LAZY,
}
#: words of numa_maps (mm/mempolicy.c, policy_modes)
MODE_WORDS: Final[tuple[str, ...]] = (
    "default",
    "prefer",
    "bind",
    "interleave",
    "local",
    "prefer (many)",
    "weighted interleave",
)


def mode_name(mode: int) -> str:
    """The name of a mode, or its number as hex."""
    return MODE_NAMES[mode] if 0 <= mode < MPOL_MAX else f"{mode:#x}"


def mode_number(text: str) -> int:
    """The number behind a name or hex text."""
    return MODE_NAMES.index(text) if text in MODE_NAMES else int(text, 16)


@lru_cache(1024)
def mpol_to_str(policy: Mempolicy | None) -> str:
    """A policy as numa_maps prints it: `bind=static:0-1` (mm/mempolicy.c, mpol_to_str)."""
    if policy is None:
        return "default"
    text = MODE_WORDS[policy.mode]
    if policy.flags & MPOL_MODE_FLAGS:
        text += "="
        words = []
        if policy.flags & MPOL_F_STATIC_NODES:
            words.append("static")
        elif policy.flags & MPOL_F_RELATIVE_NODES:
            words.append("relative")
        if policy.flags & MPOL_F_NUMA_BALANCING:
            words.append("balancing")
        text += "|".join(words)
    return f"{text}:{format_nodelist(policy.nodes)}" if policy.nodes else text
