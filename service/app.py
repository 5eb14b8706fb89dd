"""The composition root: one process, one event loop, REST and gRPC over one control room."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import uvicorn
import uvloop

from service.api.app import build
from service.api.edge import Edge
from service.control.control import Control
from service.control.failpoints import failpoints
from service.control.ports import Options
from service.drivers.registry import Registry
from service.edge.logs import configure
from service.edge.metrics import Metrics
from service.edge.tokens import PageTokens
from service.fabric import engine
from service.rpc.handlers import Rpc
from service.rpc.server import Server
from service.runs.lab import Lab
from service.runs.pool import POOL
from service.settings import Settings
from service.store.opening import open_store
from service.ui import pages

_STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
#: Net allocations before a young collection, young ones before a middle one, and so on.
GC_THRESHOLDS: Final = (20_000, 20, 100)
#: Of the drain, what is kept for the commit in flight and for closing the store.
_STORE_SHARE: Final = 0.3


class Addresses(NamedTuple):
    """Where the service listens."""

    http: str
    grpc: str

    def lines(self) -> list[str]:
        """What `serve` prints."""
        return [
            f"API      {self.http}/v1/fabrics",
            f"docs     {self.http}/docs",
            f"console  {self.http}/",
            f"gRPC     {self.grpc}",
        ]


class SystemClock:
    """The wall clock."""

    def now_ns(self) -> int:
        """Nanoseconds since the epoch."""
        return time.time_ns()


class _Uvicorn(uvicorn.Server):
    """A uvicorn that says when it listens, and leaves signals to us.

    Its own handlers would end the process before the store is closed.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, and says when it is done."""
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures nothing."""
        yield


def _options(settings: Settings) -> Options:
    """The settings that are limits of the control room."""
    return Options(**{name: getattr(settings, name) for name in Options.__struct_fields__})


def _page_secret(settings: Settings) -> bytes:
    """The key of page tokens: the same for all replicas of a store, and over restarts.

    A token grants nothing; the signature only binds it to its list.
    """
    return hashlib.sha256(b"cxltwin page tokens\0" + settings.database_url.encode()).digest()


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises: OSError with the address in its text."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        msg = f"cannot listen on {host} port {port}: {error.strerror}"
        raise OSError(error.errno, msg) from error
    return listener


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Service:
    """One running service. `start`, then `run` until something stops it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.draining = asyncio.Event()
        store = open_store(
            settings.database_url, durability=settings.durability, migrate=settings.migrate
        )
        self.drivers = Registry(self.metrics, settings.driver_deadline_ms)
        self.control = Control(
            store, engine, self.drivers, SystemClock(), _options(settings), observer=self.metrics
        )
        tokens = PageTokens(_page_secret(settings))
        self.lab = Lab(self.control)
        edge = Edge(self.control, tokens, self.metrics, self.draining, self.lab)
        app = build(edge, pages.routes(self.control))
        self._rpc = Server(
            Rpc(self.control, tokens, self.metrics, self.draining, self.drivers, self.lab)
        )
        self._http = _Uvicorn(
            uvicorn.Config(
                app,
                loop="none",
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=max(1, settings.drain_seconds // 2),
            )
        )
        self._serving: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._hurry = asyncio.Event()

    async def start(self) -> Addresses:
        """Opens the store, then both ports: gRPC first, so that one loop serves both.

        Raises: OSError for a port that is taken; what the store raises. Refuses: STORE_UNAVAILABLE.
        """
        settings = self.settings
        listener = _listen(settings.http_host, settings.http_port)
        try:
            await self.control.start()
            await self.lab.start()
            self.drivers.open(self.control)
            grpc_port = await self._rpc.start(settings.grpc_host, settings.grpc_port)
        except BaseException:
            listener.close()
            await self.control.stop(0)
            raise
        self._serving = asyncio.create_task(self._http.serve(sockets=[listener]))
        await self._http.listening.wait()
        http_port = listener.getsockname()[1]
        return Addresses(
            f"http://{_named(settings.http_host)}:{http_port}",
            f"{_named(settings.grpc_host)}:{grpc_port}",
        )

    def stop(self) -> None:
        """Begins to end; a second time, without waiting for open requests."""
        if self._stop.is_set():
            self._http.force_exit = True
            self._hurry.set()
        self._stop.set()

    async def run(self) -> None:
        """Serves until `stop`, then ends within the drain time."""
        assert self._serving is not None, "a service is started before it runs"
        waiting = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait({waiting, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        await self._drain()

    async def _drain(self) -> None:
        """Not ready; streams end; open requests are answered; the commit in flight lands."""
        seconds = float(self.settings.drain_seconds)
        assert self._serving is not None, "a service is started before it drains"
        self.draining.set()
        self.control.drain()
        self.drivers.drain()
        await self._rpc.drain()
        await self._notice(min(self.settings.drain_notice_ms / 1000, seconds))
        self._http.should_exit = True
        serving = asyncio.wait({self._serving}, timeout=seconds * (1 - _STORE_SHARE))
        await asyncio.gather(serving, self._rpc.stop(seconds * (1 - _STORE_SHARE)))
        await self.drivers.stop()
        await self.lab.stop()
        await self.control.stop(seconds * _STORE_SHARE)
        await asyncio.to_thread(POOL.close)
        if self._serving.done():
            self._serving.result()

    async def _notice(self, seconds: float) -> None:
        """Goes on answering that it drains, for those who ask; a second signal ends it."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds)


def hold_collector() -> None:
    """Stops the garbage collector while state is loaded: everything that is made then stays."""
    gc.disable()


def calm_collector() -> None:
    """Lets the garbage collector look at what was loaded once, and rarely at everything.

    State is large and long-lived, and freed by reference counts: whole collections find next to
    nothing and stop the service for tens of milliseconds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()


async def _serve(settings: Settings, ready: Callable[[Addresses], None] | None) -> None:
    service = Service(settings)
    hold_collector()
    try:
        addresses = await service.start()
    finally:
        calm_collector()
    loop = asyncio.get_running_loop()
    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, service.stop)
    sys.stdout.write("\n".join(addresses.lines()) + "\n")
    sys.stdout.flush()
    told = asyncio.create_task(_tell(ready, addresses, service))
    await service.run()
    told.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await told


async def _tell(
    ready: Callable[[Addresses], None] | None, addresses: Addresses, service: Service
) -> None:
    """Calls `ready` in a thread of its own; what it raises ends the service."""
    if ready is None:
        return
    try:
        await asyncio.to_thread(ready, addresses)
    except Exception:
        service.stop()
        raise


def serve(settings: Settings, *, ready: Callable[[Addresses], None] | None = None) -> None:
    """Runs the service until SIGTERM or SIGINT; prints where it listens once it does.

    `ready` is called in a thread of its own as soon as both ports answer: the demo loads its fabric
    there, over the public API. What it raises ends the service and is raised here.
    Raises: OSError for a port that is taken. Refuses: STORE_UNAVAILABLE.
    """
    configure(settings.log_level, settings.log_format)
    if settings.test_mode:
        failpoints.test_mode()
        failpoints.arm_text(settings.failpoints)
    uvloop.run(_serve(settings, ready))
