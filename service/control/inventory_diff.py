"""Which inventory rows a commit must write: where the projection differs from the store."""

from __future__ import annotations

from collections.abc import Iterable

from service.control.cache import FabricCache, Place, Rows
from service.control.ports import InventoryWrite, Project


def changed_rows(place: Place, stored: Rows | None, rows: Rows) -> InventoryWrite | None:
    """What brings the stored rows (None: not known) to these; None if they are these already."""
    if stored is rows:
        return None  # the projection keeps rows of what did not change
    table, host = place
    if stored is None:
        return InventoryWrite(table, host, len(rows), tuple(enumerate(rows)))
    changed = tuple(
        (position, row)
        for position, row in enumerate(rows)
        if position >= len(stored) or stored[position] != row
    )
    fewer = len(rows) < len(stored)
    if not changed and not fewer:
        return None
    return InventoryWrite(table, host, len(rows) if fewer else None, changed)


def differences(
    project: Project, cache: FabricCache, hosts: Iterable[str]
) -> dict[str, list[tuple[Place, Rows, InventoryWrite]]]:
    """By host: the tables in which its projection differs from what the store is known to have."""
    found: dict[str, list[tuple[Place, Rows, InventoryWrite]]] = {}
    for change in project(cache.state, tuple(hosts)):
        place = (change.table, change.host)
        write = changed_rows(place, cache.stored.get(place), change.rows)
        if write is not None:
            found.setdefault(change.host, []).append((place, change.rows, write))
    return found
