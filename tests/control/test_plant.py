"""Commands that change several hosts through the control room: one revision, replayed, verified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.app import SystemClock
from service.control.calls import Call
from service.control.control import Control
from service.control.ports import Options
from service.control.verify import verify_store
from service.drivers.nobody import NoDrivers
from service.experiments import fabric_bundled
from service.experiments.fabric_file import FabricStep
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS, HOST_COMMANDS
from service.store.sqlite import SqliteStore


def call_of(step: FabricStep) -> Call:
    command = ALL_COMMANDS[step.op].model_validate(step.fields)
    own = step.op in HOST_COMMANDS or step.op == "create_fabric"
    return Call(command=command, host=step.host, fabric=None if own else "pool")


async def room(path: Path, **options: Any) -> Control:
    control = Control(SqliteStore(path), engine, NoDrivers(), SystemClock(), Options(**options))
    await control.start()
    return control


@pytest.mark.parametrize("name", ["surprise-removal", "switch-failure", "host-reboot"])
async def test_a_command_on_several_hosts_is_one_revision_that_replays(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "twin.db"
    file = fabric_bundled.bundled(name, "pool")
    control = await room(path, snapshot_every=7)
    for step in file.steps:
        last = await control.execute(call_of(step))
        assert last.answer.ret >= 0
    assert last.revision == len(file.steps)
    touched = {each.host for each in last.answer.effects if each.host}
    for host in ("host0", "host1"):
        entry = (await control.host_ref(host)).entry
        assert (entry.revision == last.revision) == (host in touched)
    live = engine.state_hash(await control.fabric_state("pool", whole=True))
    report = await verify_store(control._store, engine)
    assert [each.problems for each in report.fabrics] == [()]
    assert report.fabrics[0].state_hash == live
    await control.stop(5)
    again = await room(path)
    assert engine.state_hash(await again.fabric_state("pool", whole=True)) == live
    await again.stop(5)


async def test_validate_only_of_a_command_on_several_hosts_changes_none(tmp_path: Path) -> None:
    file = fabric_bundled.bundled("surprise-removal", "pool")
    control = await room(tmp_path / "twin.db")
    for step in file.steps[:-1]:
        await control.execute(call_of(step))
    before = engine.state_hash(await control.fabric_state("pool", whole=True))
    last = call_of(file.steps[-1])
    found = await control.execute(
        Call(command=last.command, fabric=last.fabric, validate_only=True)
    )
    assert found.revision is None
    assert engine.state_hash(await control.fabric_state("pool", whole=True)) == before
    await control.stop(5)
