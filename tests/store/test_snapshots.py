"""Snapshots come back as they went in; the right one is found."""

from __future__ import annotations

from service.control.ports import Snapshot, Store


def _snapshot(revision: int, data: bytes = b"state") -> Snapshot:
    return Snapshot("f", revision, 1, "hash", data)


async def test_the_newest_snapshot_at_most_at_a_revision_is_found(store: Store) -> None:
    assert await store.latest_snapshot("f") is None
    for revision in (10, 20, 30):
        await store.put_snapshot(_snapshot(revision, b"%d" % revision * 1000))
    assert await store.latest_snapshot("f") == _snapshot(30, b"30" * 1000)
    assert await store.latest_snapshot("f", 29) == _snapshot(20, b"20" * 1000)
    assert await store.latest_snapshot("f", 10) == _snapshot(10, b"10" * 1000)
    assert await store.latest_snapshot("f", 9) is None
    assert await store.latest_snapshot("g") is None


async def test_storing_a_snapshot_drops_the_named_ones_and_replaces_its_own(store: Store) -> None:
    for revision in (10, 20, 30):
        await store.put_snapshot(_snapshot(revision))
    await store.put_snapshot(_snapshot(30, b"again"), drop=[10, 99])
    assert await store.snapshots("f") == [20, 30]
    assert await store.latest_snapshot("f") == _snapshot(30, b"again")
