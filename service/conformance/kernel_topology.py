"""A machine of the recordings as a topology: from its entry alone, in node ids, not firmware ids.

SRAT domains get node ids in table order, domains with CPUs first; the last domain is named by the
hot-plug range, an earlier one without memory at boot is not and gets no node (FORMAT.md).
"""

from __future__ import annotations

from typing import Any, Final

from service.bounded import to_hex
from service.mm.commands.topology import NodeSpec, Topology, ZoneSpec
from service.mm.memory_tiers import MEMTIER_DEFAULT_DAX_ADISTANCE
from service.mm.zones import ZONE_INDEX

#: a zone's first PFN where the recordings do not tell it: DMA and DMA32 as on every PC
_FIRST: Final[dict[str, int]] = {"DMA": 1, "DMA32": 4096}
_FOUR_GIB: Final = 1 << 20
#: where region memory begins: above all RAM, whole memory blocks
_CXL_BASE: Final = 1 << 22
#: 1 << NODES_SHIFT of the recorded distribution kernels
MAX_NUMNODES: Final = 1024


def version_of(kernel: str) -> str:
    """`7.3.4` -> `7.3`."""
    return ".".join(kernel.split(".")[:2])


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


def _zones(rows: list[dict[str, Any]]) -> dict[int, list[ZoneSpec]]:
    """Zone specs by node; PFN ranges follow each other below and above 4 GiB."""
    low, high = 4096, _FOUR_GIB
    specs: dict[int, list[ZoneSpec]] = {}
    for row in sorted(rows, key=lambda each: (ZONE_INDEX[each["zone"]], each["node"])):
        if not row["present"]:
            continue
        if row["zone"] == "DMA":
            start = 1
        elif row["zone"] == "DMA32":
            start, low = low, low + row["present"]
        else:
            start, high = high, high + row["present"]
        spec = ZoneSpec(
            zone=row["zone"],
            start_pfn=to_hex(start),
            spanned=row["spanned"],
            present=row["present"],
            managed=row["managed"],
        )
        specs.setdefault(row["node"], []).append(spec)
    return specs


def _cxl_nodes(entry: dict[str, Any], first: int) -> list[tuple[int, int]]:
    """(node id, MiB) per CXL window: one possible node each, with memory once kmem onlined it.

    Where one memdev stands below one window, firmware or the tool assembled it into one region.
    """
    cxl = entry.get("cxl")
    if cxl is None:
        return []
    alone = len(cxl["windows"]) == 1 and len(cxl["memdevs"]) == 1 and not cxl.get("hypervisor_bit")
    size = cxl["memdevs"][0]["ram_mib"] if alone else 0
    return [(first + number, size) for number in range(len(cxl["windows"]))]


def _onlined_later(entry: dict[str, Any], cxl: list[tuple[int, int]]) -> bool:
    """Whether memory came online after the first build of the lists: they were rebuilt since."""
    offline = "memhp_default_state=offline" in entry.get("cmdline", "")
    return any(size for _, size in cxl) or bool(entry.get("dimms") and not offline)


def topology_of(entry: dict[str, Any], kernel: str) -> Topology:
    """The topology of an entry under a kernel version."""
    order = domain_order(entry)
    cpus = _cpus(entry, order)
    rows = entry["boot_zones"].get(kernel) or next(iter(entry["boot_zones"].values()))
    zones = _zones(rows)
    cxl = _cxl_nodes(entry, len(order))
    dist = entry.get("dist")
    ids = range(len(order) + len(cxl))
    matrix = [
        [
            dist[order[a]][order[b]] if dist and max(a, b) < len(order) else 10 if a == b else 20
            for b in ids
        ]
        for a in ids
    ]
    nodes = [
        NodeSpec(
            nid=nid,
            cpus=cpus[nid],
            zones=tuple(zones.get(nid, ())),
            online=bool(cpus[nid] or zones.get(nid)),
        )
        for nid in range(len(order))
    ]
    start = _CXL_BASE
    for nid, mib in cxl:
        pages = mib << 8
        zone = ZoneSpec(
            zone="Normal", start_pfn=to_hex(start), spanned=pages, present=pages, managed=pages
        )
        nodes.append(
            NodeSpec(
                nid=nid,
                zones=(zone,) if mib else (),
                online=bool(mib),
                **({"adistance": MEMTIER_DEFAULT_DAX_ADISTANCE} if mib else {}),
            )
        )
        start += max(pages, 1 << 20)
    return Topology(
        nodes=tuple(nodes),
        distances=tuple(tuple(row) for row in matrix),
        max_numnodes=MAX_NUMNODES,
        rebuilt=_onlined_later(entry, cxl),
        kernel_version="6.12" if version_of(kernel) == "6.12" else "7.3",
    )
