"""What must agree inside one `cxl list`. Lies of structure are refused, gaps of a filter are not.

Only objects that the list shows are held against each other: a list without regions may name
them, a list with regions may not name another one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from service.bounded import parse_hex
from service.cxl.commands import Bus, Decoder, Memdev, Port, Region
from service.fabric.imports.source import inconsistent
from service.reasons import Refused

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
        self.nested_memdev = {
            item.parent.name: item.name
            for item in listing.found.values()
            if item.kind == "memdev" and item.parent is not None
        }
        self.dports_of: dict[str, frozenset[str] | None] = {}
        self.decoders_name_regions = any(one.region for one in inventory.decoders)
        self.holders_shown = {one.port for one in inventory.decoders}

    def refuse(self, name: str, path: tuple[str | int, ...], why: str) -> Refused:
        """The refusal of the part of object `name` that `path` leads to."""
        steps = "".join(f"[{step}]" if isinstance(step, int) else f" {step}" for step in path)
        line = self.listing.line_of(name, *path)
        return inconsistent(self.listing.file, line, f"{name}{steps}", why)

    def dports(self, holder: str) -> frozenset[str] | None:
        """The names of a root's or port's dports, if the list shows them all."""
        if holder not in self.dports_of:
            found = self.buses.get(holder) or self.ports.get(holder)
            hidden = found is None or not found.dports or found.nr_dports is not None
            names = () if found is None else (dport.dport for dport in found.dports)
            self.dports_of[holder] = None if hidden else frozenset(names)
        return self.dports_of[holder]


def check(listing: CxlListing) -> tuple[str, ...]:
    """Refuses what contradicts itself; returns remarks on what the list does not show.

    Refuses: IMPORT_INCONSISTENT.
    """
    objects = _Objects(listing)
    for port in objects.ports.values():
        _port(objects, port)
    for region in objects.regions.values():
        _window(objects, region)
    for decoder in objects.decoders.values():
        _targets(objects, decoder)
        _decoder(objects, decoder)
    for region in objects.regions.values():
        _mappings(objects, region)
        _dax(objects, region)
    _overlaps(objects)
    return _notes(objects)


def _port(objects: _Objects, port: Port) -> None:
    seen: set[str] = set()
    for index, dport in enumerate(port.dports):
        if dport.dport in seen:
            why = f"{dport.dport} stands twice"
            raise objects.refuse(port.port, ("dports", index, "dport"), why)
        seen.add(dport.dport)
    nested = objects.nested_memdev.get(port.port, port.memdev)
    if port.memdev is not None and nested != port.memdev:
        why = f"{port.memdev}, but the endpoint holds {nested}"
        raise objects.refuse(port.port, ("host",), why)
    if port.parent is not None and _states(objects, port.port, "depth"):
        _placement(objects, port, port.parent)


def _placement(objects: _Objects, port: Port, parent: str) -> None:
    """Depth and dport against what the port is nested in, which may skip unlisted ports."""
    holder = objects.ports.get(parent)
    depth = 0 if holder is None else holder.depth
    if holder is not None and not _states(objects, parent, "depth"):
        return
    if port.depth <= depth:
        raise objects.refuse(port.port, ("depth",), f"{port.depth} below {parent} at {depth}")
    dports = objects.dports(parent) if port.depth == depth + 1 else None
    if dports is not None and port.parent_dport is not None and port.parent_dport not in dports:
        why = f"{parent} has no dport {port.parent_dport}"
        raise objects.refuse(port.port, ("parent_dport",), why)


def _states(objects: _Objects, name: str, key: str) -> bool:
    value = objects.listing.found[name].node.value
    return isinstance(value, dict) and key in value


def _targets(objects: _Objects, decoder: Decoder) -> None:
    if decoder.nr_targets is not None and decoder.nr_targets < len(decoder.targets):
        why = f"{decoder.nr_targets} stated, {len(decoder.targets)} listed"
        raise objects.refuse(decoder.decoder, ("nr_targets",), why)
    dports = objects.dports(decoder.port)
    positions: set[int] = set()
    for index, target in enumerate(decoder.targets):
        if target.position in positions:
            why = f"position {target.position} stands twice"
            raise objects.refuse(decoder.decoder, ("targets", index, "position"), why)
        positions.add(target.position)
        if dports is not None and target.target not in dports:
            why = f"{decoder.port} has no dport {target.target}"
            raise objects.refuse(decoder.decoder, ("targets", index, "target"), why)


def _decoder(objects: _Objects, decoder: Decoder) -> None:
    name = decoder.decoder
    if _end(decoder.resource, decoder.size) > 1 << 64:
        raise objects.refuse(name, ("size",), "the range ends beyond 64 bits")
    if (decoder.max_available_extent or 0) > (decoder.size or 0):
        why = f"{decoder.max_available_extent} is more than size {decoder.size or 0}"
        raise objects.refuse(name, ("max_available_extent",), why)
    region = objects.regions.get(decoder.region or "")
    if decoder.region is not None and objects.regions and region is None:
        raise objects.refuse(name, ("region",), f"no region {decoder.region} in the list")
    if region is not None and region.decode_state == "commit":
        _decoder_of_region(objects, decoder, region)
    holder = objects.ports.get(decoder.port)
    memdev = objects.memdevs.get((holder.memdev if holder is not None else None) or "")
    if memdev is None or decoder.dpa_size is None:
        return
    capacity = memdev.ram_size + memdev.pmem_size
    end = _end(decoder.dpa_resource or "0x0", decoder.dpa_size)
    if capacity and end > capacity:
        why = f"ends at {end:#x}, {memdev.memdev} has {capacity:#x} bytes"
        raise objects.refuse(name, ("dpa_size",), why)


def _end(resource: str | None, size: int | None) -> int:
    """The first address after a range; 0 for one without an address."""
    return 0 if resource is None else parse_hex(resource) + (size or 0)


def _decoder_of_region(objects: _Objects, decoder: Decoder, region: Region) -> None:
    """A committed switch or endpoint decoder covers its region.

    Real exceptions: a decoder below an address translation holds an address outside the window,
    a region at a memory hole is shorter than its decoders, a memory-side cache shifts it.
    """
    if region.extended_linear_cache_size is not None or decoder.port.startswith("root"):
        return
    if None in (decoder.resource, region.resource, decoder.size):
        return
    start, root = _end(decoder.resource, 0), objects.decoders.get(region.decoder or "")
    if decoder.resource != region.resource:
        in_window = root is not None and (
            _end(root.resource, 0) <= start < _end(root.resource, root.size)
        )
        if in_window:
            why = f"{decoder.resource}, but {region.region} is at {region.resource}"
            raise objects.refuse(decoder.decoder, ("resource",), why)
    elif (decoder.size or 0) < region.size:
        why = f"{decoder.size}, but {region.region} has {region.size}"
        raise objects.refuse(decoder.decoder, ("size",), why)


def _mappings(objects: _Objects, region: Region) -> None:
    positions: set[int] = set()
    for index, mapping in enumerate(region.mappings):
        path = ("mappings", index)
        if mapping.position in positions:
            why = f"position {mapping.position} stands twice"
            raise objects.refuse(region.region, (*path, "position"), why)
        positions.add(mapping.position)
        if mapping.position >= region.interleave_ways:
            why = f"position {mapping.position} of {region.interleave_ways} ways"
            raise objects.refuse(region.region, (*path, "position"), why)
        if objects.memdevs and mapping.memdev not in objects.memdevs:
            why = f"no memdev {mapping.memdev} in the list"
            raise objects.refuse(region.region, (*path, "memdev"), why)
        _mapped_decoder(objects, region, index)
    complete = len(region.mappings) in (0, region.interleave_ways)
    if region.decode_state == "commit" and not complete:
        why = f"{len(region.mappings)} of {region.interleave_ways} positions"
        raise objects.refuse(region.region, ("mappings",), why)


def _mapped_decoder(objects: _Objects, region: Region, index: int) -> None:
    mapping = region.mappings[index]
    path = ("mappings", index)
    endpoint = "endpoint" + mapping.decoder.removeprefix("decoder").split(".")[0]
    port = objects.ports.get(endpoint)
    if port is not None and port.memdev is not None and port.memdev != mapping.memdev:
        why = f"{mapping.decoder} is a decoder of {port.memdev}"
        raise objects.refuse(region.region, (*path, "memdev"), why)
    decoder = objects.decoders.get(mapping.decoder)
    committed = region.decode_state == "commit"
    if decoder is None and committed and endpoint in objects.holders_shown:
        why = f"no decoder {mapping.decoder} in the list"
        raise objects.refuse(region.region, (*path, "decoder"), why)
    # old versions print no region on any decoder
    checked = committed and objects.decoders_name_regions
    if decoder is not None and checked and decoder.region != region.region:
        why = f"{mapping.decoder} belongs to {decoder.region or 'no region'}"
        raise objects.refuse(region.region, (*path, "decoder"), why)


def _window(objects: _Objects, region: Region) -> None:
    """A region lies inside the window of its root decoder."""
    root = objects.decoders.get(region.decoder or "")
    if region.resource is None:
        return
    start = parse_hex(region.resource)
    if start + region.size > 1 << 64:
        raise objects.refuse(region.region, ("size",), "the range ends beyond 64 bits")
    if root is None or root.resource is None or root.size is None:
        return
    window = parse_hex(root.resource)
    if start < window or start + region.size > window + root.size:
        why = f"{start:#x} with {region.size} bytes is not inside {root.decoder}"
        raise objects.refuse(region.region, ("resource",), why)


def _dax(objects: _Objects, region: Region) -> None:
    dax = region.daxregion
    if dax is None:
        return
    if dax.size > region.size:
        why = f"{dax.size} is more than the region's {region.size}"
        raise objects.refuse(region.region, ("daxregion", "size"), why)
    used = 0
    for index, device in enumerate(dax.devices or ()):
        path = ("daxregion", "devices", index)
        used += device.size
        if used > dax.size:
            why = f"the devices exceed the {dax.size} bytes of the dax region"
            raise objects.refuse(region.region, (*path, "size"), why)
        if (device.online_memblocks or 0) > (device.total_memblocks or 0):
            why = f"{device.online_memblocks} of {device.total_memblocks or 0} memblocks online"
            raise objects.refuse(region.region, (*path, "online_memblocks"), why)


def _overlaps(objects: _Objects) -> None:
    placed = [one for one in objects.regions.values() if one.resource is not None and one.size]
    placed.sort(key=lambda one: _end(one.resource, 0))
    for before, after in itertools.pairwise(placed):
        if _end(before.resource, before.size) > _end(after.resource, 0):
            raise objects.refuse(after.region, ("resource",), f"overlaps {before.region}")


def _notes(objects: _Objects) -> tuple[str, ...]:
    notes: list[str] = []
    holders: list[tuple[str, Bus | Port]] = [*objects.buses.items(), *objects.ports.items()]
    for name, holder in holders:
        if holder.nr_dports is not None:
            shown = f"{len(holder.dports)} of its {holder.nr_dports} dports"
            notes.append(f"{name} shows {shown} (a filtered list)")
    return tuple(notes)
