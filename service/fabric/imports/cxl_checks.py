"""What must agree inside one `cxl list`. Lies of structure are refused, gaps of a filter are not.

Only objects that the list shows are held against each other: a list without regions may name
them, a list with regions may not name another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.bounded import parse_hex
from service.cxl.commands import Bus, Decoder, Memdev, Port, Region
from service.fabric.imports.source import inconsistent

if TYPE_CHECKING:
    from service.fabric.imports.cxl_list import CxlListing


class _Objects:
    """The objects of a list by name, and the refusal that knows their lines."""

    def __init__(self, listing: CxlListing) -> None:
        self.listing = listing
        inventory = listing.inventory
        self.buses: dict[str, Bus] = {bus.bus: bus for bus in inventory.buses}
        self.ports: dict[str, Port] = {port.port: port for port in inventory.ports}
        self.memdevs: dict[str, Memdev] = {dev.memdev: dev for dev in inventory.memdevs}
        self.decoders: dict[str, Decoder] = {one.decoder: one for one in inventory.decoders}
        self.regions: dict[str, Region] = {one.region: one for one in inventory.regions}
        self.holders_shown = {one.port for one in inventory.decoders}

    def refuse(self, name: str, path: tuple[str | int, ...], why: str) -> None:
        """Refuse the part of object `name` that `path` leads to."""
        steps = "".join(f"[{step}]" if isinstance(step, int) else f" {step}" for step in path)
        line = self.listing.line_of(name, *path)
        inconsistent(self.listing.file, line, f"{name}{steps}", why)

    def dports(self, holder: str) -> dict[str, str | None] | None:
        """The dports of a root or port, name -> alias, if the list shows them all."""
        found = self.buses.get(holder) or self.ports.get(holder)
        if found is None or not found.dports or found.nr_dports is not None:
            return None
        return {dport.dport: dport.alias for dport in found.dports}


def check(listing: CxlListing) -> tuple[str, ...]:
    """Refuses what contradicts itself; returns remarks on what the list does not show.

    Refuses: IMPORT_INCONSISTENT.
    """
    objects = _Objects(listing)
    for port in objects.ports.values():
        _port(objects, port)
    for decoder in objects.decoders.values():
        _targets(objects, decoder)
        _decoder(objects, decoder)
    for region in objects.regions.values():
        _mappings(objects, region)
        _window(objects, region)
        _dax(objects, region)
    _overlaps(objects)
    return _notes(objects)


def _port(objects: _Objects, port: Port) -> None:
    names = [dport.dport for dport in port.dports]
    for index, name in enumerate(names):
        if name in names[:index]:
            objects.refuse(port.port, ("dports", index, "dport"), f"{name} stands twice")
    if port.memdev is not None:
        nested = [
            item.name
            for item in objects.listing.found.values()
            if item.kind == "memdev" and item.parent is not None and item.parent.name == port.port
        ]
        if nested and nested != [port.memdev]:
            why = f"{port.memdev}, but the endpoint holds {nested[0]}"
            objects.refuse(port.port, ("host",), why)
    if port.parent is not None and _states(objects, port.port, "depth"):
        _placement(objects, port, port.parent)


def _placement(objects: _Objects, port: Port, parent: str) -> None:
    """Depth and dport against what the port is nested in, which may skip unlisted ports."""
    holder = objects.ports.get(parent)
    depth = 0 if holder is None else holder.depth
    if holder is not None and not _states(objects, parent, "depth"):
        return
    if port.depth <= depth:
        objects.refuse(port.port, ("depth",), f"{port.depth} below {parent} at {depth}")
    dports = objects.dports(parent) if port.depth == depth + 1 else None
    if dports is not None and port.parent_dport is not None and port.parent_dport not in dports:
        why = f"{parent} has no dport {port.parent_dport}"
        objects.refuse(port.port, ("parent_dport",), why)


def _states(objects: _Objects, name: str, key: str) -> bool:
    value = objects.listing.found[name].node.value
    return isinstance(value, dict) and key in value


def _targets(objects: _Objects, decoder: Decoder) -> None:
    if decoder.nr_targets is not None and decoder.nr_targets < len(decoder.targets):
        why = f"{decoder.nr_targets} stated, {len(decoder.targets)} listed"
        objects.refuse(decoder.decoder, ("nr_targets",), why)
    dports = objects.dports(decoder.port)
    positions: set[int] = set()
    for index, target in enumerate(decoder.targets):
        if target.position in positions:
            why = f"position {target.position} stands twice"
            objects.refuse(decoder.decoder, ("targets", index, "position"), why)
        positions.add(target.position)
        if dports is not None and target.target not in dports:
            why = f"{decoder.port} has no dport {target.target}"
            objects.refuse(decoder.decoder, ("targets", index, "target"), why)


def _decoder(objects: _Objects, decoder: Decoder) -> None:
    name = decoder.decoder
    if decoder.size is not None and decoder.resource is not None:
        if parse_hex(decoder.resource) + decoder.size > 1 << 64:
            objects.refuse(name, ("size",), "the range ends beyond 64 bits")
    if (decoder.max_available_extent or 0) > (decoder.size or 0):
        why = f"{decoder.max_available_extent} is more than size {decoder.size or 0}"
        objects.refuse(name, ("max_available_extent",), why)
    region = objects.regions.get(decoder.region or "")
    if decoder.region is not None and objects.regions and region is None:
        objects.refuse(name, ("region",), f"no region {decoder.region} in the list")
    if region is not None and region.decode_state == "commit":
        _decoder_of_region(objects, decoder, region)
    holder = objects.ports.get(decoder.port)
    memdev = objects.memdevs.get((holder.memdev if holder is not None else None) or "")
    if memdev is None or decoder.dpa_size is None:
        return
    capacity = memdev.ram_size + memdev.pmem_size
    end = parse_hex(decoder.dpa_resource or "0x0") + decoder.dpa_size
    if capacity and end > capacity:
        why = f"ends at {end:#x}, {memdev.memdev} has {capacity:#x} bytes"
        objects.refuse(name, ("dpa_size",), why)


def _decoder_of_region(objects: _Objects, decoder: Decoder, region: Region) -> None:
    """A committed switch or endpoint decoder covers exactly its region."""
    if region.extended_linear_cache_size is not None or decoder.port.startswith("root"):
        return
    if None not in (decoder.resource, region.resource) and decoder.resource != region.resource:
        why = f"{decoder.resource}, but {region.region} is at {region.resource}"
        objects.refuse(decoder.decoder, ("resource",), why)
    if decoder.size is not None and decoder.size != region.size:
        why = f"{decoder.size}, but {region.region} has {region.size}"
        objects.refuse(decoder.decoder, ("size",), why)


def _mappings(objects: _Objects, region: Region) -> None:
    positions: set[int] = set()
    for index, mapping in enumerate(region.mappings):
        path = ("mappings", index)
        if mapping.position in positions:
            why = f"position {mapping.position} stands twice"
            objects.refuse(region.region, (*path, "position"), why)
        positions.add(mapping.position)
        if mapping.position >= region.interleave_ways:
            why = f"position {mapping.position} of {region.interleave_ways} ways"
            objects.refuse(region.region, (*path, "position"), why)
        if objects.memdevs and mapping.memdev not in objects.memdevs:
            why = f"no memdev {mapping.memdev} in the list"
            objects.refuse(region.region, (*path, "memdev"), why)
        _mapped_decoder(objects, region, index)
    if region.mappings and region.decode_state == "commit":
        if len(region.mappings) != region.interleave_ways:
            why = f"{len(region.mappings)} of {region.interleave_ways} positions"
            objects.refuse(region.region, ("mappings",), why)


def _mapped_decoder(objects: _Objects, region: Region, index: int) -> None:
    mapping = region.mappings[index]
    path = ("mappings", index)
    endpoint = "endpoint" + mapping.decoder.removeprefix("decoder").split(".")[0]
    port = objects.ports.get(endpoint)
    if port is not None and port.memdev is not None and port.memdev != mapping.memdev:
        why = f"{mapping.decoder} is a decoder of {port.memdev}"
        objects.refuse(region.region, (*path, "memdev"), why)
    decoder = objects.decoders.get(mapping.decoder)
    committed = region.decode_state == "commit"
    if decoder is None and committed and endpoint in objects.holders_shown:
        why = f"no decoder {mapping.decoder} in the list"
        objects.refuse(region.region, (*path, "decoder"), why)
    # old versions print no region on decoders
    if decoder is not None and committed and decoder.region not in (None, region.region):
        why = f"{mapping.decoder} belongs to {decoder.region}"
        objects.refuse(region.region, (*path, "decoder"), why)


def _window(objects: _Objects, region: Region) -> None:
    """A region lies inside the window of its root decoder."""
    root = objects.decoders.get(region.decoder or "")
    if region.resource is None:
        return
    start = parse_hex(region.resource)
    if start + region.size > 1 << 64:
        objects.refuse(region.region, ("size",), "the range ends beyond 64 bits")
    if root is None or root.resource is None or root.size is None:
        return
    window = parse_hex(root.resource)
    if start < window or start + region.size > window + root.size:
        why = f"{start:#x} with {region.size} bytes is not inside {root.decoder}"
        objects.refuse(region.region, ("resource",), why)


def _dax(objects: _Objects, region: Region) -> None:
    dax = region.daxregion
    if dax is None:
        return
    if dax.size > region.size:
        why = f"{dax.size} is more than the region's {region.size}"
        objects.refuse(region.region, ("daxregion", "size"), why)
    used = 0
    for index, device in enumerate(dax.devices or ()):
        path = ("daxregion", "devices", index)
        used += device.size
        if used > dax.size:
            why = f"the devices exceed the {dax.size} bytes of the dax region"
            objects.refuse(region.region, (*path, "size"), why)
        if (device.online_memblocks or 0) > (device.total_memblocks or 0):
            why = f"{device.online_memblocks} of {device.total_memblocks or 0} memblocks online"
            objects.refuse(region.region, (*path, "online_memblocks"), why)


def _overlaps(objects: _Objects) -> None:
    placed = [one for one in objects.regions.values() if one.resource is not None and one.size]
    placed.sort(key=lambda one: parse_hex(one.resource or "0x0"))
    for before, after in zip(placed, placed[1:], strict=False):
        if parse_hex(before.resource or "0x0") + before.size > parse_hex(after.resource or "0x0"):
            objects.refuse(after.region, ("resource",), f"overlaps {before.region}")


def _notes(objects: _Objects) -> tuple[str, ...]:
    notes: list[str] = []
    holders: list[tuple[str, Bus | Port]] = [*objects.buses.items(), *objects.ports.items()]
    for name, holder in holders:
        if holder.nr_dports is not None:
            shown = f"{len(holder.dports)} of its {holder.nr_dports} dports"
            notes.append(f"{name} shows {shown} (a filtered list)")
    return tuple(notes)
