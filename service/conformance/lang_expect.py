"""Expectations of the case language: each key of `expect`, and how it is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from service.conformance.lang_expect_cram import CRAM_JUDGES
from service.conformance.lang_expect_devices import DEVICE_JUDGES
from service.conformance.lang_expect_more import MORE_JUDGES
from service.conformance.lang_expect_services import SERVICE_JUDGES
from service.conformance.lang_host import LangHost, Outcome
from service.conformance.verdict import Unsupported
from service.mm.context import Context
from service.mm.cpuset_v1 import mems_text
from service.mm.memory_tiers import demotion_targets
from service.mm.migrate import mapped_runs
from service.mm.mmap import file_object, find_vma, shared_object
from service.mm.nodemask import nodes_of
from service.mm.state import Vma
from service.mm.views import sysfs

Judge = Callable[[LangHost, Any, list[Outcome]], list[tuple[str, Any, Any]]]


def matches(expected: Any, got: Any) -> bool:
    """A list in `ret` is satisfied by any member; words stand for classes of values."""
    if isinstance(expected, list):
        return any(matches(each, got) for each in expected)
    if expected == "error":
        return isinstance(got, str)
    if isinstance(expected, str) and expected.startswith(">="):
        return isinstance(got, int) and got >= int(expected[2:])
    return bool(expected == got and (isinstance(expected, bool) == isinstance(got, bool)))


def _ret(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    wrong = []
    for index, outcome in enumerate(outcomes):
        if str(index) in expected and not matches(expected[str(index)], outcome.ret):
            wrong.append((f"ret[{index}]", expected[str(index)], outcome.ret))
    return wrong


def _areas(host: LangHost, name: str) -> dict[int, int]:
    """Index -> node of the present pages of `area` or `proc:area`."""
    proc, _, area = name.rpartition(":")
    pids = [host.pids[proc]] if proc else list(host.pids.values())
    for pid in pids:
        task = host.state.tasks.get(pid)
        mm = host.state.mms.get(task.mm) if task is not None else None
        if mm is None or area not in mm.areas:
            continue
        start, pages = mm.areas[area]
        vma = find_vma(mm, start)
        if vma is not None and vma.kind in {"anon_shared", "file_shared"}:
            return _cached(host, vma, start, pages)
        context = Context(host.state, explain=False)
        unit = host.unit(mm, area)
        return {
            (page - start) // unit: run.zone[0]
            for run in mapped_runs(context, mm, start, start + pages)
            for page in range(run.start, run.end, unit)
        }
    return {}


def _cached(host: LangHost, vma: Vma, start: int, pages: int) -> dict[int, int]:
    """Index -> node of the pages of shared memory, whoever maps them."""
    obj = shared_object(host.state, vma) or file_object(host.state, vma)
    assert obj is not None, "shared memory has an object"
    first = vma.pgoff + start - vma.start
    return {
        index - first: zone[0]
        for low, high, zone in obj.runs(first, first + pages)
        for index in range(low, high)
    }


def _pages_on(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for area, nodes in expected.items():
        counts: dict[str, int] = {}
        for node in _areas(host, area).values():
            counts[str(node)] = counts.get(str(node), 0) + 1
        wanted = {str(node): count for node, count in nodes.items() if count}
        if counts != wanted:
            wrong.append((f"pages_on {area}", wanted, counts))
    return wrong


def _pages_min(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for area, nodes in expected.items():
        found = list(_areas(host, area).values())
        for node, least in nodes.items():
            if found.count(int(node)) < least:
                wrong.append((f"pages_min {area}", nodes, found.count(int(node))))
    return wrong


def _page_nodes(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for area, nodes in expected.items():
        found = _areas(host, area)
        got = [found.get(index) for index in range(len(nodes))]
        if got != nodes:
            wrong.append((f"page_nodes {area}", nodes, got))
    return wrong


def _alloc_nodes(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del host
    wrong = []
    if isinstance(expected, list):
        all_nodes = [node for outcome in outcomes for node in outcome.nodes or []]
        return [] if all_nodes == expected else [("alloc_nodes", expected, all_nodes)]
    for index, nodes in expected.items():
        got = outcomes[int(index)].nodes
        wanted = [] if nodes == "NULL" else nodes
        if got != wanted:
            wrong.append((f"alloc_nodes[{index}]", wanted, got))
    return wrong


def _alloc_counts(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del host
    wrong = []
    for index, nodes in expected.items():
        found = outcomes[int(index)].nodes or []
        got = {node: found.count(int(node)) for node in nodes}
        if got != nodes:
            wrong.append((f"alloc_counts[{index}]", nodes, got))
    return wrong


def _kills(outcomes: list[Outcome]) -> list[str]:
    return [kill for outcome in outcomes for kill in outcome.kills]


def _oom(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    kills = _kills(outcomes)
    if expected is False:
        return [("oom", False, kills)] if kills else []
    if expected is True:
        return [] if kills else [("oom", True, kills)]
    word = expected if str(expected).startswith("CONSTRAINT_") else f"CONSTRAINT_{expected}"
    return [] if word in kills else [("oom", word, kills)]


def _no_oom(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del expected
    return _oom(host, expected=False, outcomes=outcomes)


def _one_policy(
    name: str, expected: dict[str, Any], outcome: Outcome
) -> list[tuple[str, Any, Any]]:
    got = outcome.policy or {}
    wrong = []
    for key, value in expected.items():
        if key == "op":
            continue
        mine = value
        if key == "mode_flags":
            mine = [word.removesuffix("_NODES") for word in value]
        if got.get(key) != mine:
            wrong.append((f"{name}.{key}", mine, got.get(key)))
    return wrong


def _policy(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    return _one_policy("policy", expected, outcomes[expected["op"]])


def _policies(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    return [
        each
        for index, policy in expected.items()
        for each in _one_policy(f"policy[{index}]", policy, outcomes[int(index)])
    ]


def _node(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    wrong = []
    for index, node in expected.items():
        got = outcomes[int(index)].node
        if isinstance(node, str) and node.startswith("in:"):
            allowed = [int(each) for each in node[3:].strip("[]").split(",")]
            if got not in allowed:
                wrong.append((f"node[{index}]", allowed, got))
        elif got != node:
            wrong.append((f"node[{index}]", node, got))
    return wrong


def _status(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    got = outcomes[expected["op"]].statuses
    return [] if got == expected["values"] else [("status", expected["values"], got)]


def _statuses(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    return [
        (f"status[{index}]", values, outcomes[int(index)].statuses)
        for index, values in expected.items()
        if outcomes[int(index)].statuses != values
    ]


def _value(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del host
    return [
        (f"value[{index}]", value, outcomes[int(index)].value)
        for index, value in expected.items()
        if not _is_part(value, outcomes[int(index)].value)
    ]


def _is_part(wanted: Any, got: Any) -> bool:
    """Objects are compared on the keys given."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        return all(key in got and _is_part(value, got[key]) for key, value in wanted.items())
    return bool(wanted == got)


def _cpuset_value(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    """By operation, or by the path of a cpuset after the last one."""
    wrong = _value(host, {k: v for k, v in expected.items() if k.isdigit()}, outcomes)
    for path, value in expected.items():
        if not path.isdigit():
            group = host.state.cgroups.get(path)
            got = mems_text(host.state, path) if group is not None else None
            if got != value:
                wrong.append((f"cpuset_value {path}", value, got))
    return wrong


def _cpuset_state(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for key, value in expected.items():
        if key == "mems":
            got: Any = {path: mems_text(host.state, path) for path in value}
        elif key.endswith("_excl"):
            name = "/" + key.removesuffix("_excl")
            path = next((each for each in host.state.cgroups if each.endswith(name)), "")
            got = int(host.state.cgroups[path].mem_exclusive)
        else:
            raise Unsupported(f"cpuset state {key}")
        if got != value:
            wrong.append((f"cpuset_state {key}", value, got))
    return wrong


def _free_pages(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for node, pages in expected.items():
        got = sum(zone.free for zone in host.state.nodes[int(node)].zones)
        if got != pages:
            wrong.append((f"free_pages {node}", pages, got))
    return wrong


def _registered(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for nid, owner in expected.items():
        node = host.state.nodes.get(int(nid))
        np = node.node_private if node is not None else None
        got: Any = np.owner if np is not None else False
        if owner is True:
            got = np is not None
        if got != owner:
            wrong.append((f"registered {nid}", owner, got))
    return wrong


def _refcount(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for nid, count in expected.items():
        np = host.state.nodes[int(nid)].node_private
        got = np.refcount if np is not None else 0
        if got != count:
            wrong.append((f"refcount {nid}", count, got))
    return wrong


def _views(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    files = sysfs(host.state)
    for nid, words in expected.items():
        got = []
        if host.state.n_memory >> int(nid) & 1:
            got.append("N_MEMORY")
        if host.state.n_memory_private >> int(nid) & 1:
            got.append("N_MEMORY_PRIVATE")
        got += [
            name
            for name in ("has_memory", "has_private_memory")
            if int(nid) in _parse(getattr(files, name))
        ]
        if set(got) != set(words):
            wrong.append((f"views {nid}", words, got))
    return wrong


def _parse(text: str) -> set[int]:
    nodes: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        nodes |= set(range(int(first), int(last or first) + 1))
    return nodes


def _zonelist(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for nid, wanted in expected.items():
        lists = wanted if isinstance(wanted, dict) else {"fallback": wanted}
        fallback, nofallback = host.state.order_of[int(nid)]
        got = {"fallback": list(fallback), "nofallback": list(nofallback)}
        for key, nodes in lists.items():
            if got.get(key) != nodes:
                wrong.append((f"zonelist {nid} {key}", nodes, got.get(key)))
    return wrong


def _demotion(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for nid, targets in expected.items():
        got = list(nodes_of(demotion_targets(host.state, int(nid))[0]))
        if got != targets:
            wrong.append((f"demotion {nid}", targets, got))
    return wrong


def _callbacks(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del host
    got = [call for outcome in outcomes for call in outcome.callbacks]
    named = sorted({arg for call in expected for arg in call.get("args", {})})
    merged = _merged(got, named)
    wanted = _merged([{"args": {}, **call} for call in expected], named)
    if len(merged) == len(wanted) and all(map(_same_call, wanted, merged)):
        return []
    return [("callbacks", wanted, merged)]


def _same_call(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    same = all(wanted[key] == got[key] for key in ("name", "nid", "count"))
    return same and all(got["args"].get(arg) == value for arg, value in wanted["args"].items())


def _merged(calls: list[dict[str, Any]], named: list[str]) -> list[dict[str, Any]]:
    """Neighbours equal in name, node and named arguments are one call, counts added."""
    merged: list[dict[str, Any]] = []
    for call in calls:
        args = {arg: call["args"][arg] for arg in named if arg in call["args"]}
        count = call.get("count") or 1
        last = merged[-1] if merged else {}
        if all(last.get(key) == call[key] for key in ("name", "nid")) and last["args"] == args:
            last["count"] += count
        else:
            merged.append({"name": call["name"], "nid": call["nid"], "count": count, "args": args})
    return merged


def _demotions(
    host: LangHost, expected: Any, outcomes: list[Outcome]
) -> list[tuple[str, Any, Any]]:
    del host
    return [
        (f"demotion[{index}] {node}", targets, (outcomes[int(index)].demotion or {}).get(node))
        for index, nodes in expected.items()
        for node, targets in nodes.items()
        if (outcomes[int(index)].demotion or {}).get(node) != targets
    ]


#: statistics by the name of a case -> name of the engine's counter
_COUNTERS: Final = {"numa_interleave": "interleave_hit"}


def _counter(host: LangHost, expected: Any, outcomes: list[Outcome]) -> list[tuple[str, Any, Any]]:
    del outcomes
    wrong = []
    for name, value in expected.items():
        key = _COUNTERS.get(name, name)
        found = {
            str(nid): count
            for (counter, nid), count in sorted(host.state.counters.items())
            if counter == key and count
        }
        got = {node: found.get(node, 0) for node in value} if isinstance(value, dict) else None
        if got is None:
            got = sum(found.values())  # type: ignore[assignment]
        if got != value:
            wrong.append((f"counter {name}", value, got))
    return wrong


#: key of `expect` -> its judge
JUDGES: Final[dict[str, Judge]] = {
    "ret": _ret,
    "pages_on": _pages_on,
    "pages_min": _pages_min,
    "page_nodes": _page_nodes,
    "alloc_nodes": _alloc_nodes,
    "alloc_counts": _alloc_counts,
    "oom": _oom,
    "no_oom": _no_oom,
    "policy": _policy,
    "policies": _policies,
    "node": _node,
    "status": _status,
    "statuses": _statuses,
    "value": _value,
    "cpuset_value": _cpuset_value,
    "cpuset_state": _cpuset_state,
    "free_pages": _free_pages,
    "registered": _registered,
    "refcount": _refcount,
    "views": _views,
    "zonelist": _zonelist,
    "demotion": _demotion,
    "callbacks": _callbacks,
    "demotions": _demotions,
    "counter": _counter,
    **MORE_JUDGES,
    **SERVICE_JUDGES,
    **DEVICE_JUDGES,
    **CRAM_JUDGES,
}
