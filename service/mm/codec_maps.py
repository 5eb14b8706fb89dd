"""Sorted maps, policies and page objects in a snapshot: columns, not rows.

A map with thousands of records stands as its columns (all keys, all ends, all values), so that
reading it makes no object per record beside the record itself. Patterns stand once per object, as
their slots, and are named by number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.mm.intervals import IntervalMap
from service.mm.lanes import Lane
from service.mm.objects import PageObject
from service.mm.pattern import Pattern, weighted
from service.mm.state import Mempolicy

#: the columns of a map
Columns = list[Any]


def policy_data(policy: Mempolicy | None) -> Any:
    """Masks may exceed 64 bits, so they stand as hex."""
    if policy is None:
        return None
    masks = (hex(policy.nodes), hex(policy.user_nodes))
    return (policy.mode, policy.flags, *masks, policy.home_node, policy.private)


def read_policy(data: Any) -> Mempolicy | None:
    """The policy behind `policy_data`."""
    if data is None:
        return None
    mode, flags, nodes, user, home, private = data
    return Mempolicy(mode, flags, int(nodes, 16), int(user, 16), home, private)


def interval_data(
    intervals: IntervalMap[Any], change: Callable[[Any], Any] | None = None
) -> Columns:
    """The columns of an interval map; `change` is applied to each value."""
    columns = intervals.columns()
    if columns and change is not None:
        columns[2] = [change(value) for value in columns[2]]
    return columns


def read_intervals(
    columns: Columns, change: Callable[[Any], Any] | None = None
) -> IntervalMap[Any]:
    """The map behind `interval_data`."""
    result: IntervalMap[Any] = IntervalMap()
    if columns and change is not None:
        columns = [*columns[:2], map(change, columns[2])]
    result.fill_columns(columns)
    return result


def _read_pattern(slots: list[Any]) -> Pattern:
    return weighted([tuple(zone) for zone, _ in slots], [weight for _, weight in slots])


def object_data(obj: PageObject) -> Any:
    """A page object as plain data."""
    numbers: dict[Pattern, int] = {}

    def number(pattern: Pattern) -> int:
        return numbers.setdefault(pattern, len(numbers))

    extents = interval_data(obj.extents, lambda value: (number(value[0]), value[1]))
    lanes = [
        (lane.id, number(pattern), phase, zone, lane.runs.columns())
        for lane, (pattern, phase, zone) in sorted(
            ((lane, key) for key, lane in obj.lanes.items()), key=lambda each: each[0].id
        )
    ]
    return (
        obj.kind,
        obj.name,
        obj.ino,
        [pattern.slots for pattern in numbers],
        lanes,
        extents,
        interval_data(obj.extra),
        interval_data(obj.dirty),
        interval_data(obj.policies, policy_data),
        [(name, interval_data(obj.marks[name])) for name in sorted(obj.marks)],
    )


def read_object(object_id: int, data: Any) -> PageObject:
    """The page object behind `object_data`."""
    kind, name, ino, slots, lanes, extents, extra, dirty, policies, marks = data
    obj = PageObject(object_id, kind, name, ino)
    patterns = [_read_pattern(each) for each in slots]
    for lane_id, number, phase, zone, runs in lanes:
        key = (patterns[number], phase, (zone[0], zone[1]))
        lane = Lane(lane_id, key, object_id)
        lane.runs.fill_columns(runs)
        obj.lanes[key] = lane
    obj.extents = read_intervals(extents, lambda value: (patterns[value[0]], value[1]))
    obj.extra = read_intervals(extra)
    obj.dirty = read_intervals(dirty)
    obj.policies = read_intervals(policies, read_policy)
    obj.marks = {mark: read_intervals(columns) for mark, columns in marks}
    return obj
