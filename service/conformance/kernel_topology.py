"""A machine of the recordings as a topology: from its entry alone, in node ids, not firmware ids.

SRAT domains get node ids in table order, domains with CPUs first; the last domain is named by the
hot-plug range, an earlier one without memory at boot is not and gets no node (FORMAT.md).
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, cast, get_args

from service.bounded import to_hex
from service.conformance.verdict import Unsupported
from service.mm.commands.topology import (
    AccessCoordinate,
    KernelVersion,
    NodeSpec,
    Topology,
    ZoneSpec,
)
from service.mm.memory_tiers import MEMTIER_DEFAULT_DAX_ADISTANCE
from service.mm.zones import ZONE_INDEX

_MIB: Final = 256
_FOUR_GIB: Final = 1 << 20
#: RAM below 4 GiB of a q35 machine that is small enough to fit there
_LOWMEM_MIB: Final = 2816
#: where region memory begins: above all RAM, whole memory blocks
_CXL_BASE: Final = 1 << 22
_GIB: Final = 1 << 18
#: 1 << NODES_SHIFT of the recorded distribution kernels
MAX_NUMNODES: Final = 1024


def version_of(kernel: str) -> str:
    """`7.3.4` -> `7.3`."""
    return ".".join(kernel.split(".")[:2])


def _version(kernel: str) -> KernelVersion:
    """The release that the engine models. Refuses: Unsupported."""
    for release in get_args(KernelVersion):
        if version_of(kernel) == release:
            return cast("KernelVersion", release)
    raise Unsupported(f"kernel {kernel}")


def domain_order(entry: dict[str, Any]) -> list[int]:
    """Firmware domains in the order of the node ids they get."""
    nodes = entry["nodes"]
    with_cpus = [pxm for pxm, node in enumerate(nodes) if node["cpus"]]
    with_memory = [pxm for pxm, node in enumerate(nodes) if not node["cpus"] and node["mem"]]
    order = with_cpus + with_memory
    last = len(nodes) - 1
    if last not in order:
        order.append(last)
    return order


def _cpus(entry: dict[str, Any], order: list[int]) -> dict[int, tuple[int, ...]]:
    cpus: dict[int, tuple[int, ...]] = {}
    first = 0
    for nid, pxm in enumerate(order):
        count = entry["nodes"][pxm]["cpus"]
        cpus[nid] = tuple(range(first, first + count))
        first += count
    return cpus


class Layout(NamedTuple):
    """Physical memory in pages: RAM ranges and DIMM ranges by node id."""

    ram: dict[int, list[tuple[int, int]]]
    dimms: dict[int, list[tuple[int, int]]]


def layout(entry: dict[str, Any], order: list[int]) -> Layout:
    """RAM in firmware order below the low limit, then from 4 GiB on; DIMMs above, from a GiB on.

    The memory of a domain without a node id lands on node 0.
    """
    limit = (entry.get("lowmem_mib") or _LOWMEM_MIB) * _MIB
    nid_of = {pxm: nid for nid, pxm in enumerate(order)}
    ram: dict[int, list[tuple[int, int]]] = {}
    at = 0
    for pxm, node in enumerate(entry["nodes"]):
        left = node["mem"] * _MIB
        while left:
            size = min(left, limit - at) if at < limit else left
            ram.setdefault(nid_of[pxm], []).append((at, at + size))
            at, left = at + size, left - size
            if at == limit:
                at = _FOUR_GIB
    dimms: dict[int, list[tuple[int, int]]] = {}
    at = -(-max(at, _FOUR_GIB) // _GIB) * _GIB
    for dimm in entry.get("dimms", ()):
        size = dimm["mb"] * _MIB
        dimms.setdefault(nid_of.get(dimm["node"], 0), []).append((at, at + size))
        at += size
    return Layout(ram, dimms)


def _first_pfn(row: dict[str, Any], where: Layout, *, movablecore: bool) -> int:
    """The first page of a zone: as every PC has DMA and DMA32, and at the node's own ranges."""
    nid, zone = row["node"], row["zone"]
    ram = where.ram.get(nid, [])
    if zone == "DMA":
        return 1
    if zone == "DMA32":
        return max(4096, ram[0][0])
    if nid not in where.ram and nid not in where.dimms:
        return _CXL_BASE + int(nid << 20)
    if nid in where.dimms and not (zone == "Normal" and any(end > _FOUR_GIB for _, end in ram)):
        return int(where.dimms[nid][0][0])
    if zone == "Movable" and movablecore:
        return int(ram[-1][1]) - int(row["present"])
    return next(int(start) for start, _ in ram if start >= _FOUR_GIB)


def _zones(
    rows: list[dict[str, Any]], where: Layout, *, movablecore: bool
) -> dict[int, list[ZoneSpec]]:
    """Zone specs by node."""
    specs: dict[int, list[ZoneSpec]] = {}
    for row in sorted(rows, key=lambda each: (ZONE_INDEX[each["zone"]], each["node"])):
        if row["present"]:
            spec = ZoneSpec(
                zone=row["zone"],
                start_pfn=to_hex(_first_pfn(row, where, movablecore=movablecore)),
                spanned=row["spanned"],
                present=row["present"],
                managed=row["managed"],
            )
            specs.setdefault(row["node"], []).append(spec)
    return specs


def _offline_blocks(entry: dict[str, Any], where: Layout, nid: int) -> tuple[int, ...]:
    """Blocks of DIMMs that were added but not onlined."""
    if "memhp_default_state=offline" not in entry.get("cmdline", ""):
        return ()
    size = 128 * _MIB
    return tuple(
        number
        for start, end in where.dimms.get(nid, ())
        for number in range(start // size, end // size)
    )


def _cxl_windows(entry: dict[str, Any]) -> int:
    """One possible node per CXL window; it has memory where a region was onlined by kmem."""
    return len(entry["cxl"]["windows"]) if "cxl" in entry else 0


def _access(entry: dict[str, Any], order: list[int], nid: int) -> AccessCoordinate | None:
    """The best initiator's row of the machine's HMAT: lowest latency, then lowest id."""
    hmat = entry.get("hmat")
    if not hmat or nid >= len(order):
        return None
    pxm = order[nid]
    latency, row = min((row[pxm], number) for number, row in enumerate(hmat["lat"]))
    bandwidth = hmat["bw"][row][pxm] * 1024
    initiator = [number for number, node in enumerate(entry["nodes"]) if node["cpus"]][row]
    return AccessCoordinate(
        initiator=order.index(initiator),
        read_latency=latency,
        write_latency=latency,
        read_bandwidth=bandwidth,
        write_bandwidth=bandwidth,
    )


def _auto_online(entry: dict[str, Any]) -> Any:
    found = re.search(r"memhp_default_state=(\w+)", entry.get("cmdline", ""))
    return found[1] if found is not None else "online"


def _onlined_later(entry: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Whether memory came online after the first build of the lists: they were rebuilt since."""
    offline = "memhp_default_state=offline" in entry.get("cmdline", "")
    region = any(row["present"] and row["node"] >= len(entry["nodes"]) for row in rows)
    return region or bool(entry.get("dimms") and not offline)


def topology_of(entry: dict[str, Any], kernel: str) -> Topology:
    """The topology of an entry under a kernel version."""
    order = domain_order(entry)
    cpus = _cpus(entry, order)
    rows = entry["boot_zones"].get(kernel) or next(iter(entry["boot_zones"].values()))
    where = layout(entry, order)
    movablecore = "movablecore=" in entry.get("cmdline", "")
    zones = _zones(rows, where, movablecore=movablecore)
    dist = entry.get("dist")
    ids = range(len(order) + _cxl_windows(entry))
    matrix = [
        [
            dist[order[a]][order[b]] if dist and max(a, b) < len(order) else 10 if a == b else 20
            for b in ids
        ]
        for a in ids
    ]
    nodes = [
        NodeSpec.model_construct(
            nid=nid,
            cpus=cpus.get(nid, ()),
            zones=tuple(zones.get(nid, ())),
            online=bool(cpus.get(nid) or zones.get(nid) or _offline_blocks(entry, where, nid)),
            offline_blocks=_offline_blocks(entry, where, nid),
            access=_access(entry, order, nid),
            adistance=MEMTIER_DEFAULT_DAX_ADISTANCE if nid >= len(order) else None,
        )
        for nid in ids
    ]
    return Topology(
        nodes=tuple(nodes),
        distances=tuple(tuple(row) for row in matrix),
        max_numnodes=MAX_NUMNODES,
        rebuilt=_onlined_later(entry, rows),
        auto_online_blocks=_auto_online(entry),
        kernel_version=_version(kernel),
    )
