"""What only the PostgreSQL store promises: replicas that race, lines and servers that break."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from service.control.failpoints import failpoints
from service.control.ports import OutcomeUnknown, PendingRow
from service.reasons import Refused
from service.store import postgres as postgres_store
from service.store.postgres import PostgresStore
from tests.store.faulty import FAULTS, connect_postgres
from tests.store.pending import key, revisions, row, whole_journal
from tests.support.postgres import PostgresServer


@pytest.fixture
async def pair(postgres_database_url: str) -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """Two replicas of one database."""
    stores = (PostgresStore(postgres_database_url), PostgresStore(postgres_database_url))
    for store in stores:
        await store.start()
    yield stores
    for store in stores:
        await store.stop()


@pytest.fixture
async def faulty(postgres_database_url: str) -> AsyncIterator[PostgresStore]:
    """A store whose writing connection fails on demand, with two rows in it."""
    store = PostgresStore(postgres_database_url, connect=connect_postgres)
    await store.start()
    await store.commit([row(), row()])
    yield store
    FAULTS.clear()
    await store.stop()


class Replica:
    """Writes rows of some hosts as fast as it can, as a control room would: it knows revisions."""

    def __init__(self, store: PostgresStore, hosts: list[str], seed: int) -> None:
        self.store = store
        self.hosts = hosts
        self.dice = random.Random(seed)
        self.known: dict[str, int] = {}
        self.won: list[int] = []
        self.nr_lost = 0

    async def write(self, batches: int) -> None:
        for _ in range(batches):
            picked = [self.dice.choice(self.hosts) for _ in range(self.dice.randint(1, 20))]
            batch = [row(host=host, known=self.known.get(host, 0)) for host in picked]
            written = await self.store.commit(batch)
            self._judge(batch, written)
            if None in revisions(written):
                self.known = dict((await self.store.projection("f")).subjects)

    def _judge(self, batch: list[PendingRow], written: list[Any]) -> None:
        verdicts: dict[str, bool] = {}
        for pending, made in zip(batch, written, strict=True):
            won = verdicts.setdefault(pending.host, made is not None)
            assert won is (made is not None), "rows of a host in one batch win or lose together"
            if made is None:
                self.nr_lost += 1
            else:
                self.won.append(made.revision)
                self.known[pending.host] = made.revision


@pytest.mark.parametrize("nr_hosts", [1, 5, 50])
async def test_racing_replicas_leave_no_gap_and_no_duplicate(
    pair: tuple[PostgresStore, PostgresStore], nr_hosts: int
) -> None:
    hosts = [f"h{number}" for number in range(nr_hosts)]
    one, two = (Replica(store, hosts, seed) for seed, store in enumerate(pair))
    await asyncio.gather(one.write(40), two.write(40))
    journal = await whole_journal(pair[0])
    assert sorted(one.won + two.won) == [each.revision for each in journal]
    if nr_hosts == 1:
        assert one.nr_lost + two.nr_lost > 0
    heads: dict[str, int] = {}
    for each in journal:
        heads[each.host] = each.revision
    assert (await pair[1].projection("f")).subjects == heads


async def test_replicas_that_create_the_same_fabric_and_host_agree_on_one(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    for number in range(10):
        batch = [row(f"f{number}", "", subjects={"": 0}), row(f"f{number}", f"h{number}")]
        results = await asyncio.gather(*(store.commit(batch) for store in pair))
        assert sorted(map(revisions, results), key=repr) == [[1, 2], [None, None]]


async def test_replicas_that_create_one_host_name_in_two_fabrics_agree_on_one(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    for number in range(10):
        results = await asyncio.gather(
            *(
                store.commit([row(fabric, f"h{number}")])
                for store, fabric in zip(pair, "ab", strict=True)
            )
        )
        won = [each for each in map(revisions, results) if each != [None]]
        assert len(won) == 1


async def test_replicas_that_use_one_key_agree_on_one_effect(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    for number in range(10):
        results = await asyncio.gather(
            *(
                store.commit([row(fabric, fabric, number, idempotency=key(f"k{number}"))])
                for store, fabric in zip(pair, "ab", strict=True)
            )
        )
        assert sum(each != [None] for each in map(revisions, results)) <= 1
    remembered = [await pair[0].idempotent("anonymous", f"k{number}", 0) for number in range(10)]
    assert remembered[0] is not None


async def test_batches_over_many_fabrics_lock_in_one_order(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    fabrics = [f"f{number}" for number in range(8)]
    await pair[0].commit([row(fabric, fabric) for fabric in fabrics])
    known = dict.fromkeys(fabrics, 1)

    async def write(store: PostgresStore, order: list[str]) -> int:
        lost = 0
        for _ in range(20):
            batch = [row(each, f"{each}-{order[0]}", subjects={}) for each in order]
            lost += revisions(await store.commit(batch)).count(None)
        return lost

    assert await asyncio.gather(write(pair[0], fabrics), write(pair[1], fabrics[::-1])) == [0, 0]
    for fabric in known:
        assert len(await whole_journal(pair[0], fabric)) == 41


@pytest.mark.parametrize(
    "error", [asyncpg.SerializationError("40001"), asyncpg.DeadlockDetectedError("40P01")]
)
@pytest.mark.parametrize("word", ["SELECT fabric, revision", "WITH appended", "COMMIT"])
async def test_serialisation_failures_and_deadlocks_are_retried(
    faulty: PostgresStore, error: Exception, word: str
) -> None:
    FAULTS.at(word, error, times=3)
    assert revisions(await faulty.commit([row(known=2)])) == [3]
    assert len(await whole_journal(faulty)) == 3


async def test_retries_end(faulty: PostgresStore) -> None:
    FAULTS.at("WITH appended", asyncpg.SerializationError("40001"), times=100)
    with pytest.raises(Refused):
        await faulty.commit([row(known=2)])
    FAULTS.clear()
    assert revisions(await faulty.commit([row(known=2)])) == [3]


@pytest.mark.parametrize("word", ["BEGIN", "SELECT fabric, subject", "WITH appended"])
@pytest.mark.parametrize(
    "error", [ConnectionResetError(), asyncpg.QueryCanceledError("timeout"), TimeoutError()]
)
async def test_a_statement_that_fails_leaves_nothing_and_the_next_commit_passes(
    faulty: PostgresStore, word: str, error: BaseException
) -> None:
    FAULTS.at(word, error)
    with pytest.raises(Refused) as info:
        await faulty.commit([row(known=2)])
    assert info.value.reason == "STORE_UNAVAILABLE"
    assert revisions(await faulty.commit([row(known=2)])) == [3]
    assert len(await whole_journal(faulty)) == 3


async def test_a_line_cut_before_the_commit_is_found_to_have_lost_it(
    faulty: PostgresStore,
) -> None:
    FAULTS.at("COMMIT", ConnectionResetError())
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2)])
    assert await faulty.outcome() is None
    assert revisions(await faulty.commit([row(known=2)])) == [3]


async def test_a_line_cut_after_the_commit_is_found_to_have_kept_it(
    faulty: PostgresStore,
) -> None:
    FAULTS.at("COMMIT", ConnectionResetError(), after=True)
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2), row(host="x", known=9)])
    assert revisions(await faulty.outcome() or []) == [3, None]
    assert revisions(await faulty.commit([row(known=3)])) == [4]


async def test_a_lost_batch_is_not_taken_for_another_replicas_equal_one(
    faulty: PostgresStore, postgres_database_url: str
) -> None:
    other = PostgresStore(postgres_database_url)
    await other.start()
    FAULTS.at("COMMIT", ConnectionResetError())
    with pytest.raises(OutcomeUnknown):
        await faulty.commit([row(known=2)])
    # The very same command at the very same revision, a moment later.
    assert revisions(await other.commit([row(known=2, at_ns=1)])) == [3]
    assert await faulty.outcome() is None
    await other.stop()


async def test_a_backend_that_hangs_in_its_commit_is_ended_before_the_outcome_is_told(
    pair: tuple[PostgresStore, PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = pair
    await store.commit([row()])
    connection, (pid, _) = await store._writable()
    # The transaction stays open on the server while our side has lost the line.
    await connection.execute("BEGIN")
    await connection.execute("SELECT 1 FROM fabrics FOR UPDATE")
    made = postgres_store.plan(
        [row(known=1)], await postgres_store.postgres_sql.find(connection, [row(known=1)])
    )
    store._unknown = (made, store._backend)  # type: ignore[assignment]
    held, store._writer = store._writer, None
    assert await store.outcome() is None
    alive = await other._read(
        lambda reader: reader.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", pid)
    )
    assert alive == 0
    assert revisions(await other.commit([row(known=1)])) == [2]
    held.terminate()


async def test_replicas_hear_of_each_other_and_not_of_themselves(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    one, two = pair
    heard: list[list[tuple[str, int]]] = [[], []]

    async def listen(number: int) -> None:
        async for notice in pair[number].notifications():
            heard[number].append(notice)

    tasks = [asyncio.create_task(listen(0)), asyncio.create_task(listen(1))]
    await asyncio.sleep(0.3)
    await one.commit([row("a", "h1"), row("b", "h2"), row("a", "h1")])
    await two.commit([row("c", "h3")])
    for _ in range(100):
        await asyncio.sleep(0.05)
        if heard[0] and len(heard[1]) > 1:
            break
    assert heard == [[("c", 1)], [("a", 2), ("b", 1)]]
    await one.stop()
    await two.stop()
    async with asyncio.timeout(5):
        await asyncio.gather(*tasks)


async def test_after_a_break_listeners_are_told_all_heads(
    own_postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "POLL_SECONDS", 0.2)
    store = PostgresStore(own_postgres.url())
    await store.start()
    await store.commit([row("a", "h1"), row("b", "h2")])
    heard: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    async def listen() -> None:
        async for notice in store.notifications():
            heard.put_nowait(notice)

    task = asyncio.create_task(listen())
    async with asyncio.timeout(60):
        assert {await heard.get(), await heard.get()} == {("a", 1), ("b", 1)}
        await asyncio.to_thread(own_postgres.stop, hard=True)
        with pytest.raises(Refused):
            await store.ping()
        with pytest.raises(Refused):
            await store.commit([row("a", "h1", 1)])
        await asyncio.to_thread(own_postgres.start)
        while not heard.empty():
            heard.get_nowait()
        assert {await heard.get(), await heard.get()} == {("a", 1), ("b", 1)}
        assert revisions(await store.commit([row("a", "h1", 1)])) == [2]
        await store.ping()
    await store.stop()
    await task


async def test_what_was_acknowledged_survives_crashes_of_the_database(
    own_postgres: PostgresServer,
) -> None:
    """The server is killed at random moments; every acknowledged row is there afterwards."""
    dice = random.Random(11)
    store = PostgresStore(own_postgres.url())
    await store.start()
    acknowledged: list[int] = []
    known = 0
    for _ in range(2):
        stopping = asyncio.create_task(_crash_after(own_postgres, dice.uniform(0.05, 0.2)))
        while not stopping.done():
            try:
                (made,) = await store.commit([row(known=known)])
            except OutcomeUnknown:
                await stopping
                (made,) = await _told(store) or (None,)
            except Refused:
                await asyncio.sleep(0.01)
                continue
            if made is not None:
                known = made.revision
                acknowledged.append(known)
        await stopping
    assert [each.revision for each in await whole_journal(store)] == acknowledged
    await store.stop()


async def _crash_after(server: PostgresServer, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.stop, hard=True)
    await asyncio.to_thread(server.start)


async def _told(store: PostgresStore) -> list[Any] | None:
    async with asyncio.timeout(30):
        while True:
            try:
                return await store.outcome()
            except Refused:
                await asyncio.sleep(0.05)


async def test_no_server_is_unavailable_and_not_an_error(own_postgres: PostgresServer) -> None:
    await asyncio.to_thread(own_postgres.stop)
    with pytest.raises(Refused) as info:
        await PostgresStore(own_postgres.url()).start()
    assert info.value.reason == "STORE_UNAVAILABLE"


async def test_a_failpoint_in_the_transaction_rolls_it_back(
    pair: tuple[PostgresStore, PostgresStore],
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    for name in ("before_lock", "after_lock", "before_postgres_commit"):
        failpoints.arm(name, fail)
        with pytest.raises(ZeroDivisionError):
            await pair[0].commit([row()])
        failpoints.disarm()
    assert revisions(await pair[1].commit([row()])) == [1]
