"""Reads `numactl --hardware`: nodes, their CPUs and sizes, and the distance matrix.

Distances are directional, so an asymmetric matrix is accepted; a missing node, row or column is
not. Source: numactl.c (hardware, print_distances).
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.bounded import MAX_NUMNODES
from service.fabric.imports.source import count, id_list, inconsistent, lines_of, malformed, shown
from service.mm.layout import PFN_END

CPU_MAX: Final = 8191
LOCAL_DISTANCE: Final = 10
DISTANCE_MAX: Final = 255
#: largest node size: all of physical memory
SIZE_MB_MAX: Final = PFN_END >> 8

_AVAILABLE: Final = re.compile(r"available: ([0-9]{1,20}) nodes? \(([0-9,\- ]+)\)\s*")
_NODE: Final = re.compile(r"node ([0-9]{1,20}) (cpus|size|free):(.*)")
_MEMORY: Final = re.compile(r"\s*(-?[0-9]+) MB\s*")
_CPU_PART: Final = re.compile(r"([0-9]{1,20})(?:-([0-9]{1,20}))?")
_ROW: Final = re.compile(r"\s*([0-9]{1,20}):(.*)")
_NO_DISTANCES: Final = "No distance information available."


class NumactlNode(msgspec.Struct, frozen=True):
    """A node: its CPUs, size and free memory in MiB, and the line that starts it."""

    nid: int
    cpus: tuple[int, ...]
    size_mb: int
    free_mb: int
    line: int


class Numactl(msgspec.Struct, frozen=True):
    """The whole output. `distances` is None where the tool printed that it has none."""

    file: str
    nodes: tuple[NumactlNode, ...]
    distances: tuple[tuple[int, ...], ...] | None
    last_line: int


class _Cursor:
    """The lines in order; running out of them is a refusal that names what is missing."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = lines_of(text)
        self.line = 0

    def next(self, field: str) -> str:
        """The next line that is not blank and not a warning of libnuma."""
        while self.line < len(self.lines):
            self.line += 1
            found = self.lines[self.line - 1]
            if found.strip() and not found.startswith("libnuma: Warning"):
                return found
        raise malformed(self.file, len(self.lines), field, "missing: the file ends before it")

    def end(self) -> None:
        """Nothing may follow."""
        while self.line < len(self.lines):
            self.line += 1
            found = self.lines[self.line - 1]
            if found.strip():
                raise malformed(
                    self.file, self.line, "end of file", f"unexpected text: {shown(found)}"
                )


def parse(text: str, file: str) -> Numactl:
    """The nodes and distances of one machine.

    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT.
    """
    cursor = _Cursor(text, file)
    nids = _available(cursor)
    nodes = tuple(_node(cursor, nid) for nid in nids)
    _check_cpus(cursor.file, nodes)
    distances = _distances(cursor, nids)
    cursor.end()
    return Numactl(file, nodes, distances, len(cursor.lines))


def _available(cursor: _Cursor) -> tuple[int, ...]:
    line = cursor.next("available")
    found = _AVAILABLE.fullmatch(line)
    if found is None:
        why = (
            "the tool found no NUMA on this machine"
            if line.startswith("No NUMA")
            else f"expected 'available: N nodes (LIST)', found {shown(line)}"
        )
        raise malformed(cursor.file, cursor.line, "available", why)
    nids = id_list(found[2], cursor.file, cursor.line, "available", maximum=MAX_NUMNODES - 1)
    stated = count(found[1], cursor.file, cursor.line, "available")
    if stated != len(nids):
        raise inconsistent(
            cursor.file, cursor.line, "available", f"{stated} nodes stated, {len(nids)} listed"
        )
    return nids


def _node(cursor: _Cursor, nid: int) -> NumactlNode:
    cpus_text = _property(cursor, nid, "cpus")
    line = cursor.line
    cpus = _cpus(cpus_text, cursor, f"node {nid} cpus")
    size = _megabytes(_property(cursor, nid, "size"), cursor, f"node {nid} size")
    free = _megabytes(_property(cursor, nid, "free"), cursor, f"node {nid} free")
    # Both are cut to whole MiB, and the free counter may run ahead by its per-CPU part.
    if free > size + 1:
        raise inconsistent(
            cursor.file, cursor.line, f"node {nid} free", f"{free} MB free of {size} MB"
        )
    return NumactlNode(nid, cpus, size, min(free, size), line)


def _property(cursor: _Cursor, nid: int, name: str) -> str:
    field = f"node {nid} {name}"
    line = cursor.next(field)
    found = _NODE.fullmatch(line)
    if found is None:
        raise malformed(
            cursor.file, cursor.line, field, f"expected '{field}: ...', found {shown(line)}"
        )
    if found[1] != str(nid) or found[2] != name:
        raise inconsistent(
            cursor.file, cursor.line, field, f"missing: found 'node {found[1]} {found[2]}' instead"
        )
    return found[3]


def _cpus(text: str, cursor: _Cursor, field: str) -> tuple[int, ...]:
    """CPUs one by one (`0 1 2`); ranges of newer versions (`0-3, 8 (5)`) too."""
    cpus: list[int] = []
    listed, _, total = text.partition("(")
    for part in listed.replace(",", " ").split():
        found = _CPU_PART.fullmatch(part)
        if found is None:
            raise malformed(cursor.file, cursor.line, field, f"expected CPUs, found {shown(part)}")
        low = count(found[1], cursor.file, cursor.line, field, maximum=CPU_MAX)
        high = count(found[2] or found[1], cursor.file, cursor.line, field, maximum=CPU_MAX)
        if high < low or (cpus and low <= cpus[-1]):
            raise malformed(cursor.file, cursor.line, field, f"CPU {low} is not in ascending order")
        cpus.extend(range(low, high + 1))
    if total and total.strip() != f"{len(cpus)})":
        raise malformed(
            cursor.file, cursor.line, field, f"{len(cpus)} CPUs listed, ({total} stated"
        )
    return tuple(cpus)


def _megabytes(text: str, cursor: _Cursor, field: str) -> int:
    found = _MEMORY.fullmatch(text)
    if found is None:
        raise malformed(cursor.file, cursor.line, field, f"expected 'N MB', found {shown(text)}")
    return count(found[1], cursor.file, cursor.line, field, maximum=SIZE_MB_MAX)


def _check_cpus(file: str, nodes: tuple[NumactlNode, ...]) -> None:
    owner: dict[int, int] = {}
    for node in nodes:
        for cpu in node.cpus:
            if cpu in owner:
                raise inconsistent(
                    file, node.line, f"node {node.nid} cpus", f"CPU {cpu} is on node {owner[cpu]}"
                )
            owner[cpu] = node.nid
    if not owner:
        raise inconsistent(file, nodes[0].line, f"node {nodes[0].nid} cpus", "no node has a CPU")


def _distances(cursor: _Cursor, nids: tuple[int, ...]) -> tuple[tuple[int, ...], ...] | None:
    line = cursor.next("node distances")
    if line.strip() == _NO_DISTANCES:
        return None
    if line.strip() != "node distances:":
        found = _NODE.fullmatch(line)
        if found is not None:
            raise inconsistent(
                cursor.file, cursor.line, "available", f"node {found[1]} is not in the list"
            )
        raise malformed(
            cursor.file,
            cursor.line,
            "node distances",
            f"expected 'node distances:', found {shown(line)}",
        )
    columns = _columns(cursor, nids)
    rows = [_row(cursor, nid, columns) for nid in columns]
    # Old versions print the whole square up to the highest id, with zeros for absent nodes.
    wanted = [columns.index(nid) for nid in nids]
    matrix = tuple(tuple(rows[row][1][column] for column in wanted) for row in wanted)
    for row, nid in enumerate(nids):
        _check_row(
            cursor.file, rows[wanted[row]][0], nid, dict(zip(nids, matrix[row], strict=True))
        )
    return matrix


def _columns(cursor: _Cursor, nids: tuple[int, ...]) -> tuple[int, ...]:
    field = "node distances columns"
    words = cursor.next(field).split()
    if not words or words[0] != "node":
        raise malformed(cursor.file, cursor.line, field, "expected 'node' and the node ids")
    columns = tuple(
        count(word, cursor.file, cursor.line, field, maximum=MAX_NUMNODES - 1) for word in words[1:]
    )
    if columns in (nids, tuple(range(nids[-1] + 1))):
        return columns
    for nid in nids:
        if nid not in columns:
            raise inconsistent(cursor.file, cursor.line, field, f"node {nid} has no column")
    raise inconsistent(cursor.file, cursor.line, field, "the columns are not the available nodes")


def _row(cursor: _Cursor, nid: int, columns: tuple[int, ...]) -> tuple[int, list[int]]:
    field = f"node distances row {nid}"
    line = cursor.next(field)
    found = _ROW.fullmatch(line)
    if found is None:
        raise malformed(
            cursor.file, cursor.line, field, f"expected '{nid}: ...', found {shown(line)}"
        )
    if found[1] != str(nid):
        raise inconsistent(
            cursor.file, cursor.line, field, f"missing: found row {found[1]} instead"
        )
    words = found[2].split()
    if len(words) != len(columns):
        raise inconsistent(
            cursor.file,
            cursor.line,
            field,
            f"{len(words)} distances for {len(columns)} columns",
        )
    return cursor.line, [
        count(word, cursor.file, cursor.line, field, maximum=DISTANCE_MAX) for word in words
    ]


def _check_row(file: str, line: int, nid: int, row: dict[int, int]) -> None:
    """The kernel keeps 10 for a node to itself and never stores a smaller distance."""
    for other, distance in row.items():
        field = f"node distances row {nid} column {other}"
        if other == nid and distance != LOCAL_DISTANCE:
            raise inconsistent(
                file, line, field, f"a node is {LOCAL_DISTANCE} from itself, not {distance}"
            )
        if distance < LOCAL_DISTANCE:
            raise inconsistent(file, line, field, f"distance {distance} is below {LOCAL_DISTANCE}")
