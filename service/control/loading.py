"""Fabrics from the store into memory: at start, and again after a quarantine."""

from __future__ import annotations

import logging
from typing import Final

from service.control.cache import WHOLE, FabricCache
from service.control.inventory_diff import differences
from service.control.ports import Project, Store
from service.control.replay import ReplayMismatchError, Timeline, advance, load
from service.control.stepping import Stepper
from service.reasons import Refused

_log: Final = logging.getLogger(__name__)


class Loader:
    """Replays journals into the stepper's fabrics and repairs what the store derived from them."""

    def __init__(self, store: Store, stepper: Stepper, project: Project) -> None:
        self._store = store
        self._stepper = stepper
        self._project = project

    async def load(self, name: str) -> None:
        """Brings a fabric to its newest revision; one that does not replay is quarantined."""
        cache = self._stepper.fabric(name)
        try:
            await load(self._store, cache)
        except ReplayMismatchError as mismatch:
            _log.critical("fabric %s is quarantined: %s", name, mismatch)
            self._stepper.quarantine(cache, WHOLE, str(mismatch))
        else:
            await self._compare_inventory(cache)
        snapshots = await self._store.snapshots(name)
        cache.rows_since_snapshot = cache.revision - max(snapshots, default=0)
        self._stepper.index_all(cache)

    async def _compare_inventory(self, cache: FabricCache) -> None:
        """Learns what the store has of the projection, and repairs what differs."""
        derived = await self._store.projection(cache.fabric)
        hosts = sorted({"", *cache.state.hosts, *(each.host for each in derived.inventory)})
        cache.stored = {
            (change.table, change.host): () for change in self._project(cache.state, tuple(hosts))
        }
        cache.stored.update({(each.table, each.host): each.rows for each in derived.inventory})
        found = differences(self._project, cache, hosts)
        for host, changes in found.items():
            _log.warning("the inventory of %s is repaired", f"host {host}" if host else "the plant")
            standing = {host: cache.subjects.get(host, 0)}
            writes = [write for _, _, write in changes]
            if await self._store.put_inventory(cache.fabric, standing, writes):
                cache.stored.update({place: rows for place, rows, _ in changes})

    async def reload(self, cache: FabricCache) -> None:
        """Builds a fabric again beside the running one, then takes its place.

        Refuses: STORE_UNAVAILABLE; HOST_QUARANTINED where it does not replay.
        """
        line = Timeline(self._stepper.engine, cache.fabric)
        try:
            await load(self._store, line)
            await cache.durable(WHOLE)
            while line.revision < cache.revision:  # commands went on meanwhile
                await advance(self._store, line)
                await cache.durable(WHOLE)
        except ReplayMismatchError as mismatch:
            raise Refused("HOST_QUARANTINED", host=cache.fabric, why=mismatch.why) from mismatch
        cache.replace(line)
        self._stepper.index_all(cache)
