"""A request pattern of kernel code."""

from __future__ import annotations

from typing import Literal, NamedTuple

Class = Literal[
    "unasked", "intended", "control", "user names the node", "right decides", "follows the bind"
]


class Pattern(NamedTuple):
    """One pattern. `nid` is `private`, `local`, `each` (per-node loops) or `none` (frames).

    `site` names the function of sites.py that makes the request; `plain`: a failure of it is a
    regression; `dram_full`: nodes with CPUs have nothing left; `scoped`: made while a private
    allocation of the same task is in progress; `fixes` are those that change its caller.
    """

    id: str
    title: str
    call: str
    site: str
    gfp: tuple[str, ...]
    nid: Literal["private", "local", "each", "none"]
    order: int
    nr: int
    context: Literal["task", "interrupt"]
    kind: Class
    evidence: str
    plain: bool = False
    dram_full: bool = False
    scoped: bool = False
    fixes: tuple[str, ...] = ()
