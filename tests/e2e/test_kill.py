"""Nothing acknowledged is lost: the service is killed while it works, again and again."""

from __future__ import annotations

import asyncio
import itertools
import random
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from service.client import Client
from service.client.requests import Call, Options, call_request
from tests.support.twin import Twin

KILLS = 60
CLIENTS = 6
SEED = 20260604


class Acknowledged(NamedTuple):
    """An answer that a client has received."""

    revision: int
    host: str
    op: str
    ret: int


class Load:
    """Clients that send random commands until the service dies under them."""

    def __init__(self, seed: int, hosts: list[str]) -> None:
        self.random = random.Random(seed)
        self.hosts = hosts
        self.acknowledged: list[Acknowledged] = []
        self.unknown = 0
        self._pids = itertools.count(1)
        self._labels = itertools.count(1)

    def command(self) -> Call:
        """A command that changes something, or that the kernel refuses."""
        pid = self.random.randint(1, 40)
        kind = self.random.choice(("task", "mmap", "touch", "mbind", "alloc", "policy", "exit"))
        match kind:
            case "task":
                return Call("create_task", {"pid": 1 + next(self._pids) % 40})
            case "mmap":
                return Call("mmap", {"pid": pid, "area": f"a{next(self._labels)}", "nr_pages": 64})
            case "touch":
                return Call("touch", {"pid": pid, "area": f"a{self.random.randint(1, 30)}"})
            case "mbind":
                area = f"a{self.random.randint(1, 30)}"
                fields: dict[str, Any] = {"mode": "MPOL_BIND", "nodemask": [2]}
                return Call("mbind", {"pid": pid, "area": area, **fields})
            case "alloc":
                label = f"l{next(self._labels)}"
                gfp = self.random.choice((["GFP_KERNEL"], ["GFP_KERNEL", "GFP_PRIVATE"]))
                return Call("alloc_pages", {"label": label, "preferred_nid": 2, "gfp": gfp})
            case "policy":
                return Call("set_mempolicy", {"pid": pid, "mode": "MPOL_BIND", "nodemask": [2]})
            case _:
                return Call("exit_task", {"pid": pid})

    async def client(self, url: str) -> None:
        """Sends until the connection breaks."""
        async with httpx.AsyncClient(base_url=url, timeout=10, trust_env=False) as http:
            while True:
                host, call = self.random.choice(self.hosts), self.command()
                request = call_request(host, call, Options())
                try:
                    response = await http.post(
                        request.path, json=request.body, headers=dict(request.headers)
                    )
                except httpx.TransportError:
                    self.unknown += 1
                    return
                assert response.status_code in {200, 404, 409}, response.text
                if response.status_code == 200:
                    body = response.json()
                    self.acknowledged.append(
                        Acknowledged(int(body["revision"]), host, call.op, body["ret"])
                    )

    async def until_killed(self, twin: Twin, answers: int, delay: float) -> None:
        """Runs the clients; kills the service `delay` seconds after so many answers."""
        wanted = len(self.acknowledged) + answers
        clients = [asyncio.create_task(self.client(twin.url)) for _ in range(CLIENTS)]
        async with asyncio.timeout(60):
            while len(self.acknowledged) < wanted:  # noqa: ASYNC110 - polled between answers
                await asyncio.sleep(0.001)
        await asyncio.sleep(delay)
        twin.kill()
        await asyncio.gather(*clients)


def journal(twin: Twin) -> dict[int, dict[str, Any]]:
    """All events of the demo fabric by revision."""
    with Client(twin.url) as client:
        return {
            int(event["revision"]): event for event in client.items("list_events", fabric="demo")
        }


@pytest.mark.timeout(1200)
def test_sixty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    twin = Twin(tmp_path, "demo")
    load = Load(SEED, ["june", "v4", "lists"])
    try:
        twin.start()
        twin.wait_for_demo()
        twin.command = ("serve",)
        for number in range(KILLS):
            answers = load.random.choice((0, 1, 2, 5, 10, 20, 40))
            delay = load.random.choice((0.0, 0.0, 0.001, 0.003, 0.01))
            asyncio.run(load.until_killed(twin, answers, delay))
            if number % 20 == 19:
                verified = twin.run("journal", "verify")
                assert verified.returncode == 0, verified.stdout + verified.stderr
            twin.start()
        events = journal(twin)
    finally:
        twin.kill()
    assert sorted(events) == list(range(1, len(events) + 1)), "revisions have no gap"
    assert len(load.acknowledged) > 5 * KILLS
    assert load.unknown > 0, "some kills hit requests in flight"
    assert len({each.revision for each in load.acknowledged}) == len(load.acknowledged)
    for each in load.acknowledged:
        event = events[each.revision]
        assert (event["host"], event["op"]) == (each.host, each.op)
        assert event["answer"]["ret"] == each.ret
    verified = twin.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
