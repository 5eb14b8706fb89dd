"""A sorted map from integers to records: floor, next and previous by key, one undo record kind.

Keys live in chunks of at most 512 with a list of chunk maxima (bisect, then bisect), values in one
dict: plain lists become quadratic beyond some ten thousand keys, trees are slower below that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, Final, Generic, TypeVar

from service.mm.undo import ABSENT, Undo

V = TypeVar("V")

_CHUNK_MAX: Final = 512


class KeyMap(Generic[V]):
    """Integer keys in order, each with a value."""

    __slots__ = ("_chunks", "_maxes", "values")

    def __init__(self) -> None:
        self.values: dict[int, V] = {}
        self._chunks: list[list[int]] = []
        self._maxes: list[int] = []

    def __len__(self) -> int:
        return len(self.values)

    def __bool__(self) -> bool:
        return bool(self.values)

    def set(self, undo: Undo, key: int, value: V) -> None:
        """`self[key] = value`, logged."""
        undo.record(self, key, self.values.get(key, ABSENT))
        if key not in self.values:
            self._insert(key)
        self.values[key] = value

    def delete(self, undo: Undo, key: int) -> None:
        """Removes a key that is there, logged."""
        undo.record(self, key, self.values.pop(key))
        self._remove(key)

    def restore(self, key: int, old: Any) -> None:
        """Undoes one mutation."""
        if old is ABSENT:
            del self.values[key]
            self._remove(key)
            return
        if key not in self.values:
            self._insert(key)
        self.values[key] = old

    def floor(self, key: int) -> int | None:
        """The largest key <= `key`."""
        at = bisect_left(self._maxes, key)
        if at < len(self._chunks):
            chunk = self._chunks[at]
            within = bisect_right(chunk, key)
            if within:
                return chunk[within - 1]
        return self._chunks[at - 1][-1] if at else None

    def ceiling(self, key: int) -> int | None:
        """The smallest key >= `key`."""
        at = bisect_left(self._maxes, key)
        if at == len(self._chunks):
            return None
        chunk = self._chunks[at]
        return chunk[bisect_left(chunk, key)]

    def keys(self, start: int | None = None, end: int | None = None) -> Iterator[int]:
        """Keys in [start, end), ascending. The map must not change while iterating."""
        at = 0 if start is None else bisect_left(self._maxes, start)
        for position in range(at, len(self._chunks)):
            chunk = self._chunks[position]
            first = bisect_left(chunk, start) if start is not None and position == at else 0
            for key in chunk[first:]:
                if end is not None and key >= end:
                    return
                yield key

    def _insert(self, key: int) -> None:
        if not self._chunks:
            self._chunks.append([key])
            self._maxes.append(key)
            return
        at = min(bisect_left(self._maxes, key), len(self._chunks) - 1)
        chunk = self._chunks[at]
        chunk.insert(bisect_left(chunk, key), key)
        if len(chunk) > _CHUNK_MAX:
            half = len(chunk) // 2
            self._chunks.insert(at + 1, chunk[half:])
            del chunk[half:]
            self._maxes.insert(at, chunk[-1])
            self._maxes[at + 1] = self._chunks[at + 1][-1]
        else:
            self._maxes[at] = chunk[-1]

    def _remove(self, key: int) -> None:
        at = bisect_left(self._maxes, key)
        chunk = self._chunks[at]
        del chunk[bisect_left(chunk, key)]
        if chunk:
            self._maxes[at] = chunk[-1]
        else:
            del self._chunks[at]
            del self._maxes[at]
