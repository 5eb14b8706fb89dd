"""Expectations of a step: what can be asserted of an answer, and how it is compared.

An answer is compared as the JSON that every edge gives, so one comparison serves the engine in
process, REST and gRPC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from service.bounded import NOT_NULL, Count, Nid, NrPages, SmallInt, Strict
from service.experiments.scenario import NodeName
from service.experiments.scenario_names import Names
from service.mm.commands.base import EffectKind

#: A JSON object as an edge gives it.
Json = dict[str, Any]

NodeRef = NodeName | Nid
#: name of a callback: a member of node_private_ops, or one of a service such as cram
Callback = Annotated[str, Field(pattern=r"^[a-z_]{1,32}$", max_length=32)]
NodeRefs = Annotated[tuple[NodeRef, ...] | None, NOT_NULL, Field(max_length=64, strict=False)]
Lists = Annotated[
    dict[NodeName, Annotated[tuple[NodeRef, ...], Field(max_length=64, strict=False)]] | None,
    NOT_NULL,
    Field(max_length=64),
]
Word = Annotated[str | None, NOT_NULL, Field(pattern=r"^[A-Za-z0-9_.-]{1,64}$", max_length=64)]
Effects = Annotated[tuple[EffectKind, ...] | None, NOT_NULL, Field(max_length=16, strict=False)]

#: Files of /sys/devices/system/node that hold a node list.
SysfsFile = Literal[
    "possible", "online", "has_memory", "has_normal_memory", "has_cpu", "has_private_memory"
]

SIGNALS: Final[dict[int, str]] = {7: "SIGBUS", 9: "SIGKILL", 11: "SIGSEGV"}


class Expect(Strict):
    """Assertions on one answer; all that stand must hold.

    `ret` is 0 unless `ret`, `errno`, `reason`, `refused` or `signal` says otherwise.
    """

    #: the return value, e.g. -22
    ret: Annotated[SmallInt | None, NOT_NULL] = None
    #: name of the error, e.g. EINVAL
    errno: Word = None
    #: reason of a refusal by the simulated kernel
    reason: Word = None
    #: reason of a refusal by the control plane
    refused: Word = None
    #: rule that decided the answer
    rule: Word = None
    #: signal that ended the access
    signal: Annotated[Literal["SIGBUS", "SIGKILL", "SIGSEGV"] | None, NOT_NULL] = None
    #: nodes on which pages were placed or are found, in the order of the answer
    nodes: NodeRefs = None
    #: nodes on which no page was placed or is found
    not_on: NodeRefs = None
    #: pages per node that were placed or are found; nodes left out have none
    pages: Annotated[dict[NodeName, NrPages] | None, NOT_NULL, Field(max_length=64)] = None
    #: how many of `count` allocations succeeded
    nr_allocated: Annotated[Count | None, NOT_NULL] = None
    #: per-page statuses of move_pages without repetitions: node names and error names
    status: Annotated[tuple[NodeName, ...] | None, NOT_NULL, Field(max_length=64, strict=False)] = (
        None
    )
    #: kinds of effects that must stand in the answer, and that must not
    effects: Effects = None
    no_effects: Effects = None
    #: callbacks of private nodes that were made, each once, in order; [] means none
    callbacks: Annotated[
        tuple[Callback, ...] | None, NOT_NULL, Field(max_length=16, strict=False)
    ] = None
    #: free pages by node
    free: Annotated[dict[NodeName, NrPages] | None, NOT_NULL, Field(max_length=64)] = None
    #: whether a kswapd runs, by node
    kswapd: Annotated[dict[NodeName, bool] | None, NOT_NULL, Field(max_length=64)] = None
    #: FALLBACK and NOFALLBACK lists by node
    fallback: Lists = None
    nofallback: Lists = None
    #: nodes by node state: has_memory, has_private_memory, ... of sysfs
    sysfs: Annotated[
        dict[SysfsFile, Annotated[tuple[NodeRef, ...], Field(max_length=64, strict=False)]] | None,
        NOT_NULL,
        Field(max_length=8),
    ] = None
    #: policy of a task or mapping as numa_maps prints it
    policy: Annotated[str | None, NOT_NULL, Field(max_length=255)] = None
    #: whether the task lives
    alive: Annotated[bool | None, NOT_NULL] = None
    #: numastat counters by node
    counters: Annotated[dict[NodeName, dict[str, Count]] | None, NOT_NULL, Field(max_length=64)] = (
        None
    )


def nodes_of(answer: Json) -> dict[int, int]:
    """Pages by nid that an answer placed or found, in its order."""
    found: dict[int, int] = {}
    for nid, pages in _placements(answer):
        found[nid] = found.get(nid, 0) + pages
    return found


def _placements(answer: Json) -> Iterator[tuple[int, int]]:
    for run in (*answer.get("placed", ()), *answer.get("pages", ())):
        yield run["nid"], run["nr_pages"]
    for run in answer.get("status", ()):
        if run.get("nid") is not None:
            yield run["nid"], run["count"]
    for place in answer.get("nodes", ()):
        if isinstance(place, list | tuple):
            yield place[0], place[1]
    for item in answer.get("items", ()):
        yield from _placements(item)


def statuses_of(answer: Json, names: Names) -> list[str]:
    """Statuses of move_pages in order, without repetitions: node or error names."""
    found: list[str] = []
    for run in answer.get("status", ()):
        nid, errno = run.get("nid"), run.get("errno")
        text = names.name(nid) if nid is not None else errno if errno is not None else "unwritten"
        if not found or found[-1] != text:
            found.append(text)
    return found


def failures(expect: Expect, answer: Json, names: Names) -> tuple[str, ...]:
    """What does not hold, each as `key: expected X, got Y`; empty when all holds."""
    wanted = expect.model_dump(mode="json", exclude_unset=True)
    if not wanted.keys() & {"ret", "errno", "reason", "refused", "signal"}:
        wanted["ret"] = 0
    found = []
    for key, value in wanted.items():
        expected, got = _CHECKS[key](value, answer, names)
        if expected != got:
            found.append(f"{key}: expected {_shown(expected)}, got {_shown(got)}")
    return tuple(found)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "{" + ", ".join(str(item) for item in value) + "}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) or "nothing"
    return "nothing" if value is None else str(value)


#: (what the file expects, what the answer holds), both in the words of the file
_Pair = tuple[object, object]


def _field(key: str) -> Callable[[Any, Json, Names], _Pair]:
    def pair(value: Any, answer: Json, names: Names) -> _Pair:
        del names
        return value, answer.get(key)

    return pair


def _ret(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    return value, answer.get("ret", 0)


def _rule(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    return value, answer.get("decided_by", {}).get("rule")


def _signal(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    return value, SIGNALS.get(answer.get("signal") or 0)


def _refs(value: Any, names: Names) -> list[str]:
    return [ref if isinstance(ref, str) else names.name(ref) for ref in value]


def _nodes(value: Any, answer: Json, names: Names) -> _Pair:
    return _refs(value, names), [names.name(nid) for nid in nodes_of(answer)]


def _not_on(value: Any, answer: Json, names: Names) -> _Pair:
    found = {names.name(nid) for nid, pages in nodes_of(answer).items() if pages}
    present = [ref for ref in _refs(value, names) if ref in found]
    return [], present


def _pages(value: Any, answer: Json, names: Names) -> _Pair:
    found = {names.name(nid): pages for nid, pages in nodes_of(answer).items() if pages}
    return {node: pages for node, pages in value.items() if pages}, found


def _status(value: Any, answer: Json, names: Names) -> _Pair:
    return list(value), statuses_of(answer, names)


def _effects(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    found = {effect["effect"] for effect in answer.get("effects", ())}
    return list(value), [kind for kind in value if kind in found]


def _no_effects(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    found = {effect["effect"] for effect in answer.get("effects", ())}
    return [], [kind for kind in value if kind in found]


def _callbacks(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    made = [each["name"] for each in answer.get("effects", ()) if each["effect"] == "callback"]
    return list(value), list(dict.fromkeys(made))


def _by_node(field: str) -> Callable[[Any, Json, Names], _Pair]:
    def pair(value: Any, answer: Json, names: Names) -> _Pair:
        items = {names.name(item["nid"]): item for item in answer.get("items", ())}
        return value, {node: items[node].get(field) for node in value if node in items}

    return pair


def _lists(key: str) -> Callable[[Any, Json, Names], _Pair]:
    def pair(value: Any, answer: Json, names: Names) -> _Pair:
        by_node = {names.name(item["nid"]): item for item in answer.get("items", ())}
        got = {
            node: [names.name(nid) for nid in by_node[node].get(key, ())]
            for node in value
            if node in by_node
        }
        return {node: _refs(nodes, names) for node, nodes in value.items()}, got

    return pair


def _sysfs(value: Any, answer: Json, names: Names) -> _Pair:
    got = {
        file: [names.name(nid) for nid in parse_list(answer[file])]
        for file in value
        if file in answer
    }
    return {file: _refs(nodes, names) for file, nodes in value.items()}, got


def parse_list(text: str) -> list[int]:
    """The ids in a kernel list such as `0-1,3`."""
    found: list[int] = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def _counters(value: Any, answer: Json, names: Names) -> _Pair:
    by_node = {names.name(item["nid"]): item for item in answer.get("items", ())}
    got = {
        node: {counter: by_node[node].get(counter) for counter in counters}
        for node, counters in value.items()
        if node in by_node
    }
    return value, got


def _policy(value: Any, answer: Json, names: Names) -> _Pair:
    del names
    items = answer.get("items")
    return value, items[0].get("policy") if items else answer.get("policy")


_CHECKS: Final[dict[str, Callable[[Any, Json, Names], _Pair]]] = {
    "ret": _ret,
    "errno": _field("errno"),
    "reason": _field("reason"),
    "refused": _field("refused"),
    "rule": _rule,
    "signal": _signal,
    "nodes": _nodes,
    "not_on": _not_on,
    "pages": _pages,
    "nr_allocated": _field("nr_allocated"),
    "status": _status,
    "effects": _effects,
    "no_effects": _no_effects,
    "callbacks": _callbacks,
    "free": _by_node("free_pages"),
    "kswapd": _by_node("kswapd"),
    "fallback": _lists("fallback"),
    "nofallback": _lists("nofallback"),
    "sysfs": _sysfs,
    "policy": _policy,
    "alive": _field("alive"),
    "counters": _counters,
}
