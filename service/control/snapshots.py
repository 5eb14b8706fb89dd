"""Snapshots bound replay: taken of durable state, stored off the commit path, thinned with age."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Final

from service.control.cache import WHOLE, FabricCache
from service.control.failpoints import failpoints
from service.control.ports import Engine, Observer, Snapshot, Store
from service.reasons import Refused

#: Encoding blocks the event loop: it may take this share of the time between two snapshots.
LOAD_MAX: Final = 0.02
#: After so many intervals a snapshot is taken whatever it costs: replay must stay bounded.
OVERDUE: Final = 20

_log: Final = logging.getLogger(__name__)


def superfluous(revisions: Sequence[int], every: int) -> list[int]:
    """Snapshots to drop: of those of about the same age, only the oldest and newest stay.

    Ages count from the newest in intervals and double from class to class: the number of snapshots
    grows with the logarithm of the history, and replay to a revision is no longer than its age.
    """
    newest = max(revisions, default=0)
    classes: dict[int, list[int]] = {}
    for revision in sorted(revisions):
        age = (newest - revision) // max(every, 1)
        classes.setdefault(age.bit_length(), []).append(revision)
    return [each for members in classes.values() for each in members[1:-1]]


class Snapshotter:
    """Takes a snapshot of a fabric when enough rows have gathered, one at a time."""

    def __init__(self, store: Store, engine: Engine, every: int, observer: Observer) -> None:
        self._store = store
        self._engine = engine
        self._every = every
        self._observer = observer
        self._tasks: dict[FabricCache, asyncio.Task[None]] = {}
        #: fabric -> when the last snapshot ended, and how long its encoding took
        self._last: dict[FabricCache, tuple[float, float]] = {}

    def consider(self, cache: FabricCache) -> None:
        """Called after every commit."""
        if cache.rows_since_snapshot < self._every or cache in self._tasks:
            return
        ended, took = self._last.get(cache, (0.0, 0.0))
        rests = time.monotonic() - ended < took / LOAD_MAX
        if rests and cache.rows_since_snapshot < self._every * OVERDUE:
            return
        task = asyncio.get_running_loop().create_task(self._attempt(cache))
        self._tasks[cache] = task
        task.add_done_callback(lambda _: self._tasks.pop(cache, None))

    async def _attempt(self, cache: FabricCache) -> None:
        try:
            await self.take(cache)
        except Refused:
            _log.warning("no snapshot of fabric %s: the store does not answer", cache.fabric)
        except Exception:  # noqa: BLE001 - the journal is whole without it
            _log.exception("no snapshot of fabric %s", cache.fabric)

    async def take(self, cache: FabricCache) -> None:
        """Stores the durable state. Refuses: STORE_UNAVAILABLE."""
        await cache.durable(WHOLE)
        if not cache.revision or cache.quarantine:
            return
        await failpoints.reach("before_snapshot")
        await cache.durable(WHOLE)
        started = time.monotonic()
        snapshot = Snapshot(
            fabric=cache.fabric,
            revision=cache.revision,
            engine_version=self._engine.ENGINE_VERSION,
            state_hash=self._engine.state_hash(cache.state),
            data=self._engine.encode(cache.state),
        )
        took = time.monotonic() - started
        rows = cache.rows_since_snapshot
        stored = await self._store.snapshots(cache.fabric)
        drop = superfluous([*stored, snapshot.revision], self._every)
        await self._store.put_snapshot(snapshot, drop)
        await failpoints.reach("after_snapshot")
        cache.rows_since_snapshot -= rows
        self._last[cache] = (time.monotonic(), took)
        self._observer.snapshot(cache.fabric, len(snapshot.data), took)

    async def stop(self, caches: Sequence[FabricCache]) -> None:
        """Ends what runs; takes a last snapshot of every fabric that moved since its last one."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()))
        for cache in caches:
            if cache.rows_since_snapshot:
                await self._attempt(cache)
