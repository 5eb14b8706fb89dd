"""From checked sources to a topology. What no file states is assumed, and said so."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from service.bounded import MAX_NUMNODES, parse_hex, to_hex
from service.fabric.imports.cross import PAGES_PER_MB, Sources
from service.fabric.imports.numactl import CPU_MAX
from service.fabric.imports.source import ids_text, inconsistent
from service.fabric.imports.zoneinfo import ZONE_NAMES, Zone, ZoneInfo, ZoneNode
from service.mm.commands.base import ZoneName
from service.mm.commands.topology import (
    BLOCK_SIZE_MAX,
    KernelVersion,
    NodeSpec,
    Topology,
    ZoneMarks,
    ZoneSpec,
)
from service.mm.layout import PFN_END

PAGE_SHIFT: Final = 12
#: on x86-64 the Normal zone starts at 4 GiB
NORMAL_START_PFN: Final = 1 << 20
ASSUMED_NODE_PAGES: Final = (4 << 30) >> PAGE_SHIFT
DEFAULT_BLOCK: Final = 128 << 20
LOCAL_DISTANCE: Final = 10
REMOTE_DISTANCE: Final = 20
#: releases since 6.0 up to 6.19, the last before 7.0
_LAST_6: Final = 19
#: releases that the engine models, by (major, minor)
_EXACT: Final[dict[tuple[int, int], KernelVersion]] = {
    (6, 1): "6.1",
    (6, 12): "6.12",
    (7, 3): "7.3",
}
_SIX, _SEVEN = 6, 7

_ZONE_BY_NAME: Final[dict[str, ZoneName]] = {
    "DMA": "DMA",
    "DMA32": "DMA32",
    "Normal": "Normal",
    "Movable": "Movable",
    "Device": "Device",
}


class DaxMemory(msgspec.Struct, frozen=True):
    """System RAM that dax devices of CXL regions made: a run of pages of one zone."""

    zone: Literal["Normal", "Movable"]
    start_pfn: int
    spanned: int
    present: int


class _Draft(msgspec.Struct):
    """A topology in the making."""

    sources: Sources
    block: int
    assumed: list[str] = []
    nodes: dict[int, NodeSpec] = {}
    dax: dict[int, DaxMemory] = {}
    windows: dict[str, int] = {}


def topology(sources: Sources) -> tuple[Topology, tuple[str, ...], dict[str, int]]:
    """The topology, the assumptions in it as sentences, and the nodes of root decoders."""
    draft = _Draft(sources, DEFAULT_BLOCK)
    version = _version(draft)
    draft.block = _block(draft)
    draft.dax = _dax_memory(draft)
    if sources.zones is not None:
        _from_zones(draft, sources.zones)
    elif sources.numactl is not None:
        _from_sizes(draft)
    else:
        _assumed_node(draft)
    _private(draft)
    _possible_nodes(draft)
    nids = tuple(sorted(draft.nodes))
    distances = _distances(draft, nids)
    notes = sources.cxl.notes if sources.cxl is not None else ()
    return (
        Topology(
            nodes=tuple(draft.nodes[nid] for nid in nids),
            distances=distances,
            kernel_version=version,
            memory_block_size=draft.block,
            rebuilt=sources.log is not None and sources.log.rebuilt,
        ),
        (*draft.assumed, *notes),
        draft.windows,
    )


def _version(draft: _Draft) -> KernelVersion:
    """The nearest release that the engine knows; distance is counted in releases."""
    log = draft.sources.log
    if log is None or log.version is None:
        draft.assumed.append("kernel version 7.3: no kernel log states another")
        return "7.3"
    major, minor = log.version
    if (major, minor) in _EXACT:
        return _EXACT[major, minor]
    releases = minor if major == _SIX else (major - _SIX) * 1000
    if major == _SEVEN:
        releases = _LAST_6 + 1 + minor
    positions = {
        name: release if generation == _SIX else _LAST_6 + 1 + release
        for (generation, release), name in _EXACT.items()
    }
    nearest = min(positions, key=lambda name: abs(positions[name] - releases))
    draft.assumed.append(f"kernel version {nearest} stands for the recorded {major}.{minor}")
    return nearest


def _block(draft: _Draft) -> int:
    log = draft.sources.log
    if log is not None and log.memory_block_size is not None:
        return log.memory_block_size
    for _, _, device in draft.sources.dax_devices():
        blocks = device.total_memblocks or 0
        if blocks and device.size % blocks == 0:
            size = device.size // blocks
            if DEFAULT_BLOCK <= size <= BLOCK_SIZE_MAX and size & (size - 1) == 0:
                return size
    draft.assumed.append(f"memory blocks of {DEFAULT_BLOCK >> 20} MiB")
    return DEFAULT_BLOCK


def _dax_memory(draft: _Draft) -> dict[int, DaxMemory]:
    """Node -> the memory that dax devices in mode system-ram have online there."""
    cxl = draft.sources.cxl
    memory: dict[int, DaxMemory] = {}
    if cxl is None:
        return memory
    for region in cxl.inventory.regions:
        devices = region.daxregion.devices if region.daxregion is not None else None
        start = parse_hex(region.resource or "0x0") >> PAGE_SHIFT
        for device in devices or ():
            nid = device.target_node
            blocks, online = device.total_memblocks or 0, device.online_memblocks or 0
            if nid is None or not 0 <= nid < MAX_NUMNODES or device.mode != "system-ram":
                continue
            if not online or not blocks or region.resource is None:
                continue
            pages = device.size >> PAGE_SHIFT
            zone: Literal["Normal", "Movable"] = "Normal" if device.movable is False else "Movable"
            if start + pages > PFN_END:
                why = f"the memory of {device.chardev} ends beyond page {PFN_END - 1:#x}"
                line = cxl.line_of(region.region, "resource")
                raise inconsistent(cxl.file, line, f"{region.region} resource", why)
            one = DaxMemory(zone, start, pages, pages * online // blocks)
            memory[nid] = one if nid not in memory else _join(memory[nid], one)
            start += pages
    return memory


def _join(one: DaxMemory, two: DaxMemory) -> DaxMemory:
    start = min(one.start_pfn, two.start_pfn)
    end = max(one.start_pfn + one.spanned, two.start_pfn + two.spanned)
    return DaxMemory(one.zone, start, end - start, one.present + two.present)


# --- nodes with zones from /proc/zoneinfo


def _from_zones(draft: _Draft, zones: ZoneInfo) -> None:
    table = draft.sources.numactl
    cpus = {} if table is None else {node.nid: node.cpus for node in table.nodes}
    if table is None:
        seen = tuple(cpu for cpu in zones.cpus if cpu <= CPU_MAX) or (0,)
        first = zones.nodes[0].nid
        cpus[first] = seen
        draft.assumed.append(
            f"CPUs {ids_text(seen)} on node {first}: /proc/zoneinfo does not place CPUs"
        )
    for node in zones.nodes:
        draft.nodes[node.nid] = NodeSpec(
            nid=node.nid,
            cpus=cpus.get(node.nid, ()),
            zones=tuple(_zone(draft, node, zone) for zone in node.zones if zone.populated),
        )


def _zone(draft: _Draft, node: ZoneNode, zone: Zone) -> ZoneSpec:
    values = zone.values
    boost = values.get("boost", 0)
    high = values["high"]
    promo = values.get("promo")
    name = f"node {zone.nid} zone {zone.zone}"
    if promo is None:
        promo = min(high + high - values["low"], PFN_END)
        draft.assumed.append(f"{name}: promo watermark {promo}, this kernel prints none")
    if boost:
        draft.assumed.append(f"{name}: watermarks without the passing boost of {boost} pages")
    return ZoneSpec(
        zone=_ZONE_BY_NAME[zone.zone],
        start_pfn=to_hex(zone.start_pfn or 0),
        spanned=values["spanned"],
        present=values["present"],
        managed=values["managed"],
        free=min(values["free"], values["managed"]),
        marks=ZoneMarks(
            min=values["min"] - boost,
            low=values["low"] - boost,
            high=high - boost,
            promo=promo - boost,
        ),
        protection=_protection(node, zone),
    )


def _protection(node: ZoneNode, zone: Zone) -> tuple[int, ...]:
    """One value for each zone from DMA to Device; a zone the kernel lacks repeats the one below."""
    values: list[int] = []
    printed = dict(zip((one.zone for one in node.zones), zone.protection, strict=True))
    for name in ZONE_NAMES:
        values.append(printed.get(name, values[-1] if values else 0))
    return tuple(values)


# --- nodes with sizes from numactl, or none at all


def _from_sizes(draft: _Draft) -> None:
    table = draft.sources.numactl
    assert table is not None
    draft.assumed.append(
        "each node's memory is one Normal zone of the size that numactl prints:"
        " no /proc/zoneinfo was given"
    )
    next_pfn = NORMAL_START_PFN
    for node in table.nodes:
        zones: tuple[ZoneSpec, ...] = ()
        pages, free = node.size_mb * PAGES_PER_MB, node.free_mb * PAGES_PER_MB
        dax = draft.dax.get(node.nid)
        dram = max(0, pages - dax.present) if dax is not None else pages
        if pages and dax is not None and (dram == 0 or dax.zone == "Movable"):
            zones = (_dax_zone(dax, pages - dram, max(0, free - dram)),)
            pages, free = dram, min(free, dram)
        if pages:
            next_pfn = _place(draft, next_pfn, pages)
            if next_pfn + pages > PFN_END:
                why = f"{node.size_mb} MB from page {next_pfn:#x} on end beyond {PFN_END - 1:#x}"
                raise inconsistent(table.file, node.line + 1, f"node {node.nid} size", why)
            zones = (_normal_zone(next_pfn, pages, free), *zones)
            next_pfn += pages
        draft.nodes[node.nid] = NodeSpec(nid=node.nid, cpus=node.cpus, zones=zones)


def _dax_zone(memory: DaxMemory, managed: int, free: int) -> ZoneSpec:
    managed = min(managed, memory.present)
    return ZoneSpec(
        zone=memory.zone,
        start_pfn=to_hex(memory.start_pfn),
        spanned=memory.spanned,
        present=memory.present,
        managed=managed,
        free=min(free, managed),
    )


def _normal_zone(start_pfn: int, pages: int, free: int) -> ZoneSpec:
    return ZoneSpec(
        zone="Normal",
        start_pfn=to_hex(start_pfn),
        spanned=pages,
        present=pages,
        managed=pages,
        free=free,
    )


def _place(draft: _Draft, pfn: int, pages: int) -> int:
    """The next place for `pages` on a memory block border, outside every CXL window."""
    step = draft.block >> PAGE_SHIFT
    start = -(-pfn // step) * step
    for low, high in _windows(draft):
        if start < high and low < start + pages:
            start = -(-high // step) * step
    return start


def _windows(draft: _Draft) -> list[tuple[int, int]]:
    cxl = draft.sources.cxl
    roots = [] if cxl is None else [one for one in cxl.inventory.decoders if one.port[:4] == "root"]
    windows = [
        (parse_hex(one.resource) >> PAGE_SHIFT, (parse_hex(one.resource) + one.size) >> PAGE_SHIFT)
        for one in roots
        if one.resource is not None and one.size is not None
    ]
    taken = [(one.start_pfn, one.start_pfn + one.spanned) for one in draft.dax.values()]
    return sorted((*windows, *taken))


def _assumed_node(draft: _Draft) -> None:
    """`cxl list` shows no DRAM: a small node 0, and the nodes that dax devices name."""
    start = _place(draft, NORMAL_START_PFN, ASSUMED_NODE_PAGES)
    cxl = draft.sources.cxl
    if cxl is not None and start + ASSUMED_NODE_PAGES > PFN_END:
        why = "the CXL windows leave no physical address for the host's own memory"
        raise inconsistent(cxl.file, 1, "decoders", why)
    zone = _normal_zone(start, ASSUMED_NODE_PAGES, ASSUMED_NODE_PAGES)
    draft.nodes[0] = NodeSpec(nid=0, cpus=(0,), zones=(zone,))
    draft.assumed.append(
        "node 0 with 4 GiB and CPU 0: cxl list does not show the host's own memory"
    )
    for nid, memory in sorted(draft.dax.items()):
        if nid == 0:
            draft.assumed.append("node 0's dax memory is left out: it lies on the assumed node")
            continue
        zone = _dax_zone(memory, memory.present, memory.present)
        draft.assumed.append(f"all of node {nid}'s dax memory is managed and free")
        draft.nodes[nid] = NodeSpec(nid=nid, zones=(zone,))


# --- what is only possible


def _private(draft: _Draft) -> None:
    """A node that was private when recorded: only a driver can make it so again."""
    for nid in draft.sources.private_nodes:
        draft.nodes[nid] = NodeSpec(nid=nid, online=False)
        draft.assumed.append(
            f"node {nid} was private: it is a possible node here, register and online it again"
        )


def _possible_nodes(draft: _Draft) -> None:
    log, cxl = draft.sources.log, draft.sources.cxl
    targets = [device.target_node for _, _, device in draft.sources.dax_devices()]
    wanted = {nid for nid in targets if nid is not None and 0 <= nid < MAX_NUMNODES}
    wanted |= set(() if log is None else log.fallback)
    for nid in sorted(wanted - set(draft.nodes)):
        draft.nodes[nid] = NodeSpec(nid=nid, online=False)
        draft.assumed.append(f"node {nid} is possible, but not online")
    if cxl is None:
        return
    for region in cxl.inventory.regions:
        devices = () if region.daxregion is None else region.daxregion.devices or ()
        for device in devices:
            if device.target_node in draft.nodes and region.decoder is not None:
                draft.windows.setdefault(region.decoder, device.target_node)
    if log is not None:
        return
    for root in cxl.inventory.decoders:
        if not root.port.startswith("root") or root.decoder in draft.windows:
            continue
        nid = max(draft.nodes) + 1
        if nid >= MAX_NUMNODES:
            line = cxl.line_of(root.decoder)
            raise inconsistent(
                cxl.file, line, root.decoder, f"no node id below {MAX_NUMNODES} is free"
            )
        draft.nodes[nid] = NodeSpec(nid=nid, online=False)
        draft.windows[root.decoder] = nid
        draft.assumed.append(f"node {nid} is the possible node of the window of {root.decoder}")


def _distances(draft: _Draft, nids: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    table = draft.sources.numactl
    stated = table.distances if table is not None else None
    order = {node.nid: index for index, node in enumerate(table.nodes)} if table else {}
    without = tuple(nid for nid in nids if stated is None or nid not in order)
    if without and len(nids) > 1:
        draft.assumed.append(
            f"distances {LOCAL_DISTANCE} and {REMOTE_DISTANCE} for nodes {ids_text(without)}:"
            " no file states them"
        )

    def distance(one: int, two: int) -> int:
        if stated is not None and one in order and two in order:
            return stated[order[one]][order[two]]
        return LOCAL_DISTANCE if one == two else REMOTE_DISTANCE

    return tuple(tuple(distance(one, two) for two in nids) for one in nids)
