"""`cxltwin driver`: attaches a scripted driver to a running service."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from pathlib import Path
from typing import Any

import typer

from service.cli import output
from service.client.driver import AttachRefused, Hello, Session
from service.emulators.script import DriverScript, load_script
from service.emulators.scripted import ScriptedDriver


def run_driver(
    file: Path, grpc: str, url: str, *, settled: int | None, seconds: float | None, as_json: bool
) -> None:
    """Sets the node up, attaches and serves until told to stop, or so many callbacks ended."""
    script = load_script(file.name, file.read_text(encoding="utf-8"))
    _set_up(script, url)
    driver = ScriptedDriver(script, _json if as_json else _text)
    hello = Hello(script.driver, script.host, script.nid, deadline_ms=script.deadline_ms)
    try:
        asyncio.run(_serve(Session(grpc, hello, driver), driver, settled, seconds))
    except AttachRefused as refused:
        output.refused(None, refused.reason or refused.code.name, refused.detail)


def _set_up(script: DriverScript, url: str) -> None:
    """The commands before the driver attaches."""
    if not script.setup:
        return
    with output.connected(url) as client:
        for step in script.setup:
            args = dict(step.args)
            reply = client.call(script.host, step.op, **args)
            if reply.errno is not None:
                output.refused(reply.errno, reply.reason or "", reply.decided_by.sentence)


async def _serve(
    session: Session, driver: ScriptedDriver, settled: int | None, seconds: float | None
) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, driver.left.set)
    serving = asyncio.create_task(session.serve())
    watching = asyncio.create_task(_watch(driver, settled))
    done, _ = await asyncio.wait(
        {serving, watching}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
    )
    watching.cancel()
    if serving in done:
        serving.result()
    await session.leave("the script is over")
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _watch(driver: ScriptedDriver, settled: int | None) -> None:
    """Returns when the driver has to leave."""
    while settled is None or driver.nr_settled < settled:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                await driver.left.wait()
                return


def _text(event: str, facts: dict[str, Any]) -> None:
    told = "  ".join(f"{name}={value}" for name, value in facts.items() if name != "id")
    typer.echo(f"{event:<9} {told}")


def _json(event: str, facts: dict[str, Any]) -> None:
    typer.echo(json.dumps({"event": event, **facts}))
