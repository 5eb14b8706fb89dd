"""A host's CXL side in the words of `cxl list`: what the tool would read from sysfs.

Source: ndctl, cxl/json.c; Linux 7.3 drivers/cxl/core/port.c (names of dports and ports).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from service.bounded import to_hex
from service.cxl.commands import (
    Bus,
    CxlInventory,
    DaxRegion,
    Decoder,
    DecoderTarget,
    Dport,
    MediaError,
    Memdev,
    PartitionInfo,
    Port,
    Region,
    RegionMapping,
)
from service.cxl.region import max_available_extent
from service.cxl.state import (
    Config,
    CxlState,
    EndpointDecoder,
    SwitchDecoder,
    commit_end,
    live_ports,
)
from service.cxl.state import Region as RegionState
from service.cxl.topology import Memdev as Device
from service.cxl.topology import Port as PortState
from service.cxl.topology import Restriction, Window

#: the only bus of a host, and who made it
ROOT: Final = "root0"
PROVIDER: Final = "ACPI.CXL"


_UNUSED: Final = EndpointDecoder()

#: descriptions that are kept, of each kind: the names of ports and targets are much the same on
#: all hosts, and most decoders of most hosts are idle
_KEPT: Final = 1 << 16


@lru_cache(maxsize=_KEPT)
def _dport(name: str, number: int) -> Dport:
    return Dport.model_construct(dport=name, id=number)


@lru_cache(maxsize=_KEPT)
def _target(name: str, position: int, number: int) -> DecoderTarget:
    return DecoderTarget.model_construct(target=name, position=position, id=number)


def describe(state: CxlState, dax: Mapping[int, DaxRegion] | None = None) -> CxlInventory:
    """Everything that `cxl list -vvv` shows; `dax` are the dax regions by region id."""
    topology = state.topology
    live = live_ports(state)
    return CxlInventory.model_construct(
        buses=(_bus(state),) if topology.windows or topology.ports else (),
        ports=(
            *(_port(state, port) for port in topology.ports if not port.rch and port.name in live),
            *(
                _endpoint(state, device)
                for device in topology.memdevs
                if device.name not in state.disabled
            ),
        ),
        memdevs=tuple(memdev(state, device) for device in topology.memdevs),
        decoders=tuple(_decoders(state, live)),
        regions=tuple(
            region(state, state.regions[number], (dax or {}).get(number))
            for number in sorted(state.regions)
        ),
    )


def bridge_host(port: PortState) -> str:
    """The PCI root of a host bridge."""
    return f"pci0000:{port.uid:02x}"


def port_host(port: PortState) -> str:
    """What a port hangs on: the PCI root of a host bridge, the upstream port of a switch."""
    return port.pci or bridge_host(port)


def dport_host(port: PortState, dport: int) -> str:
    """The PCI address of a downstream port."""
    if port.parent is None:
        return f"0000:{port.uid:02x}:{dport:02x}.0"
    segment = (port.pci or "0000").partition(":")[0]
    return f"{segment}:01:{dport:02x}.0"


def _bus(state: CxlState) -> Bus:
    bridges = [port for port in state.topology.ports if port.parent is None]
    return Bus.model_construct(
        bus=ROOT,
        provider=PROVIDER,
        dports=tuple(
            Dport.model_construct(
                dport=bridge_host(port), alias=f"ACPI0016:{index:02x}", id=port.uid
            )
            for index, port in enumerate(bridges)
        ),
    )


def _port(state: CxlState, port: PortState) -> Port:
    above = None if port.parent is None else state.topology.port_of[port.parent]
    return Port.model_construct(
        port=f"port{port.number}",
        host=port_host(port),
        parent=ROOT if above is None else f"port{above.number}",
        parent_dport=None if above is None else dport_host(above, port.parent_dport),
        depth=depth(state, port),
        decoders_committed=commit_end(state.switches[port.name]) + 1,
        dports=tuple(_dport(dport_host(port, number), number) for number in range(port.nr_dports)),
        state="disabled" if port.name in state.disabled else None,
    )


def depth(state: CxlState, port: PortState) -> int:
    """Steps from the root to a port."""
    steps, at = 1, port
    while at.parent is not None:
        steps, at = steps + 1, state.topology.port_of[at.parent]
    return steps


def _endpoint(state: CxlState, device: Device) -> Port:
    above = state.topology.port_of[device.parent]
    return Port.model_construct(
        port=f"endpoint{device.number}",
        host=device.name,
        parent=ROOT if above.rch else f"port{above.number}",
        parent_dport=dport_host(above, device.dport),
        depth=depth(state, above) + 1,
        decoders_committed=commit_end(state.endpoints[device.name]) + 1,
        memdev=device.name,
    )


def memdev(state: CxlState, device: Device) -> Memdev:
    """A memdev, with its partitions and its poison list."""
    ram, pmem = device.capacity("ram"), device.capacity("pmem")
    return Memdev.model_construct(
        memdev=device.name,
        host=device.pci or f"0000:{device.number:02x}:00.0",
        serial=to_hex(device.serial),
        ram_size=ram,
        pmem_size=pmem,
        ram_qos_class=device.qos_class if ram else None,
        pmem_qos_class=device.qos_class if pmem else None,
        numa_node=device.numa_node if device.numa_node >= 0 else None,
        firmware_version=device.firmware_version or None,
        state="disabled" if device.name in state.disabled else None,
        partition_info=PartitionInfo.model_construct(
            total_size=ram + pmem,
            volatile_only_size=ram,
            persistent_only_size=pmem,
            partition_alignment_size=0,
        ),
        media_errors=media_errors(state, device.name),
    )


def media_errors(state: CxlState, name: str) -> tuple[MediaError, ...]:
    """The poison list of a memdev."""
    return tuple(
        MediaError.model_construct(offset=to_hex(start), length=length, source="Injected")
        for start, length in state.poison.get(name, ())
    )


def _decoders(state: CxlState, live: frozenset[str]) -> Iterator[Decoder]:
    yield from (_root_decoder(state, window) for window in state.topology.windows)
    for port in state.topology.ports:
        if not port.rch and port.name in live:
            for number, each in enumerate(state.switches[port.name]):
                yield _switch_decoder(port, number, each)
    for device in state.topology.memdevs:
        if device.name not in state.disabled:
            for number, endpoint in enumerate(state.endpoints[device.name]):
                yield _endpoint_decoder(state, device, number, endpoint)


def _root_decoder(state: CxlState, window: Window) -> Decoder:
    bridges = [port for port in state.topology.ports if port.parent is None]
    index = {port.uid: (number, port) for number, port in enumerate(bridges)}
    return Decoder.model_construct(
        decoder=window.name,
        port=ROOT,
        resource=to_hex(window.base),
        size=window.size,
        interleave_ways=window.ways,
        interleave_granularity=window.granularity if window.ways > 1 else None,
        max_available_extent=max_available_extent(state, window.id),
        pmem_capable=window.takes("pmem") or None,
        volatile_capable=window.takes("ram") or None,
        accelmem_capable=bool(window.restrictions & Restriction.TYPE2) or None,
        qos_class=window.qos_class,
        nr_targets=window.ways,
        targets=tuple(
            DecoderTarget.model_construct(
                target=bridge_host(index[uid][1]) if uid in index else f"pci0000:{uid:02x}",
                alias=f"ACPI0016:{index[uid][0]:02x}" if uid in index else None,
                position=position,
                id=uid,
            )
            for position, uid in enumerate(window.targets)
        ),
    )


@lru_cache(maxsize=_KEPT)
def _idle_switch_decoder(port: int, number: int, region: str | None, target: str) -> Decoder:
    """A decoder that nothing is programmed in shows its first downstream port."""
    return Decoder.model_construct(
        decoder=f"decoder{port}.{number}",
        port=f"port{port}",
        interleave_ways=1,
        region=region,
        state="disabled",
        nr_targets=1,
        targets=(_target(target, 0, 0),),
    )


@lru_cache(maxsize=_KEPT)
def _idle_endpoint_decoder(port: int, number: int) -> Decoder:
    """A decoder of an endpoint without DPA and region."""
    return Decoder.model_construct(
        decoder=f"decoder{port}.{number}",
        port=f"endpoint{port}",
        interleave_ways=1,
        state="disabled",
    )


@lru_cache(maxsize=_KEPT)
def _switch_decoder(port: PortState, number: int, each: SwitchDecoder) -> Decoder:
    idle = not each.hpa_size
    if idle and not each.targets and each.ways == 1:
        region = None if each.region is None else f"region{each.region}"
        return _idle_switch_decoder(port.number, number, region, dport_host(port, 0))
    targets = each.targets or (0,)
    return Decoder.model_construct(
        decoder=port.decoder_name(number),
        port=f"port{port.number}",
        resource=None if idle else to_hex(each.hpa_start),
        size=None if idle else each.hpa_size,
        interleave_ways=each.ways,
        interleave_granularity=each.granularity if each.ways > 1 else None,
        region=None if each.region is None else f"region{each.region}",
        state="disabled" if idle else None,
        nr_targets=len(targets),
        targets=tuple(
            _target(dport_host(port, dport), position, dport)
            for position, dport in enumerate(targets)
        ),
    )


def _endpoint_decoder(
    state: CxlState, device: Device, number: int, each: EndpointDecoder
) -> Decoder:
    if each == _UNUSED:
        return _idle_endpoint_decoder(device.number, number)
    found = None if each.region is None else state.regions[each.region]
    decodes = None
    if found is not None and found.state >= Config.ACTIVE:
        decodes = (found.hpa_start or 0, found.hpa_size, found.ways, found.granularity)
    return _used_endpoint_decoder(device.number, number, each, decodes)


@lru_cache(maxsize=_KEPT)
def _used_endpoint_decoder(
    port: int, number: int, each: EndpointDecoder, decodes: tuple[int, int, int, int] | None
) -> Decoder:
    """A decoder with DPA or a region; `decodes` are start, size, ways and granularity of one."""
    start, size, ways, granularity = decodes or (0, 0, 1, 0)
    return Decoder.model_construct(
        decoder=f"decoder{port}.{number}",
        port=f"endpoint{port}",
        resource=to_hex(start) if decodes is not None else None,
        size=size if decodes is not None else None,
        interleave_ways=ways,
        interleave_granularity=granularity if ways > 1 else None,
        region=None if each.region is None else f"region{each.region}",
        dpa_resource=to_hex(each.dpa_start) if each.dpa_size else None,
        dpa_size=each.dpa_size or None,
        mode=each.mode,
        state=None if decodes is not None else "disabled",
    )


def region(state: CxlState, found: RegionState, dax: DaxRegion | None = None) -> Region:
    """A region with its mappings; the tool lists positions downwards."""
    window = state.window(found)
    classes = {
        state.topology.memdev_of[target.memdev].qos_class for target in found.targets.values()
    }
    return Region.model_construct(
        region=found.name,
        decoder=window.name,
        resource=None if found.hpa_start is None else to_hex(found.hpa_start),
        size=found.hpa_size,
        type=found.mode,  # type: ignore[arg-type]
        interleave_ways=found.ways,
        interleave_granularity=found.granularity,
        decode_state="commit" if found.state >= Config.COMMIT else "reset",
        state=None if found.bound else "disabled",
        mappings=tuple(
            RegionMapping.model_construct(
                position=position,
                memdev=target.memdev,
                decoder=state.topology.memdev_of[target.memdev].decoder_name(target.decoder),
            )
            for position, target in sorted(found.targets.items(), reverse=True)
        ),
        daxregion=dax,
        qos_class_mismatch=True if classes - {window.qos_class} else None,
    )
