"""Reads the JSON of `cxl list`, whatever its options: nested, flat, or in named groups.

What an object hangs on follows from the nesting (`"endpoints:port1"`), for a decoder from its
number (`decoder2.0` belongs to the port with id 2). Source: ndctl, cxl/filter.c, cxl_filter_walk.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from service.bounded import parse_hex
from service.cxl.commands import Bus, CxlInventory, Decoder, Memdev, Port, Region
from service.fabric.imports import cxl_checks, jsontree
from service.fabric.imports.fields import Builder
from service.fabric.imports.jsontree import JsonNode
from service.fabric.imports.source import inconsistent, malformed, printable

#: names of groups, in a list of more than one kind of object -> the kind
GROUPS: Final = {
    "anon memdevs": "memdev",
    "buses": "bus",
    "ports": "port",
    "endpoints": "endpoint",
    "memdevs": "memdev",
    "root decoders": "decoder",
    "port decoders": "decoder",
    "endpoint decoders": "decoder",
    "regions": "region",
}
#: the key that carries an object's name; `decoder` before `region`, which decoders carry too
NAME_KEYS: Final = ("bus", "port", "endpoint", "decoder", "region", "memdev")
_NESTED: Final = re.compile(r"(ports|endpoints|decoders|regions|memdevs):(.*)")
_NAMES: Final = {
    "bus": re.compile(r"root([0-9]{1,9})"),
    "port": re.compile(r"port([0-9]{1,9})"),
    "endpoint": re.compile(r"endpoint([0-9]{1,9})"),
    "memdev": re.compile(r"mem([0-9]{1,9})"),
    "decoder": re.compile(r"decoder([0-9]{1,9})\.([0-9]{1,9})"),
    "region": re.compile(r"region([0-9]{1,9})"),
}
_MAY_HOLD: Final = {
    "bus": {"ports", "endpoints", "decoders", "regions", "memdevs"},
    "port": {"ports", "endpoints", "decoders", "memdevs"},
    "endpoint": {"decoders"},
    "decoder": {"regions"},
    "region": set[str](),
    "memdev": set[str](),
}


class Found(msgspec.Struct):
    """An object of the list before its model is built, and the object it was nested in."""

    kind: str
    name: str
    node: JsonNode
    parent: Found | None

    def field(self, key: str) -> str:
        """A key of this object, as messages name it."""
        return f"{self.name} {key}"


class CxlListing(msgspec.Struct):
    """What a list shows. `lines` tells where each object and key stands, for later checks."""

    file: str
    inventory: CxlInventory
    found: dict[str, Found]
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def line_of(self, name: str, *path: str | int) -> int:
        """The line of the deepest part of an object that `path` leads to."""
        node = self.found[name].node
        for step in path:
            child = node.child(step)
            if child is None:
                break
            node = child
        return node.line


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.build = Builder(file)
        self.found: dict[str, Found] = {}

    def top(self, root: JsonNode) -> None:
        """The whole list. With -u a list of one object is printed as that object alone."""
        objects = root.value if isinstance(root.value, list) else [root]
        for index, node in enumerate(objects):
            members = self.build.members(node, f"[{index}]")
            kind = next((key for key in NAME_KEYS if key in members), None)
            if kind is not None:
                self.item(node, kind, None)
                continue
            groups = [key for key in members if key in GROUPS]
            if not groups:
                keys = ", ".join(printable(key) for key in list(members)[:4]) or "no keys"
                why = f"expected an object of cxl list ({', '.join(NAME_KEYS)}), found {keys}"
                raise malformed(self.file, node.line, f"[{index}]", why)
            for key in groups:
                for element in self.build.elements(members[key], key):
                    self.item(element, GROUPS[key], None)
        if not self.found:
            raise malformed(self.file, root.line, "[0]", "the list names no CXL object")

    def item(self, node: JsonNode, kind: str, parent: Found | None) -> None:
        """One object and everything nested in it."""
        members = self.build.members(node, kind)
        if kind not in members:
            found = next((key for key in NAME_KEYS if key in members), "none of them")
            raise malformed(self.file, node.line, kind, f"missing: the object carries {found}")
        name = self.build.text(members[kind], kind)
        if not _NAMES[kind].fullmatch(name):
            why = f"{printable(name)!r} is not the name of a {kind}"
            raise malformed(self.file, members[kind].line, kind, why)
        if name in self.found:
            why = f"{name} stands on line {self.found[name].node.line} already"
            raise inconsistent(self.file, members[kind].line, kind, why)
        self.found[name] = item = Found(kind, name, node, parent)
        for key, child in members.items():
            nested = _NESTED.fullmatch(key)
            if nested is not None:
                self.nest(item, nested[1], nested[2], child)
        if kind == "endpoint" and "memdev" in members:
            self.item(members["memdev"], "memdev", item)

    def nest(self, item: Found, kinds: str, suffix: str, node: JsonNode) -> None:
        field = item.field(f"{kinds}:{printable(suffix)}")
        if suffix != item.name:
            raise inconsistent(self.file, node.line, field, f"stands in {item.name}")
        if kinds not in _MAY_HOLD[item.kind]:
            raise inconsistent(self.file, node.line, field, f"a {item.kind} holds no {kinds}")
        for element in self.build.elements(node, field):
            self.item(element, kinds.removesuffix("s"), item)

    def of(self, *kinds: str) -> list[Found]:
        return [item for item in self.found.values() if item.kind in kinds]


def parse(text: str, file: str) -> CxlListing:
    """The inventory that a list shows.

    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT.
    """
    reader = _Reader(file)
    reader.top(jsontree.parse(text, file))
    listing = CxlListing(file, _inventory(reader), reader.found)
    listing.ignored = tuple(sorted(reader.build.ignored))
    listing.notes = cxl_checks.check(listing)
    return listing


def _inventory(reader: _Reader) -> CxlInventory:
    decoders = tuple(_decoder(reader, item) for item in reader.of("decoder"))
    ports = tuple(_port(reader, item) for item in reader.of("port", "endpoint"))
    try:
        return CxlInventory(
            buses=tuple(_bus(reader, item) for item in reader.of("bus")),
            ports=ports,
            memdevs=tuple(
                reader.build.build(Memdev, item.node, item.name, known={"memdev": item.name})
                for item in reader.of("memdev")
            ),
            decoders=decoders,
            regions=tuple(_region(reader, item, decoders) for item in reader.of("region")),
        )
    except ValueError as error:
        raise malformed(reader.file, 1, "[0]", "more objects than one host holds") from error


def _dports(reader: _Reader, item: Found) -> dict[str, int]:
    """`nr_dports` where the list shows fewer: then a filter (-m) hid the others."""
    members = reader.build.members(item.node, item.name)
    stated = members.get("nr_dports")
    listed = members.get("dports")
    if stated is None or listed is None:
        return {}
    shown = len(reader.build.elements(listed, item.field("dports")))
    if not isinstance(stated.value, int) or isinstance(stated.value, bool):
        raise malformed(reader.file, stated.line, item.field("nr_dports"), "expected a number")
    if stated.value < shown:
        why = f"{stated.value} stated, {shown} listed"
        raise inconsistent(reader.file, stated.line, item.field("nr_dports"), why)
    return {} if stated.value == shown else {"nr_dports": stated.value}


def _bus(reader: _Reader, item: Found) -> Bus:
    known = {"bus": item.name, **_dports(reader, item)}
    return reader.build.build(
        Bus, item.node, item.name, known=known, structural=frozenset({"nr_dports"})
    )


def _port(reader: _Reader, item: Found) -> Port:
    known: dict[str, object] = {"port": item.name, **_dports(reader, item)}
    if item.parent is not None:
        known["parent"] = item.parent.name
    members = reader.build.members(item.node, item.name)
    host = members.get("host")
    if item.kind == "endpoint" and host is not None:
        memdev = host.value
        if isinstance(memdev, str) and _NAMES["memdev"].fullmatch(memdev):
            known["memdev"] = memdev
    return reader.build.build(
        Port,
        item.node,
        item.name,
        known=known,
        structural=frozenset({"nr_dports", "endpoint", "memdev"}),
    )


def _decoder(reader: _Reader, item: Found) -> Decoder:
    known = {"decoder": item.name, "port": _holder(reader, item)}
    return reader.build.build(Decoder, item.node, item.name, known=known)


def _holder(reader: _Reader, item: Found) -> str:
    """The port of a decoder: the listed one with its number, else as its keys tell."""
    number = item.name.removeprefix("decoder").split(".")[0]
    names = [f"{kind}{number}" for kind in ("root", "port", "endpoint")]
    listed = [name for name in names if name in reader.found]
    parent = item.parent
    if parent is not None and parent.kind in ("bus", "port", "endpoint"):
        strict = parent.kind == "endpoint" or bool(listed)
        if strict and parent.name not in listed:
            why = f"stands in {parent.name}, but belongs to {(listed or [f'port {number}'])[0]}"
            raise inconsistent(reader.file, item.node.line, item.field("decoder"), why)
        if parent.name in listed:
            return parent.name
    if listed:
        return listed[0]
    members = reader.build.members(item.node, item.name)
    if any(key in members for key in ("pmem_capable", "volatile_capable", "max_available_extent")):
        return names[0]
    return names[1] if "nr_targets" in members else names[2]


def _region(reader: _Reader, item: Found, decoders: tuple[Decoder, ...]) -> Region:
    known: dict[str, str] = {"region": item.name}
    if item.parent is not None and item.parent.kind == "decoder":
        known["decoder"] = item.parent.name
    region = reader.build.build(Region, item.node, item.name, known=known)
    if region.decoder is None and region.resource is not None:
        address = parse_hex(region.resource)
        windows = [root for root in decoders if _covers(root, address)]
        if len(windows) == 1:
            return region.model_copy(update={"decoder": windows[0].decoder})
    return region


def _covers(root: Decoder, address: int) -> bool:
    if not root.port.startswith("root") or root.resource is None or root.size is None:
        return False
    start = parse_hex(root.resource)
    return start <= address < start + root.size
