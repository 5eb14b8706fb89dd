"""A hierarchy from what `cxl list -vvv` shows of a machine: windows, ports, decoders, regions.

What the listing leaves out is what a kernel would find: XOR maps (windows are taken as modulo),
uuids, capabilities. A listing that does not hold enough, or holds what no kernel could have
programmed, is refused with the object that is missing or wrong.
Source: ndctl cxl/json.c; Linux 7.3 drivers/cxl/core/{port,hdm,region}.c.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from service.bounded import parse_hex
from service.cxl import commands as listed
from service.cxl.commands import CxlInventory
from service.cxl.describe import describe
from service.cxl.invariants import check
from service.cxl.state import (
    Config,
    CxlState,
    EndpointDecoder,
    Region,
    SwitchDecoder,
    Target,
    free_id,
)
from service.cxl.topology import Memdev, Partition, Port, Restriction, Window, build
from service.reasons import KernelError

ROOT: Final = "root0"
_HOST_UID: Final = re.compile(r"pci[0-9a-f]{4}:([0-9a-f]{2})")
#: what a rebuilt object must show as the listing did
_SAME: Final[dict[str, tuple[str, ...]]] = {
    "decoders": (
        *("resource", "size", "interleave_ways", "interleave_granularity", "region", "state"),
        *("dpa_resource", "dpa_size", "mode"),
    ),
    "regions": (
        *("resource", "size", "interleave_ways", "interleave_granularity", "decode_state"),
        *("state", "mappings", "type"),
    ),
    "memdevs": ("ram_size", "pmem_size", "serial", "state"),
}
#: a decoder without region shows what was last in its registers; only its DPA says something
_DPA: Final = ("region", "dpa_resource", "dpa_size", "mode")
_WORDS: Final = {"decoders": "decoder", "regions": "region", "memdevs": "memdev"}


class ListingError(Exception):
    """Why a listing cannot become a hierarchy: one sentence that names the object."""


def _need(found: Any, what: str) -> Any:
    if found is None:
        raise ListingError(f"{what} is not in the listing")
    return found


def _number(name: str) -> int:
    """5 of `endpoint5`, `port5`, `mem5`, `region5`."""
    return int(re.sub(r"^[a-z]+", "", name))


class _Listing:
    """The objects of a listing by name, and what hangs on what."""

    def __init__(self, inventory: CxlInventory) -> None:
        self.inventory = inventory
        if len(inventory.buses) != 1 or inventory.buses[0].bus != ROOT:
            raise ListingError(f"the listing shows {len(inventory.buses)} buses, one is expected")
        self.bus = inventory.buses[0]
        self.ports = {each.port: each for each in inventory.ports}
        self.held: dict[str, list[listed.Decoder]] = {}
        for each in inventory.decoders:
            self.held.setdefault(each.port, []).append(each)
        for decoders in self.held.values():
            decoders.sort(key=lambda each: int(each.decoder.partition(".")[2]))

    def decoders(self, port: str) -> list[listed.Decoder]:
        """All decoders of a port, without a gap in their numbers."""
        found = self.held.get(port, [])
        numbers = [int(each.decoder.partition(".")[2]) for each in found]
        if not found or numbers != list(range(len(found))):
            raise ListingError(f"the decoders of {port} are not all listed (option -D with -i)")
        return found

    def dport(self, port: listed.Port) -> int:
        """The id of the downstream port that a port hangs on."""
        above = self.ports.get(port.parent or "")
        dports = self.bus.dports if above is None else above.dports
        if port.parent_dport is None and len(dports) == 1:
            return dports[0].id
        name = _need(port.parent_dport, f"the parent_dport of {port.port}")
        for each in dports:
            if name in {each.dport, each.alias}:
                return each.id
        raise ListingError(f"{port.port} hangs on {name}, which is no dport of {port.parent}")


def _uid(listing: _Listing, port: listed.Port) -> int:
    for each in listing.bus.dports:
        if port.host in {each.dport, each.alias}:
            return each.id
    found = _HOST_UID.fullmatch(port.host)
    if found is None:
        raise ListingError(f"{port.port} is at {port.host}, which is no dport of {ROOT}")
    return int(found[1], 16)


def _port(listing: _Listing, found: listed.Port) -> Port:
    decoders = listing.decoders(found.port)
    bridge = found.parent == ROOT
    if not bridge and found.parent not in listing.ports:
        raise ListingError(f"the parent of {found.port} is not in the listing")
    nr_dports = max((each.id for each in found.dports), default=-1) + 1
    if not nr_dports:
        raise ListingError(f"the dports of {found.port} are not listed (option -T)")
    alone = len(decoders) == 1 and len(found.dports) == 1 and not found.decoders_committed
    return Port(
        found.port,
        _number(found.port),
        nr_dports=nr_dports,
        uid=_uid(listing, found) if bridge else 0,
        parent=None if bridge else found.parent,
        parent_dport=0 if bridge else listing.dport(found),
        nr_decoders=len(decoders),
        passthrough=alone,
        pci="" if bridge else found.host,
    )


def _window(found: listed.Decoder, nid: int) -> Window:
    restrictions = Restriction.TYPE3
    for flag, kind in (
        (found.volatile_capable, Restriction.VOLATILE),
        (found.pmem_capable, Restriction.PMEM),
        (found.accelmem_capable, Restriction.TYPE2),
    ):
        restrictions |= kind if flag else 0
    targets = sorted(found.targets, key=lambda each: each.position)
    if [each.position for each in targets] != list(range(found.interleave_ways or 1)):
        raise ListingError(f"the targets of {found.decoder} are not all listed (option -T)")
    return Window(
        id=int(found.decoder.partition(".")[2]),
        base=parse_hex(_need(found.resource, f"the resource of {found.decoder}")),
        size=_need(found.size, f"the size of {found.decoder}"),
        targets=tuple(each.id for each in targets),
        granularity=found.interleave_granularity or 256,
        restrictions=restrictions,
        qos_class=found.qos_class or 0,
        nid=nid,
    )


def _memdev(listing: _Listing, found: listed.Memdev) -> Memdev:
    endpoint = next((p for p in listing.inventory.ports if p.memdev == found.memdev), None)
    endpoint = _need(endpoint, f"the endpoint of {found.memdev}")
    ram, pmem = found.ram_size, found.pmem_size
    parts = (Partition("ram", 0, ram), Partition("pmem", ram, pmem))
    if endpoint.parent not in listing.ports:
        raise ListingError(f"the port above {endpoint.port} is not in the listing")
    return Memdev(
        name=found.memdev,
        number=_number(endpoint.port),
        serial=parse_hex(found.serial) if found.serial is not None else 0,
        parent=endpoint.parent,
        dport=listing.dport(endpoint),
        partitions=tuple(each for each in parts if each.size),
        nr_decoders=len(listing.decoders(endpoint.port)),
        qos_class=found.ram_qos_class or found.pmem_qos_class or 0,
        pci=found.host,
        numa_node=-1 if found.numa_node is None else found.numa_node,
        firmware_version=found.firmware_version or "",
    )


def _region_of(found: listed.Decoder) -> int | None:
    return None if found.region is None else _number(found.region)


def _endpoints(listing: _Listing, memdev: Memdev) -> tuple[EndpointDecoder, ...]:
    port = listing.ports[f"endpoint{memdev.number}"]
    end = 0
    made = []
    for number, each in enumerate(listing.decoders(port.port)):
        start, size = parse_hex(each.dpa_resource or "0x0"), each.dpa_size or 0
        made.append(
            EndpointDecoder(
                mode=each.mode if each.mode in {"ram", "pmem"} else None,
                dpa_start=start if size else 0,
                dpa_size=size,
                skip=max(start - end, 0) if size else 0,
                region=_region_of(each),
                pos=_position(listing, each),
                enabled=_enabled(port, number, each),
            )
        )
        end = start + size if size else end
    return tuple(made)


def _enabled(port: listed.Port, number: int, found: listed.Decoder) -> bool:
    if port.decoders_committed is not None:
        return number < port.decoders_committed
    return found.state is None and found.size is not None


def _position(listing: _Listing, found: listed.Decoder) -> int:
    for region in listing.inventory.regions:
        for each in region.mappings:
            if each.decoder == found.decoder:
                return each.position
    return -1


def _switch_decoders(listing: _Listing, port: Port) -> tuple[SwitchDecoder, ...]:
    shown = listing.ports[port.name]
    made = []
    for number, each in enumerate(listing.decoders(port.name)):
        region = _region_of(each)
        if region is None or each.resource is None:
            made.append(SwitchDecoder(region=region))
            continue
        targets = sorted(each.targets, key=lambda one: one.position)
        made.append(
            SwitchDecoder(
                region=region,
                ways=each.interleave_ways or 1,
                granularity=each.interleave_granularity or _granularity(listing, region),
                hpa_start=parse_hex(each.resource),
                hpa_size=each.size or 0,
                targets=tuple(one.id for one in targets),
                enabled=not port.passthrough and _enabled(shown, number, each),
            )
        )
    return tuple(made)


def _granularity(listing: _Listing, region: int) -> int:
    """A decoder that does not interleave shows none; it is programmed with its region's."""
    found = next((r for r in listing.inventory.regions if _number(r.region) == region), None)
    return (found.interleave_granularity if found is not None else 0) or 256


def _region(found: listed.Region) -> Region:
    root = _need(found.decoder, f"the root decoder of {found.region}")
    targets = {
        each.position: Target(each.memdev, int(each.decoder.partition(".")[2]))
        for each in found.mappings
    }
    state = Config.INTERLEAVE_ACTIVE
    if found.resource is None:
        state = Config.IDLE
    elif found.decode_state == "commit":
        state = Config.COMMIT
    elif targets and len(targets) == found.interleave_ways:
        state = Config.ACTIVE
    return Region(
        _number(found.region),
        int(root.partition(".")[2]),
        found.type or "ram",
        ways=found.interleave_ways,
        granularity=found.interleave_granularity,
        hpa_start=None if found.resource is None else parse_hex(found.resource),
        hpa_size=found.size,
        state=state,
        targets=targets,
        bound=found.state is None,
    )


def rebuild(inventory: CxlInventory, nids: Mapping[str, int], version: str) -> CxlState:
    """The hierarchy behind a listing; `nids` are the nodes of root decoders.

    Raises: ListingError.
    """
    listing = _Listing(inventory)
    roots = listing.decoders(ROOT)
    ports = [each for each in inventory.ports if not each.port.startswith("endpoint")]
    ports.sort(key=lambda each: (each.depth, _number(each.port)))
    try:
        topology = build(
            tuple(_window(each, nids.get(each.decoder, -1)) for each in roots),
            tuple(_port(listing, each) for each in ports),
            tuple(_memdev(listing, each) for each in inventory.memdevs),
        )
    except KernelError as error:
        raise ListingError(error.row.render(error.facts)) from None
    state = CxlState(
        topology=topology,
        version=version,
        endpoints={each.name: _endpoints(listing, each) for each in topology.memdevs},
        switches={each.name: _switch_decoders(listing, each) for each in topology.ports},
        regions={_number(each.region): _region(each) for each in inventory.regions},
        poison={
            each.memdev: tuple(
                sorted((parse_hex(e.offset or "0x0"), e.length or 0) for e in each.media_errors)
            )
            for each in inventory.memdevs
            if each.media_errors
        },
        disabled=frozenset(each.port for each in ports if each.state == "disabled"),
    )
    for window in topology.windows:
        advertised = {**state.next_id, window.id: free_id(state)}
        state = msgspec.structs.replace(state, next_id=advertised)
    _compare(state, inventory)
    return state


def _check_places(state: CxlState) -> None:
    """One thing at each downstream port, and committed decoders above every committed region."""
    taken: dict[tuple[str, int], str] = {}
    topology = state.topology
    places = [(each.parent, each.dport, each.name) for each in topology.memdevs]
    places += [(p.parent, p.parent_dport, p.name) for p in topology.ports if p.parent is not None]
    for parent, dport, name in places:
        other = taken.setdefault((parent, dport), name)
        if other != name:
            raise ListingError(f"{other} and {name} are both at dport {dport} of {parent}")
    for region in state.regions.values():
        if region.state is not Config.COMMIT:
            continue
        for target in region.targets.values():
            for port, _ in topology.path(topology.memdev_of[target.memdev]):
                above = [each for each in state.switches[port.name] if each.region == region.id]
                if not above or not (above[0].enabled or port.passthrough):
                    raise ListingError(f"{region.name} is committed, {port.name} has no decoder so")


def _compare(state: CxlState, inventory: CxlInventory) -> None:
    """What was made must hold together, and show what the listing shows."""
    _check_places(state)
    try:
        check(state)
    except (AssertionError, KeyError, StopIteration) as error:
        raise ListingError(f"what it programs does not hold together: {error}") from None
    made = describe(state)
    for kind, keys in _SAME.items():
        word = _WORDS[kind]
        mine = {getattr(each, word): each for each in getattr(made, kind)}
        for each in getattr(inventory, kind):
            name = getattr(each, word)
            other = _need(mine.get(name), name)
            idle = kind == "decoders" and each.region is None and not each.port.startswith("root")
            for key in _DPA if idle else keys:
                if (getattr(each, key) or None) != (getattr(other, key) or None):
                    raise ListingError(
                        f"{name} has {key} {getattr(each, key)}, a kernel would show "
                        f"{getattr(other, key)}"
                    )
