"""kill -9 at any moment: what was acknowledged is there, once; what was not is whole or absent."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from pathlib import Path

import pytest

from service.control.verify import verify_store
from service.store.sqlite import SqliteStore
from tests.control.room import whole_journal
from tests.control.toy import ToyEngine, toy_project

CHILD = """
import asyncio, sys
from pathlib import Path
from service.control.failpoints import failpoints
from service.store.sqlite import SqliteStore
from tests.control.room import call, room_on
from tests.control.toy import alloc

async def main(path, start, points):
    failpoints.test_mode()
    async with room_on(SqliteStore(Path(path)), snapshot_every=20) as room:
        if not room.control._stepper.fabrics:
            await room.furnish()
        failpoints.arm_text(points)
        async def client(name):
            number = 0
            while True:
                key = f"k{start}.{name}.{number}"
                done = await room.run(alloc(key), idempotency_key=key, fingerprint=key)
                print(key, done.revision, flush=True)
                number += 1
        await asyncio.gather(*(client(name) for name in "abcd"))

asyncio.run(main(*sys.argv[1:]))
"""


async def _run_and_kill(path: Path, start: int, points: str, after: int) -> dict[str, int]:
    """Runs a service until it dies or has acknowledged so much; what it acknowledged."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CHILD,
        str(path),
        str(start),
        points,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    acknowledged: dict[str, int] = {}
    async for line in child.stdout:
        if not line.endswith(b"\n"):
            break  # the kill came in the middle of a line
        key, revision = line.split()
        acknowledged[key.decode()] = int(revision)
        if len(acknowledged) == after:
            child.send_signal(signal.SIGKILL)
    assert await child.wait() == -signal.SIGKILL
    return acknowledged


@pytest.mark.parametrize(
    "points",
    [
        "",
        "before_commit=panic@7",
        "before_sqlite_commit=panic@9",
        "after_commit=panic@8",
        "after_commit_before_reply=panic@6",
        "before_snapshot=panic@2",
        "after_snapshot=panic@1",
    ],
    ids=lambda points: points or "at random",
)
async def test_acknowledged_commands_survive_a_kill(tmp_path: Path, points: str) -> None:
    path = tmp_path / "store.db"
    dice = random.Random(points)
    acknowledged: dict[str, int] = {}
    for cycle in range(2):
        acknowledged |= await _run_and_kill(path, cycle, points, dice.randint(40, 120))
    store = SqliteStore(path)
    await store.start()
    rows = await whole_journal(store)
    by_revision = {row.revision: row for row in rows}
    for key, revision in acknowledged.items():
        assert f'"{key}"'.encode() in by_revision[revision].command
    labels = [row.command for row in rows if row.op == "alloc_pages"]
    assert len(labels) == len(set(labels)), "an effect was doubled"
    assert len(labels) >= len(acknowledged) > 0
    report = await verify_store(store, ToyEngine(), project=toy_project)
    assert report.is_sound, report
    await store.stop()
