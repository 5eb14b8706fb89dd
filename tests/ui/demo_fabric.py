"""The demo fabric in process, and as much of a control room as the dashboard needs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

import httpx
from starlette.applications import Starlette

from service.control.ports import DriverSession
from service.edge.ports import ControlPort, HostRef
from service.experiments.scenario_bundled import FOUR_LISTS, bundled
from service.experiments.scenario_load import load_scenario
from service.fabric.commands import CreateFabric, CreateHost
from service.fabric.engine import Done, Envelope, committed, step
from service.fabric.state import FabricState
from service.mm.commands import Command
from service.reasons import Refused
from service.ui.pages import DEMO_HOSTS, routes


class _Fabric:
    def __init__(self, name: str) -> None:
        self.state = FabricState(name)
        self.revision = 0
        self.run(CreateFabric(fabric=name))

    def run(self, command: Command, host: str | None = None) -> None:
        done = step(self.state, Envelope(command, host))
        assert isinstance(done, Done)
        self.revision += 1
        committed(self.state, done.subjects, self.revision)


def demo_fabric() -> FabricState:
    """The fabric as `cxltwin demo` makes it."""
    loaded = load_scenario(FOUR_LISTS, bundled(FOUR_LISTS))
    topology = next(iter(loaded.names.values())).topology()
    fabric = _Fabric("demo")
    for host, model in DEMO_HOSTS.items():
        fabric.run(CreateHost(host=host, kernel_model=model, topology=topology))
        for each in loaded.steps:
            if each.command is not None and each.step.phase == "setup":
                fabric.run(each.command, host)
    return fabric.state


class FakeControl:
    """Fabrics that stand still."""

    def __init__(self, *fabrics: FabricState, sessions: Sequence[DriverSession] = ()) -> None:
        self._fabrics = fabrics
        self._sessions = sessions

    def driver_sessions(self) -> Sequence[DriverSession]:
        return self._sessions

    async def fabrics(self) -> Sequence[FabricState]:
        return self._fabrics

    async def host_ref(self, host: str) -> HostRef:
        for fabric in self._fabrics:
            if host in fabric.hosts:
                return HostRef(fabric, fabric.hosts[host])
        raise Refused("UNKNOWN_HOST", host=host)


def dashboard(*fabrics: FabricState, sessions: Sequence[DriverSession] = ()) -> Starlette:
    """The page alone."""
    control = FakeControl(*fabrics, sessions=sessions)
    return Starlette(routes=routes(cast("ControlPort", control)))


def get(app: Starlette, path: str = "/") -> httpx.Response:
    """One response of an application, without a network."""

    async def fetch() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://twin") as client:
            return await client.get(path)

    return asyncio.run(fetch())
