"""Expectations that the format `models` adds or reads differently."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_expect import JUDGES, Judge
from service.conformance.lang_expect_more import resident_nodes
from service.conformance.lang_host import LangHost, Outcome
from service.conformance.lang_system import nodes_of_list
from service.mm import gfp as g
from service.mm.alloc_mpol import page_table_nid
from service.mm.context import Context
from service.mm.migrate import mapped_runs
from service.mm.mmap import TASK_PAGES, get_vma_policy
from service.mm.nodemask import nodes_of
from service.mm.shmem import DEVICE_FILE
from service.mm.views import node_states, sysfs

Wrong = list[tuple[str, Any, Any]]


def _walk(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Ordered nodes of an operation; `2b` is the second request of operation 2."""
    del host
    wrong: Wrong = []
    for key, wanted in expected.items():
        if key.endswith("b"):
            later = outcomes[int(key[:-1])].shown.get("walk_b", [])
            got = later[0] if later else None
        else:
            got = outcomes[int(key)].shown.get("walk")
        if got != wanted:
            wrong.append((f"walk[{key}]", wanted, got))
    return wrong


def _exhausted(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = [each.shown["exhausted"] for each in outcomes if "exhausted" in each.shown]
    return [] if got and got[-1] == expected else [("exhausted", expected, got)]


def _contig_node(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    wrong: Wrong = []
    for key, wanted in expected.items():
        got = outcomes[int(key)].shown.get("contig_node")
        if isinstance(wanted, str) and wanted.startswith("not "):
            good = got != int(wanted[4:])
        else:
            good = got == wanted
        if not good:
            wrong.append((f"contig_node[{key}]", wanted, got))
    return wrong


def _matches(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, str) and wanted.startswith(">="):
        return isinstance(got, int) and got >= int(wanted[2:])
    return bool(wanted == got)


def _value(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"value[{key}]", wanted, outcomes[int(key)].value)
        for key, wanted in expected.items()
        if not _matches(wanted, outcomes[int(key)].value)
    ]


def _cpuset_value(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Node lists are compared as sets: the format writes `0,1` and `0-1`."""
    wrong: Wrong = []
    for key, wanted in expected.items():
        got = outcomes[int(key)].value if key.isdigit() else None
        same = got is not None and nodes_of_list(got) == nodes_of_list(wanted)
        if not same:
            wrong.append((f"cpuset_value[{key}]", wanted, got))
    del host
    return wrong


def _cpuset_tasks(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"cpuset_tasks[{key}]", wanted, outcomes[int(key)].shown.get("tasks"))
        for key, wanted in expected.items()
        if outcomes[int(key)].shown.get("tasks") != wanted
    ]


def _status(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    if "op" in expected:
        return JUDGES["status"](host, expected, outcomes)
    return JUDGES["statuses"](host, expected, outcomes)


def _policy(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    return JUDGES["policy"](host, expected, outcomes)


def _views(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    files = sysfs(host.state)
    wrong: Wrong = []
    for nid, wanted in expected.items():
        got = [
            name
            for name in node_states(host.state, int(nid))
            if name in {"N_MEMORY", "N_MEMORY_PRIVATE", "N_PRIVATE"}
        ]
        for name in (
            "has_memory",
            "has_private_memory",
            "has_user_memory",
            "has_public_memory",
            "has_common_memory",
        ):
            listed = nodes_of_list(getattr(files, name) or "")
            got += [name] if int(nid) in listed else []
        if set(got) != set(wanted):
            wrong.append((f"views {nid}", wanted, got))
    return wrong


def _zonelist(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for nid, wanted in expected.items():
        fallback, nofallback = host.state.order_of[int(nid)]
        private, alone = host.state.private_order_of.get(int(nid), ((), ()))
        got = {
            "fallback": list(fallback),
            "nofallback": list(nofallback),
            "private": list(private),
            "private_nofallback": list(alone),
        }
        wrong += [
            (f"zonelist {nid} {key}", nodes, got[key])
            for key, nodes in wanted.items()
            if got[key] != nodes
        ]
    return wrong


def _used(host: LangHost, nid: int) -> int:
    return sum(zone.managed - zone.free for zone in host.state.nodes[nid].zones)


def _pages_on_node(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Pages in use on a node (the fixture starts empty), or those of an area by node."""
    del outcomes
    wrong: Wrong = []
    for name, wanted in expected.items():
        got: Any = resident_nodes(host, name) if not name.isdigit() else _used(host, int(name))
        if isinstance(got, dict):
            got = {str(nid): count for nid, count in got.items()}
        if not _matches(wanted, got):
            wrong.append((f"pages_on_node {name}", wanted, got))
    return wrong


def _pages_on_node_max(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    return [
        (f"pages_on_node_max {nid}", most, _used(host, int(nid)))
        for nid, most in expected.items()
        if _used(host, int(nid)) > most
    ]


def _thp_on_node(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    counts: dict[int, int] = {}
    for obj in host.state.objects.values():
        for low, high, order in obj.marked("order", 0, 1 << 62):
            if order == 9:  # noqa: PLR2004 - HPAGE_PMD_ORDER
                zone = obj.zone_at(low)
                assert zone is not None, "a huge folio has frames"
                counts[zone[0]] = counts.get(zone[0], 0) + (high - low >> order)
    return [
        (f"thp_on_node {nid}", wanted, counts.get(int(nid), 0))
        for nid, wanted in expected.items()
        if counts.get(int(nid), 0) != wanted
    ]


def _tables(host: LangHost) -> dict[int, int]:
    """Node -> pages of page tables of all processes, by where each task's tables come from."""
    counts: dict[int, int] = {}
    for name, pid in host.pids.items():
        task = host.state.tasks.get(pid)
        mm = host.state.mms.get(task.mm) if task is not None else None
        if task is None or mm is None:
            continue
        pages = sum(b - a for keys in mm.tables.values() for a, b in _spans(keys))
        nid = page_table_nid(Context(host.state, explain=False), task, g.GFP_KERNEL)
        counts[nid] = counts.get(nid, 0) + pages
        del name
    return counts


def _spans(keys: Any) -> list[tuple[int, int]]:
    return [(a, b) for a, b, _ in keys.overlaps(0, 1 << 62)]


def _tables_max(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = _tables(host)
    return [
        (f"page_tables_on_max {nid}", most, got.get(int(nid), 0))
        for nid, most in expected.items()
        if got.get(int(nid), 0) > most
    ]


def _tables_min(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = _tables(host)
    return [
        (f"page_tables_on_min {nid}", least, got.get(int(nid), 0))
        for nid, least in expected.items()
        if got.get(int(nid), 0) < least
    ]


def _page_cache_nodes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    wrong: Wrong = []
    for key, wanted in expected.items():
        found = outcomes[int(key)].nodes or []
        got = {str(nid): found.count(nid) for nid in sorted(set(found))}
        if got != wanted:
            wrong.append((f"page_cache_nodes[{key}]", wanted, got))
    return wrong


def _spilled(host: LangHost) -> int:
    """Resident pages outside the mask of the bind that placed them."""
    total = 0
    ctx = Context(host.state, explain=False)
    for pid in host.pids.values():
        task = host.state.tasks.get(pid)
        mm = host.state.mms.get(task.mm) if task is not None else None
        if task is None or mm is None:
            continue
        for run in mapped_runs(ctx, mm, 0, TASK_PAGES):
            vma = next(each for each in mm.vmas if each.start <= run.start < each.end)
            policy = get_vma_policy(host.state, vma, run.start) or task.policy
            nodes = policy.nodes if policy is not None else 0
            if run.obj.kind == DEVICE_FILE:
                nodes = 1 << int(run.obj.name)
            if nodes and not nodes >> run.zone[0] & 1:
                total += run.end - run.start
    return total


def _spill(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = _spilled(host)
    return [] if got == expected else [("spill", expected, got)]


def _alive(host: LangHost, name: str) -> bool:
    pid = host.pids.get(name)
    task = host.state.tasks.get(pid) if pid is not None else None
    return task is not None and task.alive


def _ends(host: LangHost, outcomes: list[Outcome]) -> set[str]:
    """Every word of the format that describes how the case ended."""
    words: set[str] = set()
    failed = [each for each in outcomes if isinstance(each.ret, str)]
    killed = [name for name in host.pids if not _alive(host, name)]
    words |= {f"{name} killed" for name in killed}
    if "p0" in killed:
        words.add("bound task killed")
    swapped = sum(n for (name, _), n in host.state.counters.items() if name == "pswpout")
    if not killed and not failed:
        words.add("completed")
        if swapped:
            words.add("swapped")
    unkilled = failed and not any(each.kills for each in outcomes)
    if unkilled or any(each.shown.get("no_zone") for each in outcomes):
        words |= {"ENOMEM", "fault_retry"}
    if failed or killed:
        words.add("fails")
    for nid in nodes_of(host.state.possible):
        last = list(host.known_areas)[-1:] or [("p0", "")]
        where = resident_nodes(host, last[0][1]) if last[0][1] else {}
        if where and set(where) == {nid}:
            words.add(f"stays on node {nid}")
    return words


def _outcome(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    got = _ends(host, outcomes)
    return [] if got & set(expected["any_of"]) else [("outcome", expected["any_of"], sorted(got))]


def _livelock(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """The run ended, because every operation has an outcome; a repeated fault is a livelock."""
    looping = any(each.ret == "OOM" and not each.kills for each in outcomes)
    got = looping and all(_alive(host, name) for name in host.pids)
    return [] if got == expected else [("livelock", expected, got)]


def _signal(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"signal[{key}]", wanted, outcomes[int(key)].shown.get("signal"))
        for key, wanted in expected.items()
        if outcomes[int(key)].shown.get("signal") != wanted
    ]


def _writable(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    mm = host.state.mms[host.task({}).mm]
    for area, wanted in expected.items():
        start, pages = mm.areas[area]
        entries = [entry[2] for _, _, entry in mm.pages.overlaps(start, start + pages)]
        if not entries or any(entry != wanted for entry in entries):
            wrong.append((f"writable {area}", wanted, entries))
    return wrong


def _node_in(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"node_in[{key}]", nid, (outcomes[int(key)].policy or {}).get("nodes"))
        for key, nid in expected.items()
        if nid not in (outcomes[int(key)].policy or {}).get("nodes", [])
    ]


def _task_alive(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = _alive(host, "p0")
    return [] if got == expected else [("task_alive", expected, got)]


def _alloc_nodes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Words stand for a request without pages: NULL, or REFUSED by the interface."""
    del host
    wrong: Wrong = []
    for key, wanted in expected.items():
        outcome = outcomes[int(key)]
        got: Any = outcome.nodes or outcome.ret
        good = not outcome.nodes if wanted == "NULL" else got == wanted
        if not good:
            wrong.append((f"alloc_nodes[{key}]", wanted, got))
    return wrong


def _told(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """Free text beside the expectations that judge it."""
    del host, expected, outcomes
    return []


MODEL_JUDGES: Final[dict[str, Judge]] = {
    "walk": _walk,
    "exhausted": _exhausted,
    "contig_node": _contig_node,
    "value": _value,
    "cpuset_value": _cpuset_value,
    "cpuset_tasks": _cpuset_tasks,
    "status": _status,
    "policy": _policy,
    "views": _views,
    "zonelist": _zonelist,
    "pages_on_node": _pages_on_node,
    "pages_on_node_max": _pages_on_node_max,
    "thp_on_node": _thp_on_node,
    "page_tables_on_max": _tables_max,
    "page_tables_on_min": _tables_min,
    "page_cache_nodes": _page_cache_nodes,
    "spill": _spill,
    "outcome": _outcome,
    "livelock": _livelock,
    "signal": _signal,
    "writable": _writable,
    "node_in": _node_in,
    "task_alive": _task_alive,
    "alloc_nodes": _alloc_nodes,
    "any_of": _told,
}
