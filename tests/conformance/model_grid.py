"""Rows of the kind of tests/corpus/models, over every model: written from the papers' tables.

Lists, gate and key (what a request may walk), and the memory policy contract (mode x mask x right x
call). The derivation shares nothing with the engine: tables of words, and two small functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: distance order of the standard fixture, over all nodes; 0 and 1 ordinary, 2 and 3 private
SCORE = {0: [0, 2, 1, 3], 1: [1, 3, 0, 2], 2: [2, 0, 1, 3], 3: [3, 1, 0, 2]}
ORDINARY = {0, 1}
#: label -> model, knobs, names of the rights that allow a policy
MODELS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "main": ("mainline", {}, []),
    "v3": ("rfc-v3", {}, []),
    "v4d": ("rfc-v4", {"fidelity": "documented"}, ["MIGRATION", "MEMPOLICY"]),
    "v4c": ("rfc-v4", {"fidelity": "as-coded"}, ["MIGRATION", "MEMPOLICY"]),
    "LI-n": ("list-isolation", {"own_fallback": "normal", "key_thisnode": True}, []),
    "LI-e": ("list-isolation", {"own_fallback": "empty", "key_thisnode": True}, []),
    "LI-s": ("list-isolation", {"own_fallback": "empty", "key_thisnode": False}, []),
    "MS-f": ("memalloc-scope", {"scope": "folio", "own_fallback": "empty"}, ["mbind"]),
    "MS-s": ("memalloc-scope", {"scope": "private+folio", "own_fallback": "empty"}, ["mbind"]),
    "MS-p": (
        "memalloc-scope",
        {"scope": "private+folio", "own_fallback": "pseudo_private"},
        ["mbind"],
    ),
    "v5": ("rfc-v5", {}, ["USER_NUMA"]),
    "BC-p": ("branch-common", {"stage": "public"}, ["USER_NUMA"]),
    "BC-8": ("branch-common", {"stage": "public", "features": "eight"}, ["USER_NUMA"]),
    "BC-u": ("branch-common", {"stage": "common-user"}, ["USER_NUMA"]),
    "BC-d": ("branch-common", {"stage": "common-driver"}, []),
}
#: own FALLBACK of a private node: itself, ordinary nodes
OWN = {
    "main": "all",
    "v3": "ordinary",
    "v4d": "self+ordinary",
    "v4c": "self+ordinary",
    "LI-n": "ordinary",
    "LI-e": "empty",
    "LI-s": "empty",
    "MS-f": "empty",
    "MS-s": "empty",
    "MS-p": "self+ordinary",
    **dict.fromkeys(("v5", "BC-p", "BC-8", "BC-u", "BC-d"), "ordinary"),
}
#: models whose private nodes have an empty NOFALLBACK list
SEALED = {"LI-s", "v5", "BC-p", "BC-8", "BC-u", "BC-d"}
#: models with a private zonelist that the key selects
KEYED_LIST = {"v5", "BC-p", "BC-8", "BC-u"}
GATE = {
    "v3": "thisnode",
    **dict.fromkeys(("v4d", "v4c"), "flag"),
    "MS-f": "folio",
    **dict.fromkeys(("MS-s", "MS-p"), "both"),
}
MASKS: tuple[list[int] | None, ...] = (None, [0, 2, 3], [2, 3], [2], [3], [0, 1], [1, 2])


def walk(label: str, node: int, mask: list[int] | None, *, thisnode: bool, key: bool) -> Any:
    """The nodes that a folio request may use, in order, or REFUSED."""
    private = node not in ORDINARY
    if label == "BC-d" and key:
        if not (private and thisnode):
            return "REFUSED"
        found = [node]
    elif label in KEYED_LIST and key:
        found = [node] if thisnode else SCORE[node]
    elif thisnode:
        found = [] if private and label in SEALED else [node]
    elif private:
        kind = OWN[label]
        others = [each for each in SCORE[node] if each in ORDINARY]
        lists = {"all": SCORE[node], "ordinary": others, "empty": []}
        found = lists.get(kind, [node, *others])
    else:
        found = SCORE[node] if label == "main" else [n for n in SCORE[node] if n in ORDINARY]
    opened = {
        "thisnode": thisnode,
        "flag": key,
        "folio": True,  # these requests are folios
        "both": key,
    }.get(GATE.get(label, ""), True)
    return [
        each
        for each in found
        if (mask is None or each in mask) and (each in ORDINARY or opened or label == "main")
    ]


def list_rows() -> Iterator[dict[str, Any]]:
    """One row per model, node, THISNODE and key: a walk per mask."""
    for label, (model, knobs, _) in MODELS.items():
        for node in range(4):
            for thisnode in (False, True):
                for key in (False, True):
                    gfp = ["GFP_HIGHUSER_MOVABLE", *(["__GFP_THISNODE"] if thisnode else [])]
                    ops, walks = [], {}
                    for index, mask in enumerate(MASKS):
                        ops.append(
                            {"op": "zone_walk", "node": node, "nodes": mask, "gfp": gfp,
                             "private": key, "kind": "folio"}
                        )  # fmt: skip
                        walks[str(index)] = walk(label, node, mask, thisnode=thisnode, key=key)
                    yield {
                        "id": f"own.{label}.walk.{node}{'t' * thisnode}{'k' * key}",
                        "model": model,
                        "knobs": knobs,
                        "area": "list-query",
                        "topology": {"fixture": "std", "zone": {"2": "NORMAL", "3": "NORMAL"}},
                        "ops": ops,
                        "expect": {"walk": walks},
                        "evidence": "I:lists, selector and gate of the papers' tables 2 and 3",
                    }


#: mask kinds: nodes asked, node -> whether it has the right
KINDS: dict[str, tuple[list[int], dict[int, bool]]] = {
    "priv+": ([2], {2: True}),
    "priv-": ([2], {2: False}),
    "mixed+": ([0, 2], {2: True}),
    "mixed-": ([0, 2], {2: False}),
    "priv+priv-": ([2, 3], {2: True, 3: False}),
    "priv+priv+": ([2, 3], {2: True, 3: True}),
    "far": ([1, 2], {2: True}),
}
MODES = ("BIND", "PREFERRED", "PREFERRED_MANY", "INTERLEAVE", "WEIGHTED_INTERLEAVE")


def policy(label: str, call: str, mode: str, nodes: list[int], right: dict[int, bool]) -> Any:
    """EINVAL, or the nodes in force."""
    ordinary = [node for node in nodes if node in ORDINARY]
    trimmed = [node for node in nodes if node in ORDINARY or right[node]]
    whole = len(trimmed) == len(nodes)
    if label == "main":
        kept = nodes
    elif label in {"v3", "BC-d"}:
        kept = ordinary
    elif label in {"v4d", "v4c"}:
        kept = nodes if whole else []
    elif label.startswith(("LI", "MS")):
        bound = call == "mbind" and mode == "BIND" and (label.startswith("LI") or whole)
        kept = nodes if bound else []
    elif label == "v5":
        kept = trimmed
    else:
        kept = trimmed if mode == "BIND" else ordinary
    if not kept:
        return "EINVAL"
    return [min(kept)] if mode == "PREFERRED" else kept


def policy_rows() -> Iterator[dict[str, Any]]:
    """One row per model, call, mode and mask."""
    for label, (model, knobs, words) in MODELS.items():
        for call in ("set_mempolicy", "mbind"):
            for mode in MODES:
                for kind, (nodes, right) in KINDS.items():
                    told = policy(label, call, mode, nodes, right)
                    at, ops = 0, []
                    if call == "mbind":
                        ops.append({"op": "mmap", "area": "A", "pages": 16, "kind": "anon_private"})
                        at = 1
                        ops.append({"op": "mbind", "area": "A", "first": 0, "count": 16,
                                    "mode": mode, "nodes": nodes, "flags": []})  # fmt: skip
                        ops.append(
                            {"op": "get_mempolicy", "flags": ["ADDR"], "area": "A", "page": 0}
                        )
                    else:
                        ops.append({"op": "set_mempolicy", "mode": mode, "nodes": nodes})
                        ops.append({"op": "effective_policy"})
                    expect: dict[str, Any] = {"ret": {str(at): told if told == "EINVAL" else 0}}
                    if told == "EINVAL":
                        ops.pop()
                    else:
                        expect["policy"] = {"op": at + 1, "mode": mode, "nodes": told}
                    yield {
                        "id": f"own.{label}.{call}.{mode}.{kind}",
                        "model": model,
                        "knobs": knobs,
                        "area": "policy",
                        "topology": {
                            "fixture": "std",
                            "rights": {str(n): words if has else [] for n, has in right.items()}
                            if words
                            else {},
                        },
                        "ops": ops,
                        "expect": expect,
                        "evidence": "I:the memory policy contract of the papers' table 7",
                    }
