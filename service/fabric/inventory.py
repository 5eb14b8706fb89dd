"""The inventory projection: what a fabric's state looks like as relational rows.

Rows are derived; the journal is the truth. `project` is compared with the stored rows by
`cxltwin journal verify`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from service.cxl.commands import CxlInventory
from service.fabric.state import FabricState, HostEntry, Rows, Value
from service.mm.views import node_states
from service.mm.zones import ZONE_NAMES

#: table -> columns after (fabric, host); the store builds its tables from the same names.
#: Columns in `INTEGER_COLUMNS` are integers, all others text.
INVENTORY_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
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


def project(fabric: FabricState, subjects: Sequence[str]) -> tuple[InventoryChange, ...]:
    """The rows of the hosts among `subjects`; a host that is gone has none."""
    changes: list[InventoryChange] = []
    for host in subjects:
        if host == "":
            continue
        entry = fabric.hosts.get(host)
        rows = _host_rows(entry) if entry is not None else dict.fromkeys(INVENTORY_COLUMNS, ())
        for table, values in rows.items():
            changes.append(InventoryChange(table, fabric.fabric, host, values))
    return tuple(changes)
