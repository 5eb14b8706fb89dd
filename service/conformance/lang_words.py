"""Words of the case language: gfp flags, node masks, policy modes and mode flags."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.verdict import Unsupported
from service.mm.gfp import GFP_BITS, gfp_from_names
from service.mm.mpol import MODE_NAMES, mode_name


def gfp(words: list[str]) -> tuple[str, ...]:
    """GFP names with and without prefix (`KERNEL`, `PRIVATE`, `GFP_PRIVATE`)."""
    found: list[str] = []
    for word in words or ["KERNEL"]:
        if word == "MOVABLE":
            found.append("GFP_HIGHUSER_MOVABLE")
        elif word in GFP_BITS:
            found.append(word)
        elif word != "PRIVATE" and f"GFP_{word}" in GFP_BITS:
            found.append(f"GFP_{word}")
        elif f"__GFP_{word}" in GFP_BITS:
            found.append(f"__GFP_{word}")
        else:
            raise Unsupported(f"gfp {word}")
    return tuple(found)


def gfp_bits(words: list[str] | None) -> int:
    """The flag bits of a list of names."""
    return gfp_from_names(gfp_names(words or ["KERNEL"]))


def gfp_names(words: list[str]) -> tuple[str, ...]:
    """Names for a command: ATOMIC alone stands for what else is named without a zone."""
    kept = [word for word in words if not ("ATOMIC" in words and word == "KERNEL")]
    return gfp(kept)


def mask(
    op: dict[str, Any], nodes: str = "nodes", key: str = "mask"
) -> tuple[dict[str, Any], bool]:
    """(nodemask fields, faulting) of a mask argument."""
    if op.get(key) in {"bad_pointer", "unreadable", "unmapped"}:
        return {"nodemask": ()}, True
    if op.get(key) == "null" or op.get(nodes) is None:
        return {}, False
    return {"nodemask": tuple(sorted(set(op[nodes])))}, False


_MODE_FLAGS: Final = {
    "STATIC": "MPOL_F_STATIC_NODES",
    "RELATIVE": "MPOL_F_RELATIVE_NODES",
    "STATIC_NODES": "MPOL_F_STATIC_NODES",
    "RELATIVE_NODES": "MPOL_F_RELATIVE_NODES",
    "NUMA_BALANCING": "MPOL_F_NUMA_BALANCING",
}


def mode(word: Any) -> str:
    """A mode with its kernel prefix; numbers are kept. Refuses: Unsupported."""
    if isinstance(word, int):
        return mode_name(word)
    name = f"MPOL_{word}"
    if name not in MODE_NAMES:
        raise Unsupported(f"mode {word}")
    return name


def mode_flags(words: list[str] | None) -> tuple[str, ...]:
    """Mode flags as the kernel names them. Refuses: Unsupported."""
    flags = []
    for word in words or []:
        if word not in _MODE_FLAGS:
            raise Unsupported(f"mode flag {word}")
        flags.append(_MODE_FLAGS[word])
    return tuple(flags)
