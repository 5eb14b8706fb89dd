"""What a durable command costs over gRPC, as ratios to a bare grpc.aio echo in the same run.

    cxltwin bench grpc [--json OUT]        (or: python bench/grpc_calls.py)

Service and echo run on uvloop in processes of their own. Rounds alternate; each gives a ratio of
processor times of the two servers in the same second, and the median of these ratios counts: a
shared machine changes its speed between rounds. One line a figure: name, ratio, floor, verdict.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import grpc
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parent))

from grpc_load import ECHO, ROOT, Round, free_port, process, stream_load, unary_load

from service.client import Client
from service.gen.cxltwin.mm.v1 import mm_service_pb2 as mm

IN_FLIGHT = 32
ROUNDS = 9
UNARY_OPS = 2000
STEPS = 100
MESSAGES = 60
WINDOW = 16
UNARY_FLOOR = 0.65
BATCH_FLOOR = 0.15
MM = "/cxltwin.mm.v1.MmService/"
NODES: dict[str, Any] = {
    "nodes": [
        {
            "nid": 0,
            "cpus": [0],
            "zones": [
                {
                    "zone": "Normal",
                    "start_pfn": "0x100000",
                    "spanned": 1 << 22,
                    "present": 1 << 22,
                    "managed": 1 << 22,
                }
            ],
        }
    ],
    "distances": [[10]],
}


class Labels:
    """Pairs of requests that take a page under a fresh label and free it: the host stays small."""

    def __init__(self) -> None:
        self.number = 0

    def pair(self) -> tuple[mm.AllocPagesRequest, mm.FreePagesRequest]:
        self.number += 1
        label = f"l{self.number}"
        gfp = {"values": ["GFP_KERNEL"]}
        alloc = mm.AllocPagesRequest(host="h", label=label, preferred_nid=0, gfp=gfp)
        return alloc, mm.FreePagesRequest(host="h", label=label)

    def batch(self, number: int) -> mm.BatchRequest:
        steps = []
        for _ in range(STEPS // 2):
            alloc, free = self.pair()
            steps += [mm.BatchStep(alloc_pages=alloc), mm.BatchStep(free_pages=free)]
        return mm.BatchRequest(id=number, host="h", steps=steps)


def furnish(url: str) -> None:
    with Client(url) as client:
        client.create_fabric("bench")
        client.create_host("bench", "h", "thread-2026-06", topology=NODES)


def _pairs(channel: Any, labels: Labels, *, echo: bool) -> Any:
    """Two unary calls after each other: take a page, free it."""
    calls = [
        channel.unary_unary(
            f"{ECHO}{name}" if echo else f"{MM}{name}",
            request_serializer=request.SerializeToString,
            response_deserializer=(request if echo else response).FromString,
        )
        for name, request, response in (
            ("AllocPages", mm.AllocPagesRequest, mm.AllocPagesResponse),
            ("FreePages", mm.FreePagesRequest, mm.FreePagesResponse),
        )
    ]

    async def pair(_: int) -> None:
        for call, request in zip(calls, labels.pair(), strict=True):
            await call(request)

    return pair


def _stream(channel: Any, path: str, response: Any) -> Any:
    return channel.stream_stream(
        path,
        request_serializer=mm.BatchRequest.SerializeToString,
        response_deserializer=response.FromString,
    )


class Figure(NamedTuple):
    """Microseconds an operation in one round, of service and echo: processor and wall time."""

    cpu: float
    wall: float
    bare_cpu: float
    bare_wall: float


async def measure(service: tuple[int, int], echo: tuple[int, int]) -> dict[str, list[Figure]]:
    """What each round cost, by figure; the first round only warms up."""
    labels = Labels()
    async with (
        grpc.aio.insecure_channel(f"127.0.0.1:{service[1]}") as ours,
        grpc.aio.insecure_channel(f"127.0.0.1:{echo[1]}") as bare,
    ):
        pairs = [
            (service[0], _pairs(ours, labels, echo=False)),
            (echo[0], _pairs(bare, labels, echo=True)),
        ]
        streams = [
            (service[0], _stream(ours, f"{MM}Batch", mm.BatchResponse)),
            (echo[0], _stream(bare, f"{ECHO}Stream", mm.BatchResponse)),
        ]
        unary = [await _unary_round(pairs) for _ in range(ROUNDS + 1)]
        batch = [await _batch_round(streams, labels) for _ in range(ROUNDS + 1)]
    return {"unary": unary[1:], "batch": batch[1:]}


async def _unary_round(servers: list[tuple[int, Any]]) -> Figure:
    row: tuple[float, ...] = ()
    for pid, pair in servers:
        timed = Round(pid)
        await unary_load(pair, UNARY_OPS // 2, IN_FLIGHT)
        row += timed.end(UNARY_OPS)
    return Figure(*row)


async def _batch_round(servers: list[tuple[int, Any]], labels: Labels) -> Figure:
    row: tuple[float, ...] = ()
    for pid, call in servers:
        messages = [labels.batch(number) for number in range(MESSAGES)]
        timed = Round(pid)
        await stream_load(call, messages, WINDOW)
        row += timed.end(MESSAGES * STEPS)
    return Figure(*row)


def main() -> int:
    """Prints the figures; 1 if one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    http, port, echo_port = free_port(), free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--http-port={http}", f"--grpc-port={port}"]
        database = f"--database-url=sqlite:///{folder}/bench.db"
        serve = ["-c", "from service.cli.main import app; app()", "serve", *options, database]
        load = str(ROOT / "bench" / "grpc_load.py")
        with process(*serve, port=http) as pid, process(load, str(echo_port), port=echo_port) as e:
            furnish(f"http://127.0.0.1:{http}")
            found = uvloop.run(measure((pid, port), (e, echo_port)))
    failed, rows = 0, []
    for name, floor in (("unary", UNARY_FLOOR), ("batch", BATCH_FLOOR)):
        ratios = sorted(each.bare_cpu / each.cpu for each in found[name])
        ratio = median(ratios)
        verdict = "PASS" if ratio >= floor else "FAIL"
        failed += verdict == "FAIL"
        rows.append(
            {
                "name": f"grpc_{name}_durable",
                "ratio": round(ratio, 3),
                "floor": floor,
                "verdict": verdict,
                "ratios": [round(each, 3) for each in ratios],
                "wall_ratio": round(median(each.bare_wall / each.wall for each in found[name]), 3),
                "cpu_us": round(median(each.cpu for each in found[name]), 1),
                "bare_cpu_us": round(median(each.bare_cpu for each in found[name]), 1),
            }
        )
        print(f"{rows[-1]['name']:<28} {ratio:6.3f} {floor:6.2f} {verdict}")
    if arguments.json is not None:
        report = {"load_average": os.getloadavg(), "figures": rows}
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
