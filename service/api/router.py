"""Finds the row of a request: one dictionary look-up per path segment, no regular expressions.

A template is a sequence of segments; `{name}` takes a whole segment and `{name}:verb` a segment
that ends in `:verb`. Ids never contain a colon, so a path has at most one template.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from service.api.row import Row


class Found(NamedTuple):
    """The rows of a path by method, and the values of its parameters."""

    rows: dict[str, Row]
    params: dict[str, str]


class _Node:
    __slots__ = ("by_name", "param", "rows")

    def __init__(self) -> None:
        self.by_name: dict[str, _Node] = {}
        #: (parameter name, node) of a segment that is a parameter
        self.param: tuple[str, _Node] | None = None
        #: verb (or "") -> method -> row
        self.rows: dict[str, dict[str, Row]] = {}


class Router:
    """Maps paths to rows."""

    __slots__ = ("_root",)

    def __init__(self, rows: Iterable[Row]) -> None:
        self._root = _Node()
        for row in rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        node = self._root
        path, _, verb = row.path.partition(":")
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                name = segment.strip("{}")
                if node.param is None:
                    node.param = (name, _Node())
                assert node.param[0] == name, (
                    f"{row.path}: {name} is called {node.param[0]} elsewhere"
                )
                node = node.param[1]
            else:
                node = node.by_name.setdefault(segment, _Node())
        methods = node.rows.setdefault(verb, {})
        assert row.method not in methods, f"two rows for {row.method} {row.path}"
        methods[row.method] = row

    def find(self, path: str) -> Found | None:
        """The rows of a path, or None where no template fits."""
        segments = path[1:].split("/")
        last, colon, verb = segments[-1].partition(":")
        if colon and not verb:
            return None
        segments[-1] = last
        node = self._root
        params: dict[str, str] = {}
        for segment in segments:
            below = node.by_name.get(segment)
            if below is not None:
                node = below
            elif node.param is not None and segment:
                params[node.param[0]] = segment
                node = node.param[1]
            else:
                return None
        rows = node.rows.get(verb)
        return None if rows is None else Found(rows, params)
