"""The undo log: every mutation of engine state goes through it and can be taken back.

A step that is refused, abandoned at a question or only validated rolls back to where it began;
identifiers and counters are state too and go through the log like everything else.
"""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeVar

#: marks "the key was not there"
ABSENT: Final = object()

_DICT: Final = 0
_ATTR: Final = 1
_MAP: Final = 2

K = TypeVar("K")
V = TypeVar("V")


class Restorable(Protocol):
    """A data structure with one kind of record; `restore` undoes one mutation of it."""

    def restore(self, key: Any, old: Any) -> None:
        """Puts `old` back under `key`; ABSENT removes the key."""


class Undo:
    """The inverse operations of one step, oldest first."""

    __slots__ = ("_log",)

    def __init__(self) -> None:
        self._log: list[tuple[int, Any, Any, Any]] = []

    def __len__(self) -> int:
        return len(self._log)

    def set(self, target: dict[K, V], key: K, value: V) -> None:
        """`target[key] = value`."""
        self._log.append((_DICT, target, key, target.get(key, ABSENT)))
        target[key] = value

    def delete(self, target: dict[K, Any], key: K) -> None:
        """`del target[key]`; the key must be there."""
        self._log.append((_DICT, target, key, target.pop(key)))

    def assign(self, target: object, name: str, value: object) -> None:
        """`target.name = value`."""
        self._log.append((_ATTR, target, name, getattr(target, name)))
        setattr(target, name, value)

    def record(self, target: Restorable, key: object, old: object) -> None:
        """Notes a mutation that a data structure made itself."""
        self._log.append((_MAP, target, key, old))

    def mark(self) -> int:
        """A point to roll back to."""
        return len(self._log)

    def rollback(self, mark: int = 0) -> None:
        """Takes everything after `mark` back, newest first."""
        log = self._log
        while len(log) > mark:
            kind, target, key, old = log.pop()
            if kind == _ATTR:
                setattr(target, key, old)
            elif kind == _MAP:
                target.restore(key, old)
            elif old is ABSENT:
                del target[key]
            else:
                target[key] = old
