"""What `cxl list` prints of an inventory: which objects, nested how, in which order.

Objects hang on what is listed: an endpoint on its port, or on the bus if ports are not asked for,
or on nothing, in a group of its own. Disabled objects are shown with -i only. Our types at this
edge are the tool's own (see `listing_objects`).
Source: ndctl, cxl/filter.c (cxl_filter_walk) and cxl/list.c.
"""

from __future__ import annotations

from typing import Final

import msgspec

from service.cxl import listing_objects as show
from service.cxl.commands import Bus, CxlInventory, Decoder, DecoderTarget, Dport, Memdev, Port
from service.cxl.listing_objects import Details, Json

_GROUPS: Final = (
    *("anon memdevs", "buses", "ports", "endpoints", "memdevs"),
    *("root decoders", "port decoders", "endpoint decoders", "regions"),
)
_VERBOSE_MAX: Final = 3


class ListOptions(msgspec.Struct, frozen=True):
    """The options of `cxl list`. A filter names objects as the tool does: `mem0`, `0`, `all`."""

    memdevs: bool = False
    buses: bool = False
    ports: bool = False
    endpoints: bool = False
    decoders: bool = False
    regions: bool = False
    idle: bool = False
    details: Details = Details()
    memdev_filter: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether an option names a kind of object."""
        kinds = (self.memdevs, self.buses, self.ports, self.endpoints, self.decoders)
        return any(kinds) or self.regions

    def resolved(self, verbose: int = 0) -> ListOptions:
        """What the tool makes of its options: its defaults, then those of -v, -vv and -vvv."""
        options = self
        if not self.asked:
            regions = not self.memdev_filter
            options = msgspec.structs.replace(options, memdevs=True, regions=regions)
        details = options.details
        if verbose >= _VERBOSE_MAX:
            details = Details(
                partition=True,
                firmware=True,
                health=True,
                alert_config=True,
                dax=True,
                media_errors=True,
                human=details.human,
            )
        if verbose:
            options = msgspec.structs.replace(
                options,
                buses=True,
                ports=True,
                endpoints=True,
                decoders=True,
                regions=True,
                idle=options.idle or verbose > 1,
            )
            details = msgspec.structs.replace(details, targets=True)
        return msgspec.structs.replace(options, details=details)


class _Arrays(msgspec.Struct):
    """Where objects of each kind go; a nested listing replaces some of these arrays."""

    ports: list[Json] = []
    endpoints: list[Json] = []
    memdevs: list[Json] = []
    root_decoders: list[Json] = []
    port_decoders: list[Json] = []
    endpoint_decoders: list[Json] = []
    regions: list[Json] = []


class _Walk:
    def __init__(self, inventory: CxlInventory, options: ListOptions) -> None:
        self.inventory = inventory
        self.options = options
        self.details = options.details
        self.ports = {port.port: port for port in inventory.ports}
        self.buses = {bus.bus for bus in inventory.buses}
        self.memdevs = {memdev.memdev: memdev for memdev in inventory.memdevs}
        self.shown_memdevs = {
            name for name, memdev in self.memdevs.items() if _named(memdev, options.memdev_filter)
        }
        self.children: dict[str, list[Port]] = {}
        for port in inventory.ports:
            parent = port.parent or ""
            known = parent in self.ports or parent in self.buses
            self.children.setdefault(parent if known else "", []).append(port)
        self.held: dict[str, list[Decoder]] = {}
        for decoder in inventory.decoders:
            self.held.setdefault(decoder.port, []).append(decoder)
        self.walked: set[str] = set()

    # --- filter -m: what leads to a shown memdev

    def leads(self, port: Port) -> bool:
        """Whether a shown memdev hangs on the port."""
        if not self.options.memdev_filter:
            return True
        if port.memdev is not None:
            return port.memdev in self.shown_memdevs
        return any(self.leads(child) for child in self.children.get(port.port, []))

    def bus_leads(self, bus: Bus) -> bool:
        """Whether a shown memdev hangs on the bus; yes if nothing tells what hangs there."""
        children = self.children.get(bus.bus, [])
        unfiltered = not self.options.memdev_filter or not children
        return unfiltered or any(self.leads(child) for child in children)

    def dports_to_shown(self, holder: str) -> set[str] | None:
        """Names of the dports that lead to shown memdevs; None if that cannot be told."""
        if not self.options.memdev_filter:
            return None
        children = [child for child in self.children.get(holder, []) if self.leads(child)]
        names = {child.parent_dport for child in children}
        return None if None in names else {name for name in names if name is not None}

    def dports(self, found: Bus | Port, holder: str) -> list[Dport]:
        """The dports to show."""
        names = self.dports_to_shown(holder)
        return [one for one in found.dports if names is None or one.dport in names]

    def targets(self, decoder: Decoder) -> list[DecoderTarget]:
        """The targets to show."""
        holder = decoder.port
        names = self.dports_to_shown(holder)
        if names is not None and holder in self.buses:
            # a bus's children hang on its dports by alias or name
            bus = next(bus for bus in self.inventory.buses if bus.bus == holder)
            hosts = {child.host for child in self.children.get(holder, []) if self.leads(child)}
            names = {d.dport for d in bus.dports if {d.dport, d.alias or ""} & (names | hosts)}
        return [one for one in decoder.targets if names is None or one.target in names]

    # --- the walk

    def decoders(self, holder: str, arrays: list[Json], regions: list[Json] | None) -> None:
        """The decoders of a port, with the regions of root decoders."""
        port = self.ports.get(holder)
        endpoint_leads = port is None or self.leads(port)
        for decoder in self.held.get(holder, []):
            values: dict[str, Json] | None = None
            if self.options.decoders and endpoint_leads:
                if not decoder.size and not self.options.idle:
                    continue
                targets = self.targets(decoder)
                if self.options.memdev_filter and decoder.targets and not targets:
                    continue
                values = show.decoder(decoder, targets, self.details)
                arrays.append(values)
            if regions is not None and self.options.regions:
                nested = regions if values is None else list[Json]()
                self.regions(decoder.decoder, nested)
                if values is not None and nested:
                    values[f"regions:{decoder.decoder}"] = nested

    def regions(self, root: str | None, array: list[Json]) -> None:
        """The regions of a root decoder."""
        idle = self.options.idle
        array.extend(
            show.region(region, self.details)
            for region in self.inventory.regions
            if region.decoder == root and (idle or region.state != "disabled")
        )

    def endpoint(self, port: Port, arrays: _Arrays) -> None:
        """An endpoint, its memdev and its decoders."""
        options = self.options
        self.walked.add(port.port)
        if not self.leads(port) or (port.state == "disabled" and not options.idle):
            return
        values: dict[str, Json] | None = None
        if options.endpoints:
            values = show.port(port, self.dports(port, port.port), self.details)
            arrays.endpoints.append(values)
        memdev = self.memdevs.get(port.memdev or "")
        if memdev is not None:
            self.walked.add(memdev.memdev)
            if options.memdevs and (memdev.state != "disabled" or options.idle):
                shown = show.memdev(memdev, self.details)
                if values is not None:
                    values["memdev"] = shown
                else:
                    arrays.memdevs.append(shown)
        nested: list[Json] = arrays.endpoint_decoders if values is None else []
        self.decoders(port.port, nested, None)
        if values is not None and nested:
            values[f"decoders:{port.port}"] = nested

    def port(self, port: Port, arrays: _Arrays) -> None:
        """A port and what hangs on it."""
        self.walked.add(port.port)
        if not self.leads(port) or (port.state == "disabled" and not self.options.idle):
            return
        values: dict[str, Json] | None = None
        inner = arrays
        if self.options.ports:
            values = show.port(port, self.dports(port, port.port), self.details)
            arrays.ports.append(values)
            decoders: list[Json] = []
            inner = _Arrays(
                port_decoders=decoders, endpoint_decoders=decoders, regions=arrays.regions
            )
        children = self.children.get(port.port, [])
        for child in children:
            if child.port.startswith("endpoint"):
                self.endpoint(child, inner)
        self.decoders(port.port, inner.port_decoders, None)
        for child in children:
            if not child.port.startswith("endpoint"):
                self.port(child, inner)
        if values is not None:
            _nest(values, port.port, inner.ports, inner.endpoints, inner.port_decoders)
            _nest_more(values, port.port, {"memdevs": inner.memdevs})

    def bus(self, bus: Bus, buses: list[Json], arrays: _Arrays) -> None:
        """A bus and what hangs on it."""
        self.walked.add(bus.bus)
        if not self.bus_leads(bus):
            return
        values: dict[str, Json] | None = None
        inner = arrays
        if self.options.buses:
            values = show.bus(bus, self.dports(bus, bus.bus), self.details)
            buses.append(values)
            shared: list[Json] = []
            inner = _Arrays(root_decoders=shared, port_decoders=shared, endpoint_decoders=shared)
        self.decoders(bus.bus, inner.root_decoders, inner.regions)
        children = self.children.get(bus.bus, [])
        for child in children:
            if child.port.startswith("endpoint"):
                self.endpoint(child, inner)
        for child in children:
            if not child.port.startswith("endpoint"):
                self.port(child, inner)
        if len(self.buses) == 1:
            # nothing else can hold what a flat list showed without its parents
            self.orphans(inner)
            self.memdevs_without_endpoint(inner.memdevs)
        if values is not None:
            _nest(values, bus.bus, inner.ports, inner.endpoints, inner.root_decoders)
            more = {"regions": inner.regions, "memdevs": inner.memdevs}
            _nest_more(values, bus.bus, more)

    def orphans(self, arrays: _Arrays) -> None:
        """What an inventory of a flat list holds without its parents."""
        for port in self.children.get("", []):
            if port.port.startswith("endpoint"):
                self.endpoint(port, arrays)
            else:
                self.port(port, arrays)
        for holder in self.held:
            if holder in self.buses or holder in self.ports:
                continue
            kind = holder.rstrip("0123456789")
            root = kind == "root"
            where = arrays.port_decoders if kind == "port" else arrays.endpoint_decoders
            where = arrays.root_decoders if root else where
            self.decoders(holder, where, arrays.regions if root else None)
        known = {decoder.decoder for decoder in self.inventory.decoders}
        if self.options.regions:
            for root_name in {region.decoder: None for region in self.inventory.regions}:
                if root_name not in known:
                    self.regions(root_name, arrays.regions)

    def memdevs_without_endpoint(self, array: list[Json], *, disabled: bool = False) -> None:
        """Enabled memdevs whose endpoint the inventory does not know; or disabled ones (-i)."""
        for name, memdev in self.memdevs.items():
            if name in self.walked or name not in self.shown_memdevs or not self.options.memdevs:
                continue
            if (memdev.state == "disabled") == disabled:
                self.walked.add(name)
                array.append(show.memdev(memdev, self.details))


def _nest(
    values: dict[str, Json],
    name: str,
    ports: list[Json],
    endpoints: list[Json],
    decoders: list[Json],
) -> None:
    _nest_more(values, name, {"ports": ports, "endpoints": endpoints, "decoders": decoders})


def _nest_more(values: dict[str, Json], name: str, arrays: dict[str, list[Json]]) -> None:
    for kind, array in arrays.items():
        if array:
            values[f"{kind}:{name}"] = array


def _named(memdev: Memdev, names: tuple[str, ...]) -> bool:
    """Whether a filter names the memdev: by name, number, host, or `all`."""
    number = memdev.memdev.removeprefix("mem")
    return not names or bool({"all", memdev.memdev, number, memdev.host} & set(names))


def listing(inventory: CxlInventory, options: ListOptions, *, verbose: int = 0) -> list[Json]:
    """The list that `cxl list` with these options prints of a host with this inventory."""
    walk = _Walk(inventory, options.resolved(verbose))
    arrays = _Arrays()
    buses: list[Json] = []
    anonymous: list[Json] = []
    for bus in inventory.buses:
        walk.bus(bus, buses, arrays)
    if len(inventory.buses) != 1:
        walk.orphans(arrays)
        walk.memdevs_without_endpoint(arrays.memdevs)
    if walk.options.idle:
        walk.memdevs_without_endpoint(anonymous, disabled=True)
    found = (
        *(anonymous, buses, arrays.ports, arrays.endpoints, arrays.memdevs),
        *(arrays.root_decoders, arrays.port_decoders, arrays.endpoint_decoders, arrays.regions),
    )
    filled = [(name, array) for name, array in zip(_GROUPS, found, strict=True) if array]
    if len(filled) == 1:
        return filled[0][1]
    return [{name: array} for name, array in filled]


def render(items: list[Json], *, human: bool = False) -> str:
    """The text the tool prints: indented JSON; with -u a single object stands alone."""
    value: Json = items[0] if human and len(items) == 1 else items
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
