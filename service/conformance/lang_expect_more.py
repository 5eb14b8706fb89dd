"""Further expectations of the case language: events, statistics, lists, ends of hogs."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import LangHost, Outcome
from service.conformance.verdict import Unsupported
from service.mm.context import Context
from service.mm.migrate import mapped_runs
from service.mm.mmap import TASK_PAGES
from service.mm.nodemask import nodes_of

Wrong = list[tuple[str, Any, Any]]

#: pages of 4 KiB in one KiB unit of the formats
_KIB_PER_PAGE: Final = 4
#: a node "grows" by more than this (FORMAT of the suite: 10 MB)
_GROWTH_KIB: Final = 10000
_HPAGE: Final = 512


def _events(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = [event for outcome in outcomes for event in outcome.shown.get("events", [])]
    return [] if got == expected else [("events", expected, got)]


def _events_last(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = outcomes[-1].shown.get("events", [])
    return [] if got == expected else [("events_last", expected, got)]


def _counter_min(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for name, least in expected.items():
        key = name.removesuffix("_total")
        found = {nid: count for (each, nid), count in host.state.counters.items() if each == key}
        if isinstance(least, dict):
            wrong += [
                (f"counter_min {name}", least, found)
                for nid, count in least.items()
                if found.get(int(nid), 0) < count
            ]
        elif sum(found.values()) < least:
            wrong.append((f"counter_min {name}", least, found))
    return wrong


def _moves(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = outcomes[-1].value
    return [] if got == expected else [("moves", expected, got)]


def _nodes_listed(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = outcomes[-1].value
    return [] if got == expected else [("nodes_listed", expected, got)]


def _page_cache_nodes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Nodes whose page cache grew by more than 10 MB, the others by less than a limit."""
    del outcomes
    counts: dict[int, int] = {}
    for inode in host.state.inodes.values():
        for (nid, _), pages in host.state.objects[inode.obj].counts(0, 1 << 62).items():
            counts[nid] = counts.get(nid, 0) + pages * _KIB_PER_PAGE
    grown = sorted(nid for nid, kib in counts.items() if kib > _GROWTH_KIB)
    others = [kib for nid, kib in counts.items() if nid not in expected["grow"]]
    small = all(kib < expected["others_grow_less_than_kb"] for kib in others)
    same = grown == sorted(expected["grow"]) and small
    return [] if same else [("page_cache_nodes", expected, counts)]


def _block_nodes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for area, nodes in expected.items():
        mm = host.state.mms[host.task({}).mm]
        start, pages = mm.areas[area]
        context = Context(host.state, explain=False)
        got: list[int | None] = [None] * (pages // _HPAGE)
        for run in mapped_runs(context, mm, start, start + pages):
            for block in range((run.start - start) // _HPAGE, (run.end - 1 - start) // _HPAGE + 1):
                got[block] = run.zone[0]
        if got != nodes:
            wrong.append((f"block_nodes {area}", nodes, got))
    return wrong


def _state(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    masks = {"N_MEMORY": host.state.n_memory, "N_MEMORY_PRIVATE": host.state.n_memory_private}
    wrong: Wrong = []
    for name, nodes in expected.items():
        if name not in masks:
            raise Unsupported(f"state {name}")
        got = list(nodes_of(masks[name]))
        if got != nodes:
            wrong.append((f"state {name}", nodes, got))
    return wrong


def _equal(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        ("equal", outcomes[a].value, outcomes[b].value)
        for a, b in expected
        if outcomes[a].value != outcomes[b].value
    ]


def _outcome(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """How a hog ended; a kill has the constraint named."""
    del host
    ends = [each.shown["outcome"] for each in outcomes if "outcome" in each.shown]
    kills = [kill for each in outcomes for kill in each.kills]
    wrong: Wrong = []
    if not ends or ends[-1] not in expected["any_of"]:
        wrong.append(("outcome", expected["any_of"], ends))
    if kills and expected.get("constraint") not in {None, *kills}:
        wrong.append(("outcome constraint", expected["constraint"], kills))
    return wrong


def _pages_only_on(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Resident pages of a process, or of one area, lie on no other node."""
    wrong: Wrong = []
    del outcomes
    for name, nodes in expected.items():
        got = sorted(nid for nid in resident_nodes(host, name) if nid not in nodes)
        if got:
            wrong.append((f"pages_only_on {name}", nodes, got))
    return wrong


def resident_nodes(host: LangHost, name: str) -> dict[int, int]:
    """Node -> resident pages of a process or area; a killed process has none."""
    counts: dict[int, int] = {}
    for pid_name, pid in host.pids.items():
        task = host.state.tasks.get(pid)
        mm = host.state.mms.get(task.mm) if task is not None else None
        if mm is None or (name != pid_name and name not in mm.areas):
            continue
        start, pages = (0, TASK_PAGES) if name == pid_name else mm.areas[name]
        for run in mapped_runs(Context(host.state, explain=False), mm, start, start + pages):
            counts[run.zone[0]] = counts.get(run.zone[0], 0) + run.end - run.start
        break
    return counts


def _nodes_never(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    return [
        (f"nodes_never {area}", nodes, found)
        for area, nodes in expected.items()
        if any((found := resident_nodes(host, area)).get(nid) for nid in nodes)
    ]


def _no_callbacks(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    fired = {call["name"] for each in outcomes for call in each.callbacks}
    got = sorted(fired & set(expected))
    return [("no_callbacks", expected, got)] if got else []


def callback_counts(outcomes: list[Outcome]) -> dict[str, int]:
    """Calls by name, all nodes."""
    counts: dict[str, int] = {}
    for call in [call for each in outcomes for call in each.callbacks]:
        counts[call["name"]] = counts.get(call["name"], 0) + (call["count"] or 1)
    return counts


def _callbacks_count(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    counts = callback_counts(outcomes)
    return [
        (f"callbacks_count {name}", number, counts.get(name, 0))
        for name, number in expected.items()
        if counts.get(name, 0) != number
    ]


def _callbacks_min(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    counts = callback_counts(outcomes)
    return [
        (f"callbacks_min {name}", number, counts.get(name, 0))
        for name, number in expected.items()
        if counts.get(name, 0) < number
    ]


def _ignored(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host, expected, outcomes
    return []


def _log(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Lines that the event log must hold."""
    del host
    lines = [line for outcome in outcomes for line in outcome.shown.get("log", ())]
    return [
        ("log", wanted, lines) for wanted in expected if not any(wanted in each for each in lines)
    ]


def _delta(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = outcomes[expected["to"]].value - outcomes[expected["from"]].value
    return [] if got == expected["value"] else [("delta", expected["value"], got)]


MORE_JUDGES: Final = {
    "log": _log,
    "events": _events,
    "events_last": _events_last,
    "counter_min": _counter_min,
    "moves": _moves,
    "nodes_listed": _nodes_listed,
    "page_cache_nodes": _page_cache_nodes,
    "block_nodes": _block_nodes,
    "state": _state,
    "equal": _equal,
    "outcome": _outcome,
    "pages_only_on": _pages_only_on,
    "nodes_never": _nodes_never,
    "no_callbacks": _no_callbacks,
    "callbacks_count": _callbacks_count,
    "callbacks_min": _callbacks_min,
    "any_result": _ignored,
    "delta": _delta,
}
