"""The control room over the production engine and projection: the contract, not the kernel."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.control.ports import Engine, Project
from service.control.verify import verify_store
from service.fabric import engine, inventory
from service.fabric.commands import CreateHost, DeleteHost
from service.mm.commands import Command
from service.mm.commands.kernel import AllocPages, FreePages
from service.mm.commands.memory import CreateTask, Mmap, Touch
from service.mm.commands.policy import SetMempolicy
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.reasons import Refused
from service.store.memory import MemoryStore
from service.store.opening import open_store
from tests.control.room import Room, SlowStore, room_on, settle
from tests.control.toy import create_fabric

GIB = 262144


def _node(nid: int) -> NodeSpec:
    start = 0x100000 + nid * GIB
    zone = ZoneSpec(zone="Normal", start_pfn=hex(start), spanned=GIB, present=GIB, managed=GIB)
    return NodeSpec(nid=nid, cpus=(nid,), zones=(zone,))


HOST = CreateHost(
    host="h",
    kernel_model="rfc-v4",
    knobs={},
    topology=Topology(nodes=(_node(0), _node(1)), distances=((10, 20), (20, 10))),
)

WORK: tuple[Command, ...] = (
    CreateTask(pid=1, cpu=0),
    Mmap(pid=1, area="a", nr_pages=512),
    Touch(pid=1, area="a", count=300),
    SetMempolicy(pid=1, mode="MPOL_BIND", nodemask=(1,)),
    Touch(pid=1, area="a"),
    AllocPages(label="k", preferred_nid=1, count=100),
    AllocPages(label="big", preferred_nid=0, order=10, count=1000),
    FreePages(label="k"),
)


def real(store: Any = None, **options: Any) -> Any:
    return room_on(store, engine=engine, project=inventory.project, **options)


async def furnish(room: Room) -> None:
    await room.run(create_fabric())
    await room.run(HOST)


def test_the_production_engine_and_projection_have_the_contract() -> None:
    contract: Engine = engine
    projection: Project = inventory.project
    assert contract.ENGINE_VERSION >= 1
    assert projection is not None


async def test_work_survives_a_restart_with_and_without_snapshots(url: str) -> None:
    store = open_store(url)
    async with real(store, snapshot_every=3) as room:
        await furnish(room)
        for command in WORK:
            await room.run(command)
        expected = room.hash()
        assert (await room.control.verify("f")).problems == ()
    if isinstance(store, MemoryStore):
        store._stopping.clear()
        store._snapshots.clear()
    else:
        store = open_store(url)
    async with real(store) as room:
        assert room.control.quarantined == {}
        assert room.hash() == expected
        report = await verify_store(store, engine)
        assert report.is_sound, report


@pytest.mark.parametrize("command", WORK, ids=lambda command: command.op)
async def test_a_failed_commit_restores_the_state_hash(command: Command) -> None:
    store = SlowStore()
    async with real(store) as room:
        await furnish(room)
        for done in WORK[: WORK.index(command)]:
            await room.run(done)
        before = room.hash()
        store.refusal = Refused("STORE_UNAVAILABLE")
        with pytest.raises(Refused):
            await room.run(command)
        assert room.hash() == before
        store.refusal = None
        validated = await room.run(command, validate_only=True)
        assert room.hash() == before
        assert (await room.run(command)).answer == validated.answer
        assert (await room.control.verify("f")).problems == ()


async def test_undoing_a_whole_open_batch_restores_the_state_hash() -> None:
    store = SlowStore()
    async with real(store) as room:
        await furnish(room)
        before = room.hash()
        store.open.clear()
        tasks = []
        for command in (*WORK, DeleteHost()):
            tasks.append(asyncio.create_task(room.run(command)))
            await settle(3)
        assert room.hash() != before
        store.refusal = Refused("STORE_UNAVAILABLE")
        store.open.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert room.hash() == before


async def test_remembered_answers_read_back_as_they_were_given() -> None:
    store = MemoryStore()
    async with real(store) as room:
        await furnish(room)
        for number, command in enumerate(WORK):
            keyed = {"idempotency_key": f"k{number}", "fingerprint": "p", "explain": True}
            first = await room.run(command, **keyed)
            room.control._memory._recent.clear()
            again = await room.run(command, **keyed)
            assert again.replayed
            assert again.answer == first.answer
            assert [each.model_dump() for each in again.trace] == [
                each.model_dump() for each in first.trace
            ]
