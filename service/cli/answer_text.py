"""An answer as text: return value, the rule that decided it, effects, and the walk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

Json = dict[str, Any]

#: members that have a place of their own in the text, or none
_PLACED: Final = frozenset(
    {"ret", "errno", "reason", "decided_by", "effects", "trace", "would_ask"}
    | {"fabric", "host", "model", "revision", "host_revision"}
)


def answer_text(answer: Json, trace: Sequence[Json]) -> str:
    """The answer of a command, and the walk where there is one."""
    decided = answer["decided_by"]
    failed = f" {answer['errno']} ({answer['reason']})" if answer.get("errno") else ""
    lines = [f"= {answer['ret']}{failed}"]
    lines += [
        f"  {name}: {json.dumps(value)}"
        for name, value in answer.items()
        if name not in _PLACED and value not in ([], None)
    ]
    lines += [f"  {_effect(effect)}" for effect in answer.get("effects", ())]
    lines += [
        f"decided by {decided['rule']}: {decided['sentence']}",
        f"  {decided['source']}",
        f"  model {decided['model']}, {decided['evidence']}" if decided["model"] else "",
    ]
    lines = [line for line in lines if line]
    lines += [f"  rests on the inferred cell {cell}" for cell in decided.get("inferred_cells", ())]
    if trace:
        lines += ["walk:", *(_entry(entry) for entry in trace)]
    if "revision" in answer:
        lines.append(f"revision {answer['revision']}")
    return "\n".join(lines) + "\n"


def _effect(effect: Json) -> str:
    """`pages_allocated node 2 Normal nr_pages 16`."""
    words = [effect["effect"]]
    if "nid" in effect:
        words.append(f"node {effect['nid']}")
    if "to_nid" in effect:
        words.append(f"to node {effect['to_nid']}")
    words += [str(effect[key]) for key in ("zone", "name") if key in effect]
    words += [f"{key} {effect[key]}" for key in ("nr_pages", "order", "pid") if key in effect]
    if "detail" in effect:
        words.append(effect["detail"])
    return " ".join(words)


def _entry(entry: Json) -> str:
    """`zone      GATED      node 2 Normal free 32768 mark 28`."""
    nodes = entry.get("nodes")
    words = [
        f"  {entry['step']:<9}",
        f"{entry['verdict']:<10}" if "verdict" in entry else "",
        f"node {entry['nid']}" if "nid" in entry else "",
        *(str(entry.get(key, "")) for key in ("zone", "name")),
        "" if nodes is None else "{" + ", ".join(map(str, nodes)) + "}",
        *(f"{key} {entry[key]}" for key in ("free", "mark", "nr_pages") if key in entry),
        *(str(entry.get(key, "")) for key in ("detail", "rule", "source")),
    ]
    return " ".join(filter(None, words)).rstrip()
