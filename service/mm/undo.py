"""The undo log: every mutation of engine state goes through it and can be taken back.

A step that is refused, abandoned at a question or only validated rolls back to where it began;
identifiers and counters are state too and go through the log like everything else. Only the
primitives here, and the data structures that log through `record`, mutate state.

Taking back a deletion puts the key at the end of its dict: the order of a dict is history, so
whoever encodes state goes by sorted keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

#: marks "the key was not there"
ABSENT: Final = object()

_DICT: Final = 0
_ATTR: Final = 1
#: kind of the records that a data structure writes itself
MAP: Final = 2
_CALL: Final = 3

K = TypeVar("K")
V = TypeVar("V")


class Restorable(Protocol):
    """A data structure with one kind of record; `restore` undoes one mutation of it."""

    def restore(self, key: Any, old: Any) -> None:
        """Puts `old` back under `key`; ABSENT removes the key."""


class Undo:
    """The inverse operations of one step, oldest first."""

    __slots__ = ("log",)

    def __init__(self) -> None:
        #: (kind, target, key, old); only data structures append to it, with kind MAP
        self.log: list[tuple[int, Any, Any, Any]] = []

    def __len__(self) -> int:
        return len(self.log)

    def set(self, target: dict[K, V], key: K, value: V) -> None:
        """`target[key] = value`."""
        self.log.append((_DICT, target, key, target.get(key, ABSENT)))
        target[key] = value

    def add(self, target: dict[K, int], key: K, by: int) -> None:
        """`target[key] += by`; a key that is absent counts from 0."""
        old = target.get(key, ABSENT)
        self.log.append((_DICT, target, key, old))
        target[key] = by if old is ABSENT else target[key] + by

    def delete(self, target: dict[K, Any], key: K) -> None:
        """`del target[key]`; the key must be there."""
        self.log.append((_DICT, target, key, target.pop(key)))

    def assign(self, target: object, name: str, value: object) -> None:
        """`target.name = value`; the attribute must exist. Every assignment is logged."""
        self.log.append((_ATTR, target, name, getattr(target, name)))
        setattr(target, name, value)

    def record(self, target: Restorable, key: object, old: object) -> None:
        """Notes a mutation that a data structure made itself."""
        self.log.append((MAP, target, key, old))

    def call(self, inverse: Callable[[], None]) -> None:
        """Notes any other inverse operation; only for data structures."""
        self.log.append((_CALL, inverse, None, None))

    def mark(self) -> int:
        """A point to roll back to."""
        return len(self.log)

    def rollback(self, mark: int = 0) -> None:
        """Takes everything after `mark` back, newest first."""
        log = self.log
        while len(log) > mark:
            kind, target, key, old = log.pop()
            if kind == MAP:
                target.restore(key, old)
            elif kind == _ATTR:
                setattr(target, key, old)
            elif kind == _CALL:
                target()
            elif old is ABSENT:
                del target[key]
            else:
                target[key] = old
