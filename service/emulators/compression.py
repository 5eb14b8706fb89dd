"""The driver of patch 27 as a process: probe, flush rounds, watermark interrupts, teardown."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, Final

from service.emulators.compressed_ram import CompressedRam
from service.emulators.program import Kernel, Say
from service.fabric.devices import cxl_compression
from service.fabric.devices.commands import Irq, PciBind, PciUnbind
from service.fabric.devices.state import DriverContext, Flusher

#: the name under which a process binds: the engine runs no program for it
NAME: Final = "cxl_compression_emulator"


class CompressionEmulator:
    """One bound device of compressed RAM, its flush threads and its interrupts."""

    def __init__(
        self,
        kernel: Kernel,
        pdev: str,
        device: CompressedRam,
        say: Say,
        *,
        flush_interval_ms: int = 1000,
        flush_buf_size: int = 0,
    ) -> None:
        self._kernel = kernel
        self._pdev = pdev
        self._device = device
        self._say = say
        self._interval_ms = flush_interval_ms
        self._buf_size = flush_buf_size
        self.context = DriverContext()
        self.flushers: list[Flusher] = []

    async def probe(self) -> int:
        """Binds and probes: 0, or the errno below 0 with which the probe failed."""
        bound = await self._kernel.call(PciBind(pdev=self._pdev, driver=NAME))
        if bound.ret < 0:
            return bound.ret
        probed = await self._kernel.run(cxl_compression.probe(self._pdev, self._buf_size))
        for text in probed.warnings:
            self._say(text)
        self.context = probed.context
        self.flushers = [
            Flusher(self._pdev, region, nid, 0, self.context.buf_max, self.context.media_ops)
            for region, nid in self.context.converted
        ]
        if probed.ret < 0:
            await self._kernel.call(PciUnbind(pdev=self._pdev, driver=NAME))
        return probed.ret

    async def serve(self, stop: asyncio.Event) -> None:
        """The flush threads and the device, until told to stop."""
        while not stop.is_set():
            for flusher in self.flushers:
                await self._round(flusher)
            await self._watermarks()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._interval_ms / 1000):
                    await stop.wait()

    async def _round(self, flusher: Flusher) -> None:
        """cxl-flush/<nid> once, and the overflow work, if anything was deferred."""
        if not await self._deferred(flusher.nid):
            return
        failed = await self._kernel.run(cxl_compression.flush(flusher))
        failed += await self._kernel.run(cxl_compression.flush(flusher, overflow=True))
        if failed:
            self._say("media ops zero CCI command failed")

    async def _node(self, nid: int) -> dict[str, Any]:
        return await self._kernel.client.get("get_node", host=self._kernel.host, nid=nid)

    async def _deferred(self, nid: int) -> bool:
        """Whether freed folios wait in a buffer of the node."""
        cram = (await self._node(nid)).get("cram")
        return cram is not None and cram["deferred_pages"] > 0

    async def stored_pages(self) -> int:
        """Pages on the nodes of the device."""
        nodes = [await self._node(flusher.nid) for flusher in self.flushers]
        return sum(node["total_pages"] - node["free_pages"] for node in nodes)

    async def _watermarks(self) -> None:
        """Interrupts of the device, after its latency."""
        if not self.flushers:
            return
        pages = await self.stored_pages()
        vector = self._device.vector(pages)
        if vector is None:
            return
        await asyncio.sleep(self._device.latency_ms / 1000)
        free = self._device.free(pages)
        self._say(f"{pages} pages take {self._device.used(pages)} bytes, {free} are free")
        await self._kernel.call(Irq(pdev=self._pdev, vector=vector))

    async def remove(self) -> None:
        """Teardown of a region that the driver made; one that was there before stays."""
        if self.context.cxlr:
            for flusher in self.flushers:
                gone, _ = await self._kernel.run(
                    cxl_compression.pre_teardown(flusher, self._interval_ms)
                )
                if not gone:
                    self._say("memory offline failed")
                await self._kernel.run(cxl_compression.post_teardown(flusher))
        await self._kernel.run(cxl_compression.remove(self._pdev, self.context))
        await self._kernel.call(PciUnbind(pdev=self._pdev, driver=NAME))
