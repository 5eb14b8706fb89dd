"""Reads `/proc/zoneinfo`: every zone of every online node, populated or not.

Counters of nodes, zones and CPUs differ from kernel to kernel and are skipped by shape. An
unpopulated zone ends with its protection line. Source: mm/vmstat.c, zoneinfo_show_print.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.bounded import MAX_NUMNODES
from service.fabric.imports.source import count, inconsistent, lines_of, malformed, shown
from service.mm.layout import PFN_END, ZONE_END, Claim, Conflict, place
from service.reasons import Refused

ZONE_NAMES: Final = ("DMA", "DMA32", "Normal", "Movable", "Device")

_HEADER: Final = re.compile(r"Node +([0-9]{1,20}), zone +([A-Za-z0-9]{1,16})\s*")
_FREE: Final = re.compile(r" +pages free +(\S+)\s*")
_FIELD: Final = re.compile(r" +([a-z_]+) +(\S+)\s*")
_PROTECTION: Final = re.compile(r" +protection: \(([^()]*)\)\s*")
_START: Final = re.compile(r" +start_pfn: +(\S+)\s*")
_THRESHOLD: Final = re.compile(r" +vm stats threshold: +([0-9]{1,9})\s*")
_CPU: Final = re.compile(r" +cpu: +([0-9]{1,9})\s*")
#: one class of characters, so that no line can make the match slow
_SKIPPED: Final = re.compile(r" +[A-Za-z][A-Za-z0-9_ :-]*")
_NEEDED: Final = ("free", "min", "low", "high", "spanned", "present", "managed", "protection")


class Zone(msgspec.Struct):
    """A zone as printed, in pages. `drift` is how far the free counter may be off.

    `promo` is absent on kernels before 6.2, `start_pfn` on unpopulated zones.
    """

    nid: int
    zone: str
    line: int
    values: dict[str, int]
    lines: dict[str, int]
    protection: tuple[int, ...] = ()
    start_pfn: int | None = None
    drift: int = 0

    @property
    def populated(self) -> bool:
        """Whether the zone has present pages, as the kernel tests it."""
        return self.values["present"] > 0

    def line_of(self, field: str) -> int:
        """Where the zone states `field`."""
        return self.lines.get(field, self.line)


class ZoneNode(msgspec.Struct):
    """A node: its zones in ascending order; `populated` ones make its memory."""

    nid: int
    line: int
    zones: list[Zone]

    @property
    def managed(self) -> int:
        """Pages of the node that the page allocator manages."""
        return sum(zone.values["managed"] for zone in self.zones)


class ZoneInfo(msgspec.Struct, frozen=True):
    """The whole file; `cpus` are the CPUs that have page sets."""

    file: str
    nodes: tuple[ZoneNode, ...]
    cpus: tuple[int, ...]
    last_line: int


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes: list[ZoneNode] = []
        self.cpus: set[int] = set()
        #: "node": per-node counters; "marks": from `pages free` to protection; "rest": after it
        self.part = "none"

    @property
    def zone(self) -> Zone:
        return self.nodes[-1].zones[-1]

    def field(self, name: str) -> str:
        return f"Node {self.zone.nid}, zone {self.zone.zone} {name}"

    def header(self, line: int, nid_text: str, name: str) -> None:
        nid = count(nid_text, self.file, line, "Node", maximum=MAX_NUMNODES - 1)
        field = f"Node {nid}, zone {name}"
        if name not in ZONE_NAMES:
            raise malformed(
                self.file, line, field, f"the model is x86-64 with zones {', '.join(ZONE_NAMES)}"
            )
        if not self.nodes or nid != self.nodes[-1].nid:
            if self.nodes and nid < self.nodes[-1].nid:
                raise inconsistent(
                    self.file, line, field, f"stands after node {self.nodes[-1].nid}"
                )
            self.nodes.append(ZoneNode(nid, line, []))
        zones = self.nodes[-1].zones
        if zones and ZONE_NAMES.index(name) <= ZONE_NAMES.index(zones[-1].zone):
            raise inconsistent(self.file, line, field, f"stands after zone {zones[-1].zone}")
        zones.append(Zone(nid, name, line, {}, {}))
        self.part = "node"

    def store(self, line: int, name: str, text: str) -> None:
        zone = self.zone
        if name in zone.values:
            raise inconsistent(self.file, line, self.field(name), "stands twice")
        zone.values[name] = count(text, self.file, line, self.field(name), maximum=PFN_END)
        zone.lines[name] = line

    def protect(self, line: int, text: str) -> None:
        field = self.field("protection")
        self.zone.protection = tuple(
            count(part.strip(), self.file, line, field, maximum=PFN_END) for part in text.split(",")
        )
        self.zone.lines["protection"] = line
        self.part = "rest"

    def body(self, line: int, text: str) -> None:
        """A line inside a zone."""
        if self.part == "marks":
            found = _PROTECTION.fullmatch(text)
            if found is not None:
                self.protect(line, found[1])
                return
            found = _FIELD.fullmatch(text)
            if found is None:
                raise malformed(
                    self.file, line, self.field("protection"), f"expected, found {shown(text)}"
                )
            self.store(line, found[1], found[2])
            return
        found = _FREE.fullmatch(text)
        if found is not None and self.part == "node":
            self.store(line, "free", found[1])
            self.part = "marks"
            return
        if self.part == "rest" and self.rest(line, text):
            return
        if self.part == "node" and _PROTECTION.fullmatch(text):
            raise malformed(
                self.file, line, self.field("free"), "missing: no 'pages free' before it"
            )
        if not _SKIPPED.fullmatch(text):
            raise malformed(
                self.file, line, self.field("counters"), f"unexpected text {shown(text)}"
            )

    def rest(self, line: int, text: str) -> bool:
        """What is wanted of the lines after the protection."""
        zone = self.zone
        found = _START.fullmatch(text)
        if found is not None:
            field = self.field("start_pfn")
            zone.start_pfn = count(found[1], self.file, line, field, maximum=PFN_END - 1)
            zone.lines["start_pfn"] = line
            return True
        found = _THRESHOLD.fullmatch(text)
        if found is not None:
            zone.drift += int(found[1])
            return True
        found = _CPU.fullmatch(text)
        if found is not None:
            self.cpus.add(int(found[1]))
            return True
        return False


def parse(text: str, file: str) -> ZoneInfo:
    """The zones of every node.

    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT.
    """
    lines = lines_of(text)
    reader = _Reader(file)
    for number, line in enumerate(lines, 1):
        found = _HEADER.fullmatch(line)
        if found is not None:
            if reader.nodes:
                _check_complete(reader, number - 1)
            reader.header(number, found[1], found[2])
        elif line.strip() and not reader.nodes:
            raise malformed(
                file, number, "Node", f"expected 'Node N, zone NAME', found {shown(line)}"
            )
        elif line.strip():
            reader.body(number, line)
    if not reader.nodes:
        raise malformed(file, len(lines), "Node", "the file holds no zone")
    _check_complete(reader, len(lines))
    _check_nodes(reader, len(lines))
    _check_places(reader)
    return ZoneInfo(file, tuple(reader.nodes), tuple(sorted(reader.cpus)), len(lines))


def _check_complete(reader: _Reader, last: int) -> None:
    """The zone read last has everything that the kernel prints for it."""
    zone = reader.zone
    for name in _NEEDED:
        if name not in zone.lines:
            raise malformed(
                reader.file, last, reader.field(name), "missing: the zone ends before it"
            )
    if not zone.populated:
        return
    if zone.start_pfn is None:
        raise malformed(
            reader.file, last, reader.field("start_pfn"), "missing: the zone ends before it"
        )
    _check_sizes(reader, zone)


def _check_sizes(reader: _Reader, zone: Zone) -> None:
    values = zone.values
    for small, large in (("managed", "present"), ("present", "spanned")):
        if values[small] > values[large]:
            raise _refuse_order(reader, zone, small, large)
    for small, large in (("min", "low"), ("low", "high"), ("high", "promo")):
        if values[small] > values.get(large, values[small]):
            raise _refuse_order(reader, zone, small, large)
    boost = values.get("boost", 0)
    if boost > values["min"]:
        raise _refuse_order(reader, zone, "boost", "min")
    if values["free"] > values["managed"] + zone.drift:
        raise _refuse_order(reader, zone, "free", "managed")
    if zone.start_pfn is not None and zone.start_pfn + values["spanned"] > PFN_END:
        raise inconsistent(
            reader.file,
            zone.line_of("spanned"),
            reader.field("spanned"),
            f"the zone ends beyond page {PFN_END - 1:#x}",
        )


def _refuse_order(reader: _Reader, zone: Zone, small: str, large: str) -> Refused:
    return inconsistent(
        reader.file,
        zone.line_of(small),
        reader.field(small),
        f"{zone.values[small]} is more than {large} {zone.values[large]}",
    )


def _check_nodes(reader: _Reader, last: int) -> None:
    """Every node prints the same zones, and as many protection values as zones."""
    names = [zone.zone for zone in max(reader.nodes, key=lambda node: len(node.zones)).zones]
    for index, node in enumerate(reader.nodes):
        ends = reader.nodes[index + 1].line - 1 if index + 1 < len(reader.nodes) else last
        present = [zone.zone for zone in node.zones]
        for name in names:
            if name not in present:
                raise inconsistent(reader.file, ends, f"Node {node.nid}, zone {name}", "missing")
        for zone in node.zones:
            _check_protection(reader, zone, present, ends)


def _check_protection(reader: _Reader, zone: Zone, present: list[str], ends: int) -> None:
    values = len(zone.protection)
    if values == len(present):
        return
    missing = [name for name in ZONE_NAMES if name not in present]
    if values > len(present) and missing:
        raise malformed(
            reader.file,
            ends,
            f"Node {zone.nid}, zone {missing[-1]}",
            f"missing: {len(present)} zones for {values} protection values",
        )
    raise inconsistent(
        reader.file,
        zone.line_of("protection"),
        f"Node {zone.nid}, zone {zone.zone} protection",
        f"{values} values for {len(present)} zones",
    )


def _check_places(reader: _Reader) -> None:
    """Zones keep to their part of the address space, and no page is present in two."""
    zones = [zone for node in reader.nodes for zone in node.zones if zone.populated]
    dma32 = any(zone.zone == "DMA32" for node in reader.nodes for zone in node.zones)
    claims = []
    for zone in zones:
        start = zone.start_pfn or 0
        claim = Claim(
            zone.nid, zone.zone, start, start + zone.values["spanned"], zone.values["present"]
        )
        claims.append(claim)
        limit = ZONE_END.get(zone.zone, PFN_END)
        if claim.end > limit:
            why = f"the zone ends at page {claim.end:#x}, beyond {limit:#x}"
            raise _refuse_place(reader, zone, why)
        if zone.zone == "Normal" and dma32 and start < ZONE_END["DMA32"]:
            why = f"page {start:#x} lies in zone DMA32, which ends at {ZONE_END['DMA32']:#x}"
            raise _refuse_place(reader, zone, why)
    placed = place(claims)
    if isinstance(placed, Conflict):
        raise _refuse_place(reader, zones[claims.index(placed.second)], str(placed))


def _refuse_place(reader: _Reader, zone: Zone, why: str) -> Refused:
    field = f"Node {zone.nid}, zone {zone.zone} start_pfn"
    return inconsistent(reader.file, zone.line_of("start_pfn"), field, why)
