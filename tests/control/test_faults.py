"""Fail the n-th database call, for every n: the state is before or after, never between.

A client that was refused tries again with the same key until it gets its answer. Then there is one
effect, and everything that can be read back agrees.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import msgspec
import pytest

from service.control.calls import Call
from service.control.ports import Store
from service.reasons import Refused
from service.store.postgres import PostgresStore
from service.store.sqlite import SqliteStore
from tests.control.room import Room, call, room_on, whole_journal
from tests.control.toy import alloc, ask, create_fabric, create_host, free
from tests.store.faulty import FAULTS, connect_postgres, connect_sqlite

ATTEMPTS_MAX = 20
CALLS_MAX = 40

#: each of them as one transaction; the fabric has a host `h` that holds `kept`
OPERATIONS: dict[str, list[Call]] = {
    "create_fabric": [call(create_fabric("g"))],
    "create_host": [call(create_host("i"))],
    "alloc": [call(alloc("a", 7))],
    "refused by the kernel": [call(alloc("big", 5000))],
    "with a driver": [call(ask())],
    "batch": [call(alloc("a")), call(free("kept")), call(alloc("b", 3))],
}

SQLITE_FAULTS: dict[str, tuple[BaseException, bool]] = {
    "error": (sqlite3.OperationalError("disk I/O error"), False),
    "error after": (sqlite3.OperationalError("disk I/O error"), True),
}
POSTGRES_FAULTS: dict[str, tuple[BaseException, bool]] = {
    "line cut": (ConnectionResetError(), False),
    "line cut after": (ConnectionResetError(), True),
    "serialization failure": (asyncpg.SerializationError("40001"), False),
    "statement timeout": (asyncpg.QueryCanceledError("57014"), False),
}


@pytest.fixture(autouse=True)
def _no_faults() -> Iterator[None]:
    yield
    FAULTS.clear()


async def insist(room: Room, calls: list[Call]) -> list[int]:
    """What a client with retries gets in the end."""
    for _ in range(ATTEMPTS_MAX):
        try:
            answers = await room.control.execute_batch(calls)
        except Refused as refused:
            if refused.reason != "STORE_UNAVAILABLE":
                raise
            await room.control._committer.idle()
        else:
            return [each.revision or 0 for each in answers]
    raise AssertionError("no answer after many attempts")


def keyed(calls: list[Call], key: str) -> list[Call]:
    first = msgspec.structs.replace(calls[0], idempotency_key=key, fingerprint=key)
    return [first, *calls[1:]]


async def every_call_fails(
    store: Store, calls: list[Call], fault: tuple[BaseException, bool]
) -> None:
    """One room; the operation runs again and again, on a fresh host, each time one call further."""
    error, after = fault
    async with room_on(store, snapshot_every=10**9, outcome_deadline_ms=200) as room:
        for number in range(1, CALLS_MAX):
            fabric, host = f"f{number}", f"h{number}"
            await room.furnish(host, fabric=fabric)
            await room.run(alloc("kept"), host=host)
            mine = [_addressed(each, number) for each in calls]
            before = len(await whole_journal(store, fabric))
            came = FAULTS.nth(number, error, after=after)
            revisions = await insist(room, keyed(mine, f"k{number}"))
            happened = came()
            FAULTS.clear()
            owner = f"g{number}" if calls[0].command.op == "create_fabric" else fabric
            start = 0 if owner.startswith("g") else before
            assert revisions == [start + 1 + each for each in range(len(calls))]
            assert len(await whole_journal(store, owner)) == start + len(calls)
            report = await room.control.verify(owner)
            assert report.is_sound, report.problems
            if not happened:
                return
        raise AssertionError("an operation makes fewer calls than that")


def _addressed(each: Call, number: int) -> Call:
    """The same call for the fabric and host of this round."""
    op = each.command.op
    if op == "create_fabric":
        return call(create_fabric(f"g{number}"))
    if op == "create_host":
        return call(create_host(f"i{number}"), fabric=f"f{number}")
    return call(each.command, host=f"h{number}")


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("fault", SQLITE_FAULTS)
async def test_on_sqlite_every_failed_call_leaves_before_or_after(
    tmp_path: Path, operation: str, fault: str
) -> None:
    store = SqliteStore(tmp_path / "store.db", connect=connect_sqlite)
    await every_call_fails(store, OPERATIONS[operation], SQLITE_FAULTS[fault])


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("fault", POSTGRES_FAULTS)
async def test_on_postgres_every_failed_call_leaves_before_or_after(
    postgres_database_url: str, operation: str, fault: str
) -> None:
    store = PostgresStore(postgres_database_url, connect=connect_postgres)
    await every_call_fails(store, OPERATIONS[operation], POSTGRES_FAULTS[fault])
