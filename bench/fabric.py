"""A fabric of 1,000 hosts, 64 switches, 4,096 memdevs, 10,000 regions: load, page, single read.

    cxltwin bench fabric [--json OUT]     (or: python bench/fabric.py [--hosts N])

Loading is a start of the service on its store (snapshot, newer journal, comparison of every
inventory row), against a bare executemany of the same rows into SQLite; `fabric_commands` is the
same for building it command by command, each durable, and has no floor. A filtered page of 100
decoders and a single device: a bare FastAPI route with the same bytes. Both reads again on a fabric
of 10 hosts: flat within 25 %. All reads take turns in short windows, the best of each counts. One
line a figure: name, value, floor, verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from service.api.app import build
from service.api.edge import Edge
from service.app import SystemClock, calm_collector, hold_collector
from service.control.calls import Call
from service.control.control import Control
from service.drivers.nobody import NoDrivers
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.fabric.commands import ALL_COMMANDS, HOST_COMMANDS
from service.fabric.inventory import INVENTORY_COLUMNS
from service.store.sqlite import SqliteStore

HOSTS, SWITCHES, MEMDEVS, REGIONS = 1000, 64, 4096, 10_000
GIB = 1 << 30
SIZE = 1 << 28
BATCH = 500
#: requests of a window, windows of each read, starts
WINDOW, TURNS, STARTS = 25, 30, 3
Step = tuple[str, str | None, dict[str, Any]]


def steps(hosts: int) -> list[Step]:
    """The commands of a fabric with so many hosts, everything else in proportion."""
    share = hosts / HOSTS
    switches = max(1, round(SWITCHES * share))
    devices = max(hosts, round(MEMDEVS * share))
    regions = round(REGIONS * share)
    zone = {"zone": "Normal", "start_pfn": "0x100000", "spanned": 1 << 18, "present": 1 << 18}
    nodes = [{"nid": 0, "cpus": [0], "zones": [{**zone, "managed": 1 << 18}]}]
    nodes.append({"nid": 1, "online": False})
    topology = {"nodes": nodes, "distances": [[10, 20], [20, 10]]}
    windows = [{"base": "0x1000000000", "size": 64 * GIB, "targets": [12], "nid": 1}]
    cxl = {"windows": windows, "host_bridges": [{"uid": 12, "nr_root_ports": 2, "nr_decoders": 32}]}
    found: list[Step] = [("create_fabric", None, {"fabric": "big"})]
    found += [
        (
            "create_host",
            None,
            {"host": f"h{n:04d}", "kernel_model": "mainline", "topology": topology, "cxl": cxl},
        )
        for n in range(hosts)
    ]
    found += _plant(hosts, switches, devices)
    found += [
        (
            "create_region",
            f"h{n * hosts // regions:04d}",
            {"decoder": "decoder0.0", "ways": 1, "size": SIZE},
        )
        for n in range(regions)
    ]
    return found


def _plant(hosts: int, switches: int, devices: int) -> list[Step]:
    """Hosts and devices round robin on switches; every device is bound to one host."""
    found: list[Step] = []
    for number in range(switches):
        mine = range(number, hosts, switches)
        vcss = [{"vcs_id": at, "usp": at, "nr_vppbs": 8} for at in range(len(mine))]
        switch = {"switch": f"s{number}", "nr_ports": 255, "vcss": vcss, "nr_decoders": 32}
        found.append(("create_switch", None, switch))
        for at, host in enumerate(mine):
            end = {"host": f"h{host:04d}", "host_bridge": 12, "switch": f"s{number}", "port": at}
            found.append(("connect", None, end))
        ports = len(mine)
        for at, device in enumerate(range(number, devices, switches)):
            name = f"d{device:04d}"
            fields = {"device": name, "serial": hex(device), "ram_size": 8 * GIB}
            found.append(("create_device", None, {**fields, "nr_decoders": 10}))
            port = {"switch": f"s{number}", "port": ports + at}
            found.append(("connect", None, {**port, "device": name}))
            place = {"switch": f"s{number}", "vcs_id": at % len(mine), "vppb_id": at // len(mine)}
            found.append(("bind_vppb", None, {**place, "port_id": ports + at}))
    return found


def call_of(step: Step) -> Call:
    """A command as the edge would send it."""
    op, host, fields = step
    command = ALL_COMMANDS[op].model_validate(fields)
    fabric = None if op in HOST_COMMANDS or op == "create_fabric" else "big"
    return Call(command=command, host=host, fabric=fabric)


async def load(path: Path, hosts: int) -> tuple[Control, float]:
    """A control room with the fabric, over SQLite, and the seconds it took."""
    control = Control(SqliteStore(path), engine, NoDrivers(), SystemClock())
    await control.start()
    calls = [call_of(step) for step in steps(hosts)]
    await control.execute_batch(calls[:1])
    started = time.perf_counter()
    for at in range(1, len(calls), BATCH):
        for answer in await control.execute_batch(calls[at : at + BATCH]):
            assert answer.answer.ret >= 0, answer.answer
    return control, time.perf_counter() - started


def bare(path: Path) -> tuple[int, float]:
    """The same rows by executemany into fresh tables of the same shape: rows and seconds."""
    source = sqlite3.connect(path)
    tables = ["journal", *INVENTORY_COLUMNS]
    rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    schema = {
        name: source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        for name in tables
    }
    source.close()
    with tempfile.TemporaryDirectory() as folder:
        target = sqlite3.connect(Path(folder) / "bare.db")
        target.execute("PRAGMA journal_mode=WAL")
        for name in tables:
            target.execute(schema[name])
        started = time.perf_counter()
        for name in tables:
            if rows[name]:
                marks = ", ".join("?" * len(rows[name][0]))
                target.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
                target.commit()
        seconds = time.perf_counter() - started
        target.close()
    return sum(map(len, rows.values())), seconds


async def start(path: Path) -> float:
    """Seconds of a start of the service on its store."""
    gc.collect()
    hold_collector()
    started = time.perf_counter()
    again = Control(SqliteStore(path), engine, NoDrivers(), SystemClock())
    await again.start()
    seconds = time.perf_counter() - started
    calm_collector()
    await again.stop(60)
    return seconds


async def loads(path: Path) -> dict[str, float]:
    """A start and bare inserts by turns, the best of each."""
    starts, bares, rows = [], [], 0
    for _ in range(STARTS):
        starts.append(await start(path))
        rows, seconds = bare(path)
        bares.append(seconds)
    return {"start_seconds": min(starts), "bare_load_seconds": min(bares), "rows": rows}


class Clients:
    """A fabric behind HTTP, and a bare route for each of its answers."""

    def __init__(self, control: Control, host: str) -> None:
        app = build(Edge(control, PageTokens(b"bench"), Metrics(), asyncio.Event()))
        self.paths = {
            "page": f"/v1/fabrics/big/decoders?host={host}&page_size=100",
            "single": "/v1/fabrics/big/devices/d0003",
        }
        self.ours = _client(app)
        self.bare = _client(FastAPI())
        self.best: dict[str, float] = {}

    async def prepare(self) -> None:
        """The bare routes answer what ours answered."""
        plain = FastAPI()
        for name, path in self.paths.items():
            plain.get(f"/{name}")(_bare_route((await self.ours.get(path)).json()))
        self.bare = _client(plain)

    async def turn(self) -> None:
        """A short window of each read; the best of all turns stays."""
        for name, path in self.paths.items():
            for key, client, where in (
                (name, self.ours, path),
                (f"bare_{name}", self.bare, f"/{name}"),
            ):
                rate = await _per_second(client, where)
                self.best[key] = max(rate, self.best.get(key, 0.0))


def _client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://twin")


async def _per_second(client: httpx.AsyncClient, path: str) -> float:
    started = time.perf_counter()
    for _ in range(WINDOW):
        answer = await client.get(path)
        assert answer.status_code == 200, answer.text
    return WINDOW / (time.perf_counter() - started)


def _bare_route(rows: Any) -> Any:
    async def route() -> Any:
        return rows

    return route


async def measure(hosts: int) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of a fabric with ten hosts and of one with so many, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("small.db", "big.db")]
        small, _ = await load(paths[0], 10)
        big, seconds = await load(paths[1], hosts)
        calm_collector()
        clients = [Clients(small, "h0005"), Clients(big, f"h{hosts // 2:04d}")]
        for each in clients:
            await each.prepare()
        for _ in range(TURNS):
            for each in clients:
                await each.turn()
        await small.stop(60)
        await big.stop(60)
        del small, big
        more = await loads(paths[1])
    return clients[0].best, {**clients[1].best, **more, "load_seconds": seconds}


def main() -> int:
    """Prints the figures; 1 if one misses its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--hosts", type=int, default=HOSTS)
    arguments = parser.parse_args()
    small, big = asyncio.run(measure(arguments.hosts))
    page, single = big["page"] / big["bare_page"], big["single"] / big["bare_single"]
    lines = [
        ("fabric_load", big["bare_load_seconds"] / big["start_seconds"], 0.3),
        ("fabric_commands", big["bare_load_seconds"] / big["load_seconds"], 0.0),
        ("fabric_list_page", page, 0.5),
        ("fabric_single_read", single, 0.7),
        ("fabric_list_page_flat", big["page"] / small["page"], 0.75),
        ("fabric_single_read_flat", big["single"] / small["single"], 0.75),
    ]
    for name, value, floor in lines:
        print(f"{name:<28} {value:6.2f} {floor:6.2f} {'PASS' if value >= floor else 'FAIL'}")
    if arguments.json is not None:
        report = {"load_average": os.getloadavg(), "small": small, "big": big}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(any(value < floor for _, value, floor in lines))


if __name__ == "__main__":
    raise SystemExit(main())
