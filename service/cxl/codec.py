"""CXL state as plain data for snapshots and hashes, and back; indexes are built anew."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from service.cxl.composition import Composition
from service.cxl.hardware import Device, Link, Peer, Switch
from service.cxl.plant import Plant
from service.cxl.state import CxlState
from service.cxl.topology import Memdev, Port, Topology, Window, build


def as_data(state: CxlState) -> dict[str, Any]:
    """A host's CXL side as plain data; sets and maps in order."""
    bare = msgspec.structs.replace(state, topology=Topology())
    found: dict[str, Any] = msgspec.to_builtins(bare, order="deterministic", str_keys=True)
    topology = state.topology
    found["topology"] = msgspec.to_builtins((topology.windows, topology.ports, topology.memdevs))
    return found


def from_data(data: dict[str, Any]) -> CxlState:
    """The state behind `as_data`."""
    windows, ports, memdevs = msgspec.convert(
        data["topology"], tuple[tuple[Window, ...], tuple[Port, ...], tuple[Memdev, ...]]
    )
    bare: CxlState = msgspec.convert({**data, "topology": {}}, CxlState, str_keys=True)
    return msgspec.structs.replace(bare, topology=build(windows, ports, memdevs))


_encoder: Final = msgspec.msgpack.Encoder(order="deterministic")


def encode(state: CxlState) -> bytes:
    """`as_data` as msgpack."""
    return _encoder.encode(as_data(state))


def decode(data: bytes | dict[str, Any]) -> CxlState:
    """The state behind `encode`, or behind `as_data` in older snapshots."""
    return from_data(data if isinstance(data, dict) else msgspec.msgpack.decode(data))


def plant_data(plant: Plant) -> dict[str, Any]:
    """A plant as plain data, everything by name."""
    return {
        "switches": msgspec.to_builtins([plant.switches[name] for name in sorted(plant.switches)]),
        "devices": msgspec.to_builtins(
            [plant.devices[name] for name in sorted(plant.devices)],
            order="deterministic",
            str_keys=True,
        ),
        "links": msgspec.to_builtins(
            [plant.links[end] for end in sorted(plant.links, key=end_key)]
        ),
    }


def end_key(peer: Peer) -> tuple[str, str, int, int]:
    """The order of ends of cables."""
    return (peer.kind, peer.name, peer.bridge, peer.number)


def plant_from_data(data: dict[str, Any]) -> Plant:
    """The plant behind `plant_data`."""
    plant = Plant()
    plant.switches = {each.switch: each for each in msgspec.convert(data["switches"], list[Switch])}
    plant.devices = {
        each.device: each for each in msgspec.convert(data["devices"], list[Device], str_keys=True)
    }
    for link in msgspec.convert(data["links"], list[Link]):
        plant.links[link.upper] = link
        plant.uplinks[link.lower] = link.upper
    return plant


def compositions_data(compositions: dict[str, Composition]) -> Any:
    """Compositions as plain data, by name."""
    return msgspec.to_builtins([compositions[name] for name in sorted(compositions)])


def compositions_from_data(data: Any) -> dict[str, Composition]:
    """The compositions behind `compositions_data`."""
    return {each.name: each for each in msgspec.convert(data, list[Composition])}
