"""`auto_run`: due background work follows as journalled commands (mm/vmscan.c, wakeup_kswapd)."""

from __future__ import annotations

from collections.abc import Sequence

from service.control.ports import JournalRow
from service.fabric import engine, inventory
from service.fabric.commands import CreateHost, UpdateHost
from service.mm.commands.kernel import AllocPages
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.store.memory import MemoryStore
from tests.control.room import Room, room_on, settle, whole_journal
from tests.control.toy import create_fabric

PAGES = 65536
FILL = AllocPages(label="fill", preferred_nid=0, order=0, count=PAGES - 64)


def _host(*, auto_run: bool) -> CreateHost:
    zone = ZoneSpec(
        zone="Normal", start_pfn="0x100000", spanned=PAGES, present=PAGES, managed=PAGES
    )
    topology = Topology(nodes=(NodeSpec(nid=0, cpus=(0,), zones=(zone,)),), distances=((10,),))
    return CreateHost(
        host="h", kernel_model="mainline", knobs={}, topology=topology, auto_run=auto_run
    )


async def _filled(*, auto_run: bool) -> tuple[Room, Sequence[JournalRow]]:
    store = MemoryStore()
    async with room_on(store, engine=engine, project=inventory.project) as room:
        await room.run(create_fabric())
        await room.run(_host(auto_run=auto_run))
        answer = (await room.run(FILL)).answer
        assert "kswapd_woken" in [effect.effect for effect in answer.effects]
        await settle()
        assert (await room.control.verify("f")).problems == ()
        return room, await whole_journal(store)


async def test_a_woken_kswapd_runs_by_itself_on_a_host_with_auto_run() -> None:
    _, rows = await _filled(auto_run=True)
    assert [(row.op, row.principal) for row in rows[2:]] == [
        ("alloc_pages", "anonymous"),
        ("run", "auto_run"),
    ]


async def test_nothing_runs_by_itself_without_auto_run() -> None:
    _, rows = await _filled(auto_run=False)
    assert [row.op for row in rows[2:]] == ["alloc_pages"]


async def test_auto_run_begins_when_it_is_switched_on() -> None:
    store = MemoryStore()
    async with room_on(store, engine=engine, project=inventory.project) as room:
        await room.run(create_fabric())
        await room.run(_host(auto_run=False))
        await room.run(UpdateHost(auto_run=True))
        await room.run(FILL)
        await settle()
    assert [row.op for row in await whole_journal(store)][-1] == "run"


async def test_a_validated_command_makes_nothing_due() -> None:
    store = MemoryStore()
    async with room_on(store, engine=engine, project=inventory.project) as room:
        await room.run(create_fabric())
        await room.run(_host(auto_run=True))
        await room.run(FILL, validate_only=True)
        await settle()
    assert [row.op for row in await whole_journal(store)] == ["create_fabric", "create_host"]
