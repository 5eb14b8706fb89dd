"""Reads the JSON of `daxctl list`: dax devices alone, or inside their dax regions (-R, -D)."""

from __future__ import annotations

import msgspec

from service.cxl.commands import DaxDevice
from service.fabric.imports import jsontree
from service.fabric.imports.fields import Builder
from service.fabric.imports.jsontree import JsonNode
from service.fabric.imports.source import inconsistent, malformed


class DaxListing(msgspec.Struct):
    """The devices of a machine; `lines` tells where each stands."""

    file: str
    devices: tuple[DaxDevice, ...]
    lines: dict[str, int]
    ignored: tuple[str, ...]


def parse(text: str, file: str) -> DaxListing:
    """The dax devices that a list shows.

    Refuses: IMPORT_MALFORMED, IMPORT_INCONSISTENT.
    """
    root = jsontree.parse(text, file)
    build = Builder(file)
    nodes: list[tuple[JsonNode, str]] = []
    for index, node in enumerate(root.value if isinstance(root.value, list) else [root]):
        members = build.members(node, f"[{index}]")
        if "chardev" in members:
            nodes.append((node, f"[{index}]"))
        elif "devices" in members:
            field = f"[{index}] devices"
            nodes += [(child, field) for child in build.elements(members["devices"], field)]
        elif "path" not in members:
            why = "expected a dax device (chardev) or a dax region (path, devices)"
            raise malformed(file, node.line, f"[{index}]", why)
    if not nodes:
        raise malformed(file, root.line, "[0]", "the list names no dax device")
    devices: list[DaxDevice] = []
    lines: dict[str, int] = {}
    for node, field in nodes:
        device = build.build(DaxDevice, node, _name(build, node, field), known={})
        if device.chardev in lines:
            raise inconsistent(file, node.line, device.chardev, "the device stands twice")
        lines[device.chardev] = node.line
        devices.append(device)
    return DaxListing(file, tuple(devices), lines, tuple(sorted(build.ignored)))


def _name(build: Builder, node: JsonNode, field: str) -> str:
    chardev = build.members(node, field).get("chardev")
    return chardev.value if chardev is not None and isinstance(chardev.value, str) else field
