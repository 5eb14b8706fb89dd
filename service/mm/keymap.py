"""A sorted map from integers to records: floor, next and previous by key, one undo record kind.

Keys live in chunks of at most 512 with a list of chunk maxima (bisect, then bisect), values in one
dict: plain lists become quadratic beyond some ten thousand keys, trees are slower below that. Never
ask for the i-th key; chunk boundaries are history and must not show.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import chain, islice
from operator import itemgetter, lt
from typing import Any, ClassVar, Final, Generic, Self, TypeVar

from service.mm.undo import ABSENT, MAP, Undo

V = TypeVar("V")

CHUNK_MAX: Final = 512
_CHUNK_FILL: Final = 384
_CHUNK_MIN: Final = 64


class KeyMap(Generic[V]):
    """Integer keys in order, each with a value. Read `values` freely; write through `set`."""

    __slots__ = ("_chunks", "_maxes", "values")

    #: every method that changes the map itself; the others go through these
    MUTATORS: ClassVar[tuple[str, ...]] = ("set", "delete", "restore", "fill")

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
        old = self.values.get(key, ABSENT)
        undo.log.append((MAP, self, key, old))
        if old is ABSENT:
            self._insert(key)
        self.values[key] = value

    def delete(self, undo: Undo, key: int) -> None:
        """Removes a key that is there, logged."""
        undo.log.append((MAP, self, key, self.values.pop(key)))
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

    def fill(self, values: dict[int, V]) -> None:
        """Takes `values`, in ascending order of its keys, as the content; the map must be empty."""
        assert not self.values, "only an empty map is filled"
        keys = list(values)
        assert all(map(lt, keys, islice(keys, 1, None))), "unsorted keys"
        self.values = values
        self._chunks = [keys[at : at + _CHUNK_FILL] for at in range(0, len(keys), _CHUNK_FILL)]
        self._maxes = [chunk[-1] for chunk in self._chunks]

    def columns(self) -> list[Any]:
        """The keys and, for values that are tuples, each of their fields, in key order."""
        keys = list(chain.from_iterable(self._chunks))
        records: list[Any] = list(map(self.values.__getitem__, keys))
        fields = range(len(records[0]) if records else 0)
        return [keys, *(list(map(itemgetter(field), records)) for field in fields)] if keys else []

    def fill_columns(self, columns: list[Any]) -> None:
        """Takes what `columns` gave as the content; the map must be empty."""
        if columns:
            keys, *fields = columns
            self.fill(dict(zip(keys, zip(*fields, strict=True), strict=True)))  # type: ignore[arg-type]

    @classmethod
    def of_columns(cls, columns: list[Any]) -> Self:
        """The map behind `columns`."""
        result = cls()
        result.fill_columns(columns)
        return result

    def fork(self) -> Self:
        """A map of the same content; both share it until one of them changes.

        While it shares, a map is of a class whose mutators take the content over first: maps that
        never were forked pay nothing.
        """
        shared = _shared(type(self))
        self.__class__ = shared
        other: Self = object.__new__(shared)
        for name in _slots(shared):
            setattr(other, name, getattr(self, name))
        return other

    def _own(self) -> None:
        """Takes the shared content over, to change it."""
        self.values = dict(self.values)
        self._chunks = [chunk[:] for chunk in self._chunks]
        self._maxes = self._maxes[:]

    def floor(self, key: int) -> int | None:
        """The largest key <= `key`."""
        maxes = self._maxes
        at = bisect_left(maxes, key)
        if at < len(maxes):
            chunk = self._chunks[at]
            within = bisect_right(chunk, key)
            if within:
                return chunk[within - 1]
        return maxes[at - 1] if at else None

    def ceiling(self, key: int) -> int | None:
        """The smallest key >= `key`."""
        at = bisect_left(self._maxes, key)
        if at == len(self._chunks):
            return None
        chunk = self._chunks[at]
        return chunk[bisect_left(chunk, key)]

    def __iter__(self) -> Iterator[int]:
        """All keys, ascending."""
        return self.keys()

    def keys(self, start: int | None = None, end: int | None = None) -> Iterator[int]:
        """Keys in [start, end), ascending. The map must not change while iterating."""
        at = 0 if start is None else bisect_left(self._maxes, start)
        for position in range(at, len(self._chunks)):
            chunk = self._chunks[position]
            low = bisect_left(chunk, start) if start is not None and position == at else 0
            if end is not None and self._maxes[position] >= end:
                yield from chunk[low : bisect_left(chunk, end)]
                return
            yield from chunk[low:]

    def between(self, start: int, end: int) -> list[int]:
        """Keys in [start, end), ascending, as a list of their own."""
        chunks, maxes = self._chunks, self._maxes
        at = bisect_left(maxes, start)
        if at == len(maxes):
            return []
        chunk = chunks[at]
        low = bisect_left(chunk, start)
        if maxes[at] >= end:
            return chunk[low : bisect_left(chunk, end, low)]
        found = chunk[low:]
        for position in range(at + 1, len(chunks)):
            chunk = chunks[position]
            if maxes[position] >= end:
                found += chunk[: bisect_left(chunk, end)]
                break
            found += chunk
        return found

    def _insert(self, key: int) -> None:
        chunks, maxes = self._chunks, self._maxes
        if not chunks:
            chunks.append([key])
            maxes.append(key)
            return
        at = bisect_left(maxes, key)
        if at == len(chunks):
            at -= 1
            chunk = chunks[at]
            chunk.append(key)
            maxes[at] = key
        else:
            chunk = chunks[at]
            chunk.insert(bisect_left(chunk, key), key)
        if len(chunk) > CHUNK_MAX:
            self._split(at)

    def _remove(self, key: int) -> None:
        at = bisect_left(self._maxes, key)
        chunk = self._chunks[at]
        del chunk[bisect_left(chunk, key)]
        if len(chunk) < _CHUNK_MIN and (len(self._chunks) > 1 or not chunk):
            self._shrunk(at)
        elif chunk[-1] < key:
            self._maxes[at] = chunk[-1]

    def _split(self, at: int) -> None:
        """Cuts a chunk that has become too long in two."""
        chunk = self._chunks[at]
        half = len(chunk) // 2
        self._chunks.insert(at + 1, chunk[half:])
        del chunk[half:]
        self._maxes.insert(at, chunk[-1])

    def _shrunk(self, at: int) -> None:
        """Joins a short chunk with the next one, so that chunks never outnumber keys / 32 or so."""
        chunks, maxes = self._chunks, self._maxes
        chunk = chunks[at]
        if at + 1 < len(chunks) and len(chunk) + len(chunks[at + 1]) <= _CHUNK_FILL:
            chunks[at + 1][:0] = chunk
            del chunks[at], maxes[at]
        elif at and len(chunk) + len(chunks[at - 1]) <= _CHUNK_FILL:
            chunks[at - 1] += chunk
            maxes[at - 1] = chunks[at - 1][-1]
            del chunks[at], maxes[at]
        elif chunk:
            maxes[at] = chunk[-1]
        else:
            del chunks[at], maxes[at]


#: class of a map -> the class of it while it shares its content
_SHARED: Final[dict[type[Any], type[Any]]] = {}


def _slots(cls: type[Any]) -> list[str]:
    return [name for each in cls.__mro__ for name in getattr(each, "__slots__", ())]


def _owning(plain: type[Any], name: str) -> Callable[..., Any]:
    """A mutator that first makes its map a plain one with content of its own."""
    mutate = getattr(plain, name)

    def owning(self: Any, *args: Any, **named: Any) -> Any:
        self.__class__ = plain
        self._own()
        return mutate(self, *args, **named)

    return owning


def _shared(cls: type[Any]) -> type[Any]:
    """The sharing class of a map's class; a map that shares already stays as it is."""
    if cls in _SHARED.values():
        return cls
    if cls not in _SHARED:
        owning = {name: _owning(cls, name) for name in cls.MUTATORS}
        _SHARED[cls] = type(f"Shared{cls.__name__}", (cls,), {"__slots__": (), **owning})
    return _SHARED[cls]
