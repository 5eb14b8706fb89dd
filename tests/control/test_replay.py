"""Loading, old revisions, snapshots, verification: what is read is what was written, or told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import pytest

from service.control.control import Control
from service.control.journal import decode_answer, envelope_of
from service.control.ports import JournalRow, Snapshot
from service.control.snapshots import superfluous
from service.control.verify import verify_fabric, verify_store
from service.fabric import inventory
from service.fabric.commands import DeleteHost, UpdateHost
from service.reasons import Refused
from service.store.memory import MemoryStore
from service.store.opening import open_store
from tests.control.room import Room, room_on, settle, whole_journal
from tests.control.toy import ToyEngine, alloc, ask, create_host, free, toy_project


async def busy(room: Room, count: int = 40) -> list[str]:
    """Some history; the hash after each revision."""
    hashes = [room.hash()]
    for number in range(count):
        host = "hi"[number % 2]
        match number % 5:
            case 4:
                await room.run(free(f"a{number - 4}"), host="hi"[number % 2])
            case 3:
                await room.run(UpdateHost(description=f"d{number}"), host=host)
            case 2:
                await room.run(ask(number % 3), host=host)
            case _:
                await room.run(alloc(f"a{number}", 1 + number % 7), host=host)
        hashes.append(room.hash())
    return hashes


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def again(store: MemoryStore) -> MemoryStore:
    """The store as a new process would find it."""
    store._stopping.clear()
    return store


async def test_a_restart_finds_the_same_state(url: str) -> None:
    first = open_store(url)
    async with room_on(first, snapshot_every=7) as room:
        await room.furnish("h", "i")
        await busy(room)
        await room.run(DeleteHost(), host="i")
        await room.furnish("j", fabric="g")
        expected = (room.hash("f"), room.hash("g"))
        subjects = dict(room.control._stepper.fabrics["f"].subjects)
    second = again(first) if isinstance(first, MemoryStore) else open_store(url)
    async with room_on(second) as room:
        assert (room.hash("f"), room.hash("g")) == expected
        assert room.control._stepper.fabrics["f"].subjects == subjects
        assert await room.control.fabric_of("j") == "g"
        with pytest.raises(Refused):
            await room.control.host_entry("i")
        for fabric in "fg":
            report = await room.control.verify(fabric)
            assert report.is_sound, report.problems
        revision = room.control.head("f")
        assert (await room.run(alloc("next"))).revision == revision + 1


async def test_every_old_revision_can_be_read(store: MemoryStore) -> None:
    async with room_on(store, snapshot_every=6) as room:
        await room.furnish("h", "i")
        hashes = await busy(room)
        await settle()
        assert await store.snapshots("f")
        for offset, expected in enumerate(hashes):
            state = await room.control.past.state_at("f", 3 + offset)
            assert room.engine.state_hash(state) == expected
        live = room.control._stepper.fabrics["f"].state
        assert state is not live
        for revision in (0, 3 + len(hashes)):
            with pytest.raises(Refused) as info:
                await room.control.past.state_at("f", revision)
            assert info.value.reason == "UNKNOWN_REVISION"


async def test_a_restart_replays_only_what_is_behind_the_last_snapshot(store: MemoryStore) -> None:
    async with room_on(store, snapshot_every=10) as room:
        await room.furnish("h", "i")
        await busy(room, 40)
    async with room_on(again(store)) as room:
        assert room.toy.steps == 0
        assert room.control.head("f") == 43


Damage = Callable[[list[JournalRow]], None]


def _row(number: int, **changes: object) -> Damage:
    def damage(rows: list[JournalRow]) -> None:
        rows[number] = msgspec.structs.replace(rows[number], **changes)

    return damage


def _without(number: int) -> Damage:
    def damage(rows: list[JournalRow]) -> None:
        del rows[number]

    return damage


def _swapped(rows: list[JournalRow]) -> None:
    one, two = rows[5], rows[6]
    rows[5] = msgspec.structs.replace(two, revision=one.revision)
    rows[6] = msgspec.structs.replace(one, revision=two.revision)


DAMAGES: dict[str, Damage] = {
    "command": _row(5, command=b'{"label":"x","preferred_nid":0,"count":1}'),
    "result": _row(5, result=b"{}"),
    "answers": _row(5, answers=b'[{"rc":1}]'),
    "host": _row(5, host="i"),
    "op": _row(5, op="free_pages"),
    "engine version": _row(5, engine_version=9),
    "digest": _row(5, digest=bytes(32)),
    "missing": _without(5),
    "swapped": _swapped,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
async def test_a_damaged_journal_quarantines_its_fabric_and_is_never_patched(
    store: MemoryStore, damage: Damage
) -> None:
    async with room_on(store) as room:
        await room.furnish("h")
        await room.furnish("j", fabric="g")
        for number in range(10):
            await room.run(alloc(f"a{number}"))
    store._snapshots.clear()
    damage(store._journal["f"])
    before = list(store._journal["f"])
    report = await verify_store(store, ToyEngine(), project=toy_project)
    assert [(each.fabric, each.is_sound) for each in report.fabrics] == [("f", False), ("g", True)]
    assert not report.is_sound
    async with room_on(again(store)) as room:
        assert ("f", "") in room.control.quarantined
        with pytest.raises(Refused) as info:
            await room.run(alloc("b"), fabric="f", host=None)
        assert info.value.reason == "HOST_QUARANTINED"
        with pytest.raises(Refused) as info:
            await room.control.reload("f")
        assert info.value.reason == "HOST_QUARANTINED"
        await room.run(alloc("b"), host="j")
    assert store._journal["f"] == before


async def test_an_engine_that_answers_otherwise_is_found_at_start(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
        await room.run(alloc("a"))
    store._snapshots.clear()
    engine = ToyEngine()
    engine.lies = 1
    engine.version = 2
    async with room_on(again(store), engine=engine) as room:
        (why,) = room.control.quarantined.values()
        assert "the result is" in why
        report = await room.control.verify("f")
        assert "written by engine version 1, this is 2" in report.problems[0]


async def test_a_snapshot_with_another_hash_quarantines_its_fabric(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
    ((revision, snapshot),) = store._snapshots["f"].items()
    store._snapshots["f"][revision] = msgspec.structs.replace(snapshot, state_hash="0" * 64)
    async with room_on(again(store)) as room:
        assert ("f", "") in room.control.quarantined
        problems = (await room.control.verify("f")).problems
        assert any("has hash" in problem for problem in problems)


async def test_a_snapshot_of_another_engine_is_used_without_its_hash(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
        expected = room.hash()
    ((revision, snapshot),) = store._snapshots["f"].items()
    store._snapshots["f"][revision] = msgspec.structs.replace(
        snapshot, state_hash="0" * 64, engine_version=0
    )
    async with room_on(again(store)) as room:
        assert room.control.quarantined == {}
        assert room.hash() == expected


async def test_a_snapshot_that_another_engine_laid_out_is_passed_over_for_the_journal(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with room_on(store) as room:
        await room.furnish()
        expected = room.hash()
    ((revision, snapshot),) = store._snapshots["f"].items()
    decode = ToyEngine.decode

    def read(engine: ToyEngine, data: bytes) -> object:
        if data == b"laid out otherwise":
            raise ValueError(data)
        return decode(engine, data)

    monkeypatch.setattr(ToyEngine, "decode", read)
    other = msgspec.structs.replace(snapshot, data=b"laid out otherwise", engine_version=0)
    store._snapshots["f"][revision] = other
    async with room_on(again(store)) as room:
        assert room.control.quarantined == {}
        assert room.hash() == expected


async def test_a_snapshot_without_its_row_quarantines_its_fabric(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
    await store.put_snapshot(Snapshot("f", 99, 1, "", b""))
    async with room_on(again(store)) as room:
        assert ("f", "") in room.control.quarantined
    assert not (await verify_store(store, ToyEngine(), project=toy_project)).is_sound


async def test_verification_compares_everything_derived(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
        await room.run(alloc("a"))
        assert (await room.control.verify("f")).problems == ()
        place = ("numa_nodes", "f", "h")
        store._inventory[place][0] = (0, "N_MEMORY", None, None, "Normal", 1000, 1)
        store._subjects["f", "h"] = 2
        problems = (await room.control.verify("f")).problems
        assert len(problems) == 2
        assert "h is stored at revision 2, replay gives 3" in problems
        assert any("numa_nodes of host h" in problem for problem in problems)


async def test_inventory_that_differs_is_repaired_at_start(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
        await room.run(alloc("a"))
    store._inventory["numa_nodes", "f", "h"][0] = (0, "", None, None, "", 0, 0)
    store._inventory["hosts", "f", "ghost"] = {0: ("m", "d", 1)}
    async with room_on(again(store)) as room:
        assert (await room.control.verify("f")).problems == ()


async def test_verification_goes_on_beside_commands(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish("h", "i")
        await busy(room, 100)

        async def write() -> None:
            for number in range(100):
                await room.run(alloc(f"w{number}"))

        reports, _ = await asyncio.gather(
            asyncio.gather(*(room.control.verify("f") for _ in range(5))), write()
        )
        assert all(report.is_sound for report in reports)


async def test_a_store_without_its_head_is_not_sound(store: MemoryStore) -> None:
    async with room_on(store) as room:
        await room.furnish()
    report = await verify_fabric(store, ToyEngine(), "nowhere", project=toy_project)
    assert report.problems == ("the fabric has no head row",)
    store._heads["f"] = msgspec.structs.replace(store._heads["f"], digest=bytes(32))
    report = await verify_fabric(store, ToyEngine(), "f", project=toy_project)
    assert report.problems == ("the head's digest is not that of the last row",)


async def test_snapshots_come_by_themselves_and_on_stop(store: MemoryStore) -> None:
    async with room_on(store, snapshot_every=10) as room:
        await room.furnish()
        for number in range(25):
            await room.run(alloc(f"a{number}"))
            await settle(5)
        assert room.counts.snapshots >= 1
    assert (await store.snapshots("f"))[-1] == 27
    async with room_on(again(store), snapshot_every=10) as room:
        await settle()
    assert (await store.snapshots("f"))[-1] == 27
    assert room.counts.snapshots == 0


async def test_a_snapshot_of_a_busy_fabric_is_of_durable_state(store: MemoryStore) -> None:
    async with room_on(store, snapshot_every=20) as room:
        await room.furnish()

        async def write(name: str) -> None:
            for number in range(60):
                await room.run(alloc(f"{name}{number}"))
                await room.run(free(f"{name}{number}"))

        await asyncio.gather(*map(write, "abcdefgh"))
    assert len(await store.snapshots("f")) >= 3
    report = await verify_store(store, ToyEngine(), project=toy_project)
    assert report.is_sound, report
    assert report.fabrics[0].snapshots >= 3


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 1000])
def test_the_number_of_snapshots_grows_with_the_logarithm_of_the_history(count: int) -> None:
    kept: list[int] = []
    for number in range(1, count + 1):
        kept.append(number * 1000)
        kept = sorted(set(kept) - set(superfluous(kept, 1000)))
    assert kept[-1:] == ([count * 1000] if count else [])
    assert len(kept) <= 2 * max(count, 1).bit_length() + 2
    # Replay to any revision starts not further back than the revision's own age.
    for age in range(1, count):
        wanted = (count - age) * 1000
        start = max((each for each in kept if each <= wanted), default=0)
        assert (wanted - start) / 1000 <= 2 * age


async def test_the_production_projection_is_the_default() -> None:
    assert Control.__init__.__kwdefaults__["project"] is inventory.project


async def test_commands_and_answers_of_a_row_read_back(room: Room) -> None:
    await room.run(create_host("i"))
    await room.run(alloc("a", 3))
    for row in await whole_journal(room.store):
        envelope = envelope_of(row)
        assert envelope.command.op == row.op
        assert decode_answer(row.op, row.result).ret == 0
