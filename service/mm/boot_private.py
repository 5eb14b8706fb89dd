"""The boot parameter `private_node=<nid>[,<features>]` of the branch (PUBLIC and COMMON texts).

Memory that firmware describes and no driver has claimed becomes private before the zones are built.
The features are a mask, or words where the rights table has words.
"""

from __future__ import annotations

import re
from typing import Final

from service.mm.models import RightsTable
from service.mm.node_private import check_dependencies
from service.mm.state import HostState
from service.reasons import KernelError

_RULE: Final = "boot.private_node"
#: words of the parameter -> right, where the text of the branch names words
WORDS: Final[dict[str, str]] = {
    "reclaim": "RECLAIM",
    "compact": "COMPACTION",
    "contig": "CONTIG_ALLOC",
    "demotion": "DEMOTION",
    "user": "USER_NUMA",
}
#: tables whose parameter takes words; the others take a mask
_WORDED: Final = frozenset({"features_common_user"})
_MASKED: Final = frozenset({"features_public", "features_public8"})
_CMA_NODE: Final = re.compile(r"^cma=\S*@node(\d+)$")


def _refused(why: str, **facts: object) -> KernelError:
    return KernelError("BOOT_PRIVATE_NODE", rule=_RULE, why=why, **facts)


def _features(table: RightsTable, worded: bool, text: str) -> tuple[str, ...]:  # noqa: FBT001
    if not text:
        return ()
    if not worded:
        if not re.fullmatch(r"0x[0-9a-fA-F]{1,8}|\d{1,9}", text):
            raise _refused(f"{text} is no mask")
        names = table.from_mask(int(text, 0))
        if names and names[-1].startswith("0x"):
            raise _refused(f"unknown bits {names[-1]}")
        return names
    words = text.split(",")
    if len(set(words)) != len(words):
        raise _refused("a feature is named twice")
    for word in words:
        right = WORDS.get(word)
        if right is None or table.named(right) is None:
            raise _refused(f"unknown feature {word}")
    return tuple(table.prefix + WORDS[word] for word in words)


def parse_private_node(
    state: HostState, text: str, cmdline: tuple[str, ...] = (), *, kexec_handover: bool = False
) -> tuple[int, tuple[str, ...]]:
    """(node, full names of rights) of one declaration.

    Refuses (BOOT_PRIVATE_NODE): no such parameter in the model, CPUs or the kernel image on the
    node, a CMA area of DMA on it, Kexec Handover, bad features.
    """
    kind = state.model.knobs.rights
    if kind not in _WORDED | _MASKED:
        raise _refused("this model has no such boot parameter")
    first, _, rest = text.partition(",")
    if not first.isdigit() or int(first) not in state.nodes:
        raise _refused(f"{first} is no node")
    nid = int(first)
    if kexec_handover and kind in _WORDED:
        raise _refused("Kexec Handover is configured")
    if state.n_cpu >> nid & 1:
        raise _refused(f"node {nid} has CPUs")
    for word in cmdline:
        found = _CMA_NODE.match(word)
        if found is not None and int(found[1]) == nid:
            raise _refused(f"a CMA area of DMA lies on node {nid}")
    rights = _features(state.model.knobs.table, kind in _WORDED, rest)
    try:
        check_dependencies(state.model.knobs.table, rights, _RULE)
    except KernelError as error:
        raise _refused(error.row.render(error.facts)) from None
    return nid, rights
