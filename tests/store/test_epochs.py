"""Epochs of drivers: the highest one stands, for as long as the host is the same one."""

from __future__ import annotations

from service.control.ports import DriverEpoch, Store
from service.store.opening import MEMORY_URL, open_store


def given(
    epoch: int, *, host: str = "h", nid: int = 2, driver: str = "d", born: int = 5
) -> DriverEpoch:
    return DriverEpoch(host, nid, driver, born, epoch)


async def test_the_highest_epoch_stands(store: Store) -> None:
    assert [await store.fence(given(epoch)) for epoch in (3, 7, 5, 7, 8)] == [3, 7, 7, 7, 8]


async def test_each_driver_of_each_node_has_its_own(store: Store) -> None:
    await store.fence(given(2**53 - 1))
    for other in (given(1, host="i"), given(1, nid=3), given(1, driver="e")):
        assert await store.fence(other) == 1


async def test_a_host_of_the_same_name_begins_anew(store: Store) -> None:
    await store.fence(given(9))
    assert await store.fence(given(1, born=30)) == 1
    assert await store.fence(given(2, born=30)) == 2


async def test_an_epoch_survives_the_process(url: str) -> None:
    if url == MEMORY_URL:
        return
    for epoch, stands in ((4, 4), (3, 4)):
        store = open_store(url)
        await store.start()
        assert await store.fence(given(epoch)) == stands
        await store.stop()
