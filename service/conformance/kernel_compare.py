"""The comparison rules of recorded cases: one table, each tolerance with its reason.

Everything that no row names must match exactly (errors, masks, modes, statuses, page nodes).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from service.reasons import Errno

#: B1: managed counts grow after the boot-time computation (init memory, ramdisk)
BOOT_MARK_PAGES: Final = 4
BOOT_MARK_PERCENT: Final = 12
#: B2: the same noise in lowmem_reserve, 6.12 only
BOOT_RESERVE_PAGES: Final = 16
#: H2: the lowmem sum uses the previous high marks
HOTPLUG_MARK_PAGES: Final = 4
#: E1: per-CPU lists and cache reclaim, per node, of the range
EXHAUST_PERCENT: Final = 15
#: M1: pages that fit on a target that is too small, against its free memory before
FULL_TARGET: Final = (90, 120)
#: D1, D2: reclaim works in batches
RECLAIM_BATCH: Final = 64
PAGEOUT_LEFT: Final = 8


class Context(NamedTuple):
    """What a rule may look at: the case, the kernel, the position, and results so far."""

    case: dict[str, Any]
    kernel: str
    position: int
    got: list[Any]

    @property
    def category(self) -> str:
        """The case's category."""
        return str(self.case["cat"])


Rule = Callable[[Context, dict[str, Any], Any, Any], bool]


def _words(text: str) -> tuple[str, list[str]]:
    """(policy text, N<id>= words) of a numa_maps line; flags of pages are ignored (N1)."""
    policy = re.split(
        r" (?=file=|anon=|mapped=|swapcache=|N\d+=|stack|heap|dirty=|active=|kernelpagesize)", text
    )[0]
    return policy.strip(), re.findall(r"N\d+=\d+", text)


def _numamaps(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    del context, op
    if not isinstance(expected, str) or not isinstance(got, str):
        return bool(expected == got)
    return _words(expected) == _words(got)


def _map(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """P1: an inode number in the result is an input of the case."""
    del context, op
    return bool(got == 0 if isinstance(expected, dict) and "ino" in expected else expected == got)


def _memfree(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """V1, E1: global free memory is an input of the case, or not compared."""
    del context, op
    return isinstance(expected, dict) == isinstance(got, dict)


def _ls(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """S1: directory lists are sets."""
    del context, op
    if isinstance(expected, list) and isinstance(got, list):
        return set(expected) - {"memory_failure"} == set(got) - {"memory_failure"}
    return bool(expected == got)


def _near(expected: int, got: int, pages: int, percent: int = 0) -> bool:
    return abs(expected - got) <= max(pages, expected * percent // 100)


def _is_errno(result: Any) -> bool:
    return isinstance(result, str) and result in Errno.__members__


def _sysr(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    path = op["path"]
    if path.endswith(("/meminfo", "/buddyinfo")):
        return _is_errno(expected) == _is_errno(got)
    if path == "/proc/zoneinfo" and isinstance(expected, dict) and context.category == "hotplug":
        return _hotplug_zoneinfo(expected["zoneinfo"], got["zoneinfo"])
    return bool(expected == got)


def _hotplug_zoneinfo(expected: list[Any], got: list[Any]) -> bool:
    """H2: populated zones and reserves exact, each mark within 4 pages."""
    if [row[:4] + row[8:] for row in expected] != [row[:4] + row[8:] for row in got]:
        return False
    return all(
        _near(a, b, HOTPLUG_MARK_PAGES)
        for mine, theirs in zip(expected, got, strict=True)
        for a, b in zip(mine[4:8], theirs[4:8], strict=True)
    )


def _is_where(result: Any) -> bool:
    return isinstance(result, list) or (isinstance(result, dict) and "count" in result)


def _totals(where: Any) -> dict[Any, int]:
    """Pages by status, of a run-length list or its summary."""
    runs = where["count"] if isinstance(where, dict) else where
    totals: dict[Any, int] = {}
    pairs = runs.items() if isinstance(runs, dict) else runs
    for status, count in pairs:
        key = int(status) if str(status).lstrip("-").isdigit() else status
        totals[key] = totals.get(key, 0) + count
    return totals


def _exhaust_where(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """E1: set of nodes exact, count per node within 15 % of the range."""
    del context
    if not _is_where(expected) or not _is_where(got):
        return bool(expected == got)
    mine, theirs = _totals(expected), _totals(got)
    slack = op["n"] * EXHAUST_PERCENT // 100
    keys = mine.keys() | theirs.keys()
    return all(abs(mine.get(key, 0) - theirs.get(key, 0)) <= slack for key in keys) and all(
        key in mine and key in theirs for key in keys
    )


_UNITS: Final = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def _reclaim_request(context: Context) -> int:
    """Pages that memory.reclaim was asked for before this position; 0: it was not."""
    for op in context.case["ops"][: context.position]:
        if op["op"] == "sysw" and op["path"].endswith("memory.reclaim"):
            value = str(op["value"])
            return int(value.rstrip("KMG")) * _UNITS.get(value[-1], 1) >> 12
    return 0


def _demote_where(context: Context, expected: Any, got: Any) -> bool:
    """D1, D2: reclaim works in batches; how pages split between lower tiers is free.

    Compared is what left the source: within a batch of the request, or as exactly recorded where
    nothing could go. After MADV_PAGEOUT at most a few file pages stay mapped.
    """
    request = _reclaim_request(context)
    wheres = [
        result
        for op, result in zip(context.case["ops"], context.case["res"], strict=True)
        if op["op"] == "where"
    ]
    if not request or expected == got:
        return bool(expected == got)
    start, mine, theirs = _totals(wheres[0]), _totals(expected), _totals(got)
    source = {node for node in start if isinstance(node, int) and node >= 0}
    left = sum(count for node, count in theirs.items() if node in source)
    moved = sum(start.values()) - left
    paged_out = any(
        op["op"] == "advise" and op["advice"] == _MADV_PAGEOUT
        for op in context.case["ops"][: context.position]
    )
    if paged_out and "ENOENT" in mine:
        return theirs.get("ENOENT", 0) >= mine["ENOENT"] - max(PAGEOUT_LEFT, RECLAIM_BATCH)
    recorded = sum(start.values()) - sum(count for node, count in mine.items() if node in source)
    if not recorded:
        return not moved
    return request - RECLAIM_BATCH <= moved <= request + RECLAIM_BATCH


_MADV_PAGEOUT: Final = 21


def _where(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    if context.category == "exhaust":
        return _exhaust_where(context, op, expected, got)
    if context.category == "demote" and _is_where(expected) and _is_where(got):
        return _demote_where(context, expected, got)
    if _is_where(expected) and isinstance(expected, dict) and isinstance(got, list):
        return _totals(expected) == _totals(got)
    if _is_full_target(context):
        return _full_target(context, expected, got)
    return bool(expected == got)


def _is_full_target(context: Context) -> bool:
    return context.category == "migrate" and any(
        op["op"] == "memfree" for op in context.case["ops"][: context.position]
    )


def _full_target(context: Context, expected: Any, got: Any) -> bool:
    """M1: between 0.9 and 1.2 of the target's free memory moved; the rest stayed."""
    if not isinstance(expected, list) or not isinstance(got, list):
        return bool(expected == got)
    mine, theirs = _totals(expected), _totals(got)
    free = next(
        result
        for op, result in zip(context.case["ops"], context.case["res"], strict=False)
        if op["op"] == "memfree"
    )
    low, high = FULL_TARGET
    for node in mine.keys() | theirs.keys():
        room = free.get(str(node), 0) // 4
        if mine.get(node, 0) == theirs.get(node, 0):
            continue
        inside = room * low // 100 <= theirs.get(node, 0) <= room * high // 100
        rest = sum(mine.values()) - theirs.get(node, 0)
        stays = any(theirs.get(other, 0) == rest for other in theirs if other != node)
        if inside and stays:
            return True
    return mine == theirs


def _vmstat(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """V1, D1: counters are global; the demotion rule compares differences."""
    del context, op
    return isinstance(expected, dict) == isinstance(got, dict)


#: operation -> comparison; absent: equality
RULES: Final[dict[str, Rule]] = {
    "numamaps": _numamaps,
    "map": _map,
    "memfree": _memfree,
    "ls": _ls,
    "sysr": _sysr,
    "where": _where,
    "vmstat": _vmstat,
}


def equal(context: Context, op: dict[str, Any], expected: Any, got: Any) -> bool:
    """Whether an operation answered as recorded, by the rules of the format."""
    rule = RULES.get(op["op"])
    return rule(context, op, expected, got) if rule is not None else bool(expected == got)


def boot_differences(expected: dict[str, Any], got: dict[str, Any], kernel: str) -> list[str]:
    """What of a boot case disagrees: fallback orders, marks (B1), reserves (B2), targets.

    A line of the kernel's log that is printed at every rebuild counts as printed last.
    """
    wrong = ["fallback"] if expected["fallback"] not in ({}, got["fallback"]) else []
    wrong += [
        key
        for key in ("demotion_targets", "policy_zone")
        if expected.get(key) and _last_lines(expected[key]) != _last_lines(got[key])
    ]
    theirs = {(row["node"], row["zone"]): row for row in got["zones"]}
    for row in expected["zones"]:
        if not row["present"]:
            continue
        mine = theirs.get((row["node"], row["zone"]))
        name = f"zone {row['node']}/{row['zone']}"
        if mine is None:
            wrong.append(f"{name} is missing")
            continue
        wrong += _boot_zone(name, row, mine, kernel)
    return wrong


def _last_lines(lines: list[str]) -> dict[str, str]:
    """What a log says of each subject: the text behind the colon, as last printed."""
    return {subject: text for subject, _, text in (line.partition(": ") for line in lines)}


def _boot_zone(name: str, row: dict[str, Any], mine: dict[str, Any], kernel: str) -> list[str]:
    wrong = [
        f"{name} {mark}: {row[mark]} against {mine[mark]}"
        for mark in ("min", "low", "high", "promo")
        if row.get(mark) is not None
        and not _near(row[mark], mine[mark], BOOT_MARK_PAGES, BOOT_MARK_PERCENT)
    ]
    slack = 0 if kernel.startswith("7.") else BOOT_RESERVE_PAGES
    pairs = zip(row["protection"], mine["protection"], strict=True)
    if any(not _near(a, b, slack) for a, b in pairs):
        wrong.append(f"{name} protection: {row['protection']} against {mine['protection']}")
    return wrong
