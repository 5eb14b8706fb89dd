"""Expectations about compressed RAM, its driver's buffers, and the later cram."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_host import LangHost, Outcome
from service.mm.cram_fault import OFF_LRU
from service.mm.flush import deferred_pages
from service.mm.memcg import memcg_of
from service.mm.memcontrol import usage
from service.mm.state import Mm
from service.mm.swap import swapped_value

Wrong = list[tuple[str, Any, Any]]


def _parts(name: str, expected: dict[str, Any], got: dict[str, dict[str, Any]]) -> Wrong:
    """Objects by node, compared on the keys given."""
    return [
        (f"{name} {key}", wanted, got[key])
        for key, wanted in expected.items()
        if any(got[key].get(word) != value for word, value in wanted.items())
    ]


def _shown(word: str) -> Any:
    """A judge of what one operation showed under a word, by its index."""

    def judge(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
        del host
        return [
            (f"{word}[{index}]", value, outcomes[int(index)].shown.get(word))
            for index, value in expected.items()
            if outcomes[int(index)].shown.get(word) != value
        ]

    return judge


def _count(host: LangHost, name: str, nid: str | None = None) -> int:
    return sum(
        count
        for (counter, each), count in host.state.counters.items()
        if counter == name and nid in {None, str(each)}
    )


def _cram(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got: dict[str, dict[str, Any]] = {}
    for nid in expected:
        node = host.state.cram.get(int(nid))
        got[nid] = {"registered": node is not None}
        if node is not None:
            got[nid] |= {
                "owner": node.owner,
                "pressure": node.pressure,
                "purged": node.purged,
                "flush_cb": node.flush_cb or None,
            }
    return _parts("cram", expected, got)


def _freed(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = {
        nid: {
            "zeroed": _count(host, "cram_freed_zeroed", nid),
            "unzeroed": _count(host, "cram_freed_unzeroed", nid),
            "deferred": deferred_pages(host.state.flush.get(int(nid))),
        }
        for nid in expected
    }
    return _parts("freed", expected, got)


def _nr_isolated(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = {
        nid: {kind: _count(host, f"nr_isolated_{kind}", nid) for kind in ("anon", "file")}
        for nid in expected
    }
    return _parts("nr_isolated", expected, got)


def _resident(host: LangHost, area: str) -> tuple[Mm, int, list[tuple[int, Any, int]]]:
    """(address space, first page, (page, object, index) of every resident page) of p0's area."""
    mm = host.state.mms[host.task({}).mm]
    start, pages = mm.areas[area]
    found = [
        (page, host.state.objects[obj_id], page + shift)
        for low, high, (obj_id, shift, _) in mm.pages.overlaps(start, start + pages)
        if obj_id in host.state.objects
        for page in range(low, high)
    ]
    return mm, start, found


def _on_lru(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for area, wanted in expected.items():
        _, start, found = _resident(host, area)
        got = [p - start for p, obj, at in found if obj.mark_at("isolated", at) != OFF_LRU]
        if got != wanted:
            wrong.append((f"on_lru {area}", wanted, got))
    return wrong


def _content(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    """The byte that was last written; also of a page in swap."""
    del outcomes
    wrong: Wrong = []
    for area, pages in expected.items():
        mm, start, found = _resident(host, area)
        values = {page - start: obj.mark_at("value", index) for page, obj, index in found}
        for page, wanted in pages.items():
            entry = mm.swapped.at(start + int(page))
            got = values.get(int(page), None if entry is None else swapped_value(entry))
            if got != wanted:
                wrong.append((f"content {area} {page}", wanted, got))
    return wrong


def _lock_released(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    return [
        (f"lock_released[{index}]", wanted, outcomes[int(index)].ret)
        for index, wanted in expected.items()
        if (outcomes[int(index)].ret == "VM_FAULT_RETRY") != wanted
    ]


def _charged(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    wrong: Wrong = []
    for proc, wanted in expected.items():
        got = usage(host.state, memcg_of(host.task({"proc": proc})))
        if got != wanted:
            wrong.append((f"charged {proc}", wanted, got))
    return wrong


def _cram_nodes(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got: dict[str, dict[str, Any]] = {}
    for nid in expected:
        node = host.state.cram_next.get(int(nid))
        got[nid] = {}
        if node is not None:
            got[nid] = {
                "zratio": node.zratio,
                "current_ratio": node.current_ratio,
                "perceived": node.perceived,
                "balloon": node.nr_balloon,
                "target": node.target,
                "blocked": node.blocked,
                "allowed": node.allowed,
            }
    return _parts("cram_nodes", expected, got)


def _cram_counters(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = {name: _count(host, f"cram_{name}") for name in expected}
    return [] if got == expected else [("cram_counters", expected, got)]


def _promote_pending(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    nodes = host.state.cram_next
    got = {nid: nodes[int(nid)].nr_hot if int(nid) in nodes else 0 for nid in expected}
    return [] if got == expected else [("promote_pending", expected, got)]


def _trim_batches(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = [size for each in outcomes for size in each.shown.get("trim_sizes", [])]
    return [] if got == expected else [("trim_batches", expected, got)]


def _trim_calls(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del host
    got = [calls for each in outcomes for calls in each.shown.get("trim_calls", [])]
    wanted = expected if isinstance(expected, list) else [expected] * max(len(got), 1)
    return [] if got == wanted else [("trim_calls_per_batch", expected, got)]


def _trim_zeroed(host: LangHost, expected: Any, outcomes: list[Outcome]) -> Wrong:
    del outcomes
    got = {nid: _count(host, "cram_trim_zeroed", nid) for nid in expected}
    return [] if got == expected else [("trim_zeroed", expected, got)]


CRAM_JUDGES: Final = {
    "cram": _cram,
    "nr": _shown("nr"),
    "lru_drained": _shown("lru_drained"),
    "woken": _shown("woken"),
    "freed": _freed,
    "nr_isolated": _nr_isolated,
    "on_lru": _on_lru,
    "content": _content,
    "lock_released": _lock_released,
    "charged": _charged,
    "cram_nodes": _cram_nodes,
    "cram_counters": _cram_counters,
    "promote_pending": _promote_pending,
    "trim_batches": _trim_batches,
    "trim_calls_per_batch": _trim_calls,
    "trim_zeroed": _trim_zeroed,
}
