"""A second host that stands where another one stands: copy on write, part by part.

Immutable parts are shared for good; maps of records (`KeyMap`) are shared until one side writes;
what is left are small objects and dicts with an entry per task, node or object. No record is
looked at, so the cost does not depend on how many pages, extents or commands there were.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.mm.hugetlb_pool import Hstate
from service.mm.keymap import KeyMap
from service.mm.lanes import Lane
from service.mm.memory_blocks import MemoryBlocks
from service.mm.models import KernelModel
from service.mm.objects import PageObject
from service.mm.pattern import Pattern
from service.mm.state import Allocation, HostState, Mm, Node, Task, Zone
from service.mm.zonelist import zones_of_order

#: objects whose slots are cloned one by one
_PARTS: Final = (
    Allocation,
    HostState,
    Hstate,
    Lane,
    MemoryBlocks,
    Mm,
    Node,
    PageObject,
    Task,
    Zone,
)
#: values that nobody changes
_SHARED: Final = frozenset({str, int, bool, type(None), bytes, KernelModel, Pattern})
#: lists of zone objects: made anew from the orders, as the codec does
_DERIVED: Final = frozenset({"lists", "private_lists"})


def _clone(value: Any) -> Any:
    kind = type(value)
    if kind in _SHARED or isinstance(value, msgspec.Struct):
        return value
    if isinstance(value, KeyMap):
        return value.fork()
    if kind is dict:
        return _clone_dict(value)
    if kind is tuple:
        return tuple(map(_clone, value)) if value and type(value[0]) in _PARTS else value
    if kind in _PARTS:
        return _clone_part(value)
    msg = f"a state has no part of type {kind.__name__}"
    raise AssertionError(msg)


def _clone_dict(values: dict[Any, Any]) -> dict[Any, Any]:
    """A dict of one kind of value; of immutable ones it is copied as it is."""
    first = next(iter(values.values()), None)
    if type(first) in _PARTS or isinstance(first, (KeyMap, dict)):
        return {key: _clone(value) for key, value in values.items()}
    assert first is None or _clone(first) is first, "values of a dict are parts or immutable"
    return dict(values)


def _clone_part(part: Any) -> Any:
    made = object.__new__(type(part))
    for name in type(part).__slots__:
        if name not in _DERIVED:
            setattr(made, name, _clone(getattr(part, name)))
    return made


def fork(state: HostState) -> HostState:
    """A state equal to `state`; what is done to one is not seen by the other."""
    made: HostState = _clone_part(state)
    for name, orders in (("lists", made.order_of), ("private_lists", made.private_order_of)):
        found = {
            nid: (zones_of_order(made, first), zones_of_order(made, second))
            for nid, (first, second) in orders.items()
        }
        setattr(made, name, found)
    return made
