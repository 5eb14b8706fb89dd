"""What a what-if costs: a fork beside msgspec, E1 beside its engine operations alone.

    cxltwin bench whatif [--json OUT]     (or: python bench/whatif.py)

`fork_records`: msgspec's encode and decode of a host's records over the whole step that forks it;
at least 1. `fork_and_write`: the same, with the first commands on both sides, which take over the
parts they write. `fork_history`: a fork of a host with a short history over one of the same records
with a hundred times as many commands behind it. `e1_models`: the engine operations of E1 over all
models run bare (the same requests on the same machines, nothing noted) over the experiment; at
least a half. Rounds are interleaved, the best of each counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from service.experiments.e1 import matrix
from service.experiments.e1.machine import Machine
from service.experiments.experiment import Request, run_experiment
from service.fabric.commands import CreateFabric, CreateHost
from service.fabric.engine import Done, Envelope, step
from service.fabric.state import FabricState
from service.fabric.whatif.commands import ForkHost
from service.mm.codec import as_data
from service.mm.commands import COMMANDS

ROUNDS = 15
TASKS, EXTENTS = 40, 200
PAGES = 1 << 20
HISTORY = 20_000
MODEL = "thread-2026-06"


def _do(fabric: FabricState, host: str, op: str, **fields: Any) -> Done:
    command = COMMANDS[op].model_validate(fields)
    done = step(fabric, Envelope(command, host))
    assert isinstance(done, Done)
    return done


def build(more: int) -> FabricState:
    """A fabric with one host of some ten thousand records, and `more` commands that leave none."""
    zone = {"zone": "Normal", "start_pfn": "0x100000", "spanned": PAGES, "present": PAGES}
    nodes = [{"nid": 0, "cpus": [0], "zones": [{**zone, "managed": PAGES}]}]
    topology = {"nodes": nodes, "distances": [[10]]}
    fabric = FabricState("bench")
    step(fabric, Envelope(CreateFabric(fabric="bench")))
    fields = {"host": "h", "kernel_model": MODEL, "topology": topology}
    step(fabric, Envelope(CreateHost.model_validate(fields)))
    for pid in range(1, TASKS + 1):
        _do(fabric, "h", "create_task", pid=pid)
        _do(fabric, "h", "mmap", pid=pid, area="a", nr_pages=4 * EXTENTS)
        for page in range(0, 4 * EXTENTS, 4):
            _do(fabric, "h", "touch", pid=pid, area="a", first=page, count=2)
    for _ in range(more // 2):
        _do(fabric, "h", "alloc_pages", label="x", preferred_nid=0)
        _do(fabric, "h", "free_pages", label="x")
    return fabric


def best(*works: Callable[[], float]) -> list[float]:
    """The best time of each, taken in turns."""
    found = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            gc.collect()
            gc.disable()
            try:
                found[at] = min(found[at], work())
            finally:
                gc.enable()
    return found


def msgspec_time(fabric: FabricState) -> Callable[[], float]:
    """Encode and decode of the host's records as plain data."""
    data = as_data(fabric.hosts["h"].state)

    def work() -> float:
        began = time.perf_counter()
        msgspec.msgpack.decode(msgspec.msgpack.encode(data, enc_hook=str))
        return time.perf_counter() - began

    return work


def fork_time(fabric: FabricState, *, write: bool = False) -> Callable[[], float]:
    """The step that forks the host, and perhaps the first write on each side."""
    command = Envelope(ForkHost(host="f", source="h", knobs={}))

    def work() -> float:
        began = time.perf_counter()
        done = step(fabric, command)
        assert isinstance(done, Done)
        undo = []
        if write:
            writes = [_do(fabric, host, "alloc_pages", label="y", preferred_nid=0) for host in "hf"]
            undo = [each.undo for each in writes]
        took = time.perf_counter() - began
        for each in [*reversed(undo), done.undo]:
            each.rollback()
        return took

    return work


def e1_times() -> list[float]:
    """(bare, whole) seconds of E1 over all models."""
    calls: list[tuple[Any, ...]] = []
    machines: list[tuple[Any, ...]] = []
    real, init = matrix.outcome, Machine.__init__

    def noted(*arguments: Any) -> str:
        calls.append(arguments)
        return real(*arguments)

    def made(self: Machine, *arguments: Any) -> None:
        machines.append(arguments)
        init(self, *arguments)

    matrix.outcome = noted  # type: ignore[assignment]
    Machine.__init__ = made  # type: ignore[method-assign, assignment]
    run_experiment(Request("E1"))
    matrix.outcome, Machine.__init__ = real, init  # type: ignore[method-assign]

    def bare() -> float:
        began = time.perf_counter()
        for arguments in machines:
            Machine(*arguments)
        for arguments in calls:
            real(*arguments)
        return time.perf_counter() - began

    def whole() -> float:
        began = time.perf_counter()
        run_experiment(Request("E1"))
        return time.perf_counter() - began

    return best(bare, whole)


def main() -> int:
    """Prints the figures; 1 if one misses its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    short, long = build(0), build(HISTORY)
    plain, forked, written, later = best(
        msgspec_time(long), fork_time(long), fork_time(long, write=True), fork_time(short)
    )
    bare, whole = e1_times()
    lines = [
        ("fork_records", plain / forked, 1.0),
        ("fork_and_write", plain / written, 1.0),
        ("fork_history", later / forked, 0.75),
        ("e1_models", bare / whole, 0.5),
    ]
    for name, value, floor in lines:
        print(f"{name:<28} {value:6.2f} {floor:6.2f} {'PASS' if value >= floor else 'FAIL'}")
    if arguments.json is not None:
        figures = {
            "msgspec_seconds": plain,
            "fork_seconds": forked,
            "fork_and_write_seconds": written,
            "e1_bare_seconds": bare,
            "e1_seconds": whole,
            "ratios": {name: value for name, value, _ in lines},
            "load_average": os.getloadavg(),
        }
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return int(any(value < floor for _, value, floor in lines))


if __name__ == "__main__":
    raise SystemExit(main())
