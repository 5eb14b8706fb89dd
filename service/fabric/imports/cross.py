"""Holds the files of one machine against each other. Each refusal names the file to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from service.cxl.commands import DaxDevice
from service.fabric.imports.cxl_list import CxlListing
from service.fabric.imports.daxctl import DaxListing
from service.fabric.imports.kernel_log import KernelLog
from service.fabric.imports.numactl import Numactl
from service.fabric.imports.source import ids_text, inconsistent
from service.fabric.imports.zoneinfo import ZoneInfo

PAGES_PER_MB: Final = 256
#: memory that boot code gives back between two recordings: 8 MiB, or 1/16 of a large node
SLACK_MB: Final = 8
SLACK_SHARE: Final = 16


class Sources(msgspec.Struct):
    """What was read, each kind at most once."""

    numactl: Numactl | None = None
    zones: ZoneInfo | None = None
    log: KernelLog | None = None
    cxl: CxlListing | None = None
    dax: DaxListing | None = None

    @property
    def private_nodes(self) -> tuple[int, ...]:
        """Nodes whose fallback line says (private)."""
        orders = {} if self.log is None else self.log.fallback
        return tuple(nid for nid in sorted(orders) if orders[nid].private)

    def known_nodes(self) -> dict[int, bool] | None:
        """Online nodes -> whether they have memory; None if no file lists nodes."""
        if self.numactl is not None and self.zones is None:
            return {node.nid: node.size_mb > 0 for node in self.numactl.nodes}
        if self.zones is not None:
            return {node.nid: node.managed > 0 for node in self.zones.nodes}
        return None

    def dax_devices(self) -> Iterator[tuple[str, int, DaxDevice]]:
        """Every dax device with the file and line that shows it."""
        if self.cxl is not None:
            for region in self.cxl.inventory.regions:
                devices = region.daxregion.devices if region.daxregion is not None else None
                for index, device in enumerate(devices or ()):
                    path = ("daxregion", "devices", index)
                    yield self.cxl.file, self.cxl.line_of(region.region, *path), device
        if self.dax is not None:
            for device in self.dax.devices:
                yield self.dax.file, self.dax.lines[device.chardev], device


def check(sources: Sources) -> None:
    """Refuses files that cannot be of one machine.

    Refuses: IMPORT_INCONSISTENT.
    """
    if sources.numactl is not None and sources.zones is not None:
        _nodes(sources.numactl, sources.zones)
    _memory(sources)
    _fallback(sources)
    _dax(sources)
    _memdev_nodes(sources)


def _memory(sources: Sources) -> None:
    zones, table = sources.zones, sources.numactl
    if zones is not None and not any(node.managed for node in zones.nodes):
        raise inconsistent(zones.file, zones.last_line, "Node", "no node has memory")
    if zones is None and table is not None and not any(node.size_mb for node in table.nodes):
        field = f"node {table.nodes[0].nid} size"
        raise inconsistent(table.file, table.nodes[0].line + 1, field, "no node has memory")


def _nodes(table: Numactl, zones: ZoneInfo) -> None:
    sizes = {node.nid: node for node in table.nodes}
    for node in zones.nodes:
        if node.nid not in sizes:
            why = f"{table.file} lists nodes {ids_text(tuple(sizes))} only"
            raise inconsistent(zones.file, node.line, f"Node {node.nid}", why)
    present = {node.nid: node for node in zones.nodes}
    for nid, sized in sizes.items():
        if nid not in present:
            why = f"missing: {table.file} line {sized.line} lists the node"
            raise inconsistent(zones.file, zones.last_line, f"Node {nid}", why)
    for nid, sized in sizes.items():
        managed_mb = present[nid].managed // PAGES_PER_MB
        slack = max(SLACK_MB, managed_mb // SLACK_SHARE) if managed_mb else 0
        if abs(managed_mb - sized.size_mb) > slack:
            why = f"{sized.size_mb} MB, {zones.file} manages {managed_mb} MB in pages of 4 KiB"
            raise inconsistent(table.file, sized.line + 1, f"node {nid} size", why)


def _fallback(sources: Sources) -> None:
    log, known = sources.log, sources.known_nodes()
    if log is None:
        return
    if known is None:
        order = next(iter(log.fallback.values()))
        why = "no file lists the nodes: add numactl --hardware or /proc/zoneinfo"
        raise inconsistent(log.file, order.line, f"Fallback order for Node {order.nid}", why)
    for order in log.fallback.values():
        field = f"Fallback order for Node {order.nid}"
        for nid in order.order:
            if nid not in known:
                raise inconsistent(log.file, order.line, field, f"node {nid} is in no other file")
            if not known[nid] and nid != order.nid:
                raise inconsistent(log.file, order.line, field, f"node {nid} has no memory")
    for one in log.early_ranges:
        if one.nid not in known and one.nid not in log.fallback:
            why = "the node is in no other file"
            raise inconsistent(log.file, one.line, f"node {one.nid}", why)
    _lists_of(log, known)


def _lists_of(log: KernelLog, known: dict[int, bool]) -> None:
    """Every online node has a list, and stands in it if it has memory.

    Kernels before 5.18 print the lists of online nodes only, so a possible node may have none.
    """
    last = max(order.line for order in log.fallback.values())
    for nid, has_memory in known.items():
        field = f"Fallback order for Node {nid}"
        if nid not in log.fallback:
            raise inconsistent(log.file, last, field, "missing: another file lists the node")
        if has_memory and nid not in log.fallback[nid].order:
            why = "the node has memory, but is not in its own list"
            raise inconsistent(log.file, log.fallback[nid].line, field, why)


def _dax(sources: Sources) -> None:
    known = sources.known_nodes()
    seen: dict[str, tuple[str, DaxDevice]] = {}
    for file, line, device in sources.dax_devices():
        nid, field = device.target_node, f"{device.chardev} target_node"
        online = device.mode == "system-ram" and (device.online_memblocks or 0) > 0
        placed = nid is not None and nid >= 0 and online
        if placed and known is not None and not known.get(nid or 0, False):
            why = f"memory is online on node {nid}, another file shows none there"
            raise inconsistent(file, line, field, why)
        if device.chardev in seen:
            other_file, other = seen[device.chardev]
            for key in ("size", "target_node", "mode"):
                if getattr(other, key) != getattr(device, key):
                    why = f"{getattr(device, key)}, but {getattr(other, key)} in {other_file}"
                    raise inconsistent(file, line, f"{device.chardev} {key}", why)
        seen[device.chardev] = (file, device)


def _memdev_nodes(sources: Sources) -> None:
    known = sources.known_nodes()
    if sources.cxl is None or known is None:
        return
    for memdev in sources.cxl.inventory.memdevs:
        nid = memdev.numa_node
        if nid is not None and nid >= 0 and nid not in known:
            line = sources.cxl.line_of(memdev.memdev, "numa_node")
            why = f"node {nid} is in no other file"
            raise inconsistent(sources.cxl.file, line, f"{memdev.memdev} numa_node", why)
