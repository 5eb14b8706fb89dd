"""`cxltwin driver`: attaches a scripted driver to a running service."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from service.cli import output
from service.client import AsyncClient
from service.client.driver import AttachRefused, Hello, Session
from service.emulators.compressed_ram import CompressedRam
from service.emulators.compression import CompressionEmulator
from service.emulators.mempolicy import MempolicyEmulator
from service.emulators.program import Kernel
from service.emulators.script import DriverScript, load_script
from service.emulators.scripted import ScriptedDriver
from service.experiments.scenario_yaml import read_text
from service.fabric.devices import cxl_mempolicy
from service.reasons import Errno


def run_driver(
    file: Path, grpc: str, url: str, *, settled: int | None, seconds: float | None, as_json: bool
) -> None:
    """Sets the node up, attaches and serves until told to stop, or so many callbacks ended."""
    script = load_script(file.name, read_text(file))
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


class Device(NamedTuple):
    """The options of a compressing device."""

    capacity: int
    low_free: int
    high_free: int
    latency_ms: int
    seed: int
    flush_interval_ms: int


def emulate(
    driver: str, host: str, pdev: str, grpc: str, url: str, device: Device, *, as_coded: bool
) -> None:
    """Runs a sample driver of patches 26 and 27 as this process, until told to stop."""
    if driver not in EMULATED:
        output.fail(output.EXIT_USAGE, f"no driver {driver}; there are {', '.join(EMULATED)}")
    where = output.service_url(url)
    ret = asyncio.run(_emulate(driver, host, pdev, grpc, where, device, as_coded=as_coded))
    if ret < 0:
        name = Errno(-ret).name
        output.fail(output.EXIT_REFUSED, f"{name}: {driver} did not bind to {pdev}")


#: sample drivers that run in a process of their own
EMULATED: Final = ("cxl_mempolicy", "cxl_compression")


async def _emulate(
    driver: str, host: str, pdev: str, grpc: str, url: str, device: Device, *, as_coded: bool
) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncClient(url) as client:
        kernel = Kernel(client, host, typer.echo)
        emulator: MempolicyEmulator | CompressionEmulator
        if driver == "cxl_mempolicy":
            options = cxl_mempolicy.Options(
                refuses_shared_node=not as_coded, offline_first=not as_coded
            )
            emulator = MempolicyEmulator(kernel, pdev, grpc, typer.echo, options)
        else:
            ram = CompressedRam(
                device.capacity, device.low_free, device.high_free, device.latency_ms, device.seed
            )
            interval = device.flush_interval_ms
            emulator = CompressionEmulator(
                kernel, pdev, ram, typer.echo, flush_interval_ms=interval
            )
        ret = await emulator.probe()
        if ret < 0:
            return ret
        typer.echo(f"{driver} is bound to {pdev} of {host}, node {emulator.context.nid}")
        await emulator.serve(stop)
        await emulator.remove()
    typer.echo(f"{driver} let {pdev} go")
    return 0
