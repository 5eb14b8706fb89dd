"""The driver of patch 26 as a process: probe, serve migrate_to, remove, over the public API."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final

from service.client.driver import AttachStream, Driver, Hello, Session
from service.emulators.program import Kernel, Say
from service.fabric.devices import cxl_mempolicy
from service.fabric.devices.commands import PciBind, PciUnbind
from service.fabric.devices.state import DriverContext

#: the name under which a process binds: the engine runs no program for it
NAME: Final = "cxl_mempolicy_emulator"


class _Service(Driver):
    """migrate_to of the driver: the core's own migration with the key, onto its node."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self.attached = asyncio.Event()

    def welcomed(self, welcome: Any) -> None:
        """The node is served."""
        self._say(f"attached at revision {welcome.revision}")
        self.attached.set()

    async def callback(self, stream: AttachStream, callback: Any) -> None:
        """Moves every folio that finds room: without a script the core's code moves them."""
        self._say(f"{callback.question.callback} {callback.question.nr_folios} folios -> 0")
        await stream.answer(callback.callback_id)

    def settled(self, settled: Any) -> None:
        """How the callback ended."""
        self._say(f"settled {settled.ended}")

    def notice(self, notice: Any) -> None:
        """folio_migrate does nothing in this driver."""
        self._say(f"{notice.name} {notice.nr_folios} folios")


class MempolicyEmulator:
    """One bound device. `probe`, then `serve` until cancelled, then `remove`."""

    def __init__(
        self, kernel: Kernel, pdev: str, grpc: str, say: Say, options: cxl_mempolicy.Options
    ) -> None:
        self._kernel = kernel
        self._pdev = pdev
        self._grpc = grpc
        self._say = say
        self._options = options
        self.context = DriverContext()

    async def probe(self) -> int:
        """Binds and probes: 0, or the errno below 0 with which the probe failed."""
        bound = await self._kernel.call(PciBind(pdev=self._pdev, driver=NAME))
        if bound.ret < 0:
            return bound.ret
        probed = await self._kernel.run(cxl_mempolicy.probe(self._pdev, self._options))
        self.context = probed.context
        if probed.ret < 0:
            await self._kernel.call(PciUnbind(pdev=self._pdev, driver=NAME))
        return probed.ret

    async def serve(self, stop: asyncio.Event) -> None:
        """Serves the node until told to stop; without a node it only waits."""
        if self.context.nid < 0:
            await stop.wait()
            return
        service = _Service(self._say)
        session = Session(self._grpc, Hello(NAME, self._kernel.host, self.context.nid), service)
        serving = asyncio.create_task(session.serve())
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if serving in done:
            serving.result()
        await session.leave("removed")
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving

    async def remove(self) -> None:
        """Gives the memory back, then the function."""
        sane = await self._kernel.run(cxl_mempolicy.remove(self._pdev, self.context, self._options))
        if not sane:
            self._say("WARN_ON node_private_clear_ops")
        await self._kernel.call(PciUnbind(pdev=self._pdev, driver=NAME))
