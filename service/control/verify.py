"""Verification: the whole journal again, and everything that was derived from it.

Gap-free revisions, the digest chain, each result as the engine gives it today, each snapshot's hash
against the replayed state, subject revisions and inventory rows against the projection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from service.control.ports import Engine, Project, Projection, Snapshot, Store
from service.control.replay import ReplayMismatchError, Timeline, rows_after
from service.fabric import inventory

#: Problems listed of one fabric; more are only counted.
PROBLEMS_MAX: Final = 100

Progress = Callable[[str, int, int], None]


class FabricReport(msgspec.Struct, frozen=True):
    """What was found in one fabric. `revision` is how far the replay came."""

    fabric: str
    revision: int
    rows: int
    snapshots: int
    state_hash: str
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


class StoreReport(msgspec.Struct, frozen=True):
    """What was found in a store."""

    fabrics: tuple[FabricReport, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found anywhere."""
        return all(fabric.is_sound for fabric in self.fabrics)


async def verify_fabric(
    store: Store,
    engine: Engine,
    fabric: str,
    *,
    project: Project = inventory.project,
    progress: Progress = lambda _fabric, _done, _total: None,
) -> FabricReport:
    """Replays a fabric from its first row. Refuses: STORE_UNAVAILABLE."""
    snapshots = await store.snapshots(fabric)  # first: none of them is newer than the head
    derived = await store.projection(fabric)
    head = derived.head
    problems: list[str] = []
    if head is None:
        return FabricReport(fabric, 0, 0, 0, "", ("the fabric has no head row",))
    line = Timeline(engine, fabric)
    waiting = list(snapshots)
    try:
        async for row in rows_after(store, fabric, 0, head.revision):
            line.apply(row)
            if waiting and waiting[0] == line.revision:
                waiting.pop(0)
                snapshot = await store.latest_snapshot(fabric, line.revision)
                problems.extend(_check_snapshot(engine, line, snapshot))
            progress(fabric, line.revision, head.revision)
    except ReplayMismatchError as mismatch:
        problems.append(f"revision {mismatch.revision}: {mismatch.why}")
    else:
        problems.extend(f"no row is at the snapshot of revision {each}" for each in waiting)
        problems.extend(_check_head(line, derived))
        problems.extend(_check_inventory(line, derived, project))
    return FabricReport(
        fabric,
        line.revision,
        head.revision,
        len(snapshots),
        engine.state_hash(line.state),
        tuple(problems[:PROBLEMS_MAX]),
    )


async def verify_store(
    store: Store,
    engine: Engine,
    *,
    project: Project = inventory.project,
    progress: Progress = lambda _fabric, _done, _total: None,
) -> StoreReport:
    """Replays every fabric of a started store. Refuses: STORE_UNAVAILABLE."""
    return StoreReport(
        tuple(
            [
                await verify_fabric(store, engine, head.fabric, project=project, progress=progress)
                for head in await store.heads()
            ]
        )
    )


def _check_snapshot(engine: Engine, line: Timeline, snapshot: Snapshot | None) -> list[str]:
    if snapshot is None or snapshot.revision != line.revision:
        return []  # a service that runs beside us thinned it out
    if snapshot.engine_version != engine.ENGINE_VERSION:
        return []  # another engine hashed it
    where = f"the snapshot of revision {line.revision}"
    replayed = engine.state_hash(line.state)
    problems = []
    if snapshot.state_hash != replayed:
        problems.append(f"{where} has hash {snapshot.state_hash}, replay gives {replayed}")
    if engine.state_hash(engine.decode(snapshot.data)) != snapshot.state_hash:
        problems.append(f"{where} does not decode to the state of its hash")
    return problems


def _check_head(line: Timeline, derived: Projection) -> list[str]:
    head = derived.head
    assert head is not None, "checked before"
    problems = []
    if line.revision != head.revision:
        problems.append(f"the head says revision {head.revision}, the journal ends before")
    elif line.digest != head.digest:
        problems.append("the head's digest is not that of the last row")
    for subject in sorted(line.subjects.keys() | derived.subjects.keys()):
        replayed, stored = line.subjects.get(subject), derived.subjects.get(subject)
        if replayed != stored:
            name = subject or "the configuration"
            problems.append(f"{name} is stored at revision {stored}, replay gives {replayed}")
    return problems


def _check_inventory(line: Timeline, derived: Projection, project: Project) -> list[str]:
    stored = {(each.table, each.host): each.rows for each in derived.inventory}
    hosts = ("", *sorted(line.state.hosts))
    projected = {
        (each.table, each.host): each.rows for each in project(line.state, hosts) if each.rows
    }
    return [
        f"inventory table {table} of {f'host {host}' if host else 'the plant'}: "
        f"stored {stored.get((table, host), ())!r}, "
        f"replay gives {projected.get((table, host), ())!r}"
        for table, host in sorted(stored.keys() | projected.keys())
        if stored.get((table, host)) != projected.get((table, host))
    ]
