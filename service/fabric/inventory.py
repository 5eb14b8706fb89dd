"""The inventory projection: what a fabric's state looks like as relational rows.

Rows are derived; the journal is the truth. `project` is compared with the stored rows by
`cxltwin journal verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_not
from typing import Any, Final

import msgspec

from service.bounded import to_hex
from service.cxl.codec import end_key
from service.cxl.commands import CxlInventory
from service.cxl.composition import Composition
from service.cxl.hardware import Device, Link, Switch
from service.fabric.state import FabricState, HostEntry, Rows, Value
from service.mm.views import node_states
from service.mm.zones import ZONE_NAMES

#: table of what hosts see -> columns after (fabric, host)
HOST_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "hosts": ("kernel_model", "description", "generation"),
    "numa_nodes": (
        "nid",
        "states",
        "private_owner",
        "np_ops",
        "zones",
        "managed_pages",
        "free_pages",
    ),
    "memdevs": ("memdev", "serial", "ram_size", "pmem_size", "pci_host"),
    "decoders": ("decoder", "port", "resource", "size", "region"),
    "regions": ("region", "resource", "size", "interleave_ways", "interleave_granularity", "state"),
}
#: table of the plant and of compositions -> columns after (fabric, host); `host` is empty there
PLANT_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "switches": ("switch", "powered", "nr_ports", "nr_decoders", "generation"),
    "vppbs": (
        "switch",
        "vcs_id",
        "vppb_id",
        "binding_status",
        "bound_port_id",
        "bound_ld_id",
        "frozen",
    ),
    "devices": (
        "device",
        "kind",
        "serial",
        "powered",
        "ram_size",
        "pmem_size",
        "dc_size",
        "memory_class",
        "owner",
        "ats",
        "generation",
    ),
    "links": ("upper", "lower", "up"),
    "compositions": ("composition", "size", "confirmed", "lease_end_ns", "generation"),
    "composition_parts": ("composition", "part", "part_host", "region", "nid", "size", "private"),
}
#: the store builds its tables from these names. Columns in `INTEGER_COLUMNS` are integers, all
#: others text.
INVENTORY_COLUMNS: Final = {**HOST_COLUMNS, **PLANT_COLUMNS}
_BIGINT_MAX: Final = (1 << 63) - 1
INTEGER_COLUMNS: Final = frozenset(
    {
        "generation",
        "nid",
        "managed_pages",
        "free_pages",
        "ram_size",
        "pmem_size",
        "size",
        "interleave_ways",
        "interleave_granularity",
        "powered",
        "nr_ports",
        "nr_decoders",
        "vcs_id",
        "vppb_id",
        "bound_port_id",
        "bound_ld_id",
        "frozen",
        "dc_size",
        "ats",
        "up",
        "confirmed",
        "lease_end_ns",
        "part",
        "private",
    }
)


class InventoryChange(msgspec.Struct, frozen=True):
    """All rows of one table for one host, replacing what stood there before."""

    table: str
    fabric: str
    host: str
    rows: tuple[tuple[Value, ...], ...]


def _numa_nodes(entry: HostEntry) -> tuple[tuple[Value, ...], ...]:
    rows: list[tuple[Value, ...]] = []
    for nid in sorted(entry.state.nodes):
        node = entry.state.nodes[nid]
        np = node.node_private
        zones = [zone for zone in node.zones if zone.present]
        rows.append(
            (
                nid,
                " ".join(node_states(entry.state, nid)),
                np.owner if np is not None else None,
                " ".join(np.ops.flags) if np is not None and np.ops is not None else None,
                " ".join(ZONE_NAMES[zone.idx] for zone in zones),
                sum(zone.managed for zone in zones),
                sum(zone.free for zone in zones),
            )
        )
    return tuple(rows)


def _host_rows(entry: HostEntry) -> dict[str, Rows]:
    return {
        "hosts": ((entry.kernel_model, entry.description, entry.generation),),
        "numa_nodes": _numa_nodes(entry),
        **_cxl_rows(entry),
    }


def _cxl_rows(entry: HostEntry) -> dict[str, Rows]:
    """Rows of CXL objects, made anew only when something of CXL changed."""
    inventory = entry.inventory
    if entry.projected is None or entry.projected[0] is not inventory:
        entry.projected = inventory, _inventory_rows(inventory)
    return entry.projected[1]


def _stored(size: int | None) -> int | None:
    """A size as a column of a database holds it: BIGINT ends at 2**63 - 1, sizes of CXL do not."""
    return None if size is None else min(size, _BIGINT_MAX)


def _inventory_rows(inventory: CxlInventory) -> dict[str, Rows]:
    return {
        "memdevs": tuple(
            (each.memdev, each.serial, _stored(each.ram_size), _stored(each.pmem_size), each.host)
            for each in inventory.memdevs
        ),
        "decoders": tuple(
            (each.decoder, each.port, each.resource, _stored(each.size), each.region)
            for each in inventory.decoders
        ),
        "regions": tuple(
            (
                each.region,
                each.resource,
                _stored(each.size),
                each.interleave_ways,
                each.interleave_granularity,
                each.state,
            )
            for each in inventory.regions
        ),
    }


def _switch_rows(each: Switch) -> Rows:
    return ((each.switch, int(each.powered), each.nr_ports, each.nr_decoders, each.generation),)


def _vppb_rows(each: Switch) -> Rows:
    return tuple(
        (
            each.switch,
            vcs.vcs_id,
            vppb_id,
            vppb.status.name,
            vppb.port if vppb.port >= 0 else None,
            vppb.ld if vppb.port >= 0 else None,
            int(vppb.frozen),
        )
        for vcs in each.vcss
        for vppb_id, vppb in enumerate(vcs.vppbs)
    )


def _device_rows(each: Device) -> Rows:
    return (
        (
            each.device,
            each.kind,
            to_hex(each.serial),
            int(each.powered),
            _stored(each.ram_size),
            _stored(each.pmem_size),
            _stored(each.dc_size),
            each.memory_class or None,
            each.owner or None,
            int(each.ats),
            each.generation,
        ),
    )


def _link_rows(each: Link) -> Rows:
    return ((str(each.upper), str(each.lower), int(each.up)),)


def _composition_rows(each: Composition) -> Rows:
    size = sum(part.size for part in each.parts)
    lease = each.lease_end if each.lease_end >= 0 else None
    return ((each.name, _stored(size), int(lease is None), lease, each.generation),)


def _part_rows(each: Composition) -> Rows:
    return tuple(
        (each.name, at, part.host, part.region, part.nid, _stored(part.size), int(part.private))
        for at, part in enumerate(each.parts)
    )


def _plant_objects(fabric: FabricState) -> dict[str, tuple[tuple[Any, ...], Callable[[Any], Rows]]]:
    """Table -> the objects whose rows it holds, in order, and what makes their rows."""
    plant = fabric.plant
    switches = tuple(plant.switches[name] for name in sorted(plant.switches))
    devices = tuple(plant.devices[name] for name in sorted(plant.devices))
    links = tuple(plant.links[end] for end in sorted(plant.links, key=end_key))
    made = tuple(fabric.compositions[name] for name in sorted(fabric.compositions))
    return {
        "switches": (switches, _switch_rows),
        "vppbs": (switches, _vppb_rows),
        "devices": (devices, _device_rows),
        "links": (links, _link_rows),
        "compositions": (made, _composition_rows),
        "composition_parts": (made, _part_rows),
    }


def _plant_rows(fabric: FabricState) -> dict[str, Rows]:
    """Rows of the plant; a table of which no object changed keeps the tuple that it had."""
    found: dict[str, Rows] = {}
    for table, (objects, rows_of) in _plant_objects(fabric).items():
        known, rows = fabric.projected.get(table, ((), ()))
        if len(known) != len(objects) or any(map(is_not, known, objects)):
            rows = tuple(row for each in objects for row in rows_of(each))
            fabric.projected[table] = objects, rows
        found[table] = rows
    return found


def project(fabric: FabricState, subjects: Sequence[str]) -> tuple[InventoryChange, ...]:
    """The rows of the hosts among `subjects`, and of the plant where "" is one of them.

    A host that is gone has none.
    """
    changes: list[InventoryChange] = []
    for host in subjects:
        entry = fabric.hosts.get(host)
        if host == "":
            rows = _plant_rows(fabric)
        else:
            rows = _host_rows(entry) if entry is not None else dict.fromkeys(HOST_COLUMNS, ())
        for table, values in rows.items():
            changes.append(InventoryChange(table, fabric.fabric, host, values))
    return tuple(changes)
